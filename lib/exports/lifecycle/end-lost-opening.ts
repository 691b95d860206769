import "server-only";
import { createHash } from "node:crypto";
import pRetry from "p-retry";
import { toAppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { OutcomeRecorder, reportRetries } from "./outcome-recorder";
import { findOwnFile, type OwnFile } from "./own-file";
import { createTokenClient } from "./token-client";

/**
 * Records an export as failed whose opening got no answer. If the database opened it nevertheless, it would count as running until
 * its heartbeat is missed; if it did not, this changes nothing, and the export can still be downloaded.
 * @param token the secret that it was to be opened with
 */
export async function endLostOpening(id: string, token: string): Promise<void> {
  try {
    const opened = await pRetry(() => findOpened(id, token), { ...reportRetries, unref: true });
    if (opened?.status !== "running") return;
    await new OutcomeRecorder(createTokenClient(token), { ...opened, token }).fail("failed", "database_unavailable");
  } catch (error) {
    log.error({ export: id, error }, "export.outcome_not_recorded");
  }
}

/** The export that was opened with this token, read as its user. */
async function findOpened(id: string, token: string): Promise<OwnFile | null> {
  try {
    return await findOwnFile(id, createHash("sha256").update(token).digest("hex"));
  } catch (error) {
    if (toAppError(error).code === "not_found") return null;
    throw error;
  }
}
