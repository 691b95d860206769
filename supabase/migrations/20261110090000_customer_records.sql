-- Whose data is it: which conversations and tickets belong to a customer. The customer's page and the file of a single contact
-- follow these rules (GDPR Art. 15(4): one person's file holds nobody else's data).
--
--   A conversation belongs to its customer. One without a customer belongs to the customer that was created from it
--   (source_conversation_id), if that is one customer only.
--   A ticket belongs to its customer. One without a customer belongs to the customer that its conversation belongs to.
--   What was once another customer's belongs to nobody, also when that customer is deleted, which unlinks it.

select private.require_objects('public.customers', 'public.conversations', 'public.tickets');

create table private.former_customers (
  record_id uuid not null,
  customer_id uuid not null,
  primary key (record_id, customer_id)
);
comment on table private.former_customers is 'The customers that conversations and tickets without a customer had before.';
revoke all on private.former_customers from public, anon, authenticated, service_role;

create function private.remember_customer() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into private.former_customers values (old.id, old.customer_id) on conflict do nothing;
  return new;
end;
$$;
comment on function private.remember_customer() is 'Trigger function: a conversation or ticket loses its customer.';
revoke execute on function private.remember_customer() from public, anon, authenticated, service_role;
create trigger conversations_remember_customer before update on public.conversations
  for each row when (old.customer_id is not null and new.customer_id is null) execute function private.remember_customer();
create trigger tickets_remember_customer before update on public.tickets
  for each row when (old.customer_id is not null and new.customer_id is null) execute function private.remember_customer();

create function private.was_of_another(record uuid, customer uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (select from private.former_customers f where f.record_id = record and f.customer_id <> customer)
$$;
comment on function private.was_of_another(uuid, uuid) is
  'Whether a conversation or ticket without a customer had another customer than this one before.';
revoke execute on function private.was_of_another(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function private.was_of_another(uuid, uuid) to anon, authenticated;

create function private.was_of_others(record uuid, customers uuid[]) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (select from private.former_customers f where f.record_id = record and f.customer_id <> all (customers))
$$;
comment on function private.was_of_others(uuid, uuid[]) is
  'Whether a conversation or ticket without a customer had another customer than these before.';
revoke execute on function private.was_of_others(uuid, uuid[]) from public, anon, authenticated, service_role;
grant execute on function private.was_of_others(uuid, uuid[]) to anon, authenticated;

create function private.own_source_conversation_id(workspace uuid, customer uuid) returns uuid
language sql stable security definer set search_path = ''
as $$
  select v.id
  from public.customers c
  join public.conversations v on v.tenant_id = c.tenant_id and v.id = c.source_conversation_id
  where c.tenant_id = workspace and c.id = customer and v.customer_id is null and not private.was_of_another(v.id, customer)
    and not exists (
      select from public.customers other
      where other.tenant_id = workspace and other.source_conversation_id = v.id and other.id <> customer
    )
$$;
comment on function private.own_source_conversation_id(uuid, uuid) is
  'The conversation that a customer was created from, if it has no customer, had no other, and no other customer was created from it; else null. Checks no access: for functions whose queries do.';
revoke execute on function private.own_source_conversation_id(uuid, uuid) from public, anon, authenticated, service_role;
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
        and not private.was_of_another(id, customer)
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
revoke execute on function private.newest_customer_record(uuid, uuid) from public, anon, authenticated, service_role;
