import type { Metadata } from "next";
import { adminTitle } from "@/app/[workspace]/admin-title";
import { withErrorPages } from "@/app/[workspace]/with-error-pages";
import { AuditFilterForm } from "@/components/audit/audit-filter-form";
import { AuditedExportsTable, EmptyAuditLog } from "@/components/audit/audited-exports-table";
import { DownloadEntries, DownloadLog } from "@/components/audit/download-log";
import { IntegrityBadge, LogIntegrity } from "@/components/audit/log-integrity";
import { FollowExports } from "@/components/exports/running-exports";
import { PageHeading } from "@/components/layout/page-heading";
import { RefreshOnFocus } from "@/components/layout/refresh-on-focus";
import { Alert } from "@/components/ui/alert";
import { Pagination } from "@/components/ui/pagination";
import { auditLogHref } from "@/lib/audit/audit-log-href";
import { type AuditedExport, listAuditedExports } from "@/lib/audit/audited-exports";
import { findNewestEntry, listAuditActors } from "@/lib/audit/entries";
import { type AuditState, auditFilter, parseAuditState } from "@/lib/audit/search-params";
import { redirectOnAuthError } from "@/lib/auth/redirect-on-auth-error";
import { requireAdminWorkspace } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { exportProgress } from "@/lib/exports/queries/export-progress";
import { listRunningExports } from "@/lib/exports/queries/list-exports";
import { lastExports } from "@/lib/exports/queries/overview";

type Props = PageProps<"/[workspace]/team/audit-log">;

const pageSize = 25;

export function generateMetadata({ params }: Props): Promise<Metadata> {
  return adminTitle(params, "Audit log");
}

async function AuditLogPage({ params, searchParams }: Props) {
  const { id, slug } = await redirectOnAuthError(requireAdminWorkspace((await params).workspace));
  const sent = parseAuditState(await searchParams);
  const [{ exports, state, problem }, head, actors, last, runningRows] = await Promise.all([
    readExports(id, sent),
    findNewestEntry(id),
    listAuditActors(id),
    lastExports(id, "audit_log"),
    listRunningExports(id),
  ]);
  const running = runningRows.map(exportProgress);
  const visible = exports.slice(0, pageSize);
  const next = exports.length > pageSize ? visible.at(-1)?.seq : undefined;
  return (
    <>
      <RefreshOnFocus />
      <FollowExports initial={running} isExpected={false} />
      <PageHeading
        title="Audit log"
        badges={head ? <IntegrityBadge workspace={slug} total={head.seq} /> : null}
        actions={<DownloadEntries workspace={slug} state={state} isEmpty={visible.length === 0 && !state.before} />}
      >
        Every export from this workspace. Each line opens to its entries, which can’t be edited or deleted.
      </PageHeading>
      <AuditFilterForm workspace={slug} state={state} actors={actors} />
      {problem ? (
        <div className="mb-3">
          <Alert>{problem}</Alert>
        </div>
      ) : null}
      {visible.length > 0 ? (
        <AuditedExportsTable
          exports={visible}
          workspace={slug}
          timeZone={state.from || state.to ? state.time_zone || "UTC" : undefined}
        />
      ) : (
        <EmptyAuditLog workspace={slug} state={state} />
      )}
      <Pagination
        label="the audit log"
        newest={state.before ? auditLogHref(slug, { ...state, before: null }) : null}
        older={next ? auditLogHref(slug, { ...state, before: next }) : null}
      />
      <div className="mt-8 space-y-6">
        <LogIntegrity workspace={slug} head={head} />
        <DownloadLog workspace={slug} last={last} running={running} />
      </div>
    </>
  );
}

type Read = { exports: AuditedExport[]; state: AuditState; problem?: string };

/** The exports of a state; in UTC, with what is wrong, when the database does not know its time zone. */
async function readExports(workspaceId: string, state: AuditState): Promise<Read> {
  const filter = auditFilter(state);
  try {
    // One more than the page shows: tells whether there is a next page without counting.
    return { state, exports: filter ? await listAuditedExports(workspaceId, filter, pageSize + 1) : [] };
  } catch (error) {
    if (!(error instanceof AppError && error.code === "invalid_request")) throw error;
    const inUtc = await readExports(workspaceId, { ...state, time_zone: "" });
    return { ...inUtc, problem: `${error.message} Days and times are in UTC.` };
  }
}

export default withErrorPages(AuditLogPage);
