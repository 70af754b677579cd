-- up
-- Facts of one way into voluntary treatment: at home, at a facility, by substitution. The file itself is a case_file.
create table voluntary_rehabilitation (
  case_id uuid primary key references case_file (id),
  -- Of home or community rehabilitation alone.
  place text check (place in ('home', 'community')),
  -- Which rehabilitation of the person this is, with what that is based on. Substitution treatment is not counted.
  ordinal integer check (ordinal between 1 and 50),
  ordinal_basis text,
  -- Of a person without a stable residence: when the act was found here, and how that is known.
  act_found_on date,
  no_residence_basis text,
  -- Absent while the paper is missing, or where another paper stands in its place.
  determination_on date,
  determination_facility text,
  told_at timestamptz,
  handed_in_at timestamptz not null,
  -- What kept the person from registering in time: since, endedAt, number of the decision, reason.
  force_majeure jsonb,
  -- The person's own time limit to register, worked out when he did.
  registration_in_time boolean,
  registration_explanation jsonb,
  guardian_id uuid references person_guardian (id),
  guardian_consent_on date,
  dossier_explanation jsonb not null,
  reception_at timestamptz,
  started_at timestamptz,
  -- The facility or clinic, and its paper about the person.
  place_organisation_id integer references organisation (id),
  admitted_at timestamptz,
  contract_number text,
  contract_signed_on date,
  -- Where it is for part of the term alone.
  contract_ends_on date,
  term_starts_on date,
  term_ends_on date,
  term_months integer,
  term_explanation jsonb,
  check ((determination_on is null) = (determination_facility is null) and (determination_on is null) = (told_at is null)),
  check ((ordinal is null) = (ordinal_basis is null)),
  check ((act_found_on is null) = (no_residence_basis is null)),
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

-- That a person did not register in time, found without any application. Evidence: never changed, voided with a reason.
create table registration_failure (
  id uuid primary key,
  person_id uuid not null references person (id),
  organisation_id integer not null references organisation (id),
  unit_id integer not null references unit (id),
  determination_on date not null,
  determination_facility text not null,
  told_at timestamptz not null,
  act_found_on date,
  no_residence_basis text,
  -- From whose end the time limit was counted anew.
  force_majeure jsonb,
  found_at timestamptz not null,
  basis text not null,
  regime text not null,
  due_at timestamptz not null,
  explanation jsonb not null,
  signer_office text not null,
  form_instrument text,
  form_appendix text,
  form_number text,
  recorded_by uuid not null,
  recorded_at timestamptz not null default now(),
  voided_on date,
  void_reason text,
  voided_by uuid,
  version integer not null default 1,
  check (found_at >= due_at),
  check ((act_found_on is null) = (no_residence_basis is null)),
  check ((voided_on is null) = (void_reason is null) and (voided_on is null) = (voided_by is null))
);
create index registration_failure_person on registration_failure (person_id);
create index registration_failure_organisation on registration_failure (organisation_id, found_at desc, id desc);
create index registration_failure_unit on registration_failure (unit_id, found_at desc, id desc);

alter table registration_failure enable row level security;
create policy read on registration_failure for select to app using (
  exists (select 1 from organisation_closure c where c.viewer_id = (select app.org_id())
    and c.organisation_id = registration_failure.organisation_id
    and (select app.today()) between c.reads_from and c.reads_until));
create policy add on registration_failure for insert to app with check (
  organisation_id = (select app.org_id()) and recorded_by = (select app.user_id())
  and app.acts_on_person(person_id));
create policy void on registration_failure for update to app using (app.acts_for(organisation_id) and voided_on is null)
  with check (voided_on is not null and voided_by = (select app.user_id()));
grant select on registration_failure to app;
grant insert (id, person_id, organisation_id, unit_id, determination_on, determination_facility, told_at, act_found_on,
  no_residence_basis, force_majeure, found_at, basis, regime, due_at, explanation, signer_office, form_instrument, form_appendix,
  form_number, recorded_by) on registration_failure to app;
grant update (voided_on, void_reason, voided_by, version) on registration_failure to app;

-- A step asks, tells or hands the person to another body: that body owes what the step starts, and acts on the same file.
-- So does who took over everything from it. Answered to whoever acts on the file himself.
create function app.owes_on_case(asked uuid, of_organisation integer) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select app.acts_on_case(asked) and exists (
    select 1 from case_access a where a.case_id = asked and a.acts and app.today() between a.from_on and a.until_on
      and (a.organisation_id = of_organisation or exists (select 1 from organisation_closure c
        where c.viewer_id = of_organisation and c.organisation_id = a.organisation_id
          and app.today() between c.acts_from and c.acts_until)))
$$;
-- Ends a referral that was entered by mistake. A function, since an update may not leave a row that its author cannot
-- see. @returns how many grants ended, none where the actor does not act or another gave them
create function app.end_case_referral(asked uuid, of_organisation integer, last_day date) returns integer
  language sql security definer set search_path = public, pg_temp
as $$
  with ended as (
    update case_access set until_on = greatest(last_day, from_on - 1)
    where case_id = asked and organisation_id = of_organisation and reason = 'referred' and until_on > last_day
      and (select app.acts_on_case(asked)) and organisation_id <> (select app.org_id())
    returning 1)
  select count(*)::integer from ended
$$;
-- Ends what referrals had opened of the person and none of that giver opens any more: another file about the same person
-- may still be with the same body. A function, since that file may have left the actor's scope. @returns how many ended
create function app.end_person_referral(asked uuid, of_organisation integer, last_day date) returns integer
  language sql security definer set search_path = public, pg_temp
as $$
  with ended as (
    update person_access p set until_on = greatest(last_day, p.from_on - 1)
    where p.person_id = asked and p.organisation_id = of_organisation and p.reason = 'referred' and p.until_on > last_day
      and (select app.acts_on_person(asked))
      and not exists (select 1 from case_access a join case_file f on f.id = a.case_id
        where f.person_id = asked and a.organisation_id = of_organisation and a.reason = 'referred'
          and a.granted_by_organisation_id = p.granted_by_organisation_id and a.until_on > last_day)
    returning 1)
  select count(*)::integer from ended
$$;
revoke all on function app.owes_on_case(uuid, integer), app.end_case_referral(uuid, integer, date),
  app.end_person_referral(uuid, integer, date) from public;
grant execute on function app.owes_on_case(uuid, integer), app.end_case_referral(uuid, integer, date),
  app.end_person_referral(uuid, integer, date) to app;
create policy open_owed on deadline for insert to app
  with check (subject_kind = 'case' and app.owes_on_case(subject_id, organisation_id));
create policy end_owed on deadline for update to app
  using (subject_kind = 'case' and status = 'open' and app.owes_on_case(subject_id, organisation_id))
  with check (subject_kind = 'case' and status <> 'open' and app.owes_on_case(subject_id, organisation_id));
create policy plan_owed on reminder for insert to app with check (exists (select 1 from deadline d
  where d.id = reminder.deadline_id and d.status = 'open' and d.subject_kind = 'case'
    and app.owes_on_case(d.subject_id, d.organisation_id)));
create policy cancel_owed on reminder for update to app using (exists (select 1 from deadline d
  where d.id = reminder.deadline_id and d.subject_kind = 'case'
    and app.owes_on_case(d.subject_id, d.organisation_id)));

alter table voluntary_rehabilitation enable row level security;
create policy read on voluntary_rehabilitation for select to app
  using (exists (select 1 from case_access a where a.case_id = voluntary_rehabilitation.case_id));
create policy turnover_reads on voluntary_rehabilitation for select to app
  using ((select app.system()) = 'competence-turnover');
create policy add on voluntary_rehabilitation for insert to app with check (app.acts_on_case(case_id));
create policy change on voluntary_rehabilitation for update to app using (app.acts_on_case(case_id));

alter table case_decision enable row level security;
create policy read on case_decision for select to app
  using (exists (select 1 from case_access a where a.case_id = case_decision.case_id));
-- Nobody signs with another's name: another body's paper is entered without one.
create policy add on case_decision for insert to app with check (
  app.acts_on_case(case_id)
  and recorded_by = (select app.user_id()) and recorded_by_organisation_id = (select app.org_id())
  and ((signer_user_id = (select app.user_id()) and organisation_id = (select app.org_id()))
    or (signer_user_id is null and organisation_id <> (select app.org_id()))));
create policy annul on case_decision for update to app
  using (annulled_by is null and app.acts_on_case(case_id) and app.acts_for_keeper(case_id))
  with check (annulled_by is not null);

grant select, insert on voluntary_rehabilitation to app;
grant update (ordinal, ordinal_basis, determination_on, determination_facility, told_at, force_majeure, registration_in_time,
  registration_explanation, guardian_id, guardian_consent_on, dossier_explanation, reception_at, started_at,
  place_organisation_id, admitted_at, contract_number, contract_signed_on, contract_ends_on, term_starts_on, term_ends_on, term_months, term_explanation) on voluntary_rehabilitation to app;
grant select on case_decision to app;
grant insert (id, case_id, act, number, decided_at, organisation_id, signer_user_id, signer_office, recorded_by,
  recorded_by_organisation_id, regime, form_instrument, form_appendix, form_number, explanation) on case_decision to app;
grant update (annulled_by) on case_decision to app;

-- down
drop policy cancel_owed on reminder;
drop policy plan_owed on reminder;
drop policy end_owed on deadline;
drop policy open_owed on deadline;
drop function app.end_person_referral(uuid, integer, date);
drop function app.end_case_referral(uuid, integer, date);
drop function app.owes_on_case(uuid, integer);
drop table registration_failure;
drop table case_decision;
drop table voluntary_rehabilitation;
