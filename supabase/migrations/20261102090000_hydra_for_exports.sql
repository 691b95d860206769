-- What exports add to Hydra's tables, besides triggers and policies: safe slugs, and an index for each way they read.
--
-- "if not exists": a project with large tables creates the indexes before, concurrently (docs/adopting.md).

select private.require_hydra();

do $$
declare
  unsafe constant text := (
    select string_agg(distinct quote_literal(slug), ', ') from (
      select slug from public.tenants
      where slug !~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'
        or slug in ('api', 'contacts', 'go', 'leads', 'login', 'schemas', 'settings', 'team')
      limit 5
    ) tenants
  );
begin
  if unsafe is not null then
    raise exception 'The slug of a workspace is part of addresses and file names, for which these cannot be used: %.', unsafe
      using errcode = 'check_violation', hint = 'Change these slugs and all like them. docs/adopting.md lists what is allowed.';
  end if;
end;
$$;

alter table public.tenants add constraint tenants_slug_for_exports check (
  slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'
  and slug not in ('api', 'contacts', 'go', 'leads', 'login', 'schemas', 'settings', 'team')
);

create index if not exists members_user_id_idx on public.members (user_id);

-- Keyset pagination: (created_at, id) within a workspace, and within the parent for its children.

create index if not exists customers_cursor_idx on public.customers (tenant_id, created_at, id);
create index if not exists conversations_cursor_idx on public.conversations (tenant_id, created_at, id);
create index if not exists conversations_status_idx on public.conversations (tenant_id, status, created_at, id);
create index if not exists conversations_update_idx on public.conversations (tenant_id, status, updated_at, id);
create index if not exists messages_cursor_idx on public.messages (tenant_id, conversation_id, created_at, id);
create index if not exists replies_cursor_idx on public.replies (tenant_id, conversation_id, created_at, id);
create index if not exists ticket_replies_cursor_idx on public.ticket_replies (tenant_id, ticket_id, created_at, id);
create index if not exists ticket_notes_cursor_idx on public.ticket_notes (tenant_id, ticket_id, created_at, id);

-- Whose record it is

create index if not exists conversations_customer_idx on public.conversations (tenant_id, customer_id, created_at, id);
create index if not exists customers_source_conversation_idx on public.customers (tenant_id, source_conversation_id);
create index if not exists tickets_customer_idx on public.tickets (tenant_id, customer_id, created_at, id);
create index if not exists tickets_conversation_idx on public.tickets (tenant_id, conversation_id, created_at, id);
create index if not exists tickets_without_customer_idx on public.tickets (tenant_id, created_at, id)
  where customer_id is null and conversation_id is not null;
