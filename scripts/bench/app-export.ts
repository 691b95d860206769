import { setTimeout as sleep } from "node:timers/promises";
import { drain } from "./drain.ts";
import type { Bench, Sample } from "./subject.ts";

/**
 * Exports through the app, from the click to the last byte, and makes sure that the file was whole.
 * @throws Error when it was not
 */
export async function appExport(bench: Bench, asked: { kind: string; format: string }): Promise<Sample> {
  let id = "";
  const { result: sample, peakRssBytes } = await bench.memory.peakDuring(() =>
    drain(async () => {
      const run = await bench.admin.begin({ workspace: bench.workspace.slug, ...asked });
      id = run.id;
      return run.body;
    }),
  );
  await requireWhole(bench, id, sample.bytes);
  return { ...sample, peakRssBytes };
}

async function requireWhole({ sql, rows }: Bench, id: string, bytes: number): Promise<void> {
  let run: Record<string, unknown> | undefined;
  for (let tries = 0; tries < 50 && (run === undefined || run.status === "running"); tries++) {
    [run] =
      await sql`select status, rows_written::int as rows, bytes_written::int as bytes from public.exports where id = ${id}`;
    await sleep(20);
  }
  if (run?.status !== "completed" || run.rows !== rows || run.bytes !== bytes) {
    throw new Error(`Expected ${rows} rows in ${bytes} bytes; the run says ${JSON.stringify(run)}.`);
  }
}
