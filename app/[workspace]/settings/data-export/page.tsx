import type { Metadata } from "next";
import { adminTitle } from "@/app/[workspace]/admin-title";
import { ColumnList } from "@/components/exports/column-list";
import { ExcelAdvice } from "@/components/exports/excel-advice";
import { ExportCard } from "@/components/exports/export-card";
import { ExportLimits } from "@/components/exports/export-limits";
import { RecentExports, recentSize } from "@/components/exports/recent-exports";
import { RefreshOnFocus } from "@/components/exports/refresh-on-focus";
import { RunningExports } from "@/components/exports/running-exports";
import { SchemaLink } from "@/components/exports/schema-link";
import { VerifyFile } from "@/components/exports/verify-file";
import { PageHeading } from "@/components/layout/page-heading";
import { Disclosure } from "@/components/ui/disclosure";
import { redirectOnAuthError } from "@/lib/auth/redirect-on-auth-error";
import { requireAdminWorkspace } from "@/lib/auth/session";
import { exportProgress } from "@/lib/exports/queries/export-progress";
import { listExports, listRunningExports } from "@/lib/exports/queries/list-exports";
import { countWorkspace, lastExport } from "@/lib/exports/queries/overview";
import { contactColumns } from "@/lib/exports/writers/contacts";
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
  const [now, lastContacts, lastConversations, running, recent] = await redirectOnAuthError(
    Promise.all([
      countWorkspace(id),
      lastExport(id, "contacts"),
      lastExport(id, "conversations"),
      listRunningExports(id),
      listExports(id, before, recentSize + 1),
    ]),
  );
  // These were read at slightly different moments: a run may have begun in between.
  const seenRunning = [lastContacts, lastConversations, ...recent].some((run) => run?.status === "running");
  return (
    <>
      <RefreshOnFocus />
      <PageHeading title="Data export">
        Download what {name} keeps in Hydra. Each download is recorded in the audit log: who took it, what, and when.
      </PageHeading>
      <ExportCard
        workspace={slug}
        kind="contacts"
        title="Contacts, leads & former customers"
        text="Every person in your workspace, one row each: leads, contacts, former customers and anonymous visitors."
        size={`${countOrEstimate(now.contacts, "row")} now`}
        last={lastContacts}
        formats={["csv", "json"]}
        moreFormats={["csv-excel", "csv-exact"]}
      >
        <Disclosure title="Columns in this file">
          <ColumnList columns={contactColumns.map((column) => column.name)} />
          <SchemaLink file="contacts" />
        </Disclosure>
      </ExportCard>
      <div className="mt-6">
        <ExportCard
          workspace={slug}
          kind="conversations"
          title="Conversations"
          text="Every conversation with all of its messages, of people, bot and tools, and all of your team's replies and internal notes."
          size={`${countOrEstimate(now.conversations, "conversation")} now`}
          last={lastConversations}
          formats={["json"]}
        >
          <Disclosure title="What a conversation looks like in the file">
            <p className="text-sm text-quiet">
              A list with one entry per conversation: its own fields, its <code>messages</code> and its{" "}
              <code>replies</code>, each oldest first. Internal notes are replies with <code>is_internal</code> set to
              true.
            </p>
            <SchemaLink file="conversations" />
          </Disclosure>
        </ExportCard>
      </div>
      <div className="mt-8">
        <RunningExports workspace={slug} initial={running.map(exportProgress)} expected={seenRunning} />
        <RecentExports workspace={workspace} runs={recent} before={before} />
      </div>
      <div className="mt-8">
        <VerifyFile workspace={slug} />
      </div>
      <div className="mt-8 grid gap-8 sm:grid-cols-2">
        <ExportLimits />
        <ExcelAdvice />
      </div>
    </>
  );
}
