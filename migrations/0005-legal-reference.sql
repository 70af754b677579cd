-- up
-- What a year decides about its days, laid over the rows that ship with the law. A correction is a new row.
create table calendar_day (
  id uuid primary key,
  day date not null,
  -- 'ordinary' takes back a row for the day, shipped or entered: the day is what its weekday makes it.
  kind text not null check (kind in ('holiday', 'compensatory-off', 'make-up-working', 'ordinary')),
  name_vi text not null,
  name_en text not null,
  act text not null,
  mark text not null check (mark in ('official', 'secondary', 'interpretation', 'unverified')),
  replaces_id uuid unique references calendar_day (id),
  reason text,
  entered_by uuid not null references user_account (id),
  entered_at timestamptz not null default now(),
  superseded_at timestamptz,
  check (replaces_id is null or reason is not null)
);
create unique index calendar_day_one_in_effect on calendar_day (day) where superseded_at is null;
create index calendar_day_history on calendar_day (day, entered_at);

-- Years of which every day off and every make-up day is known, with the act that says so.
create table calendar_year (
  year integer primary key,
  act text not null,
  declared_by uuid not null references user_account (id),
  declared_at timestamptz not null default now()
);

-- How often the calendar of a year has been entered, corrected or declared complete: whatever was counted on an earlier
-- version may have to be counted anew. Nothing is ever deleted, so that it only rises.
create function app.calendar_version(asked integer) returns integer
  language sql stable parallel safe
as $$
  select (select count(*) from public.calendar_day
      where day between make_date(asked, 1, 1) and make_date(asked, 12, 31))::integer
    + (select count(*) from public.calendar_year where year = asked)::integer
$$;
revoke all on function app.calendar_version(integer) from public;
grant execute on function app.calendar_version(integer) to app;

alter table calendar_day enable row level security;
create policy known on calendar_day for select to app using (true);
create policy enter on calendar_day for insert to app
  with check ((select app.is_administrator()) and entered_by = (select app.user_id()));
create policy supersede on calendar_day for update to app
  using ((select app.is_administrator())) with check ((select app.is_administrator()));

alter table calendar_year enable row level security;
create policy known on calendar_year for select to app using (true);
create policy declare on calendar_year for insert to app
  with check ((select app.is_administrator()) and declared_by = (select app.user_id()));

grant select, insert on calendar_day, calendar_year to app;
grant update (superseded_at) on calendar_day to app;

-- down
drop function app.calendar_version(integer);
drop table calendar_year;
drop table calendar_day;
