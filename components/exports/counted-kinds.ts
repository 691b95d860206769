/** From the whole to its parts; jsonb keeps no order of its own. */
const order = ["contacts", "conversations", "messages", "replies", "tickets", "ticket_replies", "ticket_notes"];

/** How many records of each kind are in a file, in a sensible order: those we know, then the others. */
export function countedKinds(counts: unknown): [kind: string, count: number][] {
  if (typeof counts !== "object" || counts === null) return [];
  const place = (kind: string) => (order.includes(kind) ? order.indexOf(kind) : order.length);
  return Object.entries(counts)
    .filter((pair): pair is [string, number] => typeof pair[1] === "number")
    .sort(([a], [b]) => place(a) - place(b));
}
