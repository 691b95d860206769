import { showToast } from "@/components/ui/toaster";
import { endText, startedText } from "@/lib/exports/labels/export-texts";
import type { ExportProgress } from "@/lib/exports/queries/export-progress";
import { receiptHref } from "@/lib/exports/queries/receipt-href";
import {
  addOwn,
  applyPoll,
  initialState,
  isTooSoon,
  isWaiting,
  type OwnExport,
  type TrackerState,
  unfinished,
  withoutRead,
  withSamples,
} from "@/lib/exports/queries/tracker-state";
import { type ApiError, callApi } from "@/lib/http/api-client";
import { saveEncryptedFile, saveFile } from "@/lib/http/save-file";

/** The fields of POST /api/exports. */
export type ExportFields = Record<string, string>;

const firstPollMs = 300;
const pollMs = 1_000;
const retryMs = 5_000;
/** While downloads that were cut off wait for the user. */
const waitingPollMs = 5_000;

/** The exports that a workspace's pages started or show as running: starts them, polls them while there are any, and says how they end. */
export class ExportTracker {
  readonly #workspace: string;
  /** Reads the page again, whose lists have changed. */
  readonly #refresh: () => void;
  readonly #origins = new Map<string, Element>();
  readonly #listeners = new Set<() => void>();
  #state = initialState;
  #nextKey = 1;
  /** How many pages show running exports. */
  #followers = 0;
  /** Whether a page shows an export as running that was not in its list of running ones, and has to be read again. */
  #isExpected = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #poll: AbortController | undefined;
  /** Of the files that the page saves by itself, by key. */
  readonly #saves = new Map<number, AbortController>();

  constructor(workspace: string, refresh: () => void) {
    this.#workspace = workspace;
    this.#refresh = refresh;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly state = (): TrackerState => this.#state;
  readonly initialState = (): TrackerState => initialState;

  /**
   * Makes an export and lets the browser download it. Ignored while the last one of the same origin is being made, and for a second.
   * @param password encrypts a package
   * @returns whether the download was started
   */
  async start(origin: string, label: string, fields: ExportFields, password?: string): Promise<boolean> {
    const startedAt = performance.now();
    if (isTooSoon(this.#state, origin, startedAt)) return false;
    const key = this.#nextKey++;
    this.#set({ own: addOwn(this.#state, { key, origin, label, startedAt }) });
    const { data, error } = await callApi<{ id: string; file: string }>("/api/exports", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ workspace: this.#workspace, ...fields }),
    });
    if (error) {
      this.#update(key, { error });
      this.#toast(key, { variant: "danger", title: `${label}: not started`, description: error.message });
      return false;
    }
    // A link cannot repeat the download of a package with a password.
    this.#update(key, { id: data.id, file: password ? null : data.file });
    this.#set({ announcement: startedText(label) });
    if (password) saveEncryptedFile(data.file, password);
    else saveFile(data.file);
    this.#schedule(firstPollMs);
    return true;
  }

  /** Downloads a file that was cut off again, from its first byte. */
  restart(key: number): void {
    const file = this.#state.own.find((own) => own.key === key)?.file;
    if (!file) return;
    this.#update(key, { progress: null, startedAt: performance.now() });
    saveFile(file);
    this.#schedule(pollMs);
  }

  /** Saves a file that was cut off from its first byte, and goes on by itself whenever it is cut off again. */
  async saveResumably(key: number): Promise<void> {
    const { id, file, label } = this.#state.own.find((own) => own.key === key) ?? {};
    if (!id || !file || this.#saves.has(key)) return;
    const controller = new AbortController();
    this.#saves.set(key, controller);
    // Closing the tab would lose the file.
    addEventListener("beforeunload", (event) => event.preventDefault(), { signal: controller.signal });
    const { saveResumably } = await import("./save-resumably");
    await saveResumably({ id, file }, controller.signal, (saving) => {
      this.#update(key, { saving });
      if (saving?.phase === "saving" && saving.bytes === 0) this.#schedule(firstPollMs);
      if (saving?.phase === "saved") this.#set({ announcement: `${label}: saved` });
      if (saving?.phase === "failed") this.#set({ announcement: `${label}: not saved. ${saving.message}` });
    });
    controller.abort();
    this.#saves.delete(key);
    this.#refresh();
  }

  /** Ends what saveResumably has begun; what was saved is discarded. */
  stopSaving(key: number): void {
    this.#saves.get(key)?.abort();
  }

  /** Removes what is shown about an export that is over. */
  dismiss(key: number): void {
    this.#set({ own: this.#state.own.filter((own) => own.key !== key) });
  }

  /**
   * Follows the running exports that a page was rendered with.
   * @param isExpected whether the page shows one as running elsewhere: polls at least once, and reads the page again
   * @returns stops it
   */
  follow(initial: readonly ExportProgress[], isExpected: boolean): () => void {
    this.#followers++;
    const running = withSamples(this.#state, initial);
    this.#set({ running });
    this.#isExpected = isExpected && running.length === 0;
    if (running.length > 0 || isExpected) this.#schedule(0);
    return () => {
      this.#followers--;
    };
  }

  /** Remembers where an origin is on the page. @returns forgets it, and when the page was left, what it said about ended exports */
  place(origin: string, element: Element): () => void {
    const { pathname } = window.location;
    this.#origins.set(origin, element);
    return () => {
      if (this.#origins.get(origin) === element) this.#origins.delete(origin);
      // A dialog that closes shows it elsewhere on the same page.
      if (window.location.pathname !== pathname) this.#set({ own: withoutRead(this.#state, origin) });
    };
  }

  /** Reads the running exports once more, soon. */
  poll(): void {
    this.#schedule(0);
  }

  /** Ends all polling: the workspace's layout is gone. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#poll?.abort();
    for (const controller of this.#saves.values()) controller.abort();
  }

  #schedule(delayMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#pollOnce(), delayMs);
  }

  async #pollOnce(): Promise<void> {
    // Hidden tabs do not poll.
    if (document.visibilityState === "hidden") {
      this.#schedule(pollMs);
      return;
    }
    this.#poll?.abort();
    const controller = new AbortController();
    this.#poll = controller;
    const query = new URLSearchParams({ workspace: this.#workspace });
    for (const { id } of unfinished(this.#state)) query.append("export", id ?? "");
    const result = await callApi<{ exports: ExportProgress[] }>(`/api/exports/running?${query}`, {
      signal: controller.signal,
    });
    if (controller.signal.aborted) return;
    if (result.error) {
      this.#pollFailed(result.error);
      return;
    }
    this.#polled(result.data.exports);
    if (this.#isNeeded()) this.#schedule(this.#hasRunning() || !isWaiting(this.#state) ? pollMs : waitingPollMs);
  }

  #pollFailed(error: ApiError): void {
    if (error.status === null || error.status >= 500) {
      this.#set({ isStale: true });
      if (this.#followers > 0 || this.#isNeeded()) this.#schedule(retryMs);
      return;
    }
    // Signed out, demoted or removed: the page that is read again says so.
    for (const { key } of unfinished(this.#state)) this.#update(key, { error });
    this.#set({ running: [] });
    this.#refresh();
  }

  #polled(latest: ExportProgress[]): void {
    const { own, running, ended, isChanged } = applyPoll(this.#state, latest, performance.now());
    this.#set({ own, running, isStale: false });
    for (const item of ended) this.#announceEnd(item);
    const isExpected = this.#isExpected;
    this.#isExpected = false;
    if (ended.length > 0 || isChanged || isExpected) this.#refresh();
  }

  #announceEnd({ key, label, progress }: OwnExport): void {
    if (!progress) return;
    const { title, text, warning, variant } = endText(progress);
    const description = warning ? `${text}. ${warning}` : text;
    this.#set({ announcement: `${label}: ${title}. ${description}` });
    this.#toast(key, {
      variant,
      title: `${label}: ${title}`,
      description,
      link: { label: variant === "danger" ? "Details" : "Receipt", href: receiptHref(this.#workspace, progress.id) },
    });
  }

  /** Shows a toast, unless what was pressed is in view and says the same. */
  #toast(key: number, toast: Omit<Parameters<typeof showToast>[0], "id">): void {
    const origin = this.#state.own.find((own) => own.key === key)?.origin;
    const element = origin === undefined ? undefined : this.#origins.get(origin);
    if (!element || !isInView(element)) showToast({ id: `export-${key}`, ...toast });
  }

  #isNeeded(): boolean {
    return this.#hasRunning() || unfinished(this.#state).length > 0;
  }

  /** Whether a page shows running exports. */
  #hasRunning(): boolean {
    return this.#followers > 0 && (this.#state.running ?? []).length > 0;
  }

  #update(key: number, change: Partial<OwnExport>): void {
    this.#set({ own: this.#state.own.map((own) => (own.key === key ? { ...own, ...change } : own)) });
  }

  #set(change: Partial<TrackerState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

function isInView(element: Element): boolean {
  const { top, bottom, width } = element.getBoundingClientRect();
  return width > 0 && bottom > 0 && top < window.innerHeight;
}
