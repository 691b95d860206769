import { html, type SafeHtml } from "@remix-run/html-template";
import type { Answer } from "@/lib/exports/answer/answer";
import { type Letter, letters } from "@/lib/exports/answer/letters";
import type { Redaction } from "@/lib/exports/redaction/redactor";
import type { LongText } from "@/lib/format/long-text";
import { fields, joinFragments, name, none, prose } from "./fields";
import { type NamedRecord, recordTitle } from "./record-title";
import { fill, type ReportWords } from "./report-words";

/** What a report has that answers a person. */
export type AnswerPages = {
  answer: Answer;
  exportId: string;
  /** Of the contact's conversations and tickets; times are null when there are none. */
  summary: {
    conversations: number;
    tickets: number;
    first_at: string | null;
    last_at: string | null;
    writers: string[];
  };
  /** The workspace's information by the letters of GDPR Art. 15(1); null if there is none. */
  information: Partial<Record<Letter, string>> | null;
  /** What was left out so far; null when nothing is to be left out. */
  redactions: (() => Redaction[]) | null;
};

/** More names do not help a reader. */
const maxWriters = 20;

/**
 * The summary, on the first page.
 * @param records all of the person, the first included
 */
export function* answerSummary(
  { answer, summary, redactions }: AnswerPages,
  { workspace, contactName, records }: { workspace: string; contactName: string | LongText; records: NamedRecord[] },
  words: ReportWords,
): Generator<SafeHtml> {
  const { messages } = words;
  const texts = messages.summary;
  const { first_at: first, last_at: last } = summary;
  yield html`<section id="summary">
<h2>${texts.heading}</h2>
<p>${texts.lead}</p>
`;
  yield* joinFragments(
    fields(
      [
        [texts.holder, name(workspace)],
        [texts.person, name(contactName)],
        ...(records.length > 1 ? [[messages.records.label, recordList(records, workspace, words)] as const] : []),
        [messages.report.conversations, String(summary.conversations)],
        [messages.report.tickets, String(summary.tickets)],
        [texts.period, first && last ? fill(texts.fromTo, { from: day(first, words), to: day(last, words) }) : null],
        [texts.writers, writers(summary.writers, words)],
        ...(answer.reference ? [[texts.reference, html`<bdi>${answer.reference}</bdi>`] as const] : []),
        ...(answer.requested_on ? [[texts.requested, words.date(answer.requested_on)] as const] : []),
      ],
      words,
    ),
  );
  if (redactions) yield html`<p>${messages.redactions.sentence}</p>`;
  yield html`<p>${fill(texts.attachments, { workspace: name(workspace) })}</p>
<p>${fill(texts.otherSystems, { workspace: name(workspace) })}</p>
</section>
`;
}

/** The workspace's information about the processing. */
export function* answerInformation({ information }: AnswerPages, words: ReportWords): Generator<SafeHtml> {
  if (!information) return;
  const { heading, letters: headings } = words.messages.information;
  yield html`<section id="information">
<h2>${heading}</h2>
`;
  for (const letter of letters) {
    const text = information[letter];
    if (!text) continue;
    yield html`<h3>${headings[letter]}</h3>`;
    yield* prose(text);
  }
  yield html`</section>
`;
}

function recordList(records: NamedRecord[], workspace: string, words: ReportWords): SafeHtml {
  const total = records.length;
  const items = records.map((record, n) => html`<li>${recordTitle(record, { number: n + 1, total }, words)}</li>`);
  return html`<ul>${items}</ul><p>${fill(words.messages.records.why, { workspace: name(workspace) })}</p>`;
}

function day(iso: string, words: ReportWords): SafeHtml {
  return html`<time datetime="${iso}">${words.day(iso)}</time>`;
}

function writers(names: string[], { messages }: ReportWords): SafeHtml {
  const { nobody, andMore } = messages.summary;
  if (names.length === 0) return none(nobody);
  const shown = names.slice(0, maxWriters).map((writer) => html`<li>${name(writer)}</li>`);
  return html`<ul>${shown}${names.length > maxWriters ? html`<li>${andMore}</li>` : ""}</ul>`;
}

/** The last page: what was left out and why. */
export function* answerRedactions({ redactions }: AnswerPages, { messages }: ReportWords): Generator<SafeHtml> {
  if (!redactions) return;
  const texts = messages.redactions;
  yield html`<section id="redactions">
<h2>${texts.heading}</h2>
<table><thead><tr><th>${texts.path}</th><th>${texts.reason}</th><th>${texts.count}</th></tr></thead><tbody>
`;
  yield* joinFragments(
    redactions().map(
      ({ path, reason, count }) => html`<tr><td>${path}</td><td dir="auto">${reason}</td><td>${count}</td></tr>\n`,
    ),
  );
  yield html`</tbody></table>
</section>
`;
}
