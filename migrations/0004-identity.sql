-- up
create table organisation (
  id integer generated always as identity primary key,
  kind text not null,
  -- What a provincial department is in charge of: the labour department never reads a clinic's files.
  sector text check (sector in ('labour', 'health', 'other')),
  name text not null,
  name_folded text not null,
  -- Empty for bodies of the whole country: units have no row for it.
  unit_id integer references unit (id),
  valid_from date not null,
  -- Last day, included.
  valid_to date,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (id, kind),
  check (valid_to is null or valid_from <= valid_to),
  check ((sector is not null) = (kind = 'provincial-department')),
  check (unit_id is not null or kind in ('system-operator', 'ministry-department'))
);
create index organisation_unit on organisation (unit_id, kind);
create index organisation_name on organisation (name_folded, id);
-- One authority of a kind in a unit on any day: two would both read what they supervise. One constraint for each kind,
-- since equality of texts would need an extension; a range of one unit overlaps itself alone. The same kinds:
-- src/identity/organisation.rules.ts.
alter table organisation
  add constraint organisation_one_committee exclude using gist
    (int4range(unit_id, unit_id, '[]') with &&, daterange(valid_from, valid_to, '[]') with &&)
    where (kind = 'commune-peoples-committee'),
  add constraint organisation_one_commune_police exclude using gist
    (int4range(unit_id, unit_id, '[]') with &&, daterange(valid_from, valid_to, '[]') with &&)
    where (kind = 'commune-police'),
  add constraint organisation_one_district_body exclude using gist
    (int4range(unit_id, unit_id, '[]') with &&, daterange(valid_from, valid_to, '[]') with &&)
    where (kind = 'district-body'),
  add constraint organisation_one_provincial_police exclude using gist
    (int4range(unit_id, unit_id, '[]') with &&, daterange(valid_from, valid_to, '[]') with &&)
    where (kind = 'provincial-police'),
  -- A department that supervises nothing may have others beside it.
  add constraint organisation_one_labour_department exclude using gist
    (int4range(unit_id, unit_id, '[]') with &&, daterange(valid_from, valid_to, '[]') with &&)
    where (sector = 'labour'),
  add constraint organisation_one_health_department exclude using gist
    (int4range(unit_id, unit_id, '[]') with &&, daterange(valid_from, valid_to, '[]') with &&)
    where (sector = 'health');

-- Competence moves between bodies, wholly ('all') or for one function; open files follow.
create table organisation_succession (
  id integer generated always as identity primary key,
  predecessor_id integer not null references organisation (id),
  successor_id integer not null references organisation (id),
  function text not null,
  effective_on date not null,
  -- Both sides read until this day, which the act or the handover record states.
  handover_until date not null,
  -- The one that takes over what is not divided.
  main boolean not null,
  act text not null,
  check (predecessor_id <> successor_id),
  check (handover_until >= effective_on),
  unique (predecessor_id, successor_id, function)
);
create unique index organisation_succession_one_main
  on organisation_succession (predecessor_id, function) where main;
create index organisation_succession_successor on organisation_succession (successor_id);

-- Which organisation's rows an organisation may read and act on, and when: rebuilt from the tables around it.
-- Reading spans of one pair never overlap, so that a join on a day gives one row. Acting lies within reading.
create table organisation_closure (
  viewer_id integer not null references organisation (id),
  organisation_id integer not null references organisation (id),
  reads_from date not null,
  reads_until date not null,
  acts_from date not null default 'infinity',
  acts_until date not null default '-infinity',
  primary key (viewer_id, organisation_id, reads_from),
  check (reads_from <= reads_until)
);
create index organisation_closure_organisation on organisation_closure (organisation_id, viewer_id);

-- A superior body reads the files of bodies of these kinds in its unit, never acts on them.
-- The same rows with their grounds: src/identity/supervision.ts.
create table supervision (
  viewer_kind text not null,
  viewer_sector text,
  subject_kind text not null,
  valid_from date not null,
  valid_to date not null,
  unique nulls not distinct (viewer_kind, viewer_sector, subject_kind, valid_from),
  check (valid_from <= valid_to)
);
insert into supervision (viewer_kind, viewer_sector, subject_kind, valid_from, valid_to) values
  ('provincial-police', null, 'commune-police', '2025-03-01', 'infinity'),
  ('provincial-police', null, 'commune-peoples-committee', '2025-03-01', 'infinity'),
  ('provincial-police', null, 'public-rehabilitation-facility', '2025-03-01', 'infinity'),
  ('provincial-police', null, 'private-rehabilitation-facility', '2025-03-01', 'infinity'),
  ('provincial-police', null, 'community-service-provider', '2025-03-01', 'infinity'),
  ('provincial-department', 'labour', 'commune-peoples-committee', '-infinity', '2025-02-28'),
  ('provincial-department', 'labour', 'public-rehabilitation-facility', '-infinity', '2025-02-28'),
  ('provincial-department', 'labour', 'private-rehabilitation-facility', '-infinity', '2025-02-28'),
  ('provincial-department', 'labour', 'community-service-provider', '-infinity', '2025-02-28'),
  ('provincial-department', 'health', 'health-centre', '-infinity', 'infinity'),
  ('provincial-department', 'health', 'methadone-clinic', '-infinity', 'infinity'),
  ('district-body', null, 'commune-peoples-committee', '-infinity', '2025-06-30'),
  ('district-body', null, 'commune-police', '-infinity', '2025-06-30');

-- Without nested loops: right after many organisations were added, the planner still believes in few, and would
-- compare each new row with each old one. With them 29,000 organisations take minutes, without them two seconds.
create function app.rebuild_organisation_closure() returns void
  language plpgsql security definer set search_path = public, pg_temp set enable_nestloop = off
as $$
begin
  -- Two rebuilds at once would each miss the organisation that the other one brings.
  perform pg_advisory_xact_lock(hashtextextended('organisation_closure', 0));
  with recursive handed_over as (
    select predecessor_id, min(effective_on) filter (where main) - 1 as last_day, max(handover_until) as reads_until
    from organisation_succession where function = 'all' group by predecessor_id
  ), life as (
    -- The last day to act is the organisation's own, or the day before its main successor takes over everything.
    select o.id, o.kind, o.sector, o.unit_id, o.valid_from,
      least(o.valid_to, h.last_day, 'infinity') as last_day,
      greatest(least(o.valid_to, h.last_day, 'infinity'), h.reads_until) as reads_until
    from organisation o left join handed_over h on h.predecessor_id = o.id
  ), inherited (viewer_id, organisation_id, since) as (
    select successor_id, predecessor_id, effective_on
    from organisation_succession where function = 'all' and main
    union
    select heir.viewer_id, s.predecessor_id, greatest(heir.since, s.effective_on)
    from inherited heir
    join organisation_succession s on s.successor_id = heir.organisation_id and s.function = 'all' and s.main
  ), span (viewer_id, organisation_id, reads_from, reads_until, acts_from, acts_until) as (
    select id, id, valid_from, reads_until, valid_from, last_day from life
    union all
    select heir.viewer_id, heir.organisation_id, heir.since, viewer.reads_until, heir.since, viewer.last_day
    from inherited heir join life viewer on viewer.id = heir.viewer_id
    where heir.viewer_id <> heir.organisation_id
    union all
    select viewer.id, subject.id, greatest(viewer.valid_from, rule.valid_from),
      least(viewer.reads_until, rule.valid_to), 'infinity', '-infinity'
    from life viewer
    join supervision rule
      on rule.viewer_kind = viewer.kind and rule.viewer_sector is not distinct from viewer.sector
    join unit_closure below on below.ancestor_id = viewer.unit_id
    join organisation subject on subject.unit_id = below.unit_id and subject.kind = rule.subject_kind
    where subject.id <> viewer.id
  ), reading as (
    -- Spans that touch become one; spans with a gap between them stay apart.
    select viewer_id, organisation_id, unnest(range_agg(daterange(reads_from, reads_until, '[]'))) as days
    from span where reads_from <= reads_until group by viewer_id, organisation_id
  ), acting as (
    select viewer_id, organisation_id, min(acts_from) as acts_from, max(acts_until) as acts_until
    from span where acts_from <= acts_until group by viewer_id, organisation_id
  ), fresh as (
    select r.viewer_id, r.organisation_id, lower(r.days) as reads_from,
      case when upper_inc(r.days) then upper(r.days) else upper(r.days) - 1 end as reads_until,
      coalesce(a.acts_from, 'infinity') as acts_from, coalesce(a.acts_until, '-infinity') as acts_until
    from reading r
    left join acting a
      on a.viewer_id = r.viewer_id and a.organisation_id = r.organisation_id and r.days @> a.acts_from
  ), gone as (
    delete from organisation_closure old
    where not exists (select 1 from fresh where fresh.viewer_id = old.viewer_id
      and fresh.organisation_id = old.organisation_id and fresh.reads_from = old.reads_from)
  )
  -- Only what differs is written: one new organisation must not rewrite the rows of all others.
  insert into organisation_closure (viewer_id, organisation_id, reads_from, reads_until, acts_from, acts_until)
  select * from fresh
  where not exists (select 1 from organisation_closure same where same.viewer_id = fresh.viewer_id
    and same.organisation_id = fresh.organisation_id and same.reads_from = fresh.reads_from
    and same.reads_until = fresh.reads_until and same.acts_from = fresh.acts_from
    and same.acts_until = fresh.acts_until)
  on conflict (viewer_id, organisation_id, reads_from) do update
    set reads_until = excluded.reads_until, acts_from = excluded.acts_from, acts_until = excluded.acts_until;
end $$;
revoke all on function app.rebuild_organisation_closure() from public;

-- Whether the actor's organisation may act today on what is this organisation's: its own, or that of a body it took over.
create function app.acts_for(asked integer) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (select 1 from organisation_closure c where c.viewer_id = app.org_id() and c.organisation_id = asked
    and app.today() between c.acts_from and c.acts_until)
$$;
revoke all on function app.acts_for(integer) from public;
grant execute on function app.acts_for(integer) to app;

-- A role is valid only with its kind of organisation. The same rows: src/identity/roles.ts.
create table role_organisation_kind (
  role text not null,
  organisation_kind text not null,
  primary key (role, organisation_kind)
);
insert into role_organisation_kind (role, organisation_kind) values
  ('commune-officer', 'commune-peoples-committee'),
  ('commune-chairman', 'commune-peoples-committee'),
  ('commune-police-officer', 'commune-police'),
  ('head-of-commune-police', 'commune-police'),
  ('clinician', 'health-centre'),
  ('clinician', 'methadone-clinic'),
  ('dispenser', 'health-centre'),
  ('dispenser', 'methadone-clinic'),
  ('stock-keeper', 'health-centre'),
  ('stock-keeper', 'methadone-clinic'),
  ('rehabilitation-centre-officer', 'public-rehabilitation-facility'),
  ('rehabilitation-centre-officer', 'private-rehabilitation-facility'),
  ('rehabilitation-centre-officer', 'reformatory'),
  ('rehabilitation-centre-director', 'public-rehabilitation-facility'),
  ('rehabilitation-centre-director', 'private-rehabilitation-facility'),
  ('rehabilitation-centre-director', 'reformatory'),
  ('service-provider-officer', 'community-service-provider'),
  ('support-worker', 'commune-peoples-committee'),
  ('provincial-officer', 'provincial-police'),
  ('provincial-officer', 'provincial-department'),
  ('provincial-police-director', 'provincial-police'),
  ('ministry-officer', 'ministry-department'),
  ('district-officer', 'district-body'),
  ('court-clerk', 'court'),
  ('administrator', 'system-operator'),
  ('auditor', 'system-operator'),
  ('auditor', 'ministry-department'),
  ('integrator', 'system-operator'),
  ('integrator', 'ministry-department'),
  ('integrator', 'provincial-police'),
  ('integrator', 'provincial-department');

create table user_account (
  id uuid primary key,
  login text not null unique check (login = lower(login)),
  full_name text not null,
  organisation_id integer not null,
  organisation_kind text not null,
  locked_at timestamptz,
  locked_reason text,
  -- Kept by the functions below: since when a code is asked besides the password.
  second_factor_since timestamptz,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  unique (id, organisation_kind),
  foreign key (organisation_id, organisation_kind) references organisation (id, kind),
  check ((locked_at is null) = (locked_reason is null))
);
create index user_account_organisation on user_account (organisation_id, login);

-- An account works for one organisation at a time. For whom it acted when is in each entry of the audit; why it moved is
-- here.
create table user_move (
  id uuid primary key,
  user_id uuid not null references user_account (id),
  from_organisation_id integer not null references organisation (id),
  to_organisation_id integer not null references organisation (id),
  from_roles text[] not null,
  to_roles text[] not null,
  reason text not null,
  moved_at timestamptz not null default now(),
  moved_by uuid not null references user_account (id),
  check (from_organisation_id <> to_organisation_id)
);
create index user_move_of_user on user_move (user_id, moved_at);

create table user_role (
  user_id uuid not null,
  role text not null,
  organisation_kind text not null,
  primary key (user_id, role),
  foreign key (user_id, organisation_kind) references user_account (id, organisation_kind),
  foreign key (role, organisation_kind) references role_organisation_kind (role, organisation_kind)
);
create index user_role_role on user_role (role);

-- Apart from the account, since colleagues may read accounts: the hash is for the login alone.
create table user_credential (
  user_id uuid primary key references user_account (id),
  password_hash text not null check (password_hash like '$argon2id$%'),
  -- Given by somebody else: good for choosing another password and nothing more.
  temporary boolean not null,
  changed_at timestamptz not null default now()
);

-- Failures by a keyed fingerprint of the login that was tried, whether or not there is such an account: pauses must not
-- tell which logins exist, and what was typed into the field must not be kept.
create table login_failure (
  login_index bytea not null,
  -- A keyed fingerprint of where the attempt came from; empty for all places together from which the account has not
  -- signed in.
  place_index bytea not null default '',
  failures integer not null check (failures > 0),
  last_failed_at timestamptz not null,
  primary key (login_index, place_index)
);
create index login_failure_last_failed_at on login_failure (last_failed_at);

-- From where an account has signed in: failures elsewhere do not keep it from signing in here. Fingerprints, since
-- nobody needs to know where people were.
create table known_place (
  user_id uuid not null references user_account (id),
  place_index bytea not null,
  last_used_at timestamptz not null default now(),
  primary key (user_id, place_index)
);
create index known_place_last_used_at on known_place (last_used_at);

create table session (
  id uuid primary key,
  user_id uuid not null references user_account (id),
  -- What the program said of itself that signed in: its owner tells his own from others by it.
  device text check (length(device) between 1 and 200),
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_reason text,
  check ((revoked_at is null) = (revoked_reason is null))
);
create index session_of_user on session (user_id, created_at desc);
create index session_expires_at on session (expires_at);

-- One-time codes by time (RFC 6238). Offered until a first code confirms it; ended, never deleted. The secret is sealed.
create table second_factor (
  id uuid primary key,
  user_id uuid not null references user_account (id),
  secret_sealed bytea not null,
  created_at timestamptz not null default now(),
  confirmed_at timestamptz,
  ended_at timestamptz,
  -- The step of time of the last code that was taken: no code serves twice, nor an older one after it.
  last_step bigint,
  check ((confirmed_at is null) = (last_step is null))
);
create unique index second_factor_one_offered on second_factor (user_id)
  where confirmed_at is null and ended_at is null;
create unique index second_factor_one_working on second_factor (user_id)
  where confirmed_at is not null and ended_at is null;

-- For who has lost the device: each serves once. Keyed fingerprints.
create table recovery_code (
  second_factor_id uuid not null references second_factor (id),
  code_index bytea not null,
  used_at timestamptz,
  primary key (second_factor_id, code_index)
);

-- A right password that waits for its code. SHA-256 of 256 random bits; and of the password's hash, so that a challenge
-- ends with the password that it was given for.
create table login_challenge (
  hash bytea primary key,
  user_id uuid not null references user_account (id),
  credential_hash bytea not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index login_challenge_expires_at on login_challenge (expires_at);

-- SHA-256 of 256 random bits. Each token serves once; a second use of one means theft and ends the session.
create table refresh_token (
  hash bytea primary key,
  session_id uuid not null references session (id),
  issued_at timestamptz not null default now(),
  used_at timestamptz
);
create index refresh_token_session on refresh_token (session_id);

-- Programs of other bodies. A client acts for one organisation, with scopes that are permissions to read, until a day.
-- It is no account: it has no password, no session, and holds none of the rights that a user's role gives.
create table api_client (
  id uuid primary key,
  name text not null,
  organisation_id integer not null,
  organisation_kind text not null,
  -- Where a client may stand is where the role may be held.
  role text not null default 'integrator' check (role = 'integrator'),
  scopes text[] not null check (cardinality(scopes) > 0),
  created_at timestamptz not null default now(),
  created_by uuid not null references user_account (id),
  expires_at timestamptz not null,
  -- When it last asked for a token.
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoked_reason text,
  version integer not null default 1,
  foreign key (organisation_id, organisation_kind) references organisation (id, kind),
  foreign key (role, organisation_kind) references role_organisation_kind (role, organisation_kind),
  check ((revoked_at is null) = (revoked_reason is null))
);
create index api_client_organisation on api_client (organisation_id);

-- A keyed fingerprint of 256 random bits. After a rotation the one before is good until its end.
create table api_client_secret (
  id uuid primary key,
  client_id uuid not null references api_client (id),
  secret_index bytea not null,
  created_at timestamptz not null default now(),
  ends_at timestamptz
);
create index api_client_secret_client on api_client_secret (client_id);

-- Functions, since policies on user_role would ask it of itself.
create function app.has_role(asked text) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (
    select 1 from user_role r join user_account u on u.id = r.user_id
    where r.user_id = app.user_id() and r.role = asked and u.locked_at is null)
$$;
create function app.is_administrator() returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$ select app.has_role('administrator') $$;
-- The command that makes an administrator where there is none asks this. One who is locked is none: somebody must be able
-- to unlock him.
create function app.has_administrator() returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (select 1 from user_role r join user_account u on u.id = r.user_id
    where r.role = 'administrator' and u.locked_at is null)
$$;

-- What the guard asks for each request, before there is an actor: is this session alive and its user free to work?
create function app.session_state(asked uuid) returns table (
  user_id uuid, organisation_id integer, roles text[], revoked boolean, expired boolean, locked boolean,
  temporary_password boolean, second_factor boolean
)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select u.id, u.organisation_id,
    array(select r.role from user_role r where r.user_id = u.id order by r.role),
    s.revoked_at is not null, s.expires_at <= now(), u.locked_at is not null,
    coalesce((select c.temporary from user_credential c where c.user_id = u.id), true),
    u.second_factor_since is not null
  from session s join user_account u on u.id = s.user_id where s.id = asked
$$;

-- The same for the token of a client: it ends with the client, and with the secret that it was given for.
create function app.client_state(asked uuid, asked_secret uuid) returns table (
  organisation_id integer, scopes text[], ended boolean
)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select c.organisation_id, c.scopes,
    c.revoked_at is not null or c.expires_at <= now() or coalesce(s.ends_at <= now(), false)
  from api_client c join api_client_secret s on s.client_id = c.id where c.id = asked and s.id = asked_secret
$$;

-- The only way to write a password: one's own, or as an administrator a temporary one, or the first one of all.
create function app.set_password(asked uuid, new_hash text, is_temporary boolean) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  own boolean := asked is not distinct from app.user_id();
  first boolean := app.system() is not distinct from 'first-administrator' and not app.has_administrator();
begin
  if not own and not first and not app.is_administrator() then
    raise insufficient_privilege using message = 'not allowed to set this password';
  end if;
  insert into user_credential (user_id, password_hash, temporary)
  values (asked, new_hash, case when own then false when first then is_temporary else true end)
  on conflict (user_id) do update
    set password_hash = excluded.password_hash, temporary = excluded.temporary, changed_at = now();
end $$;

-- One's own second factor: offered, then confirmed by a code, which ends the one before. Another's is only ended, by an
-- administrator. Nobody but the sign-in reads a secret.
create function app.offer_second_factor(new_id uuid, sealed bytea) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if app.user_id() is null then
    raise insufficient_privilege using message = 'a second factor is one''s own';
  end if;
  update second_factor set ended_at = now()
  where user_id = app.user_id() and confirmed_at is null and ended_at is null;
  insert into second_factor (id, user_id, secret_sealed) values (new_id, app.user_id(), sealed);
end $$;
create function app.confirm_second_factor(asked uuid, step bigint, code_indexes bytea[]) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  perform 1 from second_factor
  where id = asked and user_id = app.user_id() and confirmed_at is null and ended_at is null for update;
  if not found then return false; end if;
  update second_factor set ended_at = now()
  where user_id = app.user_id() and confirmed_at is not null and ended_at is null;
  update second_factor set confirmed_at = now(), last_step = step where id = asked;
  insert into recovery_code (second_factor_id, code_index) select asked, unnest(code_indexes);
  update user_account set second_factor_since = now() where id = app.user_id();
  return true;
end $$;
create function app.end_second_factor(asked uuid) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if asked is not distinct from app.user_id() or not app.is_administrator() then
    raise insufficient_privilege using message = 'not allowed to end this second factor';
  end if;
  update second_factor set ended_at = now() where user_id = asked and ended_at is null;
  update user_account set second_factor_since = null where id = asked;
end $$;
create function app.own_recovery_codes_left() returns integer
  language sql stable security definer set search_path = public, pg_temp
as $$
  select count(*)::integer from recovery_code c join second_factor f on f.id = c.second_factor_id
  where f.user_id = app.user_id() and f.confirmed_at is not null and f.ended_at is null and c.used_at is null
$$;

revoke all on function app.has_role(text), app.is_administrator(), app.has_administrator(), app.session_state(uuid),
  app.client_state(uuid, uuid), app.set_password(uuid, text, boolean), app.offer_second_factor(uuid, bytea),
  app.confirm_second_factor(uuid, bigint, bytea[]), app.end_second_factor(uuid), app.own_recovery_codes_left()
  from public;
grant execute on function app.has_role(text), app.is_administrator(), app.has_administrator(),
  app.session_state(uuid), app.client_state(uuid, uuid), app.set_password(uuid, text, boolean), app.offer_second_factor(uuid, bytea),
  app.confirm_second_factor(uuid, bigint, bytea[]), app.end_second_factor(uuid), app.own_recovery_codes_left(),
  app.rebuild_organisation_closure() to app;

-- Organisations are public facts; only administrators change them.
alter table organisation enable row level security;
create policy known on organisation for select to app using (true);
create policy found on organisation for insert to app with check (
  (select app.is_administrator())
  or ((select app.system()) = 'first-administrator' and kind = 'system-operator'
    and not (select app.has_administrator())));
create policy change on organisation for update to app
  using ((select app.is_administrator())) with check ((select app.is_administrator()));
alter table organisation_succession enable row level security;
create policy known on organisation_succession for select to app using (true);
create policy found on organisation_succession for insert to app with check ((select app.is_administrator()));

-- Staff see the staff of the organisations they may read; only administrators change them.
alter table user_account enable row level security;
create policy seen on user_account for select to app using (
  exists (select 1 from organisation_closure c where c.viewer_id = (select app.org_id())
    and c.organisation_id = user_account.organisation_id
    and (select app.today()) between c.reads_from and c.reads_until));
create policy self on user_account for select to app using (id = (select app.user_id()));
create policy overseen on user_account for select to app
  using ((select app.is_administrator()) or (select app.has_role('auditor')));
create policy signing_in on user_account for select to app
  using ((select app.system()) in ('login', 'token-refresh'));
create policy found on user_account for insert to app with check (
  (select app.is_administrator())
  or ((select app.system()) = 'first-administrator' and organisation_kind = 'system-operator'
    and not (select app.has_administrator())));
create policy change on user_account for update to app
  using ((select app.is_administrator())) with check ((select app.is_administrator()));

alter table user_role enable row level security;
create policy seen on user_role for select to app
  using (exists (select 1 from user_account u where u.id = user_role.user_id));
create policy assign on user_role for insert to app with check (
  (select app.is_administrator())
  or ((select app.system()) = 'first-administrator' and role = 'administrator'
    and not (select app.has_administrator())));
create policy withdraw on user_role for delete to app using ((select app.is_administrator()));

alter table user_move enable row level security;
create policy seen on user_move for select to app
  using (exists (select 1 from user_account u where u.id = user_move.user_id));
create policy record on user_move for insert to app
  with check ((select app.is_administrator()) and moved_by = (select app.user_id()) and user_id <> moved_by);

alter table user_credential enable row level security;
create policy verify on user_credential for select to app using ((select app.system()) = 'login');
alter table login_failure enable row level security;
create policy count_failures on login_failure for all to app using ((select app.system()) = 'login');
-- Sees and deletes; writes nothing.
create policy forget on login_failure for all to app
  using ((select app.system()) = 'identity-housekeeping' and last_failed_at < now() - interval '7 days')
  with check (false);
-- An administrator lets somebody try again, and counts nothing himself.
create policy released_seen on login_failure for select to app using ((select app.is_administrator()));
create policy release on login_failure for delete to app using ((select app.is_administrator()));
alter table known_place enable row level security;
create policy sign_in on known_place for select to app using ((select app.system()) = 'login');
create policy remember on known_place for insert to app with check ((select app.system()) = 'login');
create policy use_again on known_place for update to app using ((select app.system()) = 'login');
create policy forget on known_place for all to app
  using ((select app.system()) = 'identity-housekeeping' and last_used_at < now() - interval '90 days')
  with check (false);

alter table second_factor enable row level security;
create policy verify on second_factor for select to app using ((select app.system()) = 'login');
create policy use_up on second_factor for update to app
  using ((select app.system()) = 'login' and ended_at is null) with check ((select app.system()) = 'login');
alter table recovery_code enable row level security;
create policy verify on recovery_code for select to app using ((select app.system()) = 'login');
create policy use_up on recovery_code for update to app
  using ((select app.system()) = 'login' and used_at is null) with check (used_at is not null);
alter table login_challenge enable row level security;
create policy verify on login_challenge for select to app using ((select app.system()) = 'login');
create policy ask on login_challenge for insert to app
  with check ((select app.system()) = 'login' and used_at is null);
create policy use_up on login_challenge for update to app
  using ((select app.system()) = 'login' and used_at is null) with check (used_at is not null);
create policy forget on login_challenge for all to app
  using ((select app.system()) = 'identity-housekeeping' and expires_at < now() - interval '1 day')
  with check (false);

-- A session, once ended, stays ended.
alter table session enable row level security;
create policy own on session for select to app using (user_id = (select app.user_id()));
create policy overseen on session for select to app using ((select app.is_administrator()));
create policy signing_in on session for select to app using ((select app.system()) in ('login', 'token-refresh'));
create policy start on session for insert to app
  with check ((select app.system()) = 'login' and revoked_at is null);
create policy end_session on session for update to app
  using (revoked_at is null and (user_id = (select app.user_id()) or (select app.is_administrator())))
  with check (revoked_at is not null);
-- Its check names the actor again: checks of one table's policies add up, and would let an owner's through.
create policy refresh on session for update to app
  using (revoked_at is null and (select app.system()) = 'token-refresh')
  with check ((select app.system()) = 'token-refresh');
create policy clean_up on session for select to app using ((select app.system()) = 'identity-housekeeping');

alter table api_client enable row level security;
create policy overseen on api_client for select to app
  using ((select app.is_administrator()) or (select app.has_role('auditor')));
create policy admit on api_client for insert to app
  with check ((select app.is_administrator()) and created_by = (select app.user_id()) and revoked_at is null);
-- A client, once revoked, stays revoked.
create policy change on api_client for update to app
  using (revoked_at is null and (select app.is_administrator())) with check ((select app.is_administrator()));
create policy ask on api_client for select to app using ((select app.system()) = 'client-token');
create policy use on api_client for update to app
  using (revoked_at is null and (select app.system()) = 'client-token')
  with check (revoked_at is null and (select app.system()) = 'client-token');
alter table api_client_secret enable row level security;
create policy overseen on api_client_secret for select to app
  using ((select app.is_administrator()) or (select app.has_role('auditor')));
create policy admit on api_client_secret for insert to app with check ((select app.is_administrator()));
create policy change on api_client_secret for update to app
  using ((select app.is_administrator())) with check ((select app.is_administrator()));
create policy ask on api_client_secret for select to app using ((select app.system()) = 'client-token');
-- A fingerprint of an old key is replaced when its secret comes.
create policy use on api_client_secret for update to app
  using ((select app.system()) = 'client-token') with check ((select app.system()) = 'client-token');

alter table refresh_token enable row level security;
create policy issue_first on refresh_token for insert to app with check ((select app.system()) = 'login');
create policy rotate on refresh_token for all to app using ((select app.system()) = 'token-refresh');
create policy clean_up on refresh_token for all to app
  using ((select app.system()) = 'identity-housekeeping'
    and exists (select 1 from session s where s.id = session_id and s.expires_at < now() - interval '30 days'))
  with check (false);

grant select on organisation_closure, supervision, role_organisation_kind, user_credential, second_factor,
  recovery_code to app;
grant select, insert on user_move, api_client, api_client_secret to app;
grant update (expires_at, last_used_at, revoked_at, revoked_reason, version) on api_client to app;
grant update (secret_index, ends_at) on api_client_secret to app;
grant update (last_step) on second_factor to app;
grant update (used_at) on recovery_code to app;
grant select, insert, delete on login_challenge to app;
grant update (used_at) on login_challenge to app;
grant select, insert on organisation, organisation_succession, user_account, session to app;
grant update (name, name_folded, valid_to, version) on organisation to app;
grant update (full_name, organisation_id, organisation_kind, locked_at, locked_reason, version) on user_account to app;
grant update (last_used_at, revoked_at, revoked_reason) on session to app;
grant select, insert, delete on user_role to app;
grant select, insert, update, delete on login_failure to app;
grant select, insert, delete on known_place to app;
grant update (last_used_at) on known_place to app;
grant select, insert, delete on refresh_token to app;
grant update (used_at) on refresh_token to app;

create policy move on legal_clock for update to app using (movable and (select app.is_administrator()));

-- Audit rows are read by the organisation's own line of supervision; auditors read all. What is done in a treatment is read by
-- who did it, or has taken his place, alone: each morning has its row, and the moments would tell of a patient's days.
create policy supervised on audit_event for select to app using (
  exists (select 1 from organisation_closure c where c.viewer_id = (select app.org_id())
    and c.organisation_id = audit_event.organisation_id
    and (select app.today()) between c.reads_from and c.reads_until)
  and (not starts_with(action, 'treatment.')
    or exists (select 1 from organisation_closure c where c.viewer_id = (select app.org_id())
      and c.organisation_id = audit_event.organisation_id
      and (select app.today()) between c.acts_from and c.acts_until)));
create policy auditor on audit_event for select to app using ((select app.has_role('auditor')));

-- down
drop policy auditor on audit_event;
drop policy supervised on audit_event;
drop policy move on legal_clock;
drop table refresh_token;
drop table api_client_secret;
drop table api_client;
drop table login_challenge;
drop table recovery_code;
drop table second_factor;
drop table user_move;
drop table session;
drop table known_place;
drop table login_failure;
drop table user_credential;
drop table user_role;
drop table user_account;
drop table role_organisation_kind;
drop function app.acts_for(integer);
drop function app.rebuild_organisation_closure();
drop table supervision;
drop table organisation_closure;
drop table organisation_succession;
drop table organisation;
drop function app.client_state(uuid, uuid);
drop function app.own_recovery_codes_left();
drop function app.end_second_factor(uuid);
drop function app.confirm_second_factor(uuid, bigint, bytea[]);
drop function app.offer_second_factor(uuid, bytea);
drop function app.set_password(uuid, text, boolean);
drop function app.session_state(uuid);
drop function app.has_administrator();
drop function app.is_administrator();
drop function app.has_role(text);
