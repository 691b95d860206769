import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { PlainTime } from "@/components/ui/plain-time";
import { bytes } from "@/lib/format/bytes";
import { count } from "@/lib/format/count";
import { kindNames } from "./export-labels";
import { receiptHref } from "./export-subject";
import { ProgressBar } from "./progress-bar";
import type { Verification } from "./use-verify-file";

type Props = { workspace: string; state: Verification; stop: () => void };

/** How far the verification of a file is, and what came of it. */
export function VerifyResult({ workspace, state, stop }: Props) {
  return (
    <>
      {state.phase === "hashing" ? <Hashing {...state} stop={stop} /> : null}
      {/* Always there, so that screen readers notice when it gets its text. */}
      <div role="status" className="text-sm not-empty:mt-4">
        {state.phase === "stopped" ? <p className="text-quiet">Stopped. Nothing was checked.</p> : null}
        {state.phase === "asking" ? <p className="text-quiet">Looking for its export…</p> : null}
        {state.phase === "known" ? <Known workspace={workspace} {...state} /> : null}
      </div>
      <div className="not-empty:mt-4">
        {state.phase === "problem" ? (
          <Alert>
            <bdi>{state.name}</bdi>: {state.message}
          </Alert>
        ) : null}
        {state.phase === "unknown" ? (
          <Alert>
            <p className="font-medium">
              <bdi>{state.name}</bdi>: {state.message}
            </p>
            <p className="mt-1">
              A file that a spreadsheet opened and saved counts as changed, and so does a download that broke off. Its
              fingerprint is <code className="font-mono text-xs break-all">{state.sha256}</code>.
            </p>
          </Alert>
        ) : null}
      </div>
    </>
  );
}

function Hashing({ name, size, done, stop }: { name: string; size: number; done: number; stop: () => void }) {
  const text = `${bytes(done)} of ${bytes(size)}`;
  return (
    <div className="mt-4 text-sm">
      <p id="hashing">
        Reading <bdi className="font-medium">{name}</bdi>
      </p>
      <ProgressBar labelledBy="hashing" value={done} total={size} text={text} />
      <div className="mt-2 flex items-center justify-between gap-4">
        <span className="text-quiet tabular-nums">{text}</span>
        <Button onClick={stop} className="min-h-9">
          Stop
        </Button>
      </div>
    </div>
  );
}

function Known({ workspace, name, run }: { workspace: string } & Extract<Verification, { phase: "known" }>) {
  return (
    <div className="flex gap-2 rounded-lg bg-reply-soft px-3 py-2 text-reply-ink">
      <CircleCheck className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
      <div className="min-w-0">
        <p className="font-medium">
          Complete and unchanged: {kindNames[run.kind].toLowerCase()}, exported by <bdi>{run.actorName}</bdi> on{" "}
          <PlainTime at={run.startedAt} look="second" />.
        </p>
        <p className="mt-1">
          <bdi>{name}</bdi>, {count(run.rows, "row")}, {bytes(run.bytes)}.{" "}
          <Link href={receiptHref(workspace, run.id)} className="font-medium underline">
            Receipt
          </Link>
        </p>
      </div>
    </div>
  );
}
