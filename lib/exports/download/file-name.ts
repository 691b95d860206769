import type { ExportFormat } from "@/lib/exports/kinds";
import { scopeSlug } from "@/lib/exports/scope/scope-slug";
import type { OpenExport } from "@/lib/exports/types";

/** A file's extension and content type, and what its name says to tell it from other formats with the same extension. */
type FileType = { extension: string; contentType: string; variant?: string };

const csvType = "text/csv; charset=utf-8; header=present";

export const fileTypes: Record<ExportFormat, FileType> = {
  csv: { extension: "csv", contentType: csvType },
  "csv-excel": { extension: "csv", contentType: csvType, variant: "excel" },
  "csv-semicolon": { extension: "csv", contentType: csvType, variant: "semicolon" },
  "csv-exact": { extension: "csv", contentType: csvType, variant: "exact" },
  json: { extension: "json", contentType: "application/json; charset=utf-8" },
  ndjson: { extension: "ndjson", contentType: "application/x-ndjson; charset=utf-8" },
  xlsx: {
    extension: "xlsx",
    contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  },
  html: { extension: "html", contentType: "text/html; charset=utf-8" },
};

type Named = Pick<
  OpenExport,
  "slug" | "kind" | "format" | "compress" | "targetId" | "scope" | "includeNotes" | "startedAt"
>;

/** The content type of an export's file. */
export function contentType({ format, compress }: Pick<Named, "format" | "compress">): string {
  return compress === "gzip" ? "application/gzip" : fileTypes[format].contentType;
}

/**
 * The name of an export's file: workspace, kind, scope, the variant of its format, and when it started, to the minute, in UTC, such as
 * acme-contacts-leads-semicolon-2026-11-23T1410Z.csv. It holds no personal data and needs no quoting: slugs and ids are lower-case letters,
 * digits, hyphens and underscores.
 */
export function fileName(named: Named): string {
  const { slug, kind, format, compress, targetId, scope, includeNotes, startedAt } = named;
  const { extension, variant } = fileTypes[format];
  const time = `${new Date(startedAt).toISOString().slice(0, 16).replace(":", "")}Z`;
  const parts = [slug, kind.replace("_", "-"), targetId?.slice(0, 8), scopeSlug(scope, includeNotes), variant, time];
  return `${parts.filter(Boolean).join("-")}.${extension}${compress === "gzip" ? ".gz" : ""}`;
}
