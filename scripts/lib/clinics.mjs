// Two places of treatment, at which one person is treated under two entries; played over HTTP on a service of the checks.
import { randomBytes, randomUUID } from 'node:crypto';
import { createClient } from '../../dist/client/client.js';
import { good, seen, signIn } from '../../dist/demo/api.js';

const UNIT = { code: '31051', on: '2025-07-01' };
const MORNING = '2026-07-06T08:00:00+07:00';
const KIND = 'methadone-treatment';

/**
 * @param {import('../../dist/demo/stage.js').Stage} stage on 06/07/2026, after eight in the morning
 * @returns {Promise<{ token: string, episodeId: string, personId: string, lotId: string }[]>} for each place who gives
 *   there, to whom, of which lot; three doses a day are ordered at both
 */
export async function treatAtTwo(stage, url, owner) {
  const { company } = stage;
  const first = Object.fromEntries(
    ['clinician', 'dispenser', 'stock-keeper'].map((role) => [role, company.player(role, 'clinic')]),
  );
  const places = [first, await secondClinic(company, url)];
  const treated = [];
  // Nobody would take the two entries for one person by their looks.
  const entries = [
    ['Danh Văn Út', 1988],
    ['Lâm Hoàng Phi', 1971],
  ];
  for (const [at, place] of places.entries()) {
    // Where a protocol asks for two people, another approves than wrote the order.
    const login = `approver.clinic-${at + 1}`;
    const approver = await newUser(company, url, place.clinician.organisationId, 'clinician', login);
    treated.push(await inTreatment(stage, { ...place, approver }, entries[at]));
  }
  await areOne(owner, treated);
  return treated;
}

/** @returns its staff by their roles */
async function secondClinic(company, url) {
  const { client } = company.administrator;
  const { id } = await good(
    client.POST('/v1/organisations', {
      body: {
        kind: 'methadone-clinic',
        name: 'Cơ sở điều trị Methadone Vĩnh Thuận 2',
        validFrom: UNIT.on,
        unitId: await company.unit(UNIT.code, UNIT.on),
      },
    }),
  );
  const staff = {};
  for (const role of ['clinician', 'dispenser', 'stock-keeper'])
    staff[role] = await newUser(company, url, id, role, `${role}.clinic-2`);
  return staff;
}

/** Somebody who has signed in and chosen a password. */
async function newUser({ administrator }, url, organisationId, role, login) {
  const account = { login, fullName: 'Lâm Văn Sển', organisationId, roles: [role] };
  const { temporaryPassword } = await good(administrator.client.POST('/v1/users', { body: account }));
  const first = await signIn(url, login, temporaryPassword);
  const password = randomBytes(18).toString('base64url');
  const change = { currentPassword: temporaryPassword, newPassword: password };
  await good(first.client.POST('/v1/auth/password', { body: change }));
  const { token } = await signIn(url, login, password);
  return { token, client: createClient(url, token), organisationId };
}

async function inTreatment(stage, place, [name, birthYear]) {
  const { clinician, approver, dispenser, 'stock-keeper': keeper } = place;
  const personId = await stage.resident(clinician, name, birthYear, UNIT);
  const application = {
    kind: KIND,
    personId,
    appliedAt: MORNING,
    papers: ['application', 'determination-result'],
  };
  let episode = await good(clinician.client.POST('/v1/treatment-episodes', { body: application }));
  const steps = ['admitted', 'consent-recorded', 'begun'];
  for (const [at, step] of steps.entries()) {
    const params = { path: { caseId: episode.id }, ...seen(episode.version) };
    const body = { step, at: `2026-07-06T08:0${at + 1}:00+07:00` };
    episode = await good(clinician.client.POST('/v1/treatment-episodes/{caseId}/steps', { params, body }));
  }
  const path = { episodeId: episode.id };
  const body = {
    ...{ slots: [{ dose: 2000 }, { dose: 1500 }, { dose: 1500 }], fromOn: '2026-07-06' },
    ...{ untilOn: '2026-07-31', reason: 'Khởi liều', strength: 10_000 },
  };
  const order = await good(
    clinician.client.POST('/v1/dosing-episodes/{episodeId}/orders', { params: { path }, body }),
  );
  const params = { path: { orderId: order.id }, ...seen(order.version) };
  await good(approver.client.POST('/v1/dose-orders/{orderId}/approval', { params }));
  const receipt = {
    ...{ clientEventId: 'kho.1', medicine: KIND, lotNumber: 'MTD-1', unit: 'microlitre', strength: 10_000 },
    ...{ expiresOn: '2028-12-31', measured: 1_000_000, document: 'PN-1' },
  };
  const { lot } = await good(keeper.client.POST('/v1/stock-receipts', { body: receipt }));
  return { token: dispenser.token, episodeId: episode.id, personId, lotId: lot.id };
}

/** The police find that the two entries are one person: who may say so is not what is tried here. */
async function areOne(owner, treated) {
  await owner.query(
    `insert into person_link (id, person_low, person_high, reason, evidence, linked_at, linked_by,
       linked_by_organisation_id)
     select $1, least($2::uuid, $3::uuid), greatest($2::uuid, $3::uuid), 'Đối chiếu', '{identity-papers}', now(), u.id,
       u.organisation_id
     from user_account u limit 1`,
    [randomUUID(), ...treated.map(({ personId }) => personId)],
  );
}
