-- up
create table person (
  id uuid primary key,
  full_name text not null,
  -- Words without tone marks and with them, for search; see app.search_persons.
  name_folded text not null,
  birth_date date,
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

-- Who may see a person, from when to when, and why: rows, never formulas.
create table person_access (
  person_id uuid not null references person (id),
  organisation_id integer not null references organisation (id),
  reason text not null check (reason in ('registered', 'keeper', 'former-keeper', 'referred', 'linked')),
  acts boolean not null,
  from_on date not null,
  until_on date not null default 'infinity',
  granted_by_organisation_id integer,
  granted_at timestamptz not null default now(),
  primary key (person_id, organisation_id, reason)
);
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
  recorded_at timestamptz not null
);
create index person_identifier_person on person_identifier (person_id);
-- Not unique: a constraint must not answer for a row that the actor cannot see.
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
  check (until_on is null or until_on >= from_on)
);
create index person_address_person on person_address (person_id, from_on desc);

create table person_contact (
  id uuid primary key,
  person_id uuid not null references person (id),
  kind text not null check (kind in ('phone', 'email')),
  value_sealed bytea not null,
  value_index bytea not null,
  index_key_version integer not null,
  ended_at timestamptz,
  recorded_at timestamptz not null
);
create index person_contact_person on person_contact (person_id);

create table person_guardian (
  id uuid primary key,
  person_id uuid not null references person (id),
  relation text not null check (relation in ('father', 'mother', 'guardian', 'legal-representative')),
  full_name_sealed bytea not null,
  phone_sealed bytea,
  from_on date not null,
  until_on date,
  ended_reason text,
  recorded_at timestamptz not null
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

create function app.acts_on_person(asked uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (
    select 1 from person_access a
    join organisation_closure c on c.organisation_id = a.organisation_id and c.viewer_id = app.org_id()
    where a.person_id = asked and a.acts and app.today() between a.from_on and a.until_on
      and app.today() between c.acts_from and c.acts_until)
$$;
create function app.person_is_new(asked uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$ select not exists (select 1 from person_access a where a.person_id = asked) $$;

-- The one rule of who sees which person; every other policy on people leans on it.
alter table person_access enable row level security;
create policy read on person_access for select to app using (
  (select app.today()) between from_on and until_on
  and exists (select 1 from organisation_closure c where c.viewer_id = (select app.org_id())
    and c.organisation_id = person_access.organisation_id
    and (select app.today()) between c.reads_from and c.reads_until));
create policy grant_own on person_access for insert to app with check (
  granted_by_organisation_id = (select app.org_id())
  and ((app.person_is_new(person_id) and organisation_id = (select app.org_id())) or app.acts_on_person(person_id)));
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
    execute format('create policy change on %I for update to app using (app.acts_on_person(person_id))', part);
  end loop;
end $$;

grant select, insert, update on person, person_access, person_identifier, person_address, person_contact,
  person_guardian to app;
grant select, insert on person_correction to app;
revoke all on function app.acts_on_person(uuid), app.person_is_new(uuid) from public;
grant execute on function app.acts_on_person(uuid), app.person_is_new(uuid) to app;

-- down
drop table person_correction;
drop table person_guardian;
drop table person_contact;
drop table person_address;
drop table person_identifier;
drop table person cascade;
drop table person_access cascade;
drop function app.person_is_new(uuid);
drop function app.acts_on_person(uuid);
