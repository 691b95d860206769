-- The audit entries of an export: one for the request, one for each attempt after the first, one for each outcome,
-- written in the transaction that changes the export.

select private.require_objects('public.exports', 'public.audit_log');

create function private.request_details(export public.exports) returns jsonb
language sql stable set search_path = ''
as $$
  select jsonb_strip_nulls(jsonb_build_object(
    'export', export.id,
    'kind', export.kind,
    'format', export.format,
    'compress', export.compress,
    'notes', case when not export.include_notes then 'exclude' when export.kind = 'contact' then 'include' end,
    'scope', nullif(export.scope, '{}'),
    'answer', nullif(export.answer, '{}')
  ))
$$;
comment on function private.request_details(public.exports) is 'The details of the audit entry of an export''s request.';
revoke execute on function private.request_details(public.exports) from public, anon, authenticated, service_role;
grant execute on function private.request_details(public.exports) to authenticated;

create function private.resume_details(export public.exports) returns jsonb
language sql stable set search_path = ''
as $$
  select private.request_details(export) || jsonb_build_object('attempt', export.attempt, 'resumed_from', export.resumed_from)
$$;
comment on function private.resume_details(public.exports) is 'The details of the audit entry of an attempt after the first.';
revoke execute on function private.resume_details(public.exports) from public, anon, authenticated, service_role;
grant execute on function private.resume_details(public.exports) to authenticated;

create function private.outcome_details(export public.exports) returns jsonb
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
comment on function private.outcome_details(public.exports) is
  'The details of the audit entry of an export''s outcome, without its remarks.';
revoke execute on function private.outcome_details(public.exports) from public, anon, authenticated, service_role;
grant execute on function private.outcome_details(public.exports) to authenticated;

create function private.audit_export() returns trigger
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
comment on function private.audit_export() is
  'Writes the audit entry of a new export, of a new attempt or of an outcome, in the same transaction.';
revoke execute on function private.audit_export() from public, anon, authenticated, service_role;

create trigger exports_audit after insert or update on public.exports
  for each row execute function private.audit_export();
alter table public.exports enable always trigger exports_audit;
