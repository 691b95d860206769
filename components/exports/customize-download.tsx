"use client";

import type { MouseEvent } from "react";
import { Button } from "@/components/ui/button";
import type { ExportFormat, ExportKind } from "@/lib/exports/kinds";
import { exportLabel } from "@/lib/exports/labels/export-texts";
import { useExports } from "./exports-provider";
import { ExportOrigin, OwnExportStatus } from "./own-export-status";

const origin = "customize";

/** Exports what its form says. A plain submit button without JavaScript. */
export function CustomizeDownload({ kind }: { kind: ExportKind }) {
  const { tracker } = useExports();
  function start(event: MouseEvent<HTMLButtonElement>) {
    const { form } = event.currentTarget;
    if (!form?.reportValidity()) return;
    event.preventDefault();
    const fields = formFields(form);
    void tracker.start(origin, exportLabel(kind, fields.format as ExportFormat), fields);
  }
  return (
    <Button type="submit" variant="primary" formMethod="post" formAction="/api/exports" onClick={start}>
      Download
    </Button>
  );
}

/** The progress and the result of what the form exports. */
export function CustomizeStatus({ workspace }: { workspace: string }) {
  return (
    <ExportOrigin origin={origin}>
      <OwnExportStatus origin={origin} workspace={workspace} />
    </ExportOrigin>
  );
}

/** The fields that are filled in; values of one name are joined by commas. */
function formFields(form: HTMLFormElement): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [name, value] of new FormData(form)) {
    if (value) fields[name] = fields[name] ? `${fields[name]},${value}` : String(value);
  }
  return fields;
}
