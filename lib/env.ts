import { z } from "zod";
import { privateKeyPattern, publicKeyPattern } from "@/lib/receipts/key-patterns";
import { isSecretKey } from "@/lib/supabase/secret-key";

/** A variable in whole seconds. */
const seconds = (defaultSeconds: number) =>
  z.string().regex(/^\d+$/, "must be a whole number of seconds").transform(Number).default(defaultSeconds);

const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

const schema = z.object({
  SUPABASE_URL: z
    .url({
      protocol: /^https?$/,
      error: "must be the address of the Supabase API, such as https://xyz.supabase.co",
    })
    // With a slash at its end, calls would go to //rest/v1.
    .transform((url) => url.replace(/\/+$/, "")),
  SUPABASE_PUBLISHABLE_KEY: z
    .string({ error: "must be the project's publishable key" })
    // What a header cannot hold, such as the dots of a shortened key.
    .regex(/^[\x21-\x7e]+$/, "must be the whole publishable key, as the dashboard copies it")
    .refine((key) => !isSecretKey(key), "is a secret key; use the publishable key"),
  /** What the server signs receipts with: PKCS #8, base64. */
  EXPORT_SIGNING_KEY: z
    .string({ error: "is missing: the server signs receipts with it. Make one: npm run make-signing-key" })
    .regex(privateKeyPattern, "must be an Ed25519 private key in PKCS #8, base64. Make one: npm run make-signing-key"),
  /** Public keys of earlier signing keys, whose receipts stay valid. */
  EXPORT_VERIFICATION_KEYS: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter((key) => key !== ""))
    .pipe(
      z.array(
        z.string().regex(publicKeyPattern, "must be Ed25519 public keys as npm run make-signing-key prints them"),
      ),
    )
    .default([]),
  /** Time that downloads get to finish after SIGTERM; less than the host's own limit before it kills the process. */
  DRAIN_SECONDS: seconds(8),
  /** Maximum duration of a download; a little less than the host's own limit, if it has one. */
  EXPORT_DEADLINE_SECONDS: seconds(Number.POSITIVE_INFINITY),
  /** Number of our own proxies that every request passes through. */
  TRUSTED_PROXIES: z.coerce
    .number("must be a number")
    .int("must be a whole number")
    .min(0, "must not be negative")
    .max(9, "must be at most 9")
    .default(0),
  /** The header in which these proxies name the client. */
  TRUSTED_PROXY_HEADER: z
    .enum(["x-forwarded-for", "forwarded"], "must be x-forwarded-for or forwarded")
    .default("x-forwarded-for"),
  SIGN_IN_SECRET: z.string().min(32, "must have at least 32 characters").optional(),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(", ")}`).default("info"),
});

let parsed: z.infer<typeof schema> | undefined;

/**
 * The app's settings, read once from the environment.
 * @throws Error naming every variable that is missing or invalid, never its value
 */
export function env(): z.infer<typeof schema> {
  if (parsed) return parsed;
  // In a .env file, `NAME=` means that the variable is not set.
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
  const result = schema.safeParse(given);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `  ${issue.path.join(".")} ${issue.message}`);
    throw new Error(`Invalid environment variables (see .env.example):\n${problems.join("\n")}`);
  }
  parsed = result.data;
  return parsed;
}
