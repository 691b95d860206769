import { Isolated } from "@/components/ui/isolated";
import { Timestamp } from "@/components/ui/timestamp";
import { failureReasons } from "@/lib/exports/failure-reasons";
import type { LastExport } from "@/lib/exports/queries/overview";
import { remarkCountText } from "@/lib/exports/queries/remark-count-text";
import { scopeText } from "@/lib/exports/scope/scope-lines";
import { count } from "@/lib/format/count";

/** Statuses of which the user has at most a partial file. */
const incomplete: readonly LastExport["status"][] = ["failed", "interrupted", "cancelled"];

type Props = {
  /** The last export of everything. */
  last: LastExport | null;
  /** The last export of a part. */
  part?: LastExport | null;
};

/** When everything was last exported, by whom, and with which outcome; and a part, if that was later. */
export function LastExported({ last, part = null }: Props) {
  const isLater = part && (!last || Date.parse(part.startedAt) > Date.parse(last.startedAt));
  return (
    <>
      {last ? <ExportSummary last={last} /> : "Never"}
      {isLater ? (
        <span className="mt-2 block text-sm font-normal text-quiet">
          Part, <Timestamp at={part.startedAt} dateStyle="relative" /> by <Isolated>{part.actorName}</Isolated>:{" "}
          {scopeText(part.scope, part.includeNotes)}
        </span>
      ) : null}
    </>
  );
}

function ExportSummary({ last }: { last: LastExport }) {
  return (
    <>
      <span className="block first-letter:uppercase">
        <Timestamp at={last.startedAt} dateStyle="relative" /> by <Isolated>{last.actorName}</Isolated>
      </span>
      <span className={`block text-sm ${incomplete.includes(last.status) ? "text-danger-ink" : "text-quiet"}`}>
        {outcomeText(last)}
      </span>
    </>
  );
}

function outcomeText({ status, rows, failure, confirmation, remarkCount }: LastExport): string {
  if (confirmation === "unconfirmed") return "Not confirmed by the server.";
  switch (status) {
    case "completed":
      return `Complete${remarkCount ? `, with ${remarkCountText(remarkCount)}` : ""}: ${count(rows, "row")}.`;
    case "running":
      return "In progress.";
    case "failed":
      return `Failed. ${failure ? failureReasons[failure] : ""} The file is incomplete. Export again.`;
    case "interrupted":
      return "The download was interrupted. The file is incomplete. Export again.";
    case "cancelled":
      return "Cancelled. The file is incomplete.";
    case "pending":
    case "expired":
      return "Never downloaded.";
  }
}
