import type { Workspace } from "@/lib/auth/session";
import type { Customer } from "@/lib/customers/customer";
import { type CustomerPageState, customerPageHref } from "@/lib/customers/page-search-params";
import { countCustomerRecords, listConversations, listTickets } from "@/lib/customers/records";
import type { SectionName } from "@/lib/customers/sections";
import { visibleText } from "@/lib/format/visible-text";
import { ConversationItem } from "./conversation-item";
import { CustomerFields, CustomerNotes } from "./customer-fields";
import { CustomerHeading } from "./customer-heading";
import { CustomerJson } from "./customer-json";
import { EmptySections } from "./empty-sections";
import { RecordList } from "./record-list";
import { TicketItem } from "./ticket-item";

type Props = { workspace: Workspace; customer: Customer; section: SectionName; state: CustomerPageState };

/** Everything a workspace has about one customer; for owners and admins with a button that exports it. */
export async function CustomerPage({ workspace, customer, section, state }: Props) {
  const path = `/${workspace.slug}/${section}/${customer.id}`;
  const [counts, conversations, tickets] = await Promise.all([
    countCustomerRecords(workspace.id, customer.id),
    listConversations(workspace.id, customer.id, state.conversations),
    listTickets(workspace.id, customer.id, state.tickets),
  ]);
  const { notes, notes_bytes, metadata, metadata_bytes, churn_reasons, churn_reasons_bytes } = customer;
  const isEmpty = {
    notes: notes_bytes === null || (notes !== null && !visibleText(notes)),
    // A later page may be empty, and has a way back.
    conversations: conversations.first && conversations.rows.length === 0,
    tickets: tickets.first && tickets.rows.length === 0,
    metadata: metadata_bytes === null,
    "churn reasons": churn_reasons_bytes === null,
  };
  return (
    <>
      <CustomerHeading customer={customer} counts={counts} section={section} workspace={workspace} />
      <div className="space-y-4">
        <CustomerFields customer={customer} />
        {isEmpty.notes ? null : <CustomerNotes notes={notes} bytes={notes_bytes} />}
        {isEmpty.conversations ? null : (
          <RecordList
            id="conversations"
            title="Conversations"
            total={counts.conversations}
            page={conversations}
            pageHref={(cursor) => customerPageHref(path, { ...state, conversations: cursor }, "conversations")}
            renderItem={(conversation, isOpen) => (
              <ConversationItem key={conversation.id} conversation={conversation} isOpen={isOpen} />
            )}
          />
        )}
        {isEmpty.tickets ? null : (
          <RecordList
            id="tickets"
            title="Tickets"
            total={counts.tickets}
            page={tickets}
            pageHref={(cursor) => customerPageHref(path, { ...state, tickets: cursor }, "tickets")}
            renderItem={(ticket, isOpen) => <TicketItem key={ticket.id} ticket={ticket} isOpen={isOpen} />}
          />
        )}
        {metadata_bytes === null ? null : <CustomerJson title="Metadata" json={metadata} bytes={metadata_bytes} />}
        {churn_reasons_bytes === null ? null : (
          <CustomerJson title="Churn reasons" json={churn_reasons} bytes={churn_reasons_bytes} />
        )}
        <EmptySections names={Object.entries(isEmpty).flatMap(([name, empty]) => (empty ? [name] : []))} />
      </div>
    </>
  );
}
