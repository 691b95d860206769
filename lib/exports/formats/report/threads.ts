import { html, type SafeHtml } from "@remix-run/html-template";
import type {
  Conversation,
  Message,
  Reply,
  Ticket,
  TicketEntry,
  WithLongTexts,
} from "@/lib/exports/schemas/contact-file";
import { describeValue, valueWords } from "@/lib/format/describe-value";
import type { LongText } from "@/lib/format/long-text";
import { fields, joinFragments, name, prose, slices, time } from "./fields";
import { mergeByTime, type Rows } from "./merge-by-time";

type LongMessage = WithLongTexts<Message, "content">;
type LongReply = WithLongTexts<Reply, "author" | "body">;
type LongTicketEntry = WithLongTexts<TicketEntry, "author" | "body">;

/** A conversation or ticket whose lists may still have to be read. */
export type OpenConversation = WithLongTexts<Omit<Conversation, "messages" | "replies">, "subject" | "summary"> & {
  messages: Rows<LongMessage>;
  replies: Rows<LongReply>;
};
export type OpenTicket = WithLongTexts<Omit<Ticket, "replies" | "notes">, "title" | "description"> & {
  replies: Rows<LongTicketEntry>;
  notes: Rows<LongTicketEntry>;
};

type Entry = {
  kind: "message" | "reply" | "note";
  author: SafeHtml | string;
  text: string | LongText;
  created_at: string;
};

const roles = { assistant: "Assistant (automated)", tool: "Assistant lookup (automated)" };

/**
 * A conversation with its messages, replies and internal notes, oldest first.
 * @param contactName how to name the contact
 */
export async function* conversationThread(
  conversation: OpenConversation,
  contactName: SafeHtml,
): AsyncGenerator<SafeHtml> {
  const { id, subject, summary } = conversation;
  yield* threadHeader(`conversation-${id}`, subject || "Conversation without a subject", [
    ["Started", time(conversation.created_at)],
    ["Last updated", time(conversation.updated_at)],
    ["Status", valueWords(conversation.status)],
    ["Summary", summary === null ? null : prose(summary)],
  ]);
  const toEntry = (row: LongMessage | LongReply) => ("role" in row ? messageEntry(row, contactName) : replyEntry(row));
  yield* thread(mergeByTime(conversation.messages, conversation.replies), toEntry, "No messages");
}

/** A ticket with its replies and internal notes, oldest first. */
export async function* ticketThread(ticket: OpenTicket): AsyncGenerator<SafeHtml> {
  yield* threadHeader(`ticket-${ticket.id}`, ticket.title || "Ticket without a title", [
    ["Opened", time(ticket.created_at)],
    ["Last updated", time(ticket.updated_at)],
    ["Status", valueWords(ticket.status)],
    ["Priority", valueWords(ticket.priority)],
    ["Description", ticket.description === null ? null : prose(ticket.description)],
  ]);
  const entries = mergeByTime(marked(ticket.replies, false), marked(ticket.notes, true));
  yield* thread(entries, replyEntry, "No replies");
}

function threadHeader(
  anchor: string,
  title: string | LongText,
  entries: Parameters<typeof fields>[0],
): Generator<SafeHtml> {
  function* fragments() {
    yield html`<article id="${anchor}"><h3 dir="auto">`;
    yield* slices(title);
    yield html`</h3>`;
    yield* fields(entries);
  }
  return joinFragments(fragments());
}

/** Says of ticket entries whether they are internal notes, as replies of conversations do themselves. */
function marked(rows: Rows<LongTicketEntry>, is_internal: boolean): Rows<LongReply> {
  const mark = (batch: LongTicketEntry[]) => batch.map((row) => ({ ...row, is_internal }));
  if (Array.isArray(rows)) return mark(rows);
  return (async function* () {
    for await (const batch of rows) yield mark(batch);
  })();
}

function messageEntry({ role, content, created_at }: LongMessage, contactName: SafeHtml): Entry {
  const author = role === "user" ? contactName : describeValue(roles, role, (words) => words);
  return { kind: "message", author, text: content, created_at };
}

function replyEntry({ author, body, is_internal, created_at }: LongReply): Entry {
  return is_internal
    ? { kind: "note", author: html`Internal note by ${name(author)}`, text: body, created_at }
    : { kind: "reply", author: html`${name(author)} (team)`, text: body, created_at };
}

async function* thread<Row>(
  batches: AsyncIterable<Row[]>,
  toEntry: (row: Row) => Entry,
  emptyText: string,
): AsyncGenerator<SafeHtml> {
  let isEmpty = true;
  for await (const rows of batches) {
    if (isEmpty) yield html`<ol class="thread">`;
    isEmpty = false;
    yield* joinFragments(rows.values().flatMap((row) => entryFragments(toEntry(row))));
  }
  yield isEmpty ? html`<p class="none">${emptyText}</p>` : html`</ol>`;
  yield html`</article>\n`;
}

function* entryFragments({ kind, author, text, created_at }: Entry): Generator<SafeHtml> {
  yield html`<li class="${kind}"><p class="who"><b>${author}</b> ${time(created_at)}</p>`;
  yield* prose(text);
  yield html`</li>\n`;
}
