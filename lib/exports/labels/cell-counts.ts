import { count as counted, number } from "@/lib/format/count";
import { recordTypeLabel } from "./record-counts";

/**
 * How many cells were cut, column by column: "2 in notes, 1 in metadata"; with the type of record where a file has several:
 * "1 in Conversations: subject, 3 in Messages: content".
 * @param counts the column `exports.cells_cut`; anything but such counts has none
 */
export function cellCountsText(counts: unknown, locale?: string): string {
  const types = entriesOf(counts);
  return types
    .flatMap(([type, columns]) =>
      entriesOf(columns).map(([column, count]) => {
        const name = types.length > 1 ? `${recordTypeLabel(type)}: ${column}` : column;
        return `${typeof count === "number" ? number(count, locale) : count} in ${name}`;
      }),
    )
    .join(", ");
}

/**
 * What a reader of a workbook has to know about its cut cells, and what to do: "2 cells in notes were too long for Excel and were
 * shortened. For the full text, export JSON." Empty without any.
 * @param counts as for cellCountsText
 */
export function cutCellsText(counts: unknown, locale?: string): string {
  const cells = entriesOf(counts)
    .flatMap(([, columns]) => entriesOf(columns))
    .filter((entry): entry is [string, number] => typeof entry[1] === "number");
  const total = cells.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return "";
  const where = cells.length === 1 ? ` in ${cells[0]?.[0]}` : "";
  const which = cells.length === 1 ? "" : `: ${cellCountsText(counts, locale)}`;
  const were = total === 1 ? "was" : "were";
  return `${counted(total, "cell", "cells", locale)}${where} ${were} too long for Excel and ${were} shortened${which}. For the full text, export JSON.`;
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}
