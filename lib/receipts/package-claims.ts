import { z } from "zod";
import { maxOtherRecords } from "../exports/answer/answer.ts";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/**
 * What receipt.json in a package says, signed: the files of the package, and which export they are of. It says nothing about the
 * package as a whole, which did not exist yet: that is in the export's receipt.
 */
export const packageClaims = z.strictObject({
  version: z.literal(1),
  export: z.guid(),
  workspace: z.guid(),
  contact: z.guid(),
  /** The other records of the same person in it; absent for none. */
  other_records: z.array(z.guid()).max(maxOtherRecords).optional(),
  /** Whether internal notes were to be included. */
  notes: z.boolean(),
  parts: z.array(z.strictObject({ name: z.string().max(100), bytes: z.int().nonnegative(), sha256 })).max(10),
  /** Records of each type in data.json. */
  counts: z.record(z.string().max(40), z.int().nonnegative()),
  /** ISO 8601, UTC; the start by the database's clock, the signature by the server's. */
  started_at: z.iso.datetime(),
  signed_at: z.iso.datetime(),
});

export type PackageClaims = z.infer<typeof packageClaims>;

/** receipt.json: what it says, for people to read, and the signed text. */
export function packageReceiptFile(receipt: string, claims: PackageClaims): string {
  return `${JSON.stringify({ ...claims, receipt }, null, 2)}\n`;
}
