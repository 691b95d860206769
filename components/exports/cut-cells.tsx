"use client";

import { TriangleAlert } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { useLocale } from "@/components/ui/use-browser";
import { cutCellsText } from "@/lib/exports/labels/cell-counts";

type Props = {
  counts: unknown;
  /** Without a box, for a table. */
  isPlain?: boolean;
};

/** A warning that a workbook holds shortened cells, by the column `exports.cells_cut`; nothing without any. */
export function CutCells({ counts, isPlain = false }: Props) {
  const text = cutCellsText(counts, useLocale());
  if (!text) return null;
  return (
    <p
      className={cn(
        "flex text-sm text-note-ink",
        isPlain ? "mt-1 gap-1.5" : "mt-2 gap-2 rounded-md border border-transparent bg-note-soft px-3 py-2",
      )}
    >
      <TriangleAlert className={cn("mt-0.5 shrink-0", isPlain ? "size-3.5" : "size-4")} aria-hidden="true" />
      <span className="min-w-0">{text}</span>
    </p>
  );
}
