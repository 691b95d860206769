-- The batches of a conversations export: conversations with their messages and replies, and the children of large
-- conversations.
--
-- Generic plan: see export_contacts. No bitmap scans: the index of the children returns them in the order of the file, while
-- the result of a bitmap scan has to be sorted.

select private.require_objects('private.require_export', 'private.child_batch');

create function private.conversations_batch(
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
begin
  with selected as (
    (
      select *, created_at as key_time from public.conversations
      where keys is null and tenant_id = export.tenant_id and created_at <= export.cutoff_at
        and (created_at, id) > (after_created_at, after_id) and (created_at, id) <= (until_created_at, until_id)
      order by created_at, id
      limit batch_rows
    )
    union all
    select c.*, k.key_time from unnest(keys) k join public.conversations c on c.tenant_id = export.tenant_id and c.id = k.id
  ), candidates as materialized (
    select s.*, row_number() over cursor_order as position, m.messages, r.replies,
      sum(coalesce(octet_length(s.subject), 0) + coalesce(octet_length(s.summary), 0) + m.bytes + r.bytes) over cursor_order as bytes
    from selected s
    cross join lateral (
      select count(*)::int as messages, coalesce(sum(octet_length(content) + 150), 0) as bytes
      from public.messages where tenant_id = export.tenant_id and conversation_id = s.id
    ) m
    cross join lateral (
      select count(*)::int as replies, coalesce(sum(octet_length(body) + octet_length(author) + 150), 0) as bytes
      from public.replies
      where tenant_id = export.tenant_id and conversation_id = s.id and (export.include_notes or not is_internal)
    ) r
    window cursor_order as (order by s.key_time, s.id)
  ), fitting as (
    -- A conversation larger than a batch is returned alone and without its children, which are read in batches of their own.
    select *, bytes > batch_bytes as is_large from candidates where position = 1 or bytes <= batch_bytes
  )
  select count(*) as rows, (select count(*) from candidates) as found,
    count(*) = (select count(*) from candidates) and (
      count(*) < batch_rows
      or (max(f.key_time), (array_agg(f.id order by f.position desc))[1]) >= (until_created_at, until_id)
    ) as is_last,
    max(f.key_time) as last_created_at,
    (array_agg(f.id order by f.position desc))[1] as last_id,
    coalesce(string_agg(j.line, '' order by f.position), '') as body,
    json_build_object(
      'conversations', count(*),
      'messages', coalesce(sum(f.messages) filter (where not f.is_large), 0),
      'replies', coalesce(sum(f.replies) filter (where not f.is_large), 0)
    ) as counts,
    bool_or(f.is_large) as is_large
  into batch
  from fitting f
  cross join lateral (
    select case export.format when 'ndjson' then '' else e',\n' end || left(row_to_json(c)::text, -1) || case when f.is_large then '' else
      ',"messages":[' || coalesce((
        select string_agg(row_to_json(m)::text, ',') from (
          select id, role, content, created_at from public.messages
          where tenant_id = export.tenant_id and conversation_id = f.id order by created_at, id
        ) m
      ), '')
      || '],"replies":[' || coalesce((
        select string_agg(row_to_json(r)::text, ',') from (
          select id, author, body, is_internal, created_at from public.replies
          where tenant_id = export.tenant_id and conversation_id = f.id and (export.include_notes or not is_internal)
          order by created_at, id
        ) r
      ), '') || case export.format when 'ndjson' then e']}\n' else ']}' end end as line
    from (
      select f.id, f.status, f.subject, f.summary, f.customer_id, f.channel_id, f.bot_id, f.widget_id, f.assigned_agent_id,
        f.created_at, f.updated_at
    ) c
  ) j;
  perform private.require_all(batch.found, cardinality(keys)) where keys is not null;
  return private.batch_response(batch.body, batch.rows, batch.counts,
    case when not batch.is_last then json_build_object('after_created_at', batch.last_created_at::text, 'after_id', batch.last_id) end,
    case when batch.is_large then batch.last_id end);
end;
$$;
comment on function private.conversations_batch(public.exports, private.key[], int, int, timestamptz, uuid, timestamptz, uuid) is
  'Conversations of an export: those with these keys, or without keys the next after one cursor and until another. See export_conversations.';
revoke execute on function private.conversations_batch(public.exports, private.key[], int, int, timestamptz, uuid, timestamptz, uuid)
  from public, anon, authenticated, service_role;
grant execute on function private.conversations_batch(public.exports, private.key[], int, int, timestamptz, uuid, timestamptz, uuid)
  to anon, authenticated;

create function public.export_conversations(
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
  -- The conversations of a scope are found by their keys, whose time is that of the last update if the scope is walked by it.
  keys constant private.key[] := case when export.scope <> '{}' then array(
    select (k.key_time, k.id)::private.key from private.next_keys(after_created_at, after_id, until_created_at, until_id, batch_rows) k
  ) end;
begin
  return private.conversations_batch(
    export, keys, batch_rows, 2 * 1024 * 1024, after_created_at, after_id, until_created_at, until_id
  );
end;
$$;
comment on function public.export_conversations(timestamptz, uuid, timestamptz, uuid) is
  'The next batch of a conversations export, as JSON objects, with a comma before or (NDJSON) a line feed after each: up to 200, or about 2 MB, after one cursor and until another. With parent_id in its metadata it is one large conversation, ending where its messages and replies follow.';
revoke execute on function public.export_conversations(timestamptz, uuid, timestamptz, uuid) from public, anon, authenticated, service_role;
grant execute on function public.export_conversations(timestamptz, uuid, timestamptz, uuid) to anon;

create function public.export_conversation_children(
  conversation uuid, child text,
  after_created_at timestamptz default '-infinity', after_id uuid default '00000000-0000-0000-0000-000000000000'
)
returns public."text/plain"
language plpgsql stable security invoker
set search_path = ''
set datestyle = 'ISO, YMD' set timezone = 'UTC' set intervalstyle = 'postgres' set extra_float_digits = 1
set bytea_output = 'hex' set standard_conforming_strings = on set jit = off
set statement_timeout = '120s'
as $$
declare
  export constant public.exports :=
    case when (private.current_export()).kind = 'contact' then private.require_contact() else private.require_export('conversations') end;
  fields constant text := case child
    when 'messages' then 'id, role, content, created_at'
    when 'replies' then 'id, author, body, is_internal, created_at'
  end;
begin
  if fields is null then
    raise exception 'child must be messages or replies' using errcode = 'invalid_parameter_value';
  end if;
  return private.child_batch(
    export, child, 'conversation_id', conversation, fields, case child when 'messages' then 'content' else 'body' end,
    after_created_at, after_id
  );
end;
$$;
comment on function public.export_conversation_children(uuid, text, timestamptz, uuid) is
  'The next messages or replies of one large conversation, as JSON objects separated by commas: up to 5000, or about 2 MB.';
revoke execute on function public.export_conversation_children(uuid, text, timestamptz, uuid) from public, anon, authenticated, service_role;
grant execute on function public.export_conversation_children(uuid, text, timestamptz, uuid) to anon;
