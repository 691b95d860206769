-- The batches of a contacts export.
--
-- Generic plan: a plan made for the first cursor, which is before all rows, reads and sorts the whole table. Postgres would
-- make five such plans for each connection before it switches to the generic one. No bitmap scans: a generic plan does not know how
-- large the workspace is, and among many small ones it expects few rows, which it would collect and sort, all of them for each batch.

select private.require_objects('private.require_export', 'private.batch_response');

create function public.export_contacts(
  after_created_at timestamptz default '-infinity', after_id uuid default '00000000-0000-0000-0000-000000000000',
  until_created_at timestamptz default 'infinity', until_id uuid default 'ffffffff-ffff-ffff-ffff-ffffffffffff'
)
returns public."text/plain"
language plpgsql stable security invoker
set search_path = ''
set datestyle = 'ISO, YMD' set timezone = 'UTC' set intervalstyle = 'postgres' set extra_float_digits = 1
set bytea_output = 'hex' set standard_conforming_strings = on set jit = off
set statement_timeout = '120s'
set plan_cache_mode = 'force_generic_plan' set enable_bitmapscan = off
as $$
#variable_conflict use_column
declare
  export constant public.exports := private.require_export('contacts');
  batch_rows constant int := 1000;
  batch_bytes constant int := 4 * 1024 * 1024;
  batch record;
  last_id uuid;
begin
  if export.scope <> '{}' then
    return private.scoped_contacts_batch(export, after_created_at, after_id, until_created_at, until_id);
  end if;
  select count(*) as found, count(*) filter (where fits) as rows, max(candidates.created_at) filter (where fits) as last_created_at,
    array_agg(candidates.id) filter (where fits) as ids,
    -- In the order of the subquery; an order by here would sort the batch again.
    coalesce(string_agg(case export.format
        when 'json' then e',\n' || row_to_json(contact)::text
        when 'ndjson' then row_to_json(contact)::text || e'\n'
        else contact::text
      end, '')
      filter (where fits), '') as body
  into batch
  from (
    select c.*,
      -- The total size of the rows before this one, from sizes that Postgres knows without decompressing a value, so that a
      -- batch ends before huge values are read. For text that is the full length; for jsonb the stored one, which compression
      -- may have reduced to a twentieth.
      coalesce(sum(
        coalesce(octet_length(c.email), 0) + coalesce(octet_length(c.name), 0) + coalesce(octet_length(c.company), 0)
        + coalesce(octet_length(c.job_title), 0) + coalesce(octet_length(c.phone), 0) + coalesce(octet_length(c.source), 0)
        + coalesce(octet_length(c.external_id), 0) + coalesce(octet_length(c.notes), 0)
        + coalesce(pg_column_size(c.metadata), 0) * case when pg_column_compression(c.metadata) is null then 1 else 20 end
        + coalesce(pg_column_size(c.churn_reasons), 0) * case when pg_column_compression(c.churn_reasons) is null then 1 else 20 end
      ) over before, 0) <= batch_bytes as fits
    from public.customers c
    where c.tenant_id = export.tenant_id and c.created_at <= export.cutoff_at
      and (c.created_at, c.id) > (after_created_at, after_id) and (c.created_at, c.id) <= (until_created_at, until_id)
    window before as (order by c.created_at, c.id rows between unbounded preceding and 1 preceding)
    order by c.created_at, c.id
    limit batch_rows
  ) candidates
  cross join lateral (
    select id, type, email, name, company, job_title, phone, source, external_id, account_id, source_bot_id,
      source_conversation_id, notes, metadata, churn_reasons, created_at, last_seen_at, promoted_at, churned_at
  ) contact;
  last_id := batch.ids[batch.rows];
  return private.batch_response(batch.body, batch.rows, '{}', case
    when batch.found > batch.rows
      or (batch.found = batch_rows and (batch.last_created_at, last_id) < (until_created_at, until_id))
    then json_build_object('after_created_at', batch.last_created_at::text, 'after_id', last_id)
  end);
end;
$$;
comment on function public.export_contacts(timestamptz, uuid, timestamptz, uuid) is
  'The next batch of a contacts export, in rows: up to 1000 customers, or about 4 MB, after one cursor and until another.';
revoke execute on function public.export_contacts(timestamptz, uuid, timestamptz, uuid) from public, anon, authenticated, service_role;
grant execute on function public.export_contacts(timestamptz, uuid, timestamptz, uuid) to anon;
