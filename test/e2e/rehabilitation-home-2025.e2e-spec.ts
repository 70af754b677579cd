import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import { requests, type Requests } from '../setup/people-factory.js';
import { anOldApplication, aResident, apply } from '../setup/rehabilitation-factory.js';
import { story } from '../setup/story.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

/**
 * The whole of it under Luật 73/2021 in the year of two tiers: registered at the committee on 08/09/2025, decided by the
 * chairman for six months, certified by him on the last day.
 */
describe('a home rehabilitation of 2025, to its certificate', () => {
  let test: TestApp;
  let scene: VinhThuan;
  let post: Requests['post'];
  let file: HomeRehabilitationDto;
  beforeAll(async () => {
    test = await createTestApp();
    scene = await arrangeVinhThuan(test);
    ({ post } = requests(test));
    await onDay(test, scene, '2025-09-08T10:00:00+07:00');
    const personId = await aResident(test, scene.tokens.committeeOfficer, scene.unitId);
    const application = anOldApplication({
      personId,
      handedInAt: '2025-09-08T08:30:00+07:00',
      determination: {
        on: '2025-09-05',
        facility: 'Trung tâm Y tế khu vực Vĩnh Thuận',
        toldAt: '2025-09-05T15:00:00+07:00',
      },
    });
    file = await apply(test, scene.tokens.committeeOfficer, application);
  });
  afterAll(() => test.close());

  async function step(name: string, body: object, wanted: number | string, token: string): Promise<object> {
    const answer = await post(token, `/v1/home-rehabilitations/${file.id}/${name}`, body).set(
      'If-Match',
      `"${file.version}"`,
    );
    expect(answer.status < 400 ? answer.status : answer.body.code).toBe(wanted);
    if (answer.status === 201) file = answer.body as HomeRehabilitationDto;
    return answer.body as object;
  }
  const chairman = () => scene.tokens.chairman;
  const officer = () => scene.tokens.committeeOfficer;

  story('from the application to the certificate', (chapter) => {
    chapter(
      'is decided in three working days, by the chairman and for the months that he writes',
      async () => {
        expect(file.deadlines).toMatchObject([
          { regime: 'R2', dueAt: '2025-09-11T17:00:00.000Z', status: 'open' },
        ]);
        const decision = {
          decidedAt: '2025-09-08T09:30:00+07:00',
          number: '41/QĐ-UBND',
          startsOn: '2025-09-10',
        };
        await step('decision', { ...decision, months: 5 }, 'rehabilitation.termOutsideLaw', chairman());
        await step('decision', { ...decision, months: 6 }, 'cases.notFound', scene.tokens.headOfPolice);
        await step('decision', { ...decision, months: 6 }, 201, chairman());
        expect(file.term).toMatchObject({ startsOn: '2025-09-10', endsOn: '2026-03-10' });
      },
    );

    chapter('begins; no limit before the end, no ladder, no monitoring', async () => {
      await onDay(test, scene, '2025-09-12T10:00:00+07:00');
      await step('start', { startedAt: '2025-09-12T08:00:00+07:00' }, 201, officer());
      expect(file.deadlines.filter(({ status }) => status === 'open')).toEqual([]);
      const breach = { at: '2025-09-12T09:00:00+07:00', kind: 'electronic-monitoring', account: 'Không đeo' };
      await step('breaches', breach, 'rehabilitation.laddersOfNewLaw', officer());
    });

    chapter('is not terminated by the person for nine sessions, nor without their number', async () => {
      await onDay(test, scene, '2025-12-01T10:00:00+07:00');
      const missed = { at: '2025-11-28T09:00:00+07:00', reason: 'Không tham gia các buổi tư vấn' };
      const without = await step('self-termination', missed, 'request.invalidBody', officer());
      expect(without).toMatchObject({ errors: [{ pointer: '/missedSessions' }] });
      const nine = await step(
        'self-termination',
        { ...missed, missedSessions: 9 },
        'rehabilitation.notSelfTerminated',
        officer(),
      );
      expect(nine).toMatchObject({ missedSessions: 9, atLeast: 10 });
    });

    chapter('is not certified while a stage lacks, nor on the day before the last', async () => {
      await onDay(test, scene, '2026-03-10T16:00:00+07:00');
      for (const [stage, from, to] of [
        ['intake', '2025-09-12T09:00:00+07:00', '2025-09-16T16:00:00+07:00'],
        ['detoxification', '2025-09-17T08:00:00+07:00', '2025-09-24T16:00:00+07:00'],
      ] as const) {
        await step('stages', { stage, at: from }, 201, officer());
        await step('stage-ends', { stage, at: to }, 201, officer());
      }
      const certificate = { certifiedAt: '2026-03-10T15:00:00+07:00', number: '09/GXN-UBND' };
      const lacking = await step('completion', certificate, 'rehabilitation.stagesLacking', chairman());
      expect(lacking).toMatchObject({
        lacking: [{ stage: 'education', fault: 'missing', article: 'Luật 73/2021/QH14, Điều 29 khoản 2' }],
      });
      await step('stages', { stage: 'education', at: '2025-09-25T08:00:00+07:00' }, 201, officer());
      await step('stage-ends', { stage: 'education', at: '2026-03-06T16:00:00+07:00' }, 201, officer());
      const early = { ...certificate, certifiedAt: '2026-03-09T23:00:00+07:00' };
      const refused = await step('completion', early, 'rehabilitation.termNotOver', chairman());
      expect(refused).toMatchObject({ from: '2026-03-09T17:00:00.000Z' });
    });

    chapter('is certified by the chairman on the last day, by form 26a', async () => {
      const certificate = { certifiedAt: '2026-03-10T15:00:00+07:00', number: '09/GXN-UBND' };
      await step('completion', certificate, 'http.forbidden', officer());
      await step('completion', certificate, 201, chairman());
      expect(file).toMatchObject({ status: 'completed', next: [] });
      const { rows } = await test.database.owner.query(
        `select signer_office, regime, form_instrument, form_appendix, form_number from case_decision
         where case_id = $1 and act = 'certify-home-rehabilitation'`,
        [file.id],
      );
      expect(rows).toEqual([
        {
          ...{ signer_office: 'Chủ tịch Ủy ban nhân dân cấp xã', regime: 'R2' },
          ...{ form_instrument: 'nd-116-2021', form_appendix: 'II', form_number: '26a' },
        },
      ]);
    });
  });
});
