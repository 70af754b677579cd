import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import { requests } from '../setup/people-factory.js';
import { anApplication, anOldApplication, aResident, apply } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { eventually } from '../setup/time.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

interface Answer {
  readonly items: readonly { readonly id: string; readonly status: string; readonly personName?: string }[];
  readonly removed: readonly { readonly id: string; readonly reason: string }[];
  readonly nextCursor: string | null;
  readonly changes: string;
}

const ids = (rows: readonly { readonly id: string }[]): readonly string[] => rows.map(({ id }) => id);

/** Everything that was written before this transaction is told up to this place. */
function transactionOf(place: string): bigint {
  const [transaction] = JSON.parse(Buffer.from(place, 'base64url').toString()) as readonly string[];
  return BigInt(transaction ?? 0);
}

describe('a list that a program follows', () => {
  let test: TestApp;
  let scene: VinhThuan;
  beforeEach(async () => {
    test = await createTestApp();
    scene = await arrangeVinhThuan(test);
  });
  afterEach(() => test.close());

  const read = async (path: string, query: object = {}, token = scene.tokens.headOfPolice): Promise<Answer> =>
    (await test.http().get(path).query(query).auth(token, { type: 'bearer' }).expect(200)).body as Answer;
  /** Reads on until everything written by now is told: transactions beside this test may hold it up. */
  const follow = async (
    path: string,
    since: string,
    enough: (told: Answer) => boolean,
    token?: string,
    filter: object = {},
  ): Promise<Answer> => {
    let told: Answer = { items: [], removed: [], nextCursor: null, changes: since };
    return eventually(
      async () => {
        const { items, removed, nextCursor, changes } = await read(
          path,
          { ...filter, changedSince: told.changes, limit: 2 },
          token,
        );
        told = {
          items: [...told.items, ...items],
          removed: [...told.removed, ...removed],
          nextCursor,
          changes,
        };
        return told;
      },
      (answer) => enough(answer) && answer.nextCursor === null,
    );
  };
  /** The place behind which nothing that is written by now is told any more, whatever transactions run beside. */
  const settled = async (path: string, since: string, token?: string): Promise<string> => {
    const { rows } = await test.database.owner.query<{ xid: string }>(
      'select pg_current_xact_id()::text as xid',
    );
    let place = since;
    await eventually(
      async () => {
        const told = await read(path, { changedSince: place }, token);
        place = told.changes;
        return { quiet: told.items.length + told.removed.length === 0, upTo: transactionOf(place) };
      },
      ({ quiet, upTo }) => quiet && upTo > BigInt(rows[0]?.xid ?? 0),
    );
    return place;
  };
  const aFile = async (): Promise<HomeRehabilitationDto> => {
    const token = scene.tokens.policeOfficer;
    const personId = await aResident(test, token, scene.unitId);
    return apply(test, token, anApplication({ personId, handedInAt: '2026-07-02T08:30:00+07:00' }));
  };
  const withdraw = async (id: string): Promise<void> => {
    const { get, post } = requests(test);
    const { body } = await get(scene.tokens.headOfPolice, `/v1/home-rehabilitations/${id}`).expect(200);
    await post(scene.tokens.headOfPolice, `/v1/home-rehabilitations/${id}/withdrawal`, {
      at: '2026-07-02T08:45:00+07:00',
      reason: 'Xin rút hồ sơ',
    })
      .set('If-Match', `"${body.version}"`)
      .expect(201);
  };

  it('tells what is new and what changed, each file as it is now, and then nothing', async () => {
    await onDay(test, scene, '2026-07-02T09:00:00+07:00');
    const { changes } = await read('/v1/cases');
    const made = [await aFile(), await aFile(), await aFile()];
    const fresh = await follow('/v1/cases', changes, ({ items }) => items.length >= 3);
    expect(new Set(ids(fresh.items))).toEqual(new Set(ids(made)));
    const place = await settled('/v1/cases', fresh.changes);
    await withdraw(made[1]?.id ?? '');
    const next = await follow('/v1/cases', place, ({ items }) => items.length > 0);
    expect(next).toMatchObject({ items: [{ id: made[1]?.id, status: 'withdrawn' }], removed: [] });
    await settled('/v1/cases', next.changes);
    const province = await follow(
      '/v1/cases',
      (await read('/v1/cases', {}, scene.tokens.provincialOfficer)).changes,
      () => true,
      scene.tokens.provincialOfficer,
    );
    expect(ids(province.removed)).toEqual([]);
  });

  it('tells of another name of the person, since the list shows it', async () => {
    await onDay(test, scene, '2026-07-02T09:00:00+07:00');
    const file = await aFile();
    const { changes } = await read('/v1/cases');
    const { get, patch } = requests(test);
    const token = scene.tokens.headOfPolice;
    const person = `/v1/persons/${file.personId}`;
    const { body } = await get(token, person).expect(200);
    await patch(token, person, { fullName: 'Kim Thị Sà Rinh', reason: 'Đã đối chiếu giấy khai sinh' })
      .set('If-Match', `"${body.version}"`)
      .expect(200);
    const told = await follow('/v1/cases', changes, ({ items }) =>
      items.some(({ personName }) => personName === 'Kim Thị Sà Rinh'),
    );
    expect(told.removed).toEqual([]);
  });

  it('drops what does not fit the filter any more', async () => {
    await onDay(test, scene, '2026-07-02T09:00:00+07:00');
    const file = await aFile();
    const open = await read('/v1/deadlines', { status: 'open' });
    const [deadline] = open.items;
    await withdraw(file.id);
    const told = await follow(
      '/v1/deadlines',
      open.changes,
      ({ removed }) => removed.length > 0,
      scene.tokens.headOfPolice,
      { status: 'open' },
    );
    expect(told.removed).toContainEqual({ id: deadline?.id, reason: 'filtered-out' });
    expect(told.items.filter(({ id }) => id === deadline?.id && !told.removed.length)).toEqual([]);
  });

  it('drops a file that left the scope on a day, once, and never tells who had no part in it', async () => {
    const { committeeOfficer, headOfPolice, neighbourPoliceOfficer } = scene.tokens;
    await onDay(test, scene, '2026-06-29T09:00:00+07:00');
    const personId = await aResident(test, committeeOfficer, scene.unitId);
    const neighbour = await read('/v1/cases', {}, neighbourPoliceOfficer);
    const file = await apply(test, committeeOfficer, anOldApplication({ personId }));
    await onDay(test, scene, '2026-07-02T10:00:00+07:00');
    await eventually(
      () => read('/v1/cases'),
      ({ items }) => ids(items).includes(file.id),
    );
    const handover = await read('/v1/cases', {}, committeeOfficer);
    expect(ids(handover.items)).toEqual([file.id]);
    await onDay(test, scene, '2027-01-01T00:10:00+07:00');
    const gone = await follow(
      '/v1/cases',
      handover.changes,
      ({ removed }) => removed.length > 0,
      committeeOfficer,
    );
    expect(gone.removed).toContainEqual({ id: file.id, reason: 'out-of-scope' });
    expect((await read('/v1/cases', {}, committeeOfficer)).items).toEqual([]);
    const { get, patch } = requests(test);
    const { body } = await get(headOfPolice, `/v1/persons/${personId}`).expect(200);
    const place = await settled('/v1/cases', gone.changes, committeeOfficer);
    const { changes } = await read('/v1/cases');
    await patch(headOfPolice, `/v1/persons/${personId}`, { fullName: 'Danh Thị Khác', reason: 'Ghi nhầm' })
      .set('If-Match', `"${body.version}"`)
      .expect(200);
    await follow('/v1/cases', changes, ({ items }) => ids(items).includes(file.id));
    const after = await read('/v1/cases', { changedSince: place }, committeeOfficer);
    expect(after).toMatchObject({ items: [], removed: [] });
    const beside = await test
      .http()
      .get('/v1/cases')
      .query({ changedSince: neighbour.changes })
      .auth(neighbourPoliceOfficer, { type: 'bearer' });
    expect([beside.status, beside.body]).toMatchObject([200, { items: [], removed: [] }]);
  });

  it('is to be read anew by a reader of another scope, and only with a place that it gave', async () => {
    const ask = (changedSince: string, token = scene.tokens.headOfPolice, path = '/v1/cases') =>
      test.http().get(path).query({ changedSince }).auth(token, { type: 'bearer' });
    const { changes } = await read('/v1/cases');
    const other = await ask(changes, scene.tokens.neighbourPoliceOfficer).expect(410);
    expect(other.body).toMatchObject({ code: 'http.startOver' });
    const [, ...rest] = JSON.parse(Buffer.from(changes, 'base64url').toString()) as unknown[];
    const future = Buffer.from(JSON.stringify(['999999999999', ...rest])).toString('base64url');
    await ask(future).expect(410);
    for (const text of ['x', 'WyIxIl0', '2026-07-02T00:00:00Z']) {
      expect((await ask(text).expect(400)).body.errors).toMatchObject([{ parameter: 'changedSince' }]);
    }
    await ask(changes, scene.tokens.headOfPolice, '/v1/organisations').expect(400);
  });

  it('does not tell of what the clock makes overdue, and says so in both languages', async () => {
    const { changes } = await read('/v1/deadlines', { status: 'overdue' });
    const ask = (language: string) =>
      test
        .http()
        .get('/v1/deadlines')
        .query({ status: 'overdue', changedSince: changes })
        .set('Accept-Language', language)
        .auth(scene.tokens.headOfPolice, { type: 'bearer' })
        .expect(400);
    const fault = { parameter: 'changedSince', code: 'deadlines.overdueNotFollowed' };
    const [vietnamese, english] = [(await ask('vi')).body, (await ask('en')).body];
    expect(vietnamese.errors).toMatchObject([{ ...fault, detail: expect.stringContaining('quá hạn') }]);
    expect(english.errors).toMatchObject([{ ...fault, detail: expect.stringContaining('dueAt') }]);
    const open = await read('/v1/deadlines', { status: 'open' });
    await read('/v1/deadlines', { status: 'open', changedSince: open.changes });
  });

  it('keeps the place of the first page through all pages', async () => {
    const first = await read('/v1/organisations', { limit: 2 });
    const second = await read('/v1/organisations', { limit: 2, cursor: first.nextCursor });
    expect(second.changes).toBe(first.changes);
    expect(ids(second.items)).not.toContain(first.items[0]?.id);
    const successions = await read('/v1/organisation-successions', {});
    expect(successions).toMatchObject({ removed: [], changes: expect.any(String) });
    const told = await read('/v1/organisation-successions', { changedSince: successions.changes });
    expect(told).toMatchObject({ items: [], removed: [], nextCursor: null });
  });
});
