-- Row counts: how much a workspace can export, and how many rows a running export will have.

select private.require_objects('private.current_export', 'private.my_admin_tenants');

create function private.count_or_estimate(workspace uuid, counted regclass, max_count int) returns bigint
language plpgsql security definer set search_path = ''
-- From an index, as far as it counts: a sequential scan reads other workspaces' rows, a bitmap scan all of this one's.
set enable_seqscan = off set enable_bitmapscan = off
as $$
declare
  total bigint;
  plan json;
begin
  max_count := least(max_count, 100000);
  execute format('select count(*) from (select from %s where tenant_id = $1 limit $2) counted', counted)
  into total using workspace, max_count + 1;
  if total <= max_count then
    return total;
  end if;
  -- Counting a million rows takes a good part of a second; the planner's estimate takes no time.
  -- Not marked stable, because explain is only allowed in volatile functions.
  execute format('explain (format json) select from %s where tenant_id = %L', counted, workspace) into plan;
  return greatest(total, (plan -> 0 -> 'Plan' ->> 'Plan Rows')::bigint);
end;
$$;
comment on function private.count_or_estimate(uuid, regclass, int) is
  'The number of rows of a workspace in a table: exact up to max_count, 100,000 at most, above it the planner''s estimate.';
revoke execute on function private.count_or_estimate(uuid, regclass, int) from public, anon, authenticated, service_role;

create function private.count_workspace(workspace uuid, max_count int) returns table (contacts bigint, conversations bigint)
language plpgsql security definer set search_path = '' set jit = off
as $$
begin
  if workspace in (select private.my_admin_tenants()) then
    return query select private.count_or_estimate(workspace, 'public.customers', max_count),
      private.count_or_estimate(workspace, 'public.conversations', max_count);
  end if;
end;
$$;
comment on function private.count_workspace(uuid, int) is 'For owners and admins: see private.count_or_estimate.';
revoke execute on function private.count_workspace(uuid, int) from public, anon, authenticated, service_role;
grant execute on function private.count_workspace(uuid, int) to authenticated;

create function public.count_workspace(workspace uuid, max_count int) returns table (contacts bigint, conversations bigint)
language sql security invoker set search_path = ''
as $$
  select * from private.count_workspace(workspace, max_count)
$$;
comment on function public.count_workspace(uuid, int) is
  'How many contacts and conversations an owner or admin can export from a workspace: exact up to max_count, above it an estimate.';
revoke execute on function public.count_workspace(uuid, int) from public, anon, authenticated, service_role;
grant execute on function public.count_workspace(uuid, int) to authenticated;

create function private.count_export_keys() returns bigint
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (select count(*) from private.next_keys(
    '-infinity', '00000000-0000-0000-0000-000000000000', 'infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff', null
  ));
end;
$$;
comment on function private.count_export_keys() is 'How many rows the current contacts or conversations export will have.';
revoke execute on function private.count_export_keys() from public, anon, authenticated, service_role;
grant execute on function private.count_export_keys() to anon;

create function public.count_export_rows() returns bigint
language plpgsql stable security invoker set search_path = '' set jit = off set statement_timeout = '120s'
as $$
declare
  export constant public.exports := private.current_export();
begin
  if export.scope <> '{}' and export.kind <> 'audit_log' then
    return private.count_export_keys();
  end if;
  return case export.kind
    when 'contacts' then (select count(*) from public.customers where tenant_id = export.tenant_id and created_at <= export.cutoff_at)
    when 'conversations' then (select count(*) from public.conversations where tenant_id = export.tenant_id and created_at <= export.cutoff_at)
    when 'audit_log' then (select count(*) from public.audit_log where tenant_id = export.tenant_id and seq <= export.cutoff_seq)
    when 'contact' then 1
  end;
end;
$$;
comment on function public.count_export_rows() is
  'How many rows the export that the token belongs to will have, for its progress bar.';
revoke execute on function public.count_export_rows() from public, anon, authenticated, service_role;
grant execute on function public.count_export_rows() to anon;
