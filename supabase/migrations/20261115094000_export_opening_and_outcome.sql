-- The functions that the app's server calls for an export from its start to its outcome: open, report progress, finish.

select private.require_objects('private.require_export', 'private.closing_export_id', 'private.store_parts');

create function public.open_export(export_id uuid, token_hash text, from_byte bigint default 0)
returns table (
  status public.export_status, kind public.export_kind, format public.export_format, compress public.export_compression, workspace_id uuid, slug text,
  workspace_name text, target_id uuid, include_notes boolean, scope jsonb, actor_id uuid, actor_name text, actor_email text,
  started_at text, attempt int, file_attempt int, resumed_from bigint
)
language plpgsql security invoker set search_path = '' set timezone = 'UTC'
as $$
#variable_conflict use_column
begin
  -- A server that has stopped responding leaves its export running.
  perform private.expire_stale_exports(e.tenant_id) from public.exports e where e.id = export_id and e.status = 'running';
  update public.exports e set status = 'running', token_hash = open_export.token_hash,
    resumed_from = case when e.status <> 'pending' then from_byte end
  where e.id = export_id and ((e.status = 'pending' and from_byte = 0) or private.can_resume(e, from_byte));
  return query
  select e.status, e.kind, e.format, e.compress, t.id, t.slug, t.name, e.target_id, e.include_notes, e.scope, e.actor_id, e.actor_name,
    -- As JSON has it, ISO 8601, whatever the settings of the session are.
    e.actor_email, to_json(e.started_at) #>> '{}', e.attempt, e.file_attempt, e.resumed_from
  from public.exports e join public.tenants t on t.id = e.tenant_id
  where e.id = export_id
    and (e.status = 'expired' or (e.status = 'running' and e.token_hash = open_export.token_hash));
end;
$$;
comment on function public.open_export(uuid, text, bigint) is
  'Starts the download of a pending export of the signed-in user, or lets one that was cut off go on from a byte, 0 for the first, and stores the hash of its token. Returns no row if there is no such export, and an expired one if it waited too long. Idempotent: the same token gets the same answer.';
revoke execute on function public.open_export(uuid, text, bigint) from public, anon, authenticated, service_role;
grant execute on function public.open_export(uuid, text, bigint) to authenticated;

create function public.report_progress(
  rows_written bigint, bytes_written bigint, rows_total bigint default null, parts jsonb default null, differs boolean default false
)
returns boolean
language plpgsql security invoker set search_path = ''
as $$
begin
  perform private.require_export();
  update public.exports e
  set rows_written = report_progress.rows_written, rows_total = report_progress.rows_total,
    bytes_written = report_progress.bytes_written, file_attempt = case when differs then e.attempt + 1 else e.file_attempt end
  where e.id = (select private.export_id_by_token());
  if not found then
    return false;
  end if;
  perform private.store_parts(parts);
  return true;
end;
$$;
comment on function public.report_progress(bigint, bigint, bigint, jsonb, boolean) is
  'Records the progress and the heartbeat of the export that the token belongs to, and parts of its file. differs: its bytes are not those of the attempts before. Raises an error when it is no longer allowed to read.';
revoke execute on function public.report_progress(bigint, bigint, bigint, jsonb, boolean) from public, anon, authenticated, service_role;
grant execute on function public.report_progress(bigint, bigint, bigint, jsonb, boolean) to anon;

create function public.finish_export(
  outcome public.export_status, rows_written bigint, bytes_written bigint, cells_guarded bigint, counts jsonb,
  sha256 text default null, failure public.export_failure default null, receipt text default null, cells_cut jsonb default null,
  parts jsonb default null, differs boolean default false
)
returns boolean
language plpgsql security invoker set search_path = ''
as $$
declare
  -- Supabase Lite passes a json argument as a JSON string.
  record_counts constant jsonb := case jsonb_typeof(counts) when 'string' then (counts #>> '{}')::jsonb else counts end;
  cut_counts constant jsonb := case jsonb_typeof(cells_cut) when 'string' then (cells_cut #>> '{}')::jsonb else cells_cut end;
begin
  update public.exports e
  set status = outcome, rows_written = finish_export.rows_written, bytes_written = finish_export.bytes_written,
    cells_guarded = finish_export.cells_guarded,
    cells_cut = cut_counts,
    counts = record_counts,
    sha256 = finish_export.sha256,
    failure = finish_export.failure,
    receipt = finish_export.receipt,
    rows_total = case outcome when 'completed' then finish_export.rows_written else e.rows_total end,
    file_attempt = case when differs and e.status = 'running' then e.attempt + 1 else e.file_attempt end
  where e.id = (select private.closing_export_id())
    -- An export is recorded as completed before the last bytes of its file are sent. Sending them can still fail.
    and (e.status = 'running' or (e.status = 'completed' and outcome in ('failed', 'interrupted')));
  if found then
    perform private.store_parts(parts);
    return true;
  end if;
  -- Cancelled while the server was still sending: what it had sent is recorded.
  if outcome in ('failed', 'interrupted') then
    update public.exports e
    set rows_written = finish_export.rows_written, bytes_written = finish_export.bytes_written,
      cells_guarded = finish_export.cells_guarded, cells_cut = cut_counts, counts = record_counts, receipt = finish_export.receipt
    where e.id = (select private.closing_export_id()) and e.status = 'cancelled' and e.receipt is null
      and e.rows_written <= finish_export.rows_written and e.bytes_written <= finish_export.bytes_written;
  end if;
  -- A repeated report, made because the first answer was lost, gets the same answer.
  return exists (
    select from public.exports e
    where e.id = (select private.closing_export_id()) and e.status = outcome
      and e.bytes_written = finish_export.bytes_written and e.sha256 is not distinct from finish_export.sha256
  );
end;
$$;
comment on function public.finish_export(public.export_status, bigint, bigint, bigint, jsonb, text, public.export_failure, text, jsonb, jsonb, boolean) is
  'Records the outcome of the export that the token belongs to; false when it already has another one. Idempotent; may downgrade completed to failed or interrupted within ten minutes. Records the last numbers of an export that was cancelled, and the last parts of its file (see report_progress).';
revoke execute on function public.finish_export(public.export_status, bigint, bigint, bigint, jsonb, text, public.export_failure, text, jsonb, jsonb, boolean) from public, anon, authenticated, service_role;
grant execute on function public.finish_export(public.export_status, bigint, bigint, bigint, jsonb, text, public.export_failure, text, jsonb, jsonb, boolean) to anon;
