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
});
