import { html, type SafeHtml } from "@remix-run/html-template";
import type { Language } from "@/lib/exports/answer/languages";
import type { Messages } from "@/lib/exports/translations/en";
import { messagesOf } from "@/lib/exports/translations/messages";
import { plainTime } from "./plain-time";

/** The words of a report, and how it writes times. */
export type ReportWords = {
  messages: Messages;
  /** What the report's times are in. */
  zone: string;
  /** A time in the report's zone, given as Postgres prints it. */
  time(iso: string): string;
  /** The time below the heading of its day. */
  timeOfDay(iso: string): string;
  /** The day that a time is on. */
  day(iso: string): string;
  /** The same with its weekday, for the headings of a thread; null in a report without them. */
  dayHeading(iso: string): string | null;
  /** A day without a time, given as YYYY-MM-DD. */
  date(day: string): string;
  /** Whether the report answers a person: fields that are not recorded share one line, and the person's own messages are marked. */
  answersPerson: boolean;
};

/** Of the report as one file: English, UTC, no headings for days. */
export const plainWords: ReportWords = {
  messages: messagesOf.en,
  zone: messagesOf.en.utc,
  time: plainTime,
  timeOfDay: plainTime,
  day: plainTime,
  dayHeading: () => null,
  date: (day) => day,
  answersPerson: false,
};

/** Of the report that answers a person: in their language and time zone. Times that a calendar cannot express are shown as they are. */
export function answerWords({ language = "en", time_zone }: { language?: Language; time_zone?: string }): ReportWords {
  const messages = messagesOf[language];
  const date = { day: "numeric", month: "long", year: "numeric", timeZone: time_zone ?? "UTC" } as const;
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: date.timeZone } as const;
  const times = new Intl.DateTimeFormat(messages.locale, { ...date, ...clock });
  const clocks = new Intl.DateTimeFormat(messages.locale, clock);
  const days = new Intl.DateTimeFormat(messages.locale, date);
  const dayHeadings = new Intl.DateTimeFormat(messages.locale, { ...date, weekday: "long" });
  const dates = new Intl.DateTimeFormat(messages.locale, { dateStyle: "long", timeZone: "UTC" });
  const formatWith = (format: Intl.DateTimeFormat, iso: string) => {
    const time = /^\d{4}-/.test(iso) ? Date.parse(iso) : Number.NaN;
    if (Number.isNaN(time)) return iso;
    const text = format.format(time);
    return language === "fr" ? text.replace(/\b1 (?=\p{L})/u, "1er ") : text;
  };
  return {
    messages,
    zone: time_zone ? zoneName(time_zone, messages.locale) : messages.utc,
    time: (iso) => formatWith(times, iso),
    timeOfDay: (iso) => formatWith(clocks, iso),
    day: (iso) => formatWith(days, iso),
    dayHeading: (iso) => capitalized(formatWith(dayHeadings, iso), messages.locale),
    date: (day) => formatWith(dates, day),
    answersPerson: true,
  };
}

/** Such as "Western European Time (Europe/Lisbon)". */
function zoneName(zone: string, locale: string): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: "longGeneric" }).formatToParts();
  const generic = parts.find(({ type }) => type === "timeZoneName")?.value;
  return generic && generic !== zone ? `${capitalized(generic, locale)} (${zone})` : zone;
}

/** Weekdays and zones are written small in some languages, also where a line begins with them. */
function capitalized(text: string, locale: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toLocaleUpperCase(locale));
}

/** A text of ours, which has no markup, with its {names} replaced, escaped where they are not HTML already. */
export function fill(text: string, values: Record<string, SafeHtml | string>): SafeHtml {
  const parts = text.split(/\{(\w+)\}/);
  return parts.reduce((filled, part, n) => {
    return html`${filled}${n % 2 === 0 ? html.raw`${part}` : (values[part] ?? "")}`;
  }, html``);
}
