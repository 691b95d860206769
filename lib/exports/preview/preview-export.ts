import "server-only";
import { AppError } from "@/lib/errors";
import { formatTable, isCsv, type TableFormat } from "@/lib/exports/formats/table";
import type { ExportSelection } from "@/lib/exports/lifecycle/export-request";
import type { Batch } from "@/lib/exports/types";
import { auditLogColumns } from "@/lib/exports/writers/audit-log";
import { contactColumns } from "@/lib/exports/writers/contacts";
import { conversationColumns } from "@/lib/exports/writers/conversation-tables";
import type { Json } from "@/lib/supabase/database.types";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";
import { csvCells } from "./csv-cells";

/** What an export would have, if it started now. */
export type Preview = {
  /** How many rows: exact up to 50,000, above it an estimate. */
  count: number;
  estimated: boolean;
  /** The first rows of a table, 20 at most and fewer if they are large, as they will stand in the file, cells cut; null for JSON. */
  table: { columns: string[]; rows: string[][] } | null;
  /** The same rows as the text of a file, 64 kB at most. */
  text: string;
  /** Whether the text or a cell was cut. */
  cut: boolean;
  /** Whether there are rows and none is shown: the first one is too large. */
  tooLarge: boolean;
};

const tableColumns = { conversations: conversationColumns, audit_log: auditLogColumns, contact: [] };

const maxRows = 20;
const maxExactCount = 50_000;
const maxTextLength = 64 * 1024;
const maxCellLength = 4 * 1024;

/**
 * Previews an export, read as the signed-in user. Nothing is recorded: it shows what their pages show.
 * @throws AppError forbidden below admin; invalid_request for a kind without a preview or a time zone that the database does not know;
 * unavailable
 */
export async function previewExport(workspaceId: string, selection: ExportSelection): Promise<Preview> {
  const { kind, format, scope, includeNotes } = selection;
  if (kind === "contact" || format === "html" || format === "zip")
    throw new AppError("invalid_request", "A single contact has no preview: see its page.");
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
  const isTable = isCsv(format) || format === "xlsx";
  const isExact = format === "csv-exact" || format === "xlsx";
  // The text of a workbook is its table as CSV.
  const textFormat = format === "xlsx" ? "csv-exact" : format;
  const text = await fileText(selection, textFormat, batch);
  const tableFormat = isExact ? "csv-exact" : "csv";
  const tableText = isTable && tableFormat !== textFormat ? await fileText(selection, tableFormat, batch) : text;
  const table = isTable ? tableOf(tableText) : null;
  const cells = table?.rows.flat() ?? [];
  return {
    count: data.row_count,
    estimated: data.is_estimate,
    table: table && { ...table, rows: table.rows.map((row) => row.map((cell) => cell.slice(0, maxCellLength))) },
    text: text.slice(0, maxTextLength),
    cut: text.length > maxTextLength || cells.some(({ length }) => length > maxCellLength),
    tooLarge: data.row_count > 0 && data.rows === 0,
  };
}

function textBatch(text: string, rows: number): Batch {
  const body = Buffer.from(text);
  // Formats take a batch without rows for one without bytes.
  return { body: rows > 0 ? [body] : [], meta: { bytes: body.length, rows, counts: {}, next: null, parent_id: null } };
}

async function fileText({ kind, scope }: ExportSelection, format: TableFormat, batch: Batch): Promise<string> {
  const batches = (async function* () {
    // A copy: formats write into the bytes of a batch.
    yield { ...batch, body: batch.body.map((bytes) => Buffer.from(bytes)) };
  })();
  const columns = kind === "contacts" ? contactColumns(scope) : tableColumns[kind];
  let text = "";
  for await (const chunk of formatTable(format, columns, batches))
    text += typeof chunk.text === "string" ? chunk.text : Buffer.concat(chunk.text).toString();
  return text;
}

function tableOf(csv: string): Preview["table"] {
  const [columns = [], ...rows] = csvCells(csv);
  return { columns, rows };
}
