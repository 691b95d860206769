import { readdirSync } from "node:fs";
import type postgres from "postgres";
import { processTree, serverMemory } from "../server-memory.ts";

export type Peaks = { rssBytes: number; connections: number; openFiles: number };

/** What a server and its database hold now. */
export async function readings(sql: postgres.Sql, pid: number): Promise<Peaks> {
  const [row] = await sql`
    select count(*)::int as connections from pg_stat_activity
    where datname = 'postgres' and backend_type = 'client backend' and pid <> pg_backend_pid()`;
  return { rssBytes: serverMemory(pid).now() ?? 0, connections: row?.connections, openFiles: openFiles(pid) };
}

/** The highest of readings taken four times a second while the work goes on. */
export async function peaksDuring<T>(
  sql: postgres.Sql,
  pid: number,
  work: () => Promise<T>,
): Promise<{ result: T; peaks: Peaks }> {
  const peaks: Peaks = { rssBytes: 0, connections: 0, openFiles: 0 };
  let working = true;
  const watching = (async () => {
    while (working) {
      const now = await readings(sql, pid);
      for (const name of Object.keys(peaks) as (keyof Peaks)[]) peaks[name] = Math.max(peaks[name], now[name]);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  })();
  try {
    return { result: await work(), peaks };
  } finally {
    working = false;
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
