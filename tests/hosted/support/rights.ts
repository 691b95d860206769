import type { Sql } from "postgres";

/** Rights in the schemas public and private: "function public.open_export" -> "authenticated". The owner's are left out. */
export type Rights = Record<string, string>;

/**
 * Reads who may do what with each function, table, column, sequence and schema.
 * @returns for functions the roles, for the rest "role: privileges", in alphabetical order; "" for nobody but the owner
 */
export async function readRights(sql: Sql): Promise<Rights> {
  const rows = await sql<{ object: string; rights: string }[]>`
    with objects (kind, object, owner, acl) as (
      select 'function', n.nspname || '.' || p.proname, p.proowner,
        coalesce(p.proacl, acldefault('f', p.proowner))
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname in ('public', 'private') and not exists (select from pg_depend where objid = p.oid and deptype = 'e')
      union all
      select case c.relkind when 'S' then 'sequence' else 'table' end, n.nspname || '.' || c.relname, c.relowner,
        coalesce(c.relacl, acldefault(case c.relkind when 'S' then 's' else 'r' end::"char", c.relowner))
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'private') and c.relkind in ('r', 'p', 'v', 'm', 'S')
      union all
      select 'column', n.nspname || '.' || c.relname || '.' || a.attname, c.relowner, a.attacl
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'private') and a.attacl is not null
      union all
      select 'schema', nspname, nspowner, coalesce(nspacl, acldefault('n', nspowner)) from pg_namespace where nspname = 'private'
    )
    select kind || ' ' || object as object, coalesce((
      select string_agg(g.role || case kind when 'function' then '' else ': ' || g.privileges end, '; ' order by g.role)
      from (
        select case grantee when 0 then 'public' else pg_get_userbyid(grantee) end as role,
          string_agg(lower(privilege_type), ', ' order by privilege_type) as privileges
        from aclexplode(acl) where grantee <> owner group by grantee
      ) g
    ), '') as rights
    from objects order by 1`;
  return Object.fromEntries(rows.map(({ object, rights }) => [object, rights]));
}
