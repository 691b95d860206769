-- The file of a single-contact export: the customer, then its conversations and tickets in batches, like those of a
-- conversations export. Which conversations and tickets belong to the customer: see the migration on customer records.
--
-- An answer to a person may hold other records of the same person (private.contact_ids): each function takes which of them it reads.
--
-- Everything ends at one cut-off: the start of the export or, where the customer has a record dated later, the time of that
-- record. Internal notes (replies, ticket notes and the notes on the customer) are left out when they were not requested.
--
-- Generic plan, no bitmap scans: see export_conversations.

select private.require_objects('private.require_contact', 'private.readable_source_conversation_id');

create function private.contact_conversations(
  export public.exports, after_created_at timestamptz, after_id uuid, max_rows int
)
returns setof public.conversations
language sql stable set search_path = ''
as $$
  (
    select * from public.conversations
    where tenant_id = export.tenant_id and customer_id = export.target_id and created_at <= export.cutoff_at
      and (created_at, id) > (after_created_at, after_id)
    order by created_at, id limit max_rows
  )
  union all
  select * from public.conversations
  where tenant_id = export.tenant_id and customer_id is null and id = (select private.readable_source_conversation_id(export.target_id))
    and created_at <= export.cutoff_at and (created_at, id) > (after_created_at, after_id)
  order by created_at, id limit max_rows
$$;
comment on function private.contact_conversations(public.exports, timestamptz, uuid, int) is
  'The next conversations of a single-contact export after a cursor; all of them with max_rows null.';
revoke execute on function private.contact_conversations(public.exports, timestamptz, uuid, int) from public, anon, authenticated, service_role;
grant execute on function private.contact_conversations(public.exports, timestamptz, uuid, int) to anon;

create function private.contact_tickets(
  export public.exports, after_created_at timestamptz, after_id uuid, max_rows int
)
returns setof public.tickets
language sql stable set search_path = ''
as $$
  -- Reading each conversation's tickets again for each batch takes the square of the time. So the tickets of many conversations are
  -- found among all tickets without a customer, which row-level security cuts down to those of the contact's conversations.
  with scan as materialized (
    select max_rows is not null and exists (
      select from private.contact_conversations(export, '-infinity', '00000000-0000-0000-0000-000000000000', 1001) offset 1000
    ) as is_shorter
  )
  (
    select * from public.tickets
    where tenant_id = export.tenant_id and customer_id = export.target_id and created_at <= export.cutoff_at
      and (created_at, id) > (after_created_at, after_id)
    order by created_at, id limit max_rows
  )
  union all
  (
    select * from public.tickets
    where (select is_shorter from scan) and tenant_id = export.tenant_id and customer_id is null and conversation_id is not null
      and not private.was_of_another(id, export.target_id)
      -- With other records, row-level security lets their tickets through as well.
      and (not export.answer ? 'other_records' or exists (
        select from public.conversations v where v.id = conversation_id
          and (v.customer_id = export.target_id or v.id = (select private.readable_source_conversation_id(export.target_id)))
      ))
      and created_at <= export.cutoff_at and (created_at, id) > (after_created_at, after_id)
    order by created_at, id limit max_rows
  )
  union all
  select t.* from private.contact_conversations(export, '-infinity', '00000000-0000-0000-0000-000000000000', null) v
  cross join lateral (
    select * from public.tickets
    where tenant_id = export.tenant_id and conversation_id = v.id and customer_id is null and created_at <= export.cutoff_at
      and not private.was_of_another(id, export.target_id) and (created_at, id) > (after_created_at, after_id)
    order by created_at, id limit max_rows
  ) t
  where not (select is_shorter from scan)
  order by created_at, id limit max_rows
$$;
comment on function private.contact_tickets(public.exports, timestamptz, uuid, int) is
  'The next tickets of a single-contact export after a cursor; all of them with max_rows null.';
revoke execute on function private.contact_tickets(public.exports, timestamptz, uuid, int) from public, anon, authenticated, service_role;
grant execute on function private.contact_tickets(public.exports, timestamptz, uuid, int) to anon;

create function public.export_contact(contact uuid default null)
returns public."text/plain"
language plpgsql stable security invoker
set search_path = ''
set datestyle = 'ISO, YMD' set timezone = 'UTC' set intervalstyle = 'postgres' set extra_float_digits = 1
set bytea_output = 'hex' set standard_conforming_strings = on set jit = off
set statement_timeout = '120s'
as $$
declare
  export constant public.exports := private.require_contact(contact);
  customer public.customers;
  summary json;
  record json;
begin
  select * into customer from public.customers where tenant_id = export.tenant_id and id = export.target_id;
  summary := json_build_object(
    'conversations_left_out', case when customer.source_conversation_id is null
      or exists (select from public.conversations v where v.id = customer.source_conversation_id) then 0 else 1 end
  );
  select row_to_json(c) into record from (
    select customer.id, customer.type, customer.email, customer.name, customer.company, customer.job_title, customer.phone,
      customer.source, customer.external_id, customer.account_id, customer.source_bot_id, customer.source_conversation_id,
      case when export.include_notes then customer.notes end as notes, customer.metadata, customer.churn_reasons,
      customer.created_at, customer.last_seen_at, customer.promoted_at, customer.churned_at
  ) c;
  return private.batch_response(summary || e'\n' || record, 0, '{"contacts": 1}', null);
end;
$$;
comment on function public.export_contact(uuid) is
  'The first batch of a single-contact export: a line of JSON with what is known before the records are read, then the customer as a JSON object.';
revoke execute on function public.export_contact(uuid) from public, anon, authenticated, service_role;
grant execute on function public.export_contact(uuid) to anon;

create function public.export_contact_titles(
  record text,
  after_created_at timestamptz default '-infinity', after_id uuid default '00000000-0000-0000-0000-000000000000',
  contact uuid default null
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
  export constant public.exports := private.require_contact(contact);
  start_id constant uuid := '00000000-0000-0000-0000-000000000000';
  batch_rows constant int := 2000;
  batch record;
  total bigint;
begin
  if record not in ('conversations', 'tickets') then
    raise exception 'record must be conversations or tickets' using errcode = 'invalid_parameter_value';
  end if;
  select count(*) as rows, max(t.created_at) as last_created_at, (array_agg(t.id order by t.created_at desc, t.id desc))[1] as last_id,
    coalesce(json_agg(json_build_object('id', t.id, 'title', t.title, 'created_at', t.created_at) order by t.created_at, t.id), '[]')::text as body
  into batch
  from (
    select id, created_at, left(subject, 200) as title
    from private.contact_conversations(export, after_created_at, after_id, batch_rows) where record = 'conversations'
    union all
    select id, created_at, left(title, 200)
    from private.contact_tickets(export, after_created_at, after_id, batch_rows) where record = 'tickets'
  ) t;
  total := batch.rows;
  if batch.rows = batch_rows and after_id = start_id then
    total := case record
      when 'conversations' then (select count(*) from private.contact_conversations(export, '-infinity', start_id, null))
      else (select count(*) from private.contact_tickets(export, '-infinity', start_id, null))
    end;
  end if;
  return private.batch_response(batch.body, 0, json_build_object(record, total), case when batch.rows = batch_rows then
    json_build_object('after_created_at', batch.last_created_at::text, 'after_id', batch.last_id) end);
end;
$$;
comment on function public.export_contact_titles(text, timestamptz, uuid, uuid) is
  'The next ids, titles (200 characters at most) and times of the conversations or tickets of a single-contact export, as a JSON array: up to 2000. The first batch counts all of them.';
revoke execute on function public.export_contact_titles(text, timestamptz, uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.export_contact_titles(text, timestamptz, uuid, uuid) to anon;

-- A conversation or ticket with more than 1000 messages, replies or notes is large, whatever its bytes: so one call never looks
-- at more than 1001 rows of each. The next call after a small batch asks for few, because it would look at the same rows again.

create function public.export_contact_conversations(
  after_created_at timestamptz default '-infinity', after_id uuid default '00000000-0000-0000-0000-000000000000',
  max_rows int default 200, contact uuid default null
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
  export constant public.exports := private.require_contact(contact);
  batch_rows constant int := greatest(1, least(max_rows, 200));
  batch_bytes constant int := 2 * 1024 * 1024;
  max_children constant int := 1000;
  batch record;
begin
  with candidates as materialized (
    select s.*, row_number() over cursor_order as position, m.messages, r.replies,
      sum(coalesce(octet_length(s.subject), 0) + coalesce(octet_length(s.summary), 0) + m.bytes + r.bytes
        + case when greatest(m.messages, r.replies) > max_children then batch_bytes + 1 else 0 end) over cursor_order as bytes
    from private.contact_conversations(export, after_created_at, after_id, batch_rows) s
    cross join lateral (
      select count(*)::int as messages, coalesce(sum(bytes + 150), 0) as bytes from (
        select octet_length(content) as bytes from public.messages
        where tenant_id = export.tenant_id and conversation_id = s.id and created_at <= export.cutoff_at limit max_children + 1
      ) limited
    ) m
    cross join lateral (
      select count(*)::int as replies, coalesce(sum(bytes + 150), 0) as bytes from (
        select octet_length(body) + octet_length(author) as bytes from public.replies
        where tenant_id = export.tenant_id and conversation_id = s.id and created_at <= export.cutoff_at limit max_children + 1
      ) limited
    ) r
    window cursor_order as (order by s.created_at, s.id)
  ), fitting as (
    select *, bytes > batch_bytes as is_large from candidates where position = 1 or bytes <= batch_bytes
  )
  select count(*) as rows,
    count(*) = (select count(*) from candidates) and count(*) < batch_rows as is_last,
    max(f.created_at) as last_created_at,
    (array_agg(f.id order by f.position desc))[1] as last_id,
    coalesce(string_agg(j.line, ',' order by f.position), '') as body,
    json_build_object(
      'conversations', count(*),
      'messages', coalesce(sum(f.messages) filter (where not f.is_large), 0),
      'replies', coalesce(sum(f.replies) filter (where not f.is_large), 0)
    ) as counts,
    bool_or(f.is_large) as is_large
  into batch
  from fitting f
  cross join lateral (
    select left(row_to_json(c)::text, -1) || case when f.is_large then '' else
      ',"messages":[' || coalesce((
        select string_agg(row_to_json(m)::text, ',') from (
          select id, role, content, created_at from public.messages
          where tenant_id = export.tenant_id and conversation_id = f.id and created_at <= export.cutoff_at
          order by created_at, id
        ) m
      ), '')
      || '],"replies":[' || coalesce((
        select string_agg(row_to_json(r)::text, ',') from (
          select id, author, body, is_internal, created_at from public.replies
          where tenant_id = export.tenant_id and conversation_id = f.id and created_at <= export.cutoff_at
          order by created_at, id
        ) r
      ), '') || ']}' end as line
    from (
      select f.id, f.status, f.subject, f.summary, f.customer_id, f.channel_id, f.bot_id, f.widget_id, f.assigned_agent_id,
        f.created_at, f.updated_at
    ) c
  ) j;
  return private.batch_response(batch.body, 0, batch.counts,
    case when not batch.is_last then json_build_object(
      'after_created_at', batch.last_created_at::text, 'after_id', batch.last_id,
      'max_rows', least(4 * batch.rows, 200)::text
    ) end,
    case when batch.is_large then batch.last_id end);
end;
$$;
comment on function public.export_contact_conversations(timestamptz, uuid, int, uuid) is
  'The next conversations of a single-contact export with their messages and replies, as JSON objects separated by commas: up to 200, or about 2 MB. With parent_id in its metadata it is one large conversation, ending where its messages and replies follow.';
revoke execute on function public.export_contact_conversations(timestamptz, uuid, int, uuid) from public, anon, authenticated, service_role;
grant execute on function public.export_contact_conversations(timestamptz, uuid, int, uuid) to anon;
