import { PageHeading } from "@/components/layout/page-heading";
import { Card } from "@/components/ui/card";
import { Isolated } from "@/components/ui/isolated";
import type { Workspace } from "@/lib/auth/session";
import type { Customer } from "@/lib/customers/customer";
import { customerName } from "@/lib/customers/customer-name";
import { countCustomerRecords } from "@/lib/customers/records";
import { type SectionName, sections } from "@/lib/customers/sections";
import { NotesChoice } from "./by-notes-choice";
import { ExportContactContents, ExportContactFacts } from "./export-contact-details";
import { ExportContactForm, ExportContactStatus } from "./export-contact-form";

type Props = { workspace: Workspace; customer: Customer; section: SectionName };

/** What the export dialog of a contact has, as a page: for browsers without JavaScript, and as an address to share. */
export async function ExportContactPage({ workspace, customer, section }: Props) {
  const counts = await countCustomerRecords(workspace.id, customer.id);
  const name = customerName(customer);
  const list = `/${workspace.slug}/${section}`;
  return (
    <>
      <PageHeading
        title="Export data"
        trail={[
          { label: sections[section].title, href: list },
          { label: name, href: `${list}/${customer.id}` },
        ]}
      >
        <Isolated>{name}</Isolated>
      </PageHeading>
      <Card className="max-w-lg">
        <NotesChoice className="space-y-4">
          <ExportContactContents customer={customer} counts={counts} />
          <ExportContactForm workspace={workspace.slug} contact={customer.id} />
          <ExportContactStatus workspace={workspace.slug} contact={customer.id} />
          <ExportContactFacts workspace={workspace} customer={customer} />
        </NotesChoice>
      </Card>
    </>
  );
}
