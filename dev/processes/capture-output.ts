import type { SpawnOptions } from "node:child_process";
import { spawnChild } from "./child-process.ts";

/**
 * Runs a program to its end and returns what it printed.
 * @throws Error with the end of its output, when it cannot be run or exits with anything but 0.
 */
export async function captureOutput(
  name: string,
  command: string,
  args: string[],
  options: SpawnOptions & { input?: string } = {},
): Promise<string> {
  const { input, ...spawnOptions } = options;
  const { child } = spawnChild(command, args, { ...spawnOptions, stdio: "pipe" }, "SIGTERM");
  const output: string[] = [];
  const all: string[] = [];
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    output.push(text);
    all.push(text);
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => all.push(text));
  // A program that does not read its input closes it early.
  child.stdin?.on("error", () => undefined).end(input);

  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", (error) => reject(new Error(`${name} could not be run: ${error.message}`)));
    child.once("close", resolve);
  });
  if (code !== 0) throw new Error(`${name} failed:\n${all.join("").trim().split("\n").slice(-30).join("\n")}`);
  return output.join("");
}
