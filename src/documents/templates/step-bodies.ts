import {
  CLOSING_OF_RECORD,
  CLOSING_OF_SIDES,
  DECLARANT,
  DOTS,
  GUARDIAN,
  line,
  meeting,
  PAPERS,
  PERSON,
  point,
  room,
  sideHands,
  sides,
  WITNESSED,
  WORK,
  text,
  type Sides,
  type StepForm,
} from './step-parts.js';

/** Forms that both decrees have, under other numbers: what they ask for, once. */

type Row = Omit<StepForm, 'form'>;

interface Names {
  /** 'đưa vào cơ sở cai nghiện bắt buộc', 'đưa đi cai nghiện bắt buộc': the measure as the law calls it. */
  readonly measure: string;
  readonly decree: string;
  readonly law: string;
}

export const NAMES_2021: Names = {
  measure: 'đưa vào cơ sở cai nghiện bắt buộc',
  law: 'Căn cứ Luật Phòng, chống ma túy số 73/2021/QH14;',
  decree:
    'Căn cứ Nghị định số 116/2021/NĐ-CP của Chính phủ quy định chi tiết về cai nghiện ma túy và quản lý sau cai nghiện ma túy;',
};

export const NAMES_2025: Names = {
  measure: 'đưa đi cai nghiện bắt buộc',
  law: 'Căn cứ Luật Phòng, chống ma túy số 120/2025/QH15;',
  decree:
    'Căn cứ Nghị định số 163/2026/NĐ-CP của Chính phủ quy định chi tiết và hướng dẫn thi hành một số điều của Luật Phòng, chống ma túy;',
};

const PROPOSAL = 'Theo đề nghị của {proposedBy}.';
const OF_ORDER = 'Căn cứ {order};';

/** Who broke which rule, what he says, who saw it. */
export function violationRecord({ decree }: Names, about: string, committee: string): Row {
  return {
    look: 'record',
    title: ['BIÊN BẢN VI PHẠM', about],
    bases: [decree],
    body: [
      meeting(DOTS),
      ...WITNESSED,
      point('II. Lập biên bản đối với'),
      ...PERSON,
      text(`Quốc tịch: ${DOTS}; nghề nghiệp: ${DOTS}`),
      line('Cha, mẹ, người giám hộ hoặc người đại diện hợp pháp (của người dưới 18 tuổi)', '{guardian}'),
      line('Hành vi vi phạm', '{breach}'),
      room('Ý kiến của người vi phạm'),
      room('Ý kiến của người chứng kiến', 1),
      text('Người lập biên bản đã yêu cầu chấm dứt ngay hành vi vi phạm.'),
      room('Biện pháp ngăn chặn và bảo đảm xử lý đã áp dụng', 1),
      ...CLOSING_OF_RECORD,
    ],
    hands: [
      { title: 'NGƯỜI VI PHẠM' },
      { title: 'NGƯỜI LẬP BIÊN BẢN', name: '{signerName}' },
      { title: 'NGƯỜI CHỨNG KIẾN' },
      { title: committee },
    ],
  };
}

/** A request that goes with the dossier. */
export function dossierRequest({ measure }: Names, to: string): Row {
  return {
    look: 'letter',
    title: ['ĐỀ NGHỊ', `Xem xét hồ sơ đề nghị áp dụng biện pháp ${measure}`],
    to,
    body: [
      text(`{actingBody} đề nghị ${to} xem xét hồ sơ đề nghị áp dụng biện pháp ${measure} đối với:`),
      ...PERSON,
      ...WORK,
      line('Lý do đề nghị', '{grounds}'),
      point('Hồ sơ kèm theo gồm {paperCount} tài liệu, {pageCount} trang:'),
      PAPERS,
      text('Đề nghị xem xét, quyết định theo quy định của pháp luật./.', { before: 8, keepNext: true }),
    ],
  };
}

/** NĐ 116/2021 Art 42(2), NĐ 163/2026 Art 102(2): who, why, the right to read, and for how long. */
export function dossierNotice({ measure }: Names): Row {
  return {
    look: 'letter',
    title: ['THÔNG BÁO', `Về việc lập hồ sơ đề nghị áp dụng biện pháp ${measure}`],
    to: 'Ông (bà) {readers}',
    body: [
      text(`{actingBody} thông báo về việc lập hồ sơ đề nghị áp dụng biện pháp ${measure} đối với:`),
      ...PERSON,
      ...WORK,
      line('Căn cứ đề nghị', '{grounds}'),
      point('Bản sao hồ sơ kèm theo gồm {paperCount} tài liệu, {pageCount} trang:'),
      PAPERS,
      text(
        'Trong thời hạn 03 ngày làm việc kể từ ngày nhận được thông báo này, ông (bà) có quyền đọc hồ sơ và ghi chép những nội dung cần thiết. Hết thời hạn đó, {actingBody} tiến hành thủ tục đề nghị theo quy định của pháp luật./.',
        { before: 8, keepNext: true },
      ),
    ],
  };
}

/** Of the person, in his own words: prepared with what is on record. */
export function statement({ measure }: Names, about: string): Row {
  return {
    look: 'declaration',
    heading: 'state',
    title: ['BẢN TƯỜNG TRÌNH', about],
    body: [
      text(`Người bị đề nghị áp dụng biện pháp ${measure}:`),
      ...PERSON,
      line('Trình độ đào tạo'),
      ...WORK,
      ...DRUG_HISTORY,
    ],
    hands: [{ title: 'NGƯỜI TƯỜNG TRÌNH' }],
  };
}

export const DRUG_HISTORY: readonly string[] = [
  room('Quá trình sử dụng ma túy (loại, hình thức, tần suất, lý do; lần đầu, lần cuối sử dụng)', 4),
  room('Các biện pháp cai nghiện đã thực hiện (số lần, địa điểm, cơ sở)'),
  room('Điều trị nghiện bằng thuốc thay thế (có hay không; thời điểm chấm dứt)'),
];

export function guardianOpinion({ measure }: Names): Row {
  return {
    look: 'declaration',
    heading: 'state',
    title: [
      'BẢN XÁC NHẬN',
      `Ý kiến của cha, mẹ, người giám hộ hoặc người đại diện hợp pháp về việc áp dụng biện pháp ${measure} đối với người từ đủ 12 đến dưới 18 tuổi`,
    ],
    to: '{actingBody}',
    body: [
      point('Người có ý kiến'),
      ...DECLARANT,
      line('Quan hệ với người nghiện ma túy', '{guardianRelation}'),
      text(`Ý kiến (đồng ý hoặc không đồng ý): ${DOTS} áp dụng biện pháp ${measure} đối với:`),
      ...PERSON,
      room('Ý kiến khác (nếu có)'),
    ],
    hands: [{ title: 'CHA, MẸ, NGƯỜI GIÁM HỘ\nHOẶC NGƯỜI ĐẠI DIỆN HỢP PHÁP' }],
  };
}

const relative = (who: string): readonly string[] => [
  text(`${who}: ${DOTS}; tuổi: ……; nghề nghiệp: ${DOTS}`),
  line('Nơi cư trú hoặc chỗ ở hiện nay'),
];

const knownRelative = (who: string): readonly string[] => [...relative(who), line('Điện thoại')];

/** The curriculum vitae of who is proposed, which the body that makes the dossier confirms. */
export function curriculumVitae(about: string): Row {
  return {
    look: 'declaration',
    heading: 'state',
    title: ['LÝ LỊCH TÓM TẮT', about],
    body: [
      point('I. Bản thân'),
      ...PERSON,
      line('Trình độ đào tạo'),
      ...WORK,
      point('II. Thành phần gia đình'),
      ...relative('Họ, tên bố (hoặc người đại diện)'),
      ...relative('Họ, tên mẹ'),
      ...relative('Họ, tên vợ, chồng'),
      ...relative('Họ, tên con'),
      point('III. Tiền án, tiền sự, quá trình sử dụng và cai nghiện ma túy'),
      room('Tiền án', 1),
      room('Tiền sự', 1),
      room('Loại ma túy, hình thức sử dụng; thời điểm sử dụng lần đầu', 2),
      room('Cai nghiện tự nguyện (số lần, địa điểm, cơ sở)', 1),
      room('Quản lý sau cai nghiện (số, ngày quyết định, cơ quan)', 1),
      room('Cai nghiện bắt buộc (số, ngày quyết định, cơ quan, cơ sở)', 1),
      room('Điều trị nghiện bằng thuốc thay thế (có hay không; thời điểm chấm dứt)', 1),
      text('Người khai cam đoan những điều trên là đúng sự thật và chịu trách nhiệm trước pháp luật.'),
    ],
    hands: [
      { title: 'ĐẠI DIỆN GIA ĐÌNH' },
      { title: 'NGƯỜI KHAI' },
      { title: 'XÁC NHẬN CỦA CƠ QUAN LẬP HỒ SƠ' },
    ],
  };
}

interface Interim {
  readonly title: string;
  readonly subject: string;
  readonly until: string;
  readonly bases?: readonly string[];
  readonly custodian: readonly string[];
}

export function interimDecision({ law, decree }: Names, interim: Interim): Row {
  return {
    look: 'decision',
    title: ['QUYẾT ĐỊNH', interim.title],
    bases: [law, decree, ...(interim.bases ?? []), PROPOSAL],
    body: [
      text(`**Điều 1.** ${interim.subject}:`),
      ...PERSON,
      line('Lý do', '{grounds}'),
      ...interim.custodian,
      text(`Thời gian quản lý: từ ngày {actedOn} đến khi ${interim.until}.`),
      text('**Điều 2.** Quyết định này có hiệu lực kể từ ngày ký.'),
      text('**Điều 3.** Các tổ chức, cá nhân có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.', {
        keepNext: true,
      }),
    ],
    receivers: ['- Như Điều 3;'],
  };
}

export interface Handover {
  readonly title: string;
  readonly bases: readonly string[];
  readonly place: string;
  readonly sides: Sides;
  readonly who: string;
}

/** Who hands over whom and what, in which condition. */
export function handover({ title, bases, place, sides: both, who }: Handover): Row {
  return {
    look: 'record',
    heading: 'state',
    title: ['BIÊN BẢN', title],
    bases,
    body: [
      meeting(place),
      ...sides(both),
      point(`Giao, nhận ${who}`),
      ...PERSON.slice(0, -1),
      room('Tình trạng khi giao, nhận (đặc điểm, sức khỏe, dấu hiệu bất thường)'),
      point('Hồ sơ kèm theo:'),
      PAPERS,
      room('Tư trang, đồ dùng cá nhân (ghi rõ từng loại)'),
      CLOSING_OF_SIDES,
    ],
    hands: sideHands(both.own),
  };
}

/** With what to know somebody by, which no file holds. */
export function tracingDecision({ law, decree }: Names, title: string, who: string, ofOrder: boolean): Row {
  return {
    look: 'decision',
    title: ['QUYẾT ĐỊNH', title],
    bases: [law, decree, ...(ofOrder ? [OF_ORDER] : []), PROPOSAL],
    body: [
      text(`**Điều 1.** Truy tìm ${who} bỏ trốn, có lai lịch và đặc điểm nhận dạng như sau:`),
      ...PERSON,
      text('Chiều cao: …… m; cân nặng: …… kg'),
      line('Đặc điểm riêng'),
      ...knownRelative('Họ, tên bố'),
      ...knownRelative('Họ, tên mẹ'),
      room('Các mối quan hệ khác', 1),
      text('Đã bỏ trốn khỏi {fledFrom}, hồi {actedTime}. Diễn biến: {reason}'),
      text(`Khi phát hiện người có tên trên, đề nghị báo ngay cho {actingBody}; điện thoại: ${DOTS}.`),
      text(
        `**Điều 2.** Quyết định này có hiệu lực kể từ ngày ký. Các ông (bà) ${DOTS} chịu trách nhiệm thi hành Quyết định này./.`,
        { keepNext: true },
      ),
    ],
    receivers: ['- Như Điều 2;'],
  };
}

export function leaveForProceedings({ law, decree }: Names, title: string): Row {
  return {
    look: 'decision',
    title: ['QUYẾT ĐỊNH', title],
    bases: [law, decree, `Căn cứ Văn bản số ${DOTS} ngày ${DOTS} của ${DOTS};`, PROPOSAL],
    body: [
      text(`**Điều 1.** ${title} đối với:`),
      ...PERSON,
      ...GUARDIAN,
      line('Lý do', '{reason}'),
      text('Thời hạn: từ ngày {actedOn} đến ngày ……………………'),
      text(`Cơ quan ${DOTS} có trách nhiệm đưa người có tên trên đi và trở lại cơ sở đúng thời hạn.`),
      text(
        '**Điều 2.** Quyết định này có hiệu lực kể từ ngày ký. Người có tên tại Điều 1 và các tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./.',
        { keepNext: true },
      ),
    ],
    receivers: ['- Như Điều 2;'],
  };
}

export function bereavementLeave({ law, decree }: Names, title: string): Row {
  return {
    look: 'decision',
    title: ['QUYẾT ĐỊNH', title],
    bases: [
      law,
      decree,
      `Xét đơn của ông (bà) ${DOTS} ngày ${DOTS} đề nghị cho người có tên sau đây về chịu tang;`,
      PROPOSAL,
    ],
    body: [
      text('**Điều 1.** Cho phép người có tên sau đây về chịu tang:'),
      ...PERSON.slice(0, -1),
      ...GUARDIAN,
      line('Lý do', '{reason}'),
      text('Thời hạn về chịu tang: từ ngày {actedOn} đến ngày {until}.'),
      text(
        `**Điều 2.** Ông (bà) ${DOTS} quản lý, giám sát, không để người có tên tại Điều 1 sử dụng trái phép chất ma túy hoặc vi phạm pháp luật khác; đón, đưa trở lại cơ sở khi hết thời hạn và chi trả chi phí đi lại.`,
      ),
      text('**Điều 3.** Quyết định này có hiệu lực kể từ ngày ký.'),
      text(
        '**Điều 4.** Những người có tên tại Điều 1, Điều 2 và các tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./.',
        { keepNext: true },
      ),
    ],
    receivers: ['- Như Điều 4;'],
  };
}

/** That a measure was served, by the court's order. */
export function endCertificate({ law, decree, measure }: Names, kind: string, verb: string): Row {
  return {
    look: 'certificate',
    by: '{decider}',
    verb,
    title: [kind, `Chấp hành xong Quyết định ${measure}`],
    bases: [law, decree, OF_ORDER, PROPOSAL],
    body: [
      ...PERSON.slice(0, -1),
      ...GUARDIAN,
      text(`Đã chấp hành xong Quyết định ${measure}.`),
      text('Thời gian chấp hành: từ ngày {from} đến ngày {to}./.', { keepNext: true }),
    ],
    receivers: ['- Ông (bà) có tên trên;'],
  };
}

/** NĐ 116/2021 Art 32(2), NĐ 163/2026 Art 92(1)c: to the commune to which somebody has moved. */
export function moveNotice({ decree }: Names): Row {
  return {
    look: 'letter',
    title: [
      'THÔNG BÁO, ĐỀ NGHỊ',
      'Tiếp tục quản lý, hỗ trợ người cai nghiện ma túy tự nguyện tại gia đình, cộng đồng',
    ],
    to: '{addressee}',
    bases: [decree, 'Căn cứ {order} (kèm theo).'],
    body: [
      text('Người có tên sau đây đang cai nghiện ma túy tự nguyện tại gia đình, cộng đồng:'),
      ...PERSON,
      line('Nay chuyển đến cư trú tại'),
      text('Thời gian cai nghiện: từ ngày {from} đến ngày {to}.'),
      text(
        'Đề nghị {addressee} tiếp nhận hồ sơ kèm theo và tiếp tục quản lý, hỗ trợ theo quy định của pháp luật./.',
        { keepNext: true },
      ),
    ],
    receivers: ['- Như trên;', '- Người có tên trên;'],
  };
}

interface Completion {
  readonly about: string;
  readonly what: string;
  readonly receivers: readonly string[];
  readonly bases?: readonly string[];
  /** The form asks which stages were done. */
  readonly stages?: true;
}

/** That rehabilitation, or a part of it, was done. */
export function completion(
  { decree }: Names,
  { about, what, receivers, bases = [], stages }: Completion,
): Row {
  return {
    look: 'certificate',
    title: ['GIẤY XÁC NHẬN', about],
    bases: [decree, OF_ORDER, ...bases, 'Căn cứ kết quả cai nghiện của người có tên sau đây.'],
    body: [
      ...PERSON,
      text(`Xác nhận: ${what}`),
      ...(stages ? [text('Các giai đoạn đã thực hiện: {stages}.')] : []),
      text('Thời gian: từ ngày {from} đến ngày {to}./.', { keepNext: true }),
    ],
    receivers,
  };
}
