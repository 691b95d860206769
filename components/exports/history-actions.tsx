"use client";

import { RotateCw } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { useIsHydrated } from "@/components/ui/use-browser";
import { makePassword } from "@/lib/exports/answer/password";
import { saveEncryptedFile } from "@/lib/http/save-file";
import type { ExportFields } from "./export-tracker";
import { useExports } from "./exports-provider";

/** What the user can do whose download of a package with a password was cut off: it gets a new one, because none is stored. */
export function ResumeEncrypted({ id, label }: { id: string; label: string }) {
  const isHydrated = useIsHydrated();
  const [password, setPassword] = useState<string | null>(null);
  // The browser makes the password.
  if (!isHydrated) return null;

  function download() {
    const newPassword = makePassword();
    setPassword(newPassword);
    saveEncryptedFile(`/api/exports/${id}/file`, newPassword);
  }

  return (
    <div className="mt-1 text-quiet">
      {password ? (
        <p role="status" className="flex flex-wrap items-center gap-x-2">
          New password: <code className="font-mono font-semibold text-ink">{password}</code>
          <CopyButton text={password} label="password" /> Note it now: it isn’t shown again.
        </p>
      ) : (
        <Button size="sm" onClick={download}>
          Download again with a new password
          <span className="sr-only">
            : {label}, {id.slice(0, 8)}
          </span>
        </Button>
      )}
    </div>
  );
}

type AgainProps = {
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
export function ExportAgain({ id, origin, workspace, label, fields, requestedAt }: AgainProps) {
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
