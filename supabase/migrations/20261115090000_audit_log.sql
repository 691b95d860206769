-- The audit log: who exported what, when, and how it ended.
--
-- Append-only: no role can change or delete an entry, and only the triggers on exports insert any.
-- Hash chain: each entry holds the hash of the previous entry of its workspace (docs/audit-log.md).

create table public.audit_log (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete restrict,
  -- 1, 2, 3, ... within the workspace, without gaps.
  seq bigint not null,
  -- Null for what the system recorded by itself, such as an export whose server stopped responding.
  actor_id uuid,
  actor_email text,
  actor_name text,
  actor_role public.member_role,
  action text not null,
  target_type text,
  target_id uuid,
  details jsonb not null default '{}',
  ip text,
  user_agent text,
  created_at timestamptz not null default clock_timestamp(),
  previous_hash text not null,
  hash text not null,
  unique (tenant_id, seq)
);
comment on table public.audit_log is 'Who did what, when. Append-only; only the triggers on exports write to it.';
comment on column public.audit_log.hash is
  'SHA-256, in hex, of private.canonical_entry. It covers the previous hash and so every earlier entry (docs/audit-log.md).';
create index audit_log_actor_idx on public.audit_log (tenant_id, actor_id, seq desc);
create index audit_log_actor_action_idx on public.audit_log (tenant_id, actor_id, action, seq desc);
create index audit_log_action_idx on public.audit_log (tenant_id, action, seq desc);
create index audit_log_export_idx on public.audit_log (tenant_id, (details ->> 'export'));
create index audit_log_time_idx on public.audit_log (tenant_id, created_at, seq);

alter table public.audit_log enable row level security;
create policy "Admins read the audit log of their workspace" on public.audit_log
  for select to authenticated using (tenant_id in (select private.my_admin_tenants()));
grant select on public.audit_log to authenticated, service_role;

-- The chain

create function private.canonical_json(value jsonb) returns text
language sql immutable strict set search_path = ''
as $$
  select case jsonb_typeof(value)
    when 'object' then '{' || coalesce((
      select string_agg(to_json(e.key)::text || ':' || private.canonical_json(e.value), ',' order by e.key collate "C")
      from jsonb_each(value) e
    ), '') || '}'
    else value::text
  end
$$;
comment on function private.canonical_json(jsonb) is
  'RFC 8785 (JSON Canonicalization Scheme) for the values of audit entries: objects of strings, integers, booleans and null.';
grant execute on function private.canonical_json(jsonb) to authenticated;

create function private.canonical_entry(entry public.audit_log) returns text
language sql stable set search_path = '' set timezone = 'UTC'
as $$
  select private.canonical_json(to_jsonb(entry) - 'hash')
$$;
comment on function private.canonical_entry(public.audit_log) is 'The text that is hashed: all columns of an entry except the hash.';
grant execute on function private.canonical_entry(public.audit_log) to authenticated;

create function private.chain_entry() returns trigger
language plpgsql security definer set search_path = '' set timezone = 'UTC'
as $$
declare
  previous record;
begin
  -- One insert at a time within a workspace, until the transaction ends: no two entries can have the same previous entry.
  perform pg_advisory_xact_lock(hashtextextended('audit_log ' || new.tenant_id, 0));
  select seq, hash into previous from public.audit_log where tenant_id = new.tenant_id order by seq desc limit 1;
  new.seq := coalesce(previous.seq, 0) + 1;
  new.previous_hash := coalesce(previous.hash, repeat('0', 64));
  -- After the lock, so that times are in the order of the chain.
  new.created_at := clock_timestamp();
  new.hash := encode(sha256(convert_to(private.canonical_entry(new), 'UTF8')), 'hex');
  return new;
end;
$$;
comment on function private.chain_entry() is 'Sets the sequence number, the time and the hashes of a new audit entry.';

-- Append-only

create function private.reject_mutation() returns trigger
language plpgsql set search_path = ''
as $$
begin
  raise exception '% is append-only: % is not allowed.', tg_table_name, lower(tg_op)
    using errcode = 'insufficient_privilege';
end;
$$;
comment on function private.reject_mutation() is 'Trigger function: rejects every statement that it is attached to.';

create function private.reject_direct_insert() returns trigger
language plpgsql set search_path = ''
as $$
begin
  -- Depth 1 is a direct insert. An insert by the trigger on exports has depth 2.
  if pg_trigger_depth() < 2 then
    raise exception 'audit_log is written by exports only.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end;
$$;
comment on function private.reject_direct_insert() is 'Trigger function: rejects inserts that no other trigger made.';

create trigger audit_log_reject_mutation before update or delete or truncate on public.audit_log
  for each statement execute function private.reject_mutation();
create trigger audit_log_reject_direct_insert before insert on public.audit_log
  for each row execute function private.reject_direct_insert();
create trigger audit_log_chain before insert on public.audit_log
  for each row execute function private.chain_entry();
-- "Always": also in sessions with session_replication_role = replica, which skip ordinary triggers.
alter table public.audit_log enable always trigger audit_log_reject_mutation;
alter table public.audit_log enable always trigger audit_log_reject_direct_insert;
alter table public.audit_log enable always trigger audit_log_chain;

-- Queries of the audit log page

create function public.verify_audit_log(workspace uuid, after_seq bigint default 0, after_hash text default repeat('0', 64))
returns table (checked int, last_seq bigint, last_hash text, invalid_seq bigint, invalid_reason text, since timestamptz)
language plpgsql stable security invoker
set search_path = '' set timezone = 'UTC' set statement_timeout = '60s'
as $$
begin
  return query
  with entries as (
    select a.*, private.canonical_entry(a) as canonical from public.audit_log a
    where a.tenant_id = workspace and a.seq > after_seq order by a.seq limit 5000
  ), links as (
    select e.seq, e.hash, e.created_at, case
      when e.seq <> after_seq + row_number() over w then 'entries before it are missing'
      when e.previous_hash <> lag(e.hash, 1, after_hash) over w then 'it does not follow the entry before it'
      when e.hash <> encode(sha256(convert_to(e.canonical, 'UTF8')), 'hex') then 'it was changed'
    end as reason
    from entries e window w as (order by e.seq)
  ), first_invalid as (
    select l.seq, l.reason from links l where l.reason is not null order by l.seq limit 1
  )
  select count(*)::int, max(l.seq), (array_agg(l.hash order by l.seq desc))[1], (select f.seq from first_invalid f),
    (select f.reason from first_invalid f), min(l.created_at)
  from links l;
end;
$$;
comment on function public.verify_audit_log(uuid, bigint, text) is
  'Verifies up to 5000 entries of a workspace''s audit log after the given one and returns the first invalid one; repeat until checked is 0.';
grant execute on function public.verify_audit_log(uuid, bigint, text) to authenticated;

create function public.audit_actors(workspace uuid)
returns table (actor_id uuid, actor_name text, actor_email text)
language sql stable security invoker set search_path = ''
as $$
  -- A skip scan: one index lookup per actor, however many entries each has.
  with recursive actors as (
    (
      select a.actor_id, a.actor_name, a.actor_email from public.audit_log a
      where a.tenant_id = workspace order by a.actor_id, a.seq desc limit 1
    )
    union all
    select n.* from actors p cross join lateral (
      select a.actor_id, a.actor_name, a.actor_email from public.audit_log a
      where a.tenant_id = workspace and a.actor_id > p.actor_id order by a.actor_id, a.seq desc limit 1
    ) n
  )
  select * from actors where actor_id is not null
$$;
comment on function public.audit_actors(uuid) is 'The actors in a workspace''s audit log, each with the latest name and e-mail.';
grant execute on function public.audit_actors(uuid) to authenticated;

revoke execute on all functions in schema public, private from public;
