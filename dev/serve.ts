import { acquireInstanceLock } from "./embedded/instance-lock.ts";
import { readEnvironment } from "./environment.ts";
import { buildApp, startApp } from "./next.ts";
import { requireFreePorts } from "./ports.ts";
import { localDirectory } from "./project.ts";
import { openSupabase, portsOf } from "./supabase.ts";
import { supervise } from "./supervise.ts";

const demoUsers =
  "owner@acme.test, admin@acme.test, member@acme.test, owner@globex.test, admin@globex.test, both@hydra.test";

/** Serves the app until it is stopped, with an embedded Supabase if no project is configured. */
export function serve(mode: "start" | "dev"): Promise<never> {
  return supervise(async ({ step, done }) => {
    const startedAt = Date.now();
    const environment = readEnvironment();
    await acquireInstanceLock(localDirectory);
    await requireFreePorts(portsOf(environment));
    const supabase = await openSupabase(environment, step);
    if (mode === "start") await buildApp(supabase.variables, step);
    step("Starting the app");
    const app = await startApp({
      mode,
      port: environment.PORT,
      // The demo's password is public, so only this machine may connect.
      host: supabase.embedded ? "127.0.0.1" : undefined,
      variables: supabase.variables,
      directory: localDirectory,
    });
    done();
    console.log(`\nReady in ${((Date.now() - startedAt) / 1000).toFixed(1)} s: http://localhost:${environment.PORT}`);
    if (supabase.embedded) console.log(`Sign in as one of ${demoUsers}\nwith the password hydra-demo.`);
    else console.log(`Using the Supabase project at ${supabase.variables.SUPABASE_URL}.`);
    console.log("Ctrl-C stops it.\n");
    return [supabase.crashed, app.crashed];
  });
}
