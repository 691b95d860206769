import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { projectDirectory } from "../project.ts";

// The settings passed on to Supabase Lite, which refuses some that the Supabase CLI accepts.
const schema = z.object({
  api: z.object({ schemas: z.array(z.string()), extra_search_path: z.array(z.string()), max_rows: z.number() }),
  auth: z.object({ site_url: z.string(), jwt_expiry: z.number(), enable_signup: z.boolean() }),
  "auth.email": z.object({ enable_confirmations: z.boolean() }),
});

export type SupabaseConfig = z.infer<typeof schema>;

/** Reads the settings of supabase/config.toml that the embedded stack uses. */
export function supabaseConfig(): SupabaseConfig {
  const sections: Record<string, Record<string, unknown>> = {};
  let section: Record<string, unknown> = {};
  for (const line of readFileSync(join(projectDirectory, "supabase", "config.toml"), "utf8").split("\n")) {
    const heading = /^\[([\w.]+)\]$/.exec(line.trim())?.[1];
    const setting = /^(\w+)\s*=\s*(.+)$/.exec(line.trim());
    if (heading) {
      section = {};
      sections[heading] = section;
    } else if (setting?.[1] && setting[2]) {
      // The values in this file (strings, numbers, booleans, lists of strings) are the same in TOML and JSON.
      section[setting[1]] = JSON.parse(setting[2]);
    }
  }
  return schema.parse(sections);
}
