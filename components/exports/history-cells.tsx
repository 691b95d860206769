import Link from "next/link";
import { OutcomeBadge } from "@/components/receipts/outcome-badge";
import { Unconfirmed } from "@/components/receipts/unconfirmed";
import { buttonClass } from "@/components/ui/button";
import { TextLink } from "@/components/ui/text-link";
import { readAnswer } from "@/lib/exports/answer/answer";
import { failureAdvice } from "@/lib/exports/failure-reasons";
import { exportLabel } from "@/lib/exports/labels/export-texts";
import { outcomeReason } from "@/lib/exports/labels/outcome-labels";
import { canResume } from "@/lib/exports/queries/can-resume";
import type { ExportRow } from "@/lib/exports/queries/list-exports";
import { receiptHref } from "@/lib/exports/queries/receipt-href";
import { requestFields } from "@/lib/exports/scope/request-fields";
import { readScope } from "@/lib/exports/scope/scope";
import { isoTime } from "@/lib/format/iso-time";
import { utcTime } from "@/lib/format/time";
import { CutCells } from "./cut-cells";
import { ExportAgain } from "./history-actions";
import { ExportOrigin, OwnExportStatus } from "./own-export-status";
import { Resume } from "./resume";

type OutcomeProps = { row: ExportRow; workspace: string; cancelledBy: string | undefined; userId: string };

/** How an export ended, why, and how the same export goes that was started from its row. */
export function HistoryOutcome({ row, workspace, cancelledBy, userId }: OutcomeProps) {
  const reason = outcomeReason(row, cancelledBy);
  const isResumable = canResume(row, userId);
  const isReceipt = row.status === "completed" && row.confirmation === "confirmed";
  return (
    <ExportOrigin origin={originOf(row)}>
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <OutcomeBadge status={row.status} remarkCount={row.remark_count} wrap />
        <Unconfirmed confirmation={row.confirmation} />
        <TextLink href={receiptHref(workspace, row.id)} prefetch={false}>
          {isReceipt ? "Receipt" : "Details"}
          <span className="sr-only">
            {" "}
            of {exportLabel(row.kind, row.format, row.is_part)}, {row.id.slice(0, 8)}
          </span>
        </TextLink>
      </span>
      {reason ? (
        <span className="mt-1 block text-quiet">
          {reason}{" "}
          {row.failure ? (
            <>
              {isResumable ? null : `${failureAdvice[row.failure]} `}
              Reference: <code className="font-mono text-xs">{row.id.slice(0, 8)}</code>
            </>
          ) : null}
        </span>
      ) : null}
      {row.status === "completed" ? <CutCells counts={row.cells_cut} isPlain /> : null}
      {isResumable ? <Resume row={row} /> : null}
      <div className="space-y-2 not-empty:mt-2">
        <OwnExportStatus origin={originOf(row)} workspace={workspace} />
      </div>
    </ExportOrigin>
  );
}

/** An export that is started again is shown in the row of the one that it repeats. */
function originOf({ id }: ExportRow): string {
  return `row-${id}`;
}

/**
 * Starts the same export again; not offered for one that is running or whose scope cannot be read, which could not be the same. An answer to a person is
 * looked at again first: what it left out must not leave with its copy.
 */
export function ExportAgainCell({ row, workspace }: { row: ExportRow; workspace: string }) {
  if (row.status === "pending" || row.status === "running") return null;
  const scope = readScope(row.scope);
  if (!scope) return null;
  const answer = readAnswer(row.answer);
  if (row.target_id && (answer === null || Object.keys(answer).length > 0)) {
    return (
      <Link
        href={`/${workspace}/contacts/${row.target_id}/answer`}
        prefetch={false}
        className={buttonClass("secondary", "sm")}
      >
        Prepare again
        <span className="sr-only">: the answer {row.id.slice(0, 8)}</span>
      </Link>
    );
  }
  const requestedAt = isoTime(row.created_at);
  const fields = {
    kind: row.kind,
    format: row.format,
    ...(row.compress ? { compress: row.compress } : {}),
    ...(row.target_id ? { contact: row.target_id } : {}),
    ...(row.include_notes ? {} : { notes: "exclude" }),
    ...requestFields(scope),
  };
  return (
    <ExportAgain
      origin={originOf(row)}
      workspace={workspace}
      label={exportLabel(row.kind, row.format, row.is_part)}
      fields={fields}
      id={row.id}
      requestedAt={requestedAt ? utcTime(new Date(requestedAt), "second") : row.created_at}
    />
  );
}
