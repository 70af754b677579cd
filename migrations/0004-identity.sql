-- up
create table organisation (
  id integer generated always as identity primary key,
  kind text not null,
  name text not null,
  unit_id integer not null references unit (id),
  valid_from date not null,
  valid_to date,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (id, kind),
  check (valid_to is null or valid_from <= valid_to)
);
create index organisation_unit on organisation (unit_id, kind);

-- Competence moves between bodies, wholly ('all') or for one function; open files follow.
create table organisation_succession (
  id integer generated always as identity primary key,
  predecessor_id integer not null references organisation (id),
  successor_id integer not null references organisation (id),
  function text not null,
  effective_on date not null,
  -- Both sides read until this day, which the act or the handover record states.
  handover_until date not null,
  main boolean not null,
  act text not null,
  applied_at timestamptz,
  check (predecessor_id <> successor_id),
  check (handover_until >= effective_on),
  unique (predecessor_id, successor_id, function)
);
create unique index organisation_succession_one_main
  on organisation_succession (predecessor_id, function) where main;
create index organisation_succession_pending on organisation_succession (effective_on) where applied_at is null;

-- Which organisation's rows an organisation may read and act on, and when. Rebuilt from the tables above.
create table organisation_closure (
  viewer_id integer not null references organisation (id),
  organisation_id integer not null references organisation (id),
  reads_from date not null,
  reads_until date not null,
  acts_from date not null,
  acts_until date not null,
  primary key (viewer_id, organisation_id)
);
create index organisation_closure_organisation on organisation_closure (organisation_id, viewer_id);

-- A superior body reads the files of bodies of these kinds in its unit, never acts on them.
create table supervision (
  viewer_kind text not null,
  subject_kind text not null,
  valid_from date not null,
  valid_to date not null default 'infinity',
  primary key (viewer_kind, subject_kind, valid_from)
);

create function app.rebuild_organisation_closure() returns void
  language sql security definer set search_path = public, pg_temp
as $$
  delete from organisation_closure;
  insert into organisation_closure
  with recursive inherited (viewer_id, organisation_id, since) as (
    select successor_id, predecessor_id, effective_on from organisation_succession where function = 'all' and main
    union
    select i.viewer_id, s.predecessor_id, greatest(i.since, s.effective_on)
    from inherited i
    join organisation_succession s on s.successor_id = i.organisation_id and s.function = 'all' and s.main
  ), own as (
    select o.id as viewer_id, o.id as organisation_id, '-infinity'::date as reads_from,
      coalesce((select max(s.handover_until) from organisation_succession s where s.predecessor_id = o.id and s.function = 'all'),
        o.valid_to, 'infinity') as reads_until,
      '-infinity'::date as acts_from, coalesce(o.valid_to, 'infinity') as acts_until
    from organisation o
  ), supervised as (
    select viewer.id as viewer_id, subject.id as organisation_id,
      greatest(viewer.valid_from, rule.valid_from) as reads_from,
      least(coalesce(viewer.valid_to, 'infinity'), rule.valid_to) as reads_until
    from organisation viewer
    join supervision rule on rule.viewer_kind = viewer.kind
    join unit_closure below on below.ancestor_id = viewer.unit_id
    join organisation subject on subject.unit_id = below.unit_id and subject.kind = rule.subject_kind
    where subject.id <> viewer.id
  ), rows (viewer_id, organisation_id, reads_from, reads_until, acts_from, acts_until) as (
    select * from own
    union all
    select viewer_id, organisation_id, since, 'infinity', since, 'infinity' from inherited
    union all
    select viewer_id, organisation_id, reads_from, reads_until, 'infinity', '-infinity' from supervised
    where reads_from <= reads_until
  )
  select viewer_id, organisation_id, min(reads_from), max(reads_until), min(acts_from), max(acts_until)
  from rows group by viewer_id, organisation_id;
$$;
revoke all on function app.rebuild_organisation_closure() from public;

-- A role is valid only with its kind of organisation.
create table role_organisation_kind (
  role text not null,
  organisation_kind text not null,
  primary key (role, organisation_kind)
);

create table user_account (
  id uuid primary key,
  login text not null unique check (login = lower(login)),
  full_name text not null,
  organisation_id integer not null,
  organisation_kind text not null,
  password_hash text not null,
  password_changed_at timestamptz not null default now(),
  locked_at timestamptz,
  locked_reason text,
  failed_attempts integer not null default 0,
  last_failed_at timestamptz,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (id, organisation_kind),
  foreign key (organisation_id, organisation_kind) references organisation (id, kind)
);
create index user_account_organisation on user_account (organisation_id, login);

create table user_role (
  user_id uuid not null,
  role text not null,
  organisation_kind text not null,
  primary key (user_id, role),
  foreign key (user_id, organisation_kind) references user_account (id, organisation_kind) on update cascade,
  foreign key (role, organisation_kind) references role_organisation_kind (role, organisation_kind)
);

create table session (
  id uuid primary key,
  user_id uuid not null references user_account (id),
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_reason text
);
create index session_of_user on session (user_id, created_at desc);

-- Each refresh token serves once; a second use of one means theft and ends the session.
create table refresh_token (
  hash bytea primary key,
  session_id uuid not null references session (id),
  issued_at timestamptz not null default now(),
  used_at timestamptz
);
create index refresh_token_session on refresh_token (session_id);

-- True when the acting user holds the role of administrator. A function, since policies on user_role would ask it of itself.
create function app.is_administrator() returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (select 1 from user_role r where r.user_id = app.user_id() and r.role = 'administrator')
$$;

-- Organisations are public facts; only administrators change them.
alter table organisation enable row level security;
create policy known on organisation for select to app using (true);
create policy administered on organisation for all to app
  using ((select app.is_administrator())) with check ((select app.is_administrator()));
create policy first_organisation on organisation for insert to app
  with check ((select app.system()) = 'first-administrator' and kind = 'system-operator');
alter table organisation_succession enable row level security;
create policy known on organisation_succession for select to app using (true);
create policy administered on organisation_succession for all to app
  using ((select app.is_administrator())) with check ((select app.is_administrator()));

-- Staff see the staff of the organisations they may read; only administrators change them.
alter table user_account enable row level security;
create policy seen on user_account for select to app using (
  exists (select 1 from organisation_closure c where c.viewer_id = (select app.org_id())
    and c.organisation_id = user_account.organisation_id
    and (select app.today()) between c.reads_from and c.reads_until));
create policy self on user_account for select to app using (id = (select app.user_id()));
create policy administered on user_account for all to app
  using ((select app.is_administrator())) with check ((select app.is_administrator()));
create policy signing_in on user_account for select to app
  using ((select app.system()) in ('login', 'token-refresh'));
create policy counting_failures on user_account for update to app
  using ((select app.system()) = 'login');
create policy first_administrator on user_account for insert to app
  with check ((select app.system()) = 'first-administrator' and organisation_kind = 'system-operator');

alter table user_role enable row level security;
create policy seen on user_role for select to app
  using (exists (select 1 from user_account u where u.id = user_role.user_id));
create policy administered on user_role for all to app
  using ((select app.is_administrator())) with check ((select app.is_administrator()));
create policy first_administrator on user_role for insert to app
  with check ((select app.system()) = 'first-administrator' and role = 'administrator');

alter table session enable row level security;
create policy own on session for select to app using (user_id = (select app.user_id()));
create policy end_own on session for update to app using (user_id = (select app.user_id()));
create policy administered on session for all to app
  using ((select app.is_administrator())) with check ((select app.is_administrator()));
create policy signing_in on session for all to app using ((select app.system()) in ('login', 'token-refresh'));

alter table refresh_token enable row level security;
create policy signing_in on refresh_token for all to app using ((select app.system()) in ('login', 'token-refresh'));

-- What the guard asks for each request, before there is an actor: is this session alive and its user free to work?
create function app.session_state(asked uuid) returns table (
  user_id uuid, organisation_id integer, roles text[], revoked boolean, expired boolean, locked boolean
)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select u.id, u.organisation_id,
    array(select r.role from user_role r where r.user_id = u.id order by r.role),
    s.revoked_at is not null, s.expires_at <= now(), u.locked_at is not null
  from session s join user_account u on u.id = s.user_id where s.id = asked
$$;
-- The first administrator exists once: the command that makes him asks this.
create function app.has_administrator() returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$ select exists (select 1 from user_role where role = 'administrator') $$;

revoke all on function app.is_administrator(), app.session_state(uuid), app.has_administrator() from public;
grant execute on function app.is_administrator(), app.session_state(uuid), app.has_administrator(),
  app.rebuild_organisation_closure() to app;
grant select on organisation_closure, supervision, role_organisation_kind to app;
grant select, insert, update on organisation, organisation_succession, user_account, session to app;
grant select, insert, update, delete on user_role to app;
grant select, insert, update on refresh_token to app;

-- Audit rows are read by the organisation's own line of supervision; the auditor's organisation reads all.
create policy supervised on audit_event for select to app using (
  exists (select 1 from organisation_closure c where c.viewer_id = (select app.org_id())
    and c.organisation_id = audit_event.organisation_id
    and (select app.today()) between c.reads_from and c.reads_until));
create policy operator on audit_event for select to app using (
  exists (select 1 from organisation o where o.id = (select app.org_id()) and o.kind = 'system-operator'));

-- down
drop policy operator on audit_event;
drop policy supervised on audit_event;
drop function app.has_administrator();
drop function app.session_state(uuid);
drop table refresh_token;
drop table session;
drop table user_role cascade;
drop table user_account cascade;
drop table role_organisation_kind;
drop function app.rebuild_organisation_closure();
drop table supervision;
drop table organisation_closure;
drop table organisation_succession;
drop table organisation;
drop function app.is_administrator();
