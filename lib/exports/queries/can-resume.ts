import { isResumable } from "@/lib/exports/failure-reasons";
import type { ExportRow } from "./list-exports";

/** So long after its start, a download that was cut off can be fetched again. */
export const resumeMs = 24 * 60 * 60 * 1000;

/** Whether a user can fetch the file of an export that was cut off again, as in private.can_resume. */
export function canResume(
  { actor_id, failure, started_at }: Pick<ExportRow, "actor_id" | "failure" | "started_at">,
  userId: string,
): boolean {
  const startedAt = started_at ? Date.parse(started_at) : 0;
  return actor_id === userId && failure !== null && isResumable(failure) && Date.now() < startedAt + resumeMs;
}
