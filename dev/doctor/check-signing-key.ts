import { sign, verify } from "node:crypto";
import { parsePrivateKey, parsePublicKey, publicKeyOf } from "../../lib/receipts/key-format.ts";
import { privateKeyPattern, publicKeyPattern } from "../../lib/receipts/key-patterns.ts";
import { type Finding, failed, ok } from "./finding.ts";

/**
 * Whether the server could sign receipts, and verify them.
 * @param signingKey EXPORT_SIGNING_KEY
 * @param verificationKeys EXPORT_VERIFICATION_KEYS, one by one
 */
export function checkSigningKey(signingKey: string | undefined, verificationKeys: readonly string[]): Finding {
  const make = "Make one: npm run make-signing-key";
  if (!signingKey) return failed("EXPORT_SIGNING_KEY is not set; the app does not start without it", make);
  if (!privateKeyPattern.test(signingKey))
    return failed("EXPORT_SIGNING_KEY is no Ed25519 private key in PKCS #8, base64", make);
  const invalid = verificationKeys.findIndex((key) => !publicKeyPattern.test(key));
  if (invalid >= 0) {
    const hint = "Write them as npm run make-signing-key prints them, separated by commas.";
    return failed(`EXPORT_VERIFICATION_KEYS: number ${invalid + 1} is no Ed25519 public key`, hint);
  }
  const data = Buffer.from("doctor");
  const signature = sign(null, data, parsePrivateKey(signingKey));
  if (!verify(null, data, parsePublicKey(publicKeyOf(signingKey)), signature))
    return failed("what EXPORT_SIGNING_KEY signs cannot be verified", make);
  const earlier = verificationKeys.length;
  return ok(`signs and verifies${earlier > 0 ? `; ${earlier} earlier key${earlier === 1 ? "" : "s"} listed` : ""}`);
}
