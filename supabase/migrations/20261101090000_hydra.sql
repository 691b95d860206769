-- Hydra's tables that exports read: workspaces, members, customers, conversations and tickets.
--
-- For a project that has none. One that has its own does not apply this file (docs/adopting.md).
--
-- Every table has a tenant_id and row-level security: only the members of a workspace read its rows.
-- Foreign keys include tenant_id, so a row cannot refer to a record of another workspace.

do $$
begin
  if to_regclass('public.tenants') is not null then
    raise exception 'This project has a table public.tenants: it does not need this migration, which creates Hydra''s tables.'
      using errcode = 'duplicate_table', hint = 'Mark it as applied: npx supabase migration repair --status applied 20261101090000 --remote. See docs/adopting.md.';
  end if;
end;
$$;

create type public.member_role as enum ('owner', 'admin', 'member');
create type public.customer_type as enum ('lead', 'contact', 'former_customer', 'visitor');
create type public.conversation_status as enum ('open', 'assigned', 'waiting', 'resolved');
create type public.message_role as enum ('user', 'assistant', 'tool');
create type public.ticket_status as enum ('open', 'in_progress', 'waiting', 'resolved', 'closed');
create type public.ticket_priority as enum ('low', 'medium', 'high', 'urgent');

-- Workspaces and their members

create table public.tenants (
  id uuid primary key default gen_random_uuid(),
  name text not null check (btrim(name) <> ''),
  slug text not null unique,
  created_at timestamptz not null default now()
);
comment on table public.tenants is 'A workspace. Its slug is the first segment of the path of its pages.';

create table public.members (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  role public.member_role not null default 'member',
  display_name text not null,
  email text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, user_id)
);
comment on table public.members is 'The users of a workspace and their roles.';
create unique index members_one_owner_idx on public.members (tenant_id) where role = 'owner';

create function private.require_owner() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  workspace uuid;
begin
  if tg_table_name = 'tenants' then
    workspace := new.id;
  else
    workspace := old.tenant_id;
  end if;
  if exists (select from public.tenants where id = workspace)
    and not exists (select from public.members where tenant_id = workspace and role = 'owner')
  then
    raise exception 'A workspace needs exactly one owner.' using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end;
$$;
comment on function private.require_owner() is
  'Requires, at commit, that a workspace has an owner. The unique index members_one_owner_idx allows no second one.';
revoke execute on function private.require_owner() from public, anon, authenticated, service_role;

create constraint trigger tenants_require_owner after insert on public.tenants
  deferrable initially deferred for each row execute function private.require_owner();
create constraint trigger members_require_owner after update or delete on public.members
  deferrable initially deferred for each row execute function private.require_owner();

-- Customers

create table public.accounts (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete restrict,
  name text not null,
  domain text,
  created_at timestamptz not null default now(),
  unique (tenant_id, id)
);
comment on table public.accounts is 'A company that customers work for.';

create table public.customers (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete restrict,
  type public.customer_type not null default 'lead',
  email text,
  name text,
  company text,
  job_title text,
  phone text,
  source text,
  external_id text,
  account_id uuid,
  source_bot_id uuid,
  source_conversation_id uuid,
  notes text,
  metadata jsonb,
  churn_reasons jsonb,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz,
  promoted_at timestamptz,
  churned_at timestamptz,
  unique (tenant_id, id),
  foreign key (tenant_id, account_id) references public.accounts (tenant_id, id) on delete set null (account_id)
);
comment on table public.customers is 'The leads, contacts, former customers and anonymous visitors of a workspace.';
create index customers_account_idx on public.customers (tenant_id, account_id);

-- Conversations

create table public.conversations (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete restrict,
  status public.conversation_status not null default 'open',
  subject text,
  summary text,
  channel_id uuid,
  bot_id uuid,
  widget_id uuid,
  assigned_agent_id uuid,
  customer_id uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (tenant_id, id),
  foreign key (tenant_id, customer_id) references public.customers (tenant_id, id) on delete set null (customer_id)
);
comment on table public.conversations is 'A chat between a customer and the bot or the team.';

alter table public.customers add constraint customers_source_conversation_fkey
  foreign key (tenant_id, source_conversation_id) references public.conversations (tenant_id, id)
  on delete set null (source_conversation_id);

create table public.messages (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete restrict,
  conversation_id uuid not null,
  role public.message_role not null,
  content text not null,
  created_at timestamptz not null default now(),
  foreign key (tenant_id, conversation_id) references public.conversations (tenant_id, id) on delete cascade
);
comment on table public.messages is 'A message between the customer and the bot.';

create table public.replies (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete restrict,
  conversation_id uuid not null,
  author text not null,
  body text not null,
  is_internal boolean not null default false,
  created_at timestamptz not null default now(),
  foreign key (tenant_id, conversation_id) references public.conversations (tenant_id, id) on delete cascade
);
comment on table public.replies is 'A reply or an internal note by a member of the team in a conversation.';

-- Tickets

create table public.tickets (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete restrict,
  title text not null,
  description text,
  status public.ticket_status not null default 'open',
  priority public.ticket_priority not null default 'medium',
  customer_id uuid,
  conversation_id uuid,
  assignee_id uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (tenant_id, id),
  foreign key (tenant_id, customer_id) references public.customers (tenant_id, id) on delete set null (customer_id),
  foreign key (tenant_id, conversation_id) references public.conversations (tenant_id, id) on delete set null (conversation_id)
);
comment on table public.tickets is 'A task for the team, usually about one customer.';

create table public.ticket_replies (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete restrict,
  ticket_id uuid not null,
  author text not null,
  body text not null,
  created_at timestamptz not null default now(),
  foreign key (tenant_id, ticket_id) references public.tickets (tenant_id, id) on delete cascade
);
comment on table public.ticket_replies is 'A reply on a ticket.';

create table public.ticket_notes (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete restrict,
  ticket_id uuid not null,
  author text not null,
  body text not null,
  created_at timestamptz not null default now(),
  foreign key (tenant_id, ticket_id) references public.tickets (tenant_id, id) on delete cascade
);
comment on table public.ticket_notes is 'An internal note of the team on a ticket.';

-- Row-level security

alter table public.tenants enable row level security;
create policy "Members read their workspace" on public.tenants
  for select to authenticated using (id in (select private.my_tenants()));

alter table public.members enable row level security;
create policy "Members read the members of their workspace" on public.members
  for select to authenticated using (tenant_id in (select private.my_tenants()));

alter table public.accounts enable row level security;
create policy "Members read the accounts of their workspace" on public.accounts
  for select to authenticated using (tenant_id in (select private.my_tenants()));

alter table public.customers enable row level security;
create policy "Members read the customers of their workspace" on public.customers
  for select to authenticated using (tenant_id in (select private.my_tenants()));

alter table public.conversations enable row level security;
create policy "Members read the conversations of their workspace" on public.conversations
  for select to authenticated using (tenant_id in (select private.my_tenants()));

alter table public.messages enable row level security;
create policy "Members read the messages of their workspace" on public.messages
  for select to authenticated using (tenant_id in (select private.my_tenants()));

alter table public.replies enable row level security;
create policy "Members read the replies of their workspace" on public.replies
  for select to authenticated using (tenant_id in (select private.my_tenants()));

alter table public.tickets enable row level security;
create policy "Members read the tickets of their workspace" on public.tickets
  for select to authenticated using (tenant_id in (select private.my_tenants()));

alter table public.ticket_replies enable row level security;
create policy "Members read the ticket replies of their workspace" on public.ticket_replies
  for select to authenticated using (tenant_id in (select private.my_tenants()));

alter table public.ticket_notes enable row level security;
create policy "Members read the ticket notes of their workspace" on public.ticket_notes
  for select to authenticated using (tenant_id in (select private.my_tenants()));

-- By name, because default privileges may grant everything or nothing. export_token.sql grants anon what an export token reads.

revoke all on public.tenants, public.members, public.accounts, public.customers, public.conversations, public.messages,
  public.replies, public.tickets, public.ticket_replies, public.ticket_notes from public, anon, authenticated, service_role;
grant select on public.tenants, public.members, public.accounts, public.customers, public.conversations, public.messages,
  public.replies, public.tickets, public.ticket_replies, public.ticket_notes to authenticated;
grant all on public.tenants, public.members, public.accounts, public.customers, public.conversations, public.messages,
  public.replies, public.tickets, public.ticket_replies, public.ticket_notes to service_role;
