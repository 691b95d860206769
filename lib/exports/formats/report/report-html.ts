import { html, type SafeHtml } from "@remix-run/html-template";
import { formatVersions } from "@/lib/exports/format-versions";
import type { ContactExport, LongCustomer } from "@/lib/exports/schemas/contact-file";
import { withoutBidiControls } from "@/lib/format/bidi";
import { describeValue } from "@/lib/format/describe-value";
import type { LongText } from "@/lib/format/long-text";
import { type AnswerPages, answerInformation, answerRedactions, answerSummary } from "./answer-pages";
import { joinFragments, jsonValue, name, none, recordFields, shorten, time } from "./fields";
import { type NamedRecord, recordTitle } from "./record-title";
import { fill, plainWords, type ReportWords } from "./report-words";
import { answerStyle, policyOf, reportStyle } from "./style";
import { conversationThread, type OpenConversation, type OpenTicket, ticketThread } from "./threads";

export type ReportRecord<Section> = Section extends "conversations" ? OpenConversation : OpenTicket;

/** The ids, titles and times of conversations or tickets, and how many there are in all, which is right in the first batch. */
type TitleBatch = { titles: { id: string; title: string | null; created_at: string }[]; total: number };

/** A record of the person; its lists are read while it is written. */
export type ReportPart = {
  customer: LongCustomer;
  /** Whether a conversation is left out that the contact was created from. */
  leavesOut: boolean;
  conversations: AsyncIterable<OpenConversation>;
  tickets: AsyncIterable<OpenTicket>;
};

/** The titles of a record, for the contents: at least one batch of each. */
export type PartTitles = Record<"conversations" | "tickets", AsyncIterable<TitleBatch>>;

/** A record of the person, read when its turn comes. */
type OpenPart = { record: NamedRecord; titles(): PartTitles; open(): Promise<ReportPart> };

/** What a report is written from. */
export type ReportSource = ReportPart & {
  header: ContactExport["export"];
  titles: PartTitles;
  /** Other records of the same person. */
  others?: OpenPart[];
  /** What a report has that answers the person; null for the report as one file. */
  answer?: AnswerPages | null;
};

/**
 * A single-contact export as one HTML page, written for the person it is about (GDPR Art. 12(1): concise, intelligible, plain
 * language). The page has no script and loads nothing; the html template escapes every value, and names are isolated.
 * @returns the page in fragments
 */
export async function* contactReport(source: ReportSource, words: ReportWords = plainWords): AsyncGenerator<string> {
  for await (const fragment of page(source, words)) yield fragment.toString();
}

async function* page(source: ReportSource, words: ReportWords): AsyncGenerator<SafeHtml> {
  const { header, customer, answer = null, others = [] } = source;
  const { report } = words.messages;
  const contactName = customer.name || customer.email || report.thisContact;
  yield pageHeader(header, contactName, words, answer !== null);
  const first = { type: customer.type, name: contactName, matches: [] };
  const parts: OpenPart[] = [{ record: first, titles: () => source.titles, open: async () => source }, ...others];
  const records = parts.map(({ record }) => record);
  if (answer) {
    yield html`<main>
`;
    yield* answerSummary(answer, { workspace: header.workspace.name, contactName, records }, words);
  }
  yield* contents(parts, answer?.information ? words.messages.information.heading : null, words);
  if (answer) yield* answerInformation(answer, words);
  else {
    yield html`<main>
`;
  }
  const withNotes = header.internal_notes === "included";
  const total = parts.length;
  for (const [n, { record, open }] of parts.entries()) {
    const number = n + 1;
    if (total > 1) {
      yield html`<section id="record-${number}">
<h2>${recordTitle(record, { number, total }, words)}</h2>
</section>
`;
    }
    yield* part(await open(), { number, total, withNotes }, words);
  }
  if (answer) yield* answerRedactions(answer, words);
  const { format, workspace } = header;
  const version = answer ? formatVersions.contact : String(header.version);
  const number = answer ? html`\n<p>${fill(words.messages.summary.footer, { export: answer.exportId })}</p>` : "";
  yield html`</main>
<footer><p>${fill(report.footer, { format, version, workspace: name(workspace.name) })}</p>${number}</footer>
</body>
</html>`;
}

function pageHeader(
  { workspace, exported_at, exported_by, internal_notes }: ContactExport["export"],
  contactName: string | LongText,
  words: ReportWords,
  isAnswer: boolean,
): SafeHtml {
  const { report } = words.messages;
  const title = fill(report.title, { contact: withoutBidiControls(shorten(contactName)) });
  const style = isAnswer ? answerStyle : reportStyle;
  return html`<!doctype html>
<html lang="${words.messages.lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyOf(style)}">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>${title} · ${withoutBidiControls(shorten(workspace.name))}</title>
<style>${html.raw`${style}`}</style>
</head>
<body>
<header>
<h1>${fill(report.title, { contact: name(contactName) })}</h1>
<p>${fill(report.intro, {
    workspace: name(workspace.name),
    contact: name(contactName),
    time: time(exported_at, words),
    name: nameAndEmail(exported_by),
    zone: words.zone,
  })}</p>
<p>${internal_notes === "included" ? report.notesIncluded : report.notesExcluded}</p>
</header>
`;
}

/** Where teammates are left out, both are the same: "Agent 1". */
function nameAndEmail({ name: of, email }: { name: string; email: string }): SafeHtml {
  return of === email ? name(of) : html`${name(of)} (${name(email)})`;
}

type PartOptions = { number: number; total: number; withNotes: boolean };

/** The profile, conversations and tickets of a record. */
async function* part(
  { customer, leavesOut, conversations, tickets }: ReportPart,
  { number, total, withNotes }: PartOptions,
  words: ReportWords,
): AsyncGenerator<SafeHtml> {
  const { report, records } = words.messages;
  const id = (section: string) => (number === 1 ? section : `${section}-${number}`);
  const which = fill(records.record, { number: String(number), total: String(total) });
  const heading = (text: string) => (total === 1 ? html`${text}` : html`${text} <small>· ${which}</small>`);
  yield html`<section id="${id("profile")}">
<h2>${heading(report.profile)}</h2>
`;
  yield* joinFragments(profile(customer, withNotes, words));
  yield html`</section>
<section id="${id("conversations")}">
<h2>${heading(report.conversations)}</h2>
`;
  if (leavesOut) yield html`<p>${report.leftOut}</p>\n`;
  let isEmpty = true;
  const isolatedName = name(customer.name || customer.email || report.thisContact);
  for await (const conversation of conversations) {
    yield* conversationThread(conversation, isolatedName, words);
    isEmpty = false;
  }
  if (isEmpty) yield html`<p>${report.noConversations}</p>`;
  yield html`</section>
<section id="${id("tickets")}">
<h2>${heading(report.tickets)}</h2>
`;
  isEmpty = true;
  for await (const ticket of tickets) {
    yield* ticketThread(ticket, words);
    isEmpty = false;
  }
  if (isEmpty) yield html`<p>${report.noTickets}</p>`;
  yield html`</section>
`;
}

/** @param information the heading of the section about the processing; null for none */
async function* contents(parts: OpenPart[], information: string | null, words: ReportWords): AsyncGenerator<SafeHtml> {
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
              words.dayHeading(created_at) === null ? "" : html` <small>${words.day(created_at)}</small>`
            }</li>\n`,
        ),
    );
  }
  if (!isEmpty) yield html`</ol>`;
}

function profile(customer: LongCustomer, withNotes: boolean, words: ReportWords): Generator<SafeHtml> {
  const { labels, types, values } = words.messages;
  const value = (column: keyof LongCustomer) => [labels[column], jsonValue(customer[column], words)] as const;
  const moment = (column: "last_seen_at" | "promoted_at" | "churned_at") =>
    [labels[column], customer[column] === null ? null : time(customer[column], words)] as const;
  return recordFields(
    [
      [labels.type, describeValue(types, customer.type, (words) => words)],
      ...(["name", "email", "phone", "company", "job_title", "source"] as const).map(value),
      [labels.created_at, time(customer.created_at, words)],
      ...(["last_seen_at", "promoted_at", "churned_at"] as const).map(moment),
      value("churn_reasons"),
      [labels.notes, withNotes ? jsonValue(customer.notes, words) : none(values.notIncluded)],
      value("metadata"),
      [labels.id, customer.id],
      ...(["external_id", "account_id", "source_bot_id", "source_conversation_id"] as const).map(value),
    ],
    words,
  );
}
