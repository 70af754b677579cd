import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import { anApplication, aResident, apply } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { eventually } from '../setup/time.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

/** Luật 120/2025 and NĐ 163/2026: the commune police register, make the reception record and decide in 24 hours. */
describe('home rehabilitation from 01/07/2026', () => {
  let test: TestApp;
  let scene: VinhThuan;
  beforeAll(async () => {
    test = await createTestApp();
    scene = await arrangeVinhThuan(test);
    await onDay(test, scene, '2026-07-02T09:00:00+07:00');
  });
  afterAll(() => test.close());

  const bearer = { type: 'bearer' } as const;
  const resident = (): Promise<string> => aResident(test, scene.tokens.policeOfficer, scene.unitId);
  const decide = (file: HomeRehabilitationDto, body: object, token = scene.tokens.headOfPolice) =>
    test
      .http()
      .post(`/v1/home-rehabilitations/${file.id}/decision`)
      .auth(token, bearer)
      .set('If-Match', `"${file.version}"`)
      .send(body);

  it('registers a complete dossier at once and starts the 24 hours', async () => {
    const file = await apply(test, scene.tokens.policeOfficer, anApplication({ personId: await resident() }));
    expect(file).toMatchObject({ status: 'registered', receptionAt: '2026-07-02T01:30:00.000Z' });
    expect(file.code).toMatch(/^HS-2026-31069-\d{6}$/);
    expect(file.registration).toMatchObject({ inTime: true });
    expect(file.deadlines).toEqual([
      expect.objectContaining({
        rule: 'home-rehabilitation.decision',
        regime: 'R3',
        status: 'open',
        dueAt: '2026-07-03T01:30:00.000Z',
      }),
    ]);
    expect(file.next.find((step) => step.step === 'decided')).toMatchObject({
      office: { vi: 'Trưởng Công an cấp xã' },
      dueAt: '2026-07-03T01:30:00.000Z',
    });
  });

  it('explains the deadline with the article and the arithmetic', async () => {
    const file = await apply(test, scene.tokens.policeOfficer, anApplication({ personId: await resident() }));
    const [deadline] = file.deadlines;
    const { body } = await test
      .http()
      .get(`/v1/deadlines/${deadline?.id}/explanation`)
      .auth(scene.tokens.policeOfficer, bearer)
      .expect(200);
    expect(body).toMatchObject({ rule: 'home-rehabilitation.decision', mark: 'interpretation' });
    expect(body.citations.map((citation: { text: string }) => citation.text)).toEqual([
      'Luật 120/2025/QH15, Điều 55 khoản 1',
      'Nghị định 163/2026/NĐ-CP, Điều 91 khoản 1',
      'Bộ luật 91/2015/QH13, Điều 147 khoản 1',
    ]);
    expect(body.steps).toMatchObject([
      {
        vi: 'Hồ sơ mở ngày 02/07/2026, từ ngày 01/07/2026 trở đi: áp dụng Luật số 120/2025/QH15.',
        citation: { text: 'Luật 120/2025/QH15, Điều 55 khoản 1' },
        mark: null,
      },
      {
        vi: 'Ra quyết định cai nghiện ma túy tự nguyện: trong thời hạn 24 giờ kể từ thời điểm tiếp nhận đăng ký.',
        citation: { text: 'Nghị định 163/2026/NĐ-CP, Điều 91 khoản 1' },
        mark: null,
      },
      {
        vi: expect.stringMatching(/^Bắt đầu tính từ 08:30 Thứ năm 02\/07\/2026\. .*giờ chạy liên tục/),
        citation: { text: 'Bộ luật 91/2015/QH13, Điều 147 khoản 1' },
        mark: 'interpretation',
      },
      {
        vi: '08:30 Thứ năm 02/07/2026 + 24 giờ = 08:30 Thứ sáu 03/07/2026.',
        citation: null,
        mark: null,
      },
      { vi: 'Hết hạn lúc 08:30 Thứ sáu 03/07/2026.', citation: null, mark: null },
    ]);
    expect(body.result).toMatchObject({ dueAt: '2026-07-03T01:30:00.000Z' });
  });

  it('lets the head of the commune police decide, with the term that the law fixes', async () => {
    const file = await apply(test, scene.tokens.policeOfficer, anApplication({ personId: await resident() }));
    const answer = await decide(file, { decidedAt: '2026-07-02T08:45:00+07:00', number: '15/QĐ-CAX' }).expect(
      201,
    );
    expect(answer.headers['etag']).toBe(`"${answer.body.version}"`);
    expect(answer.body).toMatchObject({
      status: 'decided',
      decision: {
        number: '15/QĐ-CAX',
        regime: 'R3',
        signerOffice: 'Trưởng Công an cấp xã',
        form: { instrument: 'nd-163-2026', appendix: 'V', number: '22' },
      },
      term: { startsOn: '2026-07-02', endsOn: '2028-07-02', months: 24 },
      deadlines: [
        { rule: 'home-rehabilitation.decision', status: 'met', closedReason: '15/QĐ-CAX' },
        { rule: 'voluntary.start', status: 'open', dueAt: '2026-07-06T17:00:00.000Z' },
        { rule: 'electronic-monitoring.decision', status: 'open' },
      ],
    });
  });

  it('counts 36 months from the second time on', async () => {
    const ordinal = { value: 2, basis: 'Đã cai nghiện năm 2021' };
    const body = anApplication({ personId: await resident(), ordinal });
    const file = await apply(test, scene.tokens.policeOfficer, body);
    const answer = await decide(file, { decidedAt: '2026-07-02T08:50:00+07:00', number: '16/QĐ-CAX' }).expect(
      201,
    );
    expect(answer.body.term).toMatchObject({ months: 36, endsOn: '2029-07-02' });
  });

  it('refuses months in the decision, since the law fixes them', async () => {
    const file = await apply(test, scene.tokens.policeOfficer, anApplication({ personId: await resident() }));
    const answer = await decide(file, {
      decidedAt: '2026-07-02T08:50:00+07:00',
      number: '17',
      months: 6,
    }).expect(422);
    expect(answer.body.errors).toEqual([expect.objectContaining({ pointer: '/months' })]);
  });

  it('sends the committee to the competent office, with the article', async () => {
    const personId = await aResident(test, scene.tokens.committeeOfficer, scene.unitId);
    const answer = await test
      .http()
      .post('/v1/home-rehabilitations')
      .auth(scene.tokens.committeeOfficer, bearer)
      .send(anApplication({ personId }))
      .expect(403);
    expect(answer.body).toMatchObject({
      code: 'authority.notCompetent',
      regime: 'R3',
      competent: { organisationKind: 'commune-police', article: expect.stringContaining('163/2026/NĐ-CP') },
    });
    expect(answer.body.detail).toContain('Công an cấp xã');
  });

  it('does not let a receiving officer decide', async () => {
    const file = await apply(test, scene.tokens.policeOfficer, anApplication({ personId: await resident() }));
    const body = { decidedAt: '2026-07-02T08:50:00+07:00', number: '18' };
    const answer = await decide(file, body, scene.tokens.policeOfficer).expect(403);
    expect(answer.body.code).toBe('http.forbidden');
  });

  it('gives an incomplete dossier a supplement slip and no clock, and registers it when it is complete', async () => {
    const items = ['application', 'determination-result'] as const;
    const file = await apply(
      test,
      scene.tokens.policeOfficer,
      anApplication({ personId: await resident(), items }),
    );
    expect(file).toMatchObject({
      status: 'awaiting-supplement',
      registeredAt: null,
      deadlines: [],
      receptionAt: null,
    });
    expect(file.dossier.missing.map((item) => item.code)).toEqual(['curriculum-vitae', 'identity-copy']);
    expect(file.dossier.missing[0]?.citation.text).toContain('Điều 89 khoản 3');
    const supplement = {
      receivedAt: '2026-07-02T08:55:00+07:00',
      items: ['curriculum-vitae', 'identity-copy'],
    };
    const answer = await test
      .http()
      .post(`/v1/home-rehabilitations/${file.id}/supplements`)
      .auth(scene.tokens.policeOfficer, bearer)
      .set('If-Match', `"${file.version}"`)
      .send(supplement)
      .expect(201);
    expect(answer.body).toMatchObject({
      status: 'registered',
      deadlines: [{ dueAt: '2026-07-03T01:55:00.000Z' }],
    });
  });

  it('takes a determination older than six months as missing', async () => {
    const determination = {
      on: '2025-12-30',
      facility: 'Bệnh viện Kiên Giang',
      toldAt: '2025-12-30T10:00:00+07:00',
    };
    const body = anApplication({ personId: await resident(), determination });
    const file = await apply(test, scene.tokens.policeOfficer, body);
    expect(file.status).toBe('awaiting-supplement');
    expect(file.dossier.missing).toEqual([expect.objectContaining({ code: 'determination-result' })]);
  });

  it('refuses a second open file, a step that the state does not allow, and a stale version', async () => {
    const personId = await resident();
    const file = await apply(test, scene.tokens.policeOfficer, anApplication({ personId }));
    const second = await test
      .http()
      .post('/v1/home-rehabilitations')
      .auth(scene.tokens.policeOfficer, bearer)
      .send(anApplication({ personId }))
      .expect(409);
    expect(second.body).toMatchObject({ code: 'cases.openFileExists', caseId: file.id });
    const body = { decidedAt: '2026-07-02T08:58:00+07:00', number: '19' };
    const decided = await decide(file, body).expect(201);
    const stale = await decide(file, body).expect(412);
    expect(stale.body.code).toBe('http.staleVersion');
    const again = await decide(decided.body as HomeRehabilitationDto, body).expect(409);
    expect(again.body).toMatchObject({
      code: 'cases.stepNotAllowed',
      state: 'decided',
      allowedIn: ['registered'],
    });
  });

  it('answers the same request twice with one effect', async () => {
    const personId = await resident();
    const send = () =>
      test
        .http()
        .post('/v1/home-rehabilitations')
        .auth(scene.tokens.policeOfficer, bearer)
        .set('Idempotency-Key', `nop-ho-so-${personId}`)
        .send(anApplication({ personId }));
    const [first, twin] = await Promise.all([send(), send()]);
    expect([first.status, twin.status]).toEqual([201, 201]);
    expect(twin.body).toEqual(first.body);
    const other = await test
      .http()
      .post('/v1/home-rehabilitations')
      .auth(scene.tokens.policeOfficer, bearer)
      .set('Idempotency-Key', `nop-ho-so-${personId}`)
      .send(anApplication({ personId, place: 'community' }))
      .expect(409);
    expect(other.body.code).toBe('http.idempotencyKeyReused');
    const { rows } = await test.database.owner.query('select 1 from case_file where person_id = $1', [
      personId,
    ]);
    expect(rows).toHaveLength(1);
  });

  it('asks for the consent of a guardian on record for a minor', async () => {
    const mother = { relation: 'mother', fullName: 'Trần Thị Mỹ Lệ', fromOn: '2011-03-05' };
    const person = await test
      .http()
      .post('/v1/persons')
      .auth(scene.tokens.policeOfficer, bearer)
      .send({
        fullName: 'Lê Hoàng Phúc',
        birth: { date: '2011-03-05' },
        sex: 'male',
        identifiers: [],
        noIdentifierReason: 'Chưa làm thẻ căn cước',
        addresses: [{ kind: 'current', unitId: scene.unitId, fromOn: '2025-07-01' }],
        contacts: [],
        guardians: [mother],
      })
      .expect(201);
    const items = [
      'application',
      'curriculum-vitae',
      'determination-result',
      'identity-copy',
      'guardian-opinion',
    ] as const;
    const body = anApplication({ personId: person.body.id, items });
    const without = await test
      .http()
      .post('/v1/home-rehabilitations')
      .auth(scene.tokens.policeOfficer, bearer)
      .send(body);
    expect(without.status).toBe(422);
    expect(without.body).toMatchObject({
      code: 'rehabilitation.guardianConsentMissing',
      errors: [{ pointer: '/guardianConsent' }],
    });
    const guardianConsent = { guardianId: person.body.guardians[0].id, on: '2026-07-01' };
    const file = await apply(test, scene.tokens.policeOfficer, { ...body, guardianConsent });
    expect(file.status).toBe('registered');
  });

  it('refuses a person who lives elsewhere', async () => {
    const personId = await aResident(test, scene.tokens.policeOfficer, scene.neighbourUnitId);
    const answer = await test
      .http()
      .post('/v1/home-rehabilitations')
      .auth(scene.tokens.policeOfficer, bearer)
      .send(anApplication({ personId }))
      .expect(409);
    expect(answer.body.code).toBe('rehabilitation.notResidentHere');
  });

  it('warns before the 24 hours end, says when they have, and tells the province two hours later', async () => {
    const file = await apply(test, scene.tokens.policeOfficer, anApplication({ personId: await resident() }));
    const notices = async (
      token: string,
    ): Promise<{ kind: string; subjectId: string; text: { vi: string } }[]> => {
      const answer = await test
        .http()
        .get('/v1/notifications')
        .query({ limit: 200 })
        .auth(token, bearer)
        .expect(200);
      return answer.body.items.filter((item: { subjectId: string }) => item.subjectId === file.id);
    };
    await onDay(test, scene, '2026-07-03T02:31:00+07:00');
    const warned = await eventually(
      () => notices(scene.tokens.headOfPolice),
      (found) => found.length === 1,
    );
    expect(warned[0]).toMatchObject({ kind: 'deadline.approaching' });
    expect(warned[0]?.text.vi).toContain(file.code);
    expect(await notices(scene.tokens.provincialOfficer)).toEqual([]);
    await onDay(test, scene, '2026-07-03T10:31:00+07:00');
    const escalated = await eventually(
      () => notices(scene.tokens.provincialOfficer),
      (found) => found.length === 1,
    );
    expect(escalated[0]).toMatchObject({ kind: 'deadline.escalated' });
    const kinds = (await notices(scene.tokens.headOfPolice)).map((notice) => notice.kind).toSorted();
    expect(kinds).toEqual(['deadline.approaching', 'deadline.due', 'deadline.overdue']);
    const overdue = await test
      .http()
      .get('/v1/deadlines')
      .query({ status: 'overdue', unit: scene.unitId, limit: 200 })
      .auth(scene.tokens.provincialOfficer, bearer)
      .expect(200);
    expect(overdue.body.items.map((item: { subjectId: string }) => item.subjectId)).toContain(file.id);
    const byUnit = await test
      .http()
      .get('/v1/deadlines/by-unit')
      .auth(scene.tokens.provincialOfficer, bearer)
      .expect(200);
    expect(byUnit.body.items).toEqual([
      expect.objectContaining({ unitId: scene.unitId, unitName: 'Xã Vĩnh Thuận' }),
    ]);
    expect(byUnit.body.items[0].overdue).toBe(overdue.body.items.length);
    const neighbour = await test
      .http()
      .get('/v1/deadlines/by-unit')
      .auth(scene.tokens.neighbourPoliceOfficer, bearer);
    expect(neighbour.body.items).toEqual([]);
  });
});
