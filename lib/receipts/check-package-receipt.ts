import { decodeProtectedHeader, type JSONWebKeySet } from "jose";
import { printable } from "../format/printable.ts";
import { type PackageClaims, packageReceiptFile } from "./package-claims.ts";
import { type FileFacts, invalid, type ReceiptCheck, signatureProblem } from "./receipt-problems.ts";
import { packageReceiptType, verifyPackageReceipt } from "./verify-receipt.ts";

/** Whether a signed text says that it is the receipt.json of a package. */
export function isPackageReceipt(receipt: string): boolean {
  try {
    return decodeProtectedHeader(receipt).typ === packageReceiptType;
  } catch {
    return false;
  }
}

/**
 * Checks the receipt.json of a package and one of its files against each other, without the database.
 * @param content receipt.json as it is, and the signed text in it
 */
export async function checkPackageReceipt(
  { content, receipt }: { content: string; receipt: string },
  file: FileFacts,
  keys: JSONWebKeySet,
): Promise<ReceiptCheck> {
  let claims: PackageClaims;
  try {
    claims = await verifyPackageReceipt(receipt, keys);
  } catch (error) {
    return invalid(signatureProblem(error));
  }
  const facts = describe(claims);
  if (content !== receipt && content !== packageReceiptFile(receipt, claims).trim()) {
    return invalid("The readable part of the receipt was changed. What the server signed:", ...facts);
  }
  const part = claims.parts.find(({ bytes, sha256 }) => bytes === file.bytes && sha256 === file.sha256);
  if (!part) {
    const reason = `no file in its package has the SHA-256 ${file.sha256}`;
    return invalid(`The receipt is genuine, but this is none of its files: ${reason}.`, ...facts);
  }
  const line = `The receipt is genuine, and the file is ${printable(part.name)} of its package, complete and unchanged.`;
  return { valid: true, lines: [line, ...facts] };
}

function describe(claims: PackageClaims) {
  const { export: id, workspace, contact, other_records = [], notes, parts, counts, started_at, signed_at } = claims;
  const records = Object.entries(counts).map(([type, number]) => `${number} ${type}`);
  return [
    `  export      ${id}: contact as zip`,
    `  contact     ${contact}, ${notes ? "with" : "without"} internal notes`,
    ...other_records.map((other) => `  as well     ${other}, another record of the same person`),
    `  workspace   ${workspace}`,
    `  time        ${started_at} to ${signed_at}`,
    `  content     ${printable(records.join(", "))}`,
    ...parts.map(({ name, bytes, sha256 }) => `  file        ${printable(name)}: ${bytes} bytes, ${sha256}`),
  ];
}
