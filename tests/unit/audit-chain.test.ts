import { createHash } from "node:crypto";
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

it("canonicalJson sorts keys, has no white space and escapes as RFC 8785 does", () => {
  expect(canonicalJson({ b: [1, true, null], a: { z: "\n\u0001é/", y: 2 } })).toBe(
    '{"a":{"y":2,"z":"\\n\\u0001é/"},"b":[1,true,null]}',
  );
});

it("entryHash is the SHA-256 of the canonical JSON without the hash", () => {
  const entry = {
    seq: 1,
    hash: "x",
    previous_hash: "0",
    created_at: "2026",
    action: "export.contacts",
    details: { b: 1, a: "é" },
  };
  const canonical =
    '{"action":"export.contacts","created_at":"2026","details":{"a":"é","b":1},"previous_hash":"0","seq":1}';
  expect(entryHash(entry)).toBe(createHash("sha256").update(canonical).digest("hex"));
});

describe("checkChain", () => {
  it("accepts an unchanged chain and an empty one", () => {
    const entries = chainOf(5);
    expect(checkChain(entries)).toEqual({
      entries: 5,
      since: "2026-11-23T14:33:33.1+00:00",
      head: { seq: 5, hash: entries[4]?.hash },
      firstInvalid: null,
    });
    expect(checkChain([])).toMatchObject({ entries: 0, firstInvalid: null });
  });

  const changes: [string, (entries: ExportedEntry[]) => ExportedEntry[], number, RegExp][] = [
    ["an edit", (e) => e.map((x) => (x.seq === 3 ? { ...x, actor_name: "Evil" } : x)), 3, /changed/],
    [
      "an edit of a nested value",
      (e) => e.map((x) => (x.seq === 2 ? { ...x, details: { rows: 1 } } : x)),
      2,
      /changed/,
    ],
    ["a removal", (e) => e.filter(({ seq }) => seq !== 2), 3, /missing/],
    ["a removal at the start", (e) => e.slice(1), 2, /missing/],
    ["two entries swapped", (e) => [e[0], e[2], e[1], e[3]] as ExportedEntry[], 3, /out of order/],
    [
      "an edit with a new hash",
      (e) => e.map((x) => (x.seq === 3 ? { ...x, action: "y", hash: entryHash({ ...x, action: "y" }) } : x)),
      4,
      /does not follow/,
    ],
  ];
  it.each(changes)("reports %s at the right entry", (_what, change, seq, why) => {
    expect(checkChain(change(chainOf(4))).firstInvalid).toEqual({ seq, reason: expect.stringMatching(why) });
  });
});
