-- The audit log: who exported what, when, and how it ended.
--
-- Append-only: no role can change or delete an entry, and only the triggers on exports insert any.
-- Hash chain: each entry holds the hash of the previous entry of its workspace (docs/audit-log.md).

select private.require_objects('public.tenants', 'private.my_admin_tenants');

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
  form_version smallint not null,
  previous_hash text not null,
  hash text not null,
  -- Columns, because row-level security does not let an index answer a condition on details: ->> is not leakproof.
  export_id uuid generated always as ((details ->> 'export')::uuid) stored,
  file_sha256 text generated always as (left(details ->> 'sha256', 64)) stored,
  unique (tenant_id, seq)
);
comment on table public.audit_log is 'Who did what, when. Append-only; only the triggers on exports write to it.';
comment on column public.audit_log.form_version is
  'Which fields the hash covers and how they are written: the version of private.canonical_entry.';
comment on column public.audit_log.hash is
  'SHA-256, in hex, of private.canonical_entry. It covers the previous hash and so every earlier entry (docs/audit-log.md).';
-- By the export's id alone: with the workspace first, Postgres took another index that begins with it, and read all entries of the
-- workspace for each export, where statistics were missing.
create index audit_log_export_idx on public.audit_log (export_id, seq desc);
create index audit_log_target_idx on public.audit_log (tenant_id, target_id, created_at, seq) where target_id is not null;
create index audit_log_file_idx on public.audit_log (tenant_id, file_sha256, created_at, seq) where file_sha256 is not null;
-- One index for each filter of the page, in the order of its list, so that a page reads its own entries and no others. An entry without
-- an actor has indexes of its own, because "is null" does not tell the planner that the next column is in order.
create index audit_log_time_idx on public.audit_log (tenant_id, created_at, seq);
create index audit_log_actor_idx on public.audit_log (tenant_id, actor_id, created_at, seq);
create index audit_log_action_idx on public.audit_log (tenant_id, action, created_at, seq);
create index audit_log_actor_action_idx on public.audit_log (tenant_id, actor_id, action, created_at, seq);
create index audit_log_system_idx on public.audit_log (tenant_id, created_at, seq) where actor_id is null;
create index audit_log_system_action_idx on public.audit_log (tenant_id, action, created_at, seq) where actor_id is null;

alter table public.audit_log enable row level security;
create policy "Admins read the audit log of their workspace" on public.audit_log
  for select to authenticated using (tenant_id in (select private.my_admin_tenants()));
revoke all on public.audit_log from public, anon, authenticated, service_role;
grant select on public.audit_log to authenticated, service_role;

-- The canonical form

create function private.canonical_json(value jsonb, max_depth int default 8) returns text
language plpgsql immutable strict set search_path = ''
as $$
declare
  is_array constant boolean := jsonb_typeof(value) = 'array';
  -- Stands for what the form does not allow. JSON has no such character: in strings it is escaped.
  invalid constant text := e'\x01';
  canonical text;
begin
  if max_depth < 1 or jsonb_typeof(value) not in ('object', 'array') then
    return null;
  end if;
  if is_array then
    value := (
      select coalesce(jsonb_object_agg('n' || lpad(a.position::text, 10, '0'), a.element), '{}')
      from jsonb_array_elements(value) with ordinality a (element, position)
    );
  end if;
  -- Without regular expressions, which take longer than all the rest.
  select coalesce(string_agg(
    case when is_array then '' else to_json(e.key)::text || ':' end || case
      when length(e.key) > 63 or ascii(e.key) not between ascii('a') and ascii('z')
        or ltrim(e.key, 'abcdefghijklmnopqrstuvwxyz0123456789_') <> '' then invalid
      when jsonb_typeof(e.value) in ('object', 'array') then coalesce(private.canonical_json(e.value, max_depth - 1), invalid)
      when jsonb_typeof(e.value) = 'number' and (scale(e.value::numeric) > 0 or abs(e.value::numeric) > 9007199254740991) then invalid
      else e.value::text
    end, ',' order by e.key collate "C"), '')
  into canonical
  from jsonb_each(value) e;
  if strpos(canonical, invalid) > 0 then
    return null;
  end if;
  return case when is_array then '[' || canonical || ']' else '{' || canonical || '}' end;
end;
$$;
comment on function private.canonical_json(jsonb, int) is
  'RFC 8785 (JSON Canonicalization Scheme) for the details of audit entries. Null for what they must not contain: keys other than a to z, 0 to 9 and _; numbers other than integers within 2^53 - 1; more than 8 levels. All other values have one form in every implementation.';
revoke execute on function private.canonical_json(jsonb, int) from public, anon, authenticated, service_role;
grant execute on function private.canonical_json(jsonb, int) to authenticated;

create function private.canonical_entry(entry public.audit_log) returns text
language plpgsql stable set search_path = '' set timezone = 'UTC'
as $$
declare
  details constant text := case jsonb_typeof(entry.details) when 'object' then private.canonical_json(entry.details) end;
begin
  if entry.form_version <> 1 or details is null then
    return null;
  end if;
  -- Version 1. The list is frozen: a column that is added later is not part of it. Other fields need another version.
  return concat(
    '{"action":', to_json(entry.action),
    ',"actor_email":', coalesce(to_json(entry.actor_email), 'null'),
    ',"actor_id":', coalesce(to_json(entry.actor_id), 'null'),
    ',"actor_name":', coalesce(to_json(entry.actor_name), 'null'),
    ',"actor_role":', coalesce(to_json(entry.actor_role), 'null'),
    ',"created_at":', to_json(entry.created_at),
    ',"details":', details,
    ',"form_version":1,"id":', to_json(entry.id),
    ',"ip":', coalesce(to_json(entry.ip), 'null'),
    ',"previous_hash":', to_json(entry.previous_hash),
    ',"seq":', to_json(entry.seq),
    ',"target_id":', coalesce(to_json(entry.target_id), 'null'),
    ',"target_type":', coalesce(to_json(entry.target_type), 'null'),
    ',"tenant_id":', to_json(entry.tenant_id),
    ',"user_agent":', coalesce(to_json(entry.user_agent), 'null'), '}'
  );
end;
$$;
comment on function private.canonical_entry(public.audit_log) is
  'The text that is hashed: the fields of the entry''s form version as RFC 8785 writes them. Null when the version is unknown or the details are not in canonical form.';
revoke execute on function private.canonical_entry(public.audit_log) from public, anon, authenticated, service_role;
grant execute on function private.canonical_entry(public.audit_log) to authenticated;

-- The chain

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
  new.form_version := 1;
  new.actor_name := left(new.actor_name, 1000);
  new.actor_email := left(new.actor_email, 1000);
  -- After the lock, so that times are in the order of the chain, unless the clock is set back.
  new.created_at := clock_timestamp();
  new.hash := encode(sha256(convert_to(private.canonical_entry(new), 'UTF8')), 'hex');
  if new.hash is null or octet_length(new.details::text) > 16000 then
    raise exception 'The details of an audit entry must be an object of at most 16 kB whose numbers are integers within 2^53 - 1.'
      using errcode = 'check_violation';
  end if;
  return new;
end;
$$;
comment on function private.chain_entry() is
  'Sets the sequence number, the time and the hashes of a new audit entry, and rejects details without a canonical form.';
revoke execute on function private.chain_entry() from public, anon, authenticated, service_role;

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
revoke execute on function private.reject_mutation() from public, anon, authenticated, service_role;

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
revoke execute on function private.reject_direct_insert() from public, anon, authenticated, service_role;

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
