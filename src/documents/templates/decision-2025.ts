import { text2 } from '../../law/text.js';
import { heading, inPlaceOf, signature, text, textOfEach, title } from './parts.js';
import type { Template } from './template.js';

/**
 * The decision of the head of the commune police under the law of 2025, for every place of voluntary rehabilitation.
 * The text of Mẫu số 22, appendix V of NĐ 163/2026/NĐ-CP was read in a copy without its head and its signature: it asks
 * for these facts, and begins in the name of the head of the police.
 */
export const DECISION_2025: Template = {
  key: 'decision/nd-163-2026/V/22',
  version: 1,
  title: text2('Quyết định cai nghiện ma túy tự nguyện', 'Decision on voluntary rehabilitation'),
  form: { instrument: 'nd-163-2026', appendix: 'V', number: '22' },
  body: [
    heading(),
    title('QUYẾT ĐỊNH', 'Về việc cai nghiện ma túy tự nguyện'),
    inPlaceOf(),
    text('TRƯỞNG {bodyInCaps}', {
      align: 'center',
      firstLine: 0,
      bold: true,
      size: 14,
      before: 12,
      after: 6,
    }),
    text('//Căn cứ Luật Phòng, chống ma túy số 120/2025/QH15;//'),
    text(
      '//Căn cứ Nghị định số 163/2026/NĐ-CP của Chính phủ quy định chi tiết và hướng dẫn thi hành một số điều của Luật Phòng, chống ma túy;//',
    ),
    text('//Căn cứ đơn xin đi cai nghiện ma túy tự nguyện và hồ sơ đăng ký số {caseCode};//'),
    text('//Xét đề nghị của {proposedBy}.//'),
    text('QUYẾT ĐỊNH:', {
      align: 'center',
      firstLine: 0,
      bold: true,
      size: 14,
      before: 8,
      after: 6,
      keepNext: true,
    }),
    text('**Điều 1.** Người có tên sau đây thực hiện cai nghiện ma túy tự nguyện:'),
    text('Họ và tên: **{fullName}**; giới tính: {sex}'),
    text('Ngày, tháng, năm sinh: {born}'),
    text('Giấy tờ tùy thân: {identity}'),
    text('Nơi cư trú: {residence}'),
    textOfEach('terms', 'Thời gian cai nghiện: {months} tháng, từ ngày {startsOn} đến hết ngày {endsOn}.'),
    textOfEach('noTerm', 'Thời gian cai nghiện: {why}'),
    text('**Điều 2.** Địa điểm cai nghiện: {placeOfTreatment}.'),
    text('**Điều 3.** Quyết định này có hiệu lực kể từ ngày {effectiveOn}.'),
    text(
      '**Điều 4.** Người có tên tại Điều 1 và các cơ quan, tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này./.',
      { keepNext: true },
    ),
    signature('- Như Điều 4;'),
  ].join(''),
};
