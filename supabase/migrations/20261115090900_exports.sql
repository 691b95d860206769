-- Exports: one row for each requested file. Clients insert them; a trigger sets the actor and the times, and the state machine of the
-- next migration rejects every other change. Every column that a client can set is bounded: pages read it whole.

select private.require_objects('public.audit_log', 'private.are_record_counts', 'private.is_answer', 'private.reject_mutation', 'private.newest_customer_record');

create type public.export_kind as enum ('contacts', 'conversations', 'contact', 'audit_log');
create type public.export_format as enum ('csv', 'csv-excel', 'csv-semicolon', 'csv-exact', 'json', 'ndjson', 'xlsx', 'html', 'zip');
create type public.export_compression as enum ('gzip');
create type public.export_status as enum (
  'pending', 'running', 'completed', 'failed', 'interrupted', 'cancelled', 'expired'
);
-- Codes, because free text of a client must not enter the record. The words are in lib/exports/failure-reasons.ts.
create type public.export_failure as enum (
  'client_disconnected', 'client_idle', 'server_stopped', 'server_lost', 'deadline', 'time_limit', 'database_unavailable',
  'actor_demoted', 'contact_deleted', 'already_ended', 'never_downloaded', 'not_joinable', 'answer_changed', 'internal'
);

create table public.exports (
  -- Chosen by a trigger: with an id of their own, clients could find out which ids exist in other workspaces.
  id uuid primary key default '00000000-0000-0000-0000-000000000000',
  tenant_id uuid not null references public.tenants (id) on delete restrict,
  kind public.export_kind not null,
  format public.export_format not null,
  -- How the file is compressed; null for not at all.
  compress public.export_compression,
  -- The customer of a single-contact export. No foreign key: the export outlives the customer's data.
  target_id uuid,
  include_notes boolean not null default true,
  -- What is in the file: see private.is_export_scope. Everything by default.
  scope jsonb not null default '{}',
  -- Whether the scope leaves something out; set by a trigger.
  is_part boolean not null default false,
  -- How a single contact's file answers the person, and what is recorded about the request: see private.is_answer.
  answer jsonb not null default '{}',
  -- Who requested it, as they were then; set by a trigger. No foreign keys: the export outlives the account.
  actor_id uuid not null default auth.uid(),
  actor_email text not null default '',
  actor_name text not null default '',
  actor_role public.member_role not null default 'admin',
  ip text check (length(ip) <= 100),
  user_agent text check (length(user_agent) <= 500),
  status public.export_status not null default 'pending',
  token_hash text check (token_hash ~ '^[0-9a-f]{64}$'),
  expires_at timestamptz,
  -- How often its download has begun: 1 for an export that was never resumed.
  attempt int not null default 1 check (attempt between 1 and 1000),
  -- The attempt that sent the first byte of the file. Files of one number have the same bytes, as far as they were sent.
  file_attempt int not null default 1 check (file_attempt between 1 and 1001),
  resumed_from bigint check (resumed_from between 0 and 9007199254740991),
  resumed_at timestamptz,
  cutoff_at timestamptz,
  cutoff_seq bigint,
  -- Reported by the server about once a second while the export runs, and when it ends.
  heartbeat_at timestamptz,
  rows_written bigint not null default 0 check (rows_written between 0 and 9007199254740991),
  rows_total bigint check (rows_total between 0 and 9007199254740991),
  bytes_written bigint not null default 0 check (bytes_written between 0 and 9007199254740991),
  cells_guarded bigint not null default 0 check (cells_guarded between 0 and 9007199254740991),
  -- The number of records of each type in the file, such as conversations, messages and replies.
  counts jsonb check (private.are_record_counts(counts)),
  cells_cut jsonb check (private.are_cell_counts(cells_cut)),
  -- How many records were moved or deleted while the export ran; 1001 for more than 1000, null for none.
  remark_count int,
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  failure public.export_failure,
  receipt text check (length(receipt) <= 9000 and receipt ~ '^[A-Za-z0-9_-]+[.][A-Za-z0-9_-]+[.][A-Za-z0-9_-]+$'),
  cancelled_by uuid,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  check ((kind = 'contact') = (target_id is not null)),
  -- No other file has internal notes to leave out.
  check (include_notes or kind in ('contact', 'conversations')),
  check (coalesce(private.is_export_scope(kind::text, scope), false)),
  check (coalesce(private.is_answer(kind::text, format::text, answer), false)),
  check (
    case kind
      when 'contact' then format in ('json', 'html', 'zip')
      else format not in ('html', 'zip')
    end
  ),
  -- A workbook and a package are compressed already.
  check (compress is null or format not in ('xlsx', 'html', 'zip'))
);
comment on table public.exports is 'One request for a file, from the click on Download to its outcome.';
comment on column public.exports.token_hash is
  'SHA-256, in hex, of the export token. Kept after the export has ended so that its outcome can be reported again; it reads nothing then.';
comment on column public.exports.cutoff_at is
  'Rows with a later created_at are not in the file: when the export started, or the newest created_at then if that is later.';
comment on column public.exports.receipt is
  'How the export ended, signed by the app''s server (a JWS in compact form, decision 029). The database stores it unchecked: whoever shows it verifies it.';
comment on column public.exports.file_attempt is
  'The attempt whose bytes the file has. Higher than attempt when the last one sent other bytes than those before it: the next begins the file again.';
comment on column public.exports.resumed_from is 'The byte from which the last attempt went on; 0 when it began again. Null in the first one.';
comment on column public.exports.cutoff_seq is 'Of an audit log export: the newest entry when it started. Later entries are not in the file.';
comment on column public.exports.cells_guarded is 'How many cells got an apostrophe so that a spreadsheet does not run them as formulas.';
comment on column public.exports.cells_cut is
  'How many cells were cut to the length that a spreadsheet can hold, by type of record and column: {"contacts": {"notes": 2}}. Null for none.';
-- One index for each filter of the list, and for what was exported last.
create index exports_kind_idx on public.exports (tenant_id, kind, created_at, id);
create index exports_status_idx on public.exports (tenant_id, status, created_at, id);
create index exports_kind_status_idx on public.exports (tenant_id, kind, status, created_at, id);
create index exports_started_idx on public.exports (tenant_id, kind, is_part, started_at desc);
create index exports_started_status_idx on public.exports (tenant_id, kind, is_part, status, started_at desc);
create index exports_target_idx on public.exports (tenant_id, target_id, started_at desc) where target_id is not null;
create index exports_recent_idx on public.exports (tenant_id, created_at desc, id desc);
create index exports_pending_idx on public.exports (tenant_id, created_at) where status = 'pending';
create index exports_running_idx on public.exports (tenant_id) where status = 'running';
-- With the time: files of the same data, such as one header line, have one hash, and a workspace may have many of them.
create index exports_sha256_idx on public.exports (tenant_id, sha256, created_at, id) where sha256 is not null;
create unique index exports_token_idx on public.exports (token_hash) where token_hash is not null;

alter table public.tenants add column max_running_exports int not null default 3 check (max_running_exports > 0);
comment on column public.tenants.max_running_exports is 'How many exports of this workspace can run at the same time.';

alter table public.exports enable row level security;
create policy "Admins read the exports of their workspace" on public.exports
  for select to authenticated using (tenant_id in (select private.my_admin_tenants()));
create policy "Admins request exports of their workspace" on public.exports
  for insert to authenticated with check (tenant_id in (select private.my_admin_tenants()) and actor_id = (select auth.uid()));
-- A project may grant everything by default. The database chooses the id and everything that is not listed here.
revoke all on public.exports from public, anon, authenticated, service_role;
grant select, insert (tenant_id, kind, format, compress, target_id, include_notes, scope, answer, ip, user_agent),
    update (status, token_hash, resumed_from)
  on public.exports to authenticated;
grant select on public.exports to service_role;

create trigger exports_reject_delete before delete or truncate on public.exports
  for each statement execute function private.reject_mutation();
-- "Always", like every trigger on exports: also in sessions with session_replication_role = replica, which skip ordinary
-- triggers.
alter table public.exports enable always trigger exports_reject_delete;

create function private.contact_ids(export public.exports) returns uuid[]
language sql immutable set search_path = ''
as $$
  select array[export.target_id] || array(select jsonb_array_elements_text(export.answer -> 'other_records')::uuid)
$$;
comment on function private.contact_ids(public.exports) is
  'The customers of a single-contact export: its own, and the other records of the same person that it holds.';
revoke execute on function private.contact_ids(public.exports) from public, anon, authenticated, service_role;
grant execute on function private.contact_ids(public.exports) to anon;

-- Exports that nobody ends

create function private.is_live(export public.exports) returns boolean
language sql stable set search_path = ''
as $$
  select (export.status = 'running' and export.heartbeat_at > clock_timestamp() - interval '2 minutes')
    or (export.status = 'pending' and export.created_at > clock_timestamp() - interval '15 minutes')
$$;
comment on function private.is_live(public.exports) is
  'Whether an export can still complete: a pending one expires 15 minutes after the request, a running one 2 minutes after its last heartbeat.';
revoke execute on function private.is_live(public.exports) from public, anon, authenticated, service_role;

create function private.expire_stale_exports(workspace uuid) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  -- Two updates, each with a condition that an index answers. Locked rows are skipped: their server is recording the outcome,
  -- and waiting for them while holding other rows could deadlock.
  update public.exports set status = 'expired'
  where id in (
    select id from public.exports
    where tenant_id = workspace and status = 'pending' and created_at <= clock_timestamp() - interval '15 minutes'
    for update skip locked
  );
  update public.exports set status = 'interrupted', failure = 'server_lost'
  where id in (
    select id from public.exports
    where tenant_id = workspace and status = 'running' and heartbeat_at <= clock_timestamp() - interval '2 minutes'
    for update skip locked
  );
end;
$$;
comment on function private.expire_stale_exports(uuid) is
  'Sets pending exports without a download to expired and running exports without a heartbeat to interrupted.';
revoke execute on function private.expire_stale_exports(uuid) from public, anon, authenticated, service_role;
grant execute on function private.expire_stale_exports(uuid) to authenticated;

create function public.expire_stale_exports(workspace uuid) returns void
language plpgsql security invoker set search_path = ''
as $$
begin
  if workspace in (select private.my_admin_tenants()) then
    perform private.expire_stale_exports(workspace);
  end if;
end;
$$;
comment on function public.expire_stale_exports(uuid) is
  'For owners and admins, before they list exports: see private.expire_stale_exports.';
revoke execute on function public.expire_stale_exports(uuid) from public, anon, authenticated, service_role;
grant execute on function public.expire_stale_exports(uuid) to authenticated;

-- Insert

create function private.enforce_export_limit(export public.exports) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  running text[];
  max_running int;
begin
  -- One at a time within a workspace, so that two exports that start at once cannot both be the last one allowed.
  perform pg_advisory_xact_lock(hashtextextended('exports ' || export.tenant_id, 0));
  perform private.expire_stale_exports(export.tenant_id);
  select max_running_exports into max_running from public.tenants where id = export.tenant_id;
  select array_agg(format('%s by %s', replace(e.kind::text, '_', ' '), e.actor_name) order by e.started_at) into running
  from public.exports e where e.tenant_id = export.tenant_id and e.status = 'running';
  if cardinality(running) >= max_running then
    raise exception '% already running, the maximum: %.',
      case cardinality(running) when 1 then '1 export is' else cardinality(running) || ' exports are' end,
      array_to_string(running, ', ')
      using errcode = 'PT429';
  end if;
end;
$$;
comment on function private.enforce_export_limit(public.exports) is
  'Raises PT429 when the workspace of an export has max_running_exports running.';
revoke execute on function private.enforce_export_limit(public.exports) from public, anon, authenticated, service_role;

create function private.exports_before_insert() returns trigger
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
    'answer', private.complete_answer(new),
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
comment on function private.exports_before_insert() is
  'Sets the actor of a new export; rejects everybody except owners and admins of its workspace.';
revoke execute on function private.exports_before_insert() from public, anon, authenticated, service_role;

create trigger exports_before_insert before insert on public.exports
  for each row execute function private.exports_before_insert();
alter table public.exports enable always trigger exports_before_insert;
