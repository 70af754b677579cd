-- up
-- Who acts, as the transaction's first statement said. No actor: null, and no policy matches.
create schema app;
grant usage on schema app to app;
grant usage on schema public to app;

create function app.user_id() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.user_id', true), '')::uuid $$;
create function app.org_id() returns integer language sql stable parallel safe
  as $$ select nullif(current_setting('app.org_id', true), '')::integer $$;
create function app.system() returns text language sql stable parallel safe
  as $$ select nullif(current_setting('app.system', true), '') $$;
create function app.today() returns date language sql stable parallel safe
  as $$ select nullif(current_setting('app.today', true), '')::date $$;

-- Legal time in demo and tests: shift is added to the server's clock. Production never reads it.
create table legal_clock (
  only_row boolean primary key default true check (only_row),
  -- Said by the command that prepares the database, as its owner: in production the clock cannot be moved at all.
  movable boolean not null default false,
  shift interval not null default interval '0',
  check (movable or shift = interval '0')
);
insert into legal_clock default values;
alter table legal_clock enable row level security;
create policy known on legal_clock for select to app using (true);
grant select on legal_clock to app;
grant update (shift) on legal_clock to app;

create table idempotency_key (
  user_id uuid not null,
  organisation_id integer not null,
  route text not null,
  key text not null,
  request_hash bytea not null,
  -- None where the answer was a secret told once.
  answer bytea,
  -- Whom and what the answer shows: it is given again only to who still sees all of them.
  subjects jsonb not null default '[]' check (jsonb_typeof(subjects) = 'array'),
  created_at timestamptz not null default now(),
  primary key (user_id, organisation_id, route, key)
);
create index idempotency_key_created_at on idempotency_key (created_at);
alter table idempotency_key enable row level security;
create policy own on idempotency_key to app
  using (user_id = (select app.user_id()) and organisation_id = (select app.org_id()));
-- Sees and deletes; writes nothing.
create policy housekeeping on idempotency_key for all to app
  using ((select app.system()) = 'housekeeping' and created_at < now() - interval '24 hours') with check (false);
grant select, insert, update, delete on idempotency_key to app;

create table outbox (
  id uuid primary key,
  -- One row that the queue cannot take would hold up all the others.
  job text not null check (job ~ '^[a-z-]+[.][a-z-]+$'),
  -- Ids and numbers: a name has a space or an accent, and does not fit.
  payload jsonb not null check (jsonb_typeof(payload) = 'object' and not jsonb_path_exists(payload,
    'strict $.* ? (@.type() != "number" && (@.type() != "string" || !(@ like_regex "^[A-Za-z0-9:._-]{1,100}$")))')),
  delay_ms bigint not null default 0 check (delay_ms >= 0),
  created_at timestamptz not null default now(),
  relayed_at timestamptz
);
create index outbox_unrelayed on outbox (id) where relayed_at is null;
create index outbox_relayed_at on outbox (relayed_at) where relayed_at is not null;
alter table outbox enable row level security;
create policy ask on outbox for insert to app
  with check ((select app.user_id()) is not null or (select app.system()) is not null);
create policy relay on outbox for select to app using ((select app.system()) in ('outbox-relay', 'housekeeping'));
create policy mark on outbox for update to app using ((select app.system()) = 'outbox-relay');
create policy forget on outbox for delete to app
  using ((select app.system()) = 'housekeeping' and relayed_at < now() - interval '7 days');
grant select, delete on outbox to app;
grant insert (id, job, payload, delay_ms), update (relayed_at) on outbox to app;

-- down
drop table outbox;
drop table idempotency_key;
drop table legal_clock;
drop function app.today();
drop function app.system();
drop function app.org_id();
drop function app.user_id();
drop schema app;
revoke usage on schema public from app;
