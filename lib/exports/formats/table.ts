import { batchChunk, textChunk } from "@/lib/exports/chunk";
import type { ExportFormat } from "@/lib/exports/kinds";
import type { Batch, Chunk } from "@/lib/exports/types";
import { type Column, recordsToCsv } from "./csv";
import { jsonArray } from "./json-array";

/** Formats that a table can be written in: those of CSV with what sets them apart. */
const csvFormats = {
  csv: { guard: true, mark: false },
  "csv-excel": { guard: true, mark: true },
  "csv-exact": { guard: false, mark: false },
} satisfies Partial<Record<ExportFormat, CsvOptions>>;

/** guard: make cells harmless that a spreadsheet would run; mark: begin with a byte-order mark, by which Excel knows UTF-8. */
type CsvOptions = { guard: boolean; mark: boolean };

export type TableFormat = keyof typeof csvFormats | "json";

/**
 * Writes rows of a table as a file.
 * @param pages rows as the format wants them from Postgres: JSON objects, or rows as it prints them
 */
export function formatTable(
  format: TableFormat,
  columns: readonly Column[],
  pages: AsyncIterable<Batch>,
): AsyncGenerator<Chunk> {
  return format === "json" ? jsonArray(wholePages(pages)) : csvFile(csvFormats[format], columns, pages);
}

async function* wholePages(pages: AsyncIterable<Batch>): AsyncGenerator<Chunk> {
  for await (const page of pages) yield batchChunk(page);
}

async function* csvFile(
  { guard, mark }: CsvOptions,
  columns: readonly Column[],
  pages: AsyncIterable<Batch>,
): AsyncGenerator<Chunk> {
  yield textChunk(`${mark ? "\uFEFF" : ""}${columns.map(({ name }) => name).join(",")}\r\n`);
  for await (const { body, meta } of pages) {
    const { text, escapedCells } = recordsToCsv(Buffer.concat(body), meta.rows, columns, guard);
    yield { text: [text], rows: meta.rows, escapedCells };
  }
}
