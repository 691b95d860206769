-- The batches of a contacts export with a scope: its rows are found by their keys, its columns are those of the scope, and times in
-- tables are printed in its time zone.
--
-- hydra.prints_scope: the policy on customers returns rows to this function only when the scope has columns.

select private.require_objects('private.next_keys', 'private.contact_columns', 'private.batch_response');

create function private.set_print_zone(export public.exports) returns void
language plpgsql stable set search_path = ''
as $$
begin
  -- JSON stays in UTC. The setting ends with the function that calls this, which sets timezone itself.
  if export.scope ? 'time_zone' and export.format::text not in ('json', 'ndjson') then
    perform set_config('timezone', export.scope ->> 'time_zone', true);
  end if;
end;
$$;
comment on function private.set_print_zone(public.exports) is
  'Sets the time zone that the rows of an export are printed in, for functions that set timezone themselves.';
revoke execute on function private.set_print_zone(public.exports) from public, anon, authenticated, service_role;
grant execute on function private.set_print_zone(public.exports) to anon, authenticated;

create function private.require_all(fetched bigint, expected bigint) returns void
language plpgsql stable set search_path = ''
as $$
begin
  if fetched <> expected then
    raise exception 'A batch has % rows instead of %.', fetched, expected using errcode = 'data_exception';
  end if;
end;
$$;
comment on function private.require_all(bigint, bigint) is
  'Raises an error when the policies return fewer rows than there are keys: the file would look complete.';
revoke execute on function private.require_all(bigint, bigint) from public, anon, authenticated, service_role;
grant execute on function private.require_all(bigint, bigint) to anon, authenticated;

create function private.contact_size(names text[]) returns text
language sql immutable set search_path = ''
as $$
  -- As in export_contacts: sizes that Postgres knows without decompressing a value.
  select coalesce(string_agg(format(case
    when n in ('metadata', 'churn_reasons')
      then 'coalesce(pg_column_size(c.%1$I), 0) * case when pg_column_compression(c.%1$I) is null then 1 else 20 end'
    else 'coalesce(octet_length(c.%I), 0)'
  end, n), ' + '), '0')
  from unnest(names) n
  where n in ('email', 'name', 'company', 'job_title', 'phone', 'source', 'external_id', 'notes', 'metadata', 'churn_reasons')
$$;
comment on function private.contact_size(text[]) is
  'SQL for about how many bytes a customer c has in these columns.';
revoke execute on function private.contact_size(text[]) from public, anon, authenticated, service_role;
grant execute on function private.contact_size(text[]) to anon, authenticated;

create function private.print_contacts(export public.exports, ids uuid[], max_bytes int)
returns table (fetched bigint, rows bigint, last_key private.key, body text)
language plpgsql stable
set search_path = '' set datestyle = 'ISO, YMD' set timezone = 'UTC' set jit = off
as $$
declare
  names constant text[] := case when export.scope ? 'columns'
    then array(select jsonb_array_elements_text(export.scope -> 'columns')) else private.contact_columns() end;
  columns constant text := (select string_agg(format('c.%I', n), ', ' order by position) from unnest(names) with ordinality x (n, position));
  size constant text := private.contact_size(names);
begin
  perform private.set_print_zone(export);
  -- Not in the function's own settings: only a superuser can name a parameter there that Postgres does not know.
  perform set_config('hydra.prints_scope', 'on', true);
  return query execute format($query$
    select count(*), count(*) filter (where fits),
      (array_agg((c.created_at, c.id)::private.key order by c.created_at desc, c.id desc) filter (where fits))[1],
      coalesce(string_agg(
        case $1 when 'json' then e',\n' || row_to_json(contact)::text when 'ndjson' then row_to_json(contact)::text || e'\n' else contact::text end,
        '' order by c.created_at, c.id
      ) filter (where fits), '')
    from (
      select c.*, coalesce(sum(%2$s) over before, 0) <= $4 as fits
      from public.customers c where tenant_id = $2 and id = any ($3)
      window before as (order by created_at, id rows between unbounded preceding and 1 preceding)
    ) c
    cross join lateral (select %1$s) contact
  $query$, columns, size) using export.format::text, export.tenant_id, ids, max_bytes;
  perform set_config('hydra.prints_scope', 'off', true);
end;
$$;
comment on function private.print_contacts(public.exports, uuid[], int) is
  'Prints customers as rows of an export: as many, in the order of their keys, as fit into so many bytes.';
revoke execute on function private.print_contacts(public.exports, uuid[], int) from public, anon, authenticated, service_role;
grant execute on function private.print_contacts(public.exports, uuid[], int) to anon, authenticated;

create function private.scoped_contacts_batch(
  export public.exports, after_created_at timestamptz, after_id uuid, until_created_at timestamptz, until_id uuid
)
returns public."text/plain"
language plpgsql stable set search_path = ''
as $$
declare
  batch_rows constant int := 1000;
  ids constant uuid[] := array(
    select k.id from private.next_keys(after_created_at, after_id, until_created_at, until_id, batch_rows) k
  );
  batch record;
begin
  select * into batch from private.print_contacts(export, ids, 4 * 1024 * 1024);
  perform private.require_all(batch.fetched, cardinality(ids));
  return private.batch_response(batch.body, batch.rows, '{}', case
    when batch.fetched > batch.rows or (batch.fetched = batch_rows and batch.last_key < (until_created_at, until_id)::private.key)
    then json_build_object('after_created_at', (batch.last_key).key_time::text, 'after_id', (batch.last_key).id)
  end);
end;
$$;
comment on function private.scoped_contacts_batch(public.exports, timestamptz, uuid, timestamptz, uuid) is
  'The next batch of a contacts export with a scope: see export_contacts.';
revoke execute on function private.scoped_contacts_batch(public.exports, timestamptz, uuid, timestamptz, uuid)
  from public, anon, authenticated, service_role;
grant execute on function private.scoped_contacts_batch(public.exports, timestamptz, uuid, timestamptz, uuid) to anon;
