-- Remarks on records that leave the scope of a running export: a customer gets another type, a conversation another status or time of
-- its last update. They may be missing from the file, or be in it twice where it is ordered by the last update. What enters a scope
-- meanwhile has no remark, like what is added: it may be in the file.

select private.require_objects('private.add_remark', 'private.has_scoped_export', 'private.is_customer_in_scope');

create function private.remark_left_scope() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if not private.has_scoped_export(new.tenant_id) then
    return null;
  end if;
  if tg_table_name = 'customers' then
    perform private.add_remark(e.id, 'left', 'contacts', new.id)
    from public.exports e
    where e.tenant_id = new.tenant_id and e.status = 'running' and e.kind = 'contacts' and e.scope <> '{}' and new.created_at <= e.cutoff_at
      and private.is_customer_in_scope(e, old.type, new.created_at) and not private.is_customer_in_scope(e, new.type, new.created_at);
  else
    perform private.add_remark(e.id, 'left', 'conversations', new.id)
    from public.exports e cross join lateral private.limits_of(e) limits
    where e.tenant_id = new.tenant_id and e.status = 'running' and e.kind = 'conversations' and e.scope <> '{}'
      and case when limits.is_by_update then old.updated_at else new.created_at end <= e.cutoff_at
      and private.is_conversation_in_scope(e, old.status, new.created_at, old.updated_at)
      and ((limits.is_by_update and new.updated_at <> old.updated_at)
        or not private.is_conversation_in_scope(e, new.status, new.created_at, new.updated_at));
  end if;
  return null;
end;
$$;
comment on function private.remark_left_scope() is
  'Trigger function: adds a remark to the running exports whose scope a record leaves, or in whose order it moves.';
revoke execute on function private.remark_left_scope() from public, anon, authenticated, service_role;

create trigger customers_remark_scope after update on public.customers
  for each row when (old.type is distinct from new.type) execute function private.remark_left_scope();
create trigger conversations_remark_scope after update on public.conversations
  for each row when ((old.status, old.updated_at) is distinct from (new.status, new.updated_at))
  execute function private.remark_left_scope();
