import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { z } from "zod";
import { projectDirectory } from "./project.ts";
import { UserError } from "./user-error.ts";

const port = (normal: number) =>
  z.coerce
    .number("must be a port number")
    .int("must be a port number")
    .min(1, "must be a port number")
    .max(65535, "must be a port number")
    .default(normal);

const schema = z
  .object({
    PORT: port(3000),
    SUPABASE_API_PORT: port(54321),
    SUPABASE_DB_PORT: port(54322),
    SUPABASE_URL: z
      .url({ protocol: /^https?$/, error: "must be an address such as https://xyz.supabase.co" })
      .optional(),
    SUPABASE_PUBLISHABLE_KEY: z
      .string()
      .refine((key) => !key.startsWith("sb_secret_"), "is a secret key; the app wants the publishable one")
      .optional(),
  })
  .check(({ value, issues }) => {
    const pair = ["SUPABASE_URL", "SUPABASE_PUBLISHABLE_KEY"] as const;
    for (const [name, other] of [pair, pair.toReversed()] as [(typeof pair)[number], (typeof pair)[number]][]) {
      if (value[name] === undefined && value[other] !== undefined) {
        issues.push({ code: "custom", path: [name], message: `is missing, while ${other} is set`, input: value[name] });
      }
    }
    const ports = ["PORT", "SUPABASE_API_PORT", "SUPABASE_DB_PORT"] as const;
    for (const [index, name] of ports.entries()) {
      const same = ports.slice(0, index).find((earlier) => value[earlier] === value[name]);
      if (same) issues.push({ code: "custom", path: [name], message: `must differ from ${same}`, input: value[name] });
    }
  });

export type Environment = z.infer<typeof schema>;

/**
 * The variables that steer the scripts, from the environment and, where it says nothing, from .env.local.
 * @throws UserError naming every variable that is wrong or missing
 */
export function readEnvironment(): Environment {
  const file = join(projectDirectory, ".env.local");
  const local = existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {};
  const all = Object.entries({ ...local, ...process.env });
  // `NAME=` in a file means that it is not set.
  const result = schema.safeParse(Object.fromEntries(all.filter(([, value]) => value !== "")));
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${issue.path.join(".")} ${issue.message}`);
  throw new UserError(`Not every variable is right (.env.example describes them):\n${lines.join("\n")}`);
}
