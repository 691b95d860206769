import { z } from "zod";
import { isSecretKey } from "@/lib/supabase/secret-key";

/** A variable that is a number of seconds; `NAME=` in a file means that it is not set. */
const seconds = (normal: number) =>
  z
    .string()
    .regex(/^\d*$/, "must be a whole number of seconds")
    .optional()
    .transform((text) => (text ? Number(text) : normal));

const schema = z.object({
  SUPABASE_URL: z.url({
    protocol: /^https?$/,
    error: "must be the address of the Supabase API, such as https://xyz.supabase.co",
  }),
  SUPABASE_PUBLISHABLE_KEY: z
    .string({ error: "must be the project's publishable key" })
    .min(1, "must be the project's publishable key")
    .refine((key) => !isSecretKey(key), "is a secret key; the app wants the publishable one"),
  /** How long downloads may go on when the server is told to stop; less than what its host waits before it kills. */
  DRAIN_SECONDS: seconds(8),
  /** How long a download may take: a little less than the host's own limit, where it has one. */
  EXPORT_DEADLINE_SECONDS: seconds(Number.POSITIVE_INFINITY),
  TRUSTED_PROXIES: z.coerce
    .number("must be a number")
    .int("must be a whole number")
    .min(0, "must not be negative")
    .max(9, "must be at most 9")
    .default(0),
  SIGN_IN_SECRET: z.string().min(32, "must have at least 32 characters").optional(),
});

let parsed: z.infer<typeof schema> | undefined;

/**
 * The app's settings, read once from the environment.
 * @throws Error naming every variable that is missing or wrong, never its value.
 */
export function env(): z.infer<typeof schema> {
  if (parsed) return parsed;
  // `NAME=` in a file means that it is not set.
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
  const result = schema.safeParse(given);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `  ${issue.path.join(".")} ${issue.message}`);
    throw new Error(`The environment is not complete (see .env.example):\n${problems.join("\n")}`);
  }
  parsed = result.data;
  return parsed;
}
