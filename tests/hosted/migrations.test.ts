// The migrations on a project like a hosted one: the role postgres is no superuser, and default privileges and extensions differ.
import { afterEach, describe, expect, inject, it } from "vitest";
import { addWorkspace, openContactsExport, readContacts } from "./support/contacts-export";
import { exportRights, hydraRights } from "./support/expected-rights";
import type { defaultPrivileges } from "./support/hosted-roles";
import { HostedProject, migrations, removal } from "./support/project";
import { readRights } from "./support/rights";

type Privileges = keyof typeof defaultPrivileges;

const [requirements, hydra, ...later] = migrations as [
  (typeof migrations)[number],
  (typeof migrations)[number],
  ...typeof migrations,
];

describe.each(inject("hostedPorts"))("Postgres %i", (version, port) => {
  let project: HostedProject;
  afterEach(() => project.end());

  const projects: [string, Privileges, string][] = [
    ["an empty project", "everything", ""],
    ["a project whose default privileges grant nothing", "nothing", ""],
    ["a project whose default privileges grant everything to everybody in every schema", "everythingEverywhere", ""],
    ["a project with pg_trgm in public", "everything", "create extension pg_trgm with schema public"],
    [
      "a project with strange settings",
      "everything",
      `alter database :database set standard_conforming_strings = off;
       alter database :database set datestyle = 'German, DMY';
       alter database :database set search_path = 'pg_catalog';
       alter database :database set default_transaction_isolation = 'serializable';
       alter database :database set quote_all_identifiers = on`,
    ],
  ];

  it.each(projects)("%s gets exactly the listed rights, and exports", async (_, privileges, preparation) => {
    project = await HostedProject.create(port, privileges, preparation);
    const defaults = () =>
      project.sql`select defaclrole, defaclnamespace, defaclobjtype, defaclacl from pg_default_acl order by 1, 2, 3`;
    const defaultsBefore = await defaults();

    await project.migrate();

    expect(await readRights(project.sql)).toEqual({ ...exportRights, ...hydraRights(version) });
    expect(await defaults()).toEqual(defaultsBefore);

    const users = await addWorkspace(project);
    const batch = await readContacts(project, await openContactsExport(project, users));
    expect(batch).toMatch(/Ada.*Grace.*Zoë/s);
    expect(batch).not.toMatch(/another workspace/);
    await expect(readContacts(project)).rejects.toMatchObject({ code: "42501" });
    await expect(readContacts(project, "not a token")).rejects.toMatchObject({ code: "42501" });
    await expect(openContactsExport(project, { ...users, admin: users.member })).rejects.toMatchObject({
      code: "42501",
    });
    const search = (name: string) =>
      project.request(
        { user: users.admin },
        (tx) =>
          tx`select name from public.search_customers(${users.workspace}, array['contact']::public.customer_type[], ${name})`,
      );
    expect(await search("oË")).toEqual([{ name: "Zoë" }]);
    expect(await search("Zoë")).toEqual([{ name: "Zoë" }]);
  });

  describe("a project that is not ready stays as it is, and the error names", () => {
    const objects = () => project.sql`
      select nspname || '.' || relname as name from pg_class c join pg_namespace n on n.oid = relnamespace
      where nspname in ('public', 'private') union all select 'schema ' || nspname from pg_namespace
      union all select 'function ' || oid::regprocedure from pg_proc where pronamespace = 'public'::regnamespace order by 1`;

    it.each<[string, string, RegExp]>([
      ["a missing auth.users", "drop schema auth cascade", /no table auth\.users; there is no function auth\.uid\(\)/],
      [
        "a missing right to create a schema",
        "revoke create on database :database from postgres, public",
        /may not create the schema private/,
      ],
      ["a schema private of another role", "create schema private", /the schema private belongs to another role/],
      [
        "a table, a type and a function with a name that exports take",
        `create table public.audit_log (id bigint, message text);
         create domain public."text/plain" as text;
         create function public.open_export(text) returns int language sql as 'select 1'`,
        /public\.audit_log exists already; the type public\."text\/plain" exists already; a function public\.open_export exists already/,
      ],
      [
        "missing workspaces where there are customers",
        "create table public.customers (id bigint primary key, tenant_id uuid, email varchar(255))",
        /no table public\.tenants; .*public\.customers\.email is of type varchar, not text; public\.customers\.id is of type int8, not uuid; .*public\.customers\.tenant_id can be null; .*public\.customers has no row-level security; .*belongs to supabase_admin; .*no enum public\.customer_type/,
      ],
      [
        "one table with a name of Hydra's",
        "create table public.accounts (id bigint)",
        /no table public\.tenants; .*public\.accounts has no column name/,
      ],
      ["one type with a name of Hydra's", "create type public.ticket_status as enum ()", /no table public\.tenants; /],
    ])("%s", async (_, preparation, message) => {
      project = await HostedProject.create(port, "everything", preparation);
      const before = await objects();
      await expect(project.migrate()).rejects.toMatchObject({
        code: "55000",
        message: expect.stringMatching(message),
        hint: expect.stringContaining("docs/adopting.md"),
      });
      expect(await objects()).toEqual(before);
    });

    it("every name that exports take, once they are installed", async () => {
      project = await HostedProject.create(port, "everything");
      await project.migrate();
      const [{ names } = {}] = await project.sql`
        select array_agg(name) as names from (
          select n.nspname || '.' || p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
          where n.nspname in ('public', 'private') and p.proname <> 'require_owner'
          union all select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where n.nspname in ('public', 'private') and c.relkind = 'r' and not c.relname = any (${Object.keys(hydraRights(version)).map((name) => name.slice("table public.".length))})
          union all select format_type(oid, null) from pg_type where typtype in ('e', 'd') and typnamespace = 'public'::regnamespace and typname ~ '^(export_|text)'
        ) created (name)`;
      expect(names.length).toBeGreaterThan(90);
      const { message } = await project.migrate([requirements]).then(
        () => ({ message: "no error" }),
        (error: Error) => error,
      );
      for (const name of names as string[]) expect(message).toContain(name.includes(".") ? name : `public.${name}`);
    });
  });

  it("Hydra's tables are not created a second time", async () => {
    project = await HostedProject.create(port, "everything");
    await project.migrate([requirements, hydra]);
    await expect(project.migrate([hydra])).rejects.toMatchObject({
      hint: expect.stringContaining("migration repair --status applied"),
    });
  });

  it("exports are not removed where their migrations created Hydra's tables, which need them", async () => {
    project = await HostedProject.create(port, "everything");
    await project.migrate();
    const before = await readRights(project.sql);
    await expect(project.migrate([{ statements: removal }])).rejects.toMatchObject({ code: "2BP01" });
    expect(await readRights(project.sql)).toEqual(before);
  });

  it("workspaces whose slug is no address are named, and nothing is changed", async () => {
    project = await HostedProject.create(port, "everything");
    await project.migrate([requirements, hydra]);
    const { workspace } = await addWorkspace(project);
    await project.sql`update public.tenants set slug = 'Acme, Inc.' where id = ${workspace}`;
    await expect(project.migrate(later)).rejects.toMatchObject({ message: expect.stringContaining("'Acme, Inc.'") });
    expect(await project.sql`select from pg_constraint where conname = 'tenants_slug_for_exports'`).toHaveLength(0);
  });

  it("a migration that is applied without the earlier ones says what it needs", async () => {
    project = await HostedProject.create(port, "everything");
    await project.migrate([requirements, hydra]);
    for (const { name, statements } of later.slice(1)) {
      const error: { message: string; hint?: string } | null = await project.sql
        .begin(async (tx) => {
          await tx.unsafe(statements);
          throw new Error("applied");
        })
        .catch((reason) => reason);
      // These need nothing but Hydra's tables and the schema private.
      const independent =
        /customer_records|same_person|090000_audit_log\.sql|record_counts|export_scopes|sign_in_limits|installation/.test(
          name,
        );
      expect({ name, message: error?.message }).toEqual({
        name,
        message: independent ? "applied" : expect.stringMatching(/^This migration needs (public|private)\./),
      });
    }
  });
});
