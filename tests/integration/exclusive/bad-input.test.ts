import { beforeAll, describe, expect, it } from "vitest";
import { sql } from "../../support/stack";
import { TestUser } from "../../support/test-user";

let admin: TestUser;
beforeAll(async () => {
  admin = await TestUser.signedIn("admin@acme.test");
});

const form = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
  admin.fetch("/api/exports", {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    body: new URLSearchParams(fields).toString(),
  });
const good = { workspace: "acme", kind: "contacts", format: "csv" };

describe("POST /api/exports", () => {
  it("redirects a form to the file with a 303", async () => {
    const response = await form(good);
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toMatch(/^\/api\/exports\/[0-9a-f-]{36}\/file$/);
  });

  it.each([
    [{ ...good, kind: "everything" }, 400, "kind must be contacts"],
    [{ ...good, format: "xls" }, 400, "csv, xlsx, json, ndjson, csv-excel, csv-semicolon, or csv-exact"],
    [{ kind: "contacts", format: "csv" }, 400, "workspace is missing"],
  ])("with %j is a %i whose message names what is allowed", async (fields, status, words) => {
    const response = await form(fields as unknown as Record<string, string>);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      error: { code: "invalid_request", message: expect.stringContaining(words) },
    });
  });

  it("refuses malformed JSON, other content types and large bodies", async () => {
    const post = (body: string, type: string) =>
      admin.fetch("/api/exports", { method: "POST", body, headers: { "content-type": type } });
    expect((await post("{broken", "application/json")).status).toBe(400);
    expect((await post("a", "text/plain")).status).toBe(400);
    expect((await post(`{"workspace":"${"x".repeat(50_000)}"}`, "application/json")).status).toBe(413);
  });

  it.each<Record<string, string>>([
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { origin: "https://evil.example" },
    { origin: "null" },
  ])("refuses a form from another site: %j", async (headers) => {
    const [{ count: before } = {}] = await sql`select count(*) from exports`;
    const response = await form(good, headers);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: { code: "cross_site" } });
    const [{ count: after } = {}] = await sql`select count(*) from exports`;
    expect(after).toBe(before);
  });

  it.each(["GET", "HEAD", "PUT", "PATCH", "DELETE"])("%s /api/exports is a 405", async (method) => {
    const response = await admin.fetch("/api/exports", { method });
    expect(response.status).toBe(405);
    const body = await response.text();
    if (method !== "HEAD") expect(JSON.parse(body)).toMatchObject({ error: { code: "method_not_allowed" } });
  });

  it("OPTIONS /api/exports names POST", async () => {
    const response = await admin.fetch("/api/exports", { method: "OPTIONS" });
    expect(response.status).toBe(204);
    expect(response.headers.get("allow")).toBe("OPTIONS, POST");
  });
});

describe("GET /api/exports/:id/file", () => {
  it("with another method is a 405, and neither HEAD nor a POST without a password starts the download", async () => {
    const { file } = await admin.createExport(good);
    for (const method of ["PUT", "PATCH", "DELETE"]) {
      expect((await admin.fetch(file, { method })).status).toBe(405);
    }
    expect((await admin.fetch(file, { method: "POST" })).status).toBe(400);
    expect((await admin.fetch(file, { method: "HEAD" })).status).toBe(200);
    const response = await admin.fetch(file);
    expect(response.status).toBe(200);
    await response.arrayBuffer();
  });

  it("shows a browser an error page instead of JSON", async () => {
    const response = await admin.fetch(`/api/exports/${crypto.randomUUID()}/file`, {
      headers: { accept: "text/html,*/*" },
    });
    expect(response.status).toBe(404);
    expect(response.headers.get("content-type")).toContain("text/html");
    const page = await response.text();
    expect(page).toContain("There is no such export, or you are not an owner or admin of its workspace.");
    expect(page).toContain('href="/settings/data-export"');
  });
});

it("an unknown path of a workspace is a 404", async () => {
  expect((await admin.fetch("/acme/no/such/page")).status).toBe(404);
});
