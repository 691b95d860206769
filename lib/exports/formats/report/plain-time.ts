const months = "January February March April May June July August September October November December".split(" ");

/** A time with its zone, such as 23 November 2026, 14:05:09 UTC. Times that ISO 8601 cannot express are shown as they are. */
export function plainTime(iso: string): string {
  const [, year, month, day, clock] = /^(\d{4,6})-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d).*(?:Z|\+00:00)$/.exec(iso) ?? [];
  return year && day ? `${Number(day)} ${months[Number(month) - 1]} ${Number(year)}, ${clock} UTC` : iso;
}
