"use client";

import Link from "next/link";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { ProgressBar } from "@/components/ui/progress-bar";
import { useLocale } from "@/components/ui/use-browser";
import { cutCellsText } from "@/lib/exports/labels/cell-counts";
import { withinSentence } from "@/lib/exports/labels/export-texts";
import { receiptHref } from "@/lib/exports/queries/receipt-href";
import type { OwnExport, SavingState } from "@/lib/exports/queries/tracker-state";
import { bytes } from "@/lib/format/bytes";
import { useExports } from "./exports-provider";
import { StatusBox } from "./status-box";

type Props = { own: OwnExport; saving: SavingState; workspace: string };

/** How a file goes that the page saves by itself. */
export function SavingStatus({ own, saving, workspace }: Props) {
  const { tracker } = useExports();
  const titleId = useId();
  const locale = useLocale();
  if (saving.phase === "failed") {
    return (
      <StatusBox own={own} variant="danger">
        <p>
          <span className="font-medium">{own.label}: Not saved.</span> {saving.message}
        </p>
      </StatusBox>
    );
  }
  const size = bytes(saving.bytes, locale);
  if (saving.phase === "saved") {
    const warning = cutCellsText(own.progress?.cellsCut, locale);
    return (
      <StatusBox own={own} variant={warning ? "warning" : "success"}>
        <p>
          Saved {size}, the same as on its{" "}
          <Link href={receiptHref(workspace, own.id ?? "")} prefetch={false} className="font-medium underline">
            receipt<span className="sr-only"> for {own.label}</span>
          </Link>
        </p>
        {warning ? <p>{warning}</p> : null}
      </StatusBox>
    );
  }
  const { rowsWritten = 0, rowsTotal = null } = own.progress ?? {};
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
      <div className="min-w-0 grow basis-56">
        <p id={titleId} className="text-sm">
          Saving {withinSentence(own.label)}. Keep this page open.
        </p>
        <ProgressBar labelledBy={titleId} value={rowsWritten} total={rowsTotal} text={size} />
        <p className="mt-1.5 text-sm text-quiet tabular-nums">
          {size}
          {saving.phase === "waiting" ? ` · Interrupted. Going on in ${saving.seconds} s…` : null}
          {saving.phase === "checking" ? " · Checking the file…" : null}
        </p>
      </div>
      <Button size="sm" onClick={() => tracker.stopSaving(own.key)}>
        Stop<span className="sr-only"> saving {own.label}</span>
      </Button>
    </div>
  );
}
