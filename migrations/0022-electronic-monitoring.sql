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

-- down
drop function app.take_over_children(uuid);
drop policy hangs_on_own on case_file;
drop function app.may_carry(uuid, uuid);
drop index case_file_of_parent;
alter table case_file drop column parent_id;
