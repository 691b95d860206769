import { startStack } from "./embedded/stack.ts";
import type { Environment } from "./environment.ts";
import { localDirectory } from "./project.ts";

export type Supabase = {
  /** The app's environment variables for it. */
  variables: { SUPABASE_URL: string; SUPABASE_PUBLISHABLE_KEY: string; EXPORT_SIGNING_KEY?: string };
  embedded: boolean;
  crashed: Promise<Error>;
};

/** The ports that `npm start` listens on, by the name of the variable that sets each. */
export function portsOf(environment: Environment): Record<string, number> {
  const { PORT, SUPABASE_API_PORT, SUPABASE_DB_PORT, SUPABASE_URL } = environment;
  return SUPABASE_URL ? { PORT } : { PORT, SUPABASE_API_PORT, SUPABASE_DB_PORT };
}

/** Connects to the Supabase project in the environment or, if there is none, starts an embedded one. */
export async function openSupabase(environment: Environment, onStep: (text: string) => void): Promise<Supabase> {
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, EXPORT_SIGNING_KEY } = environment;
  if (SUPABASE_URL !== undefined && SUPABASE_PUBLISHABLE_KEY !== undefined) {
    return {
      variables: { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, EXPORT_SIGNING_KEY },
      embedded: false,
      crashed: new Promise(() => undefined),
    };
  }
  const stack = await startStack({
    directory: localDirectory,
    postgres: environment.POSTGRES,
    apiPort: environment.SUPABASE_API_PORT,
    dbPort: environment.SUPABASE_DB_PORT,
    seed: true,
    onStep,
  });
  return {
    variables: {
      SUPABASE_URL: stack.url,
      SUPABASE_PUBLISHABLE_KEY: stack.publishableKey,
      EXPORT_SIGNING_KEY: EXPORT_SIGNING_KEY ?? stack.signingKey,
    },
    embedded: true,
    crashed: stack.crashed,
  };
}
