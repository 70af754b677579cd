import type { CompulsoryDto } from '../../src/rehabilitation/compulsory/compulsory-answer.dto.js';
import type { FacilityRehabilitationDto } from '../../src/rehabilitation/facility/facility-answer.dto.js';
import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import {
  aDossier,
  arrangeCompulsoryDesk,
  FollowedFile,
  openDossier,
  type CompulsoryDesk,
} from '../setup/compulsory-files.js';
import {
  doorRoutes,
  newFacilityApplication,
  opened,
  somebody,
  type DoorRoutes,
} from '../setup/front-desk.js';
import { requests, type Requests } from '../setup/people-factory.js';
import { aResident, anApplication, apply } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { onDay } from '../setup/vinh-thuan.js';

type HomeFile = HomeRehabilitationDto;
type Limits = Pick<HomeFile, 'deadlines'>;

const due = ({ deadlines }: Limits, rule: string): string | undefined =>
  deadlines.find((each) => each.rule === rule && each.status === 'open')?.dueAt;
const statuses = ({ deadlines }: Limits, rule: string): readonly string[] =>
  deadlines.filter((each) => each.rule === rule).map(({ status }) => status);
const FLOOD = {
  since: '2026-07-03T06:00:00+07:00',
  endedAt: '2026-07-07T08:00:00+07:00',
  number: '812/QĐ-UBND',
  reason: 'Ngập sâu chia cắt xã; Chủ tịch UBND tỉnh công bố hết tình huống khẩn cấp',
};

/** What comes to a rehabilitation from outside of its course, in the days after the law changed. */
describe('circumstances of a rehabilitation', () => {
  let test: TestApp;
  let desk: CompulsoryDesk;
  let head: string;
  let http: Requests;
  let facility: DoorRoutes<FacilityRehabilitationDto>;
  beforeAll(async () => {
    test = await createTestApp();
    desk = await arrangeCompulsoryDesk(test);
    head = desk.scene.tokens.headOfPolice;
    http = requests(test);
    facility = doorRoutes(test, '/v1/facility-rehabilitations');
  });
  afterAll(() => test.close());
  beforeEach(() => day('2026-07-02T10:00:00+07:00'));

  const day = (instant: string): Promise<void> => onDay(test, desk.scene, instant);
  const step = async <File extends { id: string; version: number }>(
    path: string,
    file: File,
    name: string,
    body: object,
    { as = head, wanted = 201 }: { readonly as?: string; readonly wanted?: number } = {},
  ): Promise<File & { code: string; dueAt: string }> => {
    const answer = await http
      .post(as, `${path}/${file.id}/${name}`, body)
      .set('If-Match', `"${file.version}"`);
    if (answer.status !== wanted) throw new Error(`${name}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body as File & { code: string; dueAt: string };
  };
  const HOME = '/v1/home-rehabilitations';
  const decidedAtHome = async (): Promise<HomeFile> => {
    const personId = await aResident(test, head, desk.scene.unitId);
    const handedIn = await apply(
      test,
      head,
      anApplication({ personId, handedInAt: '2026-07-02T08:00:00+07:00' }),
    );
    return step(HOME, handedIn, 'decision', { decidedAt: '2026-07-02T09:00:00+07:00', number: '21/QĐ-CAX' });
  };
  const annul = async (file: HomeFile, type: string): Promise<HomeFile> => {
    const { body } = await http.get(head, `/v1/cases/${file.id}`).expect(200);
    const event = (body.history as { id: string; type: string }[]).findLast((each) => each.type === type);
    await http
      .post(head, `/v1/cases/${file.id}/annulments`, { eventId: event?.id, reason: 'Ghi nhầm' })
      .set('If-Match', `"${file.version}"`)
      .expect(201);
    return (await http.get(head, `${HOME}/${file.id}`).expect(200)).body as HomeFile;
  };

  const designated = async (): Promise<FacilityRehabilitationDto> => {
    const { id } = await somebody(test, head, { unitId: desk.scene.unitId });
    const file = await opened(facility, head, newFacilityApplication(id, { door: 'public' }));
    const decision = { decidedAt: '2026-07-02T09:00:00+07:00', number: '41/QĐ-CAX' };
    const decided = await facility.done(head, file, 'decision', decision);
    const sent = { sentAt: '2026-07-02T09:10:00+07:00', number: '42/CV-CAX' };
    const proposed = await facility.done(head, decided, 'proposal', sent);
    const named = { designatedAt: '2026-07-02T09:20:00+07:00', number: '55/QĐ-CAT' };
    const organisationId = desk.places.publicFacility;
    return facility.done(desk.staff.director, proposed, 'designation', { ...named, organisationId });
  };
  const dossier = async (overrides: object = {}): Promise<FollowedFile> => {
    const personId = await aResident(test, head, desk.scene.unitId);
    return new FollowedFile(
      test,
      (await openDossier(test, head, aDossier(personId, '2026-07-02', overrides))) as CompulsoryDto,
    );
  };

  describe('force majeure', () => {
    it('lets the time to begin run anew from its end, by the same law, and back when it is annulled', async () => {
      const file = await decidedAtHome();
      // 2 working days from Thursday 02/07: to the end of Monday 06/07.
      expect(due(file, 'voluntary.start')).toBe('2026-07-06T17:00:00.000Z');
      await day('2026-07-07T09:00:00+07:00');
      const anew = await step(HOME, file, 'force-majeure', FLOOD);
      // From Tuesday 07/07: Wednesday, Thursday.
      expect(due(anew, 'voluntary.start')).toBe('2026-07-09T17:00:00.000Z');
      expect(statuses(anew, 'voluntary.start')).toEqual(['superseded', 'open']);
      const { id } = anew.deadlines.findLast(({ rule }) => rule === 'voluntary.start') ?? {};
      const why = await http.get(head, `/v1/deadlines/${id}/explanation`).expect(200);
      expect(JSON.stringify(why.body)).toContain('Điều 4 khoản 8');
      const early = { at: '2026-07-07T08:30:00+07:00', reason: 'Không thực hiện' };
      const refused = await step(HOME, anew, 'start-failure', early, { wanted: 409 });
      expect(refused).toMatchObject({ code: 'rehabilitation.startStillPossible', from: '2026-07-10' });
      const back = await annul(anew, 'force-majeure-ended');
      expect(due(back, 'voluntary.start')).toBe('2026-07-06T17:00:00.000Z');
      expect(await step(HOME, back, 'start-failure', early)).toMatchObject({ status: 'start-failed' });
    });

    it('is refused where the time was over before it began, or it ended before it began', async () => {
      const file = await decidedAtHome();
      await day('2026-07-08T09:00:00+07:00');
      const late = { ...FLOOD, since: '2026-07-07T00:00:00+07:00' };
      const refused = await step(HOME, file, 'force-majeure', late, { wanted: 409 });
      expect(refused).toMatchObject({
        code: 'rehabilitation.forceMajeureTooLate',
        dueAt: '2026-07-06T17:00:00.000Z',
      });
      const turned = { ...FLOOD, endedAt: '2026-07-03T05:00:00+07:00' };
      const { errors } = (await step(HOME, file, 'force-majeure', turned, { wanted: 422 })) as unknown as {
        errors: { pointer: string }[];
      };
      expect(errors).toMatchObject([{ pointer: '/endedAt' }]);
      const stranger = { as: desk.scene.tokens.neighbourPoliceOfficer, wanted: 404 };
      await step(HOME, file, 'force-majeure', FLOOD, stranger);
    });

    it('moves the time to register, in an application and in a failure', async () => {
      await day('2026-07-07T10:00:00+07:00');
      const personId = await aResident(test, head, desk.scene.unitId);
      const determination = {
        on: '2026-07-02',
        facility: 'Trung tâm Y tế khu vực Vĩnh Thuận',
        toldAt: '2026-07-02T09:00:00+07:00',
      };
      const event = { ...FLOOD, since: '2026-07-02T20:00:00+07:00' };
      const body = {
        ...{ personId, determination, basis: 'Không đến đăng ký' },
        ...{ foundAt: '2026-07-07T09:30:00+07:00', forceMajeure: event },
      };
      const refused = (await http.post(head, '/v1/registration-failures', body).expect(409)).body as object;
      expect(refused).toMatchObject({
        code: 'rehabilitation.registrationStillPossible',
        from: '2026-07-08T01:00:00.000Z',
      });
      const inTime = await apply(
        test,
        head,
        anApplication({
          personId,
          determination,
          handedInAt: '2026-07-07T09:00:00+07:00',
          forceMajeure: event,
        }),
      );
      expect(inTime).toMatchObject({
        registration: { inTime: true },
        forceMajeure: { number: '812/QĐ-UBND' },
      });
      const late = { ...event, since: '2026-07-03T10:00:00+07:00' };
      const other = await aResident(test, head, desk.scene.unitId);
      const tooLate = await apply(
        test,
        head,
        anApplication({
          personId: other,
          determination,
          handedInAt: '2026-07-07T09:00:00+07:00',
          forceMajeure: late,
        }),
      );
      expect(tooLate).toMatchObject({ registration: { inTime: false } });
      expect(JSON.stringify(tooLate.registration)).toContain('thời hạn không được tính lại');
    });
  });

  it('keeps what a provider of services owes to tell, and one who is lost, in the list of the keeper', async () => {
    const begun = await step(HOME, await decidedAtHome(), 'start', {
      startedAt: '2026-07-02T09:20:00+07:00',
    });
    const service = { step: 'service-began', at: '2026-07-02T09:30:00+07:00' };
    await step(HOME, begun, 'services', service, { wanted: 422 });
    const served = await step(HOME, begun, 'services', { ...service, provider: 'Điểm tư vấn xã Vĩnh Bình' });
    expect(due(served, 'voluntary.provider-report')).toBe('2026-07-03T02:30:00.000Z');
    await day('2026-07-04T10:00:00+07:00');
    const told = await step(HOME, served, 'services', {
      step: 'service-reported',
      at: '2026-07-04T09:00:00+07:00',
    });
    expect(statuses(told, 'voluntary.provider-report')).toEqual(['met-late']);
    const lost = await step(HOME, told, 'whereabouts', {
      ...{ step: 'disappeared', at: '2026-07-04T09:10:00+07:00' },
      reason: 'Vắng ba ngày, gia đình không liên lạc được',
    });
    expect(lost.status).toBe('missing');
    const found = await step(HOME, lost, 'whereabouts', {
      ...{ step: 'found-again', at: '2026-07-04T09:40:00+07:00' },
      reason: 'Ở nhà người thân tại xã bên',
    });
    expect(found.status).toBe('started');
    const complaint = { at: '2026-07-04T09:50:00+07:00', reason: 'Không đồng ý với thời hạn' };
    const complained = await step(HOME, found, 'complaints', { step: 'complained', ...complaint });
    const decided = { step: 'complaint-decided', at: '2026-07-04T09:55:00+07:00', reason: 'Giữ nguyên' };
    await step(HOME, complained, 'complaints', decided, { wanted: 422 });
    expect(await step(HOME, complained, 'complaints', { ...decided, number: '3/QĐ-CAX' })).toMatchObject({
      status: 'started',
    });
  });

  it('starts one limit for what was entered twice, and leaves it with the entry that stays', async () => {
    const begun = await step(HOME, await decidedAtHome(), 'start', {
      startedAt: '2026-07-02T09:20:00+07:00',
    });
    const away = { at: '2026-07-02T09:30:00+07:00', reason: 'Chuyển đến xã Vĩnh Bình' };
    const moved = await step(HOME, begun, 'moving-away', away);
    const twice = await step(HOME, moved, 'moving-away', { ...away, at: '2026-07-02T09:40:00+07:00' });
    expect(twice.deadlines.filter(({ rule }) => rule === 'home-rehabilitation.transfer')).toMatchObject([
      { status: 'open', dueAt: '2026-07-03T02:30:00.000Z' },
    ]);
    const { body } = await http.get(head, `/v1/cases/${twice.id}`).expect(200);
    const first = (body.history as { id: string; type: string }[]).find(({ type }) => type === 'moved-away');
    await http
      .post(head, `/v1/cases/${twice.id}/annulments`, { eventId: first?.id, reason: 'Ghi nhầm giờ' })
      .set('If-Match', `"${twice.version}"`)
      .expect(201);
    const left = (await http.get(head, `${HOME}/${twice.id}`).expect(200)).body as HomeFile;
    expect(statuses(left, 'home-rehabilitation.transfer')).toEqual(['void', 'open']);
    expect(due(left, 'home-rehabilitation.transfer')).toBe('2026-07-03T02:40:00.000Z');
  });

  describe('voluntary rehabilitation at a public facility', () => {
    const FACILITY = '/v1/facility-rehabilitations';
    it('is postponed by the provincial police, and begins anew afterwards', async () => {
      const file = await designated();
      expect(due(file, 'public-facility.transport')).toBe('2026-07-03T02:20:00.000Z');
      const postponed = { step: 'postponed', at: '2026-07-02T09:30:00+07:00', number: '60/QĐ-CAT' };
      const asked = { ...postponed, ground: 'no-longer-addicted' };
      const director = { as: desk.staff.director };
      const refused = await step(FACILITY, file, 'exemptions', asked, { ...director, wanted: 409 });
      expect(refused.code).toBe('rehabilitation.groundOfExemption');
      const commune = await step(
        FACILITY,
        file,
        'exemptions',
        { ...postponed, ground: 'serious-illness' },
        { wanted: 403 },
      );
      expect(commune).toMatchObject({ code: 'authority.notCompetent' });
      const put = await step(
        FACILITY,
        file,
        'exemptions',
        { ...postponed, ground: 'serious-illness' },
        director,
      );
      expect(put.status).toBe('postponed');
      expect(due(put, 'public-facility.transport')).toBeUndefined();
      const over = { step: 'postponement-ended', at: '2026-07-02T09:40:00+07:00', reason: 'Đã ra viện' };
      const again = await step(FACILITY, put, 'resumptions', over);
      expect(again.status).toBe('decided');
      expect(due(again, 'public-facility.propose')).toBe('2026-07-03T02:40:00.000Z');
    });

    it('is suspended for treatment at home, which counts, and goes on', async () => {
      const file = await designated();
      const record = { receivedAt: '2026-07-02T09:25:00+07:00' };
      const there = await facility.done(desk.staff.publicOfficer, file, 'admission', record);
      expect(statuses(there, 'public-facility.transport')).toEqual(['met']);
      const ill = {
        ...{ step: 'suspended', at: '2026-07-02T09:30:00+07:00', number: '61/QĐ-CAT' },
        reason: 'Ốm nặng, đưa về gia đình điều trị',
      };
      const suspended = await step(FACILITY, there, 'exemptions', ill, { as: desk.staff.director });
      expect(suspended.status).toBe('suspended');
      const well = { step: 'resumed', at: '2026-07-02T09:50:00+07:00', reason: 'Sức khỏe phục hồi' };
      const stranger = { as: desk.staff.privateOfficer, wanted: 404 };
      await step(FACILITY, suspended, 'resumptions', well, stranger);
      const back = await step(FACILITY, suspended, 'resumptions', well, { as: desk.staff.publicOfficer });
      expect(back.status).toBe('under-way');
      const freed = {
        ...{ step: 'exempted', at: '2026-07-02T09:55:00+07:00', number: '62/QĐ-CAT' },
        ground: 'critical-illness',
      };
      const ended = await step(FACILITY, back, 'exemptions', freed, { as: desk.staff.director });
      expect(ended).toMatchObject({ status: 'exempted', next: [] });
    });
  });

  describe('compulsory rehabilitation', () => {
    it('is not out of time while the person hides, however long that lasts', async () => {
      const file = await dossier();
      expect(file.now.limitation.lastDay).toBe('2026-10-02');
      const hidden = { step: 'evaded', at: '2026-07-02T09:00:00+07:00', reason: 'Bỏ đi khỏi địa phương' };
      await file.step(head, 'dossier-steps', hidden);
      await day('2026-11-10T10:00:00+07:00');
      await file.reload(head);
      expect(file.now.limitation.lastDay).toBeNull();
      const lapsed = { step: 'lapsed', at: '2026-11-10T09:00:00+07:00' };
      await file.step(head, 'dossier-steps', lapsed, 'compulsory.limitationRuns');
      const again = { step: 'evaded', at: '2026-11-10T09:00:00+07:00', reason: 'Vẫn chưa tìm thấy' };
      await file.step(head, 'dossier-steps', again, 'compulsory.alreadyEvading');
    });

    it('may be begun on whom hid since the last act, from the end of that', async () => {
      await day('2026-11-10T10:00:00+07:00');
      const personId = await aResident(test, head, desk.scene.unitId);
      const old = { basis: 'Biên bản vi phạm', lastActOn: '2026-07-02' };
      const begun = {
        ...{ foundAt: '2026-11-10T08:00:00+07:00', openedAt: '2026-11-10T08:30:00+07:00' },
        outsideEvidence: old,
      };
      await openDossier(test, head, aDossier(personId, '2026-11-10', begun), 'compulsory.limitationOver');
      const evasion = { endedOn: '2026-11-09', basis: 'Bị phát hiện tại bến xe' };
      const body = aDossier(personId, '2026-11-10', { ...begun, evasion });
      const file = new FollowedFile(test, (await openDossier(test, head, body)) as CompulsoryDto);
      expect(file.now.limitation.lastDay).toBe('2027-02-09');
      expect(file.due('compulsory.limitation')).toBe('2027-02-09T17:00:00.000Z');
    });
  });
});
