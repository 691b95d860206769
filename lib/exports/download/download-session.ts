import "server-only";
import { env } from "@/lib/env";
import { AppError, toAppError } from "@/lib/errors";
import type { Chunk } from "@/lib/exports/chunk";
import type { OpenExport } from "@/lib/exports/lifecycle/exports";
import { startHeartbeat } from "@/lib/exports/lifecycle/heartbeat";
import { OutcomeRecorder } from "@/lib/exports/lifecycle/outcome-recorder";
import { createTokenClient } from "@/lib/exports/lifecycle/token-client";
import { writers } from "@/lib/exports/writers/writers";
import { log } from "@/lib/log";
import { registerDownload } from "./active-downloads";
import { coalesceChunks } from "./coalesce-chunks";
import { prefetch } from "./prefetch";

/** A client that takes nothing for this long is gone: nothing else would ever end its download. */
const stalledAfter = 5 * 60_000;

/**
 * Starts a run's file. The first chunk is read before this returns, so that a refusal or a broken query is an error with a
 * message and not half a file; after that, whatever goes wrong breaks the stream off and never closes it neatly.
 * @param signal aborts when the client leaves
 * @param keepAwake is given a promise that settles once the outcome is recorded, also when this throws
 * @returns the file's bytes, read from the database only as fast as they are taken
 * @throws AppError unavailable; forbidden when the run may not read; not_found when its contact is gone; already_ended when it
 * was cancelled meanwhile
 */
export async function createDownload(
  run: OpenExport,
  signal: AbortSignal,
  keepAwake: (ended: Promise<void>) => void,
): Promise<ReadableStream<Uint8Array>> {
  const client = createTokenClient(run.ticket);
  const record = new OutcomeRecorder(client, run.id);
  const reading = new AbortController();
  const chunks = coalesceChunks(prefetch(writers[run.kind](run, reading.signal)));
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  let stalled: NodeJS.Timeout | undefined;
  let broken: AppError | undefined;
  keepAwake(ended);

  const release = () => {
    clearTimeout(stalled);
    clearTimeout(deadline);
    forget();
    stopHeartbeat();
    signal.removeEventListener("abort", leave);
  };
  const breakOff = (outcome: "failed" | "interrupted", reason: string, error = new AppError("unavailable", reason)) => {
    // The reading that this ends fails too, and that is no news.
    broken ??= error;
    reading.abort();
    release();
    controller?.error(broken);
    record.breakOff(outcome, reason).then(end);
  };
  const leave = () => breakOff("interrupted", "The download was broken off by the browser or the connection.");
  const forget = registerDownload((reason) => {
    breakOff("interrupted", reason);
    return ended;
  });
  const { EXPORT_DEADLINE_SECONDS: seconds } = env();
  const deadline = Number.isFinite(seconds)
    ? setTimeout(() => breakOff("failed", "It took longer than the server lets a download take."), seconds * 1000)
    : undefined;
  const stopHeartbeat = startHeartbeat(client, {
    id: run.id,
    progress: () => record.progress,
    // A batch would be refused as well, but a slow client has not yet taken what was read before.
    onRefused: (error) => breakOff("failed", failureReason(error), error),
  });
  signal.addEventListener("abort", leave, { once: true });
  // Left while the run was opened: that has been said already, and is not said again.
  if (signal.aborted) leave();

  let next: IteratorResult<Chunk<Uint8Array>> | undefined;
  try {
    next = await chunks.next();
  } catch (thrown) {
    const error = toAppError(thrown);
    breakOff("failed", failureReason(error), error);
    throw broken;
  }

  return new ReadableStream<Uint8Array>({
    start(started) {
      controller = started;
    },
    async pull(puller) {
      clearTimeout(stalled);
      try {
        next ??= await chunks.next();
        if (next.done) {
          // First the heartbeat: it would find the run ended, and take that for cancelled.
          stopHeartbeat();
          await record.complete(reading.signal);
          release();
          end();
          puller.close();
          return;
        }
        record.add(next.value);
        puller.enqueue(next.value.text);
        next = undefined;
        stalled = setTimeout(() => {
          breakOff("interrupted", "The download stood still for five minutes and was given up.");
        }, stalledAfter);
      } catch (thrown) {
        const error = toAppError(thrown);
        if (!broken && error.code !== "already_ended") log.error({ export: run.id, error }, "export.broke_off");
        breakOff("failed", failureReason(error), error);
      }
    },
    cancel: leave,
  });
}

/** Why a run failed, for its record: plain words, nothing internal. */
function failureReason({ code }: AppError): string {
  // Told in vain: the record already says who cancelled it, and a run ends once.
  if (code === "already_ended") return "It had ended before.";
  if (code === "unavailable") return "The database stopped answering.";
  if (code === "forbidden") return "The person who started it is no longer an owner or admin of the workspace.";
  if (code === "expired") return "It took longer than twelve hours.";
  if (code === "not_found") return "The contact was deleted.";
  return "Something went wrong on our side.";
}
