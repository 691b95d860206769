import { html, type SafeHtml } from "@remix-run/html-template";
import type { ContactExport } from "@/lib/exports/schemas/contact-file";
import { fields, jsonValue, lines, time } from "./fields";
import { reportPolicy, reportStyle } from "./style";
import { conversationThread, ticketThread } from "./threads";

/**
 * A single-contact export as one HTML page, written for the person it is about (GDPR Art. 12(1): concise, intelligible, plain
 * language). The page has no script and loads nothing; the html template escapes every value.
 * @returns the page in fragments
 */
export function* contactReport(data: ContactExport): Generator<string> {
  for (const fragment of page(data)) yield fragment.toString();
}

function* page(data: ContactExport): Generator<SafeHtml> {
  const { customer, conversations, tickets } = data;
  const name = customer.name || customer.email || "this contact";
  yield header(data, name);
  yield contents(data);
  yield html`<main>
<section id="profile">
<h2>Profile</h2>
${profile(customer)}</section>
<section id="conversations">
<h2>Conversations</h2>
${conversations.length === 0 ? html`<p>No conversations.</p>` : ""}`;
  for (const [index, conversation] of conversations.entries()) {
    yield* conversationThread(conversation, name, `conversation-${index + 1}`);
  }
  yield html`</section>
<section id="tickets">
<h2>Tickets</h2>
${tickets.length === 0 ? html`<p>No tickets.</p>` : ""}`;
  for (const [index, ticket] of tickets.entries()) yield* ticketThread(ticket, `ticket-${index + 1}`);
  yield html`</section>
</main>
<footer><p>Format: ${data.export.format}, version ${data.export.version}. Workspace: ${data.export.workspace.name}. This export is recorded in the workspace's audit log.</p></footer>
</body>
</html>`;
}

function header({ export: { workspace, exported_at, exported_by, internal_notes } }: ContactExport, name: string) {
  const included = internal_notes === "included" ? "are included and marked" : "are not included";
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${reportPolicy}">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>Data about ${name} · ${workspace.name}</title>
<style>${html.raw`${reportStyle}`}</style>
</head>
<body>
<header>
<h1 dir="auto">Data about ${name}</h1>
<p>This report shows the data that ${workspace.name} stores about ${name} in Hydra, its helpdesk software. It was created on ${time(exported_at)} by ${exported_by.name} (${exported_by.email}). All times are in Coordinated Universal Time (UTC).</p>
<p>Internal notes, which the team writes for itself, ${included}. The report does not contain attached files.</p>
</header>
`;
}

function contents({ conversations, tickets }: ContactExport): SafeHtml {
  const subjects = conversations.map(({ subject }) => subject || "Conversation without a subject");
  const titles = tickets.map(({ title }) => title);
  return html`<nav aria-label="Contents">
<h2>Contents</h2>
<ol>
<li><a href="#profile">Profile</a></li>
<li><a href="#conversations">Conversations (${conversations.length})</a>${links(subjects, "conversation")}</li>
<li><a href="#tickets">Tickets (${tickets.length})</a>${links(titles, "ticket")}</li>
</ol>
</nav>
`;
}

function links(titles: string[], anchor: string): SafeHtml | null {
  if (titles.length === 0) return null;
  const items = titles.map((title, index) => html`<li><a href="#${anchor}-${index + 1}" dir="auto">${title}</a></li>`);
  return html`<ol>${lines(items)}</ol>`;
}

const types = {
  lead: "Lead (potential customer)",
  contact: "Contact",
  former_customer: "Former customer",
  visitor: "Anonymous visitor",
} as const;

function profile(customer: ContactExport["customer"]): SafeHtml {
  return fields([
    ["Type", types[customer.type]],
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
    ["Notes", jsonValue(customer.notes)],
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
