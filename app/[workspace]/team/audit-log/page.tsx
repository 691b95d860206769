import type { Metadata } from "next";
import { adminTitle } from "@/app/[workspace]/admin-title";
import { AuditFilterForm } from "@/components/audit/audit-filter-form";
import { auditFilter, auditLogHref, parseAuditState } from "@/components/audit/audit-search-params";
import { ChainCard } from "@/components/audit/chain-card";
import { DownloadLog } from "@/components/audit/download-log";
import { EntryTable } from "@/components/audit/entry-table";
import { NoEntries } from "@/components/audit/no-entries";
import { RefreshOnFocus } from "@/components/exports/refresh-on-focus";
import { RunningExports } from "@/components/exports/running-exports";
import { PageHeading } from "@/components/layout/page-heading";
import { Pagination } from "@/components/ui/pagination";
import { listAuditActors, listAuditEntries } from "@/lib/audit/entries";
import { redirectOnAuthError } from "@/lib/auth/redirect-on-auth-error";
import { requireAdminWorkspace } from "@/lib/auth/session";
import { exportProgress } from "@/lib/exports/queries/export-progress";
import { listRunningExports } from "@/lib/exports/queries/list-exports";
import { lastExport } from "@/lib/exports/queries/overview";

type Props = PageProps<"/[workspace]/team/audit-log">;

const pageSize = 50;

export function generateMetadata({ params }: Props): Promise<Metadata> {
  return adminTitle(params, "Audit log");
}

export default async function AuditLogPage({ params, searchParams }: Props) {
  const { id, slug, name } = await redirectOnAuthError(requireAdminWorkspace((await params).workspace));
  const state = parseAuditState(await searchParams);
  const filter = auditFilter(state);
  // One more than is shown tells whether there are more, without counting.
  const found = listAuditEntries(id, filter, pageSize + 1);
  const [entries, [head], actors, last, running] = await Promise.all([
    found,
    Object.values(filter).every((value) => value === undefined) ? found : listAuditEntries(id, {}, 1),
    listAuditActors(id),
    lastExport(id, "audit_log"),
    listRunningExports(id),
  ]);
  const shown = entries.slice(0, pageSize);
  const next = entries.length > pageSize ? shown.at(-1)?.seq : undefined;
  return (
    <>
      <RefreshOnFocus />
      <PageHeading title="Audit log">
        Who exported what from {name}, when, and how it ended. Nobody can change or delete an entry:{" "}
        <Jump to="chain">verify the log</Jump>, or <Jump to="download-log">download it</Jump>.
      </PageHeading>
      <AuditFilterForm workspace={slug} state={state} actors={actors} />
      {shown.length > 0 ? (
        <EntryTable entries={shown} workspace={slug} />
      ) : (
        <NoEntries workspace={slug} state={state} />
      )}
      <Pagination
        label="the audit log"
        newest={state.before ? auditLogHref(slug, { ...state, before: null }) : null}
        older={next ? auditLogHref(slug, { ...state, before: next }) : null}
      />
      <div className="mt-8">
        <RunningExports workspace={slug} initial={running.map(exportProgress)} expected={last?.status === "running"} />
      </div>
      <div className="space-y-6">
        <ChainCard workspace={slug} head={head ?? null} />
        <DownloadLog workspace={slug} last={last} />
      </div>
    </>
  );
}

/** The table is long, and they are below it. */
function Jump({ to, children }: { to: string; children: string }) {
  return (
    <a href={`#${to}`} className="text-accent-ink underline">
      {children}
    </a>
  );
}
