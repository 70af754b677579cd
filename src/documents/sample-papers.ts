import { dateOnly } from '../law/date.js';
import type { StepText, StepTexts } from './paper-facts.js';
import { paperFields, type PaperParts } from './paper-fields.js';
import type { PaperText } from './render.js';
import { STEP_LETTER } from './templates/step-letter.js';
import { STEP_FORMS } from './templates/step-templates.js';

/** Invented, with the things that spoil a layout: long names, many rows, letters with two marks. */
const PERSON: PaperParts['person'] = {
  fullName: 'Trần Nguyễn Công Tằng Tôn Nữ Huyền Trân Thị Ngọc Ánh Tuyết',
  birth: { date: dateOnly('1994-03-08'), year: 1994 },
  sex: 'Nữ',
  identity: {
    label: 'Số định danh cá nhân',
    number: '091194000123',
    issuedOn: dateOnly('2022-08-15'),
    issuedBy: 'Cục Cảnh sát quản lý hành chính về trật tự xã hội',
  },
  residence: 'Số 12/7, tổ 5, ấp Kinh Vườn Thượng, xã Vĩnh Thuận, tỉnh An Giang',
};

const POLICE: PaperParts['head'] = {
  superior: 'Công an tỉnh An Giang',
  body: 'Công an xã Vĩnh Thuận',
  place: 'Vĩnh Thuận',
  on: dateOnly('2026-07-02'),
  number: null,
  caseCode: 'HS-2026-31069-000012',
  dossierCode: 'H01.31.069-260702-0007',
  actedBy: null,
};

const PROCEDURE = 'Đăng ký cai nghiện ma túy tự nguyện tại gia đình, cộng đồng';
const ACTED_AT = new Date('2026-07-02T01:30:00Z');

const RECEPTION: PaperParts = {
  head: POLICE,
  person: PERSON,
  facts: {
    kind: 'reception-slip',
    organisationId: 1,
    actedAt: ACTED_AT,
    procedure: PROCEDURE,
    items: [
      'Lý lịch của người đăng ký đi cai nghiện (Mẫu số 33)',
      'Đơn xin đi cai nghiện tự nguyện (Mẫu số 20)',
      'Bản sao xác nhận tình trạng nghiện ma túy của cơ sở y tế có thẩm quyền',
      'Bản sao căn cước, căn cước công dân, hộ chiếu hoặc tài khoản định danh VNeID',
    ],
    returns: {
      dueAt: new Date('2026-07-03T01:30:00Z'),
      ground: 'Nghị định 163/2026/NĐ-CP, Điều 91 khoản 1',
    },
  },
  signature: { lines: [], name: 'Danh Hoàng Phúc' },
  additions: {},
};

const LONG_REASON = 'Đã quá thời hạn sử dụng vào ngày nộp: đề nghị nộp bản mới của cơ sở y tế có thẩm quyền.';

/** More rows than a page holds: the head of the table is written again on the next one. */
const SUPPLEMENT: PaperParts = {
  ...RECEPTION,
  facts: {
    kind: 'supplement-slip',
    organisationId: 1,
    actedAt: ACTED_AT,
    procedure: PROCEDURE,
    missing: Array.from({ length: 14 }, (_, at) => ({
      title: [
        'Ý kiến của cha, mẹ, người giám hộ hoặc người đại diện hợp pháp trong đơn (Mẫu số 20)',
        'Bản sao xác nhận tình trạng nghiện ma túy của cơ sở y tế có thẩm quyền',
        'Giấy xác nhận đang điều trị của cơ sở điều trị nghiện bằng thuốc thay thế (Mẫu số 35)',
      ].at(at % 3) as string,
      reason: at % 2 === 0 ? 'Chưa nộp.' : LONG_REASON,
      citation: 'Nghị định 163/2026/NĐ-CP, Điều 89 khoản 3 điểm b',
    })),
  },
};

const DECISION_2025: PaperParts = {
  ...RECEPTION,
  head: { ...POLICE, number: '02/QĐ-CAX' },
  facts: {
    kind: 'decision',
    organisationId: 1,
    actedAt: ACTED_AT,
    form: { instrument: 'nd-163-2026', appendix: 'V', number: '22' },
    wording: null,
    number: '02/QĐ-CAX',
    term: { startsOn: dateOnly('2026-07-02'), endsOn: dateOnly('2028-07-02'), months: 24 },
    termNote: null,
    placeOfTreatment: 'tại gia đình',
    copies: [
      'Ông (bà) Danh Thị Sen, cha, mẹ, người giám hộ hoặc người đại diện hợp pháp của người có tên tại Điều 1',
      'Giám đốc Công an cấp tỉnh',
      'Phòng Cảnh sát điều tra tội phạm về ma túy Công an cấp tỉnh (để theo dõi, quản lý)',
    ],
    guardian: null,
  },
  signature: {
    lines: ['KT. TRƯỞNG CÔNG AN XÃ', 'PHÓ TRƯỞNG CÔNG AN XÃ'],
    name: 'Thiếu tá Nguyễn Hữu Nghĩa',
  },
  additions: { proposedBy: 'Tổ trưởng Tổ phòng, chống tội phạm' },
};

const DECISION_2021: PaperParts = {
  ...DECISION_2025,
  head: {
    ...POLICE,
    superior: null,
    body: 'Ủy ban nhân dân xã Vĩnh Thuận',
    on: dateOnly('2026-06-29'),
    number: '08/QĐ-UBND',
  },
  facts: {
    kind: 'decision',
    organisationId: 1,
    actedAt: new Date('2026-06-29T01:45:00Z'),
    form: { instrument: 'nd-116-2021', appendix: 'II', number: '24' },
    wording: null,
    number: '08/QĐ-UBND',
    term: { startsOn: dateOnly('2026-06-30'), endsOn: dateOnly('2026-12-30'), months: 6 },
    termNote: null,
    placeOfTreatment: 'tại gia đình',
    copies: ['Công an xã'],
    guardian: null,
  },
  signature: { lines: ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'], name: 'Lê Thị Bích Thủy' },
  additions: { proposedBy: 'Trưởng Công an xã' },
};

const DECISION_SUBSTITUTION: PaperParts = {
  ...DECISION_2021,
  facts: {
    kind: 'decision',
    organisationId: 1,
    actedAt: new Date('2026-06-29T01:45:00Z'),
    form: { instrument: 'nd-116-2021', appendix: 'II', number: '24' },
    wording: 'substitution',
    number: '09/QĐ-UBND',
    term: null,
    termNote: null,
    placeOfTreatment: 'tại Phòng khám điều trị Methadone khu vực Vĩnh Thuận',
    copies: ['Gia đình người điều trị', 'Cơ sở điều trị'],
    guardian: null,
  },
};

/** What a file knows at most; three things are left to write by hand. */
const STEP_VALUES: Readonly<Record<Exclude<StepText, 'until' | 'guardianRelation' | 'contract'>, string>> = {
  addressee: 'Tòa án nhân dân khu vực 5 tỉnh An Giang',
  noticeTo: 'Công an xã Vĩnh Thuận',
  readers: PERSON.fullName,
  keeper: 'Công an xã Vĩnh Thuận',
  actNumber: '12/ĐN-CAX',
  noticeNumber: 'số 12/TB-CAX',
  actedOn: '02/07/2026',
  actedTime: '08 giờ 30 phút, Thứ năm 02/07/2026',
  decider: 'TRƯỞNG CÔNG AN XÃ VĨNH THUẬN',
  what: 'đề nghị Công an cấp tỉnh quyết định cơ sở',
  citation: 'Nghị định 163/2026/NĐ-CP, Điều 106 khoản 1',
  reason: 'Vắng mặt từ 21:00 ngày 01/07/2026, đã tìm tại nơi ở và nhà người thân mà không thấy.',
  breach:
    'Bị phát hiện sử dụng trái phép chất ma túy trong thời gian cai nghiện tự nguyện (Luật 120/2025/QH15, Điều 35 khoản 1 điểm b)',
  grounds:
    'Bị phát hiện sử dụng trái phép chất ma túy trong thời gian cai nghiện tự nguyện (Luật 120/2025/QH15, Điều 35 khoản 1 điểm b); ngày vi phạm gần nhất 01/07/2026',
  order: 'Quyết định số 45/2026/QĐ-TA ngày 28/08/2026 của Tòa án nhân dân khu vực 5 tỉnh An Giang',
  designation: 'Quyết định giao cơ sở tiếp nhận số 31/QĐ-CAT ngày 03/07/2026',
  interimDecision: 'Quyết định quản lý trong thời gian lập hồ sơ số 9/QĐ-CAX ngày 02/07/2026',
  delivered: 'Quyết định số 02/QĐ-CAX ngày 02/07/2026',
  certified: 'đã thực hiện thời gian, quy trình cai nghiện ma túy nêu dưới đây',
  facility: 'Cơ sở cai nghiện ma túy số 1 tỉnh An Giang',
  fledFrom: 'Cơ sở cai nghiện ma túy số 1 tỉnh An Giang',
  from: '02/07/2026',
  to: '02/07/2028',
  stages: 'a) Tiếp nhận, phân loại; b) Điều trị cắt cơn, giải độc, rối loạn tâm thần và các bệnh lý khác',
  guardian: 'Trần Thị Mỹ Lệ',
  basis:
    'Quyết định cai nghiện ma túy tự nguyện số 02/QĐ-CAX ngày 02/07/2026 của Công an xã Vĩnh Thuận; đơn đề nghị áp dụng biện pháp giám sát điện tử ngày 02/07/2026',
  article: 'Nghị định 163/2026/NĐ-CP, Điều 24 khoản 1 điểm c',
  effectiveOn: '03/07/2026',
  place: 'tại gia đình',
  officer: 'Trần Quốc Toản',
  officerPosition: 'Đại úy, cán bộ Công an xã',
  device: 'TB-000456',
  deviceBefore: 'TB-000123',
  position: 'Cổ chân phải',
  positionBefore: 'Cổ chân trái',
  accessories: 'Bộ sạc, dây đeo',
  condition: 'Hoạt động bình thường',
  backAt: '09 giờ 00 phút, Thứ bảy 04/07/2026',
  asked: 'tháo tạm thời thiết bị giám sát điện tử',
  account: 'Sử dụng Methamphetamine tại phòng trọ số 3, ấp Kinh 1, xã Vĩnh Thuận, theo biên bản kèm theo',
  sample: 'nước tiểu',
  conclusion: 'Dương tính với chất ma túy trong cơ thể',
  testedOn: '02/07/2026',
  testedBy: 'Công an xã Vĩnh Thuận',
};

/** A dossier with its page numbers. */
const STEP_PAPERS = [
  { title: 'Bản tóm tắt lý lịch', firstPage: 1, lastPage: 3 },
  {
    title: 'Biên bản vi phạm: Biên bản số 12/BB-CAX ngày 01/07/2026',
    dated: 'số 12/BB-CAX, ngày 01/07/2026',
    firstPage: 4,
    lastPage: 5,
  },
  { title: 'Bản sao Phiếu kết quả xác định tình trạng nghiện ma túy', firstPage: 6, lastPage: 6 },
  { title: 'Văn bản đề nghị áp dụng biện pháp', firstPage: 7, lastPage: 8 },
] as const;

const MONITORED =
  'Quyết định áp dụng biện pháp giám sát điện tử số 15/QĐ-CAX ngày 02/07/2026 của Trưởng Công an xã Vĩnh Thuận';
const MANAGED: StepTexts = {
  addressee: 'Công an xã Vĩnh Bình',
  order:
    'Quyết định áp dụng biện pháp quản lý người sử dụng trái phép chất ma túy số 12/QĐ-CAX ngày 02/07/2026 của Trưởng Công an xã Vĩnh Thuận',
  to: '02/07/2027',
  grounds: 'Phải chấp hành án phạt tù',
  article: 'Luật 120/2025/QH15, Điều 24 khoản 5 điểm c',
};
/** What some appendices say otherwise. */
const STEP_VALUES_OF: Readonly<Record<string, StepTexts>> = {
  'nd-163-2026/I': {
    order: MONITORED,
    delivered: MONITORED,
    breach: 'Tự ý tháo thiết bị: cắt dây đeo tại nhà, thiết bị bị hỏng khóa',
    grounds: 'Khám bệnh, chữa bệnh (Nghị định 163/2026/NĐ-CP, Điều 19 khoản 1 điểm a)',
  },
  'nd-163-2026/III': MANAGED,
  'nd-105-2021/Phụ lục': { ...MANAGED, addressee: 'Ủy ban nhân dân xã Vĩnh Bình' },
};

/** @param texts what is on record of the step */
function stepSample(form: (typeof STEP_FORMS)[number]['form'] | null, texts: StepTexts): PaperText {
  return paperFields({
    ...DECISION_2025,
    head: { ...POLICE, number: '12/ĐN-CAX' },
    facts: {
      ...{ kind: 'step', organisationId: 1, actedAt: ACTED_AT, eventId: '', form, number: null },
      ...{ signedBy: 'office', isNumbered: true, texts, papers: STEP_PAPERS },
    },
  });
}

const STEP_SAMPLES = Object.fromEntries([
  ...STEP_FORMS.map(({ form }) => [
    `step/${form.instrument}/${form.appendix}/${form.number}`,
    stepSample(form, { ...STEP_VALUES, ...STEP_VALUES_OF[`${form.instrument}/${form.appendix}`] }),
  ]),
  [STEP_LETTER.key, stepSample(null, STEP_VALUES)],
]) as Readonly<Record<string, PaperText>>;

/** A filled-in example of each template, by its key: for looking at them, and for tests. */
export const SAMPLE_PAPERS: Readonly<Record<string, PaperText>> = {
  'reception-slip': paperFields(RECEPTION),
  'supplement-slip': paperFields(SUPPLEMENT),
  'decision/nd-116-2021/II/24': paperFields(DECISION_2021),
  'decision/nd-116-2021/II/24/substitution': paperFields(DECISION_SUBSTITUTION),
  'decision/nd-163-2026/V/22': paperFields(DECISION_2025),
  ...STEP_SAMPLES,
};
