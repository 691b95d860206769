import { describe, expect, it } from "vitest";
import { parseExportRequest } from "@/lib/exports/export-request";

function post(body: string, type: string): Request {
  return new Request("http://hydra.test/api/exports", { method: "POST", body, headers: { "content-type": type } });
}
const json = (fields: unknown) => post(JSON.stringify(fields), "application/json");

describe("what a POST asks for", () => {
  it("may come as JSON or as form fields", async () => {
    const asked = { workspace: "acme", kind: "contacts", format: "csv-exact" };
    expect(await parseExportRequest(json(asked))).toEqual(asked);
    expect(
      await parseExportRequest(post(new URLSearchParams(asked).toString(), "application/x-www-form-urlencoded")),
    ).toEqual(asked);
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
    ["a huge body", json({ workspace: "x".repeat(20_000) }), "too_large", /too large/],
  ])("%s is refused with words that help", async (_case, request, code, message) => {
    await expect(parseExportRequest(request)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });
});
