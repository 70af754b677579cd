import type { CompulsoryDto } from '../../src/rehabilitation/compulsory/compulsory-answer.dto.js';
import type { CompulsoryGroundsDto } from '../../src/rehabilitation/compulsory/compulsory-grounds.dto.js';
import {
  arrangeCompulsoryDesk,
  FollowedFile,
  openDossier,
  type CompulsoryDesk,
} from '../setup/compulsory-files.js';
import type { CaseDto } from '../../src/cases/case.dto.js';
import { courseFiles } from '../setup/course-files.js';
import { requests, type Requests } from '../setup/people-factory.js';
import { story } from '../setup/story.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { onDay } from '../setup/vinh-thuan.js';

const timesMet = (statuses: readonly string[]): number => statuses.filter((each) => each === 'met').length;

/**
 * An adult at home under Luật 120/2025 breaks the rules a third time on 03/08/2026: dossier, court, execution, stay of 36
 * months less the interim management, certificate. Told in dates.
 */
describe('a third breach, from the dossier to the certificate', () => {
  let test: TestApp;
  let desk: CompulsoryDesk;
  let get: Requests['get'];
  let post: Requests['post'];
  let head: string;
  let personId: string;
  let homeId: string;
  let evidenceId: string;
  let file: FollowedFile;
  beforeAll(async () => {
    test = await createTestApp();
    desk = await arrangeCompulsoryDesk(test);
    ({ get, post } = requests(test));
    head = desk.scene.tokens.headOfPolice;
    const course = courseFiles(test, desk.scene);
    let home = await course.underWay('2026-08-04');
    for (const day of ['2026-07-10', '2026-07-20', '2026-08-03']) {
      const breach = { at: `${day}T09:00:00+07:00`, kind: 'other', account: 'Bỏ buổi tư vấn, có biên bản' };
      home = await course.step(home, 'breaches', breach);
    }
    ({ id: homeId, personId } = home);
  });
  afterAll(() => test.close());

  const day = (instant: string): Promise<void> => onDay(test, desk.scene, instant);
  const opening = (): object => ({
    ...{ personId, foundAt: '2026-08-10T08:00:00+07:00', openedAt: '2026-08-10T09:00:00+07:00' },
    ...{ ground: 'breach', evidenceId, exclusions: [] },
    ordinal: { value: 2, basis: 'Đã cai nghiện tại gia đình lần đầu năm 2026' },
  });

  story('from the third breach to the certificate', (chapter) => {
    chapter('is proposed as a ground with its evidence, and a person takes it', async () => {
      await day('2026-08-10T10:00:00+07:00');
      const { body } = await get(head, `/v1/persons/${personId}/compulsory-grounds`).expect(200);
      const { grounds } = body as CompulsoryGroundsDto;
      expect(grounds.map(({ ground }) => ground)).toEqual(['breach']);
      evidenceId = grounds[0]?.facts[0]?.recordId ?? '';
      const { policeOfficer, chairman } = desk.scene.tokens;
      await openDossier(test, policeOfficer, opening(), 'http.forbidden');
      const refused = await openDossier(test, chairman, opening(), 'authority.notCompetent');
      expect(refused.competent).toMatchObject({ article: 'Nghị định 163/2026/NĐ-CP, Điều 100 khoản 1' });
      await openDossier(test, desk.staff.neighbourHead, opening(), 'http.notFound');
      await openDossier(test, head, { ...opening(), ground: 'relapse-in-aftercare' }, 'request.invalidBody');
      await openDossier(
        test,
        head,
        { ...opening(), foundAt: '2026-08-02T08:00:00+07:00' },
        'request.invalidBody',
      );
      await openDossier(
        test,
        head,
        { ...opening(), openedAt: '2026-08-10T11:00:00+07:00' },
        'request.invalidBody',
      );
      file = new FollowedFile(test, (await openDossier(test, head, opening())) as CompulsoryDto);
      await openDossier(test, head, opening(), 'cases.openFileExists');
      expect(file.now).toMatchObject({
        status: 'building',
        age: 'adult',
        ground: { ground: 'breach', fact: 'breach-to-compulsory', lastActOn: '2026-08-03', basis: null },
        limitation: { lastDay: '2026-11-03' },
      });
      expect(file.due('compulsory.dossier')).toBe('2026-08-11T17:00:00.000Z');
      expect(file.due('compulsory.limitation')).toBe('2026-11-03T17:00:00.000Z');
    });

    chapter('numbers its pages without a gap, also where a paper is taken out again', async () => {
      await file.papers(head, '2026-08-10', [
        ['curriculum-vitae', 2],
        ['violation-record', 3],
        ['other', 4],
        ['determination-result', 1],
      ]);
      await file.step(
        head,
        'papers',
        { at: '2026-08-10T09:30:00+07:00', paper: 'statement', pages: 1 },
        'compulsory.paperUnknown',
      );
      const early = { step: 'dossier-completed', at: '2026-08-10T09:40:00+07:00', number: '07/ĐN-CAX' };
      const refused = await file.step(head, 'dossier-steps', early, 'compulsory.dossierIncomplete');
      expect(refused.missing).toMatchObject([
        { paper: 'request', form: '36', article: 'Nghị định 163/2026/NĐ-CP, Điều 101 khoản 1 điểm d' },
      ]);
      const other = file.now.dossier.papers[2];
      await post(head, `/v1/cases/${file.now.id}/annulments`, {
        eventId: other?.eventId,
        reason: 'Nhầm tài liệu',
      })
        .set('If-Match', `"${file.now.version}"`)
        .expect(201);
      await file.reload(head);
      await file.step(head, 'papers', { at: '2026-08-10T09:35:00+07:00', paper: 'request', pages: 2 });
      expect(
        file.now.dossier.papers.map(({ paper, firstPage, lastPage, form }) => [
          ...[paper, firstPage, lastPage, form?.number],
        ]),
      ).toEqual([
        ['curriculum-vitae', 1, 2, '33'],
        ['violation-record', 3, 5, '34'],
        ['determination-result', 6, 6, undefined],
        ['request', 7, 8, '36'],
      ]);
      await file.step(head, 'dossier-steps', early);
      expect(file.statusesOf('compulsory.dossier')).toEqual(['met']);
      expect(file.formOf('request-compulsory-measure')).toBe('36');
      const fixed = await post(head, `/v1/cases/${file.now.id}/annulments`, {
        eventId: file.now.dossier.papers[0]?.eventId,
        reason: 'Muốn bỏ',
      }).set('If-Match', `"${file.now.version}"`);
      expect([fixed.status, fixed.body.code]).toEqual([409, 'compulsory.pagesFixed']);
    });

    chapter('is told with a copy, and read for three working days before it leaves', async () => {
      await day('2026-08-11T10:00:00+07:00');
      const interim = { step: 'interim-began', at: '2026-08-11T08:00:00+07:00', number: '03/QĐ-CAX' };
      await file.step(head, 'dossier-steps', { ...interim, kind: 'family' }, 'compulsory.interimKind');
      const inFacility = { ...interim, kind: 'facility', organisationId: desk.places.publicFacility };
      await file.step(head, 'dossier-steps', { ...inFacility, months: 3 }, 'request.invalidBody');
      await file.step(head, 'dossier-steps', inFacility);
      expect(file.formOf('decide-interim-management')).toBe('32');
      await file.step(head, 'dossier-steps', { step: 'notified', at: '2026-08-11T09:00:00+07:00' });
      expect(file.formOf('notify-compulsory-dossier')).toBe('37');
      expect(file.due('compulsory.reading')).toBe('2026-08-14T17:00:00.000Z');
      // A Friday: the working day after it is the Monday.
      expect(file.due('compulsory.forward')).toBe('2026-08-17T17:00:00.000Z');
      await day('2026-08-14T10:00:00+07:00');
      const sent = { step: 'sent-to-court', number: '09/QĐ-CAX', organisationId: desk.court };
      const early = { ...sent, at: '2026-08-14T09:00:00+07:00' };
      const refused = await file.step(head, 'dossier-steps', early, 'compulsory.stillReading');
      expect(refused.from).toBe('2026-08-14T17:00:00.000Z');
      await day('2026-08-17T10:00:00+07:00');
      const at = '2026-08-17T09:00:00+07:00';
      const submitted = {
        ...sent,
        step: 'submitted',
        at,
        organisationId: desk.scene.organisations.provincialPolice,
      };
      await file.step(head, 'dossier-steps', submitted, 'authority.notCompetent');
      await file.step(
        head,
        'dossier-steps',
        { ...sent, at, organisationId: 1_999_999 },
        'request.invalidBody',
      );
      await file.step(desk.staff.neighbourHead, 'dossier-steps', { ...sent, at }, 'cases.notFound');
      await file.step(head, 'dossier-steps', { ...sent, at });
      expect(file.now.status).toBe('at-court');
      expect(file.statusesOf('compulsory.reading')).toEqual(['ran-out']);
      expect(file.statusesOf('compulsory.forward')).toEqual(['met']);
    });

    chapter('answers the court in two working days', async () => {
      await day('2026-08-21T10:00:00+07:00');
      const asked = { step: 'court-asked', at: '2026-08-19T08:00:00+07:00', reason: 'Làm rõ nơi cư trú' };
      await file.step(head, 'dossier-steps', asked);
      expect(file.due('compulsory.answer-court')).toBe('2026-08-21T17:00:00.000Z');
      const answer = { step: 'court-answered', at: '2026-08-21T09:00:00+07:00', number: '11/CV-CAX' };
      await file.step(head, 'dossier-steps', answer);
      expect(file.statusesOf('compulsory.answer-court')).toEqual(['met']);
    });

    chapter('is decided by the court, for the months of the second time alone', async () => {
      await day('2026-09-01T10:00:00+07:00');
      const accepted = { step: 'accepted', at: '2026-08-24T09:00:00+07:00', number: '14/TB-TA' };
      await file.step(head, 'court-steps', accepted, 'authority.notCompetent');
      const byCourt = { actedBy: desk.court };
      await file.step(head, 'court-steps', { ...accepted, ...byCourt });
      expect(file.now.deadlines.filter(({ rule }) => rule.startsWith('court.'))).toEqual([]);
      const ordered = { step: 'ordered', at: '2026-08-31T09:00:00+07:00', number: '21/QĐ-TA', ...byCourt };
      const wrong = await file.step(head, 'court-steps', { ...ordered, months: 24 }, 'request.invalidBody');
      expect(wrong.errors).toMatchObject([{ pointer: '/months', code: 'compulsory.monthsOutsideLaw' }]);
      await file.step(head, 'court-steps', { ...ordered, months: 36 });
      expect(file.now).toMatchObject({ status: 'ordered', orderMonths: 36 });
      expect(file.statusesOf('compulsory.limitation')).toEqual(['met']);
    });

    chapter('ends the rehabilitation at home, which says so until it is recorded', async () => {
      const home = async (): Promise<CaseDto> => {
        const { body } = await get(head, `/v1/cases/${homeId}`).expect(200);
        return body;
      };
      expect((await home()).warnings).toContainEqual(
        expect.objectContaining({ code: 'rehabilitation.compulsory-decided' }),
      );
      const end = { at: '2026-08-31T09:00:00+07:00', reason: 'Quyết định số 21/QĐ-TA ngày 31/08/2026' };
      const record = async (token: string) =>
        post(token, `/v1/home-rehabilitations/${homeId}/compulsory-order`, end).set(
          'If-Match',
          `"${(await home()).version}"`,
        );
      expect((await record(desk.staff.neighbourHead)).status).toBe(404);
      expect((await record(head)).status).toBe(201);
      const { status, closedOn, deadlines, warnings } = await home();
      expect([status, closedOn, warnings]).toEqual(['sent-to-compulsory', '2026-08-31', []]);
      expect(deadlines.filter((limit) => limit.status === 'open')).toEqual([]);
    });

    chapter('goes through the steps of 24 hours, each in the list of who owes it', async () => {
      const receipt = { step: 'order-received', at: '2026-09-01T09:00:00+07:00' };
      await file.step(head, 'court-steps', { ...receipt, effectiveOn: '2026-08-30' }, 'request.invalidBody');
      await file.step(head, 'court-steps', { ...receipt, effectiveOn: '2026-09-01' });
      expect(file.due('compulsory.execution-request')).toBe('2026-09-02T02:00:00.000Z');
      await day('2026-09-03T10:00:00+07:00');
      const { director } = desk.staff;
      const asks = { step: 'facility-asked', at: '2026-09-01T15:00:00+07:00', number: '15/CV-CAX' };
      await file.step(head, 'execution-steps', asks);
      expect(file.due('compulsory.execution-designate')).toBe('2026-09-02T08:00:00.000Z');
      const designated = { step: 'designated', at: '2026-09-02T09:00:00+07:00', number: '33/QĐ-CAT' };
      await file.step(
        head,
        'execution-steps',
        { ...designated, organisationId: desk.places.publicFacility },
        'authority.notCompetent',
      );
      await file.step(
        director,
        'execution-steps',
        { ...designated, organisationId: desk.places.reformatory },
        'rehabilitation.reformatoryByMinistry',
      );
      await file.step(director, 'execution-steps', {
        ...designated,
        organisationId: desk.places.publicFacility,
      });
      expect(file.due('compulsory.execution-deliver')).toBe('2026-09-03T02:00:00.000Z');
      const delivered = { step: 'designation-delivered', at: '2026-09-02T16:00:00+07:00' };
      await file.step(director, 'execution-steps', delivered);
      expect(file.due('compulsory.transport')).toBe('2026-09-03T09:00:00.000Z');
      expect(file.formOf('designate-compulsory-facility')).toBeUndefined();
    });

    chapter('is handed over; the term is shorter by the interim management', async () => {
      const received = { step: 'received', at: '2026-09-03T08:00:00+07:00' };
      await file.step(desk.heads.reformatory, 'stay-steps', received, 'cases.notFound');
      await file.step(desk.heads.facility, 'stay-steps', received);
      expect(file.formOf('receive-compulsory')).toBe('42');
      expect(file.now).toMatchObject({
        status: 'in-facility',
        term: { startsOn: '2026-09-03', endsOn: '2029-09-03', months: 36 },
        interim: [{ kind: 'facility', from: '2026-08-11', to: '2026-09-03' }],
        // 24 days of interim management.
        stay: { term: { endsOn: '2029-08-10', paused: false } },
      });
      expect(file.now.stay?.term.explanation.citations.map(({ text }) => text)).toContain(
        'Luật 120/2025/QH15, Điều 37 khoản 2',
      );
      expect(file.due('compulsory.pre-end-notice')).toBe('2029-07-11T17:00:00.000Z');
      expect(file.due('compulsory.certificate')).toBe('2029-08-10T17:00:00.000Z');
    });

    chapter('knows bereavement, and no reduction, which an article refuses', async () => {
      await day('2028-06-05T07:30:00+07:00');
      const { facility } = desk.heads;
      const limit = 'compulsory.bereavement-decision';
      const request = { step: 'bereavement-asked', at: '2028-06-04T20:00:00+07:00', reason: 'Mẹ chết' };
      await file.step(facility, 'stay-steps', request);
      // 24 hours from the request (NĐ 163/2026 Art 121(2)b).
      expect(file.due(limit)).toBe('2028-06-05T13:00:00.000Z');
      await file.step(facility, 'stay-steps', request, 'compulsory.bereavementAsked');
      const left = { step: 'left-for-bereavement', at: '2028-06-05T07:20:00+07:00' };
      await file.step(facility, 'stay-steps', left, 'compulsory.leaveNotGranted');
      const granted = { step: 'bereavement-granted', at: '2028-06-05T07:10:00+07:00', number: '08/QĐ-CS' };
      const leave = { ...granted, reason: 'Mẹ chết' };
      await file.step(facility, 'stay-steps', { ...leave, days: 6 }, 'request.invalidBody');
      await file.step(head, 'stay-steps', { ...leave, days: 5 }, 'authority.notCompetent');
      const early = { ...leave, days: 5, at: '2028-06-04T19:00:00+07:00' };
      await file.step(facility, 'stay-steps', early, 'request.invalidBody');
      await file.step(facility, 'stay-steps', { ...leave, days: 5 });
      expect(file.formOf('leave-for-bereavement')).toBe('49');
      // Met by the decision, whenever the family comes.
      expect(file.statusesOf(limit)).toEqual(['met']);
      await day('2028-06-12T10:00:00+07:00');
      await file.step(facility, 'stay-steps', { ...left, at: '2028-06-05T15:00:00+07:00' });
      expect(file.now).toMatchObject({ status: 'on-leave', stay: { backBy: '2028-06-10' } });
      await file.step(facility, 'stay-steps', { step: 'leave-ended', at: '2028-06-09T16:00:00+07:00' });
      expect(file.now.stay?.term.endsOn).toBe('2029-08-10');
      const reduced = {
        step: 'reduced',
        at: '2028-06-12T09:00:00+07:00',
        number: '5/QĐ-TA',
        months: 3,
        postedOn: '2028-06-01',
      };
      const refused = await file.step(
        head,
        'court-steps',
        { ...reduced, actedBy: desk.court },
        'compulsory.noReduction',
      );
      expect(refused.articles).toEqual(['Luật 120/2025/QH15, Điều 39', 'Nghị định 163/2026/NĐ-CP, Điều 110']);
    });

    chapter('is to go to social protection: proposed fifteen days before the end at the latest', async () => {
      const { facility } = desk.heads;
      const needed = { step: 'protection-needed', at: '2028-06-12T09:30:00+07:00' };
      expect(file.due('compulsory.social-protection')).toBeUndefined();
      await file.step(facility, 'stay-steps', needed, 'rehabilitation.fieldMissing');
      await file.step(facility, 'stay-steps', {
        ...needed,
        reason: 'Không xác định được nơi cư trú, không còn khả năng lao động',
      });
      expect(file.due('compulsory.social-protection')).toBe('2029-07-26T17:00:00.000Z');
      const proposed = { step: 'protection-proposed', at: '2028-06-12T09:40:00+07:00', number: '11/CV-CS' };
      await file.step(head, 'stay-steps', proposed, 'authority.notCompetent');
      await file.step(facility, 'stay-steps', proposed);
      expect(file.statusesOf('compulsory.social-protection')).toEqual(['met']);
      await file.annul(head, 'protection-proposed');
      expect(file.due('compulsory.social-protection')).toBe('2029-07-26T17:00:00.000Z');
      await file.annul(head, 'protection-needed');
      // It should never have run: nothing moved.
      expect(file.statusesOf('compulsory.social-protection')).toEqual(['void', 'void']);
    });

    chapter(
      'has a request open when the person flees: it lapses, and its answer of before may still be entered',
      async () => {
        const { facility } = desk.heads;
        const limit = 'compulsory.bereavement-decision';
        const request = { step: 'bereavement-asked', at: '2028-06-12T09:41:00+07:00', reason: 'Cha chết' };
        await file.step(facility, 'stay-steps', request);
        const escape = { step: 'escaped', at: '2028-06-12T09:50:00+07:00', number: '12/QĐ-CS' };
        await file.step(facility, 'stay-steps', { ...escape, reason: 'Bỏ trốn' });
        expect(file.statusesOf(limit)).toEqual(['met', 'lapsed']);
        await file.step(facility, 'stay-steps', { step: 'recovered', at: '2028-06-12T09:52:00+07:00' });
        const refused = { step: 'bereavement-refused', number: '13/CV-CS', reason: 'Không đúng thân nhân' };
        await file.step(facility, 'stay-steps', { ...refused, at: '2028-06-12T09:55:00+07:00' });
        expect(file.statusesOf(limit)).toEqual(['met', 'lapsed']);
        await file.annul(head, 'bereavement-refused');
        await file.annul(head, 'recovered');
        await file.annul(head, 'escaped');
        expect(file.due(limit)).toBe('2028-06-13T02:41:00.000Z');
        await file.step(facility, 'stay-steps', { ...refused, at: '2028-06-12T09:56:00+07:00' });
        expect(file.statusesOf(limit).at(-1)).toBe('met');
      },
    );

    chapter('gets the limit of the right request back where the first answer was a mistake', async () => {
      const { facility } = desk.heads;
      const limit = 'compulsory.bereavement-decision';
      const again = { step: 'bereavement-asked', reason: 'Ông nội chết' };
      const late = { ...again, at: '2028-06-12T09:35:00+07:00' };
      await file.step(facility, 'stay-steps', late, 'compulsory.bereavementAnswered');
      await file.step(facility, 'stay-steps', { ...again, at: '2028-06-12T09:57:00+07:00' });
      const granted = { step: 'bereavement-granted', number: '14/QĐ-CS', reason: 'Ông nội chết', days: 2 };
      await file.step(facility, 'stay-steps', { ...granted, at: '2028-06-12T09:58:00+07:00' });
      const before = file.statusesOf(limit);
      await file.annul(head, 'bereavement-refused');
      // Of the request of 09:41, not of the one of 09:57, which has its answer.
      expect(file.due(limit)).toBe('2028-06-13T02:41:00.000Z');
      const refused = { step: 'bereavement-refused', number: '15/CV-CS', reason: 'Không đúng thân nhân' };
      await file.step(facility, 'stay-steps', { ...refused, at: '2028-06-12T09:56:00+07:00' });
      expect(file.due(limit)).toBeUndefined();
      expect(timesMet(file.statusesOf(limit))).toBe(timesMet(before));
    });

    chapter('ends with a notice thirty days before and a certificate in the last 24 hours', async () => {
      await day('2029-08-10T09:00:00+07:00');
      const { facility } = desk.heads;
      await file.step(facility, 'stay-steps', { step: 'end-announced', at: '2029-07-09T08:00:00+07:00' });
      expect(file.formOf('notify-compulsory-end')).toBe('51');
      const completed = { step: 'completed', at: '2029-08-09T23:59:00+07:00', number: '40/GXN-CS' };
      const early = await file.step(facility, 'stay-steps', completed, 'compulsory.termNotOver');
      expect(early.from).toBe('2029-08-09T17:00:00.000Z');
      await file.step(
        head,
        'stay-steps',
        { ...completed, at: '2029-08-10T08:00:00+07:00' },
        'authority.notCompetent',
      );
      await file.step(facility, 'stay-steps', { ...completed, at: '2029-08-10T08:00:00+07:00' });
      expect(file.now).toMatchObject({ status: 'completed', next: [] });
      expect(file.formOf('certify-compulsory')).toBe('50');
      expect(file.now.deadlines.filter(({ status }) => status === 'open')).toEqual([]);
    });

    chapter('left an audit row for each step, with the person, and one for each refusal', async () => {
      const { rows } = await test.database.owner.query<{
        action: string;
        outcome: string;
        persons: string[];
      }>(
        `select action, outcome, persons from audit_event where subject_id = $1 and action like 'rehabilitation.compulsory.%'
         and action not like '%.read'`,
        [file.now.id],
      );
      const actions = new Set(rows.map(({ action }) => action.split('.').at(-1)));
      for (const name of [
        'found',
        'opened',
        'notified',
        'sent-to-court',
        'ordered',
        'designated',
        'received',
        'completed',
      ]) {
        expect(actions).toContain(name);
      }
      expect(rows.every(({ persons }) => persons.includes(personId))).toBe(true);
      const { rows: refused } = await test.database.owner.query(
        `select 1 from audit_event where action = 'request.refused' and subject_id = $1`,
        [file.now.id],
      );
      expect(refused.length).toBeGreaterThan(5);
    });
  });
});
