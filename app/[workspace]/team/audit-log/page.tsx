import type { Metadata } from "next";
import { adminTitle } from "@/app/[workspace]/admin-title";
import { withErrorPages } from "@/app/[workspace]/with-error-pages";
import { AuditFilterForm } from "@/components/audit/audit-filter-form";
import { DownloadLog } from "@/components/audit/download-log";
import { EmptyAuditLog } from "@/components/audit/empty-audit-log";
import { EntryTable } from "@/components/audit/entry-table";
import { ExportEntries } from "@/components/audit/export-entries";
import { LogIntegrity } from "@/components/audit/log-integrity";
import { FollowExports } from "@/components/exports/running-exports";
import { PageHeading } from "@/components/layout/page-heading";
import { RefreshOnFocus } from "@/components/layout/refresh-on-focus";
import { Pagination } from "@/components/ui/pagination";
import { AnchorLink } from "@/components/ui/text-link";
import { listAuditActors, listAuditEntries } from "@/lib/audit/entries";
import { auditFilter, auditLogHref, parseAuditState } from "@/lib/audit/search-params";
import { redirectOnAuthError } from "@/lib/auth/redirect-on-auth-error";
import { requireAdminWorkspace } from "@/lib/auth/session";
import { exportProgress } from "@/lib/exports/queries/export-progress";
import { listRunningExports } from "@/lib/exports/queries/list-exports";
import { lastExports } from "@/lib/exports/queries/overview";

type Props = PageProps<"/[workspace]/team/audit-log">;

const pageSize = 50;

export function generateMetadata({ params }: Props): Promise<Metadata> {
  return adminTitle(params, "Audit log");
}

async function AuditLogPage({ params, searchParams }: Props) {
  const { id, slug, name } = await redirectOnAuthError(requireAdminWorkspace((await params).workspace));
  const state = parseAuditState(await searchParams);
  const filter = auditFilter(state);
  // One more than the page shows: tells whether there is a next page without counting.
  const entriesRead = listAuditEntries(id, filter, pageSize + 1);
  const [entries, [head], actors, last, runningRows] = await Promise.all([
    entriesRead,
    Object.values(filter).every((value) => value === undefined) ? entriesRead : listAuditEntries(id, {}, 1),
    listAuditActors(id),
    lastExports(id, "audit_log"),
    listRunningExports(id),
  ]);
  const running = runningRows.map(exportProgress);
  const visible = entries.slice(0, pageSize);
  const next = entries.length > pageSize ? visible.at(-1)?.seq : undefined;
  return (
    <>
      <RefreshOnFocus />
      <FollowExports initial={running} isExpected={false} />
      <PageHeading title="Audit log">
        Every export from {name}: who requested it, when, and how it ended. Entries can’t be edited or deleted.{" "}
        <AnchorLink href="#log-integrity">Verify the log</AnchorLink> or{" "}
        <AnchorLink href="#download-log">download it</AnchorLink>.
      </PageHeading>
      <AuditFilterForm workspace={slug} state={state} actors={actors} />
      <ExportEntries workspace={slug} state={state} />
      {visible.length > 0 ? (
        <EntryTable entries={visible} workspace={slug} />
      ) : (
        <EmptyAuditLog workspace={slug} state={state} />
      )}
      <Pagination
        label="the audit log"
        newest={state.before ? auditLogHref(slug, { ...state, before: null }) : null}
        older={next ? auditLogHref(slug, { ...state, before: next }) : null}
      />
      <div className="mt-8 space-y-6">
        <LogIntegrity workspace={slug} head={head ?? null} />
        <DownloadLog workspace={slug} last={last} running={running} />
      </div>
    </>
  );
}

export default withErrorPages(AuditLogPage);
