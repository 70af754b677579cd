import { NAMES_2021, NAMES_2025 } from './step-bodies.js';
import {
  bornAt,
  DATED_PAPERS,
  DOTS,
  line,
  PERSON,
  PERSON_IN_FULL,
  point,
  room,
  text,
  WORK,
  type StepForm,
} from './step-parts.js';

type Row = Omit<StepForm, 'form'>;

const MEASURE = 'áp dụng biện pháp quản lý người sử dụng trái phép chất ma túy';
const USER = 'người sử dụng trái phép chất ma túy';

/** By whom and on which grounds each decree has it decided. */
interface Law {
  readonly bases: readonly string[];
  /** Whom a notice or a file is sent to, before the name of his body. */
  readonly office: string;
  readonly proposed: readonly string[];
  readonly receivers: readonly string[];
}

const LAW_2021: Law = {
  bases: [
    'Căn cứ Luật Tổ chức chính quyền địa phương;',
    NAMES_2021.law,
    'Căn cứ Nghị định số 105/2021/NĐ-CP của Chính phủ quy định chi tiết và hướng dẫn thi hành một số điều của Luật Phòng, chống ma túy;',
  ],
  office: 'Chủ tịch',
  proposed: ['Xét đề nghị của {proposedBy}.'],
  receivers: ['- Gia đình người có tên tại Điều 1;', '- Các tổ chức, cá nhân có liên quan;'],
};

const LAW_2025: Law = {
  bases: [NAMES_2025.law, NAMES_2025.decree],
  office: 'Trưởng',
  proposed: [],
  receivers: [],
};

const PERSON_WITH_BIRTHPLACE = bornAt(PERSON_IN_FULL);

/** Who tested whom by what, and what it showed: its steps lie with who tests. */
const testResult: Row = {
  look: 'record',
  unnumbered: true,
  title: ['PHIẾU KẾT QUẢ', 'Xét nghiệm chất ma túy trong cơ thể'],
  body: [
    line('Tóm tắt nội dung sự việc', '{account}'),
    text(
      'Để xác định hành vi sử dụng trái phép chất ma túy, {actingBody} thực hiện xét nghiệm chất ma túy trong cơ thể đối với:',
    ),
    ...PERSON_WITH_BIRTHPLACE,
    text(`1. Người tiến hành xét nghiệm: {signerName}; chức vụ: ${DOTS}; đơn vị: {actingBody}`),
    text('2. Biện pháp xét nghiệm; mẫu xét nghiệm: {sample}'),
    room('Các bước tiến hành'),
    room('Kết quả', 1),
    text('3. Căn cứ vào kết quả trên, kết luận đối với {fullName}: **{conclusion}**.', { keepNext: true }),
  ],
  hands: [{ title: 'NGƯỜI TIẾN HÀNH XÉT NGHIỆM', name: '{signerName}' }, { title: 'THỦ TRƯỞNG CƠ QUAN' }],
};

const notice = ({ office }: Law, copies: readonly string[]): Row => ({
  look: 'letter',
  title: ['THÔNG BÁO', 'Về hành vi sử dụng trái phép chất ma túy'],
  to: `${office} {addressee}`,
  body: [
    text('{actingBody} thông báo về hành vi sử dụng trái phép chất ma túy của người có tên sau đây:'),
    ...PERSON_WITH_BIRTHPLACE,
    line('Nội dung thông báo (hành vi, nơi thực hiện)', '{account}'),
    text('Cơ quan tiến hành xét nghiệm chất ma túy trong cơ thể: {testedBy}'),
    text('Kết quả xét nghiệm chất ma túy trong cơ thể của {fullName} ngày {testedOn} là dương tính.'),
    text(`{actingBody} thông báo để ${office} {addressee} biết, thực hiện theo quy định./.`, {
      keepNext: true,
    }),
  ],
  receivers: ['- Như trên;', ...copies],
});

const statement: Row = {
  look: 'declaration',
  heading: 'state',
  title: ['BẢN TƯỜNG TRÌNH', ''],
  body: [
    ...PERSON_WITH_BIRTHPLACE,
    room(
      'Tường trình cụ thể về hành vi sử dụng ma túy của bản thân (quá trình, hình thức, tình trạng, lý do sử dụng; thời điểm sử dụng lần cuối)',
      5,
    ),
    room('Đã cai nghiện ma túy (nơi cai nghiện, số lần; không thì ghi: không)'),
  ],
  hands: [{ title: 'NGƯỜI TƯỜNG TRÌNH' }],
};

/** NĐ 105/2021 asks for education at the commune too, which the law of 2025 does not know. */
const statement2021: Row = {
  ...statement,
  body: [
    ...statement.body.slice(0, -1),
    room(
      'Đã áp dụng biện pháp giáo dục tại xã, phường, thị trấn do sử dụng trái phép chất ma túy (số lần; không thì ghi: không)',
    ),
    ...statement.body.slice(-1),
  ],
};

const PARENT_ID = text(`Số giấy tờ tùy thân: ${DOTS}; nơi cấp: ${DOTS}; ngày cấp: …………`);

const curriculumVitae: Row = {
  look: 'record',
  unnumbered: true,
  title: ['BẢN TÓM TẮT LÝ LỊCH', 'Người sử dụng trái phép chất ma túy'],
  body: [
    ...PERSON,
    line('Quê quán'),
    text(`Dân tộc: ………… Tôn giáo: ………… Quốc tịch: ………… Trình độ văn hóa: ${DOTS}`),
    line('Họ tên cha'),
    PARENT_ID,
    line('Họ tên mẹ'),
    PARENT_ID,
    ...WORK,
    point('Nhân thân'),
    text('□ Có tiền án các tội về ma túy   □ Bị xử lý vi phạm hành chính về ma túy'),
    text('□ Có tiền án về tội phạm khác   □ Bị xử lý vi phạm hành chính khác'),
    room(
      'Các quyết định xử phạt, áp dụng biện pháp xử lý hành chính do sử dụng trái phép chất ma túy, nghiện ma túy (số, ngày, cơ quan, hình thức)',
      3,
    ),
    text('Có biểu hiện loạn thần:   □ Có   □ Không'),
    room('Thời điểm khai nhận bắt đầu sử dụng trái phép chất ma túy', 1),
    room('Thời điểm bị phát hiện sử dụng trái phép chất ma túy lần đầu', 1),
    room('Loại ma túy sử dụng; hình thức, tần suất sử dụng; liều lượng mỗi lần', 3),
    room('Đã từng cai nghiện (số lần; địa điểm, hình thức, thời gian mỗi lần; số, ngày quyết định)'),
    text(`Thông tin liên hệ của người đó hoặc người đại diện: điện thoại: ${DOTS}; mạng xã hội: ${DOTS}`, {
      keepNext: true,
    }),
  ],
  hands: [{ title: 'NGƯỜI LẬP BẢN TÓM TẮT LÝ LỊCH', name: '{signerName}' }, { title: 'THỦ TRƯỞNG ĐƠN VỊ' }],
};

const MEMBER = `Ông (bà) ${DOTS}`;

/** The grounds of a decision, the last one with a full stop. */
const grounds = (...bases: readonly string[]): readonly string[] =>
  bases.map((basis, at) => (at === bases.length - 1 ? basis.replace(/;$/, '.') : basis));

const managed = ({ bases, proposed }: Law, police: string, responsible: string): Row => ({
  look: 'decision',
  title: ['QUYẾT ĐỊNH', `Áp dụng biện pháp quản lý ${USER}`],
  bases: grounds(...bases, ...proposed),
  body: [
    text(`**Điều 1.** Áp dụng biện pháp quản lý ${USER} đối với người có tên sau đây:`),
    ...PERSON_WITH_BIRTHPLACE,
    line('Tóm tắt hành vi sử dụng trái phép chất ma túy', '{account}'),
    text('Kết quả xét nghiệm dương tính với chất ma túy trong cơ thể ngày {testedOn}.'),
    text('Thời hạn quản lý: từ ngày {from} đến hết ngày {to}.'),
    text(`**Điều 2.** Thành lập Tổ quản lý ${USER} gồm những người có tên sau đây:`),
    text(`1. Đồng chí ${DOTS}, ${police}: Tổ trưởng;`),
    text(`2. ${MEMBER}, đại diện thôn, tổ dân phố: Tổ phó;`),
    text(`3. ${MEMBER}, đại diện gia đình hoặc người có uy tín trong dòng họ: Tổ viên;`),
    text(`4. ${MEMBER}, đại diện tổ chức chính trị - xã hội: Tổ viên.`),
    text(`**Điều 3.** Trách nhiệm thực hiện quản lý ${USER}:`),
    text(responsible),
    text('2. Tổ quản lý tư vấn, động viên, giáo dục, hỗ trợ người có tên tại Điều 1.'),
    text('3. Gia đình phối hợp quản lý, động viên, giáo dục, giúp đỡ người có tên tại Điều 1.'),
    text(`4. Người có tên tại Điều 1 chấp hành yêu cầu xét nghiệm chất ma túy trong cơ thể của ${police}.`),
    text('**Điều 4.** Quyết định này có hiệu lực kể từ ngày ký.'),
    text(
      '**Điều 5.** Những người có tên tại Điều 1, Điều 2 và các tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./.',
      { keepNext: true },
    ),
  ],
  receivers: ['- Như Điều 5;'],
});

const transfer = ({ office }: Law, copies: readonly string[]): Row => ({
  look: 'letter',
  title: ['THÔNG BÁO', `Về việc chuyển hồ sơ quản lý ${USER}`],
  to: `${office} {addressee}`,
  body: [
    text(
      `{actingBody} thông báo với ${office} {addressee} về việc chuyển hồ sơ quản lý ${USER} có tên sau đây:`,
    ),
    ...PERSON_WITH_BIRTHPLACE,
    text(`Là người đang trong thời hạn bị ${MEASURE} theo {order}.`),
    text('Thời gian quản lý: từ ngày {from} đến ngày {to}.'),
    text('Nơi chuyển đến: địa bàn của {addressee}.'),
    point('Danh mục tài liệu trong hồ sơ quản lý:'),
    DATED_PAPERS,
    text(
      `{actingBody} thông báo để ${office} {addressee} biết, tiếp tục tổ chức quản lý đối với người có tên trên./.`,
      { before: 8, keepNext: true },
    ),
  ],
  receivers: ['- Như trên;', ...copies],
});

/** A decision on the management as a whole: its articles up to the one that dissolves the team. */
const onManagement = (
  { bases, proposed, receivers }: Law,
  about: string,
  body: readonly string[],
  more: readonly string[] = [],
): Row => ({
  look: 'decision',
  title: ['QUYẾT ĐỊNH', about],
  bases: grounds(...bases, ...more, ...proposed),
  body: [
    ...body,
    text('**Điều 3.** Quyết định này có hiệu lực kể từ ngày ký.'),
    text(
      '**Điều 4.** Những người có tên tại Điều 1, Điều 2 và các tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./.',
      { keepNext: true },
    ),
  ],
  receivers: ['- Như Điều 4;', ...receivers],
});

const TEAM_ENDS = text(
  `**Điều 2.** Tổ quản lý ${USER} thành lập theo {order} giải thể kể từ ngày Quyết định này có hiệu lực.`,
);

const OF_ORDER = 'Căn cứ {order};';

const stopped = (law: Law, more: readonly string[]): Row =>
  onManagement(
    law,
    `Dừng quản lý ${USER}`,
    [
      text(
        `**Điều 1.** Dừng áp dụng biện pháp quản lý ${USER} kể từ ngày {actedOn} đối với người có tên sau đây:`,
      ),
      ...PERSON_WITH_BIRTHPLACE,
      text('Bị quản lý theo {order}.'),
      text('Theo quy định tại {article}, dừng quản lý vì lý do: {grounds}.'),
      TEAM_ENDS,
    ],
    more,
  );

const ended = (law: Law, more: readonly string[]): Row =>
  onManagement(
    law,
    `Chấm dứt quản lý ${USER}`,
    [
      text(`**Điều 1.** Chấm dứt áp dụng biện pháp quản lý ${USER} đối với người có tên sau đây:`),
      ...PERSON_WITH_BIRTHPLACE,
      text('Đến nay đã hết thời hạn quản lý theo {order}: từ ngày {from} đến ngày {to}.'),
      TEAM_ENDS,
    ],
    more,
  );

const form2021 = (number: string): StepForm['form'] => ({
  instrument: 'nd-105-2021',
  appendix: 'Phụ lục',
  number,
});
const form2025 = (number: string): StepForm['form'] => ({
  instrument: 'nd-163-2026',
  appendix: 'III',
  number,
});

/** 'CHỦ TỊCH', and not on behalf of the committee. */
const BY_CHAIRMAN = { headSigns: true } as const;

/**
 * Mẫu số 03–10 of NĐ 105/2021/NĐ-CP, read with their signatures, and Mẫu số 01–09, appendix III of NĐ 163/2026/NĐ-CP, whose
 * heads and signatures the copy has not: they are those of the same paper before (interpretation). The members of the team
 * stand in no file.
 */
export const STEP_FORMS_DRUG_USER: readonly StepForm[] = [
  { form: form2021('03'), ...testResult },
  { form: form2021('04'), ...notice(LAW_2021, ['- Công an cấp xã;']) },
  { form: form2021('05'), ...curriculumVitae },
  { form: form2021('06'), ...statement2021 },
  {
    form: form2021('07'),
    ...BY_CHAIRMAN,
    ...managed(
      LAW_2021,
      'Công an cấp xã',
      '1. Công an cấp xã đưa người có tên tại Điều 1 vào danh sách quản lý; tổ chức xét nghiệm chất ma túy trong cơ thể trong thời hạn quản lý.',
    ),
  },
  {
    form: form2021('08'),
    ...BY_CHAIRMAN,
    ...transfer(LAW_2021, ['- Công an cấp xã nơi chuyển đi;', '- Công an cấp xã nơi chuyển đến;']),
  },
  { form: form2021('09'), ...BY_CHAIRMAN, ...stopped(LAW_2021, [OF_ORDER]) },
  { form: form2021('10'), ...BY_CHAIRMAN, ...ended(LAW_2021, [OF_ORDER]) },
  { form: form2025('01'), ...testResult },
  { form: form2025('02'), ...notice(LAW_2025, []) },
  { form: form2025('03'), ...statement },
  {
    form: form2025('04'),
    ...managed(
      LAW_2025,
      '{actingBody}',
      `1. Đồng chí ${DOTS}, {actingBody}: quản lý cư trú; đưa người có tên tại Điều 1 vào danh sách quản lý, cập nhật phần mềm; xét nghiệm chất ma túy trong cơ thể trong thời hạn quản lý; phòng ngừa, ngăn chặn hành vi gây mất an ninh, trật tự.`,
    ),
  },
  { form: form2025('05'), ...curriculumVitae },
  { form: form2025('06'), ...transfer(LAW_2025, []) },
  {
    form: form2025('07'),
    ...onManagement(
      LAW_2025,
      `Tạm đình chỉ quản lý ${USER}`,
      [
        text(
          `**Điều 1.** Tạm đình chỉ áp dụng biện pháp quản lý ${USER} kể từ ngày {actedOn} đối với người có tên sau đây:`,
        ),
        ...PERSON_WITH_BIRTHPLACE,
        text('Bị quản lý theo {order}.'),
        text(
          'Theo quy định tại khoản 7 Điều 24 Luật Phòng, chống ma túy, tạm đình chỉ quản lý vì lý do bị tạm giữ/tạm giam từ ngày {actedOn} đến ngày {until}.',
        ),
        text(
          '**Điều 2.** Sau khi hết thời hạn tạm giữ, tạm giam, tiếp tục quản lý đến hết thời hạn theo {order}.',
        ),
      ],
      [OF_ORDER, `Căn cứ Quyết định tạm giữ/tạm giam số ${DOTS} ngày ${DOTS} của ${DOTS}.`],
    ),
  },
  { form: form2025('08'), ...stopped(LAW_2025, []) },
  { form: form2025('09'), ...ended(LAW_2025, []) },
];
