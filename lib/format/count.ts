const plain = new Intl.NumberFormat("en");

/** "1 row", "4,987 rows". */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${plain.format(number)} ${number === 1 ? one : many}`;
}

const rounded = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });

/** "1 row", "4,987 rows", and for an estimate "about 1,230,000 rows". */
export function countOrEstimate({ rows, about }: { rows: number; about: boolean }, one: string): string {
  return about ? `about ${rounded.format(rows)} ${one}s` : count(rows, one);
}
