-- up
-- A file may hang on another of the same person, as a monitoring does on the rehabilitation: it goes where that one goes.
alter table case_file add column parent_id uuid references case_file (id);
create index case_file_of_parent on case_file (parent_id) where parent_id is not null;
grant insert (parent_id) on case_file to app;

-- Whether a file is one on which the actor may hang another about a person.
create function app.may_carry(asked uuid, of_person uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select app.acts_on_case(asked) and exists (select 1 from case_file f where f.id = asked and f.person_id = of_person)
$$;
revoke all on function app.may_carry(uuid, uuid) from public;
grant execute on function app.may_carry(uuid, uuid) to app;
create policy hangs_on_own on case_file as restrictive for insert to app
  with check (parent_id is null or app.may_carry(parent_id, person_id));

-- Takes along what hangs on a file that was just accepted, as far as its giver kept it, or a body that stands in his place
-- or he in its: files follow a merger one by one. The receiver may change nothing of it before it is his. @returns what
-- moved, none where the actor did not accept that file
create function app.take_over_children(asked uuid) returns setof uuid
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  transfer case_transfer;
  child uuid;
begin
  select t.* into transfer from case_transfer t join case_file f on f.id = t.case_id
  where t.id = asked and t.state = 'accepted' and t.answered_by = app.user_id() and t.changed_xid = pg_current_xact_id()
    and f.keeper_organisation_id = app.org_id();
  if transfer.id is null then return; end if;
  for child in select f.id from case_file f
    where f.parent_id = transfer.case_id and f.closed_on is null and f.keeper_organisation_id <> app.org_id()
      and exists (select 1 from organisation_closure c
        where (c.viewer_id, c.organisation_id) in ((transfer.from_organisation_id, f.keeper_organisation_id),
            (f.keeper_organisation_id, transfer.from_organisation_id))
          and app.today() between c.acts_from and c.acts_until)
    order by f.id for no key update of f
  loop
    perform app.take_over_case(child, transfer.reads_until);
    return next child;
  end loop;
end $$;
revoke all on function app.take_over_children(uuid) from public;
grant execute on function app.take_over_children(uuid) to app;

-- Who takes a file over reads what hung on it and has ended, as its keeper before did: what was waived, or violated, counts
-- further in the measure. What has ended stays with who kept it; open files go along by themselves. The body reads it as
-- long as it reads the file.
create function app.read_ended_children() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if tg_op = 'INSERT' and new.reason = 'keeper' then
    insert into case_access (case_id, organisation_id, reason, acts, from_on, until_on, granted_by_organisation_id)
    select f.id, new.organisation_id, 'parent-keeper', false, new.from_on, new.until_on, new.granted_by_organisation_id
    from case_file f join case_file parent on parent.id = f.parent_id
    where f.parent_id = new.case_id and f.closed_on is not null and f.keeper_organisation_id <> new.organisation_id
      and exists (select 1 from case_access a where a.case_id = f.id
        and a.organisation_id = parent.keeper_organisation_id and a.reason in ('keeper', 'parent-keeper'));
  else
    update case_access a set until_on = greatest(new.until_on, a.from_on - 1)
    from case_file f
    where f.parent_id = new.case_id and a.case_id = f.id and a.organisation_id = new.organisation_id
      and a.reason = 'parent-keeper';
  end if;
  return null;
end $$;
revoke all on function app.read_ended_children() from public;
create trigger reads_ended_children after insert or update of until_on on case_access for each row
  when (new.reason in ('keeper', 'former-keeper')) execute function app.read_ended_children();

-- Whether monitoring was decided, and by when it is owed, is for who keeps the list. Others act on the same file, a clinic
-- for instance, and what it does may start that limit: it plans the warnings of a limit that it does not see.
alter policy of_file on deadline using (subject_kind = 'case' and exists (
  select 1 from case_access a where a.case_id = deadline.subject_id
    and (deadline.rule <> 'electronic-monitoring.decision' or a.reason = 'keeper')));
create function app.owes_deadline(asked uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (select 1 from deadline d where d.id = asked and d.status = 'open' and d.subject_kind = 'case'
    and app.owes_on_case(d.subject_id, d.organisation_id))
$$;
revoke all on function app.owes_deadline(uuid) from public;
grant execute on function app.owes_deadline(uuid) to app;
alter policy plan_owed on reminder with check (app.owes_deadline(deadline_id));

-- down
alter policy plan_owed on reminder with check (exists (select 1 from deadline d
  where d.id = reminder.deadline_id and d.status = 'open' and d.subject_kind = 'case'
    and app.owes_on_case(d.subject_id, d.organisation_id)));
drop function app.owes_deadline(uuid);
alter policy of_file on deadline using (subject_kind = 'case' and exists (
  select 1 from case_access a where a.case_id = deadline.subject_id));
drop trigger reads_ended_children on case_access;
drop function app.read_ended_children();
drop function app.take_over_children(uuid);
drop policy hangs_on_own on case_file;
drop function app.may_carry(uuid, uuid);
drop index case_file_of_parent;
alter table case_file drop column parent_id;
