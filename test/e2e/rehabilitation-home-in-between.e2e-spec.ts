import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import { decidedBefore, homeFiles } from '../setup/home-files.js';
import { requests, type Requests } from '../setup/people-factory.js';
import { story } from '../setup/story.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

/**
 * Decided by the chairman on 29/06/2026 for six months from the 30th, in rehabilitation on 01/07/2026: the old term stands
 * to its end (Luật 120/2025 Art 56(1)), the acts that follow are those of the new law and its authority.
 */
describe('a home rehabilitation that was under way on 01/07/2026', () => {
  let test: TestApp;
  let scene: VinhThuan;
  let get: Requests['get'];
  let post: Requests['post'];
  let file: HomeRehabilitationDto;
  beforeAll(async () => {
    test = await createTestApp();
    scene = await arrangeVinhThuan(test);
    ({ get, post } = requests(test));
    file = await decidedBefore(test, scene);
  });
  afterAll(() => test.close());

  async function step(name: string, body: object, token: string): Promise<void> {
    const answer = await post(token, `/v1/home-rehabilitations/${file.id}/${name}`, body).set(
      'If-Match',
      `"${file.version}"`,
    );
    expect({ status: answer.status, code: answer.body.code }).toEqual({
      status: 201,
      code: expect.any(String),
    });
    file = answer.body as HomeRehabilitationDto;
  }
  async function refused(name: string, body: object, token: string): Promise<{ code: string }> {
    const answer = await post(token, `/v1/home-rehabilitations/${file.id}/${name}`, body).set(
      'If-Match',
      `"${file.version}"`,
    );
    expect(answer.status).toBeGreaterThanOrEqual(400);
    return answer.body as { code: string };
  }
  const open = (): readonly string[] =>
    file.deadlines.filter(({ status }) => status === 'open').map(({ rule, dueAt }) => `${rule} ${dueAt}`);

  story('from the committee to the certificate of the police', (chapter) => {
    chapter('begins at the committee: the old law knows no limit before the end', async () => {
      await onDay(test, scene, '2026-06-30T10:00:00+07:00');
      await step('start', { startedAt: '2026-06-30T08:00:00+07:00' }, scene.tokens.committeeOfficer);
      expect(file.course?.term).toMatchObject({ endsOn: '2026-12-30' });
      expect(open()).toEqual([]);
      const breach = { at: '2026-06-30T09:00:00+07:00', kind: 'other', account: 'Vắng mặt' };
      expect(await refused('breaches', breach, scene.tokens.committeeOfficer)).toMatchObject({
        code: 'rehabilitation.laddersOfNewLaw',
      });
    });

    chapter('comes to the police on 01/07/2026 with its old term and the limits of the new law', async () => {
      await onDay(test, scene, '2026-07-01T08:00:00+07:00');
      file = await homeFiles(test).keptBy(scene.tokens.headOfPolice, file.id, scene.organisations.police);
      expect(file).toMatchObject({ status: 'started', course: { term: { endsOn: '2026-12-30' } } });
      expect(open()).toEqual([
        'voluntary.pre-end-notice 2026-11-30T17:00:00.000Z',
        'voluntary.certificate 2026-12-30T17:00:00.000Z',
      ]);
      const notice = file.deadlines.find(({ rule }) => rule === 'voluntary.pre-end-notice');
      const { body } = await get(scene.tokens.headOfPolice, `/v1/deadlines/${notice?.id}/explanation`).expect(
        200,
      );
      expect(body).toMatchObject({ rule: 'voluntary.pre-end-notice' });
      expect(body.steps[0].vi).toContain('không có quy định chuyển tiếp riêng');
      const { body: law } = await get(
        scene.tokens.headOfPolice,
        `/v1/home-rehabilitations/${file.id}/law`,
      ).expect(200);
      const regimes = Object.fromEntries(
        (law.aspects as { aspect: string; regime: string }[]).map(({ aspect, regime }) => [aspect, regime]),
      );
      expect(regimes).toMatchObject({
        term: 'R2',
        authority: 'R3',
        deadline: 'R3',
        form: 'R3',
        aftercare: 'R3',
      });
    });

    chapter('needs the three stages of the old law alone, and no lengths', async () => {
      await onDay(test, scene, '2026-12-01T08:00:00+07:00');
      expect(file.course?.lacking.map(({ stage }) => stage)).toEqual([
        'intake',
        'detoxification',
        'education',
      ]);
      for (const [stage, from, to] of [
        ['intake', '2026-06-30T09:00:00+07:00', '2026-07-06T16:00:00+07:00'],
        ['detoxification', '2026-07-07T08:00:00+07:00', '2026-07-10T16:00:00+07:00'],
        ['education', '2026-07-11T08:00:00+07:00', '2026-08-20T16:00:00+07:00'],
      ] as const) {
        await step('stages', { stage, at: from }, scene.tokens.policeOfficer);
        await step('stage-ends', { stage, at: to }, scene.tokens.policeOfficer);
      }
      expect(file.course?.lacking).toEqual([]);
      await step('end-notice', { at: '2026-11-27T08:00:00+07:00' }, scene.tokens.policeOfficer);
    });

    chapter('is certified by the head of the police, not by the chairman, in its last 24 hours', async () => {
      await onDay(test, scene, '2026-12-30T09:00:00+07:00');
      const body = { certifiedAt: '2026-12-30T08:00:00+07:00', number: '77/GXN-CAX' };
      const chairman = await refused('completion', body, scene.tokens.chairman);
      expect(chairman.code).toBe('authority.notCompetent');
      const early = { ...body, certifiedAt: '2026-12-29T23:00:00+07:00' };
      expect((await refused('completion', early, scene.tokens.headOfPolice)).code).toBe(
        'rehabilitation.termNotOver',
      );
      await step('completion', body, scene.tokens.headOfPolice);
      expect(file).toMatchObject({ status: 'completed' });
      expect(open()).toEqual([]);
      const { rows } = await test.database.owner.query(
        `select number, signer_office, regime, form_instrument, form_number from case_decision
         where case_id = $1 and act = 'certify-home-rehabilitation'`,
        [file.id],
      );
      expect(rows).toEqual([
        {
          ...{ number: '77/GXN-CAX', signer_office: 'Trưởng Công an cấp xã', regime: 'R3' },
          ...{ form_instrument: 'nd-163-2026', form_number: '28' },
        },
      ]);
    });
  });
});
