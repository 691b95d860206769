-- What `npm run doctor` has to know about a project and the Data API does not show.

create function public.describe_installation(row_count int default 1)
returns table (migration text, postgres text, statement_timeout text, read_at timestamptz)
language sql volatile security invoker set search_path = ''
as $$
  -- The newest migration: each one that is added replaces this function.
  select '20261124090000', current_setting('server_version'), current_setting('statement_timeout'), clock_timestamp()
  from generate_series(1, least(row_count, 1000))
$$;
comment on function public.describe_installation(int) is
  'For npm run doctor: the newest migration, the version of Postgres, the time limit of the caller''s statements and the clock, in row_count equal rows, up to 1000, which show how many rows the Data API returns.';
revoke execute on function public.describe_installation(int) from public, anon, authenticated, service_role;
grant execute on function public.describe_installation(int) to authenticated;
