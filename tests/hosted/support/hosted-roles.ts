/**
 * The roles, schemas and rights of a project on supabase.com, from Supabase's documentation ("Postgres Roles", "Securing your API") and the
 * scripts that build its images (github.com/supabase/postgres: migrations/db), as far as migrations can notice them.
 */

/** Once a cluster, as its superuser "tmp_superuser": the superuser becomes supabase_admin, and postgres is no superuser. */
export const clusterSql = (version: number): string => `
  alter role postgres rename to supabase_admin;
  create role postgres login password 'postgres' nosuperuser createdb createrole replication bypassrls;
  alter role postgres set search_path = "$user", public, extensions;
  create role anon nologin inherit;
  create role authenticated nologin inherit;
  create role service_role nologin inherit bypassrls;
  create role authenticator login noinherit password 'postgres';
  create role dashboard_user nologin createdb createrole replication;
  create role supabase_auth_admin login noinherit createrole;
  alter role anon set statement_timeout = '3s';
  alter role authenticated set statement_timeout = '8s';
  alter role authenticator set statement_timeout = '8s';
  alter role authenticator set lock_timeout = '8s';
  grant anon, authenticated, service_role to authenticator;
  grant pg_monitor, pg_read_all_data, pg_signal_backend to postgres;
  grant anon, authenticated, service_role to postgres ${version >= 16 ? "with admin option" : ""};
`;

/** Once a database, as supabase_admin, which owns it. */
export const databaseSql = `
  create schema extensions;
  create extension pgcrypto with schema extensions;
  create extension "uuid-ossp" with schema extensions;
  grant usage on schema extensions to anon, authenticated, service_role;
  grant all on schema extensions to postgres, dashboard_user;
  grant usage, create on schema public to postgres;
  grant usage on schema public to anon, authenticated, service_role;

  create schema auth;
  create table auth.users (
    id uuid primary key, aud varchar(255), role varchar(255), email varchar(255), encrypted_password varchar(255),
    raw_app_meta_data jsonb, raw_user_meta_data jsonb, created_at timestamptz, updated_at timestamptz
  );
  alter table auth.users owner to supabase_auth_admin;
  create function auth.uid() returns uuid language sql stable as $$
    select coalesce(
      nullif(current_setting('request.jwt.claim.sub', true), ''),
      nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'
    )::uuid
  $$;
  grant all on schema auth to supabase_auth_admin;
  grant usage on schema auth to anon, authenticated, service_role, postgres;
  grant all on all tables in schema auth to postgres, dashboard_user;
  grant all on all routines in schema auth to postgres, dashboard_user;

  -- PostgREST reloads its schema cache when something is created.
  create function extensions.pgrst_ddl_watch() returns event_trigger language plpgsql as $$
  begin
    if exists (select from pg_event_trigger_ddl_commands() where schema_name is distinct from 'pg_temp') then
      notify pgrst, 'reload schema';
    end if;
  end;
  $$;
  create event trigger pgrst_ddl_watch on ddl_command_end execute function extensions.pgrst_ddl_watch();

  alter default privileges for role supabase_admin in schema public grant all on tables to postgres, anon, authenticated, service_role;
  alter default privileges for role supabase_admin in schema public grant all on functions to postgres, anon, authenticated, service_role;
  alter default privileges for role supabase_admin in schema public grant all on sequences to postgres, anon, authenticated, service_role;
`;

/** What a project grants on what postgres creates later. */
export const defaultPrivileges = {
  /** Projects made before 2026-05-30. */
  everything: `
    alter default privileges for role postgres in schema public grant all on tables to postgres, anon, authenticated, service_role;
    alter default privileges for role postgres in schema public grant all on functions to postgres, anon, authenticated, service_role;
    alter default privileges for role postgres in schema public grant all on sequences to postgres, anon, authenticated, service_role;`,
  /** More than any project: everything to everybody, in every schema. */
  everythingEverywhere: `
    alter default privileges for role postgres grant all on tables to public, anon, authenticated, service_role;
    alter default privileges for role postgres grant all on functions to public, anon, authenticated, service_role;
    alter default privileges for role postgres grant all on sequences to public, anon, authenticated, service_role;`,
  /** Not even what Postgres itself grants to everybody. */
  nothing: `
    alter default privileges for role postgres revoke all on functions from public;
    alter default privileges for role postgres revoke all on types from public;`,
};
