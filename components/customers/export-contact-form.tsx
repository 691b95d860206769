"use client";

import { Download } from "lucide-react";
import type { FormEvent } from "react";
import { ExportOrigin } from "@/components/exports/export-origin";
import { exportLabel } from "@/components/exports/export-texts";
import { useExports } from "@/components/exports/exports-provider";
import { OwnExportStatus } from "@/components/exports/own-export-status";
import { Button } from "@/components/ui/button";
import { RadioOption } from "@/components/ui/radio-option";
import { type ExportFormat, formatHints, formatNames } from "@/lib/exports/kinds";

type Props = {
  workspace: string;
  contact: string;
};

/** Format, internal notes, and the download button. A plain form: it works without JavaScript. */
export function ExportContactForm({ workspace, contact }: Props) {
  const { tracker } = useExports();
  const origin = `contact-${contact}`;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
    void tracker.start(origin, exportLabel("contact", fields.format as ExportFormat), fields);
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
      <Button type="submit" variant="primary" className="w-full">
        <Download className="size-4 shrink-0" aria-hidden="true" />
        Export data
      </Button>
      <ExportOrigin origin={origin}>
        <OwnExportStatus origin={origin} workspace={workspace} />
      </ExportOrigin>
    </form>
  );
}
