import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { EmptyValue } from "@/components/ui/empty-value";
import { Timestamp } from "@/components/ui/timestamp";
import type { Customer } from "@/lib/customers/customer";
import { typeNames } from "@/lib/customers/sections";
import { visibleText } from "@/lib/format/visible-text";
import { LongText } from "./long-text";

/** A person's fields. One without a value says so, instead of being left out. */
export function CustomerFields({ person }: { person: Customer }) {
  return (
    <section aria-labelledby="fields" className="min-w-0">
      <Card>
        <h2 id="fields" className="text-lg font-semibold">
          Details
        </h2>
        <dl className="mt-4 grid gap-x-6 gap-y-4 text-sm sm:grid-cols-2">
          <Field name="Name">{text(person.name)}</Field>
          <Field name="E-mail">{text(person.email)}</Field>
          <Field name="Phone">{text(person.phone)}</Field>
          <Field name="Job title">{text(person.job_title)}</Field>
          <Field name="Company">{text(person.company)}</Field>
          <Field name="Account">{text(person.account?.name ?? null)}</Field>
          <Field name="Type">{typeNames[person.type].one}</Field>
          <Field name="Source">{text(person.source)}</Field>
          <Field name="Created">
            <Timestamp at={person.created_at} look="long" />
          </Field>
          <Field name="Last seen">
            <Timestamp at={person.last_seen_at} look="long" />
          </Field>
          <Field name="Promoted to contact">
            <Timestamp at={person.promoted_at} look="long" />
          </Field>
          <Field name="Churned">
            <Timestamp at={person.churned_at} look="long" />
          </Field>
          <Field name="External id">{text(person.external_id)}</Field>
          <Field name="Id in Hydra">{id(person.id)}</Field>
          <Field name="First bot">{id(person.source_bot_id)}</Field>
          <Field name="First conversation">{id(person.source_conversation_id)}</Field>
        </dl>
      </Card>
    </section>
  );
}

function Field({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-quiet">{name}</dt>
      <dd className="[&_p]:text-left">{children}</dd>
    </div>
  );
}

function text(value: string | null) {
  return value && visibleText(value) ? <LongText text={value} limit={200} /> : <EmptyValue />;
}

function id(value: string | null) {
  return value ? <code className="font-mono text-xs">{value}</code> : <EmptyValue />;
}
