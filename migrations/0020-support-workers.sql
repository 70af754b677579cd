-- up
-- Who of the commune advises, manages and supports a person in a file, assigned by the people's committee: from when to
-- when, by which decision. Staff, not the person: names stand as they are.
create table support_worker (
  id uuid primary key,
  case_id uuid not null references case_file (id),
  -- The committee that assigned.
  organisation_id integer not null references organisation (id),
  full_name text not null,
  position text not null,
  number text not null,
  decided_on date not null,
  from_on date not null,
  until_on date,
  ended_reason text,
  regime text not null,
  form_instrument text,
  form_appendix text,
  form_number text,
  recorded_by uuid not null,
  recorded_by_organisation_id integer not null references organisation (id),
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  changed_xid xid8 not null default pg_current_xact_id(),
  check (until_on >= from_on),
  check ((until_on is null) = (ended_reason is null))
);
create index support_worker_of_case on support_worker (case_id, from_on, id);
create index support_worker_changed on support_worker (case_id, changed_xid, id);
create trigger stamp_change before update on support_worker for each row execute function app.stamp_change();

alter table support_worker enable row level security;
create policy read on support_worker for select to app
  using (exists (select 1 from case_access a where a.case_id = support_worker.case_id));
create policy assign on support_worker for insert to app with check (
  app.acts_for_keeper(case_id) and recorded_by = (select app.user_id())
  and recorded_by_organisation_id = (select app.org_id()));
create policy finish on support_worker for update to app
  using (app.acts_for_keeper(case_id) and until_on is null) with check (app.acts_for_keeper(case_id));
grant select on support_worker to app;
grant insert (id, case_id, organisation_id, full_name, position, number, decided_on, from_on, regime, form_instrument,
  form_appendix, form_number, recorded_by, recorded_by_organisation_id) on support_worker to app;
grant update (until_on, ended_reason, version) on support_worker to app;

-- down
drop table support_worker;
