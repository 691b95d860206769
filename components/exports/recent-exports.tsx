import { Badge } from "@/components/ui/badge";
import { Isolated } from "@/components/ui/isolated";
import { Pagination } from "@/components/ui/pagination";
import { TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import { findCancellers } from "@/lib/audit/entries";
import type { Workspace } from "@/lib/auth/session";
import { kindLabels } from "@/lib/exports/queries/kind-labels";
import type { ExportRow } from "@/lib/exports/queries/list-exports";
import { isAtLeast, outcomeBadge, outcomeReason } from "@/lib/exports/queries/outcome-labels";
import { receiptHref } from "@/lib/exports/queries/receipt-href";
import { bytes } from "@/lib/format/bytes";
import { count } from "@/lib/format/count";
import { type Cursor, printCursor } from "@/lib/paging/cursor";
import { ExportSubject } from "./export-subject";
import { Unconfirmed } from "./unconfirmed";

type Props = {
  workspace: Workspace;
  /** One more than a page shows, when older exports follow. */
  rows: ExportRow[];
  /** The end of the previous page; null on the first. */
  before: Cursor | null;
};

/** Exports per page. */
export const recentExportsPageSize = 10;

/** The exports of everyone in the workspace, newest first, a page at a time. */
export async function RecentExports({ workspace, rows, before }: Props) {
  const path = `/${workspace.slug}/settings/data-export`;
  const visible = rows.slice(0, recentExportsPageSize);
  const last = rows.length > recentExportsPageSize ? visible.at(-1) : undefined;
  const next = last && printCursor({ createdAt: last.created_at, id: last.id });
  const cancelledIds = visible.filter(({ status }) => status === "cancelled").map(({ id }) => id);
  const cancellers = await findCancellers(workspace.id, cancelledIds);
  return (
    <section aria-labelledby="recent-exports">
      <h2 id="recent-exports" tabIndex={-1} className="scroll-mt-20 text-lg font-semibold outline-none">
        Recent exports
      </h2>
      <p className="mt-1 mb-3 text-sm text-quiet">
        Exports by everyone in this workspace. Only completed exports contain the full data.
      </p>
      {visible.length > 0 ? (
        <div className="overflow-clip rounded-xl border border-line bg-surface">
          <table className="w-full table-fixed text-left text-sm max-lg:block">
            <caption className="sr-only">Recent exports, newest first</caption>
            <thead className="border-b border-line text-quiet max-lg:sr-only">
              <tr>
                <ColumnHeader>Export</ColumnHeader>
                <ColumnHeader>Exported by</ColumnHeader>
                <ColumnHeader className="w-32">Requested</ColumnHeader>
                <ColumnHeader className="w-20 text-right">Rows</ColumnHeader>
                <ColumnHeader className="w-24 text-right">Size</ColumnHeader>
                <ColumnHeader className="w-[26%]">Outcome</ColumnHeader>
              </tr>
            </thead>
            <tbody className="divide-y divide-line max-lg:block">
              {visible.map((row) => (
                <ExportTableRow
                  key={row.id}
                  row={row}
                  workspace={workspace.slug}
                  cancelledBy={cancellers.get(row.id)}
                />
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <p className="rounded-xl border border-line bg-surface px-4 py-8 text-center text-quiet">
          {before ? "No older exports." : "No exports yet."}
        </p>
      )}
      <Pagination
        label="recent exports"
        newest={before ? `${path}#recent-exports` : null}
        older={next ? `${path}?before=${encodeURIComponent(next)}#recent-exports` : null}
      />
    </section>
  );
}

function ColumnHeader({ className = "", children }: { className?: string; children: string }) {
  return (
    <th scope="col" className={`px-3 py-2.5 font-medium first:pl-4 ${className}`}>
      {children}
    </th>
  );
}

type RowProps = { row: ExportRow; workspace: string; cancelledBy: string | undefined };

/** A table row; on narrow screens a card. */
function ExportTableRow({ row, workspace, cancelledBy }: RowProps) {
  const reason = outcomeReason(row, cancelledBy);
  const badge = outcomeBadge(row);
  // Without a download there is nothing to count; a running export's numbers are in the list of running exports.
  const showCounts = row.started_at !== null && row.status !== "running";
  const atLeast = isAtLeast(row) ? <span className="text-quiet lg:block">at least </span> : null;
  const numberClass = `whitespace-nowrap tabular-nums lg:px-3 lg:text-right ${showCounts ? "" : "max-lg:hidden"}`;
  return (
    <tr className="align-top max-lg:grid max-lg:grid-cols-[1fr_auto] max-lg:gap-x-4 max-lg:gap-y-1 max-lg:p-4 lg:[&>td]:py-3">
      <td className="min-w-0 max-lg:row-start-1 lg:pr-3 lg:pl-4">
        <ExportSubject row={row} workspace={workspace} />
      </td>
      <td className="min-w-0 max-lg:col-span-2 lg:px-3">
        <span className="text-quiet lg:hidden">By </span>
        <Isolated className="line-clamp-2 max-lg:inline" title={row.actor_email}>
          {row.actor_name}
        </Isolated>
      </td>
      <td className="text-quiet max-lg:col-span-2 lg:px-3">
        <Timestamp at={row.created_at} />
      </td>
      <td className={numberClass}>
        {showCounts ? (
          <>
            {atLeast}
            <span className="lg:hidden">{count(row.rows_written, "row")}</span>
            <span className="max-lg:hidden">{row.rows_written.toLocaleString("en")}</span>
          </>
        ) : null}
      </td>
      <td className={numberClass}>
        {showCounts ? (
          <>
            {atLeast}
            {bytes(row.bytes_written)}
          </>
        ) : null}
      </td>
      <td className="min-w-0 max-lg:col-span-2 lg:px-3">
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Badge variant={badge.variant} wrap>
            {badge.label}
          </Badge>
          <Unconfirmed confirmation={row.confirmation} />
          <span className="inline-flex min-h-6 items-center font-medium">
            <TextLink href={receiptHref(workspace, row.id)} prefetch={false}>
              {row.status === "completed" && row.confirmation === "confirmed" ? "Receipt" : "Details"}
              <span className="sr-only"> of {kindLabels[row.kind]} export</span>
            </TextLink>
          </span>
        </span>
        {reason ? <span className="mt-1 block text-quiet">{reason}</span> : null}
      </td>
    </tr>
  );
}
