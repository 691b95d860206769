"use client";

import { Download, LoaderCircle } from "lucide-react";
import type { FormEvent } from "react";
import { DownloadErrorAlert } from "@/components/exports/download-form";
import { useDownload } from "@/components/exports/use-download";
import { Button } from "@/components/ui/button";
import { RadioOption } from "@/components/ui/radio-option";
import { formatHints, formatNames } from "@/lib/exports/kinds";

type Props = {
  workspace: string;
  contact: string;
  /** Identifies the last export on the page; changes once the page shows the new one. */
  version: string | null;
};

/** Format, internal notes, and the download button. A plain form: it works without JavaScript. */
export function ExportContactForm({ workspace, contact, version }: Props) {
  const { phase, error, start } = useDownload(version);
  const busy = phase === "requesting";
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
          For another system. Values are exactly as stored.
        </RadioOption>
        <RadioOption name="format" value="html" label={formatNames.html}>
          {formatHints.html}
        </RadioOption>
      </fieldset>
      <fieldset className="space-y-2">
        <legend className="mb-1 text-sm font-medium">Internal notes</legend>
        <RadioOption name="notes" value="include" label="Include internal notes" defaultChecked>
          Your team’s private comments, and the notes on this contact.
        </RadioOption>
        <RadioOption name="notes" value="exclude" label="Leave out internal notes">
          If you’re sending the file to the contact and your policy excludes notes.
        </RadioOption>
      </fieldset>
      <Button type="submit" variant="primary" aria-disabled={busy} className="w-full">
        <Icon className={`size-4 shrink-0 ${busy ? "animate-spin" : ""}`} aria-hidden="true" />
        Export data
      </Button>
      {/* Always rendered: screen readers announce only changes of an existing live region. */}
      <p role="status" className="text-sm text-accent-ink">
        {phase === "started" ? "Your download has started." : null}
      </p>
      {error ? <DownloadErrorAlert error={error} /> : null}
    </form>
  );
}
