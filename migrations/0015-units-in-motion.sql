-- up
-- Units change by an act: they are renamed, merged, split, abolished. What was entered stands here, with how far it is:
-- planned until somebody asks for its run, waiting until its day, then applied as a whole; the files follow.
create table unit_change (
  id uuid primary key,
  kind text not null check (kind in ('rename', 'merge', 'split', 'abolish')),
  act text not null,
  effective_on date not null,
  -- Bodies that hand over read until this day.
  handover_until date not null,
  unit_ids integer[] not null check (cardinality(unit_ids) > 0),
  -- In their order: {unitId} of one that stands, or {code, name} of a new one; {main} of the one that takes over.
  successors jsonb not null,
  requested_by uuid not null references user_account (id),
  requested_at timestamptz(3) not null default now(),
  run_requested_by uuid references user_account (id),
  run_requested_at timestamptz,
  withdrawn_by uuid references user_account (id),
  withdrawn_at timestamptz,
  withdrawn_reason text,
  -- Since here what it made: ids in the order of the successors, how much had to follow, and how much still has to.
  applied_at timestamptz,
  successor_ids integer[] not null default '{}',
  files integer,
  files_left integer,
  -- Files of bodies that have ended with it and that nobody takes over.
  files_awaiting integer,
  deadlines integer,
  finished_at timestamptz,
  -- Why it could not be applied when that was tried last.
  problem text,
  changed_xid xid8 not null default pg_current_xact_id(),
  check (handover_until >= effective_on),
  check (withdrawn_at is null or applied_at is null),
  check (applied_at is null or run_requested_at is not null)
);
create index unit_change_changed on unit_change (changed_xid, id);
create trigger stamp_change before update on unit_change for each row execute function app.stamp_change();
create index unit_change_listed on unit_change (effective_on desc, id desc);
create index unit_change_units on unit_change using gin (unit_ids);
create index unit_change_open on unit_change (effective_on, id)
  where run_requested_at is not null and withdrawn_at is null and finished_at is null;

-- What it did to each body that was seated in its units, with the names of before.
create table unit_change_body (
  change_id uuid not null references unit_change (id),
  organisation_id integer not null references organisation (id),
  effect text not null check (effect in ('succeeded', 'divided', 'ended', 'reseated', 'renamed')),
  heir_ids integer[] not null default '{}',
  name_before text not null,
  name_after text not null,
  unit_before integer not null references unit (id),
  unit_after integer not null references unit (id),
  primary key (change_id, organisation_id)
);
create table unit_change_correction (
  id uuid primary key,
  change_id uuid not null references unit_change (id),
  reason text not null,
  before jsonb not null,
  after jsonb not null,
  corrected_by uuid not null references user_account (id),
  corrected_at timestamptz(3) not null default now()
);
create index unit_change_correction_of on unit_change_correction (change_id, corrected_at);

-- A succession that sets another one right moves the files that the other one has moved, and no others: it gives nobody
-- anything else, and while it is not the main one it is out of force.
alter table organisation_succession
  add column unit_change_id uuid references unit_change (id),
  add column corrects_id integer references organisation_succession (id);
alter table organisation_succession drop constraint organisation_succession_predecessor_id_successor_id_functio_key;
create unique index organisation_succession_once on organisation_succession (predecessor_id, successor_id, function)
  where corrects_id is null;
create unique index organisation_succession_corrected on organisation_succession (corrects_id, successor_id);
drop index organisation_succession_one_main;
create unique index organisation_succession_one_main
  on organisation_succession (predecessor_id, function) where main and corrects_id is null;
create index organisation_succession_of_change on organisation_succession (unit_change_id);

-- The record under which a unit goes on today, through its main successors.
create function app.goes_on_as(asked integer) returns integer
  language sql stable security definer set search_path = public, pg_temp
as $$
  with recursive line (id, day) as (
    select asked, '-infinity'::date
    union
    select s.successor_id, s.effective_on from line join unit_succession s on s.predecessor_id = line.id and s.main
    where s.effective_on > line.day and s.effective_on <= app.today())
  select id from line order by day desc limit 1
$$;
-- The units of a change, as a whole: those that end, those that begin, what followed what, and the closure. Communes of a
-- province go on under its successor, each as a record of its own, and their bodies with them.
-- @returns the successors' ids, in their order
create function app.apply_unit_change(asked uuid, entered jsonb) returns integer[]
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  change unit_change;
  above integer;
  rank text;
  one jsonb;
  child unit;
  made integer[] := '{}';
  fresh integer;
begin
  if app.system() is distinct from 'unit-change' then
    raise insufficient_privilege using message = 'not the part of the program that changes units';
  end if;
  select * into strict change from unit_change c
  where c.id = asked and c.run_requested_at is not null and c.withdrawn_at is null and c.applied_at is null
    and c.effective_on <= app.today() for update;
  select min(u.parent_id), min(u.level) into above, rank from unit u where u.id = any (change.unit_ids);
  update unit set valid_to = change.effective_on - 1 where id = any (change.unit_ids);
  for one in select * from jsonb_array_elements(entered) loop
    fresh := (one ->> 'unitId')::integer;
    if fresh is null then
      insert into unit (code, level, type, name, short_name, name_folded, parent_id, valid_from, standing, source)
      values (one ->> 'code', rank, one ->> 'type', one ->> 'name', one ->> 'shortName', one ->> 'nameFolded', above,
        change.effective_on, 'confirmed', change.act)
      returning id into fresh;
    end if;
    made := made || fresh;
    insert into unit_succession (predecessor_id, successor_id, effective_on, kind, main, act)
    select old, fresh, change.effective_on, one ->> 'succession', (one ->> 'main')::boolean, change.act
    from unnest(change.unit_ids) as old;
    if (one ->> 'main')::boolean then
      for child in select * from unit u where u.parent_id = any (change.unit_ids) and u.valid_to is null loop
        update unit set valid_to = change.effective_on - 1 where id = child.id;
        insert into unit (code, level, type, name, short_name, name_folded, parent_id, valid_from, standing, source)
        values (child.code, child.level, child.type, child.name, child.short_name, child.name_folded, made[cardinality(made)],
          change.effective_on, child.standing, change.act)
        returning id into fresh;
          insert into unit_succession (predecessor_id, successor_id, effective_on, kind, main, act)
        values (child.id, fresh, change.effective_on, 'continues', true, change.act);
        insert into unit_change_body (change_id, organisation_id, effect, name_before, name_after, unit_before, unit_after)
        select change.id, o.id, 'reseated', o.name, o.name, child.id, fresh from organisation o
        where o.unit_id = child.id and (o.valid_to is null or o.valid_to >= change.effective_on);
        update organisation set unit_id = fresh, version = version + 1
        where unit_id = child.id and (valid_to is null or valid_to >= change.effective_on);
      end loop;
    end if;
  end loop;
  perform app.rebuild_unit_closure();
  return made;
end $$;
-- A body that goes on: another seat, another name.
create function app.seat_body(asked integer, seat integer, new_name text, folded text) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
begin
  if app.system() is distinct from 'unit-change' and not coalesce(app.is_administrator(), false) then
    raise insufficient_privilege using message = 'not the part of the program that changes units';
  end if;
  update organisation set unit_id = seat, name = new_name, name_folded = folded, version = version + 1 where id = asked;
end $$;

-- How much hangs on these bodies: for who administers units and sees none of it.
create function app.count_of_bodies(bodies integer[]) returns table (files integer, deadlines integer)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select (select count(*) from case_file f where f.keeper_organisation_id = any (bodies) and f.closed_on is null)::integer,
    (select count(*) from deadline d where d.organisation_id = any (bodies) and d.status = 'open')::integer
  where (select app.is_administrator()) or (select app.system()) = 'unit-change'
$$;
create function app.files_of_bodies(bodies integer[], after_id uuid, most integer)
  returns table (id uuid, code text, kind text, person_id uuid, keeper_organisation_id integer, opened_on date,
    open_deadlines integer)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select f.id, f.code, f.kind, f.person_id, f.keeper_organisation_id, f.opened_on,
    (select count(*) from deadline d where d.subject_id = f.id and d.status = 'open'
      and d.organisation_id = f.keeper_organisation_id)::integer
  from case_file f
  where f.keeper_organisation_id = any (bodies) and f.closed_on is null and (after_id is null or f.id > after_id)
    and (select app.is_administrator())
  order by f.id limit most
$$;
create function app.deadlines_of_bodies(bodies integer[], after_due timestamptz, after_id uuid, most integer)
  returns table (id uuid, subject_code text, organisation_id integer, rule text, rule_version date, due_at timestamptz,
    person_id uuid)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select d.id, d.subject_code, d.organisation_id, d.rule, d.rule_version, d.due_at, f.person_id
  from deadline d left join case_file f on f.id = d.subject_id
  where d.organisation_id = any (bodies) and d.status = 'open'
    and (after_due is null or (d.due_at, d.id) > (after_due, after_id)) and (select app.is_administrator())
  order by d.due_at, d.id limit most
$$;
-- Files that still have to follow a change.
create function app.files_left_of_change(asked uuid) returns integer
  language sql stable security definer set search_path = public, pg_temp
as $$
  select count(distinct f.id)::integer
  from organisation_succession s join case_file f on f.keeper_organisation_id = s.predecessor_id
  where s.unit_change_id = asked and s.main and f.closed_on is null
    and ((select app.is_administrator()) or (select app.system()) = 'unit-change') and (s.corrects_id = f.moved_by
    or (s.corrects_id is null and (s.effective_on, s.id) > (coalesce(f.moved_on, '-infinity'), coalesce(f.moved_by, 0))))
$$;
-- Files of bodies that ended with a change, for which no main successor is named.
create function app.files_awaiting_change(asked uuid) returns integer
  language sql stable security definer set search_path = public, pg_temp
as $$
  select count(*)::integer
  from unit_change_body b join case_file f on f.keeper_organisation_id = b.organisation_id and f.closed_on is null
  where b.change_id = asked and b.effect in ('divided', 'ended')
    and ((select app.is_administrator()) or (select app.system()) = 'unit-change')
$$;
-- The first day before that one of which these bodies have a file that they opened, a step or a paper.
create function app.first_record_of(bodies integer[], before date) returns table (organisation_id integer, day date)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select r.organisation_id, r.day from (
    select a.organisation_id, f.opened_on as day from case_access a join case_file f on f.id = a.case_id
    where a.organisation_id = any (bodies) and a.granted_by_organisation_id = a.organisation_id
    union all
    select a.organisation_id, (e.recorded_legal_at at time zone 'Asia/Ho_Chi_Minh')::date
    from case_access a join case_event e on e.case_id = a.case_id and e.organisation_id = a.organisation_id
    where a.organisation_id = any (bodies)
    union all
    select a.organisation_id, p.dated_on
    from case_access a join paper p on p.case_id = a.case_id and p.organisation_id = a.organisation_id
    where a.organisation_id = any (bodies) and p.voided_at is null) r
  where r.day < before and (select app.is_administrator()) order by r.day, r.organisation_id limit 1
$$;

-- Sets right what was entered of a change that has been applied; what is null stays. Another main successor gets what the
-- one before has got by this change.
create function app.correct_unit_change(asked uuid, new_act text, new_day date, main_unit integer, names jsonb) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  change unit_change;
  day date;
  place integer;
  given integer;
  seat integer;
begin
  if not coalesce(app.is_administrator(), false) then
    raise insufficient_privilege using message = 'not an administrator';
  end if;
  select * into strict change from unit_change c where c.id = asked and c.applied_at is not null for update;
  day := coalesce(new_day, change.effective_on);
  if day > app.today() then raise check_violation using message = 'the day is still to come'; end if;
  update unit u set name = n.name, short_name = n."shortName", type = n.type, name_folded = n."nameFolded"
  from jsonb_to_recordset(names) as n ("unitId" integer, name text, "shortName" text, type text, "nameFolded" text)
  where u.id = n."unitId" and u.id = any (change.successor_ids) and u.valid_from = change.effective_on;
  if day <> change.effective_on then
    update organisation set valid_to = day - 1 where valid_to = change.effective_on - 1 and id in (
      select organisation_id from unit_change_body where change_id = asked and effect in ('succeeded', 'divided', 'ended'));
    update organisation set valid_from = day where valid_from = change.effective_on and id in (
      select unnest(heir_ids) from unit_change_body where change_id = asked);
    update unit set valid_to = day - 1 where valid_to = change.effective_on - 1
      and (id = any (change.unit_ids) or parent_id = any (change.unit_ids));
    update unit set valid_from = day where valid_from = change.effective_on and id in (
      select s.successor_id from unit_succession s join unit p on p.id = s.predecessor_id
      where p.id = any (change.unit_ids) or p.parent_id = any (change.unit_ids));
  end if;
  update unit_succession s set effective_on = day, act = coalesce(new_act, s.act)
  from unit p where p.id = s.predecessor_id and s.effective_on = change.effective_on
    and (p.id = any (change.unit_ids) or p.parent_id = any (change.unit_ids));
  update organisation_succession set effective_on = day, handover_until = greatest(handover_until, day),
    act = coalesce(new_act, act), changed_xid = pg_current_xact_id() where unit_change_id = asked;
  if main_unit is not null then
    -- Heirs stand in the order of the successors. Where they are seated today says nothing: their unit may have changed since.
    place := array_position(change.successor_ids, main_unit);
    update unit_succession set main = false where predecessor_id = any (change.unit_ids) and main;
    update unit_succession set main = true
    where predecessor_id = any (change.unit_ids) and successor_id = main_unit;
    if place is null or not found then raise check_violation using message = 'no successor of this change'; end if;
    update organisation_succession set main = false where unit_change_id = asked and main;
    update organisation_succession s set main = true from unit_change_body b
    where b.change_id = asked and s.predecessor_id = b.organisation_id and s.successor_id = b.heir_ids[place]
      and s.unit_change_id = asked and s.corrects_id is null;
    get diagnostics given = row_count;
    if given <> (select count(*) from unit_change_body b where b.change_id = asked and b.heir_ids <> '{}') then
      raise check_violation using message = 'a body without an heir in the main successor';
    end if;
    update unit_change_body set effect = 'succeeded' where change_id = asked and effect = 'divided';
    -- Bodies that live on sit where the main successor is: those that nobody had seated, and those of the wrong one.
    seat := app.goes_on_as(main_unit);
    insert into unit_change_body (change_id, organisation_id, effect, name_before, name_after, unit_before, unit_after)
    select asked, o.id, 'reseated', o.name, o.name, o.unit_id, main_unit from organisation o
    where o.unit_id = any (change.unit_ids) and (o.valid_to is null or o.valid_to >= day);
    update organisation o set unit_id = seat, version = o.version + 1 from unit_change_body b
    where b.change_id = asked and b.organisation_id = o.id and b.effect = 'reseated'
      and b.unit_before = any (change.unit_ids)
      and o.unit_id in (b.unit_before, b.unit_after, app.goes_on_as(b.unit_after)) and o.unit_id <> seat;
    update unit_change_body set unit_after = main_unit
    where change_id = asked and effect = 'reseated' and unit_before = any (change.unit_ids);
    insert into organisation_succession as made (predecessor_id, successor_id, function, effective_on, handover_until, main,
      act, unit_change_id, corrects_id)
    select s.successor_id, heir.id, 'correction', day, s.handover_until, true, coalesce(new_act, s.act), asked, s.id
    from organisation_succession s
    cross join lateral (select distinct b.heir_ids[place] as id from unit_change_body b
      where b.change_id = asked and s.successor_id = any (b.heir_ids)) heir
    where s.unit_change_id = asked and heir.id <> s.successor_id
    on conflict (corrects_id, successor_id) do update set main = true;
  end if;
  perform app.rebuild_unit_closure();
  perform app.rebuild_organisation_closure();
end $$;
revoke all on function app.goes_on_as(integer), app.apply_unit_change(uuid, jsonb),
  app.seat_body(integer, integer, text, text), app.count_of_bodies(integer[]), app.files_of_bodies(integer[], uuid, integer),
  app.deadlines_of_bodies(integer[], timestamptz, uuid, integer), app.files_left_of_change(uuid),
  app.files_awaiting_change(uuid), app.first_record_of(integer[], date),
  app.correct_unit_change(uuid, text, date, integer, jsonb) from public;
grant execute on function app.apply_unit_change(uuid, jsonb), app.seat_body(integer, integer, text, text),
  app.count_of_bodies(integer[]), app.files_of_bodies(integer[], uuid, integer),
  app.deadlines_of_bodies(integer[], timestamptz, uuid, integer), app.files_left_of_change(uuid),
  app.files_awaiting_change(uuid), app.first_record_of(integer[], date),
  app.correct_unit_change(uuid, text, date, integer, jsonb) to app;

-- What becomes of units is public, planned changes too; administrators enter it, the job applies it.
alter table unit_change enable row level security;
create policy known on unit_change for select to app
  using ((select app.user_id()) is not null or (select app.system()) = 'unit-change');
create policy enter on unit_change for insert to app
  with check ((select app.is_administrator()) and requested_by = (select app.user_id()));
create policy change on unit_change for update to app
  using ((select app.is_administrator())) with check ((select app.is_administrator()));
create policy apply on unit_change for update to app using ((select app.system()) = 'unit-change');
alter table unit_change_body enable row level security;
create policy known on unit_change_body for select to app
  using ((select app.user_id()) is not null or (select app.system()) = 'unit-change');
create policy apply on unit_change_body for insert to app with check ((select app.system()) = 'unit-change');
create policy correct on unit_change_body for update to app using ((select app.is_administrator()));
alter table unit_change_correction enable row level security;
create policy known on unit_change_correction for select to app using ((select app.user_id()) is not null);
create policy correct on unit_change_correction for insert to app
  with check ((select app.is_administrator()) and corrected_by = (select app.user_id()));
create policy found_by_change on organisation for insert to app with check ((select app.system()) = 'unit-change');
create policy end_by_change on organisation for update to app using ((select app.system()) = 'unit-change');
create policy found_by_change on organisation_succession for insert to app with check ((select app.system()) = 'unit-change');
grant select on unit_change, unit_change_body, unit_change_correction to app;
grant insert (id, kind, act, effective_on, handover_until, unit_ids, successors, requested_by) on unit_change to app;
grant update (act, effective_on, handover_until, successors, run_requested_by, run_requested_at, withdrawn_by, withdrawn_at,
  withdrawn_reason, applied_at, successor_ids, files, files_left, files_awaiting, deadlines, finished_at, problem) on unit_change to app;
grant insert, update (name_after) on unit_change_body to app;
grant insert (id, change_id, reason, before, after, corrected_by) on unit_change_correction to app;

-- down
drop policy found_by_change on organisation_succession;
drop policy end_by_change on organisation;
drop policy found_by_change on organisation;
drop function app.correct_unit_change(uuid, text, date, integer, jsonb);
drop function app.first_record_of(integer[], date);
drop function app.files_awaiting_change(uuid);
drop function app.files_left_of_change(uuid);
drop function app.deadlines_of_bodies(integer[], timestamptz, uuid, integer);
drop function app.files_of_bodies(integer[], uuid, integer);
drop function app.count_of_bodies(integer[]);
drop function app.seat_body(integer, integer, text, text);
drop function app.apply_unit_change(uuid, jsonb);
drop function app.goes_on_as(integer);
drop table unit_change_correction;
drop table unit_change_body;
alter table organisation_succession drop column corrects_id, drop column unit_change_id;
alter table organisation_succession add unique (predecessor_id, successor_id, function);
create unique index organisation_succession_one_main on organisation_succession (predecessor_id, function) where main;
drop table unit_change;
