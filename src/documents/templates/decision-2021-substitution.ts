import { text2 } from '../../law/text.js';
import { heading, signature, text, title } from './parts.js';
import type { Template } from './template.js';

/**
 * The decision of the people's committee on substitution treatment, to 30/06/2026. NĐ 116/2021/NĐ-CP Art 30 has one form
 * for both, mẫu số 24 of appendix II: no term is decided here, the treatment has none.
 */
export const DECISION_2021_SUBSTITUTION: Template = {
  key: 'decision/nd-116-2021/II/24/substitution',
  version: 1,
  title: text2(
    'Quyết định điều trị nghiện các chất dạng thuốc phiện bằng thuốc thay thế',
    'Decision on substitution treatment',
  ),
  form: { instrument: 'nd-116-2021', appendix: 'II', number: '24' },
  body: [
    heading(),
    title('QUYẾT ĐỊNH', 'Về việc điều trị nghiện các chất dạng thuốc phiện bằng thuốc thay thế'),
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
    text('**Điều 1.** Cho người có tên sau đây điều trị nghiện bằng thuốc thay thế {placeOfTreatment}:'),
    text('Họ và tên: **{fullName}**; giới tính: {sex}'),
    text('Ngày, tháng, năm sinh: {born}'),
    text('Giấy tờ tùy thân: {identity}'),
    text('Nơi cư trú: {residence}'),
    text(
      '**Điều 2.** Giao {assignedTo} cùng gia đình, đại diện là ông (bà) {familyRepresentative}, hỗ trợ và quản lý người có tên tại Điều 1 trong thời gian điều trị.',
    ),
    text('**Điều 3.** Quyết định này có hiệu lực kể từ ngày {effectiveOn}.'),
    text(
      'Người có tên tại Điều 1, các cơ quan, tổ chức, cá nhân được giao tại Điều 2 chịu trách nhiệm thi hành Quyết định này./.',
      { keepNext: true },
    ),
    signature('- Như Điều 3;'),
  ].join(''),
};
