import { beforeAll, describe, expect, it } from "vitest";
import { sql } from "../support/stack";
import { TestUser } from "../support/test-user";

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
  it("answers a form with 303 to the file", async () => {
    const answer = await form(good);
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toMatch(/^\/api\/exports\/[0-9a-f-]{36}\/file$/);
  });

  it.each([
    [{ ...good, kind: "everything" }, 400, "kind must be contacts"],
    [{ ...good, format: "xls" }, 400, "csv, json, csv-excel, or csv-exact"],
    [{ kind: "contacts", format: "csv" }, 400, "workspace is missing"],
  ])("%j: %i, naming what is allowed", async (fields, status, words) => {
    const answer = await form(fields as unknown as Record<string, string>);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({
      error: { code: "invalid_request", message: expect.stringContaining(words) },
    });
  });

  it("refuses broken JSON, other types and huge bodies", async () => {
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
  ])("refuses a cross-site form: %j", async (headers) => {
    const [{ count: before } = {}] = await sql`select count(*) from exports`;
    const answer = await form(good, headers);
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ error: { code: "cross_site" } });
    const [{ count: after } = {}] = await sql`select count(*) from exports`;
    expect(after).toBe(before);
  });

  it.each(["GET", "HEAD", "PUT", "PATCH", "DELETE"])("%s /api/exports is a 405 with an empty body", async (method) => {
    const response = await admin.fetch("/api/exports", { method });
    expect(response.status).toBe(405);
    expect(await response.text()).toBe("");
  });

  it("OPTIONS /api/exports names POST", async () => {
    const response = await admin.fetch("/api/exports", { method: "OPTIONS" });
    expect(response.status).toBe(204);
    expect(response.headers.get("allow")).toBe("OPTIONS, POST");
  });
});

describe("the file's address", () => {
  it("takes GET only, and HEAD does not use the download up", async () => {
    const { file } = await admin.begin(good);
    for (const method of ["HEAD", "POST", "PUT", "PATCH", "DELETE"]) {
      const answer = await admin.fetch(file, { method });
      expect(answer.status).toBe(405);
    }
    expect((await admin.fetch(file, { method: "HEAD" })).headers.get("allow")).toBe("GET");
    const answer = await admin.fetch(file);
    expect(answer.status).toBe(200);
    await answer.arrayBuffer();
  });

  it("shows a person in a browser a page, not JSON", async () => {
    const answer = await admin.fetch(`/api/exports/${crypto.randomUUID()}/file`, {
      headers: { accept: "text/html,*/*" },
    });
    expect(answer.status).toBe(404);
    expect(answer.headers.get("content-type")).toContain("text/html");
    const page = await answer.text();
    expect(page).toContain("This does not exist, or it is not in one of your workspaces.");
    expect(page).toContain('href="/settings/data-export"');
  });
});

it("an address nobody has is a friendly 404", async () => {
  expect((await admin.fetch("/acme/no/such/page")).status).toBe(404);
});
