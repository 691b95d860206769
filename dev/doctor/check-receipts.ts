import { parsePublicKey, publicKeyOf } from "../../lib/receipts/key-format.ts";
import { publicJwk } from "../../lib/receipts/public-jwk.ts";
import { verifyReceipt } from "../../lib/receipts/verify-receipt.ts";
import type { Session } from "./check-sign-in.ts";
import type { Workspace } from "./check-workspace.ts";
import { type Finding, ok, warning } from "./finding.ts";
import type { Project } from "./project.ts";

/**
 * Whether the newest receipt in the workspace is signed with one of this server's keys.
 * @param keys the valid EXPORT_SIGNING_KEY, and EXPORT_VERIFICATION_KEYS
 */
export async function checkReceipts(
  project: Project,
  { accessToken }: Session,
  { id }: Workspace,
  keys: { signingKey: string; verificationKeys: readonly string[] },
): Promise<Finding> {
  const query = new URLSearchParams({
    select: "receipt",
    tenant_id: `eq.${id}`,
    status: "eq.completed",
    receipt: "not.is.null",
    order: "created_at.desc",
    limit: "1",
  });
  const { json } = await project.call(`/rest/v1/exports?${query}`, { accessToken });
  const receipt = (json as { receipt?: string }[] | undefined)?.[0]?.receipt;
  if (!receipt) return ok("no export has completed yet");
  const publicKeys = [publicKeyOf(keys.signingKey), ...keys.verificationKeys];
  const jwks = { keys: await Promise.all(publicKeys.map((key) => publicJwk(parsePublicKey(key)))) };
  try {
    await verifyReceipt(receipt, jwks);
  } catch {
    const hint =
      "Earlier exports are shown as not confirmed. List the public key of the signing key before this one in EXPORT_VERIFICATION_KEYS.";
    return warning("the newest is signed with a key that is not listed", hint);
  }
  return ok("the newest is signed with a key of this server");
}
