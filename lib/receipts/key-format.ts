import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";

/** Makes a new private key, as privateKeyPattern describes it. */
export function makePrivateKey(): string {
  const { privateKey } = generateKeyPairSync("ed25519");
  return privateKey.export({ format: "der", type: "pkcs8" }).toString("base64");
}

export function parsePrivateKey(text: string): KeyObject {
  return createPrivateKey({ key: Buffer.from(text, "base64"), format: "der", type: "pkcs8" });
}

export function parsePublicKey(text: string): KeyObject {
  return createPublicKey({ key: Buffer.from(text, "base64"), format: "der", type: "spki" });
}

/** The public key of a private key, as publicKeyPattern describes it. */
export function publicKeyOf(privateKey: string): string {
  return createPublicKey(parsePrivateKey(privateKey)).export({ format: "der", type: "spki" }).toString("base64");
}
