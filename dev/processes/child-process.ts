import { execa, type Options, type ResultPromise } from "execa";

const defaults = {
  // A process group of its own: Ctrl-C reaches the whole foreground group, and the database must outlive the app.
  detached: true,
  forceKillAfterDelay: 15_000,
  // The result says how the program ended; callers turn it into their own error.
  reject: false,
} as const;

/** execa's options for text. */
export type ChildOptions = Omit<Exclude<Options, { encoding: unknown }>, keyof typeof defaults>;
export type Child = ResultPromise<ChildOptions & typeof defaults>;

// In the order in which they were started.
const running = new Set<Child>();
let stopping = false;

// The last resort, if this process exits without `stopAllChildren`; execa's own `cleanup` skips detached processes.
process.on("exit", () => {
  for (const child of running) child.kill();
});

/** Whether `stopAllChildren` was called. From then on, a child that exits has not crashed. */
export const isStopping = (): boolean => stopping;

/**
 * Starts a program; `stopAllChildren` stops it.
 * @param options execa's; `killSignal` is what stops the program (SIGTERM by default), SIGKILL follows after 15 seconds
 * @returns execa's subprocess, which resolves to its result and never rejects
 */
export function startChild(command: string, args: readonly string[], options: ChildOptions): Child {
  if (stopping) throw new Error("Stopping.");
  const child = execa(command, args, { ...options, ...defaults }) as Child;
  running.add(child);
  child.nodeChildProcess.once("exit", () => killGroup(child));
  void child.then(() => running.delete(child));
  return child;
}

/** Stops a program and waits until it has exited. */
export async function stopChild(child: Child): Promise<void> {
  child.kill();
  await child;
}

/** Stops every child, the newest first; no new one can be started afterwards. */
export async function stopAllChildren(): Promise<void> {
  stopping = true;
  for (const child of [...running].reverse()) await stopChild(child);
}

/**
 * Kills what a program that has exited left behind. Not execa's `killDescendants`: that sends the stop signal to the
 * whole group at once, and Postgres has to tell its own processes.
 */
function killGroup({ pid }: Child): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // The group is empty.
  }
}
