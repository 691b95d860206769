-- What heads the report that answers a person: how many records, from when to when, who in the team wrote, and the workspace's
-- information about how it processes personal data.

select private.require_objects('private.contact_conversations', 'private.contact_tickets', 'public.privacy_texts');

create function public.export_contact_summary(contact uuid default null)
returns public."text/plain"
language plpgsql stable security invoker
set search_path = ''
set datestyle = 'ISO, YMD' set timezone = 'UTC' set intervalstyle = 'postgres' set extra_float_digits = 1
set bytea_output = 'hex' set standard_conforming_strings = on set jit = off
set statement_timeout = '120s'
as $$
declare
  export constant public.exports := private.require_contact(contact);
  start_id constant uuid := '00000000-0000-0000-0000-000000000000';
  summary json;
begin
  with conversations as materialized (
    select id, created_at from private.contact_conversations(export, '-infinity', start_id, null)
  ), tickets as materialized (
    select id, created_at from private.contact_tickets(export, '-infinity', start_id, null)
  ), written as (
    -- The last message of a conversation, and so on, is one step of an index.
    select c.created_at as first_at, greatest(c.created_at, (
        select max(m.created_at) from public.messages m
        where m.tenant_id = export.tenant_id and m.conversation_id = c.id and m.created_at <= export.cutoff_at
      ), (
        select max(r.created_at) from public.replies r
        where r.tenant_id = export.tenant_id and r.conversation_id = c.id and r.created_at <= export.cutoff_at
      )) as last_at
    from conversations c
    union all
    select t.created_at, greatest(t.created_at, (
        select max(r.created_at) from public.ticket_replies r
        where r.tenant_id = export.tenant_id and r.ticket_id = t.id and r.created_at <= export.cutoff_at
      ), (
        select max(n.created_at) from public.ticket_notes n
        where n.tenant_id = export.tenant_id and n.ticket_id = t.id and n.created_at <= export.cutoff_at
      ))
    from tickets t
  ), writers as (
    select r.author from conversations c join public.replies r on r.tenant_id = export.tenant_id and r.conversation_id = c.id
    where r.created_at <= export.cutoff_at
    union
    select r.author from tickets t join public.ticket_replies r on r.tenant_id = export.tenant_id and r.ticket_id = t.id
    where r.created_at <= export.cutoff_at
    union
    select n.author from tickets t join public.ticket_notes n on n.tenant_id = export.tenant_id and n.ticket_id = t.id
    where n.created_at <= export.cutoff_at
  )
  select json_build_object(
    'conversations', (select count(*) from conversations),
    'tickets', (select count(*) from tickets),
    'first_at', (select min(first_at) from written),
    'last_at', (select max(last_at) from written),
    'writers', (select coalesce(json_agg(w.author order by w.author collate "C"), '[]')
      from (select left(author, 200) as author from writers order by author collate "C" limit 1000) w)
  ) into summary;
  return private.batch_response(summary::text, 0, '{}', null);
end;
$$;
comment on function public.export_contact_summary(uuid) is
  'A JSON object about a single contact''s file: the numbers of conversations and tickets, the times of the first and the last record, and the names of up to 1000 teammates who wrote.';
revoke execute on function public.export_contact_summary(uuid) from public, anon, authenticated, service_role;
grant execute on function public.export_contact_summary(uuid) to anon;

create function public.export_information()
returns public."text/plain"
language plpgsql stable security invoker
set search_path = ''
set datestyle = 'ISO, YMD' set timezone = 'UTC' set intervalstyle = 'postgres' set extra_float_digits = 1
set bytea_output = 'hex' set standard_conforming_strings = on set jit = off
set statement_timeout = '120s'
as $$
declare
  export constant public.exports := private.require_contact();
  texts jsonb;
begin
  select t.texts into texts from public.privacy_texts t
  where t.tenant_id = export.tenant_id and t.language = coalesce(export.answer ->> 'language', 'en')
    and t.version = (export.answer ->> 'information')::int;
  return private.batch_response(coalesce(texts, '{}')::text, 0, '{}', null);
end;
$$;
comment on function public.export_information() is
  'The workspace''s information by the letters of GDPR Art. 15(1) that heads a single contact''s report, as a JSON object: empty if there is none.';
revoke execute on function public.export_information() from public, anon, authenticated, service_role;
grant execute on function public.export_information() to anon;
