const plain = new Intl.NumberFormat("en");

/** "1 row", "4,987 rows". */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${plain.format(number)} ${number === 1 ? one : many}`;
}
