import { utils, write } from "@e965/xlsx";
import type { Bench, Sample } from "../scenario.ts";

/**
 * What most applications do: read all rows into memory and write the workbook with SheetJS, the most used library. Only the writing is
 * timed, without an app server, and the workbook is discarded.
 * @param columns of customers
 */
export async function libraryWorkbook({ sql, workspace }: Bench, columns: readonly string[]): Promise<Sample> {
  const rows = await sql
    .unsafe(`select ${columns.join(", ")} from public.customers where tenant_id = '${workspace.id}'`)
    .values();
  const cells = rows.map((row) =>
    row.map((cell) => (typeof cell === "object" && !(cell instanceof Date) ? JSON.stringify(cell) : cell)),
  );
  const start = performance.now();
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([[...columns], ...cells], { dense: true }), "Contacts");
  const workbook: Buffer = write(book, { type: "buffer", bookType: "xlsx", compression: true });
  const ms = performance.now() - start;
  return { ms, firstByteMs: ms, bytes: workbook.length };
}
