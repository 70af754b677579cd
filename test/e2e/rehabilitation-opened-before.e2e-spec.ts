import type { Response } from 'supertest';
import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import { broughtToThePolice, handedInBefore } from '../setup/home-files.js';
import { requests, type Requests } from '../setup/people-factory.js';
import { story } from '../setup/story.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

/**
 * Registered with the people's committee on 29/06/2026 under Luật 73/2021, decided by the commune police on 02/07/2026: the
 * term is that of the new law, 24 months (Luật 120/2025 Art 56(2)), and runs from the reception record of the police.
 */
describe('a home rehabilitation that was registered before 01/07/2026 and decided after', () => {
  let test: TestApp;
  let scene: VinhThuan;
  let get: Requests['get'];
  let post: Requests['post'];
  let file: HomeRehabilitationDto;
  beforeAll(async () => {
    test = await createTestApp();
    scene = await arrangeVinhThuan(test);
    ({ get, post } = requests(test));
    file = await handedInBefore(test, scene);
  });
  afterAll(() => test.close());

  async function step(
    name: string,
    body: object,
    status = 201,
    token = scene.tokens.headOfPolice,
  ): Promise<Response> {
    const path = `/v1/home-rehabilitations/${file.id}/${name}`;
    const answer = await post(token, path, body).set('If-Match', `"${file.version}"`);
    if (answer.status !== status) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    if (status === 201) file = answer.body as HomeRehabilitationDto;
    return answer;
  }
  const limits = (rule: string) => file.deadlines.filter((each) => each.rule === rule);
  const why = async (id: string | undefined): Promise<string> =>
    JSON.stringify(
      (await get(scene.tokens.headOfPolice, `/v1/deadlines/${id}/explanation`).expect(200)).body,
    );

  story('from the committee to the certificate of the police', (chapter) => {
    chapter('is registered by the committee, which has three working days', () => {
      expect(file).toMatchObject({
        status: 'registered',
        keeperOrganisationId: scene.organisations.committee,
      });
      expect(limits('home-rehabilitation.decision')).toMatchObject([
        { status: 'open', regime: 'R2', dueAt: '2026-07-02T17:00:00.000Z' },
      ]);
      return Promise.resolve();
    });

    chapter('goes to the police on 01/07/2026: the old limit has lost its ground, and says so', async () => {
      file = await broughtToThePolice(test, scene, file, '2026-07-01T08:00:00+07:00');
      expect(file).toMatchObject({ status: 'awaiting-reception' });
      const [old] = limits('home-rehabilitation.decision');
      expect(old).toMatchObject({ status: 'superseded', closedAt: '2026-06-30T17:00:00.000Z' });
      expect(await why(old?.id)).toContain('Điều 56 khoản 2');
    });

    chapter(
      'cannot be decided by the chairman any more, nor by the police before they received it',
      async () => {
        await onDay(test, scene, '2026-07-02T10:00:00+07:00');
        const decision = { decidedAt: '2026-07-02T09:50:00+07:00', number: '31/QĐ-CAX' };
        const chairman = await step('decision', decision, 403, scene.tokens.chairman);
        expect(chairman.body).toMatchObject({
          code: 'authority.notCompetent',
          competent: { organisationKind: 'commune-police' },
        });
        const early = await step('decision', decision, 409);
        expect(early.body.code).toBe('cases.stepNotAllowed');
        const stranger = await step(
          'reception',
          { receivedAt: '2026-07-02T09:00:00+07:00' },
          404,
          scene.tokens.neighbourPoliceOfficer,
        );
        expect(stranger.body.code).toBe('cases.notFound');
      },
    );

    chapter('is received, and from then the police have twenty-four hours', async () => {
      await step('reception', { receivedAt: '2026-07-02T09:00:00+07:00' });
      const [, now] = limits('home-rehabilitation.decision');
      expect(now).toMatchObject({ status: 'open', regime: 'R3', dueAt: '2026-07-03T02:00:00.000Z' });
      expect(await why(now?.id)).toContain('biên bản tiếp nhận');
    });

    chapter('is decided by the new law: twenty-four months from the reception record', async () => {
      await step('decision', { decidedAt: '2026-07-02T09:50:00+07:00', number: '31/QĐ-CAX' });
      expect(file).toMatchObject({
        status: 'decided',
        decision: { regime: 'R3', form: { instrument: 'nd-163-2026', appendix: 'V', number: '22' } },
        term: { startsOn: '2026-07-02', endsOn: '2028-07-02', months: 24 },
      });
      expect(JSON.stringify(file.term)).toContain('Điều 29 khoản 1');
      const law = await get(scene.tokens.headOfPolice, `/v1/home-rehabilitations/${file.id}/law`).expect(200);
      const aspects = law.body.aspects as { aspect: string; regime: string }[];
      expect(aspects.map(({ aspect, regime }) => `${aspect} ${regime}`)).toContain('term R3');
    });

    chapter(
      'goes through its stages to the notice, and is certified in the last twenty-four hours',
      async () => {
        await onDay(test, scene, '2026-07-03T10:00:00+07:00');
        await step('start', { startedAt: '2026-07-03T08:00:00+07:00' });
        await onDay(test, scene, '2028-06-30T09:00:00+07:00');
        for (const [name, stage, day] of [
          ['stages', 'intake', '2026-07-03T09:00:00+07:00'],
          ['stage-ends', 'intake', '2026-07-04T16:00:00+07:00'],
          ['stages', 'detoxification', '2026-07-05T08:00:00+07:00'],
          ['stage-ends', 'detoxification', '2026-07-14T16:00:00+07:00'],
          ['stages', 'education', '2026-07-15T08:00:00+07:00'],
          ['stages', 'labour-therapy', '2026-07-15T08:00:00+07:00'],
          ['stage-ends', 'education', '2026-10-14T16:00:00+07:00'],
        ] as const) {
          await step(name, { stage, at: day });
        }
        await step('end-notice', { at: '2028-06-02T08:00:00+07:00' });
        await step('stages', { stage: 'reintegration', at: '2028-06-02T08:30:00+07:00' });
        expect(limits('voluntary.pre-end-notice')).toMatchObject([{ status: 'met' }]);
        const early = { certifiedAt: '2028-06-30T08:00:00+07:00', number: '5/GXN-CAX' };
        expect((await step('completion', early, 409)).body).toMatchObject({
          code: 'rehabilitation.termNotOver',
          from: '2028-07-01T17:00:00.000Z',
        });
        await onDay(test, scene, '2028-07-02T10:00:00+07:00');
        await step('completion', { ...early, certifiedAt: '2028-07-02T09:00:00+07:00' });
        expect(file).toMatchObject({ status: 'completed', next: [] });
        const open = file.deadlines.filter(({ status }) => status === 'open').map(({ rule }) => rule);
        // Of electronic monitoring nobody has decided here: it is owed in a file of its own, and ends with this one.
        expect(open).toEqual([]);
      },
    );

    chapter(
      'can be told from its history: who did what, under which law, with an audit row for each',
      async () => {
        const { body } = await get(scene.tokens.headOfPolice, `/v1/cases/${file.id}`).expect(200);
        const steps = (body.history as { type: string }[]).map(({ type }) => type);
        expect(steps.slice(0, 5)).toEqual([
          'registered',
          'competence-moved',
          'reception-recorded',
          'decided',
          'started',
        ]);
        const { rows } = await test.database.owner.query<{ action: string }>(
          `select distinct action from audit_event where subject_id = $1 and outcome = 'done'`,
          [file.id],
        );
        expect(rows.map(({ action }) => action)).toEqual(
          expect.arrayContaining([
            'rehabilitation.home.reception-recorded',
            'rehabilitation.home.decided',
            'rehabilitation.home.completed',
          ]),
        );
      },
    );
  });
});
