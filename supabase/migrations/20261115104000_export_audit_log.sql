-- The batches of an audit log export. Their cursor is seq, and so is the cutoff: times go back when the server's clock is set
-- back. Entries with numbers that only a superuser can make are in the file as well, so that verification finds them.
--
-- Generic plan, no bitmap scans: see export_contacts.

select private.require_objects('private.require_export', 'private.batch_response');

create function public.export_audit_log(
  after_seq bigint default -9223372036854775808, until_seq bigint default 9223372036854775807
)
returns public."text/plain"
language plpgsql stable security invoker
set search_path = ''
set datestyle = 'ISO, YMD' set timezone = 'UTC' set intervalstyle = 'postgres' set extra_float_digits = 1
set bytea_output = 'hex' set standard_conforming_strings = on set jit = off
set statement_timeout = '120s'
set plan_cache_mode = 'force_generic_plan' set enable_bitmapscan = off
as $$
declare
  export constant public.exports := private.require_export('audit_log');
  batch record;
begin
  if export.scope <> '{}' then
    return private.scoped_audit_log_batch(export, after_seq, until_seq);
  end if;
  with entries as (
    select id, tenant_id, seq, created_at, actor_id, actor_name, actor_email, actor_role, action, target_type, target_id, details,
      ip, user_agent, form_version, previous_hash, hash
    from public.audit_log
    where tenant_id = export.tenant_id and seq > after_seq and seq <= least(until_seq, export.cutoff_seq)
    order by seq fetch first 1000 rows with ties
  )
  select count(*) as rows, max(e.seq) as last_seq,
    coalesce(string_agg(case export.format
        when 'json' then e',\n' || row_to_json(e)::text
        when 'ndjson' then row_to_json(e)::text || e'\n'
        else e::text
      end, '' order by e.seq), '') as body
  into batch
  from entries e;
  return private.batch_response(batch.body, batch.rows, '{}', case when batch.rows >= 1000 then
    json_build_object('after_seq', batch.last_seq::text) end);
end;
$$;
comment on function public.export_audit_log(bigint, bigint) is
  'The next batch of an audit log export, in rows: up to 1000 entries with a seq above after_seq and up to until_seq, more only if several have the last seq.';
revoke execute on function public.export_audit_log(bigint, bigint) from public, anon, authenticated, service_role;
grant execute on function public.export_audit_log(bigint, bigint) to anon;
