-- up
-- Which keys have sealed: a process whose ring lacks one of them, or has another under its version, does not start. The
-- key itself is nowhere here; its check value tells that the bytes are the same and nothing of them.
create table sealing_key (
  ring text not null check (ring in ('column', 'blind-index')),
  version integer not null check (version > 0),
  check_value bytea not null check (length(check_value) = 16),
  first_used_at timestamptz not null default now(),
  -- Taken out of the ring when nothing was sealed with it any more; the version is never given to another key.
  gone_at timestamptz,
  primary key (ring, version)
);

-- Whether a row still needs the key. Reads whole tables: asked once, when a ring has come without it.
create function app.key_needed(asked_ring text, asked_version integer) returns boolean
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  place record;
  needed boolean;
begin
  if app.system() is distinct from 'key-rings' then return null; end if;
  for place in select * from app.sealed_columns() loop
    continue when asked_ring = 'blind-index' and not place.fingerprinted;
    execute format('select exists (select from %I where %s = $1)', place.table_name,
      case when asked_ring = 'blind-index' then 'index_key_version'
      else format('case when length(%1$I) < 4 then null else app.key_version(%1$I) end', place.column_name) end)
      into needed using asked_version;
    if needed then return true; end if;
  end loop;
  -- The code of a card is kept nowhere: its fingerprint is written anew when the card is shown, or another issued.
  if asked_ring = 'blind-index' then
    return exists (select from treatment_episode e join case_file f on f.id = e.case_id
      where e.card_key_version = asked_version and f.closed_on is null);
  end if;
  return asked_ring = 'column' and (
    exists (select from attachment where key_version = asked_version)
    or exists (select from idempotency_key where length(answer) >= 4 and app.key_version(answer) = asked_version
      and created_at > now() - interval '1 day'));
end $$;

alter table sealing_key enable row level security;
create policy know on sealing_key for select to app using ((select app.system()) = 'key-rings');
create policy record on sealing_key for insert to app with check ((select app.system()) = 'key-rings');
create policy record_end on sealing_key for update to app using ((select app.system()) = 'key-rings');
grant select, insert (ring, version, check_value), update (gone_at) on sealing_key to app;
revoke all on function app.key_needed(text, integer) from public;
grant execute on function app.key_needed(text, integer) to app;

-- down
drop function app.key_needed(text, integer);
drop table sealing_key;
