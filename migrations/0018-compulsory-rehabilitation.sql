-- up
-- Facts of a compulsory rehabilitation. The file itself is a case_file; papers of the dossier, interim management, leaves
-- and escapes are events of its history.
create table compulsory_rehabilitation (
  case_id uuid primary key references case_file (id),
  -- By the age on the day of the dossier: two procedures with grounds of their own.
  age text not null check (age in ('minor', 'adult')),
  ground text not null,
  -- From where a person took the ground: an event or a failure to register on record, or evidence outside of it.
  ground_fact text,
  ground_record_id uuid,
  ground_basis text,
  last_act_on date not null,
  limitation_explanation jsonb not null,
  -- Which rehabilitation of the person this is, with what that is based on.
  ordinal integer not null check (ordinal between 1 and 50),
  ordinal_basis text not null,
  no_residence_basis text,
  court_organisation_id integer references organisation (id),
  order_months integer check (order_months between 1 and 60),
  effective_on date,
  -- The facility or reformatory.
  place_organisation_id integer references organisation (id),
  admitted_at timestamptz,
  term_starts_on date,
  term_ends_on date,
  term_months integer,
  term_explanation jsonb,
  check ((ground_record_id is null) <> (ground_basis is null)),
  check ((ground_record_id is null) = (ground_fact is null)),
  check ((term_starts_on is null) = (term_ends_on is null))
);

alter table compulsory_rehabilitation enable row level security;
create policy read on compulsory_rehabilitation for select to app
  using (exists (select 1 from case_access a where a.case_id = compulsory_rehabilitation.case_id));
create policy turnover_reads on compulsory_rehabilitation for select to app
  using ((select app.system()) = 'competence-turnover');
create policy add on compulsory_rehabilitation for insert to app with check (app.acts_on_case(case_id));
create policy change on compulsory_rehabilitation for update to app using (app.acts_on_case(case_id));
grant select, insert on compulsory_rehabilitation to app;
grant update (ordinal, ordinal_basis, court_organisation_id, order_months, effective_on, place_organisation_id, admitted_at, term_starts_on,
  term_ends_on, term_months, term_explanation) on compulsory_rehabilitation to app;

-- What happened at a facility when several people escaped at once. Who escaped stands in the files, which name it.
create table escape_incident (
  id uuid primary key,
  organisation_id integer not null references organisation (id),
  happened_at timestamptz not null,
  account text not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null default now()
);
create index escape_incident_organisation on escape_incident (organisation_id, happened_at, id);
create index case_event_incident on case_event ((facts ->> 'incidentId')) where type = 'escaped';

alter table escape_incident enable row level security;
create policy read on escape_incident for select to app using (
  exists (select 1 from organisation_closure c where c.viewer_id = (select app.org_id())
    and c.organisation_id = escape_incident.organisation_id
    and (select app.today()) between c.reads_from and c.reads_until));
create policy add on escape_incident for insert to app with check (
  organisation_id = (select app.org_id()) and app.acts_for(organisation_id) and recorded_by = (select app.user_id()));
grant select on escape_incident to app;
grant insert (id, organisation_id, happened_at, account, recorded_by) on escape_incident to app;

-- down
drop table escape_incident;
drop index case_event_incident;
drop table compulsory_rehabilitation;
