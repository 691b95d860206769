import type { Metadata } from "next";
import { adminTitle } from "@/app/[workspace]/admin-title";
import { auditAddress, auditFilter, parseAuditState } from "@/components/audit/audit-address";
import { AuditFilterForm } from "@/components/audit/audit-filter-form";
import { ChainCard } from "@/components/audit/chain-card";
import { DownloadLog } from "@/components/audit/download-log";
import { EntryTable } from "@/components/audit/entry-table";
import { NoEntries } from "@/components/audit/no-entries";
import { KeepFresh } from "@/components/exports/keep-fresh";
import { RunningNow } from "@/components/exports/running-now";
import { PageHeading } from "@/components/page-heading";
import { Paging } from "@/components/people/paging";
import { auditActors, auditEntries } from "@/lib/audit/entries";
import { adminWorkspaceOfPage } from "@/lib/auth/page-guard";
import { lastExport } from "@/lib/exports/overview";
import { runningRun } from "@/lib/exports/running-run";
import { runningRuns } from "@/lib/exports/runs";

type Props = PageProps<"/[workspace]/team/audit-log">;

const pageSize = 50;

export function generateMetadata({ params }: Props): Promise<Metadata> {
  return adminTitle(params, "Audit log");
}

export default async function AuditLogPage({ params, searchParams }: Props) {
  const { id, slug, name } = await adminWorkspaceOfPage((await params).workspace);
  const state = parseAuditState(await searchParams);
  const filter = auditFilter(state);
  // One more than is shown tells whether there are more, without counting.
  const found = auditEntries(id, filter, pageSize + 1);
  const [entries, [head], actors, last, running] = await Promise.all([
    found,
    Object.values(filter).every((value) => value === undefined) ? found : auditEntries(id, {}, 1),
    auditActors(id),
    lastExport(id, "audit_log"),
    runningRuns(id),
  ]);
  const shown = entries.slice(0, pageSize);
  const next = entries.length > pageSize ? shown.at(-1)?.seq : undefined;
  return (
    <>
      <KeepFresh />
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
      <Paging
        label="the audit log"
        newest={state.before ? auditAddress(slug, { ...state, before: null }) : null}
        older={next ? auditAddress(slug, { ...state, before: next }) : null}
      />
      <div className="mt-8">
        <RunningNow workspace={slug} initial={running.map(runningRun)} expected={last?.status === "running"} />
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
