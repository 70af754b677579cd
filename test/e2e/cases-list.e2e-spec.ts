import { anApplication, aResident, apply } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

describe('lists of files and deadlines', () => {
  const FILES = 7;
  let test: TestApp;
  let scene: VinhThuan;
  const ids: string[] = [];
  beforeAll(async () => {
    test = await createTestApp();
    scene = await arrangeVinhThuan(test);
    await onDay(test, scene, '2026-07-02T09:00:00+07:00');
    for (let at = 0; at < FILES; at++) {
      const personId = await aResident(test, scene.tokens.policeOfficer, scene.unitId);
      const handedInAt = `2026-07-02T08:${String(30 + at)}:00+07:00`;
      ids.push((await apply(test, scene.tokens.policeOfficer, anApplication({ personId, handedInAt }))).id);
    }
  });
  afterAll(() => test.close());

  const get = (path: string, query: object, token = scene.tokens.policeOfficer) =>
    test.http().get(path).query(query).auth(token, { type: 'bearer' });

  async function allPages(path: string, query: object, token?: string): Promise<{ id: string }[]> {
    const found: { id: string }[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await get(path, { ...query, limit: 3, ...(cursor && { cursor }) }, token).expect(200);
      found.push(...(body.items as { id: string }[]));
      cursor = (body.nextCursor as string | null) ?? undefined;
    } while (cursor);
    return found;
  }

  /** The persons of each entry, oldest entry first. */
  const listEntries = async (): Promise<readonly (readonly string[])[]> => {
    const { rows } = await test.database.owner.query<{ persons: string[] }>(
      `select persons from audit_event where action = 'cases.list.read' order by at, id`,
    );
    return rows.map(({ persons }) => persons.toSorted());
  };

  it('page through every file once, newest first', async () => {
    const found = (await allPages('/v1/cases', {})).map((item) => item.id);
    expect(found).toEqual(ids.toReversed());
  });

  it('page through every deadline once, soonest first', async () => {
    const found = await allPages('/v1/deadlines', { status: 'open' }, scene.tokens.provincialOfficer);
    const due = found.map((item) => (item as unknown as { dueAt: string }).dueAt);
    expect(found).toHaveLength(FILES);
    expect(new Set(found.map((item) => item.id)).size).toBe(FILES);
    expect(due).toEqual(due.toSorted());
  });

  it('filter by commune, state and person', async () => {
    const here = await get('/v1/cases', { unit: scene.unitId, status: 'registered' }).expect(200);
    expect(here.body.items).toHaveLength(FILES);
    expect((await get('/v1/cases', { unit: scene.neighbourUnitId })).body.items).toEqual([]);
    expect((await get('/v1/cases', { status: 'decided' })).body.items).toEqual([]);
    const [first] = here.body.items;
    const ofPerson = await get('/v1/cases', { person: first.personId });
    expect(ofPerson.body.items).toEqual([
      expect.objectContaining({ id: first.id, personName: 'Nguyễn Văn Bình' }),
    ]);
  });

  it('find the file of a code, as it is read out, for who may see it', async () => {
    const [wanted] = (await get('/v1/cases', { limit: 1 })).body.items;
    const found = await get('/v1/cases', { code: wanted.code.toLowerCase() }).expect(200);
    expect(found.body.items).toEqual([wanted]);
    expect((await get('/v1/cases', { code: `${wanted.code}9` })).body.items).toEqual([]);
    const neighbour = await get(
      '/v1/cases',
      { code: wanted.code },
      scene.tokens.neighbourPoliceOfficer,
    ).expect(200);
    expect(neighbour.body.items).toEqual([]);
  });

  it('refuse parameters that make no sense, by name, in Vietnamese', async () => {
    const { body } = await get('/v1/cases', {
      limit: 0,
      kind: 'x',
      person: '1',
      unit: 'abc',
      page: 2,
    }).expect(400);
    expect(body.code).toBe('http.invalidParameter');
    const names = body.errors.map((fault: { parameter: string }) => fault.parameter).toSorted();
    expect(names).toEqual(['kind', 'limit', 'page', 'person', 'unit']);
    const cursor = await get('/v1/cases', { cursor: 'bịa' }).expect(400);
    expect(cursor.body.errors).toMatchObject([{ parameter: 'cursor', code: 'field.cursor' }]);
  });

  it('leave one audit entry with all persons shown', async () => {
    const before = await listEntries();
    const { body } = await get('/v1/cases', { limit: 3 }).expect(200);
    const shown = (body.items as { personId: string }[]).map(({ personId }) => personId).toSorted();
    expect(shown).toHaveLength(3);
    expect(await listEntries()).toEqual([...before, shown]);
  });

  it('show the history and the deadlines with the file', async () => {
    const { body } = await get(`/v1/cases/${ids[0]}`, {}).expect(200);
    expect(body).toMatchObject({ kind: 'home-rehabilitation', status: 'registered' });
    expect(body.history.map((event: { type: string }) => event.type)).toEqual(['registered']);
    expect(body.deadlines).toHaveLength(1);
  });
});
