-- When something was last exported: for the cards on the pages that offer an export.

select private.require_objects('private.my_admin_tenants', 'public.exports');

-- Security definer, because row-level security would prevent the use of exports_last_download_idx (= of an enum is not leakproof).
-- The function checks the role itself.
create function private.last_export(workspace uuid, of_kind public.export_kind, target uuid) returns setof public.exports
language plpgsql stable security definer set search_path = ''
as $$
begin
  if workspace not in (select private.my_admin_tenants()) then
    return;
  elsif target is null then
    return query
      select * from public.exports
      where tenant_id = workspace and kind = of_kind and started_at is not null
      order by started_at desc limit 1;
  else
    return query
      select * from public.exports
      where tenant_id = workspace and kind = of_kind and target_id = target and started_at is not null
      order by started_at desc limit 1;
  end if;
end;
$$;
comment on function private.last_export(uuid, public.export_kind, uuid) is 'For owners and admins: see public.last_export.';
revoke execute on function private.last_export(uuid, public.export_kind, uuid) from public, anon, authenticated, service_role;
grant execute on function private.last_export(uuid, public.export_kind, uuid) to authenticated;

create function public.last_export(workspace uuid, of_kind public.export_kind, target uuid default null) returns setof public.exports
language sql stable security invoker set search_path = '' set statement_timeout = '5s'
as $$
  select * from private.last_export(workspace, of_kind, target)
$$;
comment on function public.last_export(uuid, public.export_kind, uuid) is
  'The most recently started export of one kind in a workspace, whatever its status; with a target, of this customer only.';
revoke execute on function public.last_export(uuid, public.export_kind, uuid) from public, anon, authenticated, service_role;
grant execute on function public.last_export(uuid, public.export_kind, uuid) to authenticated;
