import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { sql, stack } from "./stack";

/** Cuts the link to the database and lets nobody in until healed. */
export class DatabaseOutage {
  // Through another database, which stays open.
  readonly #control = postgres(Object.assign(new URL(stack.dbUrl), { pathname: "/template1" }).href, {
    max: 1,
    onnotice: () => {},
  });

  async sever() {
    await this.#control`alter database postgres allow_connections false`;
    await this.#control`select pg_terminate_backend(pid) from pg_stat_activity where datname = 'postgres'`;
    this.#killApi();
  }

  /** Crashes Postgres, which then recovers by itself: the sudden end of one of its processes takes all others with it. */
  async crash() {
    const [backend] = await sql`select pg_backend_pid() as pid`;
    process.kill(backend?.pid, "SIGKILL");
    this.#killApi();
    while (!(await this.#control`select 1`.catch(() => null))) await sleep(100);
    await this.#reconnect();
  }

  /** Has Postgres stopped as its own tools stop it, and started again; returns once it answers. */
  async restart() {
    const [before] = await this.#control`select pg_postmaster_start_time() as at`;
    const isAnother = async () => {
      const [now] = await this.#control`select pg_postmaster_start_time() as at`;
      return now?.at.getTime() !== before?.at.getTime();
    };
    process.kill(stack.runner, "SIGUSR2");
    while (!(await isAnother().catch(() => false))) await sleep(100);
    await this.#reconnect();
  }

  async heal() {
    await this.#control`alter database postgres allow_connections true`;
    await this.#reconnect();
    const isBack = () =>
      fetch(`${stack.supabaseUrl}/auth/v1/health`).then(
        () => true,
        () => false,
      );
    while (!(await isBack())) await sleep(200);
  }

  /** The first query on a cut connection fails; after it, postgres.js connects anew. */
  async #reconnect() {
    for (let tries = 0; tries < 5; tries++) await sql`select 1`.catch(() => {});
  }

  /**
   * Supabase Lite may notice at once, later or never that its connections are gone. Ended here, it stays away until it can
   * connect again: the stack starts it anew.
   */
  #killApi() {
    const { pid } = JSON.parse(readFileSync(join(stack.directory, "run", "supabase-lite.json"), "utf8"));
    process.kill(pid, "SIGKILL");
  }

  end() {
    return this.#control.end();
  }
}
