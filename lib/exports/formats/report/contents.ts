import { html, type SafeHtml } from "@remix-run/html-template";
import { joinFragments } from "./fields";
import type { ReportPart } from "./part";
import { type NamedRecord, recordTitle } from "./record-title";
import type { ReportWords } from "./report-words";

/** The ids, titles and times of conversations or tickets, and how many there are in all, which is right in the first batch. */
type TitleBatch = { titles: { id: string; title: string | null; created_at: string }[]; total: number };

/** The titles of a record, for the contents: at least one batch of each. */
export type PartTitles = Record<"conversations" | "tickets", AsyncIterable<TitleBatch>>;

/** A record of the person, read when its turn comes. */
export type OpenPart = { record: NamedRecord; titles(): PartTitles; open(): Promise<ReportPart> };

/**
 * The links to all sections, conversations and tickets.
 * @param information the heading of the section about the processing; null for none
 */
export async function* contents(
  parts: OpenPart[],
  information: string | null,
  words: ReportWords,
): AsyncGenerator<SafeHtml> {
  const { report } = words.messages;
  yield html`<nav aria-label="${report.contents}">
<h2>${report.contents}</h2>
<ol>
`;
  if (information) yield html`<li><a href="#information">${information}</a></li>\n`;
  const total = parts.length;
  for (const [n, { record, titles }] of parts.entries()) {
    const number = n + 1;
    if (total > 1) {
      yield html`<li><a href="#record-${number}">${recordTitle(record, { number, total }, words)}</a>
<ol>
`;
    }
    yield* partLinks(titles(), number === 1 ? "" : `-${number}`, words);
    if (total > 1) yield html`</ol></li>\n`;
  }
  yield html`</ol>
</nav>
`;
}

/** @param suffix of the ids of the record's sections */
async function* partLinks(
  { conversations, tickets }: PartTitles,
  suffix: string,
  words: ReportWords,
): AsyncGenerator<SafeHtml> {
  const { report } = words.messages;
  yield html`<li><a href="#profile${suffix}">${report.profile}</a></li>
<li><a href="#conversations${suffix}">${report.conversations} `;
  yield* links(conversations, { anchor: "conversation", untitled: report.untitledConversation }, words);
  yield html`</li>
<li><a href="#tickets${suffix}">${report.tickets} `;
  yield* links(tickets, { anchor: "ticket", untitled: report.untitledTicket }, words);
  yield html`</li>
`;
}

/** The end of a heading, and the links below it; in an answer with the day of each. */
async function* links(
  batches: AsyncIterable<TitleBatch>,
  { anchor, untitled }: { anchor: string; untitled: string },
  words: ReportWords,
): AsyncGenerator<SafeHtml> {
  let isFirst = true;
  let isEmpty = true;
  for await (const { titles, total } of batches) {
    if (isFirst) yield html`(${total})</a>`;
    isFirst = false;
    if (titles.length === 0) continue;
    if (isEmpty) yield html`<ol>\n`;
    isEmpty = false;
    yield* joinFragments(
      titles
        .values()
        .map(
          ({ id, title, created_at }) =>
            html`<li><a href="#${anchor}-${id}" dir="auto">${title || untitled}</a>${
              words.answersPerson ? html` <small>${words.day(created_at)}</small>` : ""
            }</li>\n`,
        ),
    );
  }
  if (!isEmpty) yield html`</ol>`;
}
