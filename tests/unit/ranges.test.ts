import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { fetchRanges, type Range } from "@/lib/exports/source/ranges";
import { makePrivateKey } from "@/lib/receipts/key-format";
import { BatchServer, sendBatch } from "../support/batch-server";

const server = new BatchServer();
let url: string;
beforeAll(async () => {
  url = await server.start();
});
afterAll(() => server.stop());
beforeEach(() => {
  vi.stubEnv("SUPABASE_URL", url);
  vi.stubEnv("SUPABASE_PUBLISHABLE_KEY", "sb_publishable_test");
  vi.stubEnv("EXPORT_SIGNING_KEY", makePrivateKey());
  server.requests.length = 0;
});
afterEach(() => void vi.unstubAllEnvs());

type Boundary = [createdAt: string, id: string];
const boundary = (number: number): Boundary => [`2026-01-0${number}`, `id-${number}`];

/** Answers export_range_boundaries from a list, a few at a time. */
function serveBoundaries(boundaries: Boundary[], perBatch = 2): void {
  server.handle = ({ searchParams }, response) => {
    const limit = Number(searchParams.get("max_boundaries") ?? perBatch);
    const first = 1 + boundaries.findIndex(([, id]) => id === searchParams.get("after_id"));
    const batch = boundaries.slice(first, first + limit);
    const last = batch.at(-1);
    const hasMore = first + limit < boundaries.length;
    const next = hasMore && last ? { after_created_at: last[0], after_id: last[1] } : null;
    sendBatch(response, JSON.stringify(batch), next, 0);
  };
}

const read = (range: Range) =>
  (async function* () {
    yield range;
  })();
const fetchAll = (reader = read) => Array.fromAsync(fetchRanges("token", new AbortController().signal, reader));

describe("fetchRanges", () => {
  it("reads one unlimited range when there is no boundary", async () => {
    serveBoundaries([]);
    expect(await fetchAll()).toEqual([{}]);
  });

  it.each([1, 2, 3, 6])("covers everything once, in order, with %i boundaries", async (count) => {
    const boundaries = Array.from({ length: count }, (_, index) => boundary(index + 1));
    serveBoundaries(boundaries);
    const starts = [{}, ...boundaries.map(([createdAt, id]) => ({ after_created_at: createdAt, after_id: id }))];
    const ends = [...boundaries.map(([createdAt, id]) => ({ until_created_at: createdAt, until_id: id })), {}];
    expect(await fetchAll()).toEqual(starts.map((start, index) => ({ ...start, ...ends[index] })));
  });

  it("asks for the first boundary alone", async () => {
    serveBoundaries([boundary(1), boundary(2)]);
    await fetchAll();
    expect(server.requests[0]?.url.searchParams.get("max_boundaries")).toBe("1");
  });

  it("reads the first range alone, then at most three at a time", async () => {
    serveBoundaries(Array.from({ length: 8 }, (_, index) => boundary(index + 1)));
    let active = 0;
    const activeAtStart: number[] = [];
    await fetchAll((range) =>
      (async function* () {
        activeAtStart.push(++active);
        await new Promise((resolve) => setTimeout(resolve, 5));
        yield range;
        active--;
      })(),
    );
    expect(activeAtStart).toHaveLength(9);
    expect(activeAtStart[0]).toBe(1);
    expect(activeAtStart[1]).toBe(1);
    expect(Math.max(...activeAtStart)).toBe(3);
  });

  it("throws what reading a range throws", async () => {
    serveBoundaries([boundary(1), boundary(2)]);
    const failing = ({ after_id }: Range) =>
      (async function* () {
        if (after_id === "id-1") throw new Error("refused");
        yield {};
      })();
    await expect(fetchAll(failing)).rejects.toThrow("refused");
  });
});
