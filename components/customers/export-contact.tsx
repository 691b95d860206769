import { Isolated } from "@/components/ui/isolated";
import { Section } from "@/components/ui/section";
import { AnchorLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import type { Workspace } from "@/lib/auth/session";
import type { Customer } from "@/lib/customers/customer";
import { lastExport } from "@/lib/exports/queries/overview";
import { remarkCountText } from "@/lib/exports/queries/remark-count-text";
import { ExportContactForm } from "./export-contact-form";

/** The export form of one customer with the last export, for owners and admins. */
export async function ExportContact({ workspace, customer }: { workspace: Workspace; customer: Customer }) {
  const last = await lastExport(workspace.id, "contact", customer.id);
  const incomplete = last && last.status !== "completed" && last.status !== "running";
  return (
    <Section id="export-contact" title="Export data">
      <p className="mt-1 text-sm text-quiet">
        This contact’s details, notes, conversations and tickets in one file, in full.
      </p>
      <ExportContactForm workspace={workspace.slug} contact={customer.id} />
      <div className="mt-4 space-y-2 border-t border-line pt-4 text-sm text-quiet">
        {last ? (
          <p>
            Last exported <Timestamp at={last.startedAt} dateStyle="relative" /> by{" "}
            <Isolated>{last.actorName}</Isolated>.{incomplete ? " That file is incomplete." : ""}
            {last.status === "completed" && last.remarkCount
              ? ` That export has ${remarkCountText(last.remarkCount)}.`
              : ""}
          </p>
        ) : null}
        <p>Every export is recorded in the audit log.</p>
        <p>
          Not included: attachments, the knowledge base, the account’s name (only its ID) and other people’s data, such
          as a first conversation that is or was linked to another contact.
        </p>
        <p>
          For developers: <AnchorLink href="/schemas/contact.schema.json">JSON Schema of the contact file</AnchorLink>
        </p>
      </div>
    </Section>
  );
}
