import {
  ArrowDown,
  ArrowUp,
  FileText,
  type LucideIcon,
  MessagesSquare,
  ScrollText,
  UserRound,
  UsersRound,
} from "lucide-react";
import Link from "next/link";
import { Amount } from "@/components/ui/amount";
import { Badge } from "@/components/ui/badge";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Isolated } from "@/components/ui/isolated";
import { Pagination } from "@/components/ui/pagination";
import { TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import { findCancellers } from "@/lib/audit/entries";
import type { Workspace } from "@/lib/auth/session";
import { failureAdvice } from "@/lib/exports/failure-reasons";
import type { ExportKind } from "@/lib/exports/kinds";
import { historyHref } from "@/lib/exports/queries/history-search-params";
import type { ExportListFilter, ExportRow } from "@/lib/exports/queries/list-exports";
import { isAtLeast, outcomeBadge, outcomeReason } from "@/lib/exports/queries/outcome-labels";
import { receiptHref } from "@/lib/exports/queries/receipt-href";
import { requestFields } from "@/lib/exports/scope/request-fields";
import { readScope } from "@/lib/exports/scope/scope";
import { isoTime } from "@/lib/format/iso-time";
import { utcTime } from "@/lib/format/time";
import { ExportAgain } from "./export-again";
import { ExportOrigin } from "./export-origin";
import { ExportSubject } from "./export-subject";
import { exportLabel } from "./export-texts";
import { HistoryFilter } from "./history-filter";
import { OwnExportStatus } from "./own-export-status";
import { Unconfirmed } from "./unconfirmed";

type Props = {
  workspace: Workspace;
  filter: ExportListFilter;
  /** One more than a page shows, when more follow. */
  rows: ExportRow[];
};

/** Exports per page. */
export const historyPageSize = 10;

/** The exports of everyone in the workspace, a page at a time. */
export async function ExportHistory({ workspace, filter, rows }: Props) {
  const visible = rows.slice(0, historyPageSize);
  const last = rows.length > historyPageSize ? visible.at(-1) : undefined;
  const cancelledIds = visible.filter(({ status }) => status === "cancelled").map(({ id }) => id);
  const cancellers = await findCancellers(workspace.id, cancelledIds);
  const { slug } = workspace;
  const isFiltered = filter.kind !== null || filter.status !== null;
  return (
    <section aria-labelledby="history">
      <div className="mb-3 flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <div>
          <h2 id="history" className="scroll-mt-20 text-lg font-semibold">
            History
          </h2>
          <p className="text-sm text-quiet">
            Exports by everyone in this workspace. Only completed exports contain the full data.
          </p>
        </div>
        <HistoryFilter workspace={slug} filter={filter} />
      </div>
      {visible.length > 0 ? (
        <DataTable
          caption={`Exports, ${filter.order} first`}
          columns={historyColumns(slug, filter, cancellers)}
          rows={visible}
          rowKey={({ id }) => id}
          hasFixedWidths
        />
      ) : (
        <p className="rounded-lg border border-line bg-surface px-4 py-8 text-center text-quiet">
          {filter.cursor ? "No more exports" : isFiltered ? "No matching exports" : "No exports yet"}
          {isFiltered ? (
            <>
              {" · "}
              <TextLink href={historyHref(slug, { ...filter, kind: null, status: null, cursor: null })}>
                Clear filters
              </TextLink>
            </>
          ) : null}
        </p>
      )}
      <Pagination
        label="the history"
        newest={filter.cursor ? historyHref(slug, { ...filter, cursor: null }) : null}
        older={last ? historyHref(slug, { ...filter, cursor: { createdAt: last.created_at, id: last.id } }) : null}
        isOldestFirst={filter.order === "oldest"}
      />
    </section>
  );
}

function historyColumns(
  workspace: string,
  filter: ExportListFilter,
  cancellers: ReadonlyMap<string, string>,
): Column<ExportRow>[] {
  return [
    {
      id: "export",
      label: "Export",
      narrow: "bare",
      className: "@3xl:w-[14%]",
      cell: (row) => <Subject row={row} workspace={workspace} />,
    },
    {
      id: "by",
      label: "By",
      className: "@3xl:w-[16%]",
      cell: ({ actor_name, actor_email }) => (
        <Isolated className="line-clamp-2" title={actor_email}>
          {actor_name}
        </Isolated>
      ),
    },
    {
      id: "when",
      label: "Requested",
      sort: filter.order === "oldest" ? "ascending" : "descending",
      header: <SortByTime workspace={workspace} filter={filter} />,
      className: "text-quiet @3xl:w-[15%]",
      cell: ({ created_at }) => <Timestamp at={created_at} />,
    },
    {
      id: "rows",
      label: "Rows",
      className: "@3xl:w-[9%]",
      isNumeric: true,
      cell: (row) => (hasNumbers(row) ? <Measured row={row} value={row.rows_written} /> : null),
    },
    {
      id: "size",
      label: "Size",
      className: "@3xl:w-[9%]",
      isNumeric: true,
      cell: (row) => (hasNumbers(row) ? <Measured row={row} value={row.bytes_written} unit="bytes" /> : null),
    },
    {
      id: "outcome",
      label: "Outcome",
      cell: (row) => <Outcome row={row} workspace={workspace} cancelledBy={cancellers.get(row.id)} />,
    },
    {
      id: "again",
      label: "Actions",
      header: <span className="sr-only">Actions</span>,
      narrow: "bare",
      className: "@3xl:w-40",
      cell: (row) => <Again row={row} workspace={workspace} />,
    },
  ];
}

const icons: Record<ExportKind, LucideIcon> = {
  contacts: UsersRound,
  conversations: MessagesSquare,
  contact: UserRound,
  audit_log: ScrollText,
};

function Subject({ row, workspace }: { row: ExportRow; workspace: string }) {
  const Icon = icons[row.kind] ?? FileText;
  return (
    <span className="flex items-start gap-2">
      <Icon className="mt-0.5 size-4 shrink-0 text-quiet" aria-hidden="true" />
      <span className="min-w-0 wrap-anywhere">
        <ExportSubject row={row} workspace={workspace} />
      </span>
    </span>
  );
}

function SortByTime({ workspace, filter }: { workspace: string; filter: ExportListFilter }) {
  const isOldest = filter.order === "oldest";
  const Icon = isOldest ? ArrowUp : ArrowDown;
  return (
    <Link
      href={historyHref(workspace, { ...filter, order: isOldest ? "newest" : "oldest", cursor: null })}
      prefetch={false}
      scroll={false}
      className="inline-flex items-center gap-1 rounded-sm hover:text-ink"
    >
      Requested
      <Icon className="size-3.5" aria-hidden="true" />
      <span className="sr-only">, sort {isOldest ? "newest" : "oldest"} first</span>
    </Link>
  );
}

/** Without a download there is nothing to count; the numbers of a running export are in its card. */
function hasNumbers({ started_at, status }: ExportRow): boolean {
  return started_at !== null && status !== "running";
}

function Measured({ row, value, unit }: { row: ExportRow; value: number; unit?: "bytes" }) {
  return (
    <>
      {isAtLeast(row) ? <span className="text-quiet">at least </span> : null}
      <Amount value={value} unit={unit} />
    </>
  );
}

type OutcomeProps = { row: ExportRow; workspace: string; cancelledBy: string | undefined };

function Outcome({ row, workspace, cancelledBy }: OutcomeProps) {
  const badge = outcomeBadge(row);
  const reason = outcomeReason(row, cancelledBy);
  const isReceipt = row.status === "completed" && row.confirmation === "confirmed";
  return (
    <ExportOrigin origin={originOf(row)}>
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Badge variant={badge.variant} wrap>
          {badge.label}
        </Badge>
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
          {reason} {row.failure ? `${failureAdvice[row.failure]} ` : ""}
          {row.failure ? (
            <>
              Reference: <code className="font-mono text-xs">{row.id.slice(0, 8)}</code>
            </>
          ) : null}
        </span>
      ) : null}
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

/** Starts the same export again; not offered for one whose scope cannot be read, which could not be the same. */
function Again({ row, workspace }: { row: ExportRow; workspace: string }) {
  const scope = readScope(row.scope);
  if (!scope) return null;
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
