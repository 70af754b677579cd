import type { HomeRehabilitationDto } from '../../src/rehabilitation/home/home-answer.dto.js';
import { homeFiles } from '../setup/home-files.js';
import { aPaper, enterHolder, makePaper, openRegister, printPaper } from '../setup/paper-factory.js';
import { requests } from '../setup/people-factory.js';
import { UnitChangeScene } from '../setup/unit-change-scene.js';

const MERGED_ON = '2026-07-03';
/** As the scene names the police of xã Vĩnh Thuận. */
const OLD = 'Cơ quan thử nghiệm commune-police';
const DECISION = aPaper({ kind: 'decision' });

/** A commune is merged before its police have printed anything. */
describe('papers of what a body did that was merged into another', () => {
  let scene: UnitChangeScene;
  let heir: number;
  let head: string;
  let file: HomeRehabilitationDto;
  beforeAll(async () => {
    scene = await UnitChangeScene.arrange();
    const decision = { decidedAt: '2026-07-02T09:00:00+07:00', number: '22/QĐ-CAX' };
    const { headOfPolice } = scene.at.tokens;
    const steps = homeFiles(scene.test);
    file = (await steps.step(headOfPolice, await scene.file(), 'decision', decision).expect(201)).body;
    const change = await scene.enter(scene.merger(MERGED_ON));
    await scene.on('2026-07-06T09:00:00+07:00');
    await scene.ask(change);
    await scene.settle();
    heir = await scene.named('Công an xã Vĩnh Thuận Bình');
    head = await scene.headOf(heir);
    await enterHolder(scene.test, head, { fullName: 'Trung tá Danh Văn Ơn', fromOn: MERGED_ON as never });
    await openRegister(scene.test, head, 'decision', '{number}/QĐ-CAX', 6);
  });
  afterAll(() => scene.close());

  const asked = (token: string, body: object) =>
    requests(scene.test).post(token, `/v1/cases/${file.id}/papers`, body);

  it('are issued by the heir in its own name, with its number and its head of that day, and say whose decision it is', async () => {
    for (const on of ['2026-07-02', '2026-07-07']) {
      const { body } = await asked(head, { ...DECISION, on }).expect(422);
      expect(body.errors).toMatchObject([{ pointer: '/on', code: 'documents.dayOfPaper' }]);
    }
    const { police } = scene.at.organisations;
    const paper = await makePaper(scene.test, head, file.id, DECISION);
    expect(paper).toMatchObject({
      ...{ organisationId: heir, number: '07/QĐ-CAX', datedOn: '2026-07-06' },
      ...{ actOrganisationId: police, actNumber: '22/QĐ-CAX' },
    });
    const { lines } = await printPaper(scene.test, head, paper.id);
    expect(lines).toEqual(
      expect.arrayContaining([
        'CÔNG AN XÃ VĨNH THUẬN BÌNH',
        'Số: 07/QĐ-CAX',
        'Vĩnh Thuận Bình, ngày 06 tháng 7 năm 2026',
        `TRƯỞNG ${OLD.toLocaleUpperCase('vi')}`,
        `Văn bản này ghi lại Quyết định số 22/QĐ-CAX ngày 02/07/2026 của ${OLD}. Công an xã Vĩnh Thuận Bình đã tiếp nhận toàn bộ nhiệm vụ của ${OLD} và ban hành văn bản này.`,
        'Trung tá Danh Văn Ơn',
      ]),
    );
    const second = await asked(head, DECISION).expect(409);
    expect(second.body).toMatchObject({ code: 'documents.alreadyMade', paperId: paper.id });
  });

  it('are issued for a reception too: the slip says who took the file in and where the result is', async () => {
    const paper = await makePaper(scene.test, head, file.id, aPaper());
    expect(paper).toMatchObject({ organisationId: heir, actNumber: null });
    const { lines } = await printPaper(scene.test, head, paper.id);
    expect(lines).toEqual(
      expect.arrayContaining([
        `${OLD} đã tiếp nhận hồ sơ của:`,
        expect.stringMatching(/^Nơi trả kết quả: Công an xã Vĩnh Thuận Bình\./),
        expect.stringMatching(/^Công an xã Vĩnh Thuận Bình đã tiếp nhận toàn bộ nhiệm vụ/),
      ]),
    );
  });

  it('are not issued any more by the body that ended', async () => {
    const { body } = await asked(scene.at.tokens.headOfPolice, DECISION).expect(403);
    expect(body.code).toBe('cases.readOnly');
  });
});
