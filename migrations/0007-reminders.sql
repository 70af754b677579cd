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
  -- To the millisecond, as the places of lists are told.
  due_at timestamptz(3) not null,
  opened_at timestamptz not null,
  -- The years whose days off were asked for, none where hours run on; the version of each year's calendar that was
  -- found (app.calendar_version: a higher one now asks for a new count); the years that were not complete then.
  calendar_years smallint[] not null default '{}',
  calendar_versions integer[] not null default '{}',
  missing_years smallint[] not null default '{}',
  provisional boolean not null generated always as (missing_years <> '{}') stored,
  status text not null default 'open' check (status in ('open', 'met', 'met-late', 'superseded', 'lapsed', 'void')),
  closed_at timestamptz,
  closed_reason text,
  -- Legal time at which the end was entered, and why it ended where the law itself ended it.
  closing_recorded_at timestamptz,
  closing_explanation jsonb,
  explanation jsonb not null,
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  check ((status = 'open') = (closed_at is null)),
  check (cardinality(calendar_years) = cardinality(calendar_versions)),
  check (missing_years <@ calendar_years)
);
create index deadline_subject on deadline (subject_id, opened_at);
create index deadline_work_list on deadline (organisation_id, due_at, id) where status = 'open';
create index deadline_by_unit on deadline (unit_id, due_at, id) where status = 'open';
create index deadline_ended on deadline (organisation_id, due_at, id) where status <> 'open';
create index deadline_provisional on deadline (organisation_id, due_at, id) where status = 'open' and provisional;
create index deadline_calendar on deadline using gin (calendar_years) where status = 'open';

-- What has ended opens no more: where its end is taken back, another one is opened that says so. Nor does it go to
-- another organisation, in ending or afterwards: it stays with the one that had to meet it.
create function app.refuse_reopening() returns trigger language plpgsql set search_path = public, pg_temp
as $$
begin
  raise insufficient_privilege using message = 'a deadline that has ended stays so, and where it is';
end $$;
create trigger stays_ended before update of status, organisation_id, unit_id on deadline for each row
  when ((old.status <> 'open' and new.status = 'open') or (new.status <> 'open'
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
  cancelled_at timestamptz,
  unique (deadline_id, point)
);
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

-- How many open limits were counted on the calendar of a year, in the whole country: a number for the administrator who
-- changes that calendar and sees none of them. @returns null for anybody else
create function app.count_deadlines_of_year(asked integer) returns integer
  language sql stable security definer set search_path = public, pg_temp
as $$
  select count(*)::integer from deadline
  where status = 'open' and calendar_years @> array[asked]::smallint[]
  having (select app.is_administrator())
$$;
revoke all on function app.count_deadlines_of_year(integer) from public;
grant execute on function app.count_deadlines_of_year(integer) to app;

-- Who may open, close or move a deadline is said by the slice of its subject: nobody may by this one.
alter table deadline enable row level security;
create policy read on deadline for select to app using (
  exists (select 1 from organisation_closure c where c.viewer_id = (select app.org_id())
    and c.organisation_id = deadline.organisation_id
    and (select app.today()) between c.reads_from and c.reads_until));
create policy fire on deadline for select to app using ((select app.system()) = 'reminder-sweep');

alter table reminder enable row level security;
create policy read on reminder for select to app
  using (exists (select 1 from deadline d where d.id = reminder.deadline_id));
-- A superior sees the warnings below, and neither plans nor cancels them.
create policy plan on reminder for insert to app with check (exists (select 1 from deadline d
  where d.id = reminder.deadline_id and d.status = 'open' and app.acts_for(d.organisation_id)));
create policy cancel on reminder for update to app using (exists (select 1 from deadline d
  where d.id = reminder.deadline_id and d.status = 'open' and app.acts_for(d.organisation_id)));
create policy fire on reminder for update to app using ((select app.system()) = 'reminder-sweep');

-- An inbox belongs to one organisation; nobody reads another's. No user writes into one, whoever's it is.
alter table notification enable row level security;
create policy inbox on notification for select to app using (organisation_id = (select app.org_id()));
create policy raise on notification for insert to app
  with check ((select app.system()) = 'reminder-sweep' and reminder_id is not null);

alter table notification_read enable row level security;
create policy own on notification_read for all to app
  using (user_id = (select app.user_id()))
  with check (user_id = (select app.user_id())
    and exists (select 1 from notification n where n.id = notification_read.notification_id));

-- What a time limit is stays as it was opened: it ends, or goes to another organisation.
grant select on deadline, reminder, notification, notification_read to app;
grant insert (id, subject_kind, subject_id, subject_code, organisation_id, unit_id, rule, rule_version, regime, starts_at,
  due_at, opened_at, calendar_years, calendar_versions, missing_years, explanation) on deadline to app;
grant update (organisation_id, unit_id, status, closed_at, closed_reason, closing_recorded_at, closing_explanation, version)
  on deadline to app;
grant insert (id, deadline_id, point, fire_at, escalates), update (fired_at, cancelled_at) on reminder to app;
grant insert (id, organisation_id, reminder_id, kind, subject_kind, subject_id, deadline_id, facts, raised_at, once_key)
  on notification to app;
grant insert (notification_id, user_id) on notification_read to app;

-- down
drop table notification_read;
drop table notification;
drop table reminder;
drop table deadline;
drop function app.refuse_reopening();
drop function app.count_deadlines_of_year(integer);
drop function app.supervisors_of(integer);
