import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Server } from "../processes/server.ts";
import { acquireInstanceLock, releaseInstanceLock } from "./instance-lock.ts";
import { instanceKeys } from "./keys.ts";
import { startLite } from "./lite.ts";
import { acceptsConnections, createPostgres, databaseUrl, type Postgres } from "./postgres.ts";
import { preparePostgresFiles, removePostgresFiles } from "./postgres-files.ts";
import type { PostgresVersion } from "./postgres-versions.ts";
import { prepareDatabase } from "./prepare-database.ts";

export type StackOptions = {
  /** Holds everything of this instance: data, keys, logs. */
  directory: string;
  postgres: PostgresVersion;
  apiPort: number;
  dbPort: number;
  /** Whether to load supabase/seed.sql into a new database. */
  seed: boolean;
  onStep?(text: string): void;
  /** Seconds until an access token expires; by default the value in supabase/config.toml. */
  jwtExpiry?: number;
};

export type Stack = {
  url: string;
  publishableKey: string;
  secretKey: string;
  jwtSecret: string;
  /** The app's EXPORT_SIGNING_KEY. */
  signingKey: string;
  dbUrl: string;
  /** Resolves when Postgres exits without having been stopped, or the API cannot be restarted. */
  crashed: Promise<Error>;
  /** Restarts the API, which caches the schema. Call it after changing a table or a function. */
  restartApi(): Promise<void>;
  /** Kills the API; it is started again as soon as the database can be reached. */
  killApi(): void;
  stopPostgres(): Promise<void>;
  startPostgres(): Promise<void>;
  stop(): Promise<void>;
};

/** How long the API may take to come back after a crash. */
const restartTimeoutMs = 60_000;

/** Starts an embedded Supabase with the migrations applied. Data of an earlier start is kept. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { directory, dbPort, onStep = () => undefined } = options;
  await acquireInstanceLock(directory);
  for (const log of ["postgres.log", "lite.log"]) rmSync(join(directory, log), { force: true });
  const files = await preparePostgresFiles(directory, options.postgres, onStep);
  onStep("Starting Postgres");
  const stack = new EmbeddedStack(options, await createPostgres({ directory, files, port: dbPort }));
  await stack.startPostgres();
  await prepareDatabase({
    dbUrl: stack.dbUrl,
    seed: options.seed,
    onStep,
    createAuthSchema: () => stack.createAuthSchema(),
  });
  onStep("Starting the Supabase API");
  await stack.startApi();
  return stack;
}

class EmbeddedStack implements Stack {
  readonly url: string;
  readonly dbUrl: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  readonly jwtSecret: string;
  readonly signingKey: string;
  readonly crashed: Promise<Error>;
  readonly #options: StackOptions;
  readonly #postgres: Postgres;
  readonly #reportCrash: (error: Error) => void;
  #database?: Server;
  #api?: Server;
  #stopping = false;

  constructor(options: StackOptions, postgres: Postgres) {
    const { publishableKey, secretKey, jwtSecret, signingKey } = instanceKeys(options.directory);
    this.url = `http://127.0.0.1:${options.apiPort}`;
    this.dbUrl = databaseUrl(options.dbPort);
    this.publishableKey = publishableKey;
    this.secretKey = secretKey;
    this.jwtSecret = jwtSecret;
    this.signingKey = signingKey;
    this.#options = options;
    this.#postgres = postgres;
    const crash = Promise.withResolvers<Error>();
    this.crashed = crash.promise;
    this.#reportCrash = crash.resolve;
  }

  async startPostgres(): Promise<void> {
    this.#database = await this.#postgres.start();
    void this.#database.crashed.then(this.#reportCrash);
  }

  async stopPostgres(): Promise<void> {
    await this.#database?.stop();
  }

  /** Supabase Lite creates the schema auth when it starts; it has to be restarted to see tables created later. */
  async createAuthSchema(): Promise<void> {
    const api = await this.#startLite();
    await api.stop();
  }

  async startApi(): Promise<void> {
    this.#api = await this.#startLite();
    void this.#api.crashed.then((reason) => this.#restartCrashedApi(reason));
  }

  async restartApi(): Promise<void> {
    await this.#api?.stop();
    await this.startApi();
  }

  killApi(): void {
    try {
      if (this.#api?.pid) process.kill(this.#api.pid, "SIGKILL");
    } catch {
      // It has exited by itself, and waits for the database.
    }
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#api?.stop();
    await this.stopPostgres();
    releaseInstanceLock(this.#options.directory);
  }

  #startLite(): Promise<Server> {
    const { directory, apiPort: port, dbPort, jwtExpiry } = this.#options;
    const keys = { publishableKey: this.publishableKey, secretKey: this.secretKey, jwtSecret: this.jwtSecret };
    return startLite({ directory, port, dbPort, socketDirectory: this.#postgres.socketDirectory, keys, jwtExpiry });
  }

  /** Supabase Lite often exits when its database connections are cut. The real API does not, so Lite is restarted. */
  async #restartCrashedApi(reason: Error): Promise<void> {
    let lastError = reason;
    const deadline = Date.now() + restartTimeoutMs;
    while (Date.now() < deadline && !this.#stopping) {
      try {
        // Without a database Lite does not start: it hangs.
        if (await acceptsConnections(this.dbUrl)) return await this.startApi();
      } catch (error) {
        lastError = error as Error;
      }
      await sleep(200);
    }
    if (!this.#stopping) this.#reportCrash(lastError);
  }
}

/** Deletes an instance with all its data. It must have been stopped. */
export function removeStack(directory: string): void {
  removePostgresFiles(directory);
  rmSync(directory, { recursive: true, force: true });
}
