import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import { seedSuccession } from '../setup/factories.js';
import { anApplication, anOldApplication, aResident, apply } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { eventually } from '../setup/time.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

/** A file changes hands more than once; it stays whole, and it can still be acted on. */
describe('keepers of a home rehabilitation', () => {
  let test: TestApp;
  let scene: VinhThuan;
  beforeAll(async () => {
    test = await createTestApp();
    scene = await arrangeVinhThuan(test);
  });
  afterAll(() => test.close());

  const bearer = { type: 'bearer' } as const;
  const read = async (id: string, token: string): Promise<HomeRehabilitationDto> =>
    (await test.http().get(`/v1/home-rehabilitations/${id}`).auth(token, bearer))
      .body as HomeRehabilitationDto;
  const step = (file: HomeRehabilitationDto, name: string, token: string, body: object) =>
    test
      .http()
      .post(`/v1/home-rehabilitations/${file.id}/${name}`)
      .auth(token, bearer)
      .set('If-Match', `"${file.version}"`)
      .send(body);
  const eventsOf = async (id: string): Promise<string[]> => {
    const { rows } = await test.database.owner.query<{ type: string }>(
      'select type from case_event where case_id = $1 order by effective_at, recorded_at',
      [id],
    );
    return rows.map((row) => row.type);
  };

  it('follows a merger and a change of law, one after the other, and still takes a step', async () => {
    await onDay(test, scene, '2025-06-27T09:00:00+07:00');
    const unit = await test.database.owner.query<{ unit_id: number }>(
      'select unit_id from organisation where id = $1',
      [scene.organisations.formerCommittee],
    );
    const former = unit.rows[0]?.unit_id ?? 0;
    const person = await test
      .http()
      .post('/v1/persons')
      .auth(scene.tokens.formerOfficer, bearer)
      .send({
        fullName: 'Danh Minh Khôi',
        birth: { year: 1988 },
        sex: 'male',
        identifiers: [],
        noIdentifierReason: 'Mất giấy tờ, đang làm lại',
        addresses: [{ kind: 'current', unitId: former, fromOn: '2025-01-15' }],
        contacts: [],
        guardians: [],
      })
      .expect(201);
    const file = await apply(
      test,
      scene.tokens.formerOfficer,
      anOldApplication({
        personId: person.body.id,
        handedInAt: '2025-06-27T08:30:00+07:00',
        determination: { on: '2025-06-26', facility: 'Trung tâm Y tế', toldAt: '2025-06-26T10:00:00+07:00' },
      }),
    );
    await onDay(test, scene, '2026-07-02T09:00:00+07:00');
    const moved = await eventually(
      () => read(file.id, scene.tokens.headOfPolice),
      (seen) => seen.keeperOrganisationId === scene.organisations.police,
    );
    expect(moved.status).toBe('awaiting-reception');
    expect(await eventsOf(file.id)).toEqual(['registered', 'keeper-moved', 'competence-moved']);
    const end = { at: '2026-07-02T08:00:00+07:00', reason: 'Chết do bệnh' };
    const died = await step(moved, 'death', scene.tokens.headOfPolice, end).expect(201);
    expect(died.body.status).toBe('died');
    const after = await step(died.body as HomeRehabilitationDto, 'reception', scene.tokens.policeOfficer, {
      receivedAt: '2026-07-01T08:00:00+07:00',
    }).expect(409);
    expect(after.body).toMatchObject({ code: 'cases.stepNotAllowed', state: 'died' });
  });

  it('says why the law itself ended a deadline, and that it had been missed before', async () => {
    const { rows } = await test.database.owner.query<{ id: string }>(
      `select id from deadline where status = 'superseded'`,
    );
    const [superseded] = rows;
    const path = `/v1/deadlines/${superseded?.id}/explanation`;
    const { body } = await test.http().get(path).auth(scene.tokens.headOfPolice, bearer).expect(200);
    expect(body.closing).toMatchObject({ mark: 'interpretation' });
    const sentences = body.closing.steps.map((each: { vi: string }) => each.vi).join('\n');
    expect(sentences).toContain('coi là chấm dứt từ 00:00 ngày 01/07/2026');
    const closed = await test
      .http()
      .get('/v1/deadlines')
      .query({ status: 'closed' })
      .auth(scene.tokens.chairman, bearer);
    const missed = closed.body.items.find((item: { id: string }) => item.id === superseded?.id);
    expect(missed ?? { endedLate: true }).toMatchObject({ endedLate: true });
  });

  it('goes back once when competence is given back, not for ever', async () => {
    const personId = await aResident(test, scene.tokens.policeOfficer, scene.unitId);
    const file = await apply(test, scene.tokens.policeOfficer, anApplication({ personId }));
    await seedSuccession(test.database.owner, {
      predecessorId: scene.organisations.police,
      successorId: scene.organisations.committee,
      function: 'home-rehabilitation',
      effectiveOn: '2026-07-02',
      handoverUntil: '2026-12-31',
    });
    await eventually(
      () => read(file.id, scene.tokens.chairman),
      (seen) => seen.keeperOrganisationId === scene.organisations.committee,
    );
    await onDay(test, scene, '2026-07-02T10:00:00+07:00');
    await onDay(test, scene, '2026-07-02T11:00:00+07:00');
    expect(await eventsOf(file.id)).toEqual(['registered', 'keeper-moved']);
  });

  it('opens one file for a person, however many ask at once', async () => {
    const personId = await aResident(test, scene.tokens.neighbourPoliceOfficer, scene.neighbourUnitId);
    const send = () =>
      test
        .http()
        .post('/v1/home-rehabilitations')
        .auth(scene.tokens.neighbourPoliceOfficer, bearer)
        .send(anApplication({ personId }));
    const statuses = (await Promise.all([send(), send(), send(), send()])).map((answer) => answer.status);
    expect(statuses.toSorted()).toEqual([201, 409, 409, 409]);
  });
});
