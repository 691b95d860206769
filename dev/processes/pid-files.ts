import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

const record = z.object({ pid: z.number(), startedAt: z.string(), signal: z.string() });

const folder = (directory: string) => join(directory, "run");
const file = (directory: string, name: string) =>
  join(folder(directory), `${name.toLowerCase().replaceAll(" ", "-")}.json`);

/** When a live process began; with its number that names it for good, as numbers are used again. */
function startOf(pid: number): string | undefined {
  try {
    if (process.platform !== "linux") {
      return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || undefined;
    }
    // After the program's name in brackets: the state, and 19 fields on the start time.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return fields[0] === "Z" ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

/** Writes down that a process belongs to this instance, for the next start. */
export function writePidFile(directory: string, name: string, pid: number, signal: NodeJS.Signals): void {
  mkdirSync(folder(directory), { recursive: true });
  writeFileSync(file(directory, name), JSON.stringify({ pid, startedAt: startOf(pid) ?? "", signal }), { mode: 0o600 });
}

/** Removes the note of a process that has ended. */
export function removePidFile(directory: string, name: string): void {
  rmSync(file(directory, name), { force: true });
}

/** The number of a recorded process if it is still running. */
export function readPidFile(directory: string, name: string): number | undefined {
  return liveProcess(file(directory, name))?.pid;
}

function liveProcess(path: string) {
  try {
    const found = record.parse(JSON.parse(readFileSync(path, "utf8")));
    return startOf(found.pid) === found.startedAt ? found : undefined;
  } catch {
    return undefined;
  }
}

/** Stops what an earlier run left behind when it was killed, the newest first. */
export async function stopLeftovers(directory: string): Promise<void> {
  mkdirSync(folder(directory), { recursive: true });
  const files = readdirSync(folder(directory)).map((name) => join(folder(directory), name));
  for (const path of files.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)) {
    const left = liveProcess(path);
    if (left) {
      process.kill(left.pid, left.signal as NodeJS.Signals);
      const deadline = Date.now() + 15_000;
      while (liveProcess(path)) {
        if (Date.now() > deadline) process.kill(left.pid, "SIGKILL");
        await sleep(50);
      }
    }
    rmSync(path, { force: true });
  }
}
