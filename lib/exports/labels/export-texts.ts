import { type ExportFormat, type ExportKind, formatNames } from "@/lib/exports/kinds";
import type { ExportProgress } from "@/lib/exports/queries/export-progress";
import { bytes } from "@/lib/format/bytes";
import { count } from "@/lib/format/count";
import { cutCellsText } from "./cell-counts";
import { kindLabels, partOfKind } from "./kind-labels";
import { remarkCountText } from "./remark-count-text";

/** "Contacts as CSV", "Part of contacts as CSV", or "One contact as readable report (HTML)". */
export function exportLabel(kind: ExportKind, format: ExportFormat, isPart = false): string {
  const what = isPart ? `Part of ${kindLabels[kind].toLowerCase()}` : kindLabels[kind];
  return `${what} as ${kind === "contact" ? withinSentence(formatNames[format]) : formatNames[format]}`;
}

/** A label with a small first letter, for the middle of a sentence; abbreviations such as CSV stay. */
export function withinSentence(label: string): string {
  return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

/** What a screen reader hears after the click. */
export function startedText(label: string): string {
  return `${label}: the download has started.`;
}

export function isEnded({ status }: Pick<ExportProgress, "status">): boolean {
  return status !== "pending" && status !== "running";
}

/**
 * "5,009 rows · 1.3 MB"; of a part, "9 rows · 2 kB · a part of the contacts"; of a single contact, which is one row, "24 kB" or
 * "24 kB · without internal notes".
 */
function sizeText(progress: ExportProgress, locale?: string): string {
  const { kind, part, includeNotes, rowsWritten, bytesWritten, remarkCount } = progress;
  return [
    kind === "contact" ? null : count(rowsWritten, "row", "rows", locale),
    bytes(bytesWritten, locale),
    part ? partOfKind(kind) : null,
    includeNotes ? null : "without internal notes",
    remarkCount ? remarkCountText(remarkCount, locale) : null,
  ]
    .filter((text) => text !== null)
    .join(" · ");
}

/** So much may be on its way to the browser when the server has sent all. */
const bytesOnTheWay = 8_000_000;

/** A warning is about a complete file, and empty when there is nothing to warn of. */
type EndText = { title: string; text: string; warning: string; variant: "success" | "warning" | "danger" };

/** How an export ended: "Downloaded" and what, or what went wrong and what to do. */
export function endText(progress: ExportProgress, locale?: string): EndText {
  const isDownloaded = progress.status === "completed" && progress.confirmed;
  const warning = isDownloaded ? cutCellsText(progress.cellsCut, locale) : "";
  const variant = warning ? "warning" : isDownloaded ? "success" : "danger";
  return { ...outcomeText(progress, locale), warning, variant };
}

function outcomeText(progress: ExportProgress, locale?: string): Pick<EndText, "title" | "text"> {
  const { status, confirmed, reason, canResume, bytesWritten } = progress;
  const incomplete = "The file is incomplete, so don’t use it.";
  if (canResume) {
    return {
      title: bytesWritten > 0 ? `Interrupted after ${bytes(bytesWritten, locale)}` : "Interrupted",
      text: reason,
    };
  }
  switch (status) {
    case "completed":
      if (confirmed) {
        const isOnTheWay = bytesWritten > bytesOnTheWay;
        return {
          title: "Downloaded",
          text: sizeText(progress, locale) + (isOnTheWay ? ". Your browser may still be saving the end of it" : ""),
        };
      }
      return {
        title: "Not confirmed by the server",
        text: "Hydra’s server didn’t sign this record. Its numbers and its hash may be wrong.",
      };
    case "interrupted":
      return { title: "The download was interrupted", text: `${incomplete} ${reason}` };
    case "cancelled":
      return { title: "Cancelled", text: incomplete };
    case "expired":
      return { title: "Never downloaded", text: "The download link has expired. Export again." };
    case "failed":
    case "pending":
    case "running":
      return { title: "Failed", text: `${incomplete} ${reason}` };
  }
}
