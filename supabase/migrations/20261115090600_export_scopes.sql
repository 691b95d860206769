-- Scopes: which part of a workspace's records an export holds. A scope is an object with the keys below; what is absent does not
-- filter. It has one form: no empty lists, no lists of everything, no defaults.
--
--   contacts        types, created_from, created_to, columns, time_zone
--   conversations   status, created_from, created_to, updated_from, updated_to, time_zone
--   audit_log       actor, action, from, to, time_zone
--
-- Days begin at midnight in the time zone, UTC if there is none. Ranges of created and updated end before their last day; from and
-- to of the audit log are both included, as on its page.

select private.require_objects('public.customers', 'public.conversations');

create function private.contact_columns() returns text[]
language sql immutable set search_path = ''
as $$
  select array['id', 'type', 'email', 'name', 'company', 'job_title', 'phone', 'source', 'external_id', 'account_id',
    'source_bot_id', 'source_conversation_id', 'notes', 'metadata', 'churn_reasons', 'created_at', 'last_seen_at', 'promoted_at',
    'churned_at']
$$;
comment on function private.contact_columns() is 'The columns of a contacts file, in order.';
revoke execute on function private.contact_columns() from public, anon, authenticated, service_role;
grant execute on function private.contact_columns() to anon, authenticated;

create function private.audit_actions() returns text[]
language sql immutable set search_path = ''
as $$
  select array['export.contacts', 'export.conversations', 'export.contact', 'export.audit_log', 'export.resumed', 'export.completed',
    'export.failed', 'export.interrupted', 'export.cancelled', 'export.expired', 'privacy.changed']
$$;
comment on function private.audit_actions() is 'The actions of the audit log.';
revoke execute on function private.audit_actions() from public, anon, authenticated, service_role;
grant execute on function private.audit_actions() to anon, authenticated;

create function private.start_of_day(day date, zone text) returns timestamptz
language sql stable strict set search_path = ''
as $$
  -- Midnight with the offset of the day before and with that of the day after: where clocks change at midnight, only one of them is
  -- on this day, or both are and the day begins at the first.
  select min(midnight.at)
  from unnest(array[interval '-24 hours', interval '24 hours']) near
  cross join lateral (select day::timestamp at time zone 'UTC' + near as at) moment
  cross join lateral (
    select (day::timestamp - (moment.at at time zone zone - moment.at at time zone 'UTC')) at time zone 'UTC' as at
  ) midnight
  where (midnight.at at time zone zone)::date >= day
$$;
comment on function private.start_of_day(date, text) is
  'The first moment of a day in a time zone, also where its midnight does not exist or exists twice.';
revoke execute on function private.start_of_day(date, text) from public, anon, authenticated, service_role;
grant execute on function private.start_of_day(date, text) to anon, authenticated;

create function private.is_choice(list jsonb, choices text[]) returns boolean
language sql immutable set search_path = ''
as $$
  select list is null or (
    jsonb_typeof(list) = 'array' and jsonb_array_length(list) between 1 and cardinality(choices) - 1
    and list = to_jsonb(array(select c.choice from unnest(choices) with ordinality c (choice, position) where list ? c.choice order by c.position))
  )
$$;
comment on function private.is_choice(jsonb, text[]) is
  'Whether a list has some of the choices, but not all, in their order; also if there is no list.';
revoke execute on function private.is_choice(jsonb, text[]) from public, anon, authenticated, service_role;
grant execute on function private.is_choice(jsonb, text[]) to anon, authenticated;

create function private.is_day_range(first_day jsonb, last_day jsonb, is_half_open boolean) returns boolean
language sql immutable set search_path = ''
as $$
  select (first_day is null or (jsonb_typeof(first_day) = 'string' and first_day #>> '{}' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'))
    and (last_day is null or (jsonb_typeof(last_day) = 'string' and last_day #>> '{}' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'))
    -- A cast fails where the calendar has no such day.
    and coalesce((first_day #>> '{}')::date + case when is_half_open then 1 else 0 end <= (last_day #>> '{}')::date, true)
    and coalesce((first_day #>> '{}')::date > date '0001-01-01', true)
    and coalesce((last_day #>> '{}')::date > date '0001-01-01', true)
$$;
comment on function private.is_day_range(jsonb, jsonb, boolean) is
  'Whether two days, each of which may be missing, are dates in order. Half-open: the second is after the first.';
revoke execute on function private.is_day_range(jsonb, jsonb, boolean) from public, anon, authenticated, service_role;
grant execute on function private.is_day_range(jsonb, jsonb, boolean) to anon, authenticated;

create function private.is_export_scope(kind text, scope jsonb) returns boolean
language plpgsql immutable set search_path = ''
as $$
declare
  keys constant text[] := case kind
    when 'contacts' then array['types', 'created_from', 'created_to', 'columns', 'time_zone']
    when 'conversations' then array['status', 'created_from', 'created_to', 'updated_from', 'updated_to', 'time_zone']
    when 'audit_log' then array['actor', 'action', 'from', 'to', 'time_zone']
    else array[]::text[]
  end;
  columns constant jsonb := scope -> 'columns';
begin
  if jsonb_typeof(scope) is distinct from 'object' or octet_length(scope::text) > 1000
    or exists (select from jsonb_object_keys(scope) k where k <> all (keys))
    or exists (
      select from jsonb_each(scope) e
      where e.key in ('actor', 'action', 'time_zone') and jsonb_typeof(e.value) <> 'string'
    )
    or not private.is_choice(scope -> 'types', array['lead', 'contact', 'former_customer', 'visitor'])
    or not private.is_choice(scope -> 'status', array['open', 'assigned', 'waiting', 'resolved'])
    or not private.is_day_range(scope -> 'created_from', scope -> 'created_to', true)
    or not private.is_day_range(scope -> 'updated_from', scope -> 'updated_to', true)
    or not private.is_day_range(scope -> 'from', scope -> 'to', false)
    or scope ->> 'actor' !~ '^(system|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$'
    or scope ->> 'action' <> all (private.audit_actions())
  then
    return false;
  end if;
  if columns is not null then
    if jsonb_typeof(columns) <> 'array' or jsonb_array_length(columns) = 0 or columns = to_jsonb(private.contact_columns())
      or exists (select from jsonb_array_elements(columns) c where jsonb_typeof(c) <> 'string' or c #>> '{}' <> all (private.contact_columns()))
      or (select count(distinct c) < count(*) from jsonb_array_elements(columns) c)
    then
      return false;
    end if;
  end if;
  -- Named zones only, which have no digits: Postgres takes any other text with a number for a zone of its own. An unknown name fails.
  return scope -> 'time_zone' is null or (
    scope ->> 'time_zone' ~ '^([A-Z][A-Za-z]+([_-][A-Za-z]+)*(/[A-Z][A-Za-z]+([_-][A-Za-z]+)*){1,2}|Etc/GMT([+]([1-9]|1[0-2])|-([1-9]|1[0-4])))$'
    and timezone(scope ->> 'time_zone', timestamptz 'epoch') is not null
  );
end;
$$;
comment on function private.is_export_scope(text, jsonb) is
  'Whether a value is the scope of an export of this kind, in its one form. Raises 22007, 22008 or 22023 for days and time zones that do not exist.';
revoke execute on function private.is_export_scope(text, jsonb) from public, anon, authenticated, service_role;
grant execute on function private.is_export_scope(text, jsonb) to anon, authenticated;

create function private.is_part(kind text, scope jsonb, include_notes boolean) returns boolean
language sql immutable set search_path = ''
as $$
  select scope - array['time_zone', 'columns'] <> '{}'
    or coalesce(jsonb_array_length(scope -> 'columns') < cardinality(private.contact_columns()), false)
    or (kind = 'conversations' and not include_notes)
$$;
comment on function private.is_part(text, jsonb, boolean) is
  'Whether a scope leaves something out. Another order of all columns and another time zone leave nothing out.';
revoke execute on function private.is_part(text, jsonb, boolean) from public, anon, authenticated, service_role;
