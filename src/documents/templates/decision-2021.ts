import { text2 } from '../../law/text.js';
import { heading, inPlaceOf, signature, text, textOfEach, title } from './parts.js';
import type { Template } from './template.js';

interface Wording {
  readonly about: string;
  /** What he is to do, behind 'Cho người có tên sau đây'. */
  readonly treatment: string;
  /** Behind 'trong thời gian'. */
  readonly period: string;
  /** Empty where the law knows no term. */
  readonly term: string;
}

const FORM = { instrument: 'nd-116-2021', appendix: 'II', number: '24' } as const;

/**
 * The decision of the people's committee under the law of 2021. Mẫu số 24, appendix II of NĐ 116/2021/NĐ-CP was read:
 * it asks for these facts, names the proposer, who manages and the family, and is signed TM. by the committee.
 */
export const DECISION_2021: Template = {
  key: 'decision/nd-116-2021/II/24',
  version: 1,
  title: text2(
    'Quyết định cai nghiện ma túy tự nguyện tại gia đình, cộng đồng',
    'Decision on voluntary rehabilitation at home or in the community',
  ),
  form: FORM,
  body: decisionOfCommittee({
    about: 'Về việc cai nghiện ma túy tự nguyện tại gia đình, cộng đồng',
    treatment: 'thực hiện cai nghiện ma túy tự nguyện',
    period: 'cai nghiện',
    term: textOfEach(
      'terms',
      'Thời gian cai nghiện: {months} tháng, từ ngày {startsOn} đến hết ngày {endsOn}.',
    ),
  }),
};

/** The same form on substitution treatment (NĐ 116/2021 Art 30): no term is decided, the treatment has none. */
export const DECISION_2021_SUBSTITUTION: Template = {
  key: 'decision/nd-116-2021/II/24/substitution',
  version: 1,
  title: text2(
    'Quyết định điều trị nghiện các chất dạng thuốc phiện bằng thuốc thay thế',
    'Decision on substitution treatment',
  ),
  form: FORM,
  body: decisionOfCommittee({
    about: 'Về việc điều trị nghiện các chất dạng thuốc phiện bằng thuốc thay thế',
    treatment: 'điều trị nghiện bằng thuốc thay thế',
    period: 'điều trị',
    term: '',
  }),
};

function decisionOfCommittee({ about, treatment, period, term }: Wording): string {
  return [
    heading(),
    title('QUYẾT ĐỊNH', about),
    inPlaceOf(),
    text('CHỦ TỊCH {bodyInCaps}', {
      align: 'center',
      firstLine: 0,
      bold: true,
      size: 14,
      before: 12,
      after: 6,
    }),
    text('//Căn cứ Luật Tổ chức chính quyền địa phương;//'),
    text('//Căn cứ Luật Phòng, chống ma túy số 73/2021/QH14;//'),
    text(
      '//Căn cứ Nghị định số 116/2021/NĐ-CP của Chính phủ quy định chi tiết về cai nghiện ma túy và quản lý sau cai nghiện ma túy;//',
    ),
    text('//Xét đề nghị của {proposedBy} và hồ sơ đăng ký số {caseCode}.//'),
    text('QUYẾT ĐỊNH:', {
      align: 'center',
      firstLine: 0,
      bold: true,
      size: 14,
      before: 8,
      after: 6,
      keepNext: true,
    }),
    text(`**Điều 1.** Cho người có tên sau đây ${treatment} {placeOfTreatment}:`),
    text('Họ và tên: **{fullName}**; giới tính: {sex}'),
    text('Ngày, tháng, năm sinh: {born}'),
    text('Giấy tờ tùy thân: {identity}'),
    text('Nơi cư trú: {residence}'),
    term,
    text(
      `**Điều 2.** Giao {assignedTo} cùng gia đình, đại diện là ông (bà) {familyRepresentative}, hỗ trợ và quản lý người có tên tại Điều 1 trong thời gian ${period}.`,
    ),
    text('**Điều 3.** Quyết định này có hiệu lực kể từ ngày {effectiveOn}.'),
    text(
      'Người có tên tại Điều 1, các cơ quan, tổ chức, cá nhân được giao tại Điều 2 chịu trách nhiệm thi hành Quyết định này./.',
      { keepNext: true },
    ),
    signature('- Như Điều 3;'),
  ].join('');
}
