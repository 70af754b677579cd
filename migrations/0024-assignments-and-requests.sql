-- up
-- Who of a body works on a file: one at a time for each body that acts on it.
create table case_assignment (
  id uuid primary key,
  case_id uuid not null references case_file (id),
  organisation_id integer not null references organisation (id),
  user_id uuid not null references user_account (id),
  note text,
  assigned_at timestamptz not null,
  assigned_by uuid not null,
  ended_at timestamptz,
  -- Null where it ended with the file's leaving the body.
  ended_by uuid,
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  changed_xid xid8 not null default pg_current_xact_id(),
  check (ended_by is null or ended_at is not null)
);
create unique index case_assignment_one on case_assignment (case_id, organisation_id) where ended_at is null;
create index case_assignment_user on case_assignment (user_id, case_id) where ended_at is null;
create index case_assignment_of_case on case_assignment (case_id, assigned_at, id);
create index case_assignment_changed on case_assignment (case_id, changed_xid, id);
create trigger stamp_change before update on case_assignment for each row execute function app.stamp_change();

-- Nobody works on a file on which his body acts no more: it was given away, or a referral ended.
create function app.end_case_assignments() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update case_assignment t set ended_at = now() + (select shift from legal_clock), version = version + 1
  where t.case_id = new.case_id and t.ended_at is null and not exists (
    select 1 from case_access a
    join organisation_closure c on c.organisation_id = a.organisation_id and c.viewer_id = t.organisation_id
    where a.case_id = new.case_id and a.acts and app.today() between a.from_on and a.until_on
      and app.today() between c.acts_from and c.acts_until);
  return null;
end $$;
revoke all on function app.end_case_assignments() from public;
-- At the end of the transaction: an heir acts by the access that ends before it has its own.
create constraint trigger end_assignments after update of until_on on case_access deferrable initially deferred
  for each row when (old.acts and new.until_on < old.until_on) execute function app.end_case_assignments();

alter table case_assignment enable row level security;
-- Each body sees its own staff, and who supervises it; another one on the same file does not.
create policy read on case_assignment for select to app using (
  exists (select 1 from organisation_closure c where c.viewer_id = (select app.org_id())
    and c.organisation_id = case_assignment.organisation_id
    and (select app.today()) between c.reads_from and c.reads_until)
  and exists (select 1 from case_access a where a.case_id = case_assignment.case_id));
create policy assign on case_assignment for insert to app with check (
  organisation_id = (select app.org_id()) and assigned_by = (select app.user_id()) and app.acts_on_case(case_id)
  and exists (select 1 from user_account u where u.id = user_id and u.organisation_id = (select app.org_id())));
create policy finish on case_assignment for update to app
  using (organisation_id = (select app.org_id()) and ended_at is null and app.acts_on_case(case_id))
  with check (ended_by = (select app.user_id()));
grant select on case_assignment to app;
grant insert (id, case_id, organisation_id, user_id, note, assigned_at, assigned_by) on case_assignment to app;
grant update (ended_at, ended_by, version) on case_assignment to app;

-- A body asks for the file of a person that it has on its books, whoever keeps one. It never learns whether there is one:
-- keepers are looked for by a job, told by a notice of their own, and stand in a table that the asker does not see.
create table case_request (
  id uuid primary key,
  person_id uuid not null references person (id),
  kind text not null,
  organisation_id integer not null references organisation (id),
  reason text not null,
  answer_by date not null,
  asked_at timestamptz not null,
  asked_by uuid not null,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  -- When keepers were looked for last; set whether or not there was one.
  spread_at timestamptz,
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  changed_xid xid8 not null default pg_current_xact_id(),
  check ((withdrawn_at is null) = (withdrawn_by is null))
);
create unique index case_request_one_open on case_request (organisation_id, person_id, kind) where withdrawn_at is null;
create index case_request_listed on case_request (organisation_id, asked_at desc, id desc);
create index case_request_changed on case_request (changed_xid, id);
create index case_request_to_spread on case_request (spread_at nulls first, id) where withdrawn_at is null;

-- The files that a request may mean; told to who keeps them.
create table case_request_file (
  request_id uuid not null references case_request (id),
  case_id uuid not null references case_file (id),
  declined_at timestamptz,
  declined_by uuid,
  decline_reason text,
  silent_since timestamptz,
  primary key (request_id, case_id),
  check ((declined_at is null) = (declined_by is null) and (declined_at is null) = (decline_reason is null))
);
create index case_request_file_case on case_request_file (case_id);
create index case_request_file_unanswered on case_request_file (request_id) where declined_at is null and silent_since is null;

-- A list of changes tells of what both sides see; that keepers were looked for says nothing of whether there was one.
create function app.stamp_case_request() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if (new.withdrawn_at, new.spread_at) is distinct from (old.withdrawn_at, old.spread_at) then new.changed_xid := pg_current_xact_id(); end if;
  return new;
end $$;
create trigger stamp_change before update on case_request for each row execute function app.stamp_case_request();

-- Open files of the kind about the person: entries that were linked, and entries that bear the same number of a paper. It is
-- asked again while the request is open: files are opened, papers entered and entries linked afterwards. @returns what
-- others keep of them and have not declined, also what was found before
create function app.spread_case_request(asked uuid) returns table (case_id uuid, code text, keeper integer)
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if app.system() is distinct from 'case-requests' then return; end if;
  with request as (
    select r.* from case_request r where r.id = asked and r.withdrawn_at is null for update
  ), entries as (
    select c as id from request r, app.identity_cluster(r.person_id) c
    union
    select other.person_id from request r, app.identity_cluster(r.person_id) c
      join person_identifier own on own.person_id = c and own.ended_at is null
      join person_identifier other on other.value_index = own.value_index and other.kind = own.kind and other.ended_at is null
  )
  insert into case_request_file (request_id, case_id)
  select r.id, f.id from request r join case_file f on f.kind = r.kind and f.closed_on is null
    and f.keeper_organisation_id <> r.organisation_id and f.person_id in (select e.id from entries e)
  on conflict do nothing;
  return query
  select f.id, f.code, f.keeper_organisation_id from case_request r
  join case_request_file t on t.request_id = r.id join case_file f on f.id = t.case_id
  where r.id = asked and r.withdrawn_at is null and t.declined_at is null and f.closed_on is null
    and f.keeper_organisation_id <> r.organisation_id;
end $$;

-- Files that were asked for and of which the day for an answer has passed: marks them as told, so many at a time. Who keeps
-- the file hears of it, and who oversees the keeper's unit.
create function app.silence_of_requests(today date, told_at timestamptz, most integer)
  returns table (request_id uuid, case_id uuid, code text, keeper integer, overseer integer)
  language sql security definer set search_path = public, pg_temp
as $$
  with silent as (
    select t.request_id, t.case_id from case_request_file t
    join case_request r on r.id = t.request_id join case_file f on f.id = t.case_id
    where (select app.system()) = 'case-requests' and t.declined_at is null and t.silent_since is null
      and r.withdrawn_at is null and r.answer_by < today
      and f.closed_on is null and f.keeper_organisation_id <> r.organisation_id
    order by t.request_id, t.case_id limit most for update of t skip locked
  ), marked as (
    update case_request_file t set silent_since = told_at from silent s
    where t.request_id = s.request_id and t.case_id = s.case_id returning t.request_id, t.case_id
  )
  select m.request_id, m.case_id, f.code, f.keeper_organisation_id,
    (select above.id from organisation body join unit_closure c on c.unit_id = body.unit_id
     join unit u on u.id = c.ancestor_id and u.level = 'province'
     join organisation above on above.unit_id = u.id and above.kind = 'provincial-police'
       and daterange(above.valid_from, above.valid_to, '[]') @> today
     where body.id = f.keeper_organisation_id order by u.valid_to is null desc, above.id limit 1)
  from marked m join case_file f on f.id = m.case_id
$$;

-- Whether the actor's body is told of the request: it reads what keeps a file that the request may mean.
create function app.told_of_request(asked uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (select 1 from case_request_file t join case_file f on f.id = t.case_id
    join organisation_closure c on c.organisation_id = f.keeper_organisation_id and c.viewer_id = app.org_id()
      and app.today() between c.reads_from and c.reads_until
    where t.request_id = asked)
$$;

-- Requests that the actor's body is told of.
create function app.requests_told() returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
as $$
  select distinct t.request_id from organisation_closure c
  join case_file f on f.keeper_organisation_id = c.organisation_id
  join case_request_file t on t.case_id = f.id
  where c.viewer_id = app.org_id() and app.today() between c.reads_from and c.reads_until
$$;
revoke all on function app.spread_case_request(uuid), app.silence_of_requests(date, timestamptz, integer),
  app.told_of_request(uuid), app.requests_told() from public;
grant execute on function app.spread_case_request(uuid), app.silence_of_requests(date, timestamptz, integer),
  app.told_of_request(uuid), app.requests_told() to app;

alter table case_request enable row level security;
create policy own on case_request for select to app using (exists (
  select 1 from organisation_closure c where c.viewer_id = (select app.org_id())
    and c.organisation_id = case_request.organisation_id
    and (select app.today()) between c.reads_from and c.reads_until));
create policy told on case_request for select to app using (app.told_of_request(id));
create policy ask on case_request for insert to app with check (
  organisation_id = (select app.org_id()) and asked_by = (select app.user_id()) and app.acts_on_person(person_id));
create policy withdraw on case_request for update to app
  using (app.acts_for(organisation_id) and withdrawn_at is null) with check (withdrawn_by = (select app.user_id()));
create policy follow_reads on case_request for select to app using ((select app.system()) = 'case-requests');
create policy follow on case_request for update to app using ((select app.system()) = 'case-requests');
grant select on case_request to app;
grant insert (id, person_id, kind, organisation_id, reason, answer_by, asked_at, asked_by) on case_request to app;
grant update (withdrawn_at, withdrawn_by, spread_at, version) on case_request to app;

alter table case_request_file enable row level security;
create policy read on case_request_file for select to app using (exists (
  select 1 from case_file f join organisation_closure c on c.organisation_id = f.keeper_organisation_id
  where f.id = case_id and c.viewer_id = (select app.org_id())
    and (select app.today()) between c.reads_from and c.reads_until));
create policy decline on case_request_file for update to app
  using (declined_at is null and app.acts_for_keeper(case_id)) with check (declined_by = (select app.user_id()));
create policy requests on notification for insert to app
  with check ((select app.system()) = 'case-requests' and subject_kind = 'case' and reminder_id is null);
grant select on case_request_file to app;
grant update (declined_at, declined_by, decline_reason) on case_request_file to app;

-- down
drop policy requests on notification;
drop policy told on case_request;
drop table case_request_file cascade;
drop table case_request cascade;
drop function app.stamp_case_request();
drop function app.spread_case_request(uuid);
drop function app.silence_of_requests(date, timestamptz, integer);
drop function app.told_of_request(uuid);
drop function app.requests_told();
drop trigger end_assignments on case_access;
drop function app.end_case_assignments();
drop table case_assignment;
