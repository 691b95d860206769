-- The batches of a conversations export in rows: for CSV one row a conversation, for a workbook also one row a message and one
-- row a reply. Rows are printed as Postgres prints them (export_batches).
--
-- Generic plan: see export_contacts.

select private.require_objects('private.require_export', 'private.batch_response', 'private.next_keys', 'private.set_print_zone');

create function private.conversation_rows_batch(
  export public.exports, keys private.key[], batch_rows int, batch_bytes int,
  after_created_at timestamptz default '-infinity', after_id uuid default '00000000-0000-0000-0000-000000000000',
  until_created_at timestamptz default 'infinity', until_id uuid default 'ffffffff-ffff-ffff-ffff-ffffffffffff'
)
returns public."text/plain"
language plpgsql stable
set search_path = ''
set datestyle = 'ISO, YMD' set timezone = 'UTC' set intervalstyle = 'postgres' set extra_float_digits = 1
set bytea_output = 'hex' set standard_conforming_strings = on set jit = off
set statement_timeout = '120s'
set plan_cache_mode = 'force_generic_plan' set enable_bitmapscan = off
as $$
#variable_conflict use_column
declare
  batch record;
  last_id uuid;
begin
  perform private.set_print_zone(export);
  select count(*) as found, count(*) filter (where fits) as rows, max(candidates.key_time) filter (where fits) as last_created_at,
    array_agg(candidates.id) filter (where fits) as ids,
    -- In the order of the subquery, as in export_contacts.
    coalesce(string_agg(conversation::text, '') filter (where fits), '') as body
  into batch
  from (
    select c.*,
      coalesce(sum(coalesce(octet_length(c.subject), 0) + coalesce(octet_length(c.summary), 0)) over before, 0) <= batch_bytes as fits
    from (
      (
        select *, created_at as key_time from public.conversations
        where keys is null and tenant_id = export.tenant_id and created_at <= export.cutoff_at
          and (created_at, id) > (after_created_at, after_id) and (created_at, id) <= (until_created_at, until_id)
        order by created_at, id
        limit batch_rows
      )
      union all
      select v.*, k.key_time from unnest(keys) k join public.conversations v on v.tenant_id = export.tenant_id and v.id = k.id
    ) c
    window before as (order by c.key_time, c.id rows between unbounded preceding and 1 preceding)
    order by c.key_time, c.id
  ) candidates
  cross join lateral (
    select count(*) as message_count, min(created_at) as first_message_at, max(created_at) as last_message_at
    from public.messages where tenant_id = export.tenant_id and conversation_id = candidates.id and fits
  ) m
  cross join lateral (
    select count(*) filter (where not is_internal) as reply_count, count(*) filter (where is_internal and export.include_notes) as internal_note_count
    from public.replies where tenant_id = export.tenant_id and conversation_id = candidates.id and fits
  ) r
  cross join lateral (
    select id, status, subject, summary, customer_id, channel_id, bot_id, widget_id, assigned_agent_id, created_at, updated_at,
      message_count, reply_count, internal_note_count, first_message_at, last_message_at
  ) conversation;
  perform private.require_all(batch.found, cardinality(keys)) where keys is not null;
  last_id := batch.ids[batch.rows];
  return private.batch_response(batch.body, batch.rows, json_build_object('conversations', batch.rows), case
    when batch.found > batch.rows
      or (batch.found = batch_rows and (batch.last_created_at, last_id) < (until_created_at, until_id))
    then json_build_object('after_created_at', batch.last_created_at::text, 'after_id', last_id)
  end);
end;
$$;
comment on function private.conversation_rows_batch(public.exports, private.key[], int, int, timestamptz, uuid, timestamptz, uuid) is
  'Conversations of an export in rows: those with these keys, or without keys the next after one cursor and until another. See export_conversation_rows.';
revoke execute on function private.conversation_rows_batch(public.exports, private.key[], int, int, timestamptz, uuid, timestamptz, uuid)
  from public, anon, authenticated, service_role;
grant execute on function private.conversation_rows_batch(public.exports, private.key[], int, int, timestamptz, uuid, timestamptz, uuid)
  to anon, authenticated;

create function public.export_conversation_rows(
  after_created_at timestamptz default '-infinity', after_id uuid default '00000000-0000-0000-0000-000000000000',
  until_created_at timestamptz default 'infinity', until_id uuid default 'ffffffff-ffff-ffff-ffff-ffffffffffff'
)
returns public."text/plain"
language plpgsql stable security invoker
set search_path = ''
set datestyle = 'ISO, YMD' set timezone = 'UTC' set intervalstyle = 'postgres' set extra_float_digits = 1
set bytea_output = 'hex' set standard_conforming_strings = on set jit = off
set statement_timeout = '120s'
as $$
declare
  export constant public.exports := private.require_export('conversations');
  batch_rows constant int := 200;
  keys constant private.key[] := case when export.scope <> '{}' then array(
    select (k.key_time, k.id)::private.key from private.next_keys(after_created_at, after_id, until_created_at, until_id, batch_rows) k
  ) end;
begin
  return private.conversation_rows_batch(
    export, keys, batch_rows, 4 * 1024 * 1024, after_created_at, after_id, until_created_at, until_id
  );
end;
$$;
comment on function public.export_conversation_rows(timestamptz, uuid, timestamptz, uuid) is
  'The next batch of a conversations export, in rows: up to 200 conversations, or about 4 MB, with the number of their messages, replies and internal notes, after one cursor and until another.';
revoke execute on function public.export_conversation_rows(timestamptz, uuid, timestamptz, uuid)
  from public, anon, authenticated, service_role;
grant execute on function public.export_conversation_rows(timestamptz, uuid, timestamptz, uuid) to anon;

create function public.export_transcript_rows(
  child text,
  after_created_at timestamptz default '-infinity', after_id uuid default '00000000-0000-0000-0000-000000000000',
  until_created_at timestamptz default 'infinity', until_id uuid default 'ffffffff-ffff-ffff-ffff-ffffffffffff',
  within uuid default null,
  after_child_created_at timestamptz default '-infinity', after_child_id uuid default '00000000-0000-0000-0000-000000000000'
)
returns public."text/plain"
language plpgsql stable security invoker
set search_path = ''
set datestyle = 'ISO, YMD' set timezone = 'UTC' set intervalstyle = 'postgres' set extra_float_digits = 1
set bytea_output = 'hex' set standard_conforming_strings = on set jit = off
set statement_timeout = '120s'
set plan_cache_mode = 'force_generic_plan' set enable_bitmapscan = off set enable_sort = off
as $$
#variable_conflict use_column
declare
  export constant public.exports := private.require_export('conversations');
  batch_conversations constant int := 200;
  max_rows constant int := 5000;
  max_bytes constant int := 2 * 1024 * 1024;
  rows bigint := 0;
  bytes bigint := 0;
  bodies text[] := '{}';
  found_conversations int := 0;
  next json;
  conversation record;
  part record;
begin
  if child is null or child not in ('messages', 'replies') then
    raise exception 'child must be messages or replies' using errcode = 'invalid_parameter_value';
  end if;
  perform private.set_print_zone(export);
  -- One conversation after another: a query over all of them would read and sort every row before it returns the first.
  for conversation in
    (
      select created_at, id from public.conversations
      where export.scope = '{}' and tenant_id = export.tenant_id and created_at <= export.cutoff_at
        and (created_at, id) > (after_created_at, after_id) and (created_at, id) <= (until_created_at, until_id)
      order by created_at, id
      limit batch_conversations
    )
    union all
    select k.key_time, k.id from private.next_keys(after_created_at, after_id, until_created_at, until_id, batch_conversations) k
    where export.scope <> '{}'
  loop
    found_conversations := found_conversations + 1;
    -- The conversation that the batch before ended in may have been deleted since.
    if conversation.id is distinct from within then
      after_child_created_at := '-infinity';
      after_child_id := '00000000-0000-0000-0000-000000000000';
    end if;
    if child = 'messages' then
      select count(*) as found, count(*) filter (where fits) as rows, coalesce(sum(size) filter (where fits), 0) as bytes,
        max(r.created_at) filter (where fits) as last_created_at, array_agg(r.id) filter (where fits) as ids,
        string_agg(line::text, '') filter (where fits) as body
      into part
      from (
        select c.*, octet_length(c.content) + 150 as size,
          coalesce(sum(octet_length(c.content) + 150) over before, 0) <= max_bytes - bytes as fits
        from public.messages c
        where c.tenant_id = export.tenant_id and c.conversation_id = conversation.id
          and (c.created_at, c.id) > (after_child_created_at, after_child_id)
        window before as (order by c.created_at, c.id rows between unbounded preceding and 1 preceding)
        order by c.created_at, c.id
        limit max_rows - rows
      ) r
      cross join lateral (select r.conversation_id, r.id, r.role, r.content, r.created_at) line;
    else
      select count(*) as found, count(*) filter (where fits) as rows, coalesce(sum(size) filter (where fits), 0) as bytes,
        max(r.created_at) filter (where fits) as last_created_at, array_agg(r.id) filter (where fits) as ids,
        string_agg(line::text, '') filter (where fits) as body
      into part
      from (
        select c.*, octet_length(c.author) + octet_length(c.body) + 150 as size,
          coalesce(sum(octet_length(c.author) + octet_length(c.body) + 150) over before, 0) <= max_bytes - bytes as fits
        from public.replies c
        where c.tenant_id = export.tenant_id and c.conversation_id = conversation.id
          and (c.created_at, c.id) > (after_child_created_at, after_child_id)
        window before as (order by c.created_at, c.id rows between unbounded preceding and 1 preceding)
        order by c.created_at, c.id
        limit max_rows - rows
      ) r
      cross join lateral (select r.conversation_id, r.id, r.author, r.body, r.is_internal, r.created_at) line;
    end if;
    bodies := bodies || part.body;
    rows := rows + part.rows;
    bytes := bytes + part.bytes;
    if part.found > part.rows or rows >= max_rows or bytes > max_bytes then
      next := json_build_object('after_created_at', after_created_at::text, 'after_id', after_id, 'within', conversation.id,
        'after_child_created_at', part.last_created_at::text, 'after_child_id', part.ids[part.rows]);
      exit;
    end if;
    after_created_at := conversation.created_at;
    after_id := conversation.id;
  end loop;
  if next is null and found_conversations = batch_conversations and (after_created_at, after_id) < (until_created_at, until_id) then
    next := json_build_object('after_created_at', after_created_at::text, 'after_id', after_id);
  end if;
  return private.batch_response(array_to_string(bodies, ''), rows, json_build_object(child, rows), next);
end;
$$;
comment on function public.export_transcript_rows(text, timestamptz, uuid, timestamptz, uuid, uuid, timestamptz, uuid) is
  'The next messages or replies of a conversations export, in rows, conversation by conversation: up to 5000, or about 2 MB, of up to 200 conversations after one cursor and until another. within: the conversation that the batch before ended in, after_child_...: its last row there.';
revoke execute on function public.export_transcript_rows(text, timestamptz, uuid, timestamptz, uuid, uuid, timestamptz, uuid)
  from public, anon, authenticated, service_role;
grant execute on function public.export_transcript_rows(text, timestamptz, uuid, timestamptz, uuid, uuid, timestamptz, uuid) to anon;
