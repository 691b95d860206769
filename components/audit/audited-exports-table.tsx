import type { ReactNode } from "react";
import { OutcomeBadge } from "@/components/receipts/outcome-badge";
import { Amount } from "@/components/ui/amount";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/card";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyValue } from "@/components/ui/field";
import { Isolated } from "@/components/ui/isolated";
import { TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import { auditLogHref } from "@/lib/audit/audit-log-href";
import { type AuditedLine, auditedLine } from "@/lib/audit/audited-export-line";
import type { AuditedExport } from "@/lib/audit/audited-exports";
import { type AuditState, auditFilter, isFiltered } from "@/lib/audit/search-params";
import { receiptHref } from "@/lib/exports/queries/receipt-href";
import { EntryConfirmation, EntryList } from "./entry-list";

type Props = {
  exports: AuditedExport[];
  workspace: string;
  /** Of the times, when it is not the browser's. */
  timeZone: string | undefined;
};

/** The exports in the audit log, a line each, which opens to its entries. */
export function AuditedExportsTable({ exports, workspace, timeZone }: Props) {
  return (
    <DataTable
      caption="Audit log, last activity first"
      columns={columns(workspace, timeZone)}
      rows={exports.map(auditedLine)}
      rowKey={({ seq }) => seq}
      rowProps={({ seq }) => ({ id: `line-${seq}` })}
      expansion={{
        name: ({ title, reference }) => `Entries of ${title}, ${reference}`,
        content: ({ entries }) => <EntryList entries={entries} workspace={workspace} timeZone={timeZone} />,
      }}
      hasFixedWidths
      isCompact
    />
  );
}

function columns(workspace: string, timeZone: string | undefined): Column<AuditedLine>[] {
  return [
    {
      id: "what",
      label: "What",
      narrow: "bare",
      className: "@3xl:w-[30%]",
      cell: ({ exportId, title, part, reference }) => (
        <>
          {exportId ? (
            <TextLink href={receiptHref(workspace, exportId)} prefetch={false}>
              {title}
              <span className="sr-only"> ({reference})</span>
            </TextLink>
          ) : (
            title
          )}
          {part ? <span className="text-quiet"> · {part}</span> : null}
        </>
      ),
    },
    {
      id: "who",
      label: "Who",
      className: "@3xl:w-[18%]",
      cell: ({ actorName, actorEmail }) =>
        actorName === null ? (
          <span className="text-quiet">System</span>
        ) : (
          <Isolated title={actorEmail ?? undefined}>{actorName}</Isolated>
        ),
    },
    {
      id: "when",
      label: "When",
      className: "text-quiet @3xl:w-[11.5rem]",
      cell: ({ at }) => <Timestamp at={at} timeZone={timeZone} />,
    },
    { id: "outcome", label: "Outcome", cell: (line) => <Outcome line={line} /> },
    {
      id: "rows",
      label: "Rows",
      isNumeric: true,
      className: "@3xl:w-[6.5rem]",
      cell: ({ rows, isAtLeast }) =>
        rows === null ? (
          <EmptyValue />
        ) : (
          <>
            {isAtLeast ? <span title="At least">≥ </span> : null}
            <Amount value={rows} />
          </>
        ),
    },
  ];
}

function Outcome({ line: { status, remarkCount, outcome } }: { line: AuditedLine }) {
  if (!status) return <Badge variant="warning">No outcome recorded</Badge>;
  return (
    <span className="inline-flex gap-1.5">
      <OutcomeBadge status={status} remarkCount={remarkCount} />
      {outcome ? <EntryConfirmation entry={outcome} /> : null}
    </span>
  );
}

type EmptyProps = { workspace: string; state: AuditState };

/** Shown in place of an empty page of the log. */
export function EmptyAuditLog({ workspace, state }: EmptyProps) {
  const { from, to, before } = state;
  const link = (text: string, target: Partial<AuditState>): ReactNode => (
    <TextLink href={auditLogHref(workspace, target)}>{text}</TextLink>
  );
  if (from && to && from > to) {
    return <EmptyState title="No matching entries">The start date is after the end date.</EmptyState>;
  }
  if (auditFilter(state) === null) {
    return (
      <EmptyState title="No matching entries">
        Search for the full ID of a contact or an export, the SHA-256 of a file, or the number of an entry.
      </EmptyState>
    );
  }
  if (before) {
    return (
      <EmptyState title="No older entries">{link("Go to the newest entries", { ...state, before: null })}</EmptyState>
    );
  }
  if (isFiltered(state)) {
    return <EmptyState title="No matching entries">{link("Clear all filters", {})}</EmptyState>;
  }
  return <EmptyState title="No activity yet">Exports from this workspace will be recorded here.</EmptyState>;
}
