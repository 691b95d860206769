import type { SpawnOptions } from "node:child_process";
import { UserError } from "../user-error.ts";
import { spawnChild } from "./child-process.ts";

/**
 * Runs a program to its end in this terminal.
 * @throws UserError when it exits with anything but 0; its own output has said why
 */
export async function runCommand(name: string, command: string, args: string[], options: SpawnOptions): Promise<void> {
  const { child } = spawnChild(command, args, { ...options, stdio: ["ignore", "inherit", "inherit"] }, "SIGTERM");
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", (error) => reject(new UserError(`${name} could not be run: ${error.message}`)));
    child.once("exit", resolve);
  });
  if (code !== 0) throw new UserError(`${name} failed.`);
}
