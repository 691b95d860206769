import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const schema = z.object({ publishableKey: z.string(), secretKey: z.string(), jwtSecret: z.string() });

export type Keys = z.infer<typeof schema>;

/** Reads an instance's API keys and JWT secret; the first call generates them. */
export function instanceKeys(directory: string): Keys {
  const file = join(directory, "keys.json");
  if (existsSync(file)) return schema.parse(JSON.parse(readFileSync(file, "utf8")));
  const random = (bytes: number) => randomBytes(bytes).toString("base64url");
  const keys = {
    publishableKey: `sb_publishable_${random(24)}`,
    secretKey: `sb_secret_${random(24)}`,
    jwtSecret: random(48),
  };
  writeFileSync(file, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  return keys;
}
