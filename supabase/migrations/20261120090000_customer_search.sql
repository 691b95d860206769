-- Customer search: the list of the Leads and Contacts pages, searched by name, e-mail and company.

select private.require_objects('private.my_tenants', 'private.cut_text');

create index if not exists customers_list_idx on public.customers (tenant_id, type, created_at desc, id desc);

-- A project may have the extensions already, in any schema: they stay there.
do $$
begin
  if exists (select from unnest(array['pg_trgm', 'btree_gin']) e where e not in (select extname from pg_extension)) then
    create schema if not exists extensions;
    create extension if not exists pg_trgm with schema extensions;
    create extension if not exists btree_gin with schema extensions;
  end if;
  -- The first 200 characters, which the list shows: more would make one name of a megabyte a hundred thousand index entries, and
  -- each search compare all of it.
  execute format(
    'create index if not exists customers_search_idx on public.customers using gin (
      tenant_id, "left"(name, 200) %1$s.gin_trgm_ops, "left"(email, 200) %1$s.gin_trgm_ops, "left"(company, 200) %1$s.gin_trgm_ops
    )', (select extnamespace::regnamespace from pg_extension where extname = 'pg_trgm')
  );
end;
$$;

-- Security definer, because row-level security would prevent the use of the search index (ilike is not leakproof). The function
-- checks the membership itself.
create function private.search_customers(
  workspace uuid, types public.customer_type[], search text, before_created_at timestamptz, before_id uuid, page_rows int
)
returns setof public.customers
language plpgsql stable security definer set search_path = '' set standard_conforming_strings = on set jit = off
as $$
declare
  escaped constant text := replace(replace(replace(search, '\', '\\'), '%', '\%'), '_', '\_');
  -- Fewer than three characters make no trigram inside a word, only at its start.
  pattern constant text := case when length(search) < 3 then escaped || '%' else '%' || escaped || '%' end;
  distinct_types constant public.customer_type[] := array(select distinct unnest(types));
begin
  if workspace not in (select private.my_tenants()) then
    return;
  end if;
  if search = '' then
    return query
      select c.* from unnest(distinct_types) wanted cross join lateral (
        select * from public.customers
        where tenant_id = workspace and type = wanted and (created_at, id) < (before_created_at, before_id)
        order by created_at desc, id desc limit page_rows
      ) c
      order by c.created_at desc, c.id desc limit page_rows;
    return;
  end if;
  -- Planned for each call: whether the search index or the index of the list is faster depends on the search.
  return query execute '
    select * from public.customers
    where tenant_id = $1 and type = any ($2) and (left(name, 200) ilike $3 or left(email, 200) ilike $3 or left(company, 200) ilike $3)
      and (created_at, id) < ($4, $5)
    order by created_at desc, id desc limit $6'
  using workspace, distinct_types, pattern, before_created_at, before_id, page_rows;
end;
$$;
comment on function private.search_customers(uuid, public.customer_type[], text, timestamptz, uuid, int) is
  'The customers of a workspace, of the given types, whose name, e-mail or company contains the search in its first 200 characters; newest first, page_rows at most.';
revoke execute on function private.search_customers(uuid, public.customer_type[], text, timestamptz, uuid, int) from public, anon, authenticated, service_role;
grant execute on function private.search_customers(uuid, public.customer_type[], text, timestamptz, uuid, int) to authenticated;

create function public.search_customers(
  workspace uuid, types public.customer_type[], search text default '',
  before_created_at timestamptz default 'infinity', before_id uuid default 'ffffffff-ffff-ffff-ffff-ffffffffffff',
  page_rows int default 50
)
returns table (
  id uuid, type public.customer_type, name text, email text, company text, created_at timestamptz, last_seen_at timestamptz
)
language plpgsql stable security invoker set search_path = '' set statement_timeout = '5s'
as $$
begin
  -- Without a limit, one search of 45 kB keeps the database busy for seconds.
  if length(search) > 200 or cardinality(types) > 4 then
    raise exception 'A search has at most 200 characters and 4 types.' using errcode = 'invalid_parameter_value';
  end if;
  return query
  select c.id, c.type, private.cut_text(c.name, 200), private.cut_text(c.email, 200), private.cut_text(c.company, 200),
    c.created_at, c.last_seen_at
  from private.search_customers(workspace, types, btrim(search), before_created_at, before_id, least(page_rows, 100)) c;
end;
$$;
comment on function public.search_customers(uuid, public.customer_type[], text, timestamptz, uuid, int) is
  'For the Leads and Contacts pages: see private.search_customers. Texts are cut to 200 characters, page_rows to 100. The cursor is created_at and id of the last row.';
revoke execute on function public.search_customers(uuid, public.customer_type[], text, timestamptz, uuid, int) from public, anon, authenticated, service_role;
grant execute on function public.search_customers(uuid, public.customer_type[], text, timestamptz, uuid, int) to authenticated;
