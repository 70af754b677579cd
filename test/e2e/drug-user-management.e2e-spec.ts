import type { TransferDto } from '../../src/cases/handover/transfer.dto.js';
import {
  acceptTransfer,
  aFinding,
  arrangeDrugUserDesk,
  DRUG_USERS,
  openManagement,
  type DrugUserDesk,
  type DrugUserFile,
} from '../setup/drug-user-files.js';
import { requests } from '../setup/people-factory.js';
import { somebody } from '../setup/front-desk.js';
import { aResident } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { onDay } from '../setup/vinh-thuan.js';

const at = (day: string, time = '09:00'): string => `${day}T${time}:00+07:00`;

const endsOn = (file: DrugUserFile): string | null | undefined => file.now.counted?.endsOn;
const OFFERS = `select state from case_transfer where case_id = $1 order by recorded_at`;

const owedBy = (file: DrugUserFile, rule: string): number | undefined =>
  file.now.deadlines.find((each) => each.rule === rule && each.status === 'open')?.organisationId;

describe('the management of a drug user', () => {
  let test: TestApp;
  let desk: DrugUserDesk;
  let officer: string;
  let head: string;
  let chairman: string;
  beforeAll(async () => {
    test = await createTestApp();
    desk = await arrangeDrugUserDesk(test);
    ({ policeOfficer: officer, headOfPolice: head, chairman } = desk.scene.tokens);
  });
  afterAll(() => test.close());

  const day = (instant: string): Promise<void> => onDay(test, desk.scene, instant);
  const resident = (): Promise<string> => aResident(test, head, desk.scene.unitId);
  const verified = async (
    on: string,
    residence: 'here' | 'elsewhere' | 'none' = 'here',
  ): Promise<DrugUserFile> => {
    const file = await openManagement(test, officer, aFinding(await resident(), on));
    await file.step(officer, 'steps', {
      ...{ step: 'residence-verified', at: at(on, '09:30'), residence },
      reason: 'Cơ sở dữ liệu về cư trú',
    });
    return file;
  };
  const offersOf = async ({ now }: DrugUserFile): Promise<readonly string[]> => {
    const { rows } = await test.database.owner.query<{ state: string }>(OFFERS, [now.id]);
    return rows.map(({ state }) => state);
  };
  /** Decided on that day by the chairman or the head, whoever is competent. */
  const decided = async (on: string): Promise<DrugUserFile> => {
    const file = await verified(on);
    const isOld = on < '2026-07-01';
    const committee = isOld ? { organisationId: desk.scene.organisations.committee } : {};
    await file.step(head, 'decisions', {
      step: 'notified',
      at: at(on, '10:00'),
      number: '3/TB',
      ...committee,
    });
    await file.step(officer, 'papers', { at: at(on, '10:30'), papers: ['curriculum-vitae'] });
    const decision = { step: 'decided', at: at(on, '11:00'), number: '4/QĐ' };
    await file.step(isOld ? chairman : head, 'decisions', decision);
    return file;
  };

  it('goes from the positive test under the old law to its end in another commune under the new one', async () => {
    const { committee, police, neighbourPolice } = desk.scene.organisations;
    await day(at('2026-06-15', '12:00'));
    const personId = await resident();
    const finding = aFinding(personId, '2026-06-15', { papers: ['test-result', 'conduct-papers'] });
    await openManagement(test, chairman, finding, { wanted: 'authority.notCompetent' });
    const file = await openManagement(test, officer, finding);
    await openManagement(test, officer, finding, { wanted: 'cases.openFileExists' });
    expect(file.now).toMatchObject({ status: 'found', keeperOrganisationId: police, term: null });
    expect(file.due('drug-user.residence-check')).toBe('2026-06-18T17:00:00.000Z');

    // Of another commune nothing is told; a committee that was not told yet sees nothing either.
    const path = `${DRUG_USERS}/${file.now.id}`;
    for (const token of [desk.neighbour.head, chairman]) {
      await requests(test).get(token, path).expect(404);
      await file.step(token, 'steps', { step: 'absent', at: at('2026-06-15', '10:00') }, 'cases.notFound');
    }

    await day(at('2026-06-19', '17:00'));
    const found = { step: 'residence-verified', at: at('2026-06-16'), residence: 'here' };
    await file.step(officer, 'steps', found, 'rehabilitation.fieldMissing');
    await file.step(officer, 'steps', { ...found, reason: 'Cơ sở dữ liệu về cư trú' });
    expect(file.statusesOf('drug-user.residence-check')).toEqual(['met']);
    expect(file.due('drug-user.notice')).toBe('2026-06-19T17:00:00.000Z');
    const notice = { step: 'notified', at: at('2026-06-16', '10:00'), number: '21/TB-CAX' };
    await file.step(officer, 'decisions', notice, 'http.forbidden');
    const lacking = await file.step(head, 'decisions', notice, 'drugUsers.papersMissing');
    expect(lacking.missing).toMatchObject([{ paper: 'statement', form: '06' }]);
    await file.step(officer, 'papers', { at: at('2026-06-16', '09:30'), papers: ['statement'] });
    await file.step(head, 'decisions', notice, 'rehabilitation.fieldMissing');
    const elsewhere = { ...notice, organisationId: desk.neighbourCommittee };
    await file.step(head, 'decisions', elsewhere, 'drugUsers.wrongAddressee');
    const told = { ...notice, organisationId: committee, arrivedAt: at('2026-06-17') };
    await file.step(head, 'decisions', told);
    expect(file.due('drug-user.decision')).toBe('2026-06-22T17:00:00.000Z');
    expect(owedBy(file, 'drug-user.decision')).toBe(committee);
    expect(file.formOf('notify-drug-use')).toBe('04');

    const decision = { step: 'decided', at: at('2026-06-19'), number: '12/QĐ-UBND' };
    const refused = await file.step(head, 'decisions', decision, 'authority.notCompetent');
    expect(refused.competent).toMatchObject({ role: 'commune-chairman' });
    await file.step(chairman, 'decisions', decision, 'drugUsers.papersMissing');
    await file.step(
      chairman,
      'papers',
      { at: at('2026-06-18'), papers: ['curriculum-vitae'] },
      'cases.readOnly',
    );
    await file.step(officer, 'papers', { at: at('2026-06-18'), papers: ['curriculum-vitae'] });
    await file.step(chairman, 'decisions', decision);
    expect(file.formOf('decide-drug-user-management')).toBe('07');
    expect(file.now.term).toMatchObject({ startsOn: '2026-06-19', endsOn: '2027-06-19', months: 12 });
    // A month ends on a Sunday, and so on the Monday.
    expect(file.due('drug-user.monthly-check')).toBe('2026-07-20T17:00:00.000Z');
    const custody = { step: 'suspended', at: at('2026-06-19', '10:00'), number: '1/QĐ' };
    await file.step(chairman, 'decisions', custody, 'authority.notCompetent');
    const away = { step: 'absent', at: at('2026-06-19', '10:00'), reason: 'Không rõ nơi đến' };
    await file.step(officer, 'steps', away, 'authority.notCompetent');

    // The new law: the same police keep the file, and decide.
    await day(at('2026-07-02', '17:00'));
    const stop = { step: 'stopped', at: at('2026-07-02'), number: '2/QĐ', ground: 'prison' };
    await file.step(chairman, 'decisions', stop, 'authority.notCompetent');
    await file.step(officer, 'steps', { step: 'residence-checked', at: at('2026-07-02') });
    expect(file.due('drug-user.monthly-check')).toBe('2026-08-03T17:00:00.000Z');
    // Entered late, and taken back: the check that counts last starts the month.
    await file.step(officer, 'steps', { step: 'residence-checked', at: at('2026-06-25') });
    expect(file.due('drug-user.monthly-check')).toBe('2026-08-03T17:00:00.000Z');
    await file.annul(head, 'residence-checked');
    expect(file.now.checks.lastOn).toBe('2026-06-25');
    expect(file.due('drug-user.monthly-check')).toBe('2026-07-27T17:00:00.000Z');

    await day(at('2026-09-05', '08:00'));
    expect(file.now.deadlines.some(({ rule }) => rule === 'drug-user.monthly-check')).toBe(true);
    await file.step(officer, 'steps', { step: 'residence-checked', at: at('2026-08-20') });
    expect(file.now.checks.missed).toEqual([
      { since: '2026-06-25', dueOn: '2026-07-25', checkedOn: '2026-08-20' },
    ]);
    expect(file.statusesOf('drug-user.monthly-check')).toContain('met-late');

    await file.step(officer, 'steps', { ...away, at: at('2026-08-22') });
    expect(file.now.counted).toMatchObject({ endsOn: null, paused: true });
    await file.step(officer, 'steps', { step: 'returned', at: at('2026-09-01') });
    expect(endsOn(file)).toBe('2027-06-29');

    const again = {
      step: 'use-found-again',
      at: at('2026-09-03'),
      sample: 'blood',
      reason: 'Xét nghiệm đột xuất',
    };
    await file.step(officer, 'steps', again);
    expect(file.due('drug-user.new-decision')).toBe('2026-09-04T02:00:00.000Z');
    expect(file.now.proposals.map(({ what }) => what)).toEqual(['determine-addiction']);
    const anew = { step: 'decided-again', at: at('2026-09-04', '08:00'), number: '7/QĐ-CAX' };
    await file.step(head, 'decisions', anew);
    expect(file.now.term).toMatchObject({ startsOn: '2026-09-04', endsOn: '2027-09-04' });
    await file.annul(head, 'decided-again');
    expect(file.now).toMatchObject({ status: 'used-again', term: { endsOn: '2027-06-19' } });
    expect(file.now.papers.map(({ number }) => number)).toEqual(['21/TB-CAX', '12/QĐ-UBND']);
    expect(file.statusesOf('drug-user.new-decision')).toEqual(['void', 'open']);
    await file.step(head, 'decisions', anew);
    expect(file.formOf('decide-drug-user-management')).toBe('04');

    await day(at('2026-10-05', '18:00'));
    await file.step(head, 'decisions', { ...custody, at: at('2026-09-10'), until: '2026-09-20' });
    expect(file.due('drug-user.end-decision-delivery')).toBe('2026-09-11T02:00:00.000Z');
    expect(file.due('drug-user.monthly-check')).toBeUndefined();
    await file.step(officer, 'steps', { step: 'decision-sent', at: at('2026-09-10', '15:00') });
    const outlasts = { ...stop, at: at('2026-09-12'), ground: 'custody-outlasts-term' };
    await file.step(head, 'decisions', { ...outlasts, until: '2027-09-04' }, 'drugUsers.custodyShorter');
    await file.step(officer, 'steps', { step: 'resumed', at: at('2026-09-20') });
    expect(endsOn(file)).toBe('2027-09-04');
    expect(file.due('drug-user.monthly-check')).toBe('2026-10-20T17:00:00.000Z');

    // To the other commune: the paper, its time and the offer in one step; who receives goes on when he has accepted.
    await file.step(officer, 'steps', { step: 'moved', at: at('2026-10-05', '08:00') });
    expect(file.due('drug-user.transfer')).toBe('2026-10-06T01:00:00.000Z');
    const sending = {
      step: 'file-sent',
      at: at('2026-10-05', '15:00'),
      number: '9/TB',
      organisationId: neighbourPolice,
    };
    await file.step(head, 'decisions', sending, 'rehabilitation.fieldMissing');
    const handOver = {
      ...{ toOrganisationId: neighbourPolice, reason: 'Chuyển đến ở tại xã Vĩnh Bình' },
      ...{ answerBy: '2026-10-07', readsUntil: '2026-12-31' },
    };
    await file.step(head, 'decisions', { ...sending, handOver });
    expect([file.now.status, file.formOf('transfer-drug-user-file')]).toEqual(['sent', '06']);
    const going = { step: 'decided-after-move', at: at('2026-10-05', '17:00'), number: '31/QĐ-CAX' };
    await file.step(desk.neighbour.head, 'decisions', going, 'cases.readOnly');
    await file.step(head, 'decisions', going, 'drugUsers.notInCharge');
    expect((await acceptTransfer(test, desk.neighbour.head, file.now.id)).status).toBe(201);
    await file.reload(desk.neighbour.head);
    expect(file.now.keeperOrganisationId).toBe(neighbourPolice);
    expect(owedBy(file, 'drug-user.monthly-check')).toBe(neighbourPolice);
    await day(at('2026-10-06', '18:00'));
    const taken = { ...going, at: at('2026-10-06') };
    await file.step(desk.neighbour.head, 'decisions', taken, 'rehabilitation.notResidentHere');
    const { get, post } = requests(test);
    const person = (await get(desk.neighbour.head, `/v1/persons/${personId}`).expect(200)).body;
    await post(desk.neighbour.head, `/v1/persons/${personId}/addresses`, {
      ...{ kind: 'current', unitId: desk.scene.neighbourUnitId, detail: 'Ấp Bình Minh' },
      ...{ fromOn: '2026-10-05', replaces: { id: person.addresses[0].id, reason: 'Chuyển chỗ ở' } },
    })
      .set('If-Match', `"${person.version}"`)
      .expect(201);
    await file.step(desk.neighbour.head, 'decisions', taken);
    expect([file.now.status, endsOn(file)]).toEqual(['managed', '2027-09-04']);
    await file.step(officer, 'steps', { step: 'residence-checked', at: taken.at }, 'cases.readOnly');

    const end = { step: 'ended', at: at('2027-09-04', '16:00'), number: '44/QĐ-CAX' };
    await day(at('2027-09-05', '18:00'));
    await file.step(desk.neighbour.head, 'decisions', end, 'drugUsers.termNotOver');
    await file.step(desk.neighbour.head, 'decisions', { ...end, at: at('2027-09-05') });
    expect([file.now.status, file.formOf('end-drug-user-management')]).toEqual(['end-to-send', '09']);
    await file.step(desk.neighbour.head, 'steps', { step: 'decision-sent', at: at('2027-09-05', '10:00') });
    expect([file.now.status, file.now.deadlines.filter(({ status }) => status === 'open')]).toEqual([
      'ended',
      [],
    ]);
    const { rows } = await test.database.owner.query<{ n: number }>(
      `select count(*)::integer as n from audit_event where action like 'drug-user.management.%' and persons @> array[$1::uuid]`,
      [personId],
    );
    expect(rows[0]?.n).toBeGreaterThan(20);
  });

  it('moves under the old law from committee to committee, goes on without a decision, and stops there', async () => {
    const { committee, neighbourPolice } = desk.scene.organisations;
    await day(at('2026-06-08', '18:00'));
    const file = await decided('2026-06-01');
    await file.step(officer, 'steps', { step: 'moved', at: at('2026-06-08') });
    expect(file.due('drug-user.transfer')).toBe('2026-06-15T17:00:00.000Z');
    expect(owedBy(file, 'drug-user.transfer')).toBe(committee);
    const sending = { step: 'file-sent', at: at('2026-06-08', '15:00'), number: '9/TB-UBND' };
    const there = { ...sending, organisationId: desk.neighbourCommittee };
    await file.step(
      chairman,
      'decisions',
      { ...sending, organisationId: committee },
      'drugUsers.wrongAddressee',
    );
    await file.step(chairman, 'decisions', there);
    expect([file.formOf('transfer-drug-user-file'), endsOn(file)]).toEqual(['08', '2027-06-01']);
    const stop = { step: 'stopped', at: at('2026-06-22'), number: '5/QĐ-UBND', ground: 'commune-education' };
    const offer = { toOrganisationId: neighbourPolice, reason: 'Chuyển nơi cư trú', answerBy: '2026-06-17' };
    await requests(test)
      .post(head, `/v1/cases/${file.now.id}/transfers`, { ...offer, readsUntil: '2026-12-31' })
      .set('If-Match', `"${file.now.version}"`)
      .expect(201);
    expect((await acceptTransfer(test, desk.neighbour.head, file.now.id)).status).toBe(201);
    await file.reload(desk.neighbour.head);
    await file.step(desk.neighbour.head, 'steps', { step: 'taken-over', at: at('2026-06-08', '17:00') });
    await day(at('2026-06-22', '18:00'));
    // The committee of before acts no more; it may decide under neither commune.
    await file.step(chairman, 'decisions', stop, 'cases.notFound');
    await file.step(
      desk.neighbour.chairman,
      'decisions',
      { ...stop, ground: 'custody-outlasts-term' },
      'drugUsers.stopGroundUnknown',
    );
    await file.step(desk.neighbour.chairman, 'decisions', stop);
    expect(file.now.stop).toMatchObject({ article: 'Luật 73/2021/QH14, Điều 23 khoản 5 điểm b' });
    expect([file.formOf('stop-drug-user-management'), file.due('drug-user.end-decision-delivery')]).toEqual([
      '09',
      '2026-06-25T17:00:00.000Z',
    ]);
    await file.step(desk.neighbour.chairman, 'steps', {
      step: 'decision-sent',
      at: at('2026-06-22', '15:00'),
    });
    expect(file.now.status).toBe('stopped');
  });

  it('is decided where the person lives: other police give notice and offer the file', async () => {
    const { neighbourPolice, police } = desk.scene.organisations;
    await day(at('2026-07-06', '18:00'));
    const file = await verified('2026-07-06', 'elsewhere');
    const notice = { step: 'notified', at: at('2026-07-06', '10:00'), number: '8/TB-CAX' };
    await file.step(head, 'decisions', notice, 'drugUsers.wrongAddressee');
    const handOver = {
      ...{ toOrganisationId: neighbourPolice, reason: 'Nơi cư trú tại xã Vĩnh Bình' },
      ...{ answerBy: '2026-07-07', readsUntil: '2026-12-31' },
    };
    const told = { ...notice, organisationId: neighbourPolice, handOver };
    const other = { ...handOver, toOrganisationId: police };
    await file.step(head, 'decisions', { ...told, handOver: other }, 'drugUsers.wrongAddressee');
    await file.step(head, 'decisions', told);
    // Taken back, the notice takes its offer along.
    await file.annul(head, 'notified');
    expect(await offersOf(file)).toEqual(['withdrawn']);
    await requests(test).get(desk.neighbour.head, `${DRUG_USERS}/${file.now.id}`).expect(404);
    await file.step(head, 'decisions', told);
    expect(file.due('drug-user.decision')).toBe('2026-07-07T03:00:00.000Z');
    const decision = { step: 'decided', at: at('2026-07-06', '16:00'), number: '4/QĐ-CAX' };
    await file.step(head, 'decisions', decision, 'drugUsers.notInCharge');
    // Refused, the notice is taken back and given anew.
    const { body: offers } = await requests(test)
      .get(desk.neighbour.head, '/v1/transfers?state=open&limit=200')
      .expect(200);
    const offer = (offers.items as TransferDto[]).find(({ caseId }) => caseId === file.now.id);
    await requests(test)
      .post(desk.neighbour.head, `/v1/transfers/${offer?.id}/refusal`, { reason: 'Không cư trú tại xã' })
      .set('If-Match', `"${offer?.version}"`)
      .expect(201);
    await file.annul(head, 'notified');
    await file.step(head, 'decisions', told);
    await acceptTransfer(test, desk.neighbour.head, file.now.id);
    await file.reload(desk.neighbour.head);
    expect(owedBy(file, 'drug-user.decision')).toBe(neighbourPolice);
    await file.step(desk.neighbour.head, 'decisions', decision, 'rehabilitation.notResidentHere');
    await file.step(desk.neighbour.head, 'steps', {
      ...{ step: 'not-applied', at: at('2026-07-06', '17:00'), reason: 'Bị xử lý hình sự' },
    });
    expect(file.now).toMatchObject({ status: 'not-applied' });
    expect(file.statusesOf('drug-user.decision')).toEqual(['void', 'void', 'lapsed']);
  });

  it('is decided on where the person stays after all, and in whatever state new use was found', async () => {
    const { neighbourPolice, police } = desk.scene.organisations;
    await day(at('2026-07-06', '18:00'));
    const file = await decided('2026-07-06');
    const step = (name: string, time: string, more: object = {}): Promise<unknown> =>
      file.step(officer, 'steps', { step: name, at: at('2026-07-06', time), ...more });
    const decide = (name: string, time: string, more: object = {}): Promise<unknown> =>
      file.step(head, 'decisions', {
        step: name,
        at: at('2026-07-06', time),
        number: `${time.replace(':', '')}/QĐ`,
        ...more,
      });
    const test1 = { sample: 'urine', reason: 'Xét nghiệm đột xuất' };
    const handOver = {
      ...{ toOrganisationId: neighbourPolice, reason: 'Chuyển đến ở tại xã Vĩnh Bình' },
      ...{ answerBy: '2026-07-07', readsUntil: '2026-12-31' },
    };

    // The file that is to be sent is still to be sent when the new decision is made.
    await step('moved', '12:00');
    await step('use-found-again', '12:30', test1);
    await decide('decided-again', '13:00');
    expect([file.now.status, file.due('drug-user.transfer')]).toEqual(['moving', '2026-07-07T05:00:00.000Z']);
    await decide('file-sent', '14:00', { organisationId: neighbourPolice, handOver });
    expect(file.now.decidingOrganisationId).toBe(neighbourPolice);
    await requests(test).get(desk.neighbour.head, `${DRUG_USERS}/${file.now.id}`).expect(200);

    // Who stays is decided on here, and the offer is gone.
    await step('stayed', '14:30', { reason: 'Không chuyển đi nữa' });
    expect([file.now.status, file.now.decidingOrganisationId]).toEqual(['managed', police]);
    expect(await offersOf(file)).toEqual(['withdrawn']);
    await requests(test).get(desk.neighbour.head, `${DRUG_USERS}/${file.now.id}`).expect(404);

    // In custody and out again, the new decision is still to be made.
    await step('use-found-again', '15:00', test1);
    await decide('suspended', '15:30');
    await step('decision-sent', '15:40');
    expect(file.now.status).toBe('suspended-used-again');
    await step('resumed', '16:00');
    expect([file.now.status, file.due('drug-user.new-decision')]).toEqual([
      'used-again',
      '2026-07-07T08:00:00.000Z',
    ]);
    await decide('decided-again', '16:30');
    const open = file.now.deadlines.filter(({ status }) => status === 'open').map(({ rule }) => rule);
    expect([file.now.status, open]).toEqual(['managed', ['drug-user.monthly-check']]);

    // Decided in custody, he is managed when he is out.
    await step('use-found-again', '17:00', test1);
    await decide('suspended', '17:10');
    await decide('decided-again', '17:20');
    expect(file.now.status).toBe('suspended');
    await step('resumed', '17:30');
    expect(file.now.status).toBe('managed');

    // Used again after he had moved, and stayed.
    await step('moved', '17:40');
    await step('use-found-again', '17:41', test1);
    await step('stayed', '17:42', { reason: 'Không chuyển đi nữa' });
    expect([file.now.status, file.due('drug-user.transfer')]).toEqual(['used-again', undefined]);
    // Nobody decided anew before the year was over.
    await day(at('2027-07-08', '08:00'));
    await file.step(head, 'decisions', { step: 'ended', at: at('2027-07-07', '09:00'), number: '9/QĐ' });
    expect(file.statusesOf('drug-user.new-decision').at(-1)).toBe('lapsed');
  });

  it.each([
    ['2026-06-30', 'committee', '2026-07-03T17:00:00.000Z', '04'],
    ['2026-07-01', 'police', '2026-07-02T03:00:00.000Z', '04'],
  ] as const)(
    'on a notice of %s is owed by the %s until %s, and decided since then by the police',
    async (on, who, due, form) => {
      await day(at('2026-07-02', '08:00'));
      const { committee, police } = desk.scene.organisations;
      const personId = await resident();
      const notice = aFinding(personId, on, {
        ...{ foundBy: 'Công an tỉnh An Giang', receivedAt: at(on, '10:00'), residence: 'here' },
        papers: ['test-result', 'conduct-papers', 'statement', 'curriculum-vitae'],
      });
      const path = '/notices' as const;
      if (who === 'committee')
        await openManagement(test, officer, notice, { path, wanted: 'rehabilitation.fieldMissing' });
      const body = who === 'committee' ? { ...notice, organisationId: committee } : notice;
      const file = await openManagement(test, officer, body, { path });
      expect(file.due('drug-user.decision')).toBe(due);
      expect(owedBy(file, 'drug-user.decision')).toBe({ committee, police }[who]);
      const decision = { step: 'decided', at: at('2026-07-02', '07:00'), number: `${on}/QĐ` };
      if (who === 'committee') await file.step(chairman, 'decisions', decision, 'authority.notCompetent');
      await file.step(head, 'decisions', decision);
      expect(file.statusesOf('drug-user.decision')).toEqual(['met']);
      expect(file.formOf('decide-drug-user-management')).toBe(form);
      const law = file.now.term?.explanation.citations.map(({ text }) => text);
      expect(law?.[0]).toContain('Luật 120/2025');
    },
  );

  it('takes a sample of a minor with a guardian, determines first who lives nowhere, ends for who died', async () => {
    await day(at('2026-07-06', '18:00'));
    const minor = await somebody(test, head, { unitId: desk.scene.unitId, minor: true });
    const blood = { resultAt: at('2026-07-06', '08:40'), sample: 'blood' };
    const finding = (sample: object, overrides: object = {}): object =>
      aFinding(minor.id, '2026-07-06', { test: sample, ...overrides });
    await openManagement(test, officer, finding(blood), { wanted: 'drugUsers.guardianNeeded' });
    const stranger = { ...blood, guardianId: '01890a5d-ac96-774b-bcce-b302099a8057' };
    await openManagement(test, officer, finding(stranger), { wanted: 'drugUsers.guardianNeeded' });
    const attended = finding({ ...blood, guardianId: minor.guardianId }, { remote: true });
    const file = await openManagement(test, officer, attended);
    expect(file.due('drug-user.residence-check-remote')).toBe('2026-07-08T01:00:00.000Z');
    const dead = { at: at('2026-07-06', '15:00'), reason: 'Giấy chứng tử' };
    await file.step(head, 'death', dead);
    expect(file.now.status).toBe('died');
    await openManagement(
      test,
      officer,
      finding(
        { ...blood, sample: 'urine' },
        {
          foundAt: at('2026-07-06', '16:00'),
          test: { resultAt: at('2026-07-06', '16:30'), sample: 'urine' },
        },
      ),
      {
        wanted: 'rehabilitation.personDied',
      },
    );

    const homeless = await verified('2026-07-06', 'none');
    expect(homeless.now.proposals.map(({ what }) => what)).toEqual(['determine-addiction']);
    await homeless.step(head, 'decisions', {
      step: 'notified',
      at: at('2026-07-06', '10:00'),
      number: '8/TB',
    });
    // Nobody may decide before the result: nothing is overdue while it is awaited.
    expect(homeless.statusesOf('drug-user.decision')).toEqual([]);
    await homeless.step(officer, 'papers', { at: at('2026-07-06', '10:30'), papers: ['curriculum-vitae'] });
    expect(homeless.statusesOf('drug-user.decision')).toEqual([]);
    expect(homeless.now.next.map(({ step }) => step)).toContain('result-added');
    const decision = { step: 'decided', at: at('2026-07-06', '11:00'), number: '4/QĐ' };
    const { missing } = await homeless.step(head, 'decisions', decision, 'drugUsers.papersMissing');
    expect(missing).toMatchObject([
      { paper: 'determination-result', article: 'Luật 120/2025/QH15, Điều 24 khoản 6' },
    ]);
    await homeless.step(officer, 'papers', {
      at: at('2026-07-06', '10:40'),
      papers: ['determination-result'],
    });
    expect(homeless.due('drug-user.decision')).toBe('2026-07-07T03:40:00.000Z');
    expect(homeless.now.next.map(({ step }) => step)).not.toContain('result-added');
    const { id } = homeless.now.deadlines.find(({ rule }) => rule === 'drug-user.decision') ?? { id: '' };
    const why = (await requests(test).get(head, `/v1/deadlines/${id}/explanation`).expect(200)).body;
    expect(why).toMatchObject({ mark: 'interpretation' });
    expect(JSON.stringify(why.steps)).toContain('Điều 24 khoản 6');
    await homeless.annul(head, 'result-added');
    expect(homeless.statusesOf('drug-user.decision')).toEqual(['void']);
    await homeless.step(officer, 'papers', {
      at: at('2026-07-06', '09:45'),
      papers: ['determination-result'],
    });
    // Found before the notice, entered after it: the time runs from the notice.
    expect(homeless.due('drug-user.decision')).toBe('2026-07-07T03:00:00.000Z');
    await homeless.step(head, 'decisions', decision);
    expect(homeless.statusesOf('drug-user.decision')).toEqual(['void', 'met']);

    const notice = aFinding(await resident(), '2026-07-06', {
      ...{ foundBy: 'Công an tỉnh An Giang', receivedAt: at('2026-07-06', '10:00'), residence: 'none' },
      papers: ['test-result', 'conduct-papers', 'statement', 'curriculum-vitae'],
    });
    const told = await openManagement(test, officer, notice, { path: '/notices' });
    expect(told.statusesOf('drug-user.decision')).toEqual([]);
    await told.step(officer, 'papers', {
      at: at('2026-07-06', '12:00'),
      papers: ['determination-result'],
    });
    expect(told.due('drug-user.decision')).toBe('2026-07-07T05:00:00.000Z');

    await homeless.step(head, 'void', { at: at('2026-07-06', '17:00'), reason: 'Nhập trùng' });
    expect(homeless.statusesOf('drug-user.monthly-check')).toEqual(['void']);
  });
});
