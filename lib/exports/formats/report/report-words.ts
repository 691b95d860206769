import { html, type SafeHtml } from "@remix-run/html-template";
import type { Language } from "@/lib/exports/answer/languages";
import type { Messages } from "@/lib/exports/translations/en";
import { messagesOf } from "@/lib/exports/translations/messages";
import { plainTime } from "./plain-time";

/** The words of a report, and how it writes times. */
export type ReportWords = {
  messages: Messages;
  language: Language;
  /** What the report's times are in, such as "Europe/Berlin". */
  zone: string;
  /** A time, given as Postgres prints it. */
  time(iso: string): string;
  /** The day that a time is on, for the headings of a thread; null in a report without them. */
  day(iso: string): string | null;
  /** A day without a time, given as YYYY-MM-DD. */
  date(day: string): string;
};

/** Of the report as one file: English, UTC, no headings for days. */
export const plainWords: ReportWords = {
  messages: messagesOf.en,
  language: "en",
  zone: messagesOf.en.utc,
  time: plainTime,
  day: () => null,
  date: (day) => day,
};

/** Of the report that answers a person: in their language and time zone. Times that a calendar cannot express are shown as they are. */
export function answerWords({ language = "en", time_zone }: { language?: Language; time_zone?: string }): ReportWords {
  const messages = messagesOf[language];
  const date = { day: "numeric", month: "long", year: "numeric", timeZone: time_zone ?? "UTC" } as const;
  const clock = {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
  } as const;
  const times = new Intl.DateTimeFormat(messages.locale, { ...date, ...clock });
  const days = new Intl.DateTimeFormat(messages.locale, { ...date, weekday: "long" });
  const dates = new Intl.DateTimeFormat(messages.locale, { dateStyle: "long", timeZone: "UTC" });
  const formatWith = (format: Intl.DateTimeFormat, iso: string) => {
    const time = /^\d{4}-/.test(iso) ? Date.parse(iso) : Number.NaN;
    return Number.isNaN(time) ? iso : format.format(time);
  };
  return {
    messages,
    language,
    zone: time_zone ?? messages.utc,
    time: (iso) => formatWith(times, iso),
    day: (iso) => formatWith(days, iso),
    date: (day) => dates.format(Date.parse(day)),
  };
}

/** A text of ours, which has no markup, with its {names} replaced, escaped where they are not HTML already. */
export function fill(text: string, values: Record<string, SafeHtml | string>): SafeHtml {
  const parts = text.split(/\{(\w+)\}/);
  return parts.reduce((filled, part, n) => {
    return html`${filled}${n % 2 === 0 ? html.raw`${part}` : (values[part] ?? "")}`;
  }, html``);
}
