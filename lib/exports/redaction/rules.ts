import { createHash } from "node:crypto";
import { z } from "zod";

const rule = z.object({
  id: z.guid(),
  what: z.enum(["value", "name", "message", "teammates"]),
  value: z.string().nullable(),
  record_id: z.guid().nullable(),
  reason: z.string(),
  /** Of a message: whether it is as it was when it was chosen. */
  state: z.enum(["same", "changed", "gone"]),
});

/** What the answer about a contact leaves out, and the members of its workspace. */
export const redactionRules = z.object({
  rules: z.array(rule),
  teammates: z.array(z.object({ name: z.string(), email: z.string() })),
});

export type RedactionRules = z.infer<typeof redactionRules>;

/** SHA-256, in hex, of the ids of what is left out: the same for the same list. */
export function rulesFingerprint(ids: readonly string[]): string {
  return createHash("sha256")
    .update([...ids].sort().join("\n"))
    .digest("hex");
}
