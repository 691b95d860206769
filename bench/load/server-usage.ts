import { readdirSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type postgres from "postgres";
import { processTree, serverMemory } from "../server-memory.ts";

export type ServerUsage = { rssBytes: number; connections: number; openFiles: number };

/** Reads the memory and open files of a server and the connections to its database. */
export async function readServerUsage(sql: postgres.Sql, pid: number): Promise<ServerUsage> {
  const [row] = await sql`
    select count(*)::int as connections from pg_stat_activity
    where datname = 'postgres' and backend_type = 'client backend' and pid <> pg_backend_pid()`;
  return { rssBytes: serverMemory(pid).now() ?? 0, connections: row?.connections, openFiles: openFiles(pid) };
}

/** The highest of readings every 250 ms while `task` runs. */
export async function peaksDuring<T>(
  sql: postgres.Sql,
  pid: number,
  task: () => Promise<T>,
): Promise<{ result: T; peaks: ServerUsage }> {
  const peaks: ServerUsage = { rssBytes: 0, connections: 0, openFiles: 0 };
  let running = true;
  const watching = (async () => {
    while (running) {
      const now = await readServerUsage(sql, pid);
      for (const name of Object.keys(peaks) as (keyof ServerUsage)[]) peaks[name] = Math.max(peaks[name], now[name]);
      await sleep(250);
    }
  })();
  try {
    return { result: await task(), peaks };
  } finally {
    running = false;
    await watching;
  }
}

function openFiles(root: number): number {
  return processTree(root).reduce((sum, { pid }) => {
    try {
      return sum + readdirSync(`/proc/${pid}/fd`).length;
    } catch {
      return sum;
    }
  }, 0);
}
