import type request from 'supertest';
import { dateOnly } from '../../src/law/date.js';
import { seedSuccession } from '../setup/factories.js';
import { faultOf } from '../setup/organisation-client.js';
import { requests } from '../setup/people-factory.js';
import { UnitChangeScene } from '../setup/unit-change-scene.js';

const renaming = (unitId: number, effectiveOn: string, name: string): object => ({
  ...{ kind: 'rename', effectiveOn },
  ...{ units: [{ unitId }], successors: [{ name }] },
});
const detailOf = ({ body }: request.Response): string => body.errors[0].detail as string;
const refusedOn = async (
  scene: UnitChangeScene,
  change: { readonly id: string },
  day: string,
): Promise<string> => {
  const answer = await scene.correct(await scene.read(`/v1/unit-changes/${change.id}`), {
    effectiveOn: day,
  });
  expect(answer.status).toBe(422);
  return `${faultOf(answer)} ${detailOf(answer)}`;
};

/** What the run would refuse is refused when it is entered; what followed holds a day that is corrected. */
describe('changes of units that others contradict', () => {
  let scene: UnitChangeScene;
  let province: number;
  beforeEach(async () => {
    scene = await UnitChangeScene.arrange();
    const sql = `select id from unit where code = '91' and valid_to is null`;
    province = (await scene.owner<{ id: number }>(sql))[0]?.id ?? 0;
  });
  afterEach(() => scene.close());

  const provinceOn = (day: string): object => renaming(province, day, 'Tỉnh An Giang Mới');
  const communeOn = (day: string): object => renaming(scene.at.unitId, day, 'Phường Vĩnh Thuận');

  it('are refused where a body that ends takes over from another on that day or later', async () => {
    await scene.on('2026-07-20T08:00:00+07:00');
    // Home rehabilitation came to the police of Vĩnh Thuận on 01/07/2026.
    const early = await scene.try(scene.merger('2026-07-01'));
    expect([early.status, faultOf(early)]).toEqual([422, '/effectiveOn unitChange.takesOverLater']);
    const change = await scene.enter(scene.merger('2026-07-02'));
    await seedSuccession(scene.test.database.owner, {
      ...{ predecessorId: scene.at.organisations.committee, successorId: scene.at.organisations.police },
      ...{ function: 'aftercare', effectiveOn: '2026-07-05' },
    });
    const preview = await requests(scene.test).get(
      scene.at.tokens.administrator,
      `/v1/unit-changes/${change.id}/preview`,
    );
    expect(faultOf(preview)).toBe('/effectiveOn unitChange.takesOverLater');
    const asked = await scene.send(`/v1/unit-changes/${change.id}/run`, {});
    expect(faultOf(asked)).toBe('/effectiveOn unitChange.takesOverLater');
  });

  it('of a province are refused where one of its communes begins or ends on that day or later', async () => {
    await scene.on('2026-07-20T08:00:00+07:00');
    expect((await scene.done(communeOn('2026-07-10'))).state).toBe('finished');
    for (const day of ['2026-07-05', '2026-07-09', '2026-07-10']) {
      const refused = await scene.try(provinceOn(day));
      expect([day, faultOf(refused)]).toEqual([day, '/effectiveOn unitChange.communeBeyond']);
      expect(detailOf(refused)).toContain('Vĩnh Thuận');
    }
    expect((await scene.done(provinceOn('2026-07-11'))).state).toBe('finished');
  });

  it('of a commune come before that of its province, or not at all', async () => {
    const above = await scene.enter(provinceOn('2026-09-01'));
    for (const day of ['2026-09-01', '2026-10-01']) {
      const refused = await scene.try(communeOn(day));
      expect([refused.status, refused.body.changeId]).toEqual([409, above.id]);
      expect(refused.body.title).toContain('An Giang');
    }
    const below = await scene.enter(communeOn('2026-08-01'));
    await scene.send(`/v1/unit-changes/${above.id}/withdrawal`, { reason: 'Nhập lại' }).expect(201);
    const early = await scene.try(provinceOn('2026-07-15'));
    expect([early.status, early.body.changeId]).toEqual([409, below.id]);
    expect(early.body.title).toContain('Vĩnh Thuận');
    const again = await scene.enter(provinceOn('2026-09-01'));
    await scene.ask(again);
    await scene.on('2026-09-02T08:00:00+07:00');
    await scene.settle();
    // Nobody asked for the run of the earlier one: it would be lost under records that have ended.
    expect(await scene.again(again)).toMatchObject({
      appliedAt: null,
      problem: 'unitChanges.alreadyPlanned',
    });
    await scene.ask(below);
    await scene.settle();
    expect((await scene.again(below)).state).toBe('finished');
    expect((await scene.again(again)).state).toBe('finished');
  });

  it('are found by the units that are to take over, also while they are planned', async () => {
    const { unitId, neighbourUnitId } = scene.at;
    const onto = { units: [{ unitId }], successors: [{ unitId: neighbourUnitId }] };
    const change = await scene.enter({ kind: 'abolish', effectiveOn: '2026-08-01', ...onto });
    for (const unit of [unitId, neighbourUnitId])
      expect(await scene.read(`/v1/unit-changes?unit=${unit}`)).toMatchObject({ items: [{ id: change.id }] });
    expect(await scene.read(`/v1/unit-changes?unit=${province}`)).toMatchObject({ items: [] });
  });

  describe('are not put on a day', () => {
    beforeEach(() => scene.on('2026-07-20T08:00:00+07:00'));

    it('on which a successor has ended', async () => {
      const merger = await scene.done(scene.merger('2026-07-03'));
      const unitId = merger.successors[0]?.unitId ?? 0;
      await scene.done(renaming(unitId, '2026-07-10', 'Phường Vĩnh Thuận Bình'));
      expect(await refusedOn(scene, merger, '2026-07-15')).toMatch(/successorBeyond.*Xã Vĩnh Thuận Bình.*/);
      await scene.correct(merger, { effectiveOn: '2026-07-09' }).expect(201);
    });

    it('after a file that the new body has opened', async () => {
      const merger = await scene.done(scene.merger('2026-07-02'));
      const police = await scene.named('Công an xã Vĩnh Thuận Bình');
      const unitId = merger.successors[0]?.unitId ?? 0;
      await scene.file(await scene.headOf(police), unitId, dateOnly('2026-07-02'));
      const opened = (await scene.owner<{ day: string }>('select opened_on::text as day from case_file'))[0];
      expect(opened?.day).toBe('2026-07-02');
      expect(await refusedOn(scene, merger, '2026-07-03')).toMatch(
        /recordBefore.*Công an xã Vĩnh Thuận Bình/,
      );
    });

    it('on which a body that ends still takes over from another', async () => {
      const merger = await scene.done(scene.merger('2026-07-05'));
      expect(await refusedOn(scene, merger, '2026-07-01')).toMatch(
        /takesOverLater.*commune-police.*2026-07-01/,
      );
      await scene.correct(merger, { effectiveOn: '2026-07-02' }).expect(201);
    });

    it('before a commune of the province had begun', async () => {
      await scene.done(communeOn('2026-07-05'));
      const change = await scene.done(provinceOn('2026-07-10'));
      expect(await refusedOn(scene, change, '2026-07-04')).toContain('unitChange.notStanding');
    });
  });
});
