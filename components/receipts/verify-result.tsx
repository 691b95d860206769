import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { RemarkCount } from "@/components/exports/count-texts";
import { CutCells } from "@/components/exports/cut-cells";
import { Alert } from "@/components/ui/alert";
import { Amount } from "@/components/ui/amount";
import { Button } from "@/components/ui/button";
import { Isolated } from "@/components/ui/isolated";
import { ProgressBar } from "@/components/ui/progress-bar";
import { Timestamp } from "@/components/ui/timestamp";
import { useLocale } from "@/components/ui/use-browser";
import { kindLabels, partOfKind } from "@/lib/exports/labels/kind-labels";
import { receiptHref } from "@/lib/exports/queries/receipt-href";
import { bytes } from "@/lib/format/bytes";
import type { FileVerification, VerifiedExport } from "./use-verify-file";

export type VerifyResultProps = { workspace: string; state: FileVerification; stop: () => void };

/** The progress or the result of verifying a file. A default export, because it is loaded on demand. */
export default function VerifyResult({ workspace, state, stop }: VerifyResultProps) {
  switch (state.phase) {
    case "idle":
      return null;
    case "hashing":
      return <HashProgress {...state} stop={stop} />;
    case "stopped":
      return <p className="text-quiet">Stopped. The file wasn’t verified.</p>;
    case "requesting":
      return <p className="text-quiet">Looking for a matching export…</p>;
    case "match":
      return <Match workspace={workspace} {...state} />;
    case "unconfirmed":
      return <Unconfirmed workspace={workspace} {...state} />;
    case "no-match":
      return <NoMatch {...state} />;
    case "error":
      return (
        <Alert>
          <Isolated>{state.name}</Isolated>: {state.message}
        </Alert>
      );
  }
}

type ProgressProps = { name: string; size: number; hashedBytes: number; stop: () => void };

function HashProgress({ name, size, hashedBytes, stop }: ProgressProps) {
  const locale = useLocale();
  const text = `${bytes(hashedBytes, locale)} of ${bytes(size, locale)}`;
  return (
    <div className="text-sm">
      <p id="hashing">
        Reading <Isolated className="font-medium">{name}</Isolated>
      </p>
      <ProgressBar labelledBy="hashing" value={hashedBytes} total={size} text={text} />
      <div className="mt-2 flex items-center justify-between gap-4">
        <span className="text-quiet tabular-nums">{text}</span>
        <Button onClick={stop} size="sm">
          Stop
        </Button>
      </div>
    </div>
  );
}

type MatchProps = { workspace: string; name: string; verified: VerifiedExport };

function Match({ workspace, name, verified }: MatchProps) {
  const { id, kind, part, scope, actorName, startedAt, rows, remarkCount, cellsCut } = verified;
  return (
    <>
      <div className="flex gap-2 rounded-lg bg-reply-soft px-3 py-2 text-reply-ink">
        <CircleCheck className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
        <div className="min-w-0">
          <p className="font-medium">
            {remarkCount ? (
              <>
                The file is complete, with <RemarkCount remarks={remarkCount} />, and unchanged.
              </>
            ) : (
              "The file is complete and unchanged."
            )}{" "}
            {part ? `It holds ${partOfKind(kind)}.` : null}
          </p>
          <p className="mt-1">
            {kindLabels[kind]} export by <Isolated>{actorName}</Isolated>,{" "}
            <Timestamp at={startedAt} dateStyle="second" />. {scope ? `${scope}. ` : null}
          </p>
          <p className="mt-1">
            <Isolated>{name}</Isolated>, <Amount value={rows} unit={{ one: "row", many: "rows" }} />,{" "}
            <Amount value={verified.bytes} unit="bytes" />.{" "}
            <Link href={receiptHref(workspace, id)} className="font-medium underline">
              Receipt
            </Link>
          </p>
        </div>
      </div>
      <CutCells counts={cellsCut} />
    </>
  );
}

function Unconfirmed({ workspace, name, verified }: MatchProps) {
  return (
    <Alert>
      <p className="font-medium">
        <Isolated>{name}</Isolated>: Not confirmed by the server.
      </p>
      <p className="mt-1">
        <Link href={receiptHref(workspace, verified.id)} className="font-medium underline">
          An export by <Isolated>{verified.actorName}</Isolated>
        </Link>{" "}
        is recorded with this file’s SHA-256, but Hydra’s server didn’t sign that record. The file may be anything.
      </p>
    </Alert>
  );
}

function NoMatch({ name, sha256 }: { name: string; sha256: string }) {
  return (
    <Alert>
      <p className="font-medium">
        <Isolated>{name}</Isolated>: No match. This file wasn’t exported from this workspace, or it was modified.
      </p>
      <p className="mt-1">
        Saving a file from a spreadsheet modifies it, and an interrupted download leaves an incomplete file. SHA-256:{" "}
        <code className="font-mono text-xs break-all">{sha256}</code>
      </p>
    </Alert>
  );
}
