-- The parts of a file that was sent, and the functions that record and return them.
--
-- While a file is sent, the server records parts of it: how far it was, the hash up to there and where reading goes on. A part is a
-- text that the server has signed, so a user with an export token of their own cannot make one up.

select private.require_objects('private.require_export', 'private.closing_export_id');

create table private.export_parts (
  export_id uuid not null,
  -- Where the part ends, counted from the start of the file.
  end_byte bigint not null check (end_byte between 1 and 9007199254740991),
  -- What the server knows there, signed (lib/exports/lifecycle/file-part.ts).
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
