import type { ReactNode } from "react";
import { Section } from "@/components/ui/card";
import { CopyableId } from "@/components/ui/copyable-text";
import { EmptyValue, Field } from "@/components/ui/field";
import { TimeZoneNote } from "@/components/ui/time-zone-note";
import { Timestamp } from "@/components/ui/timestamp";
import type { Customer } from "@/lib/customers/customer";
import { typeName } from "@/lib/customers/sections";
import { visibleText } from "@/lib/format/visible-text";
import { CutText, LongText } from "./long-text";

/** The fields of a customer that have a value, and a line that names the others. */
export function CustomerFields({ customer }: { customer: Customer }) {
  const account: LabelledValue = ["Account", text(customer.account_name)];
  const fields: LabelledValue[] = [
    ["Name", text(customer.name)],
    ["Email", text(customer.email)],
    ["Phone", text(customer.phone)],
    ["Job title", text(customer.job_title)],
    ["Company", text(customer.company)],
    // The preview of an answer has the account's ID and not its name, as the file has.
    ...(customer.account_id && customer.account_name === null ? [] : [account]),
    ["Type", typeName(customer.type)],
    ["Source", text(customer.source)],
    ["Created", time(customer.created_at)],
    ["Last seen", time(customer.last_seen_at)],
    ["Became a contact", time(customer.promoted_at)],
    ["Churned on", time(customer.churned_at)],
  ];
  const ids: LabelledValue[] = [
    ["External ID", id(customer.external_id, "external ID")],
    ["Hydra ID", id(customer.id, "Hydra ID")],
    ["Account ID", id(customer.account_id, "ID of the account")],
    ["Captured by bot", id(customer.source_bot_id, "ID of the bot")],
    ["Captured in conversation", id(customer.source_conversation_id, "ID of the first conversation")],
  ];
  const empty = [...fields, ...ids].filter(([, value]) => value === null).map(([label]) => label);
  return (
    <Section id="fields" title="Details">
      <dl className="mt-3 grid gap-x-6 gap-y-3 text-sm sm:grid-cols-2 lg:grid-cols-3">
        <Values of={fields} />
      </dl>
      {/* Two columns: an ID with its button does not fit into one of three. */}
      <dl className="mt-3 grid gap-x-6 gap-y-3 text-sm sm:grid-cols-2">
        <Values of={ids} />
        {empty.length > 0 ? (
          <Field label="Not filled in" wide>
            <span className="text-quiet">{empty.join(", ")}</span>
          </Field>
        ) : null}
      </dl>
      <div className="mt-3 border-t border-line pt-3">
        <TimeZoneNote />
      </div>
    </Section>
  );
}

/** A field and its value; null if it has none. */
type LabelledValue = [label: string, value: ReactNode];

function Values({ of }: { of: readonly LabelledValue[] }) {
  return of.map(([label, value]) =>
    value === null ? null : (
      <Field key={label} label={label}>
        {value}
      </Field>
    ),
  );
}

/** The notes of the team about a customer. */
export function CustomerNotes({
  notes,
  bytes,
  children,
}: {
  notes: string | null;
  bytes: number | null;
  children?: ReactNode;
}) {
  return (
    <Section id="notes" title="Notes">
      <div className="mt-2 text-sm">
        {notes && !visibleText(notes) ? <EmptyValue /> : <CutText text={notes} bytes={bytes} />}
      </div>
      {children}
    </Section>
  );
}

function text(value: string | null): ReactNode {
  return value && visibleText(value) ? <LongText text={value} limit={200} /> : null;
}

function time(value: string | null): ReactNode {
  return value === null ? null : <Timestamp at={value} />;
}

function id(value: string | null, label: string): ReactNode {
  if (!value || !visibleText(value)) return null;
  // An external ID can be as long as any text.
  return value.length > 100 ? <LongText text={value} limit={200} /> : <CopyableId id={value} label={label} />;
}
