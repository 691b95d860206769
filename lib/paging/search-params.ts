/** The query parameters of a page, as Next passes them. */
export type SearchParams = Record<string, string | string[] | undefined>;

/** The value of a query parameter; the first if it is repeated. */
export function firstParam(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
