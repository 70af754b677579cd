import { addMonths, daysBetween, isWithin, type DateOnly } from './date.js';
import { viDate } from './date-text.js';
import { explain, step, type Explanation, type ExplanationStep } from './explanation.js';
import { cite, INSTRUMENTS, type Citation } from './instruments.js';
import { TREATMENT_DECREE_FROM, type TreatmentKind } from './treatment.js';
import { text2, type Text2 } from './text.js';

/** Why substitution treatment is terminated. */
export type TerminationGround =
  'missed-days' | 'opioid-positive' | 'other-drugs' | 'own-wish' | 'protocol-breach' | 'offence' | 'other';

export const TERMINATION_GROUNDS: Readonly<Record<TerminationGround, Text2>> = {
  'missed-days': text2('Bỏ điều trị', 'Days missed'),
  'opioid-positive': text2('Xét nghiệm dương tính với chất dạng thuốc phiện', 'Opioid-positive tests'),
  'other-drugs': text2('Xét nghiệm dương tính với chất ma túy khác', 'Positive for other drugs'),
  'own-wish': text2('Tự nguyện chấm dứt', 'At the person’s own wish'),
  'protocol-breach': text2('Vi phạm quy trình điều trị', 'Breaches of the treatment protocol'),
  offence: text2('Vi phạm pháp luật', 'Offences'),
  other: text2(
    'Căn cứ khác do người quyết định nêu điều luật',
    'Another ground, of which the decider names the article',
  ),
};

/** How much evidence amounts to the ground: consecutive days, or times within a number of months. */
export type TerminationThreshold =
  | { readonly kind: 'consecutive-days'; readonly atLeast: number }
  | {
      readonly kind: 'times';
      readonly atLeast: number;
      readonly withinMonths: number;
      readonly since?: 'maintenance';
    };

export interface TerminationRule {
  readonly ground: TerminationGround;
  /** Row of the register of legal facts, where it has one. */
  readonly id: string | null;
  /** None where the text names no number, or none was read. */
  readonly threshold: TerminationThreshold | null;
  readonly from: DateOnly;
  readonly to: DateOnly | null;
  readonly citation: Citation;
}

const NEW = { from: TREATMENT_DECREE_FROM, to: null } as const;
const { inForceFrom, inForceTo } = INSTRUMENTS['nd-90-2016'];
const OLD = { from: inForceFrom, to: inForceTo } as const;
const ARTICLE = 'Điều 36 khoản 2';
/** Told by a summary of the decree alone: which article says it was not read. */
const SUMMARY = cite('nd-90-2016', 'các trường hợp chấm dứt điều trị', 'unverified');

/**
 * Grounds by date. Of NĐ 141/2024 Điều 36 khoản 2 only these were read ("include"): any other is entered as `other`, with its
 * article. That the person ends it himself is read out of Điều 27 khoản 1, by which treatment is voluntary.
 */
export const TERMINATION_RULES: readonly TerminationRule[] = [
  {
    ...{ ground: 'missed-days', id: 'M01', ...NEW, citation: cite('nd-141-2024', ARTICLE) },
    threshold: { kind: 'consecutive-days', atLeast: 30 },
  },
  {
    ...{ ground: 'opioid-positive', id: 'M02', ...NEW, citation: cite('nd-141-2024', ARTICLE) },
    threshold: { kind: 'times', atLeast: 2, withinMonths: 12, since: 'maintenance' },
  },
  { ground: 'other-drugs', id: null, threshold: null, ...NEW, citation: cite('nd-141-2024', ARTICLE) },
  {
    ...{ ground: 'own-wish', id: null, threshold: null, ...NEW },
    citation: cite('nd-141-2024', 'Điều 27 khoản 1', 'interpretation'),
  },
  {
    ...{ ground: 'other', id: null, threshold: null, ...NEW },
    citation: cite('nd-141-2024', ARTICLE, 'unverified'),
  },
  { ground: 'own-wish', id: null, threshold: null, ...OLD, citation: SUMMARY },
  {
    ...{ ground: 'protocol-breach', id: null, ...OLD, citation: SUMMARY },
    threshold: { kind: 'times', atLeast: 2, withinMonths: 6 },
  },
  {
    ...{ ground: 'opioid-positive', id: null, ...OLD, citation: SUMMARY },
    threshold: { kind: 'times', atLeast: 2, withinMonths: 12 },
  },
  { ground: 'other-drugs', id: null, threshold: null, ...OLD, citation: SUMMARY },
  { ground: 'offence', id: null, threshold: null, ...OLD, citation: SUMMARY },
  { ground: 'other', id: null, threshold: null, ...OLD, citation: SUMMARY },
];

/** The grounds that the law of a day has. Of Cedemex no text names any: `other` alone, of which a person answers. */
export function terminationRules(kind: TreatmentKind, on: DateOnly): readonly TerminationRule[] {
  const known = TERMINATION_RULES.filter(({ from, to }) => isWithin(on, from, to));
  return kind === 'methadone-treatment' ? known : [];
}

export interface TerminationEvidence {
  /** Days of the evidence: of each test or breach; of absence the first missed day and the last. */
  readonly days: readonly DateOnly[];
  /** The day on which the maintenance phase began, where it did. */
  readonly maintenanceSince: DateOnly | null;
}

export interface TerminationFinding {
  /** Null where the law on record names no number: the person who decides judges. */
  readonly amounts: boolean | null;
  readonly explanation: Explanation;
}

/**
 * Whether the evidence amounts to a ground, by the law of the day. It proposes; a person decides.
 *
 * @returns null where the law of the day does not have the ground
 */
export function judgeTermination(
  kind: TreatmentKind,
  ground: TerminationGround,
  on: DateOnly,
  evidence: TerminationEvidence,
): TerminationFinding | null {
  const rule = terminationRules(kind, on).find((each) => each.ground === ground);
  if (!rule) return ground === 'other' ? unwritten(on) : null;
  const days = evidence.days.filter((day) => day <= on).toSorted();
  const { amounts, told } = measure(rule.threshold, days, evidence.maintenanceSince, rule.citation);
  return {
    amounts,
    explanation: explain({
      rule: `treatment.termination.${ground}`,
      version: rule.from,
      citations: [rule.citation],
      inputs: { on, row: rule.id, days: days.join(', '), maintenanceSince: evidence.maintenanceSince },
      steps: [told],
      result: { ground, amounts },
    }),
  };
}

function unwritten(on: DateOnly): TerminationFinding {
  const told = step(
    'Không tìm thấy văn bản nêu căn cứ chấm dứt của loại điều trị này: người quyết định nêu căn cứ.',
    'No text was found that names grounds for this kind of treatment: who decides names it.',
    undefined,
    'unverified',
  );
  const named = { ground: 'other', amounts: null } as const;
  return {
    amounts: null,
    explanation: explain({
      ...{ rule: 'treatment.termination.other', version: on, inputs: { on }, steps: [told], result: named },
    }),
  };
}

interface Measured {
  readonly amounts: boolean | null;
  readonly told: ExplanationStep;
}

function measure(
  threshold: TerminationThreshold | null,
  days: readonly DateOnly[],
  maintenanceSince: DateOnly | null,
  citation: Citation,
): Measured {
  if (threshold === null) {
    const told = step(
      'Không có con số để so: người quyết định đánh giá.',
      'No number to compare with: who decides judges.',
      citation,
    );
    return { amounts: null, told };
  }
  return threshold.kind === 'consecutive-days'
    ? absence(threshold.atLeast, days, citation)
    : times(threshold, days, maintenanceSince, citation);
}

/** First and last missed day count, both. */
function absence(atLeast: number, days: readonly DateOnly[], citation: Citation): Measured {
  const [first, last] = [days[0], days.at(-1)];
  const missed = first && last ? daysBetween(first, last) + 1 : 0;
  const told = step(
    first && last
      ? `Bỏ điều trị từ ${viDate(first)} đến hết ${viDate(last)}: ${missed} ngày; luật nêu từ ${atLeast} ngày.`
      : `Chưa nêu ngày nào; luật nêu từ ${atLeast} ngày.`,
    first && last
      ? `Missed from ${first} to ${last}: ${missed} days; the law says from ${atLeast} days.`
      : `No day is named; the law says from ${atLeast} days.`,
    citation,
  );
  return { amounts: missed >= atLeast, told };
}

function times(
  { atLeast, withinMonths, since }: Extract<TerminationThreshold, { kind: 'times' }>,
  days: readonly DateOnly[],
  maintenanceSince: DateOnly | null,
  citation: Citation,
): Measured {
  const counted =
    since === 'maintenance'
      ? days.filter((day) => maintenanceSince !== null && day >= maintenanceSince)
      : days;
  const most = Math.max(
    0,
    ...counted.map(
      (day) => counted.filter((other) => other >= day && other < addMonths(day, withinMonths)).length,
    ),
  );
  const of =
    since === 'maintenance'
      ? { vi: ' kể từ khi đạt liều duy trì', en: ' since the maintenance dose was reached' }
      : { vi: '', en: '' };
  const told = step(
    `Nhiều nhất ${most} lần trong ${withinMonths} tháng${of.vi}; luật nêu từ ${atLeast} lần.`,
    `At most ${most} in ${withinMonths} months${of.en}; the law says from ${atLeast}.`,
    citation,
  );
  return { amounts: most >= atLeast, told };
}
