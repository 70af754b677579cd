import { NAMES_2025 } from './step-bodies.js';
import {
  bornAt,
  DECLARANT,
  DOTS,
  line,
  meeting,
  PERSON,
  PERSON_IN_FULL,
  point,
  room,
  text,
  type StepForm,
} from './step-parts.js';

type Row = Omit<StepForm, 'form'>;

const form = (number: string): StepForm['form'] => ({ instrument: 'nd-163-2026', appendix: 'I', number });

const { law, decree } = NAMES_2025;
const MEASURE = 'áp dụng biện pháp giám sát điện tử';
const FAMILY =
  'Đại diện gia đình; cha, mẹ, người giám hộ hoặc người đại diện theo pháp luật của người bị giám sát điện tử từ đủ 12 tuổi đến dưới 18 tuổi';
const FAMILY_HAND = {
  title: 'ĐẠI DIỆN GIA ĐÌNH; CHA, MẸ, NGƯỜI GIÁM HỘ HOẶC NGƯỜI ĐẠI DIỆN THEO PHÁP LUẬT',
};

/** A decision of the head; the form names the papers on which it rests, and who carries it out. */
const decision = (about: string, last: number, articles: readonly string[]): Row => ({
  look: 'decision',
  title: ['QUYẾT ĐỊNH', about],
  bases: [law, decree, 'Căn cứ {basis}.'],
  body: articles,
  receivers: [`- Như Điều ${last};`],
});

const IN_FORCE = 'Quyết định này có hiệu lực kể từ ngày {effectiveOn}.';
const CARRIED_OUT = text(
  '**Điều 3.** Đồng chí {officer}; cấp bậc, chức vụ: {officerPosition}; đơn vị: {actingBody} và người có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.',
  { keepNext: true },
);

/** What family and person owe: the forms 02 and 17 say it alike. */
const TOGETHER: readonly string[] = [
  text('**Điều 3.** Trách nhiệm phối hợp thực hiện biện pháp giám sát điện tử:'),
  text(
    '1. Gia đình của người bị giám sát điện tử; cha, mẹ, người giám hộ, người đại diện theo pháp luật của người từ đủ 12 tuổi đến dưới 18 tuổi phối hợp quản lý, theo dõi; kịp thời báo cho Công an cấp xã khi phát hiện vi phạm.',
  ),
  text('2. Người bị giám sát điện tử chấp hành Quyết định này và thực hiện theo hướng dẫn của {actingBody}.'),
  text(`**Điều 4.** ${IN_FORCE}`),
  text(
    '**Điều 5.** Những người có tên tại Điều 1, Điều 2, Điều 3 chịu trách nhiệm thi hành Quyết định này./.',
    { keepNext: true },
  ),
];

interface DeviceRecord {
  readonly about: string;
  /** What is done, as in 'về việc tháo tạm thời thiết bị'. */
  readonly what: string;
  readonly by: string;
  readonly custody?: true;
  readonly birthplace?: true;
  readonly done: readonly string[];
}

/** Body, person and family about the device; whoever is named in it signs. */
function deviceRecord({ about, what, by, custody, birthplace, done }: DeviceRecord): Row {
  const person = [...PERSON, line('Quê quán')];
  const family = custody ? 4 : 3;
  return {
    look: 'record',
    heading: 'state',
    title: ['BIÊN BẢN', about],
    body: [
      meeting(DOTS),
      point(`1. ${by}`),
      text(`Họ và tên: {signerName}; chức vụ: ${DOTS}`),
      line('Cơ quan', '{actingBody}'),
      ...(custody
        ? [
            point('2. Đại diện cơ quan thi hành quyết định tạm giữ hình sự, tạm giam (nếu có)'),
            text(`Họ và tên: ${DOTS}; chức vụ: ${DOTS}`),
            line('Cơ quan'),
          ]
        : []),
      point(`${family - 1}. Người bị giám sát điện tử`),
      ...(birthplace ? bornAt(person) : person),
      point(`${family}. ${FAMILY}`),
      ...DECLARANT,
      line('Quan hệ với người bị giám sát điện tử', '{guardianRelation}'),
      text(`Tiến hành lập biên bản về việc ${what} như sau:`, { before: 6 }),
      ...done,
      text(
        'Biên bản lập xong hồi …… giờ …… ngày ……, đã đọc cho những người có tên trên cùng nghe, công nhận là đúng và cùng ký; lập thành …… bản có giá trị như nhau, mỗi bên giữ 01 bản.',
        { keepNext: true },
      ),
    ],
    hands: [
      { title: 'ĐẠI DIỆN CƠ QUAN', name: '{signerName}' },
      ...(custody ? [{ title: 'ĐẠI DIỆN CƠ QUAN TẠM GIỮ, TẠM GIAM' }] : []),
      { title: 'NGƯỜI BỊ GIÁM SÁT ĐIỆN TỬ' },
      FAMILY_HAND,
    ],
  };
}

const COMPETENT = (what: string): string => `Đại diện cơ quan có thẩm quyền ${what}`;
const CONDITION = line('Tình trạng thiết bị và phụ kiện kèm theo', '{condition}');
/** Of a device that is put on. */
const WORN: readonly string[] = [
  line('Vị trí đeo thiết bị', '{position}'),
  line('Số thiết bị', '{device}'),
  line('Phụ kiện kèm theo thiết bị', '{accessories}'),
  CONDITION,
];
/** Of a device that is taken back. */
const TAKEN_BACK: readonly string[] = [
  line('Thu hồi thiết bị số', '{device}'),
  line('Phụ kiện thu hồi kèm theo', '{accessories}'),
  CONDITION,
];
const REFIT_AT =
  'Đề nghị ông (bà) {fullName} đến {actingBody} để được đeo lại thiết bị giám sát điện tử vào thời gian: {backAt}.';

const carryOut = (
  which: string,
  { refits, ...asks }: { readonly refits?: true; readonly birthplace?: true },
): Row =>
  deviceRecord({
    about: `Thi hành Quyết định ${which} ${MEASURE}`,
    what: `thi hành quyết định ${which} ${MEASURE}`,
    by: `Người thi hành quyết định ${which} ${MEASURE}`,
    ...asks,
    done: [
      text(
        'Người thi hành đã công bố {delivered} và tháo thiết bị giám sát điện tử trên cơ thể của ông (bà) {fullName}.',
      ),
      ...TAKEN_BACK,
      ...(refits ? [text(REFIT_AT)] : []),
    ],
  });

const OF_ORDER = text('Đang bị áp dụng biện pháp giám sát điện tử theo {order}.');

/**
 * Mẫu số 01–18, appendix I of NĐ 163/2026/NĐ-CP. Decisions and form 18 were read without their heads and signatures: they
 * bear the body's heading, as their notes name the body above; the records are signed by all whom they name
 * (interpretation). Point 3 of Article 3 of form 02, on facilities that fit the device before release, comes with aftercare.
 */
export const STEP_FORMS_MONITORING: readonly StepForm[] = [
  {
    form: form('01'),
    look: 'declaration',
    heading: 'state',
    title: ['ĐƠN ĐỀ NGHỊ', 'Áp dụng biện pháp giám sát điện tử'],
    to: '{actingBody}',
    body: [
      point('Người đề nghị'),
      ...DECLARANT.slice(0, -1),
      line('Tên gọi khác (nếu có)'),
      line('Mối quan hệ với người bị đề nghị', '{guardianRelation}'),
      text(`Đề nghị {actingBody} ${MEASURE} đối với:`, { before: 6 }),
      ...PERSON,
      line('Quê quán'),
      line('Lý do đề nghị', '{reason}'),
    ],
    hands: [{ title: 'NGƯỜI ĐỀ NGHỊ' }],
  },
  {
    form: form('02'),
    ...decision('Áp dụng biện pháp giám sát điện tử', 5, [
      text('**Điều 1.** Áp dụng biện pháp giám sát điện tử đối với người có tên sau đây:'),
      ...PERSON_IN_FULL,
      text('Thời hạn áp dụng biện pháp giám sát điện tử: từ ngày {from} đến hết ngày {to}.'),
      text(
        '**Điều 2.** Phân công đồng chí {officer}; cấp bậc, chức vụ: {officerPosition}; đơn vị: {actingBody}, chủ trì thực hiện biện pháp giám sát điện tử theo Quyết định này.',
      ),
      ...TOGETHER,
    ]),
  },
  {
    form: form('03'),
    ...deviceRecord({
      about: `Thi hành quyết định ${MEASURE}`,
      what: `thi hành quyết định ${MEASURE}`,
      by: `Đại diện cơ quan thi hành quyết định ${MEASURE}`,
      birthplace: true,
      done: [
        text(
          'Đại diện cơ quan thi hành đã giao {delivered} và đeo thiết bị giám sát điện tử lên cơ thể của ông (bà) {fullName}.',
        ),
        ...WORN,
      ],
    }),
  },
  {
    form: form('04'),
    look: 'declaration',
    heading: 'state',
    title: ['CAM KẾT', 'Thực hiện biện pháp giám sát điện tử'],
    to: '{actingBody}',
    body: [
      ...PERSON_IN_FULL,
      text('Thực hiện {order}.'),
      text(
        'Người có tên trên đã được phổ biến quy định về biện pháp giám sát điện tử, trách nhiệm và nghĩa vụ của người bị giám sát; cam kết chấp hành nghiêm chỉnh, nếu vi phạm xin chịu trách nhiệm theo quy định của pháp luật.',
        { keepNext: true },
      ),
    ],
    hands: [{ title: 'NGƯỜI CAM KẾT' }],
  },
  {
    form: form('05'),
    look: 'declaration',
    heading: 'state',
    title: ['ĐƠN ĐỀ NGHỊ', 'Tháo tạm thời/thay đổi vị trí đeo thiết bị giám sát điện tử'],
    to: '{actingBody}',
    body: [
      ...PERSON_IN_FULL,
      OF_ORDER,
      text('Đề nghị {actingBody} xem xét: {asked}.'),
      text('Trong thời gian: từ {actedOn} đến {backAt}.'),
      line('Lý do đề nghị', '{grounds}'),
      text(
        'Khi hết thời hạn trên, người có tên trên cam kết trình diện tại {actingBody} để tiếp tục thực hiện quyết định áp dụng biện pháp giám sát điện tử; nếu vi phạm xin chịu trách nhiệm theo quy định của pháp luật./.',
        { keepNext: true },
      ),
    ],
    hands: [{ title: 'NGƯỜI ĐỀ NGHỊ' }],
  },
  {
    form: form('07'),
    ...deviceRecord({
      about: 'Tháo tạm thời thiết bị giám sát điện tử',
      what: 'tháo tạm thời thiết bị giám sát điện tử',
      by: COMPETENT('tháo tạm thời thiết bị giám sát điện tử'),
      custody: true,
      done: [
        text('Đã tháo thiết bị giám sát điện tử trên cơ thể của ông (bà) {fullName}.'),
        ...TAKEN_BACK,
        text(REFIT_AT),
      ],
    }),
  },
  {
    form: form('08'),
    ...deviceRecord({
      about: 'Đeo lại thiết bị giám sát điện tử',
      what: 'đeo lại thiết bị giám sát điện tử',
      by: COMPETENT('đeo lại thiết bị giám sát điện tử'),
      done: [text('Đã đeo lại thiết bị giám sát điện tử lên cơ thể của ông (bà) {fullName}.'), ...WORN],
    }),
  },
  {
    form: form('09'),
    ...deviceRecord({
      about: 'Thay đổi vị trí đeo thiết bị giám sát điện tử',
      what: 'thay đổi vị trí đeo thiết bị giám sát điện tử',
      by: COMPETENT('thay đổi vị trí đeo thiết bị giám sát điện tử'),
      done: [
        text('Đã thay đổi vị trí đeo thiết bị giám sát điện tử trên cơ thể của ông (bà) {fullName}.'),
        line('Vị trí đeo thiết bị trước khi thay đổi', '{positionBefore}'),
        line('Vị trí đeo thiết bị sau khi thay đổi', '{position}'),
        line('Số thiết bị', '{device}'),
        line('Tình trạng thiết bị sau khi thay đổi vị trí đeo', '{condition}'),
      ],
    }),
  },
  {
    form: form('10'),
    ...deviceRecord({
      about: 'Thay thế thiết bị giám sát điện tử, phụ kiện kèm theo thiết bị giám sát điện tử',
      what: 'thay thế thiết bị giám sát điện tử, phụ kiện kèm theo',
      by: COMPETENT('thay thế thiết bị giám sát điện tử, phụ kiện kèm theo'),
      done: [
        line('Lý do thay thế', '{reason}'),
        text('Đã tháo, thu hồi thiết bị số (nếu thiết bị bị hỏng): {deviceBefore}'),
        line('Đã thu hồi phụ kiện (nếu phụ kiện bị hỏng)'),
        text('Đã đeo thiết bị thay thế lên cơ thể của ông (bà) {fullName}:'),
        ...WORN,
      ],
    }),
  },
  {
    form: form('11'),
    ...decision('Tạm dừng áp dụng biện pháp giám sát điện tử', 3, [
      text('**Điều 1.** Tạm dừng áp dụng biện pháp giám sát điện tử đối với người có tên sau đây:'),
      ...PERSON_IN_FULL,
      line('Trường hợp tạm dừng', '{grounds}'),
      text(`Thời gian tạm dừng: từ ngày {effectiveOn} đến ${DOTS}`),
      text(`**Điều 2.** ${IN_FORCE}`),
      CARRIED_OUT,
    ]),
  },
  { form: form('12'), ...carryOut('tạm dừng', { refits: true }) },
  {
    form: form('13'),
    ...decision('Miễn áp dụng biện pháp giám sát điện tử', 3, [
      text('**Điều 1.** Miễn áp dụng biện pháp giám sát điện tử kể từ ngày {effectiveOn} đối với:'),
      ...PERSON_IN_FULL,
      text('Là người bị áp dụng biện pháp giám sát điện tử theo {order}.'),
      text(`**Điều 2.** ${IN_FORCE}`),
      CARRIED_OUT,
    ]),
  },
  { form: form('14'), ...carryOut('miễn', {}) },
  {
    form: form('15'),
    ...decision('Chấm dứt áp dụng biện pháp giám sát điện tử', 3, [
      text('**Điều 1.** Chấm dứt áp dụng biện pháp giám sát điện tử đối với người có tên sau đây:'),
      ...bornAt(PERSON_IN_FULL),
      line('Trường hợp chấm dứt', '{grounds}'),
      text('**Điều 2.** Quyết định này có hiệu lực kể từ ngày ký.'),
      CARRIED_OUT,
    ]),
  },
  { form: form('16'), ...carryOut('chấm dứt', { birthplace: true }) },
  {
    form: form('17'),
    ...decision('Phân công cán bộ tiếp nhận và thực hiện biện pháp giám sát điện tử', 5, [
      text(
        '**Điều 1.** Phân công đồng chí {officer}; cấp bậc, chức vụ: {officerPosition}; đơn vị: {actingBody}, tiếp nhận và chủ trì thực hiện biện pháp giám sát điện tử theo {order} đối với:',
      ),
      ...PERSON_IN_FULL,
      text(
        '**Điều 2.** Thời gian tiếp nhận và thực hiện biện pháp giám sát điện tử: kể từ ngày {effectiveOn}.',
      ),
      ...TOGETHER,
    ]),
  },
  {
    form: form('18'),
    look: 'record',
    title: ['BIÊN BẢN', 'Vi phạm về giám sát điện tử'],
    body: [
      meeting(DOTS),
      text(`1. Họ và tên: {signerName}; chức vụ: ${DOTS}`),
      line('Cơ quan', '{actingBody}'),
      text(`2. Họ và tên: ${DOTS}; chức vụ: ${DOTS}`),
      line('Cơ quan'),
      point('Với sự chứng kiến của'),
      text(`1. Họ và tên: ${DOTS}; nơi ở hiện nay: ${DOTS}`),
      text(`2. Họ và tên: ${DOTS}; nơi ở hiện nay: ${DOTS}`),
      point('Lập biên bản vi phạm quy định về giám sát điện tử đối với'),
      ...PERSON_IN_FULL.slice(0, -1),
      line('Đã có hành vi vi phạm', '{breach}'),
      text('Quy định tại {article}.'),
      room('Các đồ vật, tài liệu liên quan được thu hồi', 1),
      room('Ý kiến trình bày của người vi phạm'),
      room('Ý kiến trình bày của người chứng kiến (nếu có)', 1),
      text(
        'Yêu cầu ông (bà) {fullName} chấm dứt ngay hành vi vi phạm và tuân thủ quy định về giám sát điện tử.',
      ),
      text(
        'Biên bản lập xong hồi …… giờ …… ngày ……, đã đọc cho những người có tên trên cùng nghe, công nhận là đúng và cùng ký; lập thành …… bản, giao cho người vi phạm …… bản, lưu hồ sơ …… bản.',
        { keepNext: true },
      ),
    ],
    hands: [
      { title: 'NGƯỜI VI PHẠM' },
      { title: 'NGƯỜI LẬP BIÊN BẢN', name: '{signerName}' },
      { title: 'NGƯỜI CHỨNG KIẾN' },
      { title: 'NGƯỜI CÙNG LẬP BIÊN BẢN' },
    ],
  },
];
