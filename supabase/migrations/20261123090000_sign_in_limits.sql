-- Sign-in limits (OWASP Authentication Cheat Sheet, Login Throttling), counted in the database because several servers of the
-- app have to count together.
--
-- An attempt counts under three keys: the account from one IP address, the account from any, and the IP address for any
-- account. Each key is an HMAC with a secret that only the app knows (lib/auth/sign-in-limit.ts). So anon, the only role that
-- the app has before a user is signed in, may call the functions: a caller without the secret cannot compute the key of another
-- account or address, neither to lock it nor to unlock it, and the table contains no e-mail and no IP address.

create table private.sign_in_attempts (
  key text primary key check (key ~ '^[0-9a-f]{64}$'),
  -- Attempts in progress and failed ones; a successful attempt is released.
  attempts int not null,
  ends_at timestamptz not null
);
comment on table private.sign_in_attempts is 'The number of sign-in attempts of the last 15 minutes, by keys that only the app can compute.';
create index sign_in_attempts_ends_at_idx on private.sign_in_attempts (ends_at);
revoke all on private.sign_in_attempts from public, anon, authenticated, service_role;

create function private.reserve_sign_in_attempt(account_and_ip text, account text, ip text) returns int
language plpgsql security definer set search_path = ''
as $$
declare
  locked_until timestamptz;
begin
  -- Each call deletes a few expired rows, so that random keys cannot fill the table.
  delete from private.sign_in_attempts where key in (
    select key from private.sign_in_attempts where ends_at <= clock_timestamp() order by ends_at limit 20 for update skip locked
  );
  -- Locks the three rows, always in this order: concurrent attempts wait for each other and each one is counted.
  insert into private.sign_in_attempts as c (key, attempts, ends_at)
  select k.key, 0, clock_timestamp() + interval '15 minutes'
  from unnest(array[account_and_ip, account, ip]) with ordinality k (key, position) order by k.position
  on conflict (key) do update set attempts = 0, ends_at = excluded.ends_at where c.ends_at <= clock_timestamp();

  select max(c.ends_at) into locked_until
  from private.sign_in_attempts c
  join (values (account_and_ip, 5), (account, 20), (ip, 60)) limits (key, attempts) on limits.key = c.key
  where c.attempts >= limits.attempts;
  if locked_until is null then
    update private.sign_in_attempts set attempts = attempts + 1 where key in (account_and_ip, account, ip);
  end if;
  return coalesce(ceil(extract(epoch from locked_until - clock_timestamp()))::int, 0);
end;
$$;
comment on function private.reserve_sign_in_attempt(text, text, text) is
  'Counts an attempt and returns 0. After too many it counts nothing and returns the seconds to wait, so that attempts from a locked IP address do not lock the account everywhere.';
revoke execute on function private.reserve_sign_in_attempt(text, text, text) from public, anon, authenticated, service_role;
grant execute on function private.reserve_sign_in_attempt(text, text, text) to anon;

create function private.release_sign_in_attempt(account_and_ip text, account text, ip text) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  released text;
begin
  -- One row at a time, in the order of reserve_sign_in_attempt, so that the two cannot deadlock.
  foreach released in array array[account_and_ip, account, ip] loop
    update private.sign_in_attempts set attempts = greatest(attempts - 1, 0) where key = released;
  end loop;
end;
$$;
comment on function private.release_sign_in_attempt(text, text, text) is 'Subtracts a successful attempt: only failed ones stay counted.';
revoke execute on function private.release_sign_in_attempt(text, text, text) from public, anon, authenticated, service_role;
grant execute on function private.release_sign_in_attempt(text, text, text) to anon;

create function public.reserve_sign_in_attempt(account_and_ip text, account text, ip text) returns int
language sql security invoker set search_path = ''
as $$
  select private.reserve_sign_in_attempt(account_and_ip, account, ip)
$$;
comment on function public.reserve_sign_in_attempt(text, text, text) is 'For the sign-in form: see private.reserve_sign_in_attempt.';
revoke execute on function public.reserve_sign_in_attempt(text, text, text) from public, anon, authenticated, service_role;
grant execute on function public.reserve_sign_in_attempt(text, text, text) to anon;

create function public.release_sign_in_attempt(account_and_ip text, account text, ip text) returns void
language sql security invoker set search_path = ''
as $$
  select private.release_sign_in_attempt(account_and_ip, account, ip)
$$;
comment on function public.release_sign_in_attempt(text, text, text) is 'For the sign-in form: see private.release_sign_in_attempt.';
revoke execute on function public.release_sign_in_attempt(text, text, text) from public, anon, authenticated, service_role;
grant execute on function public.release_sign_in_attempt(text, text, text) to anon;
