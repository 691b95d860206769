import { CustomerFields, CustomerNotes } from "@/components/customers/customer-fields";
import { CustomerJson } from "@/components/customers/customer-json";
import { RecordItem, RecordList } from "@/components/customers/record-list";
import { Amount } from "@/components/ui/amount";
import { TextLink } from "@/components/ui/text-link";
import { type AnswerState, answerHref, type ThreadId } from "@/lib/answer/answer-state";
import { markTexts } from "@/lib/answer/mark-texts";
import type { Workspace } from "@/lib/auth/session";
import type { Customer } from "@/lib/customers/customer";
import {
  type Conversation,
  countCustomerRecords,
  listConversations,
  listTickets,
  type Ticket,
} from "@/lib/customers/records";
import type { Redactor } from "@/lib/exports/redaction/redactor";
import { visibleText } from "@/lib/format/visible-text";
import { AnswerThread } from "./answer-thread";
import { type Look, Marks, MarksCut, type PreviewLook } from "./marks";
import { ThreadAlone } from "./thread-alone";

type Props = {
  workspace: Workspace;
  /** The record that is shown. */
  customer: Customer;
  path: string;
  state: AnswerState;
  look: PreviewLook;
};

/** What the person will receive of a record, section by section, paged, without what is left out. */
export async function AnswerPreview({ workspace, customer, path, state, look }: Props) {
  if (state.thread) {
    const { thread } = state;
    return <ThreadAlone {...{ workspace, path, state, thread, look }} customer={customer.id} />;
  }
  const { own, redactor, contacts } = look;
  const [counts, conversations, tickets] = await Promise.all([
    countCustomerRecords(workspace.id, customer.id),
    listConversations(workspace.id, customer.id, state.conversations),
    listTickets(workspace.id, customer.id, state.tickets),
  ]);
  const shown = redactCustomer(customer, redactor);
  const rows = [...conversations.rows, ...tickets.rows];
  const entries = rows.flatMap(({ thread }) => thread.entries);
  const stored = [
    ...entries.map(({ text }) => text),
    ...rows.map((row) => recordTexts(row).join("\n")),
    ...[customer.notes ?? "", customer.metadata ?? ""],
  ];
  const texts = [
    ...entries.map(({ text }) => redactor.uncounted(text)),
    ...rows.map((row) => leaveOut(recordTexts(row), redactor).join("\n")),
    ...[shown.notes ?? "", shown.metadata ?? ""],
  ];
  const authors = entries.flatMap(({ author }) => author ?? []);
  const marks = await markTexts(workspace.id, contacts, { stored, texts, authors, own });
  const item = { path, state, look: { redactor, marks } };
  return (
    <>
      <MarksCut isCut={marks.isCut} />
      <CustomerFields customer={shown} />
      {shown.notes_bytes === null ? null : (
        <CustomerNotes notes={shown.notes} bytes={shown.notes_bytes}>
          <MarksOf text={shown.notes} look={item.look} />
        </CustomerNotes>
      )}
      {shown.metadata_bytes === null ? null : (
        <CustomerJson title="Metadata" json={shown.metadata} bytes={shown.metadata_bytes}>
          <MarksOf text={shown.metadata} look={item.look} />
        </CustomerJson>
      )}
      <RecordList
        id="conversations"
        title="Conversations"
        total={counts.conversations}
        page={conversations}
        pageHref={(cursor) => answerHref(path, { ...state, conversations: cursor }, "conversations")}
        renderItem={(conversation, isOpen) => (
          <PreviewItem key={conversation.id} type="conversation" record={conversation} isOpen={isOpen} {...item} />
        )}
      />
      <RecordList
        id="tickets"
        title="Tickets"
        total={counts.tickets}
        page={tickets}
        pageHref={(cursor) => answerHref(path, { ...state, tickets: cursor }, "tickets")}
        renderItem={(ticket, isOpen) => (
          <PreviewItem key={ticket.id} type="ticket" record={ticket} isOpen={isOpen} {...item} />
        )}
      />
    </>
  );
}

/** The title of a record, and its summary or description. */
function recordTexts(record: Conversation | Ticket): [title: string, text: string] {
  const [title, text] = "subject" in record ? [record.subject, record.summary] : [record.title, record.description];
  return [title ?? "", text ?? ""];
}

function leaveOut([title, text]: [string, string], redactor: Redactor): [title: string, text: string] {
  return [redactor.uncounted(title), redactor.uncounted(text)];
}

function MarksOf({ text, look }: { text: string | null; look: Look }) {
  const marks = look.marks.of(text ?? "");
  return marks.length > 0 ? (
    <p className="mt-2 flex flex-wrap gap-1.5">
      <Marks marks={marks} />
    </p>
  ) : null;
}

type ItemProps = {
  type: ThreadId["type"];
  record: Conversation | Ticket;
  isOpen: boolean;
  path: string;
  state: AnswerState;
  look: Look;
};

function PreviewItem({ type, record, isOpen, path, state, look }: ItemProps) {
  const { id, created_at, thread } = record;
  const [title, text] = leaveOut(recordTexts(record), look.redactor);
  const { entries, total } = thread;
  const isCut = total.more || total.rows > entries.length || entries.some(({ bytes }) => bytes > maxListedLength);
  return (
    <RecordItem
      id={id}
      noun={type}
      title={visibleText(title)}
      at={created_at}
      badges={null}
      size={total}
      isOpen={isOpen}
    >
      {text ? (
        <p dir="auto" className="mb-3 text-sm whitespace-pre-wrap text-quiet">
          {text}
        </p>
      ) : null}
      <MarksOf text={`${title}\n${text}`} look={look} />
      {isCut ? (
        <p className="my-3 text-sm text-quiet">
          {total.more || total.rows > entries.length ? (
            <>
              The newest <Amount value={entries.length} /> are shown here, long ones cut.{" "}
            </>
          ) : (
            "Long entries are cut here. "
          )}
          <TextLink href={answerHref(path, { ...state, thread: { type, id } }, "thread")} prefetch={false}>
            Show this {type} page by page<span className="sr-only"> {id.slice(0, 8)}</span>
          </TextLink>
        </p>
      ) : null}
      <AnswerThread entries={entries} look={look} maxLength={maxListedLength} />
    </RecordItem>
  );
}

/** Characters of a text in the list; the page of its thread has more. */
const maxListedLength = 2_000;

const textColumns = [
  "name",
  "email",
  "phone",
  "company",
  "job_title",
  "source",
  "external_id",
  "notes",
  "metadata",
] as const;

function redactCustomer(customer: Customer, redactor: Redactor): Customer {
  const shown = { ...customer };
  for (const column of textColumns) {
    const text = customer[column];
    if (text !== null) shown[column] = redactor.uncounted(text);
  }
  // Not in the file.
  shown.account_name = null;
  return shown;
}
