/** A Hydra as it may be before it adopts exports: its own order of columns, keys, policies, rights and functions. */

/** The first migration of its own. */
export const hydraTables = `
  create schema private;
  grant usage on schema private to authenticated;
  create type public.member_role as enum ('owner', 'admin', 'member', 'guest');
  create type public.customer_type as enum ('visitor', 'lead', 'contact', 'former_customer', 'partner');
  create type public.conversation_status as enum ('open', 'assigned', 'waiting', 'resolved', 'spam');
  create type public.message_role as enum ('user', 'assistant', 'tool', 'system');
  create type public.ticket_status as enum ('open', 'in_progress', 'waiting', 'resolved', 'closed');
  create type public.ticket_priority as enum ('low', 'medium', 'high', 'urgent');

  create table public.tenants (
    slug text not null unique check (slug = lower(slug)), plan text not null default 'free', id uuid primary key default gen_random_uuid(),
    name text not null, created_at timestamptz not null default now()
  );
  create table public.members (
    id bigint generated always as identity primary key, user_id uuid not null references auth.users (id), email text not null,
    tenant_id uuid not null references public.tenants (id), display_name text not null, role public.member_role not null
  );
  create table public.accounts (
    id uuid primary key default gen_random_uuid(), tenant_id uuid not null references public.tenants (id), name text not null
  );
  create table public.customers (
    created_at timestamptz not null default now(), id uuid primary key default gen_random_uuid(),
    tenant_id uuid not null references public.tenants (id), score int, type public.customer_type not null default 'visitor',
    email text, name text, company text, job_title text, phone text, source text, external_id text,
    account_id uuid references public.accounts (id), source_bot_id uuid, source_conversation_id uuid, notes text, metadata jsonb,
    churn_reasons jsonb, last_seen_at timestamptz, promoted_at timestamptz, churned_at timestamptz
  );
  create table public.conversations (
    id uuid primary key default gen_random_uuid(), tenant_id uuid not null references public.tenants (id),
    status public.conversation_status not null default 'open', subject text, summary text, channel_id uuid, bot_id uuid,
    widget_id uuid, assigned_agent_id uuid, customer_id uuid references public.customers (id) on delete cascade,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now()
  );
  create table public.messages (
    id uuid primary key default gen_random_uuid(), tenant_id uuid not null, conversation_id uuid not null references public.conversations (id),
    role public.message_role not null, content text not null, tokens int, created_at timestamptz not null default now()
  );
  create table public.replies (
    id uuid primary key default gen_random_uuid(), tenant_id uuid not null, conversation_id uuid not null references public.conversations (id),
    author text not null, body text not null, is_internal boolean not null default false, created_at timestamptz not null default now()
  );
  create table public.tickets (
    id uuid primary key default gen_random_uuid(), tenant_id uuid not null, title text not null, description text,
    status public.ticket_status not null default 'open', priority public.ticket_priority not null default 'low', customer_id uuid,
    conversation_id uuid, assignee_id uuid, created_at timestamptz not null default now(), updated_at timestamptz not null default now()
  );
  create table public.ticket_replies (
    id uuid primary key default gen_random_uuid(), tenant_id uuid not null, ticket_id uuid not null references public.tickets (id),
    author text not null, body text not null, created_at timestamptz not null default now()
  );
  create table public.ticket_notes (
    id uuid primary key default gen_random_uuid(), tenant_id uuid not null, ticket_id uuid not null references public.tickets (id),
    author text not null, body text not null, created_at timestamptz not null default now()
  );
  create table public.invoices (id bigint generated always as identity primary key, tenant_id uuid not null, cents bigint);
  create view public.open_conversations with (security_invoker = true) as select id, tenant_id from public.conversations where status = 'open';

  create function private.workspaces_of_user() returns setof uuid language sql stable security definer set search_path = '' as $$
    select tenant_id from public.members where user_id = auth.uid()
  $$;
  revoke execute on function private.workspaces_of_user() from public;
  grant execute on function private.workspaces_of_user() to authenticated;

  do $$
  declare
    name text;
  begin
    foreach name in array array['tenants', 'members', 'accounts', 'customers', 'conversations', 'messages', 'replies', 'tickets',
      'ticket_replies', 'ticket_notes', 'invoices'] loop
      execute format('alter table public.%I enable row level security', name);
      execute format('create policy "team" on public.%I for select to authenticated using (%I in (select private.workspaces_of_user()))',
        name, case name when 'tenants' then 'id' else 'tenant_id' end);
      execute format('revoke all on public.%I from anon', name);
      execute format('grant select on public.%I to authenticated', name);
    end loop;
  end;
  $$;
`;

/** A later one: functions with all kinds of rights. */
export const hydraFunctions = `
  create function public.hydra_open_to_everybody() returns int language sql as 'select 1';
  create function public.hydra_for_visitors() returns int language sql as 'select 1';
  revoke execute on function public.hydra_for_visitors() from public, authenticated, service_role;
  grant execute on function public.hydra_for_visitors() to anon;
  create function public.hydra_for_the_server() returns int language sql as 'select 1';
  revoke execute on function public.hydra_for_the_server() from public, anon, authenticated;
  create function private.hydra_internal() returns int language sql as 'select 1';
  create function private.hydra_locked() returns int language sql as 'select 1';
  revoke execute on function private.hydra_locked() from public;
`;

/** What the dashboard or an extension has created: postgres does not own it. */
export const functionsOfTheAdministrator = `
  create function public.hydra_of_the_administrator() returns int language sql as 'select 1';
  create extension pg_trgm with schema public;
`;
