import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import getPort from "get-port";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makePrivateKey, publicKeyOf } from "@/lib/receipts/key-format";
import { startAppServer } from "../support/app-server";
import { pauseDownload } from "../support/paused-download";
import { sql, stack } from "../support/stack";
import { TestUser } from "../support/test-user";
import { waitUntil } from "../support/wait-until";
import { addContacts, addManyContacts, endedExport, entriesOfExport, makeWorkspace } from "../support/workspace";

let workspace: { id: string; slug: string };
let admin: TestUser;
let folder: string;
let id: string;
let file: string;
let receipt: string;
const keysUrl = new URL("/.well-known/hydra-export-keys.json", stack.appUrl).href;

beforeAll(async () => {
  workspace = await makeWorkspace("receipts");
  await addContacts(workspace.id, 2500, 300);
  admin = await TestUser.signedIn("admin@acme.test");
  folder = await mkdtemp(join(tmpdir(), "receipts-"));
  const download = await admin.download({ workspace: workspace.slug, kind: "contacts", format: "csv" });
  id = download.id;
  file = await save("contacts.csv", Buffer.from(await download.response.arrayBuffer()));
  await endedExport(id);
  receipt = await save("receipt.json", await (await admin.fetch(`/api/exports/${id}/receipt`)).text());
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await sql.end();
});

async function save(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** Runs npm run verify-receipt. @returns its exit code and all that it prints */
function verify(...args: string[]): Promise<{ code: number; text: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ["scripts/verify-receipt.ts", ...args], { timeout: 30_000 }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, text: stdout + stderr }),
    );
  });
}

describe("a receipt", () => {
  it("is a signed JSON file that says what the record says", async () => {
    const response = await admin.fetch(`/api/exports/${id}/receipt`);
    expect(response.headers.get("content-disposition")).toBe(`attachment; filename="receipt-${id.slice(0, 8)}.json"`);
    const [row] = await sql`select * from exports where id = ${id}`;
    expect(await response.json()).toEqual({
      receipt: row?.receipt,
      version: 1,
      export: id,
      workspace: workspace.id,
      kind: "contacts",
      format: "csv",
      compress: null,
      contact: null,
      notes: true,
      actor: row?.actor_id,
      actor_email: "admin@acme.test",
      outcome: "completed",
      reason: null,
      rows: 2500,
      bytes: Number(row?.bytes_written),
      escaped_cells: 0,
      cut_cells: {},
      counts: {},
      sha256: row?.sha256,
      started_at: row?.started_at.toISOString(),
      ended_at: expect.stringMatching(/^20\d\d-/),
    });
    const entries = await entriesOfExport(id);
    expect(entries.at(-1)?.details).toMatchObject({ receipt: row?.receipt });
  });

  it("can be downloaded by admins of the workspace only", async () => {
    for (const [email, status] of [
      ["owner@acme.test", 200],
      ["member@acme.test", 404],
      ["admin@globex.test", 404],
    ] as const) {
      expect((await (await TestUser.signedIn(email)).fetch(`/api/exports/${id}/receipt`)).status, email).toBe(status);
    }
    expect((await TestUser.signedOut().fetch(`/api/exports/${id}/receipt`)).status).toBe(401);
  });

  it.each(["contact", "conversations", "audit_log"])("of kind %s is confirmed too", async (kind) => {
    const contact = "c0000000-0000-4000-8000-000000000001";
    const { id: other, response } = await admin.download({ workspace: "acme", kind, format: "json", contact });
    await response.arrayBuffer();
    await endedExport(other);
    expect((await admin.fetch(`/api/exports/${other}/receipt`)).status).toBe(200);
    const page = await (await admin.fetch(`/acme/settings/data-export/receipts/${other}`)).text();
    expect(page).not.toContain("Not confirmed by the server");
    expect(page).toContain("Download the signed receipt");
  });
});

it("the server's public keys can be read without an account, and cached", async () => {
  const response = await fetch(keysUrl, { redirect: "manual" });
  expect(response.status).toBe(200);
  expect(response.headers.get("cache-control")).toBe("public, max-age=3600");
  const { keys } = (await response.json()) as { keys: object[] };
  expect(keys).toEqual([expect.objectContaining({ kty: "OKP", crv: "Ed25519" })]);
  expect(JSON.stringify(keys)).not.toContain('"d"');
});

describe("npm run verify-receipt", () => {
  it("says that receipt and file are good, without an account", async () => {
    const { code, text } = await verify(receipt, file, "--keys", keysUrl);
    expect(text).toContain("The receipt is genuine, and the file is complete and unchanged.");
    expect(text).toContain("2500 rows");
    expect(text).toContain("not named in this receipt: see its page or the audit log.");
    expect(code).toBe(0);
  });

  it("reads receipts and keys that were saved with a byte order mark, as UTF-8 or as UTF-16", async () => {
    const { readFile } = await import("node:fs/promises");
    const [json, keys] = [await readFile(receipt, "utf8"), await (await fetch(keysUrl)).text()];
    for (const encoding of ["utf8", "utf16le"] as const) {
      const saveMarked = (name: string, text: string) => save(name, Buffer.from(`\ufeff${text}`, encoding));
      const [markedReceipt, markedKeys] = [
        await saveMarked("marked.json", json.replaceAll("\n", "\r\n")),
        await saveMarked("marked-keys.json", keys),
      ];
      expect(await verify(markedReceipt, file, "--keys", markedKeys), encoding).toMatchObject({ code: 0 });
    }
  });

  it("reads the keys from a file, too", async () => {
    const keys = await save("keys.json", await (await fetch(keysUrl)).text());
    expect(await verify(receipt, file, "--keys", keys)).toMatchObject({ code: 0 });
  });

  it("finds a changed file, a changed receipt, and garbage, in words and without a stack trace", async () => {
    const { readFile } = await import("node:fs/promises");
    const [csv, json] = [await readFile(file), await readFile(receipt, "utf8")];
    const escapes = "\u001b[2Jcleared";
    for (const [name, receiptPath, filePath] of [
      ["a cut file", receipt, await save("cut.csv", csv.subarray(0, -1))],
      ["an edited file", receipt, await save("edited.csv", csv.toString().replace("Person 1,", "Person 2,"))],
      ["an empty file", receipt, await save("empty.csv", "")],
      ["an edited receipt", await save("edited.json", json.replace('"rows": 2500', '"rows": 2400')), file],
      ["a cut receipt", await save("cut.json", json.slice(0, 300)), file],
      ["garbage", await save("garbage.json", `${escapes}\u0000{[`), file],
      ["the file as its receipt", file, file],
      ["an empty receipt", await save("empty.json", ""), file],
      ["a folder", folder, file],
      ["a folder as the file", receipt, folder],
      ["a missing file", receipt, join(folder, `missing${escapes}`)],
      ["a missing receipt", join(folder, "missing"), file],
    ] as const) {
      const { code, text } = await verify(receiptPath, filePath, "--keys", keysUrl);
      expect(code, name).toBe(1);
      expect(text, name).not.toContain("\u001b");
      expect(text, name).not.toMatch(/^\s+at /m);
      expect(text, name).not.toContain("complete and unchanged");
      expect(text.trim(), name).not.toBe("");
    }
  });

  it("says how it is used, and which keys it could not read", async () => {
    expect(await verify()).toMatchObject({ code: 1, text: expect.stringContaining("Usage:") });
    expect(await verify(receipt, file, "--nonsense")).toMatchObject({
      code: 1,
      text: expect.stringContaining("Usage:"),
    });
    for (const keys of [new URL("/login", stack.appUrl).href, join(folder, "missing"), "http://127.0.0.1:1/"]) {
      expect(await verify(receipt, file, "--keys", keys)).toMatchObject({
        code: 1,
        text: expect.stringContaining("keys cannot be read"),
      });
    }
  });
});

describe("after the signing key was changed", () => {
  const confirmedBy = async (variables: Record<string, string>) => {
    const server = await startAppServer(variables);
    try {
      const user = admin.at(server.url);
      const page = await (await user.fetch(`/${workspace.slug}/settings/data-export/receipts/${id}`)).text();
      const download = await user.download({ workspace: workspace.slug, kind: "contacts", format: "csv" });
      await download.response.arrayBuffer();
      await endedExport(download.id);
      return {
        earlier: !page.includes("Not confirmed by the server"),
        own: (await user.fetch(`/api/exports/${download.id}/receipt`)).status === 200,
        keys: ((await (await fetch(`${server.url}/.well-known/hydra-export-keys.json`)).json()) as { keys: object[] })
          .keys.length,
      };
    } finally {
      server.process.kill("SIGKILL");
    }
  };

  it("earlier receipts are confirmed while the earlier public key is listed", async () => {
    const variables = {
      EXPORT_SIGNING_KEY: makePrivateKey(),
      EXPORT_VERIFICATION_KEYS: publicKeyOf(stack.signingKey),
    };
    expect(await confirmedBy(variables)).toEqual({ earlier: true, own: true, keys: 2 });
  });

  it("earlier receipts are not confirmed without the earlier public key", async () => {
    expect(await confirmedBy({ EXPORT_SIGNING_KEY: makePrivateKey() })).toEqual({ earlier: false, own: true, keys: 1 });
  });
});

it("the app refuses to start without a signing key, and says how to make one", async () => {
  const args = ["node_modules/next/dist/bin/next", "start", "--port", String(await getPort())];
  const env = {
    ...process.env,
    NODE_ENV: "production" as const,
    NEXT_DIST_DIR: ".next-test",
    SUPABASE_URL: stack.supabaseUrl,
    SUPABASE_PUBLISHABLE_KEY: stack.publishableKey,
    EXPORT_SIGNING_KEY: "",
  };
  const { code, stderr } = await new Promise<{ code: unknown; stderr: string }>((resolve) => {
    execFile(process.execPath, args, { env, timeout: 30_000 }, (error, _stdout, stderr) =>
      resolve({ code: error?.code, stderr }),
    );
  });
  expect(stderr).toMatch(/EXPORT_SIGNING_KEY is missing.*npm run make-signing-key/);
  expect(code).toBe(1);
});

it("a cancelled download is recorded with what the server had sent, signed, and not with its last report", async () => {
  const large = await makeWorkspace("cancelled");
  await addManyContacts(large.id);
  const paused = await pauseDownload(admin, { workspace: large.slug, kind: "contacts", format: "csv" });
  const reportedBytes = async () =>
    (await sql`select bytes_written from exports where id = ${paused.id}`)[0]?.bytes_written;
  const first = await reportedBytes();
  while ((await reportedBytes()) === first) await paused.readChunk();
  // Right after a report, so that more is sent before the next.
  for (let chunks = 0; chunks < 60; chunks++) await paused.readChunk();
  const response = await admin.fetch(`/api/exports/${paused.id}/cancel`, { method: "POST" });
  expect(response.status).toBe(200);
  const [atCancel] = await sql`select bytes_written from exports where id = ${paused.id}`;
  await expect(paused.readRest()).rejects.toThrow(/terminated/);
  let row: Record<string, unknown> = {};
  await waitUntil("the server has reported what it sent", async () => {
    [row = {}] = await sql`select * from exports where id = ${paused.id}`;
    return row.receipt !== null;
  });
  expect(row).toMatchObject({ status: "cancelled", failure: null });
  expect(Number(row.bytes_written)).toBeGreaterThan(Number(atCancel?.bytes_written));
  expect((await entriesOfExport(paused.id)).at(-1)?.details).toMatchObject({ at_least: true });
  const page = await (await admin.fetch(`/${large.slug}/settings/data-export/receipts/${paused.id}`)).text();
  expect(page).toContain(Number(row.bytes_written).toLocaleString("en"));
  expect(page).not.toMatch(/At least|Not confirmed/);
});
