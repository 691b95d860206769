import { accessSync, constants, mkdirSync } from "node:fs";
import { readPidFile, removePidFile, stopLeftovers, writePidFile } from "../processes/pid-files.ts";
import { UserError } from "../user-error.ts";

const owner = "owner";

/**
 * Makes this process the only one that uses an instance's directory, and stops what a killed owner left running.
 * Does nothing if this process already holds the lock.
 * @throws UserError when another process holds the lock
 */
export async function acquireInstanceLock(directory: string): Promise<void> {
  mkdirSync(directory, { recursive: true });
  try {
    accessSync(directory, constants.W_OK);
  } catch {
    throw new UserError(`${directory} belongs to another user: run this as that user, or delete the directory.`);
  }
  const pid = instanceOwner(directory);
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

/** The process that uses an instance's directory; undefined when none does. */
export function instanceOwner(directory: string): number | undefined {
  return readPidFile(directory, owner);
}

/** Lets other processes use the directory. */
export function releaseInstanceLock(directory: string): void {
  removePidFile(directory, owner);
}
