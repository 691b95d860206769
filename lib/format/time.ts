const looks = {
  day: { dateStyle: "medium" },
  minute: { dateStyle: "medium", timeStyle: "short" },
  second: { dateStyle: "medium", timeStyle: "medium" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export type DateStyle = keyof typeof looks;

// Made once: making one takes a good part of a millisecond, and a page of fifty people shows a hundred times.
const inUtc = formats({ timeZone: "UTC" });
const here = formats({});

/** "23 Nov 2026", "23 Nov 2026, 15:04 UTC" or "23 Nov 2026, 15:04:05 UTC". */
export function utcTime(time: Date, look: DateStyle): string {
  const text = inUtc[look].format(time);
  return look === "day" ? text : `${text} UTC`;
}

/** The same in the time zone of whoever runs this, and without naming it. */
export function localTime(time: Date, look: DateStyle): string {
  return here[look].format(time);
}

function formats(zone: { timeZone?: string }): Record<DateStyle, Intl.DateTimeFormat> {
  const format = (look: DateStyle) => new Intl.DateTimeFormat("en-GB", { ...looks[look], ...zone });
  return { day: format("day"), minute: format("minute"), second: format("second") };
}
