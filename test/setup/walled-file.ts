import type pg from 'pg';
import { AUDIT_SEALER, AuditSealing } from '../../src/audit/audit-sealing.js';
import { dateOnly } from '../../src/law/date.js';
import { treatmentDecreeExplained } from '../../src/law/treatment.js';
import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import type { Claim } from './as-app.js';
import { seedOrganisation, seedUser, VINH_PHONG } from './factories.js';
import { enterHolder, makePaper, openRegister } from './paper-factory.js';
import { aPerson, requests } from './people-factory.js';
import { anApplication, anOldApplication, apply } from './rehabilitation-factory.js';
import { aPdf } from './sample-files.js';
import type { TestApp } from './test-app.js';
import { eventually } from './time.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from './vinh-thuan.js';

/** A user of a body, with the claims that his transactions make. */
export interface Somebody extends Claim {
  readonly userId: string;
  readonly organisationId: number;
}

export type Bystander = 'neighbour' | 'former' | 'superior' | 'clinician' | 'administrator' | 'auditor';

export interface WalledFile {
  readonly scene: VinhThuan;
  /** Handed in at the committee on 29/06/2026, taken over and decided by the police of the commune on 02/07/2026. */
  readonly moved: HomeRehabilitationDto;
  /** Registered at the police on 02/07/2026, undecided: its time limit runs. */
  readonly fresh: HomeRehabilitationDto;
  /** The decision on the moved file, numbered by the register of the police and signed by their head. */
  readonly paperId: string;
  /** Of the moved file, added by the police. */
  readonly attachmentId: string;
  readonly keeper: Somebody;
  readonly bystanders: Readonly<Record<Bystander, Somebody>>;
}

/** Two files with everything that hangs on a file, and at least one row in each table with walls; it is 02/07/2026. */
export async function arrangeWalledFile(test: TestApp): Promise<WalledFile> {
  const scene = await arrangeVinhThuan(test);
  const moved = await movedFile(test, scene);
  const fresh = await freshFile(test, scene);
  const paperId = await decisionOf(test, scene, moved);
  const attachmentId = await attachmentOf(test, scene.tokens.headOfPolice, moved.id);
  const keeper = await headOf(test.database.owner, scene.organisations.police);
  await addTraces(test.database.owner, keeper, fresh);
  await addCompulsoryRows(test.database.owner, keeper, [moved.id, fresh.id]);
  await addTreatmentRows(test.database.owner, keeper, scene.unitId, [moved.id, fresh.id]);
  const host = await seedOrganisation(test.database.owner, { kind: 'methadone-clinic', unitId: VINH_PHONG });
  await addDoseRows(test.database.owner, keeper, host, moved);
  await addPair(test.database.owner, keeper, moved, fresh);
  await test.app.get(AuditSealing).seal({}, AUDIT_SEALER);
  const bystanders = await bystandersOf(test.database.owner, scene);
  await addSignInTraces(test.database.owner, keeper, bystanders.administrator);
  return { scene, moved, fresh, paperId, attachmentId, keeper, bystanders };
}

async function movedFile(test: TestApp, scene: VinhThuan): Promise<HomeRehabilitationDto> {
  const { committeeOfficer, headOfPolice } = scene.tokens;
  await onDay(test, scene, '2026-06-29T09:00:00+07:00');
  const personId = await resident(test, committeeOfficer, scene.unitId, 'Danh Thị Ngọc Ánh');
  const { id } = await apply(test, committeeOfficer, anOldApplication({ personId }));
  await onDay(test, scene, '2026-07-02T10:00:00+07:00');
  const { get, post } = requests(test);
  const path = `/v1/home-rehabilitations/${id}`;
  await eventually(
    async () => (await get(headOfPolice, path)).body as HomeRehabilitationDto,
    (file) => file.status === 'awaiting-reception',
  );
  const step = async (name: string, body: object): Promise<HomeRehabilitationDto> => {
    const { version } = (await get(headOfPolice, path)).body as HomeRehabilitationDto;
    const answer = await post(headOfPolice, `${path}/${name}`, body)
      .set('If-Match', `"${version}"`)
      .expect(201);
    return answer.body as HomeRehabilitationDto;
  };
  await step('reception', { receivedAt: '2026-07-02T08:00:00+07:00' });
  return step('decision', { decidedAt: '2026-07-02T09:00:00+07:00', number: '02/QĐ-CAX' });
}

async function freshFile(test: TestApp, scene: VinhThuan): Promise<HomeRehabilitationDto> {
  const token = scene.tokens.headOfPolice;
  const personId = await resident(test, token, scene.unitId, 'Kim Sà Rinh');
  const { get, post, patch } = requests(test);
  const sex = { sex: 'unknown', reason: 'Ghi nhầm giới tính' };
  await patch(token, `/v1/persons/${personId}`, sex).set('If-Match', '"1"').expect(200);
  await post(token, '/v1/persons/search', { q: 'Kim' }).expect(200);
  const notices = await get(token, '/v1/notifications').expect(200);
  const [notice] = notices.body.items as { id: string }[];
  await post(token, `/v1/notifications/${notice?.id}/read`, {}).set('Idempotency-Key', 'lan-1').expect(200);
  return apply(test, token, anApplication({ personId }));
}

async function decisionOf(test: TestApp, scene: VinhThuan, { id }: HomeRehabilitationDto): Promise<string> {
  const { headOfPolice } = scene.tokens;
  await openRegister(test, headOfPolice, 'decision', '{number}/QĐ-CAX', 1);
  await enterHolder(test, headOfPolice);
  return (await makePaper(test, headOfPolice, id, { kind: 'decision' })).id;
}

async function attachmentOf(test: TestApp, token: string, caseId: string): Promise<string> {
  const answer = await test
    .http()
    .post(`/v1/cases/${caseId}/attachments`)
    .auth(token, { type: 'bearer' })
    .field('kind', 'application')
    .attach('file', aPdf(), { filename: 'don.pdf', contentType: 'application/pdf' })
    .expect(201);
  return (answer.body as { id: string }).id;
}

async function resident(test: TestApp, token: string, unitId: number, fullName: string): Promise<string> {
  const address = { kind: 'current', unitId, detail: 'Ấp Kinh 1', fromOn: '2025-07-01' } as const;
  const body = aPerson({ fullName, addresses: [address] });
  const answer = await requests(test).post(token, '/v1/persons', body).expect(201);
  return (answer.body as { id: string }).id;
}

async function headOf(owner: pg.Client, organisationId: number): Promise<Somebody> {
  const { rows } = await owner.query<{ id: string }>(
    `select u.id from user_account u join user_role r on r.user_id = u.id
     where u.organisation_id = $1 and r.role = 'head-of-commune-police'`,
    [organisationId],
  );
  return { userId: rows[0]?.id ?? '', organisationId };
}

/** What stands beside an account. The factor is not the account's: nobody is asked for a code. */
async function addSignInTraces(owner: pg.Client, keeper: Somebody, administrator: Somebody): Promise<void> {
  await owner.query(
    `insert into user_move (id, user_id, from_organisation_id, to_organisation_id, from_roles, to_roles, reason, moved_by)
     values (gen_random_uuid(), $1, $2, $3, '{}', '{}', 'Điều động thử nghiệm', $4)`,
    [keeper.userId, administrator.organisationId, keeper.organisationId, administrator.userId],
  );
  await owner.query(
    `with rotation as (
       insert into key_rotation (id, column_key_version, index_key_version, requested_by, finished_at)
       values (gen_random_uuid(), 1, 1, $1, now()) returning id)
     insert into key_rotation_step (rotation_id, place, finished_at) select id, 'paper.content_sealed', now() from rotation`,
    [administrator.userId],
  );
  await owner.query(
    `with change as (
       insert into unit_change (id, kind, act, effective_on, handover_until, unit_ids, successors, requested_by,
         run_requested_by, run_requested_at, applied_at, finished_at)
       values (gen_random_uuid(), 'rename', 'Nghị quyết thử nghiệm', '2026-07-01', '2026-07-31', '{1}', '[]', $1, $1, now(),
         now(), now()) returning id),
     body as (
       insert into unit_change_body (change_id, organisation_id, effect, name_before, name_after, unit_before, unit_after)
       select change.id, o.id, 'reseated', o.name, o.name, o.unit_id, o.unit_id from change, organisation o where o.id = $2)
     insert into unit_change_correction (id, change_id, reason, before, after, corrected_by)
     select gen_random_uuid(), id, 'Thử nghiệm', '{}', '{}', $1 from change`,
    [administrator.userId, keeper.organisationId],
  );
  await owner.query(
    `with factor as (
       insert into second_factor (id, user_id, secret_sealed, confirmed_at, last_step)
       values (gen_random_uuid(), $1, '\\x00', now(), 1) returning id)
     insert into recovery_code (second_factor_id, code_index) select id, '\\x00' from factor`,
    [keeper.userId],
  );
  await owner.query(
    `with client as (
       insert into api_client (id, name, organisation_id, organisation_kind, scopes, created_by, expires_at)
       values (gen_random_uuid(), 'Cổng thử nghiệm', $1, 'system-operator', '{units.read}', $2, now() + interval '1 day')
       returning id)
     insert into api_client_secret (id, client_id, secret_index) select gen_random_uuid(), id, '\\x00' from client`,
    [administrator.organisationId, administrator.userId],
  );
}

/** They never signed in: what they see of sessions and the like would be others'. */
async function bystandersOf(owner: pg.Client, scene: VinhThuan): Promise<WalledFile['bystanders']> {
  const { organisations, unitId } = scene;
  const somebody = async (
    organisationId: number,
    role: Parameters<typeof seedUser>[1]['roles'][number],
  ): Promise<Somebody> => ({
    userId: (await seedUser(owner, { organisationId, roles: [role] })).id,
    organisationId,
  });
  const clinic = await seedOrganisation(owner, { kind: 'health-centre', unitId });
  const operator = await seedOrganisation(owner, { kind: 'system-operator' });
  return {
    neighbour: await somebody(organisations.neighbourPolice, 'head-of-commune-police'),
    former: await somebody(organisations.committee, 'commune-chairman'),
    superior: await somebody(organisations.provincialPolice, 'provincial-police-director'),
    clinician: await somebody(clinic, 'clinician'),
    administrator: await somebody(operator, 'administrator'),
    auditor: await somebody(operator, 'auditor'),
  };
}

/** As if the two were found to be likely one person, and had been linked once: the former keeper sees one of them. */
async function addPair(
  owner: pg.Client,
  keeper: Somebody,
  moved: HomeRehabilitationDto,
  fresh: HomeRehabilitationDto,
): Promise<void> {
  const pair = [moved.personId, fresh.personId].toSorted();
  await owner.query(
    `insert into possible_duplicate (id, person_low, person_high, reasons, score, found_at)
     values (gen_random_uuid(), $1, $2, '{same-contact}', 70, now())`,
    pair,
  );
  await owner.query(
    `insert into person_link (id, person_low, person_high, reason, evidence, linked_at, linked_by,
       linked_by_organisation_id, unlinked_at, unlinked_by, unlinked_by_organisation_id, unlink_reason)
     values (gen_random_uuid(), $1, $2, 'Thử nghiệm', '{own-statement}', now(), $3, $4, now(), $3, $4, 'Thử nghiệm')`,
    [...pair, keeper.userId, keeper.organisationId],
  );
}

/** As if the files were of compulsory rehabilitation: the walls ask who reads a file, not what it is about. */
async function addCompulsoryRows(
  owner: pg.Client,
  { userId, organisationId }: Somebody,
  caseIds: readonly string[],
): Promise<void> {
  await owner.query(
    `insert into compulsory_rehabilitation (case_id, age, ground, ground_basis, last_act_on, limitation_explanation, ordinal,
       ordinal_basis)
     select id, 'adult', 'breach', 'Thử nghiệm', '2026-07-01', '{}', 1, 'Thử nghiệm' from unnest($1::uuid[]) as id`,
    [caseIds],
  );
  await owner.query(
    `insert into escape_incident (id, organisation_id, happened_at, account, recorded_by)
     values (gen_random_uuid(), $1, '2026-07-01T02:00:00+07:00', 'Thử nghiệm', $2)`,
    [organisationId, userId],
  );
}

/** As if the keeper were a place of treatment that gives doses. */
async function addDoseRows(
  owner: pg.Client,
  { userId, organisationId }: Somebody,
  guestSiteId: number,
  { id, personId }: Pick<HomeRehabilitationDto, 'id' | 'personId'>,
): Promise<void> {
  const site = [organisationId, userId];
  await owner.query(
    `insert into dosing_site (site_id, from_on, closes_at, recorded_by) values ($1, '2026-07-10', '11:00', $2)`,
    site,
  );
  await owner.query(
    `insert into dosing_closure (id, site_id, day, reason, recorded_by)
     values (gen_random_uuid(), $1, '2026-07-04', 'Nghỉ', $2)`,
    site,
  );
  const { rows } = await owner.query<{ order: string; lot: string }>(
    `with made as (
       insert into dose_order (id, episode_id, site_id, unit, doses, from_on, until_on, reason, checks, prescribed_by,
         prescribed_at, approved_by, approved_at)
       values (gen_random_uuid(), $3, $1, 'microlitre', '{2000}', '2026-07-01', '2026-07-30', 'Thử nghiệm', '[]', $2, now(), $2, now())
       returning id),
     lot as (
       insert into stock_lot (id, site_id, medicine, lot_number, unit, strength, expires_on, recorded_by)
       values (gen_random_uuid(), $1, 'methadone-treatment', 'L-1', 'microlitre', 10000, '2028-12-31', $2) returning id)
     select made.id as order, lot.id as lot from made, lot`,
    [...site, id],
  );
  const { order, lot } = rows[0] ?? { order: '', lot: '' };
  // Written by somebody else, and not approved yet.
  await owner.query(
    `insert into dose_order (id, episode_id, site_id, unit, doses, from_on, until_on, reason, checks, prescribed_by,
       prescribed_at)
     values (gen_random_uuid(), $2, $1, 'microlitre', '{2500}', '2026-08-01', '2026-08-02', 'Thử nghiệm', '[]',
       gen_random_uuid(), now())`,
    [organisationId, id],
  );
  await owner.query(
    `insert into guest_booking (id, episode_id, kind, case_code, person_id, home_site_id, guest_site_id, order_id, unit,
       doses, from_on, until_on, reads_until, reason, booked_by, booked_at)
     select gen_random_uuid(), f.id, 'methadone-treatment', f.code, f.person_id, $2, $3, $4, 'microlitre', '{2000}',
       '2026-09-01', '2026-09-02', '2026-09-05', 'Thử nghiệm', $5, now() from case_file f where f.id = $1`,
    [id, organisationId, guestSiteId, order, userId],
  );
  // One that is over: nobody waits for it.
  await owner.query(
    `insert into dose_token (id, site_id, episode_id, person_id, kind, day, slot, order_id, unit, dose, issued_by, issued_at,
       released_at, released_because)
     values (gen_random_uuid(), $2, $1, $3, 'methadone-treatment', '2026-07-02', 1, $4, 'microlitre', 2000, $5, now(),
       now(), 'day-over')`,
    [id, organisationId, personId, order, userId],
  );
  await owner.query(
    `insert into dose_hold (id, episode_id, site_id, source, reason, from_on, placed_by, placed_at, ended_at, ended_by,
       end_reason)
     values (gen_random_uuid(), $3, $1, 'clinician', 'Thử nghiệm', '2026-07-01', $2, now(), now(), $2, 'Hết'),
       (gen_random_uuid(), $3, $1, 'missed-doses', 'Thử nghiệm', '2026-07-01', null, now(), now(), $2, 'Hết')`,
    [...site, id],
  );
  await owner.query(
    `insert into urine_test (id, episode_id, site_id, taken_on, opioids, other_drugs, recorded_by)
     values (gen_random_uuid(), $3, $1, '2026-07-01', 'negative', 'not-tested', $2)`,
    [...site, id],
  );
  await owner.query(
    `with moved as (
       insert into stock_movement (id, site_id, lot_id, kind, stock_day, at, measured, client_event_id, recorded_by)
       values (gen_random_uuid(), $1, $3, 'received', '2026-07-01', now(), 1000000, 'nhap-1', $2)),
     counted as (
       insert into stock_count (id, site_id, lot_id, day, usable, returned, counted_by, counted_at)
       values (gen_random_uuid(), $1, $3, '2026-07-01', 1000000, 0, $2, now()))
     insert into site_day (site_id, day, lines, closed_by, closed_at) values ($1, '2026-06-30', '[]', $2, now())`,
    [...site, lot],
  );
  await owner.query(
    `insert into loss_notice (id, site_id, source, lot_id, lot_number, measured, unit, day, reason, entered_by, entered_at, told_at)
     values (gen_random_uuid(), $1, 'stock-movement', $3, 'L-1', 500, 'microlitre', '2026-07-01', 'Thử nghiệm', $2, now(), now())`,
    [...site, lot],
  );
  await owner.query(
    `with given as (
       insert into dose_event (id, day, slot, episode_id, person_id, site_id, home_site_id, kind, at, reported, stock_day,
         client_event_id, user_id, system, recorded_legal_at)
       select gen_random_uuid(), '2026-07-01', 1, $1, $2::uuid, $3::integer, $3, kind, '2026-07-01T09:00:00+07:00', false, '2026-07-01', kind,
         case when kind = 'missed' then null else $4::uuid end, case when kind = 'missed' then 'missed-doses' end, now()
       from unnest(array['refused', 'missed']) as kind returning id, day, site_id, client_event_id),
     sent as (
       insert into dose_client_event (site_id, client_event_id, event_id, event_day, digest)
       select site_id, client_event_id, id, day, '\\x00' from given),
     elsewhere as (
       insert into dose_stock_elsewhere (event_id, site_id, stock_day, lot_id, kind, measured)
       select id, site_id, '2026-07-02', gen_random_uuid(), 'dispensed', 6000 from given limit 1),
     decided as (
       insert into redose_decision (id, vomited_id, vomited_day, episode_id, site_id, home_site_id, dose, unit, reason,
         decided_by, decided_at, replaced_at)
       select gen_random_uuid(), id, day, $1, site_id, site_id, 1000, 'microlitre', 'Thử nghiệm', $4, now(), now()
       from given limit 1),
     named as (insert into dose_named (named_id, kind, event_id, site_id, named_day, home_site_id) select id, 'voided', id, site_id, day, site_id from given),
     claimed as (
       insert into dose_claim (event_id, cluster_id, person_id, kind, day, slot, episode_id, site_id, home_site_id, released_at)
       select id, $2, $2, 'methadone-treatment', day, 1, $1, site_id, site_id, now() from given)
     insert into dose_alarm (site_id, episode_id, case_code, kind, cause_id, day, told_at)
     select site_id, $1, 'HS', 'double-dose', id, day, now() from given limit 1`,
    [id, personId, organisationId, userId],
  );
  await owner.query(
    `insert into missing_take_home (event_id, episode_id, site_id, giver_id, home_site_id, day, slot, reason, reported_by,
       reported_at)
     values (gen_random_uuid(), $1, $2, $2, $2, '2026-07-01', 1, 'Thử nghiệm', $3, now())`,
    [id, organisationId, userId],
  );
  // Nobody takes it up: it waits for a day that does not come.
  await owner.query(
    `with missed as (insert into missed_day (episode_id, day, site_id, ordered) values ($1, '2026-07-01', $2, true))
     insert into missed_day_pending (episode_id, day, site_id, because, not_before)
     values ($1, '2026-07-01', $2, 'changed', '2099-01-01')`,
    [id, organisationId],
  );
}

/** As if the files were episodes of treatment. */
async function addTreatmentRows(
  owner: pg.Client,
  { userId, organisationId }: Somebody,
  unitId: number,
  caseIds: readonly string[],
): Promise<void> {
  await owner.query(
    `insert into treatment_programme (id, code, kind, name, act, act_on, unit_id, from_on, entered_by)
     values (gen_random_uuid(), 'thu-nghiem', 'methadone-treatment', 'Đề án thử nghiệm', '1/QĐ-UBND', '2026-01-01', $1,
       '2026-01-01', $2)`,
    [unitId, userId],
  );
  await owner.query(
    `insert into treatment_protocol (id, organisation_id, kind, number, basis, protocol_values, in_force_from, entered_by)
     values (gen_random_uuid(), $1, 'methadone-treatment', 1, 'Thử nghiệm', '{"testEveryDays": 30}', '2026-07-01', $2)`,
    [organisationId, userId],
  );
  await owner.query(
    `insert into treatment_episode (case_id, kind, site_id)
     select id, 'methadone-treatment', $2 from unnest($1::uuid[]) as id`,
    [caseIds, organisationId],
  );
  await owner.query(
    `insert into treatment_request (id, case_id, person_id, kind, from_organisation_id, to_organisation_id, asked_at,
       requested_by, open_until, reads_until)
     select gen_random_uuid(), id, person_id, 'cedemex-treatment', $2, $2, now(), $3, '2026-12-31', '2027-01-03' from case_file
     where id = any ($1)`,
    [caseIds, organisationId, userId],
  );
  await owner.query(
    `insert into treatment_request_taken (request_id, to_organisation_id, episode_id)
     select id, to_organisation_id, case_id from treatment_request where case_id = any ($1) order by id limit 1`,
    [caseIds],
  );
  await owner.query(
    `insert into treatment_proposal (id, case_id, ground, days, evidence, explanation, proposed_at, proposed_by)
     select gen_random_uuid(), id, 'missed-days', '{}', 'records', '{}', now(), $2 from unnest($1::uuid[]) as id`,
    [caseIds, userId],
  );
  await owner.query(
    `insert into treatment_notice (id, case_id, kind, person_id, from_organisation_id, to_organisation_id, effective_on,
       full_name, birth_year, explanation, sent_at, sent_by)
     select gen_random_uuid(), id, 'start', person_id, $2, $2, '2026-07-01', 'Danh Thị Ngọc Ánh', 1991, $4, now(), $3
     from case_file where id = any ($1)`,
    [caseIds, organisationId, userId, JSON.stringify(treatmentDecreeExplained(dateOnly('2026-07-01')))],
  );
  await owner.query(
    `insert into treatment_summary (id, case_id, transfer_id, summary, written_by, written_at)
     select gen_random_uuid(), c.id, t.id, 'Thử nghiệm', $1, now() from unnest($2::uuid[]) as c (id), case_transfer t`,
    [userId, caseIds],
  );
}

/** Rows that the flow alone does not leave. */
async function addTraces(owner: pg.Client, keeper: Somebody, file: HomeRehabilitationDto): Promise<void> {
  await owner.query(
    `insert into person_guardian (id, person_id, relation, full_name_sealed, from_on, recorded_at)
     values (gen_random_uuid(), $1, 'mother', '\\x00', '2020-01-01', now())`,
    [file.personId],
  );
  await owner.query(
    `insert into registration_failure (id, person_id, organisation_id, unit_id, determination_on, determination_facility,
       told_at, found_at, basis, regime, due_at, explanation, signer_office, recorded_by)
     select gen_random_uuid(), $1, $2, unit_id, '2026-06-20', 'Trạm y tế', '2026-06-20', '2026-07-01', 'Không đến', 'R2',
       '2026-06-27', '{}', 'Trưởng Công an cấp xã', $3 from organisation where id = $2`,
    [file.personId, keeper.organisationId, keeper.userId],
  );
  await owner.query(
    `insert into notification (id, organisation_id, reminder_id, kind, subject_kind, subject_id, raised_at, once_key)
     select gen_random_uuid(), d.organisation_id, r.id, 'deadline.approaching', 'case', d.subject_id, now(), 'vet'
     from reminder r join deadline d on d.id = r.deadline_id where d.subject_id = $1 limit 1`,
    [file.id],
  );
  await owner.query(
    `insert into notification (id, organisation_id, deadline_id, kind, subject_kind, subject_id, raised_at, once_key)
     select gen_random_uuid(), organisation_id, id, 'deadline.moved', 'case', subject_id, now(), 'doi'
     from deadline where subject_id = $1 limit 1`,
    [file.id],
  );
  const receiver = await seedOrganisation(owner, { kind: 'commune-police', unitId: VINH_PHONG });
  await owner.query(
    `insert into case_transfer (id, case_id, case_code, from_organisation_id, to_organisation_id, reason, reads_until,
       answer_by, offered_at, offered_by, state, answered_at, answered_by)
     select gen_random_uuid(), id, code, $2, $3, 'Thử nghiệm', '2026-12-31', '2026-07-10', now(), $4, 'withdrawn', now(), $4
     from case_file where id = $1`,
    [file.id, keeper.organisationId, receiver, keeper.userId],
  );
  await owner.query(
    `insert into support_worker (id, case_id, organisation_id, full_name, position, number, decided_on, from_on, regime,
       recorded_by, recorded_by_organisation_id)
     select gen_random_uuid(), $1, $2, 'Thị Sà Vương', 'Cán bộ Hội Phụ nữ xã', '12/QĐ-UBND', '2026-07-01', '2026-07-01',
       'R3', $3, $2`,
    [file.id, keeper.organisationId, keeper.userId],
  );
  await owner.query(
    `insert into case_assignment (id, case_id, organisation_id, user_id, assigned_at, assigned_by)
     values (gen_random_uuid(), $1, $2, $3, now(), $3)`,
    [file.id, keeper.organisationId, keeper.userId],
  );
  await addRequests(owner, file, keeper, receiver);
  await addMail(owner, keeper);
  await owner.query(
    `insert into calendar_day (id, day, kind, name_vi, name_en, act, mark, entered_by)
     values (gen_random_uuid(), '2027-02-08', 'holiday', 'Tết', 'Tết', 'Thông báo thử nghiệm', 'official', $1)`,
    [keeper.userId],
  );
  await owner.query(
    `insert into calendar_year (year, act, declared_by) values (2027, 'Thông báo thử nghiệm', $1)`,
    [keeper.userId],
  );
  await owner.query(
    `with recount as (
       insert into calendar_recount (id, year, calendar_day_id, requested_by, total, done, moved, finished_at)
       select gen_random_uuid(), 2027, id, $1, 1, 1, 1, now() from calendar_day limit 1 returning *)
     insert into deadline_move (id, deadline_id, recount_id, year, calendar_day_id, due_before, due_after, status_before,
       status_after, explanation_before, moved_at)
     select gen_random_uuid(), d.id, recount.id, 2027, recount.calendar_day_id, d.due_at, d.due_at, d.status, d.status,
       d.explanation, now()
     from recount, deadline d`,
    [keeper.userId],
  );
}

/**
 * Old rows of which those that clean up may delete some. To be added when no worker runs any more: one that cleans up
 * on the hour would forget them.
 */
export async function addRowsToForget(
  owner: pg.Client,
  { keeper }: Pick<WalledFile, 'keeper'>,
): Promise<void> {
  await owner.query(
    `insert into idempotency_key (user_id, organisation_id, route, key, request_hash, created_at)
     values ($1, $2, 'POST /v1/persons', 'cu', '\\x00', now() - interval '25 hours')`,
    [keeper.userId, keeper.organisationId],
  );
  await owner.query(
    `insert into attachment_upload (storage_key, user_id, started_at)
     values (repeat('0', 32), $1, now() - interval '7 hours')`,
    [keeper.userId],
  );
  await owner.query(
    `insert into outbox (id, job, payload, relayed_at) values (gen_random_uuid(), 'reminders.fire', '{}', now() - interval '8 days')`,
  );
  await owner.query(
    `insert into login_failure (login_index, failures, last_failed_at) values ('\\x00', 1, now() - interval '8 days')`,
  );
  await owner.query(
    `insert into login_challenge (hash, user_id, credential_hash, expires_at)
     values ('\\x00', $1, '\\x00', now() - interval '2 days')`,
    [keeper.userId],
  );
  await owner.query(
    `insert into known_place (user_id, place_index, last_used_at) values ($1, '\\x00', now() - interval '91 days')`,
    [keeper.userId],
  );
  await owner.query(
    `with old as (
       insert into session (id, user_id, created_at, expires_at)
       values (gen_random_uuid(), $1, now() - interval '61 days', now() - interval '31 days') returning id)
     insert into refresh_token (hash, session_id) select '\\x00', id from old`,
    [keeper.userId],
  );
}

/** One that the keeper's body made, of another kind, and one of another body that it was told of. */
async function addRequests(
  owner: pg.Client,
  { id, personId }: { readonly id: string; readonly personId: string },
  keeper: { readonly organisationId: number; readonly userId: string },
  asker: number,
): Promise<void> {
  const request = (organisationId: number, kind: string): Promise<pg.QueryResult<{ id: string }>> =>
    owner.query(
      `insert into case_request (id, person_id, kind, organisation_id, reason, answer_by, asked_at, asked_by, spread_at)
       values (gen_random_uuid(), $1, $2, $3, 'Thử nghiệm', '2026-12-31', now(), $4, now()) returning id`,
      [personId, kind, organisationId, keeper.userId],
    );
  await request(keeper.organisationId, 'public-facility-rehabilitation');
  const { rows } = await request(asker, 'home-rehabilitation');
  await owner.query('insert into case_request_file (request_id, case_id) values ($1, $2)', [rows[0]?.id, id]);
}

/** An address, what is wanted there, the mail that confirms it and one with the notice from above. */
async function addMail(owner: pg.Client, { userId, organisationId }: Somebody): Promise<void> {
  await owner.query(
    `with address as (
       insert into notice_address (id, user_id, address_sealed, code_sealed, code_expires_at)
       values (gen_random_uuid(), $1, '\\x00', '\\x00', now()) returning id),
     wishes as (insert into notification_preference (user_id, kinds) values ($1, '{}'))
     insert into delivery (id, user_id, organisation_id, purpose, address_id, due_at)
     select gen_random_uuid(), $1, $2, 'confirmation', id, now() from address`,
    [userId, organisationId],
  );
  await owner.query(
    `with mail as (
       insert into delivery (id, user_id, organisation_id, purpose, due_at)
       values (gen_random_uuid(), $1, $2, 'notice', now()) returning id)
     insert into delivery_notice (user_id, notification_id, delivery_id)
     select $1, n.id, mail.id from mail, notification n where n.once_key = 'vet' and n.organisation_id = $2`,
    [userId, organisationId],
  );
}
