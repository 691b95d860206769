import "server-only";
import { createPublicKey, type KeyObject } from "node:crypto";
import { CompactSign, type JSONWebKeySet } from "jose";
import { env } from "@/lib/env";
import type { ReceiptClaims } from "./claims";
import { parsePrivateKey, parsePublicKey } from "./key-format";
import type { PackageClaims } from "./package-claims";
import { publicJwk } from "./public-jwk";
import { packageReceiptType, receiptType } from "./verify-receipt";

type ServerKeys = { privateKey: KeyObject; kid: string; published: JSONWebKeySet };

let keys: Promise<ServerKeys> | undefined;

/** The server's key for signing, and the public keys that receipts may be signed with, read once from the environment. */
function serverKeys(): Promise<ServerKeys> {
  keys ??= readServerKeys();
  return keys;
}

async function readServerKeys(): Promise<ServerKeys> {
  const { EXPORT_SIGNING_KEY, EXPORT_VERIFICATION_KEYS } = env();
  const privateKey = parsePrivateKey(EXPORT_SIGNING_KEY);
  const current = await publicJwk(createPublicKey(privateKey));
  const earlier = await Promise.all(EXPORT_VERIFICATION_KEYS.map((key) => publicJwk(parsePublicKey(key))));
  return {
    privateKey,
    kid: current.kid,
    published: { keys: [current, ...earlier.filter(({ kid }) => kid !== current.kid)] },
  };
}

/** The public keys that the server's receipts can be verified with: the current one first, then earlier ones. */
export async function publishedKeys(): Promise<JSONWebKeySet> {
  return (await serverKeys()).published;
}

/** Signs how an export ended. @returns a JWS in compact form, under 4 kB */
export function signReceipt(claims: ReceiptClaims): Promise<string> {
  return signText(JSON.stringify(claims), receiptType);
}

/** Signs which files are in a package. @returns a JWS in compact form */
export function signPackage(claims: PackageClaims): Promise<string> {
  return signText(JSON.stringify(claims), packageReceiptType);
}

/** Signs a text. @param type says in the header what it is. @returns a JWS in compact form */
export async function signText(text: string, type: string): Promise<string> {
  const { privateKey, kid } = await serverKeys();
  return new CompactSign(new TextEncoder().encode(text))
    .setProtectedHeader({ alg: "EdDSA", kid, typ: type })
    .sign(privateKey);
}
