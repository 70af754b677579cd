import type { Response } from 'supertest';
import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import { requests, type Requests } from '../setup/people-factory.js';
import { anApplication, aResident, apply } from '../setup/rehabilitation-factory.js';
import { story } from '../setup/story.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

/**
 * An adult at home under Luật 120/2025, told in dates: registered on 02/07/2026, in prison for a hundred days of 2027,
 * certified in the last 24 hours of a term that those days have moved.
 */
describe('a home rehabilitation of 2026, to its certificate', () => {
  let test: TestApp;
  let scene: VinhThuan;
  let get: Requests['get'];
  let post: Requests['post'];
  let file: HomeRehabilitationDto;
  beforeAll(async () => {
    test = await createTestApp();
    scene = await arrangeVinhThuan(test);
    ({ get, post } = requests(test));
    await onDay(test, scene, '2026-07-02T09:00:00+07:00');
    const personId = await aResident(test, scene.tokens.policeOfficer, scene.unitId);
    file = await apply(test, scene.tokens.policeOfficer, anApplication({ personId }));
    await step('decision', { decidedAt: '2026-07-02T08:45:00+07:00', number: '31/QĐ-CAX' }, 201);
  });
  afterAll(() => test.close());

  async function step(
    name: string,
    body: object,
    status: number,
    token = scene.tokens.headOfPolice,
  ): Promise<Response> {
    const answer = await post(token, `/v1/home-rehabilitations/${file.id}/${name}`, body).set(
      'If-Match',
      `"${file.version}"`,
    );
    if (answer.status !== status) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    if (status === 201) file = answer.body as HomeRehabilitationDto;
    return answer;
  }

  const open = (rule: string) =>
    file.deadlines.find((deadline) => deadline.rule === rule && deadline.status === 'open');

  story('from the beginning to the certificate', (chapter) => {
    chapter(
      'begins: the notice and the certificate are owed from then on, counted back from the end of the term',
      async () => {
        await onDay(test, scene, '2026-07-03T10:00:00+07:00');
        expect(file.course).toBeNull();
        await step('start', { startedAt: '2026-07-03T08:00:00+07:00' }, 201);
        expect(file.course).toMatchObject({
          term: { endsOn: '2028-07-02', countedDays: 1, remainingDays: 730, paused: false },
        });
        expect(open('voluntary.pre-end-notice')).toMatchObject({ dueAt: '2028-06-02T17:00:00.000Z' });
        expect(open('voluntary.certificate')).toMatchObject({ dueAt: '2028-07-02T17:00:00.000Z' });
        expect(file.course?.lacking.map(({ stage, fault }) => `${stage} ${fault}`)).toEqual([
          'intake missing',
          'detoxification missing',
          'education missing',
          'labour-therapy missing',
          'reintegration missing',
        ]);
      },
    );

    chapter('explains the notice by the term and its article', async () => {
      const { body } = await get(
        scene.tokens.policeOfficer,
        `/v1/deadlines/${open('voluntary.pre-end-notice')?.id}/explanation`,
      ).expect(200);
      expect(body.citations.map(({ text }: { text: string }) => text)).toContain(
        'Nghị định 163/2026/NĐ-CP, Điều 93 khoản 2',
      );
      expect(body.steps.map(({ vi }: { vi: string }) => vi)).toContain(
        'Thời hạn từ ngày 02/07/2026 đến hết ngày 02/07/2028: 731 ngày.',
      );
    });

    chapter('goes through the stages; d may overlap c, and none ends that has not begun', async () => {
      await onDay(test, scene, '2026-12-01T09:00:00+07:00');
      await step('stages', { stage: 'intake', at: '2026-07-03T08:30:00+07:00' }, 201);
      await step('stage-ends', { stage: 'intake', at: '2026-07-04T16:00:00+07:00' }, 201);
      const early = await step('stage-ends', { stage: 'education', at: '2026-07-20T16:00:00+07:00' }, 409);
      expect(early.body).toMatchObject({
        code: 'rehabilitation.stageOrder',
        stage: 'education',
        fault: 'not-begun',
      });
      await step('stages', { stage: 'detoxification', at: '2026-07-05T08:00:00+07:00' }, 201);
      const twice = await step('stages', { stage: 'detoxification', at: '2026-07-06T08:00:00+07:00' }, 409);
      expect(twice.body).toMatchObject({ fault: 'goes-on', at: '2026-07-06T01:00:00.000Z' });
      await step('stage-ends', { stage: 'detoxification', at: '2026-07-14T16:00:00+07:00' }, 201);
      await step('stages', { stage: 'education', at: '2026-07-15T08:00:00+07:00' }, 201);
      await step('stages', { stage: 'labour-therapy', at: '2026-07-15T08:00:00+07:00' }, 201);
      await step('stage-ends', { stage: 'education', at: '2026-10-14T16:00:00+07:00' }, 201);
      expect(file.course?.stages).toContainEqual({
        stage: 'detoxification',
        from: '2026-07-05',
        to: '2026-07-14',
      });
      expect(file.course?.lacking.map(({ stage }) => stage)).toEqual(['reintegration']);
    });

    chapter('climbs the ladder of other breaches: reminder, review', async () => {
      await step('breaches', aBreach('2026-10-20T09:00:00+07:00'), 201);
      await step('breaches', aBreach('2026-11-03T09:00:00+07:00'), 201);
      expect(file.course?.breaches).toMatchObject([
        { rung: 1, consequence: 'reminder' },
        { rung: 2, consequence: 'review' },
      ]);
      expect(file.course?.breaches[1]?.explanation.citations.map(({ text }) => text)).toContain(
        'Luật 120/2025/QH15, Điều 47 khoản 4',
      );
    });

    chapter(
      'stands still in prison: nothing is due, and the days that were served outside stay counted',
      async () => {
        await onDay(test, scene, '2027-02-01T09:00:00+07:00');
        await step(
          'imprisonment',
          { at: '2027-01-10T08:00:00+07:00', reason: 'Bản án số 04/2027/HS-ST' },
          201,
        );
        expect(file).toMatchObject({ status: 'in-prison', course: { term: { endsOn: null, paused: true } } });
        // The decision on electronic monitoring does not wait for the end of the sentence.
        const owed = file.deadlines.filter(({ status }) => status === 'open').map(({ rule }) => rule);
        expect(owed).toEqual(['electronic-monitoring.decision']);
        const meanwhile = await step('end-notice', { at: '2027-01-20T08:00:00+07:00' }, 409);
        expect(meanwhile.body).toMatchObject({ code: 'cases.stepNotAllowed', allowedIn: ['started'] });
      },
    );

    chapter('goes on after it, a hundred days later than it would have', async () => {
      await onDay(test, scene, '2027-04-21T09:00:00+07:00');
      await step('release', { at: '2027-04-20T08:00:00+07:00' }, 201);
      expect(file.course?.term).toMatchObject({ endsOn: '2028-10-10', paused: false });
      expect(file.course?.term?.explanation.citations.map(({ text }) => text)).toContain(
        'Luật 120/2025/QH15, Điều 47 khoản 1',
      );
      expect(open('voluntary.certificate')).toMatchObject({ dueAt: '2028-10-10T17:00:00.000Z' });
      const ended = file.deadlines.filter(({ status }) => status === 'superseded').map(({ rule }) => rule);
      expect(ended.toSorted()).toEqual(['voluntary.certificate', 'voluntary.pre-end-notice']);
    });

    chapter('announces its end thirty days before, and that limit is met', async () => {
      await onDay(test, scene, '2028-09-11T09:00:00+07:00');
      await step('stages', { stage: 'reintegration', at: '2028-09-10T08:00:00+07:00' }, 201);
      await step('end-notice', { at: '2028-09-08T08:00:00+07:00' }, 201);
      expect(file.course?.endAnnouncedAt).toBe('2028-09-08T01:00:00.000Z');
      expect(
        file.deadlines.find(({ rule, status }) => rule === 'voluntary.pre-end-notice' && status === 'met'),
      ).toBeDefined();
      expect(open('voluntary.pre-end-notice')).toBeUndefined();
    });

    chapter(
      'is not certified a minute before its last 24 hours, nor by an officer, nor by the committee',
      async () => {
        await onDay(test, scene, '2028-10-10T01:00:00+07:00');
        const body = { certifiedAt: '2028-10-09T23:59:00+07:00', number: '12/GXN-CAX' };
        const early = await step('completion', body, 409);
        expect(early.body).toMatchObject({
          code: 'rehabilitation.termNotOver',
          from: '2028-10-09T17:00:00.000Z',
        });
        const certificate = { ...body, certifiedAt: '2028-10-10T00:30:00+07:00' };
        const officer = await step('completion', certificate, 403, scene.tokens.policeOfficer);
        expect(officer.body.code).toBe('http.forbidden');
        const chairman = await step('completion', certificate, 404, scene.tokens.chairman);
        expect(chairman.body.code).toBe('cases.notFound');
      },
    );

    chapter('is completed, and nothing is open any more', async () => {
      await step('completion', { certifiedAt: '2028-10-10T00:30:00+07:00', number: '12/GXN-CAX' }, 201);
      expect(file).toMatchObject({ status: 'completed', next: [] });
      expect(file.deadlines.filter(({ status }) => status === 'open')).toEqual([]);
      const { body } = await get(scene.tokens.policeOfficer, `/v1/cases/${file.id}`).expect(200);
      expect(body).toMatchObject({ status: 'completed', closedOn: '2028-10-10' });
      const late = await step(
        'evaluations',
        { at: '2028-10-10T00:40:00+07:00', account: 'Chấp hành tốt' },
        409,
      );
      expect(late.body.code).toBe('cases.stepNotAllowed');
    });

    chapter('can be taken back: the certificate is annulled and its limit runs again', async () => {
      const { body: history } = await get(scene.tokens.headOfPolice, `/v1/cases/${file.id}/history`).expect(
        200,
      );
      const event = history.items.find(({ type }: { type: string }) => type === 'completed');
      const { body } = await post(scene.tokens.headOfPolice, `/v1/cases/${file.id}/annulments`, {
        eventId: event.id,
        reason: 'Cấp nhầm số',
      })
        .set('If-Match', `"${file.version}"`)
        .expect(201);
      file = { ...file, version: body.version };
      expect(body.status).toBe('started');
      file = (await get(scene.tokens.headOfPolice, `/v1/home-rehabilitations/${file.id}`).expect(200))
        .body as HomeRehabilitationDto;
      expect(open('voluntary.certificate')).toMatchObject({ dueAt: '2028-10-10T17:00:00.000Z' });
    });

    chapter('left an audit row for each step, with the person', async () => {
      const { rows } = await test.database.owner.query<{ action: string; persons: string[] }>(
        `select action, persons from audit_event where subject_id = $1 and action like 'rehabilitation.home.%'
         and outcome = 'done' and action not like '%.read'`,
        [file.id],
      );
      const actions = new Set(rows.map(({ action }) => action));
      for (const name of [
        'stage-began',
        'breach-recorded',
        'imprisoned',
        'released',
        'end-announced',
        'completed',
      ]) {
        expect(actions).toContain(`rehabilitation.home.${name}`);
      }
      expect(rows.every(({ persons }) => persons.includes(file.personId))).toBe(true);
    });
  });
});

const aBreach = (at: string): object => ({
  at,
  kind: 'other',
  account: 'Vắng mặt tại buổi tư vấn không có lý do',
});
