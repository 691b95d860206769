import { describe, expect, it } from "vitest";
import { parseExportRequest } from "@/lib/exports/lifecycle/export-request";

function post(body: string, type: string): Request {
  return new Request("http://hydra.test/api/exports", { method: "POST", body, headers: { "content-type": type } });
}
const json = (fields: unknown) => post(JSON.stringify(fields), "application/json");

describe("parseExportRequest", () => {
  it("reads JSON and form fields", async () => {
    const fields = { workspace: "acme", kind: "contacts", format: "csv-exact" };
    const parsed = { ...fields, scope: {}, answer: {}, compress: null, contact: null, includeNotes: true };
    expect(await parseExportRequest(json(fields))).toEqual(parsed);
    expect(
      await parseExportRequest(post(new URLSearchParams(fields).toString(), "application/x-www-form-urlencoded")),
    ).toEqual(parsed);
  });

  it.each([
    [{}, true],
    [{ notes: "include" }, true],
    [{ notes: "exclude" }, false],
  ])("reads a single contact with %j as includeNotes %s", async (notes, includeNotes) => {
    const fields = {
      workspace: "acme",
      kind: "contact",
      format: "html",
      contact: "c0000000-0000-4000-8000-000000000001",
    };
    expect(await parseExportRequest(json({ ...fields, ...notes }))).toEqual({
      ...fields,
      scope: {},
      answer: {},
      compress: null,
      includeNotes,
    });
  });

  it("reads a scope from JSON and from a form that repeats fields", async () => {
    const fields = { workspace: "acme", kind: "contacts", format: "csv", created_from: "2026-01-01" };
    const scope = { types: ["lead", "visitor"], created_from: "2026-01-01" };
    expect(await parseExportRequest(json({ ...fields, types: ["lead", "visitor"] }))).toMatchObject({ scope });
    const form = new URLSearchParams({ ...fields, types: "lead", columns: "" });
    form.append("types", "visitor");
    const body = post(form.toString(), "application/x-www-form-urlencoded");
    expect(await parseExportRequest(body)).toMatchObject({ scope });
  });

  it.each(["include", "exclude"] as const)("reads conversations with notes: %s", async (notes) => {
    const fields = { workspace: "acme", kind: "conversations", format: "json", notes };
    expect(await parseExportRequest(json(fields))).toMatchObject({ includeNotes: notes === "include" });
  });

  it("names every bad field at once, also besides a missing workspace and a bad format", async () => {
    const fields = { kind: "contacts", format: "xml", types: "boss", created_to: "x", status: "open", colour: "red" };
    await expect(parseExportRequest(json(fields))).rejects.toMatchObject({
      message: expect.stringMatching(
        /workspace is missing.*format of contacts must.*status is not a field of contacts.*colour is not a field.*types must.*created_to must/,
      ),
    });
  });

  it.each([
    ["malformed JSON", post("{", "application/json"), "invalid_request", /not valid JSON/],
    ["another content type", post("a", "text/plain"), "invalid_request", /application\/json/],
    ["no fields", json({}), "invalid_request", /workspace is missing.*kind must be contacts/],
    ["a body that is not an object", json(null), "invalid_request", /./],
    [
      "an unknown kind",
      json({ workspace: "acme", kind: "bots", format: "csv" }),
      "invalid_request",
      /kind must be contacts/,
    ],
    [
      "an unknown format",
      json({ workspace: "acme", kind: "contacts", format: "xml" }),
      "invalid_request",
      /csv, xlsx, json, ndjson, csv-excel, csv-semicolon, or csv-exact/,
    ],
    [
      "a contact without an id",
      json({ workspace: "acme", kind: "contact", format: "json" }),
      "invalid_request",
      /contact is missing/,
    ],
    [
      "a format of another kind",
      json({ workspace: "acme", kind: "conversations", format: "html" }),
      "invalid_request",
      /format of conversations must be json, xlsx/,
    ],
    [
      "a workbook compressed again",
      json({ workspace: "acme", kind: "contacts", format: "xlsx", compress: "gzip" }),
      "invalid_request",
      /compress is not for the format xlsx/,
    ],
    [
      "another compression",
      json({ workspace: "acme", kind: "contacts", format: "csv", compress: "zip" }),
      "invalid_request",
      /compress must be gzip/,
    ],
    ["a body of more than 10 kB", json({ workspace: "x".repeat(20_000) }), "too_large", /too large/],
  ])("refuses %s with a message that names what is allowed", async (_case, request, code, message) => {
    await expect(parseExportRequest(request)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it.each([
    ["workspace", { workspace: ["secret".repeat(1500)] }],
    ["kind", { kind: "secret".repeat(1500) }],
    ["format", { kind: "contacts", format: "secret".repeat(1500) }],
    ["format of another type", { kind: "contacts", format: { secret: ["secret".repeat(1500)] } }],
    ["contact", { kind: "contact", format: "json", contact: { secret: "secret".repeat(1500) } }],
    ["notes", { kind: "contact", format: "json", contact: "x", notes: "secret".repeat(1500) }],
    ["an unknown field", { ["secret".repeat(1500)]: "secret" }],
    ["a list", ["secret".repeat(1500)]],
    ["a text", "secret".repeat(1500)],
  ])("repeats nothing that was sent in its message: %s", async (_case, body) => {
    const error = await parseExportRequest(json(body)).then(
      () => null,
      (thrown: Error) => thrown,
    );
    expect(error).toMatchObject({ code: "invalid_request" });
    expect(error?.message).not.toContain("secret");
    expect(error?.message.length).toBeLessThan(400);
  });
});
