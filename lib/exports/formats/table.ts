import { batchChunk, textChunk } from "@/lib/exports/chunk";
import type { ExportFormat } from "@/lib/exports/kinds";
import type { Batch, Chunk } from "@/lib/exports/types";
import { type Column, type CsvOptions, recordsToCsv } from "./csv";
import { jsonArray } from "./json-array";

/** bom: start the file with a byte-order mark, without which Excel does not detect UTF-8. */
type CsvFormat = CsvOptions & { bom: boolean };

const csvFormats = {
  csv: { separator: ",", escapeFormulas: true, bom: false },
  "csv-excel": { separator: ",", escapeFormulas: true, bom: true },
  "csv-semicolon": { separator: ";", escapeFormulas: true, bom: true },
  "csv-exact": { separator: ",", escapeFormulas: false, bom: false },
} as const satisfies Partial<Record<ExportFormat, CsvFormat>>;

/** A format with the rows of one table and nothing else. */
export type TableFormat = keyof typeof csvFormats | "json" | "ndjson";

/** Whether a file of this format is a CSV. */
export function isCsv(format: ExportFormat): format is keyof typeof csvFormats {
  return format in csvFormats;
}

/** Whether a format escapes what a spreadsheet would run as a formula. */
export function escapesFormulas(format: ExportFormat): boolean {
  return isCsv(format) && csvFormats[format].escapeFormulas;
}

/**
 * Formats the rows of a table as a file.
 * @param batches for json (see jsonArray) and ndjson as in the file, else Postgres records (see record-text.ts)
 * @param isContinued whether other rows are before these: without a header
 */
export function formatTable(
  format: TableFormat,
  columns: readonly Column[],
  batches: AsyncIterable<Batch>,
  isContinued = false,
): AsyncGenerator<Chunk> {
  if (format === "json") return jsonArray(batchChunks(batches), isContinued);
  return format === "ndjson" ? batchChunks(batches) : csvFile(csvFormats[format], columns, batches, isContinued);
}

async function* batchChunks(batches: AsyncIterable<Batch>): AsyncGenerator<Chunk> {
  for await (const batch of batches) yield batchChunk(batch);
}

async function* csvFile(
  { bom, ...options }: CsvFormat,
  columns: readonly Column[],
  batches: AsyncIterable<Batch>,
  isContinued: boolean,
): AsyncGenerator<Chunk> {
  const names = columns.map(({ name }) => name);
  if (!isContinued) yield textChunk(`${bom ? "\uFEFF" : ""}${names.join(options.separator)}\r\n`);
  for await (const { body, meta, position } of batches) {
    const { text, escapedCells } = recordsToCsv(Buffer.concat(body), meta.rows, columns, options);
    yield { text: [text], rows: meta.rows, escapedCells, counts: meta.counts, position };
  }
}
