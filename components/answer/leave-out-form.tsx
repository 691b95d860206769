"use client";

import { type FormEvent, useActionState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { SelectField, TextField } from "@/components/ui/form-field";
import { TextLink } from "@/components/ui/text-link";
import { lawReasons } from "@/lib/exports/redaction/law-reasons";
import { leaveOutFormId } from "./leave-out-button";

/** The contact, the record that is shown, and the page to show again. */
export type LeaveOutFields = { workspace: string; contact: string; record: string; next: string };

type Props = {
  fields: LeaveOutFields;
  hasTeammates: boolean;
  /** The workspace's own reasons. */
  reasons: string[];
  leaveOut: (previous: string | null, form: FormData) => Promise<string | null>;
};

/** The reason, and a text to leave out. The buttons at the messages below belong to this form. */
export function LeaveOutForm({ fields, hasTeammates, reasons, leaveOut }: Props) {
  const [problem, action, isPending] = useActionState(leaveOut, null);
  return (
    <form id={leaveOutFormId} action={action} onReset={clearText} className="mt-3 space-y-3">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField label="Text to leave out" name="text" maxLength={500} autoComplete="off" />
        <div>
          <SelectField
            label="Reason, as the file gives it"
            name="reason"
            value={lawReasons[0]}
            options={[...lawReasons, ...reasons].map((reason) => ({ value: reason, label: reason }))}
          />
          <p className="mt-1 text-sm text-quiet">
            <TextLink href={`/${fields.workspace}/settings/privacy#reasons`}>Your workspace’s own reasons</TextLink>
          </p>
        </div>
      </div>
      {problem ? <Alert>{problem}</Alert> : null}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" name="entry" value="text" disabled={isPending}>
          Leave out this text
        </Button>
        {hasTeammates ? null : (
          <Button type="submit" name="entry" value="teammates" disabled={isPending}>
            Leave out teammates’ names
          </Button>
        )}
      </div>
    </form>
  );
}

/** React resets a form after its action. The chosen reason stays: it is often that of the next thing, too. */
function clearText(event: FormEvent<HTMLFormElement>) {
  event.preventDefault();
  const text = event.currentTarget.elements.namedItem("text");
  if (text instanceof HTMLInputElement) text.value = "";
}
