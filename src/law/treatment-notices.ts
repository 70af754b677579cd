import { dateOnly, isWithin, type DateOnly } from './date.js';
import { explain, step, type Explanation, type ExplanationStep } from './explanation.js';
import { cite, INSTRUMENTS, type Citation } from './instruments.js';
import type { OrganisationKind } from './organisation-kinds.js';
import { NEW_LAW_FROM } from './regime-periods.js';
import { text2, type Text2 } from './text.js';

/** What a place of substitution treatment tells the commune of. */
export type TreatmentNoticeKind =
  'admission' | 'refusal' | 'start' | 'multi-day' | 'multi-day-stopped' | 'termination' | 'completion';

export const NOTICE_KINDS: Readonly<Record<TreatmentNoticeKind, Text2>> = {
  admission: text2('Tiếp nhận điều trị', 'Admitted'),
  refusal: text2('Từ chối tiếp nhận', 'Refused'),
  start: text2('Bắt đầu điều trị', 'Treatment began'),
  'multi-day': text2('Được cấp thuốc nhiều ngày', 'Receives doses for several days'),
  'multi-day-stopped': text2('Dừng cấp thuốc nhiều ngày', 'Receives doses for several days no more'),
  termination: text2('Chấm dứt điều trị', 'Terminated'),
  completion: text2('Hoàn thành điều trị', 'Completed'),
};

/** Where a deployment has a notice go for which two texts in force name two bodies. */
export type TreatmentNoticeReading = 'commune-police' | 'commune-peoples-committee';

type Addressee = Extract<OrganisationKind, TreatmentNoticeReading>;

type CommuneOf = 'residence' | 'registration';

/** A body that one of two texts names. */
interface NamedBody {
  readonly of: CommuneOf;
  readonly citation: Citation;
}

/** A duty to tell, from one day to another; of a kind there is one at most on a day. */
export interface TreatmentNoticeRule {
  readonly kind: TreatmentNoticeKind;
  readonly from: DateOnly;
  readonly to: DateOnly | null;
  /** The body that is told; both where two texts in force name one each. */
  readonly addressee: Addressee | Readonly<Record<Addressee, NamedBody>>;
  /** Of the commune where the person lives, or of the one where he registered. */
  readonly of: CommuneOf;
  /** What the texts say of the addressee. */
  readonly because: ExplanationStep;
}

export interface NoticeAddressee {
  readonly kind: Addressee;
  readonly of: CommuneOf;
  readonly explanation: Explanation;
}

/** To whom a notice goes by the law of its day. */
export interface NoticeAddressees extends NoticeAddressee {
  /** Whom the other of two texts in force has told as well: that meets no duty that runs, and breaks none. */
  readonly also: NoticeAddressee | null;
}

const COMMITTEE = 'commune-peoples-committee';
const OLD = { from: dateOnly('2022-01-01'), to: dateOnly('2026-06-30') } as const;
/** The days of NĐ 90/2016, of which no text was read. */
const OLD_DECREE = { from: OLD.from, to: dateOnly('2024-12-14') } as const;
const DECREE = INSTRUMENTS['nd-141-2024'].inForceFrom;
const SINCE_DECREE = { from: DECREE, to: null } as const;
const LAST_OLD = { from: DECREE, to: OLD.to } as const;
const NEW = { from: NEW_LAW_FROM, to: null } as const;

const toCommittee = (citation: Citation, of: 'cư trú' | 'đăng ký'): ExplanationStep =>
  step(
    `Gửi Ủy ban nhân dân cấp xã nơi ${of}.`,
    `Sent to the people’s committee of the commune of ${of === 'cư trú' ? 'residence' : 'registration'}.`,
    citation,
  );
const rule = (
  kind: TreatmentNoticeKind,
  days: Pick<TreatmentNoticeRule, 'from' | 'to'>,
  citation: Citation,
  of: CommuneOf = 'residence',
): TreatmentNoticeRule => ({
  ...{ kind, ...days, addressee: COMMITTEE, of },
  because: toCommittee(citation, of === 'residence' ? 'cư trú' : 'đăng ký'),
});

const START_AND_END = cite('nd-116-2021', 'Điều 28 khoản 2');
const ADMISSION = cite('nd-141-2024', 'Điều 31');
const SEVERAL_DAYS = cite('nd-141-2024', 'Điều 35 khoản 3 điểm a');
const TERMINATION = cite('nd-141-2024', 'Điều 36 khoản 3');

/**
 * Which notice each text has a place of treatment send, and to whom. What no row names is told to nobody: of Decree 90/2016
 * nothing was read, and since 01/07/2026 no text has the start told.
 */
export const TREATMENT_NOTICE_RULES: readonly TreatmentNoticeRule[] = [
  rule('start', OLD, START_AND_END, 'registration'),
  rule('termination', OLD_DECREE, START_AND_END, 'registration'),
  {
    ...rule('completion', OLD_DECREE, START_AND_END, 'registration'),
    because: step(
      'Gửi Ủy ban nhân dân cấp xã nơi đăng ký. Cách hiểu: hoàn thành điều trị cũng là chấm dứt điều trị mà khoản này nêu.',
      'Sent to the people’s committee of the commune of registration. As we read it: completing is an end, too, of which the clause speaks.',
      START_AND_END,
      'interpretation',
    ),
  },
  rule('admission', LAST_OLD, ADMISSION),
  rule('refusal', SINCE_DECREE, ADMISSION),
  // A list in the text: each entry of it is a notice, and those of one number are one list. No form and no day are named.
  rule('multi-day', SINCE_DECREE, SEVERAL_DAYS),
  rule('multi-day-stopped', SINCE_DECREE, SEVERAL_DAYS),
  rule('termination', LAST_OLD, TERMINATION),
  // To whom was not read word by word.
  rule('completion', SINCE_DECREE, cite('nd-141-2024', 'Điều 36 khoản 4', 'unverified')),
  {
    ...{ kind: 'admission', ...NEW, of: 'registration' },
    addressee: {
      'commune-police': { of: 'registration', citation: cite('nd-163-2026', 'Điều 89 khoản 2') },
      'commune-peoples-committee': { of: 'residence', citation: ADMISSION },
    },
    because: step(
      'Từ ngày 01/07/2026 hai văn bản nêu hai nơi nhận thông báo tiếp nhận: Nghị định 141/2024/NĐ-CP (Điều 31) là Ủy ban nhân dân cấp xã, Nghị định 163/2026/NĐ-CP (Điều 89 khoản 2) là Công an cấp xã nơi đăng ký; nơi nhận theo cấu hình.',
      'Since 2026-07-01 two texts name two addressees of the acceptance: Decree 141/2024 (Art. 31) the people’s committee, Decree 163/2026 (Art. 89(2)) the commune police of the registration; the setting decides.',
      cite('nd-163-2026', 'Điều 89 khoản 2'),
      'interpretation',
    ),
  },
  {
    ...{ kind: 'termination', ...NEW, of: 'residence' },
    addressee: {
      'commune-police': { of: 'residence', citation: cite('luat-120-2025', 'Điều 35 khoản 3 điểm a') },
      'commune-peoples-committee': { of: 'residence', citation: TERMINATION },
    },
    because: step(
      'Từ ngày 01/07/2026: Nghị định 141/2024/NĐ-CP (Điều 36 khoản 3) vẫn gửi thông báo chấm dứt cho Ủy ban nhân dân cấp xã để lập hồ sơ, còn Luật 120/2025/QH15 (Điều 35 khoản 3 điểm a) giao Trưởng Công an cấp xã nơi cư trú lập hồ sơ; nơi nhận theo cấu hình.',
      'Since 2026-07-01: Decree 141/2024 (Art. 36(3)) still sends the termination to the people’s committee, which is to make the dossier, while Law 120/2025 (Art. 35(3)a) has the commune police of the residence make it; the setting decides.',
      cite('luat-120-2025', 'Điều 35 khoản 3 điểm a'),
      'interpretation',
    ),
  },
];

/** The duty to tell of what happened on a day; undefined where no text on record has the commune told. */
export function treatmentNoticeRule(
  kind: TreatmentNoticeKind,
  on: DateOnly,
): TreatmentNoticeRule | undefined {
  return TREATMENT_NOTICE_RULES.find((each) => each.kind === kind && isWithin(on, each.from, each.to));
}

/**
 * To whom a place of treatment writes.
 *
 * @param on the day of what is told: the law of that day has it told, however late it is
 * @param reading the body that the deployment chose where two texts name two
 * @returns null where no text on record has the commune told
 */
export function noticeAddressee(
  kind: TreatmentNoticeKind,
  on: DateOnly,
  reading: TreatmentNoticeReading,
): NoticeAddressees | null {
  const found = treatmentNoticeRule(kind, on);
  if (!found) return null;
  const told = (
    addressee: Addressee,
    of: CommuneOf,
    read: TreatmentNoticeReading | null,
    steps: readonly ExplanationStep[],
  ): NoticeAddressee => ({
    ...{ kind: addressee, of },
    explanation: explain({
      rule: `treatment.notice-addressee.${kind}`,
      version: found.from,
      inputs: { on, reading: read },
      steps,
      result: { addressee },
    }),
  });
  const { addressee: named } = found;
  if (typeof named === 'string') return { ...told(named, found.of, null, [found.because]), also: null };
  const other = reading === 'commune-police' ? COMMITTEE : 'commune-police';
  const also = step(
    'Văn bản này cũng nêu nơi nhận này: gửi thêm, không thay cho nơi nhận theo cấu hình.',
    'This text names this body as well: it is told besides, and not in place of the one of the setting.',
    named[other].citation,
    'interpretation',
  );
  return {
    ...told(reading, named[reading].of, reading, [found.because]),
    also: told(other, named[other].of, reading, [found.because, also]),
  };
}
