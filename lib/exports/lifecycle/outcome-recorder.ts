import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "@/lib/errors";
import { addCounts, type Chunk, type Counts } from "@/lib/exports/chunk";
import type { TokenClient } from "@/lib/exports/lifecycle/token-client";
import { log } from "@/lib/log";
import { databaseError } from "@/lib/supabase/database-error";
import { retryWhileUnavailable } from "@/lib/supabase/retry-while-unavailable";
import { withTimeout } from "@/lib/supabase/with-timeout";

type Outcome = "completed" | "failed" | "interrupted";

/** Seconds to wait before trying again to record how a run ended: about three minutes in all, a database's restart. */
const patience = [0.5, 1, 2, 5, 10, 20, 30, 60, 60];

/** Counts and hashes what a run sends, and tells the database how it ended. */
export class OutcomeRecorder {
  readonly #client: TokenClient;
  readonly #id: string;
  readonly #hash = createHash("sha256");
  #rows = 0;
  #bytes = 0;
  #guarded = 0;
  #counts: Counts = {};
  #ended: Promise<void> | undefined;

  constructor(client: TokenClient, id: string) {
    this.#client = client;
    this.#id = id;
  }

  /** How much was sent so far. */
  get progress(): { rows: number; bytes: number } {
    return { rows: this.#rows, bytes: this.#bytes };
  }

  /** Takes a part of the file into account that is about to be sent. */
  add({ text: bytes, rows, guarded, counts }: Chunk<Uint8Array>): void {
    this.#hash.update(bytes);
    this.#rows += rows;
    this.#bytes += bytes.length;
    this.#guarded += guarded;
    this.#counts = addCounts(this.#counts, counts);
  }

  /**
   * Records that the whole file was sent; called before its end is, so that no file ends well without its record.
   * @param signal aborts when the download breaks off meanwhile
   * @throws when the database does not take it, or cannot be heard saying so: then the download must not end well
   */
  async complete(signal: AbortSignal): Promise<void> {
    // Told again when the answer was lost: the database knows a repeated end for one.
    const taken = await retryWhileUnavailable("finish_export", () => this.#tell("completed"), signal);
    if (!taken) throw new Error("The run was not running any more.");
    this.#ended = Promise.resolve();
  }

  /**
   * Records that the download broke off, however long the database takes to answer; also where it has the run for completed,
   * but its answer was lost. Does nothing after the first end.
   */
  breakOff(outcome: "failed" | "interrupted", reason: string): Promise<void> {
    this.#ended ??= this.#tellPatiently(outcome, reason);
    return this.#ended;
  }

  async #tellPatiently(outcome: Outcome, reason: string): Promise<void> {
    for (const seconds of [...patience, null]) {
      try {
        await this.#tell(outcome, reason);
        return;
      } catch (error) {
        log.error({ export: this.#id, outcome, retryInSeconds: seconds, error }, "export.outcome_not_recorded");
        if (seconds !== null) await sleep(seconds * 1000, undefined, { ref: false });
      }
    }
  }

  async #tell(outcome: Outcome, reason?: string): Promise<boolean> {
    const end = {
      outcome,
      rows_written: this.#rows,
      bytes_written: this.#bytes,
      cells_guarded: this.#guarded,
      counts: this.#counts,
      sha256: outcome === "completed" ? this.#hash.copy().digest("hex") : undefined,
      failure: reason,
    };
    const { data, error, status } = await withTimeout(20_000, (limit) =>
      this.#client.rpc("finish_export", end).abortSignal(limit),
    );
    if (error) throw databaseError(error, status);
    // Whatever it is that answered so, the database did not.
    if (typeof data !== "boolean") throw new AppError("unavailable");
    if (data) {
      const level = ({ completed: "info", interrupted: "warn", failed: "error" } as const)[outcome];
      log[level]({ export: this.#id, rows: this.#rows, bytes: this.#bytes, reason }, `export.${outcome}`);
    }
    return data;
  }
}
