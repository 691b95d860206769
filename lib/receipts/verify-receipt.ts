import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from "jose";
import { type ReceiptClaims, receiptClaims } from "./claims.ts";
import { type PackageClaims, packageClaims } from "./package-claims.ts";

/** The media type in a receipt's header: no other text that the same key may sign can pass as a receipt (RFC 8725, 3.11). */
export const receiptType = "hydra-export-receipt+json";
/** The same of receipt.json in a package. */
export const packageReceiptType = "hydra-package-receipt+json";

/**
 * Verifies a receipt.
 * @param receipt a JWS in compact form (RFC 7515), signed with EdDSA
 * @param keys the server's public keys, one of which it names in its header (`kid`)
 * @returns what it says
 * @throws when it is malformed, signed by another key, or changed
 */
export async function verifyReceipt(receipt: string, keys: JSONWebKeySet): Promise<ReceiptClaims> {
  return receiptClaims.parse(await verify(receipt, receiptType, keys));
}

/** Verifies receipt.json of a package, as verifyReceipt does. */
export async function verifyPackageReceipt(receipt: string, keys: JSONWebKeySet): Promise<PackageClaims> {
  return packageClaims.parse(await verify(receipt, packageReceiptType, keys));
}

async function verify(receipt: string, typ: string, keys: JSONWebKeySet): Promise<unknown> {
  const { payload, protectedHeader } = await compactVerify(receipt, createLocalJWKSet(keys), { algorithms: ["EdDSA"] });
  if (protectedHeader.typ !== typ) throw new Error("This is not such a receipt.");
  return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(payload));
}
