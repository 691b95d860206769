// npm run schemas: the JSON Schemas of the JSON exports, from their zod definitions.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { projectDirectory } from "../dev/project.ts";
import { jsonSchemas } from "../lib/exports/schemas/json-schemas.ts";

for (const [name, text] of Object.entries(jsonSchemas())) {
  await writeFile(join(projectDirectory, "public", "schemas", name), text);
}
