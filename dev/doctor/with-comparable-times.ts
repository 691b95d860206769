/**
 * A value of a row in a form that can be compared: PostgREST and Supabase Lite print times differently, and PostgREST in the time zone
 * of the database.
 * @param column times are in columns whose name ends in _at; a text that looks like a time is left as it is
 */
export function withComparableTimes(column: string, value: unknown): unknown {
  if (!column.endsWith("_at") || typeof value !== "string") return value;
  const milliseconds = Date.parse(value);
  // Infinity, years BC and years of five digits: printed alike everywhere.
  if (Number.isNaN(milliseconds)) return value.replace(" ", "T").replace(/\+00(?!:)/, "+00:00");
  const fraction = (/\.(\d+)/.exec(value)?.[1] ?? "").padEnd(6, "0");
  return `${Math.floor(milliseconds / 1000)}.${fraction}`;
}
