import { dateOnly, eachDay } from '../../src/law/date.js';
import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import type { TreatmentEpisodeDto } from '../../src/treatment/episode/episode-answer.dto.js';
import { MissedDoses } from '../../src/treatment/missed/missed-doses.js';
import { MISSED_DOSES } from '../../src/treatment/missed/missed-jobs.js';
import { FollowedFile } from '../setup/compulsory-files.js';
import { beginDetoxification } from '../setup/detoxification.js';
import { answerOf, DoseBook, dosingStaff, receiveLot, type DosingStaff } from '../setup/dosing-life.js';
import { seedOrganisation, seedUser, signIn } from '../setup/factories.js';
import { registerPerson, requests, type Requests } from '../setup/people-factory.js';
import { anOldApplication, aResident, apply } from '../setup/rehabilitation-factory.js';
import { story } from '../setup/story.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

type Episode = FollowedFile<TreatmentEpisodeDto, 'steps' | 'notices'>;

const EPISODES = '/v1/treatment-episodes';
const at = (day: string, time = '09:00'): string => `${day}T${time}:00+07:00`;
/** So many pieces in the morning, at noon and in the evening. */
const THREE = { slots: [{ dose: 4 }, { dose: 3 }, { dose: 4 }], unit: 'piece' } as const;

const applicationOf = ({ id, personId }: HomeRehabilitationDto, day: string): object => ({
  ...{ kind: 'cedemex-treatment', personId, appliedAt: at(day, '08:10'), papers: [], parentCaseId: id },
});

const residentOf = (personId: string, day: string, before: string) =>
  anOldApplication({
    ...{ personId, handedInAt: at(day, '08:30') },
    determination: { on: before, facility: 'Trung tâm Y tế Vĩnh Thuận', toldAt: at(before, '15:00') },
  });

/**
 * Detoxification with Cedemex within a rehabilitation at home of 2024, under the programme of Kiên Giang; and the last who
 * came under it: he goes on in 2026, when nobody else is taken in.
 */
describe('a course of Cedemex', () => {
  let test: TestApp;
  let scene: VinhThuan;
  let http: Requests;
  let chairman: string;
  let centre: DosingStaff;
  let file: HomeRehabilitationDto;
  let episode: Episode;
  let book: DoseBook;
  let lotId: string;
  beforeAll(async () => {
    test = await createTestApp({ APP_ROLE: 'api' });
    scene = await arrangeVinhThuan(test);
    http = requests(test);
    const { owner } = test.database;
    const { formerCommittee } = scene.organisations;
    chairman = await signIn(
      test,
      await seedUser(owner, { organisationId: formerCommittee, roles: ['commune-chairman'] }),
    );
    const kind = 'health-centre';
    centre = await dosingStaff(test, await seedOrganisation(owner, { kind, unitId: scene.formerUnitId }));
  });
  afterAll(() => test.close());

  const travel = (day: string, time = '08:00'): Promise<void> => onDay(test, scene, at(day, time));
  const homeStep = async (token: string, name: string, body: object): Promise<void> => {
    const asked = http.post(token, `/v1/home-rehabilitations/${file.id}/${name}`, body);
    file = await answerOf(asked.set('If-Match', `"${file.version}"`));
  };
  const ask = (token: string, { id }: HomeRehabilitationDto, organisationId: number) =>
    http.post(token, `/v1/cases/${id}/treatment-requests`, { kind: 'cedemex-treatment', organisationId });
  const openedBy = async (
    staff: DosingStaff,
    within: HomeRehabilitationDto,
    day: string,
  ): Promise<Episode> => {
    const asked = http.post(staff.clinician, EPISODES, applicationOf(within, day));
    const now = await answerOf<TreatmentEpisodeDto>(asked);
    return new FollowedFile<TreatmentEpisodeDto, 'steps' | 'notices'>(test, now, EPISODES);
  };
  const derive = async (day: string, time: string): Promise<void> => {
    await travel(day, time);
    await test.app.get(MissedDoses).run({}, MISSED_DOSES);
  };
  story('from the request of the commune to its end, and after the programme', (chapter) => {
    chapter('is asked for by the commune within a rehabilitation at home of 2024', async () => {
      await travel('2024-05-06', '10:00');
      const { formerOfficer } = scene.tokens;
      const address = { kind: 'current', unitId: scene.formerUnitId, fromOn: '2020-07-01' } as const;
      const { id } = await registerPerson(test, formerOfficer, { addresses: [address] });
      file = await apply(test, formerOfficer, residentOf(id, '2024-05-06', '2024-05-03'));
      await homeStep(chairman, 'decision', {
        ...{ decidedAt: at('2024-05-06', '09:30'), number: '21/QĐ-UBND', startsOn: '2024-05-07', months: 6 },
      });
      await travel('2024-05-08', '10:00');
      await homeStep(formerOfficer, 'start', { startedAt: at('2024-05-07', '08:00') });
      await homeStep(formerOfficer, 'stages', { stage: 'intake', at: at('2024-05-07', '08:30') });
      await homeStep(formerOfficer, 'stage-ends', { stage: 'intake', at: at('2024-05-07', '16:00') });
      await homeStep(formerOfficer, 'stages', { stage: 'detoxification', at: at('2024-05-08', '08:00') });
      await answerOf(
        http.post(centre.clinician, EPISODES, applicationOf(file, '2024-05-08')),
        'http.notFound',
      );
      await answerOf(ask(formerOfficer, file, scene.organisations.police), 'treatment.wrongPlace');
      await answerOf(ask(centre.clinician, file, centre.siteId), 'http.forbidden');
      await answerOf(ask(formerOfficer, file, centre.siteId));
    });

    chapter('is admitted by the health centre under the programme, and begins with a consent', async () => {
      await travel('2024-05-08', '11:00');
      await answerOf(
        http.post(centre.dispenser, EPISODES, applicationOf(file, '2024-05-08')),
        'http.forbidden',
      );
      const early = { ...applicationOf(file, '2024-05-08'), appliedAt: at('2024-05-08', '07:50') };
      await answerOf(http.post(centre.clinician, EPISODES, early), 'treatment.outsideStage');
      episode = await openedBy(centre, file, '2024-05-08');
      book = new DoseBook(test, episode.now.id);
      expect(episode.now).toMatchObject({
        ...{ status: 'applied', parentCaseId: file.id, papersKnown: false, grounds: [], decree: null },
        programme: {
          code: 'kien-giang-cedemex-2021',
          act: '1302/QĐ-UBND',
          untilOn: '2025-12-31',
          over: false,
        },
      });
      await episode.step(centre.clinician, 'steps', { step: 'admitted', at: at('2024-05-08', '10:00') });
      const begun = { step: 'begun', at: at('2024-05-08', '10:20') };
      await episode.step(centre.clinician, 'steps', begun, 'treatment.consentMissing');
      const consent = { step: 'consent-recorded', at: at('2024-05-08', '10:10') };
      await episode.step(centre.clinician, 'steps', consent);
      await episode.step(centre.clinician, 'steps', begun);
      // No text names a form of any of it, and nobody is told of it.
      expect(episode.now).toMatchObject({ phase: 'detoxification', papers: [], deadlines: [] });
      const notice = { kind: 'start', sentAt: at('2024-05-08', '10:30'), organisationId: 1 };
      await episode.step(centre.clinician, 'notices', notice, 'treatment.noticeUnknown');
    });

    chapter(
      'is ordered in pieces three times a day, and nothing of it is checked without a protocol',
      async () => {
        await answerOf(
          http.post(centre.clinician, '/v1/dosing-site', { fromOn: '2024-05-08', closesAt: '19:00' }),
        );
        const days = { fromOn: '2024-05-08', untilOn: '2024-05-17' };
        const { slots } = THREE;
        const unnamed = await book.write(centre.clinician, { slots, ...days }, 'treatment.unit');
        expect(unnamed).toMatchObject({
          errors: [{ pointer: '/unit', detail: expect.stringContaining('phải nêu đơn vị') }],
        });
        await book.write(scene.tokens.formerOfficer, { ...THREE, ...days }, 'http.forbidden');
        const order = await book.order(centre, { ...THREE, ...days });
        expect(order).toMatchObject({ ...THREE, protocolId: null, unchecked: true });
        expect(new Set(order.checks.map(({ result }) => result))).toEqual(new Set(['not-checked']));
        lotId = await receiveLot(test, centre, {
          ...{ medicine: 'cedemex-treatment', lotNumber: 'CDX-07', unit: 'piece', strength: undefined },
          ...{ measured: 500, expiresOn: '2027-12-31' },
        });
        const solution = await receiveLot(test, centre, { clientEventId: 'kho.2' });
        await book.enter(centre.dispenser, { lotId: solution }, 'treatment.lotNotFitting');
        const first = await book.enter(centre.dispenser, { lotId });
        expect(first).toMatchObject({ dose: 4, measured: 4, slot: 1 });
        expect(first.protocol).toMatchObject({ protocolId: null, unchecked: true });
        await book.enter(centre.dispenser, { lotId }, 'treatment.alreadyDosed');
        await book.enter(centre.dispenser, { lotId, slot: 4 }, 'treatment.noOrder');
        await book.enter(centre.dispenser, { lotId, slot: 2 });
        await book.enter(centre.dispenser, { lotId, slot: 3 });
      },
    );

    chapter('is taken for ten days; of one evening the dose is missed, and of that slot alone', async () => {
      for (const day of eachDay(dateOnly('2024-05-09'), dateOnly('2024-05-17'))) {
        for (const [slot, time] of [
          [1, '07:00'],
          [2, '12:00'],
          [3, '18:00'],
        ] as const) {
          if (day === '2024-05-12' && slot === 3) continue;
          await travel(day, time);
          await book.enter(centre.dispenser, { lotId, slot });
        }
      }
      await derive('2024-05-17', '18:59');
      await derive('2024-05-17', '19:00');
      const entries = await book.history(centre.clinician, '2024-05-08', '2024-05-17');
      expect(entries.filter(({ kind }) => kind === 'dispensed')).toHaveLength(29);
      expect(entries.filter(({ kind }) => kind === 'missed').map(({ day, slot }) => [day, slot])).toEqual([
        ['2024-05-12', 3],
      ]);
      expect(new Set(entries.map(({ dose }) => dose))).toEqual(new Set([4, 3, 0]));
      const stock = await http.get(centre.dispenser, '/v1/stock-day?day=2024-05-17').expect(200);
      const pieces = (stock.body.lots as { lot: { id: string }; expected: { usable: number } }[]).find(
        ({ lot }) => lot.id === lotId,
      );
      // Ten days of eleven pieces, less the four of that evening.
      expect(pieces?.expected.usable).toBe(500 - 10 * 11 + 4);
    });

    chapter('ends; of it the commune saw nothing, nor the health centre of the rehabilitation', async () => {
      const { formerOfficer } = scene.tokens;
      const { id } = episode.now;
      await http.get(formerOfficer, `${EPISODES}/${id}`).expect(403);
      await http.get(formerOfficer, `/v1/cases/${id}`).expect(404);
      await http.get(formerOfficer, `/v1/dosing-episodes/${id}/doses`).expect(403);
      const { text } = await http.get(formerOfficer, `/v1/home-rehabilitations/${file.id}`).expect(200);
      for (const hidden of [id, 'cedemex', 'CDX-07']) expect(text.toLowerCase()).not.toContain(hidden);
      for (const path of [`/v1/cases/${file.id}`, `/v1/home-rehabilitations/${file.id}`])
        await http.get(centre.clinician, path).expect(404);
      await http.get(centre.dispenser, `/v1/cases/${file.id}`).expect(403);
      await episode.step(centre.clinician, 'steps', { step: 'completed', at: at('2024-05-17', '18:30') });
      expect(episode.now).toMatchObject({ status: 'completed', papers: [], next: [] });
      await travel('2024-05-18');
      await book.enter(centre.dispenser, { lotId }, 'treatment.notDosing');
      // The rehabilitation goes on.
      await homeStep(formerOfficer, 'stage-ends', { stage: 'detoxification', at: at('2024-05-18', '07:00') });
      expect(file.status).toBe('started');
    });

    let last: Episode;
    let lastBook: DoseBook;
    let late: Episode;
    let present: DosingStaff;
    let forgotten: HomeRehabilitationDto;
    let around: HomeRehabilitationDto;
    let head: string;
    chapter('takes in until the last day of its programme', async () => {
      await travel('2025-12-30', '10:00');
      const { committeeOfficer } = scene.tokens;
      const { owner } = test.database;
      present = await dosingStaff(
        test,
        await seedOrganisation(owner, { kind: 'health-centre', unitId: scene.unitId }),
      );
      const organisationId = scene.organisations.committee;
      head = await signIn(test, await seedUser(owner, { organisationId, roles: ['commune-chairman'] }));
      const inStage = async (): Promise<HomeRehabilitationDto> => {
        const personId = await aResident(test, committeeOfficer, scene.unitId);
        const body = residentOf(personId, '2025-12-30', '2025-12-29');
        const within = await beginDetoxification(test, await apply(test, committeeOfficer, body), {
          ...{ officer: committeeOfficer, head, day: '2025-12-30', time: '09:30', months: 6 },
        });
        await answerOf(ask(committeeOfficer, within, present.siteId));
        return within;
      };
      forgotten = await inStage();
      around = await inStage();
      const other = await inStage();
      await travel('2025-12-31', '10:00');
      last = await openedBy(present, around, '2025-12-31');
      late = await openedBy(present, other, '2025-12-31');
      for (const [step, time] of [
        ['admitted', '09:00'],
        ['consent-recorded', '09:10'],
        ['begun', '09:20'],
      ] as const)
        await last.step(present.clinician, 'steps', { step, at: at('2025-12-31', time) });
      lotId = await receiveLot(test, present, {
        ...{ medicine: 'cedemex-treatment', lotNumber: 'CDX-31', unit: 'piece', strength: undefined },
      });
      lastBook = new DoseBook(test, last.now.id);
      await lastBook.order(present, { ...THREE, fromOn: '2025-12-31', untilOn: '2026-01-09' });
      await lastBook.enter(present.dispenser, { lotId });
    });

    chapter('in 2026 takes in nobody, and says by which act and since when', async () => {
      await travel('2026-01-05', '10:00');
      const { committeeOfficer } = scene.tokens;
      const personId = await aResident(test, committeeOfficer, scene.unitId);
      const within = await apply(test, committeeOfficer, residentOf(personId, '2026-01-05', '2026-01-02'));
      await answerOf(ask(committeeOfficer, within, present.siteId));
      const asked = http.post(present.clinician, EPISODES, applicationOf(within, '2026-01-05'));
      const refusal = await answerOf<object>(asked, 'treatment.noProgramme');
      expect(refusal).toMatchObject({
        status: 409,
        detail: expect.stringMatching(
          /1302\/QĐ-UBND ngày 03\/06\/2020.*01\/01\/2021 đến 31\/12\/2025/u,
        ) as string,
        programmes: [
          {
            ...{ code: 'kien-giang-cedemex-2021', act: '1302/QĐ-UBND', fault: 'over' },
            ...{ actOn: '2020-06-03', fromOn: '2021-01-01', untilOn: '2025-12-31' },
          },
        ],
      });
      // Who had applied in time and was not admitted in time stays out, too.
      const admitted = { step: 'admitted', at: at('2026-01-05', '09:00') };
      await late.step(present.clinician, 'steps', admitted, 'treatment.noProgramme');
      // Nor does a day that is only claimed open it again: of the application, or of the admission.
      const backdated = http.post(present.clinician, EPISODES, applicationOf(forgotten, '2025-12-31'));
      expect(await answerOf<object>(backdated, 'treatment.noProgramme')).toMatchObject({
        programmes: [{ code: 'kien-giang-cedemex-2021', fault: 'entered-late' }],
      });
      const before = { step: 'admitted', at: at('2025-12-31', '16:00') };
      await late.step(present.clinician, 'steps', before, 'treatment.noProgramme');
      const { rows } = await test.database.owner.query(
        `select 1 from case_file where kind = 'cedemex-treatment' and opened_on > '2025-12-31'`,
      );
      expect(rows).toEqual([]);
    });

    chapter('goes on in 2026 for who was in treatment, to its end', async () => {
      await last.reload(present.clinician);
      expect(last.now).toMatchObject({ status: 'in-treatment', programme: { over: true } });
      for (const slot of [1, 2, 3]) await lastBook.enter(present.dispenser, { lotId, slot });
      await travel('2026-01-08');
      await lastBook.order(present, { ...THREE, fromOn: '2026-01-10', untilOn: '2026-01-12' });
      await travel('2026-01-10');
      await lastBook.enter(present.dispenser, { lotId, slot: 1 });
      // The stage that it supports ends: who treats is asked to complete, and reads nothing of that file.
      expect(last.now.completionDue).toBe(false);
      const ends = { stage: 'detoxification', at: at('2026-01-10', '07:10') };
      const path = `/v1/home-rehabilitations/${around.id}/stage-ends`;
      const ended = http.post(scene.tokens.committeeOfficer, path, ends);
      await answerOf(ended.set('If-Match', `"${around.version}"`));
      const { body } = await http.get(present.clinician, '/v1/notifications').expect(200);
      const told = (body.items as { kind: string; subject: object }[]).filter(
        ({ kind }) => kind === 'treatment.stage-over',
      );
      expect(told).toHaveLength(1);
      expect(JSON.stringify(told)).toContain(last.now.id);
      expect(JSON.stringify(told)).not.toContain(around.code);
      await last.reload(present.clinician);
      expect(last.now.completionDue).toBe(true);
      await last.step(present.clinician, 'steps', { step: 'completed', at: at('2026-01-10', '07:30') });
      expect(last.now.completionDue).toBe(false);
      const { items } = await answerOf<{ items: { enrolled: number }[] }>(
        http.get(present.clinician, '/v1/treatment-programmes?kind=cedemex-treatment'),
        200,
      );
      // Three ever: of 2024, the last one, and who was never admitted.
      expect(items).toMatchObject([{ code: 'kien-giang-cedemex-2021', enrolled: 3, untilOn: '2025-12-31' }]);
    });
  });
});
