import { html, type SafeHtml } from "@remix-run/html-template";
import type { ContactExport, LongCustomer } from "@/lib/exports/schemas/contact-file";
import { withoutBidiControls } from "@/lib/format/bidi";
import { describeValue } from "@/lib/format/describe-value";
import type { LongText } from "@/lib/format/long-text";
import { fields, joinFragments, jsonValue, name, none, shorten, time } from "./fields";
import { reportPolicy, reportStyle } from "./style";
import { conversationThread, type OpenConversation, type OpenTicket, ticketThread } from "./threads";

export type ReportRecord<Section> = Section extends "conversations" ? OpenConversation : OpenTicket;

/** The ids and titles of conversations or tickets, and how many there are in all, which is right in the first batch. */
type TitleBatch = { titles: { id: string; title: string | null }[]; total: number };

/** What a report is written from; its lists are read while it is written. */
export type ReportSource = {
  header: ContactExport["export"];
  customer: LongCustomer;
  /** At least one batch of each. */
  titles: Record<"conversations" | "tickets", AsyncIterable<TitleBatch>>;
  conversations: AsyncIterable<OpenConversation>;
  tickets: AsyncIterable<OpenTicket>;
};

/**
 * A single-contact export as one HTML page, written for the person it is about (GDPR Art. 12(1): concise, intelligible, plain
 * language). The page has no script and loads nothing; the html template escapes every value, and names are isolated.
 * @returns the page in fragments
 */
export async function* contactReport(source: ReportSource): AsyncGenerator<string> {
  for await (const fragment of page(source)) yield fragment.toString();
}

async function* page(source: ReportSource): AsyncGenerator<SafeHtml> {
  const { header, customer } = source;
  const contactName = customer.name || customer.email || "this contact";
  yield pageHeader(header, contactName);
  yield* contents(source.titles);
  yield html`<main>
<section id="profile">
<h2>Profile</h2>
`;
  yield* joinFragments(profile(customer, header.internal_notes === "included"));
  yield html`</section>
<section id="conversations">
<h2>Conversations</h2>
`;
  if (header.left_out) {
    yield html`<p>One conversation is left out: this contact was created from it, but it is or was linked to another contact.</p>\n`;
  }
  let isEmpty = true;
  const isolatedName = name(contactName);
  for await (const conversation of source.conversations) {
    yield* conversationThread(conversation, isolatedName);
    isEmpty = false;
  }
  if (isEmpty) yield html`<p>No conversations.</p>`;
  yield html`</section>
<section id="tickets">
<h2>Tickets</h2>
`;
  isEmpty = true;
  for await (const ticket of source.tickets) {
    yield* ticketThread(ticket);
    isEmpty = false;
  }
  if (isEmpty) yield html`<p>No tickets.</p>`;
  yield html`</section>
</main>
<footer><p>Format: ${header.format}, version ${header.version}. Workspace: ${name(header.workspace.name)}. This export is recorded in the workspace's audit log.</p></footer>
</body>
</html>`;
}

function pageHeader(
  { workspace, exported_at, exported_by, internal_notes }: ContactExport["export"],
  contactName: string | LongText,
): SafeHtml {
  const included = internal_notes === "included" ? "are included and marked" : "are not included";
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${reportPolicy}">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>Data about ${withoutBidiControls(shorten(contactName))} · ${withoutBidiControls(shorten(workspace.name))}</title>
<style>${html.raw`${reportStyle}`}</style>
</head>
<body>
<header>
<h1>Data about ${name(contactName)}</h1>
<p>This report shows the data that ${name(workspace.name)} stores about ${name(contactName)} in Hydra, its helpdesk software. It was created on ${time(exported_at)} by ${name(exported_by.name)} (${name(exported_by.email)}). All times are in Coordinated Universal Time (UTC).</p>
<p>Internal notes, which the team writes for itself, ${included}. The report does not contain attached files.</p>
</header>
`;
}

async function* contents({ conversations, tickets }: ReportSource["titles"]): AsyncGenerator<SafeHtml> {
  yield html`<nav aria-label="Contents">
<h2>Contents</h2>
<ol>
<li><a href="#profile">Profile</a></li>
<li><a href="#conversations">Conversations `;
  yield* links(conversations, "conversation", "Conversation without a subject");
  yield html`</li>
<li><a href="#tickets">Tickets `;
  yield* links(tickets, "ticket", "Ticket without a title");
  yield html`</li>
</ol>
</nav>
`;
}

/** The end of a heading, and the links below it. */
async function* links(batches: AsyncIterable<TitleBatch>, anchor: string, untitled: string): AsyncGenerator<SafeHtml> {
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
        .map(({ id, title }) => html`<li><a href="#${anchor}-${id}" dir="auto">${title || untitled}</a></li>\n`),
    );
  }
  if (!isEmpty) yield html`</ol>`;
}

const types = {
  lead: "Lead (potential customer)",
  contact: "Contact",
  former_customer: "Former customer",
  visitor: "Anonymous visitor",
};

function profile(customer: LongCustomer, withNotes: boolean): Generator<SafeHtml> {
  return fields([
    ["Type", describeValue(types, customer.type, (words) => words)],
    ["Name", jsonValue(customer.name)],
    ["Email", jsonValue(customer.email)],
    ["Phone", jsonValue(customer.phone)],
    ["Company", jsonValue(customer.company)],
    ["Job title", jsonValue(customer.job_title)],
    ["Source", jsonValue(customer.source)],
    ["Added", time(customer.created_at)],
    ["Last seen", timeOrNull(customer.last_seen_at)],
    ["Became a contact", timeOrNull(customer.promoted_at)],
    ["Stopped being a customer", timeOrNull(customer.churned_at)],
    ["Reasons for leaving", jsonValue(customer.churn_reasons)],
    ["Internal notes", withNotes ? jsonValue(customer.notes) : none("Not included")],
    ["Additional details", jsonValue(customer.metadata)],
    ["Hydra ID", customer.id],
    ["ID in other systems", jsonValue(customer.external_id)],
    ["Company account ID", jsonValue(customer.account_id)],
    ["First chatbot ID", jsonValue(customer.source_bot_id)],
    ["First conversation ID", jsonValue(customer.source_conversation_id)],
  ]);
}

function timeOrNull(value: string | null): SafeHtml | null {
  return value === null ? null : time(value);
}
