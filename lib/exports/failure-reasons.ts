import type { Database } from "@/lib/supabase/database.types";

/** Why an export did not end well: a code, because free text of a client must not enter the record. */
export type FailureReason = Database["public"]["Enums"]["export_failure"];

/** What each code means, as pages, receipts and the audit log say it. */
export const failureReasons: Record<FailureReason, string> = {
  client_disconnected: "The browser or the connection ended the download.",
  client_idle: "The client read nothing for five minutes.",
  server_stopped: "The server was stopped.",
  // Recorded by the database only, without an actor.
  server_lost: "The server stopped responding.",
  deadline: "The download took longer than the server allows.",
  time_limit: "It took longer than 12 hours.",
  database_unavailable: "The database or the API in front of it stopped responding, for example during a restart.",
  actor_demoted: "The user who started it is no longer an owner or admin of the workspace.",
  contact_deleted: "The contact was deleted.",
  answer_changed: "The answer had changed since it was looked at.",
  already_ended: "The export had already ended.",
  // Recorded by the database only, without an actor.
  never_downloaded: "It was never downloaded.",
  not_joinable: "The rest could not be joined to what was sent before.",
  internal: "An internal error occurred.",
};

/** What to do about each, as a sentence. */
export const failureAdvice: Record<FailureReason, string> = {
  client_disconnected: "Export again, and keep the browser open until the download has finished.",
  client_idle: "Export again, and check that the disk isn’t full.",
  server_stopped: "Export again.",
  server_lost: "Export again in a few minutes.",
  deadline:
    "Resume the download. If it stops at the same place again, ask your administrator to raise the server’s limit.",
  time_limit: "Export again on a faster connection.",
  database_unavailable: "Export again in a few minutes.",
  actor_demoted: "Ask an owner or admin to export.",
  contact_deleted: "There is nothing left to export.",
  answer_changed: "Look at the answer again, then export again.",
  already_ended: "Export again.",
  never_downloaded: "Export again.",
  not_joinable: "Download the file again from its start.",
  internal: "Export again. If it fails again, contact support with the reference.",
};

const resumable: readonly FailureReason[] = [
  "client_disconnected",
  "client_idle",
  "server_stopped",
  "server_lost",
  "deadline",
  "database_unavailable",
  "not_joinable",
];

/** What to do when the download was cut off and the user may fetch its rest. */
export function resumeAdvice(reason: FailureReason): string {
  return reason === "not_joinable" ? "" : "To get the rest, choose Resume in your browser’s list of downloads.";
}

/** Whether a download that ended for this reason may be fetched again, as in private.can_resume. */
export function isResumable(reason: FailureReason): boolean {
  return resumable.includes(reason);
}
