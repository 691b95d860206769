import { addCounts, chunkBytes, textChunk } from "@/lib/exports/chunk";
import { hashed, type PartFacts } from "@/lib/exports/formats/package/hashed-entry";
import { packageReadme } from "@/lib/exports/formats/package/readme";
import { type PackageEntry, zipPackage } from "@/lib/exports/formats/package/zip-package";
import { jsonSchemas } from "@/lib/exports/schemas/json-schemas";
import type { Chunk, Counts, OpenExport } from "@/lib/exports/types";
import { type PackageClaims, packageReceiptFile } from "@/lib/receipts/package-claims";
import { signPackage } from "@/lib/receipts/sign-receipt";
import type { AnswerSource } from "./open-answer";

/**
 * The package of a contact: README.txt, report.html, data.json with its schema, and receipt.json, a signed list of these. No name in it
 * says whose data it is. The counts are of data.json.
 * @param write what writes the file and the report; both are read from the database
 * @param redactor leaves values out of what else is in the package
 */
export async function* contactPackage(
  openExport: OpenExport,
  write: { file: () => AsyncGenerator<Chunk>; report: () => AsyncGenerator<Chunk> },
  { redactor }: AnswerSource,
): AsyncGenerator<Chunk> {
  const { password, startedAt, workspaceName, answer } = openExport;
  const redact = (text: string) => redactor?.uncounted(text) ?? text;
  let counts: Counts = {};
  const parts: PartFacts[] = [];
  const entry = (name: string, chunks: AsyncIterable<Chunk>): PackageEntry => ({
    name,
    content: hashed(name, bytesOf(chunks), (part) => parts.push(part)),
  });
  async function* counted(chunks: AsyncIterable<Chunk>): AsyncGenerator<Chunk> {
    for await (const chunk of chunks) {
      counts = addCounts(counts, chunk.counts);
      yield chunk;
    }
  }
  const entries = [
    entry(
      "README.txt",
      oneChunk(() =>
        packageReadme(openExport, {
          workspaceName: redact(workspaceName),
          reference: answer.reference && redact(answer.reference),
        }),
      ),
    ),
    entry("report.html", write.report()),
    entry("data.json", counted(write.file())),
    entry(
      "data.schema.json",
      oneChunk(() => jsonSchemas()["contact.schema.json"] ?? ""),
    ),
    entry(
      "receipt.json",
      oneChunk(() => packageReceipt(openExport, [...parts], counts)),
    ),
  ];
  for await (const bytes of zipPackage(entries, { modifiedAt: new Date(startedAt), password })) {
    yield textChunk([bytes]);
  }
  yield { ...textChunk("", 1), counts };
}

async function packageReceipt(openExport: OpenExport, parts: PartFacts[], counts: Counts): Promise<string> {
  const { id, workspaceId, targetId, includeNotes, startedAt, answer } = openExport;
  const claims: PackageClaims = {
    version: 1,
    export: id,
    workspace: workspaceId,
    contact: targetId ?? "",
    ...(answer.other_records ? { other_records: answer.other_records } : {}),
    notes: includeNotes,
    parts,
    counts,
    started_at: startedAt,
    signed_at: new Date().toISOString(),
  };
  return packageReceiptFile(await signPackage(claims), claims);
}

async function* oneChunk(write: () => string | Promise<string>): AsyncGenerator<Chunk> {
  yield textChunk(await write());
}

async function* bytesOf(chunks: AsyncIterable<Chunk>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) yield* chunkBytes(chunk);
}
