-- up
-- What changed since a program looked last. Each row carries the transaction that wrote it last. A time would not do: a
-- row committed late has an earlier time than rows that a reader has seen, and would be lost. A reader is told of
-- transactions before pg_snapshot_xmin alone: none of them is still under way, so that nothing comes in before his place.
create function app.stamp_change() returns trigger language plpgsql set search_path = public, pg_temp
as $$
begin
  new.changed_xid = pg_current_xact_id();
  return new;
end $$;

-- Transactions are counted anew in a database that was restored from a dump, and twice in one that was brought back to an
-- earlier moment. Places of another epoch say nothing here.
-- A dump brings the epoch of its database along: where it was begun tells whether this is that database.
create function app.database_home() returns text language sql stable set search_path = public, pg_temp
as $$
  select concat(system_identifier, ' ', (select oid from pg_database where datname = current_database()))
  from pg_control_system()
$$;
revoke all on function app.database_home() from public;
create table change_epoch (
  only_row boolean primary key default true check (only_row),
  epoch uuid not null default gen_random_uuid(),
  home text not null default app.database_home()
);
insert into change_epoch default values;
alter table change_epoch enable row level security;
create policy read on change_epoch for select to app using (true);
grant select (epoch) on change_epoch to app;

-- Called by who prepares a restored database.
create function app.begin_change_epoch() returns void language sql set search_path = public, pg_temp
as $$ update change_epoch set epoch = gen_random_uuid(), home = app.database_home() $$;
revoke all on function app.begin_change_epoch() from public;

alter table organisation add column changed_xid xid8 not null default pg_current_xact_id();
alter table organisation_succession add column changed_xid xid8 not null default pg_current_xact_id();
alter table deadline
  add column changed_xid xid8 not null default pg_current_xact_id(),
  -- Who lost sight of a file hears of the time limits that it had by then, of none after.
  add column made_xid xid8 not null default pg_current_xact_id();
alter table case_file add column changed_xid xid8 not null default pg_current_xact_id();
alter table case_access add column changed_xid xid8 not null default pg_current_xact_id();
alter table person_access add column changed_xid xid8 not null default pg_current_xact_id();
alter table registration_failure add column changed_xid xid8 not null default pg_current_xact_id();
alter table user_account add column changed_xid xid8 not null default pg_current_xact_id();
alter table user_move add column changed_xid xid8 not null default pg_current_xact_id();
alter table calendar_day add column changed_xid xid8 not null default pg_current_xact_id();
alter table calendar_year add column changed_xid xid8 not null default pg_current_xact_id();
create index organisation_changed on organisation (changed_xid, id);
create index organisation_succession_changed on organisation_succession (changed_xid, id);
create index deadline_changed on deadline (organisation_id, changed_xid, id);
create index case_file_changed on case_file (keeper_organisation_id, changed_xid, id);
create index case_access_changed on case_access (organisation_id, changed_xid, case_id);
create index person_access_changed on person_access (organisation_id, changed_xid, person_id);
create index registration_failure_changed on registration_failure (organisation_id, changed_xid, id);
create index user_account_changed on user_account (changed_xid, id);
create index user_account_changed_of on user_account (organisation_id, changed_xid, id);
create index user_move_changed on user_move (from_organisation_id, changed_xid, user_id);
create trigger stamp_change before update on organisation for each row execute function app.stamp_change();
create trigger stamp_change before update on deadline for each row execute function app.stamp_change();
create trigger stamp_change before update on case_file for each row execute function app.stamp_change();
create trigger stamp_change before update on case_access for each row execute function app.stamp_change();
create trigger stamp_change before update on person_access for each row execute function app.stamp_change();
create trigger stamp_change before update on registration_failure for each row execute function app.stamp_change();
create trigger stamp_change before update on user_account for each row execute function app.stamp_change();

-- The lists that show rows of one table each: of a parent, of an owner, or all. Rows that are only ever added need no
-- trigger; what they show of others touches them below.
do $$
declare
  followed record;
begin
  for followed in select * from (values
    ('unit', '', true), ('api_client', '', true), ('session', 'user_id, ', true), ('case_event', 'case_id, ', false),
    ('attachment', 'subject_id, ', true), ('paper', 'case_id, ', true), ('person_correction', 'person_id, ', false),
    ('notification', 'organisation_id, ', false), ('delivery', '', true), ('given_number', 'register_id, ', false),
    ('office_holder', 'organisation_id, ', true), ('possible_duplicate', '', true), ('calendar_recount', '', true),
    ('deadline_move', '', true)
  ) as t (name, parent, is_changed) loop
    execute format('alter table %I add column changed_xid xid8 not null default pg_current_xact_id()', followed.name);
    execute format('create index %I on %I (%schanged_xid, id)', followed.name || '_changed', followed.name,
      followed.parent);
    if followed.is_changed then
      execute format('create trigger stamp_change before update on %I for each row execute function app.stamp_change()',
        followed.name);
    end if;
  end loop;
end $$;
alter table possible_duplicate
  add column made_xid xid8 not null default pg_current_xact_id(),
  add column found_on date not null default coalesce(app.today(), current_date);
alter table deadline_move add column made_xid xid8 not null default pg_current_xact_id();
create index delivery_changed_of on delivery (user_id, changed_xid, id);
create index user_move_changed_of on user_move (user_id, changed_xid, id);
alter table notification_read add column changed_xid xid8 not null default pg_current_xact_id();
create index notification_read_changed on notification_read (user_id, changed_xid, notification_id);

-- Lists of files show whose they are. A file that is being opened holds its person (app.index_person) until it is
-- committed: another name waits for it, and then touches it too.
create function app.touch_files_of_person() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update case_file set changed_xid = pg_current_xact_id() where person_id = new.id;
  return null;
end $$;
revoke all on function app.touch_files_of_person() from public;
create trigger touch_files after update on person for each row
  when ((old.full_name, old.birth_year) is distinct from (new.full_name, new.birth_year))
  execute function app.touch_files_of_person();

-- Lists of organisations and of units show the name of a unit; those of users, moves, successions and clients, that of
-- an organisation.
create function app.touch_names_of_unit() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update organisation set changed_xid = pg_current_xact_id() where unit_id = new.id;
  update unit set changed_xid = pg_current_xact_id() where parent_id = new.id;
  update possible_duplicate set changed_xid = pg_current_xact_id()
  where dismissed_at is null and (person_low in (select person_id from person_address where unit_id = new.id)
    or person_high in (select person_id from person_address where unit_id = new.id));
  return null;
end $$;
create function app.touch_names_of_organisation() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update user_account set changed_xid = pg_current_xact_id() where organisation_id = new.id;
  update api_client set changed_xid = pg_current_xact_id() where organisation_id = new.id;
  update user_move set changed_xid = pg_current_xact_id() where new.id in (from_organisation_id, to_organisation_id);
  update organisation_succession set changed_xid = pg_current_xact_id() where new.id in (predecessor_id, successor_id);
  return null;
end $$;
-- What moved goes with its limit to another organisation.
create function app.touch_moves_of_deadline() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update deadline_move set changed_xid = pg_current_xact_id() where deadline_id = new.id;
  return null;
end $$;
revoke all on function app.touch_moves_of_deadline() from public;
create trigger touch_moves after update of organisation_id on deadline for each row
  when (old.organisation_id <> new.organisation_id) execute function app.touch_moves_of_deadline();
-- Whoever comes to show another's name holds it until he is committed, for the same reason.
create function app.hold_rows() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  execute format('select from %I where id in (select ($1 ->> c)::%s from unnest($2) c) for share', tg_argv[0],
    tg_argv[1]) using to_jsonb(new), tg_argv[2:];
  return null;
end $$;
create function app.touch_user_of_role() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update user_account set changed_xid = pg_current_xact_id() where id in (old.user_id, new.user_id);
  return null;
end $$;
revoke all on function app.touch_names_of_unit(), app.touch_names_of_organisation(), app.hold_rows(),
  app.touch_user_of_role() from public;
create trigger touch_names after update on unit for each row when (old.name is distinct from new.name)
  execute function app.touch_names_of_unit();
create trigger touch_names after update on organisation for each row when (old.name is distinct from new.name)
  execute function app.touch_names_of_organisation();
create trigger hold_organisation after insert or update of organisation_id on user_account
  for each row execute function app.hold_rows('organisation', 'integer', 'organisation_id');
create trigger hold_organisation after insert on api_client
  for each row execute function app.hold_rows('organisation', 'integer', 'organisation_id');
create trigger hold_organisations after insert on user_move
  for each row execute function app.hold_rows('organisation', 'integer', 'from_organisation_id', 'to_organisation_id');
create trigger hold_parent after insert or update of parent_id on unit
  for each row execute function app.hold_rows('unit', 'integer', 'parent_id');
create trigger hold_unit after insert or update of unit_id on organisation
  for each row execute function app.hold_rows('unit', 'integer', 'unit_id');
create trigger hold_unit after insert or update of unit_id on person_address
  for each row execute function app.hold_rows('unit', 'integer', 'unit_id');
create trigger touch_user after insert or delete on user_role for each row execute function app.touch_user_of_role();
-- The book of a register shows on which paper a number stands.
create function app.touch_number_of_paper() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update given_number set changed_xid = pg_current_xact_id() where id = new.given_number_id;
  return null;
end $$;
revoke all on function app.touch_number_of_paper() from public;
create trigger touch_number after insert on paper for each row when (new.given_number_id is not null)
  execute function app.touch_number_of_paper();

-- Pairs of entries show both persons, where each lives, and whether they were linked since.
create function app.touch_pairs_of_person() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  shown uuid[] := case tg_table_name when 'person' then array[to_jsonb(new) ->> 'id']
    when 'person_address' then array[to_jsonb(new) ->> 'person_id']
    else array[to_jsonb(new) ->> 'person_low', to_jsonb(new) ->> 'person_high'] end;
begin
  perform from person where id = any (shown) order by id for no key update;
  update possible_duplicate set changed_xid = pg_current_xact_id()
  where (person_low = any (shown) or person_high = any (shown)) and dismissed_at is null;
  return null;
end $$;
revoke all on function app.touch_pairs_of_person() from public;
create trigger touch_pairs after update on person for each row
  when ((old.full_name, old.birth_year, old.sex, old.voided_at)
    is distinct from (new.full_name, new.birth_year, new.sex, new.voided_at))
  execute function app.touch_pairs_of_person();
create trigger touch_pairs after insert or update of until_on on person_address
  for each row execute function app.touch_pairs_of_person();
create trigger touch_pairs after insert or update of unlinked_at on person_link
  for each row execute function app.touch_pairs_of_person();
create trigger hold_persons after insert on possible_duplicate
  for each row execute function app.hold_rows('person', 'uuid', 'person_low', 'person_high');

-- Files to which the access of the actor's organisation, or of one that it reads, was changed after a place and before
-- a transaction; or the access to their person, without whom no list shows them. A few of each organisation, by its index. Functions, since who lost access sees no row of it: they tell ids that he could read before, nothing else.
create function app.files_of_changed_access(after_xid xid8, after_id uuid, before_xid xid8, most integer)
  returns table (changed_xid xid8, id uuid)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select * from (
    select told.changed_xid, told.case_id
    from organisation_closure c cross join lateral (
      select a.changed_xid, a.case_id from case_access a
      where a.organisation_id = c.organisation_id
        and (a.changed_xid, a.case_id) > (after_xid, after_id) and a.changed_xid < before_xid
        and a.from_on <= app.today()
      order by 1, 2 limit most) told
    where c.viewer_id = app.org_id() and app.today() between c.reads_from and c.reads_until
    union
    select told.changed_xid, told.case_id
    from organisation_closure c cross join lateral (
      select p.changed_xid, a.case_id
      from person_access p join case_file f on f.person_id = p.person_id
      join case_access a on a.case_id = f.id and a.organisation_id = p.organisation_id
      where p.organisation_id = c.organisation_id
        and p.changed_xid >= after_xid and (p.changed_xid, a.case_id) > (after_xid, after_id)
        and p.changed_xid < before_xid and p.from_on <= app.today()
        and app.today() between a.from_on and a.until_on
      order by 1, 2 limit most) told
    where c.viewer_id = app.org_id() and app.today() between c.reads_from and c.reads_until
  ) as found order by 1, 2 limit most
$$;
-- Whether monitoring was decided is for keepers alone: the others hear nothing of that limit, not even that it is gone.
create function app.deadlines_of_changed_access(after_xid xid8, after_id uuid, before_xid xid8, most integer)
  returns table (changed_xid xid8, id uuid)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select told.changed_xid, told.id
  from organisation_closure c cross join lateral (
    select a.changed_xid, d.id
    from case_access a
    join deadline d on d.subject_id = a.case_id and d.subject_kind = 'case' and d.made_xid <= a.changed_xid
      and (d.rule <> 'electronic-monitoring.decision' or a.reason in ('keeper', 'former-keeper'))
    where a.organisation_id = c.organisation_id
      and a.changed_xid >= after_xid and (a.changed_xid, d.id) > (after_xid, after_id) and a.changed_xid < before_xid
      and a.from_on <= app.today()
    order by 1, 2 limit most) told
  where c.viewer_id = app.org_id() and app.today() between c.reads_from and c.reads_until
  order by 1, 2 limit most
$$;
-- The same of access that began or ended by itself since a day.
create function app.files_of_passed_access(since date, after_id uuid, most integer) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
as $$
  select a.case_id
  from organisation_closure c join case_access a on a.organisation_id = c.organisation_id
  where c.viewer_id = app.org_id() and app.today() between c.reads_from and c.reads_until and a.case_id > after_id
    and ((a.from_on > since and a.from_on <= app.today()) or (a.until_on >= since and a.until_on < app.today()))
  union
  select a.case_id
  from organisation_closure c join person_access p on p.organisation_id = c.organisation_id
  join case_file f on f.person_id = p.person_id
  join case_access a on a.case_id = f.id and a.organisation_id = c.organisation_id
  where c.viewer_id = app.org_id() and app.today() between c.reads_from and c.reads_until and a.case_id > after_id
    and ((p.from_on > since and p.from_on <= app.today()) or (p.until_on >= since and p.until_on < app.today()))
    and app.today() between a.from_on and a.until_on
  order by 1 limit most
$$;
create function app.deadlines_of_passed_access(since date, after_id uuid, most integer) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
as $$
  select distinct d.id
  from organisation_closure c join case_access a on a.organisation_id = c.organisation_id
  join deadline d on d.subject_id = a.case_id and d.subject_kind = 'case'
    and (d.rule <> 'electronic-monitoring.decision' or a.reason in ('keeper', 'former-keeper'))
  where c.viewer_id = app.org_id() and app.today() between c.reads_from and c.reads_until and d.id > after_id
    and ((a.from_on > since and a.from_on <= app.today())
      or (a.until_on >= since and a.until_on < app.today()
        and (d.recorded_at at time zone 'Asia/Ho_Chi_Minh')::date <= a.until_on))
  order by 1 limit most
$$;
-- The same two of what moved with the calendar.
create function app.moves_of_changed_access(after_xid xid8, after_id uuid, before_xid xid8, most integer)
  returns table (changed_xid xid8, id uuid)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select distinct told.changed_xid, told.id
  from organisation_closure c cross join lateral (
    select a.changed_xid, m.id
    from case_access a
    join deadline d on d.subject_id = a.case_id and d.subject_kind = 'case'
    join deadline_move m on m.deadline_id = d.id and m.made_xid <= a.changed_xid
    where a.organisation_id = c.organisation_id
      and a.changed_xid >= after_xid and (a.changed_xid, m.id) > (after_xid, after_id) and a.changed_xid < before_xid
      and a.from_on <= app.today()
    order by 1, 2 limit most) told
  where c.viewer_id = app.org_id() and app.today() between c.reads_from and c.reads_until
  order by 1, 2 limit most
$$;
create function app.moves_of_passed_access(since date, after_id uuid, most integer) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
as $$
  select distinct m.id
  from organisation_closure c join case_access a on a.organisation_id = c.organisation_id
  join deadline d on d.subject_id = a.case_id and d.subject_kind = 'case'
  join deadline_move m on m.deadline_id = d.id
  where c.viewer_id = app.org_id() and app.today() between c.reads_from and c.reads_until and m.id > after_id
    and ((a.from_on > since and a.from_on <= app.today())
      or (a.until_on >= since and a.until_on < app.today()
        and (m.moved_at at time zone 'Asia/Ho_Chi_Minh')::date <= a.until_on))
  order by 1 limit most
$$;
-- Users who were moved away from an organisation that the actor's one reads: their accounts may be out of his sight.
create function app.users_moved_away(after_xid xid8, after_id uuid, before_xid xid8, most integer)
  returns table (changed_xid xid8, id uuid)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select told.changed_xid, told.user_id
  from organisation_closure c cross join lateral (
    select m.changed_xid, m.user_id from user_move m
    where m.from_organisation_id = c.organisation_id
      and (m.changed_xid, m.user_id) > (after_xid, after_id) and m.changed_xid < before_xid
    order by 1, 2 limit most) told
  where c.viewer_id = app.org_id() and app.today() between c.reads_from and c.reads_until
  order by 1, 2 limit most
$$;
-- The places of the audit are transactions too, shifted where the database was restored from a dump.
create function app.audit_shift() returns bigint
  language sql stable security definer set search_path = public, pg_temp
as $$ select shift from audit_place_shift $$;
-- What the audit of a person has since a place. First the person's rows, by their index: of all, there are too many.
create function app.person_audit_since(asked uuid, after_xid bigint, after_id uuid, before_xid bigint, most integer)
  returns table (changed_xid xid8, id uuid)
  language sql stable security definer set search_path = public, pg_temp
as $$
  with found as materialized (
    select e.place - (select app.audit_shift()) as place, e.id from app.person_audit_rows(asked) e)
  select place::text::xid8, found.id from found
  where (place, found.id) > (after_xid, after_id) and place < before_xid
  order by place, found.id limit most
$$;
-- Pairs of entries that the actor saw together, and of which access to one changed after a place, or began or ended by
-- itself since a day. Who never saw both at a time is not told that there is a pair.
create function app.saw_pair(low uuid, high uuid, made_xid xid8, found_on date) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (
    select from organisation_closure c join person_access a on a.organisation_id = c.organisation_id
    join organisation_closure d on d.viewer_id = c.viewer_id
    join person_access b on b.organisation_id = d.organisation_id and b.person_id = high
    where c.viewer_id = app.org_id() and a.person_id = low
      and app.today() between c.reads_from and c.reads_until and app.today() between d.reads_from and d.reads_until
      -- Access that was ended since may be said to have ended before.
      and greatest(a.from_on, b.from_on, found_on) <= least(app.today(),
        case when a.changed_xid > made_xid then 'infinity' else a.until_on end,
        case when b.changed_xid > made_xid then 'infinity' else b.until_on end))
$$;
create function app.pairs_of_changed_access(after_xid xid8, after_id uuid, before_xid xid8, most integer)
  returns table (changed_xid xid8, id uuid)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select distinct told.changed_xid, told.id
  from organisation_closure c cross join lateral (
    select p.changed_xid, d.id
    from person_access p
    join possible_duplicate d on p.person_id in (d.person_low, d.person_high) and d.dismissed_at is null
    where p.organisation_id = c.organisation_id
      and p.changed_xid >= after_xid and (p.changed_xid, d.id) > (after_xid, after_id) and p.changed_xid < before_xid
      and app.saw_pair(d.person_low, d.person_high, d.made_xid, d.found_on)
    order by 1, 2 limit most) told
  where c.viewer_id = app.org_id() and app.today() between c.reads_from and c.reads_until
  order by 1, 2 limit most
$$;
create function app.pairs_of_passed_days(since date, after_id uuid, most integer) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
as $$
  select d.id
  from organisation_closure c join person_access p on p.organisation_id = c.organisation_id
  join possible_duplicate d on p.person_id in (d.person_low, d.person_high) and d.dismissed_at is null and d.id > after_id
  where c.viewer_id = app.org_id() and app.today() between c.reads_from and c.reads_until
    and (exists (select from person_address r where r.person_id = p.person_id
        and ((r.from_on > since and r.from_on <= app.today()) or (r.until_on >= since and r.until_on < app.today())))
      or (p.from_on > since and p.from_on <= app.today()) or (p.until_on >= since and p.until_on < app.today()))
    and app.saw_pair(d.person_low, d.person_high, d.made_xid, d.found_on)
  group by d.id order by 1 limit most
$$;
-- Changes when other units lie in a unit by which a list is filtered.
create function app.units_in(asked integer) returns text
  language sql stable set search_path = public, pg_temp
as $$
  select md5(string_agg(u.unit_id::text, ',' order by u.unit_id)) from unit_closure u where u.ancestor_id = asked
$$;
-- Changes when the actor's organisation reads another set of organisations than before: his list is another one then.
create function app.reading_scope() returns text
  language sql stable set search_path = public, pg_temp
as $$
  select md5(concat(app.org_id(), ':', string_agg(c.organisation_id::text, ',' order by c.organisation_id)))
  from organisation_closure c
  where c.viewer_id = app.org_id() and app.today() between c.reads_from and c.reads_until
$$;
revoke all on function app.files_of_changed_access(xid8, uuid, xid8, integer),
  app.deadlines_of_changed_access(xid8, uuid, xid8, integer), app.files_of_passed_access(date, uuid, integer),
  app.deadlines_of_passed_access(date, uuid, integer), app.users_moved_away(xid8, uuid, xid8, integer),
  app.moves_of_changed_access(xid8, uuid, xid8, integer), app.moves_of_passed_access(date, uuid, integer),
  app.audit_shift(), app.person_audit_since(uuid, bigint, uuid, bigint, integer), app.saw_pair(uuid, uuid, xid8, date),
  app.pairs_of_changed_access(xid8, uuid, xid8, integer), app.pairs_of_passed_days(date, uuid, integer) from public;
grant execute on function app.files_of_changed_access(xid8, uuid, xid8, integer),
  app.deadlines_of_changed_access(xid8, uuid, xid8, integer), app.files_of_passed_access(date, uuid, integer),
  app.deadlines_of_passed_access(date, uuid, integer), app.users_moved_away(xid8, uuid, xid8, integer),
  app.moves_of_changed_access(xid8, uuid, xid8, integer), app.moves_of_passed_access(date, uuid, integer),
  app.audit_shift(), app.person_audit_since(uuid, bigint, uuid, bigint, integer),
  app.pairs_of_changed_access(xid8, uuid, xid8, integer), app.pairs_of_passed_days(date, uuid, integer) to app;

-- down
drop function app.reading_scope();
drop function app.pairs_of_passed_days(date, uuid, integer);
drop function app.pairs_of_changed_access(xid8, uuid, xid8, integer);
drop function app.saw_pair(uuid, uuid, xid8, date);
drop function app.person_audit_since(uuid, bigint, uuid, bigint, integer);
drop function app.audit_shift();
drop function app.moves_of_passed_access(date, uuid, integer);
drop function app.moves_of_changed_access(xid8, uuid, xid8, integer);
drop function app.units_in(integer);
drop function app.users_moved_away(xid8, uuid, xid8, integer);
drop function app.deadlines_of_passed_access(date, uuid, integer);
drop function app.files_of_passed_access(date, uuid, integer);
drop function app.deadlines_of_changed_access(xid8, uuid, xid8, integer);
drop function app.files_of_changed_access(xid8, uuid, xid8, integer);
drop trigger touch_user on user_role;
drop function app.touch_user_of_role();
drop trigger hold_persons on possible_duplicate;
drop trigger touch_pairs on person_link;
drop trigger touch_pairs on person_address;
drop trigger touch_pairs on person;
drop function app.touch_pairs_of_person();
drop trigger touch_moves on deadline;
drop function app.touch_moves_of_deadline();
drop trigger touch_number on paper;
drop function app.touch_number_of_paper();
drop trigger hold_unit on person_address;
drop trigger hold_unit on organisation;
drop trigger hold_parent on unit;
drop trigger hold_organisations on user_move;
drop trigger hold_organisation on api_client;
drop trigger hold_organisation on user_account;
drop function app.hold_rows();
drop trigger touch_names on organisation;
drop function app.touch_names_of_organisation();
drop trigger touch_names on unit;
drop function app.touch_names_of_unit();
drop trigger touch_files on person;
drop function app.touch_files_of_person();
drop trigger stamp_change on deadline_move;
drop trigger stamp_change on calendar_recount;
alter table deadline_move drop column made_xid, drop column changed_xid;
alter table calendar_recount drop column changed_xid;
drop trigger stamp_change on possible_duplicate;
drop trigger stamp_change on office_holder;
drop trigger stamp_change on delivery;
drop trigger stamp_change on paper;
drop trigger stamp_change on attachment;
drop trigger stamp_change on session;
drop trigger stamp_change on api_client;
drop trigger stamp_change on unit;
alter table notification_read drop column changed_xid;
drop index user_move_changed_of;
alter table possible_duplicate drop column found_on, drop column made_xid, drop column changed_xid;
alter table office_holder drop column changed_xid;
alter table given_number drop column changed_xid;
alter table delivery drop column changed_xid;
alter table notification drop column changed_xid;
alter table person_correction drop column changed_xid;
alter table paper drop column changed_xid;
alter table attachment drop column changed_xid;
alter table case_event drop column changed_xid;
alter table session drop column changed_xid;
alter table api_client drop column changed_xid;
alter table unit drop column changed_xid;
drop trigger stamp_change on user_account;
drop trigger stamp_change on registration_failure;
drop trigger stamp_change on person_access;
drop trigger stamp_change on case_access;
drop trigger stamp_change on case_file;
drop trigger stamp_change on deadline;
drop trigger stamp_change on organisation;
alter table calendar_year drop column changed_xid;
alter table calendar_day drop column changed_xid;
alter table user_move drop column changed_xid;
alter table user_account drop column changed_xid;
alter table registration_failure drop column changed_xid;
alter table person_access drop column changed_xid;
alter table case_access drop column changed_xid;
alter table case_file drop column changed_xid;
alter table deadline drop column made_xid, drop column changed_xid;
alter table organisation_succession drop column changed_xid;
alter table organisation drop column changed_xid;
drop function app.stamp_change();
drop function app.begin_change_epoch();
drop table change_epoch;
drop function app.database_home();
