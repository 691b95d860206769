"use client";

import { Download } from "lucide-react";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { useExports } from "@/components/exports/exports-provider";
import { ExportOrigin, OwnExportStatus } from "@/components/exports/own-export-status";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { RadioOption } from "@/components/ui/radio-option";
import { formatHints, formatNames } from "@/lib/exports/kinds";
import { exportLabel } from "@/lib/exports/labels/export-texts";

type Props = { workspace: string; contact: string };

const formats = ["json", "html"] as const;
type Format = (typeof formats)[number];

/**
 * Format, internal notes, and the download button. Each format has a plain form of its own, so that the report can ask about internal
 * notes without a default. Without JavaScript, the stylesheet hides the form of the other format.
 */
export function ExportContactForm(props: Props) {
  const [format, setFormat] = useState<Format | null>(null);
  const choices = useRef<HTMLFieldSetElement>(null);
  // What was chosen before the page was hydrated.
  useEffect(() => setFormat(choices.current?.querySelector("[value=html]:checked") ? "html" : "json"), []);
  const shown = format ? [format] : formats;
  return (
    <div className="group/format space-y-4">
      <fieldset
        ref={choices}
        onChange={({ target }) => setFormat((target as unknown as HTMLInputElement).value as Format)}
        className="space-y-2"
      >
        <legend className="mb-1.5 text-sm font-medium">Format</legend>
        <RadioOption name="chosen-format" value="json" label="JSON file" defaultChecked>
          For another system. Values are exactly as stored.
        </RadioOption>
        <RadioOption name="chosen-format" value="html" label={formatNames.html}>
          {formatHints.html}
        </RadioOption>
      </fieldset>
      {shown.includes("json") ? (
        <div className="group-has-[[value=html]:checked]/format:hidden">
          <FormatForm {...props} format="json" />
        </div>
      ) : null}
      {shown.includes("html") ? (
        <div className="group-has-[[value=json]:checked]/format:hidden">
          <FormatForm {...props} format="html" />
        </div>
      ) : null}
    </div>
  );
}

/** How the exports of this contact go: in the dialog, and on the contact's page. */
export function ExportContactStatus({ workspace, contact }: Props) {
  const origin = contactOrigin(contact);
  return (
    <ExportOrigin origin={origin}>
      <OwnExportStatus origin={origin} workspace={workspace} />
    </ExportOrigin>
  );
}

function contactOrigin(contact: string): string {
  return `contact-${contact}`;
}

function FormatForm({ workspace, contact, format }: Props & { format: Format }) {
  const { tracker } = useExports();
  const [isUndecided, setIsUndecided] = useState(false);
  const errorId = useId();
  const isReport = format === "html";

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
    void tracker.start(contactOrigin(contact), exportLabel("contact", format), fields);
  }
  // In place of the browser's own message, which vanishes after seconds.
  function showUndecided(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setIsUndecided(true);
    event.currentTarget.querySelector<HTMLElement>("[type=radio]")?.focus();
  }

  return (
    <form
      method="post"
      action="/api/exports"
      onSubmit={submit}
      onInvalidCapture={showUndecided}
      onChange={() => setIsUndecided(false)}
      data-format={format}
      className="space-y-4"
    >
      <input type="hidden" name="workspace" value={workspace} />
      <input type="hidden" name="kind" value="contact" />
      <input type="hidden" name="contact" value={contact} />
      <input type="hidden" name="format" value={format} />
      <fieldset aria-describedby={isUndecided ? errorId : undefined} className="space-y-2">
        <legend className="mb-1.5 text-sm font-medium">Internal notes</legend>
        <RadioOption
          name="notes"
          value="include"
          label="Include internal notes"
          defaultChecked={!isReport}
          required={isReport}
        >
          Your team’s private comments, and the notes on this contact.
        </RadioOption>
        <RadioOption name="notes" value="exclude" label="Leave out internal notes" required={isReport}>
          If you’re sending the file to the contact and your policy excludes these comments and notes.
        </RadioOption>
        {isUndecided ? (
          <Alert id={errorId}>Choose whether the report includes your team’s internal notes.</Alert>
        ) : null}
      </fieldset>
      <Button type="submit" variant="primary" className="w-full">
        <Download className="size-4" aria-hidden="true" />
        Export data
      </Button>
    </form>
  );
}
