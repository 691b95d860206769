"use client";

import { Download, LoaderCircle } from "lucide-react";
import { usePathname } from "next/navigation";
import { type FormEvent, useId } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { useDownload } from "./use-download";

type Props = {
  workspace: string;
  kind: string;
  format: string;
  label: string;
  when: string;
  look: "primary" | "plain";
  /** The last export shown on the page; it changes when the new one is. */
  version: string | null;
};

/** One format: its button and when to choose it. A plain form, so that it works before and without JavaScript. */
export function DownloadForm({ workspace, kind, format, label, when, look, version }: Props) {
  const { phase, problem, start } = useDownload(version);
  const whenId = useId();
  const busy = phase === "asking";
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
      <Button type="submit" look={look} aria-disabled={busy} aria-describedby={whenId} className="sm:self-start">
        <Icon className={`size-4 shrink-0 ${busy ? "animate-spin" : ""}`} aria-hidden="true" />
        {label}
      </Button>
      <div className="min-w-0 text-sm sm:self-center">
        <p id={whenId} className="text-quiet">
          {when}
        </p>
        {/* Always there, so that screen readers notice when it gets its text. */}
        <p role="status" className="text-accent-ink">
          {phase === "started" ? "Your download has started." : null}
        </p>
      </div>
      {problem ? (
        <div className="sm:col-span-2">
          <Alert>
            {problem.message} {problem.signIn ? <SignInLink /> : null}
          </Alert>
        </div>
      ) : null}
    </form>
  );
}

/** For somebody whose session ended while the page was open. */
export function SignInLink() {
  const here = usePathname();
  return (
    <a href={`/login?next=${encodeURIComponent(here)}`} className="font-medium underline">
      Sign in
    </a>
  );
}
