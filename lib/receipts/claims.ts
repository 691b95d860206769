import { z } from "zod";
import { type Answer, answer } from "../exports/answer/answer.ts";
import { type FailureReason, failureReasons } from "../exports/failure-reasons.ts";
import { compressions, type ExportFormat, type ExportKind, exportKinds, formatNames } from "../exports/kinds.ts";
import { type ExportScope, exportScope } from "../exports/scope/scope.ts";

const amount = z.int().nonnegative();
const keysOf = <Key extends string>(record: Record<Key, unknown>) => Object.keys(record) as Key[];

/** What a receipt says: how an export ended, in the words of the server that sent the file. A change needs a new version. */
export const receiptClaims = z
  .strictObject({
    /** 2 with a scope: a reader of version 1 must not take a part for the whole. 3 with an answer or several attempts. */
    version: z.literal([1, 2, 3]),
    export: z.guid(),
    workspace: z.guid(),
    kind: z.enum<ExportKind[]>(keysOf<ExportKind>(exportKinds)),
    format: z.enum<ExportFormat[]>(keysOf<ExportFormat>(formatNames)),
    /** How the file is compressed; its bytes and hash are those of the compressed file. */
    compress: z.enum(compressions).nullable(),
    /** The contact of a single-contact export. */
    contact: z.guid().nullable(),
    /** Whether internal notes were to be included. */
    notes: z.boolean(),
    /** Which part of the workspace's records the file holds; absent for all. */
    scope: exportScope.optional(),
    /** How a single contact's file answers the person; absent by default. */
    answer: answer.optional(),
    /** How often the download began, and the byte from which it went on the last time; absent for once. */
    attempt: z.int().min(2).optional(),
    resumed_from: amount.optional(),
    /** The user who exported: id, and email as it was then, shortened to 320 characters (the longest by RFC 5321). */
    actor: z.guid(),
    actor_email: z.string().max(320),
    outcome: z.enum(["completed", "failed", "interrupted"]),
    /** Why it did not complete. */
    reason: z.enum<FailureReason[]>(keysOf<FailureReason>(failureReasons)).nullable(),
    rows: amount,
    bytes: amount,
    /** Cells that got an apostrophe so that a spreadsheet does not run them as formulas. */
    escaped_cells: amount,
    /** Cells that were cut to what a spreadsheet can hold, by type of record and column. */
    cut_cells: z.record(z.string().max(40), z.record(z.string().max(40), amount)),
    /** Records of each type in the file. */
    counts: z.record(z.string().max(40), amount),
    /** Of the whole file, in hex; null unless completed. */
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable(),
    /** ISO 8601, UTC; the start by the database's clock, the end by the server's. */
    started_at: z.iso.datetime(),
    ended_at: z.iso.datetime(),
  })
  .refine(({ version, scope, answer, attempt, resumed_from }) => {
    if ((attempt === undefined) !== (resumed_from === undefined)) return false;
    return version === (answer !== undefined || attempt !== undefined ? 3 : scope !== undefined ? 2 : 1);
  });

export type ReceiptClaims = z.infer<typeof receiptClaims>;

/** The version of a receipt with this scope and answer, and each of them unless it is the default. */
export function scopeClaims(
  scope: ExportScope,
  answer: Answer = {},
): Pick<ReceiptClaims, "version" | "scope" | "answer"> {
  if (Object.keys(answer).length > 0) return { version: 3, answer };
  return Object.keys(scope).length > 0 ? { version: 2, scope } : { version: 1 };
}

/** The version of a receipt and its claims about the attempts, of an export whose download began more than once. */
export function attemptClaims({
  attempt,
  resumedFrom,
}: {
  attempt: number;
  resumedFrom: number | null;
}): Pick<Partial<ReceiptClaims>, "version" | "attempt" | "resumed_from"> {
  return attempt > 1 ? { version: 3, attempt, resumed_from: resumedFrom ?? 0 } : {};
}

/** The email of a claim. */
export const maxEmailLength = 320;

/** The file of a receipt: the signed text, and what it says for people to read. */
export function receiptFile(receipt: string, claims: ReceiptClaims): string {
  return `${JSON.stringify({ receipt, ...claims }, null, 2)}\n`;
}
