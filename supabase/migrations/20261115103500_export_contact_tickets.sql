-- The tickets of a single-contact export: batches like those of its conversations.

select private.require_objects('private.contact_tickets', 'private.child_batch');

create function public.export_contact_tickets(
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
    select s.*, row_number() over cursor_order as position, r.replies, n.notes,
      sum(coalesce(octet_length(s.title), 0) + coalesce(octet_length(s.description), 0) + r.bytes + n.bytes
        + case when greatest(r.replies, n.notes) > max_children then batch_bytes + 1 else 0 end) over cursor_order as bytes
    from private.contact_tickets(export, after_created_at, after_id, batch_rows) s
    cross join lateral (
      select count(*)::int as replies, coalesce(sum(bytes + 150), 0) as bytes from (
        select octet_length(body) + octet_length(author) as bytes from public.ticket_replies
        where tenant_id = export.tenant_id and ticket_id = s.id and created_at <= export.cutoff_at limit max_children + 1
      ) limited
    ) r
    cross join lateral (
      select count(*)::int as notes, coalesce(sum(bytes + 150), 0) as bytes from (
        select octet_length(body) + octet_length(author) as bytes from public.ticket_notes
        where tenant_id = export.tenant_id and ticket_id = s.id and created_at <= export.cutoff_at limit max_children + 1
      ) limited
    ) n
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
      'tickets', count(*),
      'ticket_replies', coalesce(sum(f.replies) filter (where not f.is_large), 0),
      'ticket_notes', coalesce(sum(f.notes) filter (where not f.is_large), 0)
    ) as counts,
    bool_or(f.is_large) as is_large
  into batch
  from fitting f
  cross join lateral (
    select left(row_to_json(c)::text, -1) || case when f.is_large then '' else
      ',"replies":[' || coalesce((
        select string_agg(row_to_json(r)::text, ',') from (
          select id, author, body, created_at from public.ticket_replies
          where tenant_id = export.tenant_id and ticket_id = f.id and created_at <= export.cutoff_at
          order by created_at, id
        ) r
      ), '')
      || '],"notes":[' || coalesce((
        select string_agg(row_to_json(n)::text, ',') from (
          select id, author, body, created_at from public.ticket_notes
          where tenant_id = export.tenant_id and ticket_id = f.id and created_at <= export.cutoff_at
          order by created_at, id
        ) n
      ), '') || ']}' end as line
    from (
      select f.id, f.title, f.description, f.status, f.priority, f.customer_id, f.conversation_id, f.assignee_id, f.created_at,
        f.updated_at
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
comment on function public.export_contact_tickets(timestamptz, uuid, int, uuid) is
  'The next tickets of a single-contact export with their replies and notes, as JSON objects separated by commas: up to 200, or about 2 MB. With parent_id in its metadata it is one large ticket, ending where its replies and notes follow.';
revoke execute on function public.export_contact_tickets(timestamptz, uuid, int, uuid) from public, anon, authenticated, service_role;
grant execute on function public.export_contact_tickets(timestamptz, uuid, int, uuid) to anon;

create function public.export_ticket_children(
  ticket uuid, child text,
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
  export constant public.exports := private.require_contact();
begin
  if child not in ('replies', 'notes') then
    raise exception 'child must be replies or notes' using errcode = 'invalid_parameter_value';
  end if;
  return private.child_batch(
    export, 'ticket_' || child, 'ticket_id', ticket, 'id, author, body, created_at', 'body', after_created_at, after_id
  );
end;
$$;
comment on function public.export_ticket_children(uuid, text, timestamptz, uuid) is
  'The next replies or notes of one large ticket, as JSON objects separated by commas: up to 5000, or about 2 MB.';
revoke execute on function public.export_ticket_children(uuid, text, timestamptz, uuid) from public, anon, authenticated, service_role;
grant execute on function public.export_ticket_children(uuid, text, timestamptz, uuid) to anon;
