-- What pages read of workspaces, customers, conversations and tickets.
--
-- Whatever a user can write may be megabytes, and a contact may have any number of conversations. So each function returns what its
-- page shows and no more: texts are cut here, rows are limited, and texts together stay within what a page can hold.
--
-- Row-level security applies. The timeouts are for PostgREST, which sets them before the call (db-hoisted-tx-settings).

select private.require_objects('private.own_source_conversation_id', 'private.was_of_another');

create function private.cut_text(value text, max_length int) returns text
language sql immutable parallel safe set search_path = ''
as $$
  -- Neither reads the whole of a value that is stored out of line.
  select case when octet_length(value) > octet_length(left(value, max_length)) then left(value, max_length) || '…' else value end
$$;
comment on function private.cut_text(text, int) is 'The first max_length characters, with an ellipsis if there are more.';
revoke execute on function private.cut_text(text, int) from public, anon, authenticated, service_role;
grant execute on function private.cut_text(text, int) to authenticated;

create function private.html_size(value text) returns int
language sql immutable parallel safe set search_path = '' set standard_conforming_strings = on
as $$
  select coalesce(2 * octet_length(value) + 11 * regexp_count(value, '[<>&"''\\[:cntrl:]]'), 0)
$$;
comment on function private.html_size(text) is
  'At most so many bytes is a text on a page: Next.js writes it twice, as HTML and as a JSON string within a JSON string.';
revoke execute on function private.html_size(text) from public, anon, authenticated, service_role;
grant execute on function private.html_size(text) to authenticated;

-- Workspaces

create function private.my_user_id() returns uuid
language sql stable security definer set search_path = ''
as $$
  select auth.uid()
$$;
comment on function private.my_user_id() is 'The signed-in user, for functions that run as a role without usage on the schema auth.';
revoke execute on function private.my_user_id() from public, anon, authenticated, service_role;
grant execute on function private.my_user_id() to authenticated;

create function public.my_workspaces(only_slug text default null)
returns table (id uuid, name text, slug text, role public.member_role, display_name text, owner_name text)
language sql stable security invoker set search_path = '' set statement_timeout = '5s'
as $$
  select t.id, private.cut_text(t.name, 200) as name, t.slug, m.role, private.cut_text(m.display_name, 200),
    private.cut_text(o.display_name, 200)
  from public.members m
  join public.tenants t on t.id = m.tenant_id
  left join lateral (
    -- Hydra allows one owner. Where there are several, one is shown.
    select display_name from public.members where tenant_id = m.tenant_id and role = 'owner' order by user_id limit 1
  ) o on true
  where m.user_id = (select private.my_user_id()) and (only_slug is null or t.slug = only_slug)
  order by name, t.id
  limit 100
$$;
comment on function public.my_workspaces(text) is
  'Up to 100 workspaces of the signed-in user, by name, or the one with a slug, with the user''s role and name there and the owner''s name.';
revoke execute on function public.my_workspaces(text) from public, anon, authenticated, service_role;
grant execute on function public.my_workspaces(text) to authenticated;

-- One customer

create function public.customer_details(workspace uuid, customer uuid)
returns table (
  id uuid, type public.customer_type, name text, email text, company text, job_title text, phone text, source text, external_id text,
  account_id uuid, account_name text, source_bot_id uuid, source_conversation_id uuid, created_at timestamptz, last_seen_at timestamptz,
  promoted_at timestamptz, churned_at timestamptz, notes text, notes_bytes int, metadata text, metadata_bytes int,
  churn_reasons text, churn_reasons_bytes int
)
language sql stable security invoker set search_path = '' set statement_timeout = '5s'
as $$
  with found as materialized (
    select c.*,
      -- As text, because JSON.parse would round long numbers. Not of more than a megabyte as stored, which can be compressed ninetyfold.
      case when pg_column_size(c.metadata) <= 1000000 then c.metadata::text end as metadata_text,
      case when pg_column_size(c.churn_reasons) <= 1000000 then c.churn_reasons::text end as churn_reasons_text
    from public.customers c where c.tenant_id = workspace and c.id = customer
  )
  select c.id, c.type, private.cut_text(c.name, 1000), private.cut_text(c.email, 1000), private.cut_text(c.company, 1000),
    private.cut_text(c.job_title, 1000), private.cut_text(c.phone, 1000), private.cut_text(c.source, 1000),
    private.cut_text(c.external_id, 1000), c.account_id,
    (select private.cut_text(a.name, 1000) from public.accounts a where a.tenant_id = workspace and a.id = c.account_id),
    c.source_bot_id, c.source_conversation_id, c.created_at, c.last_seen_at, c.promoted_at, c.churned_at,
    left(c.notes, 10000), octet_length(c.notes),
    left(c.metadata_text, 20000), coalesce(octet_length(c.metadata_text), pg_column_size(c.metadata)),
    left(c.churn_reasons_text, 20000), coalesce(octet_length(c.churn_reasons_text), pg_column_size(c.churn_reasons))
  from found c
$$;
comment on function public.customer_details(uuid, uuid) is
  'The fields of a customer, cut, with the length in bytes of those that may be long. JSON of more than a megabyte as stored is null.';
revoke execute on function public.customer_details(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.customer_details(uuid, uuid) to authenticated;

-- The conversations and tickets of a customer, by the rules of 20261110090000_customer_records.sql.

create function public.count_customer_records(workspace uuid, customer uuid)
returns table (conversations int, tickets int, entries int, notes int)
language sql stable security invoker set search_path = '' set jit = off set statement_timeout = '5s'
as $$
  with source as materialized (
    select id from private.own_source_conversation_id(workspace, customer) id where id is not null
  ), conversation as materialized (
    select id from public.conversations where tenant_id = workspace and customer_id = customer
    union all select id from source
    limit 10001
  ), ticket as materialized (
    select id from public.tickets where tenant_id = workspace and customer_id = customer
    union all
    select t.id from public.conversations v join public.tickets t on t.tenant_id = workspace and t.conversation_id = v.id
    where v.tenant_id = workspace and v.customer_id = customer and t.customer_id is null
      and not private.was_of_another(t.id, customer)
    union all
    select t.id from source s join public.tickets t on t.tenant_id = workspace and t.conversation_id = s.id
    where t.customer_id is null and not private.was_of_another(t.id, customer)
    limit 10001
  ), entry as materialized (
    -- The inner limits keep the planner from reading whole tables.
    select false as is_note from conversation c cross join lateral (
      select from public.messages where tenant_id = workspace and conversation_id = c.id limit 10001
    ) m
    union all
    select r.is_internal from conversation c cross join lateral (
      select is_internal from public.replies where tenant_id = workspace and conversation_id = c.id limit 10001
    ) r
    union all
    select false from ticket t cross join lateral (
      select from public.ticket_replies where tenant_id = workspace and ticket_id = t.id limit 10001
    ) r
    union all
    select true from ticket t cross join lateral (
      select from public.ticket_notes where tenant_id = workspace and ticket_id = t.id limit 10001
    ) n
    limit 10001
  )
  select (select count(*) from conversation)::int, (select count(*) from ticket)::int,
    (select count(*) from entry)::int, (select count(*) from entry where is_note)::int
  from public.customers where tenant_id = workspace and id = customer
$$;
comment on function public.count_customer_records(uuid, uuid) is
  'How many conversations and tickets a customer has, how many messages, replies and notes are in these, and how many of those are internal notes; 10001 stands for more than 10000. No row if there is no such customer.';
revoke execute on function public.count_customer_records(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function public.count_customer_records(uuid, uuid) to authenticated;

-- Their threads: of each, the newest 100 entries, but all texts of a page have a common budget, in bytes of HTML. Every thread gets its
-- newest entry before any gets its second. The budget is applied twice: first by lengths, which Postgres knows without reading the texts.

create type private.thread_entry as (
  parent_id uuid, position bigint, rank bigint, id uuid, kind text, author text, text text, bytes int, created_at timestamptz
);
comment on type private.thread_entry is
  'An entry of a thread on a page, its texts cut. rank: 1 for the newest entry of its thread; 0 for what the thread begins with, a summary or a description.';

create function private.fit_entries(entries private.thread_entry[], max_size int)
returns table (parent_id uuid, opening text, entries json)
language sql stable set search_path = ''
as $$
  select s.parent_id, max(s.text) filter (where s.rank = 0),
    coalesce(json_agg(
      json_build_object('id', s.id, 'kind', s.kind, 'author', s.author, 'text', s.text, 'bytes', s.bytes, 'createdAt', s.created_at)
      order by s.created_at, s.id
    ) filter (where s.rank > 0), '[]')
  from (
    select e.*, sum(1500 + private.html_size(e.author) + private.html_size(e.text)) over (order by e.rank, e.position) as size
    from unnest(fit_entries.entries) e
  ) s
  where s.size <= max_size
  group by s.parent_id
$$;
comment on function private.fit_entries(private.thread_entry[], int) is
  'The threads of a page as far as their entries fit into max_size bytes of HTML: the text with rank 0, and the other entries, oldest first.';
revoke execute on function private.fit_entries(private.thread_entry[], int) from public, anon, authenticated, service_role;
grant execute on function private.fit_entries(private.thread_entry[], int) to authenticated;

create function public.customer_conversations(
  workspace uuid, customer uuid,
  before_created_at timestamptz default 'infinity', before_id uuid default 'ffffffff-ffff-ffff-ffff-ffffffffffff'
)
returns table (
  id uuid, status public.conversation_status, subject text, created_at timestamptz, summary text, summary_bytes int,
  entries json, entry_count int
)
language sql stable security invoker set search_path = '' set statement_timeout = '5s'
as $$
  with page as materialized (
    select v.*, row_number() over (order by v.created_at desc, v.id desc) as position
    from (
      (
        select v.id, v.status, v.subject, v.summary, v.created_at from public.conversations v
        where v.tenant_id = workspace and v.customer_id = customer and (v.created_at, v.id) < (before_created_at, before_id)
        order by v.created_at desc, v.id desc limit 21
      )
      union all
      select v.id, v.status, v.subject, v.summary, v.created_at from public.conversations v
      where v.tenant_id = workspace and v.id = (select private.own_source_conversation_id(workspace, customer))
        and (v.created_at, v.id) < (before_created_at, before_id)
      order by created_at desc, id desc limit 21
    ) v
  ), newest as (
    select p.id as parent_id, p.position, 0 as rank, p.id, 'summary' as kind, null as author, p.summary as body, p.created_at
    from page p where p.position <= 20 and p.summary is not null
    union all
    select p.id, p.position, row_number() over (partition by p.id order by e.created_at desc, e.id desc),
      e.id, e.kind, e.author, e.body, e.created_at
    from page p cross join lateral (
      (
        select m.id, m.role::text as kind, null as author, m.content as body, m.created_at from public.messages m
        where m.tenant_id = workspace and m.conversation_id = p.id order by m.created_at desc, m.id desc limit 100
      )
      union all
      (
        select r.id, case when r.is_internal then 'note' else 'reply' end, r.author, r.body, r.created_at from public.replies r
        where r.tenant_id = workspace and r.conversation_id = p.id order by r.created_at desc, r.id desc limit 100
      )
      order by created_at desc, id desc limit 100
    ) e
    where p.position <= 20
  ), short_enough as (
    select *, sum(1500 + 2 * least(octet_length(n.body), 10000)) over (order by n.rank, n.position) as size from newest n
  ), shown as materialized (
    select * from private.fit_entries(array(
      select (s.parent_id, s.position, s.rank, s.id, s.kind, private.cut_text(s.author, 200), left(s.body, 10000),
        octet_length(s.body), s.created_at)::private.thread_entry
      from short_enough s where s.size <= 500000
    ), 500000)
  )
  select p.id, p.status, private.cut_text(p.subject, 200), p.created_at,
    s.opening, octet_length(p.summary), coalesce(s.entries, '[]'),
    (
      select count(*) from (
        select from public.messages m where m.tenant_id = workspace and m.conversation_id = p.id
        union all select from public.replies r where r.tenant_id = workspace and r.conversation_id = p.id
        limit 10001
      ) e
    )::int
  from page p left join shown s on s.parent_id = p.id order by p.position
$$;
comment on function public.customer_conversations(uuid, uuid, timestamptz, uuid) is
  'The conversations of a customer before a cursor, newest first: 20, and one more if there is a next page. Entries are oldest first; an entry_count of 10001 stands for more than 10000.';
revoke execute on function public.customer_conversations(uuid, uuid, timestamptz, uuid) from public, anon, authenticated, service_role;
grant execute on function public.customer_conversations(uuid, uuid, timestamptz, uuid) to authenticated;

create function public.customer_tickets(
  workspace uuid, customer uuid,
  before_created_at timestamptz default 'infinity', before_id uuid default 'ffffffff-ffff-ffff-ffff-ffffffffffff'
)
returns table (
  id uuid, status public.ticket_status, priority public.ticket_priority, title text, created_at timestamptz, description text,
  description_bytes int, entries json, entry_count int
)
language sql stable security invoker set search_path = '' set statement_timeout = '5s'
as $$
  with page as materialized (
    select t.*, row_number() over (order by t.created_at desc, t.id desc) as position
    from (
      (
        select t.id, t.status, t.priority, t.title, t.description, t.created_at from public.tickets t
        where t.tenant_id = workspace and t.customer_id = customer and (t.created_at, t.id) < (before_created_at, before_id)
        order by t.created_at desc, t.id desc limit 21
      )
      union all
      (
        select t.id, t.status, t.priority, t.title, t.description, t.created_at
        from public.conversations v join public.tickets t on t.tenant_id = workspace and t.conversation_id = v.id
        where v.tenant_id = workspace and t.customer_id is null and not private.was_of_another(t.id, customer)
          and (t.created_at, t.id) < (before_created_at, before_id)
          and (v.customer_id = customer or v.id = (select private.own_source_conversation_id(workspace, customer)))
        order by t.created_at desc, t.id desc limit 21
      )
      order by created_at desc, id desc limit 21
    ) t
  ), newest as (
    select p.id as parent_id, p.position, 0 as rank, p.id, 'description' as kind, null as author, p.description as body, p.created_at
    from page p where p.position <= 20 and p.description is not null
    union all
    select p.id, p.position, row_number() over (partition by p.id order by e.created_at desc, e.id desc),
      e.id, e.kind, e.author, e.body, e.created_at
    from page p cross join lateral (
      (
        select r.id, 'reply' as kind, r.author, r.body, r.created_at from public.ticket_replies r
        where r.tenant_id = workspace and r.ticket_id = p.id order by r.created_at desc, r.id desc limit 100
      )
      union all
      (
        select n.id, 'note', n.author, n.body, n.created_at from public.ticket_notes n
        where n.tenant_id = workspace and n.ticket_id = p.id order by n.created_at desc, n.id desc limit 100
      )
      order by created_at desc, id desc limit 100
    ) e
    where p.position <= 20
  ), short_enough as (
    select *, sum(1500 + 2 * least(octet_length(n.body), 10000)) over (order by n.rank, n.position) as size from newest n
  ), shown as materialized (
    select * from private.fit_entries(array(
      select (s.parent_id, s.position, s.rank, s.id, s.kind, private.cut_text(s.author, 200), left(s.body, 10000),
        octet_length(s.body), s.created_at)::private.thread_entry
      from short_enough s where s.size <= 300000
    ), 300000)
  )
  select p.id, p.status, p.priority, private.cut_text(p.title, 200), p.created_at,
    s.opening, octet_length(p.description), coalesce(s.entries, '[]'),
    (
      select count(*) from (
        select from public.ticket_replies r where r.tenant_id = workspace and r.ticket_id = p.id
        union all select from public.ticket_notes n where n.tenant_id = workspace and n.ticket_id = p.id
        limit 10001
      ) e
    )::int
  from page p left join shown s on s.parent_id = p.id order by p.position
$$;
comment on function public.customer_tickets(uuid, uuid, timestamptz, uuid) is
  'The tickets of a customer before a cursor, newest first: 20, and one more if there is a next page. Entries are as in customer_conversations.';
revoke execute on function public.customer_tickets(uuid, uuid, timestamptz, uuid) from public, anon, authenticated, service_role;
grant execute on function public.customer_tickets(uuid, uuid, timestamptz, uuid) to authenticated;
