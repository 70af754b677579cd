import { readBy } from '../../src/identity/scope-page.js';
import { PAIRS_IN_SCOPE } from '../../src/people/possible-duplicate.service.js';
import { Tx } from '../../src/platform/database/tx.js';
import { DEADLINES_IN_SCOPE } from '../../src/reminders/deadline.queries.js';
import { tokenOf } from '../setup/factories.js';
import { requests } from '../setup/people-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeWalledFile, type WalledFile } from '../setup/walled-file.js';

/** What the services keep a list within the actor's scope by; $1 is the organisation. With what takes it out. */
const FILTERS: Readonly<Record<string, string>> = {
  [readBy('$1::integer')]: 'select id from organisation where $1::integer is not null',
  [DEADLINES_IN_SCOPE]: '$1::integer is not null',
  'n.organisation_id = $1': '$1::integer is not null',
};

const LISTS: readonly string[] = [
  '/v1/cases',
  '/v1/deadlines',
  '/v1/deadlines?status=met',
  '/v1/deadlines?status=closed',
  '/v1/deadlines/by-unit',
  '/v1/notifications',
];

describe('a list whose own filter is taken out', () => {
  let test: TestApp;
  let file: WalledFile;
  let unfiltered: Set<string>;
  beforeAll(async () => {
    test = await createTestApp();
    file = await arrangeWalledFile(test);
  });
  afterAll(() => test.close());
  beforeEach(() => {
    unfiltered = new Set();
    const query = Tx.prototype.query;
    jest.spyOn(Tx.prototype, 'query').mockImplementation(function (this: Tx, sql, parameters) {
      const [filter, open] =
        Object.entries({ ...FILTERS, [PAIRS_IN_SCOPE]: '$1::integer is not null' }).find(([each]) =>
          sql.includes(each),
        ) ?? [];
      if (filter === undefined || open === undefined) return query.call(this, sql, parameters);
      unfiltered.add(filter);
      return query.call(this, sql.replace(filter, open), parameters);
    });
  });
  afterEach(() => jest.restoreAllMocks());

  const items = async (token: string, path: string): Promise<readonly { readonly id?: string }[]> =>
    (await requests(test).get(token, path).expect(200)).body.items;

  it.each(LISTS)('%s shows the neighbours nothing, by row-level security alone', async (path) => {
    expect(await items(file.scene.tokens.neighbourPoliceOfficer, path)).toEqual([]);
    expect(unfiltered.size).toBe(1);
  });

  it('shows a clinician of the commune nothing either', async () => {
    const token = await tokenOf(test, { kind: 'health-centre', role: 'clinician', unit: file.scene.unitId });
    for (const path of LISTS) expect(await items(token, path)).toEqual([]);
    expect(unfiltered.size).toBe(Object.keys(FILTERS).length);
  });

  it('shows pairs of entries to who sees both alone', async () => {
    const pairs = '/v1/possible-duplicates';
    const { chairman, provincialOfficer } = file.scene.tokens;
    const place = { kind: 'commune-police', unit: file.scene.neighbourUnitId } as const;
    const neighbour = await tokenOf(test, { ...place, role: 'head-of-commune-police' });
    expect(await items(neighbour, pairs)).toEqual([]);
    expect(await items(chairman, pairs)).toEqual([]);
    expect(unfiltered).toEqual(new Set([PAIRS_IN_SCOPE]));
    expect(await items(provincialOfficer, pairs)).toHaveLength(1);
  });

  it('shows the keeper and the superior the files, so that nothing above is empty by chance', async () => {
    const { headOfPolice, provincialOfficer } = file.scene.tokens;
    for (const path of LISTS) expect(await items(headOfPolice, path)).not.toHaveLength(0);
    expect(await items(provincialOfficer, '/v1/cases')).toHaveLength(2);
  });

  it('shows a former keeper the one file that it may still read', async () => {
    const ids = (await items(file.scene.tokens.chairman, '/v1/cases')).map(({ id }) => id);
    expect(ids).toEqual([file.moved.id]);
  });
});
