-- Remarks by trigger: each table that an export reads adds them when its records are moved or deleted.
--
-- Moves are found row by row, because "when" costs other updates nothing, while transition tables would keep every updated
-- row. Deletions are found statement by statement.

select private.require_objects('private.add_remark', 'private.has_running_export');

-- Moved records

create function private.remark_moved_child() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  record_type constant text := tg_table_name;
  parent_type constant text := tg_argv[0];
  from_parent uuid;
  to_parent uuid;
  is_note boolean := record_type = 'ticket_notes';
  export public.exports;
begin
  if not private.has_running_export(array[new.tenant_id]) then
    return null;
  end if;
  if parent_type = 'conversations' then
    from_parent := old.conversation_id;
    to_parent := new.conversation_id;
  else
    from_parent := old.ticket_id;
    to_parent := new.ticket_id;
  end if;
  if record_type = 'replies' then
    is_note := new.is_internal;
  end if;
  for export in
    select e.* from public.exports e
    where e.tenant_id = new.tenant_id and e.status = 'running' and (e.include_notes or not is_note)
      and (e.kind <> 'contact' or new.created_at <= e.cutoff_at)
  loop
    if private.reads_children(export, parent_type, from_parent) or private.reads_children(export, parent_type, to_parent) then
      perform private.add_remark(export.id, 'moved', record_type, new.id, parent_type, from_parent, to_parent);
    end if;
  end loop;
  return null;
end;
$$;
comment on function private.remark_moved_child() is
  'Trigger function: adds a remark to the running exports that read the record, in its old place or in its new one. Argument: the parent''s table.';
revoke execute on function private.remark_moved_child() from public, anon, authenticated, service_role;

create trigger messages_remark_move after update on public.messages
  for each row when (old.conversation_id is distinct from new.conversation_id)
  execute function private.remark_moved_child('conversations');
create trigger replies_remark_move after update on public.replies
  for each row when (old.conversation_id is distinct from new.conversation_id)
  execute function private.remark_moved_child('conversations');
create trigger ticket_replies_remark_move after update on public.ticket_replies
  for each row when (old.ticket_id is distinct from new.ticket_id)
  execute function private.remark_moved_child('tickets');
create trigger ticket_notes_remark_move after update on public.ticket_notes
  for each row when (old.ticket_id is distinct from new.ticket_id)
  execute function private.remark_moved_child('tickets');

-- Conversations and tickets move between customers, which only a single contact's file depends on.

create function private.remark_moved_conversation() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if not private.has_running_export(array[new.tenant_id]) then
    return null;
  end if;
  perform private.add_remark(e.id, 'moved', 'conversations', new.id, 'contacts', old.customer_id, new.customer_id)
  from public.exports e
  where e.tenant_id = new.tenant_id and e.status = 'running' and e.kind = 'contact' and new.created_at <= e.cutoff_at
    and (
      private.reads_conversation(e, new.id, old.customer_id) is distinct from private.reads_conversation(e, new.id, new.customer_id)
      -- From one record of an answer to another.
      or (e.answer ? 'other_records' and private.reads_conversation(e, new.id, new.customer_id))
    );
  return null;
end;
$$;
comment on function private.remark_moved_conversation() is
  'Trigger function: a conversation got another customer. Adds a remark to the running exports that read it before or after, but not both.';
revoke execute on function private.remark_moved_conversation() from public, anon, authenticated, service_role;
create trigger conversations_remark_move after update on public.conversations
  for each row when (old.customer_id is distinct from new.customer_id)
  execute function private.remark_moved_conversation();

-- A source conversation without a customer is a customer's own while no other customer was created from it. So it moves when any
-- of these customers is added, changed or deleted (private.own_source_conversation_id).

create function private.remark_moved_source() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  workspace constant uuid := coalesce(new.tenant_id, old.tenant_id);
  changed constant uuid := coalesce(new.id, old.id);
  source record;
  others uuid[];
  is_gained boolean;
begin
  for source in
    select v.id, v.id = new.source_conversation_id as is_new from public.conversations v
    where v.tenant_id = workspace and v.id in (old.source_conversation_id, new.source_conversation_id) and v.customer_id is null
  loop
    others := array(
      select c.id from public.customers c
      where c.tenant_id = workspace and c.source_conversation_id = source.id and c.id <> changed limit 2
    );
    -- One other customer gains what this one leaves, and loses what this one gets. With two, it is nobody's before and after.
    is_gained := coalesce(source.is_new, false) = (cardinality(others) = 0);
    if cardinality(others) < 2 and (tg_op = 'UPDATE' or cardinality(others) = 1) and private.has_running_export(array[workspace]) then
      perform private.add_remark(e.id, 'moved', 'conversations', source.id, 'contacts',
        case when not is_gained then coalesce(others[1], changed) end, case when is_gained then coalesce(others[1], changed) end)
      from public.exports e
      where e.tenant_id = workspace and e.status = 'running' and e.kind = 'contact'
        and coalesce(others[1], changed) = any (private.contact_ids(e));
    end if;
  end loop;
  return null;
end;
$$;
comment on function private.remark_moved_source() is
  'Trigger function: a customer got another source conversation, was added or deleted. Adds remarks to the running exports of the customer whose own conversation it became or no longer is.';
revoke execute on function private.remark_moved_source() from public, anon, authenticated, service_role;
create trigger customers_remark_move after update on public.customers
  for each row when (old.source_conversation_id is distinct from new.source_conversation_id)
  execute function private.remark_moved_source();
create trigger customers_remark_addition after insert on public.customers
  for each row when (new.source_conversation_id is not null) execute function private.remark_moved_source();
create trigger customers_remark_departure after delete on public.customers
  for each row when (old.source_conversation_id is not null) execute function private.remark_moved_source();

create function private.remark_moved_ticket() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if not private.has_running_export(array[new.tenant_id]) then
    return null;
  end if;
  perform case when old.customer_id is distinct from new.customer_id
    then private.add_remark(e.id, 'moved', 'tickets', new.id, 'contacts', old.customer_id, new.customer_id)
    else private.add_remark(e.id, 'moved', 'tickets', new.id, 'conversations', old.conversation_id, new.conversation_id)
  end
  from public.exports e
  where e.tenant_id = new.tenant_id and e.status = 'running' and new.created_at <= e.cutoff_at
    and (
      private.reads_ticket(e, new.id, old.customer_id, old.conversation_id)
        is distinct from private.reads_ticket(e, new.id, new.customer_id, new.conversation_id)
      or (e.answer ? 'other_records' and private.reads_ticket(e, new.id, new.customer_id, new.conversation_id))
    );
  return null;
end;
$$;
comment on function private.remark_moved_ticket() is
  'Trigger function: a ticket got another customer or conversation. Adds a remark to the running exports that read it before or after, but not both.';
revoke execute on function private.remark_moved_ticket() from public, anon, authenticated, service_role;
create trigger tickets_remark_move after update on public.tickets
  for each row when ((old.customer_id, old.conversation_id) is distinct from (new.customer_id, new.conversation_id))
  execute function private.remark_moved_ticket();

-- Deleted records

create function private.remark_deleted_children() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  record_type constant text := tg_table_name;
  parent_type constant text := tg_argv[0];
  parent_column constant text := tg_argv[1];
  is_note constant text := tg_argv[2];
  workspaces constant uuid[] := array(select distinct d.tenant_id from deleted d);
  export public.exports;
begin
  if private.has_running_export(workspaces) then
    for export in select e.* from public.exports e where e.tenant_id = any (workspaces) and e.status = 'running' loop
      execute format($query$
        with parents as materialized (
          select distinct %1$I as id from deleted where tenant_id = $1.tenant_id
        ), read_parents as materialized (
          select id from parents where private.reads_children($1, %2$L, id)
        ), read as (
          select d.id, d.%1$I as parent from deleted d join read_parents p on p.id = d.%1$I
          where ($1.include_notes or not %3$s) and ($1.kind <> 'contact' or d.created_at <= $1.cutoff_at) limit 1001
        )
        select private.add_remark($1.id, 'deleted', %4$L, id, %2$L, parent) from read
      $query$, parent_column, parent_type, is_note, record_type) using export;
    end loop;
  end if;
  return null;
end;
$$;
comment on function private.remark_deleted_children() is
  'Trigger function: adds remarks to the running exports that read the deleted rows. Arguments: the parents'' table, the parent''s column, and a condition for internal notes.';
revoke execute on function private.remark_deleted_children() from public, anon, authenticated, service_role;

create trigger messages_remark_deletion after delete on public.messages referencing old table as deleted
  for each statement execute function private.remark_deleted_children('conversations', 'conversation_id', 'false');
create trigger replies_remark_deletion after delete on public.replies referencing old table as deleted
  for each statement execute function private.remark_deleted_children('conversations', 'conversation_id', 'is_internal');
create trigger ticket_replies_remark_deletion after delete on public.ticket_replies referencing old table as deleted
  for each statement execute function private.remark_deleted_children('tickets', 'ticket_id', 'false');
create trigger ticket_notes_remark_deletion after delete on public.ticket_notes referencing old table as deleted
  for each statement execute function private.remark_deleted_children('tickets', 'ticket_id', 'true');

create function private.remark_deleted_records() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  record_type constant text := tg_argv[0];
  is_read constant text := tg_argv[1];
  workspaces constant uuid[] := array(select distinct d.tenant_id from deleted d);
  export public.exports;
begin
  if private.has_running_export(workspaces) then
    for export in select e.* from public.exports e where e.tenant_id = any (workspaces) and e.status = 'running' loop
      execute format($query$
        select private.add_remark($1.id, 'deleted', %L, read.id)
        from (select d.id from deleted d where d.tenant_id = $1.tenant_id and d.created_at <= $1.cutoff_at and %s limit 1001) read
      $query$, record_type, is_read) using export;
    end loop;
  end if;
  return null;
end;
$$;
comment on function private.remark_deleted_records() is
  'Trigger function: adds remarks to the running exports that read the deleted rows. Arguments: the type of the records, and which of the rows d the export $1 reads.';
revoke execute on function private.remark_deleted_records() from public, anon, authenticated, service_role;

create trigger customers_remark_deletion after delete on public.customers referencing old table as deleted
  for each statement execute function private.remark_deleted_records(
    'contacts',
    'case $1.kind when ''contacts'' then $1.scope = ''{}'' or private.is_customer_in_scope($1, d.type, d.created_at) when ''contact'' then d.id = any (private.contact_ids($1)) end'
  );
create trigger conversations_remark_deletion after delete on public.conversations referencing old table as deleted
  for each statement execute function private.remark_deleted_records(
    'conversations',
    'case $1.kind when ''conversations'' then $1.scope = ''{}'' or private.is_conversation_in_scope($1, d.status, d.created_at, d.updated_at) when ''contact'' then d.customer_id = any (private.contact_ids($1)) end'
  );
create trigger tickets_remark_deletion after delete on public.tickets referencing old table as deleted
  for each statement execute function private.remark_deleted_records(
    'tickets', 'private.reads_ticket($1, d.id, d.customer_id, d.conversation_id)'
  );

-- Before the deletion: the foreign key then unlinks the conversation from the customer that was created from it.
create function private.remark_deleted_source() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if private.has_running_export(array[old.tenant_id]) then
    perform private.add_remark(e.id, 'deleted', 'conversations', old.id)
    from public.exports e
    where e.tenant_id = old.tenant_id and e.status = 'running' and old.created_at <= e.cutoff_at
      and private.reads_conversation(e, old.id, null);
  end if;
  return old;
end;
$$;
comment on function private.remark_deleted_source() is
  'Trigger function: a conversation without a customer is deleted. Adds a remark to the running exports of the customer that was created from it.';
revoke execute on function private.remark_deleted_source() from public, anon, authenticated, service_role;
create trigger conversations_remark_source_deletion before delete on public.conversations
  for each row when (old.customer_id is null) execute function private.remark_deleted_source();

create function private.remark_truncation() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  -- The table is locked until the transaction ends, so no export reads it meanwhile.
  perform private.add_remark(e.id, 'deleted', tg_argv[0])
  from public.exports e
  where e.status = 'running' and tg_argv[0] = any (case e.kind
    when 'contacts' then array['contacts']
    when 'conversations' then array['conversations', 'messages', 'replies']
    when 'contact' then array['contacts', 'conversations', 'messages', 'replies', 'tickets', 'ticket_replies', 'ticket_notes']
  end);
  return null;
end;
$$;
comment on function private.remark_truncation() is
  'Trigger function: a table was emptied. Adds a remark to all running exports that read it. Argument: the type of the records.';
revoke execute on function private.remark_truncation() from public, anon, authenticated, service_role;

create trigger customers_remark_truncation after truncate on public.customers
  for each statement execute function private.remark_truncation('contacts');
create trigger conversations_remark_truncation after truncate on public.conversations
  for each statement execute function private.remark_truncation('conversations');
create trigger messages_remark_truncation after truncate on public.messages
  for each statement execute function private.remark_truncation('messages');
create trigger replies_remark_truncation after truncate on public.replies
  for each statement execute function private.remark_truncation('replies');
create trigger tickets_remark_truncation after truncate on public.tickets
  for each statement execute function private.remark_truncation('tickets');
create trigger ticket_replies_remark_truncation after truncate on public.ticket_replies
  for each statement execute function private.remark_truncation('ticket_replies');
create trigger ticket_notes_remark_truncation after truncate on public.ticket_notes
  for each statement execute function private.remark_truncation('ticket_notes');
