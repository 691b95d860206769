import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { projectDirectory } from "../project.ts";
import { UserError } from "../user-error.ts";
import { changedMigrations } from "./changed-migrations.ts";
import { supabaseCli } from "./supabase-cli.ts";

const supabase = join(projectDirectory, "supabase");

/**
 * Creates Supabase's roles and auth schema, applies the migrations and, with `seed`, loads the demo data. Skips what an
 * earlier start has done.
 * @throws UserError when an applied migration has changed
 */
export async function prepareDatabase(options: {
  dbUrl: string;
  seed: boolean;
  createAuthSchema(): Promise<void>;
  onStep(text: string): void;
}): Promise<void> {
  const { dbUrl, onStep } = options;
  const sql = postgres(dbUrl, { max: 1, onnotice: () => undefined });
  try {
    await sql.unsafe(roles);
    if (!(await exists(sql, "auth.users"))) await options.createAuthSchema();
    await requireUnchangedMigrations(sql);
    if (await hasPendingMigrations(sql)) {
      onStep("Applying migrations");
      await supabaseCli(dbUrl, ["db", "push"]);
    }
    if (options.seed && existsSync(join(supabase, "seed.sql")) && !(await isSeeded(sql))) {
      onStep("Seeding demo data");
      await supabaseCli(dbUrl, ["db", "push", "--include-seed"]);
    }
  } finally {
    await sql.end();
  }
}

// The roles of every Supabase project, which policies and grants name.
const roles = `
  do $$
  begin
    if not exists (select from pg_roles where rolname = 'anon') then
      create role anon nologin;
    end if;
    if not exists (select from pg_roles where rolname = 'authenticated') then
      create role authenticated nologin;
    end if;
    if not exists (select from pg_roles where rolname = 'service_role') then
      create role service_role nologin bypassrls;
    end if;
    if not exists (select from pg_roles where rolname = 'authenticator') then
      create role authenticator noinherit login;
    end if;
  end
  $$;
  grant anon, authenticated, service_role to authenticator;
`;

async function exists(sql: postgres.Sql, table: string) {
  const [row] = await sql`select to_regclass(${table}) is not null as found`;
  return row?.found === true;
}

/** The CLI compares versions only and would not apply a changed migration again. */
async function requireUnchangedMigrations(sql: postgres.Sql) {
  if (!(await exists(sql, "supabase_migrations.schema_migrations"))) return;
  const applied = await sql<{ version: string; statements: string[] }[]>`
    select version, statements from supabase_migrations.schema_migrations`;
  const [changed] = changedMigrations(join(supabase, "migrations"), applied);
  if (!changed) return;
  throw new UserError(
    `supabase/migrations/${changed} has changed since it was applied to the embedded database.\n` +
      "Delete the database and create it again with the demo data: npm run db:reset",
  );
}

async function hasPendingMigrations(sql: postgres.Sql) {
  if (!(await exists(sql, "supabase_migrations.schema_migrations"))) return true;
  const applied = await sql`select version from supabase_migrations.schema_migrations`;
  const versions = new Set(applied.map((row) => row.version));
  return readdirSync(join(supabase, "migrations"))
    .filter((name) => name.endsWith(".sql"))
    .some((name) => !versions.has(name.split("_")[0]));
}

/** The CLI records the seed files it has run. */
async function isSeeded(sql: postgres.Sql) {
  if (!(await exists(sql, "supabase_migrations.seed_files"))) return false;
  return (await sql`select from supabase_migrations.seed_files`).length > 0;
}
