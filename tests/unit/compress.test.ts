import { constants, gunzipSync, inflateRawSync } from "node:zlib";
import { expect, it } from "vitest";
import { coalesceChunks } from "@/lib/exports/download/coalesce-chunks";
import { gzipChunks } from "@/lib/exports/formats/compress";
import { formatTable } from "@/lib/exports/formats/table";
import { formatWorkbook } from "@/lib/exports/formats/xlsx/workbook";
import type { Chunk } from "@/lib/exports/types";
import { recordsBatch } from "../support/postgres-records";

const columns = [{ name: "id" }];
const batches = 20;
const perBatch = 50;

async function* source() {
  for (let batch = 0; batch < batches; batch++) {
    yield recordsBatch(
      Array.from({ length: perBatch }, (_, row) => [`row-${batch * perBatch + row}-${crypto.randomUUID()}`]),
    );
  }
}

/** Reads what can be restored from the start of a compressed file. */
const asFarAsSent = { finishFlush: constants.Z_SYNC_FLUSH };

it("an interrupted gzip file holds the rows that were counted when it was cut", async () => {
  const sent: Uint8Array[] = [];
  let rows = 0;
  for await (const chunk of gzipChunks(coalesceChunks(formatTable("csv", columns, source())))) {
    sent.push(...(chunk.text as Uint8Array[]));
    rows += chunk.rows;
    const text = gunzipSync(Buffer.concat(sent), asFarAsSent).toString();
    expect(text.match(/row-/g)?.length ?? 0).toBe(rows);
  }
  expect(rows).toBe(batches * perBatch);
});

it("an interrupted workbook holds the rows that were counted when it was cut", async () => {
  const table = { name: "contacts", title: "Contacts", columns, batches: source() };
  let rows = 0;
  let sheet = Buffer.alloc(0);
  for await (const chunk of formatWorkbook([table], new Date("2026-11-25T14:10:00Z"))) {
    const bytes = Buffer.concat(chunk.text as Uint8Array[]);
    const name = Buffer.from("xl/worksheets/sheet1.xml");
    const header = bytes.indexOf(name);
    if (header >= 0 && sheet.length === 0) sheet = bytes.subarray(header + name.length);
    else if (sheet.length > 0) sheet = Buffer.concat([sheet, bytes]);
    rows += chunk.rows;
    if (chunk.rows > 0) {
      const xml = inflateRawSync(sheet, asFarAsSent).toString();
      expect(xml.match(/row-/g)?.length ?? 0).toBe(rows);
    }
  }
  expect(rows).toBe(batches * perBatch);
});

it("reading stops when nobody takes the rest of a gzip file or of a workbook", async () => {
  const stopped: string[] = [];
  async function* endless(name: string) {
    try {
      for (;;) yield recordsBatch([["1"]]);
    } finally {
      stopped.push(name);
    }
  }
  const files: [string, AsyncGenerator<Chunk>][] = [
    ["gzip", gzipChunks(coalesceChunks(formatTable("csv", columns, endless("gzip"))))],
    ["workbook", formatWorkbook([{ name: "contacts", title: "C", columns, batches: endless("workbook") }], new Date())],
  ];
  for (const [name, file] of files) {
    for (let chunk = 0; chunk < 8 && name === "workbook"; chunk++) await file.next();
    await file.next();
    await file.return(undefined);
  }
  expect(stopped).toEqual(["gzip", "workbook"]);
});
