"use client";

import { CircleCheck, LoaderCircle, ShieldCheck } from "lucide-react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { HashText } from "@/components/ui/hash-text";
import { ProgressBar } from "@/components/ui/progress-bar";
import { Section } from "@/components/ui/section";
import { Timestamp } from "@/components/ui/timestamp";
import { auditEntryHref } from "@/lib/audit/search-params";
import { count } from "@/lib/format/count";
import { type LogVerification, useVerifyLog } from "./use-verify-log";

type Props = {
  workspace: string;
  /** The newest entry; null in an empty log. */
  head: { seq: number; hash: string } | null;
};

/** What the hash chain protects against, its newest hash, and a button that verifies the whole log. */
export function LogIntegrity({ workspace, head }: Props) {
  const { state, verify } = useVerifyLog(workspace);
  const busy = state.phase === "verifying";
  const Icon = busy ? LoaderCircle : ShieldCheck;
  return (
    <Section id="log-integrity" title="Log integrity">
      <p className="mt-1 max-w-prose text-sm text-quiet">
        Each entry contains its own hash and the hash of the entry before it, so changing, removing or reordering an
        entry breaks the chain. Removing the newest entries doesn’t: to detect that, too, keep a copy of the latest hash
        outside Hydra.
      </p>
      {head ? (
        <>
          <h3 className="mt-4 text-sm text-quiet">
            Latest hash (entry <span className="font-medium text-ink">{head.seq.toLocaleString("en")}</span>)
          </h3>
          <HashText hash={head.hash} label="latest hash" />
        </>
      ) : null}
      <div className="mt-4 space-y-3">
        <Button id="verify-log" onClick={() => !busy && verify()} variant="primary" aria-disabled={busy}>
          <Icon className={`size-4 ${busy ? "animate-spin" : ""}`} aria-hidden="true" />
          Verify log
        </Button>
        {busy ? <VerifyProgress verified={state.verified} total={head?.seq ?? 0} /> : null}
        {/* Always rendered: screen readers announce only changes of an existing live region. */}
        <div role="status" className="text-sm">
          {state.phase === "valid" ? <ValidLog {...state} /> : null}
        </div>
        {state.phase === "error" ? <Alert>{state.message}</Alert> : null}
        {state.phase === "invalid" ? <InvalidLog workspace={workspace} {...state} /> : null}
      </div>
    </Section>
  );
}

function VerifyProgress({ verified, total }: { verified: number; total: number }) {
  const text = `${verified.toLocaleString("en")} of ${count(total, "entry", "entries")}`;
  return (
    <div className="text-sm text-quiet">
      <ProgressBar labelledBy="verify-log" value={verified} total={total} text={text} />
      <p className="mt-2 tabular-nums">{text}</p>
    </div>
  );
}

function ValidLog({ entries, since, head }: Extract<LogVerification, { phase: "valid" }>) {
  return (
    <div className="flex gap-2 rounded-lg bg-reply-soft px-3 py-2 text-reply-ink">
      <CircleCheck className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
      <div className="min-w-0">
        <p className="font-medium">
          {since ? (
            <>
              {count(entries, "entry", "entries")}, unbroken since <Timestamp at={since} dateStyle="second" />.
            </>
          ) : (
            "The log has no entries yet."
          )}
        </p>
        {since ? (
          <p className="mt-1">
            Latest hash (entry {head.seq.toLocaleString("en")}):{" "}
            <code className="font-mono text-xs break-all">{head.hash}</code>
          </p>
        ) : null}
      </div>
    </div>
  );
}

type InvalidLogProps = { workspace: string } & Extract<LogVerification, { phase: "invalid" }>;

function InvalidLog({ workspace, seq, reason }: InvalidLogProps) {
  return (
    <Alert>
      <p className="font-medium">
        {/* A plain anchor: only a browser navigation makes `:target` match. */}
        <a href={auditEntryHref(workspace, seq)} className="underline">
          Entry {seq.toLocaleString("en")}
        </a>{" "}
        is invalid: {reason}.
      </p>
      <p className="mt-1">The log was changed outside Hydra. The entries before this one passed verification.</p>
    </Alert>
  );
}
