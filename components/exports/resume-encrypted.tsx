"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { useIsHydrated } from "@/components/ui/use-browser";
import { makePassword } from "@/lib/exports/answer/password";
import { saveEncryptedFile } from "@/lib/http/save-file";

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
