-- Removes exports from a project that has adopted them (docs/adopting.md): everything that the migrations have created, the exports
-- and the audit log included. Export the audit log first: nothing brings it back.
--
-- Not for a project whose tables the migrations created: the policies of these tables need private.my_tenants, which is why the
-- removal fails there and changes nothing.
--
-- Stays: the indexes on Hydra's tables but those that are made of functions of exports, and the schema private if it has
-- anything else in it.

do $$
declare
  created_functions constant text[] := array[
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
  object record;
begin
  for object in
    select tgrelid::regclass as on_table, tgname from pg_trigger t
    join pg_proc p on p.oid = t.tgfoid join pg_namespace n on n.oid = p.pronamespace
    where n.nspname || '.' || p.proname = any (created_functions) and t.tgparentid = 0
      and t.tgrelid not in (select c.oid from pg_class c where c.oid in (to_regclass('public.exports'), to_regclass('public.audit_log')))
  loop
    execute format('drop trigger %I on %s', object.tgname, object.on_table);
  end loop;
  for object in
    select polrelid::regclass as on_table, polname from pg_policy where polname like 'A running export reads %'
  loop
    execute format('drop policy %I on %s', object.polname, object.on_table);
  end loop;

  drop index if exists public.customers_search_idx, public.customers_email_key_idx, public.customers_phone_key_idx, public.customers_name_key_idx;
  drop table if exists public.exports, public.audit_log, public.privacy_texts, public.redactions, public.redaction_reasons, private.export_attempts, private.export_parts,
    private.export_remarks, private.former_customers, private.sign_in_attempts cascade;
  alter table public.tenants drop constraint if exists tenants_slug_for_exports, drop column if exists max_running_exports;

  for object in
    select p.oid::regprocedure as signature from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname || '.' || p.proname = any (created_functions)
  loop
    execute format('drop function %s', object.signature);
  end loop;
  drop type if exists public.export_kind, public.export_format, public.export_compression, public.export_status, public.export_failure,
    private.thread_entry, private.scope_limits, private.key;
  drop domain if exists public."text/plain";
  if not exists (select from pg_proc where pronamespace = to_regnamespace('private'))
    and not exists (select from pg_class where relnamespace = to_regnamespace('private'))
    and not exists (select from pg_type where typnamespace = to_regnamespace('private'))
  then
    drop schema if exists private;
  end if;
end;
$$;
