import { text2 } from '../../law/text.js';
import { heading, inPlaceOf, listTable, text, textOfEach, title, twoSignatures } from './parts.js';
import type { Template } from './template.js';

/**
 * Everything that is missing, told at once and with its ground, so that the person comes back one time.
 * TT 03/2025/TT-VPCP Art 7 names the paper; its form was not read, so this one is the project's own.
 */
export const SUPPLEMENT_SLIP: Template = {
  key: 'supplement-slip',
  version: 1,
  title: text2('Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ', 'Supplement slip'),
  form: null,
  body: [
    heading(),
    title('PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ'),
    inPlaceOf(),
    textOfEach('dossierCodes', 'Mã hồ sơ một cửa: **{code}**'),
    text('Mã hồ sơ trong hệ thống quản lý: {caseCode}'),
    text('Hồ sơ của ông (bà): **{fullName}**; sinh: {born}'),
    text('Nơi cư trú: {residence}'),
    text('Nội dung đề nghị giải quyết: **{procedure}**'),
    text(
      'Sau khi kiểm tra hồ sơ nộp lúc {handedInAt}, {body} đề nghị ông (bà) bổ sung, hoàn thiện {itemCount} nội dung sau:',
      { keepNext: true },
    ),
    listTable('items', [
      ['TT', 0.08, '{order}'],
      ['Giấy tờ cần bổ sung', 0.42, '{title}'],
      ['Lý do', 0.22, '{reason}'],
      ['Căn cứ', 0.28, '{citation}'],
    ]),
    text(
      'Hồ sơ chỉ được tiếp nhận, và thời hạn giải quyết chỉ bắt đầu tính, từ khi nộp đủ các giấy tờ nêu trên. Các giấy tờ đã nộp được lưu cùng hồ sơ, ông (bà) không phải nộp lại.',
      { before: 8 },
    ),
    text('Nơi nhận giấy tờ bổ sung: {body}.', { keepNext: true }),
    twoSignatures('NGƯỜI NỘP HỒ SƠ', 'NGƯỜI KIỂM TRA HỒ SƠ'),
  ].join(''),
};
