import { addMonths, isWithin, type DateOnly } from './date.js';
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
    threshold: { kind: 'times', atLeast: 2, withinMonths: 12, since: 'maintenance' },
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

/** What the evidence is taken from: what was recorded here, or papers of before and of elsewhere. */
export type EvidenceSource = 'records' | 'papers';

/** An absence: the first day and the last on which the person was expected and did not come. */
export interface Absence {
  readonly first: DateOnly;
  readonly last: DateOnly;
  /** Days from the first to the last on which he was expected and did not come. */
  readonly missed: number;
  /** Days from the first to the last on which he came: it was no absence then. */
  readonly cameOn: readonly DateOnly[];
}

export interface TerminationEvidence {
  readonly source: EvidenceSource;
  /** Days of the tests or breaches; a day counts once, whatever was done on it. */
  readonly days: readonly DateOnly[];
  /** Days of tests whose counter-test has no result yet: they neither count nor are they out of it. */
  readonly undecided: readonly DateOnly[];
  /** Null where the ground is none of absence, or no absence was found. */
  readonly absence: Absence | null;
  /** The day on which the maintenance phase began, where it did. */
  readonly maintenanceSince: DateOnly | null;
}

export interface TerminationFinding {
  /** Null where the law on record names no number: the person who decides judges. Also while it is undecided. */
  readonly amounts: boolean | null;
  /** The evidence would amount to the ground with tests whose counter-test has no result yet. */
  readonly undecided: boolean;
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
  const { maintenanceSince, source, absence } = evidence;
  const until = (days: readonly DateOnly[]): readonly DateOnly[] =>
    [...new Set(days)].filter((day) => day <= on).toSorted();
  const [days, open] = [until(evidence.days), until(evidence.undecided)];
  const { amounts, undecided, told } = measure(rule, {
    ...{ days, open, absence, maintenanceSince },
    recorded: source === 'records',
  });
  const shown = absence ? [absence.first, absence.last] : days;
  return {
    amounts,
    undecided,
    explanation: explain({
      rule: `treatment.termination.${ground}`,
      version: rule.from,
      citations: [rule.citation],
      inputs: {
        ...{ on, row: rule.id, source, days: shown.join(', '), undecided: open.join(', ') },
        maintenanceSince,
      },
      steps: [...(source === 'papers' ? [BY_PAPERS] : []), ...told],
      result: { ground, amounts },
    }),
  };
}

const BY_PAPERS = step(
  'Căn cứ theo giấy tờ, không phải theo dữ liệu ghi tại hệ thống: hệ thống không đối chiếu được, người quyết định chịu trách nhiệm đánh giá.',
  'By papers, and not by what was recorded here: the program cannot hold it against anything, and who decides answers for it.',
  undefined,
  'unverified',
);

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
    undecided: false,
    explanation: explain({
      ...{ rule: 'treatment.termination.other', version: on, inputs: { on }, steps: [told], result: named },
    }),
  };
}

interface Measured {
  readonly amounts: boolean | null;
  readonly undecided: boolean;
  readonly told: readonly ExplanationStep[];
}

interface Measurable {
  readonly days: readonly DateOnly[];
  /** Days of tests whose counter-test has no result yet. */
  readonly open: readonly DateOnly[];
  readonly absence: Absence | null;
  readonly maintenanceSince: DateOnly | null;
  /** The days are all that the record has. */
  readonly recorded: boolean;
}

function measure({ threshold, citation }: TerminationRule, evidence: Measurable): Measured {
  if (threshold === null && evidence.recorded && evidence.days.length === 0) {
    const undecided = evidence.open.length > 0;
    const none = step('Chưa ghi nhận xét nghiệm dương tính nào.', 'No positive test is on record.', citation);
    return {
      amounts: undecided ? null : false,
      undecided,
      told: undecided ? [awaitedFor(evidence.open)] : [none],
    };
  }
  if (threshold === null) {
    const told = step(
      'Không có con số để so: người quyết định đánh giá.',
      'No number to compare with: who decides judges.',
      citation,
    );
    return { amounts: null, undecided: false, told: [told] };
  }
  return threshold.kind === 'consecutive-days'
    ? absent(threshold.atLeast, evidence.absence, citation)
    : times(threshold, evidence, citation);
}

/**
 * Days on which the person was expected: whoever was not (site closed, treatment held) has missed nothing. That they are
 * days in a row, and those alone, is our reading: the sentence of the decree was read in a digest.
 */
function absent(atLeast: number, absence: Absence | null, citation: Citation): Measured {
  if (absence === null) {
    const none = step(
      `Không có ngày bỏ điều trị nào; luật nêu từ ${atLeast} ngày.`,
      `No missed day was found; the law says from ${atLeast} days.`,
      citation,
    );
    return { amounts: false, undecided: false, told: [none] };
  }
  const { first, last, missed, cameOn } = absence;
  const counted = step(
    `Từ ${viDate(first)} đến hết ${viDate(last)} có ${missed} ngày không đến uống thuốc; luật nêu từ ${atLeast} ngày. Cách hiểu: tính các ngày liên tục phải đến mà không đến, không tính ngày cơ sở nghỉ, ngày tạm dừng điều trị.`,
    `From ${first} to ${last} he did not come on ${missed} days; the law says from ${atLeast} days. As we read it: days in a row on which he was expected; days on which the site was closed or the treatment on hold do not count.`,
    citation,
    'interpretation',
  );
  const came = step(
    `Trong thời gian đó có đến ngày ${cameOn.map(viDate).join(', ')}: không phải bỏ điều trị liên tục.`,
    `Meanwhile he came on ${cameOn.join(', ')}: it was no absence in a row.`,
    undefined,
    'interpretation',
  );
  const broken = cameOn.length > 0;
  return {
    amounts: missed >= atLeast && !broken,
    undecided: false,
    told: [counted, ...(broken ? [came] : [])],
  };
}

function times(
  { atLeast, withinMonths, since }: Extract<TerminationThreshold, { kind: 'times' }>,
  { days, open, maintenanceSince }: Measurable,
  citation: Citation,
): Measured {
  const counts = (day: DateOnly): boolean =>
    since !== 'maintenance' || (maintenanceSince !== null && day >= maintenanceSince);
  const most = mostWithin(days.filter(counts), withinMonths);
  const waiting = open.filter((day) => counts(day) && !days.includes(day));
  const undecided =
    most < atLeast && mostWithin([...days, ...waiting].filter(counts), withinMonths) >= atLeast;
  const of =
    since === 'maintenance'
      ? { vi: ' kể từ khi đạt liều duy trì', en: ' since the maintenance dose was reached' }
      : { vi: '', en: '' };
  // The text that was read says neither what a time is nor from when to when the months run.
  const told = step(
    `Nhiều nhất ${most} lần trong ${withinMonths} tháng${of.vi}; luật nêu từ ${atLeast} lần. Cách hiểu: mỗi ngày tính một lần; ${withinMonths} tháng tính từ ngày của lần đầu, không tính ngày tròn ${withinMonths} tháng.`,
    `At most ${most} in ${withinMonths} months${of.en}; the law says from ${atLeast}. As we read it: a day counts once; the months run from the day of the first, the day ${withinMonths} months later not counted.`,
    citation,
    'interpretation',
  );
  return {
    amounts: undecided ? null : most >= atLeast,
    undecided,
    told: [told, ...(waiting.length > 0 ? [awaitedFor(waiting)] : [])],
  };
}

const awaitedFor = (days: readonly DateOnly[]): ExplanationStep =>
  step(
    `Chưa kết luận: còn chờ xét nghiệm đối chứng của ngày ${days.map(viDate).join(', ')}.`,
    `Not decided yet: the counter-test of ${days.join(', ')} has no result.`,
    undefined,
    'interpretation',
  );

/** The most days of a list that lie within so many months of each other. */
const mostWithin = (days: readonly DateOnly[], months: number): number =>
  Math.max(
    0,
    ...days.map((day) => days.filter((other) => other >= day && other < addMonths(day, months)).length),
  );
