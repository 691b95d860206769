import type { JSONWebKeySet } from "jose";
import { failureReasons } from "../exports/failure-reasons.ts";
import { isPart } from "../exports/scope/scope.ts";
import { scopeText } from "../exports/scope/scope-lines.ts";
import { printable } from "../format/printable.ts";
import { checkPackageReceipt, isPackageReceipt } from "./check-package-receipt.ts";
import { type ReceiptClaims, receiptFile } from "./claims.ts";
import { type FileFacts, invalid, type ReceiptCheck, signatureProblem } from "./receipt-problems.ts";
import { verifyReceipt } from "./verify-receipt.ts";

/**
 * Checks a receipt and a file against each other, without the database.
 * @param text a receipt as it was downloaded, or only the signed text in it
 * @param keys the server's public keys, as it publishes them
 */
export async function checkReceipt(text: string, file: FileFacts, keys: JSONWebKeySet): Promise<ReceiptCheck> {
  // Editors change line ends, and add a byte order mark, which trim() takes for white space.
  const content = text.replaceAll("\r\n", "\n").trim();
  const receipt = signedText(content);
  if (!receipt) return invalid("This is not a receipt: it contains no signed text.");
  if (isPackageReceipt(receipt)) return checkPackageReceipt({ content, receipt }, file, keys);
  let claims: ReceiptClaims;
  try {
    claims = await verifyReceipt(receipt, keys);
  } catch (error) {
    return invalid(signatureProblem(error));
  }
  const facts = describe(claims);
  // Otherwise a reader might believe the readable part, which nobody signed.
  const isReadable = content !== receipt;
  if (isReadable && content !== receiptFile(receipt, claims).trim()) {
    return invalid("The readable part of the receipt was changed. What the server signed:", ...facts);
  }
  if (claims.outcome !== "completed") {
    return invalid("The receipt is genuine, and says that the export did not complete:", ...facts);
  }
  if (claims.bytes !== file.bytes) {
    const difference = `${file.bytes} bytes instead of ${claims.bytes}`;
    return invalid(`The receipt is genuine, but this is not its file: ${difference}.`, ...facts);
  }
  if (claims.sha256 !== file.sha256) {
    return invalid(`The receipt is genuine, but this is not its file: its SHA-256 is ${file.sha256}.`, ...facts);
  }
  const remarks =
    "Records that were moved, changed or deleted while the export ran are not named in this receipt: see its page or the audit log.";
  return { valid: true, lines: ["The receipt is genuine, and the file is complete and unchanged.", ...facts, remarks] };
}

/** The JWS in a receipt; null when there is none. */
function signedText(content: string): string | null {
  const compact = /^[\w-]+\.[\w-]+\.[\w-]+$/;
  if (compact.test(content)) return content;
  try {
    const receipt: unknown = JSON.parse(content)?.receipt;
    return typeof receipt === "string" && compact.test(receipt) ? receipt : null;
  } catch {
    return null;
  }
}

function describe(claims: ReceiptClaims): string[] {
  const counts = Object.entries(claims.counts).map(([type, number]) => `${number} ${type}`);
  return [
    `  export      ${claims.export}: ${claims.kind} as ${claims.format}`,
    ...(claims.contact ? [`  contact     ${claims.contact}, ${claims.notes ? "with" : "without"} internal notes`] : []),
    ...(claims.scope ? [`  scope       ${printable(scopeText(claims.scope))}`] : []),
    ...(claims.kind === "conversations" && !claims.notes ? ["  notes       without internal notes"] : []),
    ...(isPart(claims.kind, claims.scope ?? {}, claims.notes) ? ["  part        a part of the workspace's data"] : []),
    `  workspace   ${claims.workspace}`,
    `  exported by ${printable(claims.actor_email)} (${claims.actor})`,
    `  time        ${claims.started_at} to ${claims.ended_at}`,
    ...(claims.attempt ? [`  attempts    ${claims.attempt}, the last one from byte ${claims.resumed_from}`] : []),
    `  outcome     ${claims.outcome}${claims.reason ? `: ${failureReasons[claims.reason]}` : ""}`,
    `  content     ${claims.rows} rows, ${claims.bytes} bytes${counts.length > 0 ? `; ${printable(counts.join(", "))}` : ""}`,
    ...(claims.sha256 ? [`  SHA-256     ${claims.sha256}`] : []),
  ];
}
