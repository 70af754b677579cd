-- up
-- Where a user wants his notices, besides the inbox: an address that he entered himself and confirmed by a code sent to
-- it. Sealed, as the code is; forgotten when it is withdrawn or replaced.
create table notice_address (
  id uuid primary key,
  user_id uuid not null references user_account (id),
  address_sealed bytea,
  code_sealed bytea,
  -- Real times: a code lapses however legal time is moved.
  code_expires_at timestamptz not null,
  code_failures smallint not null default 0 check (code_failures >= 0),
  entered_at timestamptz not null default now(),
  confirmed_at timestamptz,
  withdrawn_at timestamptz,
  check ((withdrawn_at is null) = (address_sealed is not null)),
  check ((confirmed_at is null and withdrawn_at is null) = (code_sealed is not null))
);
-- One that receives, and at most one that is to take its place.
create unique index notice_address_confirmed on notice_address (user_id)
  where confirmed_at is not null and withdrawn_at is null;
create unique index notice_address_pending on notice_address (user_id)
  where confirmed_at is null and withdrawn_at is null;
create index notice_address_entered on notice_address (user_id, entered_at);

-- What a user wants by mail, and when. No row: every kind, at once, at any hour.
create table notification_preference (
  user_id uuid primary key references user_account (id),
  kinds text[] not null,
  -- Minutes of the day in Asia/Ho_Chi_Minh. Without a time of the digest each notice goes by itself.
  digest_at smallint check (digest_at between 0 and 1439),
  quiet_from smallint check (quiet_from between 0 and 1439),
  quiet_to smallint check (quiet_to between 0 and 1439),
  changed_at timestamptz not null default now(),
  version integer not null default 1,
  check ((quiet_from is null) = (quiet_to is null)),
  check (quiet_from <> quiet_to)
);
create index notification_preference_quiet on notification_preference (quiet_from) where quiet_from is not null;

-- One mail to one user. Its id makes the Message-ID.
create table delivery (
  id uuid primary key,
  user_id uuid not null references user_account (id),
  -- For which of his organisations: one who moves receives nothing more of the old one.
  organisation_id integer not null references organisation (id),
  purpose text not null check (purpose in ('notice', 'digest', 'ahead', 'confirmation')),
  -- The address to be confirmed; everything else goes to the confirmed one of the moment of sending.
  address_id uuid references notice_address (id),
  -- What lies ahead: limits that end before this moment.
  covers_until timestamptz,
  -- Legal time before which it waits.
  due_at timestamptz(3) not null,
  status text not null default 'planned' check (status in ('planned', 'sending', 'sent', 'failed', 'cancelled')),
  reason text check (reason in ('recipient-gone', 'no-address', 'nothing-left', 'code-lapsed', 'domain-not-allowed',
    'refused', 'unreachable')),
  attempts smallint not null default 0 check (attempts >= 0),
  -- Real times. The next try; while it is being sent, the end of the time after which whoever sends it counts as dead.
  next_try_at timestamptz not null default now(),
  offered_at timestamptz,
  ended_at timestamptz,
  recorded_at timestamptz(3) not null default now(),
  check ((purpose = 'confirmation') = (address_id is not null)),
  check ((purpose = 'ahead') = (covers_until is not null)),
  check ((status in ('sent', 'failed', 'cancelled')) = (ended_at is not null)),
  check ((status in ('failed', 'cancelled')) = (reason is not null))
);
create index delivery_due on delivery (next_try_at, id) where status in ('planned', 'sending');
create index delivery_of_user on delivery (user_id, recorded_at desc, id desc);
create index delivery_by_status on delivery (status, recorded_at desc, id desc);
create index delivery_recent on delivery (recorded_at desc, id desc);
-- A digest that waits takes up what comes; one that is on its way does not.
create unique index delivery_digest on delivery (user_id, organisation_id, due_at)
  where purpose = 'digest' and status = 'planned';
create unique index delivery_ahead on delivery (user_id, organisation_id, covers_until) where purpose = 'ahead';

create table delivery_notice (
  user_id uuid not null,
  notification_id uuid not null references notification (id),
  delivery_id uuid not null references delivery (id),
  -- One mail for each notice and user, however often it is planned.
  primary key (user_id, notification_id)
);
create index delivery_notice_delivery on delivery_notice (delivery_id);

-- When it was decided who gets this notice by mail; empty until then, whatever became of the process that raised it.
alter table notification add column mail_planned_at timestamptz;
create index notification_mail on notification (recorded_at, id) where mail_planned_at is null;

-- Who of these users, or of these organisations, may be told today: not locked, at work there now, in one of the roles.
-- No names. @returns nothing to anybody but the mail
create function app.mail_recipients(users uuid[], organisations integer[], roles text[])
  returns table (user_id uuid, organisation_id integer)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select u.id, u.organisation_id from user_account u
  where (select app.system()) = 'notice-mail' and (u.id = any (users) or u.organisation_id = any (organisations))
    and u.locked_at is null
    and exists (select 1 from user_role r where r.user_id = u.id and r.role = any (roles))
$$;
revoke all on function app.mail_recipients(uuid[], integer[], text[]) from public;
grant execute on function app.mail_recipients(uuid[], integer[], text[]) to app;

alter table notice_address enable row level security;
create policy own on notice_address for select to app using (user_id = (select app.user_id()));
create policy enter on notice_address for insert to app
  with check (user_id = (select app.user_id()) and confirmed_at is null and withdrawn_at is null);
-- What was withdrawn stays so.
create policy change on notice_address for update to app
  using (user_id = (select app.user_id()) and withdrawn_at is null) with check (user_id = (select app.user_id()));
create policy mail on notice_address for select to app
  using ((select app.system()) = 'notice-mail' and withdrawn_at is null);

alter table notification_preference enable row level security;
create policy own on notification_preference for all to app
  using (user_id = (select app.user_id())) with check (user_id = (select app.user_id()));
create policy mail on notification_preference for select to app using ((select app.system()) = 'notice-mail');

-- What a user is sent for one organisation he sees while he works there. Administrators see what did not arrive.
alter table delivery enable row level security;
create policy own on delivery for select to app
  using (user_id = (select app.user_id()) and organisation_id = (select app.org_id()));
create policy overseen on delivery for select to app using ((select app.is_administrator()));
create policy confirm on delivery for insert to app with check (purpose = 'confirmation'
  and user_id = (select app.user_id()) and organisation_id = (select app.org_id())
  and exists (select 1 from notice_address a where a.id = address_id and a.user_id = (select app.user_id())));
create policy mail on delivery for select to app using ((select app.system()) = 'notice-mail');
create policy plan on delivery for insert to app
  with check ((select app.system()) = 'notice-mail' and purpose <> 'confirmation');
create policy send on delivery for update to app using ((select app.system()) = 'notice-mail');

alter table delivery_notice enable row level security;
create policy own on delivery_notice for select to app
  using (exists (select 1 from delivery d where d.id = delivery_notice.delivery_id
    and d.user_id = (select app.user_id()) and d.organisation_id = (select app.org_id())));
create policy mail on delivery_notice for select to app using ((select app.system()) = 'notice-mail');
-- No notice goes into the mail of another body.
create policy plan on delivery_notice for insert to app with check ((select app.system()) = 'notice-mail'
  and exists (select 1 from delivery d join notification n on n.organisation_id = d.organisation_id
    where d.id = delivery_notice.delivery_id and d.user_id = delivery_notice.user_id
      and n.id = delivery_notice.notification_id));

create policy mail on notification for select to app using ((select app.system()) = 'notice-mail');
create policy plan_mail on notification for update to app using ((select app.system()) = 'notice-mail');
-- Whether a limit still runs when its mail is sent.
create policy mail on deadline for select to app using ((select app.system()) = 'notice-mail');

grant select on notice_address, notification_preference, delivery, delivery_notice to app;
grant insert (id, user_id, address_sealed, code_sealed, code_expires_at),
  update (address_sealed, code_sealed, code_failures, confirmed_at, withdrawn_at) on notice_address to app;
grant insert (user_id, kinds, digest_at, quiet_from, quiet_to),
  update (kinds, digest_at, quiet_from, quiet_to, changed_at, version) on notification_preference to app;
grant insert (id, user_id, organisation_id, purpose, address_id, covers_until, due_at, offered_at),
  update (status, reason, attempts, next_try_at, offered_at, ended_at) on delivery to app;
grant insert (user_id, notification_id, delivery_id) on delivery_notice to app;
grant update (mail_planned_at) on notification to app;

-- down
drop policy mail on deadline;
drop policy plan_mail on notification;
drop policy mail on notification;
drop table delivery_notice;
drop table delivery;
drop table notification_preference;
drop table notice_address;
drop function app.mail_recipients(uuid[], integer[], text[]);
drop index notification_mail;
alter table notification drop column mail_planned_at;
