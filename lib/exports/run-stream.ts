import "server-only";
import { env } from "@/lib/env";
import { toAppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { ticketClient } from "@/lib/supabase/ticket-client";
import { startHeartbeat } from "./heartbeat";
import { inChunks } from "./in-chunks";
import { noteDownload } from "./open-downloads";
import type { Piece } from "./piece";
import { readAhead } from "./read-ahead";
import type { OpenRun } from "./run";
import { RunRecord } from "./run-record";
import { writers } from "./writers";

/** A client that takes nothing for this long is gone: nothing else would ever end its download. */
const stalledAfter = 5 * 60_000;

/**
 * Starts a run's file. The first chunk is read before this returns, so that a refusal or a broken query is an error with a
 * message and not half a file; after that, whatever goes wrong breaks the stream off and never closes it neatly.
 * @param signal aborts when the client leaves
 * @returns the file's bytes, read from the database only as fast as they are taken; ended settles once the outcome is recorded
 * @throws AppError unavailable; forbidden when the run may not read; not_found when its contact is gone
 */
export async function runStream(
  run: OpenRun,
  signal: AbortSignal,
): Promise<{ body: ReadableStream<Uint8Array>; ended: Promise<void> }> {
  const client = ticketClient(run.ticket);
  const record = new RunRecord(client, run.id);
  const reading = new AbortController();
  const chunks = inChunks(readAhead(writers[run.kind](run, reading.signal)));
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  let stalled: NodeJS.Timeout | undefined;

  const release = () => {
    clearTimeout(stalled);
    clearTimeout(deadline);
    forget();
    stopHeartbeat();
    signal.removeEventListener("abort", leave);
  };
  const breakOff = (outcome: "failed" | "interrupted", reason: string, error: unknown = new Error(reason)) => {
    reading.abort();
    release();
    controller?.error(error);
    record.breakOff(outcome, reason).then(end);
  };
  const leave = () => breakOff("interrupted", "The download was broken off by the browser or the connection.");
  const forget = noteDownload((reason) => {
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
    // The record already says who cancelled it.
    onEnded: () => breakOff("interrupted", "The export was cancelled."),
  });
  signal.addEventListener("abort", leave, { once: true });

  let next: IteratorResult<Piece<Uint8Array>> | undefined;
  try {
    next = await chunks.next();
  } catch (error) {
    breakOff("failed", failureReason(error), error);
    throw error;
  }

  const body = new ReadableStream<Uint8Array>({
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
      } catch (error) {
        if (!reading.signal.aborted) log("export.broke_off", { export: run.id }, error);
        breakOff("failed", failureReason(error), error);
      }
    },
    cancel: leave,
  });
  return { body, ended };
}

/** Why a run failed, for its record: plain words, nothing internal. */
function failureReason(error: unknown): string {
  const { code } = toAppError(error);
  if (code === "unavailable") return "The database stopped answering.";
  if (code === "forbidden") return "The person who started it is no longer an owner or admin of the workspace.";
  if (code === "expired") return "It took longer than twelve hours.";
  if (code === "not_found") return "The contact was deleted.";
  return "Something went wrong on our side.";
}
