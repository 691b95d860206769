import type { ExportKind } from "../kinds.ts";
import type { ExportScope } from "./scope.ts";

/** A scope, or filters of a page that may be none. */
type Filters = { [Field in keyof ExportScope]: ExportScope[Field] | string };

/** The path of the page on which an export is customized, with this scope filled in. */
export function customizeHref(workspace: string, kind: ExportKind, scope: Filters = {}): string {
  const query = new URLSearchParams({ kind });
  for (const [field, value] of Object.entries(scope)) if (value) query.set(field, String(value));
  return `/${workspace}/settings/data-export/customize?${query}`;
}
