// npm run schemas: the JSON Schemas of the JSON exports, from their zod definitions.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { jsonSchemas } from "../lib/exports/file-schemas.ts";
import { projectDirectory } from "./project.ts";

for (const [name, text] of Object.entries(jsonSchemas())) {
  await writeFile(join(projectDirectory, "public", "schemas", name), text);
}
