import type { FacilityRehabilitationDto } from '../../src/rehabilitation/facility/facility-answer.dto.js';
import type { SubstitutionRegistrationDto } from '../../src/rehabilitation/substitution/substitution-answer.dto.js';
import {
  AFTER,
  arrangeFrontDesk,
  at,
  BEFORE,
  doorRoutes,
  newFacilityApplication,
  newTreatmentApplication,
  oldFacilityApplication,
  oldTreatmentApplication,
  opened,
  somebody,
  type DoorRoutes,
  type FrontDesk,
} from '../setup/front-desk.js';
import { aPaper, enterHolder, makePaper, openRegister, printPaper } from '../setup/paper-factory.js';
import { requests } from '../setup/people-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';

const DRUG_POLICE = 'Phòng Cảnh sát điều tra tội phạm về ma túy Công an cấp tỉnh (để theo dõi, quản lý)';

describe('the front desk: papers in hand at every door', () => {
  let test: TestApp;
  let last = 70;
  let desk: FrontDesk;
  let facilities: DoorRoutes<FacilityRehabilitationDto>;
  let treatments: DoorRoutes<SubstitutionRegistrationDto>;
  beforeAll(async () => {
    test = await createTestApp();
    desk = await arrangeFrontDesk(test);
    facilities = doorRoutes(test, '/v1/facility-rehabilitations');
    treatments = doorRoutes(test, '/v1/substitution-registrations');
    await at(test, desk, AFTER);
    await openRegister(test, desk.scene.tokens.headOfPolice, 'decision', '{number}/QĐ-CAX', last);
    await enterHolder(test, desk.scene.tokens.headOfPolice);
  });
  afterAll(() => test.close());

  /** The register has no gaps, in whatever order the tests run. */
  const nextNumber = (): string => `${++last}/QĐ-CAX`;

  const atPolice = async (door: 'private' | 'public', items?: readonly string[], minor = false) => {
    await at(test, desk, AFTER);
    const { policeOfficer } = desk.scene.tokens;
    const person = await somebody(test, policeOfficer, { unitId: desk.scene.unitId, minor });
    const guardianConsent = { guardianId: person.guardianId, on: '2026-07-01' };
    const body = newFacilityApplication(person.id, {
      ...{ door, ...(items && { items }) },
      ...(minor && { guardianConsent }),
    });
    return opened(facilities, policeOfficer, body);
  };

  it.each([
    ['private', 'tại cơ sở cai nghiện ma túy tư nhân', 'tính từ ngày cơ sở cai nghiện ma túy'],
    ['public', 'tại cơ sở cai nghiện ma túy công lập', 'theo khoản 1 Điều 29'],
  ] as const)('prints the decision of the %s door with its place and term', async (...row) => {
    const [door, place, term] = row;
    const number = nextNumber();
    const { headOfPolice } = desk.scene.tokens;
    const body = { decidedAt: '2026-07-02T09:00:00+07:00', number };
    const { id } = await facilities.done(headOfPolice, await atPolice(door), 'decision', body);
    const paper = await makePaper(test, headOfPolice, id, { kind: 'decision' });
    expect(paper).toMatchObject({ number, form: { instrument: 'nd-163-2026', number: '22' } });
    const { lines } = await printPaper(test, headOfPolice, paper.id);
    const text = lines.join('\n');
    expect(text).toContain(`Địa điểm cai nghiện: ${place}`);
    expect(text).toMatch(new RegExp(`Thời gian cai nghiện: .*${term}`));
  });

  it.each([
    ['an adult', false, ['Giám đốc Công an cấp tỉnh', DRUG_POLICE]],
    [
      'a minor',
      true,
      [expect.stringMatching(/^Ông \(bà\) .+, cha, mẹ/), 'Giám đốc Công an cấp tỉnh', DRUG_POLICE],
    ],
  ] as const)(
    'sends copies of the decision on %s at the public door to all whom the law names',
    async (...row) => {
      const [, minor, expected] = row;
      const { headOfPolice } = desk.scene.tokens;
      const items = ['application', 'curriculum-vitae', 'determination-result', 'identity-copy'];
      const file = await atPolice('public', [...items, ...(minor ? ['guardian-opinion'] : [])], minor);
      const body = { decidedAt: '2026-07-02T09:00:00+07:00', number: nextNumber() };
      const { id } = await facilities.done(headOfPolice, file, 'decision', body);
      const { content } = await makePaper(test, headOfPolice, id, { kind: 'decision' });
      expect(content['copies']).toEqual(expected.map((name) => ({ name })));
    },
  );

  it('prints the decision on substitution treatment of the law to 30/06/2026, which knows no term', async () => {
    const { committeeOfficer, chairman } = desk.scene.tokens;
    await at(test, desk, BEFORE);
    const { id } = await somebody(test, committeeOfficer, { unitId: desk.scene.unitId });
    const file = await opened(treatments, committeeOfficer, oldTreatmentApplication(id));
    const body = { decidedAt: '2026-06-29T09:00:00+07:00', number: '12/QĐ-UBND' };
    const decided = await treatments.done(chairman, file, 'decision', body);
    await enterHolder(test, chairman);
    const signed = { kind: 'decision', signature: { capacity: 'TM' } } as const;
    const paper = await makePaper(test, chairman, decided.id, signed);
    expect(paper).toMatchObject({ form: { instrument: 'nd-116-2021', appendix: 'II', number: '24' } });
    const text = (await printPaper(test, chairman, paper.id)).lines.join('\n');
    expect(text).toContain('Về việc điều trị nghiện các chất dạng thuốc phiện bằng thuốc thay thế');
    expect(text).not.toContain('Thời gian cai nghiện');
  });

  it('voids what was printed of a decision that is annulled, and prints the next one', async () => {
    const { headOfPolice } = desk.scene.tokens;
    const body = { decidedAt: '2026-07-02T09:00:00+07:00', number: nextNumber() };
    const file = await facilities.done(headOfPolice, await atPolice('private'), 'decision', body);
    const first = await makePaper(test, headOfPolice, file.id, { kind: 'decision' });
    expect(await facilities.annul(headOfPolice, file, 'decided')).toBe(201);
    const { body: voided } = await requests(test).get(headOfPolice, `/v1/papers/${first.id}`).expect(200);
    expect(voided).toMatchObject({ number: body.number, voidReason: expect.any(String) });
    expect(voided.voidedAt).not.toBeNull();
    await requests(test).get(headOfPolice, `/v1/papers/${first.id}/file`).expect(409);
    const again = await facilities.read(headOfPolice, file.id);
    await facilities.done(headOfPolice, again, 'decision', { ...body, number: nextNumber() });
    const second = await makePaper(test, headOfPolice, file.id, { kind: 'decision' });
    expect(second).toMatchObject({ number: `${last}/QĐ-CAX`, voidedAt: null });
  });

  it('voids what was printed from a file that should never have been', async () => {
    const { headOfPolice } = desk.scene.tokens;
    const body = { decidedAt: '2026-07-02T09:00:00+07:00', number: nextNumber() };
    const file = await facilities.done(headOfPolice, await atPolice('private'), 'decision', body);
    const { id } = await makePaper(test, headOfPolice, file.id, { kind: 'decision' });
    const reason = 'Mở nhầm cho người khác';
    await facilities.done(headOfPolice, file, 'void', { at: '2026-07-02T09:10:00+07:00', reason });
    const { body: paper } = await requests(test).get(headOfPolice, `/v1/papers/${id}`).expect(200);
    expect(paper).toMatchObject({ number: body.number, voidReason: reason });
    await requests(test).get(headOfPolice, `/v1/papers/${id}/file`).expect(409);
    const again = await requests(test)
      .post(headOfPolice, `/v1/cases/${file.id}/papers`, aPaper({ kind: 'decision' }))
      .expect(409);
    expect(again.body.code).toBe('documents.fileVoided');
  });

  it.each(['private', 'public'] as const)(
    'slips of the %s door say what is missing, then when to come',
    async (door) => {
      const { policeOfficer } = desk.scene.tokens;
      const file = await atPolice(door, ['application', 'identity-copy']);
      const slip = await makePaper(test, policeOfficer, file.id, { kind: 'supplement-slip' });
      const asked = (await printPaper(test, policeOfficer, slip.id)).lines.join('\n');
      expect(asked).toContain('Nghị định 163/2026/NĐ-CP, Điều 89');
      const rest = {
        receivedAt: '2026-07-02T09:00:00+07:00',
        items: ['curriculum-vitae', 'determination-result'],
      };
      await facilities.done(policeOfficer, file, 'supplements', rest);
      const reception = await makePaper(test, policeOfficer, file.id);
      const told = (await printPaper(test, policeOfficer, reception.id)).lines.join('\n');
      expect(told).toContain(
        'chậm nhất 09:00 Thứ sáu 03/07/2026 (Nghị định 163/2026/NĐ-CP, Điều 91 khoản 1)',
      );
      expect(told).not.toContain('Văn bản đề nghị của Trưởng Công an');
    },
  );

  it('slips of a facility under the old law promise no decision', async () => {
    await at(test, desk, BEFORE);
    const { privateOfficer } = desk.staff;
    const { id } = await somebody(test, privateOfficer);
    const file = await opened(facilities, privateOfficer, oldFacilityApplication(id, { door: 'private' }));
    const paper = await makePaper(test, privateOfficer, file.id);
    const told = (await printPaper(test, privateOfficer, paper.id)).lines.join('\n');
    expect(told).toContain(file.code);
    expect(told).toContain('(Mẫu số 22)');
    expect(told).not.toContain('(Mẫu số 20)');
    expect(told).not.toContain('chậm nhất');
    const decision = { kind: 'decision', signature: { capacity: 'in-person' } };
    const refused = await requests(test).post(privateOfficer, `/v1/cases/${file.id}/papers`, decision);
    expect(refused.status).toBe(409);
  });

  it('slips of substitution treatment tell of three working days until 30/06/2026, of none since', async () => {
    const { committeeOfficer, policeOfficer } = desk.scene.tokens;
    for (const [day, token, apply, isPromised] of [
      [BEFORE, committeeOfficer, oldTreatmentApplication, true],
      [AFTER, policeOfficer, newTreatmentApplication, false],
    ] as const) {
      await at(test, desk, day);
      const { id } = await somebody(test, token, { unitId: desk.scene.unitId });
      const file = await opened(treatments, token, apply(id));
      const paper = await makePaper(test, token, file.id);
      const told = (await printPaper(test, token, paper.id)).lines.join('\n');
      expect(told.includes('chậm nhất')).toBe(isPromised);
    }
  });
});
