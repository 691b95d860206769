-- What clients cannot claim in exports, and how many exports they can leave pending.
--
-- These triggers run as the caller. Row-level security applies to clients, but not to the owner of the table, as whom
-- private.expire_stale_exports runs.

select private.require_objects('public.exports');

create function private.reject_claimed_outcome() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if not row_security_active('public.exports') then
    return new;
  end if;
  if new.failure is distinct from old.failure and new.failure in ('server_lost', 'never_downloaded') then
    raise exception 'Only the database records that an export ended as %.', new.failure using errcode = 'insufficient_privilege';
  end if;
  if new.status = 'cancelled' and old.status <> 'cancelled' and current_user = 'anon' then
    raise exception 'Only an admin can cancel an export.' using errcode = 'insufficient_privilege';
  end if;
  return new;
end;
$$;
comment on function private.reject_claimed_outcome() is
  'Rejects outcomes that a client cannot claim: those that the database records by itself, without an actor, and a cancellation by an export token.';
revoke execute on function private.reject_claimed_outcome() from public, anon, authenticated, service_role;

-- Runs before exports_enforce_transition, which sets such a reason: triggers run in the order of their names.
create trigger exports_claimed_outcome before update on public.exports
  for each row execute function private.reject_claimed_outcome();
alter table public.exports enable always trigger exports_claimed_outcome;

create function private.enforce_pending_limit() returns trigger
language plpgsql set search_path = ''
as $$
declare
  max_running bigint;
  pending bigint;
  own_pending bigint;
begin
  if row_security_active('public.exports') then
    select max_running_exports into max_running from public.tenants where id = new.tenant_id;
    select count(*), count(*) filter (where actor_id = new.actor_id) into pending, own_pending
    from public.exports where tenant_id = new.tenant_id and status = 'pending';
    if own_pending >= 20 * max_running then
      raise exception '% of your exports are waiting for their download, the maximum.', own_pending using errcode = 'PT429';
    elsif pending >= 100 * max_running then
      raise exception '% exports of this workspace are waiting for their download, the maximum.', pending
        using errcode = 'PT429';
    end if;
  end if;
  return new;
end;
$$;
comment on function private.enforce_pending_limit() is
  'Raises PT429 when twenty times as many exports of a user are pending as can run in the workspace, or a hundred times as many of all users.';
revoke execute on function private.enforce_pending_limit() from public, anon, authenticated, service_role;

-- Runs after exports_before_insert, which has locked the workspace: triggers run in the order of their names.
create trigger exports_pending_limit before insert on public.exports
  for each row execute function private.enforce_pending_limit();
alter table public.exports enable always trigger exports_pending_limit;
