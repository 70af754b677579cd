-- up
-- Programmes of limited time under which a kind of treatment is allowed. The one that comes with the program stands in the
-- code; these are entered with their act. What the act does not say is null.
create table treatment_programme (
  id uuid primary key,
  code text not null unique,
  kind text not null,
  name text not null,
  act text not null,
  act_on date not null,
  unit_id integer not null references unit (id),
  from_on date not null,
  until_on date,
  enrols_from date,
  enrols_until date,
  quota integer check (quota > 0),
  entered_by uuid not null,
  entered_at timestamptz not null default now(),
  changed_xid xid8 not null default pg_current_xact_id(),
  check (until_on >= from_on),
  check (enrols_until >= enrols_from)
);
create index treatment_programme_changed on treatment_programme (changed_xid, id);
alter table treatment_programme enable row level security;
create policy read on treatment_programme for select to app using (true);
create policy enter on treatment_programme for insert to app
  with check ((select app.is_administrator()) and entered_by = (select app.user_id()));
grant select on treatment_programme to app;
grant insert (id, code, kind, name, act, act_on, unit_id, from_on, until_on, enrols_from, enrols_until, quota,
  entered_by) on treatment_programme to app;

-- What is kept of an episode besides its file: where it is treated, under which programme, how far it is.
create table treatment_episode (
  case_id uuid primary key references case_file (id),
  kind text not null,
  -- Who keeps the file: it follows the file.
  site_id integer not null references organisation (id),
  programme_code text,
  phase text,
  consented_on date,
  -- Found by at the window; the code itself is kept nowhere.
  card_code_hash bytea,
  -- The key of the fingerprint: it is needed as long as cards of open episodes carry it.
  card_key_version integer,
  check ((card_code_hash is null) = (card_key_version is null))
);
create index treatment_episode_site on treatment_episode (site_id, case_id);
create index treatment_episode_programme on treatment_episode (programme_code) where programme_code is not null;
create unique index treatment_episode_card on treatment_episode (site_id, card_code_hash) where card_code_hash is not null;
alter table treatment_episode enable row level security;
create policy read on treatment_episode for select to app
  using (exists (select 1 from case_access a where a.case_id = treatment_episode.case_id));
create policy open on treatment_episode for insert to app
  with check (app.acts_on_case(case_id) and app.acts_for(site_id));
create policy change on treatment_episode for update to app using (app.acts_on_case(case_id));
grant select on treatment_episode to app;
grant insert (case_id, kind, site_id, programme_code, phase, consented_on) on treatment_episode to app;
grant update (phase, consented_on, card_code_hash, card_key_version) on treatment_episode to app;

-- A file that goes to another keeper is treated there.
create function app.follow_treatment_site() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update treatment_episode set site_id = new.keeper_organisation_id, card_code_hash = null,
    card_key_version = null where case_id = new.id;
  return null;
end $$;
revoke all on function app.follow_treatment_site() from public;
create trigger follow_treatment_site after update of keeper_organisation_id on case_file for each row
  when (old.keeper_organisation_id <> new.keeper_organisation_id) execute function app.follow_treatment_site();

-- How many have been enrolled under a programme, wherever: of a quota that is all that anybody learns of other places.
create function app.enrolled_under(asked text) returns integer
  language sql stable security definer set search_path = public, pg_temp
as $$
  select count(*)::integer from treatment_episode e join case_file f on f.id = e.case_id
  where e.programme_code = asked and f.status not in ('refused', 'withdrawn', 'voided')
$$;
revoke all on function app.enrolled_under(text) from public;
grant execute on function app.enrolled_under(text) to app;

-- The keeper of a file asks a health body to treat the person within it. That body learns of the file its id, no more.
create table treatment_request (
  id uuid primary key,
  case_id uuid not null references case_file (id),
  person_id uuid not null references person (id),
  kind text not null,
  from_organisation_id integer not null references organisation (id),
  to_organisation_id integer not null references organisation (id),
  asked_at timestamptz not null,
  requested_by uuid not null,
  -- The last day on which it may be taken up, and on which the body that was asked reads it: bounds of our own.
  open_until date not null,
  reads_until date not null,
  -- Who asked withdrew it, or the file ended, or nobody took it up in time and it was asked anew.
  ended_at timestamptz,
  ended_by uuid,
  ended_because text check (ended_because in ('withdrawn', 'file-ended', 'expired')),
  recorded_at timestamptz not null default now(),
  changed_xid xid8 not null default pg_current_xact_id(),
  check (ended_at is not null or reads_until >= open_until),
  check ((ended_at is null) = (ended_because is null)),
  check (ended_by is null or ended_at is not null)
);
-- Whether or not it was taken up: who asks is not told.
create unique index treatment_request_one_open on treatment_request (case_id, kind, to_organisation_id)
  where ended_at is null;
create index treatment_request_case on treatment_request (case_id);
create index treatment_request_listed on treatment_request (to_organisation_id, asked_at desc, id desc);
create index treatment_request_changed on treatment_request (to_organisation_id, changed_xid, id);
create trigger stamp_change before update on treatment_request for each row execute function app.stamp_change();
alter table treatment_request enable row level security;
-- Who was asked reads it as long as it needs it, and of what it has opened the episode says the rest.
create policy read on treatment_request for select to app using (
  (to_organisation_id = (select app.org_id()) and reads_until >= (select app.today()))
  or exists (select 1 from case_access a where a.case_id = treatment_request.case_id));
create policy ask on treatment_request for insert to app with check (
  app.acts_for_keeper(case_id) and requested_by = (select app.user_id()) and app.acts_for(from_organisation_id)
  and open_until between (select app.today()) and (select app.today()) + 366 and reads_until <= open_until + 366
  and exists (select 1 from case_file f where f.id = case_id and f.person_id = treatment_request.person_id
    and f.closed_on is null));
create policy withdraw on treatment_request for update to app
  using (ended_at is null and app.acts_for_keeper(case_id))
  with check (app.acts_for_keeper(case_id) and ended_by = (select app.user_id())
    and (ended_because = 'withdrawn' or ended_because = 'expired' and open_until < (select app.today())));
grant select on treatment_request to app;
grant insert (id, case_id, person_id, kind, from_organisation_id, to_organisation_id, asked_at, requested_by,
  open_until, reads_until) on treatment_request to app;
grant update (ended_at, ended_by, ended_because) on treatment_request to app;

-- The episode that was opened on a request, for who opened it alone: whoever asked reads the request, and is told of no
-- episode. Without a key to the request, which would leave its trace on that row.
create table treatment_request_taken (
  request_id uuid primary key,
  to_organisation_id integer not null references organisation (id),
  episode_id uuid not null references case_file (id),
  changed_xid xid8 not null default pg_current_xact_id()
);
create index treatment_request_taken_changed on treatment_request_taken (to_organisation_id, changed_xid, request_id);
alter table treatment_request_taken enable row level security;
create policy read on treatment_request_taken for select to app using (to_organisation_id = (select app.org_id()));
create policy take on treatment_request_taken for insert to app with check (
  to_organisation_id = (select app.org_id()) and app.acts_on_case(episode_id)
  and exists (select 1 from treatment_request r join case_file f on f.person_id = r.person_id and f.kind = r.kind
    where r.id = request_id and f.id = episode_id and r.to_organisation_id = (select app.org_id()) and r.ended_at is null
      and r.open_until >= (select app.today())));
grant select on treatment_request_taken to app;
grant insert (request_id, to_organisation_id, episode_id) on treatment_request_taken to app;

-- What is over is read for as long from then on as it would have been after its last day.
create function app.shorten_treatment_request() returns trigger
  language plpgsql set search_path = public, pg_temp
as $$
begin
  new.reads_until := least(new.reads_until, coalesce(app.today(), (now() at time zone 'Asia/Ho_Chi_Minh')::date)
    + (new.reads_until - new.open_until));
  return new;
end $$;
create trigger shorten_treatment_request before update of ended_at on treatment_request
  for each row when (old.ended_at is null and new.ended_at is not null) execute function app.shorten_treatment_request();

-- With it ends what it let the body that was asked see of the person, unless another one of the same days does.
create function app.end_request_access() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update person_access a set until_on = greatest(
    coalesce(app.today(), (now() at time zone 'Asia/Ho_Chi_Minh')::date) - 1, a.from_on - 1)
  where a.person_id = new.person_id and a.organisation_id = new.to_organisation_id and a.reason = 'referred' and not a.acts
    and a.until_on = new.open_until
    and not exists (select 1 from treatment_request r where r.person_id = new.person_id and r.ended_at is null
      and r.to_organisation_id = new.to_organisation_id and r.open_until = new.open_until)
    and not exists (select 1 from guest_booking b where b.person_id = new.person_id and b.cancelled_at is null
      and b.guest_site_id = new.to_organisation_id and b.until_on = new.open_until);
  return null;
end $$;
revoke all on function app.end_request_access() from public;
create trigger end_request_access after update of ended_at on treatment_request
  for each row when (old.ended_at is null and new.ended_at is not null) execute function app.end_request_access();

-- A file that ends asks nobody any more.
create function app.end_requests_of_file() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update treatment_request set ended_at = now() + coalesce((select c.shift from legal_clock c), interval '0'),
    ended_by = app.user_id(), ended_because = 'file-ended'
  where case_id = new.id and ended_at is null;
  return null;
end $$;
revoke all on function app.end_requests_of_file() from public;
create trigger end_requests_of_file after update of closed_on on case_file for each row
  when (old.closed_on is null and new.closed_on is not null) execute function app.end_requests_of_file();

-- Requests to the actor's body that by the days alone can be taken up no more, or are read no more: their ids, for who
-- follows the list.
create function app.treatment_requests_passed(since date, after_id uuid, most integer) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
as $$
  select r.id from treatment_request r
  where r.to_organisation_id = app.org_id() and r.id > after_id
    and (r.open_until >= since and r.open_until < app.today() or r.reads_until >= since and r.reads_until < app.today())
  order by r.id limit most
$$;
revoke all on function app.treatment_requests_passed(date, uuid, integer) from public;
grant execute on function app.treatment_requests_passed(date, uuid, integer) to app;

-- Whether the actor's body was asked to treat this person within this file, and has not begun yet.
create function app.may_treat_within(asked uuid, of_person uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (select 1 from treatment_request r join case_file f on f.id = r.case_id
    where r.case_id = asked and r.person_id = of_person and r.ended_at is null
      and not exists (select 1 from treatment_request_taken t where t.request_id = r.id)
      and r.open_until >= app.today() and r.to_organisation_id = app.org_id() and f.closed_on is null)
$$;
revoke all on function app.may_treat_within(uuid, uuid) from public;
grant execute on function app.may_treat_within(uuid, uuid) to app;
drop policy hangs_on_own on case_file;
create policy hangs_on_own on case_file as restrictive for insert to app
  with check (parent_id is null or app.may_carry(parent_id, person_id) or app.may_treat_within(parent_id, person_id));

-- Whether a registration for substitution treatment was referred to the actor's body, or the keeper of another file asked it
-- to treat: it opens the episode of this person, and until then changes nothing of the entry.
create function app.may_treat_person(asked uuid, of_kind text) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select app.acts_for(app.org_id()) and (
    (of_kind = 'methadone-treatment' and exists (
      select 1 from case_file f join case_access a on a.case_id = f.id
      where f.person_id = asked and f.kind = 'substitution-treatment' and (f.closed_on is null or f.status = 'accepted')
        and app.acts_for(a.organisation_id) and a.reason = 'referred' and a.acts
        and app.today() between a.from_on and a.until_on))
    or exists (select 1 from treatment_request r join case_file f on f.id = r.case_id
      where r.person_id = asked and r.kind = of_kind and r.ended_at is null
        and not exists (select 1 from treatment_request_taken t where t.request_id = r.id)
        and r.open_until >= app.today() and r.to_organisation_id = app.org_id() and f.closed_on is null))
$$;
-- Whether the actor's body keeps an open episode of the person: then it acts on the entry as any keeper does.
create function app.keeps_treatment_of(asked uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (select 1 from case_file f where f.person_id = asked and f.keeper_organisation_id = app.org_id()
    and f.kind in ('methadone-treatment', 'cedemex-treatment') and f.closed_on is null)
$$;
revoke all on function app.may_treat_person(uuid, text), app.keeps_treatment_of(uuid) from public;
grant execute on function app.may_treat_person(uuid, text), app.keeps_treatment_of(uuid) to app;
create policy treat on case_file for insert to app
  with check (keeper_organisation_id = (select app.org_id()) and app.may_treat_person(person_id, kind));
create policy treat on person_access for insert to app with check (
  organisation_id = (select app.org_id()) and granted_by_organisation_id = (select app.org_id()) and reason = 'keeper'
  and app.keeps_treatment_of(person_id));

-- How a stage of a file stands at a moment, asked by who is asked to treat within it, or treats: 'not-begun', 'on', 'over'. Of
-- that file nothing else, and nothing once the request or the treatment is over.
create function app.stage_around(asked uuid, of_stage text, at_moment timestamptz) returns text
  language sql stable security definer set search_path = public, pg_temp
as $$
  select case
    when last.type is null then 'not-begun'
    when last.type = 'stage-ended' or f.closed_on < (at_moment at time zone 'Asia/Ho_Chi_Minh')::date then 'over'
    else 'on' end
  from case_file f
  left join lateral (
    select e.type from case_event e
    where e.case_id = f.id and e.type in ('stage-began', 'stage-ended') and e.facts ->> 'stage' = of_stage
      and e.effective_at <= at_moment
      and not exists (select 1 from case_event a where a.case_id = e.case_id and a.replaces_id = e.id)
    order by e.effective_at desc, e.recorded_at desc limit 1) last on true
  where f.id = asked and (
    exists (select 1 from treatment_request r where r.case_id = asked and r.ended_at is null
      and not exists (select 1 from treatment_request_taken t where t.request_id = r.id)
      and r.open_until >= app.today() and app.acts_for(r.to_organisation_id))
    or exists (select 1 from treatment_episode e join case_file c on c.id = e.case_id
      where c.parent_id = asked and c.closed_on is null and app.acts_for(e.site_id)))
$$;
revoke all on function app.stage_around(uuid, text, timestamptz) from public;
grant execute on function app.stage_around(uuid, text, timestamptz) to app;

-- Where the stage ends that a treatment supports, or the file around it, who treats is asked to complete it: a notice of the
-- own episode, and nothing of that file.
create function app.ask_for_completion() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  around uuid := case when tg_table_name = 'case_file' then to_jsonb(new) ->> 'id' else to_jsonb(new) ->> 'case_id' end;
begin
  insert into notification (id, organisation_id, kind, subject_kind, subject_id, facts, raised_at, once_key)
  select gen_random_uuid(), e.site_id, 'treatment.stage-over', 'case', e.case_id, jsonb_build_object('code', f.code),
    now() + clock.shift, 'treatment.stage-over:' || e.case_id || ':' || pg_current_xact_id()
  from legal_clock clock, treatment_episode e join case_file f on f.id = e.case_id
  where f.parent_id = around and f.closed_on is null
  on conflict do nothing;
  return null;
end $$;
revoke all on function app.ask_for_completion() from public;
create trigger ask_for_completion after insert on case_event for each row
  when (new.type = 'stage-ended' and new.facts ->> 'stage' = 'detoxification') execute function app.ask_for_completion();
create trigger ask_for_completion after update of closed_on on case_file for each row
  when (old.closed_on is null and new.closed_on is not null) execute function app.ask_for_completion();

-- The clinical numbers of a place: entered by one, signed by another, never changed afterwards.
create table treatment_protocol (
  id uuid primary key,
  organisation_id integer not null references organisation (id),
  kind text not null,
  number integer not null check (number > 0),
  basis text not null,
  -- Each of them may be absent.
  protocol_values jsonb not null check (protocol_values - 'doseUnit' <> '{}'),
  in_force_from date not null,
  entered_by uuid not null,
  entered_at timestamptz not null default now(),
  signed_by uuid,
  signed_at timestamptz,
  version integer not null default 1,
  changed_xid xid8 not null default pg_current_xact_id(),
  unique (organisation_id, kind, number),
  check ((signed_by is null) = (signed_at is null))
);
create index treatment_protocol_active on treatment_protocol (organisation_id, kind, in_force_from desc, number desc)
  where signed_at is not null;
create index treatment_protocol_listed on treatment_protocol (organisation_id, in_force_from desc, id desc);
create index treatment_protocol_changed on treatment_protocol (changed_xid, id);
create trigger stamp_change before update on treatment_protocol for each row execute function app.stamp_change();
alter table treatment_protocol enable row level security;
create policy read on treatment_protocol for select to app using (
  exists (select 1 from organisation_closure c where c.viewer_id = (select app.org_id())
    and c.organisation_id = treatment_protocol.organisation_id
    and (select app.today()) between c.reads_from and c.reads_until));
create policy enter on treatment_protocol for insert to app with check (
  organisation_id = (select app.org_id()) and app.acts_for(organisation_id)
  and entered_by = (select app.user_id()) and signed_at is null);
create policy sign on treatment_protocol for update to app
  using (signed_at is null and app.acts_for(organisation_id))
  with check (app.acts_for(organisation_id) and signed_by = (select app.user_id())
    -- Who entered it only where no other clinician of the place could.
    and (signed_by <> entered_by or not exists (
      select 1 from user_account u join user_role r on r.user_id = u.id
      where u.organisation_id = treatment_protocol.organisation_id and u.id <> signed_by and u.locked_at is null
        and r.role = 'clinician')));
grant select on treatment_protocol to app;
grant insert (id, organisation_id, kind, number, basis, protocol_values, in_force_from, entered_by)
  on treatment_protocol to app;
grant update (signed_by, signed_at, version) on treatment_protocol to app;

-- That treatment be terminated: proposed with what speaks for it, decided by a person.
create table treatment_proposal (
  id uuid primary key,
  case_id uuid not null references case_file (id),
  ground text not null,
  -- Days of tests or breaches; of an absence its first and last day.
  days date[] not null,
  -- What was recorded here, or papers of before and of elsewhere, which nothing can be held against.
  evidence text not null check (evidence in ('records', 'papers')),
  -- Of a ground that no text read here names: the article, as it was stated.
  article text check (char_length(article) <= 200),
  note text,
  amounts boolean,
  explanation jsonb not null,
  proposed_at timestamptz not null,
  proposed_by uuid,
  system text,
  state text not null default 'open' check (state in ('open', 'terminated', 'rejected', 'lapsed')),
  decided_at timestamptz,
  decided_by uuid,
  reason text,
  version integer not null default 1,
  check ((proposed_by is null) <> (system is null)),
  check ((ground = 'other') = (article is not null)),
  check ((state in ('open', 'lapsed')) = (decided_at is null)),
  check (decided_at is null or decided_by is not null)
);
create unique index treatment_proposal_one_open on treatment_proposal (case_id) where state = 'open';
-- The program proposes once for the days that were missed in a row, whatever was decided then.
create unique index treatment_proposal_derived on treatment_proposal (case_id, ground, (days[1])) where system is not null;
create index treatment_proposal_case on treatment_proposal (case_id, proposed_at, id);
alter table treatment_proposal enable row level security;
create policy read on treatment_proposal for select to app
  using (exists (select 1 from case_access a where a.case_id = treatment_proposal.case_id));
create policy propose on treatment_proposal for insert to app with check (
  state = 'open' and app.acts_for_keeper(case_id) and proposed_by = (select app.user_id()) and system is null);
create policy decide on treatment_proposal for update to app
  using (state = 'open' and app.acts_for_keeper(case_id))
  with check (app.acts_for_keeper(case_id) and (decided_by is null or decided_by = (select app.user_id())));
grant select on treatment_proposal to app;
grant insert (id, case_id, ground, days, evidence, article, note, amounts, explanation, proposed_at, proposed_by,
  system) on treatment_proposal to app;
grant update (state, decided_at, decided_by, reason, version) on treatment_proposal to app;

-- A file that ends otherwise takes its open proposal along.
create function app.lapse_treatment_proposal() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update treatment_proposal set state = 'lapsed', version = version + 1 where case_id = new.id and state = 'open';
  return null;
end $$;
revoke all on function app.lapse_treatment_proposal() from public;
create trigger lapse_treatment_proposal after update of closed_on on case_file for each row
  when (old.closed_on is null and new.closed_on is not null) execute function app.lapse_treatment_proposal();

-- What a place of treatment tells the commune: what the form asks for, as it stood on the day, and nothing else. Who is told
-- sees this row, and neither the file nor the person's entry.
create table treatment_notice (
  id uuid primary key,
  case_id uuid not null references case_file (id),
  kind text not null,
  from_organisation_id integer not null references organisation (id),
  to_organisation_id integer not null references organisation (id),
  number text,
  person_id uuid not null references person (id),
  effective_on date not null,
  -- Of days that the person takes doses home: the last one.
  until_on date,
  ground text,
  -- Of the ground `other` alone.
  article text,
  full_name text not null,
  birth_year integer not null,
  form_instrument text,
  form_appendix text,
  form_number text,
  explanation jsonb not null,
  -- The body that the other of two texts in force names: told besides.
  also_by_text boolean not null default false,
  sent_at timestamptz not null,
  sent_by uuid not null,
  -- The step of sending was entered by mistake.
  annulled_at timestamptz,
  annulled_reason text,
  recorded_at timestamptz not null default now(),
  changed_xid xid8 not null default pg_current_xact_id(),
  check (until_on >= effective_on),
  check ((annulled_at is null) = (annulled_reason is null)),
  check ((ground is not distinct from 'other') = (article is not null))
);
create index treatment_notice_case on treatment_notice (case_id, sent_at, id);
create index treatment_notice_listed on treatment_notice (to_organisation_id, sent_at desc, id desc);
create index treatment_notice_changed on treatment_notice (to_organisation_id, changed_xid, id);
create trigger stamp_change before update on treatment_notice for each row execute function app.stamp_change();
alter table treatment_notice enable row level security;
create policy read on treatment_notice for select to app using (
  to_organisation_id = (select app.org_id())
  or exists (select 1 from case_access a where a.case_id = treatment_notice.case_id));
-- Whether a body is one that may be told of a person at all: the committee or the police of a commune where he has lived, or
-- registered for treatment. Which of them, of which notice, the law of the day says.
create function app.is_commune_of(asked uuid, of_organisation integer) returns boolean
  language sql stable set search_path = public, pg_temp
as $$
  select exists (
    select 1 from organisation o join unit_closure c on c.ancestor_id = o.unit_id
    where o.id = of_organisation and o.kind in ('commune-police', 'commune-peoples-committee') and c.unit_id in (
      select a.unit_id from person_address a where a.person_id = asked
      union all
      select f.unit_id from case_file f where f.kind = 'substitution-treatment' and f.person_id in (
        select asked
        union all select l.person_high from person_link l where l.person_low = asked and l.unlinked_at is null
        union all select l.person_low from person_link l where l.person_high = asked and l.unlinked_at is null)))
$$;
revoke all on function app.is_commune_of(uuid, integer) from public;
grant execute on function app.is_commune_of(uuid, integer) to app;
-- Of the person of the episode, in the name of who treats him, and to a commune of his.
create policy send on treatment_notice for insert to app with check (
  app.acts_for_keeper(case_id) and sent_by = (select app.user_id()) and app.acts_for(from_organisation_id)
  and exists (select 1 from case_file f join treatment_episode e on e.case_id = f.id
    where f.id = treatment_notice.case_id and f.person_id = treatment_notice.person_id
      and f.keeper_organisation_id = from_organisation_id)
  and app.is_commune_of(person_id, to_organisation_id));
create policy annul on treatment_notice for update to app
  using (annulled_at is null and app.acts_for_keeper(case_id)) with check (app.acts_for_keeper(case_id));
-- Who is told finds in his inbox that there is something to read, and nothing of it: the list is read by who may.
create function app.announce_treatment_notice() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  insert into notification (id, organisation_id, kind, subject_kind, subject_id, facts, raised_at, once_key)
  select gen_random_uuid(), new.to_organisation_id, 'treatment.notice-received', 'treatment-notice', new.id,
    jsonb_build_object('code', 'TB-' || upper(right(new.id::text, 8))), now() + clock.shift, 'treatment.notice-received:' || new.id
  from legal_clock clock
  on conflict do nothing;
  return null;
end $$;
revoke all on function app.announce_treatment_notice() from public;
create trigger announce_treatment_notice after insert on treatment_notice
  for each row execute function app.announce_treatment_notice();
grant select on treatment_notice to app;
grant insert (id, case_id, kind, person_id, from_organisation_id, to_organisation_id, number, effective_on,
  until_on, ground, article, full_name, birth_year, form_instrument, form_appendix, form_number, explanation,
  also_by_text, sent_at, sent_by) on treatment_notice to app;
grant update (annulled_at, annulled_reason) on treatment_notice to app;

-- What goes along when the treatment moves to another place.
create table treatment_summary (
  id uuid primary key,
  case_id uuid not null references case_file (id),
  transfer_id uuid not null references case_transfer (id),
  summary text not null,
  written_by uuid not null,
  written_at timestamptz not null,
  -- Handed to the person, to whom it goes.
  given_on date
);
create index treatment_summary_case on treatment_summary (case_id, written_at, id);
alter table treatment_summary enable row level security;
create policy read on treatment_summary for select to app
  using (exists (select 1 from case_access a where a.case_id = treatment_summary.case_id));
create policy write on treatment_summary for insert to app
  with check (app.acts_for_keeper(case_id) and written_by = (select app.user_id()));
grant select on treatment_summary to app;
grant insert (id, case_id, transfer_id, summary, written_by, written_at, given_on) on treatment_summary to app;

-- The keeper of a file asks who treats the person within it for contact. Whoever asks learns nothing by it, not even whether
-- anybody treats: the notice says of which episode it is, to the place of treatment alone. Once a day.
create function app.ask_treatment_contact(asked uuid, at_moment timestamptz) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if not app.acts_for_keeper(asked) then
    raise insufficient_privilege using message = 'who keeps the file asks for contact';
  end if;
  insert into notification (id, organisation_id, kind, subject_kind, subject_id, facts, raised_at, once_key)
  select gen_random_uuid(), e.site_id, 'rehabilitation.contact-asked', 'case', e.case_id, jsonb_build_object('code', f.code),
    at_moment, 'rehabilitation.contact-asked:' || e.case_id || ':' || app.today()
  from treatment_episode e join case_file f on f.id = e.case_id
  where f.parent_id = asked and f.closed_on is null
  on conflict do nothing;
end $$;
revoke all on function app.ask_treatment_contact(uuid, timestamptz) from public;
grant execute on function app.ask_treatment_contact(uuid, timestamptz) to app;

-- down
drop function app.ask_treatment_contact(uuid, timestamptz);
drop table treatment_summary;
drop table treatment_notice;
drop function app.announce_treatment_notice();
drop function app.is_commune_of(uuid, integer);
drop trigger lapse_treatment_proposal on case_file;
drop function app.lapse_treatment_proposal();
drop table treatment_proposal;
drop table treatment_protocol;
drop policy hangs_on_own on case_file;
create policy hangs_on_own on case_file as restrictive for insert to app
  with check (parent_id is null or app.may_carry(parent_id, person_id));
drop policy treat on person_access;
drop policy treat on case_file;
drop function app.keeps_treatment_of(uuid);
drop function app.may_treat_person(uuid, text);
drop trigger ask_for_completion on case_file;
drop trigger ask_for_completion on case_event;
drop function app.ask_for_completion();
drop function app.stage_around(uuid, text, timestamptz);
drop function app.may_treat_within(uuid, uuid);
drop function app.treatment_requests_passed(date, uuid, integer);
drop trigger end_requests_of_file on case_file;
drop function app.end_requests_of_file();
drop table treatment_request_taken;
drop table treatment_request;
drop function app.end_request_access();
drop function app.shorten_treatment_request();
drop function app.enrolled_under(text);
drop trigger follow_treatment_site on case_file;
drop function app.follow_treatment_site();
drop table treatment_episode;
drop table treatment_programme;
