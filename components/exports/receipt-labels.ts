import type { ExportRow } from "@/lib/exports/queries/list-exports";
import { countedKinds } from "./counted-kinds";

type Line = { name: string; value: string };

/** Formats in which cells that a spreadsheet would run are made harmless. */
const guarded: readonly ExportRow["format"][] = ["csv", "csv-excel"];

/** What a run's file holds: rows by kind, formula-guarded cells and internal notes, where it can have them. */
export function countLines(run: ExportRow): Line[] {
  const kinds = countedKinds(run.counts);
  const lines: Line[] = kinds.length
    ? kinds.map(([kind, number]) => ({ name: sentence(kind), value: number.toLocaleString("en") }))
    : [{ name: "Rows", value: run.rows_written.toLocaleString("en") }];
  if (guarded.includes(run.format)) {
    lines.push({ name: "Formula-guarded cells", value: run.cells_guarded.toLocaleString("en") });
  }
  if (run.kind === "contact")
    lines.push({ name: "Internal notes", value: run.include_notes ? "Included" : "Left out" });
  if (run.kind === "conversations") lines.push({ name: "Internal notes", value: "Included" });
  return lines;
}

/** "ticket_replies" as "Ticket replies". */
function sentence(name: string): string {
  const words = name.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
