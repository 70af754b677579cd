import { isWithin, type DateOnly } from './date.js';
import { viDate } from './date-text.js';
import { explain, step, type Explanation } from './explanation.js';
import type { FormKey } from './form.js';
import { cite, INSTRUMENTS, type Citation, type InstrumentKey } from './instruments.js';
import { text2, type Text2 } from './text.js';

/** Kinds of treatment that have files of their own. */
export type TreatmentKind = 'methadone-treatment' | 'cedemex-treatment';

/** The first day of NĐ 141/2024/NĐ-CP, which replaced NĐ 90/2016/NĐ-CP. */
export const TREATMENT_DECREE_FROM: DateOnly = INSTRUMENTS['nd-141-2024'].inForceFrom;

/** The decree on substitution treatment in force on a day. */
export function treatmentDecree(on: DateOnly): Extract<InstrumentKey, 'nd-90-2016' | 'nd-141-2024'> {
  return on >= TREATMENT_DECREE_FROM ? 'nd-141-2024' : 'nd-90-2016';
}

/** Which decree a paper of that day stands under, and what of it is not known. */
export function treatmentDecreeExplained(on: DateOnly): Explanation {
  const decree = treatmentDecree(on);
  const sentence =
    decree === 'nd-141-2024'
      ? step(
          `Ngày ${viDate(on)}: áp dụng Nghị định 141/2024/NĐ-CP. Số ngày để xem xét tiếp nhận, chuyển cơ sở không tìm thấy: không tính thời hạn.`,
          `${on}: Decree 141/2024 applies. The days for admission and transfer were not found: no time limit is counted.`,
          cite(decree, 'Điều 30, Điều 31, Điều 34'),
        )
      : step(
          `Ngày ${viDate(on)}: áp dụng Nghị định 90/2016/NĐ-CP; chưa có toàn văn: không kiểm tra thành phần hồ sơ, biểu mẫu, thời hạn.`,
          `${on}: Decree 90/2016 applies; its text was not read: papers, forms and time limits are not checked.`,
          cite(decree, 'toàn văn', 'unverified'),
        );
  return explain({
    rule: 'treatment.decree',
    version: INSTRUMENTS[decree].inForceFrom,
    inputs: { on },
    steps: [sentence],
    result: { decree },
  });
}

/** What is handed to the place of treatment. */
export type TreatmentPaper = 'application' | 'guardian-consent' | 'commune-decision' | 'determination-result';

export const TREATMENT_PAPERS: Readonly<Record<TreatmentPaper, Text2>> = {
  application: text2('Đơn đề nghị tham gia điều trị', 'Application'),
  'guardian-consent': text2(
    'Văn bản đồng ý của người đại diện hợp pháp',
    'Written consent of the legal representative',
  ),
  'commune-decision': text2('Quyết định của cấp xã về điều trị', 'Decision of the commune on treatment'),
  'determination-result': text2(
    'Kết quả xác định tình trạng nghiện',
    'Result of the determination of addiction',
  ),
};

export interface TreatmentPaperRule {
  readonly paper: TreatmentPaper;
  /** Serves in its place. */
  readonly or?: TreatmentPaper;
  readonly form: FormKey | null;
  readonly citation: Citation;
}

const form = (number: string): FormKey => ({ instrument: 'nd-141-2024', appendix: 'Phụ lục', number });

/**
 * The papers of an admission on a day; null where the law on record does not say: substitution before 15/12/2024
 * (NĐ 90/2016 was not read), and Cedemex, of which no text was found.
 * Source: NĐ 141/2024 Điều 29, 30.
 */
export function treatmentPapers(
  kind: TreatmentKind,
  { on, minor }: { readonly on: DateOnly; readonly minor: boolean },
): readonly TreatmentPaperRule[] | null {
  if (kind !== 'methadone-treatment' || on < TREATMENT_DECREE_FROM) return null;
  return [
    { paper: 'application', form: form('09'), citation: cite('nd-141-2024', 'Điều 30') },
    {
      paper: 'commune-decision',
      or: 'determination-result',
      form: form('10'),
      citation: cite('nd-141-2024', 'Điều 30'),
    },
    ...(minor
      ? [
          {
            paper: 'guardian-consent',
            form: null,
            citation: cite('nd-141-2024', 'Điều 29 khoản 1'),
          } as const,
        ]
      : []),
  ];
}

/** What is missing of them; null where the law on record names no papers. */
export function missingTreatmentPapers(
  kind: TreatmentKind,
  facts: { readonly on: DateOnly; readonly minor: boolean; readonly papers: readonly TreatmentPaper[] },
): readonly TreatmentPaperRule[] | null {
  const rules = treatmentPapers(kind, facts);
  const has = (paper: TreatmentPaper | undefined): boolean =>
    paper !== undefined && facts.papers.includes(paper);
  return rules && rules.filter(({ paper, or }) => !has(paper) && !has(or));
}

/** The youngest who may be treated: NĐ 141/2024 Điều 29 speaks of 12 to under 18; nothing of who is younger. */
export const YOUNGEST_TREATED = 12;

export interface PrescriptionRule {
  /** Row of the register of legal facts. */
  readonly id: string;
  readonly mostDays: number;
  readonly from: DateOnly;
  readonly citation: Citation;
}

const MAINTENANCE: PrescriptionRule = {
  id: 'M03',
  mostDays: 30,
  from: INSTRUMENTS['tt-26-2023'].inForceFrom,
  citation: cite('tt-26-2023', 'Điều 5 khoản 1 điểm a'),
};

/**
 * How many days one Methadone prescription may cover in the maintenance phase, on a day; undefined before 15/03/2024. Of the
 * other phases, and of Cedemex, no number is on record: a protocol names it.
 */
export function maintenancePrescription(kind: TreatmentKind, on: DateOnly): PrescriptionRule | undefined {
  return kind === 'methadone-treatment' && isWithin(on, MAINTENANCE.from, null) ? MAINTENANCE : undefined;
}
