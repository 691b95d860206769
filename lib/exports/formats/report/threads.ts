import type { Conversation, Reply, Ticket } from "@/lib/exports/schemas/contact-file";
import { escapeHtml } from "@/lib/http/escape-html";
import { fields, prose, time } from "./fields";

type Entry = { kind: "message" | "reply" | "note"; who: string; text: string; at: string };

const roles = { assistant: "Assistant (automatic)", tool: "Lookup by the assistant (automatic)" } as const;

/** Statuses and priorities in words: in_progress is "in progress". */
const words = (value: string) => escapeHtml(value.replaceAll("_", " "));

/**
 * A conversation as a thread: what was said and noted, in the order it happened.
 * @param contactName what to call the contact
 */
export function* conversationThread(
  conversation: Conversation,
  contactName: string,
  anchor: string,
): Generator<string> {
  const said: Entry[] = conversation.messages.map(({ role, content, created_at }) => ({
    kind: "message",
    who: role === "user" ? contactName : roles[role],
    text: content,
    at: created_at,
  }));
  yield `<article id="${anchor}"><h3 dir="auto">${escapeHtml(conversation.subject || "Conversation without a subject")}</h3>`;
  yield fields([
    ["Began", time(conversation.created_at)],
    ["Last change", time(conversation.updated_at)],
    ["Status", words(conversation.status)],
    ["Summary", conversation.summary === null ? null : prose(conversation.summary)],
  ]);
  yield* thread([...said, ...conversation.replies.map(replyEntry)]);
  yield "</article>\n";
}

/** A ticket with its answers and notes, in the order they were written. */
export function* ticketThread(ticket: Ticket, anchor: string): Generator<string> {
  yield `<article id="${anchor}"><h3 dir="auto">${escapeHtml(ticket.title)}</h3>`;
  yield fields([
    ["Opened", time(ticket.created_at)],
    ["Last change", time(ticket.updated_at)],
    ["Status", words(ticket.status)],
    ["Priority", words(ticket.priority)],
    ["Description", ticket.description === null ? null : prose(ticket.description)],
  ]);
  yield* thread([
    ...ticket.replies.map((reply) => replyEntry({ ...reply, is_internal: false })),
    ...ticket.notes.map((note) => replyEntry({ ...note, is_internal: true })),
  ]);
  yield "</article>\n";
}

function replyEntry({ author, body, is_internal, created_at }: Reply): Entry {
  return is_internal
    ? { kind: "note", who: `Internal note by ${author}`, text: body, at: created_at }
    : { kind: "reply", who: `${author} (team)`, text: body, at: created_at };
}

function* thread(entries: Entry[]): Generator<string> {
  if (entries.length === 0) {
    yield '<p class="none">Nothing was written here.</p>';
    return;
  }
  // ISO 8601 in one time zone sorts as text.
  entries.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  yield '<ol class="thread">';
  for (const { kind, who, text, at } of entries) {
    yield `<li class="${kind}"><p class="who"><b dir="auto">${escapeHtml(who)}</b> ${time(at)}</p>${prose(text)}</li>\n`;
  }
  yield "</ol>";
}
