import { canExport } from "@/lib/auth/roles";
import type { Workspace } from "@/lib/auth/session";
import type { Customer } from "@/lib/customers/customer";
import { type CustomerPageState, customerPageHref } from "@/lib/customers/page-search-params";
import { countCustomerRecords, listConversations, listTickets } from "@/lib/customers/records";
import type { SectionName } from "@/lib/customers/sections";
import { ConversationItem } from "./conversation-item";
import { CustomerFields, CustomerNotes } from "./customer-fields";
import { CustomerHeading } from "./customer-heading";
import { CustomerJson } from "./customer-json";
import { ExportContact } from "./export-contact";
import { RecordList } from "./record-list";
import { TicketItem } from "./ticket-item";

type Props = { workspace: Workspace; customer: Customer; section: SectionName; state: CustomerPageState };

/** Everything a workspace has about one customer; for owners and admins with the export form. */
export async function CustomerPage({ workspace, customer, section, state }: Props) {
  const path = `/${workspace.slug}/${section}/${customer.id}`;
  const [counts, conversations, tickets] = await Promise.all([
    countCustomerRecords(workspace.id, customer.id),
    listConversations(workspace.id, customer.id, state.conversations),
    listTickets(workspace.id, customer.id, state.tickets),
  ]);
  const isAdmin = canExport(workspace.role);
  return (
    <>
      <CustomerHeading customer={customer} section={section} workspace={workspace.slug} />
      <div className={isAdmin ? "grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_17rem]" : ""}>
        <div className="min-w-0 space-y-6">
          <CustomerFields customer={customer} />
          <CustomerNotes notes={customer.notes} bytes={customer.notes_bytes} />
        </div>
        {isAdmin ? <ExportContact workspace={workspace} customer={customer} /> : null}
      </div>
      <div className="mt-6 space-y-6">
        <RecordList
          id="conversations"
          title="Conversations"
          total={counts.conversations}
          page={conversations}
          pageHref={(cursor) => customerPageHref(path, { ...state, conversations: cursor }, "conversations")}
          renderItem={(conversation) => <ConversationItem key={conversation.id} conversation={conversation} />}
        />
        <RecordList
          id="tickets"
          title="Tickets"
          total={counts.tickets}
          page={tickets}
          pageHref={(cursor) => customerPageHref(path, { ...state, tickets: cursor }, "tickets")}
          renderItem={(ticket) => <TicketItem key={ticket.id} ticket={ticket} />}
        />
        <CustomerJson title="Metadata" json={customer.metadata} bytes={customer.metadata_bytes} />
        <CustomerJson title="Churn reasons" json={customer.churn_reasons} bytes={customer.churn_reasons_bytes} />
      </div>
    </>
  );
}
