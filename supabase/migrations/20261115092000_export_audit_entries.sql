-- The audit entries of an export: one for the request, one for each outcome, written in the transaction that changes the
-- export.

create function private.audit_export() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  entry public.audit_log;
  canceller public.members;
begin
  -- Progress, or the final numbers of an export that had ended.
  if new.status = 'running' or (tg_op = 'UPDATE' and new.status = old.status) then
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
      'remarks', private.list_remarks(new),
      'milliseconds', (extract(epoch from new.finished_at - new.started_at) * 1000)::bigint,
      'reason', new.failure,
      -- The server may have sent more than it had reported.
      'at_least', case when old.status = 'running' and (new.status = 'cancelled' or new.failure = 'server_lost') then true end,
      'receipt', new.receipt
    ));
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
comment on function private.audit_export() is
  'Writes the audit entry of a new export or of its outcome, in the same transaction.';

create trigger exports_audit after insert or update on public.exports
  for each row execute function private.audit_export();
alter table public.exports enable always trigger exports_audit;

revoke execute on all functions in schema public, private from public;
