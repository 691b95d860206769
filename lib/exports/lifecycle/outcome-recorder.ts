import pRetry from "p-retry";
import { AppError } from "@/lib/errors";
import type { FailureReason } from "@/lib/exports/failure-reasons";
import type { OpenExport, Outcome } from "@/lib/exports/types";
import { log } from "@/lib/log";
import { attemptClaims, maxEmailLength, type ReceiptClaims, scopeClaims } from "@/lib/receipts/claims";
import { signReceipt } from "@/lib/receipts/sign-receipt";
import type { Database } from "@/lib/supabase/database.types";
import { databaseError } from "@/lib/supabase/database-error";
import { retryWhileUnavailable } from "@/lib/supabase/retry-while-unavailable";
import { withTimeout } from "@/lib/supabase/with-timeout";
import { signParts } from "./file-part";
import { SentFile } from "./sent-file";
import type { TokenClient } from "./token-client";

/** From 0.5 s to one minute, about three minutes in all: the time a database needs to restart. */
export const reportRetries = { retries: 9, minTimeout: 500, factor: 2, maxTimeout: 60_000 };

const logLevels = { completed: "info", interrupted: "warn", failed: "error" } as const;

type OutcomeReport = Database["public"]["Functions"]["finish_export"]["Args"] & { outcome: Outcome };

/** Records in the database, signed, how an export ended and what its server had sent. */
export class OutcomeRecorder {
  readonly #client: TokenClient;
  readonly #export: OpenExport;
  #recorded: Promise<void> | undefined;
  /** What is known of the file. */
  file = new SentFile();

  constructor(client: TokenClient, openExport: OpenExport) {
    this.#client = client;
    this.#export = openExport;
  }

  /**
   * Records that the whole file was sent. Called before the response ends, so that no file ends well without its record.
   * @param signal aborts when the download is aborted meanwhile
   * @throws when the database refuses it or cannot be reached: the download must then not end well
   */
  async complete(signal: AbortSignal): Promise<void> {
    const report = await this.#sign("completed", null);
    // May be repeated when the answer was lost: the database recognizes a repeated outcome.
    const accepted = await retryWhileUnavailable("finish_export", () => this.#send(report), signal);
    if (!accepted) throw new AppError("already_ended");
    this.#recorded = Promise.resolve();
  }

  /**
   * Records that the download did not end well, retrying while the database is away. May downgrade a completed export whose
   * confirmation was lost. Does nothing after an outcome was recorded. When the export was cancelled meanwhile, the database only
   * takes over how much was sent.
   */
  fail(outcome: "failed" | "interrupted", reason: FailureReason): Promise<void> {
    this.#recorded ??= this.#reportWithRetry(outcome, reason);
    return this.#recorded;
  }

  async #reportWithRetry(outcome: Outcome, reason: FailureReason): Promise<void> {
    const report = await this.#sign(outcome, reason);
    await pRetry(() => this.#send(report), {
      ...reportRetries,
      unref: true,
      onFailedAttempt: ({ error, retryDelay }) =>
        log.error({ export: this.#export.id, outcome, retryInMs: retryDelay, error }, "export.outcome_not_recorded"),
    }).catch(() => {});
  }

  /** The arguments of finish_export, with a receipt of all that they say. */
  async #sign(outcome: Outcome, reason: FailureReason | null): Promise<OutcomeReport> {
    const {
      id,
      workspaceId,
      kind,
      format,
      compress,
      targetId,
      includeNotes,
      scope,
      answer,
      actorId,
      actorEmail,
      startedAt,
    } = this.#export;
    const { rows, bytes, escapedCells, counts, cutCells } = this.file.totals;
    const sha256 = outcome === "completed" ? this.file.sha256 : null;
    const claims: ReceiptClaims = {
      ...scopeClaims(scope, answer),
      ...attemptClaims(this.#export),
      export: id,
      workspace: workspaceId,
      kind,
      format,
      compress,
      contact: targetId,
      notes: includeNotes,
      actor: actorId,
      actor_email: actorEmail.slice(0, maxEmailLength),
      outcome,
      reason,
      rows,
      bytes,
      escaped_cells: escapedCells,
      cut_cells: cutCells,
      counts,
      sha256,
      started_at: startedAt,
      ended_at: new Date().toISOString(),
    };
    return {
      outcome,
      rows_written: claims.rows,
      bytes_written: claims.bytes,
      cells_guarded: claims.escaped_cells,
      cells_cut: Object.keys(claims.cut_cells).length > 0 ? claims.cut_cells : undefined,
      counts: claims.counts,
      sha256: sha256 ?? undefined,
      failure: reason ?? undefined,
      receipt: await signReceipt(claims),
      parts: await signParts(id, this.file.lastParts()),
      differs: this.file.differs,
    };
  }

  /** @returns false when the export has ended in another way */
  async #send(report: OutcomeReport): Promise<boolean> {
    const { data, error, status } = await withTimeout(20_000, (signal) =>
      this.#client.rpc("finish_export", report).abortSignal(signal),
    );
    if (error) throw databaseError(error, status);
    // Not an answer of our function.
    if (typeof data !== "boolean") throw new AppError("unavailable");
    if (data) {
      const { outcome, rows_written: rows, bytes_written: bytes, failure: reason } = report;
      log[logLevels[outcome]]({ export: this.#export.id, rows, bytes, reason }, `export.${outcome}`);
    }
    return data;
  }
}
