import { type ExportFormat, type ExportKind, exportKinds, formatNames } from "@/lib/exports/kinds";
import { kindLabels } from "@/lib/exports/labels/kind-labels";
import type { ExportStatus } from "@/lib/exports/queries/list-exports";
import { exportScope, isPart } from "@/lib/exports/scope/scope";
import { contentText } from "@/lib/exports/scope/scope-lines";
import type { AuditedExport } from "./audited-exports";
import type { AuditEntry } from "./entries";
import { actionLabel } from "./labels";

/** What one line of the audit log page says about an export, by its entries. */
export type AuditedLine = AuditedExport & {
  /** "Contacts as CSV", or the action of an entry that says no more. */
  title: string;
  /** What is in the file: "Part. " and its filters, the time zone of a whole, or that internal notes are left out; empty for everything as it is. */
  part: string;
  /** The start of the export's id, or the number of the entry: tells lines with the same title apart. */
  reference: string;
  /** Null for what the system recorded. */
  actorName: string | null;
  actorEmail: string | null;
  /** The time of the entry that puts the line in its place. */
  at: string | null;
  /** By the last entry of an outcome; of a running export, by its record; null when neither says it. */
  status: ExportStatus | null;
  remarkCount: number | null;
  rows: number | null;
  isAtLeast: boolean;
  /** The entry of the outcome. */
  outcome: AuditEntry | null;
};

const endings = ["completed", "failed", "interrupted", "cancelled", "expired"] as const satisfies ExportStatus[];

export function auditedLine(audited: AuditedExport): AuditedLine {
  const { seq, exportId, status, entries } = audited;
  const request = entries.find(({ action }) => Object.hasOwn(exportKinds, action.replace(/^export\./, "")));
  const last = entries.findLast(({ action }) => endingOf(action) || action === "export.resumed");
  // A download that was resumed has no outcome until it ends again.
  const outcome = last && endingOf(last.action) ? last : null;
  const first = request ?? entries[0];
  const details = fieldsOf(first);
  const results = fieldsOf(outcome ?? undefined);
  const { data: scope = null } = exportScope.safeParse(details.scope ?? {});
  const includeNotes = details.notes !== "exclude";
  // One that cannot be read may leave something out.
  const isWhole = scope !== null && !isPart(String(details.kind), scope, includeNotes);
  return {
    ...audited,
    title: titleOf(first, details),
    part: `${isWhole ? "" : "Part. "}${contentText(details.kind, scope, includeNotes)}`,
    reference: exportId ? exportId.slice(0, 8) : `entry ${seq}`,
    actorName: first?.actor_id ? (first.actor_name ?? "") : null,
    actorEmail: first?.actor_email ?? null,
    at: (entries.find((entry) => entry.seq === seq) ?? first)?.created_at ?? null,
    status: outcome ? endingOf(outcome.action) : status === "pending" || status === "running" ? status : null,
    remarkCount: remarkCountOf(results.remarks),
    rows: typeof results.rows === "number" ? results.rows : null,
    isAtLeast: results.at_least === true,
    outcome,
  };
}

function titleOf(entry: AuditEntry | undefined, { kind, format }: Record<string, unknown>): string {
  if (!Object.hasOwn(kindLabels, String(kind)) || !Object.hasOwn(formatNames, String(format))) {
    return actionLabel(entry?.action ?? "");
  }
  const contact = entry?.target_id ? ` ${entry.target_id.slice(0, 8)}` : "";
  return `${kindLabels[kind as ExportKind]}${contact} as ${formatNames[format as ExportFormat]}`;
}

function endingOf(action: string): (typeof endings)[number] | null {
  return endings.find((ending) => action === `export.${ending}`) ?? null;
}

function remarkCountOf(remarks: unknown): number | null {
  const count = isFields(remarks) ? remarks.count : null;
  return typeof count === "number" ? count : null;
}

function fieldsOf(entry: AuditEntry | undefined): Record<string, unknown> {
  return isFields(entry?.details) ? entry.details : {};
}

/** Whether the details of an entry, or a value in them, have fields. */
export function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
