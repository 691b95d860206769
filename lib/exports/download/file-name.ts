import type { ExportFormat } from "@/lib/exports/kinds";
import type { OpenExport } from "@/lib/exports/types";

/** The file extension and content type of each format. */
export const fileTypes: Record<ExportFormat, { extension: string; contentType: string }> = {
  csv: { extension: "csv", contentType: "text/csv; charset=utf-8; header=present" },
  "csv-excel": { extension: "csv", contentType: "text/csv; charset=utf-8; header=present" },
  "csv-exact": { extension: "csv", contentType: "text/csv; charset=utf-8; header=present" },
  json: { extension: "json", contentType: "application/json; charset=utf-8" },
  html: { extension: "html", contentType: "text/html; charset=utf-8" },
};

/**
 * The name of an export's file, such as acme-contacts-2026-11-23.csv; the day is in UTC. It holds no personal data and needs no
 * quoting: slugs and ids are lower-case letters, digits and hyphens.
 */
export function fileName({
  slug,
  kind,
  format,
  targetId,
  startedAt,
}: Pick<OpenExport, "slug" | "kind" | "format" | "targetId" | "startedAt">): string {
  const day = new Date(startedAt).toISOString().slice(0, 10);
  const kindPart = kind.replace("_", "-");
  const subject = targetId ? `${kindPart}-${targetId.slice(0, 8)}` : kindPart;
  return `${slug}-${subject}-${day}.${fileTypes[format].extension}`;
}
