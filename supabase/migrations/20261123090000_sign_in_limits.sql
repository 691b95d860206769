-- How often somebody may try to sign in: counted here, because several servers of the app must count together.
--
-- The app says whom it counts by three keys: the account from one address, the account from anywhere, the address for any account.
-- Each key is an HMAC under a secret that only the app has (lib/auth/sign-in-limit.ts). So the functions may be open to anon, which
-- is all the app is before somebody has signed in: whoever calls them directly cannot find the key of another's account or
-- address, neither to lock it nor to free it, and this table knows no e-mail and no address.

create table private.sign_in_attempts (
  key text primary key check (key ~ '^[0-9a-f]{64}$'),
  -- Attempts under way and those that failed; one that succeeded is taken back.
  attempts int not null,
  ends_at timestamptz not null
);
comment on table private.sign_in_attempts is 'Attempts to sign in of the last 15 minutes, by keys that only the app can make.';
create index sign_in_attempts_ends_at_idx on private.sign_in_attempts (ends_at);
revoke all on private.sign_in_attempts from public, anon, authenticated, service_role;

create function private.reserve_sign_in_attempt(pair text, account text, address text) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  until timestamptz;
begin
  -- What is over goes away a little at each call, so that made-up keys cannot fill the table for longer than they count.
  delete from private.sign_in_attempts where key in (
    select key from private.sign_in_attempts where ends_at <= clock_timestamp() order by ends_at limit 20 for update skip locked
  );
  -- Locks the three, always in this order: attempts at the same time wait for each other and none is forgotten.
  insert into private.sign_in_attempts as c (key, attempts, ends_at)
  select k.key, 0, clock_timestamp() + interval '15 minutes'
  from unnest(array[pair, account, address]) with ordinality k (key, position) order by k.position
  on conflict (key) do update set attempts = 0, ends_at = excluded.ends_at where c.ends_at <= clock_timestamp();

  select max(c.ends_at) into until
  from private.sign_in_attempts c
  join (values (pair, 5), (account, 20), (address, 60)) most (key, attempts) on most.key = c.key
  where c.attempts >= most.attempts;
  if until is null then
    update private.sign_in_attempts set attempts = attempts + 1 where key in (pair, account, address);
  end if;
  return coalesce(ceil(extract(epoch from until - clock_timestamp()))::int, 0);
end;
$$;
comment on function private.reserve_sign_in_attempt(text, text, text) is
  'Counts an attempt and answers 0 or, when there were too many, the seconds to wait without counting it: so somebody who is locked out at one address does not use up the account for its owner at another.';
grant execute on function private.reserve_sign_in_attempt(text, text, text) to anon;

create function private.release_sign_in_attempt(pair text, account text, address text) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  one text;
begin
  -- One after another, in the order of reserve_sign_in_attempt: the two cannot wait for each other in a circle.
  foreach one in array array[pair, account, address] loop
    update private.sign_in_attempts set attempts = greatest(attempts - 1, 0) where key = one;
  end loop;
end;
$$;
comment on function private.release_sign_in_attempt(text, text, text) is 'Takes an attempt back that succeeded: only failures stay counted.';
grant execute on function private.release_sign_in_attempt(text, text, text) to anon;

create function public.reserve_sign_in_attempt(pair text, account text, address text) returns int
language sql security invoker set search_path = ''
as $$
  select private.reserve_sign_in_attempt(pair, account, address)
$$;
comment on function public.reserve_sign_in_attempt(text, text, text) is 'For the sign-in form: see private.reserve_sign_in_attempt.';
grant execute on function public.reserve_sign_in_attempt(text, text, text) to anon;

create function public.release_sign_in_attempt(pair text, account text, address text) returns void
language sql security invoker set search_path = ''
as $$
  select private.release_sign_in_attempt(pair, account, address)
$$;
comment on function public.release_sign_in_attempt(text, text, text) is 'For the sign-in form: see private.release_sign_in_attempt.';
grant execute on function public.release_sign_in_attempt(text, text, text) to anon;

revoke execute on all functions in schema public, private from public;
