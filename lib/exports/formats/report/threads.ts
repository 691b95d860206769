import { html, type SafeHtml } from "@remix-run/html-template";
import type {
  Conversation,
  Message,
  Reply,
  Ticket,
  TicketEntry,
  WithLongTexts,
} from "@/lib/exports/schemas/contact-file";
import { describeValue } from "@/lib/format/describe-value";
import type { LongText } from "@/lib/format/long-text";
import { joinFragments, name, prose, recordFields, slices, time } from "./fields";
import { mergeByTime, type Rows } from "./merge-by-time";
import { fill, type ReportWords } from "./report-words";

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
  kind: "own" | "message" | "reply" | "note";
  author: SafeHtml | string;
  text: string | LongText;
  created_at: string;
};

/** A status or priority as a label. */
function label(value: string, { messages }: ReportWords): string {
  return describeValue(messages.states, value, (words) => words);
}

/**
 * A conversation with its messages, replies and internal notes, oldest first.
 * @param contactName how to name the contact
 */
export async function* conversationThread(
  conversation: OpenConversation,
  contactName: SafeHtml,
  words: ReportWords,
): AsyncGenerator<SafeHtml> {
  const { id, subject, summary } = conversation;
  const { report, labels } = words.messages;
  yield* threadHeader(`conversation-${id}`, subject || report.untitledConversation, words, [
    [labels.started, time(conversation.created_at, words)],
    [labels.updated, time(conversation.updated_at, words)],
    [labels.status, label(conversation.status, words)],
    [labels.summary, summary === null ? null : prose(summary)],
  ]);
  const toEntry = (row: LongMessage | LongReply) =>
    "role" in row ? messageEntry(row, contactName, words) : replyEntry(row, words);
  yield* thread(mergeByTime(conversation.messages, conversation.replies), toEntry, report.noMessages, words);
}

/** A ticket with its replies and internal notes, oldest first. */
export async function* ticketThread(ticket: OpenTicket, words: ReportWords): AsyncGenerator<SafeHtml> {
  const { report, labels } = words.messages;
  yield* threadHeader(`ticket-${ticket.id}`, ticket.title || report.untitledTicket, words, [
    [labels.opened, time(ticket.created_at, words)],
    [labels.updated, time(ticket.updated_at, words)],
    [labels.status, label(ticket.status, words)],
    [labels.priority, label(ticket.priority, words)],
    [labels.description, ticket.description === null ? null : prose(ticket.description)],
  ]);
  const entries = mergeByTime(marked(ticket.replies, false), marked(ticket.notes, true));
  yield* thread(entries, (row) => replyEntry(row, words), report.noReplies, words);
}

function threadHeader(
  anchor: string,
  title: string | LongText,
  words: ReportWords,
  entries: Parameters<typeof recordFields>[0],
): Generator<SafeHtml> {
  function* fragments() {
    yield html`<article id="${anchor}"><h3 dir="auto">`;
    yield* slices(title);
    yield html`</h3>`;
    yield* recordFields(entries, words);
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

function messageEntry(
  { role, content, created_at }: LongMessage,
  contactName: SafeHtml,
  { messages, answersPerson }: ReportWords,
): Entry {
  if (role === "user") {
    return { kind: answersPerson ? "own" : "message", author: contactName, text: content, created_at };
  }
  const author = describeValue(messages.roles, role, (words) => words);
  return { kind: "message", author, text: content, created_at };
}

function replyEntry({ author, body, is_internal, created_at }: LongReply, { messages }: ReportWords): Entry {
  const kind = is_internal ? "note" : "reply";
  const by = is_internal ? messages.report.noteBy : messages.report.team;
  return { kind, author: fill(by, { name: name(author) }), text: body, created_at };
}

async function* thread<Row>(
  batches: AsyncIterable<Row[]>,
  toEntry: (row: Row) => Entry,
  emptyText: string,
  words: ReportWords,
): AsyncGenerator<SafeHtml> {
  let isEmpty = true;
  const dayHeading = dayHeadings(words);
  for await (const rows of batches) {
    if (isEmpty) yield html`<ol class="thread">`;
    isEmpty = false;
    yield* joinFragments(rows.values().flatMap((row) => entryFragments(toEntry(row), dayHeading, words)));
  }
  yield isEmpty ? html`<p class="none">${emptyText}</p>` : html`</ol>`;
  yield html`</article>\n`;
}

/** Makes the heading before an entry whose day is not that of the entry before it. */
function dayHeadings(words: ReportWords): (entry: Entry) => SafeHtml {
  let last: string | null = null;
  return ({ created_at }) => {
    const day = words.dayHeading(created_at);
    if (day === last || day === null) return html``;
    last = day;
    return html`<li class="day"><h4>${day}</h4></li>\n`;
  };
}

function* entryFragments(
  entry: Entry,
  dayHeading: (entry: Entry) => SafeHtml,
  words: ReportWords,
): Generator<SafeHtml> {
  const { kind, author, text, created_at } = entry;
  yield html`${dayHeading(entry)}<li class="${kind}"><p class="who"><b>${author}</b> <time datetime="${created_at}">${words.timeOfDay(created_at)}</time></p>`;
  yield* prose(text);
  yield html`</li>\n`;
}
