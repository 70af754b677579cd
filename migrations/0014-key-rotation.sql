-- up
-- Keys are replaced while the service runs: what was sealed, or fingerprinted, with another key than those that write
-- now is written anew, place by place. A row in key_rotation_step for each place tells how far it is.
create table key_rotation (
  id uuid primary key,
  column_key_version integer not null,
  index_key_version integer not null,
  requested_by uuid not null,
  requested_at timestamptz not null default now(),
  finished_at timestamptz,
  -- Newer keys came before it had ended: what it left is the next one's.
  superseded_at timestamptz,
  check (finished_at is null or superseded_at is null)
);
create unique index key_rotation_one_open on key_rotation ((true)) where finished_at is null and superseded_at is null;
create index key_rotation_requested on key_rotation (requested_at desc);
create table key_rotation_step (
  rotation_id uuid not null references key_rotation (id),
  place text not null,
  -- None until they were counted.
  total bigint,
  done bigint not null default 0,
  -- In this pass: what no key of the ring opens.
  failed bigint not null default 0,
  after_id uuid,
  finished_at timestamptz,
  primary key (rotation_id, place)
);

-- Every column that is sealed, bound to its table, column and id. A test compares with the columns that there are.
create function app.sealed_columns() returns table (place text, table_name text, column_name text, fingerprinted boolean)
  language sql immutable parallel safe
as $$
  values
    ('second_factor.secret_sealed', 'second_factor', 'secret_sealed', false),
    ('person_identifier.value_sealed', 'person_identifier', 'value_sealed', true),
    ('person_contact.value_sealed', 'person_contact', 'value_sealed', true),
    ('person_address.detail_sealed', 'person_address', 'detail_sealed', false),
    ('person_guardian.full_name_sealed', 'person_guardian', 'full_name_sealed', false),
    ('person_guardian.phone_sealed', 'person_guardian', 'phone_sealed', false),
    ('person_correction.before_sealed', 'person_correction', 'before_sealed', false),
    ('paper.content_sealed', 'paper', 'content_sealed', false),
    ('notice_address.address_sealed', 'notice_address', 'address_sealed', false),
    ('notice_address.code_sealed', 'notice_address', 'code_sealed', false)
$$;
-- The first four bytes of what is sealed.
create function app.key_version(sealed bytea) returns integer
  language sql immutable parallel safe
as $$ select ('x' || encode(substr(sealed, 1, 4), 'hex'))::bit(32)::integer $$;

-- Which rows of a place still carry another key. For the part of the program that writes them anew, never for a user.
create function app.rows_of_other_keys(asked text, column_version integer, index_version integer)
  returns text
  language sql stable set search_path = public, pg_temp
as $$
  select format('%1$I is not null and (case when length(%1$I) < 4 then true else app.key_version(%1$I) <> %2$s end%3$s)',
    column_name, column_version,
    case when fingerprinted then format(' or index_key_version <> %s', index_version) else '' end)
  from app.sealed_columns() where place = asked
$$;
create function app.count_of_other_keys(asked text, column_version integer, index_version integer) returns bigint
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  found bigint;
begin
  if app.system() is distinct from 'key-rotation' then return 0; end if;
  execute (select format('select count(*) from %I where %s', table_name,
      app.rows_of_other_keys(asked, column_version, index_version))
    from app.sealed_columns() where place = asked) into found;
  return found;
end $$;
create function app.sealed_by_other_keys(
  asked text, column_version integer, index_version integer, after_id uuid, most integer
)
  returns table (id uuid, sealed bytea, kind text)
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  if app.system() is distinct from 'key-rotation' then return; end if;
  return query execute (select format(
      'select id, %I, %s from %I where ($1 is null or id > $1) and %s order by id limit $2',
      column_name, case when fingerprinted then 'kind' else 'null::text' end, table_name,
      app.rows_of_other_keys(asked, column_version, index_version))
    from app.sealed_columns() where place = asked) using after_id, most;
end $$;
-- Puts the same values, sealed anew, in the place of those that were read. What changed meanwhile stays as it is.
-- @returns how many
create function app.seal_anew(asked text, ids uuid[], olds bytea[], news bytea[], prints bytea[], index_version integer)
  returns integer
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  changed integer;
begin
  if app.system() is distinct from 'key-rotation' then return 0; end if;
  execute (select format(
      'update %1$I t set %2$I = n.new%3$s from unnest($1, $2, $3, $4) n (id, old, new, print)
       where t.id = n.id and t.%2$I = n.old', table_name, column_name,
      case when fingerprinted then ', value_index = n.print, index_key_version = $5' else '' end)
    from app.sealed_columns() where place = asked) using ids, olds, news, prints, index_version;
  get diagnostics changed = row_count;
  return changed;
end $$;

-- The duplicate check's copy goes with the fingerprint. Another row of the same person may still carry the old one.
create function app.person_key_changed() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  perform 1 from person where id = new.person_id for no key update;
  insert into person_match (organisation_id, key, person_id, from_on, until_on)
  select organisation_id, new.value_index, person_id, from_on, until_on
  from person_match where person_id = new.person_id and key = old.value_index
  on conflict do nothing;
  delete from person_match m where m.person_id = new.person_id and m.key = old.value_index
    and not exists (select from person_identifier i where i.person_id = m.person_id and i.value_index = m.key)
    and not exists (select from person_contact c where c.person_id = m.person_id and c.value_index = m.key);
  return null;
end $$;
create trigger index_changed after update of value_index on person_identifier
  for each row when (old.value_index <> new.value_index) execute function app.person_key_changed();
create trigger index_changed after update of value_index on person_contact
  for each row when (old.value_index <> new.value_index) execute function app.person_key_changed();

alter table key_rotation enable row level security;
alter table key_rotation_step enable row level security;
create policy oversee on key_rotation for select to app
  using ((select app.is_administrator()) or (select app.system()) = 'key-rotation');
create policy oversee on key_rotation_step for select to app
  using ((select app.is_administrator()) or (select app.system()) = 'key-rotation');
create policy request on key_rotation for insert to app
  with check ((select app.is_administrator()) and requested_by = (select app.user_id()));
create policy request on key_rotation_step for insert to app with check ((select app.is_administrator()));
create policy rotate on key_rotation for update to app
  using ((select app.system()) = 'key-rotation');
create policy supersede on key_rotation for update to app
  using ((select app.is_administrator()) and finished_at is null)
  with check ((select app.is_administrator()) and superseded_at is not null);
create policy rotate on key_rotation_step for update to app
  using ((select app.system()) = 'key-rotation');
grant select on key_rotation, key_rotation_step to app;
grant insert (id, column_key_version, index_key_version, requested_by), update (finished_at, superseded_at)
  on key_rotation to app;
grant insert (rotation_id, place), update (total, done, failed, after_id, finished_at) on key_rotation_step to app;
revoke all on function app.rows_of_other_keys(text, integer, integer), app.count_of_other_keys(text, integer, integer),
  app.sealed_by_other_keys(text, integer, integer, uuid, integer),
  app.seal_anew(text, uuid[], bytea[], bytea[], bytea[], integer), app.person_key_changed() from public;
grant execute on function app.count_of_other_keys(text, integer, integer),
  app.sealed_by_other_keys(text, integer, integer, uuid, integer),
  app.seal_anew(text, uuid[], bytea[], bytea[], bytea[], integer) to app;

-- down
drop trigger index_changed on person_contact;
drop trigger index_changed on person_identifier;
drop function app.person_key_changed();
drop function app.seal_anew(text, uuid[], bytea[], bytea[], bytea[], integer);
drop function app.sealed_by_other_keys(text, integer, integer, uuid, integer);
drop function app.count_of_other_keys(text, integer, integer);
drop function app.rows_of_other_keys(text, integer, integer);
drop function app.key_version(bytea);
drop function app.sealed_columns();
drop table key_rotation_step;
drop table key_rotation;
