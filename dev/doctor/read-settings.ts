import { z } from "zod";
import { supabaseVariables } from "../environment.ts";
import { UserError } from "../user-error.ts";
import { askPassword } from "./ask-password.ts";
import type { DoctorSettings } from "./check-project.ts";

const schema = z.object({
  ...supabaseVariables,
  EXPORT_SIGNING_KEY: z.string().optional(),
  EXPORT_VERIFICATION_KEYS: z.string().default(""),
  DOCTOR_EMAIL: z.string().optional(),
  DOCTOR_PASSWORD: z.string().optional(),
});

/**
 * What to check, from variables; the password is asked for on the terminal when it is not among them.
 * @returns null when no project is set: the embedded one is meant
 * @throws UserError naming what is missing or invalid
 */
export async function readDoctorSettings(given: Record<string, string | undefined>): Promise<DoctorSettings | null> {
  const { data, error } = schema.safeParse(given);
  if (!data) throw new UserError(error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}.`).join("\n"));
  const { SUPABASE_URL: url, SUPABASE_PUBLISHABLE_KEY: publishableKey, DOCTOR_EMAIL: email } = data;
  if (!url && !publishableKey) return null;
  if (!url || !publishableKey)
    throw new UserError(`${url ? "SUPABASE_PUBLISHABLE_KEY" : "SUPABASE_URL"} is missing: set both (.env.example).`);
  if (!email) throw new UserError("DOCTOR_EMAIL is missing: set it to the email of an owner or admin of a workspace.");
  return {
    url,
    publishableKey,
    signingKey: data.EXPORT_SIGNING_KEY,
    verificationKeys: data.EXPORT_VERIFICATION_KEYS.split(/[\s,]+/).filter((key) => key !== ""),
    email,
    password: data.DOCTOR_PASSWORD ?? (await passwordOf(email)),
  };
}

function passwordOf(email: string): Promise<string> {
  if (process.stdin.isTTY) return askPassword(`Password of ${email}: `);
  throw new UserError("DOCTOR_PASSWORD is missing: set it, or run this in a terminal, which asks for it.");
}
