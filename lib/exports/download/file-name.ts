import type { ExportFormat, ExportKind } from "@/lib/exports/kinds";

/** What a downloaded file is, for each format. */
export const fileTypes: Record<ExportFormat, { extension: string; contentType: string }> = {
  csv: { extension: "csv", contentType: "text/csv; charset=utf-8; header=present" },
  "csv-excel": { extension: "csv", contentType: "text/csv; charset=utf-8; header=present" },
  "csv-exact": { extension: "csv", contentType: "text/csv; charset=utf-8; header=present" },
  json: { extension: "json", contentType: "application/json; charset=utf-8" },
  html: { extension: "html", contentType: "text/html; charset=utf-8" },
};

/**
 * The name of a run's file, such as acme-contacts-2026-11-23.csv. It holds no personal data and needs no quoting: slugs and ids
 * are lower-case letters, digits and hyphens.
 * @param run.startedAt ISO 8601; the date is that day in UTC
 */
export function fileName(run: {
  slug: string;
  kind: ExportKind;
  format: ExportFormat;
  targetId: string | null;
  startedAt: string;
}): string {
  const day = new Date(run.startedAt).toISOString().slice(0, 10);
  const kind = run.kind.replace("_", "-");
  const about = run.targetId ? `${kind}-${run.targetId.slice(0, 8)}` : kind;
  return `${run.slug}-${about}-${day}.${fileTypes[run.format].extension}`;
}
