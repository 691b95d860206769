import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkReceipt } from "@/lib/receipts/check-receipt";
import { ContactWorkspace } from "../support/contact-records";
import { schemaErrors } from "../support/json-schema";
import { accessTokenOf, dataApi } from "../support/roles";
import { sql, stack } from "../support/stack";
import { TestUser } from "../support/test-user";
import { unpack } from "../support/unpack";
import { withoutTriggers } from "../support/without-triggers";
import { endedExport, entriesOfExport } from "../support/workspace";

let admin: TestUser;
let workspace: ContactWorkspace;
let contact: string;
let folder: string;
beforeAll(async () => {
  admin = await TestUser.signedIn("admin@acme.test");
  workspace = await ContactWorkspace.make("package");
  contact = await workspace.customer({ name: "Ana Sousa", email: "ana@example.test" });
  const conversation = await workspace.conversation({
    customer_id: contact,
    subject: "Rechnung",
    created_at: "2026-03-03T22:30:00Z",
  });
  await workspace.message(conversation, "Wo ist meine Rechnung?", { created_at: "2026-03-03T22:30:00Z" });
  await workspace.reply(conversation, "Hier ist sie.", { author: "Priya", created_at: "2026-03-04T08:00:00Z" });
  await workspace.ticket("Rechnung fehlt", { customer_id: contact });
  folder = await mkdtemp(join(tmpdir(), "package-"));
});
afterAll(() => rm(folder, { recursive: true }));

const fields = () => ({ workspace: workspace.slug, kind: "contact", format: "zip", contact });
const files = ["README.txt", "report.html", "data.json", "data.schema.json", "receipt.json"];

async function download(answer: object = {}, password?: string): Promise<{ id: string; bytes: Buffer; name: string }> {
  const { id, file } = await admin.createExport({ ...fields(), ...answer });
  const response = await admin.fetch(
    file,
    password
      ? {
          method: "POST",
          body: JSON.stringify({ password }),
          headers: { "content-type": "application/json", origin: stack.appUrl },
        }
      : {},
  );
  expect(response.status).toBe(200);
  const [, name = ""] = /filename="(.*)"/.exec(response.headers.get("content-disposition") ?? "") ?? [];
  return { id, name, bytes: Buffer.from(await response.arrayBuffer()) };
}

const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest("hex");
const keys = async () => (await admin.fetch("/.well-known/hydra-export-keys.json")).json();

describe("the package of a contact", () => {
  let id: string;
  let bytes: Buffer;
  let name: string;
  let texts: Record<string, string>;
  beforeAll(async () => {
    ({ id, bytes, name } = await download({ notes: "exclude" }));
    texts = await unpack(bytes);
  });

  it("has the report, the data and its schema, how to read them, and a receipt, without a name of the person in any file name", () => {
    expect(Object.keys(texts)).toEqual(files);
    expect(name).toMatch(/^package-[\w-]+\.zip$/);
    expect(name).not.toMatch(/ana|sousa/i);
    expect(texts["README.txt"]).toContain(id);
    expect(texts["report.html"]).toContain("<h1>Data about <bdi>Ana Sousa</bdi></h1>");
    const data = JSON.parse(texts["data.json"] ?? "");
    expect(schemaErrors("contact", data)).toEqual([]);
    expect(JSON.parse(texts["data.schema.json"] ?? "").$id).toBe(data.export.schema);
    expect(data.conversations[0].messages[0].content).toBe("Wo ist meine Rechnung?");
  });

  it("says that attached files are not in it, and whom to ask for them", () => {
    for (const file of ["report.html", "README.txt"]) {
      const text = (texts[file] ?? "").replace(/<[^>]+>/g, "").replace(/\s+/g, " ");
      expect(text).toMatch(
        /If files were attached to messages, they are not in (it|this report)\. To get them, reply to the message that this (file|report) came with, or ask \S+\./,
      );
    }
  });

  it("has the data that the JSON file has", async () => {
    const { file } = await workspace.json(admin, contact, "exclude");
    const { export: _, ...data } = JSON.parse(texts["data.json"] ?? "");
    const { export: __, ...expected } = file;
    expect(data).toEqual(expected);
  });

  it("is recorded with the hash of what was sent and the counts of its data", async () => {
    const ended = await endedExport(id);
    expect(ended).toMatchObject({ status: "completed", sha256: sha256(bytes), rows_written: "1" });
    expect(ended.counts).toMatchObject({ contacts: 1, conversations: 1, messages: 1, replies: 1, tickets: 1 });
    expect(Number(ended.bytes_written)).toBe(bytes.length);
  });

  it("holds a receipt that is good for each of its files, and for no other file", async () => {
    const receipt = texts["receipt.json"] ?? "";
    for (const file of files.slice(0, -1)) {
      const text = texts[file] ?? "";
      const facts = { sha256: sha256(text), bytes: Buffer.byteLength(text) };
      const { valid, lines } = await checkReceipt(receipt, facts, await keys());
      expect(valid, lines.join("\n")).toBe(true);
      expect(lines[0]).toContain(file);
    }
    const forged = { sha256: sha256("forged"), bytes: 6 };
    expect((await checkReceipt(receipt, forged, await keys())).valid).toBe(false);
    expect(
      (await checkReceipt(receipt.replace('"messages": 1', '"messages": 2'), forged, await keys())).lines[0],
    ).toContain("was changed");
  });

  it("has the receipt of the whole file beside it, which an auditor checks without an account", async () => {
    const receipt = await (await admin.fetch(`/api/exports/${id}/receipt`)).text();
    const { valid } = await checkReceipt(receipt, { sha256: sha256(bytes), bytes: bytes.length }, await keys());
    expect(valid).toBe(true);
  });

  it("opens in unzip", async ({ skip }) => {
    const unzip = await execa("unzip", ["-v"], { reject: false });
    skip(unzip.exitCode !== 0, "unzip is not installed");
    const path = join(folder, "package.zip");
    await writeFile(path, bytes);
    await execa("unzip", ["-q", path, "-d", join(folder, "unzipped")]);
    expect(await readFile(join(folder, "unzipped/data.json"), "utf8")).toBe(texts["data.json"]);
  });

  it("opens in 7-Zip, with a password as well", async ({ skip }) => {
    const found = await execa("7z", ["i"], { reject: false });
    skip(found.exitCode !== 0, "7z is not installed");
    const password = "abcd-efgh-jkmn-pqrs-tuvw";
    const encrypted = await download({ encrypted: "true" }, password);
    for (const [file, content] of [
      ["plain.zip", bytes],
      ["encrypted.zip", encrypted.bytes],
    ] as const) {
      await writeFile(join(folder, file), content);
      await execa("7z", ["t", `-p${password}`, join(folder, file)]);
    }
    expect((await execa("7z", ["t", "-pwrong", join(folder, "encrypted.zip")], { reject: false })).exitCode).not.toBe(
      0,
    );
  });

  it("opens in Python", async ({ skip }) => {
    const script =
      "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(' '.join(z.namelist()))";
    const path = join(folder, "python.zip");
    await writeFile(path, bytes);
    const { exitCode, stdout } = await execa("python3", ["-c", script, path], { reject: false });
    skip(exitCode === undefined, "Python is not installed");
    expect(stdout).toBe(files.join(" "));
  });
});

describe("the information of GDPR Art. 15(1)", () => {
  it("heads the report in its language, is versioned, audited and verified", async () => {
    const client = dataApi(await accessTokenOf("admin@acme.test"));
    const write = (language: string, texts: object) =>
      client.from("privacy_texts").insert({ tenant_id: workspace.id, language, texts });
    expect((await write("fr", { f: "Ancienne <autorité>" })).error).toBeNull();
    expect((await write("fr", { a: "Répondre.", f: "La CNIL & <b>vous</b>" })).error).toBeNull();
    for (const texts of [{ i: "x" }, { a: "" }, { a: 1 }, { a: "x".repeat(4001) }, []]) {
      expect((await write("fr", texts)).error).not.toBeNull();
    }
    expect(
      (await client.from("privacy_texts").update({ texts: {} }).eq("tenant_id", workspace.id)).error,
    ).not.toBeNull();

    const { id, bytes } = await download({ language: "fr" });
    const { "report.html": report = "" } = await unpack(bytes);
    expect(report).toContain("La CNIL &amp; &lt;b&gt;vous&lt;/b&gt;");
    expect(report).not.toContain("Ancienne");
    expect(report.indexOf('id="information"')).toBeLessThan(report.indexOf('id="profile"'));
    expect(await endedExport(id)).toMatchObject({ answer: { language: "fr", information: 2 } });

    const { data: log } = await client
      .from("audit_log")
      .select("action, actor_email, details")
      .eq("tenant_id", workspace.id)
      .eq("action", "privacy.changed")
      .order("seq");
    const changed = { action: "privacy.changed", actor_email: "admin@acme.test" };
    expect(log).toMatchObject([
      { ...changed, details: { language: "fr", version: 1 } },
      { ...changed, details: { language: "fr", version: 2 } },
    ]);
    expect(JSON.stringify(log)).not.toContain("CNIL");
    const { data: verified } = await client.rpc("verify_audit_log", { workspace: workspace.id });
    expect(verified?.[0]).toMatchObject({ problem_count: 0 });
    await withoutTriggers(
      "privacy_texts",
      (tx) => tx`update privacy_texts set texts = '{"f": "Nobody"}' where tenant_id = ${workspace.id} and version = 1`,
    );
    const { data: changedLog } = await client.rpc("verify_audit_log", { workspace: workspace.id });
    expect(changedLog?.[0]).toMatchObject({ problem_count: 1, problems: [{ reason: "it does not match its text" }] });
    const page = await admin.fetch(`/${workspace.slug}/settings/privacy?language=fr`);
    expect(await page.text()).toContain("La CNIL &amp; &lt;b&gt;vous&lt;/b&gt;");
  });
});

describe("an answer to a person", () => {
  it("is in their language, with days and times in their zone", async () => {
    const { bytes } = await download({ language: "de", time_zone: "Europe/Berlin" });
    const { "report.html": report = "", "README.txt": readme } = await unpack(bytes);
    expect(report).toContain('<html lang="de">');
    expect(report).toContain("Daten über <bdi>Ana Sousa</bdi>");
    expect(report).toContain("Zeitzone: Mitteleuropäische Zeit (Europe/Berlin).");
    expect(report).toContain("<h4>Dienstag, 3. März 2026</h4>");
    expect(report).toMatch(/<b><bdi>Ana Sousa<\/bdi><\/b> <time datetime="2026-03-03T22:30:00\S*">23:30<\/time>/);
    expect(readme).toContain("Ihre Daten");
  });

  it("stands in the audit entries, in the record and on the receipt, with the day by which it is due", async () => {
    const answer = { reference: "T-12", requested_on: "2026-01-31", identity_check: "Passport seen" };
    const { id } = await download(answer);
    // 28 February 2026 is a Saturday.
    const recorded = { ...answer, due_on: "2026-03-02" };
    const entries = await entriesOfExport(id);
    expect(entries.map((entry) => (entry.details as { answer?: object }).answer)).toEqual([recorded, recorded]);
    const receipt = await (await admin.fetch(`/api/exports/${id}/receipt`)).json();
    expect(receipt).toMatchObject({ version: 3, answer: recorded });
    const page = await (await admin.fetch(`/${workspace.slug}/settings/data-export/receipts/${id}`)).text();
    expect(page).not.toContain("Not confirmed");
    expect(page).toContain("T-12");
    expect(page).toContain("Passport seen");
    expect(page).toContain(`Its SHA-256 is ${(await endedExport(id)).sha256}.`);
  });

  it.each([
    [{ language: "it" }, "language must be"],
    [{ time_zone: "Mars/Olympus" }, "time_zone must be"],
    [{ requested_on: "2026-02-30" }, "requested_on must be"],
    [{ reference: "x".repeat(101) }, "reference must be"],
    [{ identity_check: "a\u0000b" }, "identity_check must be"],
    [{ encrypted: "yes" }, "encrypted must be"],
    [{ format: "json", language: "de" }, "language is not for the format json"],
    [{ due_on: "2026-01-01" }, "due_on is not a field"],
    [{ kind: "contacts", format: "csv", reference: "T-1" }, "reference is not a field"],
  ])("with %j is refused with words", async (change, message) => {
    const response = await admin.postExport({ ...fields(), ...change });
    expect(response.status).toBe(400);
    expect((await response.json()).error.message).toContain(message);
  });
});

describe("a package with a password", () => {
  const password = "abcd-efgh-jkmn-pqrs-tuvw";

  it("is encrypted with it, and nothing that is recorded has it", async () => {
    const { id, bytes } = await download({ encrypted: "true" }, password);
    expect(bytes.includes("Rechnung")).toBe(false);
    await expect(unpack(bytes)).rejects.toThrow();
    const texts = await unpack(bytes, password);
    expect(Object.keys(texts)).toEqual(files);
    expect(texts["report.html"]).toContain("Ana Sousa");
    const recorded = JSON.stringify([await endedExport(id), await entriesOfExport(id)]);
    expect(recorded).not.toContain(password);
    expect(recorded).toContain('"encrypted":true');
  });

  it("is not sent without it, nor a package without one with it", async () => {
    const encrypted = await admin.createExport({ ...fields(), encrypted: "true" });
    expect((await admin.fetch(encrypted.file)).status).toBe(400);
    expect((await sql`select status from exports where id = ${encrypted.id}`)[0]).toEqual({ status: "pending" });
    const plain = await admin.createExport(fields());
    const init = {
      method: "POST",
      body: JSON.stringify({ password }),
      headers: { "content-type": "application/json", origin: stack.appUrl },
    };
    expect((await admin.fetch(plain.file, init)).status).toBe(400);
    expect((await sql`select status from exports where id = ${plain.id}`)[0]).toEqual({ status: "pending" });
    const other = await admin.createExport({ ...fields(), encrypted: "true" });
    const weak = await admin.fetch(other.file, { ...init, body: JSON.stringify({ password: "hunter2" }) });
    expect(weak.status).toBe(400);
    expect(await weak.text()).not.toContain("hunter2");
  });
});
