-- The parts of a file that was sent, and the functions that record and return them.

select private.require_objects('private.can_resume', 'private.closing_export_id');

create table private.export_parts (
  export_id uuid not null,
  -- Where the part ends, counted from the start of the file.
  end_byte bigint not null check (end_byte between 1 and 9007199254740991),
  -- What the server knows there, signed (lib/exports/lifecycle/part.ts).
  record text not null check (length(record) <= 8192 and record ~ '^[A-Za-z0-9_-]+[.][A-Za-z0-9_-]+[.][A-Za-z0-9_-]+$'),
  recorded_at timestamptz not null default clock_timestamp(),
  primary key (export_id, end_byte)
);
comment on table private.export_parts is
  'How far files were sent, with the hash up to there. 10,000 an export at most; deleted a day after they were recorded, when an export is opened.';
create index export_parts_recorded_idx on private.export_parts (recorded_at);
revoke all on private.export_parts from public, anon, authenticated, service_role;

create function private.store_parts(parts jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  export constant uuid := private.closing_export_id();
  -- Supabase Lite passes a json argument as a JSON string.
  list constant jsonb := case jsonb_typeof(parts) when 'string' then (parts #>> '{}')::jsonb else parts end;
begin
  if export is null or jsonb_typeof(list) <> 'array' or jsonb_array_length(list) = 0 then
    return;
  end if;
  if jsonb_array_length(list) + (select count(*) from private.export_parts where export_id = export) > 10000 then
    return;
  end if;
  insert into private.export_parts (export_id, end_byte, record)
  select export, (p.part ->> 'end_byte')::bigint, p.part ->> 'record' from jsonb_array_elements(list) p (part)
  on conflict (export_id, end_byte) do update set record = excluded.record, recorded_at = excluded.recorded_at;
end;
$$;
comment on function private.store_parts(jsonb) is
  'Records parts of the export that the token belongs to: [{"end_byte": 4194304, "record": "..."}], each byte once.';
revoke execute on function private.store_parts(jsonb) from public, anon, authenticated, service_role;
grant execute on function private.store_parts(jsonb) to anon;

create function private.list_parts() returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (
    select coalesce(jsonb_agg(p.record order by p.end_byte), '[]') from private.export_parts p
    where p.export_id = private.export_id_by_token()
  );
end;
$$;
comment on function private.list_parts() is 'See public.list_export_parts.';
revoke execute on function private.list_parts() from public, anon, authenticated, service_role;
grant execute on function private.list_parts() to anon;

create function public.list_export_parts() returns jsonb
language plpgsql stable security invoker set search_path = ''
as $$
begin
  perform private.require_export();
  return private.list_parts();
end;
$$;
comment on function public.list_export_parts() is
  'The parts that were recorded of the export that the token belongs to, from the start of the file. Raises an error when it may not read.';
revoke execute on function public.list_export_parts() from public, anon, authenticated, service_role;
grant execute on function public.list_export_parts() to anon;

create function private.delete_parts() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if new.file_attempt <> old.file_attempt then
    delete from private.export_parts where export_id = new.id;
  elsif new.attempt = old.attempt then
    delete from private.export_parts where recorded_at < clock_timestamp() - interval '25 hours';
  end if;
  return null;
end;
$$;
comment on function private.delete_parts() is 'Deletes the parts of a file that begins again with other bytes, and those that are a day old.';
revoke execute on function private.delete_parts() from public, anon, authenticated, service_role;
create trigger exports_delete_parts after update on public.exports
  for each row when (new.file_attempt <> old.file_attempt or (old.status <> 'running' and new.status = 'running'))
  execute function private.delete_parts();
alter table public.exports enable always trigger exports_delete_parts;

drop function public.open_export(uuid, text);
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

drop function public.report_progress(bigint, bigint, bigint);
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

drop function public.finish_export(public.export_status, bigint, bigint, bigint, jsonb, text, public.export_failure, text, jsonb);
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

create or replace function public.describe_installation(row_count int default 1)
returns table (migration text, postgres text, statement_timeout text, read_at timestamptz)
language sql volatile security invoker set search_path = ''
as $$
  -- The newest migration: each one that is added replaces this function.
  select '20261125091000', current_setting('server_version'), current_setting('statement_timeout'), clock_timestamp()
  from generate_series(1, least(row_count, 1000))
$$;
