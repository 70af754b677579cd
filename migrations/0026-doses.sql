-- up
-- A range of one id overlaps itself alone: an exclusion asks for equality without an extension.
create type app.id_range as range (subtype = uuid);

-- Bodies for which the actor's acts today: itself, and those that it took over. Asked once in a statement.
create function app.acting_bodies() returns integer[]
  language sql stable security definer set search_path = public, pg_temp
as $$
  select coalesce(array_agg(c.organisation_id), '{}') from organisation_closure c
  where c.viewer_id = app.org_id() and app.today() between c.acts_from and c.acts_until
$$;

-- A body that gives doses: from which day they are expected there, until when on a day, and how far missed ones were derived.
create table dosing_site (
  site_id integer primary key references organisation (id),
  from_on date not null,
  closes_at time not null,
  derived_until date,
  -- A void that comes more minutes after its entry is marked late; null: none is.
  late_void_minutes integer check (late_void_minutes > 0),
  recorded_by uuid not null,
  recorded_at timestamptz not null default now(),
  version integer not null default 1
);

-- Days on which it does not give.
create table dosing_closure (
  id uuid primary key,
  site_id integer not null references organisation (id),
  day date not null,
  reason text not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null default now(),
  lifted_at timestamptz,
  lifted_by uuid,
  check ((lifted_at is null) = (lifted_by is null))
);
create unique index dosing_closure_one on dosing_closure (site_id, day) where lifted_at is null;

-- How far missed doses were derived, the job alone says.
create function app.guard_derived_until() returns trigger
  language plpgsql set search_path = public, pg_temp
as $$
begin
  if new.derived_until is distinct from old.derived_until and app.system() is distinct from 'missed-doses' then
    raise insufficient_privilege using message = 'missed doses are derived by the program';
  end if;
  return new;
end $$;
create trigger guard_derived_until before update of derived_until on dosing_site
  for each row when (current_user = 'app') execute function app.guard_derived_until();

-- What a clinician ordered: one dose for each slot of a day, in whole numbers of its unit.
create table dose_order (
  id uuid primary key,
  episode_id uuid not null references treatment_episode (case_id),
  site_id integer not null references organisation (id),
  unit text not null check (unit in ('microgram', 'microlitre', 'piece')),
  doses bigint[] not null check (cardinality(doses) between 1 and 10 and 0 < all (doses)),
  from_on date not null,
  until_on date not null,
  reason text not null,
  -- What it was held against, and what was not checked.
  checks jsonb not null,
  protocol_id uuid,
  prescribed_by uuid not null,
  prescribed_at timestamptz not null,
  approved_by uuid,
  approved_at timestamptz,
  -- The last day on which it holds where it was ended early; the day before its first one where it never did.
  ended_on date,
  ended_by uuid,
  ended_reason text,
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  check (until_on >= from_on),
  check (ended_on between from_on - 1 and until_on),
  check ((approved_by is null) = (approved_at is null)),
  check (num_nonnulls(ended_on, ended_by, ended_reason) in (0, 3)),
  -- Two orders never hold on one day: what is to be given has one answer.
  constraint dose_order_one_at_a_time exclude using gist (
    app.id_range(episode_id, episode_id, '[]') with &&, daterange(from_on, coalesce(ended_on, until_on) + 1, '[)') with &&)
    where (approved_at is not null)
);
create index dose_order_of_episode on dose_order (episode_id, from_on desc, id desc);
create index dose_order_of_site on dose_order (site_id, until_on, from_on) where approved_at is not null;

-- Days on which another site gives instead of the one that treats, by what was ordered there.
create table guest_booking (
  id uuid primary key,
  episode_id uuid not null references treatment_episode (case_id),
  kind text not null,
  case_code text not null,
  person_id uuid not null references person (id),
  home_site_id integer not null references organisation (id),
  guest_site_id integer not null references organisation (id),
  order_id uuid not null references dose_order (id),
  unit text not null,
  doses bigint[] not null,
  from_on date not null,
  until_on date not null,
  reason text not null,
  booked_by uuid not null,
  booked_at timestamptz not null,
  cancelled_at timestamptz,
  cancelled_by uuid,
  cancel_reason text,
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  check (until_on >= from_on),
  check (guest_site_id <> home_site_id),
  check (num_nonnulls(cancelled_at, cancelled_by, cancel_reason) in (0, 3)),
  constraint guest_booking_one_at_a_time exclude using gist (
    app.id_range(episode_id, episode_id, '[]') with &&, daterange(from_on, until_on, '[]') with &&) where (cancelled_at is null)
);
create index guest_booking_of_episode on guest_booking (episode_id, until_on) where cancelled_at is null;
create index guest_booking_of_guest on guest_booking (guest_site_id, until_on) where cancelled_at is null;

-- The next dose waits for a clinician.
create table dose_hold (
  id uuid primary key,
  episode_id uuid not null references treatment_episode (case_id),
  site_id integer not null references organisation (id),
  source text not null check (source in ('clinician', 'missed-doses')),
  reason text not null,
  from_on date not null,
  placed_by uuid,
  placed_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid,
  end_reason text,
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  check ((placed_by is null) = (source = 'missed-doses')),
  check (num_nonnulls(ended_at, ended_by, end_reason) in (0, 3))
);
create index dose_hold_of_episode on dose_hold (episode_id, placed_at desc, id desc);
create unique index dose_hold_one_derived on dose_hold (episode_id) where ended_at is null and source = 'missed-doses';

-- Urine: what was looked for and found. Nothing else is tested for here, and no field takes anything else.
create table urine_test (
  id uuid primary key,
  episode_id uuid not null references treatment_episode (case_id),
  site_id integer not null references organisation (id),
  taken_on date not null,
  opioids text not null check (opioids in ('negative', 'positive', 'invalid')),
  other_drugs text not null check (other_drugs in ('negative', 'positive', 'invalid', 'not-tested')),
  -- The test that this one checks.
  counter_of uuid references urine_test (id),
  account text,
  recorded_by uuid not null,
  recorded_at timestamptz not null default now(),
  voided_at timestamptz,
  voided_by uuid,
  void_reason text,
  version integer not null default 1,
  check (counter_of <> id),
  check (num_nonnulls(voided_at, voided_by, void_reason) in (0, 3))
);
create index urine_test_of_episode on urine_test (episode_id, taken_on desc, id desc);
create unique index urine_test_counter on urine_test (counter_of) where counter_of is not null and voided_at is null;

-- What a site has: lots as they came, what happened to them besides doses, what was counted.
create table stock_lot (
  id uuid primary key,
  site_id integer not null references organisation (id),
  medicine text not null,
  lot_number text not null,
  -- In what it is counted.
  unit text not null check (unit in ('microlitre', 'piece')),
  -- Of a solution: micrograms in a millilitre, as the label says.
  strength bigint check (strength > 0),
  expires_on date not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null default now(),
  unique (site_id, medicine, lot_number),
  check (strength is null or unit = 'microlitre')
);
create table stock_movement (
  id uuid primary key,
  site_id integer not null references organisation (id),
  lot_id uuid not null references stock_lot (id),
  kind text not null,
  -- The day on which it counts.
  stock_day date not null,
  at timestamptz not null,
  -- Microlitres or pieces.
  measured bigint not null check (measured > 0),
  -- The entry that this one takes back.
  voids_id uuid unique references stock_movement (id),
  reason text,
  document text,
  client_event_id text not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null default now()
);
create index stock_movement_of_day on stock_movement (site_id, stock_day, id);
create table stock_count (
  id uuid primary key,
  site_id integer not null references organisation (id),
  lot_id uuid not null references stock_lot (id),
  day date not null,
  usable bigint not null check (usable >= 0),
  returned bigint not null check (returned >= 0),
  counted_by uuid not null,
  counted_at timestamptz not null,
  recorded_at timestamptz not null default now()
);
create index stock_count_of_day on stock_count (site_id, day, lot_id, counted_at desc);
-- The end of a day at a site: what of each lot had to be there, what was, and why it differs. Nothing is counted on a
-- closed day any more; what is entered later counts on the day on which it is entered.
create table site_day (
  site_id integer not null references organisation (id),
  day date not null,
  lines jsonb not null,
  explanation text,
  closed_by uuid not null,
  closed_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  primary key (site_id, day)
);

-- The ledger: append-only, corrected by entries that name what they correct. One partition a month of the dose's day;
-- nothing else knows of that. What must be unique across months stands in the small tables below.
create table dose_event (
  id uuid not null,
  day date not null,
  slot smallint not null check (slot between 1 and 10),
  -- Asked of the episode when it is entered, by the policy: a key would hold up the making of months.
  episode_id uuid not null,
  person_id uuid not null,
  site_id integer not null,
  -- The site that treats: it sees what a guest got.
  home_site_id integer not null,
  kind text not null,
  at timestamptz not null,
  -- Entered after it was done, by the time of the device that saw it.
  reported boolean not null,
  order_id uuid,
  booking_id uuid,
  lot_id uuid,
  dose bigint not null default 0 check (dose >= 0),
  measured bigint not null default 0 check (measured >= 0),
  -- The day on which the stock changes: a closed one is left as it is.
  stock_day date not null,
  names_id uuid,
  names_day date,
  -- The kind of what a void names: its stock is reversed.
  names_kind text,
  flags text[] not null default '{}',
  protocol_id uuid,
  reason text,
  client_event_id text not null,
  user_id uuid,
  system text,
  recorded_at timestamptz not null default now(),
  recorded_legal_at timestamptz not null,
  primary key (id, day),
  check (num_nonnulls(user_id, system) = 1),
  check (num_nonnulls(names_id, names_day, names_kind) in (0, 3))
) partition by range (day);
create index dose_event_of_episode on dose_event (episode_id, day desc, id desc);
create index dose_event_of_site on dose_event (site_id, day, episode_id);
create index dose_event_stock on dose_event (site_id, stock_day, lot_id) where lot_id is not null;
create table dose_event_default partition of dose_event default;
create function app.ensure_dose_partitions(months_ahead integer) returns void
  language sql security definer set search_path = public, pg_temp set lock_timeout = '5s'
as $$ select app.ensure_months('dose_event', 'day', months_ahead) $$;
select app.ensure_dose_partitions(3);

-- Each event once, however often and however late a device sends it: by the site's own id of it.
create table dose_client_event (
  site_id integer not null,
  client_event_id text not null,
  event_id uuid not null,
  event_day date not null,
  digest bytea not null,
  primary key (site_id, client_event_id)
);
-- An event is named once by each kind: two at once cannot void it twice.
create table dose_named (
  named_id uuid not null,
  kind text not null,
  event_id uuid not null,
  site_id integer not null,
  primary key (named_id, kind)
);

-- Who has had which dose: one row that holds for a whole identity cluster, a kind of treatment, a day and a slot. A second
-- dose that was given all the same stands beside it as `doubled`.
create table dose_claim (
  event_id uuid primary key,
  cluster_id uuid not null,
  person_id uuid not null,
  kind text not null,
  day date not null,
  slot smallint not null,
  episode_id uuid not null references treatment_episode (case_id),
  site_id integer not null,
  home_site_id integer not null,
  claimed_at timestamptz not null default clock_timestamp(),
  doubled boolean not null default false,
  -- Kept for a token: nobody has had the dose yet.
  ahead boolean not null default false,
  released_at timestamptz
);
create unique index dose_claim_one on dose_claim (cluster_id, kind, day, slot) where released_at is null and not doubled;
create index dose_claim_of_day on dose_claim (cluster_id, kind, day) where released_at is null;
create index dose_claim_of_person on dose_claim (person_id) where released_at is null;

-- Doses that a site may give without asking, on a day on which it fears to have no connection. Each holds the claim of its
-- dose, under its own id, until it is used, released, or its day has passed.
create table dose_token (
  id uuid primary key,
  site_id integer not null references organisation (id),
  episode_id uuid not null references treatment_episode (case_id),
  person_id uuid not null references person (id),
  kind text not null,
  day date not null,
  slot smallint not null check (slot between 1 and 10),
  order_id uuid not null,
  booking_id uuid,
  unit text not null,
  dose bigint not null check (dose > 0),
  issued_by uuid not null,
  issued_at timestamptz not null,
  used_at timestamptz,
  used_event_id uuid,
  released_at timestamptz,
  released_by uuid,
  -- The site itself said so; its day has passed; the dose was given, by whomever, without it; the person moved.
  released_because text check (released_because in ('site', 'day-over', 'given', 'moved')),
  recorded_at timestamptz not null default now(),
  check ((used_at is null) = (used_event_id is null)),
  check ((released_at is null) = (released_because is null)),
  check ((released_by is null) = (released_because is distinct from 'site'))
);
create unique index dose_token_one on dose_token (episode_id, day, slot, site_id)
  where used_at is null and released_at is null;
create index dose_token_of_day on dose_token (site_id, day, id);
create index dose_token_of_booking on dose_token (booking_id)
  where booking_id is not null and used_at is null and released_at is null;
create index dose_token_ended on dose_token (day, id) where used_at is null and released_at is null;

-- What a site has to hear of: a dose given twice, entries of two of its patients or others that turned out to be one
-- person. Written by the functions below alone; a job tells each site in its own inbox.
create table dose_alarm (
  id uuid primary key default gen_random_uuid(),
  site_id integer not null references organisation (id),
  episode_id uuid not null references treatment_episode (case_id),
  case_code text not null,
  kind text not null check (kind in ('double-dose', 'linked-persons', 'token-lost')),
  -- What it goes back to: a dose, a link.
  cause_id uuid not null,
  day date not null,
  raised_at timestamptz not null default now(),
  told_at timestamptz,
  unique (site_id, episode_id, kind, cause_id)
);
create index dose_alarm_untold on dose_alarm (id) where told_at is null;
create index dose_alarm_of_episode on dose_alarm (episode_id, day);

-- Whether the actor's body treats the person of an episode, or has him as a guest on a day.
create function app.treats(asked uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (select 1 from treatment_episode e where e.case_id = asked and e.site_id = any (app.acting_bodies()))
$$;
create function app.hosts(asked uuid, on_day date) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (select 1 from guest_booking b where b.episode_id = asked and b.cancelled_at is null
    and b.guest_site_id = any (app.acting_bodies()) and on_day between b.from_on and b.until_on)
$$;
-- What the former place ordered and booked ends when the treatment moves: the new one orders anew, and of the former it sees
-- neither. On the day itself the order holds where its dose was given: a day with a dose is no missed one.
create function app.end_orders_of_former_site() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  moved_on date := coalesce(app.today(), (now() at time zone 'Asia/Ho_Chi_Minh')::date);
  last_on date := moved_on - 1;
  token dose_token;
begin
  if exists (select 1 from dose_claim c where c.person_id = (select f.person_id from case_file f where f.id = new.case_id)
    and c.episode_id = new.case_id and c.day = moved_on and c.released_at is null
    and not c.ahead) then
    last_on := moved_on;
  end if;
  update dose_order set ended_on = greatest(from_on - 1, last_on), ended_by = coalesce(app.user_id(), prescribed_by),
    ended_reason = 'Chuyển cơ sở điều trị', version = version + 1
  where episode_id = new.case_id and ended_on is null and until_on > last_on;
  update guest_booking set cancelled_at = now(), cancelled_by = coalesce(app.user_id(), booked_by),
    cancel_reason = 'Chuyển cơ sở điều trị', version = version + 1
  where episode_id = new.case_id and cancelled_at is null and until_on > last_on;
  -- The dose of today stays kept: the former site may be giving it just now, out of reach.
  for token in select t.* from dose_token t
    where t.episode_id = new.case_id and t.day > moved_on and t.used_at is null and t.released_at is null order by t.day, t.slot
  loop
    perform pg_advisory_xact_lock(hashtextextended(app.dose_cluster(token.person_id) || token.kind || token.day, 0));
    update dose_token t set released_at = now(), released_because = 'moved'
    where t.id = token.id and t.used_at is null and t.released_at is null;
    if found then perform app.end_dose_claim(token.id); end if;
  end loop;
  return null;
end $$;
create trigger end_orders_of_former_site after update of site_id on treatment_episode
  for each row when (old.site_id <> new.site_id) execute function app.end_orders_of_former_site();

-- Whether doses are given to the person of an episode at all, asked by who has him as a guest: no more of his treatment.
create function app.guest_is_dosed(asked uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (select 1 from case_file f where f.id = asked and f.status = 'in-treatment'
    and exists (select 1 from guest_booking b where b.episode_id = asked and b.cancelled_at is null
      and b.guest_site_id = any (app.acting_bodies())))
$$;

-- Whether an entry of the ledger says truly whose it is.
create function app.may_record_dose(of_episode uuid, of_person uuid, at_site integer, home integer, on_day date) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (select 1 from treatment_episode e join case_file f on f.id = e.case_id
    where e.case_id = of_episode and f.person_id = of_person and e.site_id = home)
    -- Of a user it is null, and a wall of null would hold nobody who asks whether it does not stand.
    and (app.system() is not distinct from 'missed-doses'
      or (at_site = any (app.acting_bodies()) and (app.treats(of_episode) or app.hosts(of_episode, on_day))))
$$;

-- Of the claims of these entries of one person the earliest of a slot holds, and the others stand beside it; what is only
-- kept for a token comes after what was given.
create function app.settle_dose_claims(root uuid, members uuid[]) returns setof uuid
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  return query
  update dose_claim c set doubled = true
  where c.person_id = any (members) and c.released_at is null and not c.doubled and exists (
    select 1 from dose_claim o where o.person_id = any (members) and o.released_at is null and not o.doubled
      and (o.kind, o.day, o.slot) = (c.kind, c.day, c.slot)
      and (o.ahead, o.claimed_at, o.event_id) < (c.ahead, c.claimed_at, c.event_id))
  returning c.event_id;
  update dose_claim c set cluster_id = root where c.person_id = any (members) and c.cluster_id <> root;
  update dose_claim c set doubled = false
  where c.person_id = any (members) and c.released_at is null and c.doubled
    and not exists (
      select 1 from dose_claim o where o.person_id = any (members) and o.released_at is null and o.event_id <> c.event_id
        and (o.kind, o.day, o.slot) = (c.kind, c.day, c.slot)
        and (not o.doubled or (o.ahead, o.claimed_at, o.event_id) < (c.ahead, c.claimed_at, c.event_id)));
end $$;

-- The smallest id of the entries that are one person. Links wait for doses under way, and doses for links.
create function app.dose_cluster(of_person uuid) returns uuid
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  root uuid;
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('dose clusters', 0));
  select c into root from app.identity_cluster(of_person) c order by c limit 1;
  return root;
end $$;

-- Ends a claim. Where another was given beside it, that one holds the dose. Who calls has the person's lock.
create function app.end_dose_claim(asked uuid) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  claim dose_claim;
begin
  update dose_claim c set released_at = now() where c.event_id = asked and c.released_at is null returning c.* into claim;
  if not found then return; end if;
  -- Whatever else of the day stood beside it holds its slot from now on, where nobody else does.
  update dose_claim c set doubled = false
  where c.cluster_id = claim.cluster_id and (c.kind, c.day) = (claim.kind, claim.day) and c.released_at is null and c.doubled
    and not exists (select 1 from dose_claim o
      where o.cluster_id = c.cluster_id and (o.kind, o.day, o.slot) = (c.kind, c.day, c.slot) and o.released_at is null
        and o.event_id <> c.event_id
        and (not o.doubled or (o.ahead, o.claimed_at, o.event_id) < (c.ahead, c.claimed_at, c.event_id)));
end $$;

-- Takes the dose of a day and a slot for an event, of the whole person, whoever else gives him doses. Says 'free' to who
-- has it now, 'taken' to who has not, and nothing of who has. What was given already is a fact: it stands beside the first
-- one, and both sites hear of it.
create function app.claim_dose(new_event uuid, of_episode uuid, at_site integer, on_day date, in_slot smallint, was_given boolean)
  returns text
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  episode record;
  root uuid;
  lost dose_token;
begin
  select e.kind, e.site_id, f.person_id, f.code into episode
  from treatment_episode e join case_file f on f.id = e.case_id where e.case_id = of_episode;
  if episode is null or not app.may_record_dose(of_episode, episode.person_id, at_site, episode.site_id, on_day) then
    raise insufficient_privilege using message = 'no dose of this person is given here';
  end if;
  root := app.dose_cluster(episode.person_id);
  -- Orders of two sites may number their slots differently: what another episode gave that day stands in the way whatever
  -- its slot. All doses of a person, a kind and a day come one after the other here.
  perform pg_advisory_xact_lock(hashtextextended(root || episode.kind || on_day, 0));
  -- A dose that was given goes before one that is only kept for a token: whoever holds the token hears of it.
  if was_given then
    for lost in
      update dose_token t set released_at = now(), released_because = 'given'
      from dose_claim c
      where c.event_id = t.id and c.cluster_id = root and c.kind = episode.kind and c.day = on_day and c.released_at is null
        and (c.episode_id <> of_episode or c.slot = in_slot) and t.used_at is null and t.released_at is null
      returning t.*
    loop
      perform app.end_dose_claim(lost.id);
      insert into dose_alarm (site_id, episode_id, case_code, kind, cause_id, day)
      select lost.site_id, lost.episode_id, f.code, 'token-lost', lost.id, on_day from case_file f
      where f.id = lost.episode_id and lost.site_id <> at_site
      on conflict do nothing;
    end loop;
  end if;
  insert into dose_claim (event_id, cluster_id, person_id, kind, day, slot, episode_id, site_id, home_site_id)
  select new_event, root, episode.person_id, episode.kind, on_day, in_slot, of_episode, at_site, episode.site_id
  where not exists (select 1 from dose_claim c where c.cluster_id = root and c.kind = episode.kind and c.day = on_day
    and c.released_at is null and c.episode_id <> of_episode)
  on conflict do nothing;
  if found then return 'free'; end if;
  if not was_given then return 'taken'; end if;
  insert into dose_claim (event_id, cluster_id, person_id, kind, day, slot, episode_id, site_id, home_site_id, doubled)
  values (new_event, root, episode.person_id, episode.kind, on_day, in_slot, of_episode, at_site, episode.site_id, true);
  insert into dose_alarm (site_id, episode_id, case_code, kind, cause_id, day)
  select distinct told.site, told.episode, f.code, 'double-dose', new_event, on_day
  from dose_claim c
  cross join lateral (values (c.site_id, c.episode_id), (c.home_site_id, c.episode_id)) told (site, episode)
  join case_file f on f.id = told.episode
  where c.cluster_id = root and c.kind = episode.kind and c.day = on_day and c.released_at is null
  on conflict do nothing;
  return 'taken';
end $$;

-- An event no longer holds its dose. Where another was given beside it, that one does.
create function app.release_dose(asked uuid) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  claim dose_claim;
begin
  select c.* into claim from dose_claim c where c.event_id = asked and c.released_at is null;
  if claim is null or not claim.site_id = any (app.acting_bodies()) then return false; end if;
  -- What is only kept is let go; a dose that was given only with the entry that says why.
  if not claim.ahead and not exists (select 1 from dose_named n where n.named_id = asked and n.kind in ('voided', 'take-home-returned')) then
    return false;
  end if;
  perform app.dose_cluster(claim.person_id);
  perform pg_advisory_xact_lock(hashtextextended(claim.cluster_id || claim.kind || claim.day, 0));
  perform app.end_dose_claim(asked);
  return true;
end $$;

-- Takes doses of a day ahead, for tokens of a site: all or some of them, one person after the other in an order that is the
-- same for everybody, so that two sites that ask at once do not wait for each other. @returns the tokens that have theirs
create function app.claim_dose_tokens(at_site integer, on_day date, tokens uuid[], episodes uuid[], slots smallint[])
  returns setof uuid
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  asked record;
begin
  -- As the policy of the tokens would refuse it, also where there is none to keep: staff of a body that has ended are told so.
  if not app.acts_for(at_site) then
    raise insufficient_privilege using message = 'beyond row-level security: this body keeps no doses';
  end if;
  -- No link changes who is one person meanwhile.
  perform pg_advisory_xact_lock_shared(hashtextextended('dose clusters', 0));
  for asked in
    select t.token, t.episode, t.slot,
      (select c from app.identity_cluster(f.person_id) c order by c limit 1) as root, f.kind
    from unnest(tokens, episodes, slots) as t (token, episode, slot) join case_file f on f.id = t.episode
    -- The home alone sees a hold of a later day: a held dose is kept for nobody.
    where not exists (select 1 from dose_hold h
      where h.episode_id = t.episode and h.ended_at is null and h.from_on <= on_day)
    order by root, f.kind, t.slot
  loop
    if app.claim_dose(asked.token, asked.episode, at_site, on_day, asked.slot, false) = 'free' then
      update dose_claim set ahead = true where event_id = asked.token;
      return next asked.token;
    end if;
  end loop;
end $$;

-- Uses a token for the dose of an event: what was kept is the event's. One whose day passed before the event came in was
-- good on its day. @returns as claim_dose, or null where the token is not good for this dose
create function app.use_dose_token(asked uuid, new_event uuid, of_episode uuid, at_site integer, on_day date,
  in_slot smallint, was_given boolean) returns text
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  token dose_token;
begin
  select t.* into token from dose_token t
  where t.id = asked and t.episode_id = of_episode and t.site_id = at_site and t.day = on_day and t.slot = in_slot;
  if token is null or not token.site_id = any (app.acting_bodies()) then return null; end if;
  perform pg_advisory_xact_lock(hashtextextended(app.dose_cluster(token.person_id) || token.kind || token.day, 0));
  update dose_token t set used_at = now(), used_event_id = new_event
  where t.id = asked and t.used_at is null and (t.released_at is null or t.released_because = 'day-over');
  if not found then return null; end if;
  perform app.end_dose_claim(asked);
  return app.claim_dose(new_event, of_episode, at_site, on_day, in_slot, was_given);
end $$;

-- Releases a token whose day has passed: for the job that derives what was missed.
create function app.end_dose_token(asked uuid, today date) returns boolean
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  token dose_token;
begin
  if app.system() is distinct from 'missed-doses' then return false; end if;
  select t.* into token from dose_token t where t.id = asked and t.day < today;
  if token is null then return false; end if;
  perform pg_advisory_xact_lock(hashtextextended(app.dose_cluster(token.person_id) || token.kind || token.day, 0));
  update dose_token t set released_at = now(), released_because = 'day-over'
  where t.id = asked and t.used_at is null and t.released_at is null;
  if not found then return false; end if;
  perform app.end_dose_claim(asked);
  return true;
end $$;

-- Whether a site that has guests keeps doses of a booking for tokens: it may give them without asking.
create function app.booking_has_tokens(asked uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (select 1 from guest_booking b join dose_token t on t.booking_id = b.id
    where b.id = asked and b.home_site_id = any (app.acting_bodies()) and t.used_at is null and t.released_at is null)
$$;

-- The file within which somebody is treated, of an episode: for the job, which tells who keeps it that the place of treatment
-- asks for contact. None where the episode stands by itself.
create function app.file_around_episode(asked uuid)
  returns table (case_id uuid, case_code text, keeper_organisation_id integer, person_id uuid)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select p.id, p.code, p.keeper_organisation_id, p.person_id from case_file f join case_file p on p.id = f.parent_id
  where app.system() = 'missed-doses' and f.id = asked and p.closed_on is null
$$;

-- Episodes of a site for which something was ordered on a day, in the order of their ids: for the job that derives what was
-- missed, so that it need not see files.
create function app.episodes_with_doses(at_site integer, on_day date, after_id uuid, most integer)
  returns table (episode_id uuid, person_id uuid, case_code text, kind text)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select o.episode_id, f.person_id, f.code, e.kind
  from dose_order o join treatment_episode e on e.case_id = o.episode_id join case_file f on f.id = e.case_id
  where app.system() = 'missed-doses' and o.site_id = at_site and e.site_id = at_site and o.approved_at is not null
    and on_day between o.from_on and coalesce(o.ended_on, o.until_on)
    -- Whom the site itself gives nothing misses nothing: on hold, not begun, held by a clinician.
    and f.status = 'in-treatment' and not exists (select 1 from dose_hold h
      where h.episode_id = o.episode_id and h.source = 'clinician' and h.from_on <= on_day
        and (h.ended_at is null or (h.ended_at at time zone 'Asia/Ho_Chi_Minh')::date >= on_day))
    and (after_id is null or o.episode_id > after_id)
  order by o.episode_id limit most
$$;

-- Where an episode is treated at a moment: the history says when it moved, from where to where.
create function app.site_of_episode(of_case uuid, at_moment timestamptz) returns integer
  language sql stable set search_path = public, pg_temp
as $$
  select coalesce(
    (select (v.facts ->> 'to')::integer from case_event v
     where v.case_id = of_case and v.type = 'keeper-moved' and v.effective_at <= at_moment
       and not exists (select 1 from case_event a where a.replaces_id = v.id)
     order by v.effective_at desc, v.recorded_at desc limit 1),
    (select (v.facts ->> 'from')::integer from case_event v
     where v.case_id = of_case and v.type = 'keeper-moved' and v.effective_at > at_moment
       and not exists (select 1 from case_event a where a.replaces_id = v.id)
     order by v.effective_at, v.recorded_at limit 1),
    (select f.keeper_organisation_id from case_file f where f.id = of_case))
$$;
-- Whether treatment has begun before a moment and not ended before it.
create function app.in_treatment(of_case uuid, at_moment timestamptz) returns boolean
  language sql stable set search_path = public, pg_temp
as $$
  select coalesce(bool_or(v.type = 'begun') and not bool_or(v.type <> 'begun'), false) from case_event v
  where v.case_id = of_case and v.effective_at < at_moment and v.type in ('begun', 'terminated', 'completed', 'died')
    and not exists (select 1 from case_event a where a.replaces_id = v.id)
$$;

-- How many persons the actor's body treated over some days, by kind and programme: numbers, also of files that have moved on
-- and are not its own to read any more. A file that was entered by mistake does not count.
create function app.treatment_counts(from_day date, to_day date)
  returns table (kind text, programme_code text, measure text, ground text, persons integer)
  language sql stable security definer set search_path = public, pg_temp
as $$
  with stretch as (
    select app.acting_bodies() as bodies, from_day::timestamp at time zone 'Asia/Ho_Chi_Minh' as starts,
      (to_day + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh' as ends),
  file as (
    select e.case_id, e.kind, e.programme_code from stretch, treatment_episode e join case_file f on f.id = e.case_id
    where f.status <> 'voided' and (e.site_id = any (stretch.bodies) or e.case_id in (
      select t.case_id from case_transfer t where t.from_organisation_id = any (stretch.bodies) and t.state = 'accepted'))),
  act as (
    select f.kind, f.programme_code, v.case_id, v.type, v.facts, v.effective_at
    from stretch, file f join case_event v on v.case_id = f.case_id
    where v.effective_at >= stretch.starts and v.effective_at < stretch.ends
      and v.type in ('admitted', 'begun', 'terminated', 'completed', 'died', 'keeper-moved')
      and not exists (select 1 from case_event a where a.replaces_id = v.id)),
  counted as (
    select a.kind, a.programme_code, a.type as measure, case when a.type = 'terminated' then a.facts ->> 'ground' end as ground
    from stretch, act a
    where a.type <> 'keeper-moved' and app.site_of_episode(a.case_id, a.effective_at) = any (stretch.bodies)
      and (a.type <> 'died' or app.in_treatment(a.case_id, a.effective_at))
    union all
    select a.kind, a.programme_code,
      case when (a.facts ->> 'to')::integer = any (stretch.bodies) then 'moved-in' else 'moved-out' end, null
    from stretch, act a
    where a.type = 'keeper-moved' and app.in_treatment(a.case_id, a.effective_at)
      and ((a.facts ->> 'to')::integer = any (stretch.bodies)) <> ((a.facts ->> 'from')::integer = any (stretch.bodies))
    union all
    select f.kind, f.programme_code, edge.measure, null
    from stretch, file f cross join lateral (values
      ('in-treatment-at-start', stretch.starts), ('in-treatment-at-end', stretch.ends)) edge (measure, at_moment)
    where app.in_treatment(f.case_id, edge.at_moment)
      -- Who is taken over at the very moment is counted as moved in, and was not here before.
      and app.site_of_episode(f.case_id, edge.at_moment - interval '1 microsecond') = any (stretch.bodies))
  select c.kind, c.programme_code, c.measure, c.ground, count(*)::integer from counted c group by 1, 2, 3, 4
$$;

-- How many doses the actor's body entered for some days, by kind of treatment and of entry, as far as they stand; a missed one
-- that one of the `outweighing` kinds was entered for was none. Parameters by number: the plan of the very text is tested.
create function app.dose_counts(from_day date, to_day date, counted text[], outweighing text[])
  returns table (kind text, entry text, doses integer)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select e.kind, d.kind as entry, count(*)::integer
  from dose_event d join treatment_episode e on e.case_id = d.episode_id
  where d.site_id = any ((select app.acting_bodies())::integer[]) and d.day between $1 and $2 and d.kind = any ($3)
    and not exists (select 1 from dose_named n where n.named_id = d.id and n.kind in ('voided', 'take-home-returned'))
    and (d.kind <> 'missed' or not exists (
      select 1 from dose_event g where g.episode_id = d.episode_id and g.day = d.day and g.slot = d.slot
        and g.day between $1 and $2 and g.kind = any ($4)
        and not exists (select 1 from dose_named n where n.named_id = g.id and n.kind in ('voided', 'take-home-returned'))))
  group by 1, 2
  union all
  select e.kind, 'double-dose', count(distinct a.cause_id)::integer
  from dose_alarm a join dose_claim c on c.event_id = a.cause_id join treatment_episode e on e.case_id = a.episode_id
  where a.site_id = any ((select app.acting_bodies())::integer[]) and a.kind = 'double-dose' and a.day between $1 and $2
    and c.doubled and c.released_at is null
  group by 1
$$;

-- Entries were said to be one person, or two: their doses follow, and sites that treat him under several entries hear of it.
create function app.dose_clusters_changed() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  entry uuid;
  members uuid[];
  given_twice uuid[];
begin
  perform pg_advisory_xact_lock(hashtextextended('dose clusters', 0));
  foreach entry in array array[new.person_low, new.person_high] loop
    members := array(select c from app.identity_cluster(entry) c order by c);
    -- A statement of its own: the next one sees what it changed.
    given_twice := array(select app.settle_dose_claims(members[1], members));
    insert into dose_alarm (site_id, episode_id, case_code, kind, cause_id, day)
    select distinct told.site, told.episode, f.code, 'double-dose', d.event_id, c.day
    from dose_claim d
    join dose_claim c on c.cluster_id = d.cluster_id and (c.kind, c.day, c.slot) = (d.kind, d.day, d.slot) and c.released_at is null
    cross join lateral (values (c.site_id, c.episode_id), (c.home_site_id, c.episode_id)) told (site, episode)
    join case_file f on f.id = told.episode
    -- What is kept for a token nobody has had yet.
    where d.event_id = any (given_twice) and not d.ahead and not c.ahead
    on conflict do nothing;
    if new.unlinked_at is null then
      insert into dose_alarm (site_id, episode_id, case_code, kind, cause_id, day)
      select e.site_id, e.case_id, f.code, 'linked-persons', new.id,
        coalesce(app.today(), (new.linked_at at time zone 'Asia/Ho_Chi_Minh')::date)
      from treatment_episode e join case_file f on f.id = e.case_id
      where f.person_id = any (members) and f.closed_on is null
        and exists (select 1 from treatment_episode other join case_file g on g.id = other.case_id
          where g.person_id = any (members) and g.closed_on is null and other.case_id <> e.case_id)
      on conflict do nothing;
    end if;
  end loop;
  return null;
end $$;
create trigger doses_follow after insert or update of unlinked_at on person_link
  for each row execute function app.dose_clusters_changed();

revoke all on function app.guest_is_dosed(uuid), app.acting_bodies(), app.end_orders_of_former_site(), app.ensure_dose_partitions(integer), app.treats(uuid), app.hosts(uuid, date),
  app.may_record_dose(uuid, uuid, integer, integer, date), app.settle_dose_claims(uuid, uuid[]), app.dose_cluster(uuid),
  app.claim_dose(uuid, uuid, integer, date, smallint, boolean), app.release_dose(uuid), app.dose_clusters_changed(),
  app.end_dose_claim(uuid), app.claim_dose_tokens(integer, date, uuid[], uuid[], smallint[]),
  app.use_dose_token(uuid, uuid, uuid, integer, date, smallint, boolean), app.end_dose_token(uuid, date),
  app.booking_has_tokens(uuid), app.file_around_episode(uuid), app.site_of_episode(uuid, timestamptz),
  app.in_treatment(uuid, timestamptz), app.treatment_counts(date, date), app.dose_counts(date, date, text[], text[]),
  app.episodes_with_doses(integer, date, uuid, integer) from public;
grant execute on function app.guest_is_dosed(uuid), app.acting_bodies(), app.ensure_dose_partitions(integer), app.treats(uuid), app.hosts(uuid, date),
  app.may_record_dose(uuid, uuid, integer, integer, date),
  app.claim_dose(uuid, uuid, integer, date, smallint, boolean), app.release_dose(uuid),
  app.claim_dose_tokens(integer, date, uuid[], uuid[], smallint[]),
  app.use_dose_token(uuid, uuid, uuid, integer, date, smallint, boolean), app.end_dose_token(uuid, date),
  app.booking_has_tokens(uuid), app.file_around_episode(uuid), app.treatment_counts(date, date),
  app.dose_counts(date, date, text[], text[]),
  app.episodes_with_doses(integer, date, uuid, integer) to app;

-- A site's own, whoever supervises it: doses are nobody else's to read.
alter table dosing_site enable row level security;
create policy own on dosing_site for select to app using (site_id = any ((select app.acting_bodies())::integer[]));
create policy open on dosing_site for insert to app
  with check (site_id = (select app.org_id()) and app.acts_for(site_id) and recorded_by = (select app.user_id()));
create policy change on dosing_site for update to app using (site_id = any ((select app.acting_bodies())::integer[]))
  with check (recorded_by = (select app.user_id()));
create policy derive on dosing_site for select to app using ((select app.system()) = 'missed-doses');
create policy derived on dosing_site for update to app using ((select app.system()) = 'missed-doses');

alter table dosing_closure enable row level security;
create policy own on dosing_closure for select to app using (site_id = any ((select app.acting_bodies())::integer[]));
create policy close on dosing_closure for insert to app
  with check (site_id = (select app.org_id()) and app.acts_for(site_id) and recorded_by = (select app.user_id()));
create policy lift on dosing_closure for update to app
  using (site_id = any ((select app.acting_bodies())::integer[]) and lifted_at is null)
  with check (lifted_by = (select app.user_id()));
create policy derive on dosing_closure for select to app using ((select app.system()) = 'missed-doses');

alter table dose_order enable row level security;
create policy own on dose_order for select to app using (site_id = any ((select app.acting_bodies())::integer[]));
create policy prescribe on dose_order for insert to app with check (
  prescribed_by = (select app.user_id()) and site_id = (select app.org_id()) and app.treats(episode_id) and approved_by is null);
create policy change on dose_order for update to app
  using (site_id = any ((select app.acting_bodies())::integer[]) and app.treats(episode_id));
create policy derive on dose_order for select to app using ((select app.system()) = 'missed-doses');

alter table guest_booking enable row level security;
create policy home on guest_booking for select to app using (home_site_id = any ((select app.acting_bodies())::integer[]));
create policy guest on guest_booking for select to app using (guest_site_id = any ((select app.acting_bodies())::integer[]));
create policy book on guest_booking for insert to app with check (
  booked_by = (select app.user_id()) and home_site_id = (select app.org_id()) and app.treats(episode_id));
create policy cancel on guest_booking for update to app
  using (home_site_id = any ((select app.acting_bodies())::integer[]) and cancelled_at is null)
  with check (cancelled_by = (select app.user_id()));
create policy derive on guest_booking for select to app using ((select app.system()) = 'missed-doses');

alter table dose_hold enable row level security;
create policy own on dose_hold for select to app
  using (site_id = any ((select app.acting_bodies())::integer[]) or app.treats(episode_id)
    or app.hosts(episode_id, (select app.today())));
create policy place on dose_hold for insert to app with check (
  placed_by = (select app.user_id()) and site_id = (select app.org_id()) and app.treats(episode_id));
create policy finish on dose_hold for update to app
  using (ended_at is null and app.treats(episode_id)) with check (ended_by = (select app.user_id()));
create policy derive_reads on dose_hold for select to app using ((select app.system()) = 'missed-doses');
create policy derive on dose_hold for insert to app
  with check ((select app.system()) = 'missed-doses' and source = 'missed-doses' and placed_by is null);

alter table urine_test enable row level security;
create policy own on urine_test for select to app using (site_id = any ((select app.acting_bodies())::integer[]));
create policy add on urine_test for insert to app with check (
  recorded_by = (select app.user_id()) and site_id = (select app.org_id()) and app.treats(episode_id));
create policy void on urine_test for update to app
  using (voided_at is null and site_id = any ((select app.acting_bodies())::integer[])) with check (voided_by = (select app.user_id()));

alter table stock_lot enable row level security;
create policy own on stock_lot for select to app using (site_id = any ((select app.acting_bodies())::integer[]));
create policy add on stock_lot for insert to app
  with check (recorded_by = (select app.user_id()) and site_id = (select app.org_id()));
alter table stock_movement enable row level security;
create policy own on stock_movement for select to app using (site_id = any ((select app.acting_bodies())::integer[]));
create policy add on stock_movement for insert to app with check (
  recorded_by = (select app.user_id()) and site_id = any ((select app.acting_bodies())::integer[])
  and exists (select 1 from stock_lot l where l.id = lot_id and l.site_id = stock_movement.site_id));
alter table stock_count enable row level security;
create policy own on stock_count for select to app using (site_id = any ((select app.acting_bodies())::integer[]));
create policy add on stock_count for insert to app with check (
  counted_by = (select app.user_id()) and site_id = any ((select app.acting_bodies())::integer[])
  and exists (select 1 from stock_lot l where l.id = lot_id and l.site_id = stock_count.site_id));
alter table site_day enable row level security;
create policy own on site_day for select to app using (site_id = any ((select app.acting_bodies())::integer[]));
create policy close on site_day for insert to app
  with check (closed_by = (select app.user_id()) and site_id = any ((select app.acting_bodies())::integer[]));

alter table dose_event enable row level security;
alter table dose_event_default enable row level security;
create policy own on dose_event for select to app using (
  site_id = any ((select app.acting_bodies())::integer[]) or home_site_id = any ((select app.acting_bodies())::integer[]));
create policy record on dose_event for insert to app with check (
  user_id = (select app.user_id()) and system is null and kind <> 'missed'
  and app.may_record_dose(episode_id, person_id, site_id, home_site_id, day));
create policy derive_reads on dose_event for select to app using ((select app.system()) = 'missed-doses');
create policy derive on dose_event for insert to app with check (
  (select app.system()) = 'missed-doses' and system = 'missed-doses' and user_id is null and kind = 'missed'
  and app.may_record_dose(episode_id, person_id, site_id, home_site_id, day));

alter table dose_client_event enable row level security;
create policy own on dose_client_event for select to app using (site_id = any ((select app.acting_bodies())::integer[]));
create policy add on dose_client_event for insert to app with check (client_event_id not like 'missed:%' and site_id = any ((select app.acting_bodies())::integer[]));
create policy derive on dose_client_event for insert to app with check ((select app.system()) = 'missed-doses');
alter table dose_named enable row level security;
create policy own on dose_named for select to app using (site_id = any ((select app.acting_bodies())::integer[]));
create policy add on dose_named for insert to app with check (site_id = any ((select app.acting_bodies())::integer[]));
alter table dose_claim enable row level security;
alter table dose_token enable row level security;
create policy own on dose_token for select to app using (site_id = any ((select app.acting_bodies())::integer[]));
create policy issue on dose_token for insert to app with check (
  issued_by = (select app.user_id()) and site_id = (select app.org_id())
  and (app.treats(episode_id) or app.hosts(episode_id, day)) and used_at is null and released_at is null);
create policy release on dose_token for update to app
  using (site_id = any ((select app.acting_bodies())::integer[]) and used_at is null and released_at is null)
  with check (released_by = (select app.user_id()) and used_at is null and released_because = 'site');
create policy derive on dose_token for select to app using ((select app.system()) = 'missed-doses');
alter table dose_alarm enable row level security;
create policy own on dose_alarm for select to app using (site_id = any ((select app.acting_bodies())::integer[]));
create policy tell on dose_alarm for select to app using ((select app.system()) = 'dose-alarms');
create policy told on dose_alarm for update to app using ((select app.system()) = 'dose-alarms');
create policy dose_alarms on notification for insert to app
  with check ((select app.system()) = 'dose-alarms' and subject_kind = 'case' and reminder_id is null);
create policy missed_doses on notification for insert to app
  with check ((select app.system()) = 'missed-doses' and subject_kind = 'case' and reminder_id is null);
create policy missed_doses on treatment_protocol for select to app using ((select app.system()) = 'missed-doses');
create policy missed_doses on treatment_proposal for insert to app with check (
  (select app.system()) = 'missed-doses' and system = 'missed-doses' and proposed_by is null and ground = 'missed-days'
  and state = 'open');

grant select on dosing_site, dosing_closure, dose_order, guest_booking, dose_hold, urine_test,
  stock_lot, stock_movement, stock_count, site_day, dose_event, dose_client_event, dose_named, dose_alarm, dose_token
  to app;
grant insert (site_id, from_on, closes_at, late_void_minutes, recorded_by),
  update (closes_at, from_on, late_void_minutes, derived_until, recorded_by, version) on dosing_site to app;
grant insert (id, site_id, day, reason, recorded_by), update (lifted_at, lifted_by) on dosing_closure to app;
grant insert (id, episode_id, site_id, unit, doses, from_on, until_on, reason, checks, protocol_id, prescribed_by,
  prescribed_at), update (approved_by, approved_at, ended_on, ended_by, ended_reason, version) on dose_order to app;
grant insert (id, episode_id, kind, case_code, person_id, home_site_id, guest_site_id, order_id, unit, doses, from_on, until_on, reason,
  booked_by, booked_at), update (cancelled_at, cancelled_by, cancel_reason, version) on guest_booking to app;
grant insert (id, episode_id, site_id, source, reason, from_on, placed_by, placed_at),
  update (ended_at, ended_by, end_reason, version) on dose_hold to app;
grant insert (id, episode_id, site_id, taken_on, opioids, other_drugs, counter_of, account, recorded_by),
  update (voided_at, voided_by, void_reason, version) on urine_test to app;
grant insert (id, site_id, medicine, lot_number, unit, strength, expires_on, recorded_by) on stock_lot to app;
grant insert (id, site_id, lot_id, kind, stock_day, at, measured, voids_id, reason, document, client_event_id, recorded_by)
  on stock_movement to app;
grant insert (id, site_id, lot_id, day, usable, returned, counted_by, counted_at) on stock_count to app;
grant insert (site_id, day, lines, explanation, closed_by, closed_at) on site_day to app;
grant insert (id, day, slot, episode_id, person_id, site_id, home_site_id, kind, at, reported, order_id, booking_id, lot_id,
  dose, measured, stock_day, names_id, names_day, names_kind, flags, protocol_id, reason, client_event_id, user_id, system,
  recorded_legal_at) on dose_event to app;
grant insert (site_id, client_event_id, event_id, event_day, digest) on dose_client_event to app;
grant insert (named_id, kind, event_id, site_id) on dose_named to app;
grant insert (id, site_id, episode_id, person_id, kind, day, slot, order_id, booking_id, unit, dose, issued_by, issued_at),
  update (released_at, released_by, released_because) on dose_token to app;
grant update (told_at) on dose_alarm to app;

-- down
drop policy missed_doses on treatment_proposal;
drop policy missed_doses on treatment_protocol;
drop policy missed_doses on notification;
drop policy dose_alarms on notification;
drop trigger doses_follow on person_link;
drop function app.dose_clusters_changed();
drop function app.episodes_with_doses(integer, date, uuid, integer);
drop function app.dose_counts(date, date, text[], text[]);
drop function app.treatment_counts(date, date);
drop function app.in_treatment(uuid, timestamptz);
drop function app.site_of_episode(uuid, timestamptz);
drop function app.file_around_episode(uuid);
drop function app.booking_has_tokens(uuid);
drop function app.end_dose_token(uuid, date);
drop function app.use_dose_token(uuid, uuid, uuid, integer, date, smallint, boolean);
drop function app.claim_dose_tokens(integer, date, uuid[], uuid[], smallint[]);
drop function app.release_dose(uuid);
drop function app.claim_dose(uuid, uuid, integer, date, smallint, boolean);
drop function app.end_dose_claim(uuid);
drop function app.dose_cluster(uuid);
drop function app.settle_dose_claims(uuid, uuid[]);
drop trigger end_orders_of_former_site on treatment_episode;
drop function app.end_orders_of_former_site();
drop table dose_alarm;
drop table dose_token;
drop table dose_claim;
drop table dose_named;
drop table dose_client_event;
drop table dose_event;
drop function app.ensure_dose_partitions(integer);
drop table site_day;
drop table stock_count;
drop table stock_movement;
drop table stock_lot;
drop table urine_test;
drop table dose_hold cascade;
drop table guest_booking cascade;
drop table dose_order;
drop function app.may_record_dose(uuid, uuid, integer, integer, date);
drop function app.guest_is_dosed(uuid);
drop function app.hosts(uuid, date);
drop function app.treats(uuid);
drop table dosing_closure;
drop table dosing_site;
drop function app.guard_derived_until();
drop function app.acting_bodies();
drop type app.id_range;
