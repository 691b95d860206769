-- Batches: how the functions in the migrations after this one return a file, one part at a time.
--
-- Each call returns one batch as text, so the API's max_rows cannot cut it. The text is sent as it is: JSON inside JSON would
-- be encoded and parsed twice by the API and once more by the app. A response header holds the batch's metadata, its length
-- included, so that a truncated batch is detected.
--
-- Rows of tables (contacts, audit entries) are returned in the form of the file: for JSON as objects, each after a comma and a
-- line feed; for NDJSON as objects, each before a line feed; for CSV and workbooks as Postgres prints a row,
-- (1,"a b",,"say ""hi"""), one after another, which the app converts (decision 021).
--
-- Timestamps are printed as json prints them under "set timezone = 'UTC'": ISO 8601, UTC, microseconds; what ISO 8601 cannot
-- express is printed as Postgres does (infinity, BC).
--
-- Each function sets all that its text depends on, so that it is the same whatever the settings of the database, of a role or of
-- a connection are. And no just-in-time compilation: it costs more than it saves (docs/postgres-versions.md).
--
-- Batches use keyset pagination: the rows after a cursor (created_at, id), up to the cutoff of the export.

select private.require_objects('private.require_export');

create function private.reject_cursor_change() returns trigger
language plpgsql set search_path = ''
as $$
begin
  raise exception 'id, tenant_id and created_at of % cannot change: they are the cursor of exports.', tg_table_name
    using errcode = 'check_violation';
end;
$$;
comment on function private.reject_cursor_change() is
  'Trigger function: rejects updates that would move a row past the cursor of a running export.';
revoke execute on function private.reject_cursor_change() from public, anon, authenticated, service_role;

create trigger customers_reject_cursor_change before update of id, tenant_id, created_at on public.customers
  for each row when ((old.id, old.tenant_id, old.created_at) is distinct from (new.id, new.tenant_id, new.created_at))
  execute function private.reject_cursor_change();
create trigger conversations_reject_cursor_change before update of id, tenant_id, created_at on public.conversations
  for each row when ((old.id, old.tenant_id, old.created_at) is distinct from (new.id, new.tenant_id, new.created_at))
  execute function private.reject_cursor_change();
create trigger messages_reject_cursor_change before update of id, tenant_id, created_at on public.messages
  for each row when ((old.id, old.tenant_id, old.created_at) is distinct from (new.id, new.tenant_id, new.created_at))
  execute function private.reject_cursor_change();
create trigger replies_reject_cursor_change before update of id, tenant_id, created_at on public.replies
  for each row when ((old.id, old.tenant_id, old.created_at) is distinct from (new.id, new.tenant_id, new.created_at))
  execute function private.reject_cursor_change();
create trigger tickets_reject_cursor_change before update of id, tenant_id, created_at on public.tickets
  for each row when ((old.id, old.tenant_id, old.created_at) is distinct from (new.id, new.tenant_id, new.created_at))
  execute function private.reject_cursor_change();
create trigger ticket_replies_reject_cursor_change before update of id, tenant_id, created_at on public.ticket_replies
  for each row when ((old.id, old.tenant_id, old.created_at) is distinct from (new.id, new.tenant_id, new.created_at))
  execute function private.reject_cursor_change();
create trigger ticket_notes_reject_cursor_change before update of id, tenant_id, created_at on public.ticket_notes
  for each row when ((old.id, old.tenant_id, old.created_at) is distinct from (new.id, new.tenant_id, new.created_at))
  execute function private.reject_cursor_change();

create domain public."text/plain" as text;
comment on domain public."text/plain" is 'The result of a function whose text the API sends as it is (PostgREST: custom media types).';

create function private.batch_response(body text, rows bigint, counts json, next json, parent_id uuid default null)
returns public."text/plain"
language plpgsql stable set search_path = ''
as $$
begin
  perform set_config('response.headers', json_build_array(json_build_object('X-Batch', json_build_object(
    'bytes', octet_length(body), 'rows', rows, 'counts', counts, 'next', next, 'parent_id', parent_id
  )::text))::text, true);
  return body;
end;
$$;
comment on function private.batch_response(text, bigint, json, json, uuid) is
  'Returns a batch and sets its metadata as the header X-Batch. next: the arguments for the next batch, null on the last one. parent_id: the conversation that this batch contains without its messages and replies.';
revoke execute on function private.batch_response(text, bigint, json, json, uuid) from public, anon, authenticated, service_role;
grant execute on function private.batch_response(text, bigint, json, json, uuid) to anon, authenticated;

create function private.require_contact(contact uuid default null) returns public.exports
language plpgsql stable set search_path = ''
as $$
declare
  export public.exports := private.require_export('contact');
  contacts constant uuid[] := private.contact_ids(export);
begin
  -- Deleting a customer only unlinks its conversations and tickets: a batch without them would look like the last one.
  if (select count(*) from public.customers where tenant_id = export.tenant_id and id = any (contacts)) < cardinality(contacts) then
    raise exception 'No such contact.' using errcode = 'foreign_key_violation';
  end if;
  if contact <> all (contacts) then
    raise exception 'This export is not allowed to read.' using errcode = 'insufficient_privilege';
  end if;
  export.target_id := coalesce(contact, export.target_id);
  return export;
end;
$$;
comment on function private.require_contact(uuid) is
  'The current single-contact export; with a contact, as if it were of this one of its contacts (private.contact_ids). Raises 23503 when one of them is gone, 42501 for another contact, and what private.require_export raises.';
revoke execute on function private.require_contact(uuid) from public, anon, authenticated, service_role;
grant execute on function private.require_contact(uuid) to anon;

create function private.child_batch(
  export public.exports, child_table text, parent_column text, parent uuid, fields text, body_column text,
  after_created_at timestamptz, after_id uuid
)
returns public."text/plain"
-- No bitmap scans: where statistics are old, few children are expected, and all of them would be sorted for each batch.
language plpgsql stable set search_path = '' set enable_bitmapscan = off
as $$
declare
  -- A bulk export takes every message of a conversation that it takes; a single contact's file ends at the cut-off throughout.
  until constant timestamptz := case export.kind when 'contact' then export.cutoff_at else 'infinity' end;
  batch record;
begin
  execute format($query$
    with candidates as (
      select %1$s, row_number() over cursor_order as position, sum(octet_length(%2$I) + 150) over cursor_order as bytes
      from public.%3$I
      where tenant_id = $1 and %4$I = $2 and (created_at, id) > ($3, $4) and created_at <= $5
      window cursor_order as (order by created_at, id)
      order by created_at, id
      limit 5000
    ), fitting as (
      select * from candidates where position = 1 or bytes <= 2 * 1024 * 1024
    )
    select count(*) as rows,
      count(*) = (select count(*) from candidates) and count(*) < 5000 as is_last,
      max(f.created_at) as last_created_at,
      (array_agg(f.id order by f.position desc))[1] as last_id,
      coalesce(string_agg((select row_to_json(r)::text from (select %1$s from (select f.*) f) r), ',' order by f.position), '') as body
    from fitting f
  $query$, fields, body_column, child_table, parent_column)
  into batch using export.tenant_id, parent, after_created_at, after_id, until;
  return private.batch_response(batch.body, 0, json_build_object(child_table, batch.rows),
    case when not batch.is_last then json_build_object('after_created_at', batch.last_created_at::text, 'after_id', batch.last_id) end);
end;
$$;
comment on function private.child_batch(public.exports, text, text, uuid, text, text, timestamptz, uuid) is
  'The next rows of a table that belong to one parent, as JSON objects separated by commas: up to 5000, or about 2 MB. The names of the table, its columns and fields come from our functions, never from a caller.';
revoke execute on function private.child_batch(public.exports, text, text, uuid, text, text, timestamptz, uuid) from public, anon, authenticated, service_role;
grant execute on function private.child_batch(public.exports, text, text, uuid, text, text, timestamptz, uuid) to anon;

-- No sorts: for a list as long as a good part of the table the planner prefers to sort the whole table for each list, and the
-- time of an export grows with the square of its rows. No bitmap scans, because they need a sort.

create function public.export_range_boundaries(
  after_created_at timestamptz default '-infinity', after_id uuid default '00000000-0000-0000-0000-000000000000',
  max_boundaries int default 50
)
returns public."text/plain"
language plpgsql stable security invoker
set search_path = ''
set datestyle = 'ISO, YMD' set timezone = 'UTC' set intervalstyle = 'postgres' set extra_float_digits = 1
set bytea_output = 'hex' set standard_conforming_strings = on set jit = off
set statement_timeout = '120s'
set enable_bitmapscan = off set enable_sort = off
as $$
declare
  of_contacts constant boolean := (private.current_export()).kind = 'contacts';
  export constant public.exports := private.require_export(case when of_contacts then 'contacts' else 'conversations' end::public.export_kind);
  batch_rows constant int := case when of_contacts then 1000 else 200 end;
  max_count constant int := greatest(1, least(max_boundaries, 50));
  batch record;
begin
  execute format($query$
    select count(*) as boundaries, (array_agg(created_at order by position))[$6] as last_created_at,
      (array_agg(id order by position))[$6] as last_id,
      coalesce(json_agg(json_build_array(created_at::text, id) order by position), '[]')::text as body
    from (
      select created_at, id, row_number() over (order by created_at, id) as position from (%s) keys
    ) numbered
    where position %% $5 = 0
  $query$, case when export.scope <> '{}' then $keys$
      select key_time as created_at, id from private.next_keys($3, $4, 'infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff', $5 * $6)
    $keys$ else format($keys$
      select created_at, id from public.%I
      where tenant_id = $1 and created_at <= $2 and (created_at, id) > ($3, $4)
      order by created_at, id limit $5 * $6
    $keys$, case when of_contacts then 'customers' else 'conversations' end) end)
  into batch using export.tenant_id, export.cutoff_at, after_created_at, after_id, batch_rows, max_count;
  return private.batch_response(batch.body, batch.boundaries, '{}', case when batch.boundaries = max_count then
    json_build_object('after_created_at', batch.last_created_at::text, 'after_id', batch.last_id) end);
end;
$$;
comment on function public.export_range_boundaries(timestamptz, uuid, int) is
  'The cursors at which the next batches of a contacts or conversations export end, 50 at most, as a JSON array, so that several batches can be read at once.';
revoke execute on function public.export_range_boundaries(timestamptz, uuid, int) from public, anon, authenticated, service_role;
grant execute on function public.export_range_boundaries(timestamptz, uuid, int) to anon;
