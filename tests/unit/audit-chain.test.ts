import { describe, expect, it } from "vitest";
import { canonicalJson, checkChain, type ExportedEntry, entryHash } from "@/lib/audit/chain";

function chainOf(length: number): ExportedEntry[] {
  const entries: ExportedEntry[] = [];
  for (let seq = 1; seq <= length; seq++) {
    const entry = {
      seq,
      action: "export.contacts",
      actor_name: 'Zoë "=1+1" \u2028 \u0001',
      details: { rows: seq, export: "x", counts: { messages: 2 } },
      created_at: "2026-11-23T14:33:33.1+00:00",
      previous_hash: entries.at(-1)?.hash ?? "0".repeat(64),
      hash: "",
    };
    entries.push({ ...entry, hash: entryHash(entry) });
  }
  return entries;
}

it("canonical JSON sorts keys, has no white space and escapes as RFC 8785 does", () => {
  expect(canonicalJson({ b: [1, true, null], a: { z: "\n\u0001é/", y: 2 } })).toBe(
    '{"a":{"y":2,"z":"\\n\\u0001é/"},"b":[1,true,null]}',
  );
});

describe("a chain", () => {
  it("that nobody touched is unbroken", () => {
    const entries = chainOf(5);
    expect(checkChain(entries)).toEqual({
      entries: 5,
      since: "2026-11-23T14:33:33.1+00:00",
      head: { seq: 5, hash: entries[4]?.hash },
      firstInvalid: null,
    });
    expect(checkChain([])).toMatchObject({ entries: 0, firstInvalid: null });
  });

  const touched: [string, (entries: ExportedEntry[]) => ExportedEntry[], number, RegExp][] = [
    ["an edit", (e) => e.map((x) => (x.seq === 3 ? { ...x, actor_name: "Evil" } : x)), 3, /changed/],
    ["an edit deep inside", (e) => e.map((x) => (x.seq === 2 ? { ...x, details: { rows: 1 } } : x)), 2, /changed/],
    ["a removal", (e) => e.filter(({ seq }) => seq !== 2), 3, /missing/],
    ["a removal at the start", (e) => e.slice(1), 2, /missing/],
    ["two entries swapped", (e) => [e[0], e[2], e[1], e[3]] as ExportedEntry[], 3, /out of order/],
    [
      "an edit that was hashed anew",
      (e) => e.map((x) => (x.seq === 3 ? { ...x, action: "y", hash: entryHash({ ...x, action: "y" }) } : x)),
      4,
      /does not follow/,
    ],
  ];
  it.each(touched)("shows %s, and where", (_what, touch, seq, why) => {
    expect(checkChain(touch(chainOf(4))).firstInvalid).toEqual({ seq, reason: expect.stringMatching(why) });
  });
});
