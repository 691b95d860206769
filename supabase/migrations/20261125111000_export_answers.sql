-- An answer to a person (GDPR Art. 12 and 15): how the file of a single contact is written for them, and what is recorded about
-- their request. exports.answer is an object with the keys below; what is absent is the default. It never changes.
--
--   language        of the report, of README.txt and of the workspace's information: de, es, fr, pt; English if there is none
--   time_zone       in which the report prints times, UTC if there is none
--   encrypted       true for a package with a password, which is stored nowhere
--   reference       the ticket or case, up to 100 characters
--   requested_on    the day on which the request came, and
--   due_on          the day by which the law wants an answer, which a trigger sets
--   information     the version of the workspace's information that heads the report; a trigger sets it
--   redactions      SHA-256 of the ids of what is left out, in order, as it was when the answer was looked at
--   identity_check  how the person's identity was checked, up to 200 characters

select private.require_objects('public.privacy_texts', 'public.exports', 'private.is_export_scope', 'private.request_details');

create function private.answer_due_on(requested_on date) returns date
language sql immutable strict set search_path = ''
as $$
  select case extract(isodow from due.day) when 6 then due.day + 2 when 7 then due.day + 1 else due.day end
  from (select (requested_on + interval '1 month')::date as day) due
$$;
comment on function private.answer_due_on(date) is
  'The day by which a request of this day has to be answered (GDPR Art. 12(3), Regulation 1182/71 Art. 3): one calendar month later, or the last day of a shorter month; the next Monday for a Saturday or Sunday. Public holidays are not known.';
revoke execute on function private.answer_due_on(date) from public, anon, authenticated, service_role;
grant execute on function private.answer_due_on(date) to anon, authenticated;

create function private.is_answer(kind text, format text, answer jsonb) returns boolean
language sql immutable set search_path = ''
as $$
  select jsonb_typeof(answer) = 'object' and (answer = '{}' or kind = 'contact') and octet_length(answer::text) <= 2500
    and not exists (
      select from jsonb_each(answer) e cross join lateral (select e.value #>> '{}' as text, jsonb_typeof(e.value) as type) v
      where not coalesce(case e.key
        when 'language' then v.type = 'string' and v.text in ('de', 'es', 'fr', 'pt') and format in ('html', 'zip')
        when 'time_zone' then format in ('html', 'zip') and private.is_export_scope('contacts', jsonb_build_object('time_zone', e.value))
        when 'encrypted' then e.value = 'true' and format = 'zip'
        when 'reference' then v.type = 'string' and length(v.text) between 1 and 100 and v.text !~ '[[:cntrl:]]'
        when 'identity_check' then v.type = 'string' and length(v.text) between 1 and 200 and v.text !~ '[[:cntrl:]]'
        when 'requested_on' then v.type = 'string' and v.text ~ '^[12][0-9]{3}-' and private.is_day_range(e.value, null, false)
        when 'information' then v.type = 'number' and v.text ~ '^[1-9][0-9]{0,8}$' and format in ('html', 'zip')
        when 'redactions' then v.type = 'string' and v.text ~ '^[0-9a-f]{64}$'
        when 'due_on' then answer ->> 'requested_on' ~ '^[12][0-9]{3}-[0-9]{2}-[0-9]{2}$'
          and e.value = to_jsonb(private.answer_due_on((answer ->> 'requested_on')::date)::text)
        else false
      end, false)
    )
    and (answer ? 'requested_on') = (answer ? 'due_on')
$$;
comment on function private.is_answer(text, text, jsonb) is
  'Whether a value says how the file of an export of this kind and format answers a person, in its one form. Raises 22007, 22008 or 22023 for days and time zones that do not exist.';
revoke execute on function private.is_answer(text, text, jsonb) from public, anon, authenticated, service_role;
grant execute on function private.is_answer(text, text, jsonb) to anon, authenticated;

alter table public.exports
  add column answer jsonb not null default '{}',
  drop constraint exports_check3,
  drop constraint exports_check4,
  add constraint exports_format_of_kind check (
    case kind
      when 'contact' then format in ('json', 'html', 'zip')
      else format not in ('html', 'zip')
    end
  ),
  -- A workbook and a package are compressed already.
  add constraint exports_compress check (compress is null or format not in ('xlsx', 'html', 'zip')),
  add constraint exports_answer check (coalesce(private.is_answer(kind::text, format::text, answer), false));
comment on column public.exports.answer is 'How a single contact''s file answers the person, and what is recorded about the request: see private.is_answer.';
grant insert (answer) on public.exports to authenticated;

create function private.complete_answer(export public.exports) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select case when export.answer = '{}' and export.format <> 'zip' then export.answer
    else export.answer - 'due_on' - 'information' || jsonb_strip_nulls(jsonb_build_object(
      'due_on', private.answer_due_on((export.answer ->> 'requested_on')::date),
      -- The report as one file, without any choice, stays as it is.
      'information', (
        select max(t.version) from public.privacy_texts t
        where t.tenant_id = export.tenant_id and t.language = coalesce(export.answer ->> 'language', 'en')
          and export.format in ('html', 'zip')
      )
    )) end
$$;
comment on function private.complete_answer(public.exports) is
  'The answer of a new export with what the database knows: the day it is due, and the newest version of the workspace''s information in its language.';
revoke execute on function private.complete_answer(public.exports) from public, anon, authenticated, service_role;

create or replace function private.request_details(export public.exports) returns jsonb
language sql stable set search_path = ''
as $$
  select jsonb_strip_nulls(jsonb_build_object(
    'export', export.id,
    'kind', export.kind,
    'format', export.format,
    'compress', export.compress,
    'notes', case when not export.include_notes then 'exclude' when export.kind = 'contact' then 'include' end,
    'scope', nullif(export.scope, '{}'),
    'answer', nullif(export.answer, '{}')
  ))
$$;

create or replace function private.exports_before_insert() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  actor public.members;
begin
  select * into actor from public.members
  where tenant_id = new.tenant_id and user_id = (select auth.uid()) and role in ('owner', 'admin');
  if not found then
    raise exception 'Only owners and admins can export.' using errcode = 'insufficient_privilege';
  end if;
  if new.kind = 'contact'
    and not exists (select from public.customers where tenant_id = new.tenant_id and id = new.target_id)
  then
    raise exception 'No such contact.' using errcode = 'foreign_key_violation';
  end if;
  if new.id <> '00000000-0000-0000-0000-000000000000' then
    raise exception 'The database chooses the id of an export.' using errcode = 'insufficient_privilege';
  end if;
  perform private.enforce_export_limit(new);

  -- Only what was requested comes from the client; every other column starts empty.
  new := jsonb_populate_record(null::public.exports, jsonb_build_object(
    'id', gen_random_uuid(), 'tenant_id', new.tenant_id, 'kind', new.kind, 'format', new.format, 'compress', new.compress,
    'target_id', new.target_id, 'include_notes', new.include_notes, 'scope', new.scope,
    'answer', private.complete_answer(new),
    'is_part', private.is_part(new.kind::text, new.scope, new.include_notes),
    'ip', left(new.ip, 100), 'user_agent', left(new.user_agent, 500),
    'actor_id', actor.user_id, 'actor_email', left(actor.email, 200), 'actor_name', left(actor.display_name, 200),
    'actor_role', actor.role,
    'status', 'pending', 'rows_written', 0, 'bytes_written', 0, 'cells_guarded', 0, 'attempt', 1, 'file_attempt', 1,
    'created_at', clock_timestamp()
  ));
  return new;
end;
$$;
