import { dateOnly, eachDay } from '../../src/law/date.js';
import type { SubstitutionRegistrationDto } from '../../src/rehabilitation/substitution/substitution-answer.dto.js';
import type { TreatmentEpisodeDto } from '../../src/treatment/episode/episode-answer.dto.js';
import { MissedDoses } from '../../src/treatment/missed/missed-doses.js';
import { MISSED_DOSES } from '../../src/treatment/missed/missed-jobs.js';
import type { ProtocolDto } from '../../src/treatment/protocol/protocol.dto.js';
import type { UrineTestDto } from '../../src/treatment/tests/urine-test.dto.js';
import type { BookingDto } from '../../src/treatment/window/booking.dto.js';
import type { HoldDto } from '../../src/treatment/window/hold.dto.js';
import { FollowedFile } from '../setup/compulsory-files.js';
import { answerOf, DoseBook, dosingStaff, receiveLot, type DosingStaff } from '../setup/dosing-life.js';
import { seedOrganisation } from '../setup/factories.js';
import {
  AFTER,
  arrangeFrontDesk,
  doorRoutes,
  newTreatmentApplication,
  opened,
  somebody,
  type DoorRoutes,
  type FrontDesk,
} from '../setup/front-desk.js';
import { requests, type Requests } from '../setup/people-factory.js';
import { story } from '../setup/story.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { onDay } from '../setup/vinh-thuan.js';

type Part = 'steps' | 'notices' | 'moves' | 'termination-proposals';

const EPISODES = '/v1/treatment-episodes';
const REPORT = 'substitution.clinic-report';
const at = (day: string, time = '09:00'): string => `${day}T${time}:00+07:00`;

/** As often as it was told that nobody saw him. */
const unseen = (weeks: number) => Array<string>(weeks).fill('treatment.not-seen');

/**
 * A Methadone patient, told in dates: registered at the commune police on 02/07/2026, in treatment since 03/07, away for
 * three days, a guest elsewhere, moved to another place on 10/08, and never seen there again after 13/08.
 */
describe('a Methadone patient', () => {
  let test: TestApp;
  let desk: FrontDesk;
  let http: Requests;
  let registrations: DoorRoutes<SubstitutionRegistrationDto>;
  let home: DosingStaff;
  let away: DosingStaff;
  let lotId: string;
  let awayLotId: string;
  let police: string;
  let registration: SubstitutionRegistrationDto;
  let episode: FollowedFile<TreatmentEpisodeDto, Part>;
  let book: DoseBook;
  beforeAll(async () => {
    // Without a worker: the job runs when the story says so.
    test = await createTestApp({ APP_ROLE: 'api' });
    desk = await arrangeFrontDesk(test);
    http = requests(test);
    registrations = doorRoutes(test, '/v1/substitution-registrations');
    police = desk.scene.tokens.policeOfficer;
    home = await dosingStaff(test, desk.places.clinic);
    const neighbour = { kind: 'methadone-clinic', unitId: desk.scene.neighbourUnitId } as const;
    away = await dosingStaff(test, await seedOrganisation(test.database.owner, neighbour));
  });
  afterAll(() => test.close());

  const travel = (day: string, time = '08:00'): Promise<void> => onDay(test, desk.scene, at(day, time));
  const derive = async (day: string, time = '12:00'): Promise<void> => {
    await travel(day, time);
    await test.app.get(MissedDoses).run({}, MISSED_DOSES);
  };
  const step = (token: string, body: object, wanted: 201 | string = 201): Promise<unknown> =>
    episode.step(token, 'steps', body, wanted);
  /** Came to the window on each of these days. */
  const came = async (staff: DosingStaff, lot: string, from: string, to: string): Promise<void> => {
    for (const day of eachDay(dateOnly(from), dateOnly(to))) {
      await travel(day);
      await book.enter(staff.dispenser, { lotId: lot });
    }
  };
  const told = async (staff: DosingStaff): Promise<readonly string[]> => {
    const { body } = await http.get(staff.clinician, '/v1/notifications?limit=200').expect(200);
    const items = body.items as { kind: string; subjectId: string }[];
    return items
      .filter(({ kind, subjectId }) => subjectId === book.episodeId && kind.startsWith('treatment.'))
      .map(({ kind }) => kind)
      .toSorted();
  };
  const missedDays = async (staff: DosingStaff, from: string, to: string): Promise<readonly string[]> =>
    (await book.history(staff.clinician, from, to)).flatMap(({ kind, day }) =>
      kind === 'missed' ? [day] : [],
    );
  const noticesOf = (token: string) =>
    answerOf<{ items: Record<string, unknown>[] }>(http.get(token, '/v1/treatment-notices'), 200);
  const window = (staff: DosingStaff) =>
    http.get(staff.dispenser, `/v1/dosing-episodes/${book.episodeId}/window`);
  /** At the second place, on 13/08: of tests unless told. */
  const proposeEnd = async (days: readonly string[], wanted: 201 | string, more: object = {}) => {
    await episode.reload(away.clinician);
    const body = {
      ...{ at: at('2026-08-13', '08:30'), ground: 'opioid-positive', days: days.map((on) => ({ on })) },
    };
    await episode.step(away.clinician, 'termination-proposals', { ...body, ...more }, wanted);
  };
  /** What nobody but the place that treats is answered. */
  const closedToOthers = async (others: readonly string[]): Promise<void> => {
    const { id } = episode.now;
    for (const part of ['doses', 'orders', 'holds', 'window', 'guest-bookings']) {
      for (const token of others) await http.get(token, `/v1/dosing-episodes/${id}/${part}`).expect(404);
      await http.get(police, `/v1/dosing-episodes/${id}/${part}`).expect(403);
    }
    await http.get(police, `${EPISODES}/${id}`).expect(403);
    await http.get(police, `/v1/cases/${id}`).expect(404);
  };

  story('from the registration to the notice that treatment was terminated', (chapter) => {
    chapter('registers at the commune police, who send the file to the clinic', async () => {
      await onDay(test, desk.scene, AFTER);
      const { id } = await somebody(test, police, { unitId: desk.scene.unitId });
      // Until the commune has sent it, the clinic does not know the person.
      const early = { kind: 'methadone-treatment', personId: id, appliedAt: at('2026-07-02'), papers: [] };
      await answerOf(http.post(home.clinician, EPISODES, early), 'http.notFound');
      const file = await opened(registrations, police, newTreatmentApplication(id));
      const referred = await registrations.done(police, file, 'referrals', {
        ...{ referredAt: at('2026-07-02'), organisationId: home.siteId },
      });
      const foundAt = at('2026-07-02', '09:30');
      const eligible = await registrations.done(home.clinician, referred, 'eligibility', { foundAt });
      registration = await registrations.done(home.clinician, eligible, 'notices', {
        ...{ notice: 'accepted', notifiedAt: at('2026-07-02', '09:50') },
      });
      expect(registration.status).toBe('accepted');
    });

    chapter(
      'is admitted with a whole dossier, by form 11, and consents before anything is given',
      async () => {
        await travel('2026-07-03', '10:00');
        const application = {
          ...{ kind: 'methadone-treatment', personId: registration.personId, papers: ['application'] },
          appliedAt: at('2026-07-03', '08:00'),
        };
        await answerOf(http.post(home.dispenser, EPISODES, application), 'http.forbidden');
        await answerOf(http.post(police, EPISODES, application), 'http.forbidden');
        await answerOf(http.post(away.clinician, EPISODES, application), 'http.notFound');
        // Named in a referral, it reads the person and opens the treatment; it changes nothing of his entry before.
        const phone = http.post(home.clinician, `/v1/persons/${registration.personId}/contacts`, {
          ...{ kind: 'phone', value: '0912345678' },
        });
        await answerOf(phone, 'people.onlyReads');
        const now = await answerOf<TreatmentEpisodeDto>(http.post(home.clinician, EPISODES, application));
        episode = new FollowedFile<TreatmentEpisodeDto, Part>(test, now, EPISODES);
        book = new DoseBook(test, now.id);
        expect(now.missing.map(({ paper, or, form }) => [paper, or, form?.number])).toEqual([
          ['commune-decision', 'determination-result', '10'],
        ]);
        const admitted = { step: 'admitted', at: at('2026-07-03', '08:30'), number: '11/TN' };
        await step(home.clinician, admitted, 'treatment.papersMissing');
        await step(away.clinician, admitted, 'cases.notFound');
        await step(home.dispenser, admitted, 'http.forbidden');
        await step(home.clinician, { ...admitted, papers: ['determination-result'] });
        expect(episode.formOf('admit-to-treatment')).toBe('11');
        // That he is accepted the police were told in time, in the registration: one duty has one time limit.
        expect(episode.statusesOf(REPORT)).toEqual([]);
        const begun = { step: 'begun', at: at('2026-07-03', '09:30') };
        await step(home.clinician, begun, 'treatment.consentMissing');
        await step(home.clinician, { step: 'consent-recorded', at: at('2026-07-03', '08:40') });
        await step(home.clinician, begun);
        expect(episode.now).toMatchObject({
          ...{ status: 'in-treatment', phase: 'induction', siteOrganisationId: home.siteId },
          ...{ consentedOn: '2026-07-03', begunOn: '2026-07-03', protocol: null, unchecked: true },
        });
      },
    );

    chapter('is treated by a protocol that one entered and another signed', async () => {
      const body = {
        ...{ kind: 'methadone-treatment', basis: 'Phác đồ thử nghiệm của cơ sở', inForceFrom: '2026-07-03' },
        values: {
          ...{ strengthMicrogramsPerMl: 10_000, startDoseMax: 30_000, doseMax: 120_000 },
          ...{ doseStepMax: 10_000, warnAfterMissedDays: 2, holdAfterMissedDays: 3 },
        },
      };
      await answerOf(http.post(home.dispenser, '/v1/treatment-protocols', body), 'http.forbidden');
      const entered = http.post(home.clinician, '/v1/treatment-protocols', body);
      const { id } = await answerOf<ProtocolDto>(entered);
      const sign = (token: string) =>
        http.post(token, `/v1/treatment-protocols/${id}/signature`, {}).set('If-Match', '"1"');
      await answerOf(sign(home.clinician), 'treatment.ownEntry');
      await answerOf(sign(away.clinician), 'treatment.protocolNotFound');
      await answerOf(sign(home.dispenser), 'http.forbidden');
      await answerOf(sign(home.colleague));
      await episode.reload(home.clinician);
      expect(episode.now).toMatchObject({ protocol: { id, number: 1 }, unchecked: false });
    });

    chapter('gets nothing without an order, and of an order no more than it says', async () => {
      const hours = { fromOn: '2026-07-03', closesAt: '11:00' };
      await answerOf(http.post(home.dispenser, '/v1/dosing-site', hours), 'http.forbidden');
      await answerOf(http.post(home.clinician, '/v1/dosing-site', hours));
      lotId = await receiveLot(test, home);
      await book.enter(home.dispenser, { lotId }, 'treatment.noOrder');
      const days = { fromOn: '2026-07-03', untilOn: '2026-07-09' };
      await book.write(home.dispenser, { slots: [{ dose: 2000 }], ...days }, 'http.forbidden');
      await book.write(away.clinician, { slots: [{ dose: 2000 }], ...days }, 'treatment.notTreatedHere');
      await book.write(home.clinician, { slots: [{ dose: 3500 }], ...days }, 'treatment.outsideProtocol');
      const order = await book.write(home.clinician, { slots: [{ dose: 2000 }], ...days });
      // Written is not approved.
      await book.enter(home.dispenser, { lotId }, 'treatment.noOrder');
      await book.approve(home.dispenser, order, 'http.forbidden');
      await book.approve(home.colleague, order);
      await book.enter(home.clinician, { lotId }, 'http.forbidden');
      await book.enter(away.dispenser, { lotId }, 'treatment.notTreatedHere');
      await book.enter(police, { lotId }, 'http.forbidden');
      await book.enter(home.dispenser, { lotId, dose: 2100 }, 'treatment.doseDiffers');
      const given = await book.enter(home.dispenser, { lotId });
      expect(given).toMatchObject({
        dose: 2000,
        measured: 2000,
        flags: [],
        resent: false,
        day: '2026-07-03',
      });
      await book.enter(home.dispenser, { lotId }, 'treatment.alreadyDosed');
      await closedToOthers([away.clinician, away.dispenser]);
    });

    chapter('has his admission told to the police, with nothing but what the form tells', async () => {
      const { organisations } = desk.scene;
      const notice = { kind: 'admission', sentAt: at('2026-07-03', '09:50'), number: '12/TB' };
      const to = (organisationId: number): object => ({ ...notice, organisationId });
      await episode.step(home.clinician, 'notices', to(home.siteId), 'treatment.wrongAddressee');
      await episode.step(home.dispenser, 'notices', to(organisations.police), 'http.forbidden');
      await episode.step(home.clinician, 'notices', to(organisations.police));
      expect(episode.statusesOf(REPORT)).toEqual([]);
    });

    chapter('goes from induction to adjustment and maintenance, dose by dose', async () => {
      await came(home, lotId, '2026-07-04', '2026-07-09');
      await travel('2026-07-10');
      await book.enter(home.dispenser, { lotId }, 'treatment.noOrder');
      await step(home.clinician, {
        step: 'phase-changed',
        phase: 'adjustment',
        at: at('2026-07-10', '07:30'),
      });
      const adjusted = { fromOn: '2026-07-10', untilOn: '2026-07-19' };
      await book.write(home.clinician, { slots: [{ dose: 3001 }], ...adjusted }, 'treatment.outsideProtocol');
      await book.order(home, { slots: [{ dose: 3000 }], ...adjusted });
      await came(home, lotId, '2026-07-10', '2026-07-19');
      await travel('2026-07-20');
      await step(home.clinician, {
        ...{ step: 'phase-changed', phase: 'maintenance', at: at('2026-07-20', '07:30') },
      });
      const slots = [{ dose: 4000 }];
      const long = { slots, fromOn: '2026-07-20', untilOn: '2026-08-19' };
      const refused = await book.write(home.clinician, long, 'treatment.prescriptionTooLong');
      expect(refused).toMatchObject({ mostDays: 30, days: 31 });
      await book.order(home, { ...long, untilOn: '2026-08-18' });
      await came(home, lotId, '2026-07-20', '2026-07-23');
      await derive('2026-07-23');
      expect(await missedDays(home, '2026-07-03', '2026-07-23')).toEqual([]);
      const amounts = (await book.history(home.clinician, '2026-07-03', '2026-07-23')).map(
        ({ dose }) => dose,
      );
      expect(amounts).toEqual([
        ...Array<number>(7).fill(2000),
        ...Array<number>(10).fill(3000),
        ...Array<number>(4).fill(4000),
      ]);
    });

    chapter('stays away for three days: a warning, then the next dose waits for a clinician', async () => {
      await derive('2026-07-24');
      expect(await told(home)).toEqual([]);
      await derive('2026-07-25');
      expect(await told(home)).toEqual(['treatment.missed-doses']);
      await derive('2026-07-26');
      await derive('2026-07-26');
      expect(await told(home)).toEqual(['treatment.dose-held', 'treatment.missed-doses']);
      const missed = ['2026-07-24', '2026-07-25', '2026-07-26'];
      expect(await missedDays(home, '2026-07-20', '2026-07-26')).toEqual(missed);
      await travel('2026-07-27');
      await book.enter(home.dispenser, { lotId }, 'treatment.held');
      expect((await window(home).expect(200)).body).toMatchObject({ held: true, lastDoseOn: '2026-07-23' });
      const path = `/v1/dosing-episodes/${book.episodeId}/holds`;
      const list = await answerOf<{ items: HoldDto[] }>(http.get(home.dispenser, path), 200);
      expect(list.items).toMatchObject([{ source: 'missed-doses', fromOn: '2026-07-27', endedAt: null }]);
      const end = (token: string) =>
        http
          .post(token, `/v1/dose-holds/${list.items[0]?.id}/end`, { reason: 'Đã khám, cho uống tiếp' })
          .set('If-Match', '"1"');
      await answerOf(end(home.dispenser), 'http.forbidden');
      await answerOf(end(police), 'http.forbidden');
      await answerOf(end(away.clinician), 'treatment.noSuchHold');
      await answerOf(end(home.clinician));
      await book.enter(home.dispenser, { lotId });
    });

    chapter('is held by the prescriber one morning, and goes on the same day', async () => {
      await travel('2026-07-28');
      const hold = { reason: 'Buồn ngủ, nghi quá liều: chờ khám' };
      const path = `/v1/dosing-episodes/${book.episodeId}/holds`;
      await answerOf(http.post(home.dispenser, path, hold), 'http.forbidden');
      await answerOf(http.post(away.clinician, path, hold), 'treatment.notTreatedHere');
      const { id, version } = await answerOf<HoldDto>(http.post(home.clinician, path, hold));
      await book.enter(home.dispenser, { lotId }, 'treatment.held');
      const ended = http.post(home.colleague, `/v1/dose-holds/${id}/end`, { reason: 'Đã theo dõi hai giờ' });
      await answerOf(ended.set('If-Match', `"${version}"`));
      await book.enter(home.dispenser, { lotId });
      // In hospital the treatment itself rests; out of it, it goes on.
      await travel('2026-07-29');
      await step(home.clinician, { step: 'held', at: at('2026-07-29', '07:00'), reason: 'Nằm viện' });
      await book.enter(home.dispenser, { lotId }, 'treatment.notDosing');
      const elsewhere = `/v1/dosing-episodes/${book.episodeId}/guest-bookings`;
      const stay = { guestSiteId: away.siteId, fromOn: '2026-07-30', untilOn: '2026-07-30', reason: 'Đi xa' };
      await answerOf(http.post(home.clinician, elsewhere, stay), 'treatment.notDosing');
      await step(home.clinician, { step: 'resumed', at: at('2026-07-29', '07:50') });
      await book.enter(home.dispenser, { lotId });
      await came(home, lotId, '2026-07-30', '2026-08-02');
    });

    chapter('drinks for three days at another place, and not at home meanwhile', async () => {
      await travel('2026-08-02', '09:00');
      const path = `/v1/dosing-episodes/${book.episodeId}/guest-bookings`;
      const booking = {
        ...{ guestSiteId: away.siteId, fromOn: '2026-08-03', untilOn: '2026-08-05', reason: 'Đi làm xa' },
      };
      await answerOf(http.post(home.dispenser, path, booking), 'http.forbidden');
      await answerOf(http.post(away.clinician, path, booking), 'treatment.notTreatedHere');
      await answerOf<BookingDto>(http.post(home.clinician, path, booking));
      await answerOf(
        http.post(away.clinician, '/v1/dosing-site', { fromOn: '2026-08-03', closesAt: '17:00' }),
      );
      awayLotId = await receiveLot(test, away);
      for (const day of ['2026-08-03', '2026-08-04', '2026-08-05']) {
        await travel(day);
        await book.enter(home.dispenser, { lotId }, 'treatment.bookedElsewhere');
        await book.enter(away.dispenser, { lotId: awayLotId }, 'treatment.kindNotFitting');
        const given = await book.enter(away.dispenser, { kind: 'guest-dose', lotId: awayLotId });
        expect(given).toMatchObject({ dose: 4000, siteId: away.siteId });
        await book.enter(away.dispenser, { kind: 'guest-dose', lotId: awayLotId }, 'treatment.alreadyDosed');
      }
      // Who he is and what he gets, and nothing of his treatment.
      expect((await window(away).expect(200)).body).toMatchObject({ guest: true, consented: null });
      for (const part of ['orders', 'doses'])
        await http.get(away.clinician, `/v1/dosing-episodes/${book.episodeId}/${part}`).expect(404);
      await http.get(away.clinician, `${EPISODES}/${book.episodeId}`).expect(404);
      await derive('2026-08-05');
      const seen = await book.history(home.clinician, '2026-08-03', '2026-08-05');
      expect(seen.map(({ kind, siteId }) => [kind, siteId])).toEqual(
        [1, 2, 3].map(() => ['guest-dose', away.siteId]),
      );
      await came(home, lotId, '2026-08-06', '2026-08-10');
      await book.enter(away.dispenser, { kind: 'guest-dose', lotId: awayLotId }, 'treatment.notTreatedHere');
    });

    chapter('moves to that place with a summary by form 14, which accepts him', async () => {
      await travel('2026-08-10', '15:00');
      const move = {
        ...{ at: at('2026-08-10', '10:00'), number: '14/TT', summary: 'Duy trì, tuân thủ tốt' },
        handOver: {
          ...{ toOrganisationId: away.siteId, reason: 'Người bệnh chuyển nơi làm việc' },
          ...{ answerBy: '2026-08-14', readsUntil: '2026-12-31' },
        },
      };
      await episode.step(home.dispenser, 'moves', move, 'http.forbidden');
      await episode.step(away.clinician, 'moves', move, 'cases.notFound');
      await episode.step(home.clinician, 'moves', move);
      expect(episode.formOf('summarise-treatment')).toBe('14');
      const transfer = `/v1/transfers/${episode.now.summaries[0]?.transferId}`;
      const accept = (token: string) => http.post(token, `${transfer}/acceptance`, {}).set('If-Match', '"1"');
      await answerOf(accept(away.dispenser), 'http.forbidden');
      // Until it is accepted he is treated where he was.
      await window(away).expect(404);
      await answerOf(accept(away.clinician));
      await episode.reload(away.clinician);
      expect(episode.now).toMatchObject({
        ...{ siteOrganisationId: away.siteId, phase: 'maintenance', consentedOn: '2026-07-03' },
        ...{ protocol: null, unchecked: true, summaries: [{ summary: 'Duy trì, tuân thủ tốt' }] },
      });
      await closedToOthers([home.clinician]);
      await step(
        home.clinician,
        { step: 'held', at: at('2026-08-10', '14:00'), reason: 'Vắng' },
        'cases.readOnly',
      );
    });

    chapter('is given by an order of the new place, which checks nothing and says so', async () => {
      const slots = [{ dose: 4000 }];
      const order = await book.order(away, { slots, fromOn: '2026-08-11', untilOn: '2026-09-09' });
      expect(order).toMatchObject({ protocolId: null, unchecked: true });
      await came(away, awayLotId, '2026-08-11', '2026-08-13');
      await book.enter(home.dispenser, { lotId }, 'treatment.notTreatedHere');
    });

    chapter('is not ended for a test that the counter-test does not bear out', async () => {
      await travel('2026-08-13', '09:00');
      const tests = `/v1/dosing-episodes/${book.episodeId}/urine-tests`;
      const enter = (takenOn: string, more: object) =>
        answerOf<UrineTestDto>(
          http.post(away.clinician, tests, {
            takenOn,
            opioids: 'positive',
            otherDrugs: 'not-tested',
            ...more,
          }),
        );
      await enter('2026-08-11', {});
      const second = await enter('2026-08-12', { counterAwaited: true });
      await enter('2026-08-11', {});
      await proposeEnd([], 'treatment.counterTestAwaited');
      await enter('2026-08-13', { opioids: 'negative', counterOf: second.id });
      // Two of one day are one, and what the counter-test did not find proves nothing.
      await proposeEnd([], 'treatment.notAmounting');
      await proposeEnd(['2026-08-11', '2026-08-12'], 'treatment.evidenceDiffers');
      await proposeEnd(['2026-08-11', '2026-08-10'], 'treatment.evidenceDiffers');
      await proposeEnd(['2026-08-11', '2026-08-12'], 'treatment.evidenceDiffers', { evidence: 'papers' });
      // He came on these days, as the record of both places says.
      const absence = { ground: 'missed-days' };
      await proposeEnd(['2026-07-01', '2026-08-12'], 'treatment.notAmounting', absence);
      await proposeEnd(['2026-07-01', '2026-08-12'], 'treatment.evidenceDiffers', {
        ...absence,
        evidence: 'papers',
      });
      await proposeEnd([], 'treatment.notAmounting', absence);
      // What was enough when it was proposed is no longer when the test has turned out to be another's.
      const { id, version } = await enter('2026-08-13', {});
      await proposeEnd([], 201);
      const [proposal] = episode.now.proposals;
      expect(proposal?.days).toEqual([{ on: '2026-08-11' }, { on: '2026-08-13' }]);
      const taken = http.post(away.clinician, `/v1/urine-tests/${id}/void`, { reason: 'Nhầm mẫu' });
      await answerOf(taken.set('If-Match', `"${version}"`));
      const decide = (decision: string) =>
        http
          .post(away.colleague, `/v1/termination-proposals/${proposal?.id}/decision`, {
            ...{ decision, at: at('2026-08-13', '08:50'), reason: 'Theo kết quả xét nghiệm' },
          })
          .set('If-Match', `"${proposal?.version}"`);
      const refusal = await answerOf<object>(decide('terminate'), 'treatment.groundGone');
      expect(JSON.stringify(refusal)).toContain('Nhiều nhất 1 lần trong 12 tháng');
      episode.now = await answerOf<TreatmentEpisodeDto>(decide('reject'));
    });

    chapter(
      'is not seen for thirty days, the last of them without an order: the program proposes, and decides nothing',
      async () => {
        await derive('2026-09-09', '18:00');
        expect(await told(away)).toEqual([...unseen(3), 'treatment.order-ending']);
        await derive('2026-09-11', '18:00');
        expect(await told(away)).toEqual(['treatment.no-order', ...unseen(4), 'treatment.order-ending']);
        await derive('2026-09-12', '18:00');
        await derive('2026-09-13', '18:00');
        expect(await told(away)).toEqual([
          ...['treatment.no-order', ...unseen(4), 'treatment.order-ending', 'treatment.termination-ground'],
        ]);
        // Where nothing was ordered no dose was missed; he was missing all the same.
        const missed = await missedDays(away, '2026-08-11', '2026-09-13');
        expect(missed).toEqual(eachDay(dateOnly('2026-08-14'), dateOnly('2026-09-09')));
        await travel('2026-09-14');
        await episode.reload(away.clinician);
        expect(episode.now).toMatchObject({
          status: 'in-treatment',
          proposals: [
            { ground: 'opioid-positive', state: 'rejected' },
            {
              ...{
                ground: 'missed-days',
                amounts: true,
                state: 'open',
                proposedBy: null,
                evidence: 'records',
              },
              days: [{ on: '2026-08-14' }, { on: '2026-09-12' }],
            },
          ],
        });
        const proposal = episode.now.proposals.at(-1);
        const explained = JSON.stringify(proposal?.explanation);
        expect(explained).toContain('141/2024/NĐ-CP');
        expect(explained).toContain('Từ 14/08/2026 đến hết 12/09/2026 có 30 ngày không đến uống thuốc');
      },
    );

    chapter('is terminated by a person, by form 15', async () => {
      const proposal = episode.now.proposals.at(-1);
      const decision = {
        ...{ decision: 'terminate', at: at('2026-09-14', '07:30'), number: '15/TB' },
        reason: 'Bỏ điều trị, đã liên hệ gia đình hai lần',
      };
      const decide = (token: string) =>
        http
          .post(token, `/v1/termination-proposals/${proposal?.id}/decision`, decision)
          .set('If-Match', `"${proposal?.version}"`);
      await answerOf(decide(away.dispenser), 'http.forbidden');
      await answerOf(decide(police), 'http.forbidden');
      await answerOf(decide(home.clinician), 'cases.readOnly');
      // Told late that he came: nothing in a row any more, until that is taken back.
      const late = { lotId: awayLotId, reported: true, at: at('2026-08-30') };
      const { id } = await book.enter(away.dispenser, late);
      const refusal = await answerOf<object>(decide(away.colleague), 'treatment.groundGone');
      expect(JSON.stringify(refusal)).toContain('30/08/2026');
      await book.enter(away.dispenser, { kind: 'voided', namesId: id, reason: 'Ghi nhầm người' });
      episode.now = await answerOf<TreatmentEpisodeDto>(decide(away.colleague));
      expect(episode.now).toMatchObject({
        status: 'terminated',
        proposals: [{ state: 'rejected' }, { state: 'terminated' }],
      });
      expect(episode.formOf('terminate-treatment')).toBe('15');
      await book.enter(away.dispenser, { lotId: awayLotId }, 'treatment.notDosing');
    });

    chapter('the commune is told what happened, and learns no dose', async () => {
      const { organisations, tokens } = desk.scene;
      const notice = { kind: 'termination', sentAt: at('2026-09-14', '07:45'), number: '16/TB' };
      const send = (organisationId: number, wanted: 201 | string = 201): Promise<unknown> =>
        episode.step(away.clinician, 'notices', { ...notice, organisationId }, wanted);
      await send(away.siteId, 'treatment.wrongAddressee');
      await send(organisations.neighbourPolice, 'treatment.otherCommune');
      await send(organisations.police);
      const { items } = await noticesOf(police);
      expect(items.map(({ kind }) => kind)).toEqual(['termination', 'admission']);
      const [termination, admission] = items;
      for (const each of items) expect(Object.keys(each).toSorted()).toEqual(NOTICE_FIELDS);
      expect(termination).toMatchObject({
        ...{ fullName: 'Nguyễn Văn Bình', birthYear: 1991, effectiveOn: '2026-09-14', untilOn: null },
        ...{ ground: 'missed-days', number: '16/TB', fromOrganisationId: away.siteId },
        form: { instrument: 'nd-141-2024', number: '15' },
      });
      expect(admission).toMatchObject({ ground: null, effectiveOn: '2026-07-03', form: { number: '11' } });
      const text = JSON.stringify(items);
      for (const hidden of [book.episodeId, registration.personId, 'MTD-2026-014'])
        expect(text).not.toContain(hidden);
      // Of the dose: by itself, an id may have it among its digits.
      expect(text).not.toMatch(/(?<![\w-])4000(?![\w-])/);
      expect((await noticesOf(tokens.neighbourPoliceOfficer)).items).toEqual([]);
      for (const staff of [home, away])
        await answerOf(http.get(staff.dispenser, '/v1/treatment-notices'), 'http.forbidden');
      // What it learnt lets the commune close its own file.
      await registrations.done(police, registration, 'treatment-leaving', {
        ...{ at: at('2026-09-14', '07:50'), reason: 'Theo thông báo số 16/TB của cơ sở điều trị' },
      });
    });

    chapter(
      'leaves a trace of each dose, of where it was given and by whom, and none at the commune',
      async () => {
        const { rows } = await test.database.owner.query<{
          organisation: number;
          action: string;
          times: number;
        }>(
          `select organisation_id as organisation, action, count(*)::int as times from audit_event
         where persons @> array[$1::uuid] and outcome = 'done' and action like 'treatment.dose.%' group by 1, 2`,
          [registration.personId],
        );
        const found = Object.fromEntries(
          rows.map(({ organisation, action, times }) => [`${organisation} ${action}`, times]),
        );
        expect(found).toEqual({
          // 21 to 23/07, 7 to 02/08, 5 to 10/08; then the three days as a guest and three as a patient.
          [`${home.siteId} treatment.dose.dispensed`]: 33,
          [`${away.siteId} treatment.dose.guest-dose`]: 3,
          // And one that was told late by mistake.
          [`${away.siteId} treatment.dose.dispensed`]: 4,
          [`${away.siteId} treatment.dose.voided`]: 1,
        });
      },
    );
  });
});

const NOTICE_FIELDS = [
  'alsoByText',
  ...[
    'annulledAt',
    'annulledReason',
    'article',
    'birthYear',
    'effectiveOn',
    'explanation',
    'form',
    'fromName',
  ],
  ...['fromOrganisationId', 'fullName', 'ground', 'groundLabel', 'id', 'kind', 'label', 'number', 'sentAt'],
  ...['toOrganisationId', 'untilOn'],
];
