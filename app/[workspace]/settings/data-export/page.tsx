import type { Metadata } from "next";
import { adminTitle } from "@/app/[workspace]/admin-title";
import { withErrorPages } from "@/app/[workspace]/with-error-pages";
import { ExcelHelp } from "@/components/exports/excel-help";
import { ExportCard } from "@/components/exports/export-card";
import { ExportHistory, historyPageSize } from "@/components/exports/export-history";
import { FileContents } from "@/components/exports/file-contents";
import { FirstExport } from "@/components/exports/first-export";
import { FollowExports, RunningExports } from "@/components/exports/running-exports";
import { PageHeading } from "@/components/layout/page-heading";
import { RefreshOnFocus } from "@/components/layout/refresh-on-focus";
import { VerifyFile } from "@/components/receipts/verify-file";
import { Estimate } from "@/components/ui/estimate";
import { Isolated } from "@/components/ui/isolated";
import { TextLink } from "@/components/ui/text-link";
import { redirectOnAuthError } from "@/lib/auth/redirect-on-auth-error";
import { requireAdminWorkspace } from "@/lib/auth/session";
import { exportKinds } from "@/lib/exports/kinds";
import { exportProgress } from "@/lib/exports/queries/export-progress";
import { parseHistory } from "@/lib/exports/queries/history-search-params";
import { listExports, listRunningExports } from "@/lib/exports/queries/list-exports";
import { countWorkspace, lastExports } from "@/lib/exports/queries/overview";
import { contactFields, conversationFields } from "@/lib/exports/schemas/column-meanings";

const notIncluded = [
  "attachments and other uploaded files",
  "knowledge base articles",
  "bot, flow and mini-app settings",
  "data from other workspaces",
];

export function generateMetadata({ params }: PageProps<"/[workspace]/settings/data-export">): Promise<Metadata> {
  return adminTitle(params, "Data export");
}

async function DataExportPage({ params, searchParams }: PageProps<"/[workspace]/settings/data-export">) {
  const workspace = await redirectOnAuthError(requireAdminWorkspace((await params).workspace));
  const { id, slug, name } = workspace;
  const filter = parseHistory(await searchParams);
  const [counts, lastContacts, lastConversations, runningRows, history] = await redirectOnAuthError(
    Promise.all([
      countWorkspace(id),
      lastExports(id, "contacts"),
      lastExports(id, "conversations"),
      listRunningExports(id),
      listExports(id, filter, historyPageSize + 1),
    ]),
  );
  const running = runningRows.map(exportProgress);
  const isFirst = history.length === 0 && !filter.cursor && !filter.kind && !filter.status;
  return (
    <>
      <RefreshOnFocus />
      {/* The queries run at slightly different times: an export may have started in between. */}
      <FollowExports initial={running} isExpected={history.some(({ status }) => status === "running")} />
      <PageHeading title="Data export" trail={[{ label: "Settings", href: `/${slug}/settings` }]}>
        Download contacts and conversations from <Isolated>{name}</Isolated>. Every export is recorded in the{" "}
        <TextLink href={`/${slug}/team/audit-log`}>audit log</TextLink>.
      </PageHeading>
      <div className="divide-y divide-line rounded-lg border border-line bg-surface">
        {isFirst ? <FirstExport isEmpty={counts.contacts.rows + counts.conversations.rows === 0} /> : null}
        <ExportCard
          workspace={slug}
          kind="contacts"
          title="Contacts, leads & former customers"
          description="One row per person, anonymous visitors included."
          size={<Estimate {...counts.contacts} unit="row" />}
          last={lastContacts}
          formats={exportKinds.contacts.formats}
          customizeHref={`/${slug}/settings/data-export/customize?kind=contacts`}
          running={running}
          contents={
            <>
              <FileContents
                kind="contacts"
                caption="Columns of the contacts file"
                fields={contactFields}
                notIncluded={notIncluded}
              />
              <ExcelHelp />
            </>
          }
        />
        <ExportCard
          workspace={slug}
          kind="conversations"
          title="Conversations"
          description="Every conversation with its messages, replies and internal notes."
          size={<Estimate {...counts.conversations} unit="conversation" />}
          last={lastConversations}
          formats={exportKinds.conversations.formats}
          customizeHref={`/${slug}/settings/data-export/customize?kind=conversations`}
          running={running}
          contents={
            <FileContents
              kind="conversations"
              caption="Fields of the conversations file"
              fields={conversationFields}
              notIncluded={notIncluded}
            />
          }
        />
      </div>
      <div className="mt-4 space-y-3 rounded-lg border border-line bg-surface p-4 empty:hidden">
        <RunningExports kinds={["contact", "audit_log"]} initial={running} />
      </div>
      {isFirst ? null : (
        <div className="mt-8">
          <ExportHistory workspace={workspace} filter={filter} rows={history} />
        </div>
      )}
      <div className="mt-8">
        <VerifyFile workspace={slug} />
      </div>
    </>
  );
}

export default withErrorPages(DataExportPage);
