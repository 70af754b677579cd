import { v7 as uuidv7 } from 'uuid';
import type request from 'supertest';
import type { DoseEntryDto } from '../../src/treatment/interlock/dose.dto.js';
import type { DoseOrderDto } from '../../src/treatment/orders/dose-order.dto.js';
import { dateOnly, legalDayOf } from '../../src/law/date.js';
import { seedOrganisation, VINH_PHONG } from './factories.js';
import { sessionOf } from './matrix/scene.js';
import { registerPerson, requests } from './people-factory.js';
import type { TestApp } from './test-app.js';

/** A place of treatment with those who work there, and a lot of 10 mg/ml. */
export interface DosingSite {
  readonly siteId: number;
  readonly lotId: string;
  readonly clinician: string;
  readonly colleague: string;
  readonly dispenser: string;
  readonly otherDispenser: string;
  readonly stockKeeper: string;
}

export interface SeededEpisode {
  readonly episodeId: string;
  readonly personId: string;
}

export async function aDosingSite(test: TestApp): Promise<DosingSite> {
  const { owner } = test.database;
  const siteId = await seedOrganisation(owner, { kind: 'methadone-clinic', unitId: VINH_PHONG });
  const token = async (role: 'clinician' | 'dispenser' | 'stock-keeper'): Promise<string> =>
    (await sessionOf(test, siteId, role)).token;
  return {
    siteId,
    lotId: await aLot(test, siteId),
    clinician: await token('clinician'),
    colleague: await token('clinician'),
    dispenser: await token('dispenser'),
    otherDispenser: await token('dispenser'),
    stockKeeper: await token('stock-keeper'),
  };
}

/** @returns its id */
export async function aLot(
  test: TestApp,
  siteId: number,
  {
    expiresOn = '2028-12-31',
    medicine = 'methadone-treatment',
    unit = 'microlitre',
    strength = (unit === 'piece' ? null : 10_000) as number | null,
  } = {},
): Promise<string> {
  const id = uuidv7();
  await test.database.owner.query(
    `insert into stock_lot (id, site_id, medicine, lot_number, unit, strength, expires_on, recorded_by)
     select $1::uuid, $2, $3, 'L-' || $1::uuid, $6, $5, $4, u.id from user_account u limit 1`,
    [id, siteId, medicine, expiresOn, strength, unit],
  );
  return id;
}

/** A person in treatment at the site, with Methadone unless told. */
export async function anEpisode(
  test: TestApp,
  site: DosingSite,
  {
    personId = null as string | null,
    phase = 'adjustment',
    status = 'in-treatment',
    consentedOn = '2026-01-05' as string | null,
    kind = 'methadone-treatment',
    parentId = null as string | null,
  } = {},
): Promise<SeededEpisode> {
  const id = personId ?? (await registerPerson(test, site.clinician)).id;
  const seeded = { phase, status, consentedOn, kind, parentId };
  return { personId: id, episodeId: await seedEpisode(test, site.siteId, id, seeded) };
}

async function seedEpisode(
  test: TestApp,
  siteId: number,
  personId: string,
  episode: {
    readonly phase: string;
    readonly status: string;
    readonly consentedOn: string | null;
    readonly kind: string;
    readonly parentId: string | null;
  },
): Promise<string> {
  const { owner } = test.database;
  const id = uuidv7();
  await owner.query(
    `insert into case_file (id, kind, code, person_id, keeper_organisation_id, unit_id, status, opened_on, parent_id)
     values ($1::uuid, $6, 'HS-DT-' || right($1::uuid::text, 12), $2, $3, $4, $5, '2026-01-05', $7)`,
    [id, personId, siteId, VINH_PHONG, episode.status, episode.kind, episode.parentId],
  );
  await owner.query(
    `insert into case_access (case_id, organisation_id, reason, acts, from_on) values ($1, $2, 'keeper', true, '2026-01-05')`,
    [id, siteId],
  );
  await owner.query(
    `insert into treatment_episode (case_id, kind, site_id, phase, consented_on)
     values ($1, $5, $2, $3, $4)`,
    [id, siteId, episode.phase, episode.consentedOn, episode.kind],
  );
  return id;
}

/** Says that two entries are one person, past every scope. @returns the link's id */
export async function linkEntries(
  test: TestApp,
  one: string,
  other: string,
  siteId: number,
): Promise<string> {
  const id = uuidv7();
  const link = (): Promise<unknown> =>
    test.database.owner.query(
      `insert into person_link (id, person_low, person_high, reason, evidence, linked_at, linked_by, linked_by_organisation_id)
     select $1, least($2::uuid, $3::uuid), greatest($2::uuid, $3::uuid), 'Đối chiếu', '{identity-papers}', now(), u.id, $4
     from user_account u limit 1`,
      [id, one, other, siteId],
    );
  // As the service does: repeated where a comparison of the two entries came in between.
  await link().catch((error: unknown) => {
    if ((error as { code?: string }).code !== '40P01') throw error;
    return link();
  });
  return id;
}

/** An order in force over the days of the tests: written and approved over HTTP. */
export async function anOrder(
  test: TestApp,
  site: DosingSite,
  episodeId: string,
  {
    doses = [2000],
    fromOn = '2026-06-01',
    untilOn = '2026-06-30',
    unit = undefined as string | undefined,
    strength = 10_000 as number | undefined,
  } = {},
): Promise<DoseOrderDto> {
  const { get, post } = requests(test);
  const { body: clock } = await get(site.clinician, '/v1/clock').expect(200);
  const today = legalDayOf(new Date(clock.legalNow as string));
  const late = dateOnly(fromOn) < today && { lateReason: 'Ghi lại y lệnh giấy' };
  const { body: written } = await post(site.clinician, `/v1/dosing-episodes/${episodeId}/orders`, {
    ...{ slots: doses.map((dose) => ({ dose })), fromOn, untilOn, reason: 'Điều chỉnh liều' },
    ...{ unit, ...((unit ?? 'microlitre') === 'microlitre' && { strength }), ...late },
  }).expect(201);
  const { body: approved } = await post(site.colleague, `/v1/dose-orders/${written.id}/approval`, {})
    .set('If-Match', `"${written.version}"`)
    .expect(201);
  return approved as DoseOrderDto;
}

/** Whose token it is: a colleague who saw what happened. */
export const userOf = (token: string): string =>
  (JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sub: string }).sub;

let serial = 0;

/** The body of a dose given now. */
export function aDose(
  site: DosingSite,
  episodeId: string,
  overrides: Partial<DoseEntryDto> = {},
): Partial<DoseEntryDto> {
  serial += 1;
  return {
    ...{ clientEventId: `may-1.${serial}`, kind: 'dispensed', episodeId, slot: 1, lotId: site.lotId },
    ...overrides,
  };
}

/** What names another entry: neither slot nor lot. */
export function aFollowUp(
  kind: DoseEntryDto['kind'],
  episodeId: string,
  namesId: string,
  more: Partial<DoseEntryDto> = {},
): Partial<DoseEntryDto> {
  serial += 1;
  return { clientEventId: `may-1.${serial}`, kind, episodeId, namesId, ...more };
}

export const give = (test: TestApp, token: string, body: object): request.Test =>
  requests(test).post(token, '/v1/dose-events', body);

/** A clinician has a dose that was vomited given again. */
export const decideAgain = (test: TestApp, token: string, vomitedId: string, dose: number): request.Test =>
  requests(test).post(token, `/v1/dose-events/${vomitedId}/redose-decision`, {
    ...{ dose, reason: 'Nôn ngay sau khi uống' },
  });

/** A signed protocol of the site: what it holds is invented by the test. */
export async function aProtocol(
  test: TestApp,
  siteId: number,
  values: object,
  kind = 'methadone-treatment',
  number = 1,
): Promise<string> {
  const id = uuidv7();
  const { rows } = await test.database.owner.query<{ id: string }>('select id from user_account limit 2');
  await test.database.owner.query(
    `insert into treatment_protocol (id, organisation_id, kind, number, basis, protocol_values, in_force_from, entered_by,
       signed_by, signed_at)
     values ($1, $2, $6, $7, 'Phác đồ thử nghiệm', $3, '2026-01-01', $4, $5, '2026-01-01')`,
    [id, siteId, JSON.stringify(values), rows[0]?.id, rows[1]?.id, kind, number],
  );
  return id;
}

/** The person goes to another place, which keeps the file from that moment on. */
export async function moveEpisode(
  test: TestApp,
  { episodeId }: Pick<SeededEpisode, 'episodeId'>,
  from: DosingSite,
  to: DosingSite,
  at: string,
): Promise<void> {
  const { owner } = test.database;
  const today = at.slice(0, 10);
  await owner.query('begin');
  await owner.query(`select set_config('app.today', $1, true)`, [today]);
  await owner.query(
    `insert into case_event (id, case_id, type, effective_at, precision, recorded_legal_at, system, status_after, facts)
     select gen_random_uuid(), $1, 'keeper-moved', $2, 'instant', $2, 'test', f.status,
       jsonb_build_object('from', $3::integer, 'to', $4::integer)
     from case_file f where f.id = $1`,
    [episodeId, at, from.siteId, to.siteId],
  );
  await owner.query('update case_access set acts = false, until_on = $2 where case_id = $1', [
    episodeId,
    today,
  ]);
  await owner.query(
    `insert into case_access (case_id, organisation_id, reason, acts, from_on) values ($1, $2, 'keeper', true, $3)`,
    [episodeId, to.siteId, today],
  );
  await owner.query('update case_file set keeper_organisation_id = $2 where id = $1', [episodeId, to.siteId]);
  await owner.query('commit');
}
