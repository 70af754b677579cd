-- up
create table person (
  id uuid primary key,
  full_name text not null check (char_length(full_name) between 1 and 100),
  -- What searches compare, made from the name by src/people/name.rules.ts: folded words, then words with their tones.
  name_key text collate "C" not null,
  birth_date date check (birth_date >= '1900-01-01'),
  birth_year integer not null check (birth_year between 1900 and 2200),
  sex text not null check (sex in ('male', 'female', 'unknown')),
  no_identifier_reason text,
  registered_by_organisation_id integer not null references organisation (id),
  registered_at timestamptz not null,
  voided_at timestamptz,
  void_reason text,
  version integer not null default 1,
  check (birth_date is null or extract(year from birth_date) = birth_year),
  check ((voided_at is null) = (void_reason is null))
);

-- Who may see a person, from when to when, and why: rows, never formulas. A further grant is a further row: nothing
-- here is unique, since a constraint must not answer for a row that the actor cannot see.
create table person_access (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references person (id),
  organisation_id integer not null references organisation (id),
  reason text not null check (reason in ('registered', 'keeper', 'former-keeper', 'referred', 'linked')),
  acts boolean not null,
  from_on date not null,
  until_on date not null default 'infinity',
  granted_by_organisation_id integer,
  granted_at timestamptz not null default now(),
  -- The day before the first one: access that ended on the day on which it began.
  check (until_on >= from_on - 1)
);
create index person_access_person on person_access (person_id, organisation_id);
create index person_access_organisation on person_access (organisation_id, person_id);

create table person_identifier (
  id uuid primary key,
  person_id uuid not null references person (id),
  kind text not null check (kind in ('citizen-id', 'old-id', 'passport')),
  value_sealed bytea not null,
  value_index bytea not null,
  index_key_version integer not null,
  issued_on date,
  issued_by text,
  -- A replaced or mistaken identifier stays, with the reason.
  ended_at timestamptz,
  ended_reason text,
  recorded_at timestamptz not null,
  check ((ended_at is null) = (ended_reason is null))
);
create index person_identifier_person on person_identifier (person_id);
-- Who acts on a person sees all of that person's identifiers, so this one tells nobody anything new.
create unique index person_identifier_one_open on person_identifier (person_id, kind) where ended_at is null;
-- Not unique: two registers may hold one number without knowing of each other.
create index person_identifier_value on person_identifier (value_index, index_key_version);

create table person_address (
  id uuid primary key,
  person_id uuid not null references person (id),
  kind text not null check (kind in ('permanent', 'temporary', 'current')),
  unit_id integer not null references unit (id),
  detail_sealed bytea,
  from_on date not null,
  until_on date,
  ended_reason text,
  recorded_at timestamptz not null,
  check (until_on >= from_on - 1),
  check ((until_on is null) = (ended_reason is null))
);
create index person_address_person on person_address (person_id, from_on desc);
create unique index person_address_one_open on person_address (person_id, kind) where until_on is null;

create table person_contact (
  id uuid primary key,
  person_id uuid not null references person (id),
  kind text not null check (kind in ('phone', 'email')),
  value_sealed bytea not null,
  value_index bytea not null,
  index_key_version integer not null,
  ended_at timestamptz,
  ended_reason text,
  recorded_at timestamptz not null,
  check ((ended_at is null) = (ended_reason is null))
);
create index person_contact_person on person_contact (person_id);
create index person_contact_value on person_contact (value_index, index_key_version);

create table person_guardian (
  id uuid primary key,
  person_id uuid not null references person (id),
  relation text not null check (relation in ('father', 'mother', 'guardian', 'legal-representative')),
  full_name_sealed bytea not null,
  phone_sealed bytea,
  from_on date not null,
  until_on date,
  ended_reason text,
  recorded_at timestamptz not null,
  check (until_on >= from_on - 1),
  check ((until_on is null) = (ended_reason is null))
);
create index person_guardian_person on person_guardian (person_id);

-- What a correction replaced: the values before, sealed, with the reason.
create table person_correction (
  id uuid primary key,
  person_id uuid not null references person (id),
  fields text[] not null,
  before_sealed bytea not null,
  reason text not null,
  corrected_by uuid not null,
  corrected_at timestamptz not null
);
create index person_correction_person on person_correction (person_id, corrected_at desc);

-- The name search's own copy: one row per organisation with access, word and period; each word folded ('hung') and with
-- its tone ('=1hung'). Kept by triggers; only app.search_persons reads it. Everything a search compares is in the index,
-- so that the table is not visited.
create table person_search (
  organisation_id integer not null,
  word text collate "C" not null,
  name_key text collate "C" not null,
  person_id uuid not null,
  from_on date not null,
  until_on date not null,
  primary key (organisation_id, word, person_id, from_on) include (name_key, until_on)
) with (autovacuum_vacuum_insert_scale_factor = 0.02);
create index person_search_person on person_search (person_id);
-- For who reads thousands of bodies.
create index person_search_word on person_search (word, person_id);
-- One row of each person and organisation, in the order of the answer: for what so many match that the first ones are
-- sooner met than all are collected.
create index person_search_newest on person_search (person_id) include (organisation_id, name_key, from_on, until_on)
  where starts_with(name_key, ' ' || word || ' ');

-- The duplicate check's own copy: one row per organisation with access, key and period. A key is a day of birth or the
-- fingerprint of an identifier or a contact; their lengths differ. The organisation comes first, so that no row of a
-- person out of scope is read at all, and the time that an answer takes tells nothing of him.
create table person_match (
  organisation_id integer not null,
  key bytea not null,
  person_id uuid not null,
  from_on date not null,
  until_on date not null,
  primary key (organisation_id, key, person_id, from_on) include (until_on)
) with (autovacuum_vacuum_insert_scale_factor = 0.02);
create index person_match_person on person_match (person_id);

-- For the comparison with the whole register, which the part of the program named duplicate-finder makes.
create index person_birth_date on person (birth_date) where voided_at is null;
create index person_name on person (name_key, birth_year) where voided_at is null;

-- Two entries that may be one person, found in the whole register: seen only by who sees both.
create table possible_duplicate (
  id uuid primary key,
  person_low uuid not null references person (id),
  person_high uuid not null references person (id),
  reasons text[] not null check (cardinality(reasons) > 0 and reasons <@ array['same-identifier', 'same-name-birth-date',
    'similar-name-birth-date', 'same-name-year-commune', 'same-contact']),
  score integer not null check (score between 1 and 100),
  found_at timestamptz not null,
  -- Looked into and found to be two persons.
  dismissed_at timestamptz,
  dismissed_by uuid,
  dismissed_by_organisation_id integer references organisation (id),
  dismiss_reason text,
  check (person_low < person_high),
  check (num_nonnulls(dismissed_at, dismissed_by, dismissed_by_organisation_id, dismiss_reason) in (0, 4))
);
-- Written by app.keep_possible_duplicate alone, so this one answers nobody.
create unique index possible_duplicate_one_open on possible_duplicate (person_low, person_high)
  where dismissed_at is null;
create index possible_duplicate_high on possible_duplicate (person_high, person_low);
create index possible_duplicate_strongest on possible_duplicate (score desc, id desc) where dismissed_at is null;

-- That two entries are one person. Nothing is merged: undoing it closes the row.
create table person_link (
  id uuid primary key,
  person_low uuid not null references person (id),
  person_high uuid not null references person (id),
  reason text not null,
  evidence text[] not null check (cardinality(evidence) > 0 and evidence <@ array['identity-papers',
    'population-database', 'met-in-person', 'own-statement', 'relatives-statement', 'files-compared']),
  linked_at timestamptz not null,
  linked_by uuid not null,
  linked_by_organisation_id integer not null references organisation (id),
  unlinked_at timestamptz,
  unlinked_by uuid,
  unlinked_by_organisation_id integer references organisation (id),
  unlink_reason text,
  check (person_low < person_high),
  check (num_nonnulls(unlinked_at, unlinked_by, unlinked_by_organisation_id, unlink_reason) in (0, 4))
);
-- Who may write a link sees both entries, so this one tells nobody anything new.
create unique index person_link_one_open on person_link (person_low, person_high) where unlinked_at is null;
create index person_link_low on person_link (person_low);
create index person_link_high on person_link (person_high);

-- How often a user has searched in the running minute, whatever process served it.
create table person_search_use (
  user_id uuid primary key,
  minute timestamptz not null,
  searches integer not null,
  constraint person_search_rate check (searches <= 60)
);

create function app.sees_person(asked uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (
    select 1 from person_access a
    join organisation_closure c on c.organisation_id = a.organisation_id and c.viewer_id = app.org_id()
    where a.person_id = asked and app.today() between a.from_on and a.until_on
      and app.today() between c.reads_from and c.reads_until)
$$;
create function app.acts_on_person(asked uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (
    select 1 from person_access a
    join organisation_closure c on c.organisation_id = a.organisation_id and c.viewer_id = app.org_id()
    where a.person_id = asked and a.acts and app.today() between a.from_on and a.until_on
      and app.today() between c.acts_from and c.acts_until)
$$;
-- Registered by the actor's own organisation and not yet opened to anybody: its first access row may be written.
create function app.person_is_new(asked uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (select 1 from person p where p.id = asked and p.registered_by_organisation_id = app.org_id())
    and not exists (select 1 from person_access a where a.person_id = asked)
$$;

-- Ends grants of one organisation and reason: the actor's own ones and those that he gave, or, where competence moves
-- by law, the giver's. A function, since an update may not leave a row that its author cannot see, and who ends his own
-- access no longer sees it. @returns how many, none where the actor does not act
create function app.end_person_access(asked uuid, of_organisation integer, for_reason text, last_day date) returns integer
  language sql security definer set search_path = public, pg_temp
as $$
  with ended as (
    update person_access set until_on = greatest(last_day, from_on - 1)
    where person_id = asked and organisation_id = of_organisation and reason = for_reason and until_on > last_day
      and ((select app.system()) = 'competence-turnover'
        or ((select app.acts_on_person(asked))
          and (granted_by_organisation_id = (select app.org_id()) or (select app.acts_for(of_organisation)))))
    returning 1)
  select count(*)::integer from ended
$$;

create function app.birth_key(born date) returns bytea
  language sql immutable parallel safe
as $$ select convert_to(to_char(born, 'YYYYMMDD'), 'UTF8') $$;

create function app.index_person(asked uuid) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  -- Two grants at once would each index without the other's row: the second waits here and then sees the first.
  perform 1 from person where id = asked for no key update;
  delete from person_search where person_id = asked;
  -- Periods that meet or overlap become one, so that at most one of an organisation's rows holds on any day.
  insert into person_search (organisation_id, word, name_key, person_id, from_on, until_on)
  select seen.organisation_id, w.word, p.name_key, p.id, lower(seen.period),
    case when upper_inc(seen.period) then upper(seen.period) else upper(seen.period) - 1 end
  from person p
  cross join lateral (select distinct word from unnest(string_to_array(trim(p.name_key), ' ')) word) w
  cross join lateral (
    select a.organisation_id, unnest(range_agg(daterange(a.from_on, a.until_on, '[]'))) as period
    from person_access a where a.person_id = p.id and a.until_on >= a.from_on group by a.organisation_id) seen
  where p.id = asked and p.voided_at is null;
  delete from person_match where person_id = asked;
  insert into person_match (organisation_id, key, person_id, from_on, until_on)
  select distinct s.organisation_id, k.key, s.person_id, s.from_on, s.until_on
  from person_search s
  cross join lateral (
    select app.birth_key(p.birth_date) from person p where p.id = asked and p.birth_date is not null
    union select value_index from person_identifier where person_id = asked
    union select value_index from person_contact where person_id = asked) k (key)
  where s.person_id = asked;
end $$;
create function app.person_key_added() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  perform 1 from person where id = new.person_id for no key update;
  insert into person_match (organisation_id, key, person_id, from_on, until_on)
  select distinct organisation_id, new.value_index, person_id, from_on, until_on
  from person_search where person_id = new.person_id
  on conflict do nothing;
  return null;
end $$;
create function app.person_changed() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  perform app.index_person(new.id);
  return null;
end $$;
create function app.person_access_changed() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  perform app.index_person(new.person_id);
  -- Whoever opens a file opens access with it: after the lock above, a person being voided meanwhile shows here.
  if tg_op = 'INSERT' and exists (select 1 from person where id = new.person_id and voided_at is not null) then
    raise check_violation using constraint = 'person_access_not_voided', message = 'The person was voided';
  end if;
  return null;
end $$;
create trigger index_for_search after update of name_key, birth_date, voided_at on person
  for each row execute function app.person_changed();
create trigger index_for_match after insert on person_identifier
  for each row execute function app.person_key_added();
create trigger index_for_match after insert on person_contact
  for each row execute function app.person_key_added();
create trigger index_for_search after insert or update on person_access
  for each row execute function app.person_access_changed();

-- Counts a search or look-up against the user's minute; the one too many violates the check on the table.
create function app.count_person_search() returns void
  language sql security definer set search_path = public, pg_temp
as $$
  insert into person_search_use (user_id, minute, searches)
  values (app.user_id(), date_trunc('minute', now()), 1)
  on conflict (user_id) do update set minute = excluded.minute,
    searches = case when person_search_use.minute = excluded.minute then person_search_use.searches + 1 else 1 end
$$;

-- Persons of these organisations who have a word between two and whose name is like all these, the newest entries first;
-- with the very tones typed, or without them. Of a wide scope the first matches are collected from its own rows. Only
-- where there are so many that they say nothing about anybody, the persons of the country are gone through from the
-- newest on until a page is full: soon, since that many match.
create function app.persons_named(
  scope integer[], lowest text, highest text, folded text[], very text[], toned boolean, after_id uuid, most integer
)
  returns setof uuid
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan
  set enable_sort = off set enable_hashagg = off set enable_bitmapscan = off
as $$
declare
  today constant date := app.today();
  -- Of thousands of bodies fewer, and by the word alone: to look into each of them is slow, above all for a rare name.
  everywhere constant boolean := cardinality(scope) > 1000;
  many constant integer := case when everywhere then 1000 when cardinality(scope) > 16 then 2000 end;
  found uuid[];
begin
  if everywhere then
    -- This order is that of an index, and no other index has it.
    found := array(
      select s.person_id from person_search s
      where s.organisation_id = any (scope) and s.word between lowest and highest and today between s.from_on and s.until_on
        and s.name_key like all (folded) and (s.name_key like all (very)) = toned
      order by s.word limit many);
  else
    found := array(
      select s.person_id from person_search s
      where s.organisation_id = any (scope) and s.word between lowest and highest and today between s.from_on and s.until_on
        and s.name_key like all (folded) and (s.name_key like all (very)) = toned
      limit many);
  end if;
  if cardinality(found) < many or many is null then
    return query select distinct id from unnest(found) id where after_id is null or id < after_id
      order by id desc limit most;
    return;
  end if;
  return query
    select distinct s.person_id from person_search s
    where starts_with(s.name_key, ' ' || s.word || ' ') and s.person_id < coalesce(after_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
      and s.organisation_id = any (scope) and today between s.from_on and s.until_on
      and s.name_key like all (folded) and (s.name_key like all (very)) = toned
    order by s.person_id desc limit most;
end $$;

-- Persons in the actor's scope whose names have all these words, in any order, each whole or begun; a single letter
-- only whole. First those that also have the very tones, then by entry, the newest first. The first word finds, the
-- others sift: give the rarest first. It tells who matches and nothing else: all that is shown of them is read under
-- row-level security.
create function app.search_persons(
  words text[], toned_words text[], after_exact boolean, after_id uuid, max_rows integer
)
  returns table (person_id uuid, exact boolean)
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  today constant date := app.today();
  scope constant integer[] := array(
    select c.organisation_id from organisation_closure c
    where c.viewer_id = app.org_id() and today between c.reads_from and c.reads_until);
  most constant integer := least(greatest(max_rows, 1), 101);
  beyond constant text := chr(1114111);
  folded constant text[] := array(
    select '% ' || w || case when char_length(w) = 1 then ' %' else '%' end from unnest(words) w);
  -- A toned word begins with the digit of its tone.
  very constant text[] := array(
    select '%=' || w || case when char_length(w) = 2 then ' %' else '%' end from unnest(toned_words) w);
  -- A single letter only whole.
  end_of_word constant text := case when char_length(words[1]) = 1 then '' else beyond end;
  shown integer := 0;
begin
  if app.user_id() is null or app.org_id() is null then return; end if;
  if cardinality(words) not between 1 and 10 or cardinality(toned_words) <> cardinality(words)
    or exists (select 1 from unnest(words || toned_words) w where w is null or w = '' or w ~ '[%_\\= ]') then
    raise invalid_parameter_value using message = 'Words are letters without spaces, ten at most';
  end if;
  perform app.count_person_search();
  if coalesce(after_exact, true) then
    return query select id, true from app.persons_named(scope, '=' || toned_words[1], '=' || toned_words[1] || end_of_word,
      folded, very, true, after_id, most) id;
    get diagnostics shown = row_count;
    after_id := null;
  end if;
  if shown = most then return; end if;
  return query select id, false from app.persons_named(scope, words[1], words[1] || end_of_word,
    folded, very, false, after_id, most - shown) id;
end $$;

-- Persons in the actor's scope who hold one of these fingerprints, also of an identifier or contact that has ended.
create function app.holders_in_scope(prints bytea[], max_rows integer) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
as $$
  select distinct m.person_id
  from organisation_closure c
  join person_match m on m.organisation_id = c.organisation_id and m.key = any (prints)
  where c.viewer_id = app.org_id() and app.today() between c.reads_from and c.reads_until
    and app.today() between m.from_on and m.until_on
  limit max_rows
$$;

-- Whether two names have all words in common but one: what the rules of src/people/duplicate.rules.ts look at closer.
create function app.is_similar_name(words text[], key text) returns boolean
  language sql immutable parallel safe
as $$
  select count(*) filter (where other = any (words)) >= greatest(count(*), cardinality(words)) - 1
  from unnest(string_to_array(trim(split_part(key, '=', 1)), ' ')) other
$$;

-- What the rules compare of these entries with the one asked about. It looks past the scope: for the functions below.
create function app.duplicate_facts(
  ids uuid[], identifiers bytea[], citizen_ids bytea[], contacts bytea[], units integer[]
)
  returns table (
    person_id uuid, name_key text, birth_date date, birth_year integer, sex text, same_identifier boolean,
    same_contact boolean, other_citizen_id boolean, same_commune boolean
  )
  language sql stable security definer set search_path = public, pg_temp
as $$
  select p.id, p.name_key, p.birth_date, p.birth_year, p.sex,
    -- Aggregates, so that it is the person's own rows that are read, and not those of all who hold the number.
    (select coalesce(bool_or(i.value_index = any (identifiers)), false) from person_identifier i where i.person_id = p.id),
    (select coalesce(bool_or(k.value_index = any (contacts)), false) from person_contact k where k.person_id = p.id),
    cardinality(citizen_ids) > 0 and exists (
      select 1 from person_identifier i where i.person_id = p.id and i.kind = 'citizen-id' and i.ended_at is null
        and i.value_index <> all (citizen_ids)),
    -- The same commune under its name of another time is the same commune.
    exists (select 1 from person_address a where a.person_id = p.id and exists (
      select 1 from unit_closure u
      where (u.ancestor_id = any (units) and u.unit_id = a.unit_id)
        or (u.unit_id = any (units) and u.ancestor_id = a.unit_id)))
  from person p where p.id = any (ids) and p.voided_at is null
$$;

-- Entries in the actor's scope that may be the person described: for the two functions below. Every condition begins
-- with an organisation of the scope. A number that many share says little, so few of its holders are enough.
create function app.duplicates_in_scope(
  words text[], born date, born_in integer, identifiers bytea[], contacts bytea[]
)
  returns uuid[]
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  viewer constant integer := app.org_id();
  today constant date := app.today();
  name_from constant text := ' ' || array_to_string(words, ' ') || ' =';
  name_to constant text := ' ' || array_to_string(words, ' ') || ' >';
begin
  if app.user_id() is null or viewer is null then return '{}'; end if;
  return array(
    select app.holders_in_scope(identifiers, 100)
    union
    select app.holders_in_scope(contacts, 50)
    union
    select p.id
    from organisation_closure c
    join person_match m on m.organisation_id = c.organisation_id and m.key = app.birth_key(born)
    join person p on p.id = m.person_id
    where c.viewer_id = viewer and today between c.reads_from and c.reads_until
      and today between m.from_on and m.until_on and app.is_similar_name(words, p.name_key)
    union
    select p.id
    from organisation_closure c
    join person_search s on s.organisation_id = c.organisation_id and s.word = words[1]
      and s.name_key >= name_from and s.name_key < name_to
    join person p on p.id = s.person_id
    where c.viewer_id = viewer and today between c.reads_from and c.reads_until
      and today between s.from_on and s.until_on and p.birth_year = born_in);
end $$;

-- The duplicate check before a registration. It counts as a search and tells of persons in scope alone.
create function app.check_duplicates(
  words text[], born date, born_in integer, identifiers bytea[], citizen_ids bytea[], contacts bytea[], units integer[]
)
  returns table (
    person_id uuid, name_key text, birth_date date, birth_year integer, sex text, same_identifier boolean,
    same_contact boolean, other_citizen_id boolean, same_commune boolean
  )
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if app.user_id() is null then return; end if;
  perform app.count_person_search();
  return query select * from app.duplicate_facts(
    app.duplicates_in_scope(words, born, born_in, identifiers, contacts), identifiers, citizen_ids, contacts, units);
end $$;

-- The same about an entry that the actor has made. Not counted: it stands in the register under his name.
create function app.duplicates_of(asked uuid, words text[], identifiers bytea[], citizen_ids bytea[], contacts bytea[])
  returns table (
    person_id uuid, name_key text, birth_date date, birth_year integer, sex text, same_identifier boolean,
    same_contact boolean, other_citizen_id boolean, same_commune boolean
  )
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  entry person;
begin
  select p.* into entry from person p where p.id = asked and app.acts_on_person(p.id);
  if not found then return; end if;
  return query select * from app.duplicate_facts(
    array_remove(app.duplicates_in_scope(words, entry.birth_date, entry.birth_year, identifiers, contacts), asked),
    identifiers, citizen_ids, contacts,
    array(select a.unit_id from person_address a where a.person_id = asked));
end $$;

-- One entry, sealed as it stands, for its comparison with the whole register.
create function app.entry_to_compare(asked uuid)
  returns table (name_key text, birth_date date, birth_year integer, sex text, parts jsonb)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select p.name_key, p.birth_date, p.birth_year, p.sex, coalesce((
    select jsonb_agg(jsonb_build_object('kind', part.kind, 'id', part.id, 'sealed', encode(part.value_sealed, 'hex')))
    from (select kind, id, value_sealed from person_identifier where person_id = asked
      union all select kind, id, value_sealed from person_contact where person_id = asked) part), '[]')
  from person p
  where p.id = asked and p.voided_at is null and app.system() is not distinct from 'duplicate-finder'
$$;

-- Entries of the whole register that may be the same person, for who compares them: never for a user.
create function app.find_duplicates(asked uuid, words text[], identifiers bytea[], citizen_ids bytea[], contacts bytea[])
  returns table (
    person_id uuid, name_key text, birth_date date, birth_year integer, sex text, same_identifier boolean,
    same_contact boolean, other_citizen_id boolean, same_commune boolean
  )
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  entry person;
  name_from constant text := ' ' || array_to_string(words, ' ') || ' =';
  name_to constant text := ' ' || array_to_string(words, ' ') || ' >';
begin
  if app.system() is distinct from 'duplicate-finder' then return; end if;
  select p.* into entry from person p where p.id = asked and p.voided_at is null;
  if not found then return; end if;
  return query select * from app.duplicate_facts(
    array(
      select i.person_id from person_identifier i where i.value_index = any (identifiers) and i.person_id <> asked
      union
      (select k.person_id from person_contact k where k.value_index = any (contacts) and k.person_id <> asked limit 50)
      union
      select p.id from person p
      where p.birth_date = entry.birth_date and p.voided_at is null and p.id <> asked
        and app.is_similar_name(words, p.name_key)
      union
      select p.id from person p
      where p.name_key >= name_from and p.name_key < name_to and p.birth_year = entry.birth_year
        and p.voided_at is null and p.id <> asked),
    identifiers, citizen_ids, contacts,
    array(select a.unit_id from person_address a where a.person_id = asked));
end $$;

-- All entries that are linked to one, directly or by others, itself included. It looks past every scope and is lent to
-- nobody: functions of other slices that must know a whole person, such as who had a dose today, ask it and say no more
-- than yes or no.
create function app.identity_cluster(asked uuid) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
as $$
  with recursive cluster (id) as (
    select asked
    union
    select linked.id from cluster
    cross join lateral (
      select person_high from person_link where person_low = cluster.id and unlinked_at is null
      union all
      select person_low from person_link where person_high = cluster.id and unlinked_at is null) linked (id)
  )
  select id from cluster
$$;

-- Keeps what the comparison found. What was dismissed comes again only when more speaks for it than then.
create function app.keep_possible_duplicate(new_id uuid, one uuid, other uuid, why text[], strength integer)
  returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  low constant uuid := least(one, other);
  high constant uuid := greatest(one, other);
begin
  if app.system() is distinct from 'duplicate-finder' or exists (select 1 from app.identity_cluster(low) c where c = high)
    or exists (select 1 from possible_duplicate d where d.person_low = low and d.person_high = high
      and d.dismissed_at is not null and d.score >= strength) then
    return;
  end if;
  insert into possible_duplicate (id, person_low, person_high, reasons, score, found_at)
  values (new_id, low, high, why, strength, now())
  on conflict (person_low, person_high) where dismissed_at is null
    do update set reasons = excluded.reasons, score = excluded.score;
end $$;

-- Whether the actor's organisation supervises one that acts on the person. Reading for another reason, such as having
-- kept the file once, is not enough.
create function app.oversees_person(asked uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (
    select 1 from person_access a
    join organisation_closure c on c.organisation_id = a.organisation_id and c.viewer_id = app.org_id()
    join organisation viewer on viewer.id = c.viewer_id
    join organisation subject on subject.id = c.organisation_id
    join supervision rule on rule.viewer_kind = viewer.kind and rule.viewer_sector is not distinct from viewer.sector
      and rule.subject_kind = subject.kind and app.today() between rule.valid_from and rule.valid_to
    where a.person_id = asked and a.acts and app.today() between a.from_on and a.until_on
      and app.today() between c.reads_from and c.reads_until)
$$;
-- Who says that two entries are one person, or not: the body that acts on both, or one that supervises those who do.
create function app.may_link(one uuid, other uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select (app.acts_on_person(one) or app.oversees_person(one))
    and (app.acts_on_person(other) or app.oversees_person(other))
$$;

-- What the record of a person shows at all. The mornings of a treatment have a rhythm that tells of it, of the hour and of the
-- days on which nobody came, whatever is masked: outside its own line nothing of a clinic shows, not even that something was.
-- What is done in a treatment nobody is told but the body that does it. The kinds: `app.treating_kinds`.
create function app.person_audit_rows(asked uuid) returns setof audit_event
  language sql stable security definer set search_path = public, pg_temp
as $$
  select e.* from audit_event e
  where (e.persons @> array[asked] or e.subject_id = asked) and (select app.sees_person(asked))
    and case when starts_with(e.action, 'treatment.') then e.organisation_id in (
      select c.organisation_id from organisation_closure c
      where c.viewer_id = app.org_id() and app.today() between c.acts_from and c.acts_until)
    else coalesce(e.organisation_id not in (
      select o.id from organisation o
      where o.kind in ('health-centre', 'methadone-clinic') and not exists (
        select 1 from organisation_closure c where c.viewer_id = app.org_id() and c.organisation_id = o.id
          and app.today() between c.reads_from and c.reads_until)), true) end
$$;
revoke all on function app.person_audit_rows(uuid) from public;

-- Who looked at a person's data or tried to, whatever organisation it was: for those who see the person. That a support
-- facility looked would tell of a victim, so outside its own line only the moment shows.
-- That somebody compared or linked the entry with one that the asker does not see would tell of that one: it shows as
-- what it also was, reading this one.
create function app.person_audit(asked uuid, before_at timestamptz, before_id uuid, max_rows integer, ids uuid[])
  returns table (
    id uuid, at timestamptz, legal_at timestamptz, user_id uuid, organisation_id integer, system text, action text,
    outcome text, subject_kind text, subject_id uuid, request_id text, detail jsonb
  )
  language sql stable security definer set search_path = public, pg_temp
as $$
  select e.id, e.at, e.legal_at, case when told then e.user_id end, case when told then e.organisation_id end,
    case when told then e.system end,
    case when not told then 'confidential' when veiled then 'people.person.read' else e.action end, e.outcome,
    case when told then case when veiled then 'person' else e.subject_kind end end,
    case when told then case when veiled then asked else e.subject_id end end,
    case when told then e.request_id end, case when told and not veiled then e.detail else '{}' end
  from (
    select e.* from app.person_audit_rows(asked) e
    where (before_at is null or (e.at, e.id) < (before_at, before_id)) and (ids is null or e.id = any (ids))
    order by e.at desc, e.id desc limit least(greatest(max_rows, 1), 201)
  ) e
  left join organisation o on o.id = e.organisation_id
  cross join lateral (select
    exists (select 1 from organisation_closure c where c.viewer_id = app.org_id() and c.organisation_id = o.id
      and app.today() between c.reads_from and c.reads_until)
    -- Who supervises the asker is told, but for health and support: that one of them looked is a secret by itself. All
    -- other bodies are masked alike, or the mask would mean "a clinic".
    or (o.kind not in ('health-centre', 'methadone-clinic', 'support-facility') and o.sector is distinct from 'health'
      and exists (select 1 from organisation_closure c where c.viewer_id = o.id and c.organisation_id = app.org_id()
        and app.today() between c.reads_from and c.reads_until)) as told,
    starts_with(e.action, 'people.link.') or starts_with(e.action, 'people.possible-duplicate.') as paired) judged
  cross join lateral (select judged.paired and (e.action = 'people.link.read'
    or exists (select 1 from unnest(e.persons) other where not app.sees_person(other))) as veiled) hidden
  order by e.at desc, e.id desc
$$;

-- The one rule of who sees which person; every other policy on people leans on it.
alter table person_access enable row level security;
create policy read on person_access for select to app using (
  (select app.today()) between from_on and until_on
  and exists (select 1 from organisation_closure c where c.viewer_id = (select app.org_id())
    and c.organisation_id = person_access.organisation_id
    and (select app.today()) between c.reads_from and c.reads_until));
create policy grant_own on person_access for insert to app with check (
  granted_by_organisation_id = (select app.org_id())
  and ((organisation_id = (select app.org_id()) and app.person_is_new(person_id)) or app.acts_on_person(person_id)));

alter table person enable row level security;
create policy read on person for select to app
  using (exists (select 1 from person_access a where a.person_id = person.id));
-- A body that has ended registers nobody.
create policy register on person for insert to app
  with check (registered_by_organisation_id = (select app.org_id()) and app.acts_for(registered_by_organisation_id));
create policy change on person for update to app using (app.acts_on_person(id));

do $$
declare
  part text;
begin
  foreach part in array array['person_identifier', 'person_address', 'person_contact', 'person_guardian', 'person_correction'] loop
    execute format('alter table %I enable row level security', part);
    execute format('create policy read on %1$I for select to app
      using (exists (select 1 from person_access a where a.person_id = %1$I.person_id))', part);
    execute format('create policy add on %I for insert to app with check (app.acts_on_person(person_id))', part);
  end loop;
  foreach part in array array['person_identifier', 'person_address', 'person_contact', 'person_guardian'] loop
    execute format('create policy finish on %I for update to app using (app.acts_on_person(person_id))', part);
  end loop;
end $$;
-- Who is written down as having corrected is who acts.
create policy own_hand on person_correction as restrictive for insert to app
  with check (corrected_by = (select app.user_id()));

-- A pair is seen by who sees both entries, and by nobody who sees one: that there is another would tell where.
do $$
declare
  pair text;
begin
  foreach pair in array array['possible_duplicate', 'person_link'] loop
    execute format('alter table %I enable row level security', pair);
    execute format('create policy read on %1$I for select to app
      using (exists (select 1 from person_access a where a.person_id = %1$I.person_low)
        and exists (select 1 from person_access a where a.person_id = %1$I.person_high))', pair);
  end loop;
end $$;
create policy dismiss on possible_duplicate for update to app
  using (dismissed_at is null and app.may_link(person_low, person_high))
  with check (dismissed_by = (select app.user_id()) and dismissed_by_organisation_id = (select app.org_id()));
create policy link on person_link for insert to app with check (
  linked_by = (select app.user_id()) and linked_by_organisation_id = (select app.org_id())
  and app.may_link(person_low, person_high));
-- What was undone stays undone: linking again is another row.
create policy unlink on person_link for update to app
  using (unlinked_at is null and app.may_link(person_low, person_high))
  with check (unlinked_by = (select app.user_id()) and unlinked_by_organisation_id = (select app.org_id()));

-- No policy at all: only the functions of this file read and write them.
alter table person_search enable row level security;
alter table person_match enable row level security;
alter table person_search_use enable row level security;

-- What is once written stays: parts of a person are ended, never changed, and so is access.
grant select, insert on person, person_identifier, person_address, person_contact, person_guardian, person_correction
  to app;
grant select on person_access to app;
grant insert (person_id, organisation_id, reason, acts, from_on, until_on, granted_by_organisation_id)
  on person_access to app;
grant update (full_name, name_key, birth_date, birth_year, sex, no_identifier_reason, voided_at, void_reason, version)
  on person to app;
grant update (ended_at, ended_reason) on person_identifier, person_contact to app;
grant update (until_on, ended_reason) on person_address, person_guardian to app;
grant select on possible_duplicate, person_link to app;
grant update (dismissed_at, dismissed_by, dismissed_by_organisation_id, dismiss_reason) on possible_duplicate to app;
grant insert (id, person_low, person_high, reason, evidence, linked_at, linked_by, linked_by_organisation_id)
  on person_link to app;
grant update (unlinked_at, unlinked_by, unlinked_by_organisation_id, unlink_reason) on person_link to app;
revoke all on function app.persons_named(integer[], text, text, text[], text[], boolean, uuid, integer),
  app.sees_person(uuid), app.acts_on_person(uuid), app.person_is_new(uuid),
  app.end_person_access(uuid, integer, text, date), app.index_person(uuid), app.person_changed(), app.person_access_changed(), app.count_person_search(),
  app.search_persons(text[], text[], boolean, uuid, integer),
  app.person_key_added(), app.birth_key(date), app.is_similar_name(text[], text), app.holders_in_scope(bytea[], integer),
  app.duplicate_facts(uuid[], bytea[], bytea[], bytea[], integer[]),
  app.duplicates_in_scope(text[], date, integer, bytea[], bytea[]),
  app.check_duplicates(text[], date, integer, bytea[], bytea[], bytea[], integer[]),
  app.duplicates_of(uuid, text[], bytea[], bytea[], bytea[]), app.entry_to_compare(uuid),
  app.find_duplicates(uuid, text[], bytea[], bytea[], bytea[]), app.identity_cluster(uuid),
  app.keep_possible_duplicate(uuid, uuid, uuid, text[], integer), app.oversees_person(uuid), app.may_link(uuid, uuid),
  app.person_audit(uuid, timestamptz, uuid, integer, uuid[]) from public;
grant execute on function app.sees_person(uuid), app.acts_on_person(uuid), app.person_is_new(uuid),
  app.end_person_access(uuid, integer, text, date),
  app.count_person_search(), app.search_persons(text[], text[], boolean, uuid, integer),
  app.holders_in_scope(bytea[], integer),
  app.check_duplicates(text[], date, integer, bytea[], bytea[], bytea[], integer[]),
  app.duplicates_of(uuid, text[], bytea[], bytea[], bytea[]), app.entry_to_compare(uuid),
  app.find_duplicates(uuid, text[], bytea[], bytea[], bytea[]),
  app.keep_possible_duplicate(uuid, uuid, uuid, text[], integer), app.may_link(uuid, uuid),
  app.person_audit(uuid, timestamptz, uuid, integer, uuid[]) to app;

-- down
drop function app.person_audit(uuid, timestamptz, uuid, integer, uuid[]);
drop function app.person_audit_rows(uuid);
drop function app.search_persons(text[], text[], boolean, uuid, integer);
drop function app.persons_named(integer[], text, text, text[], text[], boolean, uuid, integer);
drop function app.count_person_search();
drop function app.keep_possible_duplicate(uuid, uuid, uuid, text[], integer);
drop function app.identity_cluster(uuid);
drop function app.find_duplicates(uuid, text[], bytea[], bytea[], bytea[]);
drop function app.entry_to_compare(uuid);
drop function app.duplicates_of(uuid, text[], bytea[], bytea[], bytea[]);
drop function app.check_duplicates(text[], date, integer, bytea[], bytea[], bytea[], integer[]);
drop function app.duplicates_in_scope(text[], date, integer, bytea[], bytea[]);
drop function app.duplicate_facts(uuid[], bytea[], bytea[], bytea[], integer[]);
drop function app.is_similar_name(text[], text);
drop function app.holders_in_scope(bytea[], integer);
drop table person_link;
drop table possible_duplicate;
drop function app.may_link(uuid, uuid);
drop function app.oversees_person(uuid);
drop table person_search_use;
drop table person_match;
drop table person_search;
drop table person_correction;
drop table person_guardian;
drop table person_contact;
drop table person_address;
drop table person_identifier;
drop table person cascade;
drop table person_access cascade;
drop function app.person_access_changed();
drop function app.person_changed();
drop function app.person_key_added();
drop function app.index_person(uuid);
drop function app.birth_key(date);
drop function app.end_person_access(uuid, integer, text, date);
drop function app.person_is_new(uuid);
drop function app.acts_on_person(uuid);
drop function app.sees_person(uuid);
