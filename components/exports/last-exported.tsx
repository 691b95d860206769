import Link from "next/link";
import { Amount } from "@/components/ui/amount";
import { Isolated } from "@/components/ui/isolated";
import { Timestamp } from "@/components/ui/timestamp";
import { failureReasons } from "@/lib/exports/failure-reasons";
import type { LastExport, LastExports } from "@/lib/exports/queries/overview";
import { receiptHref } from "@/lib/exports/queries/receipt-href";
import { remarkCountText } from "@/lib/exports/queries/remark-count-text";

/** When something was last exported in full, by whom, and a later attempt that did not end well. */
export function LastExported({
  last: { complete, laterAttempt },
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
          {complete.remarkCount ? `, with ${remarkCountText(complete.remarkCount)}` : ""}
        </>
      ) : (
        "Not exported yet"
      )}
      {laterAttempt ? (
        <span className="block text-danger-ink">
          {attemptTitles[laterAttempt.status] ?? "Not confirmed by the server"}{" "}
          <Link href={receiptHref(workspace, laterAttempt.id)} prefetch={false} className="underline">
            <Timestamp at={laterAttempt.startedAt} dateStyle="relative" />
          </Link>{" "}
          by <Isolated>{laterAttempt.actorName}</Isolated>
          {laterAttempt.failure ? `: ${failureReasons[laterAttempt.failure]}` : "."}
        </span>
      ) : null}
    </>
  );
}

/** A later attempt that is "completed" is one that the server did not confirm. */
const attemptTitles: Partial<Record<LastExport["status"], string>> = {
  failed: "Failed",
  interrupted: "Interrupted",
  cancelled: "Cancelled",
};
