"use client";

import { LoaderCircle, type LucideIcon, ShieldAlert, ShieldCheck, ShieldQuestionMark } from "lucide-react";
import type { ReactNode } from "react";
import { Amount } from "@/components/ui/amount";
import { Badge, type BadgeVariant } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/card";
import { HashText } from "@/components/ui/copyable-text";
import { AnchorLink } from "@/components/ui/text-link";
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
        Whoever controls the database could rewrite all of it: to detect that, too, keep the latest hash outside Hydra,
        and compare it later with the hash of the same entry, which a search for its number finds.
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
  if (!check || check.lastEntry > total) {
    return (
      <State variant="outline" icon={ShieldQuestionMark} link="Verify it below">
        {entries}, not verified yet
      </State>
    );
  }
  if (check.problemCount > 0) {
    return (
      <State variant="danger" icon={ShieldAlert} link="Verify again below">
        {count(check.problemCount, "problem", "problems", locale)} found,{" "}
        <Timestamp at={check.at} dateStyle="relative" />
      </State>
    );
  }
  return (
    <State variant="success" icon={ShieldCheck} link="Verify again below">
      {check.lastEntry === total ? entries : `${number(check.lastEntry, locale)} of ${entries}`}, unbroken · verified{" "}
      <Timestamp at={check.at} dateStyle="relative" />
    </State>
  );
}

type StateProps = { variant: BadgeVariant; icon: LucideIcon; link: string; children: ReactNode };

/** A badge, and a link to where the log is verified. */
function State({ variant, icon: Icon, link, children }: StateProps) {
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 text-sm">
      <Badge variant={variant} wrap>
        <Icon className="-mt-0.5 mr-1 inline size-3.5" aria-hidden="true" />
        {children}
      </Badge>
      {/* A plain anchor: it works without JavaScript, and moves the focus. */}
      <AnchorLink href="#log-integrity">{link}</AnchorLink>
    </span>
  );
}
