-- Which records of a workspace may be of the same person: those with the same email address or telephone number, however it is written.
-- An answer to a person may hold them all (GDPR Art. 15).

select private.require_objects('public.customers');

create function private.fold_text(value text) returns text
language sql immutable parallel safe set search_path = '' set standard_conforming_strings = on
as $$
  -- Marks of letters and invisible characters, after decomposition; then letters that do not decompose.
  select btrim(regexp_replace(translate(replace(lower(
    regexp_replace(normalize(left(value, 500), nfkd), '[\u0300-\u036f\u00ad\u200b-\u200f\u2060-\u2064\ufeff]', '', 'g')
  ), 'ß', 'ss'), 'øłđı', 'oldi'), '\s+', ' ', 'g'))
$$;
comment on function private.fold_text(text) is
  'The first 500 characters of a text without regard to case, marks of letters, compatible characters (NFKD), invisible characters and kinds of spaces.';
revoke execute on function private.fold_text(text) from anon, authenticated, service_role;
-- Whoever writes a customer computes the keys of the indexes below.
grant execute on function private.fold_text(text) to public;

create function private.email_key(email text) returns text
language sql immutable parallel safe security definer set search_path = ''
as $$
  select case when folded ~ '^[^@ ]+@[^@ ]+$' and octet_length(folded) <= 1000 then folded end from (select private.fold_text(email) as folded) f
$$;
comment on function private.email_key(text) is 'The same for email addresses that differ in case and marks only; null for what is none.';
revoke execute on function private.email_key(text) from anon, authenticated, service_role;
grant execute on function private.email_key(text) to public;

create function private.phone_key(phone text) returns text
language sql immutable parallel safe security definer set search_path = '' set standard_conforming_strings = on
as $$
  with parts as (
    -- An extension, such as "ext. 12", "x12", "#12" or RFC 3966's ";ext=12", is not part of the number.
    select regexp_match(
      translate(private.fold_text(phone), '٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹', '01234567890123456789'),
      '^(.*?)(?:[,;/ ]*(?:extension|ext|x|#|durchwahl|dw|poste|ramal)[ .:=]*([0-9]{1,7}))?$'
    ) as part
  ), numbers as (
    select regexp_replace(regexp_replace(
      -- The trunk prefix of an international number: +44 (0)20 ...
      case when part[1] ~ '^[^0-9]*([+]|00)' then replace(part[1], '(0)', '') else part[1] end, '[^0-9]', '', 'g'
    ), '^00', '') as digits, part[2] as extension
    from parts
  )
  select digits || coalesce('x' || extension, '') from numbers
  -- Fewer digits are an extension of some switchboard, more are no number (ITU-T E.164). One digit repeated, or 123456789, is a placeholder.
  where length(digits) between 7 and 15 and digits !~ '^(.)\1*$' and strpos('01234567890123456789', digits) = 0
$$;
comment on function private.phone_key(text) is
  'The digits of a telephone number without its separators, + or 00, and its extension; the same for numbers that are written in different ways. Null for what is no number of 7 to 15 digits.';
revoke execute on function private.phone_key(text) from anon, authenticated, service_role;
grant execute on function private.phone_key(text) to public;

create index customers_email_key_idx on public.customers (tenant_id, private.email_key(email)) where private.email_key(email) is not null;
create index customers_phone_key_idx on public.customers (tenant_id, private.phone_key(phone)) where private.phone_key(phone) is not null;
-- Other contacts who are named in a text are marked where an answer is prepared.
create index customers_name_key_idx on public.customers (tenant_id, private.fold_text(left(name, 100))) where name is not null;

create function private.same_person(workspace uuid, customer uuid) returns table (id uuid, matches text[])
language sql stable security definer set search_path = ''
as $$
  with own as materialized (
    select private.email_key(c.email) as email, private.phone_key(c.phone) as phone
    from public.customers c where c.tenant_id = workspace and c.id = customer
  ), found as (
    select c.id, 'email' as match from own join public.customers c on c.tenant_id = workspace and private.email_key(c.email) = own.email
    where own.email is not null and private.email_key(c.email) is not null
    union all
    select c.id, 'phone' from own join public.customers c on c.tenant_id = workspace and private.phone_key(c.phone) = own.phone
    where own.phone is not null and private.phone_key(c.phone) is not null
  )
  select f.id, array_agg(f.match order by f.match) from found f where f.id <> customer group by f.id
$$;
comment on function private.same_person(uuid, uuid) is
  'The other customers with the email address or the telephone number of a customer, and which of these. Checks no access.';
revoke execute on function private.same_person(uuid, uuid) from public, anon, authenticated, service_role;
