-- What the data export adds: runs, the audit log, the ticket that a running export reads with, and the batch functions.

create type public.export_kind as enum ('contacts', 'conversations', 'contact', 'audit_log');
create type public.export_format as enum ('csv', 'csv-excel', 'csv-exact', 'json', 'html');
create type public.export_status as enum (
  'pending', 'running', 'completed', 'failed', 'interrupted', 'cancelled', 'expired'
);

-- Runs

create table public.exports (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete restrict,
  kind public.export_kind not null,
  format public.export_format not null,
  -- The customer of a single-contact run. No foreign key: the record outlives the person's data.
  target_id uuid,
  include_notes boolean not null default true,
  -- Who asked, as they were then; filled in by the trigger below. No foreign keys: the record outlives the account.
  actor_id uuid not null default auth.uid(),
  actor_email text not null default '',
  actor_name text not null default '',
  actor_role public.member_role not null default 'admin',
  ip text,
  user_agent text,
  status public.export_status not null default 'pending',
  token_hash text,
  expires_at timestamptz,
  cutoff_at timestamptz,
  -- What the server says about once a second while it runs, and at the end.
  heartbeat_at timestamptz,
  rows_written bigint not null default 0,
  rows_total bigint,
  bytes_written bigint not null default 0,
  cells_guarded bigint not null default 0,
  -- How many of each kind of record are in the file, such as conversations, messages and replies.
  counts jsonb,
  sha256 text,
  failure text,
  cancelled_by uuid,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  check ((kind = 'contact') = (target_id is not null)),
  check (
    case kind
      when 'contacts' then format in ('csv', 'csv-excel', 'csv-exact', 'json')
      when 'conversations' then format = 'json'
      when 'contact' then format in ('json', 'html')
      when 'audit_log' then format in ('csv', 'json')
    end
  )
);
comment on table public.exports is 'A run: one export, from the click on Download to how it ended.';
comment on column public.exports.token_hash is
  'SHA-256, in hex, of the secret a running export reads with. Kept when it has ended, so that its end can be told twice; it reads nothing then.';
comment on column public.exports.cutoff_at is 'Rows created later than this are not in the file.';
comment on column public.exports.cells_guarded is 'How many cells got an apostrophe so that a spreadsheet does not run them.';
create index exports_last_download_idx on public.exports (tenant_id, kind, started_at desc);
create index exports_recent_idx on public.exports (tenant_id, created_at desc, id desc);
create index exports_pending_idx on public.exports (tenant_id, created_at) where status = 'pending';
create index exports_running_idx on public.exports (tenant_id) where status = 'running';
create index exports_sha256_idx on public.exports (tenant_id, sha256) where sha256 is not null;

alter table public.tenants add column max_running_exports int not null default 3 check (max_running_exports > 0);
comment on column public.tenants.max_running_exports is 'How many exports of this workspace may run at the same time.';
create unique index exports_token_idx on public.exports (token_hash) where token_hash is not null;

-- The audit log

create table public.audit_log (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete restrict,
  -- 1, 2, 3, ... within the workspace, without gaps.
  seq bigint not null,
  -- Nobody for what the system found out by itself, such as a run whose server died.
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
comment on table public.audit_log is 'Who did what, when. Append-only; written by the triggers on exports and by nothing else.';
comment on column public.audit_log.hash is 'SHA-256, in hex, of private.canonical_entry: each entry seals all before it (docs/audit-log.md).';
create index audit_log_actor_idx on public.audit_log (tenant_id, actor_id, seq desc);
create index audit_log_actor_action_idx on public.audit_log (tenant_id, actor_id, action, seq desc);
create index audit_log_action_idx on public.audit_log (tenant_id, action, seq desc);
create index audit_log_export_idx on public.audit_log (tenant_id, (details ->> 'export'));
create index audit_log_time_idx on public.audit_log (tenant_id, created_at, seq);

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
  'RFC 8785 (JSON Canonicalization Scheme) for what audit entries hold: objects of strings, integers, booleans and null.';

create function private.canonical_entry(entry public.audit_log) returns text
language sql stable set search_path = '' set timezone = 'UTC'
as $$
  select private.canonical_json(to_jsonb(entry) - 'hash')
$$;
comment on function private.canonical_entry(public.audit_log) is 'What an entry''s hash is taken of: all of it but the hash.';

create function private.chain_entry() returns trigger
language plpgsql security definer set search_path = '' set timezone = 'UTC'
as $$
declare
  head record;
begin
  -- One at a time within a workspace, until the transaction ends: no two entries can follow the same one.
  perform pg_advisory_xact_lock(hashtextextended('audit_log ' || new.tenant_id, 0));
  select seq, hash into head from public.audit_log where tenant_id = new.tenant_id order by seq desc limit 1;
  new.seq := coalesce(head.seq, 0) + 1;
  new.previous_hash := coalesce(head.hash, repeat('0', 64));
  -- After the lock, so that times run in the order of the chain.
  new.created_at := clock_timestamp();
  new.hash := encode(sha256(convert_to(private.canonical_entry(new), 'UTF8')), 'hex');
  return new;
end;
$$;
comment on function private.chain_entry() is 'Gives a new audit entry its number and the hashes that chain it to the one before.';

create function private.reject_mutation() returns trigger
language plpgsql set search_path = ''
as $$
begin
  raise exception '% is append-only: % is refused.', tg_table_name, lower(tg_op)
    using errcode = 'insufficient_privilege';
end;
$$;
comment on function private.reject_mutation() is 'For triggers on what must stay as it is.';

create function private.reject_direct_insert() returns trigger
language plpgsql set search_path = ''
as $$
begin
  -- Depth 1 is this trigger alone: somebody inserts by hand. The trigger on exports makes it 2.
  if pg_trigger_depth() < 2 then
    raise exception 'audit_log is written by exports only.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end;
$$;
comment on function private.reject_direct_insert() is 'Lets only entries made by another trigger into the audit log.';

create trigger audit_log_reject_mutation before update or delete or truncate on public.audit_log
  for each statement execute function private.reject_mutation();
create trigger audit_log_reject_direct_insert before insert on public.audit_log
  for each row execute function private.reject_direct_insert();
create trigger audit_log_chain before insert on public.audit_log
  for each row execute function private.chain_entry();
create trigger exports_reject_delete before delete or truncate on public.exports
  for each statement execute function private.reject_mutation();
-- "Always": also for sessions that switch ordinary triggers off (session_replication_role = replica).
alter table public.audit_log enable always trigger audit_log_reject_mutation;
alter table public.audit_log enable always trigger audit_log_reject_direct_insert;
alter table public.audit_log enable always trigger audit_log_chain;
alter table public.exports enable always trigger exports_reject_delete;

-- The life of a run

create function private.is_live(run public.exports) returns boolean
language sql stable set search_path = ''
as $$
  select (run.status = 'running' and run.heartbeat_at > clock_timestamp() - interval '2 minutes')
    or (run.status = 'pending' and run.created_at > clock_timestamp() - interval '15 minutes')
$$;
comment on function private.is_live(public.exports) is
  'Whether a run is still on its way: a pending one waits 15 minutes for its download, a running one lives while its server says so.';

create function private.expire_stale_exports(workspace uuid) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  -- Two updates with conditions that an index answers, so that many runs on their way cost nothing. A run that is locked is being
  -- ended by its server after all: to wait for it, with other runs locked, could be to wait for each other.
  update public.exports set status = 'expired'
  where id in (
    select id from public.exports
    where tenant_id = workspace and status = 'pending' and created_at <= clock_timestamp() - interval '15 minutes'
    for update skip locked
  );
  update public.exports set status = 'interrupted', failure = 'The server that ran it stopped.'
  where id in (
    select id from public.exports
    where tenant_id = workspace and status = 'running' and heartbeat_at <= clock_timestamp() - interval '2 minutes'
    for update skip locked
  );
end;
$$;
comment on function private.expire_stale_exports(uuid) is 'Records the end of runs that nobody will end any more.';

create function private.enforce_export_limit(run public.exports) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  running text[];
  places int;
begin
  -- One at a time within a workspace, so that two starts cannot take the last place both.
  perform pg_advisory_xact_lock(hashtextextended('exports ' || run.tenant_id, 0));
  perform private.expire_stale_exports(run.tenant_id);
  select max_running_exports into places from public.tenants where id = run.tenant_id;
  select array_agg(format('%s by %s', replace(e.kind::text, '_', ' '), e.actor_name) order by e.started_at) into running
  from public.exports e where e.tenant_id = run.tenant_id and e.status = 'running';
  if cardinality(running) >= places then
    raise exception 'Your workspace already runs % exports at the same time, which is the most it may: %.',
      cardinality(running), array_to_string(running, ', ') using errcode = 'PT429';
  end if;
end;
$$;
comment on function private.enforce_export_limit(public.exports) is 'Refuses a run when its workspace runs as many exports as it may.';

create function private.exports_before_insert() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  actor public.members;
begin
  select * into actor from public.members
  where tenant_id = new.tenant_id and user_id = (select auth.uid()) and role in ('owner', 'admin');
  if not found then
    raise exception 'Only owners and admins export.' using errcode = 'insufficient_privilege';
  end if;
  if new.kind = 'contact'
    and not exists (select from public.customers where tenant_id = new.tenant_id and id = new.target_id)
  then
    raise exception 'No such contact.' using errcode = 'foreign_key_violation';
  end if;
  perform private.enforce_export_limit(new);

  -- Only what was asked for comes from the client; everything else starts empty.
  new := jsonb_populate_record(null::public.exports, jsonb_build_object(
    'id', new.id, 'tenant_id', new.tenant_id, 'kind', new.kind, 'format', new.format, 'target_id', new.target_id,
    'include_notes', new.include_notes, 'ip', left(new.ip, 100), 'user_agent', left(new.user_agent, 500),
    'actor_id', actor.user_id, 'actor_email', actor.email, 'actor_name', actor.display_name, 'actor_role', actor.role,
    'status', 'pending', 'rows_written', 0, 'bytes_written', 0, 'cells_guarded', 0, 'created_at', clock_timestamp()
  ));
  return new;
end;
$$;
comment on function private.exports_before_insert() is 'Fills in who asks; refuses everybody but owners and admins.';

create function private.enforce_export_transition() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  -- What each step may change.
  steps constant jsonb := '{
    "pending running": ["status", "token_hash"],
    "pending cancelled": ["status"],
    "pending expired": ["status", "failure"],
    "running running": ["heartbeat_at", "rows_written", "rows_total", "bytes_written"],
    "running completed": ["status", "rows_written", "rows_total", "bytes_written", "cells_guarded", "counts", "sha256"],
    "running failed": ["status", "rows_written", "bytes_written", "cells_guarded", "counts", "failure"],
    "running interrupted": ["status", "rows_written", "bytes_written", "cells_guarded", "counts", "failure"],
    "running cancelled": ["status"],
    "completed failed": ["status", "rows_written", "bytes_written", "cells_guarded", "counts", "sha256", "failure"],
    "completed interrupted": ["status", "rows_written", "bytes_written", "cells_guarded", "counts", "sha256", "failure"]
  }';
  may_change constant jsonb := steps -> (old.status || ' ' || new.status);
begin
  if may_change is null then
    raise exception 'An export that is % cannot become %.', old.status, new.status using errcode = 'check_violation';
  end if;
  if exists (
    select from jsonb_each(to_jsonb(new)) n
    where n.value is distinct from to_jsonb(old) -> n.key and not may_change ? n.key
  ) then
    raise exception 'The record of an export cannot be changed.' using errcode = 'insufficient_privilege';
  end if;

  if old.status = 'pending' and new.status in ('running', 'expired') and not private.is_live(old) then
    new.status := 'expired';
    new.failure := 'It was never downloaded.';
    new.token_hash := null;
    new.finished_at := clock_timestamp();
  elsif new.status = 'expired' then
    raise exception 'This export has not expired.' using errcode = 'check_violation';
  elsif old.status = 'pending' and new.status = 'running' then
    perform private.enforce_export_limit(old);
    new.started_at := clock_timestamp();
    new.heartbeat_at := new.started_at;
    new.expires_at := new.started_at + interval '12 hours';
    -- A row dated in the future exists all the same, so the cut-off is never before the newest row.
    new.cutoff_at := greatest(new.started_at, case new.kind
      when 'contacts' then (select max(created_at) from public.customers where tenant_id = new.tenant_id)
      when 'conversations' then (select max(created_at) from public.conversations where tenant_id = new.tenant_id)
    end);
  elsif new.status = 'running' then
    if (select auth.uid()) is not null then
      raise exception 'Only the export itself says how far it is.' using errcode = 'insufficient_privilege';
    end if;
    new.heartbeat_at := clock_timestamp();
  else
    new.finished_at := clock_timestamp();
    if new.status = 'cancelled' then
      new.cancelled_by := auth.uid();
    end if;
  end if;
  return new;
end;
$$;
comment on function private.enforce_export_transition() is 'Allows the steps of a run and nothing else, and keeps its times.';

create function private.audit_export() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  entry public.audit_log;
  canceller public.members;
begin
  if new.status = 'running' then
    return null;
  end if;
  entry.tenant_id := new.tenant_id;
  entry.target_type := case when new.kind = 'contact' then 'contact' end;
  entry.target_id := new.target_id;
  entry.details := jsonb_strip_nulls(jsonb_build_object(
    'export', new.id,
    'kind', new.kind,
    'format', new.format,
    'notes', case when new.kind = 'contact' then case when new.include_notes then 'include' else 'exclude' end end
  ));

  if new.status = 'pending' then
    entry.action := 'export.' || new.kind;
  else
    entry.action := 'export.' || new.status;
    entry.details := entry.details || jsonb_strip_nulls(jsonb_build_object(
      'rows', new.rows_written,
      'bytes', new.bytes_written,
      'sha256', new.sha256,
      'cells_guarded', new.cells_guarded,
      'counts', new.counts,
      'milliseconds', (extract(epoch from new.finished_at - new.started_at) * 1000)::bigint,
      'reason', new.failure
    ));
  end if;

  if new.status = 'cancelled' then
    select * into canceller from public.members where tenant_id = new.tenant_id and user_id = new.cancelled_by;
    entry.actor_id := canceller.user_id;
    entry.actor_email := canceller.email;
    entry.actor_name := canceller.display_name;
    entry.actor_role := canceller.role;
  -- What private.expire_stale_exports found out, nobody did.
  elsif new.status <> 'expired' and (new.status <> 'interrupted' or old.status = 'completed' or private.is_live(old)) then
    entry.actor_id := new.actor_id;
    entry.actor_email := new.actor_email;
    entry.actor_name := new.actor_name;
    entry.actor_role := new.actor_role;
    entry.ip := new.ip;
    entry.user_agent := new.user_agent;
  end if;

  insert into public.audit_log (
    tenant_id, actor_id, actor_email, actor_name, actor_role, action, target_type, target_id, details, ip, user_agent
  )
  values (
    entry.tenant_id, entry.actor_id, entry.actor_email, entry.actor_name, entry.actor_role, entry.action,
    entry.target_type, entry.target_id, entry.details, entry.ip, entry.user_agent
  );
  return null;
end;
$$;
comment on function private.audit_export() is 'Writes the audit entry of a run''s start and of its end, in the same transaction.';

create trigger exports_before_insert before insert on public.exports
  for each row execute function private.exports_before_insert();
create trigger exports_enforce_transition before update on public.exports
  for each row execute function private.enforce_export_transition();
create trigger exports_audit after insert or update on public.exports
  for each row execute function private.audit_export();
alter table public.exports enable always trigger exports_before_insert;
alter table public.exports enable always trigger exports_enforce_transition;
alter table public.exports enable always trigger exports_audit;

-- The ticket: what a running export reads with

-- In PL/pgSQL, which keeps their plans: policies call them several times a batch.

create function private.request_token_hash() returns text
language plpgsql stable set search_path = ''
as $$
begin
  return encode(sha256(convert_to(nullif(current_setting('request.headers', true), '')::json ->> 'x-export-token', 'UTF8')), 'hex');
end;
$$;
comment on function private.request_token_hash() is 'The hash of the ticket in the x-export-token header; null without one.';

create function private.export_id_by_token() returns uuid
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (select id from public.exports where status = 'running' and token_hash = private.request_token_hash());
end;
$$;
comment on function private.export_id_by_token() is 'The running export that the x-export-token header belongs to, allowed to read or not.';
grant execute on function private.export_id_by_token() to anon;

create function private.closing_export_id() returns uuid
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (
    select id from public.exports
    where token_hash = private.request_token_hash() and (status = 'running' or finished_at > clock_timestamp() - interval '10 minutes')
  );
end;
$$;
comment on function private.closing_export_id() is
  'The export that the x-export-token header belongs to, running or ended just now: its server may not have heard that its end was recorded.';
grant execute on function private.closing_export_id() to anon;

create function private.current_export() returns public.exports
language plpgsql stable security definer set search_path = ''
as $$
declare
  run public.exports;
begin
  select e.* into run from public.exports e
  join public.members m on m.tenant_id = e.tenant_id and m.user_id = e.actor_id
  where e.id = (select private.export_id_by_token()) and e.expires_at > now() and m.role in ('owner', 'admin');
  return run;
end;
$$;
comment on function private.current_export() is
  'The running export that reads now: its ticket was sent, has not expired, and its actor is still owner or admin.';
grant execute on function private.current_export() to anon;

create function private.readable_tenant_id(expected public.export_kind) returns uuid
language plpgsql stable set search_path = ''
as $$
declare
  run constant public.exports := private.current_export();
begin
  return case when run.kind = expected then run.tenant_id end;
end;
$$;
comment on function private.readable_tenant_id(public.export_kind) is 'The workspace whose rows the current export reads, if it is of this kind.';
grant execute on function private.readable_tenant_id(public.export_kind) to anon;

create function private.require_export(expected public.export_kind default null) returns public.exports
language plpgsql stable set search_path = ''
as $$
declare
  run public.exports := private.current_export();
begin
  if run.id is null
    and exists (select from public.exports where id = (select private.export_id_by_token()) and expires_at <= now())
  then
    raise exception 'This export took longer than it may.' using errcode = 'PT410';
  end if;
  if (select private.export_id_by_token()) is null and (select private.closing_export_id()) is not null then
    raise exception 'This export has ended.' using errcode = 'PT409';
  end if;
  -- Without this, row-level security would answer with no rows, and a cut file would pass for a whole one.
  if run.id is null or run.kind <> expected then
    raise exception 'This export may not read any more.' using errcode = 'insufficient_privilege';
  end if;
  return run;
end;
$$;
comment on function private.require_export(public.export_kind) is 'The current export, of this kind if one is given, or an error.';
grant execute on function private.require_export(public.export_kind) to anon;

-- A file is paged by these columns, so they stay as they are while it is written (and ever after).

create function private.reject_cursor_change() returns trigger
language plpgsql set search_path = ''
as $$
begin
  raise exception 'id, tenant_id and created_at of % cannot change: exports are paged by them.', tg_table_name
    using errcode = 'check_violation';
end;
$$;
comment on function private.reject_cursor_change() is 'Refuses to move a row within the order that exports read in.';

create trigger customers_reject_cursor_change before update of id, tenant_id, created_at on public.customers
  for each row when ((old.id, old.tenant_id, old.created_at) is distinct from (new.id, new.tenant_id, new.created_at))
  execute function private.reject_cursor_change();
create trigger conversations_reject_cursor_change before update of id, tenant_id, created_at on public.conversations
  for each row when ((old.id, old.tenant_id, old.created_at) is distinct from (new.id, new.tenant_id, new.created_at))
  execute function private.reject_cursor_change();
create trigger messages_reject_cursor_change before update of id, tenant_id, created_at on public.messages
  for each row when ((old.id, old.tenant_id, old.created_at) is distinct from (new.id, new.tenant_id, new.created_at))
  execute function private.reject_cursor_change();
create trigger replies_reject_cursor_change before update of id, tenant_id, created_at on public.replies
  for each row when ((old.id, old.tenant_id, old.created_at) is distinct from (new.id, new.tenant_id, new.created_at))
  execute function private.reject_cursor_change();

-- Row-level security

alter table public.exports enable row level security;
create policy "Admins read the exports of their workspace" on public.exports
  for select to authenticated using (tenant_id in (select private.my_admin_tenants()));
create policy "Admins ask for an export of their workspace" on public.exports
  for insert to authenticated with check (tenant_id in (select private.my_admin_tenants()) and actor_id = (select auth.uid()));
create policy "Admins cancel any export of their workspace, and open their own" on public.exports
  for update to authenticated
  using (tenant_id in (select private.my_admin_tenants()) and status in ('pending', 'running'))
  with check (status in ('cancelled', 'expired') or (status = 'running' and actor_id = (select auth.uid())));
create policy "A running export sees itself, also when it has just ended" on public.exports
  for select to anon using (id = (select private.closing_export_id()));
create policy "A running export records how it goes and how it ended" on public.exports
  for update to anon using (id = (select private.closing_export_id()))
  with check (status in ('running', 'completed', 'failed', 'interrupted'));

alter table public.audit_log enable row level security;
create policy "Admins read the audit log of their workspace" on public.audit_log
  for select to authenticated using (tenant_id in (select private.my_admin_tenants()));

-- Each kind of export reads its own tables and no others; a single-contact export only what belongs to its contact.
create policy "A running export reads the customers it is about" on public.customers
  for select to anon using (
    tenant_id = (select private.readable_tenant_id('contacts'))
    or (
      tenant_id = (select private.readable_tenant_id('contact'))
      and id = (select (private.current_export()).target_id)
    )
  );
create policy "A running export reads the conversations it is about" on public.conversations
  for select to anon using (
    tenant_id = (select private.readable_tenant_id('conversations'))
    or (
      tenant_id = (select private.readable_tenant_id('contact'))
      and (
        customer_id = (select (private.current_export()).target_id)
        or id = (select c.source_conversation_id from public.customers c where c.id = (select (private.current_export()).target_id))
      )
    )
  );
create policy "A running export reads the messages of its conversations" on public.messages
  for select to anon using (
    tenant_id = (select private.readable_tenant_id('conversations'))
    or (
      tenant_id = (select private.readable_tenant_id('contact'))
      and exists (select from public.conversations c where c.id = conversation_id)
    )
  );
create policy "A running export reads the replies of its conversations" on public.replies
  for select to anon using (
    (
      tenant_id = (select private.readable_tenant_id('conversations'))
      or (
        tenant_id = (select private.readable_tenant_id('contact'))
        and exists (select from public.conversations c where c.id = conversation_id)
      )
    )
    and (not is_internal or (select (private.current_export()).include_notes))
  );
create policy "A running export reads the tickets of its contact" on public.tickets
  for select to anon using (
    tenant_id = (select (private.current_export()).tenant_id)
    and customer_id = (select (private.current_export()).target_id)
  );
create policy "A running export reads the replies of its tickets" on public.ticket_replies
  for select to anon using (
    tenant_id = (select (private.current_export()).tenant_id)
    and exists (select from public.tickets t where t.id = ticket_id)
  );
create policy "A running export reads the notes of its tickets" on public.ticket_notes
  for select to anon using (
    tenant_id = (select (private.current_export()).tenant_id)
    and (select (private.current_export()).include_notes)
    and exists (select from public.tickets t where t.id = ticket_id)
  );

create policy "A running export reads the audit log of its workspace" on public.audit_log
  for select to anon using (
    tenant_id = (select (private.current_export()).tenant_id)
    and (select (private.current_export()).kind) = 'audit_log'
  );

grant select, insert, update on public.exports to authenticated;
grant select, update on public.exports to anon;
grant select on public.audit_log to authenticated;
grant select on public.customers, public.conversations, public.messages, public.replies, public.tickets,
  public.ticket_replies, public.ticket_notes, public.audit_log to anon;
grant select on public.exports, public.audit_log to service_role;

-- Batches
--
-- Generic plans, because a plan made for the first cursor, before all rows, reads and sorts the whole table: five times for
-- each connection, until Postgres gives up on it.
--
-- No bitmap scans for children, because their index returns them in the file's order and a bitmap has to be sorted.
--
-- No sorts for boundaries: for a list of places as long as a good part of the table the planner prefers to sort all of it, once for
-- each list, and then an export's time grows with the square of its rows.
--
-- Timestamps leave as json prints them under "set timezone = 'UTC'": ISO 8601, UTC, to the microsecond; what ISO 8601 cannot
-- say is said as Postgres does (infinity, BC).

-- Rows of tables (contacts, entries) leave as their file wants them: for JSON as objects, each after a comma and a line's end; for
-- CSV as Postgres prints a row, (1,"a b",,"say ""hi"""), one after another, which the app makes CSV of
-- (docs/decisions/021-rows-as-postgres-prints-them.md).

-- A page is sent as it is, as text, because JSON within JSON is read and written twice by the API and once more by the app.
-- What the page says about itself goes into a header; its length as well, so that a cut page is known for one.

create domain public."text/plain" as text;
comment on domain public."text/plain" is 'The answer of a function whose text the API sends as it is (PostgREST: custom media types).';

create function private.batch_response(body text, rows bigint, counts json, next json, parent_id uuid default null)
returns public."text/plain"
language plpgsql stable set search_path = ''
as $$
begin
  perform set_config('response.headers', json_build_array(json_build_object('X-Batch', json_build_object(
    'bytes', octet_length(body), 'rows', rows, 'counts', counts, 'next', next, 'parent_id', parent_id
  )::text))::text, true);
  return body;
end;
$$;
comment on function private.batch_response(text, bigint, json, json, uuid) is
  'Answers with part of a file. With next, the arguments that ask for the part after it, null on the last; with parent_id, the conversation that this is without its messages and replies.';
grant execute on function private.batch_response(text, bigint, json, json, uuid) to anon;

create function public.export_range_boundaries(
  after_created_at timestamptz default '-infinity', after_id uuid default '00000000-0000-0000-0000-000000000000',
  max_boundaries int default 50
)
returns public."text/plain"
language plpgsql stable security invoker
set search_path = '' set timezone = 'UTC' set statement_timeout = '120s'
set enable_bitmapscan = off set enable_sort = off
as $$
declare
  of_contacts constant boolean := (private.current_export()).kind = 'contacts';
  run constant public.exports := private.require_export(case when of_contacts then 'contacts' else 'conversations' end::public.export_kind);
  batch_rows constant int := case when of_contacts then 1000 else 200 end;
  most constant int := greatest(1, least(max_boundaries, 50));
  page record;
begin
  execute format($query$
    select count(*) as boundaries, (array_agg(created_at order by position))[$6] as last_created_at,
      (array_agg(id order by position))[$6] as last_id,
      coalesce(json_agg(json_build_array(created_at::text, id) order by position), '[]')::text as body
    from (
      select created_at, id, row_number() over (order by created_at, id) as position from public.%I
      where tenant_id = $1 and created_at <= $2 and (created_at, id) > ($3, $4)
      order by created_at, id limit $5 * $6
    ) places
    where position %% $5 = 0
  $query$, case when of_contacts then 'customers' else 'conversations' end)
  into page using run.tenant_id, run.cutoff_at, after_created_at, after_id, batch_rows, most;
  return private.batch_response(page.body, page.boundaries, '{}', case when page.boundaries = most then
    json_build_object('after_created_at', page.last_created_at::text, 'after_id', page.last_id) end);
end;
$$;
comment on function public.export_range_boundaries(timestamptz, uuid, int) is
  'Where the next batches of a contacts or conversations export will end, at most 50 of them, so that more than one can be read at a time.';
grant execute on function public.export_range_boundaries(timestamptz, uuid, int) to anon;

create function public.export_contacts(
  after_created_at timestamptz default '-infinity', after_id uuid default '00000000-0000-0000-0000-000000000000',
  until_created_at timestamptz default 'infinity', until_id uuid default 'ffffffff-ffff-ffff-ffff-ffffffffffff'
)
returns public."text/plain"
language plpgsql stable security invoker
set search_path = '' set timezone = 'UTC' set statement_timeout = '120s'
set plan_cache_mode = 'force_generic_plan'
as $$
#variable_conflict use_column
declare
  run constant public.exports := private.require_export('contacts');
  batch_rows constant int := 1000;
  batch_bytes constant int := 4 * 1024 * 1024;
  page record;
  last_id uuid;
begin
  select count(*) as found, count(*) filter (where fits) as rows, max(candidates.created_at) filter (where fits) as last_created_at,
    array_agg(candidates.id) filter (where fits) as ids,
    -- In the order of the subquery; an order by here would sort the batch again.
    coalesce(string_agg(case run.format when 'json' then e',\n' || row_to_json(contact)::text else contact::text end, '')
      filter (where fits), '') as body
  into page
  from (
    select c.*,
      -- Sizes that Postgres knows without unpacking a value, so that a batch of huge cells ends before they are read.
      -- Text knows its full length; jsonb only its stored one, which compression may have cut to a twentieth.
      coalesce(sum(
        coalesce(octet_length(c.email), 0) + coalesce(octet_length(c.name), 0) + coalesce(octet_length(c.company), 0)
        + coalesce(octet_length(c.job_title), 0) + coalesce(octet_length(c.phone), 0) + coalesce(octet_length(c.source), 0)
        + coalesce(octet_length(c.external_id), 0) + coalesce(octet_length(c.notes), 0)
        + coalesce(pg_column_size(c.metadata), 0) * case when pg_column_compression(c.metadata) is null then 1 else 20 end
        + coalesce(pg_column_size(c.churn_reasons), 0) * case when pg_column_compression(c.churn_reasons) is null then 1 else 20 end
      ) over before, 0) <= batch_bytes as fits
    from public.customers c
    where c.tenant_id = run.tenant_id and c.created_at <= run.cutoff_at
      and (c.created_at, c.id) > (after_created_at, after_id) and (c.created_at, c.id) <= (until_created_at, until_id)
    window before as (order by c.created_at, c.id rows between unbounded preceding and 1 preceding)
    order by c.created_at, c.id
    limit batch_rows
  ) candidates
  cross join lateral (
    select id, type, email, name, company, job_title, phone, source, external_id, account_id, source_bot_id,
      source_conversation_id, notes, metadata, churn_reasons, created_at, last_seen_at, promoted_at, churned_at
  ) contact;
  last_id := page.ids[page.rows];
  return private.batch_response(page.body, page.rows, '{}', case
    when page.found > page.rows
      or (page.found = batch_rows and (page.last_created_at, last_id) < (until_created_at, until_id))
    then json_build_object('after_created_at', page.last_created_at::text, 'after_id', last_id)
  end);
end;
$$;
comment on function public.export_contacts(timestamptz, uuid, timestamptz, uuid) is
  'The next page of a contacts export, in rows: up to 1000 customers, or about 4 MB, after one place and up to another.';
grant execute on function public.export_contacts(timestamptz, uuid, timestamptz, uuid) to anon;

create function public.export_conversations(
  after_created_at timestamptz default '-infinity', after_id uuid default '00000000-0000-0000-0000-000000000000',
  until_created_at timestamptz default 'infinity', until_id uuid default 'ffffffff-ffff-ffff-ffff-ffffffffffff'
)
returns public."text/plain"
language plpgsql stable security invoker
set search_path = '' set timezone = 'UTC' set statement_timeout = '120s'
set plan_cache_mode = 'force_generic_plan' set enable_bitmapscan = off
as $$
#variable_conflict use_column
declare
  run constant public.exports := private.require_export('conversations');
  batch_rows constant int := 200;
  batch_bytes constant int := 2 * 1024 * 1024;
  page record;
begin
  with page as (
    select * from public.conversations
    where tenant_id = run.tenant_id and created_at <= run.cutoff_at
      and (created_at, id) > (after_created_at, after_id) and (created_at, id) <= (until_created_at, until_id)
    order by created_at, id
    limit batch_rows
  ), candidates as materialized (
    select p.*, row_number() over place as position, m.messages, r.replies,
      sum(coalesce(octet_length(p.subject), 0) + coalesce(octet_length(p.summary), 0) + m.bytes + r.bytes) over place as bytes
    from page p
    cross join lateral (
      select count(*)::int as messages, coalesce(sum(octet_length(content) + 150), 0) as bytes
      from public.messages where tenant_id = run.tenant_id and conversation_id = p.id
    ) m
    cross join lateral (
      select count(*)::int as replies, coalesce(sum(octet_length(body) + octet_length(author) + 150), 0) as bytes
      from public.replies where tenant_id = run.tenant_id and conversation_id = p.id
    ) r
    window place as (order by p.created_at, p.id)
  ), batch as (
    -- A conversation larger than a batch comes alone and without its children, which are read page by page.
    select *, bytes > batch_bytes as is_large from candidates where position = 1 or bytes <= batch_bytes
  )
  select count(*) as rows,
    count(*) = (select count(*) from candidates) and (
      count(*) < batch_rows
      or (max(b.created_at), (array_agg(b.id order by b.position desc))[1]) >= (until_created_at, until_id)
    ) as is_last,
    max(b.created_at) as last_created_at,
    (array_agg(b.id order by b.position desc))[1] as last_id,
    coalesce(string_agg(j.line, '' order by b.position), '') as body,
    json_build_object(
      'conversations', count(*),
      'messages', coalesce(sum(b.messages) filter (where not b.is_large), 0),
      'replies', coalesce(sum(b.replies) filter (where not b.is_large), 0)
    ) as counts,
    bool_or(b.is_large) as is_large
  into page
  from batch b
  cross join lateral (
    select E',\n' || left(row_to_json(c)::text, -1) || case when b.is_large then '' else
      ',"messages":[' || coalesce((
        select string_agg(row_to_json(m)::text, ',') from (
          select id, role, content, created_at from public.messages
          where tenant_id = run.tenant_id and conversation_id = b.id order by created_at, id
        ) m
      ), '')
      || '],"replies":[' || coalesce((
        select string_agg(row_to_json(r)::text, ',') from (
          select id, author, body, is_internal, created_at from public.replies
          where tenant_id = run.tenant_id and conversation_id = b.id order by created_at, id
        ) r
      ), '') || ']}' end as line
    from (
      select b.id, b.status, b.subject, b.summary, b.customer_id, b.channel_id, b.bot_id, b.widget_id, b.assigned_agent_id,
        b.created_at, b.updated_at
    ) c
  ) j;
  return private.batch_response(page.body, page.rows, page.counts,
    case when not page.is_last then json_build_object('after_created_at', page.last_created_at::text, 'after_id', page.last_id) end,
    case when page.is_large then page.last_id end);
end;
$$;
comment on function public.export_conversations(timestamptz, uuid, timestamptz, uuid) is
  'The next page of a conversations export, as JSON objects with a comma before each: up to 200, or about 2 MB, after one place and up to another. With parent_id it is one large conversation up to where its messages and replies would stand.';
grant execute on function public.export_conversations(timestamptz, uuid, timestamptz, uuid) to anon;

create function public.export_conversation_children(
  conversation uuid, child text,
  after_created_at timestamptz default '-infinity', after_id uuid default '00000000-0000-0000-0000-000000000000'
)
returns public."text/plain"
language plpgsql stable security invoker
set search_path = '' set timezone = 'UTC' set statement_timeout = '120s'
as $$
declare
  run constant public.exports := private.require_export('conversations');
  body constant text := case child when 'messages' then 'content' when 'replies' then 'body' end;
  fields constant text := case child
    when 'messages' then 'id, role, content, created_at'
    when 'replies' then 'id, author, body, is_internal, created_at'
  end;
  page record;
begin
  if body is null then
    raise exception 'child must be messages or replies' using errcode = 'invalid_parameter_value';
  end if;
  execute format($query$
    with candidates as (
      select %1$s, row_number() over place as position, sum(octet_length(%2$I) + 150) over place as bytes
      from public.%3$I
      where tenant_id = $1 and conversation_id = $2 and (created_at, id) > ($3, $4)
      window place as (order by created_at, id)
      order by created_at, id
      limit 5000
    ), batch as (
      select * from candidates where position = 1 or bytes <= 2 * 1024 * 1024
    )
    select count(*) as rows,
      count(*) = (select count(*) from candidates) and count(*) < 5000 as is_last,
      max(b.created_at) as last_created_at,
      (array_agg(b.id order by b.position desc))[1] as last_id,
      coalesce(string_agg((select row_to_json(r)::text from (select %1$s from (select b.*) b) r), ',' order by b.position), '') as body
    from batch b
  $query$, fields, body, child) into page using run.tenant_id, conversation, after_created_at, after_id;
  return private.batch_response(page.body, 0, json_build_object(child, page.rows),
    case when not page.is_last then json_build_object('after_created_at', page.last_created_at::text, 'after_id', page.last_id) end);
end;
$$;
comment on function public.export_conversation_children(uuid, text, timestamptz, uuid) is
  'The next messages or replies of one large conversation, as JSON objects separated by commas: up to 5000, or about 2 MB.';
grant execute on function public.export_conversation_children(uuid, text, timestamptz, uuid) to anon;

create function public.export_contact()
returns public."text/plain"
language plpgsql stable security invoker
set search_path = '' set timezone = 'UTC' set statement_timeout = '120s'
set plan_cache_mode = 'force_generic_plan'
as $$
declare
  run constant public.exports := private.require_export('contact');
  person public.customers;
  conversation_ids uuid[];
  ticket_ids uuid[];
  counts json;
  file text;
begin
  select * into person from public.customers where tenant_id = run.tenant_id and id = run.target_id;
  if not found then
    raise exception 'No such contact.' using errcode = 'foreign_key_violation';
  end if;
  -- A stable function sees one moment throughout. Row-level security keeps internal notes out when they were not asked for.
  conversation_ids := array(
    select id from public.conversations
    where tenant_id = run.tenant_id and (customer_id = person.id or id = person.source_conversation_id)
  );
  ticket_ids := array(select id from public.tickets where tenant_id = run.tenant_id and customer_id = person.id);
  counts := json_build_object(
    'contacts', 1,
    'conversations', cardinality(conversation_ids),
    'messages', (
      select count(*) from public.messages where tenant_id = run.tenant_id and conversation_id = any (conversation_ids)
    ),
    'replies', (
      select count(*) from public.replies where tenant_id = run.tenant_id and conversation_id = any (conversation_ids)
    ),
    'tickets', cardinality(ticket_ids),
    'ticket_replies', (
      select count(*) from public.ticket_replies where tenant_id = run.tenant_id and ticket_id = any (ticket_ids)
    ),
    'ticket_notes', (
      select count(*) from public.ticket_notes where tenant_id = run.tenant_id and ticket_id = any (ticket_ids)
    )
  );
  file := (
    select row_to_json(f)::text from (
      select
        (
          select row_to_json(c) from (
            select person.id, person.type, person.email, person.name, person.company, person.job_title, person.phone,
              person.source, person.external_id, person.account_id, person.source_bot_id, person.source_conversation_id,
              person.notes, person.metadata, person.churn_reasons, person.created_at, person.last_seen_at,
              person.promoted_at, person.churned_at
          ) c
        ) as customer,
        coalesce((
          select json_agg(c order by c.created_at, c.id) from (
            select v.id, v.status, v.subject, v.summary,
              -- Nobody else's id: the contact may appear on another person's conversation.
              case when v.customer_id = person.id then v.customer_id end as customer_id,
              v.channel_id, v.bot_id, v.widget_id, v.assigned_agent_id, v.created_at, v.updated_at,
              coalesce((
                select json_agg(m order by m.created_at, m.id) from (
                  select id, role, content, created_at from public.messages
                  where tenant_id = run.tenant_id and conversation_id = v.id
                ) m
              ), '[]') as messages,
              coalesce((
                select json_agg(r order by r.created_at, r.id) from (
                  select id, author, body, is_internal, created_at from public.replies
                  where tenant_id = run.tenant_id and conversation_id = v.id
                ) r
              ), '[]') as replies
            from public.conversations v
            where v.tenant_id = run.tenant_id and v.id = any (conversation_ids)
          ) c
        ), '[]') as conversations,
        coalesce((
          select json_agg(t order by t.created_at, t.id) from (
            select k.id, k.title, k.description, k.status, k.priority, k.customer_id, k.conversation_id, k.assignee_id,
              k.created_at, k.updated_at,
              coalesce((
                select json_agg(r order by r.created_at, r.id) from (
                  select id, author, body, created_at from public.ticket_replies
                  where tenant_id = run.tenant_id and ticket_id = k.id
                ) r
              ), '[]') as replies,
              coalesce((
                select json_agg(n order by n.created_at, n.id) from (
                  select id, author, body, created_at from public.ticket_notes
                  where tenant_id = run.tenant_id and ticket_id = k.id
                ) n
              ), '[]') as notes
            from public.tickets k
            where k.tenant_id = run.tenant_id and k.id = any (ticket_ids)
          ) t
        ), '[]') as tickets
    ) f
  );
  return private.batch_response(file, 1, counts, null);
end;
$$;
comment on function public.export_contact() is
  'Everything about the contact of a single-contact export, as one JSON object: customer, conversations, tickets; and how many of each there are.';
grant execute on function public.export_contact() to anon;

-- Opening and ending a run

create function public.open_export(export_id uuid, token_hash text)
returns table (
  status public.export_status, kind public.export_kind, format public.export_format, slug text, workspace_name text,
  target_id uuid, include_notes boolean, actor_name text, actor_email text, started_at timestamptz
)
language plpgsql security invoker set search_path = ''
as $$
#variable_conflict use_column
begin
  update public.exports e set status = 'running', token_hash = open_export.token_hash
  where e.id = export_id and e.status = 'pending';
  return query
  select e.status, e.kind, e.format, t.slug, t.name, e.target_id, e.include_notes, e.actor_name, e.actor_email, e.started_at
  from public.exports e join public.tenants t on t.id = e.tenant_id
  where e.id = export_id
    and (e.status = 'expired' or (e.status = 'running' and e.token_hash = open_export.token_hash));
end;
$$;
comment on function public.open_export(uuid, text) is
  'Begins the download of a pending export of the signed-in person, which from then on is read with the ticket; no row if there is none. One that waited too long comes back expired. Asked again with the same ticket, because the first answer was lost, it answers the same.';
grant execute on function public.open_export(uuid, text) to authenticated;

create function public.expire_stale_exports(workspace uuid) returns void
language plpgsql security invoker set search_path = ''
as $$
begin
  if workspace in (select private.my_admin_tenants()) then
    perform private.expire_stale_exports(workspace);
  end if;
end;
$$;
comment on function public.expire_stale_exports(uuid) is 'For owners and admins about to look at runs: see private.expire_stale_exports.';
grant execute on function public.expire_stale_exports(uuid), private.expire_stale_exports(uuid) to authenticated;

create function private.count_or_estimate(workspace uuid, counted regclass, most int) returns bigint
language plpgsql security definer set search_path = ''
as $$
declare
  total bigint;
  plan json;
begin
  execute format('select count(*) from (select from %s where tenant_id = $1 limit $2) counted', counted) into total using workspace, most + 1;
  if total <= most then
    return total;
  end if;
  -- Volatile, because Postgres explains in no other function. Counting a million rows takes a good part of a second at every visit; what the planner knows is at hand.
  execute format('explain (format json) select from %s where tenant_id = %L', counted, workspace) into plan;
  return greatest(total, (plan -> 0 -> 'Plan' ->> 'Plan Rows')::bigint);
end;
$$;
comment on function private.count_or_estimate(uuid, regclass, int) is 'How many rows of a table a workspace has: exactly up to a number, beyond that as the planner estimates.';

create function private.count_workspace(workspace uuid, most int) returns table (contacts bigint, conversations bigint)
language plpgsql security definer set search_path = ''
as $$
begin
  if workspace in (select private.my_admin_tenants()) then
    return query select private.count_or_estimate(workspace, 'public.customers', most), private.count_or_estimate(workspace, 'public.conversations', most);
  end if;
end;
$$;
comment on function private.count_workspace(uuid, int) is 'For owners and admins: see private.count_or_estimate.';

create function public.count_workspace(workspace uuid, most int) returns table (contacts bigint, conversations bigint)
language sql security invoker set search_path = ''
as $$
  select * from private.count_workspace(workspace, most)
$$;
comment on function public.count_workspace(uuid, int) is 'How much an owner or admin can export from a workspace: exactly up to a number, beyond that about.';
grant execute on function public.count_workspace(uuid, int), private.count_workspace(uuid, int) to authenticated;

create function public.count_export_rows() returns bigint
language plpgsql stable security invoker set search_path = '' set statement_timeout = '120s'
as $$
declare
  run constant public.exports := private.current_export();
begin
  return case run.kind
    when 'contacts' then (select count(*) from public.customers where tenant_id = run.tenant_id and created_at <= run.cutoff_at)
    when 'conversations' then (select count(*) from public.conversations where tenant_id = run.tenant_id and created_at <= run.cutoff_at)
    when 'audit_log' then (select count(*) from public.audit_log where tenant_id = run.tenant_id and created_at <= run.cutoff_at)
    when 'contact' then 1
  end;
end;
$$;
comment on function public.count_export_rows() is 'How many rows the export that the ticket belongs to is going to have, for its progress bar.';
grant execute on function public.count_export_rows() to anon;

create function public.report_progress(rows_written bigint, bytes_written bigint, rows_total bigint default null) returns boolean
language plpgsql security invoker set search_path = ''
as $$
begin
  perform private.require_export();
  update public.exports e
  set rows_written = report_progress.rows_written, rows_total = report_progress.rows_total,
    bytes_written = report_progress.bytes_written
  where e.id = (select private.export_id_by_token());
  return found;
end;
$$;
comment on function public.report_progress(bigint, bigint, bigint) is
  'Says how far the export that the ticket belongs to is, and that its server is alive; an error when it may not read any more.';
grant execute on function public.report_progress(bigint, bigint, bigint) to anon;

create function public.finish_export(
  outcome public.export_status, rows_written bigint, bytes_written bigint, cells_guarded bigint, counts jsonb,
  sha256 text default null, failure text default null
)
returns boolean
language plpgsql security invoker set search_path = ''
as $$
begin
  update public.exports e
  set status = outcome, rows_written = finish_export.rows_written, bytes_written = finish_export.bytes_written,
    cells_guarded = finish_export.cells_guarded,
    -- Supabase Lite hands a json argument over as a string that holds it.
    counts = case jsonb_typeof(finish_export.counts)
      when 'string' then (finish_export.counts #>> '{}')::jsonb else finish_export.counts end,
    sha256 = finish_export.sha256,
    failure = finish_export.failure,
    rows_total = case outcome when 'completed' then finish_export.rows_written else e.rows_total end
  where e.id = (select private.closing_export_id())
    -- A run is recorded as completed before the end of its file is sent. Its server may never hear so, and then not send it.
    and (e.status = 'running' or (e.status = 'completed' and outcome in ('failed', 'interrupted')));
  -- Told twice, because the first answer was lost, it answers the same.
  return found or exists (
    select from public.exports e
    where e.id = (select private.closing_export_id()) and e.status = outcome
      and e.bytes_written = finish_export.bytes_written and e.sha256 is not distinct from finish_export.sha256
  );
end;
$$;
comment on function public.finish_export(public.export_status, bigint, bigint, bigint, jsonb, text, text) is
  'Records how the export that the ticket belongs to ended; false when it has ended in another way. It may be told twice, and that what was completed did not end well after all.';
grant execute on function public.finish_export(public.export_status, bigint, bigint, bigint, jsonb, text, text) to anon;

-- The audit log: its own export, and whether it is whole

create function public.export_audit_log(after_seq bigint default 0)
returns public."text/plain"
language plpgsql stable security invoker
set search_path = '' set timezone = 'UTC' set statement_timeout = '120s'
set plan_cache_mode = 'force_generic_plan'
as $$
declare
  run constant public.exports := private.require_export('audit_log');
  page record;
begin
  with batch as (
    select id, tenant_id, seq, created_at, actor_id, actor_name, actor_email, actor_role, action, target_type, target_id, details,
      ip, user_agent, previous_hash, hash
    from public.audit_log
    where tenant_id = run.tenant_id and seq > after_seq and created_at <= run.cutoff_at
    order by seq limit 1000
  )
  select count(*) as rows, max(b.seq) as last_seq,
    coalesce(string_agg(case run.format when 'json' then e',\n' || row_to_json(b)::text else b::text end, '' order by b.seq), '') as body
  into page
  from batch b;
  return private.batch_response(page.body, page.rows, '{}', case when page.rows = 1000 then json_build_object('after_seq', page.last_seq::text) end);
end;
$$;
comment on function public.export_audit_log(bigint) is 'The next page of an audit log export, in rows: up to 1000 entries after the one numbered after_seq.';
grant execute on function public.export_audit_log(bigint) to anon;

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
    end as why
    from entries e window w as (order by e.seq)
  ), first_invalid as (
    select l.seq, l.why from links l where l.why is not null order by l.seq limit 1
  )
  select count(*)::int, max(l.seq), (array_agg(l.hash order by l.seq desc))[1], (select b.seq from first_invalid b),
    (select b.why from first_invalid b), min(l.created_at)
  from links l;
end;
$$;
comment on function public.verify_audit_log(uuid, bigint, text) is
  'Walks up to 5000 entries of a workspace''s audit log after a known one and names the first that does not fit; call it until it checks none.';
grant execute on function public.verify_audit_log(uuid, bigint, text) to authenticated;
grant execute on function private.canonical_entry(public.audit_log), private.canonical_json(jsonb) to authenticated;

create function public.audit_actors(workspace uuid)
returns table (actor_id uuid, actor_name text, actor_email text)
language sql stable security invoker set search_path = ''
as $$
  -- From one actor to the next along the index, however many entries each has.
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
comment on function public.audit_actors(uuid) is 'Everybody who appears in a workspace''s audit log, by the name they had last.';
grant execute on function public.audit_actors(uuid) to authenticated;

revoke execute on all functions in schema public, private from public;
