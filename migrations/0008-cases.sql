-- up
create table case_file (
  id uuid primary key,
  kind text not null,
  code text not null unique,
  person_id uuid not null references person (id),
  keeper_organisation_id integer not null references organisation (id),
  unit_id integer not null references unit (id),
  status text not null,
  opened_on date not null,
  registered_at timestamptz,
  closed_on date,
  closed_reason text,
  -- The succession that moved the file last.
  moved_on date,
  moved_by integer references organisation_succession (id),
  -- The first day on which a law that took competence from the keeper governs the file.
  law_moved_on date,
  -- Nobody took over from a keeper that has ended or lost competence: somebody must decide who keeps the file.
  awaiting_reassignment boolean not null default false,
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  check ((closed_on is null) = (closed_reason is null)),
  check ((moved_on is null) = (moved_by is null))
);
-- One open file of a kind for a person with one keeper: it speaks of the keeper's own rows only. A file that came by a
-- succession is left out: bodies that merge may both hold one, and neither file may be lost.
create unique index case_file_one_open on case_file (keeper_organisation_id, person_id, kind)
  where closed_on is null and moved_on is null;
create index case_file_person on case_file (person_id);
-- Lists are read an organisation or a unit at a time, each in its order.
create index case_file_keeper on case_file (keeper_organisation_id, opened_on desc, id desc);
create index case_file_keeper_status on case_file (keeper_organisation_id, status, opened_on desc, id desc);
create index case_file_keeper_kind on case_file (keeper_organisation_id, kind, opened_on desc, id desc);
create index case_file_open_by_keeper on case_file (keeper_organisation_id, kind) where closed_on is null;
create index case_file_before_law on case_file (kind, opened_on) where closed_on is null and law_moved_on is null;
create index case_file_awaiting on case_file (opened_on desc, id desc) where awaiting_reassignment;
create index case_file_unit on case_file (unit_id, opened_on desc, id desc);
create index case_file_unit_status on case_file (unit_id, status, opened_on desc, id desc);

-- Who may see a file, from when to when, and why: rows, never formulas. A further grant is a further row.
create table case_access (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null references case_file (id),
  organisation_id integer not null references organisation (id),
  reason text not null check (reason in ('registered', 'keeper', 'former-keeper', 'offered', 'referred', 'parent-keeper')),
  acts boolean not null,
  from_on date not null,
  until_on date not null default 'infinity',
  granted_by_organisation_id integer,
  granted_at timestamptz not null default now(),
  -- The day before the first one: access that ended on the day on which it began.
  check (until_on >= from_on - 1)
);
create index case_access_case on case_access (case_id, organisation_id);
create index case_access_organisation on case_access (organisation_id, case_id);

-- Append-only. Corrected by an event that annuls another, never by a change.
create table case_event (
  id uuid primary key,
  case_id uuid not null references case_file (id),
  type text not null,
  -- When it took effect: an instant where the law counts hours, otherwise the day (its first instant).
  effective_at timestamptz not null,
  precision text not null check (precision in ('instant', 'day')),
  -- The very moment, under the file's lock: a transaction that waited for another began before it and comes after it.
  recorded_at timestamptz not null default clock_timestamp(),
  recorded_legal_at timestamptz not null,
  user_id uuid,
  system text,
  organisation_id integer,
  status_after text not null,
  facts jsonb not null default '{}',
  -- Why, where a person gave a reason: of an end, of an annulment.
  reason text,
  -- The event that this one annuls: it was entered by mistake and does not count.
  replaces_id uuid,
  unique (case_id, id),
  check ((replaces_id is null) = (type <> 'annulled')),
  check (replaces_id is null or reason is not null),
  -- An event annuls one of its own file.
  foreign key (case_id, replaces_id) references case_event (case_id, id)
);
create unique index case_event_annulled_once on case_event (replaces_id) where replaces_id is not null;
-- The books in which a body enters who registers with it: of each, in the order of the entries.
create index case_event_registered on case_event (organisation_id, recorded_at, id)
  where type in ('registered', 'registered-without-residence');
create index case_event_history on case_event (case_id, effective_at, recorded_at, id);

create table case_dossier_item (
  case_id uuid not null references case_file (id),
  code text not null,
  received_at timestamptz not null,
  note text,
  recorded_by uuid not null,
  recorded_at timestamptz not null default now(),
  primary key (case_id, code)
);

-- Codes like HS-2026-31069-000123: one sequence per year and code of a unit, without gaps by the row lock. Units that bear
-- one code one after the other share it: two files never bear one code.
create table case_code_counter (
  unit_code text not null,
  year integer not null,
  last integer not null,
  primary key (unit_code, year)
);

create function app.acts_on_case(asked uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (
    select 1 from case_access a
    join organisation_closure c on c.organisation_id = a.organisation_id and c.viewer_id = app.org_id()
    where a.case_id = asked and a.acts and app.today() between a.from_on and a.until_on
      and app.today() between c.acts_from and c.acts_until)
$$;
-- Whether the actor's body keeps the file or took over everything from who does: it answers for all that is in it.
create function app.acts_for_keeper(asked uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (select 1 from case_file f where f.id = asked and app.acts_for(f.keeper_organisation_id))
$$;
create function app.case_is_new(asked uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (select 1 from case_file f where f.id = asked and f.keeper_organisation_id = app.org_id())
    and not exists (select 1 from case_access a where a.case_id = asked)
$$;
-- Ends an organisation's right to act on a file: the actor's own one and what he gave, or, where competence moves by
-- law, the giver's. A function, since an update may not leave a row that its author cannot see, and who ends his own
-- access no longer sees it. @returns how many grants ended, none where the actor does not act
create function app.end_case_access(asked uuid, of_organisation integer, last_day date) returns integer
  language sql security definer set search_path = public, pg_temp
as $$
  with ended as (
    update case_access set until_on = greatest(last_day, from_on - 1)
    where case_id = asked and organisation_id = of_organisation and acts and until_on > last_day
      and ((select app.system()) = 'competence-turnover'
        or ((select app.acts_on_case(asked))
          and (granted_by_organisation_id = (select app.org_id()) or (select app.acts_for(of_organisation)))))
    returning 1)
  select count(*)::integer from ended
$$;
-- The next number of the register that the actor's organisation keeps: nobody tears gaps into another's.
create function app.next_case_number(asked_unit integer, asked_year integer) returns integer
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  given integer;
begin
  if asked_year > extract(year from app.today())
    or not exists (select 1 from organisation o where o.id = app.org_id() and o.unit_id = asked_unit) then
    raise insufficient_privilege using message = 'not the register of this organisation';
  end if;
  insert into case_code_counter (unit_code, year, last)
  select coalesce(u.code, u.id::text), asked_year, 1 from unit u where u.id = asked_unit
  on conflict (unit_code, year) do update set last = case_code_counter.last + 1
  returning last into given;
  return given;
end $$;
-- Looks past the actor's scope and says nothing but yes or no; only about a person on whom the actor may act.
create function app.person_has_open_case(asked uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select app.acts_on_person(asked)
    and exists (select 1 from case_file f where f.person_id = asked and f.closed_on is null)
$$;
-- Whom files are about, for the audit of lists that show their codes: files of which the actor may read a deadline or has
-- a notice, though they may have left his scope since.
create function app.persons_of_cases(asked uuid[]) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
as $$
  select distinct f.person_id from case_file f
  where f.id = any (asked) and (
    (select app.system()) = 'calendar-recount'
    or exists (select 1 from notification n where n.subject_id = f.id and n.organisation_id = (select app.org_id()))
    or exists (select 1 from deadline d
      join organisation_closure c on c.organisation_id = d.organisation_id and c.viewer_id = (select app.org_id())
      where d.subject_id = f.id and (select app.today()) between c.reads_from and c.reads_until)
    or exists (select 1 from case_access a
      join organisation_closure c on c.organisation_id = a.organisation_id and c.viewer_id = (select app.org_id())
      where a.case_id = f.id and (select app.today()) between a.from_on and a.until_on
        and (select app.today()) between c.reads_from and c.reads_until))
$$;
revoke all on function app.persons_of_cases(uuid[]) from public;
grant execute on function app.persons_of_cases(uuid[]) to app;
revoke all on function app.acts_on_case(uuid), app.acts_for_keeper(uuid), app.case_is_new(uuid),
  app.end_case_access(uuid, integer, date), app.next_case_number(integer, integer), app.person_has_open_case(uuid) from public;
grant execute on function app.acts_on_case(uuid), app.acts_for_keeper(uuid), app.case_is_new(uuid),
  app.end_case_access(uuid, integer, date), app.next_case_number(integer, integer), app.person_has_open_case(uuid) to app;

-- The one rule of who sees which file; every other policy on files leans on it.
alter table case_access enable row level security;
create policy read on case_access for select to app using (
  (select app.today()) between from_on and until_on
  and exists (select 1 from organisation_closure c where c.viewer_id = (select app.org_id())
    and c.organisation_id = case_access.organisation_id
    and (select app.today()) between c.reads_from and c.reads_until));
-- Keeping goes over by a handover or by law: who acts on a file opens it to others, and makes nobody its keeper.
create policy grant_own on case_access for insert to app with check (
  granted_by_organisation_id = (select app.org_id())
  and ((app.case_is_new(case_id) and organisation_id = (select app.org_id()))
    or (app.acts_on_case(case_id) and reason in ('referred', 'offered'))));
create policy turnover on case_access for insert to app
  with check ((select app.system()) = 'competence-turnover' and reason in ('keeper', 'former-keeper'));

alter table case_file enable row level security;
create policy read on case_file for select to app
  using (exists (select 1 from case_access a where a.case_id = case_file.id));
create policy register on case_file for insert to app
  with check (keeper_organisation_id = (select app.org_id()) and app.acts_on_person(person_id));
-- No user says that a succession yet to come has moved it already, which would keep it where it is.
create policy change on case_file for update to app using (app.acts_on_case(id))
  with check (moved_on is null or moved_on <= (select app.today()));
create policy turnover_reads on case_file for select to app using ((select app.system()) = 'competence-turnover');
create policy turnover on case_file for update to app using ((select app.system()) = 'competence-turnover');

-- Whoever sees a file sees its deadlines, those of an earlier keeper too.
create policy of_file on deadline for select to app using (
  subject_kind = 'case' and exists (select 1 from case_access a where a.case_id = deadline.subject_id));
create policy open_of_file on deadline for insert to app with check (
  subject_kind = 'case' and app.acts_on_case(subject_id) and app.acts_for(organisation_id));
-- It ends where it is, or goes where its file goes.
create policy change_of_file on deadline for update to app
  using (subject_kind = 'case' and status = 'open' and app.acts_on_case(subject_id) and app.acts_for(organisation_id))
  with check (subject_kind = 'case' and (app.acts_for(organisation_id) or exists (select 1 from case_file f
    where f.id = deadline.subject_id and f.keeper_organisation_id = deadline.organisation_id)));
-- It ends otherwise where its step is annulled, or where a step of before the law's own
-- end of it is entered afterwards.
create policy end_otherwise on deadline for update to app
  using (subject_kind = 'case' and status <> 'open' and app.acts_on_case(subject_id))
  with check (subject_kind = 'case' and status <> 'open');
create policy turnover_reads on deadline for select to app using ((select app.system()) = 'competence-turnover');
create policy turnover on deadline for update to app using ((select app.system()) = 'competence-turnover');
create policy turnover on reminder for update to app using ((select app.system()) = 'competence-turnover');
-- What the new law asks for from its first day on, of files that go on: owed by who keeps them.
create policy turnover_opens on deadline for insert to app with check (
  (select app.system()) = 'competence-turnover' and subject_kind = 'case' and status = 'open'
  and exists (select 1 from case_file f where f.id = deadline.subject_id
    and f.keeper_organisation_id = deadline.organisation_id));
create policy turnover_opens on reminder for insert to app
  with check ((select app.system()) = 'competence-turnover' and fired_at is null and cancelled_at is null);
create policy turnover on notification for insert to app
  with check ((select app.system()) = 'competence-turnover' and subject_kind = 'case' and reminder_id is null);

-- Many act on a file; who keeps it, and by which law, is changed by competence that moves and by the function of a handover.
create function app.refuse_taking() returns trigger language plpgsql set search_path = public, pg_temp
as $$
begin
  if current_user = 'app' and app.system() is distinct from 'competence-turnover' then
    raise insufficient_privilege using message = 'a file changes hands by law or by a handover';
  end if;
  return new;
end $$;
create trigger stays_kept before update on case_file for each row
  when ((old.keeper_organisation_id, old.unit_id, old.moved_on, old.moved_by, old.law_moved_on, old.awaiting_reassignment)
    is distinct from
    (new.keeper_organisation_id, new.unit_id, new.moved_on, new.moved_by, new.law_moved_on, new.awaiting_reassignment))
  execute function app.refuse_taking();

alter table case_event enable row level security;
create policy read on case_event for select to app
  using (exists (select 1 from case_access a where a.case_id = case_event.case_id));
-- Who entered it is who acts, and the legal day of entering is today.
create policy add on case_event for insert to app with check (
  app.acts_on_case(case_id) and system is null
  and user_id = (select app.user_id()) and organisation_id = (select app.org_id())
  and (recorded_legal_at at time zone 'Asia/Ho_Chi_Minh')::date = (select app.today()));
create policy turnover_reads on case_event for select to app using ((select app.system()) = 'competence-turnover');
create policy turnover on case_event for insert to app with check (
  (select app.system()) = 'competence-turnover' and system = 'competence-turnover'
  and user_id is null and organisation_id is null);

alter table case_dossier_item enable row level security;
create policy read on case_dossier_item for select to app
  using (exists (select 1 from case_access a where a.case_id = case_dossier_item.case_id));
create policy add on case_dossier_item for insert to app
  with check (app.acts_on_case(case_id) and recorded_by = (select app.user_id()));

alter table case_code_counter enable row level security;

create policy turnover on person_access for insert to app
  with check ((select app.system()) = 'competence-turnover' and reason in ('keeper', 'former-keeper'));

-- A file never becomes another's: of another person, another kind, another code.
grant select on case_file, case_access, case_event, case_dossier_item to app;
grant insert (id, kind, code, person_id, keeper_organisation_id, unit_id, status, opened_on) on case_file to app;
grant update (keeper_organisation_id, unit_id, status, registered_at, closed_on, closed_reason, moved_on, moved_by,
  law_moved_on, awaiting_reassignment, version)
  on case_file to app;
grant insert (case_id, organisation_id, reason, acts, from_on, until_on, granted_by_organisation_id) on case_access to app;
grant insert (id, case_id, type, effective_at, precision, recorded_legal_at, user_id, system, organisation_id,
  status_after, facts, reason, replaces_id) on case_event to app;
grant insert (case_id, code, received_at, note, recorded_by) on case_dossier_item to app;

-- down
drop policy turnover on person_access;
drop policy turnover on notification;
drop policy turnover on reminder;
drop policy turnover on deadline;
drop policy turnover_reads on deadline;
drop policy end_otherwise on deadline;
drop policy change_of_file on deadline;
drop policy open_of_file on deadline;
drop policy of_file on deadline;
drop table case_dossier_item;
drop table case_event;
drop table case_access cascade;
drop table case_file cascade;
drop function app.refuse_taking();
drop function app.persons_of_cases(uuid[]);
drop function app.person_has_open_case(uuid);
drop function app.next_case_number(integer, integer);
drop function app.end_case_access(uuid, integer, date);
drop function app.case_is_new(uuid);
drop function app.acts_for_keeper(uuid);
drop function app.acts_on_case(uuid);
drop table case_code_counter;
