import { instanceOwner } from "../embedded/instance-lock.ts";
import { instanceKeys } from "../embedded/keys.ts";
import { readEnvironment } from "../environment.ts";
import { requireFreePorts } from "../ports.ts";
import { localDirectory } from "../project.ts";
import { openSupabase } from "../supabase.ts";
import type { DoctorSettings } from "./check-project.ts";

/** The embedded project: the one that npm start is running, or else one that is started for this check. */
export async function embeddedSettings(onStep: (text: string) => void): Promise<DoctorSettings> {
  const environment = readEnvironment();
  const { SUPABASE_API_PORT, SUPABASE_DB_PORT } = environment;
  if (instanceOwner(localDirectory) === undefined) {
    await requireFreePorts({ SUPABASE_API_PORT, SUPABASE_DB_PORT });
    await openSupabase(environment, onStep);
  }
  const { publishableKey, signingKey } = instanceKeys(localDirectory);
  return {
    url: `http://127.0.0.1:${SUPABASE_API_PORT}`,
    publishableKey,
    signingKey: environment.EXPORT_SIGNING_KEY ?? signingKey,
    verificationKeys: [],
    email: "owner@acme.test",
    password: "hydra-demo",
  };
}
