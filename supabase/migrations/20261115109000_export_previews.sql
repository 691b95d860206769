-- Previews: how many rows an export would have, and the first of them, printed as its batches are. Read through the policies of
-- members, whose pages show the same records, but for owners and admins only. Nothing is recorded.

select private.require_objects('private.keys_of', 'private.contact_size', 'private.print_contacts', 'private.conversations_batch', 'private.conversation_rows_batch', 'private.print_audit_log', 'private.my_admin_tenants');

create function private.export_to_preview(
  workspace uuid, kind public.export_kind, format public.export_format, scope jsonb, include_notes boolean
)
returns public.exports
language plpgsql stable set search_path = ''
as $$
begin
  if private.is_export_scope(kind::text, scope) is not true then
    raise exception 'The scope is not valid.' using errcode = 'invalid_parameter_value';
  end if;
  return jsonb_populate_record(null::public.exports, jsonb_build_object(
    'tenant_id', workspace, 'kind', kind, 'format', format, 'scope', scope, 'include_notes', include_notes,
    'created_at', now(), 'cutoff_at', 'infinity', 'cutoff_seq', 9223372036854775807
  ));
end;
$$;
comment on function private.export_to_preview(uuid, public.export_kind, public.export_format, jsonb, boolean) is
  'An export that is not stored: what was requested, with no cut-off.';
revoke execute on function private.export_to_preview(uuid, public.export_kind, public.export_format, jsonb, boolean)
  from public, anon, authenticated, service_role;
grant execute on function private.export_to_preview(uuid, public.export_kind, public.export_format, jsonb, boolean) to authenticated;

create function private.preview_keys(export public.exports, max_keys int) returns setof private.key
language plpgsql stable security definer set search_path = ''
as $$
begin
  if export.tenant_id in (select private.my_admin_tenants()) then
    return query select * from private.keys_of(
      export, '-infinity', '00000000-0000-0000-0000-000000000000', 'infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff', least(max_keys, 100)
    );
  end if;
end;
$$;
comment on function private.preview_keys(public.exports, int) is
  'For owners and admins: the first keys of an export, 100 at most.';
revoke execute on function private.preview_keys(public.exports, int) from public, anon, authenticated, service_role;
grant execute on function private.preview_keys(public.exports, int) to authenticated;

create function private.fitting_keys(export public.exports, keys private.key[], max_bytes int) returns private.key[]
language plpgsql stable set search_path = ''
as $$
declare
  names constant text[] := case when export.scope ? 'columns'
    then array(select jsonb_array_elements_text(export.scope -> 'columns')) else private.contact_columns() end;
  fitting private.key[];
begin
  -- By sizes that Postgres knows without reading the values.
  execute format($query$
    select array_agg((sized.key_time, sized.id)::private.key order by sized.key_time, sized.id)
    from (
      select k.key_time, k.id, sum(%s) over (order by k.key_time, k.id) as bytes
      from unnest($2) k join %s c on c.tenant_id = $1 and c.id = k.id
    ) sized
    where sized.bytes <= $3
  $query$, case
    when export.kind = 'contacts' then private.contact_size(names)
    else 'coalesce(octet_length(c.subject), 0) + coalesce(octet_length(c.summary), 0)' || case when export.format in ('json', 'ndjson') then $size$
      + (select coalesce(sum(octet_length(content) + 150), 0) from public.messages where tenant_id = $1 and conversation_id = c.id)
      + (select coalesce(sum(octet_length(body) + octet_length(author) + 150), 0) from public.replies
        where tenant_id = $1 and conversation_id = c.id and ($4 or not is_internal))
    $size$ else '' end
  end, case when export.kind = 'contacts' then 'public.customers' else 'public.conversations' end)
  into fitting using export.tenant_id, keys, max_bytes, export.include_notes;
  return coalesce(fitting, '{}');
end;
$$;
comment on function private.fitting_keys(public.exports, private.key[], int) is
  'The first of these keys of contacts or conversations whose rows together have at most about so many bytes; none if the first row has more.';
revoke execute on function private.fitting_keys(public.exports, private.key[], int) from public, anon, authenticated, service_role;
grant execute on function private.fitting_keys(public.exports, private.key[], int) to authenticated;

create function private.count_preview(export public.exports, max_count int) returns table (row_count bigint, is_estimate boolean)
language plpgsql security definer
set search_path = '' set datestyle = 'ISO, YMD' set timezone = 'UTC' set jit = off
-- From an index, as far as it counts: see private.count_or_estimate.
set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off
as $$
declare
  limits constant private.scope_limits := private.limits_of(export);
  query constant text := case
    when export.kind = 'audit_log' then concat_ws(' and ',
      'select from public.audit_log where tenant_id = $1',
      case when limits.by_system then 'actor_id is null' when limits.actor is not null then format('actor_id = %L', limits.actor) end,
      case when limits.action is not null then format('action = %L', limits.action) end,
      case when export.scope ?| array['from', 'to'] then format('created_at between %L and %L', limits.created_from, limits.created_until) end
    )
    else private.key_query(export)
  end;
  first_time constant timestamptz := case when limits.is_by_update then limits.updated_from else limits.created_from end;
  last_time constant timestamptz := case when limits.is_by_update then limits.updated_until else limits.created_until end;
  last_id constant uuid := 'ffffffff-ffff-ffff-ffff-ffffffffffff';
  plan json;
begin
  if export.tenant_id not in (select private.my_admin_tenants()) then
    return;
  end if;
  max_count := least(max_count, 100000);
  execute format('select count(*) from (select from (%s) matching limit $6) counted', query) into row_count
  using export.tenant_id, first_time - interval '1 microsecond', last_id, last_time, last_id, max_count + 1;
  is_estimate := row_count > max_count;
  if is_estimate then
    execute format('explain (format json) %s', query) into plan
    using export.tenant_id, first_time - interval '1 microsecond', last_id, last_time, last_id, null::int;
    row_count := greatest(row_count, (plan -> 0 -> 'Plan' ->> 'Plan Rows')::bigint);
  end if;
  return next;
end;
$$;
comment on function private.count_preview(public.exports, int) is
  'For owners and admins: how many rows an export would have; exact up to max_count, 100,000 at most, above it the planner''s estimate.';
revoke execute on function private.count_preview(public.exports, int) from public, anon, authenticated, service_role;
grant execute on function private.count_preview(public.exports, int) to authenticated;

create function public.preview_export(
  workspace uuid, kind public.export_kind, format public.export_format, scope jsonb, include_notes boolean, max_rows int, max_count int
)
returns table (row_count bigint, is_estimate boolean, rows bigint, body text)
language plpgsql security invoker set search_path = '' set statement_timeout = '20s'
as $$
#variable_conflict use_column
declare
  -- Supabase Lite passes a json argument as a JSON string.
  export constant public.exports := private.export_to_preview(workspace, preview_export.kind, preview_export.format,
    case jsonb_typeof(preview_export.scope) when 'string' then (preview_export.scope #>> '{}')::jsonb else preview_export.scope end,
    preview_export.include_notes);
  max_bytes constant int := 256 * 1024;
  keys private.key[];
  counted record;
  entries record;
  printed text;
  first_seq bigint := -9223372036854775807;
  last_seq bigint := 9223372036854775807;
begin
  select * into counted from private.count_preview(export, max_count);
  if not found then
    return;
  end if;
  if export.kind in ('contacts', 'conversations') then
    keys := private.fitting_keys(
      export, array(select (k.key_time, k.id)::private.key from private.preview_keys(export, max_rows) k), max_bytes
    );
  end if;
  if export.kind = 'contacts' then
    return query select counted.row_count, counted.is_estimate, c.rows, c.body
      from private.print_contacts(export, array(select id from unnest(keys)), max_bytes) c;
  elsif export.kind = 'conversations' then
    printed := case when export.format in ('json', 'ndjson') then private.conversations_batch(export, keys, max_rows, max_bytes)
      else private.conversation_rows_batch(export, keys, max_rows, max_bytes) end;
    return query select counted.row_count, counted.is_estimate,
      ((current_setting('response.headers')::json -> 0 ->> 'X-Batch')::json ->> 'rows')::bigint, printed;
  elsif export.kind = 'audit_log' then
    if export.scope ?| array['from', 'to'] then
      select d.first_seq, d.last_seq into first_seq, last_seq from private.audit_log_days(export) d;
    end if;
    select * into entries from private.print_audit_log(export, first_seq - 1, last_seq, least(max_rows, 100));
    if octet_length(entries.body) > max_bytes then
      select * into entries from private.print_audit_log(export, first_seq - 1, last_seq, 1);
    end if;
    if octet_length(entries.body) > max_bytes then
      return query select counted.row_count, counted.is_estimate, 0::bigint, '';
    else
      return query select counted.row_count, counted.is_estimate, entries.rows, entries.body;
    end if;
  end if;
end;
$$;
comment on function public.preview_export(uuid, public.export_kind, public.export_format, jsonb, boolean, int, int) is
  'For owners and admins: how many rows an export would have, exact up to max_count, and its first rows as its batches print them, max_rows or about 256 kB; none if the first alone is larger.';
revoke execute on function public.preview_export(uuid, public.export_kind, public.export_format, jsonb, boolean, int, int)
  from public, anon, authenticated, service_role;
grant execute on function public.preview_export(uuid, public.export_kind, public.export_format, jsonb, boolean, int, int) to authenticated;
