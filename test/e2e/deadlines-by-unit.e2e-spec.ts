import type pg from 'pg';
import type { UnitOverviewDto } from '../../src/reminders/deadline-overview.dto.js';
import { seedDeadline } from '../setup/deadline-factory.js';
import { seedOrganisation, unitIdByCode } from '../setup/factories.js';
import { requests, type Requests } from '../setup/people-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

/** On 01/07/2025 communes were merged and split; what was open for them must not drop out of the superior's sight. */
describe('deadlines by commune', () => {
  let test: TestApp;
  let owner: pg.Client;
  let scene: VinhThuan;
  let http: Requests;
  let provinceId: number;
  let formerUnitId: number;
  let splitUnitId: number;
  beforeAll(async () => {
    test = await createTestApp();
    owner = test.database.owner;
    scene = await arrangeVinhThuan(test);
    http = requests(test);
    provinceId = await unitIdByCode(owner, '91');
    formerUnitId = await unitOf(scene.organisations.formerCommittee);
    splitUnitId = await splitCommune();
    const split = await seedOrganisation(owner, {
      kind: 'commune-police',
      unitId: splitUnitId,
      validTo: '2025-06-30',
    });
    const { police, formerCommittee } = scene.organisations;
    const due = (organisationId: number, unitId: number, dueAt: string) =>
      seedDeadline(owner, { organisationId, unitId, dueAt });
    await due(police, scene.unitId, '2026-07-04T08:00:00+07:00');
    await due(formerCommittee, formerUnitId, '2025-07-02T00:00:00+07:00');
    // Moved to the successor's committee with its old unit.
    await due(scene.organisations.committee, formerUnitId, '2025-07-03T00:00:00+07:00');
    await due(split, splitUnitId, '2025-07-04T00:00:00+07:00');
  });
  afterAll(() => test.close());

  async function unitOf(organisationId: number): Promise<number> {
    const { rows } = await owner.query<{ id: number }>(
      'select unit_id as id from organisation where id = $1',
      [organisationId],
    );
    return rows[0]?.id ?? 0;
  }

  /** A former commune of the neighbours, as if it had gone to two: the province had none. */
  async function splitCommune(): Promise<number> {
    const { rows } = await owner.query<{ id: number }>(
      `update unit_succession set main = false where successor_id = $1
         and predecessor_id = (select min(predecessor_id) from unit_succession where successor_id = $1)
       returning predecessor_id as id`,
      [scene.neighbourUnitId],
    );
    return rows[0]?.id ?? 0;
  }

  const byUnit = async (filter = ''): Promise<readonly UnitOverviewDto[]> =>
    (await http.get(scene.tokens.provincialOfficer, `/v1/deadlines/by-unit${filter}`).expect(200)).body.items;

  describe('after 01/07/2025', () => {
    beforeAll(() => onDay(test, scene, '2026-07-02T09:00:00+07:00'));

    it('stand with the commune that carries a merged one on, which is named', async () => {
      expect((await byUnit())[0]).toEqual({
        unitId: scene.unitId,
        unitName: 'Xã Vĩnh Thuận',
        unitEndedOn: null,
        formerUnits: [{ id: formerUnitId, name: 'Xã Tân Thuận', endedOn: '2025-06-30' }],
        open: 3,
        overdue: 2,
        nextDueAt: '2025-07-01T17:00:00.000Z',
      });
    });

    it('stand under the name of a commune that went to several, with its last day', async () => {
      expect((await byUnit())[1]).toMatchObject({
        unitId: splitUnitId,
        unitEndedOn: '2025-06-30',
        formerUnits: [],
        open: 1,
        overdue: 1,
      });
    });

    it('add up to the list of the same scope, whatever the unit', async () => {
      const total = async (filter: string): Promise<readonly number[]> => {
        const { body } = await http
          .get(scene.tokens.provincialOfficer, `/v1/deadlines?limit=200${filter}`)
          .expect(200);
        const counted = await byUnit(filter.replace('&', '?'));
        return [body.items.length, counted.reduce((sum, { open }) => sum + open, 0)];
      };
      expect(await total('')).toEqual([4, 4]);
      expect(await total(`&unit=${provinceId}`)).toEqual([4, 4]);
      expect(await total(`&unit=${scene.unitId}`)).toEqual([3, 3]);
    });

    it('are turned page by page', async () => {
      const read = async (filter: string) =>
        (await http.get(scene.tokens.provincialOfficer, `/v1/deadlines/by-unit?limit=1${filter}`).expect(200))
          .body;
      const first = await read('');
      const second = await read(`&cursor=${first.nextCursor}`);
      expect([first, second].map(({ items }) => items[0].unitId)).toEqual([scene.unitId, splitUnitId]);
      expect(second.nextCursor).toBeNull();
    });

    it('are shown to the commune itself with what it has taken over', async () => {
      const { body } = await http.get(scene.tokens.chairman, '/v1/deadlines/by-unit').expect(200);
      expect(body.items).toMatchObject([{ unitId: scene.unitId, open: 2 }]);
    });
  });

  it('stand with the old commune as long as it stood', async () => {
    await onDay(test, scene, '2025-06-20T09:00:00+07:00');
    expect(await byUnit()).toContainEqual(
      expect.objectContaining({ unitId: formerUnitId, unitEndedOn: null, formerUnits: [], open: 2 }),
    );
  });
});
