import { createHash } from "node:crypto";
import pRetry from "p-retry";
import { AppError } from "@/lib/errors";
import { addCounts } from "@/lib/exports/chunk";
import type { Chunk, Counts, Outcome } from "@/lib/exports/types";
import { log } from "@/lib/log";
import { databaseError } from "@/lib/supabase/database-error";
import { retryWhileUnavailable } from "@/lib/supabase/retry-while-unavailable";
import { withTimeout } from "@/lib/supabase/with-timeout";
import type { TokenClient } from "./token-client";

/** From 0.5 s to one minute, about three minutes in all: the time a database needs to restart. */
const reportRetries = { retries: 9, minTimeout: 500, factor: 2, maxTimeout: 60_000 };

const logLevels = { completed: "info", interrupted: "warn", failed: "error" } as const;

/** Counts and hashes what a download sends, and records in the database how the export ended. */
export class OutcomeRecorder {
  readonly #client: TokenClient;
  readonly #exportId: string;
  readonly #hash = createHash("sha256");
  #rows = 0;
  #bytes = 0;
  #escapedCells = 0;
  #counts: Counts = {};
  #recorded: Promise<void> | undefined;

  constructor(client: TokenClient, exportId: string) {
    this.#client = client;
    this.#exportId = exportId;
  }

  /** How much was sent so far. */
  get progress(): { rows: number; bytes: number } {
    return { rows: this.#rows, bytes: this.#bytes };
  }

  /** Counts and hashes a chunk that is about to be sent. */
  add({ text: bytes, rows, escapedCells, counts }: Chunk<Uint8Array>): void {
    this.#hash.update(bytes);
    this.#rows += rows;
    this.#bytes += bytes.length;
    this.#escapedCells += escapedCells;
    this.#counts = addCounts(this.#counts, counts);
  }

  /**
   * Records that the whole file was sent. Called before the response ends, so that no file ends well without its record.
   * @param signal aborts when the download is aborted meanwhile
   * @throws when the database refuses it or cannot be reached: the download must then not end well
   */
  async complete(signal: AbortSignal): Promise<void> {
    // May be repeated when the answer was lost: the database recognizes a repeated outcome.
    const accepted = await retryWhileUnavailable("finish_export", () => this.#report("completed"), signal);
    if (!accepted) throw new AppError("already_ended");
    this.#recorded = Promise.resolve();
  }

  /**
   * Records that the download did not end well, retrying while the database is away. May downgrade a completed export whose
   * confirmation was lost. Does nothing after an outcome was recorded.
   */
  fail(outcome: "failed" | "interrupted", reason: string): Promise<void> {
    this.#recorded ??= this.#reportWithRetry(outcome, reason);
    return this.#recorded;
  }

  async #reportWithRetry(outcome: Outcome, reason: string): Promise<void> {
    await pRetry(() => this.#report(outcome, reason), {
      ...reportRetries,
      unref: true,
      onFailedAttempt: ({ error, retryDelay }) =>
        log.error({ export: this.#exportId, outcome, retryInMs: retryDelay, error }, "export.outcome_not_recorded"),
    }).catch(() => {});
  }

  /** @returns false when the export has ended in another way */
  async #report(outcome: Outcome, reason?: string): Promise<boolean> {
    const report = {
      outcome,
      rows_written: this.#rows,
      bytes_written: this.#bytes,
      cells_guarded: this.#escapedCells,
      counts: this.#counts,
      sha256: outcome === "completed" ? this.#hash.copy().digest("hex") : undefined,
      failure: reason,
    };
    const { data, error, status } = await withTimeout(20_000, (signal) =>
      this.#client.rpc("finish_export", report).abortSignal(signal),
    );
    if (error) throw databaseError(error, status);
    // Not an answer of our function.
    if (typeof data !== "boolean") throw new AppError("unavailable");
    if (data) {
      const fields = { export: this.#exportId, rows: this.#rows, bytes: this.#bytes, reason };
      log[logLevels[outcome]](fields, `export.${outcome}`);
    }
    return data;
  }
}
