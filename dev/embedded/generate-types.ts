import { join } from "node:path";
import { captureOutput } from "../processes/capture-output.ts";
import { projectDirectory } from "../project.ts";
import { supabaseCli } from "./supabase-cli.ts";

/** Generates the content of lib/supabase/database.types.ts from the schema of a database. */
export async function generateTypes(dbUrl: string): Promise<string> {
  const types = await supabaseCli(dbUrl, ["gen", "types", "--lang=typescript", "--schema=public"]);
  // The CLI does not format its output. The file name differs because biome.json excludes the real one.
  const biome = join(projectDirectory, "node_modules", ".bin", "biome");
  return captureOutput("biome format", biome, ["format", "--stdin-file-path=types.ts"], {
    cwd: projectDirectory,
    input: types,
  });
}
