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
--   other_records   the ids of up to 50 other records of the same person that the file holds as well, in order
--   looked_at       when the answer was looked at, and
--   preview         a fingerprint of the records as they were then: private.records_fingerprint

select private.require_objects('private.is_export_scope', 'private.is_day_range');

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

create function private.is_list_of_ids(value jsonb) returns boolean
language sql immutable set search_path = ''
as $$
  select case when jsonb_typeof(value) = 'array' then jsonb_array_length(value) between 1 and 50 and (
    select coalesce(bool_and(jsonb_typeof(v.item) = 'string'
      and v.item #>> '{}' ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' and v.is_next), false)
    from (
      select item, coalesce(lag(item #>> '{}') over (order by position) < item #>> '{}' collate "C", true) as is_next
      from jsonb_array_elements(value) with ordinality i (item, position)
    ) v
  ) else false end
$$;
comment on function private.is_list_of_ids(jsonb) is 'Whether a value is an array of 1 to 50 different ids, in order.';
revoke execute on function private.is_list_of_ids(jsonb) from public, anon, authenticated, service_role;
grant execute on function private.is_list_of_ids(jsonb) to anon, authenticated;

create function private.is_answer(kind text, format text, answer jsonb) returns boolean
language sql immutable set search_path = ''
as $$
  select jsonb_typeof(answer) = 'object' and (answer = '{}' or kind = 'contact') and octet_length(answer::text) <= 5000
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
        when 'other_records' then private.is_list_of_ids(e.value)
        when 'looked_at' then v.type = 'string' and v.text ~ '^[12][0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{1,6}Z$'
        when 'preview' then v.type = 'string' and v.text ~ '^[0-9a-f]{64}$'
        when 'due_on' then answer ->> 'requested_on' ~ '^[12][0-9]{3}-[0-9]{2}-[0-9]{2}$'
          and e.value = to_jsonb(private.answer_due_on((answer ->> 'requested_on')::date)::text)
        else false
      end, false)
    )
    and (answer ? 'requested_on') = (answer ? 'due_on')
    and (answer ? 'looked_at') = (answer ? 'preview')
$$;
comment on function private.is_answer(text, text, jsonb) is
  'Whether a value says how the file of an export of this kind and format answers a person, in its one form. Raises 22007, 22008 or 22023 for days and time zones that do not exist.';
revoke execute on function private.is_answer(text, text, jsonb) from public, anon, authenticated, service_role;
grant execute on function private.is_answer(text, text, jsonb) to anon, authenticated;
