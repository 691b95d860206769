import { describe, expect, it } from "vitest";
import { coalesceChunks } from "@/lib/exports/download/coalesce-chunks";

describe("coalesceChunks", () => {
  it("joins small chunks and adds up their counts", async () => {
    async function* chunksOfOneRow() {
      for (let index = 0; index < 100; index++) yield { text: "x".repeat(1000), rows: 1, escapedCells: 2 };
    }
    const chunks = await Array.fromAsync(coalesceChunks(chunksOfOneRow()));
    expect(chunks.map(({ text }) => text.length)).toEqual([66_000, 34_000]);
    expect(chunks.map(({ rows, escapedCells }) => [rows, escapedCells])).toEqual([
      [66, 132],
      [34, 68],
    ]);
  });

  it("ends a chunk where the writer can begin again, in the middle of what the network has cut", async () => {
    async function* batches() {
      for (let batch = 1; batch <= 4; batch++) {
        const text = Array.from({ length: 5 }, () => Buffer.alloc(50_000));
        yield { text, rows: 1000, escapedCells: 0, position: { after_id: String(batch) } };
      }
    }
    const ends: [number, string][] = [];
    let bytes = 0;
    for await (const { text, position } of coalesceChunks(batches())) {
      bytes += text.length;
      if (position?.after_id) ends.push([bytes, position.after_id]);
    }
    expect(ends).toEqual([
      [250_000, "1"],
      [500_000, "2"],
      [750_000, "3"],
      [1_000_000, "4"],
    ]);
  });
});
