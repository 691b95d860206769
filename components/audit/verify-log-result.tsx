"use client";

import { CircleCheck } from "lucide-react";
import { Alert } from "@/components/ui/alert";
import { Amount } from "@/components/ui/amount";
import { ProgressBar } from "@/components/ui/progress-bar";
import { Timestamp } from "@/components/ui/timestamp";
import { useLocale } from "@/components/ui/use-browser";
import { auditEntryHref } from "@/lib/audit/audit-log-href";
import type { LogProblem } from "@/lib/audit/verify";
import { receiptHref } from "@/lib/exports/queries/receipt-href";
import { count, number } from "@/lib/format/count";
import type { LogVerification } from "./use-verify-log";

const entryUnit = { one: "entry", many: "entries" };

type Props = {
  workspace: string;
  /** The entries of the log. */
  total: number;
  state: LogVerification;
};

/** The progress and the result of verifying the log. */
export function VerifyLogResult({ workspace, total, state }: Props) {
  return (
    <>
      {state.phase === "verifying" ? <VerifyProgress {...state} total={total} /> : null}
      {/* Always rendered: screen readers announce only changes of an existing live region. */}
      <div role="status" className="text-sm">
        {state.phase === "done" && state.problemCount === 0 ? <ValidLog {...state} /> : null}
      </div>
      {state.phase === "error" ? <Alert>{state.message}</Alert> : null}
      {state.phase === "done" && state.problemCount > 0 ? <InvalidLog workspace={workspace} {...state} /> : null}
    </>
  );
}

type VerifyProgressProps = { entries: number; exports: number; total: number };

/** The bar follows the entries. The exports are fewer and take less time. */
function VerifyProgress({ entries, exports, total }: VerifyProgressProps) {
  const locale = useLocale();
  const text = exports
    ? `Comparing with exports: ${number(exports, locale)}`
    : `${number(entries, locale)} of ${count(total, "entry", "entries", locale)}`;
  return (
    <div className="text-sm text-quiet">
      <ProgressBar labelledBy="verify-log" value={Math.min(entries, total)} total={total} text={text} />
      <p className="mt-2 tabular-nums">{text}</p>
    </div>
  );
}

type DoneProps = Extract<LogVerification, { phase: "done" }>;

function ValidLog({ entries, since, head }: DoneProps) {
  return (
    <div className="flex gap-2 rounded-lg bg-reply-soft px-3 py-2 text-reply-ink">
      <CircleCheck className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
      <div className="min-w-0">
        <p className="font-medium">
          {since ? (
            <>
              No entry was changed, removed or reordered (<Amount value={entries} unit={entryUnit} /> checked).
            </>
          ) : (
            "The log has no entries yet."
          )}
        </p>
        {since && head ? (
          <p className="mt-1">
            The first entry is of <Timestamp at={since} dateStyle="second" />. Latest hash (entry{" "}
            <Amount value={Number(head.seq)} />
            ): <code className="font-mono text-xs break-all">{head.hash}</code>
          </p>
        ) : null}
      </div>
    </div>
  );
}

function InvalidLog({ workspace, entries, problemCount, problems }: DoneProps & { workspace: string }) {
  const more = problemCount - problems.length;
  return (
    <Alert>
      <p className="font-medium">
        <Amount value={problemCount} unit={{ one: "problem", many: "problems" }} /> found in{" "}
        <Amount value={entries} unit={entryUnit} />. The log or the exports were changed outside Hydra.
      </p>
      <ul className="mt-2 space-y-1">
        {problems.map((problem) => (
          <li key={`${problem.export ?? problem.seq} ${problem.reason}`}>
            <ProblemPlace workspace={workspace} problem={problem} />: {problem.reason}.
          </li>
        ))}
      </ul>
      {more > 0 ? (
        <p className="mt-2">
          And <Amount value={more} /> more.
        </p>
      ) : null}
    </Alert>
  );
}

function ProblemPlace({ workspace, problem }: { workspace: string; problem: LogProblem }) {
  if (problem.export !== undefined) {
    return (
      <a href={receiptHref(workspace, problem.export)} className="underline">
        Export {problem.export.slice(0, 8)}
      </a>
    );
  }
  const name = (
    <>
      Entry <Amount value={problem.seq} />
    </>
  );
  // The page of an entry can only be addressed by a positive number.
  if (problem.seq < 1) return name;
  return (
    // A plain anchor: only a browser navigation makes `:target` match.
    <a href={auditEntryHref(workspace, problem.seq)} className="underline">
      {name}
    </a>
  );
}
