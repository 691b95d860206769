/**
 * The day by which a request has to be answered, as in the database (private.answer_due_on): one calendar month later (GDPR Art. 12(3)),
 * the last day of a shorter month, the next Monday for a Saturday or Sunday. Public holidays are not known.
 * @param requestedOn an ISO date
 * @returns an ISO date; null for a date that is none
 */
export function answerDueOn(requestedOn: string): string | null {
  const [year, month, day] = requestedOn.split("-").map(Number) as [number, number, number];
  if (Number.isNaN(Date.parse(requestedOn))) return null;
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const due = new Date(Date.UTC(year, month, Math.min(day, lastDay)));
  const weekday = due.getUTCDay();
  due.setUTCDate(due.getUTCDate() + (weekday === 6 ? 2 : weekday === 0 ? 1 : 0));
  return due.toISOString().slice(0, 10);
}
