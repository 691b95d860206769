import type { ExportFormat } from "@/lib/exports/kinds";
import { scopeSlug } from "@/lib/exports/scope/scope-slug";
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
 * The name of an export's file, such as acme-contacts-2026-11-23.csv, or acme-contacts-leads-2026-11-23T1410Z.csv for a part; the time
 * is in UTC. It holds no personal data and needs no
 * quoting: slugs and ids are lower-case letters, digits and hyphens.
 */
export function fileName({
  slug,
  kind,
  format,
  targetId,
  scope,
  includeNotes,
  startedAt,
}: Pick<OpenExport, "slug" | "kind" | "format" | "targetId" | "scope" | "includeNotes" | "startedAt">): string {
  const time = new Date(startedAt).toISOString();
  const selection = kind === "contact" ? "" : scopeSlug(scope, includeNotes);
  // Of parts several may be exported on one day: 2026-11-25T1410Z.
  const day = selection ? `${selection}-${time.slice(0, 16).replace(":", "")}Z` : time.slice(0, 10);
  const kindPart = kind.replace("_", "-");
  const subject = targetId ? `${kindPart}-${targetId.slice(0, 8)}` : kindPart;
  return `${slug}-${subject}-${day}.${fileTypes[format].extension}`;
}
