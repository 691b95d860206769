-- The export token: what a running export reads with.
--
-- When a download starts, the server creates a random token and stores its SHA-256 on the export. It then calls the Data API as
-- anon with the token in the header x-export-token. The policies below grant such a request the rows of its export and no
-- others. Without a valid token anon reads nothing.

select private.require_objects('public.exports', 'public.audit_log', 'private.own_source_conversation_id');

-- In PL/pgSQL, which caches their plans: policies call these functions several times in each batch.

create function private.request_token_hash() returns text
language plpgsql stable set search_path = ''
as $$
begin
  return encode(sha256(convert_to(nullif(current_setting('request.headers', true), '')::json ->> 'x-export-token', 'UTF8')), 'hex');
end;
$$;
comment on function private.request_token_hash() is 'The SHA-256 of the x-export-token header, or null without one.';
revoke execute on function private.request_token_hash() from public, anon, authenticated, service_role;

create function private.export_id_by_token() returns uuid
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (select id from public.exports where status = 'running' and token_hash = private.request_token_hash());
end;
$$;
comment on function private.export_id_by_token() is
  'The running export with the token of this request. Checks neither its expiry nor its actor: see private.current_export.';
revoke execute on function private.export_id_by_token() from public, anon, authenticated, service_role;
grant execute on function private.export_id_by_token() to anon;

create function private.closing_export_id() returns uuid
language plpgsql stable security definer set search_path = ''
as $$
begin
  return (
    select id from public.exports
    where token_hash = private.request_token_hash() and (status = 'running' or finished_at > clock_timestamp() - interval '10 minutes')
  );
end;
$$;
comment on function private.closing_export_id() is
  'The export with the token of this request, running or ended within the last 10 minutes: its server may still have to report the outcome.';
revoke execute on function private.closing_export_id() from public, anon, authenticated, service_role;
grant execute on function private.closing_export_id() to anon;

create function private.current_export() returns public.exports
language plpgsql stable security definer set search_path = ''
as $$
declare
  export public.exports;
begin
  select e.* into export from public.exports e
  join public.members m on m.tenant_id = e.tenant_id and m.user_id = e.actor_id
  where e.id = (select private.export_id_by_token()) and e.expires_at > now() and m.role in ('owner', 'admin');
  return export;
end;
$$;
comment on function private.current_export() is
  'The running export with the token of this request, if it has not expired and its actor is still owner or admin; else a row of nulls.';
revoke execute on function private.current_export() from public, anon, authenticated, service_role;
grant execute on function private.current_export() to anon;

create function private.readable_tenant_id(expected public.export_kind) returns uuid
language plpgsql stable set search_path = ''
as $$
declare
  export constant public.exports := private.current_export();
begin
  return case when export.kind = expected and export.scope = '{}' then export.tenant_id end;
end;
$$;
comment on function private.readable_tenant_id(public.export_kind) is
  'The workspace of the current export if it is of this kind and reads all of it, else null.';
revoke execute on function private.readable_tenant_id(public.export_kind) from public, anon, authenticated, service_role;
grant execute on function private.readable_tenant_id(public.export_kind) to anon;

create function private.scoped_tenant_id(expected public.export_kind) returns uuid
language plpgsql stable set search_path = ''
as $$
declare
  export constant public.exports := private.current_export();
begin
  return case when export.kind = expected and export.scope <> '{}'
    -- Policies do not restrict columns: those of a scope are chosen by the function that sets this, the only one that reads them.
    and (not export.scope ? 'columns' or current_setting('hydra.prints_scope', true) = 'on')
    then export.tenant_id end;
end;
$$;
comment on function private.scoped_tenant_id(public.export_kind) is
  'The workspace of the current export if it is of this kind and reads a scope of it, else null.';
revoke execute on function private.scoped_tenant_id(public.export_kind) from public, anon, authenticated, service_role;
grant execute on function private.scoped_tenant_id(public.export_kind) to anon;

create function private.current_limits() returns private.scope_limits
language plpgsql stable security definer set search_path = ''
as $$
begin
  return private.limits_of(private.current_export());
end;
$$;
comment on function private.current_limits() is 'What the scope of the current export requires of its rows.';
revoke execute on function private.current_limits() from public, anon, authenticated, service_role;
grant execute on function private.current_limits() to anon;

create function private.require_export(expected public.export_kind default null) returns public.exports
language plpgsql stable set search_path = ''
as $$
declare
  export public.exports := private.current_export();
begin
  if export.id is null
    and exists (select from public.exports where id = (select private.export_id_by_token()) and expires_at <= now())
  then
    raise exception 'This export has exceeded its time limit.' using errcode = 'PT410';
  end if;
  if (select private.export_id_by_token()) is null and (select private.closing_export_id()) is not null then
    raise exception 'This export has ended.' using errcode = 'PT409';
  end if;
  -- Without this, row-level security would return no rows, and an incomplete file would look complete.
  if export.id is null or export.kind <> expected then
    raise exception 'This export is not allowed to read.' using errcode = 'insufficient_privilege';
  end if;
  return export;
end;
$$;
comment on function private.require_export(public.export_kind) is
  'The current export, of this kind if one is given. Raises PT410 when it has expired, PT409 when it has ended, 42501 otherwise.';
revoke execute on function private.require_export(public.export_kind) from public, anon, authenticated, service_role;
grant execute on function private.require_export(public.export_kind) to anon;

create function private.readable_contact_ids() returns uuid[]
language plpgsql stable security definer set search_path = ''
as $$
begin
  return private.contact_ids(private.current_export());
end;
$$;
comment on function private.readable_contact_ids() is 'The contacts of the current export: see private.contact_ids.';
revoke execute on function private.readable_contact_ids() from public, anon, authenticated, service_role;
grant execute on function private.readable_contact_ids() to anon;

create function private.readable_source_conversation_id(contact uuid) returns uuid
language plpgsql stable security definer set search_path = ''
as $$
declare
  export constant public.exports := private.current_export();
begin
  return case when contact = any (private.contact_ids(export)) then private.own_source_conversation_id(export.tenant_id, contact) end;
end;
$$;
comment on function private.readable_source_conversation_id(uuid) is
  'The conversation without a customer that belongs to a contact of the current export, or null: see private.own_source_conversation_id.';
revoke execute on function private.readable_source_conversation_id(uuid) from public, anon, authenticated, service_role;
grant execute on function private.readable_source_conversation_id(uuid) to anon;

-- The export itself

create policy "An export reads itself while it runs and shortly after" on public.exports
  for select to anon using (id = (select private.closing_export_id()));
create policy "An export reports its progress and its outcome" on public.exports
  for update to anon using (id = (select private.closing_export_id()))
  with check (status in ('running', 'completed', 'failed', 'interrupted', 'cancelled'));
grant select,
    update (status, rows_written, rows_total, bytes_written, cells_guarded, cells_cut, counts, sha256, failure, receipt, file_attempt)
  on public.exports to anon;

-- Each kind of export reads its own tables only, within its scope; a single-contact export only what belongs to its contact.
-- Whole exports are the first alternative, so that scopes cost them nothing.

create policy "A running export reads its customers" on public.customers
  for select to anon using (
    tenant_id = (select private.readable_tenant_id('contacts'))
    or (
      tenant_id = (select private.scoped_tenant_id('contacts'))
      and type = any ((select (private.current_limits()).types)::public.customer_type[])
      and created_at >= (select (private.current_limits()).created_from)
      and created_at <= (select (private.current_limits()).created_until)
    )
    or (
      tenant_id = (select private.readable_tenant_id('contact'))
      and id = any ((select private.readable_contact_ids())::uuid[])
    )
  );
create policy "A running export reads its conversations" on public.conversations
  for select to anon using (
    tenant_id = (select private.readable_tenant_id('conversations'))
    or (
      tenant_id = (select private.scoped_tenant_id('conversations'))
      and status = any ((select (private.current_limits()).statuses)::public.conversation_status[])
      and created_at >= (select (private.current_limits()).created_from)
      and created_at <= (select (private.current_limits()).created_until)
      and updated_at >= (select (private.current_limits()).updated_from)
      and updated_at <= (select (private.current_limits()).updated_until)
    )
    or (
      tenant_id = (select private.readable_tenant_id('contact'))
      and (
        customer_id = any ((select private.readable_contact_ids())::uuid[])
        or (customer_id is null and id = any (array(
          select private.readable_source_conversation_id(c) from unnest(private.readable_contact_ids()) c
        )))
      )
    )
  );
create policy "A running export reads the messages of its conversations" on public.messages
  for select to anon using (
    tenant_id = (select private.readable_tenant_id('conversations'))
    or (
      tenant_id = (select coalesce(private.scoped_tenant_id('conversations'), private.readable_tenant_id('contact')))
      and exists (select from public.conversations c where c.id = conversation_id)
    )
  );
create policy "A running export reads the replies of its conversations" on public.replies
  for select to anon using (
    (
      tenant_id = (select private.readable_tenant_id('conversations'))
      or (
        tenant_id = (select coalesce(private.scoped_tenant_id('conversations'), private.readable_tenant_id('contact')))
        and exists (select from public.conversations c where c.id = conversation_id)
      )
    )
    and (not is_internal or (select (private.current_export()).include_notes))
  );
create policy "A running export reads the tickets of its contact" on public.tickets
  for select to anon using (
    tenant_id = (select (private.current_export()).tenant_id)
    and (
      customer_id = any ((select private.readable_contact_ids())::uuid[])
      or (
        customer_id is null
        and (select (private.current_export()).kind) = 'contact'
        and exists (select from public.conversations c where c.id = conversation_id)
        and not private.was_of_others(id, (select private.readable_contact_ids()))
      )
    )
  );
create policy "A running export reads the replies of its tickets" on public.ticket_replies
  for select to anon using (
    tenant_id = (select (private.current_export()).tenant_id)
    and exists (select from public.tickets t where t.id = ticket_id)
  );
create policy "A running export reads the notes of its tickets" on public.ticket_notes
  for select to anon using (
    tenant_id = (select (private.current_export()).tenant_id)
    and (select (private.current_export()).include_notes)
    and exists (select from public.tickets t where t.id = ticket_id)
  );
create policy "A running export reads the audit log of its workspace" on public.audit_log
  for select to anon using (
    tenant_id = (select private.readable_tenant_id('audit_log'))
    or (
      tenant_id = (select private.scoped_tenant_id('audit_log'))
      and ((select (private.current_limits()).actor) is null or actor_id = (select (private.current_limits()).actor))
      and (not (select (private.current_limits()).by_system) or actor_id is null)
      and ((select (private.current_limits()).action) is null or action = (select (private.current_limits()).action))
      and created_at >= (select (private.current_limits()).created_from)
      and created_at <= (select (private.current_limits()).created_until)
    )
  );
grant select on public.customers, public.conversations, public.messages, public.replies, public.tickets,
  public.ticket_replies, public.ticket_notes, public.audit_log to anon;
