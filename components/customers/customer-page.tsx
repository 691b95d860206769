import { PageHeading } from "@/components/layout/page-heading";
import { Isolated } from "@/components/ui/isolated";
import { canExport } from "@/lib/auth/roles";
import type { Workspace } from "@/lib/auth/session";
import type { Customer } from "@/lib/customers/customer";
import { customerName } from "@/lib/customers/customer-name";
import { type CustomerPageState, customerPageHref } from "@/lib/customers/page-search-params";
import { type CustomerCounts, countCustomerRecords, listConversations, listTickets } from "@/lib/customers/records";
import { type SectionName, sections } from "@/lib/customers/sections";
import { visibleText } from "@/lib/format/visible-text";
import { CustomerFields, CustomerNotes } from "./customer-fields";
import { CustomerJson } from "./customer-json";
import { ExportContactContents, ExportContactFacts } from "./export-contact-details";
import { ExportableHeading } from "./exportable-heading";
import { ConversationItem, TicketItem } from "./record-items";
import { RecordList } from "./record-list";
import { TypeBadge } from "./type-badge";

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

type HeadingProps = { customer: Customer; counts: CustomerCounts; section: SectionName; workspace: Workspace };

/** The name, type, job title and company of a customer, with a link back to the list; for owners and admins with "Export data". */
function CustomerHeading({ customer, counts, section, workspace }: HeadingProps) {
  const list = `/${workspace.slug}/${section}`;
  const subtitle = (["job_title", "company"] as const).flatMap((field) => {
    const text = visibleText(customer[field]);
    return text === null ? [] : [{ field, text }];
  });
  const heading = {
    trail: [{ label: sections[section].title, href: list }],
    title: customerName(customer),
    badges: <TypeBadge type={customer.type} />,
    children: subtitle.length > 0 ? <Subtitle parts={subtitle} /> : null,
  };
  if (!canExport(workspace.role)) return <PageHeading {...heading} />;
  return (
    <ExportableHeading
      heading={heading}
      workspace={workspace.slug}
      contact={customer.id}
      name={heading.title}
      exportHref={`${list}/${customer.id}/export`}
      contents={<ExportContactContents customer={customer} counts={counts} />}
      facts={<ExportContactFacts workspace={workspace} customer={customer} />}
    />
  );
}

function Subtitle({ parts }: { parts: readonly { field: string; text: string }[] }) {
  return (
    <span className="line-clamp-2">
      {parts.map(({ field, text }, index) => (
        <span key={field}>
          {index > 0 ? " · " : ""}
          <Isolated>{text}</Isolated>
        </span>
      ))}
    </span>
  );
}

const list = new Intl.ListFormat("en", { type: "disjunction" });

/** One line for all the sections of a page that have nothing to show. */
function EmptySections({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null;
  return <p className="text-sm text-quiet">No {list.format(names)}.</p>;
}
