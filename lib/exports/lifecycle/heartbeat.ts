import type { AppError, ErrorCode } from "@/lib/errors";
import { log } from "@/lib/log";
import { databaseError } from "@/lib/supabase/database-error";
import { withTimeout } from "@/lib/supabase/with-timeout";
import type { RecordedPart } from "./file-part";
import type { TokenClient } from "./token-client";

/** The export was cancelled, its actor lost the right to export, or its time is over. Any other error may be gone a second later. */
const fatalCodes: readonly ErrorCode[] = ["already_ended", "forbidden", "expired"];

type Progress = { rows: number; bytes: number };

/** What is reported with the progress: parts of the file, and whether it differs from what earlier attempts sent. */
type Details = { parts: readonly RecordedPart[]; differs: boolean; onRecorded: () => void };

/** The database takes an export for dead after two minutes without a heartbeat. */
const keepAliveMs = 30_000;

/** Back off: wait 20 times the last response time, 30 s at most. */
const backoffFactor = 20;

/**
 * Reports an export's progress once a second when it has changed, and every 30 s in any case.
 * @param details asked for what to report with it
 * @param onRefused called with the reason when the export may not go on
 * @returns disposing it stops the reports
 */
export function startHeartbeat(
  client: TokenClient,
  {
    id,
    progress,
    details,
    onRefused,
  }: {
    id: string;
    progress: () => Progress;
    details: () => Promise<Details>;
    onRefused: (error: AppError) => void;
  },
): Disposable {
  let rowsTotal: number | undefined;
  let lastReport: Progress & { at: number } = { rows: 0, bytes: 0, at: Date.now() };
  let notBefore = 0;
  let inFlight = false;
  let stopped = false;
  client.rpc("count_export_rows", {}, { get: true }).then(({ data }) => {
    rowsTotal = data ?? undefined;
  });

  const timer = setInterval(async () => {
    const { rows, bytes } = progress();
    const now = Date.now();
    const nothingToReport = bytes === lastReport.bytes && now - lastReport.at < keepAliveMs;
    if (inFlight || now < notBefore || nothingToReport) return;
    inFlight = true;
    const { parts, differs, onRecorded } = await details();
    const report = { rows_written: rows, rows_total: rowsTotal, bytes_written: bytes, parts: [...parts], differs };
    // A report that hangs must not hold up the next ones.
    const { error, status } = await withTimeout(20_000, (signal) =>
      client.rpc("report_progress", report).abortSignal(signal),
    );
    inFlight = false;
    notBefore = Date.now() + Math.min(backoffFactor * (Date.now() - now), keepAliveMs);
    // A report that was in flight while the outcome was recorded is refused as ended: ignore it.
    if (stopped) return;
    if (error) {
      const refusal = databaseError(error, status);
      if (fatalCodes.includes(refusal.code)) return onRefused(refusal);
      return log.warn({ export: id, error }, "export.heartbeat_failed");
    }
    onRecorded();
    lastReport = { rows, bytes, at: Date.now() };
  }, 1000);
  timer.unref();
  return {
    [Symbol.dispose]() {
      stopped = true;
      clearInterval(timer);
    },
  };
}
