import { html, type SafeHtml } from "@remix-run/html-template";
import type { LongCustomer } from "@/lib/exports/schemas/contact-file";
import { describeValue } from "@/lib/format/describe-value";
import { joinFragments, jsonValue, name, none, recordFields, time } from "./fields";
import { fill, type ReportWords } from "./report-words";
import { conversationThread, type OpenConversation, type OpenTicket, ticketThread } from "./threads";

export type ReportRecord<Section> = Section extends "conversations" ? OpenConversation : OpenTicket;

/** A record of the person; its lists are read while it is written. */
export type ReportPart = {
  customer: LongCustomer;
  /** Whether a conversation is left out that the contact was created from. */
  leavesOut: boolean;
  conversations: AsyncIterable<OpenConversation>;
  tickets: AsyncIterable<OpenTicket>;
};

type PartOptions = { number: number; total: number; withNotes: boolean };

/** The profile, conversations and tickets of a record. */
export async function* part(
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
