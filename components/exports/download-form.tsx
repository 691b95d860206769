"use client";

import { Download, LoaderCircle } from "lucide-react";
import { usePathname } from "next/navigation";
import { type FormEvent, useId } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { type DownloadError, useDownload } from "./use-download";

type Props = {
  workspace: string;
  kind: string;
  format: string;
  label: string;
  hint: string;
  variant: "primary" | "secondary";
  /** Identifies the last export on the page; changes once the page shows the new one. */
  version: string | null;
};

/** A download button with a hint when to choose its format. A plain form: it works without JavaScript. */
export function DownloadForm({ workspace, kind, format, label, hint, variant, version }: Props) {
  const { phase, error, start } = useDownload(version);
  const hintId = useId();
  const busy = phase === "requesting";
  const Icon = busy ? LoaderCircle : Download;

  function submit(event: FormEvent) {
    event.preventDefault();
    void start({ workspace, kind, format });
  }

  return (
    <form
      method="post"
      action="/api/exports"
      onSubmit={submit}
      className="grid gap-x-4 gap-y-2 sm:grid-cols-[12rem_1fr]"
    >
      <input type="hidden" name="workspace" value={workspace} />
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="format" value={format} />
      <Button type="submit" variant={variant} aria-disabled={busy} aria-describedby={hintId} className="sm:self-start">
        <Icon className={`size-4 shrink-0 ${busy ? "animate-spin" : ""}`} aria-hidden="true" />
        {label}
      </Button>
      <div className="min-w-0 text-sm sm:self-center">
        <p id={hintId} className="text-quiet">
          {hint}
        </p>
        {/* Always rendered: screen readers announce only changes of an existing live region. */}
        <p role="status" className="text-accent-ink">
          {phase === "started" ? "Your download has started." : null}
        </p>
      </div>
      {error ? (
        <div className="sm:col-span-2">
          <DownloadErrorAlert error={error} />
        </div>
      ) : null}
    </form>
  );
}

/** Why a download did not start; a link to sign in when the session has ended. */
export function DownloadErrorAlert({ error }: { error: DownloadError }) {
  const pathname = usePathname();
  if (error.status !== 401) return <Alert>{error.message}</Alert>;
  return (
    <Alert>
      You’re signed out.{" "}
      <a href={`/login?next=${encodeURIComponent(pathname)}`} className="font-medium underline">
        Sign in
      </a>
    </Alert>
  );
}
