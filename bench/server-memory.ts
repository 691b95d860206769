import { readdirSync, readFileSync } from "node:fs";

/** Reads the resident memory of a process and its descendants; undefined on systems without /proc. */
export type ServerMemory = {
  now(): number | undefined;
  /** The highest of readings every 50 ms while `task` runs. */
  peakDuring<T>(task: () => Promise<T>): Promise<{ result: T; peakRssBytes?: number }>;
};

/** @param pid the server's process ID */
export function serverMemory(pid: number): ServerMemory {
  const now = () => (process.platform === "linux" ? residentBytes(pid) : undefined);
  return {
    now,
    async peakDuring(task) {
      let peakRssBytes = now();
      const read = () => {
        const bytes = now();
        if (bytes !== undefined) peakRssBytes = Math.max(peakRssBytes ?? 0, bytes);
      };
      const timer = setInterval(read, 50);
      try {
        const result = await task();
        read();
        return { result, peakRssBytes };
      } finally {
        clearInterval(timer);
      }
    },
  };
}

function residentBytes(root: number): number {
  return processTree(root).reduce((sum, { rssBytes }) => sum + rssBytes, 0);
}

/** A process and its descendants, with the memory of each, from Linux's /proc. */
export function processTree(root: number): { pid: number; rssBytes: number }[] {
  const parents = new Map<number, number>();
  const resident = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const status = readFileSync(`/proc/${name}/status`, "utf8");
      parents.set(Number(name), Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]));
      resident.set(Number(name), Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024);
    } catch {
      // It has exited since the directory was listed.
    }
  }
  const isInTree = (pid: number | undefined): boolean => pid === root || (!!pid && isInTree(parents.get(pid)));
  return [...resident].filter(([pid]) => isInTree(pid)).map(([pid, rssBytes]) => ({ pid, rssBytes }));
}
