import { html, type SafeHtml } from "@remix-run/html-template";
import type { Conversation, Reply, Ticket } from "@/lib/exports/schemas/contact-file";
import { fields, prose, time } from "./fields";

type Entry = { kind: "message" | "reply" | "note"; author: string; text: string; createdAt: string };

const roles = { assistant: "Assistant (automated)", tool: "Assistant lookup (automated)" } as const;

/** A status or priority as a label: "In progress" for in_progress. */
const label = (value: string) => value.charAt(0).toUpperCase() + value.slice(1).replaceAll("_", " ");

/**
 * A conversation with its messages, replies and internal notes, oldest first.
 * @param contactName how to name the contact
 * @param anchor the id of the HTML element
 */
export function* conversationThread(
  conversation: Conversation,
  contactName: string,
  anchor: string,
): Generator<SafeHtml> {
  const messages: Entry[] = conversation.messages.map(({ role, content, created_at }) => ({
    kind: "message",
    author: role === "user" ? contactName : roles[role],
    text: content,
    createdAt: created_at,
  }));
  yield html`<article id="${anchor}"><h3 dir="auto">${conversation.subject || "Conversation without a subject"}</h3>`;
  yield fields([
    ["Started", time(conversation.created_at)],
    ["Last updated", time(conversation.updated_at)],
    ["Status", label(conversation.status)],
    ["Summary", conversation.summary === null ? null : prose(conversation.summary)],
  ]);
  yield* thread([...messages, ...conversation.replies.map(replyEntry)], "No messages");
  yield html`</article>\n`;
}

/** A ticket with its replies and internal notes, oldest first. */
export function* ticketThread(ticket: Ticket, anchor: string): Generator<SafeHtml> {
  yield html`<article id="${anchor}"><h3 dir="auto">${ticket.title}</h3>`;
  yield fields([
    ["Opened", time(ticket.created_at)],
    ["Last updated", time(ticket.updated_at)],
    ["Status", label(ticket.status)],
    ["Priority", label(ticket.priority)],
    ["Description", ticket.description === null ? null : prose(ticket.description)],
  ]);
  const replies = ticket.replies.map((reply) => replyEntry({ ...reply, is_internal: false }));
  const notes = ticket.notes.map((note) => replyEntry({ ...note, is_internal: true }));
  yield* thread([...replies, ...notes], "No replies");
  yield html`</article>\n`;
}

function replyEntry({ author, body, is_internal, created_at }: Reply): Entry {
  return is_internal
    ? { kind: "note", author: `Internal note by ${author}`, text: body, createdAt: created_at }
    : { kind: "reply", author: `${author} (team)`, text: body, createdAt: created_at };
}

function* thread(entries: Entry[], emptyText: string): Generator<SafeHtml> {
  if (entries.length === 0) {
    yield html`<p class="none">${emptyText}</p>`;
    return;
  }
  // ISO 8601 times in the same zone sort as text.
  entries.sort((a, b) => (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0));
  yield html`<ol class="thread">`;
  for (const { kind, author, text, createdAt } of entries) {
    yield html`<li class="${kind}"><p class="who"><b dir="auto">${author}</b> ${time(createdAt)}</p>${prose(text)}</li>\n`;
  }
  yield html`</ol>`;
}
