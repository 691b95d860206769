import "server-only";
import { env } from "@/lib/env";
import { AppError, toAppError } from "@/lib/errors";
import { gzipChunks } from "@/lib/exports/formats/compress";
import { signParts } from "@/lib/exports/lifecycle/file-part";
import { startHeartbeat } from "@/lib/exports/lifecycle/heartbeat";
import { OutcomeRecorder } from "@/lib/exports/lifecycle/outcome-recorder";
import { createTokenClient, type TokenClient } from "@/lib/exports/lifecycle/token-client";
import { prefetch } from "@/lib/exports/source/prefetch";
import type { Chunk, OpenExport, Position } from "@/lib/exports/types";
import { writers } from "@/lib/exports/writers/writers";
import { log } from "@/lib/log";
import { AbortReason } from "./abort-reason";
import { registerDownload } from "./active-downloads";
import { coalesceChunks } from "./coalesce-chunks";
import { comparedBytes, planAttempt } from "./resume-file";

/** A client that reads nothing for this long is given up: nothing else would end its download. */
const idleTimeoutMs = 5 * 60_000;

/**
 * Starts the download of an export. The first chunk is read before this returns, so that a refusal or a failing query is an HTTP error
 * with a message. After that any failure aborts the stream; it closes only when the whole file was sent and recorded.
 * @param clientSignal aborts when the client disconnects
 * @param total the size that the client was told, if it was
 * @param waitUntil keeps the process alive until the promise settles: once the outcome is recorded, also when this throws
 * @returns the bytes of the file, read from the database only as fast as they are taken
 * @throws AppError unavailable; forbidden when the export may not read; not_found when its contact is gone; already_ended when it was
 * cancelled meanwhile; not_joinable when the file differs from what was sent before
 */
export function createDownload(
  openExport: OpenExport,
  clientSignal: AbortSignal,
  waitUntil: (recorded: Promise<void>) => void,
  total: number | null = null,
): Promise<ReadableStream<Uint8Array>> {
  const session = new DownloadSession(openExport, total);
  waitUntil(session.recorded);
  return session.start(clientSignal);
}

/** How much is compressed at a time. */
const gzipChunkBytes = 256 * 1024;

/** The file in chunks that are worth sending, compressed if the export says so. */
function fileChunks(
  openExport: OpenExport,
  signal: AbortSignal,
  from: Position | undefined,
): AsyncGenerator<Chunk<Uint8Array>> {
  const chunks = prefetch(writers[openExport.kind](openExport, signal, from));
  if (openExport.compress === null) return coalesceChunks(chunks);
  // Joined before as well: each chunk that is compressed costs some bytes of its own. Of one size, so that the same rows are the same bytes.
  return coalesceChunks(gzipChunks(coalesceChunks(chunks, gzipChunkBytes)));
}

/** One download, from the open export to the recorded outcome. */
class DownloadSession {
  readonly #export: OpenExport;
  readonly #total: number | null;
  readonly #client: TokenClient;
  readonly #recorder: OutcomeRecorder;
  #bytes: AsyncGenerator<Uint8Array> | undefined;
  /** Its reason is an AbortReason. */
  readonly #controller = new AbortController();
  readonly #resources = new DisposableStack();
  readonly #recorded = Promise.withResolvers<void>();
  readonly #heartbeat: Disposable;
  #stream: ReadableStreamDefaultController<Uint8Array> | undefined;
  #next: IteratorResult<Uint8Array> | undefined;
  #idleTimer: NodeJS.Timeout | undefined;

  constructor(openExport: OpenExport, total: number | null) {
    this.#export = openExport;
    this.#total = total;
    this.#client = createTokenClient(openExport.token);
    this.#recorder = new OutcomeRecorder(this.#client, openExport);
    this.#heartbeat = startHeartbeat(this.#client, {
      id: openExport.id,
      progress: () => this.#recorder.file,
      details: () => this.#progressDetails(),
      // Reading would be refused as well, but a slow client has not yet taken what was read before.
      onRefused: (error) => this.#abort(AbortReason.fromError(error)),
    });
  }

  /** Settles once the outcome is recorded. */
  get recorded(): Promise<void> {
    return this.#recorded.promise;
  }

  async start(clientSignal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    this.#watch(clientSignal);
    await this.#begin();
    if (this.#controller.signal.aborted) {
      const { error } = this.#abortReason;
      // The client may ask for the whole file at once, which opens the export again.
      if (error.code === "not_joinable") await this.recorded;
      throw error;
    }
    return new ReadableStream<Uint8Array>({
      start: (stream) => {
        this.#stream = stream;
      },
      pull: () => this.#pull(),
      cancel: () => this.#onClientDisconnect(),
    });
  }

  /** Reads the first bytes; of a file that goes on, everything that proves that it is still the same. */
  async #begin(): Promise<void> {
    try {
      const { file, position } = await planAttempt(this.#client, this.#export);
      this.#recorder.file = file;
      const chunks = fileChunks(this.#export, this.#controller.signal, position);
      this.#bytes = comparedBytes(this.#export.resumedFrom ?? 0, chunks, file);
    } catch (error) {
      return this.#onError(error);
    }
    await this.#read();
  }

  async #progressDetails() {
    const { file } = this.#recorder;
    const parts = file.nextParts();
    return {
      parts: await signParts(this.#export.id, parts),
      differs: file.differs,
      onRecorded: () => file.forgetParts(parts),
    };
  }

  /** What can end a download besides an error of its own and the refused heartbeat: client, shutdown, deadline and idle timer. */
  #watch(clientSignal: AbortSignal): void {
    const onDisconnect = () => this.#onClientDisconnect();
    clientSignal.addEventListener("abort", onDisconnect);
    const unregister = registerDownload((reason) => {
      this.#abort(new AbortReason("interrupted", reason));
      return this.recorded;
    });
    const { EXPORT_DEADLINE_SECONDS: seconds } = env();
    const onDeadline = () => this.#abort(new AbortReason("failed", "deadline"));
    const deadline = Number.isFinite(seconds) ? setTimeout(onDeadline, seconds * 1000) : undefined;

    this.#resources.use(this.#heartbeat);
    this.#resources.defer(() => clientSignal.removeEventListener("abort", onDisconnect));
    this.#resources.defer(unregister);
    this.#resources.defer(() => clearTimeout(deadline));
    this.#resources.defer(() => clearTimeout(this.#idleTimer));
    // The signal may already be aborted; its event will not fire again.
    if (clientSignal.aborted) onDisconnect();
  }

  /** Ends the download before its file: stops reading, breaks the client's stream, records the outcome. Only the first reason counts. */
  #abort(reason: AbortReason): void {
    if (this.#controller.signal.aborted) return;
    this.#controller.abort(reason);
    this.#resources.dispose();
    this.#stream?.error(reason.error);
    this.#recorder.fail(reason.outcome, reason.reason).then(this.#recorded.resolve);
  }

  get #abortReason(): AbortReason {
    return this.#controller.signal.reason;
  }

  #onClientDisconnect(): void {
    this.#abort(new AbortReason("interrupted", "client_disconnected"));
  }

  /** Sends the next chunk, or closes the stream after the last. */
  async #pull(): Promise<void> {
    clearTimeout(this.#idleTimer);
    if (!this.#next) await this.#read();
    if (this.#next?.done) await this.#complete();
    if (!this.#next || this.#next.done || this.#controller.signal.aborted) return;
    this.#stream?.enqueue(this.#next.value);
    this.#next = undefined;
    const onIdle = () => this.#abort(new AbortReason("interrupted", "client_idle"));
    this.#idleTimer = setTimeout(onIdle, idleTimeoutMs);
  }

  async #read(): Promise<void> {
    try {
      this.#next = await this.#bytes?.next();
    } catch (error) {
      this.#onError(error);
    }
  }

  async #complete(): Promise<void> {
    // The heartbeat first: it would find the export ended and take it for cancelled.
    this.#heartbeat[Symbol.dispose]();
    try {
      if (this.#total !== null && this.#recorder.file.bytes !== this.#total) throw new AppError("not_joinable");
      await this.#recorder.complete(this.#controller.signal);
    } catch (error) {
      return this.#onError(error);
    }
    this.#resources.dispose();
    this.#recorded.resolve();
    if (!this.#controller.signal.aborted) this.#stream?.close();
  }

  #onError(thrown: unknown): void {
    // Aborting also rejects the pending read; keep the first error.
    if (this.#controller.signal.aborted) return;
    const error = toAppError(thrown);
    if (error.code !== "already_ended") log.error({ export: this.#export.id, error }, "export.aborted");
    this.#abort(AbortReason.fromError(error));
  }
}
