import { readdir, readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { jsonSchemas } from "@/lib/exports/schemas/json-schemas";
import { schemaErrors } from "../support/json-schema";

it("the JSON Schemas in public/schemas are those that the zod schemas generate", async () => {
  const expected = jsonSchemas();
  expect((await readdir("public/schemas")).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, text] of Object.entries(expected)) {
    expect(await readFile(`public/schemas/${name}`, "utf8"), "run: npm run schemas").toBe(text);
  }
});

it("a contact with metadata nested 10,000 levels deep is valid, and one whose metadata is missing is not", () => {
  const id = "c0000000-0000-4000-8000-000000000001";
  const deep = JSON.parse(`${'{"a":['.repeat(5000)}1${"]}".repeat(5000)}`);
  const texts =
    "email name company job_title phone source external_id account_id source_bot_id source_conversation_id notes";
  const nulls = Object.fromEntries(
    [...texts.split(" "), "last_seen_at", "promoted_at", "churned_at"].map((name) => [name, null]),
  );
  const contact = { ...nulls, id, type: "lead", created_at: "2026-01-01T00:00:00+00:00", churn_reasons: deep };
  expect(schemaErrors("contacts", [{ ...contact, metadata: deep }])).toEqual([]);
  expect(schemaErrors("contacts", [contact])).toMatchObject([{ params: { missingProperty: "metadata" } }]);
});
