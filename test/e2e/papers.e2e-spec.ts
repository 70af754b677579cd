import type request from 'supertest';
import type { MakePaperInput, PaperDto } from '../../src/documents/paper.dto.js';
import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import { doorRoutes } from '../setup/front-desk.js';
import { decisionNumber, homeFiles } from '../setup/home-files.js';
import { aPaper, enterHolder, makePaper, openRegister, printPaper } from '../setup/paper-factory.js';
import { registerPerson, requests } from '../setup/people-factory.js';
import { anApplication, anOldApplication, apply } from '../setup/rehabilitation-factory.js';
import { createTestApp, type TestApp } from '../setup/test-app.js';
import { arrangeVinhThuan, onDay, type VinhThuan } from '../setup/vinh-thuan.js';

const NEW_LAW = '2026-07-02T10:00:00+07:00';

const signedBy = (signerName: string): Partial<MakePaperInput> =>
  aPaper({ kind: 'decision', signature: { capacity: 'KT', signerName } });

describe('papers of a file', () => {
  let test: TestApp;
  let scene: VinhThuan;
  beforeAll(async () => {
    test = await createTestApp();
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    await test.database.owner.query(
      'delete from paper; delete from given_number; delete from number_counter',
    );
    await test.database.owner.query('delete from number_register; delete from office_holder');
    scene ??= await arrangeVinhThuan(test);
    await onDay(test, scene, NEW_LAW);
  });

  const applicant = async (token: string): Promise<string> => {
    const address = {
      kind: 'current',
      unitId: scene.unitId,
      detail: 'Số 7 <sau chợ & trường>, ấp Kinh 1',
      fromOn: '2025-07-01',
    } as const;
    const person = await registerPerson(test, token, {
      fullName: 'Danh Thị Ngọc Ánh',
      sex: 'female',
      addresses: [address],
    });
    return person.id;
  };
  const registered = async (): Promise<HomeRehabilitationDto> => {
    const token = scene.tokens.policeOfficer;
    return apply(test, token, anApplication({ personId: await applicant(token) }));
  };
  const deciding = (file: HomeRehabilitationDto, number: string): request.Test => {
    const body = { decidedAt: '2026-07-02T09:00:00+07:00', number };
    return homeFiles(test).step(scene.tokens.headOfPolice, file, 'decision', body);
  };
  const decided = async (number = decisionNumber()): Promise<HomeRehabilitationDto> =>
    (await deciding(await registered(), number).expect(201)).body as HomeRehabilitationDto;
  const refused = async (
    caseId: string,
    body: object,
    status = 409,
  ): Promise<{ code: string; [more: string]: unknown }> => {
    const { headOfPolice } = scene.tokens;
    const answer = await requests(test).post(headOfPolice, `/v1/cases/${caseId}/papers`, body);
    expect(answer.status).toBe(status);
    return answer.body as { code: string };
  };

  describe('the reception slip', () => {
    it('tells what was handed in and the minute by which the decision comes, in a .docx with a name that tells of nobody', async () => {
      const file = await registered();
      const paper = await makePaper(test, scene.tokens.policeOfficer, file.id);
      expect(paper).toMatchObject({
        kind: 'reception-slip',
        number: null,
        datedOn: '2026-07-02',
        form: null,
      });
      const { headers, lines } = await printPaper(test, scene.tokens.policeOfficer, paper.id);
      expect(headers['content-type']).toBe(
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      );
      expect(headers['content-disposition']).toBe(`attachment; filename="reception-slip-${file.code}.docx"`);
      expect(lines).toEqual(
        expect.arrayContaining([
          'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
          'Vĩnh Thuận, ngày 02 tháng 7 năm 2026',
          `Mã hồ sơ trong hệ thống quản lý: ${file.code}`,
          'Ông (bà): Danh Thị Ngọc Ánh; sinh: 16/04/1991; giới tính: Nữ',
          'Nơi cư trú: Số 7 <sau chợ & trường>, ấp Kinh 1, xã Vĩnh Thuận, tỉnh An Giang',
          'Lý lịch của người đăng ký đi cai nghiện (Mẫu số 33)',
          'Thời điểm hẹn trả kết quả: chậm nhất 08:30 Thứ sáu 03/07/2026 (Nghị định 163/2026/NĐ-CP, Điều 91 khoản 1).',
          'Trần Văn Minh',
        ]),
      );
    });

    it('bears the one-stop code where the body has a pattern, the same on every paper of the file', async () => {
      const { headOfPolice, policeOfficer } = scene.tokens;
      await openRegister(test, headOfPolice, 'dossier-code', 'H01.31.069-{yymmdd}-{number}');
      const first = await makePaper(test, policeOfficer, (await registered()).id);
      const second = await makePaper(test, policeOfficer, (await registered()).id);
      const codes = [first, second].map((paper) => paper.content['dossierCodes']);
      expect(codes).toEqual([[{ code: 'H01.31.069-260702-0001' }], [{ code: 'H01.31.069-260702-0002' }]]);
      const { lines } = await printPaper(test, policeOfficer, second.id);
      expect(lines).toContain('Mã hồ sơ một cửa: H01.31.069-260702-0002');
    });

    it('is made once, and again when it was voided; its number stays used', async () => {
      const { headOfPolice, policeOfficer } = scene.tokens;
      await openRegister(test, headOfPolice, 'reception-slip', '{number}/TN', 6);
      const file = await registered();
      const first = await makePaper(test, policeOfficer, file.id);
      expect(await refused(file.id, aPaper())).toMatchObject({
        code: 'documents.alreadyMade',
        paperId: first.id,
      });
      const { get, post } = requests(test);
      const voiding = post(headOfPolice, `/v1/papers/${first.id}/void`, { reason: 'In sai nơi cư trú' });
      const { body } = await voiding.set('If-Match', '"1"').expect(200);
      expect(body).toMatchObject({ number: '07/TN', voidReason: 'In sai nơi cư trú', version: 2 });
      const again = await makePaper(test, policeOfficer, file.id);
      expect(again.number).toBe('08/TN');
      const list = await get(policeOfficer, `/v1/cases/${file.id}/papers`).expect(200);
      expect((list.body.items as PaperDto[]).map(({ number }) => number)).toEqual(['08/TN', '07/TN']);
      const print = await get(policeOfficer, `/v1/papers/${first.id}/file`);
      expect([print.status, print.body.code]).toEqual([409, 'documents.voided']);
    });

    it('is not made of a dossier that is not complete', async () => {
      const token = scene.tokens.policeOfficer;
      const body = anApplication({
        personId: await applicant(token),
        items: ['application'],
        determination: undefined,
      });
      const file = await apply(test, token, body);
      expect(await refused(file.id, aPaper())).toMatchObject({ code: 'documents.nothingToSay' });
    });
  });

  it('asks in the supplement slip for everything that is missing, with the article', async () => {
    const token = scene.tokens.policeOfficer;
    const body = anApplication({
      personId: await applicant(token),
      items: ['application'],
      determination: undefined,
    });
    const file = await apply(test, token, body);
    const paper = await makePaper(test, token, file.id, { kind: 'supplement-slip' });
    expect(paper.content['itemCount']).toBe('03');
    const { lines } = await printPaper(test, token, paper.id);
    expect(lines).toEqual(
      expect.arrayContaining([
        'PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ',
        'Lý lịch của người đăng ký đi cai nghiện (Mẫu số 33)',
        'Chưa nộp.',
        'Nghị định 163/2026/NĐ-CP, Điều 89 khoản 3 điểm a',
      ]),
    );
  });

  describe('the decision', () => {
    it('is form 22 of appendix V under the new law, in the name of the head of the police', async () => {
      const { headOfPolice } = scene.tokens;
      await enterHolder(test, headOfPolice);
      const file = await decided('22/QĐ-CAX');
      const paper = await makePaper(test, headOfPolice, file.id, { kind: 'decision' });
      expect(paper).toMatchObject({
        number: '22/QĐ-CAX',
        form: { instrument: 'nd-163-2026', appendix: 'V', number: '22' },
        capacity: 'in-person',
      });
      const { lines } = await printPaper(test, headOfPolice, paper.id);
      expect(lines).toEqual(
        expect.arrayContaining([
          'Số: 22/QĐ-CAX',
          'Thời gian cai nghiện: 24 tháng, từ ngày 02/07/2026 đến hết ngày 02/07/2028.',
          'Điều 2. Địa điểm cai nghiện: tại gia đình.',
          'TRƯỞNG CÔNG AN XÃ',
          'Thiếu tá Nguyễn Hữu Nghĩa',
        ]),
      );
    });

    it('is form 24 of appendix II under the old law, TM. by the committee', async () => {
      const { chairman, committeeOfficer } = scene.tokens;
      await onDay(test, scene, '2026-06-29T09:00:00+07:00');
      const personId = await applicant(committeeOfficer);
      const handedIn = await apply(test, committeeOfficer, anOldApplication({ personId }));
      const body = {
        decidedAt: '2026-06-29T08:45:00+07:00',
        number: '08/QĐ-UBND',
        startsOn: '2026-06-30',
        months: 6,
      };
      await homeFiles(test).step(chairman, handedIn, 'decision', body).expect(201);
      await enterHolder(test, chairman, { title: 'Chủ tịch', fullName: 'Lê Thị Bích Thủy' });
      const paper = await makePaper(test, chairman, handedIn.id, {
        kind: 'decision',
        signature: { capacity: 'TM' },
        proposedBy: 'Trưởng Công an xã',
      });
      expect(paper.form).toEqual({ instrument: 'nd-116-2021', appendix: 'II', number: '24' });
      const { lines } = await printPaper(test, chairman, paper.id);
      expect(lines).toEqual(
        expect.arrayContaining(
          [
            'Số: 08/QĐ-UBND',
            'TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH',
            'Lê Thị Bích Thủy',
            'Quyết định này có hiệu lực kể từ ngày 29/06/2026.',
          ].map((line) => expect.stringContaining(line)),
        ),
      );
    });

    it('takes its number in the register with the step: no other decision bears it, however it is written', async () => {
      const { headOfPolice } = scene.tokens;
      await enterHolder(test, headOfPolice);
      const register = await openRegister(test, headOfPolice, 'decision', '{number}/QĐ-CAX', 1);
      const second = await decided('02/QĐ-CAX');
      const other = await registered();
      for (const [number, refusal] of [
        ['02/QĐ-CAX', { code: 'documents.numberTaken' }],
        ['2/QĐ-CAX', { code: 'documents.numberTaken' }],
        ['04/QĐ-CAX', { code: 'documents.numberOutOfOrder', next: 3 }],
        ['3/QĐ-CAX', { code: 'documents.numberWrittenOtherwise', expected: '03/QĐ-CAX' }],
      ] as const) {
        expect((await deciding(other, number).expect(409)).body).toMatchObject(refusal);
      }
      const book = `/v1/number-registers/${register.id}/numbers`;
      const before = await requests(test).get(headOfPolice, book).expect(200);
      const entry = { number: 2, text: '02/QĐ-CAX', caseId: second.id };
      expect(before.body.items).toMatchObject([{ ...entry, paperId: null }]);
      const paper = await makePaper(test, headOfPolice, second.id, { kind: 'decision' });
      await deciding(other, '03/QĐ-CAX').expect(201);
      const { body } = await requests(test).get(headOfPolice, book).expect(200);
      const third = { number: 3, text: '03/QĐ-CAX', caseId: other.id, paperId: null };
      expect(body.items).toMatchObject([third, { ...entry, paperId: paper.id }]);
    });

    it('leaves its number to the right file when it was entered in a wrong one, unless it was printed there', async () => {
      const { headOfPolice } = scene.tokens;
      await enterHolder(test, headOfPolice);
      const register = await openRegister(test, headOfPolice, 'decision', '{number}/QĐ-CAX', 1);
      const { annul } = doorRoutes(test, '/v1/home-rehabilitations');
      expect(await annul(headOfPolice, await decided('02/QĐ-CAX'), 'decided')).toBe(201);
      const right = await decided('02/QĐ-CAX');
      const { body } = await requests(test)
        .get(headOfPolice, `/v1/number-registers/${register.id}/numbers`)
        .expect(200);
      expect(body.items).toMatchObject([{ text: '02/QĐ-CAX', caseId: right.id }]);
      await makePaper(test, headOfPolice, right.id, { kind: 'decision' });
      expect(await annul(headOfPolice, right, 'decided')).toBe(201);
      const late = await deciding(await registered(), '02/QĐ-CAX').expect(409);
      expect(late.body.code).toBe('documents.numberTaken');
      const again = await homeFiles(test).read(headOfPolice, right.id);
      await deciding(again, '02/QĐ-CAX').expect(201);
    });

    it('is dated and signed on the day on which it was made: not on that of a deputy who came later', async () => {
      const { headOfPolice } = scene.tokens;
      await enterHolder(test, headOfPolice);
      const file = await decided();
      await onDay(test, scene, '2026-07-06T08:00:00+07:00');
      await enterHolder(test, headOfPolice, {
        office: 'deputy',
        title: 'Phó Trưởng Công an xã',
        fullName: 'Đại úy Thạch Sa Rinh',
        fromOn: '2026-07-05' as never,
      });
      const byDeputy = signedBy('Đại úy Thạch Sa Rinh');
      for (const on of ['2026-07-01', '2026-07-05', '2026-07-06'] as never[]) {
        const { errors } = await refused(file.id, aPaper({ ...byDeputy, on }), 422);
        expect(errors).toMatchObject([{ pointer: '/on', code: 'documents.dayOfDecision' }]);
      }
      expect(await refused(file.id, aPaper(byDeputy))).toMatchObject({ code: 'documents.officeVacant' });
      const own = { kind: 'decision', on: '2026-07-02' as never } as const;
      expect(await makePaper(test, headOfPolice, file.id, own)).toMatchObject({ datedOn: '2026-07-02' });
    });

    it('may be numbered before it is signed', async () => {
      const { headOfPolice } = scene.tokens;
      await enterHolder(test, headOfPolice);
      await openRegister(test, headOfPolice, 'decision', '{number}/QĐ-CAX', 14);
      const file = await registered();
      const taken = await requests(test)
        .post(headOfPolice, `/v1/cases/${file.id}/numbers`, { kind: 'decision' })
        .expect(201);
      expect(taken.body).toMatchObject({ text: '15/QĐ-CAX', paperId: null, givenOn: '2026-07-02' });
      const decision = { decidedAt: '2026-07-02T09:00:00+07:00', number: '15/QĐ-CAX' };
      await homeFiles(test).step(headOfPolice, file, 'decision', decision).expect(201);
      const paper = await makePaper(test, headOfPolice, file.id, { kind: 'decision' });
      expect(paper.number).toBe('15/QĐ-CAX');
    });

    it('is not numbered where the body keeps no register, and says who opens one', async () => {
      const file = await registered();
      const answer = await requests(test)
        .post(scene.tokens.headOfPolice, `/v1/cases/${file.id}/numbers`, { kind: 'decision' })
        .expect(409);
      expect(answer.body).toMatchObject({ code: 'documents.registerMissing', kind: 'decision' });
    });

    it('is made by the body that decided alone', async () => {
      const { chairman, committeeOfficer, headOfPolice } = scene.tokens;
      await onDay(test, scene, '2026-06-29T09:00:00+07:00');
      const personId = await applicant(committeeOfficer);
      const file = await apply(test, committeeOfficer, anOldApplication({ personId }));
      const body = {
        decidedAt: '2026-06-29T08:45:00+07:00',
        number: '09/QĐ-UBND',
        startsOn: '2026-06-30',
        months: 6,
      };
      await homeFiles(test).step(chairman, file, 'decision', body).expect(201);
      await onDay(test, scene, NEW_LAW);
      await homeFiles(test).keptBy(headOfPolice, file.id, scene.organisations.police);
      expect(await refused(file.id, aPaper({ kind: 'decision' }))).toMatchObject({
        code: 'documents.otherBody',
        organisationId: scene.organisations.committee,
      });
    });
  });

  describe('the capacity of a signature', () => {
    it('is refused where nobody held the office on the day of the paper', async () => {
      const { headOfPolice } = scene.tokens;
      await enterHolder(test, headOfPolice, { fromOn: '2026-07-03' as never });
      const file = await decided();
      expect(await refused(file.id, aPaper({ kind: 'decision' }))).toMatchObject({
        code: 'documents.officeVacant',
        office: 'head',
        on: '2026-07-02',
        detail: expect.stringContaining('vào ngày 02/07/2026.'),
      });
    });

    it('TM. is not that of a body with one head', async () => {
      await enterHolder(test, scene.tokens.headOfPolice);
      const file = await decided();
      const body = aPaper({ kind: 'decision', signature: { capacity: 'TM' } });
      expect(await refused(file.id, body)).toMatchObject({
        code: 'documents.capacityNotAllowed',
        allowed: ['in-person', 'KT', 'TUQ'],
      });
    });

    it('KT. names the head and the deputy, and is the deputy’s alone', async () => {
      const { headOfPolice } = scene.tokens;
      await enterHolder(test, headOfPolice);
      await enterHolder(test, headOfPolice, {
        office: 'deputy',
        title: 'Phó Trưởng Công an xã',
        fullName: 'Đại úy Thạch Sa Rinh',
      });
      const file = await decided();
      expect(await refused(file.id, signedBy('Thiếu tá Nguyễn Hữu Nghĩa'))).toMatchObject({
        code: 'documents.notInOffice',
      });
      const paper = await makePaper(test, headOfPolice, file.id, signedBy('Đại úy Thạch Sa Rinh'));
      expect(paper.content['signatureLines']).toBe('KT. TRƯỞNG CÔNG AN XÃ\nPHÓ TRƯỞNG CÔNG AN XÃ');
    });

    it('asks which deputy signs where there are several', async () => {
      const { headOfPolice } = scene.tokens;
      await enterHolder(test, headOfPolice);
      for (const fullName of ['Thạch Sa Rinh', 'Trần Thị Bông']) {
        await enterHolder(test, headOfPolice, { office: 'deputy', title: 'Phó Trưởng Công an xã', fullName });
      }
      const body = aPaper({ kind: 'decision', signature: { capacity: 'KT' } });
      const answer = await refused((await decided()).id, body, 422);
      expect(answer['errors']).toMatchObject([{ pointer: '/signature', code: 'documents.severalSigners' }]);
    });

    it('TUQ. asks for a written authority that holds on the day and names such papers', async () => {
      const { headOfPolice } = scene.tokens;
      await enterHolder(test, headOfPolice);
      const authority = {
        office: 'delegate',
        title: 'Tổ trưởng Tổ tổng hợp',
        fullName: 'Trần Văn Đệ',
        fromOn: '2026-07-01' as never,
        untilOn: '2026-07-02' as never,
        act: 'Giấy ủy quyền số 01/UQ-CAX',
      } as const;
      await enterHolder(test, headOfPolice, { ...authority, paperKinds: ['supplement-slip'] });
      const file = await decided();
      const body = { kind: 'decision', signature: { capacity: 'TUQ' } } as const;
      expect(await refused(file.id, body)).toMatchObject({ code: 'documents.officeVacant' });
      await enterHolder(test, headOfPolice, { ...authority, paperKinds: ['decision'] });
      const paper = await makePaper(test, headOfPolice, file.id, body);
      expect(paper.content['signatureLines']).toBe('TUQ. TRƯỞNG CÔNG AN XÃ\nTỔ TRƯỞNG TỔ TỔNG HỢP');
    });
  });

  it('are recorded whenever they are made, read, printed or voided, with the person', async () => {
    const { headOfPolice } = scene.tokens;
    const file = await registered();
    const paper = await makePaper(test, headOfPolice, file.id);
    await requests(test).get(headOfPolice, `/v1/papers/${paper.id}`).expect(200);
    await printPaper(test, headOfPolice, paper.id);
    await requests(test)
      .post(headOfPolice, `/v1/papers/${paper.id}/void`, { reason: 'Thử' })
      .set('If-Match', '"1"')
      .expect(200);
    const { rows } = await test.database.owner.query<{ action: string; persons: string[] }>(
      'select action, persons from audit_event where subject_id = $1 order by id',
      [paper.id],
    );
    expect(rows.map(({ action }) => action)).toEqual(
      ['made', 'read', 'printed', 'voided'].map((what) => `documents.paper.${what}`),
    );
    expect(rows.every(({ persons }) => persons.includes(file.personId))).toBe(true);
  });

  it('are kept sealed: nobody who reads the table reads the name', async () => {
    const paper = await makePaper(test, scene.tokens.headOfPolice, (await registered()).id);
    const { rows } = await test.database.owner.query<{ row: string }>(
      `select row_to_json(p)::text || encode(content_sealed, 'escape') as row from paper p where id = $1`,
      [paper.id],
    );
    expect(rows[0]?.row).toContain(paper.contentHash);
    expect(rows[0]?.row).not.toMatch(/Danh|Ngọc|091091/);
  });
});
