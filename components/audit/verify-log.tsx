"use client";

import { CircleCheck, LoaderCircle, ShieldCheck } from "lucide-react";
import { ProgressBar } from "@/components/exports/progress-bar";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { PlainTime } from "@/components/ui/plain-time";
import { count } from "@/lib/format/count";
import { auditEntryHref } from "./audit-search-params";
import { type LogVerification, useVerifyLog } from "./use-verify-log";

type Props = { workspace: string; total: number };

/** Checks the whole audit log and says whether it is unbroken, or which entry does not fit. */
export function VerifyLog({ workspace, total }: Props) {
  const { state, verify } = useVerifyLog(workspace);
  const busy = state.phase === "walking";
  const Icon = busy ? LoaderCircle : ShieldCheck;
  return (
    <div className="mt-4 space-y-3">
      <Button id="verify-log" onClick={() => !busy && verify()} look="primary" aria-disabled={busy}>
        <Icon className={`size-4 ${busy ? "animate-spin" : ""}`} aria-hidden="true" />
        Verify log
      </Button>
      {busy ? <Progress done={state.done} total={total} /> : null}
      {/* Always there, so that screen readers notice when it gets its text. */}
      <div role="status" className="text-sm">
        {state.phase === "unbroken" ? <Unbroken {...state} /> : null}
      </div>
      {state.phase === "problem" ? <Alert>{state.message}</Alert> : null}
      {state.phase === "broken" ? (
        <Alert>
          {/* Not a Link: only the browser itself marks the target of an address. */}
          <a href={auditEntryHref(workspace, state.seq)} className="font-medium underline">
            Entry {state.seq.toLocaleString("en")}
          </a>{" "}
          does not fit: {state.reason}. Whoever can write to the database behind Hydra’s back has been there. Everything
          before this entry is as it was written.
        </Alert>
      ) : null}
    </div>
  );
}

function Progress({ done, total }: { done: number; total: number }) {
  const text = `${done.toLocaleString("en")} of ${count(total, "entry", "entries")}`;
  return (
    <div className="text-sm text-quiet">
      <ProgressBar labelledBy="verify-log" value={done} total={total} text={text} />
      <p className="mt-2 tabular-nums">{text}</p>
    </div>
  );
}

function Unbroken({ entries, since, head }: Extract<LogVerification, { phase: "unbroken" }>) {
  return (
    <div className="flex gap-2 rounded-lg bg-reply-soft px-3 py-2 text-reply-ink">
      <CircleCheck className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
      <div className="min-w-0">
        <p className="font-medium">
          {since ? (
            <>
              {count(entries, "entry", "entries")}, unbroken since <PlainTime at={since} look="second" />.
            </>
          ) : (
            "The log has no entries yet."
          )}
        </p>
        {since ? (
          <p className="mt-1">
            Head: entry {head.seq.toLocaleString("en")}, hash{" "}
            <code className="font-mono text-xs break-all">{head.hash}</code>
          </p>
        ) : null}
      </div>
    </div>
  );
}
