import type { MakePaperInput, PaperDto } from '../../src/documents/paper.dto.js';
import type { CompulsoryDto } from '../../src/rehabilitation/compulsory/compulsory-answer.dto.js';
import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import {
  aDossier,
  arrangeCompulsoryDesk,
  FollowedFile,
  openDossier,
  type CompulsoryDesk,
} from '../setup/compulsory-files.js';
import { acceptTransfer, aFinding, openManagement } from '../setup/drug-user-files.js';
import { homeFiles } from '../setup/home-files.js';
import { DEVICE, orderMonitoring } from '../setup/monitoring-files.js';
import { enterHolder, makePaper, openRegister, printPaper } from '../setup/paper-factory.js';
import { registerPerson, requests } from '../setup/people-factory.js';
import { anApplication, apply } from '../setup/rehabilitation-factory.js';
import { story } from '../setup/story.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { onDay } from '../setup/vinh-thuan.js';

/** The papers of a file, from the request to the court to the certificate of the facility, made over HTTP and opened. */
const at = (on: string, time = '09:00'): string => `${on}T${time}:00+07:00`;

describe('papers of the steps of a file', () => {
  let test: TestApp;
  let desk: CompulsoryDesk;
  let head: string;
  let officer: string;
  let file: FollowedFile;
  beforeAll(async () => {
    test = await createTestApp();
    desk = await arrangeCompulsoryDesk(test);
    ({ headOfPolice: head, policeOfficer: officer } = desk.scene.tokens);
    await day('2026-08-10T12:00:00+07:00');
    await enterHolder(test, head);
    await enterHolder(test, desk.heads.facility, { title: 'Trưởng cơ sở', fullName: 'Trung tá Lê Văn Hậu' });
    file = new FollowedFile(
      test,
      (await openDossier(test, head, aDossier(await resident(), '2026-08-10'))) as CompulsoryDto,
    );
  });
  afterAll(() => test.close());

  const day = (instant: string): Promise<void> => onDay(test, desk.scene, instant);
  const resident = async (): Promise<string> => {
    const address = {
      kind: 'current',
      unitId: desk.scene.unitId,
      detail: 'Ấp Kinh 1',
      fromOn: '2025-07-01',
    } as const;
    const { id } = await registerPerson(test, officer, { fullName: 'Danh Văn Út', addresses: [address] });
    return id;
  };
  const nameOf = async (id: number): Promise<string> => {
    const { rows } = await test.database.owner.query<{ name: string }>(
      'select name from organisation where id = $1',
      [id],
    );
    return rows[0]?.name ?? '';
  };
  const eventOf = async (type: string, caseId = file.now.id, token = head): Promise<string> => {
    const { body } = await requests(test).get(token, `/v1/cases/${caseId}/history`).expect(200);
    const event = (body.items as { id: string; type: string }[]).findLast((each) => each.type === type);
    if (!event) throw new Error(`${type} was not taken`);
    return event.id;
  };
  type Made = Partial<MakePaperInput>;
  const asked = async (type: string, more: Made = {}): Promise<Made> => ({
    kind: 'step',
    eventId: await eventOf(type),
    ...more,
  });
  const made = async (token: string, type: string, more: Made = {}): Promise<PaperDto> =>
    makePaper(test, token, file.now.id, await asked(type, more));
  const refused = async (
    token: string,
    body: object,
    status = 409,
    caseId = file.now.id,
  ): Promise<{ code: string; detail?: string; [more: string]: unknown }> => {
    const whole = { signature: { capacity: 'in-person' }, ...body };
    const answer = await requests(test).post(token, `/v1/cases/${caseId}/papers`, whole);
    expect([answer.status, answer.body]).toMatchObject([status, {}]);
    return answer.body as { code: string };
  };
  const linesOf = async (token: string, { id }: PaperDto): Promise<readonly string[]> =>
    (await printPaper(test, token, id)).lines;
  /** The paper of the last step of that name, made and opened. */
  const printed = async (
    token: string,
    caseId: string,
    type: string,
    more: Made = {},
  ): Promise<{ readonly paper: PaperDto; readonly lines: readonly string[] }> => {
    const eventId = await eventOf(type, caseId, token);
    const paper = await makePaper(test, token, caseId, { kind: 'step', eventId, ...more });
    return { paper, lines: await linesOf(token, paper) };
  };
  const voided = async (token: string, { id }: PaperDto): Promise<string | null> =>
    ((await requests(test).get(token, `/v1/papers/${id}`).expect(200)).body as PaperDto).voidReason;
  const step = (token: string, group: Parameters<FollowedFile['step']>[1], body: object): Promise<unknown> =>
    file.step(token, group, body);

  story('of a dossier, the court’s decision and the stay', (chapter) => {
    chapter('begin with the forms that the dossier asks for, to be signed and added', async () => {
      await day('2026-08-10T12:00:00+07:00');
      const paper = await made(officer, 'opened', { form: '34' });
      expect(paper).toMatchObject({
        ...{ kind: 'step', template: 'step/nd-163-2026/V/34', number: null, datedOn: '2026-08-10' },
        form: { instrument: 'nd-163-2026', appendix: 'V', number: '34' },
      });
      const { headers, lines } = await printPaper(test, officer, paper.id);
      expect(headers['content-disposition']).toBe(`attachment; filename="step-34-${file.now.code}.docx"`);
      expect(lines).toEqual(
        expect.arrayContaining([
          'BIÊN BẢN VI PHẠM',
          'Họ và tên: DANH VĂN ÚT; giới tính: Nam',
          expect.stringContaining('Luật 120/2025/QH15, Điều 35 khoản 1'),
          'NGƯỜI VI PHẠM',
          'NGƯỜI LẬP BIÊN BẢN',
          'NGƯỜI CHỨNG KIẾN',
        ]),
      );
      // A statement is asked of minors alone; the clinic confirms its own patients.
      expect(await refused(officer, await asked('opened', { form: '38' }))).toMatchObject({
        code: 'documents.formNotOfStep',
        forms: ['33', '34', '35', '36'].map((number) => ({ number })),
      });
      expect(await refused(officer, await asked('opened', { form: '35' }))).toMatchObject({
        code: 'documents.templateMissing',
        detail: expect.stringContaining('Mẫu số 35'),
      });
    });

    chapter('tell in the request what is handed over, with its page numbers', async () => {
      await file.papers(head, '2026-08-10', [
        ['curriculum-vitae', 1],
        ['violation-record', 2],
        ['determination-result', 1],
        ['request', 2],
      ]);
      await step(head, 'dossier-steps', {
        step: 'dossier-completed',
        at: '2026-08-10T09:20:00+07:00',
        number: '1/ĐN-CAX',
      });
      await day('2026-08-11T09:00:00+07:00');
      const other = await refused(head, await asked('dossier-completed', { on: '2026-08-11' as never }), 422);
      expect(other).toMatchObject({ errors: [{ pointer: '/on', code: 'documents.dayOfDecision' }] });
      const paper = await made(head, 'dossier-completed');
      expect(paper).toMatchObject({ number: '1/ĐN-CAX', actNumber: '1/ĐN-CAX', datedOn: '2026-08-10' });
      const lines = await linesOf(head, paper);
      expect(lines).toEqual(
        expect.arrayContaining([
          'Số: 1/ĐN-CAX',
          'Xem xét hồ sơ đề nghị áp dụng biện pháp đưa đi cai nghiện bắt buộc',
          'Hồ sơ kèm theo gồm 04 tài liệu, 6 trang:',
          ...['Biên bản vi phạm', '02 - 03', '05 - 06'],
          ...['TRƯỞNG CÔNG AN XÃ', 'Thiếu tá Nguyễn Hữu Nghĩa'],
        ]),
      );
      expect(lines).toContain('Kính gửi: …………………………');
      expect(await refused(head, await asked('dossier-completed'))).toMatchObject({
        code: 'documents.alreadyMade',
        paperId: paper.id,
      });
    });

    chapter('are no business of another commune', async () => {
      const { neighbourHead } = desk.staff;
      expect(await refused(neighbourHead, await asked('dossier-completed'), 404)).toMatchObject({
        code: 'cases.notFound',
      });
      const { body } = await requests(test).get(head, `/v1/cases/${file.now.id}/papers`).expect(200);
      const [paper] = body.items as PaperDto[];
      for (const path of [`/v1/papers/${paper?.id}`, `/v1/papers/${paper?.id}/file`]) {
        await requests(test).get(neighbourHead, path).expect(404);
      }
    });

    chapter('take a number of the register where the file has none, and records have their own', async () => {
      await openRegister(test, head, 'step', '{number}/CAX', 6);
      await step(head, 'dossier-steps', { step: 'notified', at: '2026-08-10T09:30:00+07:00' });
      const notice = await made(head, 'notified');
      expect(notice).toMatchObject({ number: '07/CAX', actNumber: null, form: { number: '37' } });
      const refusal = await made(officer, 'notified', { form: '41' });
      expect(refusal).toMatchObject({ number: '08/CAX', form: { number: '41' } });
      expect(await linesOf(head, notice)).toEqual(
        expect.arrayContaining([
          'Kính gửi: Ông (bà) Danh Văn Út',
          expect.stringContaining('03 ngày làm việc'),
        ]),
      );
    });

    chapter('fall with the step that was entered by mistake', async () => {
      await day('2026-08-12T12:00:00+07:00');
      const interim = {
        step: 'interim-began',
        at: '2026-08-12T09:00:00+07:00',
        number: '3/QĐ-CAX',
        kind: 'facility',
      };
      await step(head, 'dossier-steps', { ...interim, organisationId: desk.places.publicFacility });
      const eventId = await eventOf('interim-began');
      const paper = await made(head, 'interim-began', { proposedBy: 'Tổ trưởng Tổ phòng, chống tội phạm' });
      expect(await linesOf(head, paper)).toEqual(
        expect.arrayContaining([
          (await nameOf(desk.scene.organisations.police)).toLocaleUpperCase('vi').replace(/^/, 'TRƯỞNG '),
          `Đơn vị được giao quản lý: ${await nameOf(desk.places.publicFacility)}`,
          'Theo đề nghị của Tổ trưởng Tổ phòng, chống tội phạm.',
        ]),
      );
      await requests(test)
        .post(head, `/v1/cases/${file.now.id}/annulments`, { eventId, reason: 'Ghi nhầm người' })
        .set('If-Match', `"${file.now.version}"`)
        .expect(201);
      await file.reload(head);
      const { body } = await requests(test).get(head, `/v1/papers/${paper.id}`).expect(200);
      expect(body).toMatchObject({ voidReason: 'Ghi nhầm người', eventId });
      const print = await requests(test).get(head, `/v1/papers/${paper.id}/file`);
      expect(print.body.code).toBe('documents.voided');
      expect(await refused(head, { kind: 'step', eventId })).toMatchObject({
        code: 'documents.stepAnnulled',
      });
    });

    chapter(
      'go to the court, the province and the ministry as letters with addressee and number',
      async () => {
        await day('2026-09-03T17:00:00+07:00');
        const { court } = desk;
        await step(head, 'dossier-steps', {
          ...{
            step: 'sent-to-court',
            at: '2026-08-14T09:00:00+07:00',
            number: '2/CV-CAX',
            organisationId: court,
          },
        });
        const letter = await made(head, 'sent-to-court');
        expect(letter).toMatchObject({ template: 'step/letter', form: null, number: '2/CV-CAX' });
        expect(await linesOf(head, letter)).toEqual(
          expect.arrayContaining([
            `Kính gửi: ${await nameOf(court)}`,
            'V/v chuyển hồ sơ sang Tòa án nhân dân khu vực',
            'Tài liệu kèm theo gồm 04 tài liệu, 6 trang:',
          ]),
        );
        const byCourt = { actedBy: court };
        await step(head, 'court-steps', {
          step: 'accepted',
          at: '2026-08-17T09:00:00+07:00',
          number: '3/TB',
          ...byCourt,
        });
        const ordered = { step: 'ordered', at: '2026-08-28T09:00:00+07:00', number: '4/QĐ-TA', months: 24 };
        await step(head, 'court-steps', { ...ordered, ...byCourt });
        // What a court decided is the court's paper; the one of the clerk who entered it would be false.
        expect(await refused(head, await asked('accepted'))).toMatchObject({
          code: 'documents.stepWithoutForm',
        });
        await step(head, 'court-steps', {
          step: 'order-received',
          at: '2026-09-03T09:00:00+07:00',
          effectiveOn: '2026-09-03',
        });
        await step(head, 'execution-steps', {
          step: 'facility-asked',
          at: '2026-09-03T10:00:00+07:00',
          number: '6/CV-CAX',
        });
        const request = await made(head, 'facility-asked');
        expect(await linesOf(head, request)).toEqual(
          expect.arrayContaining([
            `Kính gửi: ${await nameOf(desk.scene.organisations.provincialPolice)}`,
            expect.stringContaining('Nghị định 163/2026/NĐ-CP, Điều 106 khoản 1'),
            `Quyết định số 4/QĐ-TA ngày 28/08/2026 của ${await nameOf(court)}`,
          ]),
        );
      },
    );

    chapter('are not there for a step without a form', async () => {
      const { director } = desk.staff;
      await step(director, 'execution-steps', {
        ...{ step: 'designated', at: '2026-09-03T14:00:00+07:00', number: '7/QĐ-CAT' },
        organisationId: desk.places.publicFacility,
      });
      expect(await refused(director, await asked('designated'))).toMatchObject({
        code: 'documents.stepWithoutForm',
        step: 'designated',
        detail: expect.stringContaining('Giám đốc Công an cấp tỉnh quyết định cơ sở'),
      });
      const unknown = { errors: [{ pointer: '/eventId', code: 'documents.stepUnknown' }] };
      expect(await refused(head, { kind: 'step' }, 422)).toMatchObject(unknown);
      const slip = await asked('designated', { kind: 'reception-slip' });
      expect(await refused(head, slip, 422)).toMatchObject({ errors: [{ code: 'documents.noStep' }] });
      expect(await refused(head, { kind: 'decision' })).toMatchObject({ code: 'documents.nothingToSay' });
    });

    chapter('are made by the facility from the handing over on: nobody else makes them', async () => {
      await day('2026-09-10T17:00:00+07:00');
      const { facility } = desk.heads;
      await step(desk.staff.director, 'execution-steps', {
        step: 'designation-delivered',
        at: '2026-09-03T16:00:00+07:00',
      });
      await step(desk.staff.publicOfficer, 'stay-steps', {
        step: 'received',
        at: '2026-09-04T09:00:00+07:00',
      });
      expect(await refused(head, await asked('received'))).toMatchObject({ code: 'documents.otherBody' });
      const record = await made(desk.staff.publicOfficer, 'received');
      expect(record).toMatchObject({ number: null, form: { number: '42' }, officeHolderId: null });
      expect(await linesOf(facility, record)).toEqual(
        expect.arrayContaining([
          expect.stringContaining('hồi 09 giờ 00 phút, Thứ sáu 04/09/2026'),
          expect.stringMatching(/^Căn cứ Quyết định số 4\/QĐ-TA ngày 28\/08\/2026/),
          'Quyết định cơ sở tiếp nhận số 7/QĐ-CAT ngày 03/09/2026',
          'Bản sao tóm tắt lý lịch',
          ...['ĐẠI DIỆN BÊN GIAO', 'ĐẠI DIỆN BÊN NHẬN'],
        ]),
      );
      const mourning = {
        step: 'bereavement-granted',
        number: '11/QĐ-CS',
        reason: 'Về chịu tang cha',
        days: 3,
      };
      await step(facility, 'stay-steps', { ...mourning, at: '2026-09-07T07:00:00+07:00' });
      const leave = await made(facility, 'bereavement-granted');
      expect(leave.form).toMatchObject({ number: '49' });
      expect(await linesOf(facility, leave)).toContain(
        'Thời hạn về chịu tang: từ ngày 07/09/2026 đến ngày 10/09/2026.',
      );
      await step(facility, 'stay-steps', { step: 'left-for-bereavement', at: '2026-09-07T08:00:00+07:00' });
      await step(facility, 'stay-steps', { step: 'leave-ended', at: '2026-09-10T08:00:00+07:00' });
    });

    chapter('end with the notice and the certificate', async () => {
      await day('2028-09-05T09:00:00+07:00');
      const { facility } = desk.heads;
      await step(facility, 'stay-steps', { step: 'end-announced', at: '2028-08-01T09:00:00+07:00' });
      const notice = await made(facility, 'end-announced');
      expect(await linesOf(facility, notice)).toEqual(
        expect.arrayContaining([
          `Kính gửi: ${await nameOf(desk.scene.organisations.police)}`,
          'Thời gian bắt đầu: ngày 04/09/2026; ngày hoàn thành: ngày 04/09/2028.',
        ]),
      );
      await step(facility, 'stay-steps', {
        step: 'completed',
        at: '2028-09-05T08:00:00+07:00',
        number: '9/GXN-CS',
      });
      const certificate = await made(facility, 'completed');
      expect(certificate).toMatchObject({
        number: '9/GXN-CS',
        form: { number: '50' },
        datedOn: '2028-09-05',
      });
      expect(await linesOf(facility, certificate)).toEqual(
        expect.arrayContaining([
          'XÁC NHẬN:',
          'Thời gian chấp hành: từ ngày 04/09/2026 đến ngày 04/09/2028./.',
          ...['TRƯỞNG CƠ SỞ', 'Trung tá Lê Văn Hậu'],
        ]),
      );
    });
  });

  it('of a home rehabilitation are the reception record, the commitment, and the record of the delivery', async () => {
    await day('2026-07-02T10:00:00+07:00');
    const applied = await apply(test, officer, anApplication({ personId: await resident() }));
    const decision = { decidedAt: '2026-07-02T09:30:00+07:00', number: '5/QĐ-CAX' };
    const { body } = await homeFiles(test).step(head, applied, 'decision', decision).expect(201);
    const { id } = body as HomeRehabilitationDto;
    const print = async (type: string, form?: string): Promise<readonly string[]> => {
      const eventId = await eventOf(type, id);
      const paper = await makePaper(test, officer, id, { kind: 'step', eventId, form });
      return linesOf(officer, paper);
    };
    expect(await print('registered')).toEqual(
      expect.arrayContaining([
        'Về việc tiếp nhận đăng ký cai nghiện ma túy tự nguyện',
        'ĐẠI DIỆN BÊN ĐĂNG KÝ',
        'ĐẠI DIỆN BÊN TIẾP NHẬN',
      ]),
    );
    expect(await print('registered', '25')).toEqual(
      expect.arrayContaining(['GIẤY CAM KẾT', 'NGƯỜI CAM KẾT']),
    );
    expect(await print('decided')).toContain(
      'Bên giao đã giao cho bên nhận: Quyết định số 5/QĐ-CAX ngày 02/07/2026, đối với:',
    );
    const eventId = await eventOf('decided', id);
    const again = { kind: 'step', eventId, form: '22', signature: { capacity: 'in-person' } };
    const answer = await requests(test).post(head, `/v1/cases/${id}/papers`, again);
    expect(answer.body).toMatchObject({
      code: 'documents.templateMissing',
      detail: expect.stringContaining('Quyết định'),
    });
  });

  /** Decided on 02/07/2026 at 09:30 and begun the next morning. */
  const underWay = async (number: string): Promise<HomeRehabilitationDto> => {
    await day('2026-07-03T09:00:00+07:00');
    const handedInAt = '2026-07-02T09:00:00+07:00';
    const applied = await apply(test, officer, anApplication({ personId: await resident(), handedInAt }));
    const files = homeFiles(test);
    const decision = { decidedAt: '2026-07-02T09:30:00+07:00', number };
    const { body } = await files.step(head, applied, 'decision', decision).expect(201);
    const start = { startedAt: '2026-07-03T08:00:00+07:00' };
    return (await files.step(head, body as HomeRehabilitationDto, 'start', start).expect(201))
      .body as HomeRehabilitationDto;
  };

  it('of who moves twice go on by a decision of each commune; a mistake takes back its own alone', async () => {
    let moved = await underWay('11/QĐ-CAX');
    const { police, neighbourPolice } = desk.scene.organisations;
    const { neighbourHead } = desk.staff;
    await enterHolder(test, neighbourHead, { fullName: 'Trung tá Trần Văn Bình' });
    const { get, post } = requests(test);
    const taken = async (token: string, name: string, body: object): Promise<void> => {
      const path = `/v1/home-rehabilitations/${moved.id}`;
      const { version } = (await get(token, path).expect(200)).body as HomeRehabilitationDto;
      const answer = await post(token, `${path}/${name}`, body).set('If-Match', `"${version}"`);
      expect([name, answer.status, answer.body]).toMatchObject([name, 201, {}]);
      moved = answer.body as HomeRehabilitationDto;
    };
    const move = async (on: string, from: string, to: string, toOrganisationId: number, number: string) => {
      await day(`${on}T12:00:00+07:00`);
      const reason = 'Chuyển nơi cư trú';
      await taken(from, 'moving-away', { at: `${on}T08:00:00+07:00`, reason });
      const handOver = { toOrganisationId, reason, answerBy: on, readsUntil: '2026-12-31' };
      await taken(from, 'file-sending', { at: `${on}T09:00:00+07:00`, number, handOver });
      expect((await acceptTransfer(test, to, moved.id)).status).toBe(201);
      await day(`${on}T15:00:00+07:00`);
      const decision = { at: `${on}T14:00:00+07:00`, number: `3${number}` };
      await taken(to, 'continuation-after-move', decision);
    };
    await move('2026-08-20', head, neighbourHead, neighbourPolice, '1/CV-CAX');
    const there = await printed(neighbourHead, moved.id, 'continued-after-move');
    expect(there.paper).toMatchObject({ number: '31/CV-CAX', form: { appendix: 'V', number: '22' } });
    expect(there.lines).toEqual(
      expect.arrayContaining([
        'Số: 31/CV-CAX',
        'Cai nghiện ma túy tự nguyện',
        `Căn cứ Quyết định cai nghiện ma túy tự nguyện số 11/QĐ-CAX ngày 02/07/2026 của ${await nameOf(police)};`,
        'Thời gian cai nghiện: từ ngày 02/07/2026 đến ngày 02/07/2028; tiếp tục tại nơi cư trú mới từ ngày 20/08/2026.',
        'Điều 2. Địa điểm cai nghiện: tại gia đình.',
        'Trung tá Trần Văn Bình',
      ]),
    );
    const delivery = await printed(neighbourHead, moved.id, 'continued-after-move', { form: '23' });
    expect(delivery.lines).toContain(
      'Bên giao đã giao cho bên nhận: Quyết định số 31/CV-CAX ngày 20/08/2026, đối với:',
    );
    await move('2026-09-10', neighbourHead, head, police, '2/CV-CAX');
    const back = await printed(head, moved.id, 'continued-after-move');
    const eventId = await eventOf('continued-after-move', moved.id);
    await post(head, `/v1/cases/${moved.id}/annulments`, { eventId, reason: 'Ghi nhầm' })
      .set('If-Match', `"${moved.version}"`)
      .expect(201);
    expect([await voided(head, back.paper), await voided(neighbourHead, there.paper)]).toEqual([
      'Ghi nhầm',
      null,
    ]);
    const { rows } = await test.database.owner.query(
      `select act, number from case_decision where case_id = $1 and annulled_by is null
         and act in ('transfer-home-rehabilitation', 'continue-home-rehabilitation') order by decided_at`,
      [moved.id],
    );
    expect(rows.map(({ number }) => number)).toEqual(['1/CV-CAX', '31/CV-CAX', '2/CV-CAX']);
  });

  it('of an electronic monitoring: decision, fitting, pledge, request and violation', async () => {
    const parent = await underWay('12/QĐ-CAX');
    await openRegister(test, head, 'decision', '{number}/QĐ-CAX', 50);
    const one = await orderMonitoring(test, head, parent.id, at('2026-07-02', '10:00'), {
      number: '51/QĐ-CAX',
    });
    const caseId = one.now.id;
    const police = await nameOf(desk.scene.organisations.police);
    const decision = await printed(head, caseId, 'monitoring-ordered');
    expect(decision.paper).toMatchObject({
      ...{ template: 'step/nd-163-2026/I/02', number: '51/QĐ-CAX', datedOn: '2026-07-02' },
    });
    expect(decision.lines).toEqual(
      expect.arrayContaining([
        `TRƯỞNG ${police.toLocaleUpperCase('vi')}`,
        `Căn cứ Quyết định cai nghiện ma túy tự nguyện số 12/QĐ-CAX ngày 02/07/2026 của ${police}.`,
        'Thời hạn áp dụng biện pháp giám sát điện tử: từ ngày 02/07/2026 đến hết ngày 02/07/2028.',
        expect.stringContaining(
          'Phân công đồng chí Trần Quốc Toản; cấp bậc, chức vụ: Đại úy, cán bộ Công an xã',
        ),
        'Thiếu tá Nguyễn Hữu Nghĩa',
      ]),
    );
    // One entry in the books: the number was registered with the step.
    const { rows } = await test.database.owner.query(
      `select g.kind from paper p join given_number g on g.id = p.given_number_id where p.id = $1`,
      [decision.paper.id],
    );
    expect(rows).toEqual([{ kind: 'decision' }]);
    expect(await refused(desk.staff.neighbourHead, { kind: 'step' }, 404, caseId)).toMatchObject({
      code: 'cases.notFound',
    });

    await one.record(officer, 'fitted', at('2026-07-03', '08:30'), DEVICE);
    const fitting = await printed(officer, caseId, 'fitted');
    expect(fitting.paper).toMatchObject({ form: { number: '03' }, number: null, officeHolderId: null });
    expect(fitting.lines).toEqual(
      expect.arrayContaining([
        'Thi hành quyết định áp dụng biện pháp giám sát điện tử',
        expect.stringContaining(`số 51/QĐ-CAX ngày 02/07/2026 của Trưởng ${police} và đeo thiết bị`),
        ...['Vị trí đeo thiết bị: Cổ chân trái', 'Số thiết bị: TB-000123'],
        ...['ĐẠI DIỆN CƠ QUAN', 'NGƯỜI BỊ GIÁM SÁT ĐIỆN TỬ'],
      ]),
    );
    const pledge = await printed(officer, caseId, 'fitted', { form: '04' });
    expect(pledge.lines).toEqual(expect.arrayContaining(['CAM KẾT', 'NGƯỜI CAM KẾT']));
    const taken = { kind: 'step', eventId: await eventOf('fitted', caseId), form: '07' };
    expect(await refused(officer, taken, 409, caseId)).toMatchObject({
      ...{ code: 'documents.formNotOfStep', forms: [{ number: '03' }, { number: '04' }] },
    });

    await day('2026-10-12T12:00:00+07:00');
    await one.record(officer, 'device-asked', at('2026-10-01'), {
      removalCause: 'medical',
      backAt: at('2026-10-03'),
    });
    const form05 = await printed(officer, caseId, 'device-asked');
    expect(form05.lines).toEqual(
      expect.arrayContaining([
        `Đề nghị ${police} xem xét: tháo tạm thời thiết bị giám sát điện tử.`,
        'Trong thời gian: từ 01/10/2026 đến 09 giờ 00 phút, Thứ bảy 03/10/2026.',
      ]),
    );
    const custody = { kind: 'step', eventId: await eventOf('device-asked', caseId), form: '06' };
    expect(await refused(officer, custody, 409, caseId)).toMatchObject({
      ...{ code: 'documents.templateMissing', detail: expect.stringContaining('tạm giữ, tạm giam lập') },
    });
    // What police elsewhere did is their paper.
    const removal = { removalCause: 'medical', backAt: at('2026-10-03'), condition: 'Tốt' };
    const doneByOrganisationId = desk.scene.organisations.neighbourPolice;
    await one.record(officer, 'removed', at('2026-10-01', '15:00'), { ...removal, doneByOrganisationId });
    const elsewhere = { kind: 'step', eventId: await eventOf('removed', caseId) };
    expect(await refused(officer, elsewhere, 409, caseId)).toMatchObject({ code: 'documents.otherBody' });
    await one.record(officer, 'refitted', at('2026-10-03', '08:00'), DEVICE);

    const violated = async (on: string): Promise<Awaited<ReturnType<typeof printed>>> => {
      const off = { violation: 'battery-let-run-down', reason: 'Không sạc pin hơn 24 giờ' };
      await one.record(officer, 'violated', at(on), off);
      return printed(officer, caseId, 'violated');
    };
    const first = await violated('2026-10-05');
    expect(first.paper).toMatchObject({ form: { appendix: 'I', number: '18' } });
    expect(first.lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^Đã có hành vi vi phạm: Cố ý để thiết bị hết pin .*: Không sạc pin hơn 24 giờ$/,
        ),
        'Quy định tại Nghị định 163/2026/NĐ-CP, Điều 24 khoản 1 điểm d.',
        ...['NGƯỜI VI PHẠM', 'NGƯỜI LẬP BIÊN BẢN', 'NGƯỜI CHỨNG KIẾN'],
      ]),
    );
    const second = await violated('2026-10-09');
    await one.annul(head, 'violated');
    expect([await voided(officer, second.paper), await voided(officer, first.paper)]).toEqual([
      'Ghi nhầm hồ sơ',
      null,
    ]);
  });

  it('of a drug user: test, notice, decision under both laws, and the file that is sent', async () => {
    const { chairman } = desk.scene.tokens;
    const { committee, police, neighbourPolice } = desk.scene.organisations;
    await day(at('2026-06-22', '12:00'));
    await enterHolder(test, chairman, { title: 'Chủ tịch', fullName: 'Lê Thị Bích Thủy' });
    const papers = ['test-result', 'conduct-papers', 'statement', 'curriculum-vitae'];
    const user = await openManagement(test, officer, aFinding(await resident(), '2026-06-15', { papers }));
    const caseId = user.now.id;
    const result = await printed(officer, caseId, 'found', { form: '03' });
    expect(result.paper).toMatchObject({ template: 'step/nd-105-2021/Phụ lục/03', number: null });
    expect(result.lines).toEqual(
      expect.arrayContaining([
        'PHIẾU KẾT QUẢ',
        '2. Biện pháp xét nghiệm; mẫu xét nghiệm: nước tiểu',
        expect.stringMatching(/kết luận đối với Danh Văn Út: Dương tính với chất ma túy trong cơ thể\.$/),
      ]),
    );
    const verified = {
      step: 'residence-verified',
      at: at('2026-06-16'),
      residence: 'here',
      reason: 'CSDL cư trú',
    };
    await user.step(officer, 'steps', verified);
    const notice = { step: 'notified', at: at('2026-06-16', '10:00'), number: '21/TB-CAX' };
    await user.step(head, 'decisions', { ...notice, organisationId: committee });
    const told = await printed(head, caseId, 'notified');
    expect(told.paper).toMatchObject({
      number: '21/TB-CAX',
      form: { instrument: 'nd-105-2021', number: '04' },
    });
    expect(told.lines).toContain(`Kính gửi: Chủ tịch ${await nameOf(committee)}`);
    const decision = { step: 'decided', at: at('2026-06-19'), number: '12/QĐ-UBND' };
    await user.step(chairman, 'decisions', decision);
    const managed = await printed(chairman, caseId, 'decided', { proposedBy: 'Trưởng Công an xã' });
    expect(managed.paper.form).toMatchObject({ instrument: 'nd-105-2021', number: '07' });
    expect(managed.lines).toEqual(
      expect.arrayContaining([
        `CHỦ TỊCH ${(await nameOf(committee)).toLocaleUpperCase('vi')}`,
        'CHỦ TỊCH',
        'Tóm tắt hành vi sử dụng trái phép chất ma túy: Sử dụng Methamphetamine tại phòng trọ, theo biên bản kèm theo',
        'Thời hạn quản lý: từ ngày 19/06/2026 đến hết ngày 19/06/2027.',
        'Lê Thị Bích Thủy',
      ]),
    );
    expect(
      await refused(head, { kind: 'step', eventId: await eventOf('decided', caseId) }, 409, caseId),
    ).toMatchObject({
      code: 'documents.otherBody',
    });

    await day(at('2026-11-05', '17:00'));
    const again = {
      step: 'use-found-again',
      at: at('2026-11-03'),
      sample: 'urine',
      reason: 'Xét nghiệm đột xuất',
    };
    await user.step(officer, 'steps', again);
    await user.step(head, 'decisions', {
      step: 'decided-again',
      at: at('2026-11-03', '15:00'),
      number: '57/QĐ-CAX',
    });
    const anew = await printed(head, caseId, 'decided-again');
    expect(anew.paper.form).toMatchObject({ instrument: 'nd-163-2026', appendix: 'III', number: '04' });
    await user.annul(head, 'decided-again');
    expect([await voided(head, anew.paper), await voided(chairman, managed.paper)]).toEqual([
      'Ghi nhầm',
      null,
    ]);
    await user.step(head, 'decisions', {
      step: 'decided-again',
      at: at('2026-11-03', '16:00'),
      number: '58/QĐ-CAX',
    });
    await user.step(officer, 'steps', { step: 'moved', at: at('2026-11-05', '08:00') });
    const handOver = {
      ...{ toOrganisationId: neighbourPolice, reason: 'Chuyển đến xã Vĩnh Bình' },
      ...{ answerBy: '2026-11-07', readsUntil: '2026-12-31' },
    };
    const sending = { step: 'file-sent', at: at('2026-11-05', '15:00'), number: '9/TB-CAX', handOver };
    await user.step(head, 'decisions', { ...sending, organisationId: neighbourPolice });
    const letter = await printed(head, caseId, 'file-sent');
    expect(letter.paper).toMatchObject({ number: '9/TB-CAX', form: { appendix: 'III', number: '06' } });
    expect(letter.lines).toEqual(
      expect.arrayContaining([
        `Kính gửi: Trưởng ${await nameOf(neighbourPolice)}`,
        expect.stringContaining(`số 58/QĐ-CAX ngày 03/11/2026 của Trưởng ${await nameOf(police)}`),
        'Thời gian quản lý: từ ngày 03/11/2026 đến ngày 03/11/2027.',
        ...['Số, ngày, tháng', 'số 21/TB-CAX, ngày 16/06/2026', 'Bản tường trình'],
      ]),
    );
  });
});
