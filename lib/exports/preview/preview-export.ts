import "server-only";
import { AppError } from "@/lib/errors";
import { batchChunk } from "@/lib/exports/chunk";
import { jsonArray } from "@/lib/exports/formats/json-array";
import { formatTable, type TableFormat } from "@/lib/exports/formats/table";
import type { ExportSelection } from "@/lib/exports/lifecycle/export-request";
import type { Batch, Chunk } from "@/lib/exports/types";
import { auditLogColumns } from "@/lib/exports/writers/audit-log";
import { contactColumns } from "@/lib/exports/writers/contacts";
import type { Json } from "@/lib/supabase/database.types";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";
import { csvCells } from "./csv-cells";

/** What an export would have, if it started now. */
export type Preview = {
  /** How many rows: exact up to 50,000, above it an estimate. */
  count: number;
  estimated: boolean;
  /** The first rows of a table, 20 at most and fewer if they are large, as they will stand in the file; null for JSON. */
  table: { columns: string[]; rows: string[][] } | null;
  /** The same rows as the text of a file, 64 kB at most. */
  text: string;
  /** Whether the text was cut. */
  cut: boolean;
};

const maxRows = 20;
const maxExactCount = 50_000;
const maxTextLength = 64 * 1024;

/**
 * Previews an export, read as the signed-in user. Nothing is recorded: it shows what their pages show.
 * @throws AppError forbidden below admin; invalid_request for a kind without a preview or a time zone that the database does not know;
 * unavailable
 */
export async function previewExport(workspaceId: string, selection: ExportSelection): Promise<Preview> {
  const { kind, format, scope, includeNotes } = selection;
  if (kind === "contact") throw new AppError("invalid_request", "A single contact has no preview: see its page.");
  const supabase = await sessionClient();
  const { data, error, status } = await supabase
    .rpc("preview_export", {
      workspace: workspaceId,
      ...{ kind, format, scope: scope as Json, include_notes: includeNotes },
      ...{ max_rows: maxRows, max_count: maxExactCount },
    })
    .maybeSingle();
  if (error?.code === "22023") throw new AppError("invalid_request", "time_zone is not known to the database.");
  if (error) throw databaseError(error, status);
  // No row: the user was demoted meanwhile.
  if (!data) throw new AppError("forbidden");
  const batch = textBatch(data.body, data.rows);
  const isTable = kind !== "conversations" && format !== "json";
  const text = await fileText(selection, format, batch);
  return {
    count: data.row_count,
    estimated: data.is_estimate,
    table: isTable ? tableOf(await fileText(selection, format === "csv-exact" ? format : "csv", batch)) : null,
    text: text.slice(0, maxTextLength),
    cut: text.length > maxTextLength,
  };
}

function textBatch(text: string, rows: number): Batch {
  const body = Buffer.from(text);
  return { body: [body], meta: { bytes: body.length, rows, counts: {}, next: null, parent_id: null } };
}

async function fileText({ kind, scope }: ExportSelection, format: string, batch: Batch): Promise<string> {
  const batches = (async function* () {
    // A copy: formats write into the bytes of a batch.
    yield { ...batch, body: batch.body.map((bytes) => Buffer.from(bytes)) };
  })();
  const columns = kind === "contacts" ? contactColumns(scope) : auditLogColumns;
  const chunks =
    kind === "conversations" ? jsonArray(batchChunks(batches)) : formatTable(format as TableFormat, columns, batches);
  let text = "";
  for await (const chunk of chunks)
    text += typeof chunk.text === "string" ? chunk.text : Buffer.concat(chunk.text).toString();
  return text;
}

async function* batchChunks(batches: AsyncIterable<Batch>): AsyncGenerator<Chunk> {
  for await (const batch of batches) yield batchChunk(batch);
}

function tableOf(csv: string): Preview["table"] {
  const [columns = [], ...rows] = csvCells(csv);
  return { columns, rows };
}
