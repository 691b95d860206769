"use client";

import { TriangleAlert } from "lucide-react";
import { useLocale } from "@/components/ui/use-browser";
import { cutCellsText } from "@/lib/exports/labels/cell-counts";

/** A warning that a workbook holds shortened cells, by the column `exports.cells_cut`; nothing without any. */
export function CutCells({ counts }: { counts: unknown }) {
  const text = cutCellsText(counts, useLocale());
  if (!text) return null;
  return (
    <p className="mt-2 flex gap-2 rounded-md border border-transparent bg-note-soft px-3 py-2 text-sm text-note-ink">
      <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
      <span className="min-w-0">{text}</span>
    </p>
  );
}
