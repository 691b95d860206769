import Link from "next/link";
import { Amount } from "@/components/ui/amount";
import { Isolated } from "@/components/ui/isolated";
import { Timestamp } from "@/components/ui/timestamp";
import type { LastExport, LastExports } from "@/lib/exports/queries/overview";
import { receiptHref } from "@/lib/exports/queries/receipt-href";
import { scopeText } from "@/lib/exports/scope/scope-lines";
import { RemarkCount } from "./count-texts";

/** When something was last exported in full, by whom, and what came later: an attempt that did not end well, a part. */
export function LastExported({
  last: { complete, laterAttempt, laterPart },
  workspace,
}: {
  last: LastExports;
  workspace: string;
}) {
  return (
    <>
      {complete ? (
        <>
          Last complete export{" "}
          <Link href={receiptHref(workspace, complete.id)} prefetch={false} className="underline hover:text-ink">
            <Timestamp at={complete.startedAt} dateStyle="relative" />
          </Link>{" "}
          by <Isolated>{complete.actorName}</Isolated>,{" "}
          <Amount value={complete.rows} unit={{ one: "row", many: "rows" }} />
          {complete.remarkCount ? (
            <>
              , with <RemarkCount remarks={complete.remarkCount} />
            </>
          ) : null}
        </>
      ) : (
        neverExportedText({ laterAttempt, laterPart })
      )}
      {laterAttempt ? (
        <span className="block text-danger-ink">
          {attemptTitle(laterAttempt)}: the export that <Isolated>{laterAttempt.actorName}</Isolated> started{" "}
          <Link href={receiptHref(workspace, laterAttempt.id)} prefetch={false} className="underline">
            <Timestamp at={laterAttempt.startedAt} dateStyle="relative" />
          </Link>
          .
        </span>
      ) : null}
      {laterPart ? (
        <span className="block">
          A part was exported{" "}
          <Link href={receiptHref(workspace, laterPart.id)} prefetch={false} className="underline hover:text-ink">
            <Timestamp at={laterPart.startedAt} dateStyle="relative" />
          </Link>{" "}
          by <Isolated>{laterPart.actorName}</Isolated>. {scopeText(laterPart.scope, laterPart.includeNotes)}
        </span>
      ) : null}
    </>
  );
}

/** What stands in place of the last complete export when there is none. */
function neverExportedText({ laterAttempt, laterPart }: Omit<LastExports, "complete">): string {
  if (laterPart) return "Everything: not exported yet";
  return laterAttempt ? "No complete export yet" : "Not exported yet";
}

const attemptTitles: Partial<Record<LastExport["status"], string>> = {
  failed: "Failed",
  interrupted: "Interrupted",
  cancelled: "Cancelled",
};

/** An attempt that is "completed" and later than the last complete export is one that the server did not confirm. */
function attemptTitle({ status, confirmation }: LastExport): string {
  const title = confirmation === "unconfirmed" ? undefined : attemptTitles[status];
  return title ?? "Not confirmed by the server";
}
