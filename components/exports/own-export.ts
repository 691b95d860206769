import type { SampledExport } from "@/lib/exports/queries/progress-estimate";
import type { ApiResult } from "@/lib/http/api-client";
import { isEnded } from "./export-texts";

export type ApiError = NonNullable<ApiResult<unknown>["error"]>;

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
  /** Why it was not started, or why nothing more is known about it. */
  error: ApiError | null;
};

/** Whether nothing more happens to an export. */
export function isOver({ error, progress }: OwnExport): boolean {
  return error !== null || (progress !== null && isEnded(progress));
}
