import { UserError } from "./user-error.ts";

// What Postgres, npm, Next and Node say.
const diskFull = /No space left on device|\bENOSPC\b|Disk quota exceeded|\bEDQUOT\b/i;

/** What a script says when it fails. A full disk has many faces, and one remedy. */
export function failureMessage(failure: unknown): unknown {
  const message = failure instanceof Error ? failure.message : String(failure);
  if (diskFull.test(message))
    return "The disk is full: free some space (a new clone needs about 2 GB) and start again.";
  if (failure instanceof UserError) return message;
  return failure instanceof Error ? `Error: ${message}` : failure;
}
