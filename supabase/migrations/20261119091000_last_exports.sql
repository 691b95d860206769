-- When something was last exported: for the cards on the pages that offer an export.

select private.require_objects('private.my_admin_tenants', 'public.exports');

-- Security definer, because row-level security would prevent the use of exports_last_download_idx (= of an enum is not leakproof).
-- The function checks the role itself.
create function private.last_exports(
  workspace uuid, of_kind public.export_kind, target uuid, max_exports int, completed_only boolean, parts boolean
)
returns setof public.exports
language plpgsql stable security definer set search_path = ''
as $$
begin
  if workspace not in (select private.my_admin_tenants()) then
    return;
  elsif target is not null then
    return query
      select * from public.exports
      where tenant_id = workspace and kind = of_kind and is_part = parts and target_id = target and started_at is not null
        and (not completed_only or status = 'completed')
      order by started_at desc limit least(max_exports, 10);
  elsif completed_only then
    return query
      select * from public.exports
      where tenant_id = workspace and kind = of_kind and is_part = parts and status = 'completed'
      order by started_at desc limit least(max_exports, 10);
  else
    return query
      select * from public.exports
      where tenant_id = workspace and kind = of_kind and is_part = parts and started_at is not null
      order by started_at desc limit least(max_exports, 10);
  end if;
end;
$$;
comment on function private.last_exports(uuid, public.export_kind, uuid, int, boolean, boolean) is
  'For owners and admins: see public.last_exports.';
revoke execute on function private.last_exports(uuid, public.export_kind, uuid, int, boolean, boolean) from public, anon, authenticated, service_role;
grant execute on function private.last_exports(uuid, public.export_kind, uuid, int, boolean, boolean) to authenticated;

create function public.last_exports(
  workspace uuid, of_kind public.export_kind, target uuid default null, max_exports int default 1,
  completed_only boolean default false, parts boolean default false
)
returns setof public.exports
language sql stable security invoker set search_path = '' set statement_timeout = '5s'
as $$
  select * from private.last_exports(workspace, of_kind, target, max_exports, completed_only, parts)
$$;
comment on function public.last_exports(uuid, public.export_kind, uuid, int, boolean, boolean) is
  'The most recently started exports of one kind in a workspace, ten at most, the last one first; with a target, of this customer only. parts: those of a part of the records instead of those of everything.';
revoke execute on function public.last_exports(uuid, public.export_kind, uuid, int, boolean, boolean) from public, anon, authenticated, service_role;
grant execute on function public.last_exports(uuid, public.export_kind, uuid, int, boolean, boolean) to authenticated;
