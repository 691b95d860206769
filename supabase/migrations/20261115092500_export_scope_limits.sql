-- What the scope of an export means for its rows: the limits that policies check, and the keys that its batches walk.
--
-- Enums are not leakproof, so row-level security keeps an index from answering "type = ...". Keys are therefore found by functions
-- that are security definer and return nothing but keys, of the current export only. The rows are read through the policies.

select private.require_objects('public.exports', 'private.start_of_day', 'private.is_export_scope');

create type private.scope_limits as (
  types public.customer_type[], statuses public.conversation_status[],
  -- All four are included.
  created_from timestamptz, created_until timestamptz, updated_from timestamptz, updated_until timestamptz,
  -- Null for any.
  actor uuid, by_system boolean, action text,
  -- Which time the file of a conversations export is ordered by. The shorter range is walked; an index cannot walk both.
  is_by_update boolean
);

create function private.limits_of(export public.exports) returns private.scope_limits
language plpgsql stable set search_path = ''
as $$
declare
  scope constant jsonb := export.scope;
  zone constant text := coalesce(scope ->> 'time_zone', 'UTC');
  created_from constant date := coalesce(scope ->> 'created_from', scope ->> 'from');
  created_to constant date := coalesce((scope ->> 'created_to')::date, (scope ->> 'to')::date + 1);
  updated_from constant date := scope ->> 'updated_from';
  updated_to constant date := scope ->> 'updated_to';
  today constant date := (export.created_at at time zone 'UTC')::date;
  days_created constant int := least(created_to, today) - coalesce(created_from, '0001-01-01');
  days_updated constant int := least(updated_to, today) - coalesce(updated_from, '0001-01-01');
  limits private.scope_limits;
begin
  limits.types := coalesce(
    (select array_agg(t::public.customer_type) from jsonb_array_elements_text(scope -> 'types') t), enum_range(null::public.customer_type)
  );
  limits.statuses := coalesce(
    (select array_agg(s::public.conversation_status) from jsonb_array_elements_text(scope -> 'status') s), enum_range(null::public.conversation_status)
  );
  limits.created_from := coalesce(private.start_of_day(created_from, zone), '-infinity');
  limits.created_until := coalesce(private.start_of_day(created_to, zone) - interval '1 microsecond', 'infinity');
  limits.updated_from := coalesce(private.start_of_day(updated_from, zone), '-infinity');
  limits.updated_until := coalesce(private.start_of_day(updated_to, zone) - interval '1 microsecond', 'infinity');
  limits.by_system := coalesce(scope ->> 'actor' = 'system', false);
  limits.actor := case when not limits.by_system then (scope ->> 'actor')::uuid end;
  limits.action := scope ->> 'action';
  limits.is_by_update := scope ?| array['updated_from', 'updated_to']
    and (not scope ?| array['created_from', 'created_to'] or days_updated < days_created);
  return limits;
end;
$$;
comment on function private.limits_of(public.exports) is 'What the scope of an export requires of its rows.';
revoke execute on function private.limits_of(public.exports) from public, anon, authenticated, service_role;
grant execute on function private.limits_of(public.exports) to anon, authenticated;

create function private.newest_conversation(export public.exports) returns timestamptz
language sql stable set search_path = ''
as $$
  select greatest(
    (select max(created_at) from public.conversations where tenant_id = export.tenant_id),
    (
      select max(newest.updated_at) from unnest(enum_range(null::public.conversation_status)) s (status)
      cross join lateral (
        select c.updated_at from public.conversations c
        where c.tenant_id = export.tenant_id and c.status = s.status order by c.updated_at desc limit 1
      ) newest
      where (private.limits_of(export)).is_by_update
    )
  )
$$;
comment on function private.newest_conversation(public.exports) is
  'The highest created_at of the conversations of an export''s workspace, or the highest updated_at if its file is ordered by that.';
revoke execute on function private.newest_conversation(public.exports) from public, anon, authenticated, service_role;

-- Keys

create type private.key as (key_time timestamptz, id uuid);

create function private.key_query(export public.exports) returns text
language plpgsql stable set search_path = ''
as $$
declare
  limits constant private.scope_limits := private.limits_of(export);
  is_contacts constant boolean := export.kind = 'contacts';
  key_time constant text := case when limits.is_by_update then 'updated_at' else 'created_at' end;
  -- One branch for each value, each of which an index walks in the order of the keys. Each has an order and a limit of its own: the
  -- planner does not look into a branch with conditions, and would read and sort all of them.
  branches constant text[] := case
    when is_contacts and export.scope ? 'types' then array(select format('and type = %L', t) from unnest(limits.types) t)
    when not is_contacts and (limits.is_by_update or export.scope ? 'status')
      then array(select format('and status = %L', s) from unnest(limits.statuses) s)
    else array['']
  end;
  other_range constant text := case
    when limits.is_by_update and export.scope ?| array['created_from', 'created_to']
      then format('and created_at between %L and %L', limits.created_from, limits.created_until)
    when not limits.is_by_update and export.scope ?| array['updated_from', 'updated_to']
      then format('and updated_at between %L and %L', limits.updated_from, limits.updated_until)
  end;
begin
  return (
    select string_agg(format(
      '(select %1$I as key_time, id from public.%2$I where tenant_id = $1 and (%1$I, id) > ($2, $3) and (%1$I, id) <= ($4, $5) %3$s %4$s
        order by %1$I, id limit $6)',
      key_time, case when is_contacts then 'customers' else 'conversations' end, branch, other_range
    ), ' union all ')
    from unnest(branches) branch
  );
end;
$$;
comment on function private.key_query(public.exports) is
  'A query for the keys of a contacts or conversations export within its scope: $1 its workspace, $2 and $3 the key before the first, $4 and $5 the last key, $6 how many, null for all. Its text is made of our own names and of values that are dates and enums.';
revoke execute on function private.key_query(public.exports) from public, anon, authenticated, service_role;

create function private.keys_of(
  export public.exports, after_time timestamptz, after_id uuid, until_time timestamptz, until_id uuid, max_keys int
)
returns setof private.key
language plpgsql stable
set search_path = '' set datestyle = 'ISO, YMD' set timezone = 'UTC' set jit = off
set enable_bitmapscan = off set enable_sort = off
as $$
declare
  limits constant private.scope_limits := private.limits_of(export);
  last_id constant uuid := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
  first_time constant timestamptz := case when limits.is_by_update then limits.updated_from else limits.created_from end;
  last_time constant timestamptz :=
    least(export.cutoff_at, case when limits.is_by_update then limits.updated_until else limits.created_until end);
begin
  -- One lower and one upper bound: of two lower ones, an index scan may start at the wrong one.
  if first_time > after_time then
    after_time := first_time - interval '1 microsecond';
    after_id := last_id;
  end if;
  if last_time < until_time then
    until_time := last_time;
    until_id := last_id;
  end if;
  return query execute format('select key_time, id from (%s) keys order by key_time, id limit $6', private.key_query(export))
  using export.tenant_id, after_time, after_id, until_time, until_id, max_keys;
end;
$$;
comment on function private.keys_of(public.exports, timestamptz, uuid, timestamptz, uuid, int) is
  'The next keys of a contacts or conversations export within its scope and up to its cut-off, after one key and until another.';
revoke execute on function private.keys_of(public.exports, timestamptz, uuid, timestamptz, uuid, int)
  from public, anon, authenticated, service_role;

create function private.next_keys(
  after_time timestamptz, after_id uuid, until_time timestamptz, until_id uuid, max_keys int
)
returns setof private.key
language plpgsql stable security definer set search_path = ''
as $$
declare
  export constant public.exports := private.current_export();
begin
  if export.kind in ('contacts', 'conversations') then
    return query select * from private.keys_of(export, after_time, after_id, until_time, until_id, max_keys);
  end if;
end;
$$;
comment on function private.next_keys(timestamptz, uuid, timestamptz, uuid, int) is
  'The next keys of the current export: see private.keys_of.';
revoke execute on function private.next_keys(timestamptz, uuid, timestamptz, uuid, int)
  from public, anon, authenticated, service_role;
grant execute on function private.next_keys(timestamptz, uuid, timestamptz, uuid, int) to anon;

-- Rows

create function private.is_customer_in_scope(export public.exports, type public.customer_type, created_at timestamptz) returns boolean
language plpgsql stable set search_path = ''
as $$
declare
  limits constant private.scope_limits := private.limits_of(export);
begin
  return type = any (limits.types) and created_at between limits.created_from and limits.created_until;
end;
$$;
comment on function private.is_customer_in_scope(public.exports, public.customer_type, timestamptz) is
  'Whether the scope of a contacts export has a customer with this type and time.';
revoke execute on function private.is_customer_in_scope(public.exports, public.customer_type, timestamptz)
  from public, anon, authenticated, service_role;

create function private.is_conversation_in_scope(
  export public.exports, status public.conversation_status, created_at timestamptz, updated_at timestamptz
)
returns boolean
language plpgsql stable set search_path = ''
as $$
declare
  limits constant private.scope_limits := private.limits_of(export);
begin
  return status = any (limits.statuses) and created_at between limits.created_from and limits.created_until
    and updated_at between limits.updated_from and limits.updated_until;
end;
$$;
comment on function private.is_conversation_in_scope(public.exports, public.conversation_status, timestamptz, timestamptz) is
  'Whether the scope of a conversations export has a conversation with this status and these times.';
revoke execute on function private.is_conversation_in_scope(public.exports, public.conversation_status, timestamptz, timestamptz)
  from public, anon, authenticated, service_role;
