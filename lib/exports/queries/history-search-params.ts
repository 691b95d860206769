import { type ExportKind, exportKinds } from "@/lib/exports/kinds";
import { parseCursor, printCursor } from "@/lib/paging/cursor";
import { firstParam, type SearchParams } from "@/lib/paging/search-params";
import type { ExportListFilter, ExportStatus } from "./list-exports";

/** The outcomes to filter by, in the order of the list. */
export const filterableStatuses = [
  "completed",
  "failed",
  "interrupted",
  "cancelled",
  "running",
  "pending",
  "expired",
] as const satisfies readonly ExportStatus[];

/** Reads the filter, order and page of the history from the URL; invalid parameters are ignored. */
export function parseHistory(searchParams: SearchParams): ExportListFilter {
  const kind = firstParam(searchParams.kind) ?? "";
  const outcome = firstParam(searchParams.outcome);
  return {
    kind: Object.hasOwn(exportKinds, kind) ? (kind as ExportKind) : null,
    status: filterableStatuses.find((status) => status === outcome) ?? null,
    order: firstParam(searchParams.sort) === "oldest" ? "oldest" : "newest",
    cursor: parseCursor(firstParam(searchParams.before)),
  };
}

/** The path of the data export page with this history. */
export function historyHref(workspace: string, { kind, status, order, cursor }: ExportListFilter): string {
  const query = new URLSearchParams();
  if (kind) query.set("kind", kind);
  if (status) query.set("outcome", status);
  if (order === "oldest") query.set("sort", order);
  if (cursor) query.set("before", printCursor(cursor));
  return `/${workspace}/settings/data-export${query.size ? `?${query}` : ""}#history`;
}
