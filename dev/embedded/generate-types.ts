import { join } from "node:path";
import { captureOutput } from "../processes/capture-output.ts";
import { projectDirectory } from "../project.ts";
import { supabaseCli } from "./supabase-cli.ts";

/** The content that lib/supabase/database.types.ts has to have for the schema of a database. */
export async function generateTypes(dbUrl: string): Promise<string> {
  const types = await supabaseCli(dbUrl, ["gen", "types", "--lang=typescript", "--schema=public"]);
  // The CLI leaves its output unformatted. Under another name, because Biome is told to leave the real file alone.
  const biome = join(projectDirectory, "node_modules", ".bin", "biome");
  return captureOutput("biome format", biome, ["format", "--stdin-file-path=types.ts"], {
    cwd: projectDirectory,
    input: types,
  });
}
