-- The exports of a workspace, listed for pages by kind and status.
--
-- Security definer, because row-level security would prevent the use of the indexes (= of an enum is not leakproof). The functions of the
-- schema private check the role themselves.

select private.require_objects('private.my_admin_tenants', 'public.exports');

create function private.list_exports(
  workspace uuid, of_kind public.export_kind, of_status public.export_status, oldest_first boolean, after_created_at timestamptz,
  after_id uuid, max_rows int
)
returns setof public.exports
language plpgsql stable security definer set search_path = '' set jit = off
as $$
begin
  if workspace not in (select private.my_admin_tenants()) then
    return;
  end if;
  -- Dynamic, so that the planner knows which filters are set.
  return query execute format($query$
    select * from public.exports
    where tenant_id = $1 and ($2 is null or kind = $2) and ($3 is null or status = $3) and ($4 is null or (created_at, id) %1$s ($4, $5))
    order by created_at %2$s, id %2$s limit $6
    $query$, case when oldest_first then '>' else '<' end, case when oldest_first then 'asc' else 'desc' end)
  using workspace, of_kind, of_status, after_created_at, after_id, least(max_rows, 100);
end;
$$;
comment on function private.list_exports(uuid, public.export_kind, public.export_status, boolean, timestamptz, uuid, int) is
  'For owners and admins: see public.list_exports.';
revoke execute on function private.list_exports(uuid, public.export_kind, public.export_status, boolean, timestamptz, uuid, int) from public, anon, authenticated, service_role;
grant execute on function private.list_exports(uuid, public.export_kind, public.export_status, boolean, timestamptz, uuid, int) to authenticated;

create function public.list_exports(
  workspace uuid, of_kind public.export_kind default null, of_status public.export_status default null,
  oldest_first boolean default false, after_created_at timestamptz default null, after_id uuid default null, max_rows int default 50
)
returns setof public.exports
language sql stable security invoker set search_path = '' set statement_timeout = '5s'
as $$
  select * from private.list_exports(workspace, of_kind, of_status, oldest_first, after_created_at, after_id, max_rows)
$$;
comment on function public.list_exports(uuid, public.export_kind, public.export_status, boolean, timestamptz, uuid, int) is
  'Up to 100 exports of a workspace, of a kind and with a status if they are given, newest or oldest first, after a cursor: created_at and id of the last export of the page before.';
revoke execute on function public.list_exports(uuid, public.export_kind, public.export_status, boolean, timestamptz, uuid, int) from public, anon, authenticated, service_role;
grant execute on function public.list_exports(uuid, public.export_kind, public.export_status, boolean, timestamptz, uuid, int) to authenticated;

create function private.started_exports(
  workspace uuid, of_kind public.export_kind, of_status public.export_status, target uuid, max_rows int, parts boolean
)
returns setof public.exports
language plpgsql stable security definer set search_path = '' set jit = off
as $$
begin
  if workspace not in (select private.my_admin_tenants()) then
    return;
  end if;
  return query execute '
    select * from public.exports
    where tenant_id = $1 and kind = $2 and ($3 is null or status = $3) and ($4 is null or target_id = $4) and is_part = $6 and started_at is not null
    order by started_at desc limit $5'
  using workspace, of_kind, of_status, target, least(max_rows, 100), parts;
end;
$$;
comment on function private.started_exports(uuid, public.export_kind, public.export_status, uuid, int, boolean) is
  'For owners and admins: see public.started_exports.';
revoke execute on function private.started_exports(uuid, public.export_kind, public.export_status, uuid, int, boolean) from public, anon, authenticated, service_role;
grant execute on function private.started_exports(uuid, public.export_kind, public.export_status, uuid, int, boolean) to authenticated;

create function public.started_exports(
  workspace uuid, of_kind public.export_kind, of_status public.export_status default null, target uuid default null, max_rows int default 1,
  parts boolean default false
)
returns setof public.exports
language sql stable security invoker set search_path = '' set statement_timeout = '5s'
as $$
  select * from private.started_exports(workspace, of_kind, of_status, target, max_rows, parts)
$$;
comment on function public.started_exports(uuid, public.export_kind, public.export_status, uuid, int, boolean) is
  'Up to 100 exports of a kind whose download began, the last one first; with a status and of a customer, if they are given. parts: those of a part of the records instead of those of everything.';
revoke execute on function public.started_exports(uuid, public.export_kind, public.export_status, uuid, int, boolean) from public, anon, authenticated, service_role;
grant execute on function public.started_exports(uuid, public.export_kind, public.export_status, uuid, int, boolean) to authenticated;
