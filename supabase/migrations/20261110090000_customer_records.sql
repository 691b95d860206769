-- Whose data is it: which conversations and tickets belong to a customer. The customer's page and the file of a single contact
-- follow these rules (GDPR Art. 15(4): one person's file holds nobody else's data).
--
--   A conversation belongs to its customer. One without a customer belongs to the customer that was created from it
--   (source_conversation_id), if that is one customer only.
--   A ticket belongs to its customer. One without a customer belongs to the customer that its conversation belongs to.

create function private.own_source_conversation_id(workspace uuid, customer uuid) returns uuid
language sql stable security definer set search_path = ''
as $$
  select v.id
  from public.customers c
  join public.conversations v on v.tenant_id = c.tenant_id and v.id = c.source_conversation_id
  where c.tenant_id = workspace and c.id = customer and v.customer_id is null
    and not exists (
      select from public.customers other
      where other.tenant_id = workspace and other.source_conversation_id = v.id and other.id <> customer
    )
$$;
comment on function private.own_source_conversation_id(uuid, uuid) is
  'The conversation that a customer was created from, if it has no customer and no other customer was created from it; else null. Checks no access: for functions whose queries do.';
grant execute on function private.own_source_conversation_id(uuid, uuid) to authenticated;

create function private.newest_customer_record(workspace uuid, customer uuid) returns timestamptz
language sql stable security definer set search_path = ''
as $$
  with conversations as (
    select id, created_at from public.conversations where tenant_id = workspace and customer_id = customer
    union all
    select id, created_at from public.conversations
    where tenant_id = workspace and id = private.own_source_conversation_id(workspace, customer)
  ), tickets as (
    select id, created_at from public.tickets where tenant_id = workspace and customer_id = customer
    union all
    select t.id, t.created_at from conversations v cross join lateral (
      select id, created_at from public.tickets where tenant_id = workspace and conversation_id = v.id and customer_id is null
      offset 0
    ) t
  ), newest (created_at) as (
    select max(created_at) from conversations
    union all
    select max(m.created_at) from conversations v cross join lateral (
      select created_at from public.messages where tenant_id = workspace and conversation_id = v.id order by created_at desc limit 1
    ) m
    union all
    select max(r.created_at) from conversations v cross join lateral (
      select created_at from public.replies where tenant_id = workspace and conversation_id = v.id order by created_at desc limit 1
    ) r
    union all
    select max(created_at) from tickets
    union all
    select max(r.created_at) from tickets t cross join lateral (
      select created_at from public.ticket_replies where tenant_id = workspace and ticket_id = t.id order by created_at desc limit 1
    ) r
    union all
    select max(n.created_at) from tickets t cross join lateral (
      select created_at from public.ticket_notes where tenant_id = workspace and ticket_id = t.id order by created_at desc limit 1
    ) n
  )
  select max(created_at) from newest
$$;
comment on function private.newest_customer_record(uuid, uuid) is
  'The highest created_at among the conversations and tickets of a customer and their messages, replies and notes; null without any.';

revoke execute on all functions in schema public, private from public;
