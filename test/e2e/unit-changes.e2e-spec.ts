import type { UnitChangeDto } from '../../src/unit-changes/unit-change.dto.js';
import { seedOrganisation, tokenOf, unitIdByCode, VINH_PHONG } from '../setup/factories.js';
import { faultOf } from '../setup/organisation-client.js';
import { requests, type Requests } from '../setup/people-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { eventually, travelTo } from '../setup/time.js';

const RENAME = {
  kind: 'rename',
  act: 'Nghị quyết 77/NQ-UBTVQH16',
  effectiveOn: '2026-08-01',
  handoverUntil: '2026-10-31',
  units: [{ unitId: VINH_PHONG }],
  successors: [{ name: 'Xã Vĩnh Phong Mới' }],
};

const units = (...ids: readonly number[]) => ids.map((unitId) => ({ unitId }));
const named = (...names: readonly string[]) => names.map((name) => ({ name }));

describe('changes of units', () => {
  let test: TestApp;
  let http: Requests;
  let administrator: string;
  let officer: string;
  let vinhThuan: number;
  let province: number;
  beforeAll(async () => {
    test = await createTestApp();
    http = requests(test);
    administrator = await tokenOf(test, { kind: 'system-operator', role: 'administrator' });
    officer = await tokenOf(test, { kind: 'commune-police', role: 'head-of-commune-police' });
    vinhThuan = await unitIdByCode(test.database.owner, '31069');
    province = await unitIdByCode(test.database.owner, '91');
    await travelTo(test, administrator, '2026-07-10T08:00:00+07:00');
  });
  afterAll(() => test.close());

  const enter = (change: object = {}, token = administrator) =>
    http.post(token, '/v1/unit-changes', { ...RENAME, ...change });
  const step = (id: string, name: string, body: object, token = administrator) =>
    http.post(token, `/v1/unit-changes/${id}/${name}`, body);
  const read = async (id: string, token = administrator): Promise<UnitChangeDto> =>
    (await http.get(token, `/v1/unit-changes/${id}`).expect(200)).body as UnitChangeDto;
  const count = async (): Promise<number> =>
    (await test.database.owner.query('select 1 from unit_change')).rows.length;

  it.each<[string, () => object, string]>([
    ['one unit alone merged', () => ({ kind: 'merge' }), '/units unitChange.unitCount'],
    ['two units renamed', () => ({ units: units(VINH_PHONG, vinhThuan) }), '/units unitChange.unitCount'],
    ['into one alone', () => ({ kind: 'split' }), '/successors unitChange.successorCount'],
    [
      'with two main successors',
      () => ({ kind: 'split', successors: named('Xã A', 'Xã B').map((each) => ({ ...each, main: true })) }),
      '/successors unitChange.severalMain',
    ],
    [
      'one unit twice',
      () => ({ kind: 'merge', units: units(VINH_PHONG, VINH_PHONG) }),
      '/units unitChange.repeated',
    ],
    ['without an act', () => ({ act: '' }), '/act field.textLength'],
    [
      'on the day of the reform',
      () => ({ effectiveOn: '2025-07-01' }),
      '/effectiveOn unitChange.beforeReform',
    ],
    [
      'handed over before it begins',
      () => ({ handoverUntil: '2026-07-31' }),
      '/handoverUntil unitChange.handover',
    ],
    [
      'with a mistyped year of the handover',
      () => ({ handoverUntil: '2999-12-31' }),
      '/handoverUntil unitChange.handoverTooLong',
    ],
    ['of a unit that is not there', () => ({ units: units(7) }), '/units/0/unitId unitChange.unknownUnit'],
    [
      'of a unit that has ended',
      () => ({ units: units(1_331_051) }),
      '/units/0/unitId unitChange.notStanding',
    ],
    [
      'of a commune and a province',
      () => ({ kind: 'merge', units: units(VINH_PHONG, province) }),
      '/units unitChange.levels',
    ],
    [
      'of a province among several',
      () => ({ kind: 'split', units: units(province), successors: named('Tỉnh A', 'Tỉnh B') }),
      '/kind unitChange.communesUndivided',
    ],
    [
      'into a district',
      () => ({ successors: named('Huyện Vĩnh Thuận') }),
      '/successors/0/name unitChange.noDistrict',
    ],
    [
      'into a township',
      () => ({ successors: named('Thị trấn Vĩnh Thuận') }),
      '/successors/0/name unitChange.nameType',
    ],
    ['without a name', () => ({ successors: [{ code: '31051' }] }), '/successors/0/name unitChange.newUnit'],
    [
      'with a code of three digits',
      () => ({ successors: [{ name: 'Xã A', code: '310' }] }),
      '/successors/0/code unitChange.code',
    ],
    [
      'into what it is',
      () => ({ successors: named('Xã Vĩnh Phong') }),
      '/successors/0/name unitChange.nothingChanges',
    ],
    [
      'into the name of a neighbour',
      () => ({ successors: named('Xã Vĩnh Thuận') }),
      '/successors/0/name unitChange.nameTaken',
    ],
    [
      'into the code of another commune',
      () => ({ successors: [{ name: 'Xã A', code: '31069' }] }),
      '/successors/0/code unitChange.codeTaken',
    ],
    [
      'given up for something new',
      () => ({ kind: 'abolish', successors: named('Xã A') }),
      '/successors/0/unitId unitChange.heirStands',
    ],
    [
      'given up for itself',
      () => ({ kind: 'abolish', successors: units(VINH_PHONG) }),
      '/successors/0/unitId unitChange.repeated',
    ],
    [
      'given up for a commune of another province',
      () => ({ kind: 'abolish', successors: units(2_300_004) }),
      '/successors/0/unitId unitChange.parents',
    ],
  ])('are refused: %s', async (_what, change, expected) => {
    const before = await count();
    expect(faultOf(await enter(change()))).toBe(expected);
    expect(await count()).toBe(before);
  });

  it('are refused against a body that ends otherwise, in Vietnamese', async () => {
    const { owner } = test.database;
    const id = await seedOrganisation(owner, {
      kind: 'health-centre',
      unitId: vinhThuan,
      validTo: '2026-09-30',
    });
    const refused = await enter({ units: units(vinhThuan), successors: named('Xã Vĩnh Thuận Mới') });
    expect(faultOf(refused)).toBe('/effectiveOn unitChange.bodyBeyond');
    expect(refused.body.errors[0].detail).toContain('bắt đầu hoặc kết thúc trái với ngày hiệu lực');
    await owner.query('delete from organisation_closure where $1 in (viewer_id, organisation_id)', [id]);
    await owner.query('delete from organisation where id = $1', [id]);
  });

  it('are administered by administrators, and read by everybody but for what hangs on them', async () => {
    await enter({}, officer).expect(403);
    const { body: change } = await enter().expect(201);
    expect(await read(change.id, officer)).toEqual(change);
    for (const path of ['preview', 'preview/files', 'preview/deadlines', 'organisations']) {
      await http.get(officer, `/v1/unit-changes/${change.id}/${path}`).expect(403);
      await http.get(administrator, `/v1/unit-changes/${change.id}/${path}`).expect(200);
    }
    for (const name of ['run', 'withdrawal', 'correction'])
      await step(change.id, name, { reason: 'Thử' }, officer).expect(403);
    const twice = await enter().expect(409);
    expect(twice.body).toMatchObject({ code: 'unitChanges.alreadyPlanned', changeId: change.id });
    await step(change.id, 'correction', { reason: 'Thử', act: 'Khác' }).expect(409);
    await step(change.id, 'withdrawal', {}).expect(422);
    await step(change.id, 'withdrawal', { reason: 'Chưa thông qua' }).expect(201);
    await step(change.id, 'withdrawal', { reason: 'Chưa thông qua' }).expect(409);
    await step(change.id, 'run', {}).expect(409);
    await http.get(administrator, `/v1/unit-changes/${change.id}/preview`).expect(409);
    await http.get(administrator, '/v1/unit-changes/01890a5d-ac96-774b-bcce-b302099a8057').expect(404);
  });

  it('wait for their day, are run by the worker, and are answered again under the same key', async () => {
    const vinhBinh = await unitIdByCode(test.database.owner, '31064');
    const staff = await tokenOf(test, {
      kind: 'commune-police',
      role: 'commune-police-officer',
      unit: vinhBinh,
    });
    const { body: change } = await enter({
      units: units(vinhBinh),
      successors: named('Xã Vĩnh Bình Mới'),
    }).expect(201);
    const run = () => step(change.id, 'run', {}).set('Idempotency-Key', 'chay-1');
    const first = await run().expect(202);
    expect(first.body).toMatchObject({ state: 'waiting', appliedAt: null });
    expect((await run().expect(202)).body).toEqual(first.body);
    await step(change.id, 'run', {}).expect(409);
    const { body: planned } = await http
      .get(officer, `/v1/unit-changes?unit=${vinhBinh}&limit=1`)
      .expect(200);
    expect(planned.items[0]).toMatchObject({ id: change.id, state: 'waiting' });
    await travelTo(test, administrator, '2026-08-01T08:00:00+07:00');
    const finished = await eventually(
      () => read(change.id),
      ({ state }) => state === 'finished',
    );
    const { unitId } = finished.successors[0] ?? {};
    const { body: unit } = await http.get(officer, `/v1/units/${unitId}`).expect(200);
    expect(unit).toMatchObject({
      name: 'Xã Vĩnh Bình Mới',
      code: '31064',
      parentId: province,
      validTo: null,
    });
    const asOf = async (day: string): Promise<readonly string[]> => {
      const path = `/v1/units?asOf=${day}&parent=${province}&q=vinh binh`;
      const { body } = await http.get(officer, path).expect(200);
      return (body.items as { name: string }[]).map(({ name }) => name);
    };
    expect([await asOf('2026-07-31'), await asOf('2026-08-01')]).toEqual([
      ['Xã Vĩnh Bình'],
      ['Xã Vĩnh Bình Mới'],
    ]);
    const { body: bodies } = await http
      .get(administrator, `/v1/unit-changes/${change.id}/organisations`)
      .expect(200);
    expect(bodies.items).toContainEqual(expect.objectContaining({ unitBefore: vinhBinh, unitAfter: unitId }));
    // Signed in before, still at work.
    await http.get(staff, '/v1/auth/me').expect(200);
    const nothing = await step(change.id, 'correction', { reason: 'Thử' });
    expect(faultOf(nothing)).toBe('/act unitChange.nothingCorrected');
    const same = { act: RENAME.act, names: [{ unitId, name: 'Xã Vĩnh Bình Mới' }] };
    for (const correction of [{ names: [] }, same]) {
      const refused = await step(change.id, 'correction', { reason: 'Thử', ...correction });
      expect(faultOf(refused)).toBe('/act unitChange.nothingCorrected');
    }
    const twice = ['Xã Một', 'Xã Hai'].map((name) => ({ unitId, name }));
    expect(faultOf(await step(change.id, 'correction', { reason: 'Thử', names: twice }))).toBe(
      '/names/1/unitId unitChange.repeated',
    );
    const taken = { reason: 'Thử', names: [{ unitId, name: 'Xã Vĩnh Thuận' }] };
    expect(faultOf(await step(change.id, 'correction', taken))).toBe('/names/0/name unitChange.nameTaken');
    await step(change.id, 'correction', { reason: 'Bà Hai gọi điện', act: 'Nghị quyết 79' }).expect(201);
    expect(await read(change.id)).toMatchObject({
      ...{ progress: { files: 0 }, corrections: [{ reason: 'Bà Hai gọi điện' }] },
    });
    const byOfficer = await read(change.id, officer);
    expect(byOfficer).toMatchObject({
      act: 'Nghị quyết 79',
      progress: null,
      corrections: [{ reason: null }],
    });
    const { body: all } = await http.get(officer, '/v1/unit-changes').expect(200);
    expect(JSON.stringify([all, byOfficer])).not.toMatch(/Bà Hai|filesMoved/);
    const foreign = await step(change.id, 'correction', { reason: 'Thử', mainSuccessorId: vinhThuan });
    expect(faultOf(foreign)).toBe('/mainSuccessorId unitChange.notSuccessor');
    const district = { reason: 'Thử', names: [{ unitId, name: 'Quận Vĩnh Bình' }] };
    expect(faultOf(await step(change.id, 'correction', district))).toBe(
      '/names/0/name unitChange.noDistrict',
    );
    const earlier = { reason: 'Thử', effectiveOn: '2025-06-01' };
    expect(faultOf(await step(change.id, 'correction', earlier))).toBe(
      '/effectiveOn unitChange.beforeReform',
    );
    await step(change.id, 'withdrawal', { reason: 'Muộn' }).expect(409);
    const acts = await test.database.owner.query<{ action: string }>(
      `select distinct action from audit_event where subject_id = $1 and action like 'units.%' order by action`,
      [change.id],
    );
    expect(acts.rows.map(({ action }) => action)).toEqual([
      'units.change.applied',
      'units.change.correct',
      'units.change.enter',
      'units.change.finished',
      'units.change.run',
    ]);
  });
});
