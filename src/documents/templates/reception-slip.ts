import { text2 } from '../../law/text.js';
import { heading, inPlaceOf, listTable, text, textOfEach, title, twoSignatures } from './parts.js';
import type { Template } from './template.js';

/**
 * What the person takes home: the papers are complete and taken in, and when he may come for the result.
 * TT 03/2025/TT-VPCP Art 7 names the paper; its form was not read, so this one is the project's own.
 */
export const RECEPTION_SLIP: Template = {
  key: 'reception-slip',
  version: 1,
  title: text2('Giấy tiếp nhận hồ sơ và hẹn trả kết quả', 'Reception slip with the day of the result'),
  form: null,
  body: [
    heading(),
    title('GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ'),
    inPlaceOf(),
    textOfEach('dossierCodes', 'Mã hồ sơ một cửa: **{code}**'),
    text('Mã hồ sơ trong hệ thống quản lý: {caseCode}'),
    text('{actingBody} đã tiếp nhận hồ sơ của:'),
    text('Ông (bà): **{fullName}**; sinh: {born}; giới tính: {sex}'),
    text('Giấy tờ tùy thân: {identity}'),
    text('Nơi cư trú: {residence}'),
    text('Nội dung đề nghị giải quyết: **{procedure}**'),
    text('Thành phần hồ sơ đã nộp gồm {itemCount} loại giấy tờ:', { keepNext: true }),
    listTable('items', [
      ['TT', 0.08, '{order}'],
      ['Tên giấy tờ', 0.92, '{title}'],
    ]),
    text('Thời điểm tiếp nhận: {receivedAt}', { before: 8 }),
    textOfEach('returns', 'Thời điểm hẹn trả kết quả: chậm nhất **{at}** ({ground}).'),
    textOfEach('noReturn', 'Thời điểm hẹn trả kết quả: {why}'),
    text('Nơi trả kết quả: {body}. Khi đến nhận kết quả, đề nghị mang theo giấy này và giấy tờ tùy thân.', {
      keepNext: true,
    }),
    twoSignatures('NGƯỜI NỘP HỒ SƠ', 'NGƯỜI TIẾP NHẬN HỒ SƠ'),
  ].join(''),
};
