const date = { year: "numeric", month: "short", day: "numeric" } as const;
const minute = { ...date, hour: "2-digit", minute: "2-digit" } as const;
const second = { ...minute, second: "2-digit" } as const;
const dateStyles = { day: date, minute, second } as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export type DateStyle = keyof typeof dateStyles;

// Created once: creating a DateTimeFormat takes most of a millisecond, and a page formats up to 100 times.
const utcFormats = createFormats("en-GB", { timeZone: "UTC" });
const localFormats = createFormats(undefined, {});
const maxZones = 100;
const formatsOfZones = new Map<string, typeof localFormats>();
const zonedFormat = new Intl.DateTimeFormat(undefined, { ...second, timeZoneName: "short" });

/** "23 Nov 2026", "23 Nov 2026, 15:04 UTC" or "23 Nov 2026, 15:04:05 UTC". */
export function utcTime(time: Date, dateStyle: DateStyle): string {
  const text = utcFormats[dateStyle].format(time);
  return dateStyle === "day" ? text : `${text} UTC`;
}

/** The same in the browser's locale and time zone. To the second, the zone is named, as in "Nov 23, 2026, 04:04:05 PM GMT+1". */
export function localTime(time: Date, dateStyle: DateStyle): string {
  return dateStyle === "second" ? zonedFormat.format(time) : localFormats[dateStyle].format(time);
}

/** The same in a zone of its IANA name, in the browser's locale. */
export function timeInZone(time: Date, dateStyle: DateStyle, timeZone: string, locale?: string): string {
  const key = `${locale} ${timeZone}`;
  let formats = formatsOfZones.get(key);
  if (!formats) {
    // A user can write a zone in many ways: EUROPE/berlin is one as well.
    if (formatsOfZones.size >= maxZones) formatsOfZones.clear();
    formats = createFormats(locale, { timeZone });
    formatsOfZones.set(key, formats);
  }
  return formats[dateStyle].format(time);
}

/** What a tooltip says about a time: "Nov 23, 2026, 04:04:05 PM GMT+1 · 23 Nov 2026, 15:04:05 UTC". */
export function timeInBothZones(time: Date): string {
  return `${zonedFormat.format(time)} · ${utcTime(time, "second")}`;
}

function createFormats(
  locale: string | undefined,
  options: Intl.DateTimeFormatOptions,
): Record<DateStyle, Intl.DateTimeFormat> {
  const format = (style: DateStyle) => new Intl.DateTimeFormat(locale, { ...dateStyles[style], ...options });
  return { day: format("day"), minute: format("minute"), second: format("second") };
}
