"use client";

import { LoaderCircle, ShieldAlert, ShieldCheck, ShieldQuestionMark } from "lucide-react";
import { Amount } from "@/components/ui/amount";
import { badgeClass } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/card";
import { HashText } from "@/components/ui/copyable-text";
import { Timestamp } from "@/components/ui/timestamp";
import { useLocale } from "@/components/ui/use-browser";
import { count, number } from "@/lib/format/count";
import { useLastCheck } from "./use-last-check";
import { useVerifyLog } from "./use-verify-log";
import { VerifyLogResult } from "./verify-log-result";

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
        entry breaks the chain. “Verify log” checks the chain, and that the entries match the exports they are about.
        Whoever controls the database could change all of it: to detect that, too, keep a copy of the latest hash
        outside Hydra.
      </p>
      {head ? (
        <>
          <h3 className="mt-4 text-sm text-quiet">
            Latest hash (entry{" "}
            <span className="font-medium text-ink">
              <Amount value={head.seq} />
            </span>
            )
          </h3>
          <HashText hash={head.hash} label="latest hash" />
        </>
      ) : null}
      <div className="mt-4 space-y-3">
        <noscript>
          <p className="text-sm text-quiet">
            “Verify log” needs JavaScript. Without it, download the log as JSON and run{" "}
            <code className="font-mono text-xs">npm run verify-audit-log -- FILE</code>.
          </p>
        </noscript>
        <Button id="verify-log" onClick={() => !busy && verify()} variant="primary" aria-disabled={busy}>
          <Icon className={`size-4 ${busy ? "animate-spin" : ""}`} aria-hidden="true" />
          Verify log
        </Button>
        <VerifyLogResult workspace={workspace} total={head?.seq ?? 0} state={state} />
      </div>
    </Section>
  );
}

/**
 * What the last verification in this browser found, with a link to the details.
 * @param total the number of the newest entry
 */
export function IntegrityBadge({ workspace, total }: { workspace: string; total: number }) {
  const check = useLastCheck(workspace);
  const locale = useLocale();
  const entries = count(total, "entry", "entries", locale);
  // Plain anchors: they work without JavaScript, and move the focus.
  if (!check || check.lastEntry > total) {
    return (
      <a href="#log-integrity" className={badgeClass("outline")}>
        <ShieldQuestionMark className="size-3.5" aria-hidden="true" />
        {entries}, not verified yet
      </a>
    );
  }
  if (check.problemCount > 0) {
    return (
      <a href="#log-integrity" className={badgeClass("danger")}>
        <ShieldAlert className="size-3.5" aria-hidden="true" />
        {count(check.problemCount, "problem", "problems", locale)} found,{" "}
        <Timestamp at={check.at} dateStyle="relative" />
      </a>
    );
  }
  return (
    <a href="#log-integrity" className={badgeClass("success")}>
      <ShieldCheck className="size-3.5" aria-hidden="true" />
      {check.lastEntry === total ? entries : `${number(check.lastEntry, locale)} of ${entries}`}, unbroken · verified{" "}
      <Timestamp at={check.at} dateStyle="relative" />
    </a>
  );
}
