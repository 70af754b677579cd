import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import { AccessTokens } from '../../../src/identity/access-tokens.js';
import { BlindIndex } from '../../../src/platform/crypto/blind-index.js';
import { CLIENT_SCOPES } from '../../../src/identity/permissions.js';
import { ROLE_NAMES } from '../../../src/identity/roles.js';
import type { CompulsoryDto } from '../../../src/rehabilitation/compulsory/compulsory-answer.dto.js';
import type { AddictionDeterminationDto } from '../../../src/rehabilitation/determination/determination-answer.dto.js';
import type { DrugUserManagementDto } from '../../../src/rehabilitation/drug-user/drug-user-answer.dto.js';
import type { FacilityRehabilitationDto } from '../../../src/rehabilitation/facility/facility-answer.dto.js';
import type { ElectronicMonitoringDto } from '../../../src/rehabilitation/monitoring/monitoring-answer.dto.js';
import type { SubstitutionRegistrationDto } from '../../../src/rehabilitation/substitution/substitution-answer.dto.js';
import { aDossier, openDossier } from '../compulsory-files.js';
import { aFinding, openManagement } from '../drug-user-files.js';
import { orderMonitoring } from '../monitoring-files.js';
import { seedOrganisation, seedSuccession, seedUser, VINH_PHONG } from '../factories.js';
import { doorRoutes, newFacilityApplication, newTreatmentApplication, opened } from '../front-desk.js';
import { registerPerson, requests } from '../people-factory.js';
import { anApplication, apply } from '../rehabilitation-factory.js';
import type { TestApp } from '../test-app.js';
import { onDay } from '../vinh-thuan.js';
import { arrangeWalledFile, type WalledFile } from '../walled-file.js';
import { CALLERS, SITUATIONS, type Caller, type Situation } from './rules.js';

export interface Principal {
  readonly caller: Caller;
  readonly situation: Situation;
  readonly token: string;
}

export interface MatrixScene {
  readonly file: WalledFile;
  readonly bodies: Readonly<Record<Situation, number>>;
  readonly principals: readonly Principal[];
  /** Files by the way in: the first part of their routes' paths. */
  readonly caseIds: Readonly<
    Record<
      | 'home'
      | 'facility'
      | 'substitution'
      | 'compulsory'
      | 'drugUser'
      | 'determination'
      | 'monitoring'
      | 'treatment',
      string
    >
  >;
  /** What the document's paths name. */
  readonly ids: Readonly<Record<string, string>>;
  /** What betrays the thing in a list, by what the route reaches. */
  readonly marks: Readonly<
    Record<'inbox' | 'organisation' | 'person' | 'pair' | 'file' | 'transfer' | 'site', readonly string[]>
  >;
}

/** The latest day in an example of the document is before: a step of the future is refused whoever takes it. */
const AFTER_THE_EXAMPLES = '2026-07-08T10:00:00+07:00';

/** Who may dismiss a pair does not spoil it for the next. */
const STAYS_OPEN = `
  create function stays_as_it_is() returns trigger language plpgsql as 'begin return null; end';
  create trigger stays_open before update on possible_duplicate
    for each row execute function stays_as_it_is()`;

/** The card of the document's examples. */
const EXAMPLE_CARD = 'THE-000417';

/** The citizen number of the document's examples. */
const EXAMPLE_CITIZEN_ID = '091091004321';

/**
 * The walled file with a file behind each other door, and a body in each situation with a user of every role in it: also
 * of those which such a body never has, so that a role and a place are asked apart from each other.
 */
export async function arrangeMatrix(test: TestApp): Promise<MatrixScene> {
  const { owner } = test.database;
  const file = await arrangeWalledFile(test);
  // The rows of the scene have none, since nothing reads them there.
  for (const table of ['registration_failure', 'treatment_notice'])
    await owner.query(`update ${table} set explanation = (select explanation from deadline limit 1)`);
  const doors = await openDoors(test, file);
  const caseIds = {
    home: file.moved.id,
    facility: doors.facility.id,
    substitution: doors.substitution.id,
    compulsory: doors.compulsory.id,
    drugUser: doors.drugUser.id,
    determination: doors.determination.id,
    monitoring: doors.monitoring.id,
    treatment: await episodeOf(owner, doors.drugUser.personId, file.scene.organisations.police),
  };
  // Of the day of the document's example.
  await owner.query(`update dose_token set day = '2026-07-01'`);
  await owner.query(
    'update treatment_episode set card_code_hash = $2, card_key_version = 1 where case_id = $1',
    [file.moved.id, test.app.get(BlindIndex).index('treatment-card', EXAMPLE_CARD).value],
  );
  await onDay(test, file.scene, AFTER_THE_EXAMPLES);
  // First in its list, however many persons the requests register.
  await owner.query('update possible_duplicate set score = 100');
  await owner.query(STAYS_OPEN);
  const persons = [file.moved, file.fresh, ...Object.values(doors)].map(({ personId }) => personId);
  const bodies = await bodiesOf(owner, file, [...Object.values(caseIds), file.fresh.id], persons);
  const ids = await idsOf(test, file);
  return {
    ...{ file, bodies, caseIds, ids },
    principals: await principalsOf(test, bodies, file.bystanders.administrator.userId),
    marks: await marksOf(owner, file, ids, persons, [...Object.values(caseIds), file.fresh.id]),
  };
}

async function openDoors(
  test: TestApp,
  { scene }: WalledFile,
): Promise<{
  facility: FacilityRehabilitationDto;
  substitution: SubstitutionRegistrationDto;
  compulsory: CompulsoryDto;
  drugUser: DrugUserManagementDto;
  determination: AddictionDeterminationDto;
  monitoring: ElectronicMonitoringDto;
}> {
  const token = scene.tokens.headOfPolice;
  const address = {
    kind: 'current',
    unitId: scene.unitId,
    detail: 'Ấp Kinh 1',
    fromOn: '2025-07-01',
  } as const;
  const known = { kind: 'citizen-id', value: EXAMPLE_CITIZEN_ID, issuedOn: '2022-08-15' } as const;
  const one = await registerPerson(test, token, { addresses: [address], identifiers: [known] });
  const other = await registerPerson(test, token, { addresses: [address] });
  const third = await registerPerson(test, token, { addresses: [address] });
  const fourth = await registerPerson(test, token, { addresses: [address] });
  const fifth = await registerPerson(test, token, { addresses: [address] });
  const facilities = doorRoutes<FacilityRehabilitationDto>(test, '/v1/facility-rehabilitations');
  const treatments = doorRoutes<SubstitutionRegistrationDto>(test, '/v1/substitution-registrations');
  return {
    facility: await opened(facilities, token, newFacilityApplication(one.id, { door: 'private' })),
    substitution: await opened(treatments, token, newTreatmentApplication(other.id)),
    compulsory: (await openDossier(test, token, aDossier(third.id, '2026-07-02'))) as CompulsoryDto,
    drugUser: (await openManagement(test, token, aFinding(fourth.id, '2026-07-02'))).now,
    determination: await determinationOf(test, token, fourth.id),
    monitoring: await monitored(test, token, fifth.id),
  };
}

/** Requested of a health centre. */
async function determinationOf(
  test: TestApp,
  token: string,
  personId: string,
): Promise<AddictionDeterminationDto> {
  const organisationId = await seedOrganisation(test.database.owner, {
    kind: 'health-centre',
    unitId: VINH_PHONG,
  });
  const { body, status } = await requests(test).post(token, '/v1/addiction-determinations', {
    ...{ personId, requestedAt: '2026-07-02T09:00:00+07:00', number: '5/ĐN-CAX', ground: 'managed-user' },
    ...{ organisationId, papers: ['request'] },
  });
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body as AddictionDeterminationDto;
}

/** Kept by the police of the scene, as no law lets them: the walls ask who keeps a file, not what it is about. */
async function episodeOf(owner: pg.Client, personId: string, police: number): Promise<string> {
  const id = uuidv7();
  await owner.query(
    `with file as (
       insert into case_file (id, kind, code, person_id, keeper_organisation_id, unit_id, status, opened_on)
       select $1, 'methadone-treatment', 'HS-2026-MTD-000001', $2, o.id, o.unit_id, 'in-treatment', '2026-07-02'
       from organisation o where o.id = $3 returning id),
     access as (
       insert into case_access (case_id, organisation_id, reason, acts, from_on)
       select id, $3, 'keeper', true, '2026-07-02' from file),
     event as (
       insert into case_event (id, case_id, type, effective_at, precision, recorded_legal_at, status_after, facts)
       select gen_random_uuid(), id, 'begun', '2026-07-02T02:00:00Z', 'instant', '2026-07-02T02:00:00Z', 'in-treatment',
         '{"phase": "induction"}' from file)
     insert into treatment_episode (case_id, kind, site_id, phase)
     select id, 'methadone-treatment', $3, 'induction' from file`,
    [id, personId, police],
  );
  return id;
}

/** Of a person in rehabilitation at home. */
async function monitored(test: TestApp, token: string, personId: string): Promise<ElectronicMonitoringDto> {
  const { id, version } = await apply(test, token, anApplication({ personId }));
  await requests(test)
    .post(token, `/v1/home-rehabilitations/${id}/decision`, {
      decidedAt: '2026-07-02T08:45:00+07:00',
      // Not of the register's form: its numbers leave no gap.
      number: '61/QĐ-CN',
    })
    .set('If-Match', `"${version}"`)
    .expect(201);
  const number = { number: '62/QĐ-GSĐT' };
  return (await orderMonitoring(test, token, id, '2026-07-02T09:00:00+07:00', number)).now;
}

/** The bodies of two communes that were absorbed, with the access that the turnover leaves, and one that was asked. */
async function bodiesOf(
  owner: pg.Client,
  { scene }: WalledFile,
  cases: readonly string[],
  persons: readonly string[],
): Promise<Readonly<Record<Situation, number>>> {
  const { police, neighbourPolice, provincialPolice } = scene.organisations;
  const absorbed = async (
    validFrom: string,
    validTo: string,
    from: string,
    until: string,
  ): Promise<number> => {
    const seed = { kind: 'commune-police', unitId: scene.formerUnitId, validFrom, validTo } as const;
    const predecessorId = await seedOrganisation(owner, seed);
    const handover = { effectiveOn: from, handoverUntil: until };
    await seedSuccession(owner, { predecessorId, successorId: police, ...handover });
    for (const thing of ['case', 'person'] as const) {
      const grant = { reason: 'former-keeper', acts: false, from, until };
      await giveAccess(owner, thing, thing === 'case' ? cases : persons, predecessorId, grant);
    }
    return predecessorId;
  };
  const clinic = await seedOrganisation(owner, { kind: 'methadone-clinic', unitId: VINH_PHONG });
  const asked = { reason: 'referred', from: '2026-07-01', until: 'infinity' };
  await giveAccess(owner, 'case', cases, clinic, { ...asked, acts: true });
  await giveAccess(owner, 'person', persons, clinic, { ...asked, acts: false });
  return {
    own: police,
    other: neighbourPolice,
    superior: provincialPolice,
    handover: await absorbed('2026-01-01', '2026-06-30', '2026-07-01', '2026-12-31'),
    after: await absorbed('2020-01-01', '2025-12-31', '2026-01-01', '2026-06-30'),
    referred: clinic,
  };
}

/** Lets a body see the files or persons, as a referral or a handover does. */
export async function giveAccess(
  owner: pg.Client,
  thing: 'case' | 'person',
  ids: readonly string[],
  organisationId: number,
  grant: { readonly reason: string; readonly acts: boolean; readonly from: string; readonly until: string },
): Promise<void> {
  await owner.query(
    `insert into ${thing}_access (${thing}_id, organisation_id, reason, acts, from_on, until_on)
     select id, $2, $3, $4, $5, $6 from unnest($1::uuid[]) as id`,
    [ids, organisationId, grant.reason, grant.acts, grant.from, grant.until],
  );
}

async function principalsOf(
  test: TestApp,
  bodies: MatrixScene['bodies'],
  administratorId: string,
): Promise<readonly Principal[]> {
  const { owner } = test.database;
  await owner.query(
    `insert into role_organisation_kind (role, organisation_kind)
     select role, kind from unnest($1::text[]) as role,
       (select distinct kind from organisation where id = any ($2)) as kinds
     on conflict do nothing`,
    [ROLE_NAMES, Object.values(bodies)],
  );
  const found: Principal[] = [];
  for (const situation of SITUATIONS) {
    for (const caller of CALLERS) {
      const organisationId = bodies[situation];
      const token =
        caller === 'api-client'
          ? await clientToken(test, organisationId, administratorId)
          : (await sessionOf(test, organisationId, caller)).token;
      found.push({ caller, situation, token });
    }
  }
  return found;
}

/** A user of the body with a session, without the time that a password takes. */
export async function sessionOf(
  test: TestApp,
  organisationId: number,
  caller: Exclude<Caller, 'api-client'>,
): Promise<{ readonly userId: string; readonly sessionId: string; readonly token: string }> {
  const roles = caller === 'no-role' ? [] : [caller];
  const { id: userId } = await seedUser(test.database.owner, { organisationId, roles });
  const sessionId = uuidv7();
  await test.database.owner.query(
    `insert into session (id, user_id, expires_at) values ($1, $2, now() + interval '1 hour')`,
    [sessionId, userId],
  );
  return { userId, sessionId, token: test.app.get(AccessTokens).sign({ userId, organisationId, sessionId }) };
}

async function clientToken(test: TestApp, organisationId: number, createdBy: string): Promise<string> {
  const [clientId, secretId] = [uuidv7(), uuidv7()];
  await test.database.owner.query(
    `with client as (
       insert into api_client (id, name, organisation_id, organisation_kind, scopes, created_by, expires_at)
       select $1, 'Cổng thử nghiệm', id, kind, $3, $4, now() + interval '1 day' from organisation where id = $2
       returning id)
     insert into api_client_secret (id, client_id, secret_index) select $5, id, '\\x01' from client`,
    [clientId, organisationId, CLIENT_SCOPES, createdBy, secretId],
  );
  return test.app.get(AccessTokens).signForClient({ clientId, organisationId, secretId });
}

async function idsOf(test: TestApp, file: WalledFile): Promise<Readonly<Record<string, string>>> {
  const { owner } = test.database;
  const { organisations, unitId } = file.scene;
  const only = async (sql: string): Promise<string> => {
    const { rows } = await owner.query<{ id: string }>(sql.replace('$police', String(organisations.police)));
    const [row] = rows;
    if (!row) throw new Error(`Nothing of: ${sql}`);
    return row.id;
  };
  // To whom the scene's file was offered once.
  const stranger = Number(await only('select to_organisation_id as id from case_transfer limit 1'));
  const colleague = await sessionOf(test, organisations.police, 'commune-police-officer');
  return {
    personId: file.moved.personId,
    paperId: file.paperId,
    attachmentId: file.attachmentId,
    deadlineId: file.moved.deadlines[0]?.id ?? '',
    notificationId: await only(
      `select id from notification where organisation_id = $police and subject_id = '${file.moved.id}'`,
    ),
    possibleDuplicateId: await only('select id from possible_duplicate limit 1'),
    personLinkId: await only('select id from person_link limit 1'),
    incidentId: await only('select id from escape_incident limit 1'),
    failureId: await only('select id from registration_failure limit 1'),
    registerId: await only('select id from number_register where organisation_id = $police'),
    holderId: await only('select id from office_holder where organisation_id = $police'),
    clientId: await only('select id from api_client limit 1'),
    changeId: await only('select id from unit_change limit 1'),
    transferId: await transferOf(owner, { caseId: file.fresh.id, from: stranger, to: organisations.police }),
    givenTransferId: await transferOf(owner, {
      caseId: file.moved.id,
      from: organisations.police,
      to: stranger,
    }),
    assignmentId: await only('select id from case_assignment limit 1'),
    requestId: await only('select id from case_request where organisation_id = $police'),
    incomingRequestId: await only('select id from case_request where organisation_id <> $police'),
    episodeId: file.moved.id,
    orderId: await only('select id from dose_order limit 1'),
    closureId: await only('select id from dosing_closure limit 1'),
    holdId: await only('select id from dose_hold limit 1'),
    bookingId: await only('select id from guest_booking limit 1'),
    testId: await only('select id from urine_test limit 1'),
    tokenId: await only('select id from dose_token limit 1'),
    doseEventId: await only('select id from dose_event limit 1'),
    lossId: await only('select id from loss_notice limit 1'),
    lotId: await only('select id from stock_lot limit 1'),
    workerId: await only('select id from support_worker limit 1'),
    protocolId: await only('select id from treatment_protocol where organisation_id = $police'),
    proposalId: await only(`select id from treatment_proposal where case_id = '${file.moved.id}'`),
    treatmentNoticeId: await only('select id from treatment_notice where to_organisation_id = $police'),
    treatmentRequestId: await only('select id from treatment_request where to_organisation_id = $police'),
    recountId: await only('select id from calendar_recount limit 1'),
    userId: colleague.userId,
    sessionId: colleague.sessionId,
    organisationId: String(organisations.police),
    unitId: String(unitId),
    year: '2027',
    name: 'case-kind',
    procedureName: 'home-rehabilitation',
    code: 'http.forbidden',
  };
}

/** An offer that awaits its answer. */
async function transferOf(
  owner: pg.Client,
  { caseId, from, to }: { readonly caseId: string; readonly from: number; readonly to: number },
): Promise<string> {
  const id = uuidv7();
  await owner.query(
    `insert into case_transfer (id, case_id, case_code, from_organisation_id, to_organisation_id, reason, reads_until,
       answer_by, offered_at, offered_by)
     select $1, f.id, f.code, $3, $4, 'Chuyển nơi cư trú', '2026-12-31', '2026-07-31', '2026-07-06T03:00:00Z', u.id
     from case_file f, (select id from user_account limit 1) u where f.id = $2`,
    [id, caseId, from, to],
  );
  return id;
}

async function marksOf(
  owner: pg.Client,
  file: WalledFile,
  ids: MatrixScene['ids'],
  persons: readonly string[],
  cases: readonly string[],
): Promise<MatrixScene['marks']> {
  const { rows } = await owner.query<{ id: string }>('select id from deadline where subject_id = any ($1)', [
    cases,
  ]);
  const named = (...names: readonly string[]): readonly string[] => names.flatMap((name) => ids[name] ?? []);
  return {
    inbox: named('notificationId', 'treatmentNoticeId', 'treatmentRequestId'),
    site: [...named('lotId', 'closureId', 'episodeId'), `"siteId":${file.scene.organisations.police},`],
    organisation: [
      ...rows.map(({ id }) => id),
      ...named('failureId', 'registerId', 'holderId', 'userId', 'requestId', 'protocolId'),
      ...[`"unitId":${file.scene.unitId},`, `"userId":"${file.keeper.userId}"`],
    ],
    person: persons,
    pair: named('possibleDuplicateId'),
    transfer: named('transferId', 'givenTransferId'),
    file: cases,
  };
}
