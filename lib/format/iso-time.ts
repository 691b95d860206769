/**
 * A moment in the form that every browser reads.
 * @param printed as Postgres printed it
 * @returns null for what no calendar shows: infinity, and years before Christ or of five digits
 */
export function isoTime(printed: string): string | null {
  const time = new Date(printed);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}
