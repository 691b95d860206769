import "server-only";
import { compactVerify, createLocalJWKSet } from "jose";
import { z } from "zod";
import { publishedKeys } from "@/lib/receipts/server-keys";
import { signText } from "@/lib/receipts/sign-receipt";

const amount = z.int().nonnegative();

const filePart = z.strictObject({
  /** Where it ends: bytes from the start of the file. */
  bytes: amount,
  /** Of the file from its start to there, in hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** What the file holds up to there. */
  rows: amount,
  escapedCells: amount,
  counts: z.record(z.string(), amount),
  cutCells: z.record(z.string(), z.record(z.string(), amount)),
  /** Where the writer goes on after it; null where it cannot begin. */
  position: z.record(z.string(), z.string()).nullable(),
  /** Of the hash (see savedFileHash); null where it was not saved. */
  state: z.string().max(200).nullable(),
});

/** How far a file was sent, and what is needed to go on there. */
export type FilePart = z.infer<typeof filePart>;

/** The media type in the header: a receipt of the same key is no part, and the other way around (RFC 8725, 3.11). */
const partType = "hydra-export-part+json";
/** A signed part as the database takes it. */
const maxLength = 8192;

/** A signed part, and where it ends. */
export type RecordedPart = { end_byte: number; record: string };

/** Signs parts of an export's file. Parts that are too long to be recorded are left out. */
export async function signParts(exportId: string, parts: readonly FilePart[]): Promise<RecordedPart[]> {
  const signed = await Promise.all(
    parts.map(async (part) => ({
      end_byte: part.bytes,
      record: await signText(JSON.stringify({ export: exportId, ...part }), partType),
    })),
  );
  return signed.filter(({ record }) => record.length <= maxLength);
}

/**
 * Reads recorded parts, and leaves out those that this server did not sign for the export: whoever has an export token can record texts.
 * @returns the parts in the order of the file
 */
export async function readParts(exportId: string, records: readonly string[]): Promise<FilePart[]> {
  const keys = createLocalJWKSet(await publishedKeys());
  const parts = await Promise.all(
    records.map(async (record) => {
      try {
        const { payload, protectedHeader } = await compactVerify(record, keys, { algorithms: ["EdDSA"] });
        const { export: of, ...part } = JSON.parse(new TextDecoder().decode(payload));
        return protectedHeader.typ === partType && of === exportId ? filePart.parse(part) : null;
      } catch {
        return null;
      }
    }),
  );
  return parts.filter((part) => part !== null).sort((one, other) => one.bytes - other.bytes);
}
