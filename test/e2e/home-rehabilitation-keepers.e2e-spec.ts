import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import { seedOrganisation, seedSuccession, seedUser, signIn, VINH_PHONG } from '../setup/factories.js';
import { broughtToThePolice, handedInBefore, homeFiles, type HomeFiles } from '../setup/home-files.js';
import { registerPerson, requests, type Requests } from '../setup/people-factory.js';
import { anApplication, anOldApplication, aResident, apply } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

const UNDER_THE_NEW_LAW = '2026-07-02T09:00:00+07:00';

/** A file changes hands more than once; it stays whole, and it can still be acted on. */
describe('keepers of a home rehabilitation', () => {
  let test: TestApp;
  let scene: VinhThuan;
  let files: HomeFiles;
  let get: Requests['get'];
  let post: Requests['post'];
  beforeAll(async () => {
    test = await createTestApp();
    scene = await arrangeVinhThuan(test);
    files = homeFiles(test);
    ({ get, post } = requests(test));
  });
  afterAll(() => test.close());
  beforeEach(() => onDay(test, scene, UNDER_THE_NEW_LAW));

  it('follows a merger and a change of law, one after the other, and still takes a step', async () => {
    const { formerOfficer, headOfPolice, policeOfficer } = scene.tokens;
    await onDay(test, scene, '2025-06-27T09:00:00+07:00');
    const address = { kind: 'current', unitId: scene.formerUnitId, fromOn: '2025-01-15' } as const;
    const person = await registerPerson(test, formerOfficer, { addresses: [address] });
    const body = anOldApplication({
      personId: person.id,
      handedInAt: '2025-06-27T08:30:00+07:00',
      determination: { on: '2025-06-26', facility: 'Trung tâm Y tế', toldAt: '2025-06-26T10:00:00+07:00' },
    });
    const file = await apply(test, formerOfficer, body);
    const moved = await broughtToThePolice(test, scene, file, UNDER_THE_NEW_LAW);
    expect(moved.status).toBe('awaiting-reception');
    expect(await files.historyOf(headOfPolice, file.id)).toEqual([
      'registered',
      'keeper-moved',
      'competence-moved',
    ]);
    const end = { at: '2026-07-02T08:00:00+07:00', reason: 'Chết do bệnh' };
    const died = (await files.step(headOfPolice, moved, 'death', end).expect(201)).body;
    expect(died.status).toBe('died');
    const reception = { receivedAt: '2026-07-01T08:00:00+07:00' };
    const after = await files.step(policeOfficer, died as HomeRehabilitationDto, 'reception', reception);
    expect(after.status).toBe(409);
    expect(after.body).toMatchObject({ code: 'cases.stepNotAllowed', state: 'died' });
  });

  it('takes no decision of its keeper from before it kept the file, but that of the body which kept it then', async () => {
    const { formerOfficer, chairman } = scene.tokens;
    const { committee, formerCommittee } = scene.organisations;
    await onDay(test, scene, '2025-06-27T09:00:00+07:00');
    const address = { kind: 'current', unitId: scene.formerUnitId, fromOn: '2025-01-15' } as const;
    const person = await registerPerson(test, formerOfficer, { addresses: [address] });
    const body = anOldApplication({
      personId: person.id,
      handedInAt: '2025-06-27T08:30:00+07:00',
      determination: { on: '2025-06-26', facility: 'Trung tâm Y tế', toldAt: '2025-06-26T10:00:00+07:00' },
    });
    const { id } = await apply(test, formerOfficer, body);
    await onDay(test, scene, '2025-07-02T09:00:00+07:00');
    const file = await files.keptBy(chairman, id, committee);
    const decision = {
      ...{ decidedAt: '2025-06-30T16:00:00+07:00', number: '11/QĐ-UBND' },
      ...{ startsOn: '2025-07-01', months: 6 },
    };
    const own = await files.step(chairman, file, 'decision', decision).expect(422);
    expect(own.body).toMatchObject({ code: 'cases.notKeptThen', keptBy: formerCommittee });
    const named = { ...decision, actedBy: formerCommittee };
    const taken = await files.step(chairman, file, 'decision', named).expect(201);
    expect(taken.body).toMatchObject({ status: 'decided', decision: { organisationId: formerCommittee } });
  });

  it('opens a file again that had ended by mistake with a body that is no more', async () => {
    const { formerOfficer, chairman } = scene.tokens;
    await onDay(test, scene, '2025-06-27T09:00:00+07:00');
    const address = { kind: 'current', unitId: scene.formerUnitId, fromOn: '2025-01-15' } as const;
    const person = await registerPerson(test, formerOfficer, { addresses: [address] });
    const body = anOldApplication({
      personId: person.id,
      handedInAt: '2025-06-27T08:30:00+07:00',
      determination: { on: '2025-06-26', facility: 'Trung tâm Y tế', toldAt: '2025-06-26T10:00:00+07:00' },
    });
    const file = await apply(test, formerOfficer, body);
    const end = { at: '2025-06-27T08:45:00+07:00', reason: 'Ghi nhầm người' };
    const gone = (await files.step(formerOfficer, file, 'withdrawal', end).expect(201)).body;
    await onDay(test, scene, '2025-07-02T09:00:00+07:00');
    const { history } = (await get(chairman, `/v1/cases/${file.id}`).expect(200)).body;
    const eventId = history.find((each: { type: string }) => each.type === 'withdrawn')?.id;
    await post(chairman, `/v1/cases/${file.id}/annulments`, { eventId, reason: 'Ghi nhầm người' })
      .set('If-Match', `"${gone.version}"`)
      .expect(201);
    const open = await files.keptBy(chairman, file.id, scene.organisations.committee);
    expect(open.status).toBe('registered');
    expect(open.deadlines.map((each) => [each.status, each.organisationId])).toEqual([
      ['void', scene.organisations.formerCommittee],
      ['open', scene.organisations.committee],
    ]);
  });

  it('says why the law itself ended a deadline, and that it had been missed before', async () => {
    const handedIn = await handedInBefore(test, scene, {
      handedInAt: '2026-06-22T08:30:00+07:00',
      determination: { on: '2026-06-19', facility: 'Trung tâm Y tế', toldAt: '2026-06-19T10:00:00+07:00' },
    });
    const { deadlines } = await broughtToThePolice(test, scene, handedIn, UNDER_THE_NEW_LAW);
    expect(deadlines).toMatchObject([{ status: 'superseded', dueAt: '2026-06-25T17:00:00.000Z' }]);
    const id = deadlines[0]?.id;
    const path = `/v1/deadlines/${id}/explanation`;
    const { body } = await get(scene.tokens.headOfPolice, path).expect(200);
    expect(body.closing).toMatchObject({ mark: 'interpretation' });
    const sentences = body.closing.steps.map((each: { vi: string }) => each.vi).join('\n');
    expect(sentences).toContain('coi là chấm dứt từ 00:00 ngày 01/07/2026');
    const closed = await get(scene.tokens.chairman, '/v1/deadlines?status=closed').expect(200);
    expect(closed.body.items).toContainEqual(expect.objectContaining({ id, endedLate: true }));
  });

  it('goes back once when competence is given back, not for ever', async () => {
    const { owner } = test.database;
    const police = await seedOrganisation(owner, { kind: 'commune-police' });
    const committee = await seedOrganisation(owner, { kind: 'commune-peoples-committee' });
    const officer = await signIn(
      test,
      await seedUser(owner, { organisationId: police, roles: ['commune-police-officer'] }),
    );
    const chairman = await signIn(
      test,
      await seedUser(owner, { organisationId: committee, roles: ['commune-chairman'] }),
    );
    const personId = await aResident(test, officer, VINH_PHONG);
    const file = await apply(test, officer, anApplication({ personId }));
    await seedSuccession(owner, {
      predecessorId: police,
      successorId: committee,
      function: 'home-rehabilitation',
      effectiveOn: '2026-07-02',
      handoverUntil: '2026-12-31',
    });
    await files.keptBy(chairman, file.id, committee);
    await onDay(test, scene, '2026-07-02T10:00:00+07:00');
    await onDay(test, scene, '2026-07-02T11:00:00+07:00');
    expect(await files.historyOf(chairman, file.id)).toEqual(['registered', 'keeper-moved']);
  });

  it('opens one file for a person, however many ask at once', async () => {
    const token = scene.tokens.neighbourPoliceOfficer;
    const personId = await aResident(test, token, scene.neighbourUnitId);
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => post(token, '/v1/home-rehabilitations', anApplication({ personId }))),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409]);
  });
});
