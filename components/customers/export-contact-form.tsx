"use client";

import { Download, LoaderCircle } from "lucide-react";
import type { FormEvent } from "react";
import { SignInLink } from "@/components/exports/download-form";
import { useDownload } from "@/components/exports/use-download";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { RadioOption } from "@/components/ui/radio-option";
import { formatHints, formatNames } from "@/lib/exports/kinds";

type Props = {
  workspace: string;
  contact: string /** Changes when the page shows a newer export. */;
  version: string | null;
};

/** What the file should be, and the button. A plain form, so that it works before and without JavaScript. */
export function ExportContactForm({ workspace, contact, version }: Props) {
  const { phase, problem, start } = useDownload(version);
  const busy = phase === "asking";
  const Icon = busy ? LoaderCircle : Download;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    void start(Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>);
  }

  return (
    <form method="post" action="/api/exports" onSubmit={submit} className="mt-4 space-y-4">
      <input type="hidden" name="workspace" value={workspace} />
      <input type="hidden" name="kind" value="contact" />
      <input type="hidden" name="contact" value={contact} />
      <fieldset className="space-y-2">
        <legend className="mb-1 text-sm font-medium">Format</legend>
        <RadioOption name="format" value="json" label="JSON file" defaultChecked>
          For another system. Every value exactly as stored.
        </RadioOption>
        <RadioOption name="format" value="html" label={formatNames.html}>
          {formatHints.html}
        </RadioOption>
      </fieldset>
      <fieldset className="space-y-2">
        <legend className="mb-1 text-sm font-medium">Internal notes</legend>
        <RadioOption name="notes" value="include" label="Include internal notes" defaultChecked>
          Teammates’ private remarks.
        </RadioOption>
        <RadioOption name="notes" value="exclude" label="Leave them out">
          If you are answering the person themselves and your policy says so.
        </RadioOption>
      </fieldset>
      <Button type="submit" look="primary" aria-disabled={busy} className="w-full">
        <Icon className={`size-4 shrink-0 ${busy ? "animate-spin" : ""}`} aria-hidden="true" />
        Export data
      </Button>
      {/* Always there, so that screen readers notice when it gets its text. */}
      <p role="status" className="text-sm text-accent-ink">
        {phase === "started" ? "Your download has started." : null}
      </p>
      {problem ? (
        <Alert>
          {problem.message} {problem.signIn ? <SignInLink /> : null}
        </Alert>
      ) : null}
    </form>
  );
}
