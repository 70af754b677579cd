-- up
-- A step's time limit. Scope columns of its own: it never joins the file it belongs to.
create table deadline (
  id uuid primary key,
  subject_kind text not null,
  subject_id uuid not null,
  -- The file's code, so that a work list needs no join: it says nothing about the person.
  subject_code text not null,
  organisation_id integer not null references organisation (id),
  unit_id integer not null references unit (id),
  rule text not null,
  rule_version date not null,
  regime text not null,
  -- Legal times. Met if the step took effect before due_at, which is the first instant that is too late.
  starts_at timestamptz not null,
  -- The limit on whose last day it starts: counted with it, on whatever calendar.
  follows_id uuid references deadline (id),
  -- Time that a person may use and nobody has to: it runs out and is never late.
  is_right boolean not null default false,
  -- To the millisecond, as the places of lists are told.
  due_at timestamptz(3) not null,
  opened_at timestamptz not null,
  -- The years whose days off were asked for, none where hours run on; the version of each year's calendar that was
  -- found (app.calendar_version: a higher one now asks for a new count); the years that were not complete then.
  calendar_years smallint[] not null default '{}',
  calendar_versions integer[] not null default '{}',
  missing_years smallint[] not null default '{}',
  provisional boolean not null generated always as (missing_years <> '{}') stored,
  status text not null default 'open'
    check (status in ('open', 'met', 'met-late', 'superseded', 'lapsed', 'ran-out', 'void')),
  closed_at timestamptz,
  closed_reason text,
  -- Legal time at which the end was entered, and why it ended where the law itself ended it.
  closing_recorded_at timestamptz,
  closing_explanation jsonb,
  explanation jsonb not null,
  -- The first part of the explanation, why this law and this start: said again by a new count.
  because jsonb,
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  -- The succession that handed it on last where its file is another's: what goes with its file is not written here.
  moved_by integer references organisation_succession (id),
  check ((status = 'open') = (closed_at is null)),
  check (cardinality(calendar_years) = cardinality(calendar_versions)),
  check (missing_years <@ calendar_years)
);
create index deadline_subject on deadline (subject_id, opened_at);
create index deadline_work_list on deadline (organisation_id, due_at, id) where status = 'open';
create index deadline_by_unit on deadline (unit_id, due_at, id) where status = 'open';
create index deadline_ended on deadline (organisation_id, due_at, id) where status <> 'open';
create index deadline_ended_by_unit on deadline (unit_id, due_at, id) where status <> 'open';
create index deadline_provisional on deadline (organisation_id, due_at, id) where status = 'open' and provisional;
create index deadline_calendar on deadline using gin (calendar_years)
  where status in ('open', 'met-late', 'superseded', 'ran-out');
-- In which a recount goes through them.
create index deadline_counted on deadline (id)
  where status in ('open', 'met-late', 'superseded', 'ran-out') and calendar_years <> '{}';
create index deadline_runs_out on deadline (due_at) where status = 'open' and is_right;

-- What has ended opens no more: where its end is taken back, another one is opened that says so. A right alone that had
-- run out by the wrong calendar goes on by the right one. Nor does it go to
-- another organisation, in ending or afterwards: it stays with the one that had to meet it.
create function app.refuse_reopening() returns trigger language plpgsql set search_path = public, pg_temp
as $$
begin
  raise insufficient_privilege using message = 'a deadline that has ended stays so, and where it is';
end $$;
create trigger stays_ended before update of status, organisation_id, unit_id on deadline for each row
  when ((old.status <> 'open' and new.status = 'open'
      and (old.status <> 'ran-out' or app.system() is distinct from 'calendar-recount')) or (new.status <> 'open'
    and (old.organisation_id, old.unit_id) is distinct from (new.organisation_id, new.unit_id)))
  execute function app.refuse_reopening();

-- Warning points of a deadline. Times live here; the queue's delays are only hints.
create table reminder (
  id uuid primary key,
  deadline_id uuid not null references deadline (id),
  point text not null,
  fire_at timestamptz not null,
  escalates boolean not null,
  fired_at timestamptz,
  cancelled_at timestamptz
);
-- Planned once. What was told of an end that moved since is told again of the new one.
create unique index reminder_planned on reminder (deadline_id, point) where fired_at is null and cancelled_at is null;
create index reminder_of_deadline on reminder (deadline_id);
create index reminder_in_working_days on reminder (deadline_id)
  where fired_at is null and cancelled_at is null and point like '%-working-days';
create index reminder_due on reminder (fire_at, id) where fired_at is null and cancelled_at is null;

create table notification (
  id uuid primary key,
  organisation_id integer not null references organisation (id),
  reminder_id uuid references reminder (id),
  kind text not null,
  subject_kind text not null,
  subject_id uuid not null,
  deadline_id uuid references deadline (id),
  -- Codes, dates and numbers; never a person's data.
  facts jsonb not null default '{}',
  -- To the millisecond, as the places of lists are told.
  raised_at timestamptz(3) not null,
  recorded_at timestamptz not null default now(),
  -- Exactly once, however often a job runs.
  once_key text not null,
  unique (organisation_id, once_key)
);
create index notification_inbox on notification (organisation_id, raised_at desc, id desc);
create index notification_subject on notification (subject_id, organisation_id);

create table notification_read (
  notification_id uuid not null references notification (id),
  user_id uuid not null,
  read_at timestamptz not null default now(),
  primary key (notification_id, user_id)
);

-- The bodies that supervise an organisation today, the nearest first: to whom an overdue step goes. Depth is the number
-- of levels between the two units. Who reads for another reason, such as an heir, is not among them.
create function app.supervisors_of(asked integer) returns table (organisation_id integer, depth integer)
  language sql stable security definer set search_path = public, pg_temp
as $$
  with rank (level, place) as (values ('province', 1), ('district', 2), ('commune', 3))
  select viewer.id, low.place - high.place
  from organisation subject
  join unit below on below.id = subject.unit_id
  join rank low on low.level = below.level
  join unit_closure reach on reach.unit_id = below.id
  join unit above on above.id = reach.ancestor_id
  join rank high on high.level = above.level
  join organisation viewer on viewer.unit_id = above.id and viewer.id <> subject.id
  where subject.id = asked
    and app.today() between viewer.valid_from and coalesce(viewer.valid_to, 'infinity')
    and exists (select 1 from supervision rule where rule.viewer_kind = viewer.kind
      and rule.viewer_sector is not distinct from viewer.sector and rule.subject_kind = subject.kind
      and app.today() between rule.valid_from and rule.valid_to)
    and exists (select 1 from organisation_closure c where c.viewer_id = viewer.id
      and c.organisation_id = subject.id and app.today() between c.reads_from and c.reads_until)
  order by 2, 1
$$;
revoke all on function app.supervisors_of(integer) from public;
grant execute on function app.supervisors_of(integer) to app;

-- Limits with warnings to come that were counted in working days of a year on which their own end does not hang, in the
-- order of ids: an end that no day off moves, or one in December of which superiors hear in January.
create function app.deadlines_warned_in(asked smallint, after_id uuid, most integer) returns setof uuid
  language sql stable set search_path = public, pg_temp
as $$
  select distinct r.deadline_id
  from reminder r join deadline d on d.id = r.deadline_id
  where r.fired_at is null and r.cancelled_at is null and r.point like '%-working-days'
    and d.status = 'open' and not d.calendar_years @> array[asked]
    and (after_id is null or r.deadline_id > after_id)
    and asked between extract(year from least(r.fire_at, d.due_at) at time zone 'Asia/Ho_Chi_Minh')
      and extract(year from greatest(r.fire_at, d.due_at) at time zone 'Asia/Ho_Chi_Minh')
  order by 1 limit most
$$;
revoke all on function app.deadlines_warned_in(smallint, uuid, integer) from public;

-- How many limits were counted on the calendar of a year, in the whole country: those that are open, and all that a
-- recount looks at. Numbers for the administrator who changes that calendar and sees none of them; nothing for anybody
-- else.
create function app.count_deadlines_of_year(asked integer) returns table (open integer, to_recount integer)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select (count(*) filter (where status = 'open'))::integer,
    (count(*) + (select count(*) from app.deadlines_warned_in(asked::smallint, null, null)))::integer
  from deadline
  where status in ('open', 'met-late', 'superseded', 'ran-out') and calendar_years @> array[asked]::smallint[]
  having (select app.is_administrator())
$$;
revoke all on function app.count_deadlines_of_year(integer) from public;
grant execute on function app.count_deadlines_of_year(integer) to app;

-- A limit is never opened on a calendar that was changed meanwhile: who enters a day waits until those that were being
-- opened are there, and who opens one while a day is entered counts again.
create function app.hold_calendar() returns trigger language plpgsql set search_path = public, pg_temp
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('calendar', 0));
  return new;
end $$;
create trigger hold_calendar before insert on calendar_day for each row execute function app.hold_calendar();
create trigger hold_calendar before insert on calendar_year for each row execute function app.hold_calendar();
create function app.refuse_old_calendar() returns trigger language plpgsql set search_path = public, pg_temp
as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('calendar', 0));
  if exists (select 1 from unnest(new.calendar_years, new.calendar_versions) as c (year, version)
      where app.calendar_version(c.year) > c.version) then
    raise serialization_failure using message = 'the calendar was changed while this was counted';
  end if;
  return new;
end $$;
create trigger counted_on_calendar before insert on deadline for each row when (new.calendar_years <> '{}')
  execute function app.refuse_old_calendar();

-- The calendar of a year was changed: what was counted on it is counted anew, some limits in each transaction. The row
-- tells how far it is.
create table calendar_recount (
  id uuid primary key,
  year smallint not null,
  -- The day that was entered; none: the year was declared complete.
  calendar_day_id uuid references calendar_day (id),
  requested_by uuid not null references user_account (id),
  requested_at timestamptz(3) not null default now(),
  total integer not null,
  done integer not null default 0,
  moved integer not null default 0,
  -- Those whose rule the program does not know any more: left as they are.
  failed integer not null default 0,
  after_id uuid,
  finished_at timestamptz
);
create index calendar_recount_open on calendar_recount (requested_at, id) where finished_at is null;
create index calendar_recount_requested on calendar_recount (requested_at desc, id desc);

-- A limit whose end moved with the calendar: both ends, and how the earlier one was counted.
create table deadline_move (
  id uuid primary key,
  deadline_id uuid not null references deadline (id),
  recount_id uuid not null references calendar_recount (id),
  year smallint not null,
  calendar_day_id uuid references calendar_day (id),
  due_before timestamptz(3) not null,
  due_after timestamptz(3) not null,
  status_before text not null,
  status_after text not null,
  explanation_before jsonb not null,
  -- Legal time.
  moved_at timestamptz(3) not null,
  unique (deadline_id, recount_id)
);
create index deadline_move_of_recount on deadline_move (recount_id, id);

-- The next limits that a recount has to look at, held until the transaction ends; for the part of the program that counts,
-- never for a user. Those that were counted on the calendar of now are passed over. What the law has ended is among them:
-- a step of before that is entered late is judged by its end.
create function app.deadlines_to_recount(asked uuid, most integer)
  returns table (id uuid, subject_kind text, subject_id uuid, subject_code text, organisation_id integer, rule text,
    rule_version date, starts_at timestamptz, due_at timestamptz, status text, because jsonb, after_rule text,
    after_version date, after_start timestamptz)
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  recount calendar_recount;
begin
  if app.system() is distinct from 'calendar-recount' then return; end if;
  select * into recount from calendar_recount r where r.id = asked;
  return query
    select d.id, d.subject_kind, d.subject_id, d.subject_code, d.organisation_id, d.rule, d.rule_version, d.starts_at,
      d.due_at::timestamptz, d.status, d.because, b.rule, b.rule_version, b.starts_at
    from deadline d left join deadline b on b.id = d.follows_id
    where d.status in ('open', 'met-late', 'superseded', 'ran-out') and d.id in (
      (select c.id from deadline c
       where c.status in ('open', 'met-late', 'superseded', 'ran-out') and c.calendar_years <> '{}'
         and c.calendar_years @> array[recount.year] and (recount.after_id is null or c.id > recount.after_id)
         and c.calendar_versions[array_position(c.calendar_years, recount.year)]
           < (select app.calendar_version(recount.year))
       order by c.id limit most)
      union all select app.deadlines_warned_in(recount.year, recount.after_id, most))
    order by d.id limit most
    for update of d;
end $$;
-- Puts a new count in the place of the one before. A step that was too late by the wrong calendar alone was in time; one
-- that was in time by the calendar of its day stays so. A right that had run out goes on where its new end is to come.
-- @returns the ids of those whose end moved
create function app.recount_deadlines(asked uuid, counted jsonb, legal_now timestamptz) returns setof uuid
  language sql volatile security definer set search_path = public, pg_temp
as $$
  with fresh as (
    select n.*, d.due_at as due_before, d.status as status_before, d.explanation as explanation_before,
      case when d.status = 'met-late' and d.closed_at < n.due_at then 'met'
        when d.status = 'ran-out' and n.due_at > legal_now then 'open' else d.status end as status_after
    from jsonb_to_recordset(counted) as n (id uuid, move_id uuid, starts_at timestamptz, due_at timestamptz(3),
      years smallint[], versions integer[], missing smallint[], explanation jsonb)
    join deadline d on d.id = n.id and d.status in ('open', 'met-late', 'superseded', 'ran-out')
    where (select app.system()) = 'calendar-recount'
  ), moved as (
    insert into deadline_move (id, deadline_id, recount_id, year, calendar_day_id, due_before, due_after, status_before,
      status_after, explanation_before, moved_at)
    select f.move_id, f.id, r.id, r.year, r.calendar_day_id, f.due_before, f.due_at, f.status_before, f.status_after,
      f.explanation_before, legal_now
    from fresh f join calendar_recount r on r.id = asked
    where f.due_at <> f.due_before
    returning deadline_id
  ), written as (
    update deadline d set starts_at = f.starts_at, due_at = f.due_at, calendar_years = f.years, calendar_versions = f.versions,
      missing_years = f.missing, explanation = f.explanation, status = f.status_after, version = d.version + 1,
      closed_at = case when f.status_after = 'open' then null when f.status_after = 'ran-out' then f.due_at
        else d.closed_at end,
      closed_reason = case when f.status_after <> 'open' then d.closed_reason end,
      closing_recorded_at = case when f.status_after <> 'open' then d.closing_recorded_at end
    from fresh f
    where d.id = f.id and (d.due_at, d.calendar_years, d.calendar_versions, d.missing_years)
      is distinct from (f.due_at, f.years, f.versions, f.missing)
  )
  select deadline_id from moved
$$;
revoke all on function app.deadlines_to_recount(uuid, integer), app.recount_deadlines(uuid, jsonb, timestamptz)
  from public;
grant execute on function app.deadlines_to_recount(uuid, integer), app.recount_deadlines(uuid, jsonb, timestamptz) to app;

-- Who may open, close or move a deadline is said by the slice of its subject: nobody may by this one.
alter table deadline enable row level security;
create policy read on deadline for select to app using (
  exists (select 1 from organisation_closure c where c.viewer_id = (select app.org_id())
    and c.organisation_id = deadline.organisation_id
    and (select app.today()) between c.reads_from and c.reads_until));
create policy fire on deadline for select to app using ((select app.system()) = 'reminder-sweep');
create policy run_out on deadline for update to app
  using ((select app.system()) = 'reminder-sweep' and status = 'open' and is_right)
  with check ((select app.system()) = 'reminder-sweep' and status = 'ran-out');
create policy recount on deadline for select to app using ((select app.system()) = 'calendar-recount');

alter table reminder enable row level security;
create policy read on reminder for select to app
  using (exists (select 1 from deadline d where d.id = reminder.deadline_id));
-- A superior sees the warnings below, and neither plans nor cancels them.
create policy plan on reminder for insert to app with check (exists (select 1 from deadline d
  where d.id = reminder.deadline_id and d.status = 'open' and app.acts_for(d.organisation_id)));
create policy cancel on reminder for update to app using (exists (select 1 from deadline d
  where d.id = reminder.deadline_id and d.status = 'open' and app.acts_for(d.organisation_id)));
create policy fire on reminder for update to app using ((select app.system()) = 'reminder-sweep');
create policy plan_anew on reminder for insert to app with check ((select app.system()) = 'calendar-recount');
create policy recount on reminder for update to app using ((select app.system()) = 'calendar-recount');

-- An inbox belongs to one organisation; nobody reads another's. No user writes into one, whoever's it is.
alter table notification enable row level security;
create policy inbox on notification for select to app using (organisation_id = (select app.org_id()));
create policy raise on notification for insert to app
  with check ((select app.system()) = 'reminder-sweep' and reminder_id is not null);
create policy recount on notification for insert to app
  with check ((select app.system()) = 'calendar-recount' and deadline_id is not null and reminder_id is null);

-- Numbers of the whole country are for who changes the calendar. What moved is seen by who sees the deadline.
alter table calendar_recount enable row level security;
create policy oversee on calendar_recount for select to app
  using ((select app.is_administrator()) or (select app.system()) = 'calendar-recount');
create policy request on calendar_recount for insert to app
  with check ((select app.is_administrator()) and requested_by = (select app.user_id()));
create policy recount on calendar_recount for update to app using ((select app.system()) = 'calendar-recount');
alter table deadline_move enable row level security;
create policy of_deadline on deadline_move for select to app
  using ((select app.org_id()) is not null and exists (select 1 from deadline d where d.id = deadline_move.deadline_id));

alter table notification_read enable row level security;
create policy own on notification_read for all to app
  using (user_id = (select app.user_id()))
  with check (user_id = (select app.user_id())
    and exists (select 1 from notification n where n.id = notification_read.notification_id));

-- What a time limit is stays as it was opened: it ends, or goes to another organisation.
grant select on deadline, reminder, notification, notification_read to app;
grant insert (id, subject_kind, subject_id, subject_code, organisation_id, unit_id, rule, rule_version, regime, starts_at,
  due_at, opened_at, calendar_years, calendar_versions, missing_years, explanation, because, follows_id, is_right)
  on deadline to app;
grant update (organisation_id, unit_id, moved_by, status, closed_at, closed_reason, closing_recorded_at, closing_explanation,
  version) on deadline to app;
grant insert (id, deadline_id, point, fire_at, escalates), update (fired_at, cancelled_at) on reminder to app;
grant insert (id, organisation_id, reminder_id, kind, subject_kind, subject_id, deadline_id, facts, raised_at, once_key)
  on notification to app;
grant insert (notification_id, user_id) on notification_read to app;
grant select on calendar_recount, deadline_move to app;
grant insert (id, year, calendar_day_id, requested_by, total), update (done, moved, failed, after_id, finished_at)
  on calendar_recount to app;

-- down
drop table deadline_move;
drop function app.deadlines_to_recount(uuid, integer);
drop function app.recount_deadlines(uuid, jsonb, timestamptz);
drop table calendar_recount;
drop table notification_read;
drop table notification;
drop table reminder;
drop table deadline;
drop trigger hold_calendar on calendar_year;
drop trigger hold_calendar on calendar_day;
drop function app.refuse_old_calendar();
drop function app.hold_calendar();
drop function app.refuse_reopening();
drop function app.count_deadlines_of_year(integer);
drop function app.deadlines_warned_in(smallint, uuid, integer);
drop function app.supervisors_of(integer);
