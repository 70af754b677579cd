import type { ProcedureDto } from '../../src/cases/procedure-map.dto.js';
import { requests, type Requests } from '../setup/people-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

describe('procedures as data', () => {
  let test: TestApp;
  let scene: VinhThuan;
  let get: Requests['get'];
  beforeAll(async () => {
    test = await createTestApp();
    scene = await arrangeVinhThuan(test);
    ({ get } = requests(test));
    await onDay(test, scene, '2026-07-02T09:00:00+07:00');
  });
  afterAll(() => test.close());

  const procedure = async (name: string, query = ''): Promise<ProcedureDto> =>
    (await get(scene.tokens.policeOfficer, `/v1/procedures/${name}${query}`).expect(200))
      .body as ProcedureDto;

  it('lists each procedure that a case file can follow', async () => {
    const { body } = await get(scene.tokens.policeOfficer, '/v1/procedures').expect(200);
    expect(body.items.map(({ name }: { name: string }) => name).toSorted()).toEqual([
      'addiction-determination',
      'cedemex-treatment',
      'compulsory-rehabilitation',
      'drug-user-management',
      'electronic-monitoring',
      'home-rehabilitation',
      'methadone-treatment',
      'private-facility-rehabilitation',
      'public-facility-rehabilitation',
      'substitution-treatment',
    ]);
  });

  it('says who decides, in which time, by which form and article, on the legal day', async () => {
    const home = await procedure('home-rehabilitation');
    expect(home).toMatchObject({ asOf: '2026-07-02', regime: 'R3', start: 'handed-in' });
    expect(decided(home)).toMatchObject({
      label: { vi: 'Ra quyết định' },
      competent: [
        {
          office: { vi: 'Trưởng Công an cấp xã' },
          citation: { text: 'Nghị định 163/2026/NĐ-CP, Điều 91 khoản 1' },
        },
      ],
      // The decision, and the record of its delivery.
      forms: ['22', '23'].map((number) => ({ instrument: 'nd-163-2026', appendix: 'V', number })),
      meets: [{ key: 'home-rehabilitation.decision', value: 24, unit: 'hours' }],
      opens: [
        { owedBy: 'keeper', rule: { key: 'voluntary.start', value: 2, unit: 'working-days' } },
        { owedBy: 'keeper', rule: { key: 'electronic-monitoring.decision', value: 12, unit: 'hours' } },
      ],
    });
    expect(home.transitions).toContainEqual({ from: 'started', step: 'completed', to: 'completed' });
    expect(home.diagram.vi).toContain('Cấp giấy xác nhận hoàn thành');
  });

  it('says the same of the day before the new law', async () => {
    expect(decided(await procedure('home-rehabilitation', '?asOf=2026-06-30'))).toMatchObject({
      competent: [{ office: { vi: 'Chủ tịch Ủy ban nhân dân cấp xã' } }],
      forms: [{ instrument: 'nd-116-2021', appendix: 'II', number: '24' }],
      meets: [{ value: 3, unit: 'working-days' }],
    });
  });

  it.each([
    ['/v1/procedures/unknown', 404, 'http.notFound'],
    ['/v1/procedures/constructor', 404, 'http.notFound'],
    ['/v1/procedures/home-rehabilitation?asOf=2021-12-31', 404, 'law.notDescribed'],
    ['/v1/procedures/home-rehabilitation?asOf=2026-02-30', 400, 'http.invalidParameter'],
    ['/v1/procedures/home-rehabilitation?on=2026-07-01', 400, 'http.invalidParameter'],
  ])('%s is answered by %i %s', async (path, status, code) => {
    const { body } = await get(scene.tokens.policeOfficer, path).expect(status);
    expect(body.code).toBe(code);
  });

  it('tells nobody without a token', async () => {
    await test.http().get('/v1/procedures/home-rehabilitation').expect(401);
  });
});

const decided = ({ steps }: ProcedureDto) => steps.find(({ code }) => code === 'decided');
