import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Server, startServer } from "../processes/server.ts";
import { telemetryEnv } from "../processes/telemetry-env.ts";
import { projectDirectory } from "../project.ts";
import type { Keys } from "./keys.ts";
import { supabaseConfig } from "./supabase-config.ts";

/** Starts Supabase Lite, the API in front of the embedded Postgres, and waits until it answers. */
export async function startLite(options: {
  directory: string;
  port: number;
  dbPort: number;
  socketDirectory: string;
  keys: Omit<Keys, "signingKey">;
  jwtExpiry?: number;
}): Promise<Server> {
  const { directory, port, dbPort, socketDirectory, keys } = options;
  const { api, auth, "auth.email": email } = supabaseConfig();
  const config = {
    project_id: "hydra-data-export",
    api: { port, ...api },
    // No host: postgres.js then reads PGHOST below, the only way to give it a socket. DateStyle: PostgREST answers in JSON, in
    // which times are ISO 8601 whatever the database's setting is; Supabase Lite sends what Postgres prints.
    db: { driver: "postgres", url: "postgresql:///postgres?DateStyle=ISO" },
    auth: {
      ...auth,
      jwt_expiry: options.jwtExpiry ?? auth.jwt_expiry,
      jwt_secret: keys.jwtSecret,
      publishable_key: keys.publishableKey,
      secret_key: keys.secretKey,
      email,
    },
  };
  const file = join(directory, "lite.json");
  writeFileSync(file, JSON.stringify(config, null, 2), { mode: 0o600 });

  const entry = join(projectDirectory, "node_modules", "@supabase", "lite", "dist", "cli", "index.js");
  const server = startServer({
    name: "Supabase Lite",
    command: process.execPath,
    // With V8's default initial heap, it collects garbage every few MB of an export: 40% of this process's time.
    // --no-admin: the admin mode lets requests without a key bypass row-level security.
    args: ["--initial-old-space-size=128", entry, "start", "--no-admin", "--config", file],
    log: join(directory, "lite.log"),
    secrets: Object.values(keys),
    directory,
    spawn: {
      cwd: directory,
      env: {
        ...telemetryEnv,
        // A Unix socket has half the latency of TCP, and every request makes a dozen round trips.
        PGHOST: socketDirectory,
        PGPORT: String(dbPort),
        PGUSERNAME: "postgres",
        PGPASSWORD: "postgres",
      },
    },
  });
  const url = `http://127.0.0.1:${port}`;
  try {
    await server.ready(() => answers(`${url}/auth/v1/health`, keys.publishableKey), 30);
  } catch (error) {
    // It would keep the port.
    await server.stop();
    throw error;
  }
  // Its first query makes grants; several first queries at once fail with "tuple concurrently updated".
  await answers(`${url}/rest/v1/tenants?select=id&limit=1`, keys.publishableKey);
  return server;
}

async function answers(address: string, apikey: string) {
  try {
    const response = await fetch(address, { headers: { apikey }, signal: AbortSignal.timeout(5_000) });
    return response.ok;
  } catch {
    return false;
  }
}
