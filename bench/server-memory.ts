import { readdirSync, readFileSync } from "node:fs";

/** The resident memory of a process and of everything it started; undefined where there is no /proc. */
export type ServerMemory = {
  now(): number | undefined;
  /** The highest of readings taken every 50 ms while the work goes on. */
  peakDuring<T>(work: () => Promise<T>): Promise<{ result: T; peakRssBytes?: number }>;
};

/** Watches the memory of a server. */
export function serverMemory(pid: number): ServerMemory {
  const now = () => (process.platform === "linux" ? residentBytes(pid) : undefined);
  return {
    now,
    async peakDuring(work) {
      let peakRssBytes = now();
      const read = () => {
        const bytes = now();
        if (bytes !== undefined) peakRssBytes = Math.max(peakRssBytes ?? 0, bytes);
      };
      const timer = setInterval(read, 50);
      try {
        const result = await work();
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

/** A process and everything it started, with the memory of each; takes Linux's /proc. */
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
      // It ended between the listing and the reading.
    }
  }
  const belongs = (pid: number | undefined): boolean => pid === root || (!!pid && belongs(parents.get(pid)));
  return [...resident].filter(([pid]) => belongs(pid)).map(([pid, rssBytes]) => ({ pid, rssBytes }));
}
