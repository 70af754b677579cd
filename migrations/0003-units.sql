-- up
-- Administrative units of every time; a unit is valid from its first to its last day, both included.
create table unit (
  id integer primary key,
  code text,
  level text not null check (level in ('province', 'district', 'commune')),
  type text not null,
  name text not null,
  short_name text not null,
  name_folded text not null,
  parent_id integer references unit (id),
  valid_from date,
  valid_to date,
  source text not null,
  check (valid_from is null or valid_to is null or valid_from <= valid_to)
);
create index unit_parent on unit (parent_id);
create index unit_code on unit (code) where code is not null;
create index unit_name on unit (level, name_folded text_pattern_ops, id);

create table unit_succession (
  predecessor_id integer not null references unit (id),
  successor_id integer not null references unit (id),
  effective_on date not null,
  kind text not null check (kind in ('whole', 'part', 'continues')),
  -- The one successor that takes over what is not divided; none where the sources do not tell.
  main boolean not null,
  act text,
  primary key (predecessor_id, successor_id)
);
create index unit_succession_successor on unit_succession (successor_id);
create unique index unit_succession_one_main on unit_succession (predecessor_id) where main;

-- Which units lie in which, across successions: an old commune lies in the commune and province that took it over.
create table unit_closure (
  ancestor_id integer not null references unit (id),
  unit_id integer not null references unit (id),
  primary key (ancestor_id, unit_id)
);
create index unit_closure_unit on unit_closure (unit_id, ancestor_id);

create function app.rebuild_unit_closure() returns void
  language sql security definer set search_path = public, pg_temp
as $$
  delete from unit_closure;
  insert into unit_closure (ancestor_id, unit_id)
  with recursive reach (ancestor_id, unit_id) as (
    select id, id from unit
    union
    select reach.ancestor_id, below.id
    from reach
    join lateral (
      select child.id from unit child where child.parent_id = reach.unit_id
      union all
      select s.predecessor_id from unit_succession s where s.successor_id = reach.unit_id
    ) below on true
  )
  select ancestor_id, unit_id from reach;
$$;
revoke all on function app.rebuild_unit_closure() from public;
grant select on unit, unit_succession, unit_closure to app;
grant execute on function app.rebuild_unit_closure() to app;

-- down
drop function app.rebuild_unit_closure();
drop table unit_closure;
drop table unit_succession;
drop table unit;
