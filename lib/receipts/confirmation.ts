import "server-only";
import { isDeepStrictEqual } from "node:util";
import { cache } from "react";
import { readAnswer } from "@/lib/exports/answer/answer";
import { exportScope, readScope } from "@/lib/exports/scope/scope";
import type { Database, Json } from "@/lib/supabase/database.types";
import { attemptClaims, maxEmailLength, type ReceiptClaims, scopeClaims } from "./claims";
import { publishedKeys } from "./server-keys";
import { verifyReceipt } from "./verify-receipt";

/**
 * Who says what the record of an export says.
 * - confirmed: the app's server signed all of it
 * - unconfirmed: whoever had the export's token; an admin can have one of their own
 * - unsigned: the database; it has not ended, or was ended by an admin or by the database itself
 */
export type Confirmation = "confirmed" | "unconfirmed" | "unsigned";

/** What a receipt is compared with, and the receipt. */
export const signedColumns =
  "id, tenant_id, kind, format, compress, target_id, include_notes, scope, answer, actor_id, actor_name, actor_email, status, failure, rows_written, bytes_written, cells_guarded, cells_cut, counts, sha256, started_at, attempt, resumed_from, receipt" as const;

export type SignedColumns = Pick<
  Database["public"]["Tables"]["exports"]["Row"],
  | "id"
  | "tenant_id"
  | "kind"
  | "format"
  | "compress"
  | "target_id"
  | "include_notes"
  | "scope"
  | "answer"
  | "actor_id"
  | "actor_name"
  | "actor_email"
  | "status"
  | "failure"
  | "rows_written"
  | "bytes_written"
  | "cells_guarded"
  | "cells_cut"
  | "counts"
  | "sha256"
  | "started_at"
  | "attempt"
  | "resumed_from"
  | "receipt"
>;

/** Compares an export with its receipt. */
export async function confirmExport(row: SignedColumns): Promise<Confirmation> {
  const endedByServer = wasEndedByServer(row.status, row.failure);
  if (row.receipt === null) return endedByServer ? "unconfirmed" : "unsigned";
  const claims = await readReceipt(row.receipt);
  const scope = readScope(row.scope);
  const answer = readAnswer(row.answer);
  if (!claims || !scope || !answer) return "unconfirmed";
  const { outcome, reason, ended_at: _, ...signed } = claims;
  const recorded = {
    ...scopeClaims(scope, answer),
    ...attemptClaims({ attempt: row.attempt, resumedFrom: row.resumed_from }),
    export: row.id,
    workspace: row.tenant_id,
    kind: row.kind,
    format: row.format,
    compress: row.compress,
    contact: row.target_id,
    notes: row.include_notes,
    actor: row.actor_id,
    actor_email: row.actor_email.slice(0, maxEmailLength),
    rows: row.rows_written,
    bytes: row.bytes_written,
    escaped_cells: row.cells_guarded,
    cut_cells: row.cells_cut ?? {},
    counts: row.counts,
    sha256: row.sha256,
    started_at: row.started_at && new Date(row.started_at).toISOString(),
  };
  // Who ended an export that the server did not end is the database's record; its receipt confirms what was sent.
  const sameOutcome = endedByServer ? outcome === row.status && reason === row.failure : outcome !== "completed";
  return sameOutcome && isDeepStrictEqual(signed, recorded) ? "confirmed" : "unconfirmed";
}

type AuditEntryColumns = Database["public"]["Tables"]["audit_log"]["Row"];
type AuditEntry = Pick<AuditEntryColumns, "action" | "tenant_id" | "target_id" | "actor_id" | "actor_email"> & {
  details: Json;
};

/** Compares the audit entry of an outcome with the receipt in its details; other entries are unsigned. Once for each entry of a page. */
export const confirmEntry = cache(async (entry: AuditEntry): Promise<Confirmation> => {
  const outcome = entry.action.replace(/^export\./, "");
  const details = (entry.details ?? {}) as Record<string, unknown>;
  if (!wasEndedByServer(outcome, (details.reason as string) ?? null)) return "unsigned";
  const claims = typeof details.receipt === "string" ? await readReceipt(details.receipt) : null;
  if (!claims) return "unconfirmed";
  const { started_at: _, ended_at: __, ...signed } = claims;
  const scope = exportScope.safeParse(details.scope ?? {});
  const answer = readAnswer(details.answer ?? {});
  if (!scope.success || !answer) return "unconfirmed";
  const recorded = {
    ...scopeClaims(scope.data, answer),
    ...attemptClaims({ attempt: Number(details.attempt ?? 1), resumedFrom: Number(details.resumed_from ?? 0) }),
    export: details.export,
    workspace: entry.tenant_id,
    kind: details.kind,
    format: details.format,
    compress: details.compress ?? null,
    contact: entry.target_id,
    notes: details.notes !== "exclude",
    actor: entry.actor_id,
    actor_email: (entry.actor_email ?? "").slice(0, maxEmailLength),
    outcome,
    reason: details.reason ?? null,
    rows: details.rows,
    bytes: details.bytes,
    escaped_cells: details.cells_guarded,
    cut_cells: details.cells_cut ?? {},
    counts: details.counts,
    sha256: details.sha256 ?? null,
  };
  return isDeepStrictEqual(signed, recorded) ? "confirmed" : "unconfirmed";
});

function wasEndedByServer(status: string, failure: string | null): boolean {
  return ["completed", "failed", "interrupted"].includes(status) && failure !== "server_lost";
}

async function readReceipt(receipt: string): Promise<ReceiptClaims | null> {
  // Whatever is wrong with it, it confirms nothing.
  return verifyReceipt(receipt, await publishedKeys()).catch(() => null);
}
