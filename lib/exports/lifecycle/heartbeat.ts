import type { AppError, ErrorCode } from "@/lib/errors";
import type { TokenClient } from "@/lib/exports/lifecycle/token-client";
import { log } from "@/lib/log";
import { databaseError } from "@/lib/supabase/database-error";
import { withTimeout } from "@/lib/supabase/with-timeout";

/** It was cancelled, its person may not export any more, its time is over. Whatever else goes wrong may be over a second later. */
const refusals: readonly ErrorCode[] = ["already_ended", "forbidden", "expired"];

type Progress = { rows: number; bytes: number };

/** The database takes a run for dead after two minutes without a word. */
const atLeastEvery = 30_000;

/** After an answer that took this long, the next is not asked for before so many times as long: a busy database is told less. */
const restTimes = 20;

/**
 * Says once a second how far a run is, when that has changed, and now and then that its server is alive.
 * @param onRefused called when the run may not go on, with the reason
 * @returns a function that stops it
 */
export function startHeartbeat(
  client: TokenClient,
  run: { id: string; progress: () => Progress; onRefused: (error: AppError) => void },
): () => void {
  let total: number | undefined;
  let said: Progress & { at: number } = { rows: 0, bytes: 0, at: Date.now() };
  let restUntil = 0;
  let asking = false;
  let stopped = false;
  client.rpc("count_export_rows", {}, { get: true }).then(({ data }) => {
    total = data ?? undefined;
  });

  const timer = setInterval(async () => {
    const { rows, bytes } = run.progress();
    const asked = Date.now();
    if (asking || asked < restUntil || (bytes === said.bytes && asked - said.at < atLeastEvery)) return;
    asking = true;
    const progress = { rows_written: rows, rows_total: total, bytes_written: bytes };
    // One that hangs must not keep the next ones from being heard in time.
    const { error, status } = await withTimeout(20_000, (limit) =>
      client.rpc("report_progress", progress).abortSignal(limit),
    );
    asking = false;
    restUntil = Date.now() + Math.min(restTimes * (Date.now() - asked), atLeastEvery);
    // On its way while the run's end was recorded, it finds the run not running: that is no news then.
    if (stopped) return;
    if (error) {
      const refusal = databaseError(error, status);
      if (refusals.includes(refusal.code)) return run.onRefused(refusal);
      return log.warn({ export: run.id, error }, "export.heartbeat_failed");
    }
    said = { rows, bytes, at: Date.now() };
  }, 1000);
  timer.unref();
  return () => {
    stopped = true;
    clearInterval(timer);
  };
}
