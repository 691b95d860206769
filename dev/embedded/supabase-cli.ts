import { join } from "node:path";
import { captureOutput } from "../processes/capture-output.ts";
import { telemetryEnv } from "../processes/telemetry-env.ts";
import { localDirectory, projectDirectory } from "../project.ts";

/** Runs the Supabase CLI against an embedded database. @returns its output */
export function supabaseCli(dbUrl: string, args: string[]): Promise<string> {
  const entry = join(projectDirectory, "node_modules", "supabase", "dist", "supabase.js");
  return captureOutput(`supabase ${args.join(" ")}`, process.execPath, [entry, ...args, `--remote=${dbUrl}`, "--yes"], {
    cwd: projectDirectory,
    // A home of its own, so that it does not use the login and settings of the current user.
    env: { ...telemetryEnv, PGSSLMODE: "disable", SUPABASE_HOME: join(localDirectory, "supabase-cli") },
  });
}
