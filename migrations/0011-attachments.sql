-- up
-- Files that were announced and are not attached yet: all that the storage may hold beyond the attachments. A row goes
-- with the transaction that attaches its file, or with the job that removes what nobody attached.
create table attachment_upload (
  storage_key text primary key check (storage_key ~ '^[0-9a-f]{32}$'),
  user_id uuid not null,
  started_at timestamptz not null default now()
);
create index attachment_upload_started on attachment_upload (started_at);

-- Scans and photographs of papers. The content lies in the storage, sealed; here is what is known of it. The sender's
-- name for the file is kept nowhere: it may say who it is about.
create table attachment (
  id uuid primary key,
  subject_kind text not null,
  subject_id uuid not null,
  kind text not null,
  title text,
  media_type text not null,
  size bigint not null check (size > 0),
  sha256 bytea not null check (length(sha256) = 32),
  -- Random: it answers for no other row.
  storage_key text not null unique check (storage_key ~ '^[0-9a-f]{32}$'),
  -- Of the key that sealed the content: what a rotation has still to do.
  key_version integer not null,
  status text not null check (status in ('quarantined', 'clean', 'infected', 'unscanned')),
  scanned_at timestamptz,
  -- What the scanner calls what it found.
  finding text,
  -- Real time of the last attempt to scan it.
  scan_tried_at timestamptz,
  uploaded_by uuid not null,
  organisation_id integer not null references organisation (id),
  -- Legal time at which it was handed in.
  added_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  voided_at timestamptz,
  voided_by uuid,
  voided_by_organisation_id integer references organisation (id),
  void_reason text,
  version integer not null default 1,
  check ((status = 'infected') = (finding is not null)),
  check ((status in ('clean', 'infected')) = (scanned_at is not null)),
  check ((voided_at is null) = (void_reason is null) and (voided_at is null) = (voided_by is null)
    and (voided_at is null) = (voided_by_organisation_id is null))
);
create index attachment_of_subject on attachment (subject_id, id desc);
create index attachment_waiting on attachment (scan_tried_at nulls first, id) where status in ('quarantined', 'unscanned');

-- What the scanner found only the scanner says, and a file that was taken back stays so.
create function app.guard_attachment() returns trigger language plpgsql set search_path = public, pg_temp
as $$
begin
  if (old.status, old.scanned_at, old.finding, old.scan_tried_at)
      is distinct from (new.status, new.scanned_at, new.finding, new.scan_tried_at)
    and app.system() is distinct from 'attachment-scanner' then
    raise insufficient_privilege using message = 'only the scanner says what it found';
  end if;
  if (old.voided_at, old.voided_by, old.void_reason) is distinct from (new.voided_at, new.voided_by, new.void_reason)
    and (old.voided_at is not null or app.user_id() is null) then
    raise insufficient_privilege using message = 'an attachment is taken back once, by a user';
  end if;
  return new;
end $$;
create trigger guarded before update on attachment for each row execute function app.guard_attachment();

alter table attachment_upload enable row level security;
create policy own on attachment_upload for all to app using (user_id = (select app.user_id()));
-- Longer than any upload may take.
create policy clean_up on attachment_upload for all to app
  using ((select app.system()) = 'upload-cleanup' and started_at < now() - interval '6 hours') with check (false);

-- Whoever sees the subject sees its attachments; whoever acts on it adds, and takes back what his body added, the keeper
-- everything. Other subjects than case files bring policies of their own.
alter table attachment enable row level security;
create policy of_file on attachment for select to app using (
  subject_kind = 'case' and exists (select 1 from case_access a where a.case_id = attachment.subject_id));
create policy add_to_file on attachment for insert to app with check (
  subject_kind = 'case' and app.acts_on_case(subject_id)
  and uploaded_by = (select app.user_id()) and organisation_id = (select app.org_id())
  and status in ('quarantined', 'unscanned'));
create policy take_back on attachment for update to app
  using (subject_kind = 'case' and voided_at is null and app.acts_on_case(subject_id)
    and (app.acts_for(organisation_id) or app.acts_for_keeper(subject_id)))
  with check (subject_kind = 'case' and voided_by = (select app.user_id())
    and voided_by_organisation_id = (select app.org_id()));
create policy scan_reads on attachment for select to app using ((select app.system()) = 'attachment-scanner');
create policy scan on attachment for update to app using ((select app.system()) = 'attachment-scanner');

grant select, delete on attachment_upload to app;
grant insert (storage_key, user_id) on attachment_upload to app;
grant select on attachment to app;
grant insert (id, subject_kind, subject_id, kind, title, media_type, size, sha256, storage_key, key_version, status,
  uploaded_by, organisation_id, added_at) on attachment to app;
grant update (status, scanned_at, finding, scan_tried_at, voided_at, voided_by, voided_by_organisation_id, void_reason,
  version) on attachment to app;

-- down
drop table attachment;
drop table attachment_upload;
drop function app.guard_attachment();
