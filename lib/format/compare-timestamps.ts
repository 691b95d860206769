/**
 * Compares two timestamps as Postgres's JSON prints them in UTC: ISO 8601 with up to six decimals, infinity, -infinity, or with BC
 * at the end. Date cannot: it has milliseconds and no infinity.
 * @returns a negative number when the first is earlier, 0 when they are equal
 */
export function compareTimestamps(first: string, second: string): number {
  const years = yearOf(first) - yearOf(second);
  // NaN for two infinities.
  if (years) return years;
  // Within a year, the digits sort as text: a fraction begins with ".", which sorts after the "+" of a whole second's zone.
  const [a, b] = [afterYear(first), afterYear(second)];
  return a < b ? -1 : a > b ? 1 : 0;
}

function yearOf(timestamp: string): number {
  if (timestamp === "infinity") return Number.POSITIVE_INFINITY;
  if (timestamp === "-infinity") return Number.NEGATIVE_INFINITY;
  const year = Number.parseInt(timestamp, 10);
  return timestamp.endsWith("BC") ? -year : year;
}

function afterYear(timestamp: string): string {
  return timestamp.slice(timestamp.indexOf("-", 1));
}
