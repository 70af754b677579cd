import { ParentFollowing } from '../../src/cases/parent-following.js';
import { FOLLOW_PARENT } from '../../src/cases/turnover.jobs.js';
import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import type { SubstitutionRegistrationDto } from '../../src/rehabilitation/substitution/substitution-answer.dto.js';
import type { CompulsoryGroundsDto } from '../../src/rehabilitation/compulsory/compulsory-grounds.dto.js';
import { asApp } from '../setup/as-app.js';
import {
  arrangeFrontDesk,
  doorRoutes,
  newTreatmentApplication,
  opened,
  type FrontDesk,
} from '../setup/front-desk.js';
import { broughtToThePolice, decidedBefore, decisionNumber } from '../setup/home-files.js';
import {
  DEVICE,
  IN_CHARGE,
  monitoringDuty,
  orderMonitoring,
  requestMonitoring,
  type FollowedMonitoring,
} from '../setup/monitoring-files.js';
import { aMinor, registerPerson, requests, type Requests } from '../setup/people-factory.js';
import { anApplication, aResident, apply } from '../setup/rehabilitation-factory.js';
import { story } from '../setup/story.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { eventually } from '../setup/time.js';
import { onDay } from '../setup/vinh-thuan.js';

const MORNING = '2026-07-02T10:00:00+07:00';
const on = (day: string, time = '09:00'): string => `${day}T${time}:00+07:00`;

describe('electronic monitoring', () => {
  let test: TestApp;
  let desk: FrontDesk;
  let http: Requests;
  let head: string;
  let officer: string;
  beforeAll(async () => {
    test = await createTestApp();
    desk = await arrangeFrontDesk(test);
    http = requests(test);
    head = desk.scene.tokens.headOfPolice;
    officer = desk.scene.tokens.policeOfficer;
  });
  afterAll(() => test.close());
  const travel = (instant: string): Promise<void> => onDay(test, desk.scene, instant);

  async function homeStep(
    file: Pick<HomeRehabilitationDto, 'id' | 'version'>,
    name: string,
    body: object,
  ): Promise<HomeRehabilitationDto> {
    const path = `/v1/home-rehabilitations/${file.id}`;
    const { body: seen } = await http.get(head, path).expect(200);
    const answer = await http.post(head, `${path}/${name}`, body).set('If-Match', `"${seen.version}"`);
    if (answer.status !== 201) throw new Error(`${name}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body as HomeRehabilitationDto;
  }
  const DECISION = { decidedAt: '2026-07-02T08:45:00+07:00' } as const;
  /** Decided on 02/07/2026 at 08:45, of a person of its own. */
  async function decided(): Promise<HomeRehabilitationDto> {
    await travel(MORNING);
    const personId = await aResident(test, officer, desk.scene.unitId);
    const file = await apply(test, officer, anApplication({ personId }));
    return homeStep(file, 'decision', { ...DECISION, number: decisionNumber() });
  }
  /** The same of somebody under age, born on a day, with his mother on record. */
  async function decidedMinor(born: string): Promise<{ file: HomeRehabilitationDto; guardianId: string }> {
    await travel(MORNING);
    const address = {
      kind: 'current',
      unitId: desk.scene.unitId,
      detail: 'Ấp Kinh 1',
      fromOn: '2025-07-01',
    } as const;
    const person = await registerPerson(
      test,
      officer,
      aMinor({ birth: { date: born }, addresses: [address] }),
    );
    const guardianId = person.guardians[0]?.id ?? '';
    const application = anApplication({
      personId: person.id,
      guardianConsent: { guardianId, on: '2026-07-01' },
      items: ['application', 'curriculum-vitae', 'determination-result', 'identity-copy', 'guardian-opinion'],
    });
    const file = await apply(test, officer, application);
    return { file: await homeStep(file, 'decision', { ...DECISION, number: decisionNumber() }), guardianId };
  }
  const limitsOf = async (caseId: string): Promise<readonly string[]> => {
    const { body } = await http.get(head, `/v1/cases/${caseId}`).expect(200);
    return (body.deadlines as { rule: string; status: string }[])
      .filter(({ rule }) => rule === 'electronic-monitoring.decision')
      .map(({ status }) => status);
  };
  /** Offers a file and lets the receiver accept it. */
  const handOver = async (caseId: string, to: number, receiver: string, days: object): Promise<void> => {
    const { body: file } = await http.get(head, `/v1/cases/${caseId}`).expect(200);
    const asked = { toOrganisationId: to, ...days, reason: 'Người có hồ sơ chuyển đến xã Vĩnh Bình' };
    const { body: offered } = await http
      .post(head, `/v1/cases/${caseId}/transfers`, asked)
      .set('If-Match', `"${file.version}"`)
      .expect(201);
    await http
      .post(receiver, `/v1/transfers/${offered.id}/acceptance`, {})
      .set('If-Match', `"${offered.version}"`)
      .expect(201);
  };
  const warned = async (caseId: string, token = head): Promise<boolean> => {
    const { body } = await http.get(token, `/v1/cases/${caseId}`).expect(200);
    return (body.warnings as { code: string }[]).some(({ code }) => code === 'monitoring.owed');
  };
  const breachGrounds = async (personId: string): Promise<readonly (string | null)[]> => {
    const { body } = await http.get(head, `/v1/persons/${personId}/compulsory-grounds`).expect(200);
    return (body as CompulsoryGroundsDto).grounds
      .filter(({ ground }) => ground === 'breach')
      .flatMap(({ facts }) => facts.map(({ caseCode }) => caseCode));
  };

  story('of an adult at home, from the decision to the waiver', (chapter) => {
    let file: HomeRehabilitationDto;
    let one: FollowedMonitoring;

    chapter('is owed within 12 hours of the decision on rehabilitation, and the file says so', async () => {
      file = await decided();
      expect(await monitoringDuty(test, officer, file.id)).toMatchObject({
        ...{ on: '2026-07-02', measure: 'home-rehabilitation', subject: 'home-adult', onRequest: false },
        ...{ owed: true, dueAt: '2026-07-02T13:45:00.000Z', monitorings: [] },
      });
      expect(await warned(file.id)).toBe(true);
      const limit = file.deadlines.find(({ rule }) => rule === 'electronic-monitoring.decision');
      const { body } = await http.get(officer, `/v1/deadlines/${limit?.id}/explanation`).expect(200);
      const cited = (body.citations as { text: string }[]).map(({ text }) => text);
      expect(cited).toContain('Nghị định 163/2026/NĐ-CP, Điều 16 khoản 2 điểm a');
    });

    chapter('is decided by the head alone, of the commune that keeps the list', async () => {
      const at = on('2026-07-02', '09:30');
      await orderMonitoring(test, officer, file.id, at, {}, 'http.forbidden');
      await orderMonitoring(test, desk.scene.tokens.chairman, file.id, at, {}, 'cases.notFound');
      await orderMonitoring(test, desk.staff.neighbourHead, file.id, at, {}, 'cases.notFound');
      await orderMonitoring(test, head, file.id, on('2026-07-02', '08:00'), {}, 'monitoring.notCarried');
      for (const effectiveAt of [on('2099-01-01'), on('2026-07-13', '00:00')]) {
        await orderMonitoring(test, head, file.id, at, { effectiveAt }, 'request.invalidBody');
      }
      one = await orderMonitoring(test, head, file.id, at, { effectiveAt: on('2026-07-02', '12:00') });
      expect(one.now).toMatchObject({
        ...{
          status: 'decided',
          subject: 'home-adult',
          parentId: file.id,
          officer: { name: 'Trần Quốc Toản' },
        },
        order: {
          effectiveAt: '2026-07-02T05:00:00.000Z',
          term: { startsOn: '2026-07-02', endsOn: '2028-07-02' },
        },
      });
      expect(one.forms).toEqual(['02']);
      expect(one.due('fitting')).toBe('2026-07-03T05:00:00.000Z');
      expect(await limitsOf(file.id)).toEqual(['met']);
      expect(await warned(file.id)).toBe(false);
      expect((await monitoringDuty(test, officer, file.id)).monitorings).toMatchObject([{ id: one.now.id }]);
      await orderMonitoring(test, head, file.id, at, {}, 'cases.openFileExists');
      for (const token of [desk.staff.neighbourHead, desk.scene.tokens.chairman]) {
        await http.get(token, `/v1/electronic-monitorings/${one.now.id}`).expect(404);
        await http.get(token, `/v1/cases/${file.id}/monitoring-duty`).expect(404);
      }
    });

    chapter('is fitted in 24 hours, with what form 03 names and nothing else', async () => {
      await travel(on('2026-07-03', '10:00'));
      await homeStep(file, 'start', { startedAt: on('2026-07-03', '08:00') });
      const bare = await one.record(officer, 'fitted', on('2026-07-03'), {}, 'request.invalidBody');
      expect(bare.errors[0].pointer).toBe('/position');
      await one.record(
        officer,
        'fitted',
        on('2026-07-03'),
        { ...DEVICE, violation: 'device-refused' },
        'request.invalidBody',
      );
      await one.record(officer, 'fitted', on('2026-07-03'), DEVICE);
      expect(one.now).toMatchObject({
        status: 'monitored',
        device: { position: 'Cổ chân trái', number: 'TB-000123', positionSince: '2026-07-03', worn: true },
        waiver: { from: '2027-07-04' },
      });
      expect([one.statusesOf('fitting'), one.forms]).toEqual([['met'], ['02', '03']]);
      expect(one.open).toEqual([]);
    });

    chapter('is worn elsewhere after a month, or on medical advice', async () => {
      await travel(on('2026-08-20', '10:00'));
      const elsewhere = { position: 'Cổ chân phải', condition: 'Tốt' };
      const early = await one.record(
        officer,
        'relocated',
        on('2026-08-02'),
        elsewhere,
        'monitoring.positionTooRecent',
      );
      expect(early.from).toBe('2026-08-03');
      await one.record(officer, 'relocated', on('2026-08-03'), elsewhere);
      await one.record(officer, 'relocated', on('2026-08-10'), {
        ...{ ...elsewhere, position: 'Cổ tay trái' },
        onMedicalAdvice: true,
      });
      const broken = { reason: 'Thiết bị hỏng pin', device: 'TB-000456', condition: 'Mới' };
      await one.record(officer, 'replaced', on('2026-08-20'), broken);
      expect(one.now.device).toMatchObject({
        position: 'Cổ tay trái',
        number: 'TB-000456',
        positionSince: '2026-08-10',
      });
      expect(one.forms.slice(2)).toEqual(['09', '09', '10']);
    });

    chapter('is taken off for treatment, and to be fitted again within 24 hours of its end', async () => {
      await travel(on('2026-09-05', '10:00'));
      const asked = { removalCause: 'medical', condition: 'Tốt' };
      await one.record(officer, 'device-asked', on('2026-08-31'), { removalCause: 'medical' });
      await one.record(officer, 'removed', on('2026-09-01'), asked, 'request.invalidBody');
      const never = { ...asked, backAt: on('2028-07-03') };
      const late = await one.record(officer, 'removed', on('2026-09-01'), never, 'request.invalidBody');
      expect(late.errors[0]).toMatchObject({ pointer: '/backAt', code: 'monitoring.tooFarAhead' });
      await one.record(officer, 'removed', on('2026-09-01'), { ...asked, backAt: on('2026-09-04') });
      expect(one.now).toMatchObject({
        status: 'removed',
        device: { worn: false },
        backAt: '2026-09-04T02:00:00.000Z',
      });
      expect(one.due('refitting')).toBe('2026-09-05T02:00:00.000Z');
      await one.record(officer, 'refitted', on('2026-09-05', '08:00'), { ...DEVICE, device: 'TB-000456' });
      expect([one.statusesOf('refitting'), one.now.backAt]).toEqual([['met'], null]);
      expect(one.forms.slice(-2)).toEqual(['07', '08']);
    });

    chapter('climbs its own ladder of violations up to the ground of compulsory rehabilitation', async () => {
      await travel(on('2026-10-20', '10:00'));
      // The second of its kind is more than a reminder; it is none once the first was annulled, and has its hours.
      const refused = { violation: 'device-refused', reason: 'Không chịu đeo' };
      await one.record(officer, 'violated', on('2026-09-20'), refused);
      await one.record(officer, 'violated', on('2026-09-22'), refused);
      expect(one.now.violations.map(({ consequence }) => consequence)).toEqual(['reminder', 'compulsory']);
      expect(one.due('remedy')).toBe('2026-09-21T02:00:00.000Z');
      const history = await http.get(head, `/v1/cases/${one.now.id}/history`).expect(200);
      const first = (history.body.items as { id: string; type: string }[]).find(
        ({ type }) => type === 'violated',
      );
      await http
        .post(head, `/v1/cases/${one.now.id}/annulments`, { eventId: first?.id, reason: 'Ghi nhầm người' })
        .set('If-Match', `"${one.now.version}"`)
        .expect(201);
      await one.reload(head);
      expect(one.now.violations).toMatchObject([{ rung: 1, consequence: 'reminder' }]);
      expect(one.due('remedy')).toBe('2026-09-23T02:00:00.000Z');
      await one.annul(head, 'violated');
      expect([one.now.violations, one.due('remedy')]).toEqual([[], undefined]);
      const flat = { violation: 'battery-let-run-down', reason: 'Để thiết bị hết pin hơn 24 giờ' };
      await one.record(officer, 'violated', on('2026-10-01'), flat);
      expect(one.now.violations).toMatchObject([{ rung: 1, consequence: 'reminder', damages: false }]);
      expect(one.due('remedy')).toBe('2026-10-02T02:00:00.000Z');
      await one.record(officer, 'remedied', on('2026-10-01', '14:00'));
      await one.record(officer, 'remedied', on('2026-10-01', '15:00'), {}, 'monitoring.nothingToRemedy');
      const off = { violation: 'device-taken-off', reason: 'Cắt dây đeo' };
      await one.record(officer, 'violated', on('2026-10-10'), off);
      expect(await breachGrounds(file.personId)).toEqual([]);
      const refusal = { reason: 'Vẫn không đeo lại thiết bị' };
      const soon = await one.record(
        officer,
        'not-remedied',
        on('2026-10-11', '08:59'),
        refusal,
        'monitoring.remedyRuns',
      );
      expect(soon.dueAt).toBe('2026-10-11T02:00:00.000Z');
      const late = await one.record(officer, 'remedied', on('2026-10-11'), {}, 'monitoring.remedyOver');
      expect(late).toMatchObject({ dueAt: '2026-10-11T02:00:00.000Z', step: 'not-remedied' });
      await one.record(officer, 'not-remedied', on('2026-10-11'), refusal);
      expect(one.now.violations).toMatchObject([
        { consequence: 'reminder' },
        { consequence: 'compulsory', notRemedied: true, damages: true },
      ]);
      const cited = one.now.violations[1]?.explanation.citations.map(({ text }) => text);
      expect(cited).toContain('Luật 120/2025/QH15, Điều 47 khoản 2');
      const remedies = one.statusesOf('remedy').filter((status) => status !== 'void');
      expect([remedies, one.open]).toEqual([['met', 'lapsed'], []]);
      expect(await breachGrounds(file.personId)).toEqual([one.now.code]);
      expect(one.forms.slice(-3)).toEqual(['18', '18', '18']);
    });

    chapter(
      'takes a refusal back: the ground is gone, its own paper alone, and the hours run again',
      async () => {
        await one.annul(head, 'not-remedied');
        expect(one.now.violations.map(({ consequence }) => consequence)).toEqual(['reminder', 'reminder']);
        expect(await breachGrounds(file.personId)).toEqual([]);
        expect(one.forms.filter((form) => form === '18')).toHaveLength(2);
        expect(one.due('remedy')).toBe('2026-10-11T02:00:00.000Z');
        await one.record(officer, 'remedied', on('2026-10-10', '20:00'));
      },
    );

    chapter(
      'is paused for a prison sentence; the measure ends later, and with it the monitoring',
      async () => {
        await travel(on('2027-01-12'));
        await homeStep(file, 'imprisonment', {
          at: on('2027-01-10', '08:00'),
          reason: 'Bản án số 04/2027/HS-ST',
        });
        await one.reload(officer);
        expect(one.now.proposals.map(({ what }) => what)).toEqual(['pause']);
        expect(one.now.order?.term.endsOn).toBeNull();
        await one.decide(
          head,
          'pause-decided',
          on('2027-01-10', '08:00'),
          { pauseGround: 'reformatory' },
          'monitoring.pauseOfMinor',
        );
        await one.decide(head, 'pause-decided', on('2027-01-10', '08:00'), { pauseGround: 'prison' });
        await one.record(officer, 'pause-recorded', on('2027-01-10', '10:00'), {
          condition: 'Tốt',
          accessories: 'Bộ sạc',
        });
        expect(one.now).toMatchObject({ status: 'paused', waiver: { from: null }, device: { worn: false } });
        await travel(on('2027-04-21'));
        await homeStep(file, 'release', { at: on('2027-04-20', '08:00') });
        await one.record(officer, 'returned', on('2027-04-20', '08:30'));
        expect(one.due('refitting')).toBe('2027-04-21T01:30:00.000Z');
        await one.record(officer, 'refitted', on('2027-04-20', '15:00'), DEVICE);
        expect(one.now).toMatchObject({
          ...{ status: 'monitored', pauses: [{ from: '2027-01-10', until: '2027-04-20' }] },
          ...{ waiver: { from: '2027-10-12' }, order: { term: { endsOn: '2028-10-10' } } },
        });
        expect(one.forms.slice(-3)).toEqual(['11', '12', '08']);
      },
    );

    chapter(
      'is waived neither a day too early nor after a violation, and not ended while it goes on',
      async () => {
        await travel(on('2027-10-13'));
        const why = { reason: 'Không có vi phạm pháp luật khác, theo xác nhận kèm theo' };
        const early = await one.decide(
          head,
          'waiver-decided',
          on('2027-10-11'),
          why,
          'monitoring.waiverTooEarly',
        );
        expect([early.from, early.explanation.citations.length > 0]).toEqual(['2027-10-12', true]);
        const unclean = await one.decide(
          head,
          'waiver-decided',
          on('2027-10-12'),
          why,
          'monitoring.notClean',
        );
        expect(unclean.breaches).toHaveLength(2);
        const over = await one.decide(
          head,
          'end-decided',
          on('2027-10-12'),
          { endGround: 'term-over' },
          'monitoring.termNotOver',
        );
        expect(over.endsOn).toBe('2028-10-10');
        await one.decide(
          head,
          'end-decided',
          on('2027-10-12'),
          { endGround: 'measure-over' },
          'monitoring.measureGoesOn',
        );
        for (const step of ['remedied', 'violated', 'remedied', 'violated']) await one.annul(head, step);
        expect(one.now.proposals.map(({ what }) => what)).toEqual(['waiver']);
        await one.decide(head, 'waiver-decided', on('2027-10-12'), why);
        await one.annul(head, 'waiver-decided');
        expect(one.now.status).toBe('monitored');
        await one.decide(head, 'waiver-decided', on('2027-10-12'), why);
        await one.record(officer, 'waiver-recorded', on('2027-10-13', '08:00'), { condition: 'Tốt' });
        expect(one.now).toMatchObject({ status: 'waived', next: [], proposals: [], device: { worn: false } });
        expect([one.forms.slice(-2), one.open]).toEqual([['13', '14'], []]);
        expect(await monitoringDuty(test, officer, file.id)).toMatchObject({
          subject: 'home-adult',
          owed: false,
        });
      },
    );

    chapter('stays waived, also for who takes over the file on which it hung', async () => {
      await orderMonitoring(test, head, file.id, on('2027-10-13', '08:30'), {}, 'monitoring.waived');
      const { neighbourHead: receiver } = desk.staff;
      await http.get(receiver, `/v1/electronic-monitorings/${one.now.id}`).expect(404);
      const days = { answerBy: '2027-10-18', readsUntil: '2027-12-31' };
      await handOver(file.id, desk.scene.organisations.neighbourPolice, receiver, days);
      expect(await monitoringDuty(test, receiver, file.id)).toMatchObject({
        ...{ owed: false, monitorings: [{ id: one.now.id, status: 'waived' }] },
      });
      await orderMonitoring(test, receiver, file.id, on('2027-10-13', '08:50'), {}, 'monitoring.waived');
      expect(await warned(file.id, receiver)).toBe(false);
      const { body } = await http.get(receiver, `/v1/electronic-monitorings/${one.now.id}`).expect(200);
      expect(body).toMatchObject({ status: 'waived', keeperOrganisationId: desk.scene.organisations.police });
      await http.get(head, `/v1/electronic-monitorings/${one.now.id}`).expect(200);
    });

    chapter('left an audit row for each step, with the person', async () => {
      const { rows } = await test.database.owner.query<{ action: string; persons: string[] }>(
        `select distinct action, persons from audit_event where subject_id = $1 and outcome = 'done'
           and action like 'rehabilitation.monitoring.%'`,
        [one.now.id],
      );
      const steps = [
        'monitoring-ordered',
        'fitted',
        'removed',
        'violated',
        'pause-decided',
        'waiver-recorded',
      ];
      const actions = rows.map(({ action }) => action);
      expect(actions).toEqual(
        expect.arrayContaining(steps.map((step) => `rehabilitation.monitoring.${step}`)),
      );
      expect(rows.every(({ persons }) => persons.includes(file.personId))).toBe(true);
    });
  });

  it('of a person aged 12 to under 18 needs the request of parents, and a decision while he is that old', async () => {
    const { file, guardianId } = await decidedMinor('2011-03-05');
    expect(file.deadlines.map(({ rule }) => rule)).not.toContain('electronic-monitoring.decision');
    expect(await monitoringDuty(test, officer, file.id)).toMatchObject({
      ...{ subject: 'minor-on-request', onRequest: true, owed: false, dueAt: null },
    });
    expect(await warned(file.id)).toBe(false);
    await orderMonitoring(test, head, file.id, on('2026-07-02', '09:30'), {}, 'monitoring.needsRequest');
    const asked = { requestedAt: on('2026-07-02', '09:30'), guardianId };
    const stranger = { ...asked, guardianId: file.id };
    await requestMonitoring(test, officer, file.id, stranger, 'request.invalidBody');
    const one = await requestMonitoring(test, officer, file.id, asked);
    expect(one.now).toMatchObject({ status: 'requested', subject: 'minor-on-request', order: null });
    expect(one.due('decision-on-request')).toBe('2026-07-03T02:30:00.000Z');
    await one.decide(officer, 'ordered-on-request', on('2026-07-02', '09:50'), IN_CHARGE, 'http.forbidden');
    await one.decide(head, 'ordered-on-request', on('2026-07-02', '09:50'), IN_CHARGE);
    expect(one.now).toMatchObject({
      status: 'decided',
      order: { term: { startsOn: '2026-07-02', endsOn: '2027-07-02' } },
    });
    expect(one.statusesOf('decision-on-request')).toEqual(['met']);
    await one.annul(head, 'ordered-on-request');
    expect([one.now.status, one.open]).toEqual(['requested', ['electronic-monitoring.decision-on-request']]);
    await one.decide(head, 'ordered-on-request', on('2026-07-02', '09:50'), IN_CHARGE);
    await travel(on('2027-07-03'));
    await one.record(officer, 'fitted', on('2026-07-03'), DEVICE);
    expect(one.now.waiver?.from).toBe('2027-01-04');
    const why = { reason: 'Chấp hành tốt' };
    await one.decide(head, 'waiver-decided', on('2027-01-03'), why, 'monitoring.waiverTooEarly');
    await one.decide(
      head,
      'end-decided',
      on('2027-07-02'),
      { endGround: 'term-over' },
      'monitoring.termNotOver',
    );
    expect(one.now.proposals.map(({ what }) => what)).toEqual(['waiver', 'end-term-over']);
    await one.decide(head, 'end-decided', on('2027-07-03', '00:30'), { endGround: 'term-over' });
    await one.record(officer, 'end-recorded', on('2027-07-03', '08:00'), { condition: 'Tốt' });
    expect([one.now.status, one.forms]).toEqual(['ended', ['02', '03', '15', '16']]);
  });

  it('is of an adult from the eighteenth birthday on: a request of the day before grounds no decision of that day', async () => {
    const { file, guardianId } = await decidedMinor('2008-07-03');
    const one = await requestMonitoring(test, officer, file.id, {
      requestedAt: on('2026-07-02', '09:30'),
      guardianId,
    });
    await travel(on('2026-07-03', '10:00'));
    await one.decide(head, 'ordered-on-request', on('2026-07-03'), IN_CHARGE, 'monitoring.needsNoRequest');
    expect(await warned(file.id)).toBe(true);
    await one.step(officer, 'withdrawal', { at: on('2026-07-03'), reason: 'Đã đủ 18 tuổi' });
    expect([one.now.status, one.open]).toEqual(['withdrawn', []]);
    const other = await orderMonitoring(test, head, file.id, on('2026-07-03', '09:30'));
    expect(other.now.subject).toBe('home-adult');
  });

  it('of an adult in substitution treatment is owed 12 hours after the clinic told, and decided anew after a violation', async () => {
    await travel(MORNING);
    const routes = doorRoutes<SubstitutionRegistrationDto>(test, '/v1/substitution-registrations');
    const personId = await aResident(test, officer, desk.scene.unitId);
    const file = await opened(routes, officer, newTreatmentApplication(personId));
    const referral = { referredAt: on('2026-07-02'), organisationId: desk.places.clinic };
    const referred = await routes.done(officer, file, 'referrals', referral);
    const { clinician } = desk.staff;
    const eligible = await routes.done(clinician, referred, 'eligibility', {
      foundAt: on('2026-07-02', '09:30'),
    });
    const notice = { notice: 'accepted', notifiedAt: on('2026-07-02', '09:50') };
    const accepted = await routes.done(clinician, eligible, 'notices', notice);
    expect(accepted.deadlines.filter(({ status }) => status === 'open')).toEqual([]);
    const { body: seen } = await http.get(head, `/v1/cases/${file.id}`).expect(200);
    const limit = (seen as HomeRehabilitationDto).deadlines.find(({ status }) => status === 'open');
    expect(limit).toMatchObject({
      ...{ rule: 'electronic-monitoring.decision', dueAt: '2026-07-02T14:50:00.000Z' },
      organisationId: desk.scene.organisations.police,
    });
    /** What the clinic learns: nothing of whether, by when, or by which number. */
    const told = async (): Promise<void> => {
      const { body } = await http.get(clinician, `/v1/cases/${file.id}`).expect(200);
      expect(JSON.stringify(body)).not.toMatch(/monitoring/);
      await http.get(clinician, `/v1/deadlines/${limit?.id}/explanation`).expect(404);
      await http.get(clinician, `/v1/cases/${file.id}/monitoring-duty`).expect(404);
    };
    await told();
    const above = desk.scene.tokens.provincialOfficer;
    await http.get(above, `/v1/deadlines/${limit?.id}/explanation`).expect(200);
    expect((await monitoringDuty(test, above, file.id)).owed).toBe(true);
    await orderMonitoring(test, clinician, file.id, on('2026-07-02', '09:55'), {}, 'http.forbidden');
    const one = await orderMonitoring(test, head, file.id, on('2026-07-02', '09:55'));
    expect(await limitsOf(file.id)).toEqual(['met']);
    await told();
    const { rows } = await test.database.owner.query(
      'select closed_reason as why from deadline where id = $1',
      [limit?.id],
    );
    expect(rows).toEqual([{ why: 'monitoring-ordered' }]);
    expect(one.now).toMatchObject({
      subject: 'substitution-adult',
      order: { term: { endsOn: '2028-07-02' } },
    });
    await http.get(clinician, `/v1/electronic-monitorings/${one.now.id}`).expect(404);
    await travel(on('2026-09-03'));
    await one.record(officer, 'fitted', on('2026-07-03'), DEVICE);
    await one.decide(head, 'ordered-anew', on('2026-09-01'), IN_CHARGE, 'monitoring.notRenewable');
    const destroyed = {
      violation: 'device-tampering',
      reason: 'Đập vỡ thiết bị',
      receivedAt: on('2026-09-01', '15:00'),
    };
    await one.record(officer, 'violated', on('2026-09-01'), destroyed);
    expect(one.open).toEqual(['electronic-monitoring.decision-on-violation']);
    expect(one.due('decision-on-violation')).toBe('2026-09-02T08:00:00.000Z');
    expect(await breachGrounds(personId)).toEqual([one.now.code]);
    await one.decide(head, 'ordered-anew', on('2026-09-02'), IN_CHARGE);
    expect(one.now).toMatchObject({
      order: { anew: true, term: { startsOn: '2026-09-02', endsOn: '2028-09-02' } },
      waiver: { from: '2027-09-03' },
    });
    expect([one.statusesOf('decision-on-violation'), one.open]).toEqual([['met'], []]);
    // A year under the decision in force; the violation that led to it is of the one before.
    await travel(on('2027-09-03', '10:00'));
    const why = { reason: 'Chấp hành tốt' };
    await one.decide(head, 'waiver-decided', on('2027-09-02'), why, 'monitoring.waiverTooEarly');
    await one.reload(head);
    expect(one.now.proposals.map(({ what }) => what)).toContain('waiver');
    await one.decide(head, 'waiver-decided', on('2027-09-03', '08:00'), why);
    await one.annul(head, 'waiver-decided');
    await one.decide(head, 'end-decided', on('2027-09-03', '08:00'), { endGround: 'measure-over' });
    expect(one.now.status).toBe('end-decided');
  });

  it.each([
    ['death', 'died'],
    ['treatment-leaving', 'treatment-left'],
  ])(
    'of somebody in substitution treatment is owed no more after %s, which can be annulled',
    async (route, status) => {
      await travel(MORNING);
      const routes = doorRoutes<SubstitutionRegistrationDto>(test, '/v1/substitution-registrations');
      const personId = await aResident(test, officer, desk.scene.unitId);
      const file = await opened(routes, officer, newTreatmentApplication(personId));
      const referral = { referredAt: on('2026-07-02'), organisationId: desk.places.clinic };
      const referred = await routes.done(officer, file, 'referrals', referral);
      const { clinician } = desk.staff;
      const found = { foundAt: on('2026-07-02', '09:30') };
      const eligible = await routes.done(clinician, referred, 'eligibility', found);
      const notice = { notice: 'accepted', notifiedAt: on('2026-07-02', '09:50') };
      const accepted = await routes.done(clinician, eligible, 'notices', notice);
      const one = await orderMonitoring(test, head, file.id, on('2026-07-02', '09:55'));
      await one.step(officer, 'void', { at: on('2026-07-02', '09:56'), reason: 'Ghi nhầm người' });
      expect((await limitsOf(file.id)).at(-1)).toBe('open');
      const { body: before } = await http.get(head, `/v1/cases/${file.id}`).expect(200);
      const ended = { at: on('2026-07-02', '09:58'), reason: 'Gia đình báo, có xác nhận của trưởng ấp' };
      const left = await routes.done(head, { ...accepted, version: before.version }, route, ended);
      expect(left.status).toBe(status);
      expect((await limitsOf(file.id)).at(-1)).toBe('lapsed');
      const { body: parent } = await http.get(head, `/v1/cases/${file.id}`).expect(200);
      const end = (parent.history as { id: string; type: string }[]).findLast(({ type }) => type === status);
      await http
        .post(head, `/v1/cases/${file.id}/annulments`, { eventId: end?.id, reason: 'Báo nhầm người' })
        .set('If-Match', `"${parent.version}"`)
        .expect(201);
      expect((await limitsOf(file.id)).at(-1)).toBe('open');
    },
  );

  it('of who was in rehabilitation on 01/07/2026 is owed from that day on, without a time limit', async () => {
    const before = await decidedBefore(test, desk.scene);
    expect(before.deadlines.map(({ rule }) => rule)).not.toContain('electronic-monitoring.decision');
    const file = await broughtToThePolice(test, desk.scene, before, on('2026-07-01', '10:00'));
    expect(await monitoringDuty(test, officer, file.id, '2026-06-30')).toMatchObject({
      subject: null,
      owed: false,
    });
    expect(await monitoringDuty(test, officer, file.id)).toMatchObject({
      ...{ on: '2026-07-01', subject: 'home-adult', owed: true, dueAt: null },
    });
    expect(await warned(file.id)).toBe(true);
    await orderMonitoring(test, head, file.id, on('2026-06-30'), {}, 'authority.notCompetent');
    const one = await orderMonitoring(test, head, file.id, on('2026-07-01', '09:30'));
    // The old term stands (Luật 120/2025 Art 56(1)): six months from 30/06/2026.
    expect(one.now.order?.term.endsOn).toBe('2026-12-30');
    const explained = one.now.papers[0]?.explanation.citations.map(({ text }) => text);
    expect(explained).toContain('Nghị định 163/2026/NĐ-CP, Điều 151 khoản 1');
    expect([await warned(file.id), await limitsOf(file.id)]).toEqual([false, []]);
  });

  it('loses its ground with the file that it hangs on, and has it back when that end is annulled', async () => {
    const file = await decided();
    const one = await orderMonitoring(test, head, file.id, on('2026-07-02', '09:30'));
    const state = async (wanted: string): Promise<void> => {
      await eventually(
        () => one.reload(officer),
        ({ status }) => status === wanted,
      );
    };
    await homeStep(file, 'void', { at: on('2026-07-02', '09:45'), reason: 'Nhập trùng hồ sơ đã có' });
    await state('to-end');
    expect([one.statusesOf('fitting'), one.open]).toEqual([['lapsed'], []]);
    expect(one.now.proposals.map(({ what }) => what)).toEqual(['end-ground-lost']);
    expect(one.now.next.map(({ step }) => step)).toEqual(['end-decided', 'voided']);
    const { body: inbox } = await http.get(head, '/v1/notifications?limit=200').expect(200);
    const told = (inbox.items as { kind: string; subjectId: string }[]).filter(
      ({ kind, subjectId }) => kind === 'case.ground-ended' && subjectId === one.now.id,
    );
    expect(told).toHaveLength(1);
    const { body: parent } = await http.get(head, `/v1/cases/${file.id}`).expect(200);
    const voided = (parent.history as { id: string; type: string }[]).find(({ type }) => type === 'voided');
    await http
      .post(head, `/v1/cases/${file.id}/annulments`, { eventId: voided?.id, reason: 'Hủy nhầm' })
      .set('If-Match', `"${parent.version}"`)
      .expect(201);
    await state('decided');
    expect(one.due('fitting')).toBe('2026-07-03T02:30:00.000Z');
    await one.step(officer, 'void', { at: on('2026-07-02', '09:50'), reason: 'Ghi nhầm người' });
    expect([one.now.status, one.open]).toEqual(['voided', []]);
    // What the decision had met runs again, and is met again when the monitoring stands after all.
    expect((await limitsOf(file.id)).at(-1)).toBe('open');
    await one.annul(head, 'voided');
    expect([one.now.status, (await limitsOf(file.id)).at(-1)]).toEqual(['decided', 'met']);
  });

  it('that was only asked for comes back with what carries it, and the hours to decide with it', async () => {
    const { file, guardianId } = await decidedMinor('2011-03-05');
    const asked = { requestedAt: on('2026-07-02', '09:30'), guardianId };
    const one = await requestMonitoring(test, officer, file.id, asked);
    const state = (wanted: string): Promise<unknown> =>
      eventually(
        () => one.reload(officer),
        ({ status }) => status === wanted,
      );
    await homeStep(file, 'void', { at: on('2026-07-02', '09:45'), reason: 'Nhập trùng hồ sơ đã có' });
    await state('lapsed');
    expect([one.statusesOf('decision-on-request'), one.open]).toEqual([['lapsed'], []]);
    const { body: parent } = await http.get(head, `/v1/cases/${file.id}`).expect(200);
    const voided = (parent.history as { id: string; type: string }[]).find(({ type }) => type === 'voided');
    await http
      .post(head, `/v1/cases/${file.id}/annulments`, { eventId: voided?.id, reason: 'Hủy nhầm' })
      .set('If-Match', `"${parent.version}"`)
      .expect(201);
    await state('requested');
    expect(one.due('decision-on-request')).toBe('2026-07-03T02:30:00.000Z');
    await one.decide(head, 'ordered-on-request', on('2026-07-02', '09:50'), IN_CHARGE);
    expect(one.statusesOf('decision-on-request')).toEqual(['void', 'met']);
  });

  it('loses its ground also where the file changes while it is looked at', async () => {
    const file = await decided();
    const one = await orderMonitoring(test, head, file.id, on('2026-07-02', '09:30'));
    const { owner } = test.database;
    await owner.query('begin');
    await owner.query(
      `update case_file set status = 'voided', closed_on = '2026-07-02', closed_reason = 'voided' where id = $1`,
      [file.id],
    );
    const looked = test.app.get(ParentFollowing).run({ caseId: file.id }, FOLLOW_PARENT.actor);
    const waits = `select 1 from pg_locks l join pg_stat_activity a on a.pid = l.pid
      where not l.granted and a.datname = current_database()`;
    await eventually(
      () => asApp(test.database, {}, (ask) => ask(waits)),
      (waiting) => waiting.length > 0,
    ).finally(() => owner.query('commit'));
    await looked;
    expect((await one.reload(officer)).status).toBe('to-end');
  });

  it('goes where the file goes on which it hangs, and who takes it over names the officer', async () => {
    const file = await decided();
    const one = await orderMonitoring(test, head, file.id, on('2026-07-02', '09:30'));
    await one.record(officer, 'residence-changed', on('2026-07-02', '09:45'));
    expect(one.due('handover')).toBe('2026-07-03T02:45:00.000Z');
    const { neighbourPolice, police } = desk.scene.organisations;
    const offer = async (caseId: string) => {
      const { body } = await http.get(head, `/v1/cases/${caseId}`).expect(200);
      return http
        .post(head, `/v1/cases/${caseId}/transfers`, {
          ...{ toOrganisationId: neighbourPolice, answerBy: '2026-07-06', readsUntil: '2026-09-30' },
          reason: 'Người có hồ sơ chuyển đến xã Vĩnh Bình',
        })
        .set('If-Match', `"${body.version}"`);
    };
    const alone = await offer(one.now.id);
    expect([alone.status, alone.body.code, alone.body.caseId]).toEqual([
      409,
      'transfers.goesWithParent',
      file.id,
    ]);
    const { body: offered } = await offer(file.id);
    const receiver = desk.staff.neighbourHead;
    await http.get(receiver, `/v1/electronic-monitorings/${one.now.id}`).expect(404);
    await http
      .post(receiver, `/v1/transfers/${offered.id}/acceptance`, {})
      .set('If-Match', `"${offered.version}"`)
      .expect(201);
    await one.reload(receiver);
    expect(one.now).toMatchObject({
      keeperOrganisationId: neighbourPolice,
      unitId: desk.scene.neighbourUnitId,
    });
    expect([one.statusesOf('handover'), one.open]).toEqual([['met'], ['electronic-monitoring.fitting']]);
    expect(one.now.deadlines.find(({ status }) => status === 'open')?.organisationId).toBe(neighbourPolice);
    const { body: history } = await http.get(receiver, `/v1/cases/${one.now.id}/history`).expect(200);
    expect(history.items.at(-1)).toMatchObject({
      type: 'keeper-moved',
      facts: { from: police, to: neighbourPolice, transfer: offered.id },
    });
    const next = { officerName: 'Nguyễn Thị Hạnh', officerPosition: 'Trung úy, cán bộ Công an xã' };
    await one.decide(head, 'officer-assigned', on('2026-07-02', '09:55'), next, 'cases.readOnly');
    await travel('2026-07-02T10:30:00+07:00');
    await one.decide(receiver, 'officer-assigned', on('2026-07-02', '10:15'), next);
    expect(one.now.officer).toMatchObject({ name: 'Nguyễn Thị Hạnh' });
    expect(one.forms.at(-1)).toBe('17');
  });
});
