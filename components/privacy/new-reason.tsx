"use client";

import { useActionState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/form-field";

type Props = {
  workspace: string;
  add: (previous: string | null, form: FormData) => Promise<string | null>;
};

/** Adds a reason of the workspace's own. */
export function NewReason({ workspace, add }: Props) {
  const [problem, action, isPending] = useActionState(add, null);
  return (
    <form action={action} className="mt-3 space-y-3">
      <input type="hidden" name="workspace" value={workspace} />
      <TextField label="New reason" name="reason" maxLength={200} required autoComplete="off" />
      {problem ? <Alert>{problem}</Alert> : null}
      <Button type="submit" disabled={isPending}>
        Add reason
      </Button>
    </form>
  );
}
