import type { TreatmentEpisodeDto } from '../../src/treatment/episode/episode-answer.dto.js';
import { MissedDoses } from '../../src/treatment/missed/missed-doses.js';
import { MISSED_DOSES } from '../../src/treatment/missed/missed-jobs.js';
import type { TreatmentQuarterDto } from '../../src/treatment/report/quarter.dto.js';
import { FollowedFile } from '../setup/compulsory-files.js';
import {
  aDose,
  aDosingSite,
  aFollowUp,
  anEpisode,
  anOrder,
  aProtocol,
  give,
  linkEntries,
  userOf,
  type DosingSite,
} from '../setup/dosing-site.js';
import { requests, type Requests } from '../setup/people-factory.js';
import { aResident } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { travelTo } from '../setup/time.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';
import { v7 as uuidv7 } from 'uuid';

type Episode = FollowedFile<TreatmentEpisodeDto, 'steps' | 'moves' | 'termination-proposals'>;

const at = (day: string, time = '09:00'): string => `${day}T${time}:00+07:00`;

describe('a place of treatment tells', () => {
  let test: TestApp;
  let http: Requests;
  let scene: VinhThuan;
  let here: DosingSite;
  let there: DosingSite;
  beforeAll(async () => {
    // Without a worker: the job runs when the test says so.
    test = await createTestApp({ APP_ROLE: 'api' });
    http = requests(test);
    scene = await arrangeVinhThuan(test);
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    await travelTo(test, scene.tokens.administrator, at('2026-03-10', '18:00'));
    here = await aDosingSite(test);
    there = await aDosingSite(test);
  });

  const quarter = async (where: DosingSite, query = 'year=2026&quarter=2'): Promise<TreatmentQuarterDto> =>
    (await http.get(where.clinician, `/v1/treatment-reports/quarter?${query}`).expect(200))
      .body as TreatmentQuarterDto;
  const admitted = async (day: string): Promise<Episode> => {
    const personId = await aResident(test, here.clinician, scene.unitId);
    const { body } = await http
      .post(here.clinician, '/v1/treatment-episodes', {
        ...{ kind: 'methadone-treatment', personId, appliedAt: at(day, '08:00') },
        papers: ['application', 'determination-result'],
      })
      .expect(201);
    const file: Episode = new FollowedFile(test, body as TreatmentEpisodeDto, '/v1/treatment-episodes');
    await file.step(here.clinician, 'steps', { step: 'admitted', at: at(day, '08:30') });
    return file;
  };
  const begun = async (day: string): Promise<Episode> => {
    const file = await admitted(day);
    await file.step(here.clinician, 'steps', { step: 'consent-recorded', at: at(day, '08:40') });
    await file.step(here.clinician, 'steps', { step: 'begun', at: at(day, '09:00') });
    return file;
  };

  it('how many persons it treated in a quarter, by kind and programme, so that they balance', async () => {
    const [staying, leaving] = [await begun('2026-03-10'), await begun('2026-03-10')];
    await onDay(test, scene, at('2026-05-04', '18:00'));
    const day = '2026-05-04';
    await admitted(day);
    const [moving, ending, dying] = [await begun(day), await begun(day), await begun(day)];
    const [mistaken, returning] = [await begun(day), await begun(day)];
    await leaving.step(here.clinician, 'steps', { step: 'completed', at: at(day, '10:00') });
    await dying.step(here.clinician, 'steps', { step: 'died', at: at(day, '10:00'), reason: 'Tai nạn' });
    await mistaken.step(here.clinician, 'steps', { step: 'voided', at: at(day, '10:00'), reason: 'Nhầm' });
    // Taken back, an end was none.
    await returning.step(here.clinician, 'steps', { step: 'completed', at: at(day, '10:00') });
    await returning.annul(here.clinician, 'completed');
    await ending.step(here.clinician, 'termination-proposals', {
      ...{ at: at(day, '10:00'), ground: 'own-wish', days: [] },
    });
    const [proposal] = ending.now.proposals;
    await http
      .post(here.clinician, `/v1/termination-proposals/${proposal?.id}/decision`, {
        ...{ decision: 'terminate', at: at(day, '11:00'), reason: 'Theo đơn', number: '15/TB' },
      })
      .set('If-Match', '"1"')
      .expect(201);
    await moving.step(here.clinician, 'moves', {
      ...{ at: at(day, '10:00'), summary: 'Tuân thủ tốt' },
      handOver: {
        ...{ toOrganisationId: there.siteId, reason: 'Chuyển nơi ở' },
        ...{ answerBy: '2026-05-10', readsUntil: '2026-05-31' },
      },
    });
    const transferId = moving.now.summaries[0]?.transferId;
    await http
      .post(there.clinician, `/v1/transfers/${transferId}/acceptance`, {})
      .set('If-Match', '"1"')
      .expect(201);
    // Of a programme of limited time: it stays apart, so that its report is its own.
    await test.database.owner.query('update treatment_episode set programme_code = $2 where case_id = $1', [
      returning.now.id,
      'an-giang-2026',
    ]);
    // Who takes doses home has one for the last day, or for the next; what was voided nobody took home.
    await onDay(test, scene, at('2026-06-30'));
    const next = { fromOn: '2026-06-30', untilOn: '2026-07-01' };
    const bottles: unknown[] = [];
    for (const { now } of [staying, returning]) {
      await anOrder(test, here, now.id, next);
      const home = aDose(here, now.id, { kind: 'take-home-given', day: '2026-07-01' });
      bottles.push((await give(test, here.dispenser, home).expect(201)).body.id);
    }
    const wrong = aFollowUp('voided', staying.now.id, String(bottles[0]), { reason: 'Nhầm' });
    await give(test, here.dispenser, wrong).expect(201);
    // The giver reads that file no more; it counts all the same.
    await onDay(test, scene, at('2026-07-06', '18:00'));
    const none = { movedIn: 0, movedOut: 0, terminated: [], completed: 0, died: 0 };
    const kind = 'methadone-treatment';
    const stood = { overSixMonths: 0, overTwelveMonths: 0, multiDay: 0, droppedOut: 0 };
    expect((await quarter(here)).persons).toEqual([
      {
        ...{
          kind,
          programmeCode: null,
          inTreatmentAtStart: 2,
          admitted: 4,
          begun: 3,
          movedIn: 0,
          movedOut: 1,
        },
        ...{ terminated: [{ ground: 'own-wish', persons: 1 }], completed: 1, died: 1, inTreatmentAtEnd: 1 },
        ...{ ...stood, dosingAtSite: 1 },
      },
      {
        ...{ kind, programmeCode: 'an-giang-2026', inTreatmentAtStart: 0, admitted: 1, begun: 1, ...none },
        ...{ inTreatmentAtEnd: 1, ...stood, multiDay: 1, dosingAtSite: 0 },
      },
    ]);
    expect((await quarter(there)).persons).toMatchObject([
      { inTreatmentAtStart: 0, begun: 0, movedIn: 1, movedOut: 0, inTreatmentAtEnd: 1 },
    ]);
    expect((await quarter(here, 'year=2026&quarter=1')).persons).toMatchObject([
      { inTreatmentAtStart: 0, admitted: 2, begun: 2, inTreatmentAtEnd: 2 },
    ]);
    expect((await quarter(here, 'year=2026&quarter=3')).persons).toMatchObject([
      { programmeCode: null, inTreatmentAtStart: 1, begun: 0, movedOut: 0, inTreatmentAtEnd: 1 },
      { programmeCode: 'an-giang-2026', inTreatmentAtStart: 1, begun: 0, inTreatmentAtEnd: 1, multiDay: 0 },
    ]);
    // By the circular: on the 14th of March two were in treatment, on the 15th of June one of them and the new ones.
    const legal = await quarter(here, 'year=2026&quarter=1&period=report');
    expect(legal).toMatchObject({
      ...{ period: 'report', from: '2025-12-15', to: '2026-03-14', complete: true },
      persons: [{ begun: 2, inTreatmentAtEnd: 2 }],
      periodExplanation: { citations: [{ instrument: 'tt-05-2023' }] },
    });
    // Begun on 10/03/2026: six months are over after 10/09, twelve after 10/03/2027.
    const until = async (last: string): Promise<unknown> => {
      await onDay(test, scene, at(last, '18:00'));
      const [year, month] = last.split('-').map(Number);
      const report = await quarter(here, `year=${year}&quarter=${Math.ceil((month ?? 1) / 3)}`);
      const { overSixMonths, overTwelveMonths } = report.persons[0] ?? {};
      return [report.to, overSixMonths, overTwelveMonths];
    };
    expect(await until('2026-09-10')).toEqual(['2026-09-10', 0, 0]);
    expect(await until('2026-09-11')).toEqual(['2026-09-11', 1, 0]);
    expect(await until('2027-03-10')).toEqual(['2027-03-10', 1, 0]);
    expect(await until('2027-03-11')).toEqual(['2027-03-11', 1, 1]);
  });

  it('of its doses and stock, of nobody in particular, and nothing of HIV', async () => {
    await travelTo(test, scene.tokens.administrator, at('2026-06-10', '08:00'));
    await http
      .post(here.clinician, '/v1/dosing-site', { fromOn: '2026-06-10', closesAt: '11:00' })
      .expect(201);
    const receipt = {
      ...{ clientEventId: 'kho.1', medicine: 'methadone-treatment', lotNumber: 'MTD-1', unit: 'microlitre' },
      ...{ strength: 10_000, expiresOn: '2028-12-31', document: 'PN-1', measured: 1_000_000 },
    };
    const { body: received } = await http.post(here.stockKeeper, '/v1/stock-receipts', receipt).expect(201);
    const lotId = received.lot.id as string;
    const one = await anEpisode(test, here);
    const two = await anEpisode(test, here);
    const withheld = await anEpisode(test, here);
    const other = await anEpisode(test, there);
    for (const { episodeId } of [one, two, withheld]) await anOrder(test, here, episodeId);
    await anOrder(test, there, other.episodeId);
    await linkEntries(test, one.personId, other.personId, here.siteId);
    const given = async (where: DosingSite, body: object): Promise<string> =>
      (await give(test, where.dispenser, body).expect(201)).body.id as string;
    await given(here, aDose(here, one.episodeId, { lotId }));
    const wrong = await given(here, aDose(here, two.episodeId, { lotId }));
    await given(here, aFollowUp('voided', two.episodeId, wrong, { reason: 'Nhầm' }));
    const spill = {
      ...{ kind: 'spilled' as const, measured: 700, lotId, reason: 'Đổ cốc' },
      witnessId: userOf(here.otherDispenser),
    };
    const spilled = await given(here, aDose(here, two.episodeId, spill));
    await given(here, aFollowUp('voided', two.episodeId, spilled, { reason: 'Nhầm' }));
    await given(here, aDose(here, two.episodeId, { ...spill, measured: 300 }));
    const home = { kind: 'take-home-given' as const, lotId };
    await given(here, aDose(here, two.episodeId, { ...home, day: '2026-06-11' }));
    const back = await given(here, aDose(here, two.episodeId, { ...home, day: '2026-06-12' }));
    await given(here, aFollowUp('take-home-returned', two.episodeId, back));
    // The same person had it at the other site too.
    await travelTo(test, scene.tokens.administrator, at('2026-06-10', '09:00'));
    const doubled = { reported: true, at: at('2026-06-10', '08:30') };
    await given(there, aDose(there, other.episodeId, doubled));
    await http
      .post(here.stockKeeper, '/v1/stock-counts', {
        ...{ lotId, day: '2026-06-10', usable: 993_500, returned: 2000 },
      })
      .expect(201);
    await http
      .post(here.stockKeeper, '/v1/site-days', {
        ...{ day: '2026-06-10', explanation: 'Hao hụt', earlyReason: 'Mất điện' },
      })
      .expect(201);
    await travelTo(test, scene.tokens.administrator, at('2026-06-10', '12:00'));
    await test.app.get(MissedDoses).run({}, MISSED_DOSES);
    await travelTo(test, scene.tokens.administrator, at('2026-06-11', '12:00'));
    await test.app.get(MissedDoses).run({}, MISSED_DOSES);
    // It was given after all.
    const late = { lotId, reported: true, at: at('2026-06-11', '10:00') };
    await given(here, aDose(here, one.episodeId, late));
    // He came on both days, and his dose was held: derived as missed, told of afterwards.
    for (const day of ['2026-06-10', '2026-06-11']) {
      const came = { kind: 'withheld' as const, lotId: undefined, reported: true, at: at(day, '10:30') };
      await given(here, aDose(here, withheld.episodeId, came));
    }
    const report = await quarter(here);
    expect(report).toMatchObject({
      ...{ siteId: here.siteId, from: '2026-04-01', to: '2026-06-11', complete: false, persons: [] },
      // Of two on the tenth; of one on the eleventh, who had it after all.
      doses: [{ kind: 'methadone-treatment', given: 2, takenHome: 1, missed: 1, doubled: 1 }],
      stock: [
        {
          ...{ medicine: 'methadone-treatment', unit: 'microlitre', opening: { usable: 0, returned: 0 } },
          ...{ received: 1_000_000, dispensed: 8000, spilled: 300, returned: 2000, destroyed: 0 },
          ...{ variance: { usable: -200, returned: 0 }, closing: { usable: 991_500, returned: 2000 } },
        },
      ],
      hiv: { value: null, reason: { vi: expect.stringContaining('không ghi tình trạng HIV') } },
    });
    expect(report.sources.find(({ row }) => row === 'doses-missed')?.source.vi).toContain('Lần bỏ liều');
    const text = JSON.stringify(report);
    for (const secret of ['Nguyễn', one.personId, one.episodeId, lotId]) expect(text).not.toContain(secret);
    expect((await quarter(there)).doses).toMatchObject([{ given: 1, doubled: 1 }]);
    // The next quarter begins with what this one left.
    await travelTo(test, scene.tokens.administrator, at('2026-07-06', '12:00'));
    const next = await quarter(here, 'year=2026&quarter=3');
    expect(next.stock[0]?.opening).toEqual((await quarter(here)).stock[0]?.closing);
    await http.get(here.clinician, '/v1/treatment-reports/quarter?year=2026&quarter=4').expect(400);
    await http.get(here.dispenser, '/v1/treatment-reports/quarter?year=2026&quarter=2').expect(403);
    await http
      .get(scene.tokens.provincialOfficer, '/v1/treatment-reports/quarter?year=2026&quarter=2')
      .expect(403);
  });

  it('counts doses out of the months of the quarter alone', async () => {
    const { owner } = test.database;
    await owner.query(`select app.make_month('dose_event', 'day', m::date)
      from unnest(array['2026-03-01', '2026-04-01', '2026-05-01', '2026-06-01']) m
      where to_regclass('dose_event_' || to_char(m::date, 'YYYY_MM')) is null`);
    const { rows: written } = await owner.query<{ sql: string }>(
      `select prosrc as sql from pg_proc where oid = 'app.dose_counts(date, date, text[], text[])'::regprocedure`,
    );
    await owner.query(`prepare doses (date, date, text[], text[]) as ${written[0]?.sql}`);
    const { rows } = await owner.query<{ 'QUERY PLAN': string }>(
      `explain execute doses ('2026-04-01', '2026-06-30', '{dispensed}', '{dispensed}')`,
    );
    await owner.query('deallocate doses');
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    const months = new Set(plan.match(/dose_event_(?:\d{4}_\d\d|default)/g));
    expect([...months].toSorted()).toEqual([
      'dose_event_2026_04',
      'dose_event_2026_05',
      'dose_event_2026_06',
    ]);
  });

  const notices = async (token: string, kind: string): Promise<readonly Record<string, unknown>[]> => {
    const { body } = await http.get(token, '/v1/notifications?limit=200').expect(200);
    return (body as { items: Record<string, unknown>[] }).items.filter((each) => each['kind'] === kind);
  };
  const parentOf = async (of: string): Promise<string> => {
    const id = uuidv7();
    const { owner } = test.database;
    const { police } = scene.organisations;
    await owner.query(
      `insert into case_file (id, kind, code, person_id, keeper_organisation_id, unit_id, status, opened_on)
       values ($1::uuid, 'home-rehabilitation', 'HS-CN-' || right($1::uuid::text, 12), $2, $3, $4, 'in-progress', '2026-03-01')`,
      [id, of, police, scene.unitId],
    );
    await owner.query(
      `insert into case_access (case_id, organisation_id, reason, acts, from_on)
       values ($1, $2, 'keeper', true, '2026-03-01')`,
      [id, police],
    );
    return id;
  };
  const asked = (id: string, of: string, to: number): Promise<unknown> =>
    test.database.owner.query(
      `insert into treatment_request (id, case_id, person_id, kind, from_organisation_id, to_organisation_id, asked_at,
         requested_by, open_until, reads_until)
       select gen_random_uuid(), $1, $2, 'cedemex-treatment', $3, $4, now(), u.id, '2026-12-31', '2027-01-03'
       from user_account u limit 1`,
      [id, of, scene.organisations.police, to],
    );

  describe('the keeper of the rehabilitation', () => {
    const { stringContaining } = expect;
    let parentId: string;
    let personId: string;
    const contact = (token: string, id = parentId) =>
      http.post(token, `/v1/cases/${id}/treatment-contacts`, {});
    beforeEach(async () => {
      await travelTo(test, scene.tokens.administrator, at('2026-06-10', '08:00'));
      personId = await aResident(test, scene.tokens.headOfPolice, scene.unitId);
      parentId = await parentOf(personId);
    });

    it('that it asks for contact, once for days missed in a row, and nothing of the treatment', async () => {
      const kind = 'cedemex-treatment';
      const treated = { personId, kind, parentId, phase: 'detoxification' };
      const { episodeId } = await anEpisode(test, here, treated);
      // Of one that stands by itself nobody is told but by the law's notices.
      const { episodeId: alone } = await anEpisode(test, here);
      await aProtocol(test, here.siteId, { warnAfterMissedDays: 2 }, kind);
      await aProtocol(test, here.siteId, { warnAfterMissedDays: 2 });
      await anOrder(test, here, episodeId, { unit: 'piece' });
      await anOrder(test, here, alone);
      await http
        .post(here.clinician, '/v1/dosing-site', { fromOn: '2026-06-01', closesAt: '11:00' })
        .expect(201);
      const before = (await notices(scene.tokens.policeOfficer, 'treatment.contact-asked')).length;
      await travelTo(test, scene.tokens.administrator, at('2026-06-12', '12:00'));
      for (let time = 0; time < 2; time++) await test.app.get(MissedDoses).run({}, MISSED_DOSES);
      const found = await notices(scene.tokens.policeOfficer, 'treatment.contact-asked');
      const told = found.filter((each) => each['subjectId'] === parentId);
      expect([told.length, found.length - before]).toEqual([1, 1]);
      expect(told[0]).toMatchObject({
        ...{ subjectId: parentId, facts: { code: stringContaining('HS-CN-') } },
        text: { vi: stringContaining('đề nghị đơn vị liên hệ') },
      });
      expect(Object.keys(told[0]?.['facts'] ?? {})).toEqual(['code']);
      const text = JSON.stringify(told);
      for (const secret of [episodeId, '"days"', '"day"', '2026-06-01', '2026-06-02'])
        expect(text).not.toContain(secret);
      expect(await notices(scene.tokens.neighbourPoliceOfficer, 'treatment.contact-asked')).toEqual([]);
      const { rows } = await test.database.owner.query(
        `select subject_id, persons from audit_event where action = 'treatment.contact.keeper-asked' and subject_id = $1`,
        [parentId],
      );
      expect(rows).toEqual([{ subject_id: parentId, persons: [personId] }]);
      // Asked with the first week in which nobody saw him at the latest, and with each one more.
      await travelTo(test, scene.tokens.administrator, at('2026-06-16', '12:00'));
      await test.app.get(MissedDoses).run({}, MISSED_DOSES);
      const again = await notices(scene.tokens.policeOfficer, 'treatment.contact-asked');
      expect(again.filter((each) => each['subjectId'] === parentId)).toHaveLength(2);
    });

    it('hears that it is asked for contact, of its own episode alone; whoever asks learns nothing', async () => {
      const { policeOfficer, neighbourPoliceOfficer } = scene.tokens;
      expect((await contact(policeOfficer).expect(409)).body.code).toBe('treatment.nobodyAsked');
      await asked(parentId, personId, here.siteId);
      const { body: nobody } = await contact(policeOfficer).expect(201);
      expect(nobody).toEqual({ caseId: parentId, askedAt: expect.any(String) as string });
      expect(await notices(here.clinician, 'rehabilitation.contact-asked')).toEqual([]);
      const treated = { personId, kind: 'cedemex-treatment', parentId, phase: 'detoxification' };
      const { episodeId } = await anEpisode(test, here, treated);
      for (let time = 0; time < 2; time++) {
        const { body } = await contact(policeOfficer).expect(201);
        expect(Object.keys(body as object)).toEqual(Object.keys(nobody as object));
      }
      const told = await notices(here.clinician, 'rehabilitation.contact-asked');
      expect(told).toMatchObject([{ subjectId: episodeId }]);
      expect(JSON.stringify(told)).not.toContain(parentId);
      expect(await notices(there.clinician, 'rehabilitation.contact-asked')).toEqual([]);
      await contact(neighbourPoliceOfficer).expect(404);
      await contact(here.clinician).expect(403);
      // On the next day it may be asked again.
      await travelTo(test, scene.tokens.administrator, at('2026-06-11', '08:00'));
      await contact(policeOfficer).expect(201);
      expect(await notices(here.clinician, 'rehabilitation.contact-asked')).toHaveLength(2);
      await test.database.owner.query(
        `update case_file set closed_on = '2026-06-11', closed_reason = 'completed' where id = $1`,
        [parentId],
      );
      expect((await contact(policeOfficer).expect(409)).body.code).toBe('treatment.fileEnded');
    });
  });
});
