import {
  bereavementLeave,
  completion,
  curriculumVitae,
  dossierNotice,
  dossierRequest,
  endCertificate,
  guardianOpinion,
  handover,
  interimDecision,
  leaveForProceedings,
  moveNotice,
  NAMES_2021,
  statement,
  tracingDecision,
  violationRecord,
} from './step-bodies.js';
import { DECLARANT, DOTS, line, PAPERS, PERSON, point, room, text, type StepForm } from './step-parts.js';

const form = (number: string): StepForm['form'] => ({ instrument: 'nd-116-2021', appendix: 'II', number });

const UNTIL = 'người có thẩm quyền đưa người đó đi chấp hành quyết định của Tòa án';
const OF_ORDER = 'Căn cứ {order};';
const { decree } = NAMES_2021;

/** To the court, from the body that checked the dossier. */
const toCourt = (about: string, more: readonly string[]): Omit<StepForm, 'form'> => ({
  look: 'letter',
  title: ['ĐỀ NGHỊ', about],
  to: '{addressee}',
  body: [
    text('Tôi là: {signerName}; chức vụ: {signerOffice}.'),
    text(
      'Đề nghị {addressee} xem xét, quyết định áp dụng biện pháp đưa vào cơ sở cai nghiện bắt buộc đối với:',
    ),
    ...PERSON,
    ...more,
    point('Hồ sơ kèm theo gồm {paperCount} tài liệu, {pageCount} trang:'),
    PAPERS,
    text('Nơi chấp hành: {facility}./.', { before: 8, keepNext: true }),
  ],
});

/** Mẫu số 25–49, appendix II of NĐ 116/2021/NĐ-CP, read with their signatures: what each asks for. */
export const STEP_FORMS_2021: readonly StepForm[] = [
  { form: form('25'), ...moveNotice(NAMES_2021) },
  {
    form: form('26a'),
    ...completion(NAMES_2021, {
      about: 'Hoàn thành cai nghiện ma túy tự nguyện tại gia đình, cộng đồng',
      what: 'đã hoàn thành cai nghiện ma túy tự nguyện tại gia đình, cộng đồng.',
      receivers: ['- Người có tên trên;', '- Đại diện gia đình;', '- Công an cấp xã;'],
    }),
  },
  {
    form: form('26b'),
    ...completion(NAMES_2021, {
      about: 'Hoàn thành cai nghiện ma túy tự nguyện',
      what: 'đã hoàn thành cai nghiện ma túy tự nguyện tại {actingBody}.',
      bases: ['Căn cứ {contract};'],
      receivers: ['- Người có tên trên;', '- Đại diện gia đình;', '- Công an cấp xã nơi cư trú;'],
    }),
  },
  {
    form: form('27'),
    ...violationRecord(
      NAMES_2021,
      'Về cai nghiện ma túy tự nguyện, quản lý sau cai nghiện ma túy và điều trị nghiện các chất dạng thuốc phiện bằng thuốc thay thế',
      'ĐẠI DIỆN {bodyInCaps}',
    ),
  },
  { form: form('29'), ...dossierRequest(NAMES_2021, '{addressee}') },
  {
    form: form('30'),
    ...curriculumVitae('Của người bị đề nghị áp dụng biện pháp đưa vào cơ sở cai nghiện bắt buộc'),
  },
  { form: form('31'), ...statement(NAMES_2021, 'Về hành vi sử dụng trái phép chất ma túy') },
  { form: form('32'), ...dossierNotice(NAMES_2021) },
  {
    form: form('33'),
    look: 'letter',
    title: ['ĐỀ NGHỊ BỔ SUNG', 'Hồ sơ áp dụng biện pháp đưa vào cơ sở cai nghiện bắt buộc'],
    to: '{keeper}',
    body: [
      text(
        '{actingBody} đã nhận hồ sơ do {keeper} lập, đề nghị áp dụng biện pháp đưa vào cơ sở cai nghiện bắt buộc đối với:',
      ),
      ...PERSON,
      text('Sau khi kiểm tra, hồ sơ còn thiếu: {reason}'),
      text(`Đề nghị bổ sung hồ sơ trước ngày ${DOTS} để hoàn thành thủ tục theo quy định./.`, {
        keepNext: true,
      }),
    ],
  },
  { form: form('34'), ...toCourt('Xem xét, áp dụng biện pháp đưa vào cơ sở cai nghiện bắt buộc', []) },
  {
    form: form('35'),
    look: 'declaration',
    heading: 'state',
    title: [
      'BẢN XÁC NHẬN',
      'Về việc quản lý người nghiện ma túy trong thời gian lập hồ sơ đề nghị áp dụng biện pháp đưa vào cơ sở cai nghiện bắt buộc',
    ],
    to: '{actingBody}',
    body: [
      point('Người xác nhận'),
      ...DECLARANT,
      line('Quan hệ với người được quản lý'),
      text(
        `Xác nhận (đồng ý hoặc không đồng ý): ${DOTS} quản lý người có tên sau đây trong thời gian lập hồ sơ:`,
      ),
      ...PERSON,
      text(`Thời gian quản lý: từ ngày {actedOn} đến khi ${UNTIL}.`, { keepNext: true }),
    ],
    hands: [{ title: 'NGƯỜI XÁC NHẬN' }],
  },
  {
    form: form('36'),
    ...interimDecision(NAMES_2021, {
      title:
        'Về việc quản lý người nghiện ma túy trong thời gian làm thủ tục đề nghị áp dụng biện pháp đưa vào cơ sở cai nghiện bắt buộc',
      subject: 'Quản lý có thời hạn đối với',
      until: UNTIL,
      bases: [`Căn cứ bản xác nhận ngày ${DOTS} của ông (bà) ${DOTS};`],
      custodian: [
        text('Tổ chức hoặc đại diện gia đình được giao quản lý: {facility}'),
        text(`Quan hệ với người được quản lý (nếu là gia đình): ${DOTS}`),
        text(
          'Trách nhiệm của người bị quản lý và bên được giao quản lý: theo Điều 48 Nghị định số 116/2021/NĐ-CP.',
        ),
      ],
    }),
  },
  {
    form: form('37'),
    ...handover({
      title:
        'Về việc giao, nhận hồ sơ, người bị quản lý trong thời gian lập hồ sơ đề nghị áp dụng biện pháp đưa vào cơ sở cai nghiện bắt buộc',
      bases: [decree, 'Căn cứ {interimDecision};'],
      place: '{facility}',
      sides: { giver: '{actingBody}', taker: '{facility}', own: 'giver' },
      who: 'người bị quản lý',
    }),
  },
  { form: form('38'), ...guardianOpinion(NAMES_2021) },
  {
    form: form('39'),
    ...toCourt(
      'Xem xét, áp dụng biện pháp đưa vào cơ sở cai nghiện bắt buộc đối với người từ đủ 12 đến dưới 18 tuổi',
      [room('Hoàn cảnh gia đình', 1), room('Phương án quản lý tại cơ sở cai nghiện', 1)],
    ),
  },
  {
    form: form('40'),
    ...handover({
      title: 'Về việc giao, nhận hồ sơ, người vào cơ sở cai nghiện bắt buộc',
      bases: [decree, OF_ORDER],
      place: '{actingBody}',
      sides: { giver: DOTS, taker: '{actingBody}', own: 'taker' },
      who: 'người bị áp dụng biện pháp',
    }),
  },
  {
    form: form('41'),
    ...tracingDecision(
      NAMES_2021,
      'Truy tìm người đã có quyết định đưa vào cơ sở cai nghiện bắt buộc bỏ trốn',
      'người bị áp dụng biện pháp đưa vào cơ sở cai nghiện bắt buộc',
      true,
    ),
  },
  {
    form: form('45'),
    ...leaveForProceedings(
      NAMES_2021,
      'Tạm đình chỉ thi hành Quyết định áp dụng biện pháp đưa vào cơ sở cai nghiện ma túy bắt buộc',
    ),
  },
  { form: form('46'), ...endCertificate(NAMES_2021, 'GIẤY CHỨNG NHẬN', 'CHỨNG NHẬN:') },
  {
    form: form('47'),
    ...handover({
      title:
        'Về việc giao, nhận người từ 12 đến dưới 18 tuổi đã chấp hành xong quyết định đưa vào cơ sở cai nghiện bắt buộc',
      bases: [decree, OF_ORDER, 'Căn cứ Giấy chứng nhận số {actNumber} ngày {actedOn} của {actingBody};'],
      place: DOTS,
      sides: { giver: '{actingBody}', taker: DOTS, own: 'giver' },
      who: 'người đã chấp hành xong quyết định',
    }),
  },
  {
    form: form('49'),
    ...bereavementLeave(
      NAMES_2021,
      'Cho phép người đang chấp hành biện pháp đưa vào cơ sở cai nghiện bắt buộc về chịu tang',
    ),
  },
];
