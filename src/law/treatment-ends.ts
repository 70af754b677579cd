import { addMonths, isWithin, type DateOnly } from './date.js';
import { viDate } from './date-text.js';
import { explain, step, type Explanation, type ExplanationStep } from './explanation.js';
import { cite, INSTRUMENTS, instrumentName, type Citation } from './instruments.js';
import { missedSessionsRule } from './missed-sessions.js';
import { REGIMES } from './regime-periods.js';
import { TREATMENT_DECREE_FROM, type TreatmentKind } from './treatment.js';
import { text2, type Text2 } from './text.js';

/** Why substitution treatment is terminated. */
export type TerminationGround =
  | 'missed-days'
  | 'self-terminated'
  | 'opioid-positive'
  | 'other-drugs'
  | 'own-wish'
  | 'protocol-breach'
  | 'offence'
  | 'other';

export const TERMINATION_GROUNDS: Readonly<Record<TerminationGround, Text2>> = {
  'missed-days': text2('Bỏ điều trị', 'Days missed'),
  'self-terminated': text2('Tự ý chấm dứt điều trị', 'Terminated by the person, unasked'),
  'opioid-positive': text2('Xét nghiệm dương tính với chất dạng thuốc phiện', 'Opioid-positive tests'),
  'other-drugs': text2('Xét nghiệm dương tính với chất ma túy khác', 'Positive for other drugs'),
  'own-wish': text2('Tự nguyện chấm dứt', 'At the person’s own wish'),
  'protocol-breach': text2('Vi phạm quy trình điều trị', 'Breaches of the treatment protocol'),
  offence: text2('Vi phạm pháp luật', 'Offences'),
  other: text2('Căn cứ khác', 'Another ground'),
};

/** How much evidence amounts to the ground: consecutive days, or times within a number of months. */
export type TerminationThreshold =
  | { readonly kind: 'consecutive-days'; readonly atLeast: number }
  /** So many working days, or so many sessions one after another, whichever comes first. */
  | { readonly kind: 'working-days'; readonly atLeast: number; readonly sessions: number }
  | {
      readonly kind: 'times';
      readonly atLeast: number;
      readonly withinMonths: number;
      readonly since?: 'maintenance';
      /** One after another: a negative one between two ends the row. */
      readonly consecutive?: true;
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
const SELF = { from: REGIMES.R1.from, to: REGIMES.R2.to } as const;
const ARTICLE = 'Điều 36 khoản 2';
/** Told by a summary of the decree alone: which article says it was not read. */
const SUMMARY = cite('nd-90-2016', 'các trường hợp chấm dứt điều trị', 'unverified');

/**
 * Grounds by date. Of NĐ 141/2024 Điều 36 khoản 2 only these were read ("include"): any other is entered as `other`, with the
 * article that whoever proposes names. That the person ends it himself is read out of Điều 27 khoản 1, by which treatment is voluntary. NĐ 116/2021 Điều 3
 * khoản 5 said until 30/06/2026, beside either decree, when a person has ended it unasked: since then NĐ 163/2026 Điều 4 khoản 10
 * leaves it to the decree on substitution treatment.
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
    threshold: { kind: 'times', atLeast: 2, withinMonths: 12, consecutive: true },
  },
  { ground: 'other-drugs', id: null, threshold: null, ...OLD, citation: SUMMARY },
  { ground: 'offence', id: null, threshold: null, ...OLD, citation: SUMMARY },
  { ground: 'other', id: null, threshold: null, ...OLD, citation: SUMMARY },
  {
    ...{ ground: 'self-terminated', id: 'V04, V07', ...SELF },
    citation: cite('nd-116-2021', 'Điều 3 khoản 5'),
    threshold: { kind: 'working-days', atLeast: 5, sessions: missedSessionsRule(SELF.from)?.atLeast ?? 10 },
  },
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
  /** How many of them offices work on; absent where no ground of the day asks. */
  readonly workingDays?: number;
  /** On how many of them something was ordered for him; null where the record does not say. */
  readonly ordered: number | null;
  /** Days from the first to the last on which he came: it was no absence then. */
  readonly cameOn: readonly DateOnly[];
}

export interface TerminationEvidence {
  readonly source: EvidenceSource;
  /** Days of the tests or breaches; a day counts once, whatever was done on it. */
  readonly days: readonly DateOnly[];
  /** Days of tests whose counter-test has no result yet: they neither count nor are they out of it. */
  readonly undecided: readonly DateOnly[];
  /** Days of tests that found nothing, where any stand on record. */
  readonly negative?: readonly DateOnly[];
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
  const { maintenanceSince, source, absence, negative = [] } = evidence;
  const until = (days: readonly DateOnly[]): readonly DateOnly[] =>
    [...new Set(days)].filter((day) => day <= on).toSorted();
  const [days, open] = [until(evidence.days), until(evidence.undecided)];
  const { amounts, undecided, told } = measure(rule, {
    ...{ days, open, absence, maintenanceSince, negative: until(negative) },
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
    'Không tìm thấy văn bản nêu căn cứ chấm dứt của loại điều trị này: người đề xuất nêu căn cứ, người quyết định đánh giá.',
    'No text was found that names grounds for this kind of treatment: who proposes names it, and who decides judges.',
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
  readonly negative: readonly DateOnly[];
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
  if (threshold.kind === 'times') return times(threshold, evidence, citation);
  return threshold.kind === 'working-days'
    ? absentUnasked(threshold, evidence.absence, citation)
    : absent(threshold.atLeast, evidence.absence, citation);
}

const notInARow = (cameOn: readonly DateOnly[]): readonly ExplanationStep[] =>
  cameOn.length === 0
    ? []
    : [
        step(
          `Trong thời gian đó có đến ngày ${cameOn.map(viDate).join(', ')}: không phải bỏ điều trị liên tục.`,
          `Meanwhile he came on ${cameOn.join(', ')}: it was no absence in a row.`,
          undefined,
          'interpretation',
        ),
      ];

/** Of missed days how many had an order; nothing where the record does not say. */
const withOrder = (missed: number, ordered: number | null): readonly ExplanationStep[] => {
  if (ordered === null) return [];
  const none = missed - ordered;
  const [vi, en] =
    none > 0
      ? [
          ': những ngày ấy không có liều để đến uống, người quyết định xem xét có tính hay không',
          ': on those there was no dose to come for, and who decides judges whether they count',
        ]
      : ['', ''];
  return [
    step(
      `Trong đó ${ordered} ngày có y lệnh, ${none} ngày không có y lệnh nào${vi}.`,
      `Of these ${ordered} had an order, and ${none} had none${en}.`,
      undefined,
      'interpretation',
    ),
  ];
};

const nothingMissed = (asked: Text2, citation: Citation): Measured => ({
  amounts: false,
  undecided: false,
  told: [
    step(`Không có ngày bỏ điều trị nào; ${asked.vi}.`, `No missed day was found; ${asked.en}.`, citation),
  ],
});

/** What the text that is counted by asks for, by its name: of a day two may stand side by side. */
const says = ({ instrument }: Citation, vi: string, en: string): Text2 =>
  text2(`${instrumentName(instrument)} nêu ${vi}`, `the law says ${en} (${INSTRUMENTS[instrument].number})`);

/**
 * Days on which the person was expected: whoever was not (site closed, treatment held) has missed nothing. That they are
 * days in a row, and those alone, is our reading: the sentence of the decree was read in a digest.
 */
function absent(atLeast: number, absence: Absence | null, citation: Citation): Measured {
  const asked = says(citation, `từ ${atLeast} ngày`, `from ${atLeast} days`);
  if (absence === null) return nothingMissed(asked, citation);
  const { first, last, missed, ordered, cameOn } = absence;
  const counted = step(
    `Từ ${viDate(first)} đến hết ${viDate(last)} có ${missed} ngày không đến uống thuốc; ${asked.vi}. Cách hiểu: tính các ngày liên tục trong đợt điều trị mà không đến, không tính ngày cơ sở nghỉ, ngày tạm dừng điều trị.`,
    `From ${first} to ${last} he did not come on ${missed} days; ${asked.en}. As we read it: days in a row of the treatment on which he did not come; days on which the site was closed or the treatment on hold do not count.`,
    citation,
    'interpretation',
  );
  return {
    amounts: missed >= atLeast && cameOn.length === 0,
    undecided: false,
    told: [counted, ...withOrder(missed, ordered), ...notInARow(cameOn)],
  };
}

/**
 * The other test of until 30/06/2026: so many working days away, or so many sessions. That a session is a day on which he was
 * expected, and that an absence is one in a row, is our reading; whether he had a reason nothing here records.
 */
function absentUnasked(
  { atLeast, sessions }: Extract<TerminationThreshold, { kind: 'working-days' }>,
  absence: Absence | null,
  citation: Citation,
): Measured {
  const asked = says(
    citation,
    `từ ${atLeast} ngày làm việc, hoặc ${sessions} liệu trình liên tục, không có lý do`,
    `from ${atLeast} working days, or ${sessions} sessions in a row, without a reason`,
  );
  if (absence === null) return nothingMissed(asked, citation);
  const { first, last, missed, workingDays = 0, ordered, cameOn } = absence;
  const counted = step(
    `Từ ${viDate(first)} đến hết ${viDate(last)} có ${missed} ngày không đến uống thuốc, trong đó ${workingDays} ngày làm việc; ${asked.vi}. Cách hiểu: mỗi ngày trong đợt điều trị là một liệu trình; tính các ngày liên tục không đến; có lý do hay không do người quyết định đánh giá.`,
    `From ${first} to ${last} he did not come on ${missed} days, ${workingDays} of them working days; ${asked.en}. As we read it: a day of the treatment is a session; days in a row are counted; whether there was a reason, who decides judges.`,
    citation,
    'interpretation',
  );
  return {
    amounts: (workingDays >= atLeast || missed >= sessions) && cameOn.length === 0,
    undecided: false,
    told: [counted, ...withOrder(missed, ordered), ...notInARow(cameOn)],
  };
}

function times(
  { atLeast, withinMonths, since, consecutive }: Extract<TerminationThreshold, { kind: 'times' }>,
  { days, open, negative, maintenanceSince }: Measurable,
  citation: Citation,
): Measured {
  const counts = (day: DateOnly): boolean =>
    since !== 'maintenance' || (maintenanceSince !== null && day >= maintenanceSince);
  const positive = days.filter(counts);
  const waiting = open.filter((day) => counts(day) && !days.includes(day));
  const between = consecutive ? negative.filter((day) => !days.includes(day)) : [];
  // What is not decided may turn out to be negative, or positive.
  const most = mostWithin(positive, withinMonths, consecutive ? [...between, ...waiting] : []);
  const undecided = most < atLeast && mostWithin([...positive, ...waiting], withinMonths, between) >= atLeast;
  const inARow = consecutive ? { vi: ' liên tiếp', en: ' in a row' } : { vi: '', en: '' };
  const of =
    since === 'maintenance'
      ? { vi: ' kể từ khi đạt liều duy trì', en: ' since the maintenance dose was reached' }
      : { vi: '', en: '' };
  const ended = consecutive
    ? {
        vi: '; một lần âm tính ở giữa thì không còn liên tiếp',
        en: '; a negative one between two ends the row',
      }
    : { vi: '', en: '' };
  const asked = says(citation, `từ ${atLeast} lần${inARow.vi}`, `from ${atLeast}${inARow.en}`);
  // The text that was read says neither what a time is nor from when to when the months run.
  const told = step(
    `Nhiều nhất ${most} lần${inARow.vi} trong ${withinMonths} tháng${of.vi}; ${asked.vi}. Cách hiểu: mỗi ngày tính một lần; ${withinMonths} tháng tính từ ngày của lần đầu, không tính ngày tròn ${withinMonths} tháng${ended.vi}.`,
    `At most ${most}${inARow.en} in ${withinMonths} months${of.en}; ${asked.en}. As we read it: a day counts once; the months run from the day of the first, the day ${withinMonths} months later not counted${ended.en}.`,
    citation,
    'interpretation',
  );
  const broken = between.filter(
    (day) => positive.some((before) => before < day) && positive.some((after) => after > day),
  );
  const ends = step(
    `Xét nghiệm âm tính ở giữa: ngày ${broken.map(viDate).join(', ')}.`,
    `Negative in between: ${broken.join(', ')}.`,
    undefined,
    'interpretation',
  );
  return {
    amounts: undecided ? null : most >= atLeast,
    undecided,
    told: [told, ...(broken.length > 0 ? [ends] : []), ...(waiting.length > 0 ? [awaitedFor(waiting)] : [])],
  };
}

const awaitedFor = (days: readonly DateOnly[]): ExplanationStep =>
  step(
    `Chưa kết luận: còn chờ xét nghiệm đối chứng của ngày ${days.map(viDate).join(', ')}.`,
    `Not decided yet: the counter-test of ${days.join(', ')} has no result.`,
    undefined,
    'interpretation',
  );

/** The most days of a list that lie within so many months of each other, with none of the others between them. */
const mostWithin = (days: readonly DateOnly[], months: number, between: readonly DateOnly[]): number =>
  Math.max(
    0,
    ...days.map(
      (day) =>
        days.filter(
          (other) =>
            other >= day &&
            other < addMonths(day, months) &&
            !between.some((ended) => ended > day && ended < other),
        ).length,
    ),
  );
