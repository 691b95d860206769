import { canExport } from "@/lib/auth/roles";
import type { Workspace } from "@/lib/auth/session";
import { listConversations } from "@/lib/customers/conversations";
import type { Customer } from "@/lib/customers/customer";
import { type CustomerPageState, customerPageHref } from "@/lib/customers/page-search-params";
import type { SectionName } from "@/lib/customers/sections";
import { listTickets } from "@/lib/customers/tickets";
import { ConversationItem } from "./conversation-item";
import { CustomerFields } from "./customer-fields";
import { CustomerHeading } from "./customer-heading";
import { CustomerJson } from "./customer-json";
import { CustomerNotes } from "./customer-notes";
import { ExportContact } from "./export-contact";
import { RecordList } from "./record-list";
import { TicketItem } from "./ticket-item";

type Props = { workspace: Workspace; person: Customer; section: SectionName; asked: CustomerPageState };

/** Everything that a workspace keeps about one person. */
export async function CustomerPage({ workspace, person, section, asked }: Props) {
  const path = `/${workspace.slug}/${section}/${person.id}`;
  const [conversations, tickets] = await Promise.all([
    listConversations(workspace.id, person, asked.conversations),
    listTickets(workspace.id, person, asked.tickets),
  ]);
  const admin = canExport(workspace.role);
  return (
    <>
      <CustomerHeading person={person} section={section} workspace={workspace.slug} />
      <div className={admin ? "grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_17rem]" : ""}>
        <div className="min-w-0 space-y-6">
          <CustomerFields person={person} />
          <CustomerNotes notes={person.notes} />
        </div>
        {admin ? <ExportContact workspace={workspace} person={person} /> : null}
      </div>
      <div className="mt-6 space-y-6">
        <RecordList
          id="conversations"
          title="Conversations"
          page={conversations}
          address={(cursor) => customerPageHref(path, { ...asked, conversations: cursor }, "conversations")}
          show={(conversation) => <ConversationItem key={conversation.id} conversation={conversation} />}
        />
        <RecordList
          id="tickets"
          title="Tickets"
          page={tickets}
          address={(cursor) => customerPageHref(path, { ...asked, tickets: cursor }, "tickets")}
          show={(ticket) => <TicketItem key={ticket.id} ticket={ticket} />}
        />
        <CustomerJson title="Metadata" json={person.metadata} />
        <CustomerJson title="Churn reasons" json={person.churn_reasons} />
      </div>
    </>
  );
}
