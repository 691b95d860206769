import "server-only";
import { toAppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { ticketClient } from "@/lib/supabase/ticket-client";
import { inChunks } from "./in-chunks";
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
 * @throws AppError unavailable; forbidden when the run may not read
 */
export async function runStream(
  run: OpenRun,
  signal: AbortSignal,
): Promise<{ body: ReadableStream<Uint8Array>; ended: Promise<void> }> {
  const client = ticketClient(run.ticket);
  const record = new RunRecord(client, run.id);
  const reading = new AbortController();
  const chunks = inChunks(readAhead(writers[run.kind](client, run, reading.signal)));
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();

  const breakOff = (outcome: "failed" | "interrupted", reason: string) => {
    reading.abort();
    clearTimeout(stalled);
    signal.removeEventListener("abort", leave);
    record.breakOff(outcome, reason).then(end);
  };
  const leave = () => breakOff("interrupted", "The download was broken off by the browser or the connection.");
  let stalled: NodeJS.Timeout | undefined;

  signal.addEventListener("abort", leave, { once: true });
  let next: IteratorResult<{ text: string; rows: number; guarded: number }> | undefined;
  try {
    next = await chunks.next();
  } catch (error) {
    breakOff("failed", failureReason(error));
    throw error;
  }

  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      clearTimeout(stalled);
      try {
        next ??= await chunks.next();
        if (next.done) {
          await record.complete();
          signal.removeEventListener("abort", leave);
          end();
          controller.close();
          return;
        }
        controller.enqueue(record.add(next.value));
        next = undefined;
        stalled = setTimeout(() => {
          controller.error(new Error("The client stopped reading."));
          breakOff("interrupted", "The download stood still for five minutes and was given up.");
        }, stalledAfter);
      } catch (error) {
        if (!reading.signal.aborted) log("export.broke_off", { export: run.id }, error);
        controller.error(error);
        breakOff("failed", failureReason(error));
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
  if (code === "not_found") return "The contact was deleted.";
  return "Something went wrong on our side.";
}
