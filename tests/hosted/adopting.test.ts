// docs/adopting.md, done as it says in a project that has Hydra's tables, data, functions and history.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import type { Sql } from "postgres";
import { afterAll, afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { telemetryEnv } from "../../dev/processes/telemetry-env";
import { projectDirectory } from "../../dev/project";
import { addWorkspace, openContactsExport, readContacts } from "./support/contacts-export";
import { exportedTables, exportRights } from "./support/expected-rights";
import { functionsOfTheAdministrator, hydraFunctions, hydraTables } from "./support/hydra";
import { HostedProject, migrations, removal } from "./support/project";
import { type Rights, readRights } from "./support/rights";

const page = readFileSync(join(projectDirectory, "docs", "adopting.md"), "utf8");

/** The code blocks of a language, in the order of the page. */
function blocks(language: string): string[] {
  const fences = page.matchAll(new RegExp(`^( *)\`\`\`${language}\n([\\s\\S]*?)^ *\`\`\`$`, "gm"));
  return [...fences].map(([, indent = "", code = ""]) => code.replace(new RegExp(`^${indent}`, "gm"), ""));
}
const [createIndexes = "", revokeRest = ""] = blocks("sql");
const [push = "", pushFromClone = "", backOut = ""] = blocks("sh");

const temporary = mkdtempSync(join(tmpdir(), "hydra-adopting-"));
afterAll(() => rmSync(temporary, { recursive: true }));

/** Runs shell commands of the page in a folder, against a project instead of the linked one. */
async function runCommands(commands: string, { url }: HostedProject, cwd: string): Promise<string> {
  expect(commands).toMatch(/npx supabase .* --remote$/m);
  const cli = `"${process.execPath}" "${join(projectDirectory, "node_modules", "supabase", "dist", "supabase.js")}"`;
  const script = commands.replaceAll("npx supabase", cli).replaceAll("--remote", `--remote="${url}" --yes`);
  const env = {
    ...telemetryEnv,
    EXPORTS: projectDirectory,
    PGSSLMODE: "disable",
    SUPABASE_HOME: join(temporary, "cli"),
  };
  const { all } = await execa("bash", ["-euo", "pipefail", "-c", script], { cwd, env, all: true, stdin: "ignore" });
  return all;
}

/** A folder with the migrations of a Hydra, one of them newer than those of exports. */
function makeRepository(): string {
  const folder = mkdtempSync(join(temporary, "hydra-"));
  mkdirSync(join(folder, "supabase", "migrations"), { recursive: true });
  writeFileSync(join(folder, "supabase", "config.toml"), 'project_id = "hydra"\n');
  writeFileSync(join(folder, "supabase", "migrations", "20250301080000_hydra.sql"), hydraTables);
  writeFileSync(join(folder, "supabase", "migrations", "20270101080000_functions.sql"), hydraFunctions);
  return folder;
}

/** Everything in the schemas of a project that exports could change: definitions and rights. */
async function describeProject(sql: Sql): Promise<Record<string, string>> {
  const rows = await sql<{ object: string; definition: string }[]>`
    select format('function %s', oid::regprocedure) as object, pg_get_functiondef(oid) as definition from pg_proc
    where pronamespace in ('public'::regnamespace, to_regnamespace('private')) and prokind = 'f'
    union all select format('column %s.%s', attrelid::regclass, attname), format('%s %s', format_type(atttypid, atttypmod), attnotnull)
    from pg_attribute join pg_class c on c.oid = attrelid
    where relnamespace in ('public'::regnamespace, to_regnamespace('private')) and relkind = 'r' and attnum > 0 and not attisdropped
    union all select format('constraint %s on %s', conname, conrelid::regclass), pg_get_constraintdef(oid) from pg_constraint
    where connamespace = 'public'::regnamespace and conrelid <> 0 and contype <> 'n'
    union all select format('trigger %s on %s', tgname, tgrelid::regclass), pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
    union all select format('policy %s on %s', polname, polrelid::regclass), pg_get_expr(polqual, polrelid) from pg_policy
    union all select format('type %s', oid::regtype), typtype::text from pg_type
    where typnamespace = 'public'::regnamespace and typtype in ('e', 'd')
    union all select format('default rights %s %s %s', defaclrole::regrole, defaclnamespace, defaclobjtype), defaclacl::text
    from pg_default_acl`;
  return Object.fromEntries(rows.map(({ object, definition }) => [object, definition]));
}

const indexes = (sql: Sql) => sql<{ name: string; definition: string }[]>`
  select indexname as name, replace(replace(indexdef, 'public.gin', 'gin'), 'extensions.gin', 'gin') as definition
  from pg_indexes where schemaname = 'public' order by 1`;

describe.each(inject("hostedPorts"))("Postgres %i: docs/adopting.md", (_version, port) => {
  let project: HostedProject;
  beforeEach(async () => {
    project = await HostedProject.create(port, "everything", functionsOfTheAdministrator);
  });
  afterEach(() => project.end());

  it("a Hydra with a history of its own adopts exports, keeps its rights, and backs out", {
    timeout: 120_000,
  }, async () => {
    const { sql } = project;
    const repository = makeRepository();
    await runCommands("npx supabase db push --remote", project, repository);
    const users = await addWorkspace(project);
    const [before, rightsBefore] = [await describeProject(sql), await readRights(sql)];
    expect(rightsBefore).toMatchObject({
      "function public.hydra_open_to_everybody": "anon; authenticated; public; service_role",
      "function private.hydra_internal": "public",
      "function public.hydra_for_visitors": "anon",
    });

    await runCommands(push, project, repository);

    const changed: Rights = {
      ...exportRights,
      ...Object.fromEntries(
        exportedTables.map((table) => [
          `table public.${table}`,
          `anon: select; ${rightsBefore[`table public.${table}`]}`,
        ]),
      ),
    };
    // Only the migrations that create Hydra's tables have this function.
    delete changed["function private.require_owner"];
    expect(await readRights(sql)).toEqual({ ...rightsBefore, ...changed });
    expect(await describeProject(sql)).toMatchObject(before);
    const batch = await readContacts(project, await openContactsExport(project, users));
    expect(batch).toMatch(/Ada.*Grace.*Zoë/s);
    expect(batch).not.toMatch(/another workspace/);
    await expect(readContacts(project)).rejects.toMatchObject({ code: "42501" });
    // A row of Hydra is read in the order of the file, not of the table.
    expect(batch).toMatch(/^\([0-9a-f-]{36},contact,,Ada,/m);

    await project.migrate([{ statements: removal }]);
    await runCommands(backOut.replace(/^psql .*\n/, ""), project, repository);
    await sql.unsafe(revokeRest);

    expect(await describeProject(sql)).toEqual(before);
    expect(await readRights(sql)).toEqual(rightsBefore);
    // The history is Hydra's again: nothing to push, and adopting once more works.
    expect(await runCommands("npx supabase db push --remote", project, repository)).toMatch(/up to date/i);
    await runCommands(push, project, repository);
    expect(await readRights(sql)).toEqual({ ...rightsBefore, ...changed });
  });

  it("a Hydra without a history is pushed to from a clone of this repository", { timeout: 120_000 }, async () => {
    await project.migrate([{ statements: hydraTables }, { statements: hydraFunctions }]);
    const users = await addWorkspace(project);
    // A migration that fails leaves nothing behind, says why, and is applied by the next push.
    await project.sql`update public.tenants set slug = 'acme, inc.' where id = ${users.workspace}`;
    await expect(runCommands(pushFromClone, project, projectDirectory)).rejects.toThrow(
      /cannot be used: 'acme, inc\.'/,
    );
    const applied = () => project.sql`select version from supabase_migrations.schema_migrations order by 1`;
    expect(await applied()).toEqual([{ version: "20261101080000" }, { version: "20261101090000" }]);
    expect(await project.sql`select from pg_indexes where indexname = 'customers_cursor_idx'`).toHaveLength(0);
    await project.sql`update public.tenants set slug = 'acme' where id = ${users.workspace}`;

    await runCommands(pushFromClone, project, projectDirectory);
    expect(await readContacts(project, await openContactsExport(project, users))).toMatch(/Ada.*Grace.*Zoë/s);
  });

  it("the indexes of the page are those that the migrations create, which leave them as they are", async () => {
    await project.sql.unsafe(hydraTables);
    const own = new Set((await indexes(project.sql)).map(({ name }) => name));
    const statements = createIndexes.split(/;\n/).filter((statement) => statement.trim());
    for (const statement of statements) await project.sql.unsafe(statement);
    const created = (await indexes(project.sql)).filter(({ name }) => !own.has(name));
    await project.migrate(migrations.filter(({ name }) => !name.endsWith("_hydra.sql")));
    const after = (await indexes(project.sql)).filter(
      ({ name }) =>
        !own.has(name) &&
        !/^(exports_|audit_log_|privacy_texts_|redactions_|redaction_reasons_|customers_(search|email_key|phone_key|name_key)_idx)/.test(
          name,
        ),
    );
    expect(after).toEqual(created);

    const other = await HostedProject.create(port, "everything");
    try {
      await other.migrate();
      const names = new Set(created.map(({ name }) => name));
      expect((await indexes(other.sql)).filter(({ name }) => names.has(name))).toEqual(created);
    } finally {
      await other.end();
    }
  });

  it("the tables and columns of the page are all that exports need, and each is checked", async () => {
    const { sql } = project;
    const tables = [...page.matchAll(/^\| `(\w+)` \| (`.+) \|$/gm)].map(([, table = "", columns = ""]) => ({
      table,
      columns: [...columns.matchAll(/`(\w+)` (\w+)/g)].map(([, name = "", type = ""]) => ({ name, type })),
    }));
    expect(tables).toHaveLength(10);
    await sql.unsafe(/create type public\.member_role[\s\S]*?(?=\n\s+create table)/.exec(hydraTables)?.[0] ?? "");
    const required = (name: string) => (["tenant_id", "id", "created_at", "slug"].includes(name) ? "not null" : "");
    for (const { table, columns } of tables) {
      const list = columns.map(
        ({ name, type }) => `${name} ${/_/.test(type) ? `public.${type}` : type} ${required(name)}`,
      );
      await sql.unsafe(`create table public.${table} (${list}); alter table public.${table} enable row level security`);
    }
    await project.migrate(migrations.filter(({ name }) => !name.endsWith("_hydra.sql")).slice(0, 1));
    await sql`select private.require_hydra()`;
    for (const { table, columns } of tables)
      for (const { name } of columns) {
        const dropped = sql.begin(async (tx) => {
          await tx.unsafe(`alter table public.${table} drop column ${name}`);
          await tx`select private.require_hydra()`;
        });
        await expect(dropped).rejects.toThrow(`public.${table} has no column ${name}`);
      }
  });
});
