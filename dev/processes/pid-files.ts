import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

const schema = z.object({ pid: z.number(), startedAt: z.string(), signal: z.string() });

/** Milliseconds a process gets to stop before it is killed. */
const stopTimeoutMs = 15_000;

const folder = (directory: string) => join(directory, "run");
const pidFile = (directory: string, name: string) =>
  join(folder(directory), `${name.toLowerCase().replaceAll(" ", "-")}.json`);

/** Records that a process belongs to this instance, for the next start. */
export function writePidFile(directory: string, name: string, pid: number, signal: NodeJS.Signals): void {
  mkdirSync(folder(directory), { recursive: true });
  const content = { pid, startedAt: startTime(pid) ?? "", signal };
  writeFileSync(pidFile(directory, name), JSON.stringify(content), { mode: 0o600 });
}

/** Removes the record of a process that has exited. */
export function removePidFile(directory: string, name: string): void {
  rmSync(pidFile(directory, name), { force: true });
}

/** The process ID of a recorded process that is still running. */
export function readPidFile(directory: string, name: string): number | undefined {
  return runningProcess(pidFile(directory, name))?.pid;
}

/** Stops the processes that an earlier start left running when it was killed, the newest first. */
export async function stopLeftovers(directory: string): Promise<void> {
  mkdirSync(folder(directory), { recursive: true });
  const files = readdirSync(folder(directory)).map((name) => join(folder(directory), name));
  for (const file of files.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)) {
    const leftover = runningProcess(file);
    if (leftover) {
      process.kill(leftover.pid, leftover.signal as NodeJS.Signals);
      const deadline = Date.now() + stopTimeoutMs;
      while (runningProcess(file)) {
        if (Date.now() > deadline) process.kill(leftover.pid, "SIGKILL");
        await sleep(50);
      }
    }
    rmSync(file, { force: true });
  }
}

function runningProcess(file: string) {
  try {
    const recorded = schema.parse(JSON.parse(readFileSync(file, "utf8")));
    return startTime(recorded.pid) === recorded.startedAt ? recorded : undefined;
  } catch {
    return undefined;
  }
}

/** When a running process started. Process IDs are reused; the ID and the start time together are unique. */
function startTime(pid: number): string | undefined {
  try {
    if (process.platform !== "linux") {
      return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || undefined;
    }
    // proc_pid_stat(5): after the command in brackets come the state and, 19 fields later, the start time.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return fields[0] === "Z" ? undefined : fields[19];
  } catch {
    return undefined;
  }
}
