// npm run make-signing-key: prints a new key for signing receipts and, when one is set already, what keeps its receipts valid.
import { readVariables } from "../dev/environment.ts";
import { makePrivateKey, publicKeyOf } from "../lib/receipts/key-format.ts";
import { privateKeyPattern } from "../lib/receipts/key-patterns.ts";

console.log(`EXPORT_SIGNING_KEY=${makePrivateKey()}`);
const { EXPORT_SIGNING_KEY: current = "", EXPORT_VERIFICATION_KEYS: earlier = "" } = readVariables();
if (privateKeyPattern.test(current)) {
  console.log(`EXPORT_VERIFICATION_KEYS=${[publicKeyOf(current), earlier].filter((key) => key !== "").join(",")}`);
}
