import postgres from "postgres";
import { sql, stack } from "./stack";
import { controlStack, waitForApi } from "./stack-control";
import { waitUntil } from "./wait-until";

const succeeds = (promise: Promise<unknown>) =>
  promise.then(
    () => true,
    () => false,
  );

/** Takes the stack's database away and brings it back. */
export class DatabaseOutage {
  // Through another database, which stays reachable.
  readonly #control = postgres(Object.assign(new URL(stack.dbUrl), { pathname: "/template1" }).href, {
    max: 1,
    onnotice: () => {},
  });

  /** Cuts every connection to the database and refuses new ones until `end`. */
  async begin(): Promise<void> {
    await this.#control`alter database postgres allow_connections false`;
    await this.#control`select pg_terminate_backend(pid) from pg_stat_activity where datname = 'postgres'`;
    await killApi();
  }

  /** Allows connections again and returns once the API answers. Does nothing when there is no outage. */
  async end(): Promise<void> {
    await waitUntil("connections are allowed", () =>
      succeeds(this.#control`alter database postgres allow_connections true`),
    );
    await this.#reconnect();
    await waitForApi();
  }

  /** Kills one backend process, upon which Postgres restarts all of them; returns once it answers. */
  async crash(): Promise<void> {
    // Makes the recovery short, whatever the tests before have written.
    await sql`checkpoint`;
    const controlPid = async () => (await this.#control`select pg_backend_pid() as pid`)[0]?.pid as number;
    const before = await controlPid();
    const [backend] = await sql`select pg_backend_pid() as pid`;
    process.kill(backend?.pid, "SIGKILL");
    await killApi();
    await waitUntil("Postgres has recovered", async () => (await controlPid().catch(() => before)) !== before);
    await this.#reconnect();
  }

  /** Stops Postgres in the ordinary way and starts it again; returns once it answers. */
  async restart(): Promise<void> {
    const startedAt = async () => {
      const [row] = await this.#control`select pg_postmaster_start_time() as at`;
      return row?.at.getTime() as number;
    };
    const before = await startedAt();
    await controlStack("postgres");
    await waitUntil("Postgres has restarted", async () => (await startedAt().catch(() => before)) !== before);
    await this.#reconnect();
  }

  /** Closes the connection that this class uses. */
  close(): Promise<void> {
    return this.#control.end();
  }

  /** The first query on a cut connection fails; after it, postgres.js opens a new one. */
  async #reconnect(): Promise<void> {
    for (let tries = 0; tries < 5; tries++) await sql`select 1`.catch(() => {});
  }
}

/**
 * Supabase Lite notices lost connections at once, later or never. Killed here, it is restarted by the stack as soon as the database can
 * be reached. Others open new connections by themselves.
 */
async function killApi(): Promise<void> {
  if (stack.controlUrl) await controlStack("api");
}
