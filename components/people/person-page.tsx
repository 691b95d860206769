import { mayExport } from "@/lib/auth/roles";
import type { Workspace } from "@/lib/auth/session";
import { conversationsOf } from "@/lib/people/conversations";
import type { Person } from "@/lib/people/person";
import { type PersonState, personAddress } from "@/lib/people/person-address";
import type { SectionName } from "@/lib/people/sections";
import { ticketsOf } from "@/lib/people/tickets";
import { ConversationItem } from "./conversation-item";
import { ExportPerson } from "./export-person";
import { PersonFields } from "./person-fields";
import { PersonHeading } from "./person-heading";
import { PersonJson } from "./person-json";
import { PersonNotes } from "./person-notes";
import { RecordList } from "./record-list";
import { TicketItem } from "./ticket-item";

type Props = { workspace: Workspace; person: Person; section: SectionName; asked: PersonState };

/** Everything that a workspace keeps about one person. */
export async function PersonPage({ workspace, person, section, asked }: Props) {
  const path = `/${workspace.slug}/${section}/${person.id}`;
  const [conversations, tickets] = await Promise.all([
    conversationsOf(workspace.id, person, asked.conversations),
    ticketsOf(workspace.id, person, asked.tickets),
  ]);
  const admin = mayExport(workspace.role);
  return (
    <>
      <PersonHeading person={person} section={section} workspace={workspace.slug} />
      <div className={admin ? "grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_17rem]" : ""}>
        <div className="min-w-0 space-y-6">
          <PersonFields person={person} />
          <PersonNotes notes={person.notes} />
        </div>
        {admin ? <ExportPerson workspace={workspace} person={person} /> : null}
      </div>
      <div className="mt-6 space-y-6">
        <RecordList
          id="conversations"
          title="Conversations"
          page={conversations}
          address={(cursor) => personAddress(path, { ...asked, conversations: cursor }, "conversations")}
          show={(conversation) => <ConversationItem key={conversation.id} conversation={conversation} />}
        />
        <RecordList
          id="tickets"
          title="Tickets"
          page={tickets}
          address={(cursor) => personAddress(path, { ...asked, tickets: cursor }, "tickets")}
          show={(ticket) => <TicketItem key={ticket.id} ticket={ticket} />}
        />
        <PersonJson title="Metadata" json={person.metadata} />
        <PersonJson title="Churn reasons" json={person.churn_reasons} />
      </div>
    </>
  );
}
