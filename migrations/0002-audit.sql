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
  primary key (id, at),
  check (user_id is not null or system is not null)
) partition by range (at);
create index audit_event_organisation on audit_event (organisation_id, at desc, id desc);
create index audit_event_subject on audit_event (subject_id, at desc) where subject_id is not null;
create index audit_event_persons on audit_event using gin (persons);
create table audit_event_default partition of audit_event default;

-- Partitions are made ahead, by this function alone; it belongs to the owner, so the application role needs no DDL right.
-- After a time in which nothing ran, rows stand in the default partition: each goes to its own month's, in the
-- transaction that makes it. Whoever writes meanwhile waits; a wait for others that is too long fails and is repeated.
create function app.ensure_audit_partitions(months_ahead integer) returns void
  language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '5s'
as $$
declare
  first_day date;
begin
  -- Two at a time would wait for each other.
  perform pg_advisory_xact_lock(hashtext('audit partitions'));
  for first_day in
    select date_trunc('month', now() at time zone 'UTC')::date + make_interval(months => i)
    from generate_series(0, least(greatest(months_ahead, 0), 24)) i
    union select date_trunc('month', at at time zone 'UTC') from audit_event_default
    order by 1
  loop
    perform app.make_audit_partition(first_day);
  end loop;
end $$;

create function app.make_audit_partition(first_day date) returns void
  language plpgsql set search_path = public, pg_temp
as $$
declare
  name text := 'audit_event_' || to_char(first_day, 'YYYY_MM');
  starts timestamptz := first_day::timestamp at time zone 'UTC';
  ends timestamptz := (first_day + interval '1 month') at time zone 'UTC';
begin
  if to_regclass('public.' || name) is not null then return; end if;
  lock table audit_event in access exclusive mode;
  execute format('create table %I (like audit_event including all)', name);
  execute format('alter table %I enable row level security', name);
  execute format('with moved as (delete from audit_event_default where at >= $1 and at < $2 returning *)
    insert into %I select * from moved', name) using starts, ends;
  execute format('alter table audit_event attach partition %I for values from (%L) to (%L)', name, starts, ends);
end $$;
revoke all on function app.ensure_audit_partitions(integer), app.make_audit_partition(date) from public;
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

-- down
drop table audit_event;
drop function app.make_audit_partition(date);
drop function app.ensure_audit_partitions(integer);
