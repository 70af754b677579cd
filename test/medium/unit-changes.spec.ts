import { dateOnly, type DateOnly } from '../../src/law/date.js';
import { COMPETENCE_TURNOVER } from '../../src/cases/turnover.jobs.js';
import { Turnover } from '../../src/cases/turnover.js';
import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import { UNIT_CHANGE } from '../../src/unit-changes/unit-change.jobs.js';
import { UnitChangeRun } from '../../src/unit-changes/unit-change-run.js';
import type { UnitChangeDto } from '../../src/unit-changes/unit-change.dto.js';
import { seedOrganisation, seedUser, signIn } from '../setup/factories.js';
import { registerPerson, requests, type Requests } from '../setup/people-factory.js';
import { anApplication, apply } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

const ENTERED_ON = '2026-07-02T10:00:00+07:00';
const DAY = '2026-08-01';
const ON_THE_DAY = '2026-08-01T08:00:00+07:00';

/** xã Vĩnh Thuận and xã Vĩnh Bình, with the files of the police of Vĩnh Thuận. */
describe('units that change', () => {
  let test: TestApp;
  let scene: VinhThuan;
  let http: Requests;
  let neighbourHead: string;
  beforeEach(async () => {
    // A worker beside would run in between.
    test = await createTestApp({ APP_ROLE: 'api' });
    scene = await arrangeVinhThuan(test);
    http = requests(test);
    await onDay(test, scene, ENTERED_ON);
    neighbourHead = await head(scene.organisations.neighbourPolice);
  });
  afterEach(() => test.close());

  const head = async (organisationId: number): Promise<string> =>
    signIn(test, await seedUser(test.database.owner, { organisationId, roles: ['head-of-commune-police'] }));
  const owner = async <Row extends object>(sql: string, parameters: unknown[] = []): Promise<Row[]> =>
    (await test.database.owner.query<Row>(sql, parameters)).rows;
  const send = (path: string, body: object) => http.post(scene.tokens.administrator, path, body);
  const read = async <T = UnitChangeDto>(path: string): Promise<T> =>
    (await http.get(scene.tokens.administrator, path).expect(200)).body as T;
  const enter = async (change: object): Promise<UnitChangeDto> => {
    const body = {
      act: 'Nghị quyết 77/NQ-UBTVQH16',
      effectiveOn: DAY,
      handoverUntil: '2026-10-31',
      ...change,
    };
    return (await send('/v1/unit-changes', body).expect(201)).body as UnitChangeDto;
  };
  const ask = async ({ id }: UnitChangeDto): Promise<UnitChangeDto> =>
    (await send(`/v1/unit-changes/${id}/run`, {}).expect(202)).body as UnitChangeDto;
  const again = ({ id }: UnitChangeDto): Promise<UnitChangeDto> => read(`/v1/unit-changes/${id}`);
  const work = (): Promise<void> => test.app.get(UnitChangeRun).run({}, UNIT_CHANGE);
  const turnOver = (): Promise<void> => test.app.get(Turnover).run({}, COMPETENCE_TURNOVER);
  const done = async (change: UnitChangeDto): Promise<UnitChangeDto> => {
    await ask(change);
    await work();
    await turnOver();
    await work();
    return again(change);
  };
  const file = async (
    token = scene.tokens.headOfPolice,
    unitId = scene.unitId,
    fromOn: DateOnly = dateOnly('2025-07-01'),
  ): Promise<HomeRehabilitationDto> => {
    const address = { kind: 'current', unitId, detail: 'Ấp Kinh 1', fromOn } as const;
    const { id: personId } = await registerPerson(test, token, { addresses: [address] });
    return apply(test, token, anApplication({ personId }));
  };
  const merger = () =>
    enter({
      kind: 'merge',
      units: [{ unitId: scene.unitId }, { unitId: scene.neighbourUnitId }],
      successors: [{ name: 'Xã Vĩnh Thuận Bình', code: '31069' }],
    });
  const division = (main: 'Đông' | 'Tây' | null) =>
    enter({
      kind: 'split',
      effectiveOn: '2026-07-02',
      units: [{ unitId: scene.unitId }],
      successors: ['Đông', 'Tây'].map((side) => ({ name: `Xã Vĩnh Thuận ${side}`, main: side === main })),
    });
  const keeperOf = async ({ id }: HomeRehabilitationDto): Promise<string | undefined> =>
    (
      await owner<{ name: string }>(
        'select o.name from case_file f join organisation o on o.id = f.keeper_organisation_id where f.id = $1',
        [id],
      )
    )[0]?.name;
  const named = async (name: string): Promise<number> =>
    (await owner<{ id: number }>('select id from organisation where name = $1', [name]))[0]?.id ?? 0;

  it('merge on their day: files, deadlines and access follow, and the former keepers read on', async () => {
    const files = [await file(), await file(), await file(neighbourHead, scene.neighbourUnitId)];
    const change = await merger();
    expect(change).toMatchObject({ state: 'planned', progress: null, problem: null });
    const preview = `/v1/unit-changes/${change.id}/preview`;
    expect(await read(preview)).toEqual({
      organisations: 3,
      files: 3,
      deadlines: 3,
      awaiting: 0,
      communes: 0,
    });
    const moving = await read<{
      items: { code: string; openDeadlines: number }[];
      nextCursor: string | null;
    }>(`${preview}/files?limit=2`);
    expect(moving.items).toHaveLength(2);
    const rest = await read<typeof moving>(`${preview}/files?limit=2&cursor=${moving.nextCursor}`);
    expect([...moving.items, ...rest.items].map(({ code }) => code).toSorted()).toEqual(
      files.map(({ code }) => code).toSorted(),
    );
    expect((await read<typeof moving>(`${preview}/deadlines`)).items).toHaveLength(3);
    const planned = await read<{ items: object[] }>(`/v1/unit-changes/${change.id}/organisations`);
    const heir = { organisationId: null, name: 'Công an xã Vĩnh Thuận Bình', main: true };
    expect(planned.items).toContainEqual(
      expect.objectContaining({
        organisationId: scene.organisations.police,
        effect: 'succeeded',
        heirs: [heir],
      }),
    );

    expect(await ask(change)).toMatchObject({ state: 'waiting' });
    await work();
    expect(await again(change)).toMatchObject({ state: 'waiting', appliedAt: null });
    await onDay(test, scene, ON_THE_DAY);
    await work();
    expect(await again(change)).toMatchObject({
      state: 'running',
      progress: { files: 3, filesMoved: 0, deadlines: 3 },
    });
    await turnOver();
    await work();
    const finished = await again(change);
    expect(finished).toMatchObject({ state: 'finished', progress: { files: 3, filesMoved: 3 } });
    const unitId = finished.successors[0]?.unitId;
    const police = await named('Công an xã Vĩnh Thuận Bình');
    const newHead = await head(police);
    for (const { id } of files) {
      const { body } = await http.get(newHead, `/v1/home-rehabilitations/${id}`).expect(200);
      expect(body).toMatchObject({ keeperOrganisationId: police, unitId });
      expect(body.deadlines[0]).toMatchObject({ organisationId: police, unitId });
    }
    // Each former keeper reads what was its own until the handover ends, and nothing of the other.
    const [own, , other] = files;
    await http.get(scene.tokens.headOfPolice, `/v1/home-rehabilitations/${own?.id}`).expect(200);
    await http.get(scene.tokens.headOfPolice, `/v1/home-rehabilitations/${other?.id}`).expect(404);
    await onDay(test, scene, '2026-11-01T08:00:00+07:00');
    await http.get(scene.tokens.headOfPolice, `/v1/home-rehabilitations/${own?.id}`).expect(404);
    // The old names stay those of their days.
    const before = await read<{ name: string; validTo: string }>(`/v1/units/${scene.unitId}`);
    expect(before).toMatchObject({ name: 'Xã Vĩnh Thuận', validTo: '2026-07-31' });
    const { body: lineage } = await http.get(newHead, `/v1/units/${unitId}/lineage`).expect(200);
    expect(lineage.predecessors).toContainEqual(
      expect.objectContaining({ distance: 1, kind: 'whole', main: true, act: 'Nghị quyết 77/NQ-UBTVQH16' }),
    );
    // Its code is that of a unit of before: so are its numbers.
    const [counter] = await owner<{ last: number }>(
      'select last from case_code_counter where unit_code = $1',
      ['31069'],
    );
    expect(counter).toEqual({ last: 2 });
    const notices = await owner<{ kind: string; n: number }>(
      `select kind, count(*)::int as n from notification where kind like 'case.%' group by kind order by kind`,
    );
    expect(notices).toEqual([
      { kind: 'case.given', n: 3 },
      { kind: 'case.received', n: 3 },
    ]);
  });

  it('are applied as a whole or not at all, once, by two workers at a time, wherever one died', async () => {
    const files = [await file(), await file(), await file()];
    const change = await merger();
    await ask(change);
    await onDay(test, scene, ON_THE_DAY);
    const [units] = await owner<object>('select count(*)::int as n from unit');
    await owner(`create function die() returns trigger language plpgsql as
      $$ begin raise 'died'; end $$`);
    await owner('create trigger dies before insert on unit_change_body for each row execute function die()');
    await expect(work()).rejects.toThrow('died');
    expect(await owner('select count(*)::int as n from unit')).toEqual([units]);
    expect(await again(change)).toMatchObject({ state: 'running', appliedAt: null });
    await owner('drop trigger dies on unit_change_body');
    await Promise.all([work(), work()]);
    expect(await owner('select 1 from unit_change where applied_at is not null')).toHaveLength(1);
    expect(await owner(`select 1 from organisation where name like '%Vĩnh Thuận Bình'`)).toHaveLength(2);
    // One file cannot move: the others do, and the change is not done.
    await owner(`create trigger dies before update on case_file for each row
      when (old.id = '${files[1]?.id}') execute function die()`);
    await turnOver();
    await work();
    expect(await again(change)).toMatchObject({ state: 'running', progress: { files: 3, filesMoved: 2 } });
    await owner('drop trigger dies on case_file');
    await Promise.all([turnOver(), turnOver()]);
    await Promise.all([work(), work()]);
    expect(await again(change)).toMatchObject({ state: 'finished', progress: { filesMoved: 3 } });
    const [moves] = await owner<object>(
      `select count(*)::int as n from case_event where type = 'keeper-moved'`,
    );
    expect(moves).toEqual({ n: 3 });
    await work();
    await turnOver();
    expect(await owner(`select 1 from audit_event where action = 'units.change.finished'`)).toHaveLength(1);
    await send(`/v1/unit-changes/${change.id}/run`, {}).expect(409);
  });

  it('are renamed: bodies go on under the new name, and no file moves', async () => {
    const one = await file();
    const change = await enter({
      kind: 'rename',
      effectiveOn: '2026-07-02',
      units: [{ unitId: scene.unitId }],
      successors: [{ name: 'Phường Vĩnh Thuận' }],
    });
    expect(await read(`/v1/unit-changes/${change.id}/preview`)).toMatchObject({ files: 0, organisations: 2 });
    const finished = await done(change);
    expect(finished).toMatchObject({ state: 'finished', progress: { files: 0, filesMoved: 0 } });
    const unitId = finished.successors[0]?.unitId ?? 0;
    const unit = await read(`/v1/units/${unitId}`);
    expect(unit).toMatchObject({
      name: 'Phường Vĩnh Thuận',
      type: 'phuong',
      code: '31069',
      validFrom: '2026-07-02',
    });
    const { items } = await read<{ items: object[] }>(`/v1/unit-changes/${change.id}/organisations`);
    expect(items).toContainEqual(
      expect.objectContaining({ organisationId: scene.organisations.police, unitAfter: unitId }),
    );
    await http.get(scene.tokens.headOfPolice, `/v1/home-rehabilitations/${one.id}`).expect(200);
    // The numbers of the year go on.
    const next = await file(scene.tokens.headOfPolice, unitId, dateOnly('2026-07-02'));
    expect([one.code, next.code]).toEqual(['HS-2026-31069-000001', 'HS-2026-31069-000002']);
    const lists = await http.get(scene.tokens.provincialOfficer, `/v1/cases?unit=${unitId}`).expect(200);
    expect(lists.body.items).toHaveLength(2);
  });

  it('are split: the main successor keeps the files, and a correction brings them to another one', async () => {
    const one = await file();
    const finished = await done(await division('Đông'));
    expect(finished.state).toBe('finished');
    expect(await keeperOf(one)).toBe('Công an xã Vĩnh Thuận Đông');
    const [east, west] = finished.successors.map(({ unitId }) => unitId);
    const own = await file(
      await head(await named('Công an xã Vĩnh Thuận Đông')),
      east ?? 0,
      dateOnly('2026-07-02'),
    );
    const correct = async (body: object): Promise<void> => {
      const path = `/v1/unit-changes/${finished.id}/correction`;
      await send(path, { reason: 'Nhập nhầm đơn vị tiếp nhận chính', ...body }).expect(201);
      await turnOver();
      await work();
    };
    await correct({ mainSuccessorId: west });
    expect([await keeperOf(one), await keeperOf(own)]).toEqual([
      'Công an xã Vĩnh Thuận Tây',
      'Công an xã Vĩnh Thuận Đông',
    ]);
    await http
      .get(await head(await named('Công an xã Vĩnh Thuận Tây')), `/v1/home-rehabilitations/${one.id}`)
      .expect(200);
    const corrected = await again(finished);
    expect(corrected).toMatchObject({ state: 'finished', successors: [{ main: false }, { main: true }] });
    expect(corrected.corrections).toMatchObject([
      { before: { mainSuccessorId: east }, after: { mainSuccessorId: west } },
    ]);
    await correct({ mainSuccessorId: east });
    expect(await keeperOf(one)).toBe('Công an xã Vĩnh Thuận Đông');
    await correct({ mainSuccessorId: west });
    expect([await keeperOf(one), await keeperOf(own)]).toEqual([
      'Công an xã Vĩnh Thuận Tây',
      'Công an xã Vĩnh Thuận Đông',
    ]);
  });

  it('are split among several: files await until one is said to be the main successor', async () => {
    const one = await file();
    const change = await division(null);
    expect(await read(`/v1/unit-changes/${change.id}/preview`)).toMatchObject({ files: 0, awaiting: 1 });
    const finished = await done(change);
    expect(await keeperOf(one)).not.toContain('Đông');
    expect(await owner('select 1 from case_file where awaiting_reassignment')).toHaveLength(1);
    const [, west] = finished.successors;
    const body = { reason: 'Tỉnh đã giao', mainSuccessorId: west?.unitId };
    await send(`/v1/unit-changes/${finished.id}/correction`, body).expect(201);
    await turnOver();
    await work();
    expect(await keeperOf(one)).toBe('Công an xã Vĩnh Thuận Tây');
    expect(await owner('select 1 from case_file where awaiting_reassignment')).toEqual([]);
  });

  it('are abolished: what stands takes over, also files that were opened before it was entered', async () => {
    const before = await file();
    await onDay(test, scene, '2026-07-20T08:00:00+07:00');
    const late = await file();
    const clinic = await seedOrganisation(test.database.owner, {
      kind: 'health-centre',
      unitId: scene.unitId,
    });
    const change = await enter({
      kind: 'abolish',
      effectiveOn: '2026-07-10',
      units: [{ unitId: scene.unitId }],
      successors: [{ unitId: scene.neighbourUnitId }],
    });
    const finished = await done(change);
    expect(finished).toMatchObject({ state: 'finished', progress: { files: 2, filesMoved: 2 } });
    for (const each of [before, late])
      await http.get(neighbourHead, `/v1/home-rehabilitations/${each.id}`).expect(200);
    expect(await owner('select unit_id from organisation where id = $1', [clinic])).toEqual([
      { unit_id: scene.neighbourUnitId },
    ]);
  });

  it('of a province: its communes go on under the successor, with their bodies and files', async () => {
    const one = await file();
    const [province] = await owner<{ id: number }>(
      `select id from unit where code = '91' and valid_to is null`,
    );
    const change = await enter({
      kind: 'rename',
      effectiveOn: '2026-07-02',
      units: [{ unitId: province?.id }],
      successors: [{ name: 'Tỉnh An Giang Mới' }],
    });
    expect(await read(`/v1/unit-changes/${change.id}/preview`)).toMatchObject({ communes: 102, files: 0 });
    const finished = await done(change);
    const unitId = finished.successors[0]?.unitId;
    const communes = await owner<{ n: number }>(
      'select count(*)::int as n from unit where parent_id = $1 and valid_to is null',
      [unitId],
    );
    expect(communes).toEqual([{ n: 102 }]);
    await http.get(scene.tokens.headOfPolice, `/v1/home-rehabilitations/${one.id}`).expect(200);
    const list = await http.get(scene.tokens.provincialOfficer, `/v1/cases?unit=${unitId}`).expect(200);
    expect(list.body.items).toHaveLength(1);
  });

  it('are corrected late: act, day and name, and what was entered before is kept', async () => {
    await file();
    await onDay(test, scene, '2026-08-10T08:00:00+07:00');
    const finished = await done(await merger());
    const unitId = finished.successors[0]?.unitId;
    const path = `/v1/unit-changes/${finished.id}/correction`;
    const body = {
      reason: 'Nhập sai nghị quyết',
      act: 'Nghị quyết 78/NQ-UBTVQH16',
      effectiveOn: '2026-08-05',
      names: [{ unitId, name: 'Phường Vĩnh Thuận Bình' }],
    };
    const corrected = (await send(path, body).expect(201)).body as UnitChangeDto;
    expect(corrected).toMatchObject({ act: body.act, effectiveOn: '2026-08-05', successors: [{ unitId }] });
    expect(corrected.corrections).toMatchObject([
      {
        before: {
          act: 'Nghị quyết 77/NQ-UBTVQH16',
          effectiveOn: DAY,
          names: [{ name: 'Xã Vĩnh Thuận Bình' }],
        },
        after: { act: body.act, names: [{ name: 'Phường Vĩnh Thuận Bình' }] },
      },
    ]);
    await turnOver();
    await work();
    expect((await again(finished)).state).toBe('finished');
    expect(await read(`/v1/units/${unitId}`)).toMatchObject({
      name: 'Phường Vĩnh Thuận Bình',
      type: 'phuong',
      validFrom: '2026-08-05',
    });
    expect(await read(`/v1/units/${scene.unitId}`)).toMatchObject({ validTo: '2026-08-04' });
    const bodies = await owner<object>(
      `select name, valid_from::text as "from" from organisation where unit_id = $1 order by name`,
      [unitId],
    );
    expect(bodies).toContainEqual({ name: 'Công an phường Vĩnh Thuận Bình', from: '2026-08-05' });
    const successions = await owner<object>(
      'select distinct effective_on::text as "on", act from organisation_succession where unit_change_id = $1',
      [finished.id],
    );
    expect(successions).toEqual([{ on: '2026-08-05', act: body.act }]);
    const putOff = await send(path, { reason: 'Lùi ngày', effectiveOn: '2026-09-01' }).expect(422);
    expect(putOff.body.errors).toMatchObject([{ pointer: '/effectiveOn', code: 'unitChange.stillToCome' }]);
  });

  it('that no longer fit when their day comes say so, and stay as they are', async () => {
    const change = await merger();
    await ask(change);
    await owner(`update unit set valid_to = '2026-07-15' where id = $1`, [scene.neighbourUnitId]);
    await onDay(test, scene, ON_THE_DAY);
    await work();
    expect(await again(change)).toMatchObject({ appliedAt: null, problem: 'unitChange.notStanding' });
    await send(`/v1/unit-changes/${change.id}/withdrawal`, { reason: 'Nghị quyết khác' }).expect(201);
    await work();
    expect(await again(change)).toMatchObject({ state: 'withdrawn', withdrawnReason: 'Nghị quyết khác' });
  });
});
