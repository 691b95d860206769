-- Remarks: which records were moved or deleted, or left its scope, while an export ran.
--
-- An export reads its file in batches, each of them in a transaction of its own. A record that moves to another parent
-- meanwhile can be missing from the file or be in it twice, and a deleted one is missing or incomplete. The triggers of the
-- next migration record it for every running export that reads such records; the audit entry and the receipt name it (decision 033).

select private.require_objects('public.exports', 'private.was_of_another');

create table private.export_remarks (
  export_id uuid not null,
  -- 1, 2, 3, ... within the export. Transactions that do not see each other can use the same one.
  position int not null,
  change text not null check (change in ('moved', 'deleted', 'left', 'unlisted')),
  -- As in exports.counts; null for unlisted changes.
  record_type text,
  -- Null when the whole table was emptied.
  record_id uuid,
  parent_type text,
  from_parent uuid,
  to_parent uuid,
  id bigint generated always as identity primary key
);
comment on table private.export_remarks is
  'What was moved or deleted while an export ran: the first 1000 records, and one more if there are more. Deleted when the next export of the workspace is opened.';
create index export_remarks_position_idx on private.export_remarks (export_id, position);
revoke all on private.export_remarks from public, anon, authenticated, service_role;
revoke all on sequence private.export_remarks_id_seq from public, anon, authenticated, service_role;

create function private.add_remark(
  export uuid, change text, record_type text default null, record_id uuid default null,
  parent_type text default null, from_parent uuid default null, to_parent uuid default null
)
returns void
language plpgsql set search_path = ''
as $$
declare
  last_position constant int := coalesce(
    (select r.position from private.export_remarks r where r.export_id = export order by r.position desc limit 1), 0
  );
begin
  if last_position <= 1000 then
    insert into private.export_remarks
    values (export, last_position + 1, change, record_type, record_id, parent_type, from_parent, to_parent);
  end if;
end;
$$;
comment on function private.add_remark(uuid, text, text, uuid, text, uuid, uuid) is 'Adds a remark to an export that has up to 1000.';
revoke execute on function private.add_remark(uuid, text, text, uuid, text, uuid, uuid) from public, anon, authenticated, service_role;

-- The order of changes and openings
--
-- A transaction that moves or deletes records holds a shared lock until it ends, and opening an export takes the lock
-- exclusively. So either the change is committed before the export reads anything, or its trigger sees the running export.
-- Many workspaces share a lock: a statement that deletes records of all of them takes 64 locks at most.

create function private.has_running_export(workspaces uuid[]) returns boolean
language plpgsql set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock_shared(hashtext('changes'), hashtext(w::text) & 63) from unnest(workspaces) w;
  -- A statement of its own: its snapshot is taken after the lock.
  return exists (select from public.exports where tenant_id = any (workspaces) and status = 'running');
end;
$$;
comment on function private.has_running_export(uuid[]) is
  'Whether an export of one of these workspaces runs. None can be opened until the transaction ends.';
revoke execute on function private.has_running_export(uuid[]) from public, anon, authenticated, service_role;

create function private.has_scoped_export(workspace uuid) returns boolean
language plpgsql set search_path = ''
as $$
begin
  -- A lock of its own: whole exports do not wait for changes of types and statuses, which are more frequent.
  perform pg_advisory_xact_lock_shared(hashtext('scope changes'), hashtext(workspace::text) & 63);
  return exists (select from public.exports where tenant_id = workspace and status = 'running' and scope <> '{}');
end;
$$;
comment on function private.has_scoped_export(uuid) is
  'Whether an export of a part of this workspace runs. None can be opened until the transaction ends.';
revoke execute on function private.has_scoped_export(uuid) from public, anon, authenticated, service_role;

create function private.await_changes() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  deadline constant timestamptz := clock_timestamp() + interval '2 seconds';
begin
  delete from private.export_remarks r using public.exports e
  where e.id = r.export_id and e.tenant_id = new.tenant_id and e.status <> 'running';
  -- Tried, not waited for: a waiting exclusive lock would block the changes that come after it.
  loop
    begin
      exit when pg_try_advisory_xact_lock(hashtext('changes'), hashtext(new.tenant_id::text) & 63)
        and (new.scope = '{}' or pg_try_advisory_xact_lock(hashtext('scope changes'), hashtext(new.tenant_id::text) & 63));
      raise exception using errcode = 'lock_not_available';
    exception when lock_not_available then
      -- Releases the first lock if only that was free. Held while waiting for the other, it would block all moves and deletions.
      null;
    end;
    if clock_timestamp() > deadline then
      perform private.add_remark(new.id, 'unlisted');
      exit;
    end if;
    perform pg_sleep(0.02);
  end loop;
  return new;
end;
$$;
comment on function private.await_changes() is
  'Lets an export start when no transaction is moving or deleting records of its workspace. After two seconds it starts all the same, with a remark.';
revoke execute on function private.await_changes() from public, anon, authenticated, service_role;

-- The first trigger by name, so that the export starts after the wait.
create trigger exports_await_changes before update on public.exports
  for each row when (old.status = 'pending' and new.status = 'running') execute function private.await_changes();
alter table public.exports enable always trigger exports_await_changes;

-- Which records an export reads

create function private.reads_conversation(export public.exports, conversation uuid, customer uuid) returns boolean
language sql stable set search_path = ''
as $$
  select export.kind = 'contact' and case
    when customer is not null then customer = any (private.contact_ids(export))
    else exists (
      select from public.customers c
      where c.tenant_id = export.tenant_id and c.id = any (private.contact_ids(export)) and c.source_conversation_id = conversation
        and not private.was_of_another(conversation, c.id)
        and not exists (
          select from public.customers other
          where other.tenant_id = export.tenant_id and other.source_conversation_id = conversation and other.id <> c.id
        )
    )
  end
$$;
comment on function private.reads_conversation(public.exports, uuid, uuid) is
  'Whether a single-contact export reads a conversation with this customer: the rules of private.own_source_conversation_id, for a conversation that has or had this customer.';
revoke execute on function private.reads_conversation(public.exports, uuid, uuid) from public, anon, authenticated, service_role;

create function private.reads_children(export public.exports, parent_type text, parent uuid) returns boolean
language plpgsql stable set search_path = ''
as $$
begin
  if export.kind = 'conversations' then
    return exists (
      select from public.conversations v where v.tenant_id = export.tenant_id and v.id = parent and v.created_at <= export.cutoff_at
        and (export.scope = '{}' or private.is_conversation_in_scope(export, v.status, v.created_at, v.updated_at))
    );
  elsif export.kind <> 'contact' then
    return false;
  elsif parent_type = 'conversations' then
    return exists (
      select from public.conversations v
      where v.tenant_id = export.tenant_id and v.id = parent and v.created_at <= export.cutoff_at
        and private.reads_conversation(export, v.id, v.customer_id)
    );
  end if;
  return exists (
    select from public.tickets t
    where t.tenant_id = export.tenant_id and t.id = parent and t.created_at <= export.cutoff_at
      and private.reads_ticket(export, t.id, t.customer_id, t.conversation_id)
  );
end;
$$;
comment on function private.reads_children(public.exports, text, uuid) is
  'Whether an export reads the messages and replies of a conversation, or the replies and notes of a ticket. False when the parent is gone: its own remark stands for its children.';
revoke execute on function private.reads_children(public.exports, text, uuid) from public, anon, authenticated, service_role;

create function private.reads_ticket(export public.exports, ticket uuid, customer uuid, conversation uuid) returns boolean
language sql stable set search_path = ''
as $$
  select export.kind = 'contact' and case
    when customer is not null then customer = any (private.contact_ids(export))
    else private.reads_children(export, 'conversations', conversation)
      and not private.was_of_others(ticket, private.contact_ids(export))
  end
$$;
comment on function private.reads_ticket(public.exports, uuid, uuid, uuid) is
  'Whether a single-contact export reads a ticket with this customer and conversation.';
revoke execute on function private.reads_ticket(public.exports, uuid, uuid, uuid) from public, anon, authenticated, service_role;

-- The outcome

create function private.count_remarks() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  new.remark_count := nullif(least((select count(*) from private.export_remarks where export_id = new.id), 1001), 0);
  return new;
end;
$$;
comment on function private.count_remarks() is 'Counts the remarks of an export that completes.';
revoke execute on function private.count_remarks() from public, anon, authenticated, service_role;
create trigger exports_remark_count before update on public.exports
  for each row when (old.status = 'running' and new.status = 'completed') execute function private.count_remarks();
alter table public.exports enable always trigger exports_remark_count;

create function private.list_remarks(export public.exports) returns jsonb
language sql stable set search_path = ''
as $$
  select jsonb_build_object('count', export.remark_count, 'records', jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
    'change', r.change, 'type', r.record_type, 'id', r.record_id,
    'parent_type', r.parent_type, 'from', r.from_parent, 'to', r.to_parent
  )) order by r.position))
  from (
    select * from private.export_remarks where export_id = export.id order by position limit least(export.remark_count, 20)
  ) r
  where export.status = 'completed' and export.remark_count is not null
  having count(*) > 0
$$;
comment on function private.list_remarks(public.exports) is
  'The remarks of a completed export for its audit entry: their number, and the first 20. Null without any.';
revoke execute on function private.list_remarks(public.exports) from public, anon, authenticated, service_role;
