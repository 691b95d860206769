-- What the pages read of the audit log, bounded in bytes whatever an entry contains.

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
grant execute on function private.cut_details(jsonb) to authenticated;

create function public.list_audit_entries(
  workspace uuid, max_entries int default 50, actor uuid default null, by_system boolean default false, of_action text default null,
  from_time timestamptz default null, until_time timestamptz default null, before_seq bigint default null,
  of_export uuid default null
)
returns table (
  seq bigint, created_at timestamptz, actor_id uuid, actor_name text, actor_email text, actor_role public.member_role,
  action text, target_type text, target_id uuid, details jsonb, details_cut boolean, hash text
)
language plpgsql stable security invoker
set search_path = '' set statement_timeout = '20s'
-- So that the planner knows which filters are set.
set plan_cache_mode = 'force_custom_plan'
as $$
begin
  return query
  select a.seq, a.created_at, a.actor_id, left(a.actor_name, 200), left(a.actor_email, 200), a.actor_role, left(a.action, 100),
    left(a.target_type, 100), a.target_id, cut.details, cut.details <> a.details, left(a.hash, 64)
  from (
    select * from public.audit_log e
    where e.tenant_id = workspace
      and (actor is null or e.actor_id = actor)
      and (not by_system or e.actor_id is null)
      and (of_action is null or e.action = of_action)
      and (from_time is null or e.created_at >= from_time)
      and (until_time is null or e.created_at < until_time)
      and (before_seq is null or e.seq < before_seq)
      and (of_export is null or e.export_id = of_export)
    order by e.seq desc limit greatest(1, least(max_entries, 100))
  ) a
  cross join lateral (select private.cut_details(a.details) as details) cut
  order by a.seq desc;
end;
$$;
comment on function public.list_audit_entries(uuid, int, uuid, boolean, text, timestamptz, timestamptz, bigint, uuid) is
  'Up to 100 entries of a workspace''s audit log that match every given filter, newest first; the time is from from_time, until before until_time. Texts and details are cut; details_cut says whether values are missing.';
grant execute on function public.list_audit_entries(uuid, int, uuid, boolean, text, timestamptz, timestamptz, bigint, uuid) to authenticated;

create function public.audit_actors(workspace uuid)
returns table (actor_id uuid, actor_name text, actor_email text)
language sql stable security invoker set search_path = '' set statement_timeout = '20s'
as $$
  -- A skip scan: one index lookup per actor, however many entries each has.
  with recursive actors as (
    (
      select a.actor_id, a.actor_name, a.actor_email from public.audit_log a
      where a.tenant_id = workspace order by a.actor_id, a.seq desc limit 1
    )
    union all
    select n.* from actors p cross join lateral (
      select a.actor_id, a.actor_name, a.actor_email from public.audit_log a
      where a.tenant_id = workspace and a.actor_id > p.actor_id order by a.actor_id, a.seq desc limit 1
    ) n
  )
  select actor_id, left(actor_name, 200), left(actor_email, 200) from actors where actor_id is not null limit 1000
$$;
comment on function public.audit_actors(uuid) is
  'The actors in a workspace''s audit log, 1000 at most, each with the latest name and e-mail.';
grant execute on function public.audit_actors(uuid) to authenticated;

revoke execute on all functions in schema public, private from public;
