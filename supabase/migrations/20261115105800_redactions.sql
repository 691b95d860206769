-- What an answer to a person leaves out (GDPR Art. 15(4)): a value wherever it stands in the contact's texts, a name where it is a word of
-- its own, one message, or the names of teammates. Stored for the contact until somebody takes it back, and never in the data. Not in the audit log either: an export
-- records the hash of the ids.

select private.require_objects('public.customers', 'private.my_admin_tenants', 'private.require_contact');

create table public.redactions (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete restrict,
  customer_id uuid not null references public.customers (id) on delete cascade,
  what text not null check (what in ('value', 'name', 'message', 'teammates')),
  -- Of what = 'value' and 'name'.
  value text check (length(value) between 2 and 500 and value !~ '^\s|\s$'),
  -- Of what = 'message': a message, a reply, a ticket's reply or note, and the SHA-256 of its text then, which a trigger sets.
  record_id uuid,
  text_sha256 text check (text_sha256 ~ '^[0-9a-f]{64}$'),
  reason text not null check (length(reason) between 1 and 200 and reason !~ '[[:cntrl:]]'),
  -- Set by a trigger.
  actor_id uuid not null default auth.uid(),
  actor_name text not null default '',
  created_at timestamptz not null default now(),
  check ((what in ('value', 'name')) = (value is not null)),
  check ((what = 'message') = (record_id is not null and text_sha256 is not null)),
  check (what = 'message' or (record_id is null and text_sha256 is null))
);
comment on table public.redactions is 'What the answers to a person leave out. Its admins see each other''s.';
-- A value may be longer than an index entry.
create unique index redactions_once_idx on public.redactions
  (tenant_id, customer_id, what, coalesce(record_id, '00000000-0000-0000-0000-000000000000'), md5(coalesce(value, '')));
create index redactions_customer_idx on public.redactions (customer_id);

alter table public.redactions enable row level security;
create policy "Admins read what answers of their workspace leave out" on public.redactions
  for select to authenticated using (tenant_id in (select private.my_admin_tenants()));
create policy "Admins choose what answers of their workspace leave out" on public.redactions
  for insert to authenticated with check (tenant_id in (select private.my_admin_tenants()) and actor_id = (select auth.uid()));
create policy "Admins take back what answers of their workspace leave out" on public.redactions
  for delete to authenticated using (tenant_id in (select private.my_admin_tenants()));
create policy "A running export reads what its contact's answer leaves out" on public.redactions
  for select to anon using (
    tenant_id = (select private.readable_tenant_id('contact')) and customer_id = any ((select private.readable_contact_ids())::uuid[])
  );
revoke all on public.redactions from public, anon, authenticated, service_role;
grant select, delete, insert (tenant_id, customer_id, what, value, record_id, reason) on public.redactions to authenticated;
grant select on public.redactions to anon;

create function private.message_sha256(workspace uuid, record uuid) returns text
language sql stable set search_path = ''
as $$
  select encode(sha256(convert_to(t.text, 'UTF8')), 'hex') from (
    select m.content as text from public.messages m where m.tenant_id = workspace and m.id = record
    union all select p.body from public.replies p where p.tenant_id = workspace and p.id = record
    union all select q.body from public.ticket_replies q where q.tenant_id = workspace and q.id = record
    union all select n.body from public.ticket_notes n where n.tenant_id = workspace and n.id = record
    limit 1
  ) t
$$;
comment on function private.message_sha256(uuid, uuid) is
  'The SHA-256, in hex, of the text of a message, a reply, or a ticket''s reply or note; null for one that the caller does not see.';
revoke execute on function private.message_sha256(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function private.message_sha256(uuid, uuid) to anon;

create function private.redaction_state(redaction public.redactions) returns text
language sql stable set search_path = ''
as $$
  select case when redaction.what <> 'message' then 'same' else (
    select case when now is null then 'gone' when now <> redaction.text_sha256 then 'changed' else 'same' end
    from (select private.message_sha256(redaction.tenant_id, redaction.record_id) as now) m
  ) end
$$;
comment on function private.redaction_state(public.redactions) is
  'Whether the message that is left out is the same as when it was chosen: same, changed or gone.';
revoke execute on function private.redaction_state(public.redactions) from public, anon, authenticated, service_role;
grant execute on function private.redaction_state(public.redactions) to anon;

create function private.redactions_before_insert() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  actor public.members;
begin
  select * into actor from public.members
  where tenant_id = new.tenant_id and user_id = (select auth.uid()) and role in ('owner', 'admin');
  if not found then
    raise exception 'Only owners and admins can change this.' using errcode = 'insufficient_privilege';
  end if;
  if not exists (select from public.customers c where c.tenant_id = new.tenant_id and c.id = new.customer_id) then
    raise exception 'No such contact.' using errcode = 'foreign_key_violation';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('redactions ' || new.customer_id, 0));
  if (select count(*) from public.redactions r where r.customer_id = new.customer_id) >= 1000 then
    raise exception 'An answer leaves out at most 1000 things.' using errcode = 'PT422';
  end if;
  new.text_sha256 := null;
  if new.what = 'message' then
    new.text_sha256 := private.message_sha256(new.tenant_id, new.record_id);
    if new.text_sha256 is null then
      raise exception 'No such message.' using errcode = 'foreign_key_violation';
    end if;
  end if;
  new.id := gen_random_uuid();
  new.actor_id := actor.user_id;
  new.actor_name := left(actor.display_name, 200);
  new.created_at := clock_timestamp();
  return new;
end;
$$;
comment on function private.redactions_before_insert() is 'Sets the id and who chose it; rejects everybody except owners and admins, contacts of other workspaces, and more than 1000 for a contact.';
revoke execute on function private.redactions_before_insert() from public, anon, authenticated, service_role;

create trigger redactions_before_insert before insert on public.redactions
  for each row execute function private.redactions_before_insert();
alter table public.redactions enable always trigger redactions_before_insert;

create function private.teammates(workspace uuid) returns table (name text, email text)
language sql stable security definer set search_path = ''
as $$
  select left(m.display_name, 200), left(m.email, 320) from public.members m
  where m.tenant_id = workspace and workspace = (private.current_export()).tenant_id
  order by m.display_name collate "C", m.user_id limit 5000
$$;
comment on function private.teammates(uuid) is 'The members of the current export''s workspace by name, 5000 at most.';
revoke execute on function private.teammates(uuid) from public, anon, authenticated, service_role;
grant execute on function private.teammates(uuid) to anon;

create function public.export_redactions()
returns public."text/plain"
language plpgsql stable security invoker set search_path = '' set statement_timeout = '120s'
as $$
declare
  export constant public.exports := private.require_contact();
  found json;
begin
  select json_build_object(
    'rules', coalesce((
      select json_agg(json_build_object('id', r.id, 'what', r.what, 'value', r.value, 'record_id', r.record_id, 'reason', r.reason,
        -- As a client of the API would see it: what is not in the contact's file is gone.
        'state', private.redaction_state(r)
      ) order by r.id)
      from public.redactions r
      where r.tenant_id = export.tenant_id and r.customer_id = any (private.contact_ids(export))
    ), '[]'),
    'teammates', coalesce((select json_agg(t) from private.teammates(export.tenant_id) t), '[]')
  ) into found;
  return private.batch_response(found::text, 0, '{}', null);
end;
$$;
comment on function public.export_redactions() is
  'What an answer to a person leaves out, of any of its records, each with whether the message is the same as when it was chosen, and the workspace''s members, as a JSON object.';
revoke execute on function public.export_redactions() from public, anon, authenticated, service_role;
grant execute on function public.export_redactions() to anon;

-- The reasons that a workspace offers besides those of the law. A reason stands in the file: what is left out does not belong into it.

create table public.redaction_reasons (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete restrict,
  reason text not null check (length(reason) between 1 and 200 and reason !~ '[[:cntrl:]]' and reason !~ '^\s|\s$'),
  created_at timestamptz not null default now(),
  unique (tenant_id, reason)
);
comment on table public.redaction_reasons is 'A workspace''s own reasons for leaving something out of an answer to a person, up to 30.';
alter table public.redaction_reasons enable row level security;
create policy "Admins read the reasons of their workspace" on public.redaction_reasons
  for select to authenticated using (tenant_id in (select private.my_admin_tenants()));
create policy "Admins add reasons to their workspace" on public.redaction_reasons
  for insert to authenticated with check (tenant_id in (select private.my_admin_tenants()));
create policy "Admins remove reasons of their workspace" on public.redaction_reasons
  for delete to authenticated using (tenant_id in (select private.my_admin_tenants()));
revoke all on public.redaction_reasons from public, anon, authenticated, service_role;
grant select, delete, insert (tenant_id, reason) on public.redaction_reasons to authenticated;

create function private.limit_redaction_reasons() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('redaction_reasons ' || new.tenant_id, 0));
  if (select count(*) from public.redaction_reasons r where r.tenant_id = new.tenant_id) >= 30 then
    raise exception 'A workspace has at most 30 reasons of its own.' using errcode = 'PT422';
  end if;
  return new;
end;
$$;
comment on function private.limit_redaction_reasons() is 'Rejects more than 30 reasons for a workspace.';
revoke execute on function private.limit_redaction_reasons() from public, anon, authenticated, service_role;
create trigger redaction_reasons_limit before insert on public.redaction_reasons
  for each row execute function private.limit_redaction_reasons();
alter table public.redaction_reasons enable always trigger redaction_reasons_limit;
