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
  keys: Keys;
  jwtExpiry?: number;
}): Promise<Server> {
  const { directory, port, dbPort, socketDirectory, keys } = options;
  const { api, auth, "auth.email": email } = supabaseConfig();
  const config = {
    project_id: "hydra-data-export",
    api: { port, ...api },
    // No host: postgres.js then takes it from the environment below, the only way to name a socket.
    db: { driver: "postgres", url: "postgresql:///postgres" },
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
    // The heap: from V8's own start, passing pages of files on makes it tidy up every few MB, 40% of this process's time.
    // No admin mode: it would let requests without a key past row-level security.
    args: ["--initial-old-space-size=128", entry, "start", "--no-admin", "--config", file],
    log: join(directory, "lite.log"),
    secrets: Object.values(keys),
    directory,
    spawn: {
      cwd: directory,
      env: {
        ...process.env,
        ...telemetryEnv,
        // A Unix socket: half the latency of TCP on the dozen round trips that every request makes.
        PGHOST: socketDirectory,
        PGPORT: String(dbPort),
        PGUSERNAME: "postgres",
        PGPASSWORD: "postgres",
      },
    },
  });
  const url = `http://127.0.0.1:${port}`;
  await server.ready(() => answers(`${url}/auth/v1/health`, keys.publishableKey), 30);
  // Its first query makes grants, and several first ones at a time get in each other's way ("tuple concurrently updated").
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
