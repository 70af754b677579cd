import type { Response } from 'supertest';
import type { OrganisationKind } from '../../src/law/organisation-kinds.js';
import { seedOrganisation, tokenOf, unitIdByCode } from '../setup/factories.js';
import {
  faultOf,
  organisationClient,
  type OrganisationAnswer,
  type OrganisationClient,
} from '../setup/organisation-client.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

describe('organisations that change', () => {
  let test: TestApp;
  let organisations: OrganisationClient;
  beforeAll(async () => {
    test = await createTestApp();
    const administrator = await tokenOf(test, { kind: 'system-operator', role: 'administrator' });
    const clerk = await tokenOf(test, { kind: 'court', role: 'court-clerk', unit: '91' });
    organisations = organisationClient(test, administrator, clerk);
  });
  afterAll(() => test.close());
  beforeEach(() =>
    test.database.owner.query(`
      delete from organisation_closure;
      delete from organisation_succession;
      delete from organisation where id not in (select organisation_id from user_account)`),
  );

  const aStation = (): Promise<OrganisationAnswer> =>
    organisations.create({ kind: 'health-centre', name: 'Trạm y tế xã Vĩnh Phong' });
  const aNeighbour = async (kind: OrganisationKind): Promise<OrganisationAnswer> =>
    organisations.create({
      kind,
      name: 'Cơ quan xã Vĩnh Bình',
      unitId: await unitIdByCode(test.database.owner, '31064'),
    });
  const former = async (kind: OrganisationKind): Promise<number> =>
    seedOrganisation(test.database.owner, {
      kind,
      unitCode: '31051',
      codeAsOf: '2025-06-30',
      validTo: '2025-06-30',
    });

  describe('are closed', () => {
    it('after a last day, once', async () => {
      const { id } = await organisations.create();
      const closed = await organisations.close(id, '2027-06-30', 1);
      expect(closed.body).toMatchObject({ validTo: '2027-06-30', version: 2 });
      const again = await organisations.close(id, '2027-12-31', 2);
      expect(again.status).toBe(409);
      expect(again.body).toMatchObject({
        title: 'Cơ quan này đã kết thúc từ 2027-06-30',
        validTo: '2027-06-30',
      });
    });

    it('not with a stale version, and not before they began', async () => {
      const { id } = await organisations.create();
      expect((await organisations.close(id, '2027-06-30', 5)).status).toBe(412);
      expect(faultOf(await organisations.close(id, '2025-06-30', 1))).toBe('/lastDay organisation.period');
    });

    it('not before they take over from another', async () => {
      const old = await organisations.create({ kind: 'health-centre', name: 'Trạm y tế cũ' });
      const heir = await organisations.create({ kind: 'health-centre', name: 'Trạm y tế mới' });
      await organisations.send('organisation-successions', {
        predecessorId: old.id,
        successorId: heir.id,
        function: 'all',
        effectiveOn: '2027-01-01',
        handoverUntil: '2027-01-31',
        main: true,
        act: 'Quyết định 7/QĐ-UBND',
      });
      expect(faultOf(await organisations.close(heir.id, '2026-12-31', 1))).toBe(
        '/lastDay organisation.takesOverLater',
      );
    });
  });

  describe('take over from one another', () => {
    let committee: OrganisationAnswer;
    let police: OrganisationAnswer;
    beforeEach(async () => {
      committee = await organisations.create({
        kind: 'commune-peoples-committee',
        name: 'Ủy ban nhân dân xã Vĩnh Phong',
      });
      police = await organisations.create();
    });
    const succeed = (overrides: object = {}): Promise<Response> =>
      organisations.send('organisation-successions', {
        predecessorId: committee.id,
        successorId: police.id,
        function: 'home-rehabilitation',
        effectiveOn: '2026-07-01',
        handoverUntil: '2026-07-31',
        main: true,
        act: 'Luật 120/2025/QH15, Điều 32',
        ...overrides,
      });

    it('the competence for one procedure, and both stand on', async () => {
      const { status, body } = await succeed();
      expect(status).toBe(201);
      expect(body).toMatchObject({
        predecessor: { id: committee.id, name: 'Ủy ban nhân dân xã Vĩnh Phong' },
        successor: { id: police.id },
        function: 'home-rehabilitation',
        effectiveOn: '2026-07-01',
      });
      expect((await organisations.get(`organisations/${committee.id}`)).body).toMatchObject({
        validTo: null,
      });
      const listed = await organisations.get(`organisation-successions?organisationId=${police.id}`);
      expect((listed.body as { items: object[] }).items).toEqual([body]);
    });

    it('everything, which ends the old one the day before', async () => {
      const [old, heir] = [await aStation(), await aStation()];
      const what = { function: 'all', predecessorId: old.id, successorId: heir.id };
      expect((await succeed(what)).status).toBe(201);
      expect((await organisations.get(`organisations/${old.id}`)).body).toMatchObject({
        validTo: '2026-06-30',
        version: 2,
      });
    });

    it('as authorities of a unit on their own ground alone', async () => {
      const neighbour = await aNeighbour('commune-police');
      expect(faultOf(await succeed({ successorId: neighbour.id }))).toBe('/successorId succession.elsewhere');
      const old = await former('commune-peoples-committee');
      const merged = { predecessorId: old, successorId: committee.id, function: 'all' };
      expect((await succeed({ ...merged, effectiveOn: '2025-07-01' })).status).toBe(201);
    });

    it('only where the law ever gave it to such a body', async () => {
      const everything = await succeed({ function: 'all' });
      expect(faultOf(everything)).toBe('/successorId succession.unlikeKinds');
      expect((everything.body as { errors: { detail: string }[] }).errors[0]?.detail).toBe(
        'Cơ quan tiếp nhận phải thuộc một trong các loại: Ủy ban nhân dân cấp xã',
      );
      const clinic = await organisations.create({ kind: 'methadone-clinic', name: 'Cơ sở Methadone' });
      expect(faultOf(await succeed({ successorId: clinic.id }))).toBe('/successorId succession.unlikeKinds');
      expect(faultOf(await succeed({ predecessorId: clinic.id }))).toBe(
        '/predecessorId succession.notKeeper',
      );
      expect((await organisations.get(`organisations/${committee.id}`)).body).toMatchObject({
        validTo: null,
      });
    });

    it('once: neither twice, nor two main ones for one function', async () => {
      const [old, first, second] = [await aStation(), await aStation(), await aStation()];
      const what = { predecessorId: old.id, function: 'substitution-treatment' };
      expect((await succeed({ ...what, successorId: first.id })).status).toBe(201);
      const again = await succeed({ ...what, successorId: first.id });
      expect(again.body).toMatchObject({ code: 'organisations.alreadySucceeded' });
      expect((await succeed({ ...what, successorId: second.id })).status).toBe(409);
      expect((await succeed({ ...what, successorId: second.id, main: false })).status).toBe(201);
    });

    it('not everything from one that stands on', async () => {
      const [old, heir] = [await aStation(), await aStation()];
      await organisations.close(old.id, '2026-12-31', 1);
      const what = { function: 'all', predecessorId: old.id, successorId: heir.id };
      const refused = await succeed(what);
      expect(refused.status).toBe(409);
      expect(refused.body).toMatchObject({ code: 'organisations.stillStands', validTo: '2026-12-31' });
    });

    it.each<[string, object, string]>([
      ['from one that is not', { predecessorId: 999_999 }, '/predecessorId organisation.unknown'],
      ['to one that is not', { successorId: 999_999 }, '/successorId organisation.unknown'],
      [
        'with a handover that ends before it begins',
        { handoverUntil: '2026-06-30' },
        '/handoverUntil succession.handover',
      ],
      [
        'before the successor stands',
        { effectiveOn: '2025-06-30' },
        '/successorId succession.successorAbsent',
      ],
      ['for no known function', { function: 'tea' }, '/function field.oneOf'],
      ['without an act', { act: ' ' }, '/act field.textLength'],
    ])('not %s', async (_name, overrides, expected) => {
      expect(faultOf(await succeed(overrides))).toBe(expected);
    });
  });

  it('leave a record of each act of administration', async () => {
    await test.database.owner.query('delete from audit_event');
    const { id } = await organisations.create();
    const end = { lastDay: '2027-06-30', act: 'Nghị quyết 15/NQ-HĐND' };
    await organisations.send(`organisations/${id}/closing`, end, { 'If-Match': '"1"' });
    const { rows } = await test.database.owner.query<{ action: string; detail: object }>(
      'select action, detail from audit_event order by at, id',
    );
    expect(rows).toEqual([
      { action: 'organisations.organisation.create', detail: { organisationId: id, kind: 'commune-police' } },
      {
        action: 'organisations.organisation.close',
        detail: { organisationId: id, lastDay: '2027-06-30', act: 'Nghị quyết 15/NQ-HĐND' },
      },
    ]);
  });
});
