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
  -- Of the days that the calendar calls public holidays, or days off in their place. Where nobody said so it gives every day.
  closed_on_holidays boolean not null default false,
  recorded_by uuid not null,
  recorded_at timestamptz not null default now(),
  version integer not null default 1
);

-- Whoever is in treatment is looked for each day, also where nobody has said yet until when the site gives doses, and ordered
-- nothing so far: until the end of the day then.
create function app.ensure_dosing_site() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  -- A place that has taken over another one’s files has them by the program: then who spoke for it, or for the former one.
  spoken_by uuid := coalesce(app.user_id(), (select s.recorded_by from dosing_site s where s.site_id in (old.site_id, new.site_id)
    order by s.site_id = new.site_id desc limit 1));
begin
  insert into dosing_site (site_id, from_on, closes_at, recorded_by)
  select new.site_id, coalesce(app.today(), (now() at time zone 'Asia/Ho_Chi_Minh')::date), '24:00', spoken_by
  where spoken_by is not null
  -- Who begins before the first day that the site has said is looked for all the same.
  on conflict (site_id) do update set from_on = excluded.from_on
  where dosing_site.derived_until is null and dosing_site.from_on > excluded.from_on;
  return null;
end $$;
create trigger ensure_dosing_site after insert or update of site_id, phase on treatment_episode
  for each row when (new.phase is not null) execute function app.ensure_dosing_site();

-- The moment of the transaction by the clock of the law.
create function app.legal_now() returns timestamptz
  language sql stable
as $$ select now() + coalesce((select c.shift from public.legal_clock c), interval '0') $$;

-- Days on which it does not give.
create table dosing_closure (
  id uuid primary key,
  site_id integer not null references organisation (id),
  day date not null,
  reason text not null,
  -- Why it is said afterwards: of a day that has passed, or whose missed doses were derived. Null where it was said before.
  late_reason text,
  recorded_by uuid not null,
  recorded_at timestamptz not null default now(),
  -- When it was said, by the clock of the law. The database itself says so: nobody says it of before.
  recorded_legal_at timestamptz not null default app.legal_now(),
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
  -- Of a volume: micrograms in a millilitre of what it is measured in, as the clinician wrote it.
  strength bigint check (strength > 0),
  from_on date not null,
  until_on date not null,
  reason text not null,
  -- Why it is recorded after its first day; null where it is not. Before its approval nothing was due by it.
  late_reason text,
  -- What it was held against when it was approved, before that when it was written; and what was not checked.
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
  check (strength is null or unit = 'microlitre'),
  check ((approved_by is null) = (approved_at is null)),
  check (num_nonnulls(ended_on, ended_by, ended_reason) in (0, 3)),
  -- Two orders never hold on one day: what is to be given has one answer.
  constraint dose_order_one_at_a_time exclude using gist (
    app.id_range(episode_id, episode_id, '[]') with &&, daterange(from_on, coalesce(ended_on, until_on) + 1, '[)') with &&)
    where (approved_at is not null)
);
create index dose_order_of_episode on dose_order (episode_id, from_on desc, id desc);
create index dose_order_of_site on dose_order (site_id, until_on, from_on) where approved_at is not null;
-- What holds on a day is found by its end, which no order of years before it reaches; how long somebody has orders is read
-- from here alone. `least` of both is the earlier end or the only one; unlike `coalesce` it may be looked up ahead of a policy.
create index dose_order_until on dose_order (episode_id, (least(ended_on, until_on)))
  include (from_on, until_on, ended_on, site_id) where approved_at is not null;

-- Who approves or ends an order is who is named for it; nobody approves his own where the protocol asks for two. An approval
-- stands, and an end only comes earlier.
create function app.guard_dose_order() returns trigger
  language plpgsql set search_path = public, pg_temp
as $$
begin
  if (new.approved_by, new.approved_at, new.checks, new.protocol_id)
      is distinct from (old.approved_by, old.approved_at, old.checks, old.protocol_id)
    and (old.approved_at is not null or old.ended_on is not null or new.approved_by is distinct from app.user_id()
      or new.approved_by = old.prescribed_by and exists (
        select from treatment_protocol p
        where p.id = new.protocol_id and p.protocol_values ->> 'twoPersonCheck' = 'true')) then
    raise insufficient_privilege using message = 'an order is approved once, in one''s own name, by two where that is asked';
  end if;
  if (new.ended_on, new.ended_by, new.ended_reason) is distinct from (old.ended_on, old.ended_by, old.ended_reason)
    and (new.ended_on is null or new.ended_by is distinct from app.user_id() or new.ended_on >= old.ended_on) then
    raise insufficient_privilege using message = 'an order is ended in one''s own name, and never later than it was';
  end if;
  return new;
end $$;
create trigger guard_dose_order before update on dose_order
  for each row when (current_user = 'app') execute function app.guard_dose_order();

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
  -- As the order has it: the host sees no order.
  strength bigint,
  from_on date not null,
  until_on date not null,
  reason text not null,
  -- The last day on which the host reads it: for so long it may have something to tell of those days. A bound of our own.
  reads_until date not null,
  booked_by uuid not null,
  booked_at timestamptz not null,
  cancelled_at timestamptz,
  cancelled_by uuid,
  cancel_reason text,
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  check (until_on >= from_on),
  check (cancelled_at is not null or reads_until >= until_on),
  check (guest_site_id <> home_site_id),
  check (num_nonnulls(cancelled_at, cancelled_by, cancel_reason) in (0, 3)),
  constraint guest_booking_one_at_a_time exclude using gist (
    app.id_range(episode_id, episode_id, '[]') with &&, daterange(from_on, until_on, '[]') with &&) where (cancelled_at is null)
);
create index guest_booking_of_episode on guest_booking (episode_id, until_on) where cancelled_at is null;
create index guest_booking_listed on guest_booking (episode_id, from_on desc, id desc);
create index guest_booking_of_guest on guest_booking (guest_site_id, until_on) where cancelled_at is null;
-- What was cancelled is read by the host for as long from then on as it would have been after its last day.
create function app.shorten_guest_booking() returns trigger
  language plpgsql set search_path = public, pg_temp
as $$
begin
  new.reads_until := least(new.reads_until, coalesce(app.today(), (now() at time zone 'Asia/Ho_Chi_Minh')::date)
    + (new.reads_until - new.until_on));
  return new;
end $$;
create trigger shorten_guest_booking before update of cancelled_at on guest_booking
  for each row when (old.cancelled_at is null and new.cancelled_at is not null) execute function app.shorten_guest_booking();

-- Whose booking is cancelled the host sees no more, unless another of the same days stands, and hears that he does not come.
-- What it gave stays its own entry.
create function app.end_guest_access() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  insert into notification (id, organisation_id, kind, subject_kind, subject_id, facts, raised_at, once_key)
  select gen_random_uuid(), new.guest_site_id, 'treatment.booking-ended', 'case', new.episode_id,
    jsonb_build_object('code', new.case_code, 'day', new.from_on), now() + clock.shift, 'treatment.booking-ended:' || new.id
  from legal_clock clock
  on conflict do nothing;
  update person_access a set until_on = greatest(
    coalesce(app.today(), (now() at time zone 'Asia/Ho_Chi_Minh')::date) - 1, a.from_on - 1)
  where a.person_id = new.person_id and a.organisation_id = new.guest_site_id and a.reason = 'referred' and not a.acts
    -- By the home, or by one that it has taken over since.
    and (a.granted_by_organisation_id = new.home_site_id or exists (select 1 from organisation_closure c
      where c.viewer_id = new.home_site_id and c.organisation_id = a.granted_by_organisation_id and c.acts_from <= c.acts_until))
    and a.until_on = new.until_on
    and not exists (select 1 from guest_booking b where b.person_id = new.person_id
      and b.guest_site_id = new.guest_site_id and b.cancelled_at is null and b.until_on = new.until_on)
    and not exists (select 1 from treatment_request r where r.person_id = new.person_id and r.ended_at is null
      and r.to_organisation_id = new.guest_site_id and r.open_until = new.until_on);
  return null;
end $$;
revoke all on function app.end_guest_access() from public;
create trigger end_guest_access after update of cancelled_at on guest_booking
  for each row when (old.cancelled_at is null and new.cancelled_at is not null) execute function app.end_guest_access();

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
  counter_of uuid,
  -- A counter-test was asked for: until its result this one is no evidence.
  counter_awaited boolean not null default false,
  account text,
  recorded_by uuid not null,
  recorded_at timestamptz not null default now(),
  voided_at timestamptz,
  voided_by uuid,
  void_reason text,
  version integer not null default 1,
  check (counter_of <> id),
  -- Of the same person: nobody checks, or keeps from being checked, what is another's.
  unique (id, episode_id),
  foreign key (counter_of, episode_id) references urine_test (id, episode_id),
  check (num_nonnulls(voided_at, voided_by, void_reason) in (0, 3))
);
create index urine_test_of_episode on urine_test (episode_id, taken_on desc, id desc);
create unique index urine_test_counter on urine_test (counter_of, episode_id)
  where counter_of is not null and voided_at is null;

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
  -- The same kinds: stock/reconciliation.rules.ts.
  kind text not null check (kind in ('received', 'bottle-spilled', 'sent-back', 'destroyed', 'returned-destroyed')),
  -- The day on which it counts.
  stock_day date not null,
  at timestamptz not null,
  -- Microlitres or pieces.
  measured bigint not null check (measured > 0),
  -- The entry that this one takes back: of the same lot, which is the site's own.
  voids_id uuid,
  reason text,
  document text,
  -- Who saw it, of what was spilled or destroyed; by his name who has no account.
  witness_id uuid,
  witness_name text,
  -- Of a loss that nobody who can be asked saw.
  flags text[] not null default '{}',
  client_event_id text not null,
  recorded_by uuid not null,
  recorded_at timestamptz not null default now(),
  check (witness_id <> recorded_by),
  check (num_nonnulls(witness_id, witness_name) <= 1),
  unique (id, lot_id),
  check (kind <> 'sent-back' or voids_id is not null or document is not null),
  constraint stock_movement_voids_id_key unique (voids_id, lot_id),
  foreign key (voids_id, lot_id) references stock_movement (id, lot_id)
);
create index stock_movement_of_day on stock_movement (site_id, stock_day, id);
create table stock_count (
  id uuid primary key,
  site_id integer not null references organisation (id),
  lot_id uuid not null references stock_lot (id),
  day date not null,
  usable bigint not null check (usable >= 0),
  returned bigint not null check (returned >= 0),
  -- What the books said then.
  expected_usable bigint,
  expected_returned bigint,
  counted_by uuid not null,
  counted_at timestamptz not null,
  recorded_at timestamptz not null default now()
);
create index stock_count_of_day on stock_count (site_id, day, lot_id, counted_at desc);
-- A count that differs from the books is told at once: whoever counted may never close the day.
create function app.tell_count_variance() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  insert into notification (id, organisation_id, kind, subject_kind, subject_id, facts, raised_at, once_key)
  select gen_random_uuid(), app.org_id(), 'treatment.stock-variance', 'stock-lot', l.id,
    jsonb_build_object('code', l.lot_number, 'day', new.day), now() + clock.shift,
    -- Another difference is told anew.
    'treatment.stock-variance:' || app.org_id() || ':' || new.day || ':' || l.id || ':' ||
      new.usable - new.expected_usable || ':' || new.returned - new.expected_returned
  from stock_lot l cross join legal_clock clock
  where l.id = new.lot_id
  on conflict do nothing;
  return null;
end $$;
revoke all on function app.tell_count_variance() from public;
create trigger tell_count_variance after insert on stock_count for each row
  when (new.usable <> new.expected_usable or new.returned <> new.expected_returned)
  execute function app.tell_count_variance();
-- The end of a day at a site: what of each lot had to be there, what was, and why it differs. Nothing is counted on a
-- closed day any more; what is entered later counts on the day on which it is entered.
create table site_day (
  site_id integer not null references organisation (id),
  day date not null,
  lines jsonb not null,
  explanation text,
  -- Why it was closed before the site's closing time.
  early_reason text,
  -- With a difference, by somebody who had given doses that day, where nobody else could close it.
  flags text[] not null default '{}',
  closed_by uuid not null,
  closed_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  primary key (site_id, day)
);

-- What was counted differs from the books: the site hears of each lot, whatever explanation was entered.
create function app.tell_stock_variance() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  insert into notification (id, organisation_id, kind, subject_kind, subject_id, facts, raised_at, once_key)
  select gen_random_uuid(), new.site_id, 'treatment.stock-variance', 'stock-lot', l.id,
    jsonb_build_object('code', l.lot_number, 'day', new.day), now() + clock.shift,
    'treatment.stock-variance:' || new.site_id || ':' || new.day || ':' || l.id || ':' ||
      (line -> 'counted' ->> 'usable')::bigint - (line -> 'expected' ->> 'usable')::bigint || ':' ||
      (line -> 'counted' ->> 'returned')::bigint - (line -> 'expected' ->> 'returned')::bigint
  from jsonb_array_elements(new.lines) line
  join stock_lot l on l.id = (line ->> 'lotId')::uuid
  cross join legal_clock clock
  where jsonb_typeof(line -> 'counted') = 'object' and line -> 'counted' <> line -> 'expected'
  on conflict do nothing;
  return null;
end $$;
revoke all on function app.tell_stock_variance() from public;
create trigger tell_stock_variance after insert on site_day
  for each row execute function app.tell_stock_variance();

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
  -- The same kinds: ledger/dose-event.kinds.ts.
  kind text not null check (kind in ('prepared', 'dispensed', 'guest-dose', 're-dosed', 'refused', 'withheld', 'vomited',
    'spilled', 'take-home-given', 'take-home-returned', 'missed', 'voided')),
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
  -- Who saw a spill besides who entered it; by his name who has no account.
  witness_id uuid check (witness_id <> user_id),
  witness_name text,
  -- Who decided that the dose is given again after vomiting.
  decided_by uuid check (decided_by is null or kind = 're-dosed'),
  check (num_nonnulls(witness_id, witness_name) <= 1),
  recorded_at timestamptz not null default now(),
  recorded_legal_at timestamptz not null,
  primary key (id, day),
  check (num_nonnulls(user_id, system) = 1),
  check (num_nonnulls(names_id, names_day, names_kind) in (0, 3))
) partition by range (day);
create index dose_event_of_episode on dose_event (episode_id, day desc, id desc);
create index dose_event_of_site on dose_event (site_id, day, episode_id);
create index dose_event_flagged on dose_event (episode_id, day) where flags <> '{}';
create table dose_event_default partition of dose_event default;
create function app.ensure_dose_partitions(months_ahead integer) returns void
  language sql security definer set search_path = public, pg_temp set lock_timeout = '5s'
as $$ select app.ensure_months('dose_event', 'day', months_ahead) $$;
select app.ensure_dose_partitions(3);
-- What counts in the stock of another day than its own: doses to take home, what is taken back or told later, what came in
-- when its day was closed. The stock of a day is the ledger's months of that day and these, and no other month.
create table dose_stock_elsewhere (
  event_id uuid primary key,
  site_id integer not null,
  stock_day date not null,
  lot_id uuid not null,
  kind text not null,
  names_kind text,
  measured bigint not null,
  -- Who entered it; of what the program did, null.
  user_id uuid
);
create index dose_stock_elsewhere_of_day on dose_stock_elsewhere (site_id, stock_day);
create function app.count_elsewhere() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  insert into dose_stock_elsewhere (event_id, site_id, stock_day, lot_id, kind, names_kind, measured, user_id)
  values (new.id, new.site_id, new.stock_day, new.lot_id, new.kind, new.names_kind, new.measured, new.user_id);
  return null;
end $$;
revoke all on function app.count_elsewhere() from public;
create trigger count_elsewhere after insert on dose_event
  for each row when (new.lot_id is not null and new.stock_day <> new.day) execute function app.count_elsewhere();

-- Each event once, however often and however late a device sends it: by the site's own id of it.
create table dose_client_event (
  site_id integer not null,
  client_event_id text not null,
  event_id uuid not null,
  event_day date not null,
  digest bytea not null,
  primary key (site_id, client_event_id)
);
-- By the id alone its day is found here, and by that its month.
create unique index dose_client_event_of_event on dose_client_event (event_id);
-- An event is named once by each kind, as long as what names it stands: two at once cannot void it twice.
create table dose_named (
  named_id uuid not null,
  kind text not null,
  event_id uuid not null,
  site_id integer not null,
  -- As of the entry that is named: who treats sees what is taken back of a guest's dose.
  named_day date not null,
  home_site_id integer not null,
  -- What named it was voided: the next one may.
  released_at timestamptz,
  primary key (named_id, kind, event_id)
);
create unique index dose_named_one on dose_named (named_id, kind) where released_at is null;
-- A follower that is taken back, by its named void, follows nothing any more.
create function app.release_named() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update dose_named n set released_at = now()
  from dose_event f
  where f.id = new.names_id and f.day = new.names_day and n.named_id = f.names_id and n.event_id = f.id
    and n.released_at is null
    and exists (select 1 from dose_named v where v.named_id = f.id and v.kind = 'voided' and v.event_id = new.id);
  return null;
end $$;
revoke all on function app.release_named() from public;
create trigger release_named after insert on dose_event
  for each row when (new.kind = 'voided') execute function app.release_named();

-- A clinician decides that a dose that was vomited is given again, and how much at most: of the site that gave it, or of the
-- one that treats. The last decision of an entry holds, until something is given again by it.
create table redose_decision (
  id uuid primary key,
  vomited_id uuid not null,
  vomited_day date not null,
  episode_id uuid not null references treatment_episode (case_id),
  site_id integer not null references organisation (id),
  -- The site that treats.
  home_site_id integer not null references organisation (id),
  -- The most that is given, in the unit of the order.
  dose bigint not null check (dose > 0),
  unit text not null,
  reason text not null,
  decided_by uuid not null,
  decided_at timestamptz not null,
  replaced_at timestamptz,
  recorded_at timestamptz not null default now()
);
create unique index redose_decision_one on redose_decision (vomited_id) where replaced_at is null;
-- The ledger shows each with its entry.
create index redose_decision_vomited on redose_decision (vomited_id, id);

-- What was lost without anybody having drunk it, and who saw it: the one who is named learns of it and may say that it is not
-- so; where nobody can be asked the clinicians are told. It changes nothing of the ledger and of the stock.
create table loss_notice (
  -- Of the entry of the ledger, or of the movement.
  id uuid primary key,
  site_id integer not null references organisation (id),
  source text not null check (source in ('dose-event', 'stock-movement')),
  lot_id uuid not null references stock_lot (id),
  lot_number text not null,
  measured bigint not null check (measured > 0),
  unit text not null,
  day date not null,
  reason text not null,
  witness_id uuid,
  witness_name text,
  entered_by uuid not null,
  entered_at timestamptz not null,
  objected_at timestamptz,
  objection text,
  told_at timestamptz,
  objection_told_at timestamptz,
  -- The entry was a mistake and was taken back.
  voided_at timestamptz,
  recorded_at timestamptz not null default now(),
  changed_xid xid8 not null default pg_current_xact_id(),
  check (witness_id <> entered_by),
  check (num_nonnulls(witness_id, witness_name) <= 1),
  check ((objected_at is null) = (objection is null)),
  check (objected_at is null or witness_id is not null)
);
create index loss_notice_of_site on loss_notice (site_id, entered_at desc, id desc);
create index loss_notice_of_witness on loss_notice (witness_id, entered_at desc, id desc) where witness_id is not null;
create index loss_notice_untold on loss_notice (id)
  where told_at is null or (objected_at is not null and objection_told_at is null);
create index loss_notice_changed on loss_notice (site_id, changed_xid, id);
create trigger stamp_change before update on loss_notice for each row execute function app.stamp_change();
-- Who is named says once, in his own name, that it is not so; that the clinicians were told, the program says.
create function app.guard_loss_notice() returns trigger
  language plpgsql set search_path = public, pg_temp
as $$
begin
  if (new.told_at, new.objection_told_at) is distinct from (old.told_at, old.objection_told_at)
      and app.system() is distinct from 'dose-alarms'
    or (new.objected_at, new.objection) is distinct from (old.objected_at, old.objection)
      and (old.objected_at is not null or new.witness_id is distinct from app.user_id()) then
    raise insufficient_privilege using message = 'of a loss the witness says what he saw, and the program that it was told';
  end if;
  return new;
end $$;
create trigger guard_loss_notice before update on loss_notice
  for each row when (current_user = 'app') execute function app.guard_loss_notice();
-- A loss that is taken back says so: which one, and when, the columns of the arguments tell.
create function app.void_loss_notice() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  entry jsonb := to_jsonb(new);
begin
  update loss_notice set voided_at = (entry ->> tg_argv[1])::timestamptz
  where id = (entry ->> tg_argv[0])::uuid and voided_at is null;
  return null;
end $$;
revoke all on function app.void_loss_notice() from public;
create trigger void_loss_notice after insert on dose_event
  for each row when (new.kind = 'voided' and new.names_kind = 'spilled')
  execute function app.void_loss_notice('names_id', 'recorded_legal_at');
create trigger void_loss_notice after insert on stock_movement
  for each row when (new.voids_id is not null) execute function app.void_loss_notice('voids_id', 'at');

-- Nothing is let go, brought back, given again or lost by a word alone. By the end of the transaction what is named has the
-- entry that names it,
create function app.named_has_entry() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if not exists (select 1 from dose_event e where e.id = new.event_id and e.day = new.named_day
    and (e.kind, e.names_id, e.names_day) = (new.kind, new.named_id, new.named_day)) then
    raise insufficient_privilege using message = 'what names an entry is an entry itself';
  end if;
  return null;
end $$;
create constraint trigger named_has_entry after insert on dose_named deferrable initially deferred
  for each row when (current_user = 'app') execute function app.named_has_entry();
-- that entry names one that is there, of the same dose, and takes back as much of the same lot; which kind names which, the
-- table of kinds says (`ledger/dose-event.kinds.ts`);
create function app.follower_has_entry() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if not exists (select 1 from dose_named d join dose_event n on n.id = d.named_id and n.day = d.named_day
    where (d.named_id, d.kind, d.event_id) = (new.names_id, new.kind, new.id)
      and (n.day, n.day, n.kind) = (new.day, new.names_day, new.names_kind)
      and (n.slot, n.episode_id, n.person_id) = (new.slot, new.episode_id, new.person_id)
      and case new.kind
        when 'vomited' then n.kind in ('dispensed', 'guest-dose')
        when 're-dosed' then n.kind = 'vomited'
        when 'take-home-returned' then n.kind = 'take-home-given'
        -- What was missed the program takes back, nobody else.
        when 'voided' then n.kind not in ('take-home-returned', 'voided') and (n.kind <> 'missed' or new.system is not null)
        else false end
      and (new.kind not in ('voided', 'take-home-returned')
        or new.lot_id is not distinct from n.lot_id and new.measured = n.measured
          -- What came back once does not come back again.
          and not exists (select 1 from dose_named b where b.named_id = n.id and b.event_id <> new.id
            and b.kind in ('voided', 'take-home-returned') and b.released_at is null))) then
    raise insufficient_privilege using message = 'an entry that follows another names one that is there';
  end if;
  return null;
end $$;
create constraint trigger follower_has_entry after insert on dose_event deferrable initially deferred
  for each row when (current_user = 'app'
    and (new.names_id is not null or new.kind in ('vomited', 're-dosed', 'take-home-returned', 'voided')))
  execute function app.follower_has_entry();
-- what takes a movement back is as much of the same kind;
create function app.movement_takes_back() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if not exists (select 1 from stock_movement v where v.id = new.voids_id and v.voids_id is null
    and (v.kind, v.lot_id, v.measured) = (new.kind, new.lot_id, new.measured)) then
    raise insufficient_privilege using message = 'what takes a movement back is as much of the same';
  end if;
  return null;
end $$;
create constraint trigger movement_takes_back after insert on stock_movement deferrable initially deferred
  for each row when (current_user = 'app' and new.voids_id is not null) execute function app.movement_takes_back();
-- and what is lost has its notice, with who saw it, or the flag that says that nobody did who can be asked.
create function app.loss_has_notice() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if not exists (select 1 from loss_notice n where n.id = new.id and n.source = tg_argv[0]
      and (n.lot_id, n.measured) = (new.lot_id, new.measured) and n.witness_id is not distinct from new.witness_id
      and n.witness_name is not distinct from new.witness_name)
    or new.witness_id is null
      and not (case when new.witness_name is null then 'one-person' else 'witness-no-account' end) = any (new.flags) then
    raise insufficient_privilege using message = 'what is lost is told, with who saw it';
  end if;
  return null;
end $$;
create constraint trigger loss_has_notice after insert on dose_event deferrable initially deferred
  for each row when (current_user = 'app' and new.kind = 'spilled') execute function app.loss_has_notice('dose-event');
create constraint trigger loss_has_notice after insert on stock_movement deferrable initially deferred
  for each row when (current_user = 'app' and case when new.voids_id is null
    then new.kind in ('bottle-spilled', 'sent-back', 'destroyed', 'returned-destroyed') else new.kind = 'received' end)
  execute function app.loss_has_notice('stock-movement');
revoke all on function app.named_has_entry(), app.follower_has_entry(), app.movement_takes_back(),
  app.loss_has_notice() from public;

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
  -- By which it was given, or kept; null: by none.
  order_id uuid,
  claimed_at timestamptz not null default clock_timestamp(),
  doubled boolean not null default false,
  -- Kept for a token: nobody has had the dose yet.
  ahead boolean not null default false,
  released_at timestamptz
);
create unique index dose_claim_one on dose_claim (cluster_id, kind, day, slot) where released_at is null and not doubled;
create index dose_claim_of_day on dose_claim (cluster_id, kind, day) where released_at is null;
create index dose_claim_released on dose_claim (cluster_id, kind, day) where released_at is not null;
create index dose_claim_of_person on dose_claim (person_id, episode_id, day) where released_at is null;
-- An episode is of one person: taken for independent, the last dose of one would be looked for among all of his.
create statistics dose_claim_of_one (dependencies) on person_id, episode_id from dose_claim;

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
  -- The site itself said so; its day has passed; the dose was given, by whomever, without it; the person moved; the episode
  -- ended.
  released_because text check (released_because in ('site', 'day-over', 'given', 'moved', 'ended')),
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

-- Doses that a former place gave to take home and the person does not have, as a clinician of the place that treats now says:
-- they are in nobody's way any more. Written by the function below alone.
create table missing_take_home (
  id uuid primary key default gen_random_uuid(),
  -- The entry by which it was given.
  event_id uuid not null,
  episode_id uuid not null references treatment_episode (case_id),
  site_id integer not null references organisation (id),
  -- Who gave it, and who treated him then: whoever reads the entry reads that it counts no more.
  giver_id integer not null,
  home_site_id integer not null,
  day date not null,
  slot smallint not null,
  reason text not null,
  reported_by uuid not null,
  reported_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  -- That it was there after all, or was drunk: the dose is the one of its day again.
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  withdrawn_reason text,
  check (num_nonnulls(withdrawn_at, withdrawn_by, withdrawn_reason) in (0, 3))
);
create unique index missing_take_home_one on missing_take_home (event_id) where withdrawn_at is null;

-- Nobody keeps others from a dose with nothing to show for it: by the end of the transaction a claim has its event, or its
-- token.
create function app.claim_has_entry() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if exists (select 1 from dose_claim c where c.event_id = new.event_id and c.released_at is null)
    and not exists (select 1 from dose_event e
      where e.id = new.event_id and e.day = new.day and (e.slot, e.episode_id, e.site_id) = (new.slot, new.episode_id, new.site_id)
        and e.kind in ('dispensed', 'guest-dose', 'take-home-given'))
    and not exists (select 1 from dose_token t where t.id = new.event_id
      and (t.day, t.slot, t.episode_id, t.site_id) = (new.day, new.slot, new.episode_id, new.site_id)) then
    raise insufficient_privilege using message = 'a dose is claimed by an entry, or kept for a token';
  end if;
  return null;
end $$;
create constraint trigger claim_has_entry after insert on dose_claim deferrable initially deferred
  for each row execute function app.claim_has_entry();
-- And nobody enters a dose beside the claims: it would be a second one that no place hears of.
create function app.dose_has_claim() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if not exists (select 1 from dose_claim c where c.event_id = new.id
    and (c.day, c.slot, c.episode_id, c.site_id, c.home_site_id)
      = (new.day, new.slot, new.episode_id, new.site_id, new.home_site_id)
    -- What is given by a token is a dose of the order by which it was kept.
    and (c.order_id is not distinct from new.order_id
      or exists (select 1 from dose_token t where t.used_event_id = new.id and t.order_id = c.order_id))) then
    raise insufficient_privilege using message = 'a dose that was given claims its slot';
  end if;
  return null;
end $$;
create constraint trigger dose_has_claim after insert on dose_event deferrable initially deferred
  for each row when (current_user = 'app' and new.kind in ('dispensed', 'guest-dose', 'take-home-given'))
  execute function app.dose_has_claim();
-- The same of what is kept ahead: of whom it is, the claim says.
create function app.token_has_claim() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if not exists (select 1 from dose_claim c where c.event_id = new.id
    and (c.day, c.slot, c.episode_id, c.site_id, c.person_id, c.kind, c.order_id)
      = (new.day, new.slot, new.episode_id, new.site_id, new.person_id, new.kind, new.order_id)) then
    raise insufficient_privilege using message = 'a token keeps the dose that was claimed for it';
  end if;
  return null;
end $$;
create constraint trigger token_has_claim after insert on dose_token deferrable initially deferred
  for each row when (current_user = 'app') execute function app.token_has_claim();
-- What is let go keeps nobody from the dose.
create function app.token_frees_claim() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if exists (select 1 from dose_claim c where c.event_id = new.id and c.released_at is null) then
    raise insufficient_privilege using message = 'a token that was let go keeps no dose';
  end if;
  return null;
end $$;
create constraint trigger token_frees_claim after update on dose_token deferrable initially deferred
  for each row when (current_user = 'app' and new.released_at is not null) execute function app.token_frees_claim();
revoke all on function app.token_frees_claim() from public;

-- What a site has to hear of: a dose given twice, with another flag or in the time of another place, a token that was lost
-- or keeps the dose of before, entries of two of its patients or others that turned out to be one person. Written by the
-- functions below alone; a job tells each site in its own inbox.
create table dose_alarm (
  id uuid primary key default gen_random_uuid(),
  site_id integer not null references organisation (id),
  episode_id uuid not null references treatment_episode (case_id),
  case_code text not null,
  kind text not null check (kind in
    ('double-dose', 'flagged-dose', 'linked-persons', 'token-lost', 'token-outdated', 'not-placed-here',
     'guest-given-again', 'taken-along', 'take-home-missing', 'take-home-found')),
  -- What it goes back to: a dose, a link; of tokens that are outdated the act that left them, each time another.
  cause_id uuid not null,
  day date not null,
  raised_at timestamptz not null default now(),
  told_at timestamptz,
  unique (site_id, episode_id, kind, cause_id)
);
create index dose_alarm_untold on dose_alarm (id) where told_at is null;
create index dose_alarm_of_episode on dose_alarm (episode_id, day);

-- Days of treatment on which somebody was expected and did not come, whether or not an order stood: what days missed in a
-- row are counted from. The entry of a missed dose needs the slot of an order; that nobody has seen him needs none.
create table missed_day (
  episode_id uuid not null references treatment_episode (case_id),
  day date not null,
  -- Who expected him.
  site_id integer not null references organisation (id),
  ordered boolean not null,
  recorded_at timestamptz not null default now(),
  primary key (episode_id, day)
);
create index missed_day_of_site on missed_day (site_id, day);
-- Days of which the missed doses are still to be derived though the day of the site is done: one waits for a token or for
-- the site that has him as a guest, one failed, of one a dose was voided or brought back afterwards, on one he was still
-- treated at a place from which he has moved, of one the site said afterwards that it was closed, or was not. Kept apart, so that
-- nobody's day holds up another's. A row for each reason: what comes in while one is being worked on is not lost with it.
create table missed_day_pending (
  id uuid primary key default gen_random_uuid(),
  episode_id uuid not null references treatment_episode (case_id),
  day date not null,
  -- Who expected him.
  site_id integer not null references organisation (id),
  because text not null check (because in ('waits', 'failed', 'changed', 'moved', 'closed', 'opened')),
  -- How often it failed.
  attempts integer not null default 0,
  -- By the real clock.
  not_before timestamptz not null default now(),
  recorded_at timestamptz not null default now()
);
create unique index missed_day_pending_one on missed_day_pending (episode_id, day)
  where because in ('waits', 'failed', 'moved');
create index missed_day_pending_due on missed_day_pending (not_before, id);
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
-- Where somebody was expected on a day: at the home of an entry of it, if he was treated there when that one closed, or else
-- where he was treated when the day ended.
create function app.site_of_day(of_episode uuid, on_day date, home integer) returns integer
  language sql stable set search_path = public, pg_temp
as $$
  select case when app.site_of_episode(of_episode, (on_day + coalesce((select s.closes_at from dosing_site s
      where s.site_id = home), time '24:00')) at time zone 'Asia/Ho_Chi_Minh') = home then home
    else app.site_of_episode(of_episode, (on_day + time '24:00') at time zone 'Asia/Ho_Chi_Minh') end
$$;
revoke all on function app.site_of_day(uuid, date, integer) from public;
-- Whoever takes a dose back, by whatever way: its day is looked at again, by who expected him that day.
create function app.reopen_missed_day() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  of_day date := coalesce(new.names_day, new.day);
begin
  insert into missed_day_pending (episode_id, day, site_id, because)
  select new.episode_id, of_day, s.site_id, 'changed'
  from dosing_site s where s.site_id = app.site_of_day(new.episode_id, of_day, new.home_site_id) and s.from_on <= of_day;
  return null;
end $$;
create trigger reopen_missed_day after insert on dose_event
  for each row when (new.kind = 'take-home-returned' or new.kind = 'voided' and new.names_kind <> 'missed')
  execute function app.reopen_missed_day();
-- Whether a day has closed at a site: from then on the job derives what was missed of it. Or it has done so by other hours.
create function app.site_has_closed(at_site integer, on_day date) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select (on_day + coalesce((select s.closes_at from dosing_site s where s.site_id = at_site), time '24:00'))
      at time zone 'Asia/Ho_Chi_Minh' <= app.legal_now()
    or exists (select 1 from dosing_site s where s.site_id = at_site and s.derived_until >= on_day)
$$;
-- What a site says afterwards of a day: what was derived of it is taken back by the job, or derived anew where it gave doses
-- after all. A guest's home hears that nothing is given to him there on the day, and may give itself. Whoever derives the day,
-- of the site or of its guests, is waited for, and seen.
create function app.closure_follows() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  token dose_token;
begin
  perform pg_advisory_xact_lock(hashtextextended('closures of ' || new.site_id, 0));
  if new.lifted_at is null then
    -- What it kept for guests it lets go: their homes give that day.
    for token in
      select t.* from dose_token t
      where t.site_id = new.site_id and t.day = new.day and t.booking_id is not null and t.used_at is null and t.released_at is null
      order by app.dose_cluster(t.person_id), t.kind, t.slot, t.id
    loop
      perform pg_advisory_xact_lock(hashtextextended(app.dose_cluster(token.person_id) || token.kind || token.day, 0));
      update dose_token t set released_at = now(), released_because = 'site', released_by = new.recorded_by
      where t.id = token.id and t.used_at is null and t.released_at is null;
      if found then perform app.end_dose_claim(token.id); end if;
    end loop;
    insert into missed_day_pending (episode_id, day, site_id, because)
    select m.episode_id, m.day, m.site_id, 'closed' from missed_day m where m.site_id = new.site_id and m.day = new.day
    union
    select d.episode_id, d.day, new.site_id, 'closed' from dose_event d
    where d.site_id = new.site_id and d.day = new.day and d.kind = 'missed'
    union
    select m.episode_id, m.day, m.site_id, 'closed' from guest_booking b
    join missed_day m on m.episode_id = b.episode_id and m.day = new.day
    where b.guest_site_id = new.site_id and new.day between b.from_on and b.until_on
      and (b.cancelled_at is null or (b.cancelled_at at time zone 'Asia/Ho_Chi_Minh')::date > new.day);
    insert into notification (id, organisation_id, kind, subject_kind, subject_id, facts, raised_at, once_key)
    select gen_random_uuid(), b.home_site_id, 'treatment.host-closed', 'case', b.episode_id,
      jsonb_build_object('code', b.case_code, 'day', new.day), now() + clock.shift, 'treatment.host-closed:' || b.id || ':' || new.id
    from legal_clock clock, guest_booking b
    where b.guest_site_id = new.site_id and b.cancelled_at is null and new.day between b.from_on and b.until_on
      and new.day >= coalesce(app.today(), (now() at time zone 'Asia/Ho_Chi_Minh')::date)
    on conflict do nothing;
  -- Opened after all: what was not looked at, since it was closed then, is; of guests as their homes have closed.
  else
    insert into missed_day_pending (episode_id, day, site_id, because)
    select e.case_id, new.day, new.site_id, 'opened'
    from treatment_episode e join case_file f on f.id = e.case_id
    where app.site_has_closed(new.site_id, new.day) and f.status <> 'voided' and f.opened_on <= new.day and (f.closed_on is null or f.closed_on >= new.day)
      and (e.site_id = new.site_id or exists (select 1 from case_event v
        where v.case_id = e.case_id and v.type = 'keeper-moved' and (v.facts ->> 'from')::integer = new.site_id))
      and app.site_of_episode(e.case_id, (new.day + coalesce((select s.closes_at from dosing_site s where s.site_id = new.site_id),
        time '24:00')) at time zone 'Asia/Ho_Chi_Minh') = new.site_id
    union
    select b.episode_id, new.day, b.home_site_id, 'opened' from guest_booking b
    where b.guest_site_id = new.site_id and new.day between b.from_on and b.until_on and app.site_has_closed(b.home_site_id, new.day)
      and (b.cancelled_at is null or (b.cancelled_at at time zone 'Asia/Ho_Chi_Minh')::date > new.day);
  end if;
  return null;
end $$;
revoke all on function app.closure_follows() from public;
create trigger closure_follows after insert or update of lifted_at on dosing_closure
  for each row execute function app.closure_follows();
-- Who is sent elsewhere once his home has closed for the day: what was derived of it, or not since it gave nothing, is looked at
-- again when that other site has closed.
create function app.booking_follows() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  today date := (app.legal_now() at time zone 'Asia/Ho_Chi_Minh')::date;
begin
  insert into missed_day_pending (episode_id, day, site_id, because)
  select new.episode_id, today, new.home_site_id, 'changed'
  where today between new.from_on and new.until_on and app.site_has_closed(new.home_site_id, today);
  return null;
end $$;
revoke all on function app.site_has_closed(integer, date), app.booking_follows() from public;
create trigger booking_follows after insert on guest_booking for each row execute function app.booking_follows();

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
-- Where a body takes over another one's files it acts for it: what was ordered goes on, tokens and claims of doses are its own
-- from then on, and so is what was booked; only what was booked at the heir itself ends.
create function app.end_orders_of_former_site() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  left_on date := coalesce(app.today(), (now() at time zone 'Asia/Ho_Chi_Minh')::date);
  last_on date := left_on - 1;
  legal_now timestamptz := app.legal_now();
  token dose_token;
begin
  -- Who writes or approves an order, or books by one, is waited for, and sees the move.
  perform pg_advisory_xact_lock(hashtextextended('dosing ' || new.case_id, 0));
  -- Days that the former place had not looked through when he moved are looked at as its own: the new one has its own days,
  -- and may have done today's already.
  insert into missed_day_pending (episode_id, day, site_id, because)
  select new.case_id, d::date, old.site_id, 'moved'
  from dosing_site s join (select c.opened_on from case_file c
    where c.id = new.case_id and c.status in ('in-treatment', 'on-hold')) f on true
  cross join generate_series(greatest(coalesce(s.derived_until + 1, s.from_on), f.opened_on)::timestamp, left_on::timestamp,
    interval '1 day') d
  where s.site_id = old.site_id
  on conflict do nothing;
  if app.system() is not distinct from 'competence-turnover' and exists (select 1 from organisation_closure c
    where c.viewer_id = new.site_id and c.organisation_id = old.site_id and left_on between c.acts_from and c.acts_until) then
    update guest_booking set cancelled_at = legal_now, cancelled_by = booked_by, cancel_reason = 'Cơ sở tiếp nhận đã kế thừa cơ sở điều trị',
      version = version + 1
    where episode_id = new.case_id and guest_site_id = new.site_id and cancelled_at is null and until_on >= left_on;
    -- At a third place it goes on, for the heir.
    update guest_booking set home_site_id = new.site_id
    where episode_id = new.case_id and home_site_id = old.site_id and guest_site_id <> new.site_id and cancelled_at is null
      and until_on >= left_on;
    update dose_claim set home_site_id = new.site_id
    where episode_id = new.case_id and home_site_id = old.site_id and day >= left_on and released_at is null;
    update dose_token set site_id = new.site_id
    where episode_id = new.case_id and site_id = old.site_id and day >= left_on and used_at is null and released_at is null;
    return null;
  end if;
  if exists (select 1 from dose_claim c where c.person_id = (select f.person_id from case_file f where f.id = new.case_id)
    and c.episode_id = new.case_id and c.day = left_on and c.released_at is null
    and not c.ahead) then
    last_on := left_on;
  end if;
  update dose_order set ended_on = greatest(from_on - 1, last_on), ended_by = coalesce(app.user_id(), prescribed_by),
    ended_reason = 'Chuyển cơ sở điều trị', version = version + 1
  -- One whose own last day is today, too: the move ends it.
  where episode_id = new.case_id and ended_on is null and until_on >= left_on;
  update guest_booking set cancelled_at = legal_now, cancelled_by = coalesce(app.user_id(), booked_by),
    cancel_reason = 'Chuyển cơ sở điều trị', version = version + 1
  where episode_id = new.case_id and cancelled_at is null and until_on > last_on;
  -- What the person takes along from home is the dose of its day: the new place hears of each.
  insert into dose_alarm (site_id, episode_id, case_code, kind, cause_id, day)
  select new.site_id, new.case_id, f.code, 'taken-along', c.event_id, c.day
  from case_file f join dose_claim c on c.person_id = f.person_id and c.episode_id = f.id
  where f.id = new.case_id and c.day > left_on and c.released_at is null and not c.ahead
  on conflict do nothing;
  -- The dose of today stays kept: the former site may be giving it just now, out of reach.
  for token in select t.* from dose_token t
    where t.episode_id = new.case_id and t.day > left_on and t.used_at is null and t.released_at is null order by t.day, t.slot
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

-- An episode that ends takes along what was ordered, booked and kept for days to come. A token of today goes, too: what is
-- given by it all the same comes in as a fact with a flag.
create function app.end_doses_of_closed_episode() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  today date := coalesce(app.today(), (now() at time zone 'Asia/Ho_Chi_Minh')::date);
  last_on date := today - 1;
  legal_now timestamptz := app.legal_now();
  treated text := (select e.kind from treatment_episode e where e.case_id = new.id);
  root uuid;
  token dose_token;
begin
  if treated is null then return null; end if;
  perform pg_advisory_xact_lock(hashtextextended('dosing ' || new.id, 0));
  update guest_booking set cancelled_at = legal_now, cancelled_by = coalesce(app.user_id(), booked_by),
    cancel_reason = 'Đợt điều trị đã kết thúc', version = version + 1
  where episode_id = new.id and cancelled_at is null and until_on >= today;
  -- Whoever is giving a dose or keeping one ahead comes before, and is seen here; or after, and finds the file closed.
  root := app.dose_cluster(new.person_id);
  for ahead in 0 .. app.token_days_ahead() loop
    perform pg_advisory_xact_lock(hashtextextended(root || treated || (today + ahead), 0));
  end loop;
  for token in select t.* from dose_token t
    where t.episode_id = new.id and t.day >= today and t.used_at is null and t.released_at is null order by t.day, t.slot
  loop
    update dose_token t set released_at = now(), released_because = 'ended' where t.id = token.id;
    perform app.end_dose_claim(token.id);
  end loop;
  if exists (select 1 from dose_claim c where c.person_id = new.person_id and c.episode_id = new.id and c.day = today
    and c.released_at is null and not c.ahead) then
    last_on := today;
  end if;
  update dose_order set ended_on = greatest(from_on - 1, last_on), ended_by = coalesce(app.user_id(), prescribed_by),
    ended_reason = 'Đợt điều trị đã kết thúc', version = version + 1
  where episode_id = new.id and ended_on is null and until_on > last_on;
  return null;
end $$;
create trigger end_doses_of_closed_episode after update of closed_on on case_file for each row
  when (old.closed_on is null and new.closed_on is not null) execute function app.end_doses_of_closed_episode();

-- Whether doses are given to the person of an episode at all, now, or at a moment by what is on record of it; asked by who
-- treats him, or has him as a guest: of now as long as it reads the booking, of a moment where that lies in its days. A host
-- learns no more of his treatment. By the kinds of its events: what one left the file in is not written anew where another
-- is entered before it.
create function app.is_dosed(asked uuid, at_moment timestamptz) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (select 1 from case_file f where f.id = asked
    and coalesce(
      (select v.type in ('begun', 'resumed') from case_event v
        where at_moment is not null and v.case_id = asked and v.effective_at <= at_moment
          and v.type in ('applied', 'begun', 'held', 'resumed', 'terminated', 'completed', 'died', 'voided')
          and not exists (select 1 from case_event a where a.replaces_id = v.id)
        order by v.effective_at desc, v.recorded_at desc limit 1),
      f.status = 'in-treatment')
    and (app.treats(asked) or exists (select 1 from guest_booking b where b.episode_id = asked and b.cancelled_at is null
      and b.guest_site_id = any (app.acting_bodies())
      and case when at_moment is null then b.reads_until >= app.today()
        else (at_moment at time zone 'Asia/Ho_Chi_Minh')::date between b.from_on and b.until_on end)))
$$;

-- How many days ahead doses are kept for tokens, and taken home or prepared: bounds of the program. The most of the latter is
-- the most that a protocol can say. The same numbers: window/token.service.ts, interlock/dose-draft.ts.
create function app.token_days_ahead() returns integer language sql immutable as $$ select 7 $$;
create function app.take_home_days_ahead() returns integer language sql immutable as $$ select 366 $$;
-- Whether an entry of a kind may be of a day: the day on which it happened, one to come of what is taken home or prepared,
-- the day of the entry that it names. A clock may be ahead of ours across midnight. `token`: what is kept ahead.
create function app.dose_day_fits(entry text, on_day date, at_moment timestamptz, named_on date) returns boolean
  language sql stable set search_path = public, pg_temp
as $$
  select coalesce(at.day <= at.today + 1 and case
    when entry = 'token' then on_day between at.today and at.today + app.token_days_ahead()
    when entry in ('take-home-given', 'prepared') then
      on_day between least(at.day, at.today) and least(at.day, at.today) + app.take_home_days_ahead()
    when entry in ('vomited', 're-dosed', 'voided', 'take-home-returned') then on_day = named_on
    else on_day = least(at.day, at.today) end, false)
  from (select t.today, coalesce((at_moment at time zone 'Asia/Ho_Chi_Minh')::date, t.today) as day
    from (select coalesce(app.today(), (now() at time zone 'Asia/Ho_Chi_Minh')::date) as today) t) at
$$;
revoke all on function app.token_days_ahead(), app.take_home_days_ahead(),
  app.dose_day_fits(text, date, timestamptz, date), app.end_doses_of_closed_episode(), app.claim_has_entry(),
  app.dose_has_claim(), app.token_has_claim() from public;
grant execute on function app.token_days_ahead() to app;

-- Whether two orders of a site give the very same doses a day: each slot of the one is that slot of the other. Nothing was
-- given by no order twice.
create function app.same_doses(one uuid, other uuid) returns boolean
  language sql stable set search_path = public, pg_temp
as $$
  select coalesce(one = other or exists (select 1 from dose_order a join dose_order b
    on (b.site_id, b.unit, b.doses) = (a.site_id, a.unit, a.doses) and b.strength is not distinct from a.strength
    where a.id = one and b.id = other), false)
$$;

-- Whether two claims of a person stand in each other's way: of one slot, or of orders that number their slots differently.
create function app.claims_collide(one dose_claim, other dose_claim) returns boolean
  language sql stable set search_path = public, pg_temp
as $$
  select (one.kind, one.day) = (other.kind, other.day) and (one.slot = other.slot or one.episode_id <> other.episode_id
    or not app.same_doses(one.order_id, other.order_id))
$$;
-- Of the claims of these entries of one person the earliest holds, and what collides with it stands beside it; what is only
-- kept for a token comes after what was given.
create function app.settle_dose_claims(root uuid, members uuid[]) returns setof uuid
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  return query
  update dose_claim c set doubled = true
  where c.person_id = any (members) and c.released_at is null and not c.doubled and exists (
    select 1 from dose_claim o where o.person_id = any (members) and o.released_at is null and not o.doubled
      and app.claims_collide(o, c) and (o.ahead, o.claimed_at, o.event_id) < (c.ahead, c.claimed_at, c.event_id))
  returning c.event_id;
  update dose_claim c set cluster_id = root where c.person_id = any (members) and c.cluster_id <> root;
  update dose_claim c set doubled = false
  where c.person_id = any (members) and c.released_at is null and c.doubled
    and not exists (
      select 1 from dose_claim o where o.person_id = any (members) and o.released_at is null and o.event_id <> c.event_id
        and app.claims_collide(o, c)
        and (not o.doubled or (o.ahead, o.claimed_at, o.event_id) < (c.ahead, c.claimed_at, c.event_id)));
end $$;

-- The day of an entry that the actor's body made, or that was made of whom it treats; null for any other.
create function app.day_of_dose(asked uuid) returns date
  language sql stable security definer set search_path = public, pg_temp
as $$
  select d.day from dose_event d
  where d.id = $1 and d.day = (select c.event_day from dose_client_event c where c.event_id = $1)
    and (d.site_id = any (app.acting_bodies()) or d.home_site_id = any (app.acting_bodies()))
$$;

-- The day of the last dose of an episode before a day, as far as the actor's body sees: of what holds a claim, so that no
-- month of the ledger is gone through.
create function app.last_dose_day(asked uuid, before_day date) returns date
  language sql stable security definer set search_path = public, pg_temp
as $$
  select c.day from dose_claim c
  where c.person_id = (select f.person_id from case_file f where f.id = $1) and c.episode_id = $1
    and c.released_at is null and not c.ahead and c.day < $2
    and (c.site_id = any (app.acting_bodies()) or c.home_site_id = any (app.acting_bodies()))
  order by c.day desc limit 1
$$;

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

-- Ends a claim. Where another was given beside it, that one holds the dose. Who calls has the person's lock. Without a dose that
-- the former place gave on the day of the move, its order has ended the day before: the place that treats now may order for that day.
create function app.end_dose_claim(asked uuid) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  claim dose_claim;
begin
  update dose_claim c set released_at = now() where c.event_id = asked and c.released_at is null returning c.* into claim;
  if not found then return; end if;
  -- Whatever else of the day stood beside it holds its slot from now on, where nothing else is in its way.
  update dose_claim c set doubled = false
  where c.cluster_id = claim.cluster_id and (c.kind, c.day) = (claim.kind, claim.day) and c.released_at is null and c.doubled
    and not exists (select 1 from dose_claim o
      where o.cluster_id = c.cluster_id and (o.kind, o.day) = (c.kind, c.day) and o.released_at is null
        and o.event_id <> c.event_id and app.claims_collide(o, c)
        and (not o.doubled or (o.ahead, o.claimed_at, o.event_id) < (c.ahead, c.claimed_at, c.event_id)));
  if claim.ahead then return; end if;
  update dose_order o set ended_on = claim.day - 1, version = o.version + 1
  from treatment_episode e
  where o.episode_id = claim.episode_id and e.case_id = o.episode_id and o.site_id <> e.site_id
    and o.ended_on = claim.day and o.from_on <= claim.day and o.ended_reason = 'Chuyển cơ sở điều trị'
    and not exists (select 1 from dose_claim c where c.person_id = claim.person_id and c.episode_id = claim.episode_id
      and c.day = claim.day and c.released_at is null and not c.ahead and c.home_site_id <> e.site_id);
end $$;

-- A dose that was given goes before one that is only kept for a token: whoever holds the token hears of it, but for who gave.
create function app.end_tokens_behind(root uuid, of_kind text, on_day date, of_episode uuid, in_slot smallint, by_order uuid,
  giver integer) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  lost dose_token;
begin
  for lost in
    update dose_token t set released_at = now(), released_because = 'given'
    from dose_claim c
    where c.event_id = t.id and c.cluster_id = root and c.kind = of_kind and c.day = on_day and c.released_at is null
      and (c.episode_id <> of_episode or c.slot = in_slot or not app.same_doses(c.order_id, by_order))
      and t.used_at is null and t.released_at is null
    returning t.*
  loop
    perform app.end_dose_claim(lost.id);
    insert into dose_alarm (site_id, episode_id, case_code, kind, cause_id, day)
    select lost.site_id, lost.episode_id, f.code, 'token-lost', lost.id, on_day from case_file f
    where f.id = lost.episode_id and lost.site_id is distinct from giver
    on conflict do nothing;
  end loop;
end $$;

-- Every site that gave a dose of a person and a day, and every one that treats him by it, hears that there are two.
create function app.alarm_double_dose(root uuid, of_kind text, on_day date, cause uuid) returns void
  language sql volatile security definer set search_path = public, pg_temp
as $$
  insert into dose_alarm (site_id, episode_id, case_code, kind, cause_id, day)
  select distinct told.site, told.episode, f.code, 'double-dose', cause, on_day
  from dose_claim c
  cross join lateral (values (c.site_id, c.episode_id), (c.home_site_id, c.episode_id)) told (site, episode)
  join case_file f on f.id = told.episode
  where c.cluster_id = root and c.kind = of_kind and c.day = on_day and c.released_at is null
  on conflict do nothing
$$;
revoke all on function app.end_tokens_behind(uuid, text, date, uuid, smallint, uuid, integer),
  app.alarm_double_dose(uuid, text, date, uuid) from public;

-- Takes the dose of a day and a slot for an event, of the whole person, whoever else gives him doses. Says 'free' to who
-- has it now, 'taken' to who has not, and nothing of who has. What was given already is a fact: it stands beside the first
-- one, and both sites hear of it.
create function app.claim_dose(new_event uuid, of_episode uuid, at_site integer, on_day date, in_slot smallint, was_given boolean,
  at_moment timestamptz, entry text, by_order uuid) returns text
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  episode record;
  root uuid;
begin
  -- Of another moment than now only what was given then.
  select e.kind, f.person_id, f.code, e.site_id as treating_id, p.home_site_id as site_id, p.placed into episode
  from treatment_episode e join case_file f on f.id = e.case_id
  cross join app.place_of_dose(of_episode, on_day, case when was_given then at_moment end, entry, null, null) p
  where e.case_id = of_episode and entry in ('dispensed', 'guest-dose', 'take-home-given', 'token')
    and not (was_given and entry = 'token');
  if episode is null or (at_site = any (app.acting_bodies())) is not true then
    raise insufficient_privilege using message = 'no dose of this person is given here';
  end if;
  root := app.dose_cluster(episode.person_id);
  -- By an order is what has a slot of it: anything else stands in the way, and is stood in the way of, as of none.
  if not exists (select 1 from dose_order o where o.id = by_order and in_slot <= cardinality(o.doses) and o.episode_id = of_episode) then
    by_order := null;
  end if;
  -- Orders may number their slots differently: what another episode gave that day, or this one by another order or by none,
  -- stands in the way whatever its slot. All doses of a person, a kind and a day come one after the other here.
  perform pg_advisory_xact_lock(hashtextextended(root || episode.kind || on_day, 0));
  -- Who ended the episode meanwhile has taken back what was kept.
  if not was_given and (select f.closed_on is not null from case_file f where f.id = of_episode) then return 'ended'; end if;
  -- Taken home for a day on which another place treats by now: it gives nothing then, and hears why.
  if was_given and episode.site_id <> episode.treating_id
    and app.site_of_episode(of_episode, on_day::timestamp at time zone 'Asia/Ho_Chi_Minh') <> episode.site_id then
    insert into dose_alarm (site_id, episode_id, case_code, kind, cause_id, day)
    values (episode.treating_id, of_episode, episode.code, 'taken-along', new_event, on_day)
    on conflict do nothing;
  end if;
  -- Given in the time of another place: that one hears of it whether or not it has given a dose, too.
  if not episode.placed then
    insert into dose_alarm (site_id, episode_id, case_code, kind, cause_id, day)
    select told.site, of_episode, episode.code, 'not-placed-here', new_event, on_day
    from (values (at_site), (episode.site_id), (episode.treating_id)) told (site)
    on conflict do nothing;
  end if;
  if was_given then
    perform app.end_tokens_behind(root, episode.kind, on_day, of_episode, in_slot, by_order, at_site);
  end if;
  insert into dose_claim (event_id, cluster_id, person_id, kind, day, slot, episode_id, site_id, home_site_id, order_id, ahead)
  select new_event, root, episode.person_id, episode.kind, on_day, in_slot, of_episode, at_site, episode.site_id, by_order,
    entry = 'token'
  where not exists (select 1 from dose_claim c where c.cluster_id = root and c.kind = episode.kind and c.day = on_day
    and c.released_at is null and (c.episode_id <> of_episode or not app.same_doses(c.order_id, by_order)))
  on conflict do nothing;
  if found then return 'free'; end if;
  if not was_given then return 'taken'; end if;
  insert into dose_claim (event_id, cluster_id, person_id, kind, day, slot, episode_id, site_id, home_site_id, order_id, doubled)
  values (new_event, root, episode.person_id, episode.kind, on_day, in_slot, of_episode, at_site, episode.site_id, by_order, true);
  perform app.alarm_double_dose(root, episode.kind, on_day, new_event);
  return 'taken';
end $$;

-- What is to be looked at of a dose that has its claim, by whomever the others were given: whether one in its way was freed
-- by a word (taken back as a mistake, returned on the very day of its dose, or said to be gone), and whether one of the day
-- before or after was drunk within so many hours of it. For who enters it: yes or no. @param hours 0: none is asked for
create function app.doses_beside(asked uuid, at_moment timestamptz, hours integer)
  returns table (after_void boolean, near_another boolean)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select
    exists (select 1 from dose_claim c
      where (c.cluster_id, c.kind, c.day) = (mine.cluster_id, mine.kind, mine.day) and c.released_at is not null
        and app.claims_collide(c, mine)
        and (exists (select 1 from missing_take_home t where t.event_id = c.event_id)
          or exists (select 1 from dose_named n where n.named_id = c.event_id
            and (n.kind = 'voided' or n.kind = 'take-home-returned' and exists (select 1 from dose_event d
              where d.id = c.event_id and d.day = c.day and (greatest(d.at, d.recorded_legal_at) at time zone 'Asia/Ho_Chi_Minh')::date >= d.day))))),
    exists (select 1 from dose_claim c join dose_event d on d.id = c.event_id and d.day = c.day
      where hours > 0 and (c.cluster_id, c.kind) = (mine.cluster_id, mine.kind) and c.day in (mine.day - 1, mine.day + 1)
        and c.released_at is null and not c.ahead and d.kind in ('dispensed', 'guest-dose')
        and abs(extract(epoch from d.at - at_moment)) < hours * 3600)
  from dose_claim mine where mine.event_id = asked and mine.site_id = any (app.acting_bodies())
$$;
revoke all on function app.doses_beside(uuid, timestamptz, integer) from public;
grant execute on function app.doses_beside(uuid, timestamptz, integer) to app;

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

-- Frees what was given to take home for a day, today or to come, where who treats says that the person does not have it: whoever
-- gave it hears of that. @param in_slot null: of all of them @returns how many doses
create function app.free_missing_take_homes(of_episode uuid, on_day date, in_slot smallint, why text, at_moment timestamptz)
  returns integer
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  episode record;
  root uuid;
  claim dose_claim;
  said uuid;
  freed integer := 0;
begin
  select e.kind, e.site_id, f.person_id into episode
  from treatment_episode e join case_file f on f.id = e.case_id
  where e.case_id = of_episode and e.site_id = any (app.acting_bodies());
  if episode is null or app.user_id() is null or (on_day >= app.today()) is not true then
    raise insufficient_privilege using message = 'no dose of this person is given here';
  end if;
  root := app.dose_cluster(episode.person_id);
  perform pg_advisory_xact_lock(hashtextextended(root || episode.kind || on_day, 0));
  -- Of a treatment that has ended before, too: he may have been admitted anew, and elsewhere.
  for claim in
    select c.* from dose_claim c join case_file f on f.id = c.episode_id
    where (c.cluster_id, c.kind, c.day) = (root, episode.kind, on_day) and c.released_at is null
      and not c.ahead and (c.episode_id = of_episode or f.closed_on is not null) and (in_slot is null or c.slot = in_slot)
      and exists (select 1 from dose_event d where d.id = c.event_id and d.day = c.day and d.kind = 'take-home-given')
    order by c.slot, c.event_id
  loop
    perform app.end_dose_claim(claim.event_id);
    insert into missing_take_home (event_id, episode_id, site_id, giver_id, home_site_id, day, slot, reason, reported_by, reported_at)
    values (claim.event_id, of_episode, episode.site_id, claim.site_id, claim.home_site_id, on_day, claim.slot, why, app.user_id(), at_moment)
    returning id into said;
    insert into dose_alarm (site_id, episode_id, case_code, kind, cause_id, day)
    select claim.site_id, claim.episode_id, f.code, 'take-home-missing', said, on_day from case_file f where f.id = claim.episode_id;
    freed := freed + 1;
  end loop;
  -- Nobody had a dose of that day by them: where it was judged already, it is looked at again.
  insert into missed_day_pending (episode_id, day, site_id, because)
  select of_episode, on_day, episode.site_id, 'changed'
  where freed > 0 and exists (select 1 from dosing_site s where s.site_id = episode.site_id and s.from_on <= on_day);
  return freed;
end $$;

-- The way back: what was said to be gone is there, or was drunk. It is the dose of its day again; where another was given
-- meanwhile there are two, and everybody who gave or treats hears of it. What has come back or was taken back since stays so.
-- @returns how many doses, and of how many another one was given
create function app.keep_found_take_homes(of_episode uuid, on_day date, in_slot smallint, why text, at_moment timestamptz)
  returns table (doses integer, given_again integer)
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  episode record;
  root uuid;
  said missing_take_home;
  claim dose_claim;
  is_second boolean;
begin
  select e.site_id into episode
  from treatment_episode e where e.case_id = of_episode and e.site_id = any (app.acting_bodies());
  if episode is null or app.user_id() is null then
    raise insufficient_privilege using message = 'no dose of this person is given here';
  end if;
  doses := 0;
  given_again := 0;
  for said in
    update missing_take_home t set withdrawn_at = at_moment, withdrawn_by = app.user_id(), withdrawn_reason = why
    where t.episode_id = of_episode and t.day = on_day and (in_slot is null or t.slot = in_slot) and t.withdrawn_at is null
    returning t.*
  loop
    doses := doses + 1;
    insert into dose_alarm (site_id, episode_id, case_code, kind, cause_id, day)
    select said.giver_id, c.episode_id, f.code, 'take-home-found', said.id, on_day
    from dose_claim c join case_file f on f.id = c.episode_id where c.event_id = said.event_id;
    continue when exists (select 1 from dose_named n
      where n.named_id = said.event_id and n.kind in ('voided', 'take-home-returned'));
    -- Of whom it is now: what was one person may be two since.
    select c.* into claim from dose_claim c where c.event_id = said.event_id;
    root := app.dose_cluster(claim.person_id);
    perform pg_advisory_xact_lock(hashtextextended(root || claim.kind || on_day, 0));
    perform app.end_tokens_behind(root, claim.kind, on_day, claim.episode_id, claim.slot, claim.order_id, null);
    is_second := exists (select 1 from dose_claim c
      where (c.cluster_id, c.kind, c.day) = (root, claim.kind, on_day) and c.released_at is null and app.claims_collide(c, claim));
    update dose_claim c set released_at = null, cluster_id = root, doubled = is_second where c.event_id = claim.event_id;
    if is_second then
      given_again := given_again + 1;
      perform app.alarm_double_dose(root, claim.kind, on_day, said.id);
    end if;
  end loop;
  -- He had a dose for that day: where it was judged already, it is looked at again.
  insert into missed_day_pending (episode_id, day, site_id, because)
  select of_episode, on_day, episode.site_id, 'changed'
  where doses > 0 and exists (select 1 from dosing_site s where s.site_id = episode.site_id and s.from_on <= on_day);
  return next;
end $$;

-- Takes doses of a day ahead, for tokens of a site: all or some of them, one person after the other in an order that is the
-- same for everybody, so that two sites that ask at once do not wait for each other. @returns the tokens that have theirs
create function app.claim_dose_tokens(at_site integer, on_day date, tokens uuid[], episodes uuid[], slots smallint[],
  orders uuid[])
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
    select t.token, t.episode, t.slot, t.by_order,
      (select c from app.identity_cluster(f.person_id) c order by c limit 1) as root, f.kind
    from unnest(tokens, episodes, slots, orders) as t (token, episode, slot, by_order) join case_file f on f.id = t.episode
    -- Of others no word, not even a refusal. The home alone sees a hold of a later day: a held dose is kept for nobody.
    where (app.treats(t.episode) or app.hosts(t.episode, on_day)) and not exists (select 1 from dose_hold h
      where h.episode_id = t.episode and h.ended_at is null and h.from_on <= on_day)
    order by root, f.kind, t.slot
  loop
    if app.claim_dose(asked.token, asked.episode, at_site, on_day, asked.slot, false, null, 'token', asked.by_order) = 'free' then
      return next asked.token;
    end if;
  end loop;
end $$;

-- Uses a token for the dose of an event: what was kept is the event's. One whose day passed before the event came in was
-- good on its day. @returns as claim_dose, or null where the token is not good for this dose
create function app.use_dose_token(asked uuid, new_event uuid, of_episode uuid, at_site integer, on_day date,
  in_slot smallint, was_given boolean, at_moment timestamptz, entry text) returns text
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
  return app.claim_dose(new_event, of_episode, at_site, on_day, in_slot, was_given, at_moment, entry, token.order_id);
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

-- Tokens that stand though the dose of their day is another one by now, or waits: of a new order, of the end of one, of a hold.
-- For who treats, who names them to the clinician; each site that holds one hears of it, since bottles may be ready by it.
-- @param cause the act: the approval and the end of one order are two
-- @param new_order which gives the dose from that day on: tokens with that very dose are as good as ever; null: none are
create function app.alarm_tokens_out(asked uuid, from_day date, cause uuid, new_order uuid)
  returns table (token_id uuid, site_id integer, guest boolean, on_day date, in_slot smallint, dose bigint, unit text)
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if not app.treats(asked) and app.system() is distinct from 'missed-doses' then return; end if;
  return query
  with outdated as (
    select t.* from dose_token t
    where t.episode_id = asked and t.day >= from_day and t.used_at is null and t.released_at is null
      and not exists (select 1 from dose_order n join dose_order o on o.id = t.order_id
        where n.id = new_order and t.day between n.from_on and n.until_on and n.unit = t.unit and n.doses[t.slot] = t.dose
          and n.strength is not distinct from o.strength)),
  told as (
    insert into dose_alarm (site_id, episode_id, case_code, kind, cause_id, day)
    select d.site_id, asked, f.code, 'token-outdated', cause, min(d.day)
    from outdated d join case_file f on f.id = asked group by d.site_id, f.code
    on conflict do nothing)
  select d.id, d.site_id, d.booking_id is not null, d.day, d.slot, d.dose, d.unit from outdated d;
end $$;

-- Doses that the person has at home for days to come, with another dose than a new order gives: for who treats, of what that
-- body gave or had given. By the claims, so that of the ledger only their months are read. Parameters by number: the plan of the
-- very text is tested.
-- @param new_order as above
create function app.take_home_doses_out(asked uuid, from_day date, new_order uuid)
  returns table (event_id uuid, site_id integer, on_day date, in_slot smallint, dose bigint, unit text)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select d.id, d.site_id, d.day, d.slot, d.dose, coalesce(o.unit, l.unit, 'microlitre')
  from dose_claim c
  cross join lateral (
    select v.* from dose_event v where v.id = c.event_id and v.day = c.day and v.kind = 'take-home-given' offset 0) d
  left join dose_order o on o.id = d.order_id
  left join stock_lot l on l.id = d.lot_id
  where app.treats($1) and c.person_id = (select f.person_id from case_file f where f.id = $1) and c.episode_id = $1
    and c.released_at is null and not c.ahead and c.day >= $2
    and (d.site_id = any (app.acting_bodies()) or d.home_site_id = any (app.acting_bodies()))
    and not exists (select 1 from dose_order n where n.id = $3 and d.day between n.from_on and n.until_on
      and n.unit = o.unit and n.doses[d.slot] = d.dose and n.strength is not distinct from o.strength)
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

-- Open episodes of a site in the order of their ids, or some that are named, and whether the person was expected there when it
-- closed on a day: treated there and in treatment by the history then, and held by no clinician; where he was held, since when.
-- Who is named was treated there, also of a file that has ended since: what was missed before is a fact. For the job that
-- derives what was missed, so that it need not see files.
create function app.episodes_expected(at_site integer, on_day date, closed_at timestamptz, after_id uuid, most integer,
  named uuid[])
  returns table (episode_id uuid, person_id uuid, case_code text, kind text, home_site_id integer, expected boolean,
    held_since date, ended boolean)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select e.case_id, f.person_id, f.code, e.kind, e.site_id,
    here.was and coalesce(step.type in ('begun', 'resumed'),
      f.status = 'in-treatment' and not exists (select 1 from case_event v where v.case_id = e.case_id and v.type = 'begun'
        and not exists (select 1 from case_event a where a.replaces_id = v.id)))
    and dose.held_since is null,
    case when here.was then least(dose.held_since,
      case when step.type = 'held' then (step.effective_at at time zone 'Asia/Ho_Chi_Minh')::date end) end,
    f.closed_on is not null
  from treatment_episode e join case_file f on f.id = e.case_id
  cross join lateral (select f.opened_on <= on_day
    and (named is not null or app.site_of_episode(e.case_id, closed_at) = at_site) as was) here
  left join lateral (
    select v.type, v.effective_at from case_event v
    where v.case_id = e.case_id and v.type in ('begun', 'held', 'resumed', 'terminated', 'completed', 'died')
      and v.effective_at <= closed_at
      and not exists (select 1 from case_event a where a.replaces_id = v.id)
    order by v.effective_at desc, v.recorded_at desc limit 1) step on true
  cross join lateral (
    select min(h.from_on) as held_since from dose_hold h
    where h.episode_id = e.case_id and h.source = 'clinician' and h.from_on <= on_day
      and (h.ended_at is null or (h.ended_at at time zone 'Asia/Ho_Chi_Minh')::date >= on_day)) dose
  where app.system() = 'missed-doses'
    and (f.status in ('in-treatment', 'on-hold') or named is not null and f.closed_on is not null and f.status <> 'voided')
    and e.case_id = any (coalesce(named, array(
      select t.case_id from treatment_episode t join case_file c on c.id = t.case_id
      where t.site_id = at_site and c.status in ('in-treatment', 'on-hold') and (after_id is null or t.case_id > after_id)
      order by t.case_id limit most)))
  order by e.case_id
$$;

-- From which day the next urine test of an episode that goes on is counted, as of a day: the last test that stands and found
-- something, at the place that treats; as long as there is none, the day on which treatment began, or came to that place. For
-- who treats, and for the job that looks at a day that is over.
create function app.tests_due_from(asked uuid[], on_day date) returns table (episode_id uuid, from_day date)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select e.case_id, coalesce(
    (select max(t.taken_on) from urine_test t
     where t.episode_id = e.case_id and t.voided_at is null and t.opioids <> 'invalid' and t.taken_on <= on_day
       and (t.site_id = e.site_id or t.site_id = any (app.acting_bodies())
         or exists (select 1 from organisation_closure c where c.viewer_id = e.site_id and c.organisation_id = t.site_id
           and (select app.today()) between c.acts_from and c.acts_until))),
    (select max((v.effective_at at time zone 'Asia/Ho_Chi_Minh')::date) from case_event v
     where v.case_id = e.case_id and v.type in ('begun', 'keeper-moved')
       and not exists (select 1 from case_event a where a.replaces_id = v.id)),
    f.opened_on)
  from treatment_episode e join case_file f on f.id = e.case_id
  where e.case_id = any (asked) and f.status in ('in-treatment', 'on-hold')
    and (app.system() is not distinct from 'missed-doses' or e.site_id = any (app.acting_bodies()))
$$;

-- Days of some episodes, in a stretch, on which the person came (an entry of one of the kinds stands), or was expected and did
-- not come, wherever that was: for the job, and for who treats him. Days on which nobody expected him are not among them.
-- Parameters by number: the plan of the very text is tested.
create function app.treatment_days(asked uuid[], from_day date, until_day date, coming text[])
  returns table (episode_id uuid, day date, came boolean, ordered boolean)
  language sql stable security definer set search_path = public, pg_temp
as $$
  with mine as (
    select a.id from unnest($1) a (id) where app.system() is not distinct from 'missed-doses' or app.treats(a.id)),
  came as (
    select distinct d.episode_id, d.day from mine join dose_event d on d.episode_id = mine.id
    where d.day between $2 and $3 and d.kind = any ($4)
      and not exists (select 1 from dose_named n where n.named_id = d.id and n.kind in ('voided', 'take-home-returned'))
      and not exists (select 1 from missing_take_home t where t.event_id = d.id and t.withdrawn_at is null))
  select c.episode_id, c.day, true, null::boolean from came c
  union all
  select m.episode_id, m.day, false, m.ordered from mine join missed_day m on m.episode_id = mine.id
  where m.day between $2 and $3
    and not exists (select 1 from came c where c.episode_id = m.episode_id and c.day = m.day)
    -- Said afterwards: until the job has taken it back it counts for nothing, but for the guest of a site that was open.
    and not exists (select 1 from dosing_closure l where l.site_id = m.site_id and l.day = m.day and l.lifted_at is null
      and not exists (select 1 from guest_booking b where b.episode_id = m.episode_id and m.day between b.from_on and b.until_on
        and (b.cancelled_at is null or (b.cancelled_at at time zone 'Asia/Ho_Chi_Minh')::date > m.day)
        and not exists (select 1 from dosing_closure h
          where h.site_id = b.guest_site_id and h.day = m.day and h.lifted_at is null)))
$$;
-- How many days each of some persons was expected and did not come, since he came last, in a stretch: for the list of who
-- treats them. Who came on all of them is not among them.
-- Planned for the days that are asked: a plan for any days would look into each month of the ledger for each person.
create function app.missed_in_a_row(asked uuid[], from_day date, until_day date, coming text[])
  returns table (episode_id uuid, days integer)
  language sql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan
as $$
  select e.case_id, count(*)::integer
  from unnest($1) a (id) join treatment_episode e on e.case_id = a.id
  left join lateral (
    select d.day from dose_event d
    where d.episode_id = e.case_id and d.day between $2 and $3 and d.kind = any ($4)
      and not exists (select 1 from dose_named n where n.named_id = d.id and n.kind in ('voided', 'take-home-returned'))
      and not exists (select 1 from missing_take_home t where t.event_id = d.id and t.withdrawn_at is null)
    order by d.day desc, d.id desc limit 1) came on true
  -- From the day after, so that the days missed before it are not looked at.
  join missed_day m on m.episode_id = e.case_id and m.day between coalesce(came.day + 1, $2) and $3
  where e.site_id = any ((select app.acting_bodies())::integer[])
    and not exists (select 1 from dosing_closure l where l.site_id = m.site_id and l.day = m.day and l.lifted_at is null
      and not exists (select 1 from guest_booking b where b.episode_id = m.episode_id and m.day between b.from_on and b.until_on
        and (b.cancelled_at is null or (b.cancelled_at at time zone 'Asia/Ho_Chi_Minh')::date > m.day)
        and not exists (select 1 from dosing_closure h
          where h.site_id = b.guest_site_id and h.day = m.day and h.lifted_at is null)))
  group by e.case_id
$$;
-- That persons were missed on a day is taken back: nobody expected them, as the site said afterwards. For the job alone.
create function app.take_back_missed_days(asked uuid[], on_day date) returns void
  language sql volatile security definer set search_path = public, pg_temp
as $$
  delete from missed_day m where app.system() = 'missed-doses' and m.episode_id = any (asked) and m.day = on_day
$$;
-- Approved orders of who is in treatment at a site whose last day lies in a stretch, with none to follow them: for the job.
create function app.orders_ending(at_site integer, from_day date, until_day date)
  returns table (order_id uuid, episode_id uuid, case_code text, last_on date)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select o.id, o.episode_id, f.code, o.until_on
  from dose_order o join treatment_episode e on e.case_id = o.episode_id join case_file f on f.id = o.episode_id
  where app.system() = 'missed-doses' and e.site_id = at_site and f.status = 'in-treatment'
    -- Its own, or of whose place it has taken; who moved is to have a new one anyway.
    and (o.site_id = at_site or exists (select 1 from organisation_closure c where c.viewer_id = at_site
      and c.organisation_id = o.site_id and (select app.today()) between c.acts_from and c.acts_until))
    and o.approved_at is not null and o.ended_on is null and o.until_on between from_day and until_day
    and not exists (select 1 from dose_order n where n.episode_id = o.episode_id and n.approved_at is not null
      and o.until_on + 1 between n.from_on and coalesce(n.ended_on, n.until_on))
$$;

-- What was given in its time a place may tell of, and take back, also after the person has moved or the booking was cancelled:
-- for whom the actor's body gave doses at a moment, of which place that treated him then, and by which booking. It treated
-- him then; or had him as a guest by a booking that stood then; or kept the dose of that day for a token; or it takes back
-- what it entered itself. Of the rest of the day of the move, or of the cancelling, too, but not as its own time (`placed`):
-- what was given is a fact, and who gave it may not have known yet. Of any other time nothing.
create function app.dosed_then(asked uuid, on_day date, at_moment timestamptz, entry text, named uuid, named_on date)
  returns table (home_site_id integer, booking_id uuid, placed boolean, kind text, person_id uuid, case_code text,
    opened_on date, unit text, doses bigint[], strength bigint, order_id uuid)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select place.home, place.booking, place.rank < 5, e.kind, f.person_id, f.code, f.opened_on, b.unit, b.doses, b.strength, b.order_id
  from treatment_episode e join case_file f on f.id = e.case_id
  cross join lateral (
    select s as home, null::uuid as booking, 1 as rank from app.site_of_episode(asked, at_moment) s
    where s = any (app.acting_bodies()) and f.opened_on <= (at_moment at time zone 'Asia/Ho_Chi_Minh')::date
    union all
    select b.home_site_id, b.id, 2 from guest_booking b
    where b.episode_id = asked and b.guest_site_id = any (app.acting_bodies()) and on_day between b.from_on and b.until_on
      and b.booked_at <= at_moment and (b.cancelled_at is null or b.cancelled_at > at_moment)
      and on_day = (at_moment at time zone 'Asia/Ho_Chi_Minh')::date
    union all
    -- What the site let go itself, or was ended with the episode, it kept no more.
    select coalesce(b.home_site_id, t.site_id), t.booking_id, 3
    from dose_token t left join guest_booking b on b.id = t.booking_id
    where t.episode_id = asked and t.day = on_day and t.site_id = any (app.acting_bodies()) and t.issued_at <= at_moment
      and on_day = (at_moment at time zone 'Asia/Ho_Chi_Minh')::date
      and coalesce(t.released_because, '') not in ('site', 'ended')
    union all
    select n.home_site_id, n.booking_id, 4 from dose_event n
    where n.id = named and n.day = named_on and n.day = on_day and n.episode_id = asked
      and n.site_id = any (app.acting_bodies()) and entry in ('voided', 'take-home-returned')
    union all
    select (v.facts ->> 'from')::integer, null, 5 from case_event v
    where v.case_id = asked and v.type = 'keeper-moved' and v.effective_at <= at_moment
      and (v.facts ->> 'from')::integer = any (app.acting_bodies())
      and (v.effective_at at time zone 'Asia/Ho_Chi_Minh')::date = (at_moment at time zone 'Asia/Ho_Chi_Minh')::date
      and not exists (select 1 from case_event a where a.replaces_id = v.id)
    union all
    select b.home_site_id, b.id, 5 from guest_booking b
    where b.episode_id = asked and b.guest_site_id = any (app.acting_bodies()) and on_day between b.from_on and b.until_on
      and b.cancelled_at <= at_moment
      and (b.cancelled_at at time zone 'Asia/Ho_Chi_Minh')::date = (at_moment at time zone 'Asia/Ho_Chi_Minh')::date
      and on_day = (at_moment at time zone 'Asia/Ho_Chi_Minh')::date
    order by rank limit 1) place
  left join guest_booking b on b.id = place.booking
  where e.case_id = asked and app.dose_day_fits(entry, on_day, at_moment, named_on)
    -- Who gives no more prepares nothing for days to come.
    and (entry is distinct from 'prepared' or on_day <= (at_moment at time zone 'Asia/Ho_Chi_Minh')::date)
$$;
-- Whether the actor's body ever treated the person of an episode, or was to have him as a guest, for who asks to tell of what
-- lay in its time.
create function app.treated_once(asked uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (select 1 from treatment_episode e join case_event v on v.case_id = e.case_id
      where e.case_id = asked and v.type = 'keeper-moved' and (v.facts ->> 'from')::integer = any (app.acting_bodies())
        and not exists (select 1 from case_event a where a.replaces_id = v.id))
    or exists (select 1 from guest_booking b where b.episode_id = asked and b.guest_site_id = any (app.acting_bodies()))
$$;

-- The place that treats, of an entry that the actor's body may make, and whether that lay in the body's time; nothing where it
-- may not.
create function app.place_of_dose(of_episode uuid, on_day date, at_moment timestamptz, entry text, named uuid, named_on date)
  returns table (home_site_id integer, placed boolean)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  if not app.dose_day_fits(entry, on_day, at_moment, named_on) then return; end if;
  if app.treats(of_episode) then
    return query select e.site_id, true from treatment_episode e where e.case_id = of_episode;
  elsif app.hosts(of_episode, on_day) then
    -- Of the days of a booking whoever booked is its home, also where the person has moved since.
    return query select b.home_site_id, true from guest_booking b where b.episode_id = of_episode and b.cancelled_at is null
      and b.guest_site_id = any (app.acting_bodies()) and on_day between b.from_on and b.until_on;
  else
    return query select d.home_site_id, d.placed
      from app.dosed_then(of_episode, on_day, at_moment, entry, named, named_on) d;
  end if;
end $$;

-- Whether the dose of a day was held at a moment, or is now: yes or no, for whoever may make the entry. Who had the person as
-- a guest tells of it when it reads no hold any more. Of what lies in the time of another place those of its own home alone.
create function app.held_at(of_episode uuid, on_day date, at_moment timestamptz, entry text, named uuid, named_on date)
  returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (select 1 from app.place_of_dose(of_episode, on_day, at_moment, entry, named, named_on) p
    join dose_hold h on h.episode_id = of_episode and (p.placed or h.site_id = p.home_site_id)
    where h.from_on <= on_day and (at_moment is null or h.placed_at <= at_moment)
      and (h.ended_at is null or h.ended_at > at_moment))
$$;

-- Whether an entry of the ledger says truly whose it is.
create function app.may_record_dose(of_episode uuid, of_person uuid, at_site integer, home integer, on_day date,
  at_moment timestamptz, entry text, named uuid, named_on date, with_flags text[]) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (select 1 from treatment_episode e join case_file f on f.id = e.case_id
    where e.case_id = of_episode and f.person_id = of_person
      -- Of a user it is null, and a wall of null would hold nobody who asks whether it does not stand.
      and case when app.system() is not distinct from 'missed-doses' then
          case when entry = 'voided' then exists (select 1 from dose_event n where n.id = named and n.day = named_on
            and (n.day, n.episode_id, n.site_id, n.home_site_id, n.kind) = (on_day, of_episode, at_site, home, 'missed'))
          else e.site_id = home end
        else at_site = any (app.acting_bodies()) and exists (
          select 1 from app.place_of_dose(of_episode, on_day, at_moment, entry, named, named_on) p
          where p.home_site_id = home and (p.placed or 'not-placed-here' = any (with_flags))) end)
$$;

-- On which days of a stretch a place of treatment has said that it gives nothing, and whether it closes on holidays: for
-- another one, before it sends somebody there. No more than what hangs at its door.
create function app.site_closings(asked integer, from_day date, until_day date)
  returns table (closed_on_holidays boolean, closed_on date)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select coalesce(s.closed_on_holidays, false), c.day
  from organisation o left join dosing_site s on s.site_id = asked
  left join dosing_closure c on c.site_id = asked and c.lifted_at is null and c.day between from_day and until_day
  where o.id = app.org_id() and o.kind = any (app.treating_kinds())
$$;

-- What the order of a booking is held against on a day: for the program at the host, which sees neither the order nor the
-- protocol of the home. It answers its users whether the order fits, and no number of it.
create function app.order_of_booking(asked uuid, on_day date)
  returns table (from_on date, until_on date, ended_on date, phase text, protocol_id uuid, protocol_values jsonb)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select o.from_on, o.until_on, o.ended_on, e.phase, p.id, p.protocol_values
  from guest_booking b join dose_order o on o.id = b.order_id join treatment_episode e on e.case_id = b.episode_id
  left join lateral (
    select p.id, p.protocol_values from treatment_protocol p
    where p.organisation_id = e.site_id and p.kind = e.kind and p.signed_at is not null and p.in_force_from <= on_day
      and (p.signed_at at time zone 'Asia/Ho_Chi_Minh')::date <= on_day
    order by p.in_force_from desc, p.number desc limit 1) p on true
  where b.id = asked and b.cancelled_at is null and on_day between b.from_on and b.until_on
    and b.guest_site_id = any (app.acting_bodies())
$$;

-- Waits for who is cancelling a booking of a day at the actor's body, and keeps others from it until the end of the
-- transaction: what is kept for a guest, or given to him, has a booking that stands.
create function app.hold_guest_bookings(on_day date, of_episode uuid) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
begin
  perform 1 from guest_booking b
  where b.guest_site_id = any (app.acting_bodies()) and on_day between b.from_on and b.until_on and b.cancelled_at is null
    and (of_episode is null or b.episode_id = of_episode)
  order by b.id for share;
end $$;

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
      and app.site_of_episode(f.case_id, edge.at_moment - interval '1 microsecond') = any (stretch.bodies)
    union all
    select f.kind, f.programme_code, stood.measure, null
    from stretch, file f cross join lateral (
      select span.measure from (values ('over-six-months', 6), ('over-twelve-months', 12)) span (measure, months)
      where exists (select 1 from case_event b
        where b.case_id = f.case_id and b.type = 'begun' and not exists (select 1 from case_event a where a.replaces_id = b.id)
          and ((b.effective_at at time zone 'Asia/Ho_Chi_Minh')::date + make_interval(months => span.months))::date < to_day)
      union all
      -- Who takes doses home has one for the last day, or for the next.
      select 'multi-day' where exists (select 1 from dose_event d
        where d.episode_id = f.case_id and d.day between to_day and to_day + 1 and d.kind = 'take-home-given'
          and d.at < stretch.ends
          and not exists (select 1 from dose_named n where n.named_id = d.id and n.kind in ('voided', 'take-home-returned'))
          and not exists (select 1 from missing_take_home t where t.event_id = d.id and t.withdrawn_at is null))
    ) stood
    where app.in_treatment(f.case_id, stretch.ends)
      and app.site_of_episode(f.case_id, stretch.ends - interval '1 microsecond') = any (stretch.bodies))
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

-- A dose stands in the ledger with a flag: the site and the place that treats hear of it. A double one is told of above. What
-- is given to a guest again after vomiting his home hears of, flag or none.
create function app.flagged_dose_alarms() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  insert into dose_alarm (site_id, episode_id, case_code, kind, cause_id, day)
  select distinct told.site, new.episode_id, f.code, 'flagged-dose', new.id, new.day
  from case_file f cross join (values (new.site_id), (new.home_site_id)) told (site)
  where f.id = new.episode_id and not new.flags <@ '{double-dose,not-placed-here}'
  on conflict do nothing;
  if new.kind = 're-dosed' and new.site_id <> new.home_site_id then
    insert into dose_alarm (site_id, episode_id, case_code, kind, cause_id, day)
    select new.home_site_id, new.episode_id, f.code, 'guest-given-again', new.id, new.day
    from case_file f where f.id = new.episode_id
    on conflict do nothing;
  end if;
  -- Of what takes no dose, too: something was given, or tried, in the time of another place.
  if 'not-placed-here' = any (new.flags) then
    insert into dose_alarm (site_id, episode_id, case_code, kind, cause_id, day)
    select distinct told.site, new.episode_id, f.code, 'not-placed-here', new.id, new.day
    from case_file f join treatment_episode e on e.case_id = f.id
    cross join lateral (values (new.site_id), (new.home_site_id), (e.site_id)) told (site)
    where f.id = new.episode_id
    on conflict do nothing;
  end if;
  return null;
end $$;
create trigger flagged_dose_alarms after insert on dose_event
  for each row when ((new.flags <> '{}' and new.flags <> '{double-dose}')
    or (new.kind = 're-dosed' and new.site_id <> new.home_site_id)) execute function app.flagged_dose_alarms();

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
    join dose_claim c on c.cluster_id = d.cluster_id and (c.kind, c.day) = (d.kind, d.day) and c.released_at is null
      and (c.event_id = d.event_id or app.claims_collide(c, d))
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

revoke all on function app.ensure_dosing_site(), app.reopen_missed_day(),
  app.dosed_then(uuid, date, timestamptz, text, uuid, date), app.treated_once(uuid), app.day_of_dose(uuid),
  app.last_dose_day(uuid, date), app.place_of_dose(uuid, date, timestamptz, text, uuid, date),
  app.held_at(uuid, date, timestamptz, text, uuid, date), app.hold_guest_bookings(date, uuid),
  app.flagged_dose_alarms(), app.is_dosed(uuid, timestamptz), app.acting_bodies(),
  app.end_orders_of_former_site(), app.ensure_dose_partitions(integer), app.treats(uuid), app.hosts(uuid, date),
  app.may_record_dose(uuid, uuid, integer, integer, date, timestamptz, text, uuid, date, text[]),
  app.settle_dose_claims(uuid, uuid[]), app.dose_cluster(uuid),
  app.claim_dose(uuid, uuid, integer, date, smallint, boolean, timestamptz, text, uuid), app.release_dose(uuid),
  app.free_missing_take_homes(uuid, date, smallint, text, timestamptz),
  app.keep_found_take_homes(uuid, date, smallint, text, timestamptz), app.dose_clusters_changed(),
  app.same_doses(uuid, uuid), app.claims_collide(dose_claim, dose_claim), app.end_dose_claim(uuid),
  app.claim_dose_tokens(integer, date, uuid[], uuid[], smallint[], uuid[]),
  app.use_dose_token(uuid, uuid, uuid, integer, date, smallint, boolean, timestamptz, text),
  app.end_dose_token(uuid, date), app.booking_has_tokens(uuid), app.alarm_tokens_out(uuid, date, uuid, uuid),
  app.take_home_doses_out(uuid, date, uuid), app.site_closings(integer, date, date),
  app.order_of_booking(uuid, date), app.file_around_episode(uuid), app.site_of_episode(uuid, timestamptz),
  app.in_treatment(uuid, timestamptz), app.treatment_counts(date, date),
  app.dose_counts(date, date, text[], text[]),
  app.episodes_expected(integer, date, timestamptz, uuid, integer, uuid[]),
  app.treatment_days(uuid[], date, date, text[]), app.tests_due_from(uuid[], date),
  app.missed_in_a_row(uuid[], date, date, text[]), app.orders_ending(integer, date, date),
  app.take_back_missed_days(uuid[], date) from public;
grant execute on function app.dosed_then(uuid, date, timestamptz, text, uuid, date), app.treated_once(uuid),
  app.day_of_dose(uuid), app.last_dose_day(uuid, date), app.held_at(uuid, date, timestamptz, text, uuid, date),
  app.hold_guest_bookings(date, uuid), app.is_dosed(uuid, timestamptz), app.acting_bodies(),
  app.ensure_dose_partitions(integer), app.treats(uuid), app.hosts(uuid, date),
  app.may_record_dose(uuid, uuid, integer, integer, date, timestamptz, text, uuid, date, text[]),
  app.claim_dose(uuid, uuid, integer, date, smallint, boolean, timestamptz, text, uuid), app.release_dose(uuid),
  app.free_missing_take_homes(uuid, date, smallint, text, timestamptz),
  app.keep_found_take_homes(uuid, date, smallint, text, timestamptz),
  app.claim_dose_tokens(integer, date, uuid[], uuid[], smallint[], uuid[]),
  app.use_dose_token(uuid, uuid, uuid, integer, date, smallint, boolean, timestamptz, text),
  app.end_dose_token(uuid, date), app.booking_has_tokens(uuid), app.alarm_tokens_out(uuid, date, uuid, uuid),
  app.take_home_doses_out(uuid, date, uuid), app.site_closings(integer, date, date),
  app.order_of_booking(uuid, date), app.file_around_episode(uuid), app.treatment_counts(date, date),
  app.dose_counts(date, date, text[], text[]),
  app.episodes_expected(integer, date, timestamptz, uuid, integer, uuid[]),
  app.treatment_days(uuid[], date, date, text[]), app.tests_due_from(uuid[], date),
  app.missed_in_a_row(uuid[], date, date, text[]), app.orders_ending(integer, date, date),
  app.take_back_missed_days(uuid[], date) to app;

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
  with check (site_id = any ((select app.acting_bodies())::integer[]) and recorded_by = (select app.user_id()));
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
create policy guest on guest_booking for select to app
  using (guest_site_id = any ((select app.acting_bodies())::integer[]) and reads_until >= (select app.today()));
create policy book on guest_booking for insert to app with check (
  booked_by = (select app.user_id()) and home_site_id = (select app.org_id()) and app.treats(episode_id)
  and reads_until <= until_on + 366
  and exists (select 1 from case_file f where f.id = episode_id and f.person_id = guest_booking.person_id)
  and exists (select 1 from dose_order o where o.id = order_id and o.episode_id = guest_booking.episode_id));
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
  using (voided_at is null and site_id = any ((select app.acting_bodies())::integer[]))
  with check (voided_by = (select app.user_id()));

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
  -- Nothing is given again without a decision that stands; what was given all the same names nobody who decided.
  and (kind <> 're-dosed' or (reported and decided_by is null) or exists (
    select 1 from redose_decision r where r.vomited_id = dose_event.names_id and r.replaced_at is null
      and r.decided_by = dose_event.decided_by and r.dose >= dose_event.dose))
  and app.may_record_dose(episode_id, person_id, site_id, home_site_id, day, at, kind, names_id, names_day, flags));
create policy derive_reads on dose_event for select to app using ((select app.system()) = 'missed-doses');
create policy derive on dose_event for insert to app with check (
  (select app.system()) = 'missed-doses' and system = 'missed-doses' and user_id is null
  and (kind = 'missed' or kind = 'voided' and names_kind = 'missed')
  and app.may_record_dose(episode_id, person_id, site_id, home_site_id, day, at, kind, names_id, names_day, flags));

alter table dose_stock_elsewhere enable row level security;
create policy own on dose_stock_elsewhere for select to app using (site_id = any ((select app.acting_bodies())::integer[]));
alter table dose_client_event enable row level security;
create policy own on dose_client_event for select to app using (site_id = any ((select app.acting_bodies())::integer[]));
create policy add on dose_client_event for insert to app with check (
  client_event_id not like 'missed:%' and site_id = any ((select app.acting_bodies())::integer[]));
create policy derive on dose_client_event for insert to app with check ((select app.system()) = 'missed-doses');
-- Of those that it has taken itself it has to know which were new.
create policy derived on dose_client_event for select to app
  using ((select app.system()) = 'missed-doses' and client_event_id like 'missed:%');
alter table dose_named enable row level security;
create policy own on dose_named for select to app using (
  site_id = any ((select app.acting_bodies())::integer[]) or home_site_id = any ((select app.acting_bodies())::integer[]));
-- Only what the own site entered is named by it: nobody takes back, or keeps from being taken back, what is another's.
create policy add on dose_named for insert to app with check (
  site_id = any ((select app.acting_bodies())::integer[])
  and exists (select 1 from dose_event n where n.id = named_id and n.day = named_day and n.site_id = dose_named.site_id
    and n.home_site_id = dose_named.home_site_id));
-- The program takes back what it derived itself, and nothing else.
create policy derive on dose_named for insert to app with check (
  (select app.system()) = 'missed-doses' and kind = 'voided'
  and exists (select 1 from dose_event n where n.id = named_id and n.day = named_day and n.kind = 'missed'
    and n.site_id = dose_named.site_id and n.home_site_id = dose_named.home_site_id));
alter table dose_claim enable row level security;
alter table missing_take_home enable row level security;
create policy own on missing_take_home for select to app using (
  (select app.acting_bodies())::integer[] && array[site_id, giver_id, home_site_id]);
create policy derive_reads on missing_take_home for select to app using ((select app.system()) = 'missed-doses');
alter table dose_token enable row level security;
create policy own on dose_token for select to app using (site_id = any ((select app.acting_bodies())::integer[]));
create policy issue on dose_token for insert to app with check (
  issued_by = (select app.user_id()) and site_id = (select app.org_id())
  and (app.treats(episode_id) or app.hosts(episode_id, day)) and used_at is null and released_at is null
  and day between (select app.today()) and (select app.today()) + app.token_days_ahead());
create policy release on dose_token for update to app
  using (site_id = any ((select app.acting_bodies())::integer[]) and used_at is null and released_at is null)
  with check (released_by = (select app.user_id()) and used_at is null and released_because = 'site');
create policy derive on dose_token for select to app using ((select app.system()) = 'missed-doses');
alter table dose_alarm enable row level security;
create policy own on dose_alarm for select to app using (site_id = any ((select app.acting_bodies())::integer[]));
create policy tell on dose_alarm for select to app using ((select app.system()) = 'dose-alarms');
create policy told on dose_alarm for update to app using ((select app.system()) = 'dose-alarms');
alter table redose_decision enable row level security;
create policy own on redose_decision for select to app using (
  site_id = any ((select app.acting_bodies())::integer[]) or home_site_id = any ((select app.acting_bodies())::integer[]));
create policy decide on redose_decision for insert to app with check (
  decided_by = (select app.user_id()) and replaced_at is null
  and exists (select 1 from dose_event d where d.id = vomited_id and d.day = vomited_day and d.kind = 'vomited'
    and d.episode_id = redose_decision.episode_id and d.site_id = redose_decision.site_id
    and d.home_site_id = redose_decision.home_site_id));
create policy replace on redose_decision for update to app
  using (replaced_at is null and (site_id = any ((select app.acting_bodies())::integer[])
    or home_site_id = any ((select app.acting_bodies())::integer[])))
  with check (replaced_at is not null);
alter table loss_notice enable row level security;
create policy own on loss_notice for select to app using (site_id = any ((select app.acting_bodies())::integer[]));
create policy add on loss_notice for insert to app with check (
  entered_by = (select app.user_id()) and site_id = any ((select app.acting_bodies())::integer[])
  and objected_at is null and told_at is null and exists (select 1 from stock_lot l where l.id = lot_id));
create policy object on loss_notice for update to app
  using (witness_id = (select app.user_id()) and objected_at is null
    and site_id = any ((select app.acting_bodies())::integer[]))
  with check (witness_id = (select app.user_id()) and objected_at is not null);
create policy tell on loss_notice for select to app using ((select app.system()) = 'dose-alarms');
create policy told on loss_notice for update to app using ((select app.system()) = 'dose-alarms');
alter table missed_day enable row level security;
create policy derive_reads on missed_day for select to app using ((select app.system()) = 'missed-doses');
create policy derive on missed_day for insert to app with check ((select app.system()) = 'missed-doses');
alter table missed_day_pending enable row level security;
create policy derive on missed_day_pending for all to app using ((select app.system()) = 'missed-doses')
  with check ((select app.system()) = 'missed-doses');
create policy dose_alarms on notification for insert to app
  with check ((select app.system()) = 'dose-alarms' and subject_kind in ('case', 'loss-notice') and reminder_id is null);
create policy missed_doses on notification for insert to app
  with check ((select app.system()) = 'missed-doses' and subject_kind = 'case' and reminder_id is null);
create policy missed_doses on treatment_protocol for select to app using ((select app.system()) = 'missed-doses');
create policy missed_doses on treatment_proposal for insert to app with check (
  (select app.system()) = 'missed-doses' and system = 'missed-doses' and proposed_by is null and ground = 'missed-days'
  and state = 'open');

grant select on dosing_site, dosing_closure, dose_order, guest_booking, dose_hold, urine_test, stock_lot,
  stock_movement, stock_count, site_day, dose_event, dose_stock_elsewhere, dose_client_event, dose_named,
  dose_alarm, dose_token, missing_take_home, loss_notice, redose_decision to app;
grant insert (site_id, from_on, closes_at, late_void_minutes, closed_on_holidays, recorded_by), update (closes_at,
  from_on, late_void_minutes, closed_on_holidays, derived_until, recorded_by, version) on dosing_site to app;
grant insert (id, site_id, day, reason, late_reason, recorded_by), update (lifted_at, lifted_by) on dosing_closure
  to app;
grant insert (id, episode_id, site_id, unit, doses, strength, from_on, until_on, reason, late_reason, checks,
  protocol_id, prescribed_by, prescribed_at), update (approved_by, approved_at, checks, protocol_id, ended_on,
  ended_by, ended_reason, version) on dose_order to app;
grant insert (id, episode_id, kind, case_code, person_id, home_site_id, guest_site_id, order_id, unit, doses,
  strength, from_on, until_on, reason, reads_until, booked_by, booked_at),
  update (cancelled_at, cancelled_by, cancel_reason, version) on guest_booking to app;
grant insert (id, episode_id, site_id, source, reason, from_on, placed_by, placed_at),
  update (ended_at, ended_by, end_reason, version) on dose_hold to app;
grant insert (id, episode_id, site_id, taken_on, opioids, other_drugs, counter_of, counter_awaited, account,
  recorded_by), update (voided_at, voided_by, void_reason, version) on urine_test to app;
grant insert (id, site_id, medicine, lot_number, unit, strength, expires_on, recorded_by) on stock_lot to app;
grant insert (id, site_id, lot_id, kind, stock_day, at, measured, voids_id, reason, document, client_event_id,
  recorded_by, witness_id, witness_name, flags) on stock_movement to app;
grant insert (id, site_id, lot_id, day, usable, returned, expected_usable, expected_returned, counted_by, counted_at)
  on stock_count to app;
grant insert (site_id, day, lines, explanation, closed_by, closed_at, early_reason, flags) on site_day to app;
grant insert (id, day, slot, episode_id, person_id, site_id, home_site_id, kind, at, reported, order_id,
  booking_id, lot_id, dose, measured, stock_day, names_id, names_day, names_kind, flags, protocol_id, reason,
  client_event_id, user_id, system, recorded_legal_at, witness_id, witness_name, decided_by) on dose_event to app;
grant insert (id, vomited_id, vomited_day, episode_id, site_id, home_site_id, dose, unit, reason, decided_by,
  decided_at), update (replaced_at) on redose_decision to app;
grant insert (site_id, client_event_id, event_id, event_day, digest) on dose_client_event to app;
grant insert (named_id, kind, event_id, site_id, named_day, home_site_id) on dose_named to app;
grant insert (id, site_id, episode_id, person_id, kind, day, slot, order_id, booking_id, unit, dose, issued_by,
  issued_at), update (released_at, released_by, released_because) on dose_token to app;
grant update (told_at) on dose_alarm to app;
grant insert (id, site_id, source, lot_id, lot_number, measured, unit, day, reason, witness_id, witness_name,
  entered_by, entered_at),
  update (objected_at, objection, told_at, objection_told_at) on loss_notice to app;
grant select, insert (episode_id, day, site_id, ordered) on missed_day to app;
grant select, insert (episode_id, day, site_id, because, attempts, not_before), update (attempts, not_before), delete
  on missed_day_pending to app;

-- down
drop policy missed_doses on treatment_proposal;
drop policy missed_doses on treatment_protocol;
drop policy missed_doses on notification;
drop policy dose_alarms on notification;
drop trigger doses_follow on person_link;
drop function app.dose_clusters_changed();
drop function app.tests_due_from(uuid[], date);
drop function app.treatment_days(uuid[], date, date, text[]);
drop function app.missed_in_a_row(uuid[], date, date, text[]);
drop function app.orders_ending(integer, date, date);
drop function app.take_back_missed_days(uuid[], date);
drop function app.episodes_expected(integer, date, timestamptz, uuid, integer, uuid[]);
drop function app.dose_counts(date, date, text[], text[]);
drop function app.treatment_counts(date, date);
drop function app.in_treatment(uuid, timestamptz);
drop function app.file_around_episode(uuid);
drop function app.take_home_doses_out(uuid, date, uuid);
drop function app.alarm_tokens_out(uuid, date, uuid, uuid);
drop function app.booking_has_tokens(uuid);
drop function app.end_dose_token(uuid, date);
drop function app.use_dose_token(uuid, uuid, uuid, integer, date, smallint, boolean, timestamptz, text);
drop function app.claim_dose_tokens(integer, date, uuid[], uuid[], smallint[], uuid[]);
drop function app.keep_found_take_homes(uuid, date, smallint, text, timestamptz);
drop function app.free_missing_take_homes(uuid, date, smallint, text, timestamptz);
drop function app.release_dose(uuid);
drop function app.doses_beside(uuid, timestamptz, integer);
drop function app.claim_dose(uuid, uuid, integer, date, smallint, boolean, timestamptz, text, uuid);
drop function app.alarm_double_dose(uuid, text, date, uuid);
drop function app.end_tokens_behind(uuid, text, date, uuid, smallint, uuid, integer);
drop function app.same_doses(uuid, uuid);
drop function app.end_dose_claim(uuid);
drop function app.dose_cluster(uuid);
drop function app.last_dose_day(uuid, date);
drop function app.day_of_dose(uuid);
drop function app.settle_dose_claims(uuid, uuid[]);
drop function app.claims_collide(dose_claim, dose_claim);
drop trigger end_doses_of_closed_episode on case_file;
drop function app.end_doses_of_closed_episode();
drop trigger end_orders_of_former_site on treatment_episode;
drop function app.end_orders_of_former_site();
drop trigger flagged_dose_alarms on dose_event;
drop function app.flagged_dose_alarms();
drop table missed_day_pending;
drop table missed_day;
drop table loss_notice;
drop function app.guard_loss_notice();
drop table dose_alarm;
drop table missing_take_home;
drop table dose_token;
drop table dose_claim;
drop table dose_named;
drop table dose_client_event;
drop policy decide on redose_decision;
drop table dose_event;
drop table redose_decision;
drop function app.claim_has_entry();
drop function app.dose_has_claim();
drop function app.token_has_claim();
drop function app.token_frees_claim();
drop function app.count_elsewhere();
drop table dose_stock_elsewhere;
drop function app.reopen_missed_day();
drop function app.site_of_day(uuid, date, integer);
drop function app.release_named();
drop function app.may_record_dose(uuid, uuid, integer, integer, date, timestamptz, text, uuid, date, text[]);
drop function app.hold_guest_bookings(date, uuid);
drop function app.order_of_booking(uuid, date);
drop function app.site_closings(integer, date, date);
drop function app.held_at(uuid, date, timestamptz, text, uuid, date);
drop function app.place_of_dose(uuid, date, timestamptz, text, uuid, date);
drop function app.treated_once(uuid);
drop function app.dosed_then(uuid, date, timestamptz, text, uuid, date);
drop function app.dose_day_fits(text, date, timestamptz, date);
drop function app.take_home_days_ahead();
drop function app.site_of_episode(uuid, timestamptz);
drop function app.ensure_dose_partitions(integer);
drop table site_day;
drop function app.tell_stock_variance();
drop table stock_count;
drop function app.tell_count_variance();
drop table stock_movement;
drop function app.named_has_entry();
drop function app.follower_has_entry();
drop function app.movement_takes_back();
drop function app.loss_has_notice();
drop function app.void_loss_notice();
drop table stock_lot;
drop table urine_test;
drop table dose_hold cascade;
drop table guest_booking cascade;
drop function app.end_guest_access();
drop function app.shorten_guest_booking();
drop table dose_order;
drop function app.guard_dose_order();
drop function app.token_days_ahead();
drop function app.is_dosed(uuid, timestamptz);
drop function app.hosts(uuid, date);
drop function app.treats(uuid);
drop table dosing_closure;
drop function app.closure_follows();
drop function app.booking_follows();
drop function app.site_has_closed(integer, date);
drop function app.legal_now();
drop trigger ensure_dosing_site on treatment_episode;
drop function app.ensure_dosing_site();
drop table dosing_site;
drop function app.guard_derived_until();
drop function app.acting_bodies();
drop type app.id_range;
