import { dateOnly } from '../../src/law/date.js';
import { seedOrganisation } from '../setup/factories.js';
import { requests } from '../setup/people-factory.js';
import { UnitChangeScene } from '../setup/unit-change-scene.js';

const [EAST, WEST] = ['Công an xã Vĩnh Thuận Đông', 'Công an xã Vĩnh Thuận Tây'] as const;

describe('corrections of changes of units', () => {
  let scene: UnitChangeScene;
  beforeEach(async () => {
    scene = await UnitChangeScene.arrange();
  });
  afterEach(() => scene.close());

  const rename = (unitId: number, name: string) =>
    scene.done({ kind: 'rename', effectiveOn: '2026-07-05', units: [{ unitId }], successors: [{ name }] });
  const mainOnes = async (): Promise<readonly string[]> =>
    (
      await scene.owner<{ name: string }>(
        `select o.name from organisation_succession s join organisation o on o.id = s.successor_id
         where s.unit_change_id is not null and s.main and s.corrects_id is null order by o.name`,
      )
    ).map(({ name }) => name);

  it.each([
    ['the right successor', async () => rename(await scene.unitNamed('Xã Vĩnh Thuận Tây'), 'Phường Tây')],
    ['the wrong one', async () => rename(await scene.unitNamed('Xã Vĩnh Thuận Đông'), 'Phường Đông')],
    ['their province', async () => rename(await scene.unitNamed('Tỉnh An Giang'), 'Tỉnh An Giang Mới')],
  ])('reach the main successor after %s was given a new record', async (_what, renamed) => {
    const one = await scene.file();
    const division = await scene.done(scene.division('Đông'));
    expect(await scene.keeperOf(one)).toBe(EAST);
    const west = await scene.named(WEST);
    await scene.on('2026-07-06T08:00:00+07:00');
    expect((await renamed()).state).toBe('finished');
    await scene.correct(division, { mainSuccessorId: division.successors[1]?.unitId }).expect(201);
    expect((await scene.again(division)).progress).toMatchObject({ files: 1, filesMoved: 0 });
    await scene.settle();
    expect(await scene.again(division)).toMatchObject({ state: 'finished', progress: { filesMoved: 1 } });
    const path = `/v1/home-rehabilitations/${one.id}`;
    const { body } = await requests(scene.test)
      .get(await scene.headOf(west), path)
      .expect(200);
    expect(body.keeperOrganisationId).toBe(west);
    // One main successor of each of the two bodies, both in the west.
    expect(await mainOnes()).toHaveLength(2);
    expect(await mainOnes()).not.toContainEqual(expect.stringContaining('Đông'));
  });

  it('end what the wrong successor reads, files and persons, when the files have followed', async () => {
    const [{ id, personId }] = [await scene.file(), await scene.file()];
    const division = await scene.done(scene.division('Đông'));
    const east = await scene.headOf(await scene.named(EAST));
    const { get } = requests(scene.test);
    const read = async (): Promise<number[]> => [
      (await get(east, `/v1/persons/${personId}`)).status,
      (await get(east, `/v1/home-rehabilitations/${id}`)).status,
      (await get(east, '/v1/cases')).body.items.length,
    ];
    expect(await read()).toEqual([200, 200, 2]);
    await scene.on('2026-07-06T08:00:00+07:00');
    await scene.correct(division, { mainSuccessorId: division.successors[1]?.unitId }).expect(201);
    await scene.settle();
    expect(await read()).toEqual([404, 404, 0]);
    const west = await scene.headOf(await scene.named(WEST));
    expect((await get(west, `/v1/persons/${personId}`)).status).toBe(200);
    // Who handed over on the day itself still reads.
    expect((await get(scene.at.tokens.headOfPolice, `/v1/persons/${personId}`)).status).toBe(200);
  });

  it('are refused where the wrong successor has handed over to others since', async () => {
    await scene.file();
    const division = await scene.done(scene.division('Đông'));
    await scene.on('2026-07-06T08:00:00+07:00');
    const unitId = await scene.unitNamed('Xã Vĩnh Thuận Đông');
    const into = { kind: 'abolish', units: [{ unitId }], successors: [{ unitId: scene.at.neighbourUnitId }] };
    expect((await scene.done({ ...into, effectiveOn: '2026-07-05' })).state).toBe('finished');
    const refused = await scene.correct(division, { mainSuccessorId: division.successors[1]?.unitId });
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toMatchObject([{ pointer: '/mainSuccessorId', code: 'unitChange.handedOn' }]);
    expect(refused.body.errors[0].detail).toContain('Vĩnh Thuận Đông');
  });

  it('name who takes over what awaits a keeper: it is not finished before, and tells how many', async () => {
    const [one] = [await scene.file(), await scene.file()];
    const division = await scene.done(scene.division(null));
    const awaiting = { files: 0, filesMoved: 0, filesAwaiting: 2 };
    expect(division).toMatchObject({ state: 'running', finishedAt: null, progress: awaiting });
    await scene.correct(division, { mainSuccessorId: division.successors[1]?.unitId }).expect(201);
    const moving = { files: 2, filesMoved: 0, filesAwaiting: 0 };
    expect(await scene.again(division)).toMatchObject({ state: 'running', progress: moving });
    const { items } = await scene.read<{ items: object[] }>(`/v1/unit-changes/${division.id}/organisations`);
    expect(items).toContainEqual(
      expect.objectContaining({ organisationId: scene.at.organisations.police, effect: 'succeeded' }),
    );
    await scene.settle();
    expect(await scene.keeperOf(one)).toBe(WEST);
    expect(await scene.again(division)).toMatchObject({
      state: 'finished',
      progress: { files: 2, filesMoved: 2 },
    });
    await scene.correct(division, { act: 'Nghị quyết 78/NQ-UBTVQH16' }).expect(201);
    await scene.work();
    expect(await scene.again(division)).toMatchObject({
      state: 'finished',
      progress: { files: 2, filesMoved: 2 },
    });
  });

  it('leave what does not change unwritten, sweep by sweep', async () => {
    await scene.file();
    const division = await scene.done(scene.division(null));
    const { neighbourUnitId: unitId } = scene.at;
    const named = { units: [{ unitId }], successors: [{ name: 'Xã Vĩnh Bình Mới' }] };
    const stuck = await scene.enter({ kind: 'rename', effectiveOn: '2026-07-02', ...named });
    await scene.ask(stuck);
    await scene.owner(`update unit set valid_to = '2026-07-15' where id = $1`, [unitId]);
    await scene.settle();
    expect((await scene.again(stuck)).problem).toBe('unitChange.notStanding');
    const versions = () =>
      scene.owner('select id, changed_xid::text, xmin::text from unit_change order by id');
    const before = await versions();
    await scene.settle();
    expect(await versions()).toEqual(before);
    expect((await scene.again(division)).progress?.filesAwaiting).toBe(1);
  });

  it('are previewed: the audit names whom a page shows, not whom the next one will', async () => {
    const files = [await scene.file(), await scene.file(), await scene.file()];
    const { id } = await scene.enter(scene.merger('2026-08-01'));
    for (const list of ['files', 'deadlines']) {
      await scene.read(`/v1/unit-changes/${id}/preview/${list}?limit=2`);
      const [shown] = await scene.owner<{ persons: string[]; count: number }>(
        `select persons, (detail ->> 'count')::int as count from audit_event
         where action = 'units.change.preview' order by at desc, id desc limit 1`,
      );
      expect([shown?.persons.length, shown?.count]).toEqual([2, 2]);
    }
    expect(files).toHaveLength(3);
  });

  it('take bodies that live on along to the main successor, and to another one', async () => {
    const clinic = await seedOrganisation(scene.test.database.owner, {
      kind: 'health-centre',
      unitId: scene.at.unitId,
    });
    const seat = async (): Promise<number | undefined> =>
      (
        await scene.owner<{ unit: number }>('select unit_id as unit from organisation where id = $1', [
          clinic,
        ])
      )[0]?.unit;
    const division = await scene.done(scene.division(null));
    expect(await seat()).toBe(scene.at.unitId);
    const [east, west] = division.successors.map(({ unitId }) => unitId ?? 0);
    await scene.correct(division, { mainSuccessorId: east }).expect(201);
    expect(await seat()).toBe(east);
    const { items } = await scene.read<{ items: object[] }>(`/v1/unit-changes/${division.id}/organisations`);
    expect(items).toContainEqual(
      expect.objectContaining({ organisationId: clinic, effect: 'reseated', unitAfter: east }),
    );
    await scene.on('2026-07-06T08:00:00+07:00');
    const renamed = await rename(west ?? 0, 'Phường Tây');
    await scene.correct(division, { mainSuccessorId: west }).expect(201);
    expect(await seat()).toBe(renamed.successors[0]?.unitId);
  });

  it('leave one sequence of numbers to all that bear one code', async () => {
    await scene.file();
    const [east, west] = [{ name: 'Xã Vĩnh Thuận Đông', code: '31069' }, { name: 'Xã Vĩnh Thuận Tây' }];
    const division = await scene.done({ ...scene.division(null), successors: [east, west] });
    const head = await scene.headOf(await scene.named(EAST));
    const next = await scene.file(head, division.successors[0]?.unitId ?? 0, dateOnly('2026-07-02'));
    expect(next.code).toBe('HS-2026-31069-000002');
    expect(await scene.owner('select unit_code, last from case_code_counter')).toEqual([
      { unit_code: '31069', last: 2 },
    ]);
  });
});
