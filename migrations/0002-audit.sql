-- up
-- Append-only: the application role may add and read, never change.
create table audit_event (
  id uuid not null,
  at timestamptz not null default now(),
  legal_at timestamptz not null,
  user_id uuid,
  organisation_id integer,
  system text,
  action text not null,
  outcome text not null default 'done' check (outcome in ('done', 'refused')),
  subject_kind text,
  subject_id uuid,
  -- Persons whose data was shown or changed: "who looked at this file" reads it.
  persons uuid[] not null default '{}',
  request_id text,
  detail jsonb not null default '{}',
  -- The transaction that wrote it: rows are sealed in this order, for times and ids are given long before the commit.
  place bigint not null default (pg_current_xact_id()::text::bigint),
  primary key (id, at),
  check (user_id is not null or system is not null)
) partition by range (at);
create index audit_event_organisation on audit_event (organisation_id, at desc, id desc);
create index audit_event_subject on audit_event (subject_id, at desc) where subject_id is not null;
create index audit_event_persons on audit_event using gin (persons);
create index audit_event_place on audit_event (place, id);
-- What is new in a line of supervision since a reader's place.
create index audit_event_organisation_place on audit_event (organisation_id, place, id);
create table audit_event_default partition of audit_event default;

-- Months of a table are made ahead. After a time in which nothing ran, rows stand in the default partition: each goes to
-- its own month's, in the transaction that makes it. Whoever writes meanwhile waits; a wait for others that is too long
-- fails and is repeated. The column is an instant or a day: the same text is a bound of either.
create function app.ensure_months(parent text, by_column text, months_ahead integer) returns void
  language plpgsql set search_path = public, pg_temp set timezone = 'UTC'
as $$
declare
  first_day date;
begin
  -- Two at a time would wait for each other.
  perform pg_advisory_xact_lock(hashtext(parent || ' partitions'));
  for first_day in execute format(
    'select date_trunc(''month'', now() at time zone ''UTC'')::date + make_interval(months => i)
     from generate_series(0, least(greatest($1, 0), 24)) i
     union select date_trunc(''month'', %I)::date from %I order by 1',
    by_column, parent || '_default') using months_ahead
  loop
    perform app.make_month(parent, by_column, first_day);
  end loop;
end $$;

create function app.make_month(parent text, by_column text, first_day date) returns void
  language plpgsql set search_path = public, pg_temp set timezone = 'UTC'
as $$
declare
  name text := parent || '_' || to_char(first_day, 'YYYY_MM');
  starts text := first_day || ' 00:00:00+00';
  ends text := (first_day + interval '1 month')::date || ' 00:00:00+00';
begin
  if to_regclass('public.' || name) is not null then return; end if;
  execute format('lock table %I in access exclusive mode', parent);
  execute format('create table %I (like %I including all)', name, parent);
  execute format('alter table %I enable row level security', name);
  execute format('with moved as (delete from %I where %I >= %L and %I < %L returning *) insert into %I select * from moved',
    parent || '_default', by_column, starts, by_column, ends, name);
  execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, name, starts, ends);
end $$;

-- By this function alone; it belongs to the owner, so the application role needs no DDL right.
create function app.ensure_audit_partitions(months_ahead integer) returns void
  language sql security definer set search_path = public, pg_temp set lock_timeout = '5s'
as $$ select app.ensure_months('audit_event', 'at', months_ahead) $$;
revoke all on function app.ensure_audit_partitions(integer), app.ensure_months(text, text, integer),
  app.make_month(text, text, date) from public;
grant execute on function app.ensure_audit_partitions(integer) to app;
select app.ensure_audit_partitions(3);

alter table audit_event enable row level security;
alter table audit_event_default enable row level security;
-- Who is written down is who acts: nobody signs with another's name.
create policy record on audit_event for insert to app with check (
  user_id is not distinct from (select app.user_id())
  and organisation_id is not distinct from (select app.org_id())
  and system is not distinct from (select app.system())
);
-- When it was recorded is not for the writer to say.
grant select on audit_event to app;
grant insert (id, legal_at, user_id, organisation_id, system, action, outcome, subject_kind, subject_id, persons,
  request_id, detail) on audit_event to app;

-- The chain of seals. Each takes the next rows that no transaction under way can come before, has a keyed mark of each
-- of them, and a keyed digest over all of that and the digest before. Who writes here without the key breaks the chain.
create table audit_seal (
  number bigint primary key check (number > 0),
  -- Of all its rows, so that a month can be put away with its seals whole.
  month date not null check (extract(day from month) = 1),
  sealed_at timestamptz not null,
  key_version integer not null,
  ids uuid[] not null check (cardinality(ids) between 1 and 1000),
  marks bytea not null check (length(marks) = 16 * cardinality(ids)),
  last_place bigint not null,
  last_id uuid not null,
  digest bytea not null check (length(digest) = 32)
);
alter table audit_seal enable row level security;

-- Transactions are counted anew in a database that was restored from a dump: what is added goes on where it was.
create table audit_place_shift (
  only_row boolean primary key default true check (only_row),
  shift bigint not null default 0
);
insert into audit_place_shift default values;
alter table audit_place_shift enable row level security;

-- Called by who prepares the database: true where it was restored from a dump. Nobody writes meanwhile: a row with a
-- place of before would never be sealed.
create function app.continue_audit_places() returns boolean
  language plpgsql set search_path = public, pg_temp set lock_timeout = '30s'
as $$
declare
  newest bigint := greatest((select max(place) from audit_event), (select max(last_place) from audit_seal), 0);
  behind bigint := newest - pg_current_xact_id()::text::bigint - (select shift from audit_place_shift);
begin
  if behind < 0 then return false; end if;
  lock table audit_event in access exclusive mode;
  update audit_place_shift set shift = shift + behind + 1;
  execute format('alter table audit_event alter place set default (pg_current_xact_id()::text::bigint + %s)',
    (select shift from audit_place_shift));
  return true;
end $$;
revoke all on function app.continue_audit_places() from public;

create policy sealing on audit_event for select to app using ((select app.system()) = 'audit-sealer');
create policy sealing on audit_seal for select to app using ((select app.system()) = 'audit-sealer');
create policy seal on audit_seal for insert to app with check ((select app.system()) = 'audit-sealer');
create policy sealing on audit_place_shift for select to app using ((select app.system()) = 'audit-sealer');
grant select, insert on audit_seal to app;
-- Who seals locks the one row: no other part of the program, and no other role, can keep it from that. Nothing is changed.
create policy alone on audit_place_shift for update to app
  using ((select app.system()) = 'audit-sealer') with check (false);
grant select, update (only_row) on audit_place_shift to app;

-- Who checks the chain reads this and nothing else.
create policy checking on audit_event for select to app_audit using (true);
create policy checking on audit_seal for select to app_audit using (true);
grant usage on schema public to app_audit;
grant select on audit_event, audit_seal to app_audit;

-- down
revoke usage on schema public from app_audit;
drop function app.continue_audit_places();
drop table audit_place_shift;
drop table audit_seal;
drop table audit_event;
drop function app.ensure_audit_partitions(integer);
drop function app.ensure_months(text, text, integer);
drop function app.make_month(text, text, date);
