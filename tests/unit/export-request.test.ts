import { describe, expect, it } from "vitest";
import { parseExportRequest } from "@/lib/exports/lifecycle/export-request";

function post(body: string, type: string): Request {
  return new Request("http://hydra.test/api/exports", { method: "POST", body, headers: { "content-type": type } });
}
const json = (fields: unknown) => post(JSON.stringify(fields), "application/json");

describe("what a POST asks for", () => {
  it("may come as JSON or as form fields", async () => {
    const asked = { workspace: "acme", kind: "contacts", format: "csv-exact" };
    const parsed = { ...asked, contact: null, includeNotes: true };
    expect(await parseExportRequest(json(asked))).toEqual(parsed);
    expect(
      await parseExportRequest(post(new URLSearchParams(asked).toString(), "application/x-www-form-urlencoded")),
    ).toEqual(parsed);
  });

  it.each([
    [{}, true],
    [{ notes: "include" }, true],
    [{ notes: "exclude" }, false],
  ])("may be a single contact, with notes as %j says", async (notes, includeNotes) => {
    const asked = {
      workspace: "acme",
      kind: "contact",
      format: "html",
      contact: "c0000000-0000-4000-8000-000000000001",
    };
    expect(await parseExportRequest(json({ ...asked, ...notes }))).toEqual({ ...asked, includeNotes });
  });

  it.each([
    ["broken JSON", post("{", "application/json"), "invalid_request", /not valid JSON/],
    ["another type", post("a", "text/plain"), "invalid_request", /application\/json/],
    ["no fields", json({}), "invalid_request", /workspace is missing.*kind must be contacts/],
    ["not an object", json(null), "invalid_request", /./],
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
      /csv, json, csv-excel, or csv-exact/,
    ],
    [
      "a contact without an id",
      json({ workspace: "acme", kind: "contact", format: "json" }),
      "invalid_request",
      /contact is missing/,
    ],
    [
      "a format of another kind",
      json({ workspace: "acme", kind: "conversations", format: "csv" }),
      "invalid_request",
      /format of conversations must be json/,
    ],
    ["a huge body", json({ workspace: "x".repeat(20_000) }), "too_large", /too large/],
  ])("%s is refused with words that help", async (_case, request, code, message) => {
    await expect(parseExportRequest(request)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });
});
