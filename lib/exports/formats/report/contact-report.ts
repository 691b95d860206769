import type { ContactExport } from "@/lib/exports/schemas/contact-file";
import { escapeHtml } from "@/lib/http/escape-html";
import { fields, jsonValue, time } from "./fields";
import { reportPolicy, reportStyle } from "./style";
import { conversationThread, ticketThread } from "./threads";

const types = {
  lead: "Lead",
  contact: "Contact",
  former_customer: "Former customer",
  visitor: "Anonymous visitor",
} as const;

/**
 * A single-contact export as one HTML page for the person it is about: in plain language and easy to find one's way in, as
 * GDPR Art. 12(1) asks for. It needs nothing but itself: no script, no request; every value is escaped.
 * @returns the page, part by part
 */
export function* contactReport(data: ContactExport): Generator<string> {
  const { customer, conversations, tickets } = data;
  const name = customer.name || customer.email || "this contact";
  const workspace = escapeHtml(data.export.workspace.name);
  const maker = escapeHtml(`${data.export.exported_by.name} (${data.export.exported_by.email})`);
  const notes =
    data.export.internal_notes === "included"
      ? "Internal notes, which the team wrote for itself, are included and marked."
      : "Internal notes, which the team wrote for itself, are not included.";

  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(reportPolicy)}">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(`Data about ${name} · ${data.export.workspace.name}`)}</title>
<style>${reportStyle}</style>
</head>
<body>
<header>
<h1 dir="auto">Data about ${escapeHtml(name)}</h1>
<p>This report shows everything that ${workspace} keeps in its helpdesk, Hydra, about ${escapeHtml(name)}. It was made on ${time(data.export.exported_at)} by ${maker}. All times are in Coordinated Universal Time (UTC).</p>
<p>${notes} Attached files are not part of it.</p>
</header>
<nav aria-label="Contents">
<h2>Contents</h2>
<ol>
<li><a href="#record">The record</a></li>
<li><a href="#conversations">Conversations (${conversations.length})</a>${links(
    conversations.map((item) => item.subject || "Conversation without a subject"),
    "conversation",
  )}</li>
<li><a href="#tickets">Tickets (${tickets.length})</a>${links(
    tickets.map((item) => item.title),
    "ticket",
  )}</li>
</ol>
</nav>
<main>
<section id="record">
<h2>The record</h2>
`;
  yield fields([
    ["Kind", types[customer.type]],
    ["Name", text(customer.name)],
    ["E-mail", text(customer.email)],
    ["Telephone", text(customer.phone)],
    ["Company", text(customer.company)],
    ["Job title", text(customer.job_title)],
    ["How they came", text(customer.source)],
    ["Recorded since", time(customer.created_at)],
    ["Last seen", at(customer.last_seen_at)],
    ["Became a contact", at(customer.promoted_at)],
    ["Left as a customer", at(customer.churned_at)],
    ["Reasons for leaving", jsonValue(customer.churn_reasons)],
    ["Notes about them", text(customer.notes)],
    ["Further details", jsonValue(customer.metadata)],
    ["Number in this system", escapeHtml(customer.id)],
    ["Number in other systems", text(customer.external_id)],
    ["Company account", text(customer.account_id)],
    ["First met by bot", text(customer.source_bot_id)],
    ["First conversation", text(customer.source_conversation_id)],
  ]);
  yield `</section>
<section id="conversations">
<h2>Conversations</h2>
${conversations.length === 0 ? "<p>There are no conversations.</p>" : ""}`;
  for (const [index, conversation] of conversations.entries()) {
    yield* conversationThread(conversation, name, `conversation-${index + 1}`);
  }
  yield `</section>
<section id="tickets">
<h2>Tickets</h2>
${tickets.length === 0 ? "<p>There are no tickets.</p>" : ""}`;
  for (const [index, ticket] of tickets.entries()) yield* ticketThread(ticket, `ticket-${index + 1}`);
  yield `</section>
</main>
<footer><p>${escapeHtml(data.export.format)}, version ${data.export.version}. Workspace ${workspace}. Every export is recorded in the workspace's audit log.</p></footer>
</body>
</html>`;
}

function text(value: string | null): string | null {
  return value === null ? null : jsonValue(value);
}

function at(value: string | null): string | null {
  return value === null ? null : time(value);
}

function links(titles: string[], anchor: string): string {
  if (titles.length === 0) return "";
  return `<ol>${titles.map((title, index) => `<li><a href="#${anchor}-${index + 1}" dir="auto">${escapeHtml(title)}</a></li>`).join("\n")}</ol>`;
}
