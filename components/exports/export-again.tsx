"use client";

import { RotateCw } from "lucide-react";
import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import type { ExportFields } from "./export-tracker";
import { useExports } from "./exports-provider";

type Props = {
  origin: string;
  workspace: string;
  /** "Contacts as CSV", or "Part of contacts as CSV". */
  label: string;
  /** The request of the export, without its workspace. */
  fields: ExportFields;
  /** Tells the buttons of a table apart: "25 Nov 2026, 15:04:05 UTC". */
  requestedAt: string;
  /** Of the export to repeat. */
  id: string;
};

/** Exports the same once more. A plain form: it works without JavaScript. */
export function ExportAgain({ id, origin, workspace, label, fields, requestedAt }: Props) {
  const { tracker } = useExports();
  function submit(event: FormEvent) {
    event.preventDefault();
    void tracker.start(origin, label, fields);
  }
  return (
    <form method="post" action="/api/exports" onSubmit={submit}>
      <input type="hidden" name="workspace" value={workspace} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button type="submit" size="sm">
        <RotateCw className="size-3.5" aria-hidden="true" />
        Export again
        <span className="sr-only">
          : {label}, as requested {requestedAt}, {id.slice(0, 8)}
        </span>
      </Button>
    </form>
  );
}
