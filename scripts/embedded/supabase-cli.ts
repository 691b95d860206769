import { join } from "node:path";
import { runTool } from "../processes/tool.ts";
import { localDirectory, projectDirectory } from "../project.ts";
import { quiet } from "./quiet.ts";

/** Runs the official CLI against an embedded database and returns what it printed. */
export function supabaseCli(dbUrl: string, args: string[]): Promise<string> {
  const entry = join(projectDirectory, "node_modules", "supabase", "dist", "supabase.js");
  return runTool(`supabase ${args.join(" ")}`, process.execPath, [entry, ...args, `--remote=${dbUrl}`, "--yes"], {
    cwd: projectDirectory,
    // A home of its own: nobody's login or settings are wanted here.
    env: { ...process.env, ...quiet, PGSSLMODE: "disable", SUPABASE_HOME: join(localDirectory, "supabase-cli") },
  });
}
