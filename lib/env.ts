import { z } from "zod";

const schema = z.object({
  SUPABASE_URL: z.url({
    protocol: /^https?$/,
    error: "must be the address of the Supabase API, such as https://xyz.supabase.co",
  }),
  SUPABASE_PUBLISHABLE_KEY: z
    .string({ error: "must be the project's publishable key" })
    .min(1, "must be the project's publishable key"),
});

let parsed: z.infer<typeof schema> | undefined;

/**
 * The app's settings, read once from the environment.
 * @throws Error naming every variable that is missing or wrong, never its value.
 */
export function env(): z.infer<typeof schema> {
  if (parsed) return parsed;
  const result = schema.safeParse(process.env);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `  ${issue.path.join(".")} ${issue.message}`);
    throw new Error(`The environment is not complete (see .env.example):\n${problems.join("\n")}`);
  }
  parsed = result.data;
  return parsed;
}
