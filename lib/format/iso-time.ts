/**
 * Converts a timestamp as Postgres prints it to ISO 8601.
 * @returns null if JavaScript cannot parse it: infinity, years BC or of five digits
 */
export function isoTime(timestamp: string): string | null {
  const time = new Date(timestamp);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}
