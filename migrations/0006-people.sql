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
create policy change on person_access for update to app using (app.acts_on_person(person_id));

alter table person enable row level security;
create policy read on person for select to app
  using (exists (select 1 from person_access a where a.person_id = person.id));
create policy register on person for insert to app
  with check (registered_by_organisation_id = (select app.org_id()));
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

-- What is once written stays: parts of a person are ended, never changed.
grant select, insert on person, person_access, person_identifier, person_address, person_contact, person_guardian,
  person_correction to app;
grant update (full_name, name_key, birth_date, birth_year, sex, no_identifier_reason, voided_at, void_reason, version)
  on person to app;
grant update (acts, until_on) on person_access to app;
grant update (ended_at, ended_reason) on person_identifier, person_contact to app;
grant update (until_on, ended_reason) on person_address, person_guardian to app;
revoke all on function app.sees_person(uuid), app.acts_on_person(uuid), app.person_is_new(uuid), app.index_person(uuid),
  app.person_changed(), app.person_access_changed() from public;
grant execute on function app.sees_person(uuid), app.acts_on_person(uuid), app.person_is_new(uuid) to app;

-- down
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
drop function app.person_is_new(uuid);
drop function app.acts_on_person(uuid);
drop function app.sees_person(uuid);
