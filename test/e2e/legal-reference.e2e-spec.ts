import { v4 as uuid } from 'uuid';
import { tokenOf } from '../setup/factories.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

interface Cited {
  readonly key?: string;
  readonly mark: string;
  readonly citations: readonly { readonly text: string; readonly mark: string }[];
  readonly from: string;
}

describe('the law over HTTP', () => {
  let test: TestApp;
  let officer: string;
  let administrator: string;
  beforeAll(async () => {
    test = await createTestApp();
    officer = await tokenOf(test, { kind: 'commune-police', role: 'commune-police-officer' });
    administrator = await tokenOf(test, { kind: 'system-operator', role: 'administrator' });
  });
  afterAll(() => test.close());

  const get = (path: string, token = officer) => test.http().get(path).auth(token, { type: 'bearer' });
  const post = (path: string, token: string, body: object) =>
    test.http().post(path).auth(token, { type: 'bearer' }).send(body);

  async function decisionRule(asOf: string): Promise<object> {
    const { body } = await get(`/v1/law/deadlines?procedure=home-rehabilitation&asOf=${asOf}`).expect(200);
    return body.items.find(({ key }: { key: string }) => key === 'home-rehabilitation.decision');
  }

  const tetDay = {
    date: '2028-01-24',
    kind: 'holiday',
    nameVi: 'Nghỉ Tết Nguyên đán',
    nameEn: 'Lunar New Year',
    act: 'Thông báo 1234/TB-BNV',
  };

  describe('instruments', () => {
    it('are those in force on the day, with source, mark and titles in two languages', async () => {
      const { body } = await get('/v1/law/instruments?asOf=2026-07-02').expect(200);
      const decree = body.items.find(({ key }: { key: string }) => key === 'nd-163-2026');
      expect(decree).toMatchObject({ name: 'Nghị định 163/2026/NĐ-CP', mark: 'secondary', inForceTo: null });
      expect(Object.keys(decree.title).toSorted()).toEqual(['en', 'vi']);
      expect(body.items.map(({ key }: { key: string }) => key)).not.toContain('nd-116-2021');
    });

    it('tell apart the acts of which nobody has verified the first day', async () => {
      const { body } = await get('/v1/law/instruments').expect(200);
      expect(body.undated.length).toBeGreaterThan(0);
      for (const act of body.undated) expect(act).toMatchObject({ mark: 'unverified' });
    });
  });

  describe('rules', () => {
    it.each(['deadlines', 'terms'])('of %s carry citation and mark', async (route) => {
      const { body } = await get(`/v1/law/${route}`).expect(200);
      const items = body.items as readonly Cited[];
      expect(items.length).toBeGreaterThan(5);
      expect(items.filter(({ citations }) => citations.length === 0)).toEqual([]);
      expect(items.flatMap(({ citations }) => citations).filter(({ text }) => !/điều/iu.test(text))).toEqual(
        [],
      );
    });

    it('are those of the procedure and the day', async () => {
      expect(await decisionRule('2026-06-30')).toMatchObject({
        value: 3,
        unit: 'working-days',
        quantity: { vi: '03 ngày làm việc', en: '3 working days' },
      });
      expect(await decisionRule('2026-07-01')).toMatchObject({
        value: 24,
        unit: 'hours',
        from: '2026-07-01',
      });
    });

    it('say who is competent on the day', async () => {
      const { body } = await get('/v1/law/authorities?asOf=2026-07-02').expect(200);
      const entry = body.items.find(({ act }: { act: string }) => act === 'decide-home-rehabilitation');
      expect(entry).toMatchObject({
        regime: 'R3',
        organisationKind: 'commune-police',
        office: { vi: 'Trưởng Công an cấp xã', en: 'Head of the commune police' },
        citation: { text: 'Nghị định 163/2026/NĐ-CP, Điều 91 khoản 1', mark: 'secondary' },
      });
      expect(new Set(body.items.map(({ regime }: { regime: string }) => regime))).toEqual(new Set(['R3']));
    });

    it('name forms by instrument, appendix and number', async () => {
      const { body } = await get('/v1/law/forms?instrument=nd-163-2026&asOf=2026-07-02').expect(200);
      expect(body.items).toContainEqual(
        expect.objectContaining({
          number: '22',
          citation: 'Mẫu số 22, Phụ lục V, Nghị định 163/2026/NĐ-CP',
          mark: 'secondary',
        }),
      );
      expect(new Set(body.items.map(({ instrument }: { instrument: string }) => instrument)).size).toBe(1);
    });

    it('belong to generations, each with its texts', async () => {
      const { body } = await get('/v1/law/regimes').expect(200);
      expect(body.items.map(({ key, from }: { key: string; from: string }) => [key, from])).toEqual([
        ['R1', '2022-01-01'],
        ['R1b', '2025-03-01'],
        ['R2', '2025-07-01'],
        ['R3', '2026-07-01'],
      ]);
      expect(body.items[3].instruments).toContainEqual({
        key: 'nd-163-2026',
        name: 'Nghị định 163/2026/NĐ-CP',
      });
    });

    it.each(['deadlines', 'terms', 'forms', 'authorities'])(
      'of %s are absent before 2022, which is not the same as none',
      async (route) => {
        const { body } = await get(`/v1/law/${route}?asOf=2021-12-31`).expect(404);
        expect(body).toMatchObject({ code: 'law.notDescribed', describedFrom: '2022-01-01' });
        expect(body.title).toContain('01/01/2022');
      },
    );

    it('refuse a procedure that does not exist', async () => {
      const { body } = await get('/v1/law/deadlines?procedure=hypnosis').expect(400);
      expect(body.errors).toMatchObject([{ parameter: 'procedure', code: 'field.oneOf' }]);
    });
  });

  describe('the calendar', () => {
    it('shows the days of a year with their marks, and what is missing', async () => {
      const { body } = await get('/v1/law/calendar/2026').expect(200);
      expect(body).toMatchObject({ year: 2026, complete: false, completion: null, entries: [] });
      expect(body.days).toContainEqual({
        date: '2026-04-30',
        kind: 'holiday',
        name: { vi: 'Ngày Chiến thắng', en: 'Victory Day' },
        act: null,
        mark: 'secondary',
        origin: 'shipped',
      });
      expect(body.missing.length).toBeGreaterThan(0);
      expect(body.citations.map(({ text }: { text: string }) => text)).toContain(
        'Bộ luật 45/2019/QH14, Điều 112',
      );
      expect(body.days.every(({ date }: { date: string }) => date.startsWith('2026-'))).toBe(true);
    });

    it('takes a day from an administrator, by the number of the act', async () => {
      const { body } = await post('/v1/law/calendar/2028/days', administrator, tetDay).expect(201);
      expect(body).toMatchObject({
        date: '2028-01-24',
        act: 'Thông báo 1234/TB-BNV',
        mark: 'official',
        supersededAt: null,
      });
      const year = await get('/v1/law/calendar/2028').expect(200);
      expect(year.body.days).toContainEqual(
        expect.objectContaining({ date: '2028-01-24', kind: 'holiday', origin: 'entered' }),
      );
    });

    it('enters a day once for one Idempotency-Key', async () => {
      const key = uuid();
      const path = '/v1/law/calendar/2029/days';
      const body = { ...tetDay, date: '2029-02-12' };
      const first = await post(path, administrator, body).set('Idempotency-Key', key).expect(201);
      const again = await post(path, administrator, body).set('Idempotency-Key', key).expect(201);
      expect(again.body).toEqual(first.body);
      expect((await get('/v1/law/calendar/2029')).body.entries).toHaveLength(1);
    });

    it('is declared complete by an act, once', async () => {
      const act = { act: 'Thông báo 99/TB-BNV' };
      const { body } = await post('/v1/law/calendar/2030/completion', administrator, act).expect(201);
      expect(body).toMatchObject({ year: 2030, complete: true, missing: [], completion: act });
      const again = await post('/v1/law/calendar/2030/completion', administrator, act).expect(409);
      expect(again.body).toMatchObject({
        code: 'calendar.alreadyComplete',
        title: 'Lịch năm 2030 đã được xác nhận đầy đủ theo Thông báo 99/TB-BNV',
      });
    });

    it.each([
      ['of another year', { date: '2027-02-01' }, '/date', 'calendar.otherYear'],
      ['that is shipped, without a reason', { date: '2026-04-30' }, '/reason', 'calendar.reasonNeeded'],
      ['to make up on a Monday', { kind: 'make-up-working' }, '/kind', 'calendar.alreadyWorking'],
      ['without an act', { act: undefined }, '/act', 'field.required'],
      ['of no kind', { kind: undefined }, '/kind', 'field.required'],
    ])('refuses a day %s', async (_case, change, pointer, code) => {
      const day = { ...tetDay, date: '2026-02-09', ...change };
      const { body } = await post('/v1/law/calendar/2026/days', administrator, day).expect(422);
      expect(body.errors).toMatchObject([{ pointer, code }]);
    });

    it('takes nothing from other roles', async () => {
      const { body } = await post('/v1/law/calendar/2028/days', officer, tetDay).expect(403);
      expect(body).toMatchObject({ code: 'http.forbidden' });
      await post('/v1/law/calendar/2028/completion', officer, { act: 'Thông báo 1' }).expect(403);
    });

    it.each(['2021', '2101', 'nay'])('has no year %s', async (year) => {
      const { body } = await get(`/v1/law/calendar/${year}`).expect(400);
      expect(body.errors).toEqual([
        { parameter: 'year', code: 'field.wholeNumber', detail: 'Phải là số nguyên từ 2022 đến 2100' },
      ]);
    });
  });

  describe('code lists', () => {
    it('come from every slice, each value with its label in two languages', async () => {
      const { body } = await get('/v1/code-lists').expect(200);
      const names = body.items.map(({ name }: { name: string }) => name);
      expect(names).toEqual(
        expect.arrayContaining(['dossier-item', 'organisation-kind', 'procedure', 'role', 'unit-level']),
      );
      const labels = body.items.flatMap(({ entries }: { entries: { label: object }[] }) =>
        entries.map(({ label }) => Object.keys(label).toSorted().join()),
      );
      expect(new Set(labels)).toEqual(new Set(['en,vi']));
    });

    it('are read one by one, or not found', async () => {
      const { body } = await get('/v1/code-lists/source-mark').expect(200);
      expect(body.entries[0]).toEqual({
        code: 'official',
        label: { vi: 'Đã đọc trong văn bản chính thức', en: 'Read in the official text' },
      });
      await get('/v1/code-lists/zodiac').expect(404);
    });
  });

  it.each(['/v1/law/instruments', '/v1/law/regimes', '/v1/law/calendar/2026', '/v1/code-lists'])(
    'shows %s to nobody who has not signed in',
    async (path) => {
      await test.http().get(path).expect(401);
    },
  );
});
