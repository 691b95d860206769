"use client";

import { useActionState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/form-field";
import { leaveOutFormId } from "./leave-out-button";

/** The contact, and the page to show again. */
export type LeaveOutFields = { workspace: string; contact: string; next: string };

type Props = {
  fields: LeaveOutFields;
  hasTeammates: boolean;
  leaveOut: (previous: string | null, form: FormData) => Promise<string | null>;
};

const reasons = [
  "Data of another person (GDPR Art. 15(4))",
  "Name of a teammate (GDPR Art. 15(4))",
  "Trade secret (GDPR Art. 15(4))",
];

/** The reason, and a text to leave out. The buttons at the messages below belong to this form. */
export function LeaveOutForm({ fields, hasTeammates, leaveOut }: Props) {
  const [problem, action, isPending] = useActionState(leaveOut, null);
  return (
    <form id={leaveOutFormId} action={action} className="mt-3 space-y-3">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField label="Text to leave out" name="text" maxLength={500} autoComplete="off" />
        <div>
          <TextField
            label="Reason, as the file gives it"
            name="reason"
            list="redaction-reasons"
            maxLength={200}
            required
            defaultValue={reasons[0]}
          />
          <datalist id="redaction-reasons">
            {reasons.map((reason) => (
              <option key={reason} value={reason} />
            ))}
          </datalist>
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
