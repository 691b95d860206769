import { number } from "@/lib/format/count";
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

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}
