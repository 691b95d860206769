import { html, type SafeHtml } from "@remix-run/html-template";
import { describeValue } from "@/lib/format/describe-value";
import { name } from "./fields";
import { fill, type ReportWords } from "./report-words";

/** Another record of the person: how it is named, and what it has in common with the first. */
export type OtherRecord = { type: string; name: string | null; matches: readonly ("email" | "phone")[] };

/** Such as "Record 2 of 3 – Ana Sousa (Lead, same email address as record 1)". */
export function otherRecord(
  { type, name: recordName, matches }: OtherRecord,
  { number, total }: { number: number; total: number },
  { messages }: ReportWords,
): SafeHtml {
  const { records, types, report } = messages;
  const [match] = matches;
  const why = matches.length > 1 || !match ? records.sameBoth : records.same[match];
  return html`${fill(records.record, { number: String(number), total: String(total) })} – ${name(recordName ?? report.thisContact)} <small>(${describeValue(types, type, (words) => words)}, ${why})</small>`;
}
