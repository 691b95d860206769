import { UserError } from "../user-error.ts";
import { type ChildOptions, startChild } from "./child-process.ts";

/** Whether a program writes to this terminal, or its output follows when it has ended. */
export type CommandOutput = "inherit" | "at the end";

/**
 * Runs a program to its end, with its output in this terminal.
 * @throws UserError when it cannot be run or exits with anything but 0
 */
export async function runCommand(
  name: string,
  command: string,
  args: readonly string[],
  options: ChildOptions,
  output: CommandOutput = "inherit",
): Promise<void> {
  const result = await startChild(command, args, {
    ...options,
    stdin: "ignore",
    ...(output === "inherit" ? { stdout: "inherit", stderr: "inherit" } : { all: true }),
  });
  if (output === "at the end") process.stdout.write(`${String(result.all)}\n`);
  if (!result.failed) return;
  if (result.exitCode === undefined && result.signal === undefined)
    throw new UserError(`${name} could not be run: ${result.originalMessage}`);
  throw new UserError(`${name} failed.`);
}
