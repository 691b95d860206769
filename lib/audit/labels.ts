import { readAnswer } from "@/lib/exports/answer/answer";
import { answerText } from "@/lib/exports/answer/answer-lines";
import { languageNames } from "@/lib/exports/answer/languages";
import { failureReasons } from "@/lib/exports/failure-reasons";
import { formatNames } from "@/lib/exports/kinds";
import { cellCountsText } from "@/lib/exports/labels/cell-counts";
import { kindLabels } from "@/lib/exports/labels/kind-labels";
import { recordCountsText } from "@/lib/exports/labels/record-counts";
import { remarkCountText } from "@/lib/exports/labels/remark-count-text";
import { parseRemarks } from "@/lib/exports/labels/remark-texts";
import { exportScope } from "@/lib/exports/scope/scope";
import { scopeText } from "@/lib/exports/scope/scope-lines";
import type { auditActions } from "./actions";

/** The label of each audit action. */
export const actionLabels: Record<string, string> = {
  "export.contacts": "Contacts export requested",
  "export.conversations": "Conversations export requested",
  "export.contact": "Single-contact export requested",
  "export.audit_log": "Audit log export requested",
  "export.resumed": "Export resumed",
  "export.completed": "Export completed",
  "export.failed": "Export failed",
  "export.interrupted": "Export interrupted",
  "export.cancelled": "Export cancelled",
  "export.expired": "Export never downloaded",
  "privacy.changed": "Privacy information changed",
} satisfies Record<(typeof auditActions)[number], string>;

/** The label of an action; an unknown action is its own label. */
export function actionLabel(action: string): string {
  return Object.hasOwn(actionLabels, action) ? (actionLabels[action] ?? action) : action;
}

/** `format` returns an empty string for a value that is not worth showing. Pages print numbers by the browser's locale (DetailValue). */
type DetailLabel = { label: string; format: (value: unknown) => string };

const oneOf = (labels: Record<string, string>) => (value: unknown) =>
  typeof value === "string" && Object.hasOwn(labels, value) ? (labels[value] ?? value) : detailText(value);

/** The known keys of `audit_log.details`, in the order in which they are shown. */
export const detailLabels: Record<string, DetailLabel> = {
  export: { label: "Export", format: detailText },
  kind: { label: "Kind", format: oneOf(kindLabels) },
  format: { label: "Format", format: oneOf(formatNames) },
  compress: { label: "Compression", format: detailText },
  notes: { label: "Internal notes", format: oneOf({ include: "Included", exclude: "Not included" }) },
  scope: { label: "Scope", format: scopeDetail },
  answer: { label: "Answer", format: answerDetail },
  language: { label: "Language", format: oneOf(languageNames) },
  version: { label: "Version", format: detailText },
  text_sha256: { label: "SHA-256 of the text", format: detailText },
  reason: { label: "Reason", format: oneOf(failureReasons) },
  attempt: { label: "Attempt", format: detailText },
  resumed_from: { label: "From byte", format: detailText },
  rows: { label: "Rows", format: detailText },
  counts: { label: "Records", format: (value) => recordCountsText(value) },
  remarks: { label: "Remarks", format: remarksText },
  bytes: { label: "Size", format: detailText },
  cells_guarded: { label: "Neutralized formulas", format: (value) => (value === 0 ? "" : detailText(value)) },
  cells_cut: { label: "Cells cut for Excel", format: (value) => cellCountsText(value) },
  milliseconds: { label: "Duration", format: detailText },
  sha256: { label: "SHA-256", format: detailText },
  at_least: { label: "", format: () => "" },
  receipt: { label: "", format: () => "" },
};

function scopeDetail(value: unknown): string {
  const scope = exportScope.safeParse(value);
  return scope.success ? scopeText(scope.data) : detailText(value);
}

function answerDetail(value: unknown): string {
  const answer = readAnswer(value);
  return answer ? answerText(answer) : detailText(value);
}

/** How many records were moved, changed or deleted while the export ran; the receipt lists them. */
function remarksText(value: unknown): string {
  const remarks = parseRemarks({ remarks: value });
  return remarks ? `${remarkCountText(remarks.count)} on the receipt` : detailText(value);
}

/** A detail without a format of its own: strings unchanged, other values as JSON. */
export function detailText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
