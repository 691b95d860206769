import type { ReactNode } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/text-link";
import { type AuditState, auditLogHref } from "@/lib/audit/search-params";

type Props = { workspace: string; state: AuditState };

/** Shown in place of an empty page of the log. */
export function EmptyAuditLog({ workspace, state }: Props) {
  const { actor, action, from, to, before } = state;
  const link = (text: string, target: Partial<AuditState>): ReactNode => (
    <TextLink href={auditLogHref(workspace, target)}>{text}</TextLink>
  );
  if (from && to && from > to) {
    return <EmptyState title="No matching entries">The start date is after the end date.</EmptyState>;
  }
  if (before) {
    return (
      <EmptyState title="No older entries">{link("Go to the newest entries", { ...state, before: null })}</EmptyState>
    );
  }
  if (actor || action || from || to) {
    return <EmptyState title="No matching entries">{link("Clear all filters", {})}</EmptyState>;
  }
  return <EmptyState title="No activity yet">Exports from this workspace will be recorded here.</EmptyState>;
}
