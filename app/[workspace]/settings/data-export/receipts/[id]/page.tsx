import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { adminTitle } from "@/app/[workspace]/admin-title";
import { withErrorPages } from "@/app/[workspace]/with-error-pages";
import { FollowExports } from "@/components/exports/running-exports";
import { PageHeading } from "@/components/layout/page-heading";
import { RefreshOnFocus } from "@/components/layout/refresh-on-focus";
import { PrintButton } from "@/components/receipts/print-button";
import { Receipt } from "@/components/receipts/receipt";
import { Isolated } from "@/components/ui/isolated";
import { listEntriesOfExport } from "@/lib/audit/entries";
import { redirectOnAuthError } from "@/lib/auth/redirect-on-auth-error";
import { canExport } from "@/lib/auth/roles";
import { findWorkspace, requireAdminWorkspace, requireUser } from "@/lib/auth/session";
import { kindLabels } from "@/lib/exports/labels/kind-labels";
import { exportProgress } from "@/lib/exports/queries/export-progress";
import { findExport } from "@/lib/exports/queries/list-exports";

type Props = PageProps<"/[workspace]/settings/data-export/receipts/[id]">;

/** The export with this id, or null; cached per request. */
const findRow = cache((workspaceId: string, id: string) =>
  z.guid().safeParse(id).success ? findExport(workspaceId, id) : Promise.resolve(null),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { workspace: slug, id } = await params;
  const workspace = await findWorkspace(slug).catch(() => null);
  const isUnknown =
    workspace && canExport(workspace.role) && (await findRow(workspace.id, id).catch(() => undefined)) === null;
  return isUnknown ? { title: "Page not found" } : adminTitle(params, "Export receipt");
}

async function ReceiptPage({ params }: Props) {
  const { workspace: slug, id } = await params;
  const workspace = await redirectOnAuthError(requireAdminWorkspace(slug));
  const row = await redirectOnAuthError(findRow(workspace.id, id));
  if (!row) notFound();
  const [user, entries] = await Promise.all([requireUser(), listEntriesOfExport(workspace.id, row.id)]);
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
      <Receipt row={row} workspace={slug} entries={entries} userId={user.id} />
    </>
  );
}

export default withErrorPages(ReceiptPage);
