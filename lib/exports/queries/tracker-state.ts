import { isEnded } from "@/lib/exports/labels/export-texts";
import type { ApiError } from "@/lib/http/api-client";
import type { ExportProgress } from "./export-progress";
import { addSamples, type SampledExport } from "./progress-estimate";

/** How a file goes that the page saves by itself; `bytes` are saved so far. */
export type SavingState =
  | { phase: "saving" | "checking" | "saved"; bytes: number }
  | { phase: "waiting"; bytes: number; seconds: number }
  | { phase: "failed"; message: string };

/** An export that was started on this page. */
export type OwnExport = {
  key: number;
  /** What was pressed: the card or the table row that shows how it goes. */
  origin: string;
  /** "Contacts as CSV", or "Part of contacts as CSV". */
  label: string;
  /** Milliseconds of performance.now(). */
  startedAt: number;
  /** Null until the server has made it. */
  id: string | null;
  /** The address of its file, which can be downloaded once; null for a package with a password. */
  file: string | null;
  /** Null until its progress is known. */
  progress: SampledExport | null;
  /** Null unless the page saves its file. */
  saving: SavingState | null;
  /** Why it was not started, or why nothing more is known about it. */
  error: ApiError | null;
};

export type TrackerState = {
  own: readonly OwnExport[];
  /** The running exports of the workspace, own ones among them; null until they were polled. */
  running: readonly SampledExport[] | null;
  /** Whether the last poll failed. */
  isStale: boolean;
  /** What screen readers hear. */
  announcement: string;
};

export const initialState: TrackerState = { own: [], running: null, isStale: false, announcement: "" };

/** Ignores a double click. */
const cooldownMs = 1_000;

/** Whether nothing more happens to an export. */
export function isOver({ error, progress, saving }: OwnExport): boolean {
  if (saving) return saving.phase === "saved" || saving.phase === "failed";
  return error !== null || (progress !== null && isEnded(progress));
}

/** Whether the download of an export was cut off, which the browser may resume at any time. */
function isCutOff({ error, progress, saving }: OwnExport): boolean {
  return error === null && saving === null && progress?.canResume === true;
}

/** The exports that were started on this page, exist, and go on or may go on. */
export function unfinished({ own }: Pick<TrackerState, "own">): OwnExport[] {
  return own.filter((item) => item.id !== null && (!isOver(item) || isCutOff(item)));
}

/** Whether all that may go on are downloads that were cut off. */
export function isWaiting(state: Pick<TrackerState, "own">): boolean {
  return unfinished(state).every(isCutOff);
}

/** Whether the last export of an origin is still being made, or goes on and was started less than a second ago. */
export function isTooSoon({ own }: Pick<TrackerState, "own">, origin: string, now: number): boolean {
  return own.some(
    (item) => item.origin === origin && !isOver(item) && (item.id === null || now - item.startedAt < cooldownMs),
  );
}

/** Adds an export that is being made, and removes those of the same origin that are over. */
export function addOwn(
  { own }: Pick<TrackerState, "own">,
  started: Pick<OwnExport, "key" | "origin" | "label" | "startedAt">,
): OwnExport[] {
  const shown = own.filter((item) => item.origin !== started.origin || !isOver(item));
  return [...shown, { ...started, id: null, file: null, progress: null, saving: null, error: null }];
}

/** The own exports without those of an origin that are over: what was said about them on its page has been read when it is left. */
export function withoutRead({ own }: Pick<TrackerState, "own">, origin: string): OwnExport[] {
  return own.filter((item) => item.origin !== origin || !isOver(item) || isCutOff(item));
}

/** The running exports that a page was rendered with, with the samples that are known of them. */
export function withSamples(
  { running }: Pick<TrackerState, "running">,
  rendered: readonly ExportProgress[],
): SampledExport[] {
  return rendered.map((progress) => ({
    samples: [],
    ...running?.find(({ id }) => id === progress.id),
    ...progress,
  }));
}

/** What a poll changes. */
type PollResult = Pick<TrackerState, "own"> & {
  running: SampledExport[];
  /** The own exports that have ended since the last poll. */
  ended: OwnExport[];
  /** Whether an export has joined or left the running ones. */
  isChanged: boolean;
};

/** @param at when the poll was answered, in milliseconds of performance.now() */
export function applyPoll(before: TrackerState, latest: readonly ExportProgress[], at: number): PollResult {
  const known = [...(before.running ?? []), ...before.own.flatMap(({ progress }) => progress ?? [])];
  const sampled = addSamples(known, latest, at);
  const own = before.own.map((item) => ({
    ...item,
    progress: sampled.find(({ id }) => id === item.id) ?? item.progress,
  }));
  const running = sampled.filter(({ status }) => status === "running");
  const runningBefore = new Set((before.running ?? []).map(({ id }) => id));
  return {
    own,
    running,
    ended: own.filter((item, index) => isOver(item) && !isOver(before.own[index] ?? item)),
    isChanged: running.length !== runningBefore.size || running.some(({ id }) => !runningBefore.has(id)),
  };
}
