-- up
-- Who held which office of a body, from when to when, by which act: what papers are signed in. A delegate signs by a
-- written authority, for a time and for kinds of papers that it names (NĐ 30/2020/NĐ-CP Art 13(3)).
create table office_holder (
  id uuid primary key,
  organisation_id integer not null references organisation (id),
  office text not null check (office in ('head', 'deputy', 'delegate')),
  -- As it stands above a signature: 'Trưởng Công an xã'.
  title text not null,
  -- Where the holder has an account.
  user_id uuid references user_account (id),
  full_name text not null,
  from_on date not null,
  -- Last day, included.
  until_on date,
  act text not null,
  end_act text,
  paper_kinds text[],
  entered_by uuid not null,
  entered_at timestamptz not null default now(),
  voided_at timestamptz,
  void_reason text,
  version integer not null default 1,
  check (until_on is null or from_on <= until_on),
  check (office <> 'delegate' or until_on is not null),
  check ((office = 'delegate') = (paper_kinds is not null)),
  check ((voided_at is null) = (void_reason is null))
);
create index office_holder_organisation on office_holder (organisation_id, from_on desc);
alter table office_holder add constraint office_holder_one_head exclude using gist
  (int4range(organisation_id, organisation_id, '[]') with &&, daterange(from_on, until_on, '[]') with &&)
  where (office = 'head' and voided_at is null);

-- How a body numbers its papers of one kind. A body without a register for a kind gives them no numbers here.
create table number_register (
  id uuid primary key,
  organisation_id integer not null references organisation (id),
  kind text not null check (kind in ('reception-slip', 'supplement-slip', 'decision', 'step', 'dossier-code')),
  -- '{number}/QĐ-CAX', 'H01.31.069-{yymmdd}-{number}'.
  pattern text not null check (pattern like '%{number}%'),
  -- The last number of the book on paper that was kept before, in its year.
  book_year integer not null,
  book_last integer not null check (book_last >= 0),
  entered_by uuid not null,
  entered_at timestamptz not null default now(),
  version integer not null default 1,
  unique (organisation_id, kind)
);

-- The last number given in a year, for dossier codes in a day. The row's lock keeps numbers without gaps: who takes one
-- holds it until he commits, and a rollback gives it back.
create table number_counter (
  register_id uuid not null references number_register (id),
  span text not null,
  last integer not null,
  last_on date not null,
  primary key (register_id, span)
);

create table given_number (
  id uuid primary key default gen_random_uuid(),
  register_id uuid not null references number_register (id),
  organisation_id integer not null references organisation (id),
  kind text not null,
  span text not null,
  number integer not null,
  -- In full: '15/QĐ-CAX'.
  text text not null,
  given_on date not null,
  case_id uuid not null references case_file (id),
  given_by uuid not null,
  recorded_at timestamptz not null default now(),
  unique (register_id, span, number)
);
create index given_number_case on given_number (case_id, kind);
create unique index given_number_one_code on given_number (case_id) where kind = 'dossier-code';

-- A paper that was made: never changed, voided with a reason; its number stays used.
create table paper (
  id uuid primary key,
  case_id uuid not null references case_file (id),
  organisation_id integer not null references organisation (id),
  kind text not null check (kind in ('reception-slip', 'supplement-slip', 'decision', 'step')),
  template text not null,
  template_version integer not null,
  form_instrument text,
  form_appendix text,
  form_number text,
  number text,
  given_number_id uuid references given_number (id),
  -- Whose act it is about: another body's where the one that issues it took over everything from that body.
  act_organisation_id integer not null references organisation (id),
  -- The step that it is about, where it is the paper of one.
  event_id uuid,
  -- Under which a decision or a step stands in its file.
  act_number text,
  dated_on date not null,
  capacity text not null check (capacity in ('in-person', 'TM', 'KT', 'TUQ')),
  office_holder_id uuid references office_holder (id),
  signer_user_id uuid references user_account (id),
  -- What the template was filled with; its hash covers a random part too, so that nobody can guess the content by it.
  content_sealed bytea not null,
  content_hash text not null,
  recorded_by uuid not null,
  recorded_by_organisation_id integer not null references organisation (id),
  made_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  voided_at timestamptz,
  voided_by uuid,
  void_reason text,
  version integer not null default 1,
  foreign key (case_id, event_id) references case_event (case_id, id),
  check ((kind = 'step') = (event_id is not null)),
  check (kind = 'step' or (kind = 'decision') = (act_number is not null)),
  check ((form_instrument is null) = (form_number is null) and (form_appendix is null) = (form_number is null)),
  check ((voided_at is null) = (void_reason is null) and (voided_at is null) = (voided_by is null))
);
create index paper_case on paper (case_id, made_at desc, id desc);
create index paper_office_holder on paper (office_holder_id);
create unique index paper_one_for_number on paper (given_number_id) where voided_at is null;
-- A decision is printed as one paper at a time, and so is the reception of a file.
create unique index paper_one_decision on paper (case_id, act_number) where kind = 'decision' and voided_at is null;
create unique index paper_one_reception on paper (case_id) where kind = 'reception-slip' and voided_at is null;
-- A step has one paper of each form.
create unique index paper_one_of_step on paper (event_id, template) where kind = 'step' and voided_at is null;

-- The next number of a register of the actor's organisation, for a file on which he acts: no number without its entry,
-- no number of another body. @returns no row where the body keeps no such register; a row without a number where
-- one of a later day was given, since numbers follow the days (NĐ 30/2020/NĐ-CP Art 15(1))
create function app.give_number(asked_organisation integer, asked_kind text, asked_case uuid, asked_on date)
  returns table (given_id uuid, given_no integer, given_text text)
  language plpgsql volatile security definer set search_path = public, pg_temp
as $$
declare
  register number_register;
  asked_span text := to_char(asked_on, case asked_kind when 'dossier-code' then 'YYYY-MM-DD' else 'YYYY' end);
  width integer := case asked_kind when 'dossier-code' then 4 else 2 end;
  next integer;
begin
  if asked_on > app.today() or not app.acts_for(asked_organisation) or not app.acts_on_case(asked_case) then
    raise insufficient_privilege using message = 'not the register of this organisation';
  end if;
  select * into register from number_register r
  where r.organisation_id = asked_organisation and r.kind = asked_kind;
  if not found then
    return;
  end if;
  insert into number_counter (register_id, span, last, last_on)
  values (register.id, asked_span,
    case asked_span when register.book_year::text then register.book_last else 0 end, asked_on)
  on conflict (register_id, span) do nothing;
  update number_counter c set last = c.last + 1, last_on = asked_on
  where c.register_id = register.id and c.span = asked_span and c.last_on <= asked_on
  returning c.last into next;
  if next is null then
    return query select null::uuid, null::integer, null::text;
    return;
  end if;
  return query
    insert into given_number (register_id, organisation_id, kind, span, number, text, given_on, case_id, given_by)
    values (register.id, asked_organisation, asked_kind, asked_span, next,
      replace(replace(register.pattern, '{number}', lpad(next::text, greatest(width, length(next::text)), '0')),
        '{yymmdd}', to_char(asked_on, 'YYMMDD')),
      asked_on, asked_case, app.user_id())
    returning id, number, text;
end $$;
-- A number that was entered with a decision of another file by mistake goes to the file that it belongs to: the decision
-- was annulled there, and no paper was ever made of it. @returns whether it went
create function app.move_number(asked_number uuid, to_case uuid) returns boolean
  language sql volatile security definer set search_path = public, pg_temp
as $$
  with moved as (
    update given_number g set case_id = to_case
    where g.id = asked_number and g.kind = 'decision'
      and app.acts_for(g.organisation_id) and app.acts_on_case(to_case)
      and not exists (select 1 from paper p where p.given_number_id = g.id)
      and (select bool_and(d.annulled_by is not null) from case_decision d
        where d.case_id = g.case_id and d.organisation_id = g.organisation_id and d.number = g.text)
    returning 1)
  select exists (select 1 from moved)
$$;
-- The last number that a register has given or the book on paper had in a year, without the lock of who takes one.
create function app.last_number(asked_register uuid, asked_span text) returns integer
  language sql stable security definer set search_path = public, pg_temp
as $$
  select coalesce(
    (select c.last from number_counter c where c.register_id = r.id and c.span = asked_span),
    case asked_span when r.book_year::text then r.book_last else 0 end)
  from number_register r where r.id = asked_register and (app.is_administrator() or app.acts_for(r.organisation_id))
$$;
revoke all on function app.give_number(integer, text, uuid, date), app.move_number(uuid, uuid),
  app.last_number(uuid, text) from public;
grant execute on function app.give_number(integer, text, uuid, date), app.move_number(uuid, uuid),
  app.last_number(uuid, text) to app;

alter table office_holder enable row level security;
create policy read on office_holder for select to app using (
  (select app.is_administrator())
  or exists (select 1 from organisation_closure c where c.viewer_id = (select app.org_id())
    and c.organisation_id = office_holder.organisation_id
    and (select app.today()) between c.reads_from and c.reads_until));
create policy enter on office_holder for insert to app with check (
  entered_by = (select app.user_id())
  and ((select app.is_administrator()) or app.acts_for(organisation_id)));
create policy change on office_holder for update to app
  using ((select app.is_administrator()) or app.acts_for(organisation_id))
  with check ((select app.is_administrator()) or app.acts_for(organisation_id));

alter table number_register enable row level security;
create policy read on number_register for select to app using (
  (select app.is_administrator())
  or exists (select 1 from organisation_closure c where c.viewer_id = (select app.org_id())
    and c.organisation_id = number_register.organisation_id
    and (select app.today()) between c.reads_from and c.reads_until));
create policy enter on number_register for insert to app with check (
  entered_by = (select app.user_id())
  and ((select app.is_administrator()) or app.acts_for(organisation_id)));
create policy change on number_register for update to app
  using ((select app.is_administrator()) or app.acts_for(organisation_id))
  with check ((select app.is_administrator()) or app.acts_for(organisation_id));

alter table number_counter enable row level security;

-- A number tells of its file: whoever may read the book of the body, or the file.
alter table given_number enable row level security;
create policy book on given_number for select to app using (
  exists (select 1 from organisation_closure c where c.viewer_id = (select app.org_id())
    and c.organisation_id = given_number.organisation_id
    and (select app.today()) between c.reads_from and c.reads_until));
create policy of_file on given_number for select to app
  using (exists (select 1 from case_access a where a.case_id = given_number.case_id));

alter table paper enable row level security;
create policy read on paper for select to app
  using (exists (select 1 from case_access a where a.case_id = paper.case_id));
create policy make on paper for insert to app with check (
  app.acts_on_case(case_id) and app.acts_for(organisation_id) and app.acts_for(act_organisation_id)
  and recorded_by = (select app.user_id()) and recorded_by_organisation_id = (select app.org_id()));
-- By whose paper it is, or who answers for the file now: not by a body to which the file was referred.
create policy void on paper for update to app
  using (voided_at is null and app.acts_on_case(case_id)
    and (app.acts_for(organisation_id) or app.acts_for_keeper(case_id)))
  with check (voided_at is not null and voided_by = (select app.user_id()));

grant select on office_holder, number_register, given_number, paper to app;
grant insert (id, organisation_id, office, title, user_id, full_name, from_on, until_on, act, paper_kinds, entered_by)
  on office_holder to app;
grant update (until_on, end_act, voided_at, void_reason, version) on office_holder to app;
grant insert (id, organisation_id, kind, pattern, book_year, book_last, entered_by) on number_register to app;
grant update (pattern, version) on number_register to app;
grant insert (id, case_id, organisation_id, kind, template, template_version, form_instrument, form_appendix, form_number,
  number, given_number_id, act_organisation_id, event_id, act_number, dated_on, capacity, office_holder_id, signer_user_id, content_sealed, content_hash, recorded_by,
  recorded_by_organisation_id, made_at) on paper to app;
grant update (voided_at, voided_by, void_reason, version) on paper to app;

-- down
drop table paper;
drop table given_number;
drop function app.last_number(uuid, text);
drop function app.move_number(uuid, uuid);
drop function app.give_number(integer, text, uuid, date);
drop table number_counter;
drop table number_register;
drop table office_holder;
