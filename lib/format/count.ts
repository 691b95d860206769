/** "4,987", with the digits and separators of a locale. */
export function number(value: number, locale = "en"): string {
  return value.toLocaleString(locale);
}

/** "1 row", "4,987 rows". */
export function count(value: number, singular: string, plural = `${singular}s`, locale?: string): string {
  return `${number(value, locale)} ${value === 1 ? singular : plural}`;
}

/** "1 row", "4,987 rows", or for an estimate "about 1,230,000 rows". */
export function countOrEstimate(
  { rows, estimated }: { rows: number; estimated: boolean },
  singular: string,
  locale = "en",
): string {
  if (!estimated) return count(rows, singular, `${singular}s`, locale);
  return `about ${rows.toLocaleString(locale, { maximumSignificantDigits: 3 })} ${singular}s`;
}

/** A count that may have stopped: `more` tells that there are more than `rows`. */
export type BoundedCount = { rows: number; more: boolean };
