import { text2 } from '../../law/text.js';
import { heading, inPlaceOf, signature } from './parts.js';
import { addressed, PAPERS, PERSON, point, text } from './step-parts.js';
import type { Template } from './template.js';

/**
 * What one body writes to another where the law asks for a letter and has no form for it (NĐ 163/2026 Art 106(1): 'Công
 * văn đề nghị'): the official letter of NĐ 30/2020/NĐ-CP, appendix III, form 1.5, in our layout.
 */
export const STEP_LETTER: Template = {
  key: 'step/letter',
  version: 1,
  title: text2('Công văn của một bước thủ tục', 'Letter of a step'),
  form: null,
  body: [
    heading('{what}'),
    inPlaceOf(),
    addressed('{addressee}'),
    text('Căn cứ {citation}, {actingBody} gửi {addressee} về việc: {what}, đối với:'),
    ...PERSON,
    text('Mã hồ sơ trong hệ thống quản lý: {caseCode}'),
    text('Nội dung: {reason}'),
    point('Tài liệu kèm theo gồm {paperCount} tài liệu, {pageCount} trang:'),
    PAPERS,
    text('Đề nghị {addressee} xem xét, giải quyết theo thẩm quyền và thời hạn luật định./.', {
      before: 8,
      keepNext: true,
    }),
    signature('- Như trên;'),
  ].join(''),
};
