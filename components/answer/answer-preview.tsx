import { CustomerFields, CustomerNotes } from "@/components/customers/customer-fields";
import { CustomerJson } from "@/components/customers/customer-json";
import { RecordItem, RecordList } from "@/components/customers/record-list";
import type { Workspace } from "@/lib/auth/session";
import type { Customer } from "@/lib/customers/customer";
import { type CustomerPageState, customerPageHref } from "@/lib/customers/page-search-params";
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

type Props = { workspace: Workspace; customer: Customer; path: string; state: CustomerPageState; redactor: Redactor };

/** What the person will receive, section by section, paged, without what is left out. */
export async function AnswerPreview({ workspace, customer, path, state, redactor }: Props) {
  const [counts, conversations, tickets] = await Promise.all([
    countCustomerRecords(workspace.id, customer.id),
    listConversations(workspace.id, customer.id, state.conversations),
    listTickets(workspace.id, customer.id, state.tickets),
  ]);
  const shown = redactCustomer(customer, redactor);
  const own = [customer.email, customer.phone];
  return (
    <>
      <CustomerFields customer={shown} />
      {shown.notes_bytes === null ? null : <CustomerNotes notes={shown.notes} bytes={shown.notes_bytes} />}
      {shown.metadata_bytes === null ? null : (
        <CustomerJson title="Metadata" json={shown.metadata} bytes={shown.metadata_bytes} />
      )}
      <RecordList
        id="conversations"
        title="Conversations"
        total={counts.conversations}
        page={conversations}
        pageHref={(cursor) => customerPageHref(path, { ...state, conversations: cursor }, "conversations")}
        renderItem={(conversation, isOpen) => (
          <PreviewItem
            key={conversation.id}
            noun="conversation"
            record={conversation}
            title={conversation.subject}
            text={conversation.summary}
            {...{ isOpen, own, redactor }}
          />
        )}
      />
      <RecordList
        id="tickets"
        title="Tickets"
        total={counts.tickets}
        page={tickets}
        pageHref={(cursor) => customerPageHref(path, { ...state, tickets: cursor }, "tickets")}
        renderItem={(ticket, isOpen) => (
          <PreviewItem
            key={ticket.id}
            noun="ticket"
            record={ticket}
            title={ticket.title}
            text={ticket.description}
            {...{ isOpen, own, redactor }}
          />
        )}
      />
    </>
  );
}

type ItemProps = {
  noun: string;
  record: Conversation | Ticket;
  title: string | null;
  /** The summary or description. */
  text: string | null;
  isOpen: boolean;
  own: (string | null)[];
  redactor: Redactor;
};

function PreviewItem({ noun, record: { id, created_at, thread }, title, text, isOpen, own, redactor }: ItemProps) {
  return (
    <RecordItem
      id={id}
      noun={noun}
      title={visibleText(title && redactor.uncounted(title))}
      at={created_at}
      badges={null}
      size={thread.total}
      isOpen={isOpen}
    >
      {text ? (
        <p dir="auto" className="mb-3 text-sm whitespace-pre-wrap text-quiet">
          {redactor.uncounted(text)}
        </p>
      ) : null}
      <AnswerThread thread={thread} own={own} redactor={redactor} />
    </RecordItem>
  );
}

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
