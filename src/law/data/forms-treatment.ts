import { INSTRUMENTS } from '../instruments.js';
import { formsOf, type FormRow, type StatutoryForm } from '../form.js';

/** Form 13 is not named by what was read: absent. Fields of the forms were not read either. */
const ROWS: readonly FormRow[] = [
  ['09', 'Đơn đề nghị tham gia điều trị nghiện', 'Application for treatment', 'apply-treatment'],
  ['10', 'Quyết định của cấp xã về điều trị nghiện', 'Decision of the commune on treatment'],
  ['11', 'Văn bản tiếp nhận điều trị', 'Acceptance', 'admit-to-treatment'],
  ['12', 'Văn bản từ chối tiếp nhận điều trị', 'Refusal', 'refuse-treatment'],
  ['14', 'Bản tóm tắt quá trình điều trị', 'Summary of the treatment', 'summarise-treatment'],
  ['15', 'Thông báo chấm dứt điều trị', 'Notice of termination', 'terminate-treatment'],
  ['16', 'Xác nhận hoàn thành điều trị', 'Completion', 'complete-treatment'],
];

const { inForceFrom: from, inForceTo: to } = INSTRUMENTS['nd-141-2024'];

/** Forms of NĐ 141/2024. Their titles are given by subject; which appendix holds them was not read. */
export const FORMS_TREATMENT: readonly StatutoryForm[] = formsOf(
  { instrument: 'nd-141-2024', appendix: 'Phụ lục', from, to },
  ROWS,
);
