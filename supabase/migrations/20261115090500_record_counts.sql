-- Counts that an export's server reports, as JSON: what is a valid one.

create function private.are_record_counts(counts jsonb) returns boolean
language sql immutable set search_path = ''
as $$
  select jsonb_typeof(counts) = 'object' and length(counts::text) <= 500 and not exists (
    select from jsonb_each(counts) e
    where e.key not in ('contacts', 'conversations', 'messages', 'replies', 'tickets', 'ticket_replies', 'ticket_notes')
      or jsonb_typeof(e.value) <> 'number' or e.value::text !~ '^(0|[1-9][0-9]{0,15})$'
      or (e.value::text)::numeric > 9007199254740991
  )
$$;
comment on function private.are_record_counts(jsonb) is
  'Whether a value maps known types of records to whole numbers that JavaScript can represent, up to 2^53 - 1.';
revoke execute on function private.are_record_counts(jsonb) from public, anon, authenticated, service_role;
grant execute on function private.are_record_counts(jsonb) to anon, authenticated;

create function private.are_cell_counts(counts jsonb) returns boolean
language sql immutable set search_path = ''
as $$
  select jsonb_typeof(counts) = 'object' and length(counts::text) <= 2000 and not exists (
    select from jsonb_each(counts) e
    where e.key not in ('contacts', 'conversations', 'messages', 'replies', 'audit_log') or jsonb_typeof(e.value) <> 'object'
  ) and not exists (
    select from jsonb_each(counts) e cross join lateral jsonb_each(case jsonb_typeof(e.value) when 'object' then e.value else '{}' end) c
    where c.key !~ '^[a-z][a-z_]{0,39}$' or jsonb_typeof(c.value) <> 'number' or c.value::text !~ '^[1-9][0-9]{0,14}$'
  )
$$;
comment on function private.are_cell_counts(jsonb) is
  'Whether a value maps known types of records to columns, and those to whole numbers from 1 to 10^15 - 1.';
revoke execute on function private.are_cell_counts(jsonb) from public, anon, authenticated, service_role;
grant execute on function private.are_cell_counts(jsonb) to anon, authenticated;
