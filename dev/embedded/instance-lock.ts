import { accessSync, constants, mkdirSync } from "node:fs";
import { readPidFile, removePidFile, stopLeftovers, writePidFile } from "../processes/pid-files.ts";
import { UserError } from "../user-error.ts";

const owner = "owner";

/**
 * Makes this process the only one that works in an instance's folder, and stops what a killed owner left running.
 * Claiming again is harmless.
 * @throws UserError when another process is at work there.
 */
export async function acquireInstanceLock(directory: string): Promise<void> {
  mkdirSync(directory, { recursive: true });
  try {
    accessSync(directory, constants.W_OK);
  } catch {
    throw new UserError(`${directory} belongs to another user: run this as that user, or remove the folder.`);
  }
  const pid = readPidFile(directory, owner);
  if (pid === process.pid) return;
  if (pid !== undefined) {
    throw new UserError(
      `This is already running (process ${pid}). Stop it first: Ctrl-C in its terminal, or kill ${pid}.`,
    );
  }
  await stopLeftovers(directory);
  writePidFile(directory, owner, process.pid, "SIGTERM");
  process.once("exit", () => removePidFile(directory, owner));
}

/** Gives the folder free for others. */
export function releaseInstanceLock(directory: string): void {
  removePidFile(directory, owner);
}
