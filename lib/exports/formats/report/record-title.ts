import { html, type SafeHtml } from "@remix-run/html-template";
import { describeValue } from "@/lib/format/describe-value";
import type { LongText } from "@/lib/format/long-text";
import { name } from "./fields";
import { fill, type ReportWords } from "./report-words";

/** A record of the person: how it is named, and what it has in common with the first; nothing for the first. */
export type NamedRecord = {
  type: string;
  name: string | LongText | null;
  matches: readonly ("email" | "phone")[];
};

/** Such as "Record 2 of 3 – Ana Sousa · Lead (potential customer), same email address as record 1". */
export function recordTitle(
  { type, name: recordName, matches }: NamedRecord,
  { number, total }: { number: number; total: number },
  { messages }: ReportWords,
): SafeHtml {
  const { records, types, report } = messages;
  const [match] = matches;
  const why = matches.length > 1 ? records.sameBoth : match && records.same[match];
  return html`${fill(records.record, { number: String(number), total: String(total) })} – ${name(recordName || report.thisContact)} <small>· ${describeValue(types, type, (words) => words)}${why ? `, ${why}` : ""}</small>`;
}
