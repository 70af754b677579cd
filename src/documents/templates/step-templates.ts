import type { FormKey, FormStep } from '../../law/form.js';
import { text2, type Text2 } from '../../law/text.js';
import { STEP_FORMS_2021 } from './step-forms-2021.js';
import { STEP_FORMS_2025 } from './step-forms-2025.js';
import { STEP_FORMS_DRUG_USER } from './step-forms-drug-user.js';
import { STEP_FORMS_MONITORING } from './step-forms-monitoring.js';
import { STEP_LETTER } from './step-letter.js';
import { templateOfRow, type StepForm } from './step-parts.js';
import type { Template } from './template.js';

export const STEP_FORMS: readonly StepForm[] = [
  ...STEP_FORMS_2021,
  ...STEP_FORMS_2025,
  ...STEP_FORMS_MONITORING,
  ...STEP_FORMS_DRUG_USER,
];

export const STEP_TEMPLATES: readonly Template[] = [...STEP_FORMS.map(templateOfRow), STEP_LETTER];

const isOf = (one: FormKey, other: FormKey): boolean =>
  one.instrument === other.instrument && one.appendix === other.appendix && one.number === other.number;

/**
 * The row of a form; undefined where there is none, and then {@link whyNoTemplate} says why.
 *
 * @param step whose form it is, where that is known: some rows are for one step alone
 */
export function stepForm(key: FormKey, step?: FormStep): StepForm | undefined {
  return STEP_FORMS.find(
    ({ form, only }) => isOf(form, key) && (only === undefined || step === undefined || only === step),
  );
}

const BY_PERSON = text2(
  'người đăng ký hoặc gia đình tự viết và nộp, cơ quan không lập thay',
  'the person or the family writes it and hands it in',
);
const REGISTER = text2('là sổ, không phải giấy của một hồ sơ', 'it is a register, no paper of one file');
const AS_DECISION = text2(
  'quyết định lần đầu lập bằng loại giấy “Quyết định”',
  'the first decision is a paper of the kind “decision”',
);
const CONTRACT = text2(
  'nội dung dịch vụ, chi phí do hai bên thỏa thuận, hồ sơ không có',
  'two sides agree on services and prices, which no file holds',
);
const PLAN = text2(
  'kết quả tư vấn của cơ sở, tổ công tác, hồ sơ không có nội dung',
  'the outcome of counselling, which no file holds',
);
const AFTERCARE = text2(
  'thủ tục quản lý sau cai nghiện chưa có trong hệ thống',
  'aftercare is not built yet',
);
const OTHER_BODY = text2(
  'do cơ sở điều trị cấp cho người bệnh, không gắn với bước nào của hồ sơ',
  'the clinic gives it to its patient, by no step of a file',
);
const ASSIGNMENT = text2(
  'quyết định phân công được ghi ở mục người hỗ trợ, không phải một bước của hồ sơ',
  'assignments are records of their own, no steps of a file',
);
const LIST = text2(
  'đề nghị cho nhiều người, chưa có bước tương ứng',
  'it proposes several people at once; files have no such step yet',
);

const CUSTODY = text2(
  'do cơ quan thi hành quyết định tạm giữ, tạm giam lập',
  'whoever holds the person in custody writes it',
);
const UNREAD = text2(
  'chưa đọc được nội dung mẫu: bản Nghị định 109/2021/NĐ-CP đã tra cứu không có phụ lục',
  'its content was not read: the copy of the decree has no appendix',
);

const UNREAD_TREATMENT = text2(
  'chưa đọc được nội dung mẫu: phụ lục của Nghị định 141/2024/NĐ-CP chưa tra cứu được',
  'its content was not read: the appendix of the decree was not found',
);
const BY_PROVIDER = text2(
  'do bên cung cấp dịch vụ cấp, cơ quan giữ hồ sơ không lập thay',
  'the provider of services gives it',
);

const of2021 = (why: Text2, ...numbers: readonly string[]): [string, Text2][] =>
  numbers.map((number) => [`nd-116-2021/II/${number}`, why]);
const of2025 = (why: Text2, ...numbers: readonly string[]): [string, Text2][] =>
  numbers.map((number) => [`nd-163-2026/V/${number}`, why]);
const ofDetermination = (...numbers: readonly string[]): [string, Text2][] =>
  numbers.map((number) => [`nd-109-2021/Phụ lục/${number}`, UNREAD]);

const ofTreatment = (...numbers: readonly string[]): [string, Text2][] =>
  numbers.map((number) => [`nd-141-2024/Phụ lục/${number}`, UNREAD_TREATMENT]);

const WITHOUT: ReadonlyMap<string, Text2> = new Map([
  ['nd-163-2026/I/06', CUSTODY],
  ['nd-163-2026/III/10', REGISTER],
  ...ofDetermination('01', '02', '03', '04', '05'),
  ...ofTreatment('09', '10', '11', '12', '14', '15', '16'),
  ...of2021(PLAN, '19', '20', '21'),
  ...of2021(BY_PERSON, '22', '42a', '42b', '48'),
  ...of2021(REGISTER, '23'),
  ...of2021(AS_DECISION, '24'),
  ...of2021(CONTRACT, '28'),
  ...of2021(LIST, '43', '44'),
  ...of2021(AFTERCARE, '50', '51', '52', '53', '54'),
  ...of2025(PLAN, '17', '18', '19'),
  ...of2025(BY_PERSON, '20', '44', '45', '48'),
  ...of2025(REGISTER, '21'),
  ...of2025(AS_DECISION, '22'),
  ...of2025(BY_PROVIDER, '27'),
  ...of2025(CONTRACT, '29'),
  ...of2025(OTHER_BODY, '35'),
  ...of2025(LIST, '46'),
  ...of2025(AFTERCARE, '52', '53', '54', '55', '56', '57', '60'),
  ...of2025(ASSIGNMENT, '59'),
]);

/** Why a statutory form has no row, or none for most of its steps; undefined for one that has. */
export function whyNoTemplate({ instrument, appendix, number }: FormKey): Text2 | undefined {
  return WITHOUT.get(`${instrument}/${appendix}/${number}`);
}
