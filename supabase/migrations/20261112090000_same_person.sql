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

-- In PL/pgSQL, which keeps its plans, and with a short way for plain characters: whoever writes a customer computes both keys.

create function private.email_key(email text) returns text
language plpgsql immutable strict parallel safe security definer set search_path = ''
as $$
declare
  folded constant text := case when octet_length(email) <= 500 and email ~ '^[ -~]*$' then lower(btrim(email)) else private.fold_text(email) end;
begin
  return case when folded ~ '^[^@ ]+@[^@ ]+$' and octet_length(folded) <= 1000 then folded end;
end;
$$;
comment on function private.email_key(text) is 'The same for email addresses that differ in case and marks only; null for what is none.';
revoke execute on function private.email_key(text) from anon, authenticated, service_role;
grant execute on function private.email_key(text) to public;

create function private.phone_key(phone text) returns text
language plpgsql immutable strict parallel safe security definer set search_path = '' set standard_conforming_strings = on
as $$
declare
  -- Such as "ext. 12", "x12", "#12" or RFC 3966's ";ext=12": not part of the number.
  extension_pattern constant text := '(?:extension|ext|x|#|durchwahl|dw|poste|ramal)[ .:=]*([0-9]{1,7})$';
  number text := phone;
  extension text := '';
  digits text;
begin
  if octet_length(number) > 500 or number !~ '^[0-9+() ./-]*$' then
    number := translate(private.fold_text(number), '٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹', '01234567890123456789');
    extension := coalesce('x' || (regexp_match(number, extension_pattern))[1], '');
    number := regexp_replace(number, extension_pattern, '');
  end if;
  -- The trunk prefix of an international number: +44 (0)20 ...
  if strpos(number, '(0)') > 0 and number ~ '^[^0-9]*([+]|00)' then
    number := replace(number, '(0)', '');
  end if;
  digits := regexp_replace(number, '[^0-9]+', '', 'g');
  if left(digits, 2) = '00' then
    digits := substr(digits, 3);
  end if;
  -- Fewer digits are an extension of some switchboard, more are no number (ITU-T E.164). One digit repeated, or 123456789, is a placeholder.
  if length(digits) not between 7 and 15 or digits = repeat(left(digits, 1), length(digits))
    or strpos('01234567890123456789', digits) > 0
  then
    return null;
  end if;
  return digits || extension;
end;
$$;
comment on function private.phone_key(text) is
  'The digits of a telephone number without its separators, + or 00, and its extension; the same for numbers that are written in different ways. Null for what is no number of 7 to 15 digits.';
revoke execute on function private.phone_key(text) from anon, authenticated, service_role;
grant execute on function private.phone_key(text) to public;

create index customers_email_key_idx on public.customers (tenant_id, private.email_key(email)) where email is not null;
create index customers_phone_key_idx on public.customers (tenant_id, private.phone_key(phone)) where phone is not null;
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
    where c.email is not null
    union all
    select c.id, 'phone' from own join public.customers c on c.tenant_id = workspace and private.phone_key(c.phone) = own.phone
    where c.phone is not null
  )
  select f.id, array_agg(f.match order by f.match) from found f where f.id <> customer group by f.id
$$;
comment on function private.same_person(uuid, uuid) is
  'The other customers with the email address or the telephone number of a customer, and which of these. Checks no access.';
revoke execute on function private.same_person(uuid, uuid) from public, anon, authenticated, service_role;
