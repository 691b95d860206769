/** What a file is. */
export type FileFacts = { sha256: string; bytes: number };

/** Whether a receipt and a file belong together, and why, in lines for people. */
export type ReceiptCheck = { valid: boolean; lines: string[] };

/** A check that failed. */
export function invalid(...lines: string[]): ReceiptCheck {
  return { valid: false, lines };
}

/** Why a receipt could not be verified, for people. */
export function signatureProblem(error: unknown): string {
  switch ((error as { code?: unknown }).code) {
    case "ERR_JWKS_NO_MATCHING_KEY":
      return "The receipt is not signed with one of the server's keys.";
    case "ERR_JWKS_INVALID":
      return "The keys are not a JWK Set.";
    case "ERR_JWS_SIGNATURE_VERIFICATION_FAILED":
      return "The receipt was changed: its signature does not fit.";
    default:
      return "This is not a receipt of Hydra's server, or of a newer version of it.";
  }
}
