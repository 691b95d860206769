import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { makePrivateKey } from "../../lib/receipts/key-format.ts";

const schema = z.object({
  publishableKey: z.string(),
  secretKey: z.string(),
  jwtSecret: z.string(),
  /** What the app signs receipts with. */
  signingKey: z.string(),
});

export type Keys = z.infer<typeof schema>;

/** Reads an instance's keys; the first call generates them, and a later one what an earlier version did not have. */
export function instanceKeys(directory: string): Keys {
  const file = join(directory, "keys.json");
  const stored = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const complete = schema.safeParse(stored);
  if (complete.success) return complete.data;
  const random = (bytes: number) => randomBytes(bytes).toString("base64url");
  const keys = schema.parse({
    publishableKey: `sb_publishable_${random(24)}`,
    secretKey: `sb_secret_${random(24)}`,
    jwtSecret: random(48),
    signingKey: makePrivateKey(),
    ...stored,
  });
  writeFileSync(file, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  return keys;
}
