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

create or replace function private.audit_actions() returns text[]
language sql immutable set search_path = ''
as $$
  select array['export.contacts', 'export.conversations', 'export.contact', 'export.audit_log', 'export.resumed', 'export.completed',
    'export.failed', 'export.interrupted', 'export.cancelled', 'export.expired', 'privacy.changed']
$$;

-- The audit log is verified entry by entry: those of exports against exports, those of texts against texts.

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

create or replace function public.verify_audit_log(
  workspace uuid, after_seq bigint default -9223372036854775808, after_hash text default repeat('0', 64)
)
returns table (checked int, last_seq text, last_hash text, since timestamptz, problem_count int, problems jsonb)
language plpgsql stable security invoker
-- So that a range is read in the order of an index, not all entries and sorted, where statistics say that there are few.
set search_path = '' set jit = off set timezone = 'UTC' set statement_timeout = '60s'
set enable_bitmapscan = off set enable_seqscan = off set enable_sort = off
as $$
begin
  return query
  with entries as (
    select a as entry, a.seq, a.id, a.hash, a.previous_hash, a.created_at, a.form_version,
      encode(sha256(convert_to(private.canonical_entry(a), 'UTF8')), 'hex') as correct_hash
    from public.audit_log a
    where a.tenant_id = workspace and a.seq > after_seq
    -- With ties: a superuser can drop the unique constraint.
    order by a.seq fetch first 5000 rows with ties
  ), links as (
    select e.*, lag(e.seq, 1, greatest(after_seq, 0)) over chain as previous_seq, lag(e.hash, 1, after_hash) over chain as expected_hash
    from entries e
    window chain as (partition by e.seq > 0 order by e.seq, e.id)
  ), checks as (
    select l.seq, l.hash, l.created_at, nullif(concat_ws('; ',
      case
        when l.seq < 1 then 'its number is below 1'
        when l.seq = l.previous_seq then 'another entry has the same number'
        when l.seq > l.previous_seq + 1 then 'entries before it are missing'
        when l.previous_hash is distinct from l.expected_hash then 'it does not follow the entry before it'
      end,
      case
        when l.form_version is distinct from 1 then 'its form version is unknown'
        when l.correct_hash is null then 'it is not in canonical form'
        when l.hash is distinct from l.correct_hash then 'it was changed outside Hydra'
      end,
      case
        when (l.entry).action = 'privacy.changed' then
          case when not private.entry_matches_privacy_text(l.entry) then 'it does not match its text' end
        when x.id is null then 'its export is missing'
        when not private.entry_matches_export(l.entry, x.export) then 'it does not match its export'
      end
    ), '') as reason
    from links l
    -- By id, one at a time: planned as a join, all exports of the workspace were compared with each entry where statistics were missing.
    left join lateral (
      select e.id, e as export from public.exports e where e.id = (l.entry).export_id and e.tenant_id = workspace limit 1
    ) x on true
  )
  select count(*)::int, max(c.seq)::text, coalesce((array_agg(c.hash order by c.seq desc) filter (where c.seq > 0))[1], after_hash),
    (array_agg(c.created_at order by c.seq))[1], count(c.reason)::int,
    coalesce((
      select jsonb_agg(jsonb_build_object('seq', p.seq, 'reason', p.reason) order by p.seq)
      from (select k.seq, k.reason from checks k where k.reason is not null order by k.seq limit 100) p
    ), '[]')
  from checks c;
end;
$$;

create function public.export_information()
returns public."text/plain"
language plpgsql stable security invoker set search_path = ''
as $$
declare
  export constant public.exports := private.require_contact();
  texts jsonb;
begin
  select t.texts into texts from public.privacy_texts t
  where t.tenant_id = export.tenant_id and t.language = coalesce(export.answer ->> 'language', 'en')
    and t.version = (export.answer ->> 'information')::int;
  return private.batch_response(coalesce(texts, '{}')::text, 0, '{}', null);
end;
$$;
comment on function public.export_information() is
  'The workspace''s information by the letters of GDPR Art. 15(1) that heads a single contact''s report, as a JSON object: empty if there is none.';
revoke execute on function public.export_information() from public, anon, authenticated, service_role;
grant execute on function public.export_information() to anon;
