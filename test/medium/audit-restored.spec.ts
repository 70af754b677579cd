import { AuditScene } from '../setup/audit-scene.js';

describe('the audit of a restored database', () => {
  let scene: AuditScene;
  beforeEach(async () => {
    scene = await AuditScene.arrange();
  });
  afterEach(() => scene.close());

  it('go on in a database whose transactions are counted anew', async () => {
    await scene.threeSealed();
    // A clone of the prepared database is another one: from now on this is where its epoch was begun.
    await scene.settle();
    const [home] = await scene.owner('select epoch from change_epoch');
    // As after a restore from a dump: what stands there has places that the counter reaches in years.
    await scene.owner('update audit_seal set last_place = last_place + 1000000000');
    await scene.settle();
    expect(await scene.owner('select epoch from change_epoch')).not.toEqual([home]);
    await scene.record('test.restored');
    await scene.seal();
    const [held] = await scene.owner('select 1 as held from audit_seal where number = 2 and $1 = any (ids)', [
      await scene.idOf('test.restored'),
    ]);
    expect(held).toEqual({ held: 1 });
    const places = (): Promise<readonly unknown[]> =>
      scene.owner('select shift, epoch from audit_place_shift cross join change_epoch');
    const before = await places();
    await scene.settle();
    expect(await places()).toEqual(before);
  });

  it('begin a new epoch of changes in another database, also where its counter is ahead of the dump', async () => {
    const epoch = (): Promise<readonly unknown[]> => scene.owner('select epoch from change_epoch');
    await scene.settle();
    const begun = await epoch();
    await scene.settle();
    expect(await epoch()).toEqual(begun);
    await scene.owner(`update change_epoch set home = '7000000000000000000 16384'`);
    const [before] = await scene.owner('select shift from audit_place_shift');
    await scene.settle();
    expect(await epoch()).not.toEqual(begun);
    expect(await scene.owner('select shift from audit_place_shift')).toEqual([before]);
  });
});
