-- What the pages read of the audit log, bounded in bytes whatever an entry contains.

select private.require_objects('public.audit_log', 'public.exports', 'private.my_admin_tenants', 'private.start_of_day');

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

create function public.list_audit_entries(workspace uuid, max_entries int default 50, of_export uuid default null)
returns table (
  tenant_id uuid, seq bigint, created_at timestamptz, actor_id uuid, actor_name text, actor_email text, actor_role public.member_role,
  action text, target_type text, target_id uuid, details jsonb, details_cut boolean, hash text
)
language plpgsql stable security invoker set search_path = '' set statement_timeout = '20s'
as $$
begin
  -- Dynamic, so that the planner knows whether an export is given.
  return query execute '
    select e.tenant_id, e.seq, e.created_at, e.actor_id, left(e.actor_name, 200), left(e.actor_email, 320), e.actor_role, left(e.action, 100),
      left(e.target_type, 100), e.target_id, cut.details, cut.details <> e.details, left(e.hash, 64)
    from (
      select * from public.audit_log e where e.tenant_id = $1 and ($2 is null or e.export_id = $2)
      order by e.seq desc limit greatest(1, least($3, 100))
    ) e
    cross join lateral (select private.cut_details(e.details) as details) cut
    order by e.seq desc'
  using workspace, of_export, max_entries;
end;
$$;
comment on function public.list_audit_entries(uuid, int, uuid) is
  'The newest entries of a workspace''s audit log, or of one export, up to 100. Texts and details are cut; details_cut says whether values are missing.';
revoke execute on function public.list_audit_entries(uuid, int, uuid) from public, anon, authenticated, service_role;
grant execute on function public.list_audit_entries(uuid, int, uuid) to authenticated;

create function public.list_audited_exports(
  workspace uuid, max_exports int default 26, actor uuid default null, by_system boolean default false, of_action text default null,
  from_day date default null, to_day date default null, zone text default 'UTC',
  of_entry bigint default null, of_id uuid default null, of_file text default null, before_seq bigint default null
)
returns table (seq bigint, export_id uuid, status public.export_status, entries jsonb)
language plpgsql stable security invoker set search_path = '' set jit = off set statement_timeout = '20s'
as $$
declare
  from_time constant timestamptz := private.start_of_day(from_day, zone);
  until_time constant timestamptz := private.start_of_day(to_day + 1, zone);
  is_export constant boolean := of_id is not null
    and exists (select from public.audit_log e where e.tenant_id = workspace and e.export_id = of_id);
  -- A filtered list is in the order of time, from the index of its filter; the whole log is in the order of its numbers. The two differ
  -- only where the clock was set back.
  by_time constant boolean := actor is not null or by_system or of_action is not null or from_day is not null or to_day is not null
    or of_id is not null or of_file is not null;
  before_time constant timestamptz := case when by_time and before_seq is not null then
    (select e.created_at from public.audit_log e where e.tenant_id = workspace and e.seq = before_seq) end;
  matches constant text := concat_ws(' and ', 'e.tenant_id = $1',
    case when actor is not null then 'e.actor_id = $2' when by_system then 'e.actor_id is null' end,
    case when of_action is not null then 'e.action = $3' end,
    case when from_day is not null then 'e.created_at >= $4' end,
    case when to_day is not null then 'e.created_at < $5' end,
    case when of_entry is not null then 'e.seq = $6' end,
    case when is_export then 'e.export_id = $7' when of_id is not null then 'e.target_id = $7' end,
    case when of_file is not null then 'e.file_sha256 = $8' end);
begin
  -- Dynamic, so that the planner knows which filters are set. An export stands where its newest matching entry does.
  return query execute format($query$
    select e.seq, e.export_id, (select x.status from public.exports x where x.tenant_id = $1 and x.id = e.export_id), (
      select jsonb_agg(jsonb_build_object(
        'tenant_id', l.tenant_id, 'seq', l.seq, 'created_at', l.created_at, 'actor_id', l.actor_id,
        'actor_name', left(l.actor_name, 200), 'actor_email', left(l.actor_email, 320), 'actor_role', l.actor_role,
        'action', left(l.action, 100), 'target_type', left(l.target_type, 100), 'target_id', l.target_id,
        'details', cut.details, 'details_cut', cut.details <> l.details, 'hash', left(l.hash, 64)
      ) order by l.seq)
      from (
        -- The matching entry, the last ones (an outcome and its correction), and the request, which comes first. "is true" keeps it on the
        -- index of exports.
        (select a.* from public.audit_log a where a.export_id = e.export_id and (a.tenant_id = $1) is true
          order by a.seq = e.seq desc, a.seq desc limit 3)
        union
        (select a.* from public.audit_log a where a.export_id = e.export_id and (a.tenant_id = $1) is true order by a.seq limit 1)
        union all
        (select a.* from public.audit_log a where a.tenant_id = $1 and a.seq = e.seq and e.export_id is null limit 1)
      ) l
      cross join lateral (select private.cut_details(l.details) as details) cut
    )
    from (
      select e.seq, e.created_at, e.export_id from public.audit_log e
      where %1$s and ($9 is null or %3$s) and (
        -- A condition of its own, because the planner takes "seq = (select ...)" for a rare match and would not walk the index.
        -- "offset 0" and "is true" keep it on the index of exports.
        select coalesce(max(n.seq), e.seq) = e.seq
        from (select * from public.audit_log n where n.export_id = e.export_id and (n.tenant_id = $1) is true offset 0) n where %2$s
      )
      order by %4$s limit greatest(1, least($11, 100))
    ) e
    order by %4$s
    $query$,
    matches, replace(matches, 'e.', 'n.'),
    case when by_time then '(e.created_at, e.seq) < ($10, $9)' else 'e.seq < $9' end,
    case when by_time then 'e.created_at desc, e.seq desc' else 'e.seq desc' end
  )
  using workspace, actor, of_action, from_time, until_time, of_entry, of_id, of_file, before_seq, before_time, max_exports;
end;
$$;
comment on function public.list_audited_exports(uuid, int, uuid, boolean, text, date, date, text, bigint, uuid, text, bigint) is
  'Up to 100 exports that have an audit entry that matches every given filter, by the newest such entry, each with that entry, its last others, up to three, and its first, oldest first; an entry of no export stands alone. from_day and to_day are included and begin at midnight in the zone; of_id is a contact or an export; of_file is a SHA-256; before_seq is the seq of the last line of the page before. Texts and details are cut.';
revoke execute on function public.list_audited_exports(uuid, int, uuid, boolean, text, date, date, text, bigint, uuid, text, bigint) from public, anon, authenticated, service_role;
grant execute on function public.list_audited_exports(uuid, int, uuid, boolean, text, date, date, text, bigint, uuid, text, bigint) to authenticated;

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
