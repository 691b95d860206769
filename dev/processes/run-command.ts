import { UserError } from "../user-error.ts";
import { type ChildOptions, startChild } from "./child-process.ts";

/**
 * Runs a program to its end, with its output in this terminal.
 * @throws UserError when it cannot be run or exits with anything but 0
 */
export async function runCommand(
  name: string,
  command: string,
  args: readonly string[],
  options: ChildOptions,
): Promise<void> {
  const result = await startChild(command, args, { ...options, stdio: ["ignore", "inherit", "inherit"] });
  if (!result.failed) return;
  if (result.exitCode === undefined && result.signal === undefined)
    throw new UserError(`${name} could not be run: ${result.originalMessage}`);
  throw new UserError(`${name} failed.`);
}
