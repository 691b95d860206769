import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

/** A process this one started and has to stop. */
export type ChildProcessHandle = { child: ChildProcess; exited: Promise<void>; stop(): Promise<void> };

// In the order they were started.
const running = new Map<ChildProcessHandle, NodeJS.Signals>();
let closing = false;

// The last resort, when this process ends without having stopped them in order.
process.on("exit", () => {
  for (const [owned, signal] of running) owned.child.kill(signal);
});

/** Whether `stopEverything` was called: from then on a process that ends is no surprise. */
export const isClosing = (): boolean => closing;

/** Stops every process this one started, the newest first, and lets no new one begin. */
export async function stopAllChildren(): Promise<void> {
  closing = true;
  for (const owned of [...running.keys()].reverse()) await owned.stop();
}

/**
 * Spawns in a process group of its own: Ctrl-C in a terminal reaches the whole foreground group at once, and the
 * database has to outlive the app that is still writing to it.
 */
export function spawnChild(
  command: string,
  args: string[],
  options: SpawnOptions,
  signal: NodeJS.Signals,
): ChildProcessHandle {
  if (closing) throw new Error("Stopping.");
  const child = spawn(command, args, { ...options, detached: true });
  const exited = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  const owned: ChildProcessHandle = {
    child,
    exited,
    async stop() {
      if (!hasExited(child)) child.kill(signal);
      const inTime = new AbortController();
      const late = sleep(15_000, undefined, { signal: inTime.signal }).then(
        () => killGroup(child),
        () => undefined,
      );
      await Promise.race([exited, late.then(() => exited)]);
      inTime.abort();
    },
  };
  running.set(owned, signal);
  void exited.then(() => {
    running.delete(owned);
    // Whatever it had started itself and left behind.
    killGroup(child);
  });
  return owned;
}

/** Whether a process has ended, or never began. */
export function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
}

function killGroup(child: ChildProcess) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // Nobody is left in it.
  }
}
