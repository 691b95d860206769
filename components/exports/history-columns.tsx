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
import type { Column } from "@/components/ui/data-table";
import { Isolated } from "@/components/ui/isolated";
import { Timestamp } from "@/components/ui/timestamp";
import type { ExportKind } from "@/lib/exports/kinds";
import { isAtLeast } from "@/lib/exports/labels/outcome-labels";
import { historyHref } from "@/lib/exports/queries/history-search-params";
import type { ExportListFilter, ExportRow } from "@/lib/exports/queries/list-exports";
import { ExportSubject } from "./export-subject";
import { ExportAgainCell, HistoryOutcome } from "./history-cells";

/** The columns of the history, sorted as the filter says. */
export function historyColumns(
  workspace: string,
  filter: ExportListFilter,
  cancellers: ReadonlyMap<string, string>,
  userId: string,
): Column<ExportRow>[] {
  return [
    {
      id: "export",
      label: "Export",
      narrow: "bare",
      className: "@3xl:w-[21%]",
      cell: (row) => <Subject row={row} workspace={workspace} />,
    },
    {
      id: "by",
      label: "By",
      className: "@3xl:w-[11%]",
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
      className: "text-quiet @3xl:w-[12%]",
      cell: ({ created_at }) => <Timestamp at={created_at} />,
    },
    {
      id: "rows",
      label: "Rows",
      className: "@3xl:w-[8%]",
      isNumeric: true,
      cell: (row) => (hasNumbers(row) ? <Measured row={row} value={row.rows_written} /> : null),
    },
    {
      id: "size",
      label: "Size",
      className: "@3xl:w-[8%]",
      isNumeric: true,
      cell: (row) => (hasNumbers(row) ? <Measured row={row} value={row.bytes_written} unit="bytes" /> : null),
    },
    {
      id: "outcome",
      label: "Outcome",
      cell: (row) => (
        <HistoryOutcome row={row} workspace={workspace} cancelledBy={cancellers.get(row.id)} userId={userId} />
      ),
    },
    {
      id: "again",
      label: "Actions",
      header: <span className="sr-only">Actions</span>,
      narrow: "bare",
      className: "@3xl:w-38",
      cell: (row) => <ExportAgainCell row={row} workspace={workspace} />,
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
      {isAtLeast(row) ? <span className="text-quiet @3xl:block">at least </span> : null}
      <Amount value={value} unit={unit} />
    </>
  );
}
