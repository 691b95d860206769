import { setTimeout as sleep } from "node:timers/promises";
import type { Asked } from "./admin.ts";
import { drain } from "./drain.ts";
import type { Bench, Sample } from "./scenario.ts";

/**
 * Exports through the app, from the click to the last byte, and makes sure that the file was whole.
 * @throws Error when it was not
 */
export async function appExport(
  bench: Bench,
  asked: Omit<Asked, "workspace">,
  encoding: "identity" | "gzip" = "identity",
): Promise<Sample> {
  let id = "";
  const { result: sample, peakRssBytes } = await bench.memory.peakDuring(() =>
    drain(async () => {
      const run = await bench.admin.begin({ workspace: bench.workspace.slug, ...asked }, encoding);
      id = run.id;
      return run.body;
    }),
  );
  await requireWhole(bench, id, asked.contact ? 1 : bench.rows, encoding === "identity" ? sample.bytes : null);
  return { ...sample, peakRssBytes };
}

async function requireWhole({ sql }: Bench, id: string, rows: number, bytes: number | null): Promise<void> {
  let run: Record<string, unknown> | undefined;
  for (let tries = 0; tries < 50 && (run === undefined || run.status === "running"); tries++) {
    [run] =
      await sql`select status, rows_written::int as rows, bytes_written::float8 as bytes from public.exports where id = ${id}`;
    await sleep(20);
  }
  if (run?.status !== "completed" || run.rows !== rows || (bytes ?? run.bytes) !== run.bytes) {
    throw new Error(`Expected ${rows} rows in ${bytes} bytes; the run says ${JSON.stringify(run)}.`);
  }
}
