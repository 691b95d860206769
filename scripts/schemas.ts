// npm run schemas: writes the JSON Schemas of the JSON exports to public/schemas, from their zod schemas.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { projectDirectory } from "../dev/project.ts";
import { jsonSchemas } from "../lib/exports/schemas/json-schemas.ts";

for (const [name, text] of Object.entries(jsonSchemas())) {
  await writeFile(join(projectDirectory, "public", "schemas", name), text);
}
