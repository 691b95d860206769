import "server-only";
import { CompactSign } from "jose";
import type { ReceiptClaims } from "./claims";
import type { PackageClaims } from "./package-claims";
import { serverKeys } from "./server-keys";
import { packageReceiptType, receiptType } from "./verify-receipt";

/** Signs how an export ended. @returns a JWS in compact form, under 9 kB */
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
