import { batchChunk, textChunk } from "@/lib/exports/chunk";
import type { ExportFormat } from "@/lib/exports/kinds";
import type { Batch, Chunk } from "@/lib/exports/types";
import { type Column, recordsToCsv } from "./csv";
import { jsonArray } from "./json-array";

/** escapeFormulas: see recordsToCsv; bom: start the file with a byte-order mark, without which Excel does not detect UTF-8. */
type CsvOptions = { escapeFormulas: boolean; bom: boolean };

const csvFormats = {
  csv: { escapeFormulas: true, bom: false },
  "csv-excel": { escapeFormulas: true, bom: true },
  "csv-exact": { escapeFormulas: false, bom: false },
} satisfies Partial<Record<ExportFormat, CsvOptions>>;

/** A format that a table can be exported in. */
export type TableFormat = keyof typeof csvFormats | "json";

/**
 * Formats the rows of a table as a file.
 * @param batches JSON objects for the format json (see jsonArray), else Postgres records (see recordsToCsv)
 */
export function formatTable(
  format: TableFormat,
  columns: readonly Column[],
  batches: AsyncIterable<Batch>,
): AsyncGenerator<Chunk> {
  return format === "json" ? jsonArray(batchChunks(batches)) : csvFile(csvFormats[format], columns, batches);
}

async function* batchChunks(batches: AsyncIterable<Batch>): AsyncGenerator<Chunk> {
  for await (const batch of batches) yield batchChunk(batch);
}

async function* csvFile(
  { escapeFormulas, bom }: CsvOptions,
  columns: readonly Column[],
  batches: AsyncIterable<Batch>,
): AsyncGenerator<Chunk> {
  yield textChunk(`${bom ? "\uFEFF" : ""}${columns.map(({ name }) => name).join(",")}\r\n`);
  for await (const { body, meta } of batches) {
    const { text, escapedCells } = recordsToCsv(Buffer.concat(body), meta.rows, columns, escapeFormulas);
    yield { text: [text], rows: meta.rows, escapedCells };
  }
}
