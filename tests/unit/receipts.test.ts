import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { CompactSign, type JSONWebKeySet } from "jose";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { checkReceipt } from "@/lib/receipts/check-receipt";
import { type ReceiptClaims, receiptFile } from "@/lib/receipts/claims";
import { makePrivateKey, parsePrivateKey, publicKeyOf } from "@/lib/receipts/key-format";
import { privateKeyPattern, publicKeyPattern } from "@/lib/receipts/key-patterns";

const claims: ReceiptClaims = {
  version: 1,
  export: "aaaaaaaa-0000-4000-8000-000000000001",
  workspace: "aaaaaaaa-0000-4000-8000-000000000002",
  kind: "contacts",
  format: "csv",
  compress: null,
  contact: null,
  notes: true,
  actor: "aaaaaaaa-0000-4000-8000-000000000003",
  actor_email: "admin@acme.test",
  outcome: "completed",
  reason: null,
  rows: 3,
  bytes: 5,
  escaped_cells: 0,
  cut_cells: {},
  counts: {},
  // Of the five bytes "hello".
  sha256: "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
  started_at: "2026-11-25T10:00:00.000Z",
  ended_at: "2026-11-25T10:00:01.000Z",
};
const file = { sha256: claims.sha256 as string, bytes: 5 };

/** The server's signing with these keys, in a new copy of the module: it caches them. */
async function serverWith(signingKey: string, earlierKeys = "") {
  vi.resetModules();
  vi.stubEnv("SUPABASE_URL", "https://xyz.supabase.co");
  vi.stubEnv("SUPABASE_PUBLISHABLE_KEY", "sb_publishable_x");
  vi.stubEnv("EXPORT_SIGNING_KEY", signingKey);
  vi.stubEnv("EXPORT_VERIFICATION_KEYS", earlierKeys);
  return { ...(await import("@/lib/receipts/server-keys")), ...(await import("@/lib/receipts/sign-receipt")) };
}

let key: string;
let keys: JSONWebKeySet;
let receipt: string;
beforeEach(async () => {
  key = makePrivateKey();
  const server = await serverWith(key);
  keys = await server.publishedKeys();
  receipt = await server.signReceipt(claims);
});
afterEach(() => void vi.unstubAllEnvs());

/** Signs anything with the server's key, as only a mistake of ours could. */
const sign = (payload: string, header: object = {}, privateKey: KeyObject = parsePrivateKey(key)) =>
  new CompactSign(new TextEncoder().encode(payload))
    .setProtectedHeader({ alg: "EdDSA", kid: keys.keys[0]?.kid, typ: "hydra-export-receipt+json", ...header })
    .sign(privateKey);

it("keys that Node makes match the patterns of the environment", () => {
  for (let n = 0; n < 200; n++) {
    const made = makePrivateKey();
    expect(made).toMatch(privateKeyPattern);
    expect(publicKeyOf(made)).toMatch(publicKeyPattern);
  }
});

it("keys of other types do not match the patterns of the environment", () => {
  for (const type of ["x25519", "ed448"] as const) {
    const pair = generateKeyPairSync(type as "ed448");
    const [privateText, publicText] = [
      pair.privateKey.export({ format: "der", type: "pkcs8" }).toString("base64"),
      pair.publicKey.export({ format: "der", type: "spki" }).toString("base64"),
    ];
    expect(privateText).not.toMatch(privateKeyPattern);
    expect(publicText).not.toMatch(publicKeyPattern);
  }
});

it("the server publishes public keys only", () => {
  expect(keys).toEqual({
    keys: [{ kty: "OKP", crv: "Ed25519", x: expect.any(String), kid: expect.any(String), alg: "EdDSA", use: "sig" }],
  });
});

it("a receipt and its file are good, as a downloaded file and as the signed text alone", async () => {
  for (const text of [receiptFile(receipt, claims), receipt, `${receipt}\n`]) {
    expect(await checkReceipt(text, file, keys)).toMatchObject({ valid: true });
  }
});

it.each([
  ["a byte order mark", (text: string) => `\ufeff${text}`],
  ["line ends of Windows", (text: string) => text.replaceAll("\n", "\r\n")],
  ["both", (text: string) => `\ufeff${text.replaceAll("\n", "\r\n")}`],
  ["empty lines at its end", (text: string) => `${text}\n\n`],
])("a receipt that an editor saved with %s is good", async (_, save) => {
  for (const text of [receiptFile(receipt, claims), `${receipt}\n`]) {
    expect(await checkReceipt(save(text), file, keys)).toMatchObject({ valid: true });
  }
});

it("a receipt of more than its usual content stays under 4 kB", async () => {
  const server = await serverWith(key);
  const counts = ["contacts", "conversations", "messages", "replies", "tickets", "ticket_replies", "ticket_notes"];
  const largest = { ...claims, counts: Object.fromEntries(counts.map((type) => [type, Number.MAX_SAFE_INTEGER])) };
  const long = {
    ...largest,
    actor_email: "\u{1F600}".repeat(160),
    contact: claims.export,
    rows: Number.MAX_SAFE_INTEGER,
  };
  expect((await server.signReceipt(long)).length).toBeLessThan(4096);
});

it("another file is not the receipt's: changed, or cut", async () => {
  const changed = await checkReceipt(receipt, { ...file, sha256: "0".repeat(64) }, keys);
  expect(changed.valid).toBe(false);
  expect(changed.lines[0]).toContain("this is not its file: its SHA-256 is 0000");
  const cut = await checkReceipt(receipt, { ...file, bytes: 4 }, keys);
  expect(cut.valid).toBe(false);
  expect(cut.lines[0]).toContain("this is not its file: 4 bytes instead of 5");
});

it("a receipt of an export that did not complete proves no file", async () => {
  const failed = await sign(JSON.stringify({ ...claims, outcome: "failed", reason: "client_idle", sha256: null }));
  const { valid, lines } = await checkReceipt(failed, file, keys);
  expect(valid).toBe(false);
  expect(lines.join("\n")).toMatch(/did not complete.*failed: The client read nothing for five minutes\./s);
});

it("every changed character of the signed text is noticed", async () => {
  // Except the last one: base64url of 64 bytes ends with four bits that say nothing.
  for (let at = 0; at < receipt.length - 1; at++) {
    const changed = receipt.slice(0, at) + (receipt[at] === "A" ? "B" : "A") + receipt.slice(at + 1);
    expect((await checkReceipt(changed, file, keys)).valid, `character ${at}`).toBe(false);
  }
});

it("a changed readable part is noticed, also a member that is there twice", async () => {
  const text = receiptFile(receipt, claims);
  for (const changed of [
    text.replace('"rows": 3', '"rows": 4'),
    text.replace('"rows": 3', '"rows": 4,\n  "rows": 3'),
    text.replace('"outcome"', '"note": "Approved",\n  "outcome"'),
    text.replace("admin@", "owner@"),
  ]) {
    expect(changed).not.toBe(text);
    const { valid, lines } = await checkReceipt(changed, file, keys);
    expect({ valid, first: lines[0] }).toEqual({ valid: false, first: expect.stringContaining("readable part") });
    expect(lines.join("\n")).toContain("3 rows");
  }
});

it("a receipt signed by somebody else is refused, whatever key it names", async () => {
  const foreign = parsePrivateKey(makePrivateKey());
  expect((await checkReceipt(await sign(JSON.stringify(claims), {}, foreign), file, keys)).lines).toEqual([
    "The receipt was changed: its signature does not fit.",
  ]);
  expect(
    (await checkReceipt(await sign(JSON.stringify(claims), { kid: "another" }, foreign), file, keys)).lines,
  ).toEqual(["The receipt is not signed with one of the server's keys."]);
});

it("a receipt without a signature (alg none) is refused", async () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const header = { alg: "none", kid: keys.keys[0]?.kid, typ: "hydra-export-receipt+json" };
  const unsigned = `${part(header)}.${part(claims)}.AA`;
  expect((await checkReceipt(unsigned, file, keys)).valid).toBe(false);
});

it("a receipt of a part says which part it is", async () => {
  const scope = { types: ["lead"], created_from: "2026-01-01", created_to: "2026-04-01" };
  const { valid, lines } = await checkReceipt(await sign(JSON.stringify({ ...claims, version: 2, scope })), file, keys);
  expect(valid).toBe(true);
  expect(lines.join("\n")).toContain("scope       Types: leads; Created: 2026-01-01 to 2026-03-31\n");
  expect(lines).toContain("  part        a part of the workspace's data");
});

it("what the server's key signed for another purpose, or in another form, is no receipt", async () => {
  for (const text of [
    await sign(JSON.stringify(claims), { typ: "JWT" }),
    await sign(JSON.stringify({ ...claims, version: 2 })),
    await sign(JSON.stringify({ ...claims, version: 3 })),
    await sign(JSON.stringify({ ...claims, scope: { types: ["lead"] } })),
    await sign(JSON.stringify({ ...claims, version: 2, scope: { types: ["boss"] } })),
    await sign(JSON.stringify({ ...claims, more: 1 })),
    await sign(JSON.stringify({ ...claims, rows: -1 })),
    await sign("[]"),
    await sign("not JSON"),
  ]) {
    expect((await checkReceipt(text, file, keys)).lines[0]).toMatch(/^This is not a receipt/);
  }
});

it.each([
  "",
  "[]",
  "null",
  "[null]",
  "{",
  '{"receipt": 5}',
  '{"receipt": "x"}',
  "a.b.c",
  "...",
  "\u0000",
  "\u001b[2J",
  "9".repeat(5000),
])("%j is not a receipt, and checking it does not crash", async (text) => {
  const { valid, lines } = await checkReceipt(text, file, keys);
  expect(valid).toBe(false);
  expect(lines.join()).not.toContain("\u001b");
});

it.each([null, [], {}, { keys: 5 }, { keys: [{}] }, { keys: [{ kty: "OKP", crv: "Ed25519", kid: "x" }] }])(
  "with %j as keys every receipt is refused",
  async (bad) => {
    expect((await checkReceipt(receipt, file, bad as never)).valid).toBe(false);
  },
);

it("signed text of others is printed without what a terminal obeys", async () => {
  const hostile = await sign(
    JSON.stringify({ ...claims, actor_email: "\u001b[2J\u202e\u0007a\n@b", counts: { "\u001b[31m": 1 } }),
  );
  const text = (await checkReceipt(hostile, file, keys)).lines.join("|");
  expect(text).toContain("[2J");
  expect(text).not.toMatch(/\p{C}/u);
});

it("after a change of keys, receipts of the earlier key stay valid while it is listed", async () => {
  const next = makePrivateKey();
  const server = await serverWith(next, publicKeyOf(key));
  const both = await server.publishedKeys();
  expect(both.keys).toHaveLength(2);
  expect(await checkReceipt(receipt, file, both)).toMatchObject({ valid: true });
  expect(await checkReceipt(await server.signReceipt(claims), file, both)).toMatchObject({ valid: true });
  const alone = await (await serverWith(next)).publishedKeys();
  expect(await checkReceipt(receipt, file, alone)).toMatchObject({ valid: false });
});
