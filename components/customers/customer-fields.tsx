import { EmptyValue } from "@/components/ui/empty-value";
import { Field } from "@/components/ui/field";
import { Section } from "@/components/ui/section";
import { Timestamp } from "@/components/ui/timestamp";
import type { Customer } from "@/lib/customers/customer";
import { typeNames } from "@/lib/customers/sections";
import { visibleText } from "@/lib/format/visible-text";
import { CutText } from "./cut-text";
import { LongText } from "./long-text";

/** The fields of a customer; empty ones are shown as a dash. */
export function CustomerFields({ customer }: { customer: Customer }) {
  return (
    <Section id="fields" title="Details">
      <dl className="mt-4 grid gap-x-6 gap-y-4 text-sm sm:grid-cols-2">
        <Field label="Name">{text(customer.name)}</Field>
        <Field label="Email">{text(customer.email)}</Field>
        <Field label="Phone">{text(customer.phone)}</Field>
        <Field label="Job title">{text(customer.job_title)}</Field>
        <Field label="Company">{text(customer.company)}</Field>
        <Field label="Account">{text(customer.account_name)}</Field>
        <Field label="Type">{typeNames[customer.type].one}</Field>
        <Field label="Source">{text(customer.source)}</Field>
        <Field label="Created">
          <Timestamp at={customer.created_at} dateStyle="relative" />
        </Field>
        <Field label="Last seen">
          <Timestamp at={customer.last_seen_at} dateStyle="relative" />
        </Field>
        <Field label="Became a contact">
          <Timestamp at={customer.promoted_at} dateStyle="relative" />
        </Field>
        <Field label="Churned">
          <Timestamp at={customer.churned_at} dateStyle="relative" />
        </Field>
        <Field label="External ID">{text(customer.external_id)}</Field>
        <Field label="Hydra ID">{id(customer.id)}</Field>
        <Field label="Captured by bot">{id(customer.source_bot_id)}</Field>
        <Field label="Captured in conversation">{id(customer.source_conversation_id)}</Field>
      </dl>
    </Section>
  );
}

/** The notes of the team about a customer. */
export function CustomerNotes({ notes, bytes }: { notes: string | null; bytes: number | null }) {
  return (
    <Section id="notes" title="Notes">
      <div className="mt-2 text-sm">
        {notes && visibleText(notes) ? <CutText text={notes} bytes={bytes} /> : <EmptyValue />}
      </div>
    </Section>
  );
}

function text(value: string | null) {
  return value && visibleText(value) ? <LongText text={value} limit={200} /> : <EmptyValue />;
}

function id(value: string | null) {
  return value ? <code className="font-mono text-xs">{value}</code> : <EmptyValue />;
}
