-- The state machine of an export's status.
--
--   pending             -> running, cancelled, expired
--   running             -> completed, failed, interrupted, cancelled
--   completed           -> failed, interrupted (the last bytes of the file could not be sent)
--   interrupted, failed -> running (a new attempt: the file goes on where it stopped, or begins again; docs/resume.md)
--   completed           -> running (its end did not arrive: it goes on)

select private.require_objects('public.exports', 'private.enforce_export_limit', 'private.is_live');

-- Attempts

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
    when export.status in ('interrupted', 'failed') then from_byte >= 0 and export.failure in (
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
create policy "Admins cancel any export of their workspace, and open and resume their own" on public.exports
  for update to authenticated
  using (
    tenant_id in (select private.my_admin_tenants()) and (
      status in ('pending', 'running')
      or (actor_id = (select auth.uid()) and status in ('interrupted', 'failed', 'completed') and private.can_resume(exports, 1))
    )
  )
  with check (status in ('cancelled', 'expired') or (status = 'running' and actor_id = (select auth.uid())));

-- Transitions

create function private.enforce_export_transition() returns trigger
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
      when 'contact' then (
        select max(private.newest_customer_record(new.tenant_id, c)) from unnest(private.contact_ids(new)) c
      )
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
comment on function private.enforce_export_transition() is
  'Allows the listed status transitions and no other change, and sets the times of an export.';
revoke execute on function private.enforce_export_transition() from public, anon, authenticated, service_role;

create trigger exports_enforce_transition before update on public.exports
  for each row execute function private.enforce_export_transition();
alter table public.exports enable always trigger exports_enforce_transition;
