import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import postgres, { type Sql, type TransactionSql } from "postgres";
import { projectDirectory } from "../../../dev/project.ts";
import { defaultPrivileges } from "./hosted-roles.ts";
import { hostedUrl } from "./hosted-url.ts";

const supabase = join(projectDirectory, "supabase");
const folder = join(supabase, "migrations");

/** The migrations in the order in which they are applied: file names and statements. */
export const migrations: { name: string; statements: string }[] = readdirSync(folder)
  .filter((name) => name.endsWith(".sql"))
  .sort()
  .map((name) => ({ name, statements: readFileSync(join(folder, name), "utf8") }));

/** The statements that remove exports from a project. */
export const removal: string = readFileSync(join(supabase, "remove_exports.sql"), "utf8");

/** A database like that of a hosted project. */
export class HostedProject {
  /** As postgres, the role that migrations run as. */
  readonly sql: Sql;
  readonly url: string;
  readonly #port: number;
  readonly #database: string;

  private constructor(port: number, database: string) {
    this.#port = port;
    this.#database = database;
    this.url = hostedUrl(port, "postgres", database);
    this.sql = postgres(this.url, { max: 1, onnotice: () => {} });
  }

  /**
   * Creates a project without tables.
   * @param preparation statements of the superuser; `:database` stands for the database's name
   */
  static async create(
    port: number,
    privileges: keyof typeof defaultPrivileges,
    preparation = "",
  ): Promise<HostedProject> {
    const database = `project_${crypto.randomUUID().slice(0, 8)}`;
    await runAs("supabase_admin", port, "postgres", `create database ${database} template hosted`);
    await runAs("supabase_admin", port, database, `grant all on database ${database} to postgres, dashboard_user`);
    await runAs("supabase_admin", port, database, preparation.replaceAll(":database", database));
    await runAs("postgres", port, database, defaultPrivileges[privileges]);
    return new HostedProject(port, database);
  }

  /** Applies migrations as postgres, each in a transaction, as the Supabase CLI does. */
  async migrate(names: readonly { statements: string }[] = migrations): Promise<void> {
    for (const { statements } of names) await this.sql.begin((tx) => tx.unsafe(statements));
  }

  /** Runs statements as PostgREST does: as authenticator, which becomes another role and sets claims and headers. */
  async request<T>(
    { user, token }: { user?: string; token?: string },
    statements: (tx: TransactionSql) => Promise<T>,
  ): Promise<T> {
    const sql = postgres(hostedUrl(this.#port, "authenticator", this.#database), { max: 1, onnotice: () => {} });
    try {
      return (await sql.begin(async (tx) => {
        await tx.unsafe(`set local role ${user ? "authenticated" : "anon"}`);
        const claims = user ? { sub: user, role: "authenticated" } : { role: "anon" };
        const headers = token ? { "x-export-token": token } : {};
        await tx`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true),
          set_config('request.headers', ${JSON.stringify(headers)}, true)`;
        return statements(tx);
      })) as T;
    } finally {
      await sql.end();
    }
  }

  async end(): Promise<void> {
    await this.sql.end();
    await runAs("supabase_admin", this.#port, "postgres", `drop database ${this.#database} with (force)`);
  }
}

async function runAs(role: string, port: number, database: string, statements: string) {
  const sql = postgres(hostedUrl(port, role, database), { max: 1, onnotice: () => {} });
  try {
    await sql.unsafe(statements);
  } finally {
    await sql.end();
  }
}
