import { TextLink } from "@/components/ui/text-link";
import type { AuditState } from "@/lib/audit/search-params";
import { customizeHref } from "@/lib/exports/scope/customize-href";

/** A link to the export of the entries that the filters of the page show; nothing without filters. */
export function ExportEntries({ workspace, state }: { workspace: string; state: AuditState }) {
  const { actor, action, from, to } = state;
  if (!actor && !action && !from && !to) return null;
  return (
    <p className="mb-4 text-sm">
      <TextLink href={customizeHref(workspace, "audit_log", { actor, action, from, to })} prefetch={false}>
        Export these entries
      </TextLink>
    </p>
  );
}
