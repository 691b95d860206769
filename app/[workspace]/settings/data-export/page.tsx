import type { Metadata } from "next";
import { adminTitle } from "@/app/[workspace]/admin-title";
import { ColumnList } from "@/components/exports/column-list";
import { ExportCard } from "@/components/exports/export-card";
import { ExportHelp } from "@/components/exports/export-help";
import { RecentExports, recentExportsPageSize } from "@/components/exports/recent-exports";
import { RunningExports } from "@/components/exports/running-exports";
import { SchemaLink } from "@/components/exports/schema-link";
import { VerifyFile } from "@/components/exports/verify-file";
import { PageHeading } from "@/components/layout/page-heading";
import { RefreshOnFocus } from "@/components/layout/refresh-on-focus";
import { Disclosure } from "@/components/ui/disclosure";
import { redirectOnAuthError } from "@/lib/auth/redirect-on-auth-error";
import { requireAdminWorkspace } from "@/lib/auth/session";
import { contactColumnNames } from "@/lib/exports/contact-columns";
import { exportProgress } from "@/lib/exports/queries/export-progress";
import { listExports, listRunningExports } from "@/lib/exports/queries/list-exports";
import { countWorkspace, lastExport } from "@/lib/exports/queries/overview";
import { countOrEstimate } from "@/lib/format/count";
import { parseCursor } from "@/lib/paging/cursor";
import { firstParam } from "@/lib/paging/search-params";

export function generateMetadata({ params }: PageProps<"/[workspace]/settings/data-export">): Promise<Metadata> {
  return adminTitle(params, "Data export");
}

export default async function DataExportPage({ params, searchParams }: PageProps<"/[workspace]/settings/data-export">) {
  const workspace = await redirectOnAuthError(requireAdminWorkspace((await params).workspace));
  const { id, slug, name } = workspace;
  const before = parseCursor(firstParam((await searchParams).before));
  const [counts, lastContacts, lastContactsPart, lastConversations, lastConversationsPart, running, recent] =
    await redirectOnAuthError(
      Promise.all([
        countWorkspace(id),
        lastExport(id, "contacts"),
        lastExport(id, "contacts", { isPart: true }),
        lastExport(id, "conversations"),
        lastExport(id, "conversations", { isPart: true }),
        listRunningExports(id),
        listExports(id, before, recentExportsPageSize + 1),
      ]),
    );
  // The queries run at slightly different times: an export may have started in between.
  const expectRunning = [lastContacts, lastContactsPart, lastConversations, lastConversationsPart, ...recent].some(
    (row) => row?.status === "running",
  );
  return (
    <>
      <RefreshOnFocus />
      <PageHeading title="Data export">
        Download contacts and conversations from {name}. Every export is recorded in the audit log.
      </PageHeading>
      <ExportCard
        workspace={slug}
        kind="contacts"
        title="Contacts, leads & former customers"
        description="One row per person: contacts, leads, former customers and anonymous visitors."
        size={`${countOrEstimate(counts.contacts, "row")}`}
        last={lastContacts}
        lastPart={lastContactsPart}
        formats={["xlsx", "csv", "json"]}
        moreFormats={["csv-excel", "csv-semicolon", "csv-exact", "ndjson"]}
      >
        <Disclosure title="Columns">
          <ColumnList columns={contactColumnNames} />
          <SchemaLink kind="contacts" />
        </Disclosure>
      </ExportCard>
      <div className="mt-6">
        <ExportCard
          workspace={slug}
          kind="conversations"
          title="Conversations"
          description="All conversations with every message, reply and internal note."
          size={`${countOrEstimate(counts.conversations, "conversation")}`}
          last={lastConversations}
          lastPart={lastConversationsPart}
          formats={["xlsx", "json"]}
          moreFormats={["csv", "csv-excel", "csv-semicolon", "csv-exact", "ndjson"]}
        >
          <Disclosure title="File structure">
            <p className="text-sm text-quiet">
              A JSON array with one object per conversation: its fields, <code>messages</code> and <code>replies</code>,
              oldest first. Internal notes are replies with <code>is_internal</code> set to <code>true</code>.
            </p>
            <SchemaLink kind="conversations" />
          </Disclosure>
        </ExportCard>
      </div>
      <div className="mt-8">
        <RunningExports workspace={slug} initial={running.map(exportProgress)} expected={expectRunning} />
        <RecentExports workspace={workspace} rows={recent} before={before} />
      </div>
      <div className="mt-8">
        <VerifyFile workspace={slug} />
      </div>
      <div className="mt-8">
        <ExportHelp />
      </div>
    </>
  );
}
