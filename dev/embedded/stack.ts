import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Server } from "../processes/server.ts";
import { acquireInstanceLock, releaseInstanceLock } from "./instance-lock.ts";
import { instanceKeys } from "./keys.ts";
import { startLite } from "./lite.ts";
import { createPostgres, databaseUrl } from "./postgres.ts";
import { preparePostgresFiles, removePostgresFiles } from "./postgres-files.ts";
import { prepareDatabase } from "./prepare-database.ts";

export type StackOptions = {
  /** Holds everything of this instance: data, keys, logs. */
  directory: string;
  apiPort: number;
  dbPort: number;
  /** Whether to load supabase/seed.sql, the first time. */
  seed: boolean;
  onStep?(text: string): void;
  /** Seconds an access token lives, instead of what supabase/config.toml says. */
  jwtExpiry?: number;
};

export type Stack = {
  url: string;
  publishableKey: string;
  secretKey: string;
  jwtSecret: string;
  dbUrl: string;
  /** Resolves when a part of the stack ends by itself. */
  crashed: Promise<Error>;
  /** The API caches the schema: restart it after changing a table by hand. */
  restartApi(): Promise<void>;
  stopPostgres(): Promise<void>;
  startPostgres(): Promise<void>;
  stop(): Promise<void>;
};

/** Starts an embedded Supabase, migrated and ready to be used; what an earlier start did is kept. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { directory, apiPort, dbPort, onStep = () => undefined } = options;
  await acquireInstanceLock(directory);
  for (const log of ["postgres.log", "lite.log"]) rmSync(join(directory, log), { force: true });
  const keys = instanceKeys(directory);
  const dbUrl = databaseUrl(dbPort);
  const crash = Promise.withResolvers<Error>();
  const watched = (server: Server) => {
    void server.crashed.then(crash.resolve);
    return server;
  };

  const files = preparePostgresFiles(directory, onStep);
  onStep("Starting Postgres");
  const postgres = await createPostgres({ directory, files, port: dbPort });
  let database = watched(await postgres.start());
  const openApi = () =>
    startLite({
      directory,
      port: apiPort,
      dbPort,
      socketDirectory: postgres.socketDirectory,
      keys,
      jwtExpiry: options.jwtExpiry,
    });

  await prepareDatabase({
    dbUrl,
    seed: options.seed,
    onStep,
    // Supabase Lite makes the schema auth when it starts, and has to be restarted to see the tables made after that.
    makeAuthSchema: async () => (await openApi()).stop(),
  });
  onStep("Starting the Supabase API");
  let api = await openApi();
  let stopping = false;
  // Supabase Lite often ends when its database goes away for a moment; the real API does not, so it is started again.
  const keepAlive = async (): Promise<void> => {
    let reason = await api.crashed;
    for (const deadline = Date.now() + 60_000; Date.now() < deadline && !stopping; ) {
      try {
        api = await openApi();
        return keepAlive();
      } catch (error) {
        reason = error as Error;
        await sleep(500);
      }
    }
    if (!stopping) crash.resolve(reason);
  };
  void keepAlive();

  return {
    ...keys,
    url: `http://127.0.0.1:${apiPort}`,
    dbUrl,
    crashed: crash.promise,
    async restartApi() {
      await api.stop();
      api = await openApi();
      void keepAlive();
    },
    stopPostgres: () => database.stop(),
    async startPostgres() {
      database = watched(await postgres.start());
    },
    async stop() {
      stopping = true;
      await api.stop();
      await database.stop();
      releaseInstanceLock(directory);
    },
  };
}

/** Deletes an instance with all its data. It must have been stopped. */
export function removeStack(directory: string): void {
  removePostgresFiles(directory);
  rmSync(directory, { recursive: true, force: true });
}
