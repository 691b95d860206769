import type { ExportScope } from "./scope.ts";

/** A scope as the fields of a request, from which parseScope reads the same scope. */
export function requestFields(scope: ExportScope): Record<string, string> {
  return Object.fromEntries(
    Object.entries(scope).flatMap(([field, value]) => (value === undefined ? [] : [[field, value.toString()]])),
  );
}
