import type { ExportKind } from "../kinds.ts";
import type { ExportScope } from "./scope.ts";

/** The path of the page on which an export is customized, with this scope filled in. */
export function customizeHref(workspace: string, kind: ExportKind, scope: ExportScope = {}): string {
  const query = new URLSearchParams({ kind });
  for (const [field, value] of Object.entries(scope)) if (value) query.set(field, String(value));
  return `/${workspace}/settings/data-export/customize?${query}`;
}
