import type { FormKey, FormStep } from '../../law/form.js';
import {
  hands,
  heading,
  inPlaceOf,
  listTable,
  signature,
  stateHeading,
  text as straight,
  title,
  type Hand,
} from './parts.js';
import { paragraph, type ParagraphLook } from '../docx/markup.js';
import type { Template } from './template.js';

/** Room to write by hand what the form asks for and no file holds. */
export const DOTS = '……………………';
/** As long as a line of the page. */
const LINE = '…'.repeat(33);

/** A line of text; one with room in it is not stretched to the margin. */
export function text(content: string, look: ParagraphLook = {}): string {
  return straight(content, { align: content.includes('………') ? 'left' : 'both', ...look });
}

/** Who puts his name under a paper of this look: somebody in an office of the body, or who writes it. */
export type StepLook = 'decision' | 'letter' | 'certificate' | 'record' | 'declaration';

/** One row of the table of forms: what a statutory form asks for, in our own words but for its title. */
export interface StepForm {
  readonly form: FormKey;
  readonly look: StepLook;
  /** 'BIÊN BẢN', and what it is about; nothing where the form's title says no more. */
  readonly title: readonly [kind: string, about: string];
  /** The step that it is for, where another kind of paper serves the form at its other steps. */
  readonly only?: FormStep;
  /** Records and declarations of the State's heading alone; the body's heading unless told. */
  readonly heading?: 'state';
  /** The form has the head sign it for himself, also of a body that works as a collective. */
  readonly headSigns?: true;
  /** Under the body's heading, but without a number. */
  readonly unnumbered?: true;
  /** After 'Kính gửi:'. */
  readonly to?: string;
  /** Of a certificate: who certifies, the body unless told; and how. */
  readonly by?: string;
  readonly verb?: string;
  readonly bases?: readonly string[];
  /** Paragraphs and tables, from who it is about to what is decided, told or recorded. */
  readonly body: readonly string[];
  /** The first receiver, such as `- Như Điều 3;`, and further ones. */
  readonly receivers?: readonly string[];
  /** Who signs, where not an office alone does. */
  readonly hands?: readonly Hand[];
}

const CENTRED = { align: 'center', firstLine: 0, bold: true, size: 14 } as const;

/** The template of a row: the parts that papers of its look have, in their order. */
export function templateOfRow({ form, ...row }: StepForm): Template {
  const { instrument, appendix, number } = form;
  const [kind, about] = row.title;
  return {
    key: `step/${instrument}/${appendix}/${number}`,
    version: 1,
    title: {
      vi: about === '' ? kind : `${kind}: ${about}`,
      en: `Form ${number}, appendix ${appendix}, ${instrument}`,
    },
    form,
    body: [
      row.heading === 'state' ? stateHeading() : heading(),
      title(kind, about === '' ? undefined : about),
      inPlaceOf(),
      row.look === 'decision' ? text('{decider}', { ...CENTRED, before: 10, after: 4 }) : '',
      row.look === 'certificate' ? text(row.by ?? '{bodyInCaps}', { ...CENTRED, before: 10, after: 4 }) : '',
      row.to === undefined ? '' : addressed(row.to),
      ...(row.bases ?? []).map((basis) => text(`//${basis}//`)),
      verbOf(row),
      ...row.body,
      ending(row),
    ].join(''),
  };
}

export function addressed(to: string): string {
  return text(`Kính gửi: **${to}**`, { align: 'center', firstLine: 0, before: 8, after: 6 });
}

const verb = (content: string): string => text(content, { ...CENTRED, before: 8, after: 6, keepNext: true });

function verbOf({ look, verb: own }: Pick<StepForm, 'look' | 'verb'>): string {
  if (look === 'decision') return verb('QUYẾT ĐỊNH:');
  return look === 'certificate' ? verb(own ?? 'XÁC NHẬN:') : '';
}

function ending({
  hands: signing,
  receivers = ['- Như trên;'],
}: Pick<StepForm, 'hands' | 'receivers'>): string {
  if (signing) return hands(signing);
  const [first = '', ...others] = receivers;
  return signature(first, others);
}

/** 'Nghề nghiệp: ……' */
export const line = (label: string, value: string = DOTS): string => text(`${label}: ${value}`);

/** A question with room for an answer of so many lines. */
export const room = (label: string, lines = 2): string =>
  [
    text(`${label}:`, { keepNext: true }),
    ...Array.from({ length: lines }, () => text(LINE, { firstLine: 0 })),
  ].join('');

export const point = (content: string): string => text(`**${content}**`, { keepNext: true, before: 6 });

/** The person, as every form asks. */
export const PERSON: readonly string[] = [
  text('Họ và tên: **{fullNameInCaps}**; giới tính: {sex}'),
  line('Tên gọi khác (nếu có)'),
  line('Ngày, tháng, năm sinh', '{born}'),
  line('Giấy tờ tùy thân', '{identity}'),
  line('Nơi cư trú hoặc chỗ ở hiện nay', '{residence}'),
];

export const WORK: readonly string[] = [line('Nghề nghiệp'), line('Nơi làm việc, học tập')];

/** With what forms ask besides, and no file holds. */
export const PERSON_IN_FULL: readonly string[] = [
  ...PERSON,
  line('Quê quán'),
  text(`Dân tộc: ………… Tôn giáo: ………… Trình độ học vấn: ${DOTS}`),
  ...WORK,
];

/** The same where a form asks for the place of birth too. */
export const bornAt = (person: readonly string[]): readonly string[] => [
  ...person.slice(0, 3),
  line('Nơi sinh'),
  ...person.slice(3),
];

export const GUARDIAN: readonly string[] = [
  line('Cha, mẹ, người giám hộ hoặc người đại diện hợp pháp', '{guardian}'),
  text(`Địa chỉ liên hệ: ${DOTS}; số điện thoại: ${DOTS}`),
];

/** Somebody whom no file describes: a parent who declares, who takes a person over. */
export const DECLARANT: readonly string[] = [
  text('Họ và tên: {guardian}; giới tính: …………'),
  line('Ngày, tháng, năm sinh'),
  text(`Số định danh cá nhân (hộ chiếu): ${DOTS}; ngày cấp: …………; nơi cấp: ${DOTS}`),
  line('Nơi cư trú hoặc chỗ ở hiện nay'),
  line('Điện thoại liên lạc'),
];

/** What is handed over, or room where the file names nothing. */
const handed = (head: string, width: number, value: string): string =>
  [
    listTable('papers', [
      ['TT', 0.08, '{order}'],
      ['Tên tài liệu', 0.92 - width, '{title}'],
      [head, width, value],
    ]),
    // Two tables without a paragraph between them become one.
    paragraph('', { size: 4 }),
  ].join('');

/** Each paper with its page numbers. */
export const PAPERS: string = handed('Bút lục', 0.24, '{pages}');
/** Each paper with its number and day. */
export const DATED_PAPERS: string = handed('Số, ngày, tháng', 0.34, '{dated}');

/** When and where, and who was there. */
export const meeting = (place: string): string =>
  text(`Hôm nay, hồi {actedTime}, tại ${place}, chúng tôi gồm:`);

export interface Sides {
  readonly giver: string;
  readonly taker: string;
  /** On which side the body is whose paper it is. */
  readonly own: 'giver' | 'taker';
}

/** Two sides of a handing over, the own one with who acts for it. */
export function sides({ giver, taker, own }: Sides): readonly string[] {
  return [...side('a', 'giao', giver, own === 'giver'), ...side('b', 'nhận', taker, own === 'taker')];
}

function side(letter: string, name: string, body: string, isOwn: boolean): readonly string[] {
  return [
    text(`${letter}) Đại diện bên ${name}: ${isOwn ? '{signerName}' : DOTS}; chức vụ: ${DOTS}`),
    line('Cơ quan', body),
  ];
}

export const sideHands = (own: Sides['own']): readonly Hand[] => [
  { title: 'ĐẠI DIỆN BÊN GIAO', ...(own === 'giver' && { name: '{signerName}' }) },
  { title: 'ĐẠI DIỆN BÊN NHẬN', ...(own === 'taker' && { name: '{signerName}' }) },
];

export const CLOSING_OF_SIDES = text(
  'Biên bản gồm …… trang, lập thành …… bản có giá trị như nhau, lập xong hồi …… giờ …… ngày ……; hai bên thống nhất nội dung và cùng ký. Bên giao giữ …… bản, bên nhận giữ …… bản.',
  { keepNext: true },
);

/** Who writes a record of a breach, and who saw it. */
export const WITNESSED: readonly string[] = [
  point('I. Người lập biên bản và người chứng kiến'),
  text(`1. Người lập biên bản: {signerName}; chức vụ: ${DOTS}; cơ quan: {actingBody}`),
  text(`2. Người chứng kiến: ${DOTS}; nghề nghiệp: ${DOTS}; nơi ở hiện nay: ${DOTS}`),
];

export const CLOSING_OF_RECORD: readonly string[] = [
  text(
    'Biên bản lập xong hồi …… giờ …… ngày ……, gồm …… tờ, lập thành …… bản có giá trị như nhau; đã đọc lại cho những người có tên trên cùng nghe, công nhận là đúng và cùng ký; giao cho người vi phạm 01 bản, lưu hồ sơ 01 bản.',
  ),
  room('Trường hợp có người không ký, ghi rõ lý do', 1),
];
