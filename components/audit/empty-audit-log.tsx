import type { ReactNode } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/text-link";
import { auditLogHref } from "@/lib/audit/audit-log-href";
import { type AuditState, auditFilter, isFiltered } from "@/lib/audit/search-params";

type Props = { workspace: string; state: AuditState };

/** Shown in place of an empty page of the log. */
export function EmptyAuditLog({ workspace, state }: Props) {
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
