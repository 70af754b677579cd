-- up
-- The statutory book of who registered with a body for voluntary rehabilitation. Its lines stay with it, in the order in which
-- they were entered, whoever keeps the files now: a line never gets another number, and one that was voided is struck out.
-- A function, since a file that was handed over leaves the body's sight: it tells what the line alone says, and of whom it
-- is asks the policies. Substitution treatment is another register of its own law.
create function app.registration_book(asked integer, first_day date, last_day date, after_event uuid, most integer)
  returns table (event_id uuid, case_id uuid, code text, registered_at timestamptz, struck_out boolean)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select e.id, f.id, f.code, e.effective_at,
    f.status = 'voided' or exists (select 1 from case_event a where a.replaces_id = e.id)
  from case_event e join case_file f on f.id = e.case_id
  where e.organisation_id = asked and e.type in ('registered', 'registered-without-residence')
    and exists (select 1 from organisation_closure c where c.viewer_id = app.org_id() and c.organisation_id = asked
      and app.today() between c.reads_from and c.reads_until)
    and (e.effective_at at time zone 'Asia/Ho_Chi_Minh')::date between first_day and last_day
    and f.kind in ('home-rehabilitation', 'private-facility-rehabilitation', 'public-facility-rehabilitation')
    and (after_event is null
      or (e.recorded_at, e.id) > (select p.recorded_at, p.id from case_event p where p.id = after_event))
  order by e.recorded_at, e.id limit most
$$;

-- With what the book closes, of all its lines but those struck out: who registered, by where the person goes and all under
-- null; who was in rehabilitation on the last day and who completed it, of the files that the body kept on that day.
-- Numbers alone.
create function app.registration_book_counts(asked integer, first_day date, last_day date)
  returns table (what text, place text, turns integer, persons integer)
  language sql stable security definer set search_path = public, pg_temp
as $$
  with booked as (
    select f.id, f.person_id, case f.kind when 'home-rehabilitation' then 'home-or-community'
      when 'private-facility-rehabilitation' then 'private-facility'
      else case o.kind when 'reformatory' then 'reformatory' when 'public-rehabilitation-facility' then 'public-facility'
        else 'public-undesignated' end end as place
    from app.registration_book(asked, first_day, last_day, null, null) b
    join case_file f on f.id = b.case_id join voluntary_rehabilitation v on v.case_id = f.id
    left join organisation o on o.id = v.place_organisation_id
    where not b.struck_out
  ), kept as (
    select f.id, f.person_id, f.closed_on, k.from_on, k.until_on
    from case_access k join case_file f on f.id = k.case_id
    where k.organisation_id = asked and k.reason = 'keeper' and f.status <> 'voided'
      and f.kind in ('home-rehabilitation', 'private-facility-rehabilitation', 'public-facility-rehabilitation')
      and exists (select 1 from organisation_closure c where c.viewer_id = app.org_id() and c.organisation_id = asked
        and app.today() between c.reads_from and c.reads_until)
  ), standing as (
    select k.id, e.type, (e.effective_at at time zone 'Asia/Ho_Chi_Minh')::date as on_day
    from (select distinct kept.id from kept) k join case_event e on e.case_id = k.id
      and e.type in ('started', 'contracted', 'received', 'handed-over', 'completed', 'certified', 'completed-at-home')
    where not exists (select 1 from case_event a where a.replaces_id = e.id)
  ), completed as (
    select id, on_day from standing where type in ('completed', 'certified', 'completed-at-home')
  )
  select 'registered', booked.place, count(*)::integer, count(distinct booked.person_id)::integer
  from booked group by grouping sets ((booked.place), ())
  union all
  select 'under-way', null, count(distinct k.id)::integer, count(distinct k.person_id)::integer from kept k
  where last_day between k.from_on and k.until_on and (k.closed_on is null or k.closed_on > last_day)
    and exists (select 1 from standing s where s.id = k.id and s.on_day <= last_day
      and s.type in ('started', 'contracted', 'received', 'handed-over'))
    and not exists (select 1 from completed c where c.id = k.id and c.on_day <= last_day)
  union all
  select 'completed', null, count(distinct k.id)::integer, count(distinct k.person_id)::integer
  from kept k join completed c on c.id = k.id
  where c.on_day between first_day and last_day and c.on_day between k.from_on and k.until_on
$$;
revoke all on function app.registration_book(integer, date, date, uuid, integer),
  app.registration_book_counts(integer, date, date) from public;
grant execute on function app.registration_book(integer, date, date, uuid, integer),
  app.registration_book_counts(integer, date, date) to app;

-- down
drop function app.registration_book_counts(integer, date, date);
drop function app.registration_book(integer, date, date, uuid, integer);
