import { tokenOf } from '../setup/factories.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

const AN_GIANG = 2_100_091;
const VINH_PHONG = 2_331_051;
const THI_TRAN_VINH_THUAN = 1_331_051;

interface UnitBody {
  readonly id: number;
  readonly code: string | null;
  readonly name: string;
  readonly level: string;
  readonly parentName: string | null;
  readonly standing: string;
}

interface PageBody {
  readonly items: readonly UnitBody[];
  readonly nextCursor: string | null;
}

describe('administrative units over HTTP', () => {
  let test: TestApp;
  let token: string;
  beforeAll(async () => {
    test = await createTestApp();
    token = await tokenOf(test, { kind: 'commune-police', role: 'commune-police-officer' });
  });
  afterAll(() => test.close());

  const get = (path: string) => test.http().get(path).auth(token, { type: 'bearer' });

  async function list(query: Readonly<Record<string, string | number | boolean>>): Promise<PageBody> {
    const { body } = await get('/v1/units').query(query).expect(200);
    return body as PageBody;
  }

  async function listAll(query: Readonly<Record<string, string | number>>): Promise<readonly UnitBody[]> {
    const items: UnitBody[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: PageBody = await list(cursor === '' ? query : { ...query, cursor });
      items.push(...page.items);
      cursor = page.nextCursor;
    }
    return items;
  }

  it('are those of the day asked for', async () => {
    const code = '31051';
    const before = await list({ code, asOf: '2025-06-30' });
    expect(before.items).toMatchObject([
      { id: THI_TRAN_VINH_THUAN, name: 'Thị trấn Vĩnh Thuận', parentName: 'Huyện Vĩnh Thuận' },
    ]);
    const after = await list({ code, asOf: '2025-07-01' });
    expect(after.items).toMatchObject([
      { id: VINH_PHONG, name: 'Xã Vĩnh Phong', parentName: 'Tỉnh An Giang' },
    ]);
  });

  it('are those of today unless a day is asked for, the provinces first', async () => {
    const units = await listAll({ limit: 34 });
    expect(units).toHaveLength(34 + 3321);
    expect(units.slice(0, 34).every(({ level }) => level === 'province')).toBe(true);
  });

  it('are found without diacritics, by the start of any word of their name', async () => {
    for (const q of ['vinh ph', 'Vĩnh Ph', 'xa vinh ph', 'PHONG']) {
      const { items } = await list({ q, parent: AN_GIANG });
      expect(items.map(({ name }) => name)).toContain('Xã Vĩnh Phong');
    }
    expect((await list({ q: 'inh phong', parent: AN_GIANG })).items).toEqual([]);
  });

  it('are paged through without a repeat or a gap', async () => {
    const communes = await listAll({ parent: AN_GIANG, level: 'commune', limit: 10 });
    expect(communes).toHaveLength(102);
    expect(new Set(communes.map(({ id }) => id)).size).toBe(102);
  });

  it('leave out those known by name alone unless they are asked for', async () => {
    const query = { q: 'Bắc Sơn', level: 'commune', asOf: '2025-06-30', limit: 200 };
    const confirmed = await list(query);
    const all = await list({ ...query, includeNameOnly: true });
    expect(new Set(confirmed.items.map(({ standing }) => standing))).toEqual(new Set(['confirmed']));
    expect(all.items.filter(({ standing }) => standing === 'name-only')).toContainEqual(
      expect.objectContaining({ name: 'Xã Bắc Sơn', parentName: 'Huyện An Dương', code: null }),
    );
    expect(all.items.length).toBeGreaterThan(confirmed.items.length);
  });

  it('show what they came from, and that a code has changed its meaning', async () => {
    const { body } = await get(`/v1/units/${VINH_PHONG}/lineage`).expect(200);
    expect(body).toMatchObject({
      unit: { name: 'Xã Vĩnh Phong' },
      successors: [],
      sameCode: [{ unit: { id: THI_TRAN_VINH_THUAN, name: 'Thị trấn Vĩnh Thuận' }, sameUnit: false }],
    });
    const steps = body.predecessors as readonly { predecessor: UnitBody }[];
    expect(steps.map(({ predecessor }) => predecessor.name).toSorted()).toEqual(
      ['Thị trấn Vĩnh Thuận', 'Xã Phong Đông', 'Xã Vĩnh Phong'].toSorted(),
    );
    expect(steps[0]).toMatchObject({ effectiveOn: '2025-07-01', kind: 'whole', main: true, act: null });
  });

  it('show what became of them', async () => {
    const { body } = await get(`/v1/units/${THI_TRAN_VINH_THUAN}/lineage`).expect(200);
    expect(body).toMatchObject({
      predecessors: [],
      successors: [{ distance: 1, successor: { id: VINH_PHONG } }],
      sameCode: [{ unit: { id: VINH_PHONG }, sameUnit: false }],
    });
  });

  it('are read one by one, or not found', async () => {
    const { body } = await get(`/v1/units/${VINH_PHONG}`).expect(200);
    expect(body).toMatchObject({ code: '31051', parentId: AN_GIANG, validFrom: '2025-07-01', validTo: null });
    const missing = await get('/v1/units/99').expect(404);
    expect(missing.body).toMatchObject({ code: 'units.notFound' });
  });

  it.each([
    ['/v1/units?asOf=2025-02-30', 'asOf', 'Phải là ngày có thật đến hết năm 2999, viết YYYY-MM-DD'],
    ['/v1/units?level=hamlet', 'level', 'Phải là một trong: province, district, commune'],
    ['/v1/units?limit=0', 'limit', 'Phải là số nguyên từ 1 đến 200'],
    ['/v1/units?cursor=xyz', 'cursor', 'Giá trị không phải do danh sách này trả về'],
    ['/v1/units?code=an', 'code', 'Phải là 2 đến 5 chữ số'],
    ['/v1/units?q=%25%25', 'q', 'Phải có chữ hoặc số'],
    ['/v1/units?hamlet=1', 'hamlet', 'Trường này không có trong quy định'],
    ['/v1/units/an-giang', 'unitId', 'Phải là số nguyên từ 1 đến 2147483647'],
  ])('refuse %s and say why in Vietnamese', async (path, parameter, detail) => {
    const { body } = await get(path).expect(400);
    expect(body).toMatchObject({ code: 'http.invalidParameter', errors: [{ parameter, detail }] });
  });

  it('take a cursor that names the largest id there can be', async () => {
    expect((await list({ cursor: cursorAt(2_147_483_647), limit: 1 })).items).toHaveLength(1);
  });

  it('refuse one that names an id beyond it', async () => {
    const { body } = await get('/v1/units')
      .query({ cursor: cursorAt(2_147_483_648) })
      .expect(400);
    expect(body.code).toBe('http.invalidParameter');
  });

  it('are shown to nobody who has not signed in', async () => {
    await test.http().get('/v1/units').expect(401);
    await test.http().get(`/v1/units/${VINH_PHONG}/lineage`).expect(401);
  });
});

const cursorAt = (id: number): string =>
  Buffer.from(JSON.stringify(['commune', 'xa', id, ''])).toString('base64url');
