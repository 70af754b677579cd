-- up
-- A file goes to another keeper when that one accepts it, with everything that is open: until then who offered it keeps it
-- and answers for it. One open offer of a file at a time.
create table case_transfer (
  id uuid primary key,
  case_id uuid not null references case_file (id),
  case_code text not null,
  from_organisation_id integer not null references organisation (id),
  to_organisation_id integer not null references organisation (id),
  reason text not null,
  -- Until when who gave the file reads it afterwards.
  reads_until date not null,
  -- Until when an answer is expected: silence after that is told to both and to who oversees the giver.
  answer_by date not null,
  state text not null default 'open' check (state in ('open', 'accepted', 'refused', 'withdrawn', 'lapsed')),
  offered_at timestamptz not null,
  offered_by uuid not null,
  answered_at timestamptz,
  answered_by uuid,
  answer_reason text,
  silent_since timestamptz,
  -- Who kept the file from then on, where that ended the offer.
  kept_by_organisation_id integer references organisation (id),
  -- The state of which both have been told.
  told text,
  recorded_at timestamptz not null default now(),
  version integer not null default 1,
  changed_xid xid8 not null default pg_current_xact_id(),
  check (from_organisation_id <> to_organisation_id),
  check ((state in ('open', 'lapsed')) = (answered_at is null))
);
create unique index case_transfer_one_open on case_transfer (case_id) where state = 'open';
create index case_transfer_listed on case_transfer (offered_at desc, id desc);
create index case_transfer_from on case_transfer (from_organisation_id, offered_at desc, id desc);
create index case_transfer_to on case_transfer (to_organisation_id, offered_at desc, id desc);
create index case_transfer_changed on case_transfer (changed_xid, id);
create index case_transfer_untold on case_transfer (id) where told is distinct from state;
create index case_transfer_unanswered on case_transfer (answer_by, id) where state = 'open' and silent_since is null;
create trigger stamp_change before update on case_transfer for each row execute function app.stamp_change();

-- Takes back what an offer opened of the file and of the person to the body that it was made to.
create function app.end_case_offer(asked uuid) returns void
  language sql security definer set search_path = public, pg_temp
as $$
  update case_access a set until_on = greatest(app.today() - 1, a.from_on - 1)
  from case_transfer t
  where t.id = asked and a.case_id = t.case_id and a.organisation_id = t.to_organisation_id and a.reason = 'offered'
    and a.until_on >= app.today();
  update person_access p set until_on = greatest(app.today() - 1, p.from_on - 1)
  from case_transfer t join case_file f on f.id = t.case_id
  where t.id = asked and p.person_id = f.person_id and p.organisation_id = t.to_organisation_id
    and p.reason = 'referred' and p.until_on >= app.today()
    and not exists (select 1 from case_access a join case_file g on g.id = a.case_id
      where g.person_id = f.person_id and a.organisation_id = t.to_organisation_id
        and a.reason in ('referred', 'offered') and a.until_on >= app.today());
$$;

-- The limit that sending a file met runs again from where it ran, when the file comes back: who sent it owes what he owed.
-- What has ended opens no more, so another one is opened that says the same. Warnings that were told are not told again.
create function app.owe_sending_again(asked uuid, told timestamptz) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  met deadline;
  file case_file;
  again uuid;
begin
  select f.* into file from case_file f join case_transfer t on t.case_id = f.id where t.id = asked;
  for met in
    select d.* from deadline d join case_transfer t on t.case_id = d.subject_id
    where t.id = asked and d.subject_kind = 'case' and d.status in ('met', 'met-late') and d.closing_recorded_at = t.offered_at
    for no key update of d
  loop
    update deadline set status = 'void', closed_reason = 'handover-ended', closing_recorded_at = told, version = version + 1
    where id = met.id;
    insert into deadline (id, subject_kind, subject_id, subject_code, organisation_id, unit_id, rule, rule_version, regime,
      starts_at, due_at, opened_at, explanation, because)
    values (gen_random_uuid(), met.subject_kind, met.subject_id, met.subject_code, file.keeper_organisation_id, file.unit_id,
      met.rule, met.rule_version, met.regime, met.starts_at, met.due_at, told, met.explanation, met.because)
    returning id into again;
    -- On the calendar on which it was counted, also where that was changed meanwhile.
    update deadline set calendar_years = met.calendar_years, calendar_versions = met.calendar_versions,
      missing_years = met.missing_years where id = again;
    insert into reminder (id, deadline_id, point, fire_at, escalates)
    select gen_random_uuid(), again, r.point, r.fire_at, r.escalates from reminder r
    where r.deadline_id = met.id and r.fired_at is null
    on conflict do nothing;
  end loop;
end $$;

-- Moves a file with everything that is open to the actor's body: the whole of a handover, for the functions that have
-- asked whether it may be. Never beside another open one of the kind about the same person, under whichever of his linked
-- entries. What a law took from its keeper and gave nobody goes on awaiting somebody who may act.
create function app.take_over_case(asked uuid, read_on date) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  file case_file;
  home integer;
begin
  select * into file from case_file where id = asked;
  -- As who opens one waits: the second finds the first one's file.
  perform pg_advisory_xact_lock(hashtextextended(file.kind || ':' || (
    select c::text from app.identity_cluster(file.person_id) c order by c limit 1), 0));
  if exists (select 1 from app.identity_cluster(file.person_id) c join case_file g on g.person_id = c
    where g.kind = file.kind and g.closed_on is null and g.id <> file.id and g.keeper_organisation_id = app.org_id()) then
    raise unique_violation using constraint = 'case_file_one_open', message = 'keeps such an open file already';
  end if;
  select coalesce(o.unit_id, file.unit_id) into home from organisation o where o.id = app.org_id();
  update case_access set until_on = greatest(app.today() - 1, from_on - 1)
  where case_id = file.id and organisation_id = file.keeper_organisation_id and acts and until_on >= app.today();
  insert into case_access (case_id, organisation_id, reason, acts, from_on, until_on, granted_by_organisation_id) values
    (file.id, app.org_id(), 'keeper', true, app.today(), 'infinity', file.keeper_organisation_id),
    (file.id, file.keeper_organisation_id, 'former-keeper', false, app.today(),
      greatest(read_on, app.today()), app.org_id());
  -- What bodies that the giver took over still read is read by the giver too.
  update case_access a set until_on = greatest(read_on, a.from_on - 1)
  from organisation_closure c
  where c.viewer_id = file.keeper_organisation_id and a.organisation_id = c.organisation_id
    and app.today() between c.acts_from and c.acts_until
    and a.case_id = file.id and a.reason = 'former-keeper' and a.until_on > read_on;
  insert into person_access (person_id, organisation_id, reason, acts, from_on, until_on, granted_by_organisation_id)
  values (file.person_id, app.org_id(), 'keeper', true, app.today(), 'infinity', file.keeper_organisation_id);
  -- The person goes along, unless the giver keeps another open file about him.
  if not exists (select 1 from case_file g where g.person_id = file.person_id and g.id <> file.id
    and g.keeper_organisation_id = file.keeper_organisation_id and g.closed_on is null) then
    insert into person_access (person_id, organisation_id, reason, acts, from_on, until_on, granted_by_organisation_id)
    values (file.person_id, file.keeper_organisation_id, 'former-keeper', false, app.today(),
      greatest(read_on, app.today()), app.org_id());
    update person_access set until_on = greatest(app.today() - 1, from_on - 1)
    where person_id = file.person_id and organisation_id = file.keeper_organisation_id
      and reason in ('registered', 'keeper') and until_on >= app.today();
    update person_access a set until_on = greatest(read_on, a.from_on - 1)
    from organisation_closure c
    where c.viewer_id = file.keeper_organisation_id and a.organisation_id = c.organisation_id
      and app.today() between c.acts_from and c.acts_until
      and a.person_id = file.person_id and a.reason = 'former-keeper' and a.until_on > read_on;
  end if;
  update deadline set organisation_id = app.org_id(), unit_id = home, version = version + 1
  where subject_kind = 'case' and subject_id = file.id and status = 'open'
    and organisation_id = file.keeper_organisation_id;
  update case_file set keeper_organisation_id = app.org_id(), unit_id = home,
    awaiting_reassignment = awaiting_reassignment and law_moved_on is not null
      and (moved_on is null or moved_on < law_moved_on)
  where id = file.id;
end $$;

-- Kinds of bodies that treat, and give doses. The same: `TREATING` of `treatment/kinds/kind.ts`.
create function app.treating_kinds() returns text[]
  language sql immutable
as $$ select array['health-centre', 'methadone-clinic'] $$;

-- Whether the actor's body may have a file of this keeper by an offer of that giver: what somebody else keeps by now was
-- not his to give, a body of another kind could not keep it, and nobody takes over from himself. A treatment goes among all
-- kinds of bodies that treat (`treatedBy` of the kinds of treatment).
create function app.may_take_over(keeper integer, giver integer, file_kind text) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select keeper = giver and app.org_id() <> keeper
    and exists (select 1 from organisation mine, organisation theirs
      where mine.id = app.org_id() and theirs.id = keeper
        and (mine.kind = theirs.kind
          or file_kind in ('methadone-treatment', 'cedemex-treatment') and mine.kind = any (app.treating_kinds())
            and theirs.kind = any (app.treating_kinds())))
$$;

-- The answer to an offer: by whom it was made to, or taken back by who keeps the file. What is accepted moves as a whole.
-- A function, since the receiver may change nothing of the file before it is his, and the giver nothing afterwards.
-- @returns the keeper before; null where the offer is open no more or the actor may not give this answer
create function app.answer_case_transfer(asked uuid, answer text, answered timestamptz, why text) returns integer
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  transfer case_transfer;
  file case_file;
begin
  if app.user_id() is null or answer not in ('accepted', 'refused', 'withdrawn') then return null; end if;
  -- The file first, as every step of it does.
  select f.* into file from case_file f join case_transfer t on t.case_id = f.id where t.id = asked for no key update of f;
  select * into transfer from case_transfer where id = asked and state = 'open' for no key update;
  if transfer.id is null or file.closed_on is not null
    or not app.acts_for(case when answer = 'withdrawn' then file.keeper_organisation_id else transfer.to_organisation_id end)
    or (answer = 'accepted' and not app.may_take_over(file.keeper_organisation_id, transfer.from_organisation_id, file.kind))
  then return null; end if;
  update case_transfer set state = answer, answered_at = answered, answered_by = app.user_id(), answer_reason = why,
    version = version + 1 where id = asked;
  perform app.end_case_offer(asked);
  if answer = 'accepted' then perform app.take_over_case(file.id, transfer.reads_until);
  else perform app.owe_sending_again(asked, answered); end if;
  return file.keeper_organisation_id;
end $$;

-- A file that ends takes its offer along, and so does one that follows competence: whoever keeps it from then on has
-- offered nothing, and what a law took from its keeper is no longer his to give.
create function app.lapse_case_transfer() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  open uuid;
begin
  select id into open from case_transfer where case_id = new.id and state = 'open' for no key update;
  if open is null then return null; end if;
  perform app.end_case_offer(open);
  update case_transfer set state = 'lapsed', version = version + 1,
    kept_by_organisation_id = nullif(new.keeper_organisation_id, old.keeper_organisation_id)
  where id = open;
  return null;
end $$;
create trigger lapse_transfer after update of closed_on, keeper_organisation_id, law_moved_on on case_file for each row
  when ((old.closed_on is null and new.closed_on is not null) or old.keeper_organisation_id <> new.keeper_organisation_id
    or old.law_moved_on is distinct from new.law_moved_on) execute function app.lapse_case_transfer();

-- Whom transfers that the actor reads are about, for the audit: their codes point to persons who may have left his scope.
create function app.persons_of_transfers(asked uuid[]) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
as $$
  select distinct f.person_id from case_transfer t join case_file f on f.id = t.case_id
  where t.id = any (asked) and exists (
    select 1 from organisation_closure c where c.viewer_id = app.org_id()
      and c.organisation_id in (t.from_organisation_id, t.to_organisation_id)
      and app.today() between c.reads_from and c.reads_until)
$$;

-- Files of which it cannot be said of each day since they were opened who kept them, and open ones without exactly one
-- keeper today: there should be none. After an id, at most so many are looked at.
create function app.files_without_one_keeper(after_id uuid, most integer)
  returns table (last_id uuid, looked_at integer, faulty uuid[])
  language sql stable security definer set search_path = public, pg_temp
as $$
  with looked as (
    select f.id, f.keeper_organisation_id, f.closed_on from case_file f
    where (select app.system()) = 'keeper-check' and f.id > after_id order by f.id limit most
  ), kept as (
    select l.id, l.closed_on,
      count(*) filter (where app.today() between a.from_on and a.until_on) as today,
      count(*) filter (where app.today() between a.from_on and a.until_on
        and a.organisation_id = l.keeper_organisation_id) as rightly,
      range_agg(daterange(a.from_on, a.until_on, '[]')) filter (where a.until_on >= a.from_on) as days,
      sum(least(a.until_on, app.today()) - a.from_on + 1) filter (where a.until_on >= a.from_on and a.from_on <= app.today()) as lengths
    from looked l left join case_access a on a.case_id = l.id and a.reason = 'keeper'
    group by l.id, l.closed_on
  )
  select (select id from looked order by id desc limit 1), (select count(*)::integer from looked),
    array(select k.id from kept k where k.closed_on is null
      and (k.today <> 1 or k.rightly <> 1 or (select count(*) from unnest(k.days)) <> 1
        or k.lengths <> app.today() - lower(k.days) + 1))
$$;

revoke all on function app.treating_kinds(), app.end_case_offer(uuid), app.owe_sending_again(uuid, timestamptz),
  app.take_over_case(uuid, date), app.may_take_over(integer, integer, text),
  app.answer_case_transfer(uuid, text, timestamptz, text), app.lapse_case_transfer(),
  app.persons_of_transfers(uuid[]), app.files_without_one_keeper(uuid, integer) from public;
grant execute on function app.answer_case_transfer(uuid, text, timestamptz, text),
  app.persons_of_transfers(uuid[]), app.files_without_one_keeper(uuid, integer) to app;

alter table case_transfer enable row level security;
-- Both sides, and who oversees one of them: it names the file by its code, and nobody.
create policy read on case_transfer for select to app using (exists (
  select 1 from organisation_closure c where c.viewer_id = (select app.org_id())
    and c.organisation_id in (from_organisation_id, to_organisation_id)
    and (select app.today()) between c.reads_from and c.reads_until));
create policy offer on case_transfer for insert to app with check (
  state = 'open' and offered_by = (select app.user_id()) and app.acts_for_keeper(case_id)
  and exists (select 1 from case_file f where f.id = case_id and f.closed_on is null
    and f.keeper_organisation_id = from_organisation_id and f.code = case_code));
create policy follow_reads on case_transfer for select to app using ((select app.system()) = 'case-transfers');
create policy follow on case_transfer for update to app using ((select app.system()) = 'case-transfers');
create policy transfers on notification for insert to app
  with check ((select app.system()) = 'case-transfers' and subject_kind = 'case' and reminder_id is null);
grant select on case_transfer to app;
grant insert (id, case_id, case_code, from_organisation_id, to_organisation_id, reason, reads_until, answer_by,
  offered_at, offered_by) on case_transfer to app;
grant update (silent_since, told) on case_transfer to app;

-- down
drop policy transfers on notification;
drop table case_transfer cascade;
drop trigger lapse_transfer on case_file;
drop function app.files_without_one_keeper(uuid, integer);
drop function app.persons_of_transfers(uuid[]);
drop function app.lapse_case_transfer();
drop function app.answer_case_transfer(uuid, text, timestamptz, text);
drop function app.may_take_over(integer, integer, text);
drop function app.treating_kinds();
drop function app.take_over_case(uuid, date);
drop function app.owe_sending_again(uuid, timestamptz);
drop function app.end_case_offer(uuid);
