-- Customer search: the list of the Leads and Contacts pages, searched by name, e-mail and company (decision 045).

select private.require_objects('private.my_tenants', 'private.cut_text');

create index if not exists customers_list_idx on public.customers (tenant_id, type, created_at desc, id desc);

-- The search index
--
-- Its keys are all sequences of one, two and three characters of a text, letters or not, and one key for workspace and type. So every
-- search has an index condition, and none reads another workspace's rows.

create function private.search_grams(value text) returns bigint[]
language plpgsql immutable strict parallel safe set search_path = ''
as $$
declare
  grams bigint[] := '{}';
  first bigint := 0;
  second bigint := 0;
  third bigint;
begin
  -- The first 200 characters, which the list shows: more would make one name of a megabyte a million index entries.
  foreach third in array array(select ascii(c) from string_to_table(lower(left(value, 200)), null) c) loop
    grams := grams || third;
    grams := grams || ((second << 21) | third);
    grams := grams || ((first << 42) | (second << 21) | third);
    first := second;
    second := third;
  end loop;
  return grams;
end;
$$;
comment on function private.search_grams(text) is
  'The sequences of one, two and three characters in the first 200 of a text, in lower case: the code points, 21 bits each. May contain duplicates.';
revoke execute on function private.search_grams(text) from anon, authenticated, service_role;
-- Whoever writes a customer computes its keys.
grant execute on function private.search_grams(text) to public;

create function private.search_terms(tenant_id uuid, type public.customer_type, name text, email text, company text) returns bigint[]
-- Security definer, because a role that writes customers may have no usage of the schema private.
language plpgsql immutable parallel safe security definer set search_path = ''
as $$
begin
  -- The key of workspace and type is negative, which no sequence is.
  return array[uuid_hash_extended(tenant_id, hashenumextended(type, 0)) | (1::bigint << 63)]
    || private.search_grams(name) || private.search_grams(email) || private.search_grams(company);
end;
$$;
comment on function private.search_terms(uuid, public.customer_type, text, text, text) is
  'The keys of a customer in the search index.';
revoke execute on function private.search_terms(uuid, public.customer_type, text, text, text) from anon, authenticated, service_role;
grant execute on function private.search_terms(uuid, public.customer_type, text, text, text) to public;

create index customers_search_idx on public.customers using gin (private.search_terms(tenant_id, type, name, email, company));

-- The search

create function private.search_by_index(
  workspace uuid, wanted public.customer_type, needle text, before_created_at timestamptz, before_id uuid, max_rows int
)
returns setof public.customers
language plpgsql stable set search_path = '' set jit = off
-- The search index whatever the statistics say: no other has a condition of the scan. Memory for an exact bitmap, because rows of an
-- inexact one are computed again. No parallel workers: starting them takes longer than most searches.
set enable_seqscan = off set enable_indexscan = off set work_mem = '64MB' set max_parallel_workers_per_gather = 0
as $$
declare
  last_start constant int := greatest(length(needle) - 2, 1);
  terms constant bigint[] := private.search_terms(workspace, wanted, null, null, null) || array(
    -- Three characters, the next three, ... and the last three: more keys cost more than they exclude. Of a shorter search, all of it.
    select max(gram) from (select generate_series(1, last_start, 3) as start union select last_start) part
    cross join lateral unnest(private.search_grams(substr(needle, part.start, 3))) gram
    group by part.start
  );
begin
  return query
    select c.* from (
      select * from public.customers
      where private.search_terms(tenant_id, type, name, email, company) @> terms
      -- Keeps the conditions below out of the scan: they would let another index be used.
      offset 0
    ) c
    where c.tenant_id = workspace and c.type = wanted and (c.created_at, c.id) < (before_created_at, before_id)
      and (
        strpos(lower(left(c.name, 200)), needle) > 0 or strpos(lower(left(c.email, 200)), needle) > 0
        or strpos(lower(left(c.company, 200)), needle) > 0
      )
    order by c.created_at desc, c.id desc limit max_rows;
end;
$$;
comment on function private.search_by_index(uuid, public.customer_type, text, timestamptz, uuid, int) is
  'The newest matches of one type before a cursor, from the search index: takes time in proportion to the number of all matches. The needle is in lower case. Checks no access.';
revoke execute on function private.search_by_index(uuid, public.customer_type, text, timestamptz, uuid, int) from public, anon, authenticated, service_role;

create function private.search_one_type(
  workspace uuid, wanted public.customer_type, needle text, before_created_at timestamptz, before_id uuid, max_rows int
)
returns setof public.customers
language plpgsql stable set search_path = '' set jit = off
set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off
as $$
declare
  -- What matches many is found among the newest; reading so many rows takes some milliseconds.
  newest_rows constant int := 4000;
  found_rows int;
  oldest record;
begin
  return query
    select c.* from (
      select * from public.customers
      where tenant_id = workspace and type = wanted and (created_at, id) < (before_created_at, before_id)
      order by created_at desc, id desc limit newest_rows
    ) c
    where strpos(lower(left(c.name, 200)), needle) > 0 or strpos(lower(left(c.email, 200)), needle) > 0
      or strpos(lower(left(c.company, 200)), needle) > 0
    order by c.created_at desc, c.id desc limit max_rows;
  get diagnostics found_rows = row_count;
  if found_rows = max_rows then
    return;
  end if;
  select c.created_at, c.id into oldest from public.customers c
  where c.tenant_id = workspace and c.type = wanted and (c.created_at, c.id) < (before_created_at, before_id)
  order by c.created_at desc, c.id desc offset newest_rows - 1 limit 1;
  if found then
    return query select * from private.search_by_index(workspace, wanted, needle, oldest.created_at, oldest.id, max_rows - found_rows);
  end if;
end;
$$;
comment on function private.search_one_type(uuid, public.customer_type, text, timestamptz, uuid, int) is
  'The newest matches of one type before a cursor, newest first: those among the newest rows, then those from the search index. The needle is in lower case. Checks no access.';
revoke execute on function private.search_one_type(uuid, public.customer_type, text, timestamptz, uuid, int) from public, anon, authenticated, service_role;

-- Security definer, because row-level security would prevent the use of the search index (@> is not leakproof). The function
-- checks the membership itself.
create function private.search_customers(
  workspace uuid, types public.customer_type[], search text, before_created_at timestamptz, before_id uuid, page_rows int
)
returns setof public.customers
language plpgsql stable security definer set search_path = '' set jit = off
as $$
declare
  distinct_types constant public.customer_type[] := array(select distinct unnest(types));
begin
  if workspace not in (select private.my_tenants()) then
    return;
  end if;
  if coalesce(search, '') = '' then
    return query
      select c.* from unnest(distinct_types) wanted cross join lateral (
        select * from public.customers
        where tenant_id = workspace and type = wanted and (created_at, id) < (before_created_at, before_id)
        order by created_at desc, id desc limit page_rows
      ) c
      order by c.created_at desc, c.id desc limit page_rows;
  else
    return query
      select c.* from unnest(distinct_types) wanted
      cross join lateral private.search_one_type(workspace, wanted, lower(search), before_created_at, before_id, page_rows) c
      order by c.created_at desc, c.id desc limit page_rows;
  end if;
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
