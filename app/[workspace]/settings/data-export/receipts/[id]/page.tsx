import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { adminTitle } from "@/app/[workspace]/admin-title";
import { PrintButton } from "@/components/exports/print-button";
import { Receipt } from "@/components/exports/receipt";
import { BackLink } from "@/components/layout/back-link";
import { RefreshOnFocus } from "@/components/layout/refresh-on-focus";
import { Isolated } from "@/components/ui/isolated";
import { listEntriesOfExport } from "@/lib/audit/entries";
import { redirectOnAuthError } from "@/lib/auth/redirect-on-auth-error";
import { requireAdminWorkspace } from "@/lib/auth/session";
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
      <BackLink href={`/${slug}/settings/data-export`}>Data export</BackLink>
      <header className="mt-1 mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="text-2xl font-semibold tracking-tight">
            {kindLabels[row.kind]} export{" "}
            {row.status === "completed" && row.confirmation === "confirmed" ? "receipt" : "details"}
          </h1>
          <p className="mt-1.5 text-quiet">
            <Isolated>{workspace.name}</Isolated> · <code className="font-mono text-xs">{row.id}</code>
          </p>
        </div>
        <PrintButton />
      </header>
      <Receipt row={row} workspace={slug} entries={entries} />
    </>
  );
}
