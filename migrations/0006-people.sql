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

-- The name search's own copy: one row per organisation with access, word of the name and period. Kept by triggers;
-- only app.search_persons reads it. Everything a search compares is in the index, so that the table is not visited.
create table person_search (
  organisation_id integer not null,
  word text collate "C" not null,
  name_key text collate "C" not null,
  person_id uuid not null,
  from_on date not null,
  until_on date not null,
  primary key (organisation_id, word, name_key, person_id, from_on) include (until_on)
) with (autovacuum_vacuum_insert_scale_factor = 0.02);
create index person_search_person on person_search (person_id);

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
  cross join lateral (
    select distinct word from unnest(string_to_array(trim(split_part(p.name_key, '=', 1)), ' ')) word) w
  cross join lateral (
    select a.organisation_id, unnest(range_agg(daterange(a.from_on, a.until_on, '[]'))) as period
    from person_access a where a.person_id = p.id and a.until_on >= a.from_on group by a.organisation_id) seen
  where p.id = asked and p.voided_at is null;
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
create trigger index_for_search after update of name_key, voided_at on person
  for each row execute function app.person_changed();
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

-- Persons in the actor's scope whose names have all these words, in any order, each whole or begun; a single letter
-- only whole. First those that also have the very tones, then by name. The first word finds, the others sift: give the
-- rarest first. It tells who matches and nothing else: all that is shown of them is read under row-level security.
create function app.search_persons(
  words text[], toned_words text[], after_exact boolean, after_key text, after_id uuid, max_rows integer
)
  returns table (person_id uuid, exact boolean, name_key text)
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  viewer constant integer := app.org_id();
  today constant date := app.today();
  most constant integer := least(greatest(max_rows, 1), 101);
  lowest constant text := words[1];
  highest constant text := words[1] || case when char_length(words[1]) = 1 then '' else chr(1114111) end;
  others constant text[] := array(
    select '% ' || w || case when char_length(w) = 1 then ' %' else '%' end from unnest(words[2:]) w);
  -- A toned word begins with the digit of its tone.
  very constant text[] := array(
    select '%=' || w || case when char_length(w) = 2 then ' %' else '%' end from unnest(toned_words) w);
  scanned integer;
  shown integer := 0;
  hit record;
begin
  if app.user_id() is null or viewer is null then return; end if;
  if cardinality(words) not between 1 and 10 or cardinality(toned_words) <> cardinality(words)
    or exists (select 1 from unnest(words || toned_words) w where w is null or w = '' or w ~ '[%_\\= ]') then
    raise invalid_parameter_value using message = 'Words are letters without spaces, ten at most';
  end if;
  perform app.count_person_search();
  -- A person seen through two organisations, or with two words that begin alike, comes several times in a row. Taking
  -- a few more and leaving out what repeats costs half of grouping all that matches; seldom is a second round needed.
  loop
    scanned := 0;
    for hit in
      select found.*
      from (
        select s.person_id, s.name_key like all (very) as exact, s.name_key
        from organisation_closure c
        join person_search s on s.organisation_id = c.organisation_id
        where c.viewer_id = viewer and today between c.reads_from and c.reads_until
          and s.word between lowest and highest and today between s.from_on and s.until_on
          and s.name_key like all (others)
      ) found
      where after_key is null
        or (not found.exact, found.name_key, found.person_id) > (not after_exact, after_key, after_id)
      order by not found.exact, found.name_key, found.person_id
      limit 3 * most
    loop
      scanned := scanned + 1;
      continue when hit.person_id = after_id;
      person_id := hit.person_id;
      exact := hit.exact;
      name_key := hit.name_key;
      return next;
      after_exact := exact;
      after_key := name_key;
      after_id := person_id;
      shown := shown + 1;
      exit when shown = most;
    end loop;
    exit when shown = most or scanned < 3 * most;
  end loop;
end $$;

-- Who looked at a person's data or tried to, whatever organisation it was: for those who see the person. That a clinic
-- or a support facility looked would tell of a treatment or of a victim, so outside its own line only the moment shows.
create function app.person_audit(asked uuid, before_at timestamptz, before_id uuid, max_rows integer)
  returns table (
    id uuid, at timestamptz, legal_at timestamptz, user_id uuid, organisation_id integer, system text, action text,
    outcome text, subject_kind text, subject_id uuid, request_id text, detail jsonb
  )
  language sql stable security definer set search_path = public, pg_temp
as $$
  select e.id, e.at, e.legal_at, case when told then e.user_id end, case when told then e.organisation_id end,
    case when told then e.system end, case when told then e.action else 'confidential' end, e.outcome,
    case when told then e.subject_kind end, case when told then e.subject_id end,
    case when told then e.request_id end, case when told then e.detail else '{}' end
  from (
    select e.* from audit_event e
    where (e.persons @> array[asked] or e.subject_id = asked) and (select app.sees_person(asked))
      and (before_at is null or (e.at, e.id) < (before_at, before_id))
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
        and app.today() between c.reads_from and c.reads_until)) as told) judged
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

-- No policy at all: only the functions of this file read and write them.
alter table person_search enable row level security;
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
revoke all on function app.sees_person(uuid), app.acts_on_person(uuid), app.person_is_new(uuid),
  app.end_person_access(uuid, integer, text, date), app.index_person(uuid), app.person_changed(), app.person_access_changed(), app.count_person_search(),
  app.search_persons(text[], text[], boolean, text, uuid, integer),
  app.person_audit(uuid, timestamptz, uuid, integer) from public;
grant execute on function app.sees_person(uuid), app.acts_on_person(uuid), app.person_is_new(uuid),
  app.end_person_access(uuid, integer, text, date),
  app.count_person_search(), app.search_persons(text[], text[], boolean, text, uuid, integer),
  app.person_audit(uuid, timestamptz, uuid, integer) to app;

-- down
drop function app.person_audit(uuid, timestamptz, uuid, integer);
drop function app.search_persons(text[], text[], boolean, text, uuid, integer);
drop function app.count_person_search();
drop table person_search_use;
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
drop function app.index_person(uuid);
drop function app.end_person_access(uuid, integer, text, date);
drop function app.person_is_new(uuid);
drop function app.acts_on_person(uuid);
drop function app.sees_person(uuid);
