import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { adminTitle } from "@/app/[workspace]/admin-title";
import { PrintButton } from "@/components/exports/print-button";
import { Receipt } from "@/components/exports/receipt";
import { FollowExports } from "@/components/exports/running-exports";
import { PageHeading } from "@/components/layout/page-heading";
import { RefreshOnFocus } from "@/components/layout/refresh-on-focus";
import { Isolated } from "@/components/ui/isolated";
import { listEntriesOfExport } from "@/lib/audit/entries";
import { redirectOnAuthError } from "@/lib/auth/redirect-on-auth-error";
import { requireAdminWorkspace } from "@/lib/auth/session";
import { exportProgress } from "@/lib/exports/queries/export-progress";
import { kindLabels } from "@/lib/exports/queries/kind-labels";
import { findExport } from "@/lib/exports/queries/list-exports";

type Props = PageProps<"/[workspace]/settings/data-export/receipts/[id]">;

export function generateMetadata({ params }: Props): Promise<Metadata> {
  return adminTitle(params, "Export receipt");
}

export default async function ReceiptPage({ params }: Props) {
  const { workspace: slug, id } = await params;
  const workspace = await redirectOnAuthError(requireAdminWorkspace(slug));
  const row = z.guid().safeParse(id).success ? await redirectOnAuthError(findExport(workspace.id, id)) : null;
  if (!row) notFound();
  const entries = await listEntriesOfExport(workspace.id, row.id);
  return (
    <>
      <RefreshOnFocus />
      {row.status === "running" ? <FollowExports initial={[exportProgress(row)]} isExpected /> : null}
      <PageHeading
        trail={[
          { label: "Settings", href: `/${slug}/settings` },
          { label: "Data export", href: `/${slug}/settings/data-export` },
        ]}
        title={`${kindLabels[row.kind]} export ${row.status === "completed" && row.confirmation === "confirmed" ? "receipt" : "details"}`}
        actions={<PrintButton />}
      >
        <Isolated>{workspace.name}</Isolated> · <code className="font-mono text-xs">{row.id}</code>
      </PageHeading>
      <Receipt row={row} workspace={slug} entries={entries} />
    </>
  );
}
