-- What the page reads that prepares an answer to a person. For owners and admins.
--
-- Security definer where row-level security would prevent the use of an index (= of our functions is not leakproof): these functions of
-- the schema private check the role themselves.

select private.require_objects('private.same_person', 'private.records_fingerprint', 'private.my_admin_tenants', 'private.cut_text',
  'private.html_size');

create function private.admin_same_person(workspace uuid, customer uuid) returns setof public.customers
language plpgsql stable security definer set search_path = '' set jit = off
as $$
begin
  if workspace not in (select private.my_admin_tenants()) then
    return;
  end if;
  return query
    select c.* from private.same_person(workspace, customer) s
    join public.customers c on c.tenant_id = workspace and c.id = s.id
    order by c.created_at, c.id limit 51;
end;
$$;
comment on function private.admin_same_person(uuid, uuid) is 'For owners and admins: see public.same_person.';
revoke execute on function private.admin_same_person(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function private.admin_same_person(uuid, uuid) to authenticated;

create function public.same_person(workspace uuid, customer uuid)
returns table (
  id uuid, type public.customer_type, name text, email text, phone text, created_at timestamptz, same_email boolean, same_phone boolean
)
language sql stable security invoker set search_path = '' set statement_timeout = '5s'
as $$
  select c.id, c.type, private.cut_text(c.name, 200), private.cut_text(c.email, 200), private.cut_text(c.phone, 200), c.created_at,
    coalesce(private.email_key(c.email) = private.email_key(o.email), false),
    coalesce(private.phone_key(c.phone) = private.phone_key(o.phone), false)
  from public.customers o cross join lateral private.admin_same_person(workspace, customer) c
  where o.tenant_id = workspace and o.id = customer
  order by c.created_at, c.id
$$;
comment on function public.same_person(uuid, uuid) is
  'Other records of a workspace with the email address or telephone number of a customer, oldest first: up to 50, and one more if there are more.';
revoke execute on function public.same_person(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.same_person(uuid, uuid) to authenticated;

create function private.admin_answer_preview(workspace uuid, contacts uuid[]) returns text
language plpgsql stable security definer set search_path = '' set jit = off
as $$
begin
  if workspace not in (select private.my_admin_tenants()) then
    return null;
  end if;
  return (select f.fingerprint from private.records_fingerprint(workspace, contacts[1:51], null, 'infinity') f);
end;
$$;
comment on function private.admin_answer_preview(uuid, uuid[]) is 'For owners and admins: see public.answer_preview.';
revoke execute on function private.admin_answer_preview(uuid, uuid[]) from public, anon, authenticated, service_role;
grant execute on function private.admin_answer_preview(uuid, uuid[]) to authenticated;

create function public.answer_preview(workspace uuid, contacts uuid[])
returns table (looked_at text, preview text)
language sql stable security invoker set search_path = '' set statement_timeout = '30s'
as $$
  select to_char(statement_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), p.preview
  from private.admin_answer_preview(workspace, contacts) p (preview)
  where p.preview is not null
$$;
comment on function public.answer_preview(uuid, uuid[]) is
  'When an answer about these customers was looked at, and a fingerprint of their records, which the export compares: see private.is_answer.';
revoke execute on function public.answer_preview(uuid, uuid[]) from public, anon, authenticated, service_role;
grant execute on function public.answer_preview(uuid, uuid[]) to authenticated;

-- One thread, whatever its length: pages of up to 50 entries, as far as their texts fit.

create function public.thread_entries(
  workspace uuid, customer uuid, parent_type text, parent uuid,
  before_created_at timestamptz default 'infinity', before_id uuid default 'ffffffff-ffff-ffff-ffff-ffffffffffff'
)
returns table (id uuid, kind text, author text, text text, bytes int, created_at timestamptz, is_last boolean)
language sql stable security invoker set search_path = '' set statement_timeout = '5s'
as $$
  with parents as materialized (
    select v.id from public.conversations v
    where parent_type = 'conversation' and v.tenant_id = workspace and v.id = parent
      and (v.customer_id = customer or v.id = (select private.own_source_conversation_id(workspace, customer)))
    union all
    select t.id from public.tickets t
    where parent_type = 'ticket' and t.tenant_id = workspace and t.id = parent and (
      t.customer_id = customer
      or (t.customer_id is null and not private.was_of_another(t.id, customer) and exists (
        select from public.conversations v where v.tenant_id = workspace and v.id = t.conversation_id
          and (v.customer_id = customer or v.id = (select private.own_source_conversation_id(workspace, customer)))
      ))
    )
  ), entries as materialized (
    select e.*, row_number() over (order by e.created_at desc, e.id desc) as position
    from parents p cross join lateral (
      (
        select m.id, m.role::text as kind, null as author, m.content as body, m.created_at from public.messages m
        where parent_type = 'conversation' and m.tenant_id = workspace and m.conversation_id = p.id
          and (m.created_at, m.id) < (before_created_at, before_id)
        order by m.created_at desc, m.id desc limit 51
      )
      union all
      (
        select r.id, case when r.is_internal then 'note' else 'reply' end, r.author, r.body, r.created_at from public.replies r
        where parent_type = 'conversation' and r.tenant_id = workspace and r.conversation_id = p.id
          and (r.created_at, r.id) < (before_created_at, before_id)
        order by r.created_at desc, r.id desc limit 51
      )
      union all
      (
        select r.id, 'reply', r.author, r.body, r.created_at from public.ticket_replies r
        where parent_type = 'ticket' and r.tenant_id = workspace and r.ticket_id = p.id
          and (r.created_at, r.id) < (before_created_at, before_id)
        order by r.created_at desc, r.id desc limit 51
      )
      union all
      (
        select n.id, 'note', n.author, n.body, n.created_at from public.ticket_notes n
        where parent_type = 'ticket' and n.tenant_id = workspace and n.ticket_id = p.id
          and (n.created_at, n.id) < (before_created_at, before_id)
        order by n.created_at desc, n.id desc limit 51
      )
      order by created_at desc, id desc limit 51
    ) e
  ), sized as (
    select e.id, e.kind, private.cut_text(e.author, 200) as author, left(e.body, 60000) as text, octet_length(e.body) as bytes,
      e.created_at, e.position, sum(1500 + private.html_size(left(e.body, 60000))) over (order by e.position) as size
    from entries e
  ), fitting as (
    select * from sized where position = 1 or (position <= 50 and size <= 800000)
  )
  select f.id, f.kind, f.author, f.text, f.bytes, f.created_at, (select count(*) from fitting) = (select count(*) from entries)
  from fitting f order by f.position
$$;
comment on function public.thread_entries(uuid, uuid, text, uuid, timestamptz, uuid) is
  'The entries of a conversation or ticket of a customer before a cursor, newest first: up to 50, as far as their texts fit on a page, each cut to 60,000 characters; is_last if there are no older ones. None for what is not the customer''s.';
revoke execute on function public.thread_entries(uuid, uuid, text, uuid, timestamptz, uuid) from public, anon, authenticated, service_role;
grant execute on function public.thread_entries(uuid, uuid, text, uuid, timestamptz, uuid) to authenticated;

-- Names that stand in texts

create function private.admin_known_names(workspace uuid, contacts uuid[], candidates text[]) returns setof text
language plpgsql stable security definer set search_path = '' set jit = off
as $$
begin
  if workspace not in (select private.my_admin_tenants()) then
    return;
  end if;
  return query
    with folded as materialized (
      select distinct private.fold_text(c) as name, private.email_key(c) as email, private.phone_key(c) as phone from unnest(candidates) c
    ), found as (
      select c.id, c.name from folded f join public.customers c on c.tenant_id = workspace and private.fold_text(left(c.name, 100)) = f.name
      where c.name is not null and f.name <> ''
      union
      select c.id, c.name from folded f join public.customers c on c.tenant_id = workspace and private.email_key(c.email) = f.email
      where c.email is not null
      union
      select c.id, c.name from folded f join public.customers c on c.tenant_id = workspace and private.phone_key(c.phone) = f.phone
      where c.phone is not null
    )
    select distinct left(f.name, 100) from found f where f.id <> all (contacts) and f.name <> '' limit 200;
end;
$$;
comment on function private.admin_known_names(uuid, uuid[], text[]) is 'For owners and admins: see public.known_names.';
revoke execute on function private.admin_known_names(uuid, uuid[], text[]) from public, anon, authenticated, service_role;
grant execute on function private.admin_known_names(uuid, uuid[], text[]) to authenticated;

create function public.known_names(workspace uuid, contacts uuid[], candidates text[])
returns setof text
language plpgsql stable security invoker set search_path = '' set statement_timeout = '5s'
as $$
begin
  if cardinality(candidates) > 5000 or cardinality(contacts) > 51 then
    raise exception 'There are at most 5000 candidates and 51 contacts.' using errcode = 'invalid_parameter_value';
  end if;
  return query select * from private.admin_known_names(workspace, contacts, candidates);
end;
$$;
comment on function public.known_names(uuid, uuid[], text[]) is
  'The names of up to 200 other customers of a workspace whose name, email address or telephone number is one of these candidates.';
revoke execute on function public.known_names(uuid, uuid[], text[]) from public, anon, authenticated, service_role;
grant execute on function public.known_names(uuid, uuid[], text[]) to authenticated;
