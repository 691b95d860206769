-- What exports need of a project, and the names they take in it. Checked before anything is created: a project that is not ready
-- stays as it is, and the error names everything that is missing or taken (docs/adopting.md).

do $$
declare
  problems text[] := '{}';
  -- What the later migrations create.
  taken_relations constant text[] := array['public.exports', 'public.audit_log', 'public.privacy_texts', 'public.redactions',
    'public.redaction_reasons',
    'private.former_customers', 'private.export_remarks', 'private.sign_in_attempts', 'private.export_attempts', 'private.export_parts'];
  taken_types constant text[] := array['public.export_kind', 'public.export_format', 'public.export_compression', 'public.export_status',
    'public.export_failure', 'public."text/plain"', 'private.thread_entry', 'private.scope_limits', 'private.key'];
  taken_functions constant text[] := array[
    'public.answer_preview', 'public.audit_actors', 'public.count_customer_records', 'public.count_export_rows',
    'public.count_workspace', 'public.customer_conversations', 'public.customer_details', 'public.customer_tickets',
    'public.describe_installation', 'public.expire_stale_exports', 'public.export_answer', 'public.export_audit_log',
    'public.export_contact', 'public.export_contact_conversations', 'public.export_contact_summary',
    'public.export_contact_tickets', 'public.export_contact_titles', 'public.export_contacts',
    'public.export_conversation_children', 'public.export_conversation_rows', 'public.export_conversations',
    'public.export_information', 'public.export_range_boundaries', 'public.export_redactions', 'public.export_ticket_children',
    'public.export_transcript_rows', 'public.finish_export', 'public.known_names', 'public.list_audit_entries',
    'public.list_audited_exports', 'public.list_export_parts', 'public.list_exports', 'public.my_workspaces',
    'public.open_export', 'public.preview_export', 'public.release_sign_in_attempt', 'public.report_progress',
    'public.reserve_sign_in_attempt', 'public.same_person', 'public.search_customers', 'public.started_exports',
    'public.thread_entries', 'public.verify_audit_log', 'public.verify_audited_exports', 'private.add_remark',
    'private.admin_answer_preview', 'private.admin_known_names', 'private.admin_same_person', 'private.answer_due_on',
    'private.answer_problem', 'private.are_cell_counts', 'private.are_privacy_texts', 'private.are_record_counts',
    'private.audit_actions', 'private.audit_export', 'private.audit_log_days', 'private.audit_privacy_text',
    'private.await_changes', 'private.batch_response', 'private.can_resume', 'private.canonical_entry', 'private.canonical_json',
    'private.chain_entry', 'private.check_answer', 'private.child_batch', 'private.closing_export_id', 'private.complete_answer',
    'private.contact_columns', 'private.contact_conversations', 'private.contact_ids', 'private.contact_size',
    'private.contact_tickets', 'private.conversation_rows_batch', 'private.conversations_batch', 'private.count_export_keys',
    'private.count_or_estimate', 'private.count_preview', 'private.count_remarks', 'private.count_workspace',
    'private.current_answer', 'private.current_export', 'private.current_limits', 'private.cut_details', 'private.cut_text',
    'private.delete_parts', 'private.email_key', 'private.enforce_export_limit', 'private.enforce_export_transition',
    'private.enforce_pending_limit', 'private.entry_matches_attempt', 'private.entry_matches_export',
    'private.entry_matches_privacy_text', 'private.expire_stale_exports', 'private.export_at', 'private.export_id_by_token',
    'private.export_to_preview', 'private.exports_before_insert', 'private.fit_entries', 'private.fitting_keys',
    'private.fold_text', 'private.has_running_export', 'private.has_scoped_export', 'private.html_size', 'private.is_answer',
    'private.is_choice', 'private.is_conversation_in_scope', 'private.is_customer_in_scope', 'private.is_day_range',
    'private.is_export_scope', 'private.is_list_of_ids', 'private.is_live', 'private.is_part', 'private.key_query',
    'private.keys_of', 'private.limit_redaction_reasons', 'private.limits_of', 'private.list_exports', 'private.list_parts',
    'private.list_remarks', 'private.message_sha256', 'private.my_admin_tenants', 'private.my_tenants', 'private.my_user_id',
    'private.newest_conversation', 'private.newest_customer_record', 'private.next_keys', 'private.outcome_details',
    'private.own_source_conversation_id', 'private.phone_key', 'private.preview_keys', 'private.print_audit_log',
    'private.print_contacts', 'private.privacy_text_details', 'private.privacy_texts_before_insert',
    'private.readable_contact_ids', 'private.readable_source_conversation_id', 'private.readable_tenant_id',
    'private.reads_children', 'private.reads_conversation', 'private.reads_ticket', 'private.records_fingerprint',
    'private.redaction_state', 'private.redactions_before_insert', 'private.reject_claimed_outcome',
    'private.reject_cursor_change', 'private.reject_direct_insert', 'private.reject_mutation', 'private.release_sign_in_attempt',
    'private.remark_deleted_children', 'private.remark_deleted_records', 'private.remark_deleted_source',
    'private.remark_left_scope', 'private.remark_moved_child', 'private.remark_moved_conversation', 'private.remark_moved_source',
    'private.remark_moved_ticket', 'private.remark_truncation', 'private.remember_customer', 'private.request_details',
    'private.request_token_hash', 'private.require_all', 'private.require_contact', 'private.require_export',
    'private.require_hydra', 'private.require_objects', 'private.reserve_sign_in_attempt', 'private.resume_details',
    'private.same_person', 'private.scoped_audit_log_batch', 'private.scoped_contacts_batch', 'private.scoped_tenant_id',
    'private.search_by_index', 'private.search_customers', 'private.search_grams', 'private.search_one_type',
    'private.search_terms', 'private.set_print_zone', 'private.start_of_day', 'private.started_exports', 'private.store_parts',
    'private.teammates', 'private.was_of_another', 'private.was_of_others'
  ];
begin
  if current_setting('server_version_num')::int < 150000 then
    problems := problems || format('Postgres 15 or later is needed, not %s', current_setting('server_version'));
  end if;
  problems := problems || array(
    select format('there is no role %I', role) from unnest(array['anon', 'authenticated', 'service_role']) role
    where to_regrole(role) is null
  );
  if to_regclass('auth.users') is null then
    problems := problems || 'there is no table auth.users'::text;
  end if;
  if to_regprocedure('auth.uid()') is null then
    problems := problems || 'there is no function auth.uid()'::text;
  end if;
  if not has_schema_privilege('public', 'create') then
    problems := problems || format('%I may not create anything in the schema public', current_user);
  end if;
  -- They grant usage of the schema to anon, authenticated and service_role.
  if exists (select from pg_namespace where nspname = 'private' and not pg_has_role(nspowner, 'usage')) then
    problems := problems || format('the schema private belongs to another role than %I', current_user);
  elsif to_regnamespace('private') is null and not has_database_privilege(current_database(), 'create') then
    problems := problems || format('%I may not create the schema private', current_user);
  end if;

  problems := problems || array(
    select format('%s exists already', name) from unnest(taken_relations) name where to_regclass(name) is not null
  ) || array(
    select format('the type %s exists already', name) from unnest(taken_types) name where to_regtype(name) is not null
  ) || array(
    select distinct format('a function %s.%s exists already', n.nspname, p.proname)
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname || '.' || p.proname = any (taken_functions)
    order by 1
  ) || array(
    select 'a column max_running_exports of public.tenants exists already' from pg_attribute
    where attrelid = to_regclass('public.tenants') and attname = 'max_running_exports' and not attisdropped
  );

  if cardinality(problems) > 0 then
    raise exception 'This project is not ready for exports: %.', array_to_string(problems, '; ')
      using errcode = 'object_not_in_prerequisite_state',
        hint = 'Nothing has been changed. docs/adopting.md says what exports need, which names they take, and what to do.';
  end if;
end;
$$;

create schema if not exists private;
grant usage on schema private to anon, authenticated, service_role;

create function private.require_objects(variadic names text[]) returns void
language plpgsql set search_path = ''
as $$
declare
  missing constant text[] := array(
    select name from unnest(names) name
    where to_regclass(name) is null and not exists (
      select from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname || '.' || p.proname = name
    )
  );
begin
  if cardinality(missing) > 0 then
    raise exception 'This migration needs %, which an earlier migration creates.', array_to_string(missing, ', ')
      using errcode = 'object_not_in_prerequisite_state',
        hint = 'Apply all migrations in the order of their names: npx supabase db push --include-all --remote.';
  end if;
end;
$$;
comment on function private.require_objects(text[]) is
  'For migrations: raises an error that names the tables and functions that are missing.';
revoke execute on function private.require_objects(text[]) from public, anon, authenticated, service_role;

-- Hydra's tables, each column that exports or the pages read, with its type.

create function private.require_hydra() returns void
language plpgsql set search_path = ''
as $$
declare
  needed constant jsonb := '{
    "tenants": {"id": "uuid", "name": "text", "slug": "text"},
    "members": {"tenant_id": "uuid", "user_id": "uuid", "role": "member_role", "display_name": "text", "email": "text"},
    "accounts": {"tenant_id": "uuid", "id": "uuid", "name": "text"},
    "customers": {
      "tenant_id": "uuid", "id": "uuid", "type": "customer_type", "email": "text", "name": "text", "company": "text",
      "job_title": "text", "phone": "text", "source": "text", "external_id": "text", "account_id": "uuid",
      "source_bot_id": "uuid", "source_conversation_id": "uuid", "notes": "text", "metadata": "jsonb", "churn_reasons": "jsonb",
      "created_at": "timestamptz", "last_seen_at": "timestamptz", "promoted_at": "timestamptz", "churned_at": "timestamptz"
    },
    "conversations": {
      "tenant_id": "uuid", "id": "uuid", "status": "conversation_status", "subject": "text", "summary": "text",
      "channel_id": "uuid", "bot_id": "uuid", "widget_id": "uuid", "assigned_agent_id": "uuid", "customer_id": "uuid",
      "created_at": "timestamptz", "updated_at": "timestamptz"
    },
    "messages": {
      "tenant_id": "uuid", "id": "uuid", "conversation_id": "uuid", "role": "message_role", "content": "text",
      "created_at": "timestamptz"
    },
    "replies": {
      "tenant_id": "uuid", "id": "uuid", "conversation_id": "uuid", "author": "text", "body": "text", "is_internal": "bool",
      "created_at": "timestamptz"
    },
    "tickets": {
      "tenant_id": "uuid", "id": "uuid", "title": "text", "description": "text", "status": "ticket_status",
      "priority": "ticket_priority", "customer_id": "uuid", "conversation_id": "uuid", "assignee_id": "uuid",
      "created_at": "timestamptz", "updated_at": "timestamptz"
    },
    "ticket_replies": {
      "tenant_id": "uuid", "id": "uuid", "ticket_id": "uuid", "author": "text", "body": "text", "created_at": "timestamptz"
    },
    "ticket_notes": {
      "tenant_id": "uuid", "id": "uuid", "ticket_id": "uuid", "author": "text", "body": "text", "created_at": "timestamptz"
    }
  }';
  labels constant jsonb := '{
    "member_role": ["owner", "admin", "member"],
    "customer_type": ["lead", "contact", "former_customer", "visitor"],
    "conversation_status": ["open", "assigned", "waiting", "resolved"], "message_role": ["user", "assistant", "tool"],
    "ticket_status": [], "ticket_priority": []
  }';
  problems text[];
begin
  problems := array(
    select format('there is no table public.%s', t.name) from jsonb_object_keys(needed) t (name)
    where not exists (select from pg_class where oid = to_regclass('public.' || t.name) and relkind = 'r')
    order by 1
  ) || array(
    select case
        when c.atttypid is null then format('public.%s has no column %s', t.name, wanted.name)
        when c.type <> wanted.type then format('public.%s.%s is of type %s, not %s', t.name, wanted.name, c.type, wanted.type)
        else format('public.%s.%s can be null', t.name, wanted.name)
      end
    from jsonb_each(needed) t (name, columns) cross join lateral jsonb_each_text(t.columns) wanted (name, type)
    left join lateral (
      select a.atttypid, a.attnotnull, y.typname as type from pg_attribute a join pg_type y on y.oid = a.atttypid
      where a.attrelid = to_regclass('public.' || t.name) and a.attname = wanted.name and not a.attisdropped
    ) c on true
    where to_regclass('public.' || t.name) is not null
      -- Exports page by created_at and id: a null would be left out. A slug is part of addresses.
      and (c.type is distinct from wanted.type or (wanted.name in ('tenant_id', 'id', 'created_at', 'slug') and not c.attnotnull))
    order by 1
  ) || array(
    -- Exports let anon select from these tables; policies decide on the rows.
    select format('public.%s has no row-level security', c.relname) from pg_class c
    where c.relnamespace = 'public'::regnamespace and needed ? c.relname::text and c.relkind = 'r' and not c.relrowsecurity
    order by 1
  ) || array(
    select format('public.%s belongs to %s', c.relname, c.relowner::regrole) from pg_class c
    where c.relnamespace = 'public'::regnamespace and needed ? c.relname::text and not pg_has_role(c.relowner, 'usage')
    order by 1
  ) || array(
    select format('there is no enum public.%s', e.name) from jsonb_object_keys(labels) e (name)
    where not exists (select from pg_type where oid = to_regtype('public.' || e.name) and typtype = 'e')
    order by 1
  ) || array(
    select format('the enum public.%s has no value %L', e.name, label)
    from jsonb_each(labels) e (name, wanted) cross join lateral jsonb_array_elements_text(e.wanted) label
    where to_regtype('public.' || e.name) is not null
      and label not in (select enumlabel from pg_enum where enumtypid = to_regtype('public.' || e.name))
    order by 1
  );
  if cardinality(problems) > 0 then
    raise exception 'Hydra''s tables are not as exports need them: %.', array_to_string(problems, '; ')
      using errcode = 'object_not_in_prerequisite_state',
        hint = 'This migration has changed nothing. docs/adopting.md lists the tables and columns that exports need.';
  end if;
end;
$$;
comment on function private.require_hydra() is
  'For migrations: raises an error that names everything that Hydra''s tables lack for exports.';
revoke execute on function private.require_hydra() from public, anon, authenticated, service_role;

-- A project that has one of these tables or types has to have all: the next migration creates them only where there is none.
do $$
begin
  if exists (
    select from unnest(array[
      'tenants', 'members', 'accounts', 'customers', 'conversations', 'messages', 'replies', 'tickets', 'ticket_replies',
      'ticket_notes', 'member_role', 'customer_type', 'conversation_status', 'message_role', 'ticket_status', 'ticket_priority'
    ]) name
    -- A table has a type of its name.
    where to_regtype('public.' || name) is not null
  ) then
    perform private.require_hydra();
  end if;
end;
$$;

-- The members of a workspace. PL/pgSQL, because in a project without Hydra's tables the next migration creates members.

create function private.my_tenants() returns setof uuid
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query select m.tenant_id from public.members m where m.user_id = (select auth.uid());
end;
$$;
comment on function private.my_tenants() is 'The workspaces that the signed-in user is a member of.';
revoke execute on function private.my_tenants() from public, anon, authenticated, service_role;
grant execute on function private.my_tenants() to authenticated;

create function private.my_admin_tenants() returns setof uuid
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query select m.tenant_id from public.members m where m.user_id = (select auth.uid()) and m.role in ('owner', 'admin');
end;
$$;
comment on function private.my_admin_tenants() is 'The workspaces that the signed-in user is owner or admin of.';
revoke execute on function private.my_admin_tenants() from public, anon, authenticated, service_role;
grant execute on function private.my_admin_tenants() to authenticated;
