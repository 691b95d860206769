import { countedKinds } from "@/components/exports/counted-kinds";
import { kindNames } from "@/components/exports/export-labels";
import { formatNames } from "@/lib/exports/kinds";
import { bytes } from "@/lib/format/bytes";
import { count } from "@/lib/format/count";
import { duration } from "@/lib/format/duration";

/** What each action is called. */
export const actions: Record<string, string> = {
  "export.contacts": "Started an export of contacts",
  "export.conversations": "Started an export of conversations",
  "export.contact": "Started an export of one contact",
  "export.audit_log": "Started an export of the audit log",
  "export.completed": "Export completed",
  "export.failed": "Export failed",
  "export.interrupted": "Export interrupted",
  "export.cancelled": "Export cancelled",
  "export.expired": "Export never downloaded",
};

/** An action in words; one that this version does not know as it is. */
export function actionLabels(action: string): string {
  return Object.hasOwn(actions, action) ? (actions[action] ?? action) : action;
}

/** An empty text is left out. */
type Shown = { name: string; show: (value: unknown) => string };

const number = (value: unknown) => (typeof value === "number" ? value.toLocaleString("en") : plain(value));
const size = (value: unknown) => (typeof value === "number" ? bytes(value) : plain(value));
const time = (value: unknown) => (typeof value === "number" ? duration(value) : plain(value));
const known = (names: Record<string, string>) => (value: unknown) =>
  typeof value === "string" && Object.hasOwn(names, value) ? (names[value] ?? value) : plain(value);

/** The details that entries have, in the order in which they are shown. */
export const details: Record<string, Shown> = {
  export: { name: "Export", show: (value) => plain(value) },
  kind: { name: "What", show: known(kindNames) },
  format: { name: "Format", show: known(formatNames) },
  notes: { name: "Internal notes", show: known({ include: "included", exclude: "left out" }) },
  reason: { name: "Reason", show: (value) => plain(value) },
  rows: { name: "Rows", show: number },
  counts: { name: "In the file", show: countWords },
  bytes: { name: "Size", show: size },
  cells_guarded: { name: "Guarded cells", show: (value) => (value === 0 ? "" : number(value)) },
  milliseconds: { name: "Took", show: time },
  sha256: { name: "SHA-256", show: (value) => plain(value) },
};

function countWords(value: unknown): string {
  return countedKinds(value)
    .map(([kind, records]) => {
      const many = kind.replaceAll("_", " ");
      return count(records, many.replace(/ies$/, "y").replace(/s$/, ""), many);
    })
    .join(", ");
}

/** A value that nothing better is known about. */
export function plain(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
