-- What the pages read of the audit log, bounded in bytes whatever an entry contains.

select private.require_objects('public.audit_log', 'private.my_admin_tenants');

create function private.cut_details(details jsonb) returns jsonb
language plpgsql immutable set search_path = ''
as $$
begin
  if pg_column_size(details) <= 8000 and octet_length(details::text) <= 8000 then
    return details;
  end if;
  -- The shortest values first, as many as fit.
  return (
    select coalesce(jsonb_object_agg(m.key, m.value), '{}')
    from (
      select e.key, e.value, sum(octet_length(e.key) + octet_length(e.value::text)) over (order by octet_length(e.value::text), e.key) as total
      from jsonb_each(case jsonb_typeof(details) when 'object' then details else '{}' end) e
    ) m
    where m.total <= 8000
  );
end;
$$;
comment on function private.cut_details(jsonb) is 'The details of an entry without the longest values, 8 kB at most.';
revoke execute on function private.cut_details(jsonb) from public, anon, authenticated, service_role;
grant execute on function private.cut_details(jsonb) to authenticated;

create function public.list_audit_entries(
  workspace uuid, max_entries int default 50, actor uuid default null, by_system boolean default false, of_action text default null,
  from_time timestamptz default null, until_time timestamptz default null, before_seq bigint default null,
  of_export uuid default null
)
returns table (
  tenant_id uuid, seq bigint, created_at timestamptz, actor_id uuid, actor_name text, actor_email text, actor_role public.member_role,
  action text, target_type text, target_id uuid, details jsonb, details_cut boolean, hash text
)
language plpgsql stable security invoker set search_path = '' set statement_timeout = '20s'
as $$
declare
  -- A filtered list is in the order of time, from the index of its filter; the whole log and an export's entries are in the order of
  -- their numbers. The two differ only where the clock was set back.
  by_time constant boolean := actor is not null or by_system or of_action is not null or from_time is not null or until_time is not null;
  before_time constant timestamptz := case when by_time and before_seq is not null then
    (select e.created_at from public.audit_log e where e.tenant_id = workspace and e.seq = before_seq) end;
begin
  -- Dynamic, so that the planner knows which filters are set.
  return query execute format($query$
    select e.tenant_id, e.seq, e.created_at, e.actor_id, left(e.actor_name, 200), left(e.actor_email, 320), e.actor_role, left(e.action, 100),
      left(e.target_type, 100), e.target_id, cut.details, cut.details <> e.details, left(e.hash, 64)
    from (
      select * from public.audit_log e
      where e.tenant_id = $1
        and ($2 is null or e.actor_id = $2)
        and (not $3 or e.actor_id is null)
        and ($4 is null or e.action = $4)
        and ($5 is null or e.created_at >= $5)
        and ($6 is null or e.created_at < $6)
        and ($7 is null or e.export_id = $7)
        and ($8 is null or %1$s)
      order by %2$s limit greatest(1, least($10, 100))
    ) e
    cross join lateral (select private.cut_details(e.details) as details) cut
    order by %2$s
    $query$,
    case when by_time then '(e.created_at, e.seq) < ($9, $8)' else 'e.seq < $8' end,
    case when by_time then 'e.created_at desc, e.seq desc' else 'e.seq desc' end
  )
  using workspace, actor, by_system, of_action, from_time, until_time, of_export, before_seq, before_time, max_entries;
end;
$$;
comment on function public.list_audit_entries(uuid, int, uuid, boolean, text, timestamptz, timestamptz, bigint, uuid) is
  'Up to 100 entries of a workspace''s audit log that match every given filter, newest first; the time is from from_time, until before until_time; before_seq is the last entry of the page before. Texts and details are cut; details_cut says whether values are missing.';
revoke execute on function public.list_audit_entries(uuid, int, uuid, boolean, text, timestamptz, timestamptz, bigint, uuid) from public, anon, authenticated, service_role;
grant execute on function public.list_audit_entries(uuid, int, uuid, boolean, text, timestamptz, timestamptz, bigint, uuid) to authenticated;

create function public.audit_actors(workspace uuid)
returns table (actor_id uuid, actor_name text, actor_email text)
language sql stable security invoker set search_path = '' set jit = off set statement_timeout = '20s'
as $$
  -- A skip scan: one index lookup per actor, however many entries each has.
  with recursive actors as (
    (
      select a.actor_id, a.actor_name, a.actor_email from public.audit_log a
      where a.tenant_id = workspace and a.actor_id is not null
      order by a.actor_id desc, a.created_at desc, a.seq desc limit 1
    )
    union all
    select n.* from actors p cross join lateral (
      select a.actor_id, a.actor_name, a.actor_email from public.audit_log a
      where a.tenant_id = workspace and a.actor_id < p.actor_id
      order by a.actor_id desc, a.created_at desc, a.seq desc limit 1
    ) n
  )
  select actor_id, left(actor_name, 200), left(actor_email, 200) from actors limit 1000
$$;
comment on function public.audit_actors(uuid) is
  'The actors in a workspace''s audit log, 1000 at most, each with the latest name and e-mail.';
revoke execute on function public.audit_actors(uuid) from public, anon, authenticated, service_role;
grant execute on function public.audit_actors(uuid) to authenticated;
