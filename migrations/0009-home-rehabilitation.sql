-- up
-- Facts of one home or community rehabilitation; the file itself is a case_file.
create table home_rehabilitation (
  case_id uuid primary key references case_file (id),
  place text not null check (place in ('home', 'community')),
  -- Which rehabilitation of the person this is, with what that is based on.
  ordinal integer not null check (ordinal between 1 and 50),
  ordinal_basis text not null,
  -- Absent while the paper is missing, or where another paper stands in its place.
  determination_on date,
  determination_facility text,
  told_at timestamptz,
  handed_in_at timestamptz not null,
  -- The person's own time limit to register, worked out when he did.
  registration_in_time boolean,
  registration_explanation jsonb,
  guardian_id uuid references person_guardian (id),
  guardian_consent_on date,
  dossier_explanation jsonb not null,
  reception_at timestamptz,
  term_starts_on date,
  term_ends_on date,
  term_months integer,
  term_explanation jsonb,
  check ((determination_on is null) = (determination_facility is null) and (determination_on is null) = (told_at is null)),
  check ((guardian_id is null) = (guardian_consent_on is null)),
  check ((term_starts_on is null) = (term_ends_on is null))
);

-- Each paper by which an authority acts, with the law it was made under. Never changed; annulled by an event.
create table case_decision (
  id uuid primary key,
  case_id uuid not null references case_file (id),
  act text not null,
  -- Null for papers that bear none, as a reception record.
  number text,
  decided_at timestamptz not null,
  -- Who acted. The signer is known where he entered it himself.
  organisation_id integer not null references organisation (id),
  signer_user_id uuid,
  signer_office text not null,
  recorded_by uuid not null,
  recorded_by_organisation_id integer not null references organisation (id),
  regime text not null,
  form_instrument text,
  form_appendix text,
  form_number text,
  explanation jsonb not null,
  annulled_by uuid,
  recorded_at timestamptz not null default now(),
  -- By an event of its own file.
  foreign key (case_id, annulled_by) references case_event (case_id, id)
);
create index case_decision_case on case_decision (case_id, decided_at);

alter table home_rehabilitation enable row level security;
create policy read on home_rehabilitation for select to app
  using (exists (select 1 from case_access a where a.case_id = home_rehabilitation.case_id));
create policy add on home_rehabilitation for insert to app with check (app.acts_on_case(case_id));
create policy change on home_rehabilitation for update to app using (app.acts_on_case(case_id));

alter table case_decision enable row level security;
create policy read on case_decision for select to app
  using (exists (select 1 from case_access a where a.case_id = case_decision.case_id));
-- Nobody signs with another's name: another body's paper is entered without one.
create policy add on case_decision for insert to app with check (
  app.acts_on_case(case_id)
  and recorded_by = (select app.user_id()) and recorded_by_organisation_id = (select app.org_id())
  and ((signer_user_id = (select app.user_id()) and organisation_id = (select app.org_id()))
    or (signer_user_id is null and organisation_id <> (select app.org_id()))));
create policy annul on case_decision for update to app using (annulled_by is null and app.acts_on_case(case_id))
  with check (annulled_by is not null);

grant select, insert on home_rehabilitation to app;
grant update (place, ordinal, ordinal_basis, determination_on, determination_facility, told_at, registration_in_time,
  registration_explanation, guardian_id, guardian_consent_on, dossier_explanation, reception_at, term_starts_on,
  term_ends_on, term_months, term_explanation) on home_rehabilitation to app;
grant select on case_decision to app;
grant insert (id, case_id, act, number, decided_at, organisation_id, signer_user_id, signer_office, recorded_by,
  recorded_by_organisation_id, regime, form_instrument, form_appendix, form_number, explanation) on case_decision to app;
grant update (annulled_by) on case_decision to app;

-- down
drop table case_decision;
drop table home_rehabilitation;
