const list = new Intl.ListFormat("en", { type: "disjunction" });

/** One line for all the sections of a page that have nothing to show. */
export function EmptySections({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null;
  return <p className="text-sm text-quiet">No {list.format(names)}.</p>;
}
