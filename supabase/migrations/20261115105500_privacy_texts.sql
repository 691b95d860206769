-- A workspace's own information about how it processes personal data, by the letters of GDPR Art. 15(1): it heads the report of a
-- single contact. Each change is a new version in one language, and an audit entry.

select private.require_objects('public.tenants', 'public.audit_log', 'private.my_admin_tenants', 'private.reject_mutation',
  'private.readable_tenant_id');

create function private.are_privacy_texts(texts jsonb) returns boolean
language sql immutable set search_path = ''
as $$
  select jsonb_typeof(texts) = 'object' and octet_length(texts::text) <= 40000 and not exists (
    select from jsonb_each(texts) e
    where e.key not in ('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h') or jsonb_typeof(e.value) <> 'string'
      or length(e.value #>> '{}') not between 1 and 4000
  )
$$;
comment on function private.are_privacy_texts(jsonb) is 'Whether a value maps letters of GDPR Art. 15(1) to texts of up to 4000 characters.';
revoke execute on function private.are_privacy_texts(jsonb) from public, anon, authenticated, service_role;
grant execute on function private.are_privacy_texts(jsonb) to anon, authenticated;

create table public.privacy_texts (
  tenant_id uuid not null references public.tenants (id) on delete restrict,
  language text not null check (language in ('en', 'de', 'es', 'fr', 'pt')),
  -- 1, 2, 3, ... in each language; set by a trigger, as is who wrote it.
  version int not null default 0,
  texts jsonb not null check (coalesce(private.are_privacy_texts(texts), false)),
  actor_id uuid not null default auth.uid(),
  actor_email text not null default '',
  actor_name text not null default '',
  created_at timestamptz not null default now(),
  primary key (tenant_id, language, version)
);
comment on table public.privacy_texts is 'The information of GDPR Art. 15(1) in a workspace''s own words, by language and version. Append-only.';
alter table public.privacy_texts enable row level security;
create policy "Admins read the information of their workspace" on public.privacy_texts
  for select to authenticated using (tenant_id in (select private.my_admin_tenants()));
create policy "Admins write the information of their workspace" on public.privacy_texts
  for insert to authenticated with check (tenant_id in (select private.my_admin_tenants()) and actor_id = (select auth.uid()));
create policy "A running export reads the information of its workspace" on public.privacy_texts
  for select to anon using (tenant_id = (select private.readable_tenant_id('contact')));
revoke all on public.privacy_texts from public, anon, authenticated, service_role;
grant select, insert (tenant_id, language, texts) on public.privacy_texts to authenticated;
grant select on public.privacy_texts to anon, service_role;

create function private.privacy_texts_before_insert() returns trigger
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
  -- One at a time, so that no two have the same version.
  perform pg_advisory_xact_lock(hashtextextended('privacy_texts ' || new.tenant_id, 0));
  new.version := coalesce((
    select max(t.version) from public.privacy_texts t where t.tenant_id = new.tenant_id and t.language = new.language
  ), 0) + 1;
  if new.version > 10000 then
    raise exception 'There are too many versions of this text.' using errcode = 'PT422';
  end if;
  new.actor_id := actor.user_id;
  new.actor_email := left(actor.email, 200);
  new.actor_name := left(actor.display_name, 200);
  new.created_at := clock_timestamp();
  return new;
end;
$$;
comment on function private.privacy_texts_before_insert() is 'Numbers a new version and sets who wrote it; rejects everybody except owners and admins.';
revoke execute on function private.privacy_texts_before_insert() from public, anon, authenticated, service_role;

create function private.privacy_text_details(written public.privacy_texts) returns jsonb
language sql immutable set search_path = ''
as $$
  select jsonb_build_object('language', written.language, 'version', written.version,
    'text_sha256', encode(sha256(convert_to(written.texts::text, 'UTF8')), 'hex'))
$$;
comment on function private.privacy_text_details(public.privacy_texts) is 'The details of the audit entry of a version: its language, number, and the SHA-256 of its texts.';
revoke execute on function private.privacy_text_details(public.privacy_texts) from public, anon, authenticated, service_role;
grant execute on function private.privacy_text_details(public.privacy_texts) to authenticated;

create function private.audit_privacy_text() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.audit_log (tenant_id, actor_id, actor_email, actor_name, actor_role, action, details)
  select new.tenant_id, new.actor_id, new.actor_email, new.actor_name, m.role, 'privacy.changed', private.privacy_text_details(new)
  from public.members m where m.tenant_id = new.tenant_id and m.user_id = new.actor_id;
  return null;
end;
$$;
comment on function private.audit_privacy_text() is 'Writes the audit entry of a new version, in the same transaction.';
revoke execute on function private.audit_privacy_text() from public, anon, authenticated, service_role;

create trigger privacy_texts_before_insert before insert on public.privacy_texts
  for each row execute function private.privacy_texts_before_insert();
create trigger privacy_texts_audit after insert on public.privacy_texts
  for each row execute function private.audit_privacy_text();
create trigger privacy_texts_reject_mutation before update or delete or truncate on public.privacy_texts
  for each statement execute function private.reject_mutation();
alter table public.privacy_texts enable always trigger privacy_texts_before_insert;
alter table public.privacy_texts enable always trigger privacy_texts_audit;
alter table public.privacy_texts enable always trigger privacy_texts_reject_mutation;

create function private.entry_matches_privacy_text(entry public.audit_log) returns boolean
language sql stable set search_path = ''
as $$
  select exists (
    select from public.privacy_texts t
    where t.tenant_id = entry.tenant_id and t.language = entry.details ->> 'language'
      and t.version::text = entry.details ->> 'version' and private.privacy_text_details(t) = entry.details
      and (t.actor_id, t.actor_email, t.actor_name) = (entry.actor_id, entry.actor_email, entry.actor_name)
      and entry.created_at between t.created_at - interval '5 minutes' and t.created_at + interval '5 minutes'
  )
$$;
comment on function private.entry_matches_privacy_text(public.audit_log) is 'Whether an audit entry says the same as the version of a text: which, its hash, by whom, when (within five minutes).';
revoke execute on function private.entry_matches_privacy_text(public.audit_log) from public, anon, authenticated, service_role;
grant execute on function private.entry_matches_privacy_text(public.audit_log) to authenticated;

create function private.complete_answer(export public.exports) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select case when export.answer = '{}' and export.format <> 'zip' then export.answer
    else export.answer - 'due_on' - 'information' || jsonb_strip_nulls(jsonb_build_object(
      'due_on', private.answer_due_on((export.answer ->> 'requested_on')::date),
      -- The report as one file, without any choice, stays as it is.
      'information', (
        select max(t.version) from public.privacy_texts t
        where t.tenant_id = export.tenant_id and t.language = coalesce(export.answer ->> 'language', 'en')
          and export.format in ('html', 'zip')
      )
    )) end
$$;
comment on function private.complete_answer(public.exports) is
  'The answer of a new export with what the database knows: the day it is due, and the newest version of the workspace''s information in its language.';
revoke execute on function private.complete_answer(public.exports) from public, anon, authenticated, service_role;
