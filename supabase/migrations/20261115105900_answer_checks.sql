-- What an answer to a person sends is what an admin looked at: it stops when other records, what is left out, or any text has changed
-- since. Checked when the export is requested, and again when its file is opened.

select private.require_objects('private.contact_ids', 'private.same_person', 'private.redaction_state', 'private.own_source_conversation_id');

create function private.records_fingerprint(workspace uuid, contacts uuid[], since timestamptz, until timestamptz)
returns table (fingerprint text, newer jsonb)
language sql stable security definer
set search_path = ''
set datestyle = 'ISO, YMD' set timezone = 'UTC' set intervalstyle = 'postgres' set extra_float_digits = 1
set bytea_output = 'hex' set standard_conforming_strings = on set jit = off
as $$
  with conversation as materialized (
    select v.id, v.created_at, v.subject, v.summary from public.conversations v
    where v.tenant_id = workspace and v.customer_id = any (contacts)
    union all
    select v.id, v.created_at, v.subject, v.summary from unnest(contacts) c
    join public.conversations v on v.tenant_id = workspace and v.id = private.own_source_conversation_id(workspace, c)
  ), ticket as materialized (
    select t.id, t.created_at, t.title, t.description from public.tickets t
    where t.tenant_id = workspace and t.customer_id = any (contacts)
    union all
    select t.id, t.created_at, t.title, t.description
    from conversation v join public.tickets t on t.tenant_id = workspace and t.conversation_id = v.id
    where t.customer_id is null and not private.was_of_others(t.id, contacts)
  ), record (type, id, created_at, text) as (
    select 'contact', c.id, c.created_at, (to_jsonb(c) - array['last_seen_at', 'metadata', 'churn_reasons'])::text
      -- JSON of more than a megabyte as stored takes too long: its size stands for it.
      || coalesce(case when pg_column_size(c.metadata) <= 1000000 then c.metadata::text else pg_column_size(c.metadata)::text end, '')
    from public.customers c where c.tenant_id = workspace and c.id = any (contacts)
    union all
    select 'conversation', id, created_at, concat_ws(e'\n', subject, summary) from conversation
    union all
    select 'message', m.id, m.created_at, m.content from conversation v
    cross join lateral (select * from public.messages m where m.tenant_id = workspace and m.conversation_id = v.id offset 0) m
    union all
    select 'reply', r.id, r.created_at, concat_ws(e'\n', r.author, r.is_internal, r.body) from conversation v
    cross join lateral (select * from public.replies r where r.tenant_id = workspace and r.conversation_id = v.id offset 0) r
    union all
    select 'ticket', id, created_at, concat_ws(e'\n', title, description) from ticket
    union all
    select 'ticket reply', r.id, r.created_at, concat_ws(e'\n', r.author, r.body) from ticket t
    cross join lateral (select * from public.ticket_replies r where r.tenant_id = workspace and r.ticket_id = t.id offset 0) r
    union all
    select 'ticket note', n.id, n.created_at, concat_ws(e'\n', n.author, n.body) from ticket t
    cross join lateral (select * from public.ticket_notes n where n.tenant_id = workspace and n.ticket_id = t.id offset 0) n
  ), total as (
    select r.type, count(*) as rows, bit_xor(hashtextextended(r.text, uuid_hash_extended(r.id, 0))) as hash,
      count(*) filter (where r.created_at > since) as newer
    from record r where r.created_at <= until or r.type = 'contact' group by r.type
  )
  select encode(sha256(convert_to(
      coalesce(string_agg(concat_ws(' ', t.type, t.rows, t.hash), e'\n' order by t.type collate "C"), ''), 'UTF8'
    )), 'hex'),
    coalesce(jsonb_object_agg(t.type, t.newer) filter (where t.newer > 0), '{}')
  from total t
$$;
comment on function private.records_fingerprint(uuid, uuid[], timestamptz, timestamptz) is
  'A hash, in hex, that changes when a text of these customers or of their records changes, and when a record is added, moved or deleted; and how many of each type are newer than a time; of records until another time. Reads all of them. Checks no access.';
revoke execute on function private.records_fingerprint(uuid, uuid[], timestamptz, timestamptz) from public, anon, authenticated, service_role;

create function private.answer_problem(export public.exports) returns text
language plpgsql stable security definer set search_path = ''
as $$
declare
  contacts constant uuid[] := private.contact_ids(export);
  missing int;
  rules record;
  records record;
begin
  if cardinality(contacts) > 1 then
    missing := cardinality(contacts) - 1
      - (select count(*) from private.same_person(export.tenant_id, export.target_id) s where s.id = any (contacts));
    if missing > 0 then
      return format('Of the other records that this answer adds, %s do not match any more or are gone.', missing);
    end if;
  end if;
  if export.answer ?| array['redactions', 'preview'] then
    select encode(sha256(convert_to(coalesce(string_agg(r.id::text, e'\n' order by r.id::text collate "C"), ''), 'UTF8')), 'hex') as sha256,
      count(*) as total, count(*) filter (where private.redaction_state(r) = 'changed') as changed,
      count(*) filter (where private.redaction_state(r) = 'gone') as gone
    into rules from public.redactions r where r.tenant_id = export.tenant_id and r.customer_id = any (contacts);
    if rules.changed + rules.gone > 0 then
      return format('Of the messages that this answer leaves out, %s have another text now and %s are gone.', rules.changed, rules.gone);
    elsif rules.total > 1000 then
      return 'This answer leaves out more than 1000 things.';
    -- Also when nothing was left out yet.
    elsif rules.sha256 is distinct from export.answer ->> 'redactions' and (rules.total > 0 or export.answer ? 'redactions') then
      return 'Something else is left out now than when this answer was looked at.';
    end if;
  end if;
  if export.answer ? 'preview' then
    select * into records
    from private.records_fingerprint(export.tenant_id, contacts, (export.answer ->> 'looked_at')::timestamptz,
      -- What comes later is not in the file, also when its download goes on hours later.
      coalesce(export.cutoff_at, 'infinity'));
    if records.fingerprint <> export.answer ->> 'preview' then
      return case when records.newer = '{}' then 'Records were changed, moved or deleted since this answer was looked at.'
        else 'New since this answer was looked at: ' || (
          select string_agg(case
            when n.rows = '1' then '1 ' || n.type
            else n.rows || ' ' || regexp_replace(n.type || 's', 'ys$', 'ies')
          end, ', ' order by n.type) from jsonb_each_text(records.newer) n (type, rows)
        ) || '.' end;
    end if;
  end if;
  return null;
end;
$$;
comment on function private.answer_problem(public.exports) is
  'Why an answer is not what was looked at, as a sentence that repeats no text; null if it is. Checks no access.';
revoke execute on function private.answer_problem(public.exports) from public, anon, authenticated, service_role;

create function private.check_answer() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  problem constant text := private.answer_problem(new);
begin
  if problem is not null then
    raise exception '%', problem using errcode = 'PT409';
  end if;
  return new;
end;
$$;
comment on function private.check_answer() is 'Rejects an export that answers a person with something else than what was looked at.';
revoke execute on function private.check_answer() from public, anon, authenticated, service_role;
-- After exports_before_insert, which checks who asks.
create trigger exports_check_answer before insert on public.exports
  for each row when (new.answer <> '{}') execute function private.check_answer();
alter table public.exports enable always trigger exports_check_answer;

create function private.current_answer() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  export constant public.exports := private.current_export();
begin
  return jsonb_build_object('problem', private.answer_problem(export), 'other_records', coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', c.id, 'type', c.type, 'name', left(coalesce(nullif(c.name, ''), c.email), 200), 'matches', s.matches
    ) order by c.created_at, c.id)
    from private.same_person(export.tenant_id, export.target_id) s
    join public.customers c on c.tenant_id = export.tenant_id and c.id = s.id
    where s.id = any (private.contact_ids(export))
  ), '[]'));
end;
$$;
comment on function private.current_answer() is 'What public.export_answer returns.';
revoke execute on function private.current_answer() from public, anon, authenticated, service_role;
grant execute on function private.current_answer() to anon;

create function public.export_answer()
returns public."text/plain"
language plpgsql stable security invoker
set search_path = ''
set datestyle = 'ISO, YMD' set timezone = 'UTC' set intervalstyle = 'postgres' set extra_float_digits = 1
set bytea_output = 'hex' set standard_conforming_strings = on set jit = off
set statement_timeout = '120s'
as $$
begin
  perform private.require_contact();
  return private.batch_response(private.current_answer()::text, 0, '{}', null);
end;
$$;
comment on function public.export_answer() is
  'Of an answer to a person, as a JSON object: why it is not what was looked at, as a sentence or null, and the other records that it holds, oldest first, with what they have in common with the first.';
revoke execute on function public.export_answer() from public, anon, authenticated, service_role;
grant execute on function public.export_answer() to anon;
