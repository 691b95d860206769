import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contactsCsv } from "../support/scoped-export";
import { sql } from "../support/stack";
import { TestUser } from "../support/test-user";
import { endedExport } from "../support/workspace";

// What Data Package 2 and its profiles require of these properties is written down here by hand (https://datapackage.org/standard).

let admin: TestUser;

beforeAll(async () => {
  admin = await TestUser.signedIn("admin@acme.test");
});
afterAll(() => sql.end());

type Field = { name: string; type: string; description: string };
type Resource = Record<string, unknown> & { schema?: { fields: Field[]; primaryKey?: string[] } };
type Descriptor = Record<string, unknown> & { resources: [Resource]; hydra: Record<string, unknown> };

const fieldTypes = ["string", "integer", "boolean", "datetime", "array", "object", "any"];

async function descriptorOf(id: string): Promise<Descriptor> {
  await endedExport(id);
  const response = await admin.fetch(`/api/exports/${id}/datapackage`);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-disposition")).toBe('attachment; filename="datapackage.json"');
  return response.json() as Promise<Descriptor>;
}

describe("the data package descriptor", () => {
  it("of a part names its file, hash, columns, counts, cut-off and scope", async () => {
    const fields = { types: "lead", columns: "email,id,created_at", time_zone: "Europe/Berlin" };
    const { id, name, text, rows } = await contactsCsv(admin, "acme", fields);
    const { resources, hydra, ...descriptor } = await descriptorOf(id);
    const [{ schema, ...resource }] = resources;
    expect(descriptor).toMatchObject({
      $schema: "https://datapackage.org/profiles/2.0/datapackage.json",
      id,
      version: "1.0",
    });
    expect(descriptor.name).toMatch(/^[a-z0-9._/-]+$/);
    expect(descriptor.description).toMatch(/^A part of .*Types: leads/);
    expect(new Date(descriptor.created as string).toISOString()).toBe(descriptor.created);
    expect(resource).toMatchObject({
      path: name,
      format: "csv",
      mediatype: "text/csv",
      encoding: "utf-8",
      bytes: Buffer.byteLength(text),
      hash: `sha256:${createHash("sha256").update(text).digest("hex")}`,
      dialect: { header: true, delimiter: ",", doubleQuote: true },
    });
    expect(schema?.fields.map((field) => field.name)).toEqual(text.split("\r\n")[0]?.split(","));
    expect(schema?.primaryKey).toEqual(["id"]);
    expect(hydra).toMatchObject({
      format_version: "1.0",
      part: true,
      rows: rows.length,
      scope: { types: ["lead"], columns: ["email", "id", "created_at"], time_zone: "Europe/Berlin" },
    });
    expect(Date.parse(String(hydra.cutoff_at))).toBeGreaterThanOrEqual(Date.parse(String(hydra.started_at)));
  });

  it.each([
    ["contacts", "json"],
    ["conversations", "json"],
    ["audit_log", "json"],
  ])("of %s has a type and a meaning for each field of the file, in its order", async (kind, format) => {
    const { id, response } = await admin.download({ workspace: "acme", kind, format });
    const [row] = (await response.json()) as Record<string, unknown>[];
    const { resources, hydra, description } = await descriptorOf(id);
    const fields = resources[0].schema?.fields ?? [];
    expect(fields.map(({ name }) => name)).toEqual(Object.keys(row ?? {}));
    for (const field of fields) {
      expect(fieldTypes).toContain(field.type);
      expect(field.description.length).toBeGreaterThan(1);
    }
    expect(hydra).toMatchObject({ part: false, scope: {} });
    expect(description).toMatch(/^All of /);
  });

  it("of CSV with semicolons that is compressed says so", async () => {
    const { id, response } = await admin.download({
      workspace: "acme",
      kind: "conversations",
      format: "csv-semicolon",
      compress: "gzip",
    });
    const header = gunzipSync(Buffer.from(await response.arrayBuffer()))
      .toString()
      .split("\r\n")[0];
    const { resources } = await descriptorOf(id);
    expect(resources[0]).toMatchObject({ format: "csv", compression: "gz", dialect: { delimiter: ";" } });
    expect(resources[0].schema?.fields.map(({ name }) => name)).toEqual(header?.replace("\uFEFF", "").split(";"));
  });

  it("of a workbook has a resource for each sheet", async () => {
    const { id, response } = await admin.download({
      workspace: "acme",
      kind: "conversations",
      format: "xlsx",
      status: "open",
    });
    await response.arrayBuffer();
    const { resources } = await descriptorOf(id);
    const sheets = resources as unknown as { dialect: { sheetName: string } }[];
    expect(sheets.map(({ dialect }) => dialect.sheetName)).toEqual(["Conversations", "Messages", "Replies"]);
  });

  it("does not exist of a file that is not whole", async () => {
    const { id } = await admin.createExport({ workspace: "acme", kind: "contacts", format: "csv" });
    await admin.fetch(`/api/exports/${id}/cancel`, { method: "POST" });
    expect((await admin.fetch(`/api/exports/${id}/datapackage`)).status).toBe(404);
  });
});
