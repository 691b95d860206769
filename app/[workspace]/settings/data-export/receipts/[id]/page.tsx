import { ChevronLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { z } from "zod";
import { adminTitle } from "@/app/[workspace]/admin-title";
import { KeepFresh } from "@/components/exports/keep-fresh";
import { PrintButton } from "@/components/exports/print-button";
import { Receipt } from "@/components/exports/receipt";
import { kindNames } from "@/components/exports/run-words";
import { entriesOfRun } from "@/lib/audit/entries";
import { adminWorkspaceOfPage, orElsewhere } from "@/lib/auth/page-guard";
import { runById } from "@/lib/exports/runs";

type Props = PageProps<"/[workspace]/settings/data-export/receipts/[id]">;

export function generateMetadata({ params }: Props): Promise<Metadata> {
  return adminTitle(params, "Export receipt");
}

export default async function ReceiptPage({ params }: Props) {
  const { workspace: slug, id } = await params;
  const workspace = await adminWorkspaceOfPage(slug);
  const run = z.guid().safeParse(id).success ? await orElsewhere(runById(workspace.id, id)) : null;
  if (!run) notFound();
  const entries = await entriesOfRun(workspace.id, run.id);
  return (
    <>
      <KeepFresh />
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
