import { ChevronLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { z } from "zod";
import { adminTitle } from "@/app/[workspace]/admin-title";
import { kindNames } from "@/components/exports/export-labels";
import { PrintButton } from "@/components/exports/print-button";
import { Receipt } from "@/components/exports/receipt";
import { RefreshOnFocus } from "@/components/exports/refresh-on-focus";
import { listEntriesOfExport } from "@/lib/audit/entries";
import { redirectOnAuthError } from "@/lib/auth/redirect-on-auth-error";
import { requireAdminWorkspace } from "@/lib/auth/session";
import { findExport } from "@/lib/exports/queries/list-exports";

type Props = PageProps<"/[workspace]/settings/data-export/receipts/[id]">;

export function generateMetadata({ params }: Props): Promise<Metadata> {
  return adminTitle(params, "Export receipt");
}

export default async function ReceiptPage({ params }: Props) {
  const { workspace: slug, id } = await params;
  const workspace = await redirectOnAuthError(requireAdminWorkspace(slug));
  const run = z.guid().safeParse(id).success ? await redirectOnAuthError(findExport(workspace.id, id)) : null;
  if (!run) notFound();
  const entries = await listEntriesOfExport(workspace.id, run.id);
  return (
    <>
      <RefreshOnFocus />
      <Link
        href={`/${slug}/settings/data-export`}
        className="-ml-1 inline-flex min-h-8 items-center gap-1 rounded-md pr-2 text-sm font-medium text-quiet hover:text-ink print:hidden"
      >
        <ChevronLeft className="size-4" aria-hidden="true" />
        Data export
      </Link>
      <header className="mt-1 mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="text-2xl font-semibold tracking-tight">
            {run.status === "completed" ? "Receipt" : "Record"} of an export: {kindNames[run.kind].toLowerCase()}
          </h1>
          <p className="mt-1.5 text-quiet">
            {workspace.name} · <code className="font-mono text-xs">{run.id}</code>
          </p>
        </div>
        <PrintButton />
      </header>
      <Receipt run={run} workspace={slug} entries={entries} />
    </>
  );
}
