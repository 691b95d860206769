const dateStyles = {
  day: { dateStyle: "medium" },
  minute: { dateStyle: "medium", timeStyle: "short" },
  second: { dateStyle: "medium", timeStyle: "medium" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export type DateStyle = keyof typeof dateStyles;

// Created once: creating a DateTimeFormat takes most of a millisecond, and a page formats up to 100 times.
const utcFormats = createFormats("UTC");
const localFormats = createFormats();

/** "23 Nov 2026", "23 Nov 2026, 15:04 UTC" or "23 Nov 2026, 15:04:05 UTC". */
export function utcTime(time: Date, dateStyle: DateStyle): string {
  const text = utcFormats[dateStyle].format(time);
  return dateStyle === "day" ? text : `${text} UTC`;
}

/** The same in the local time zone, without its name. */
export function localTime(time: Date, dateStyle: DateStyle): string {
  return localFormats[dateStyle].format(time);
}

function createFormats(timeZone?: string): Record<DateStyle, Intl.DateTimeFormat> {
  const format = (style: DateStyle) => new Intl.DateTimeFormat("en-GB", { ...dateStyles[style], timeZone });
  return { day: format("day"), minute: format("minute"), second: format("second") };
}
