-- Attempts: a download that was cut off may be fetched again by the user who started it, for 24 hours (docs/resume.md).
--
--   interrupted, failed -> running (the file goes on where it stopped, or begins again)
--   completed           -> running (its end did not arrive: it goes on)
--
-- While a file is sent, the server records parts of it: how far it was, the hash up to there and where reading goes on. A part is a
-- text that the server has signed, so a user with an export token of their own cannot make one up.

select private.require_objects('public.exports', 'private.add_remark', 'private.outcome_details', 'private.entry_matches_export');

alter type public.export_failure add value 'not_joinable';

alter table public.exports
  add column attempt int not null default 1 check (attempt between 1 and 1000),
  -- The attempt that sent the first byte of the file. Files of one number have the same bytes, as far as they were sent.
  add column file_attempt int not null default 1 check (file_attempt between 1 and 1001),
  add column resumed_from bigint check (resumed_from between 0 and 9007199254740991),
  add column resumed_at timestamptz;
comment on column public.exports.attempt is 'How often its download has begun: 1 for an export that was never resumed.';
comment on column public.exports.file_attempt is
  'The attempt whose bytes the file has. Higher than attempt when the last one sent other bytes than those before it: the next begins the file again.';
comment on column public.exports.resumed_from is 'The byte from which the last attempt went on; 0 when it began again. Null in the first one.';
grant update (resumed_from) on public.exports to authenticated;
grant update (file_attempt) on public.exports to anon;

create or replace function private.exports_before_insert() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  actor public.members;
begin
  select * into actor from public.members
  where tenant_id = new.tenant_id and user_id = (select auth.uid()) and role in ('owner', 'admin');
  if not found then
    raise exception 'Only owners and admins can export.' using errcode = 'insufficient_privilege';
  end if;
  if new.kind = 'contact'
    and not exists (select from public.customers where tenant_id = new.tenant_id and id = new.target_id)
  then
    raise exception 'No such contact.' using errcode = 'foreign_key_violation';
  end if;
  if new.id <> '00000000-0000-0000-0000-000000000000' then
    raise exception 'The database chooses the id of an export.' using errcode = 'insufficient_privilege';
  end if;
  perform private.enforce_export_limit(new);

  -- Only what was requested comes from the client; every other column starts empty.
  new := jsonb_populate_record(null::public.exports, jsonb_build_object(
    'id', gen_random_uuid(), 'tenant_id', new.tenant_id, 'kind', new.kind, 'format', new.format, 'compress', new.compress,
    'target_id', new.target_id, 'include_notes', new.include_notes, 'scope', new.scope,
    'is_part', private.is_part(new.kind::text, new.scope, new.include_notes),
    'ip', left(new.ip, 100), 'user_agent', left(new.user_agent, 500),
    'actor_id', actor.user_id, 'actor_email', left(actor.email, 200), 'actor_name', left(actor.display_name, 200),
    'actor_role', actor.role,
    'status', 'pending', 'rows_written', 0, 'bytes_written', 0, 'cells_guarded', 0, 'attempt', 1, 'file_attempt', 1,
    'created_at', clock_timestamp()
  ));
  return new;
end;
$$;

-- Earlier attempts

create table private.export_attempts (
  export_id uuid not null,
  attempt int not null,
  -- The row of exports when the attempt had ended, without its token.
  record jsonb not null,
  primary key (export_id, attempt)
);
comment on table private.export_attempts is 'How the earlier attempts of resumed exports ended. Append-only: audit entries are compared with it.';
revoke all on private.export_attempts from public, anon, authenticated, service_role;
create trigger export_attempts_reject_mutation before update or delete or truncate on private.export_attempts
  for each statement execute function private.reject_mutation();
alter table private.export_attempts enable always trigger export_attempts_reject_mutation;

create function private.export_at(export public.exports, attempt text) returns public.exports
language plpgsql stable security definer set search_path = ''
as $$
declare
  earlier public.exports;
begin
  if attempt is null or attempt = export.attempt::text then
    return export;
  end if;
  select r.* into earlier
  from private.export_attempts a cross join lateral jsonb_populate_record(null::public.exports, a.record) r
  where a.export_id = export.id and a.attempt::text = export_at.attempt
    and (a.record ->> 'tenant_id')::uuid in (select private.my_admin_tenants());
  return earlier;
end;
$$;
comment on function private.export_at(public.exports, text) is 'An export as it was when an attempt had ended; all null if there was none.';
revoke execute on function private.export_at(public.exports, text) from public, anon, authenticated, service_role;
grant execute on function private.export_at(public.exports, text) to authenticated;

create function private.can_resume(export public.exports, from_byte bigint) returns boolean
language sql stable set search_path = ''
as $$
  select export.started_at > clock_timestamp() - interval '24 hours' and export.attempt < 1000 and case
    -- Its last bytes may be lost on their way. From the first byte it would be a new export.
    when export.status = 'completed' then from_byte > 0 and from_byte < export.bytes_written
    when export.status in ('interrupted', 'failed') then from_byte >= 0 and export.failure::text in (
      'client_disconnected', 'client_idle', 'server_stopped', 'server_lost', 'deadline', 'database_unavailable', 'not_joinable'
    )
    else false
  end
$$;
comment on function private.can_resume(public.exports, bigint) is
  'Whether an export that has ended may be fetched again from a byte on: for 24 hours after its start, unless it was cancelled, its actor lost the role, or it failed for a reason that stays.';
revoke execute on function private.can_resume(public.exports, bigint) from public, anon, authenticated, service_role;
grant execute on function private.can_resume(public.exports, bigint) to authenticated;

-- One policy for both, because each is executed for every update.
drop policy "Admins cancel any export of their workspace and open their own" on public.exports;
create policy "Admins cancel any export of their workspace, and open and resume their own" on public.exports
  for update to authenticated
  using (
    tenant_id in (select private.my_admin_tenants()) and (
      status in ('pending', 'running')
      or (actor_id = (select auth.uid()) and status in ('interrupted', 'failed', 'completed') and private.can_resume(exports, 1))
    )
  )
  with check (status in ('cancelled', 'expired') or (status = 'running' and actor_id = (select auth.uid())));

create or replace function private.enforce_export_transition() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  -- The columns that each transition may change.
  transitions constant jsonb := '{
    "pending running": ["status", "token_hash"],
    "pending cancelled": ["status"],
    "pending expired": ["status"],
    "running running": ["heartbeat_at", "rows_written", "rows_total", "bytes_written", "file_attempt"],
    "running completed": ["status", "rows_written", "rows_total", "bytes_written", "cells_guarded", "cells_cut", "counts", "sha256", "receipt", "file_attempt"],
    "running failed": ["status", "rows_written", "bytes_written", "cells_guarded", "cells_cut", "counts", "failure", "receipt", "file_attempt"],
    "running interrupted": ["status", "rows_written", "bytes_written", "cells_guarded", "cells_cut", "counts", "failure", "receipt", "file_attempt"],
    "running cancelled": ["status"],
    "completed failed": ["status", "rows_written", "bytes_written", "cells_guarded", "cells_cut", "counts", "sha256", "failure", "receipt"],
    "completed interrupted": ["status", "rows_written", "bytes_written", "cells_guarded", "cells_cut", "counts", "sha256", "failure", "receipt"],
    "cancelled cancelled": ["rows_written", "bytes_written", "cells_guarded", "cells_cut", "counts", "receipt"],
    "interrupted running": ["status", "token_hash", "resumed_from"],
    "failed running": ["status", "token_hash", "resumed_from"],
    "completed running": ["status", "token_hash", "resumed_from"]
  }';
  mutable constant jsonb := transitions -> (old.status || ' ' || new.status);
begin
  if mutable is null then
    raise exception 'The status of an export cannot change from % to %.', old.status, new.status using errcode = 'check_violation';
  end if;
  if exists (
    select from jsonb_each(to_jsonb(new)) n
    where n.value is distinct from to_jsonb(old) -> n.key and not mutable ? n.key
  ) or new.file_attempt not in (old.file_attempt, old.attempt + 1) then
    raise exception 'The record of an export cannot be changed.' using errcode = 'insufficient_privilege';
  end if;

  if old.status = 'pending' and new.status in ('running', 'expired') and not private.is_live(old) then
    new.status := 'expired';
    new.failure := 'never_downloaded';
    new.token_hash := null;
    new.finished_at := clock_timestamp();
  elsif new.status = 'expired' then
    raise exception 'This export has not expired.' using errcode = 'check_violation';
  elsif old.status = 'pending' and new.status = 'running' then
    perform private.enforce_export_limit(old);
    new.started_at := clock_timestamp();
    new.heartbeat_at := new.started_at;
    new.expires_at := new.started_at + interval '12 hours';
    -- Rows can have a created_at in the future, so the cutoff is never before the newest row.
    new.cutoff_at := greatest(new.started_at, case new.kind
      when 'contacts' then (select max(created_at) from public.customers where tenant_id = new.tenant_id)
      when 'conversations' then private.newest_conversation(new)
      when 'contact' then private.newest_customer_record(new.tenant_id, new.target_id)
    end);
    new.cutoff_seq := case new.kind when 'audit_log' then (select max(seq) from public.audit_log where tenant_id = new.tenant_id) end;
  elsif new.status = 'running' and old.status <> 'running' then
    if not coalesce(private.can_resume(old, new.resumed_from), false) then
      raise exception 'This export cannot be resumed.' using errcode = 'check_violation';
    end if;
    perform private.enforce_export_limit(old);
    insert into private.export_attempts values (old.id, old.attempt, to_jsonb(old) - 'token_hash');
    new.attempt := old.attempt + 1;
    new.resumed_at := clock_timestamp();
    new.heartbeat_at := new.resumed_at;
    new.expires_at := new.resumed_at + interval '12 hours';
    new.finished_at := null;
    new.failure := null;
    new.receipt := null;
    new.sha256 := null;
    new.rows_written := 0;
    new.bytes_written := 0;
    new.cells_guarded := 0;
    new.cells_cut := null;
    new.counts := null;
    new.remark_count := null;
    -- What was moved or deleted between the attempts was not recorded.
    perform private.add_remark(new.id, 'unlisted');
  elsif new.status = 'running' then
    if (private.current_export()).id is distinct from old.id then
      raise exception 'Only the export itself can report its progress, while it may read.' using errcode = 'insufficient_privilege';
    end if;
    new.heartbeat_at := clock_timestamp();
  elsif new.status = old.status then
    -- Cancelled while the server was still sending: it reports once how much it had sent.
    if old.receipt is not null or new.rows_written < old.rows_written or new.bytes_written < old.bytes_written then
      raise exception 'The record of an export cannot be changed.' using errcode = 'insufficient_privilege';
    end if;
  else
    new.finished_at := clock_timestamp();
    if new.status = 'cancelled' then
      new.cancelled_by := auth.uid();
    end if;
  end if;
  return new;
end;
$$;

-- The audit entries

create or replace function private.audit_actions() returns text[]
language sql immutable set search_path = ''
as $$
  select array['export.contacts', 'export.conversations', 'export.contact', 'export.audit_log', 'export.resumed', 'export.completed',
    'export.failed', 'export.interrupted', 'export.cancelled', 'export.expired']
$$;

create function private.resume_details(export public.exports) returns jsonb
language sql stable set search_path = ''
as $$
  select private.request_details(export) || jsonb_build_object('attempt', export.attempt, 'resumed_from', export.resumed_from)
$$;
comment on function private.resume_details(public.exports) is 'The details of the audit entry of an attempt after the first.';
revoke execute on function private.resume_details(public.exports) from public, anon, authenticated, service_role;
grant execute on function private.resume_details(public.exports) to authenticated;

create or replace function private.outcome_details(export public.exports) returns jsonb
language sql stable set search_path = ''
as $$
  select private.request_details(export) || jsonb_strip_nulls(jsonb_build_object(
    'rows', export.rows_written,
    'bytes', export.bytes_written,
    'sha256', export.sha256,
    'cells_guarded', export.cells_guarded,
    'cells_cut', export.cells_cut,
    'counts', export.counts,
    'milliseconds', (extract(epoch from export.finished_at - export.started_at) * 1000)::bigint,
    'reason', export.failure,
    'attempt', nullif(export.attempt, 1),
    'resumed_from', export.resumed_from,
    -- The server may have sent more than it had reported.
    'at_least', case when export.started_at is not null and (export.status = 'cancelled' or export.failure = 'server_lost') then true end,
    'receipt', export.receipt
  ))
$$;

create or replace function private.audit_export() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  entry public.audit_log;
  canceller public.members;
  is_resumed constant boolean := tg_op = 'UPDATE' and new.status = 'running' and new.attempt > old.attempt;
begin
  -- The start, progress, or the final numbers of an export that had ended.
  if (new.status = 'running' and not is_resumed) or (tg_op = 'UPDATE' and new.status = old.status) then
    return null;
  end if;
  entry.tenant_id := new.tenant_id;
  entry.target_type := case when new.kind = 'contact' then 'contact' end;
  entry.target_id := new.target_id;
  if new.status = 'pending' then
    entry.action := 'export.' || new.kind;
    entry.details := private.request_details(new);
  elsif is_resumed then
    entry.action := 'export.resumed';
    entry.details := private.resume_details(new);
  else
    entry.action := 'export.' || new.status;
    entry.details := private.outcome_details(new) || jsonb_strip_nulls(jsonb_build_object('remarks', private.list_remarks(new)));
  end if;

  if new.status = 'cancelled' then
    select * into canceller from public.members where tenant_id = new.tenant_id and user_id = new.cancelled_by;
    entry.actor_id := canceller.user_id;
    entry.actor_email := left(canceller.email, 200);
    entry.actor_name := left(canceller.display_name, 200);
    entry.actor_role := canceller.role;
  -- What the database records by itself has no actor; clients cannot set these reasons (private.reject_claimed_outcome).
  elsif new.failure is null or new.failure not in ('server_lost', 'never_downloaded') then
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

alter function private.entry_matches_export(public.audit_log, public.exports) rename to entry_matches_attempt;
comment on function private.entry_matches_attempt(public.audit_log, public.exports) is
  'Whether an audit entry says the same as its export when the attempt of the entry had ended: what, whose, by whom, when (within five minutes), all details of the outcome, and how many remarks.';

create function private.entry_matches_export(entry public.audit_log, export public.exports) returns boolean
language plpgsql stable set search_path = ''
as $$
declare
  attempt constant text := coalesce(entry.details ->> 'attempt', '1');
  at_attempt public.exports;
begin
  if entry.action = 'export.' || export.kind or (entry.action <> 'export.resumed' and attempt = export.attempt::text) then
    return private.entry_matches_attempt(entry, export);
  end if;
  at_attempt := private.export_at(export, attempt);
  if at_attempt.id is null then
    return false;
  elsif entry.action <> 'export.resumed' then
    return private.entry_matches_attempt(entry, at_attempt);
  end if;
  return entry.details = private.resume_details(at_attempt)
    and (entry.actor_id, entry.actor_name, entry.actor_email, entry.actor_role, entry.ip, entry.user_agent, entry.target_id)
      is not distinct from (export.actor_id, left(export.actor_name, 1000), left(export.actor_email, 1000), export.actor_role, export.ip,
        export.user_agent, export.target_id)
    and (entry.created_at between at_attempt.resumed_at - interval '5 minutes' and at_attempt.resumed_at + interval '5 minutes') is true;
end;
$$;
comment on function private.entry_matches_export(public.audit_log, public.exports) is
  'Whether an audit entry says the same as its export: its request, an attempt that went on, or how an attempt ended.';
revoke execute on function private.entry_matches_export(public.audit_log, public.exports) from public, anon, authenticated, service_role;
grant execute on function private.entry_matches_export(public.audit_log, public.exports) to authenticated;

create or replace function public.verify_audited_exports(
  workspace uuid, after_created_at timestamptz default '-infinity', after_id uuid default '00000000-0000-0000-0000-000000000000'
)
returns table (checked int, last_created_at timestamptz, last_id uuid, problem_count int, problems jsonb)
language plpgsql stable security invoker
-- So that a range is read in the order of exports_recent_idx, not all exports and sorted.
set search_path = '' set statement_timeout = '60s' set enable_bitmapscan = off set enable_seqscan = off set enable_sort = off
as $$
begin
  return query
  with range as (
    select x.id, x.created_at, x.kind, x.status, x.attempt from public.exports x
    where x.tenant_id = workspace and (x.created_at, x.id) > (after_created_at, after_id)
    order by x.created_at, x.id limit 5000
  ), checks as (
    select r.created_at, r.id, case
      when entries.requests = 0 then 'the log has no entry of its request'
      when entries.requests > 1 then 'the log has several entries of its request'
      when entries.resumed <> r.attempt - 1 then 'the log has not one entry of each time that it was resumed'
      when r.status in ('pending', 'running') then null
      when entries.outcomes = 0 then 'the log has no entry of its outcome'
      when entries.outcomes > 1 then 'the log has several entries of its outcome'
    end as reason
    from range r cross join lateral (
      select count(*) filter (where a.action = 'export.' || r.kind) as requests,
        count(*) filter (where a.action = 'export.resumed') as resumed,
        count(*) filter (where a.action = 'export.' || r.status and coalesce(a.details ->> 'attempt', '1') = r.attempt::text) as outcomes
      -- "is true" keeps it on the index of exports.
      from public.audit_log a where a.export_id = r.id and (a.tenant_id = workspace) is true
    ) entries
  )
  select count(*)::int, (array_agg(c.created_at order by c.created_at desc, c.id desc))[1],
    (array_agg(c.id order by c.created_at desc, c.id desc))[1], count(c.reason)::int,
    coalesce((
      select jsonb_agg(jsonb_build_object('export', p.id, 'reason', p.reason) order by p.created_at, p.id)
      from (select k.* from checks k where k.reason is not null order by k.created_at, k.id limit 100) p
    ), '[]')
  from checks c;
end;
$$;
