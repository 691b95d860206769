"use client";

import { useLocale } from "@/components/ui/use-browser";
import { cellCountsText } from "@/lib/exports/labels/cell-counts";
import { recordCountsText } from "@/lib/exports/labels/record-counts";
import { remarkCountText } from "@/lib/exports/labels/remark-count-text";

// Counts in words, with the separators of the browser's locale.

/** "1 contact, 4,987 messages" of the column `exports.counts`. */
export function RecordCounts({ counts }: { counts: unknown }) {
  return recordCountsText(counts, useLocale());
}

/** "2 in notes, 1 in metadata" of the column `exports.cells_cut`. */
export function CellCounts({ counts }: { counts: unknown }) {
  return cellCountsText(counts, useLocale());
}

/** "3 remarks" of the column `exports.remark_count`. */
export function RemarkCount({ remarks }: { remarks: number }) {
  return remarkCountText(remarks, useLocale());
}
