import Link from "next/link";
import { Timestamp } from "@/components/ui/timestamp";
import type { ExportRow } from "@/lib/exports/queries/list-exports";
import { bytes } from "@/lib/format/bytes";
import { count } from "@/lib/format/count";
import { kindNames, outcomeReason } from "./export-labels";
import { ExportSubject, receiptHref } from "./export-subject";
import { OutcomeBadge } from "./outcome-badge";

type Props = { run: ExportRow; workspace: string; canceller: string | undefined };

/** One export of the list; on narrow screens a card. */
export function ExportTableRow({ run, workspace, canceller }: Props) {
  const reason = outcomeReason(run, canceller);
  // A download that never began sent nothing, and how far a running one is changes all the time: that is said above.
  const began = run.started_at !== null && run.status !== "running";
  const number = `whitespace-nowrap tabular-nums lg:px-3 lg:text-right ${began ? "" : "max-lg:hidden"}`;
  return (
    <tr className="align-top max-lg:grid max-lg:grid-cols-[1fr_auto] max-lg:gap-x-4 max-lg:gap-y-1 max-lg:p-4 lg:[&>td]:py-3">
      <td className="min-w-0 max-lg:row-start-1 lg:pr-3 lg:pl-4">
        <ExportSubject run={run} workspace={workspace} />
      </td>
      <td className="min-w-0 max-lg:col-span-2 lg:px-3">
        <span className="text-quiet lg:hidden">By </span>
        <bdi className="line-clamp-2 max-lg:inline" title={run.actor_email}>
          {run.actor_name}
        </bdi>
      </td>
      <td className="text-quiet max-lg:col-span-2 lg:px-3">
        <Timestamp at={run.created_at} />
      </td>
      <td className={number}>
        {began ? (
          <>
            <span className="lg:hidden">{count(run.rows_written, "row")}</span>
            <span className="max-lg:hidden">{run.rows_written.toLocaleString("en")}</span>
          </>
        ) : null}
      </td>
      <td className={number}>{began ? bytes(run.bytes_written) : null}</td>
      <td className="min-w-0 max-lg:col-span-2 lg:px-3">
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <OutcomeBadge status={run.status} />
          <Link
            href={receiptHref(workspace, run.id)}
            prefetch={false}
            className="inline-flex min-h-6 items-center font-medium text-accent-ink underline"
          >
            {run.status === "completed" ? "Receipt" : "Details"}
            <span className="sr-only"> of {kindNames[run.kind]}</span>
          </Link>
        </span>
        {reason ? <span className="mt-1 block text-quiet">{reason}</span> : null}
      </td>
    </tr>
  );
}
