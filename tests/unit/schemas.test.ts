import { readdir, readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { jsonSchemas } from "@/lib/exports/schemas/json-schemas";

it("the JSON Schemas in public/schemas are those that the zod schemas generate", async () => {
  const expected = jsonSchemas();
  expect((await readdir("public/schemas")).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, text] of Object.entries(expected)) {
    expect(await readFile(`public/schemas/${name}`, "utf8"), "run: npm run schemas").toBe(text);
  }
});
