import { type ChildOptions, startChild } from "./child-process.ts";

/**
 * Runs a program to its end.
 * @returns what it wrote to its standard output
 * @throws Error with the last lines of its output, when it cannot be run or exits with anything but 0
 */
export async function captureOutput(
  name: string,
  command: string,
  args: readonly string[],
  options: ChildOptions = {},
): Promise<string> {
  const result = await startChild(command, args, { input: "", ...options, all: true, stripFinalNewline: false });
  if (!result.failed) return String(result.stdout);
  if (result.exitCode === undefined && result.signal === undefined)
    throw new Error(`${name} could not be run: ${result.originalMessage}`);
  throw new Error(`${name} failed:\n${String(result.all).trim().split("\n").slice(-30).join("\n")}`);
}
