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
  ])(
    'reach the main successor after %s was given a new record',
    async (_what, renamed) => {
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
    },
    60_000,
  );

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
  }, 60_000);
});
