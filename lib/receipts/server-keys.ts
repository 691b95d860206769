import "server-only";
import { createPublicKey, type KeyObject } from "node:crypto";
import type { JSONWebKeySet } from "jose";
import { env } from "@/lib/env";
import { parsePrivateKey, parsePublicKey } from "./key-format";
import { publicJwk } from "./public-jwk";

type ServerKeys = { privateKey: KeyObject; kid: string; published: JSONWebKeySet };

let keys: Promise<ServerKeys> | undefined;

/** The server's key for signing, and the public keys that receipts may be signed with, read once from the environment. */
export function serverKeys(): Promise<ServerKeys> {
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
