-- The batches of an audit log export with a scope: the filters of its page. In the order of the chain, as the whole log is; but what
-- is left out breaks the chain, so only the whole log can be verified.

select private.require_objects('private.limits_of', 'private.set_print_zone', 'private.batch_response');

create function private.print_audit_log(export public.exports, after_seq bigint, until_seq bigint, max_rows int)
returns table (rows bigint, last_seq bigint, body text)
language plpgsql stable
set search_path = '' set datestyle = 'ISO, YMD' set timezone = 'UTC' set jit = off
as $$
declare
  limits constant private.scope_limits := private.limits_of(export);
begin
  perform private.set_print_zone(export);
  -- Planned for each call: which index is best depends on the filters.
  return query execute format($query$
    with entries as (
      select id, tenant_id, seq, created_at, actor_id, actor_name, actor_email, actor_role, action, target_type, target_id, details,
        ip, user_agent, form_version, previous_hash, hash
      from public.audit_log
      where tenant_id = $1 and seq > $2 and seq <= $3 %s %s %s
      order by seq fetch first $4 rows with ties
    )
    select count(*), max(e.seq), coalesce(string_agg(
      case $5 when 'json' then e',\n' || row_to_json(e)::text when 'ndjson' then row_to_json(e)::text || e'\n' else e::text end, '' order by e.seq
    ), '')
    from entries e
  $query$,
    case when limits.by_system then 'and actor_id is null' when limits.actor is not null then 'and actor_id = $6' end,
    case when limits.action is not null then 'and action = $7' end,
    case when export.scope ?| array['from', 'to'] then 'and created_at >= $8 and created_at <= $9' end
  )
  using export.tenant_id, after_seq, least(until_seq, export.cutoff_seq), max_rows, export.format::text, limits.actor, limits.action,
    limits.created_from, limits.created_until;
end;
$$;
comment on function private.print_audit_log(public.exports, bigint, bigint, int) is
  'Prints the next entries of an audit log export within its scope, in rows.';
revoke execute on function private.print_audit_log(public.exports, bigint, bigint, int)
  from public, anon, authenticated, service_role;
grant execute on function private.print_audit_log(public.exports, bigint, bigint, int) to anon, authenticated;

create function private.audit_log_days(export public.exports) returns table (first_seq bigint, last_seq bigint)
language plpgsql stable set search_path = ''
as $$
declare
  limits constant private.scope_limits := private.limits_of(export);
begin
  -- From the index on times. Not the first and the last entry by time: the clock may have been set back.
  return query
  select min(e.seq), max(e.seq) from (
    select a.seq from public.audit_log a
    where a.tenant_id = export.tenant_id and a.created_at >= limits.created_from and a.created_at <= limits.created_until
    -- Without it, Postgres would walk the numbers from both ends until one is in range: the whole log before these days.
    offset 0
  ) e;
end;
$$;
comment on function private.audit_log_days(public.exports) is
  'The lowest and the highest number of the entries of an audit log export''s days; null if there are none.';
revoke execute on function private.audit_log_days(public.exports) from public, anon, authenticated, service_role;
grant execute on function private.audit_log_days(public.exports) to anon, authenticated;

create function private.scoped_audit_log_batch(export public.exports, after_seq bigint, until_seq bigint)
returns public."text/plain"
language plpgsql stable set search_path = ''
as $$
declare
  days record;
  batch record;
begin
  -- Only before the first batch: the next ones get what was found.
  if export.scope ?| array['from', 'to'] and until_seq = 9223372036854775807 then
    select * into days from private.audit_log_days(export);
    after_seq := greatest(after_seq, days.first_seq - 1);
    until_seq := coalesce(days.last_seq, -9223372036854775808);
  end if;
  select * into batch from private.print_audit_log(export, after_seq, until_seq, 1000);
  return private.batch_response(batch.body, batch.rows, '{}', case when batch.rows >= 1000 then
    json_build_object('after_seq', batch.last_seq::text, 'until_seq', until_seq::text) end);
end;
$$;
comment on function private.scoped_audit_log_batch(public.exports, bigint, bigint) is
  'The next batch of an audit log export with a scope: see export_audit_log.';
revoke execute on function private.scoped_audit_log_batch(public.exports, bigint, bigint)
  from public, anon, authenticated, service_role;
grant execute on function private.scoped_audit_log_batch(public.exports, bigint, bigint) to anon;
