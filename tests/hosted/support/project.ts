import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import postgres, { type Sql, type TransactionSql } from "postgres";
import { projectDirectory } from "../../../dev/project.ts";
import { defaultPrivileges } from "./hosted-roles.ts";
import { hostedUrl } from "./hosted-url.ts";

const folder = join(projectDirectory, "supabase", "migrations");

/** The migrations in the order in which they are applied: file names and statements. */
export const migrations: { name: string; statements: string }[] = readdirSync(folder)
  .filter((name) => name.endsWith(".sql"))
  .sort()
  .map((name) => ({ name, statements: readFileSync(join(folder, name), "utf8") }));

/** A database like that of a hosted project. */
export class HostedProject {
  /** As postgres, the role that migrations run as. */
  readonly sql: Sql;
  readonly url: string;
  readonly #port: number;
  readonly database: string;

  private constructor(port: number, database: string) {
    this.#port = port;
    this.database = database;
    this.url = hostedUrl(port, "postgres", database);
    this.sql = postgres(this.url, { max: 1, onnotice: () => {} });
  }

  /** Creates a project without tables. */
  static async create(port: number, privileges: keyof typeof defaultPrivileges): Promise<HostedProject> {
    const database = `project_${crypto.randomUUID().slice(0, 8)}`;
    const admin = postgres(hostedUrl(port, "supabase_admin", "postgres"), { max: 1, onnotice: () => {} });
    await admin.unsafe(`create database ${database} template hosted`);
    await admin.unsafe(`grant all on database ${database} to postgres, dashboard_user`);
    await admin.end();
    const project = new HostedProject(port, database);
    await project.sql.unsafe(defaultPrivileges[privileges]);
    return project;
  }

  /** Runs statements as supabase_admin, the superuser. */
  async asAdmin(statements: string): Promise<void> {
    const sql = postgres(hostedUrl(this.#port, "supabase_admin", this.database), { max: 1, onnotice: () => {} });
    await sql.unsafe(statements);
    await sql.end();
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
    const sql = postgres(hostedUrl(this.#port, "authenticator", this.database), { max: 1, onnotice: () => {} });
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
    const admin = postgres(hostedUrl(this.#port, "supabase_admin", "postgres"), { max: 1, onnotice: () => {} });
    await admin.unsafe(`drop database ${this.database} with (force)`);
    await admin.end();
  }
}
