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

alter table organisation add column changed_xid xid8 not null default pg_current_xact_id();
alter table organisation_succession add column changed_xid xid8 not null default pg_current_xact_id();
alter table deadline
  add column changed_xid xid8 not null default pg_current_xact_id(),
  -- Who lost sight of a file hears of the time limits that it had by then, of none after.
  add column made_xid xid8 not null default pg_current_xact_id();
alter table case_file add column changed_xid xid8 not null default pg_current_xact_id();
alter table case_access add column changed_xid xid8 not null default pg_current_xact_id();
create index organisation_changed on organisation (changed_xid, id);
create index organisation_succession_changed on organisation_succession (changed_xid, id);
create index deadline_changed on deadline (organisation_id, changed_xid, id);
create index case_file_changed on case_file (keeper_organisation_id, changed_xid, id);
create index case_access_changed on case_access (organisation_id, changed_xid, case_id);
create trigger stamp_change before update on organisation for each row execute function app.stamp_change();
create trigger stamp_change before update on deadline for each row execute function app.stamp_change();
create trigger stamp_change before update on case_file for each row execute function app.stamp_change();
create trigger stamp_change before update on case_access for each row execute function app.stamp_change();

-- Lists of files show whose they are.
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

-- Files to which the access of the actor's organisation, or of one that it reads, was changed after a place and before
-- a transaction. Functions, since who lost access sees no row of it: they tell ids that he could read before, nothing else.
create function app.files_of_changed_access(after_xid xid8, after_id uuid, before_xid xid8, most integer)
  returns table (changed_xid xid8, id uuid)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select a.changed_xid, a.case_id
  from organisation_closure c join case_access a on a.organisation_id = c.organisation_id
  where c.viewer_id = app.org_id() and app.today() between c.reads_from and c.reads_until
    and (a.changed_xid, a.case_id) > (after_xid, after_id) and a.changed_xid < before_xid
    and a.from_on <= app.today()
  order by 1, 2 limit most
$$;
create function app.deadlines_of_changed_access(after_xid xid8, after_id uuid, before_xid xid8, most integer)
  returns table (changed_xid xid8, id uuid)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select a.changed_xid, d.id
  from organisation_closure c join case_access a on a.organisation_id = c.organisation_id
  join deadline d on d.subject_id = a.case_id and d.subject_kind = 'case' and d.made_xid <= a.changed_xid
  where c.viewer_id = app.org_id() and app.today() between c.reads_from and c.reads_until
    and a.changed_xid >= after_xid and (a.changed_xid, d.id) > (after_xid, after_id) and a.changed_xid < before_xid
    and a.from_on <= app.today()
  order by 1, 2 limit most
$$;
-- The same of access that began or ended by itself since a day.
create function app.files_of_passed_access(since date, after_id uuid, most integer) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
as $$
  select distinct a.case_id
  from organisation_closure c join case_access a on a.organisation_id = c.organisation_id
  where c.viewer_id = app.org_id() and app.today() between c.reads_from and c.reads_until and a.case_id > after_id
    and ((a.from_on > since and a.from_on <= app.today()) or (a.until_on >= since and a.until_on < app.today()))
  order by 1 limit most
$$;
create function app.deadlines_of_passed_access(since date, after_id uuid, most integer) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
as $$
  select distinct d.id
  from organisation_closure c join case_access a on a.organisation_id = c.organisation_id
  join deadline d on d.subject_id = a.case_id and d.subject_kind = 'case'
  where c.viewer_id = app.org_id() and app.today() between c.reads_from and c.reads_until and d.id > after_id
    and ((a.from_on > since and a.from_on <= app.today())
      or (a.until_on >= since and a.until_on < app.today()
        and (d.recorded_at at time zone 'Asia/Ho_Chi_Minh')::date <= a.until_on))
  order by 1 limit most
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
  app.deadlines_of_passed_access(date, uuid, integer) from public;
grant execute on function app.files_of_changed_access(xid8, uuid, xid8, integer),
  app.deadlines_of_changed_access(xid8, uuid, xid8, integer), app.files_of_passed_access(date, uuid, integer),
  app.deadlines_of_passed_access(date, uuid, integer) to app;

-- down
drop function app.reading_scope();
drop function app.deadlines_of_passed_access(date, uuid, integer);
drop function app.files_of_passed_access(date, uuid, integer);
drop function app.deadlines_of_changed_access(xid8, uuid, xid8, integer);
drop function app.files_of_changed_access(xid8, uuid, xid8, integer);
drop trigger touch_files on person;
drop function app.touch_files_of_person();
drop trigger stamp_change on case_access;
drop trigger stamp_change on case_file;
drop trigger stamp_change on deadline;
drop trigger stamp_change on organisation;
alter table case_access drop column changed_xid;
alter table case_file drop column changed_xid;
alter table deadline drop column made_xid, drop column changed_xid;
alter table organisation_succession drop column changed_xid;
alter table organisation drop column changed_xid;
drop function app.stamp_change();
