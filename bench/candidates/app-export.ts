import { setTimeout as sleep } from "node:timers/promises";
import type { ExportRequest } from "../admin-client.ts";
import type { Bench, Sample } from "../scenario.ts";
import { timeDownload } from "../time-download.ts";

/**
 * Exports through the app, from the click to the last byte.
 * @throws Error when the file is incomplete
 */
export async function appExport(bench: Bench, request: Omit<ExportRequest, "workspace">): Promise<Sample> {
  let id = "";
  const { result: sample, peakRssBytes } = await bench.memory.peakDuring(() =>
    timeDownload(async () => {
      const started = await bench.admin.startExport({ workspace: bench.workspace.slug, ...request });
      id = started.id;
      return started.body;
    }),
  );
  await requireComplete(bench, id, request.contact ? 1 : bench.rows, sample.bytes);
  return { ...sample, peakRssBytes };
}

async function requireComplete({ sql }: Bench, id: string, rows: number, bytes: number): Promise<void> {
  let recorded: Record<string, unknown> | undefined;
  for (let attempt = 0; attempt < 50 && (recorded === undefined || recorded.status === "running"); attempt++) {
    [recorded] =
      await sql`select status, rows_written::int as rows, bytes_written::float8 as bytes from public.exports where id = ${id}`;
    await sleep(20);
  }
  if (recorded?.status !== "completed" || recorded.rows !== rows || bytes !== recorded.bytes) {
    throw new Error(`Expected ${rows} rows in ${bytes} bytes; the export's record is ${JSON.stringify(recorded)}.`);
  }
}
