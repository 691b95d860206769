-- Verification of the audit log: of its hash chain, and of each entry against the export or the text that it is about.
--
-- Both functions take a range and return every problem in it, so that a long log is verified in many short calls.

select private.require_objects('private.canonical_entry', 'private.outcome_details', 'private.export_at', 'private.entry_matches_privacy_text');

create function private.entry_matches_attempt(entry public.audit_log, export public.exports) returns boolean
language plpgsql stable set search_path = ''
as $$
declare
  is_request constant boolean := entry.action = 'export.' || export.kind;
  -- Completed at first, then corrected: the entry of the correction has the numbers.
  is_corrected constant boolean := entry.action = 'export.completed' and export.status in ('failed', 'interrupted');
  by_database constant boolean := not is_request and not is_corrected and export.failure in ('server_lost', 'never_downloaded');
  target_type constant text := case when export.kind = 'contact' then 'contact' end;
  earliest constant timestamptz := case when is_request then export.created_at when is_corrected then export.started_at else export.finished_at end;
  latest constant timestamptz := case when is_request then export.created_at else export.finished_at end;
  actor record;
  details jsonb;
begin
  if not is_request and not is_corrected and entry.action <> 'export.' || export.status then
    return false;
  end if;

  if not is_request and export.status = 'cancelled' then
    -- The export has the canceller's id only.
    actor := (export.cancelled_by, entry.actor_name, entry.actor_email, entry.actor_role, null::text, null::text);
  elsif by_database then
    actor := (null::uuid, null::text, null::text, null::public.member_role, null::text, null::text);
  else
    actor := (
      export.actor_id, left(export.actor_name, 1000), left(export.actor_email, 1000), export.actor_role, export.ip, export.user_agent
    );
  end if;
  if (entry.actor_id, entry.actor_name, entry.actor_email, entry.actor_role, entry.ip, entry.user_agent) is distinct from actor
    or entry.target_id is distinct from export.target_id
    or entry.target_type is distinct from target_type
    -- An entry is written at once, or when it has waited for other entries of its workspace.
    or (entry.created_at between earliest - interval '5 minutes' and latest + interval '5 minutes') is not true
  then
    return false;
  end if;

  if is_request then
    return entry.details = private.request_details(export);
  elsif is_corrected then
    return entry.details @> private.request_details(export);
  end if;
  details := private.outcome_details(export);
  if export.status = 'cancelled' and details ? 'at_least' then
    -- The server reported its last numbers, which are no lower, after this entry was written.
    if exists (
      select from unnest(array['rows', 'bytes']) amount
      where jsonb_typeof(entry.details -> amount) is distinct from 'number' or entry.details -> amount > details -> amount
    ) then
      return false;
    end if;
    details := details - array['counts', 'receipt'] || '{"cells_guarded": 0}'
      || jsonb_build_object('rows', entry.details -> 'rows', 'bytes', entry.details -> 'bytes');
  end if;
  return entry.details - 'remarks' = details
    and (entry.details -> 'remarks' -> 'count') is not distinct from
      case when export.status = 'completed' then to_jsonb(export.remark_count) end;
end;
$$;
comment on function private.entry_matches_attempt(public.audit_log, public.exports) is
  'Whether an audit entry says the same as its export when the attempt of the entry had ended: what, whose, by whom, when (within five minutes), all details of the outcome, and how many remarks.';
revoke execute on function private.entry_matches_attempt(public.audit_log, public.exports) from public, anon, authenticated, service_role;
grant execute on function private.entry_matches_attempt(public.audit_log, public.exports) to authenticated;

create function private.entry_matches_export(entry public.audit_log, export public.exports) returns boolean
language plpgsql stable set search_path = ''
as $$
declare
  attempt constant text := coalesce(entry.details ->> 'attempt', '1');
  at_attempt public.exports;
begin
  if entry.action = 'export.' || export.kind or (entry.action <> 'export.resumed' and attempt = export.attempt::text) then
    return private.entry_matches_attempt(entry, export);
  end if;
  at_attempt := private.export_at(export, attempt);
  if at_attempt.id is null then
    return false;
  elsif entry.action <> 'export.resumed' then
    return private.entry_matches_attempt(entry, at_attempt);
  end if;
  return entry.details = private.resume_details(at_attempt)
    and (entry.actor_id, entry.actor_name, entry.actor_email, entry.actor_role, entry.ip, entry.user_agent, entry.target_id)
      is not distinct from (export.actor_id, left(export.actor_name, 1000), left(export.actor_email, 1000), export.actor_role, export.ip,
        export.user_agent, export.target_id)
    and (entry.created_at between at_attempt.resumed_at - interval '5 minutes' and at_attempt.resumed_at + interval '5 minutes') is true;
end;
$$;
comment on function private.entry_matches_export(public.audit_log, public.exports) is
  'Whether an audit entry says the same as its export: its request, an attempt that went on, or how an attempt ended.';
revoke execute on function private.entry_matches_export(public.audit_log, public.exports) from public, anon, authenticated, service_role;
grant execute on function private.entry_matches_export(public.audit_log, public.exports) to authenticated;

create function public.verify_audit_log(
  workspace uuid, after_seq bigint default -9223372036854775808, after_hash text default repeat('0', 64)
)
returns table (checked int, last_seq text, last_hash text, since timestamptz, problem_count int, problems jsonb)
language plpgsql stable security invoker
-- So that a range is read in the order of an index, not all entries and sorted, where statistics say that there are few.
set search_path = '' set jit = off set timezone = 'UTC' set statement_timeout = '60s'
set enable_bitmapscan = off set enable_seqscan = off set enable_sort = off
as $$
begin
  return query
  with entries as (
    select a as entry, a.seq, a.id, a.hash, a.previous_hash, a.created_at, a.form_version,
      encode(sha256(convert_to(private.canonical_entry(a), 'UTF8')), 'hex') as correct_hash
    from public.audit_log a
    where a.tenant_id = workspace and a.seq > after_seq
    -- With ties: a superuser can drop the unique constraint.
    order by a.seq fetch first 5000 rows with ties
  ), links as (
    select e.*, lag(e.seq, 1, greatest(after_seq, 0)) over chain as previous_seq, lag(e.hash, 1, after_hash) over chain as expected_hash
    from entries e
    window chain as (partition by e.seq > 0 order by e.seq, e.id)
  ), checks as (
    select l.seq, l.hash, l.created_at, nullif(concat_ws('; ',
      case
        when l.seq < 1 then 'its number is below 1'
        when l.seq = l.previous_seq then 'another entry has the same number'
        when l.seq > l.previous_seq + 1 then 'entries before it are missing'
        when l.previous_hash is distinct from l.expected_hash then 'it does not follow the entry before it'
      end,
      case
        when l.form_version is distinct from 1 then 'its form version is unknown'
        when l.correct_hash is null then 'it is not in canonical form'
        when l.hash is distinct from l.correct_hash then 'it was changed outside Hydra'
      end,
      case
        when (l.entry).action = 'privacy.changed' then
          case when not private.entry_matches_privacy_text(l.entry) then 'it does not match its text' end
        when x.id is null then 'its export is missing'
        when not private.entry_matches_export(l.entry, x.export) then 'it does not match its export'
      end
    ), '') as reason
    from links l
    -- By id, one at a time: planned as a join, all exports of the workspace were compared with each entry where statistics were missing.
    left join lateral (
      select e.id, e as export from public.exports e where e.id = (l.entry).export_id and e.tenant_id = workspace limit 1
    ) x on true
  )
  select count(*)::int, max(c.seq)::text, coalesce((array_agg(c.hash order by c.seq desc) filter (where c.seq > 0))[1], after_hash),
    (array_agg(c.created_at order by c.seq))[1], count(c.reason)::int,
    coalesce((
      select jsonb_agg(jsonb_build_object('seq', p.seq, 'reason', p.reason) order by p.seq)
      from (select k.seq, k.reason from checks k where k.reason is not null order by k.seq limit 100) p
    ), '[]')
  from checks c;
end;
$$;
comment on function public.verify_audit_log(uuid, bigint, text) is
  'Verifies up to 5000 entries of a workspace''s audit log after the given one: the number of invalid ones and why the first 100 are. Repeat from last_seq and last_hash until checked is 0.';
revoke execute on function public.verify_audit_log(uuid, bigint, text) from public, anon, authenticated, service_role;
grant execute on function public.verify_audit_log(uuid, bigint, text) to authenticated;

create function public.verify_audited_exports(
  workspace uuid, after_created_at timestamptz default '-infinity', after_id uuid default '00000000-0000-0000-0000-000000000000'
)
returns table (checked int, last_created_at timestamptz, last_id uuid, problem_count int, problems jsonb)
language plpgsql stable security invoker
-- So that a range is read in the order of exports_recent_idx, not all exports and sorted.
set search_path = '' set statement_timeout = '60s' set enable_bitmapscan = off set enable_seqscan = off set enable_sort = off
as $$
begin
  return query
  with range as (
    select x.id, x.created_at, x.kind, x.status, x.attempt from public.exports x
    where x.tenant_id = workspace and (x.created_at, x.id) > (after_created_at, after_id)
    order by x.created_at, x.id limit 5000
  ), checks as (
    select r.created_at, r.id, case
      when entries.requests = 0 then 'the log has no entry of its request'
      when entries.requests > 1 then 'the log has several entries of its request'
      when entries.resumed <> r.attempt - 1 then 'the log has not one entry of each time that it was resumed'
      when r.status in ('pending', 'running') then null
      when entries.outcomes = 0 then 'the log has no entry of its outcome'
      when entries.outcomes > 1 then 'the log has several entries of its outcome'
    end as reason
    from range r cross join lateral (
      select count(*) filter (where a.action = 'export.' || r.kind) as requests,
        count(*) filter (where a.action = 'export.resumed') as resumed,
        count(*) filter (where a.action = 'export.' || r.status and coalesce(a.details ->> 'attempt', '1') = r.attempt::text) as outcomes
      -- "is true" keeps it on the index of exports.
      from public.audit_log a where a.export_id = r.id and (a.tenant_id = workspace) is true
    ) entries
  )
  select count(*)::int, (array_agg(c.created_at order by c.created_at desc, c.id desc))[1],
    (array_agg(c.id order by c.created_at desc, c.id desc))[1], count(c.reason)::int,
    coalesce((
      select jsonb_agg(jsonb_build_object('export', p.id, 'reason', p.reason) order by p.created_at, p.id)
      from (select k.* from checks k where k.reason is not null order by k.created_at, k.id limit 100) p
    ), '[]')
  from checks c;
end;
$$;
comment on function public.verify_audited_exports(uuid, timestamptz, uuid) is
  'Verifies that the audit log has the entries of up to 5000 exports of a workspace after the given one: the number of exports with missing entries, and the first 100. Repeat from last_created_at and last_id until checked is 0.';
revoke execute on function public.verify_audited_exports(uuid, timestamptz, uuid) from public, anon, authenticated, service_role;
grant execute on function public.verify_audited_exports(uuid, timestamptz, uuid) to authenticated;
