import { SchemaLink } from "@/components/exports/schema-link";
import { Card } from "@/components/ui/card";
import { LocalTime } from "@/components/ui/local-time";
import type { Workspace } from "@/lib/auth/session";
import type { Customer } from "@/lib/customers/customer";
import { lastExport } from "@/lib/exports/queries/overview";
import { isoTime } from "@/lib/format/iso-time";
import { ExportContactForm } from "./export-contact-form";

/** For owners and admins: everything about one person as a file. */
export async function ExportContact({ workspace, person }: { workspace: Workspace; person: Customer }) {
  const last = await lastExport(workspace.id, "contact", person.id);
  const at = last && isoTime(last.startedAt);
  return (
    <section aria-labelledby="export-person">
      <Card>
        <h2 id="export-person" className="text-lg font-semibold">
          Export data
        </h2>
        <p className="mt-1 text-sm text-quiet">
          Everything on this page as one file, with every conversation and ticket in full.
        </p>
        <ExportContactForm workspace={workspace.slug} contact={person.id} version={last?.startedAt ?? null} />
        <div className="mt-4 space-y-2 border-t border-line pt-4 text-sm text-quiet">
          {last && at ? (
            <p>
              Last exported <LocalTime at={at} /> by <bdi>{last.actorName}</bdi>
              {last.status === "completed" || last.status === "running" ? "" : "; that file is not complete"}.
            </p>
          ) : null}
          <p>Each export is recorded in the audit log.</p>
          <p>Never included: attachments, the knowledge base, other people’s data.</p>
          <SchemaLink file="contact" />
        </div>
      </Card>
    </section>
  );
}
