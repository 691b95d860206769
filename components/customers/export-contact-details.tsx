import Link from "next/link";
import { RemarkCount } from "@/components/exports/count-texts";
import { Amount } from "@/components/ui/amount";
import { Disclosure } from "@/components/ui/disclosure";
import { Field } from "@/components/ui/field";
import { Isolated } from "@/components/ui/isolated";
import { AnchorLink, TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import type { Workspace } from "@/lib/auth/session";
import type { Customer } from "@/lib/customers/customer";
import type { CustomerCounts } from "@/lib/customers/records";
import { sectionOf } from "@/lib/customers/sections";
import { type LastExport, lastExport } from "@/lib/exports/queries/overview";
import { receiptHref } from "@/lib/exports/queries/receipt-href";
import type { BoundedCount } from "@/lib/format/count";
import { ByNotesChoice } from "./by-notes-choice";

type Props = { customer: Customer; counts: CustomerCounts };

/** How much a contact's file will hold, by what is chosen for internal notes in the form beside it. */
export function ExportContactContents({ customer, counts }: Props) {
  const { conversations, tickets, entries, notes } = counts;
  // Where not everything was counted, messages and notes cannot be told apart, or their number is not known at all.
  const isCounted = !conversations.more && !tickets.more;
  return (
    <>
      <p className="text-sm text-quiet">
        One file with the contact’s details
        {customer.notes_bytes ? <ByNotesChoice included=", the notes on this contact" /> : null} and these records:
      </p>
      <dl className="mt-2 grid grid-cols-2 gap-x-4 gap-y-2 text-sm sm:grid-cols-4">
        <Field label="Conversations">
          <Bounded count={conversations} />
        </Field>
        <Field label="Tickets">
          <Bounded count={tickets} />
        </Field>
        {isCounted && !entries.more ? (
          <>
            <Field label="Messages">
              <Amount value={entries.rows - notes} />
            </Field>
            <Field label="Internal notes">
              <Amount value={notes} />
              {notes > 0 ? <ByNotesChoice leftOut=", left out" undecided=", if included" /> : null}
            </Field>
          </>
        ) : (
          <Field label="Messages and internal notes">
            {isCounted ? <Bounded count={entries} /> : "all of these conversations and tickets"}
            <ByNotesChoice leftOut=", with the notes left out" undecided=", notes only if included" />
          </Field>
        )}
      </dl>
    </>
  );
}

function Bounded({ count: { rows, more } }: { count: BoundedCount }) {
  return (
    <>
      {more ? "more than " : ""}
      <Amount value={rows} />
    </>
  );
}

/** When a contact was last exported, where exports are recorded, and what the file does not hold. */
export async function ExportContactFacts({ workspace, customer }: { workspace: Workspace; customer: Customer }) {
  const last = await lastExport(workspace.id, "contact", customer.id);
  return (
    <div className="space-y-1 border-t border-line pt-3 text-sm text-quiet">
      {last ? <LastContactExport last={last} workspace={workspace.slug} /> : null}
      <p>
        Every export is recorded in the <TextLink href={`/${workspace.slug}/team/audit-log`}>audit log</TextLink>.
      </p>
      <p>
        To answer the person, with a preview and a choice of what to leave out:{" "}
        <TextLink href={`/${workspace.slug}/${sectionOf(customer.type)}/${customer.id}/answer`}>
          Prepare an answer
        </TextLink>
        .
      </p>
      <Disclosure title="What’s not included">
        <p>
          Attachments, the knowledge base, the account’s name (only its ID) and other people’s data, such as a first
          conversation that is or was linked to another contact.
        </p>
        <p className="mt-1">
          For developers: <AnchorLink href="/schemas/contact.schema.json">JSON Schema of the contact file</AnchorLink>
        </p>
      </Disclosure>
    </div>
  );
}

function LastContactExport({ last, workspace }: { last: LastExport; workspace: string }) {
  const { id, startedAt, actorName, includeNotes } = last;
  return (
    <p>
      Last exported{" "}
      <Link href={receiptHref(workspace, id)} prefetch={false} className="underline hover:text-ink">
        <Timestamp at={startedAt} dateStyle="relative" />
      </Link>{" "}
      by <Isolated>{actorName}</Isolated>
      {includeNotes ? null : ", without internal notes"}. <LastOutcome last={last} />
    </p>
  );
}

function LastOutcome({ last: { status, confirmation, remarkCount } }: { last: LastExport }) {
  if (confirmation === "unconfirmed") return "Not confirmed by the server.";
  if (status === "running") return null;
  if (status !== "completed") return "That file is incomplete.";
  return remarkCount ? (
    <>
      That export has <RemarkCount remarks={remarkCount} />.
    </>
  ) : null;
}
