import { countedTerm, type CountedTerm, type Pause } from './counted-time.js';
import { addMonths, type DateOnly } from './date.js';
import { viDate } from './date-text.js';
import { explain, joinExplanations, step, type Explanation, type ExplanationStep } from './explanation.js';
import { cite, type Citation } from './instruments.js';
import { NEW_LAW_FROM } from './regime-periods.js';
import { termRule } from './terms.js';
import { text2, type Text2 } from './text.js';

/** What a person undergoes who may come under electronic monitoring: Luật 120/2025 Art 12(1). */
export type MonitoredMeasure = 'home-rehabilitation' | 'substitution-treatment' | 'aftercare';

/** Who comes under it: NĐ 163/2026 Art 15. */
export type MonitoringSubject =
  | 'home-adult'
  | 'substitution-adult'
  | 'aftercare-adult'
  | 'minor-on-request'
  | 'aftercare-minor-without-residence';

interface SubjectRule {
  readonly label: Text2;
  readonly citation: Citation;
  readonly isMinor: boolean;
  /** For how long: as long as the measure, a time of its own, or a time of its own that the measure may cut short. */
  readonly length: 'measure' | 'own' | 'own-or-rest';
  /** Term rule of a time of its own. */
  readonly term?: string;
  /** Term rule of the time after which the rest may be waived. */
  readonly waiver: 'electronic-monitoring.waiver-adult' | 'electronic-monitoring.waiver-minor';
  /** Time limit within which the head of the commune police decides. */
  readonly limit: 'electronic-monitoring.decision' | 'electronic-monitoring.decision-on-request';
}

const nd = (article: string): Citation => cite('nd-163-2026', article);
const ADULT = {
  isMinor: false,
  waiver: 'electronic-monitoring.waiver-adult',
  limit: 'electronic-monitoring.decision',
} as const;
const MINOR = { isMinor: true, waiver: 'electronic-monitoring.waiver-minor' } as const;

export const MONITORING_SUBJECTS: Readonly<Record<MonitoringSubject, SubjectRule>> = {
  'home-adult': {
    label: text2(
      'Người từ đủ 18 tuổi cai nghiện tự nguyện tại gia đình, cộng đồng',
      'Adult in rehabilitation at home or in the community',
    ),
    citation: nd('Điều 15 khoản 1 điểm a'),
    length: 'measure',
    ...ADULT,
  },
  'substitution-adult': {
    label: text2('Người từ đủ 18 tuổi điều trị thay thế', 'Adult in substitution treatment'),
    citation: nd('Điều 15 khoản 1 điểm b'),
    length: 'own',
    term: 'electronic-monitoring.term-substitution',
    ...ADULT,
  },
  'aftercare-adult': {
    label: text2('Người từ đủ 18 tuổi bị quản lý sau cai nghiện', 'Adult in aftercare'),
    citation: nd('Điều 15 khoản 1 điểm a'),
    length: 'measure',
    ...ADULT,
  },
  'minor-on-request': {
    label: text2(
      'Người từ đủ 12 đến dưới 18 tuổi, theo đề nghị của cha mẹ, người giám hộ, người đại diện hợp pháp',
      'Aged 12 to under 18, on the request of parents or guardian',
    ),
    citation: nd('Điều 15 khoản 2 điểm a'),
    length: 'own-or-rest',
    term: 'electronic-monitoring.term-minor',
    limit: 'electronic-monitoring.decision-on-request',
    ...MINOR,
  },
  'aftercare-minor-without-residence': {
    label: text2(
      'Người từ đủ 12 đến dưới 18 tuổi bị quản lý sau cai nghiện, không có nơi cư trú ổn định',
      'Aged 12 to under 18 in aftercare without a stable residence',
    ),
    citation: nd('Điều 15 khoản 2 điểm b'),
    length: 'measure',
    limit: 'electronic-monitoring.decision',
    ...MINOR,
  },
};

export const MONITORING_SUBJECT_NAMES = Object.keys(MONITORING_SUBJECTS) as readonly MonitoringSubject[];

export interface MonitoringQuestion {
  /** The day on which the decision is signed: the age is that of this day (Art 151(1)). */
  readonly on: DateOnly;
  /** Completed years on that day; of a person of whom the year of birth alone is known, the lower ones. */
  readonly age: number;
  readonly measure: MonitoredMeasure;
  /** Since when, where that is known: since before 01/07/2026 is no matter (Art 151(1)). */
  readonly measureSince?: DateOnly;
  readonly hasStableResidence: boolean;
}

export interface MonitoringDuty {
  /** Null for a person who does not come under it on that day. */
  readonly subject: MonitoringSubject | null;
  /** Whether it needs the request of parents or guardian. */
  readonly onRequest: boolean;
  readonly explanation: Explanation;
}

/**
 * Whether a person comes under electronic monitoring on a day, and as whom. Nobody before 01/07/2026; whoever was in the
 * measure before that day does since. The age is that of the day of the decision (Art 151(1); for measures that began
 * later the same is taken: interpretation).
 * Source: NĐ 163/2026 Điều 15, Điều 151 khoản 1; Luật 120/2025 Điều 12.
 */
export function monitoringDuty(asked: MonitoringQuestion): MonitoringDuty {
  const subject = asked.on < NEW_LAW_FROM ? null : subjectOf(asked);
  return {
    subject,
    onRequest: subject === 'minor-on-request',
    explanation: explain({
      rule: 'electronic-monitoring.duty',
      version: NEW_LAW_FROM,
      inputs: {
        on: asked.on,
        age: asked.age,
        measure: asked.measure,
        measureSince: asked.measureSince ?? null,
        hasStableResidence: asked.hasStableResidence,
      },
      steps: dutySteps(asked, subject),
      result: { subject },
    }),
  };
}

function subjectOf({ age, measure, hasStableResidence }: MonitoringQuestion): MonitoringSubject | null {
  if (age < 12) return null;
  if (age >= 18) return OF_ADULTS[measure];
  if (hasStableResidence) return 'minor-on-request';
  return measure === 'aftercare' ? 'aftercare-minor-without-residence' : null;
}

const OF_ADULTS: Readonly<Record<MonitoredMeasure, MonitoringSubject>> = {
  'home-rehabilitation': 'home-adult',
  'substitution-treatment': 'substitution-adult',
  aftercare: 'aftercare-adult',
};

function dutySteps(
  { on, age, measureSince }: MonitoringQuestion,
  subject: MonitoringSubject | null,
): readonly ExplanationStep[] {
  if (on < NEW_LAW_FROM) return [NOT_BEFORE];
  const aged = step(
    `Tuổi tính đến ngày ${viDate(on)} (ngày ra quyết định giám sát): ${age}.`,
    `Age on ${on}, the day of the monitoring decision: ${age}.`,
    nd('Điều 151 khoản 1'),
    measureSince !== undefined && measureSince < NEW_LAW_FROM ? undefined : 'interpretation',
  );
  const since = measureSince !== undefined && measureSince < NEW_LAW_FROM ? [ALREADY_IN_IT] : [];
  if (!subject) return [...since, aged, NOT_UNDER_IT];
  const { label, citation } = MONITORING_SUBJECTS[subject];
  return [...since, aged, step(`Thuộc đối tượng: ${label.vi}.`, `Comes under it: ${label.en}.`, citation)];
}

const NOT_BEFORE = step(
  `Trước ngày ${viDate(NEW_LAW_FROM)} không có biện pháp giám sát điện tử.`,
  `There is no electronic monitoring before ${NEW_LAW_FROM}.`,
  nd('Điều 150 khoản 1'),
);
const ALREADY_IN_IT = step(
  'Người đang cai nghiện tại gia đình, cộng đồng, điều trị thay thế, quản lý sau cai từ trước ngày 01/07/2026 bị áp dụng giám sát điện tử; Nghị định không ấn định thời hạn ra quyết định cho trường hợp này.',
  'Who was in the measure before 2026-07-01 comes under it; the decree sets no time limit for that decision.',
  nd('Điều 151 khoản 1'),
);
const NOT_UNDER_IT = step(
  'Không thuộc đối tượng giám sát điện tử vào ngày này.',
  'Does not come under electronic monitoring on this day.',
  nd('Điều 15'),
);

export interface MonitoringTermInput {
  readonly subject: MonitoringSubject;
  readonly decidedOn: DateOnly;
  /** From which day the decision is in force. */
  readonly effectiveOn: DateOnly;
  /** Last day of the measure with what does not count; null where it has none, or none is known while it stands still. */
  readonly measureEndsOn: DateOnly | null;
  /** A new decision after a violation, in place of the one in force (Art 25(6)). */
  readonly anew?: boolean;
}

export interface MonitoringTerm {
  readonly startsOn: DateOnly;
  /** Last day; null while the last day of the measure is not known. */
  readonly endsOn: DateOnly | null;
  readonly explanation: Explanation;
}

/**
 * How long the monitoring lasts. As long as the measure; two years from the day on which the decision is in force (of a
 * new one after a violation, from the day on which it was made); one year, or what is left of the measure where that is
 * less. The last day is the same-numbered day of the last month: the first day is not counted (BLDS 2015 Điều 147, 148).
 * Pauses do not lengthen it: Art 20(2) asks whether the term "still remains" and nowhere says that time does not count
 * (interpretation); a measure that stands still in prison ends later, and with it what lasts as long.
 * Source: NĐ 163/2026 Điều 15, Điều 25 khoản 6.
 */
export function monitoringTerm(input: MonitoringTermInput): MonitoringTerm {
  const { subject, decidedOn, effectiveOn, measureEndsOn, anew = false } = input;
  const rule = MONITORING_SUBJECTS[subject];
  const startsOn = anew ? decidedOn : effectiveOn;
  const own = rule.term === undefined ? null : addMonths(startsOn, monthsOf(rule.term));
  const isCut =
    rule.length === 'own-or-rest' && own !== null && measureEndsOn !== null && measureEndsOn < own;
  const endsOn = own === null || isCut ? measureEndsOn : own;
  return {
    startsOn,
    endsOn,
    explanation: explain({
      rule: 'electronic-monitoring.term',
      version: NEW_LAW_FROM,
      inputs: { subject, decidedOn, effectiveOn, measureEndsOn, anew },
      steps: [
        lengthStep(subject, { own, isCut, anew }),
        endsOn === null
          ? step(
              'Chưa xác định được ngày hết thời hạn của biện pháp nên chưa có ngày hết thời hạn giám sát.',
              'The last day of the measure is not known, and so is that of the monitoring.',
            )
          : step(
              `Giám sát từ ngày ${viDate(startsOn)} đến hết ngày ${viDate(endsOn)}.`,
              `Monitored from ${startsOn} to the end of ${endsOn}.`,
            ),
      ],
      result: { startsOn, endsOn },
    }),
  };
}

interface Length {
  readonly own: DateOnly | null;
  readonly isCut: boolean;
  readonly anew: boolean;
}

function lengthStep(subject: MonitoringSubject, { own, isCut, anew }: Length): ExplanationStep {
  const { citation, term } = MONITORING_SUBJECTS[subject];
  if (own === null) {
    return step('Bằng thời hạn của biện pháp.', 'As long as the measure.', citation);
  }
  if (isCut) {
    return step(
      'Thời hạn còn lại của biện pháp ít hơn 01 năm: giám sát đến khi hết thời hạn đó.',
      'Less than a year of the measure is left: until it ends.',
      citation,
    );
  }
  const months = monthsOf(term);
  return anew
    ? step(
        `${months} tháng kể từ ngày ra quyết định giám sát mới.`,
        `${months} months from the day of the new decision.`,
        nd('Điều 25 khoản 6'),
      )
    : step(
        `${months} tháng kể từ ngày quyết định có hiệu lực thi hành.`,
        `${months} months from the day on which the decision is in force.`,
        citation,
      );
}

/** Months of a term rule of the law of 2025. @throws Error for a key that is none */
function monthsOf(key: string | undefined): number {
  const rule = key === undefined ? undefined : termRule(key, NEW_LAW_FROM);
  const length = rule?.max ?? rule?.min;
  if (!rule || length === null || length === undefined) throw new Error(`No term ${key ?? ''}`);
  return rule.unit === 'years' ? length * 12 : length;
}

export interface WaiverInput {
  readonly subject: MonitoringSubject;
  /** Day on which the decision in force was carried out: the device was fitted, or a new decision replaced the first. */
  readonly carriedOutOn: DateOnly;
  readonly pauses: readonly Pause[];
  readonly asOf: DateOnly;
}

export interface Waiver {
  /** The last day that has to have passed; null while the monitoring is paused. */
  readonly afterDay: DateOnly | null;
  readonly counted: CountedTerm;
  readonly explanation: Explanation;
}

/**
 * From when the rest may be waived: after 12 months for the subjects of Art 15(1), 6 for those of Art 15(2), by whom the
 * person was when the decision was signed. It is counted from the day on which the device was fitted, days of a pause left
 * out: the text says "carried out for" (interpretation). That there was no violation is asked apart.
 * Source: NĐ 163/2026 Điều 20 khoản 3.
 */
export function monitoringWaiver({ subject, carriedOutOn, pauses, asOf }: WaiverInput): Waiver {
  const { waiver, isMinor } = MONITORING_SUBJECTS[subject];
  const months = monthsOf(waiver);
  const counted = countedTerm({
    startsOn: carriedOutOn,
    endsOn: addMonths(carriedOutOn, months),
    pauses,
    asOf: asOf < carriedOutOn ? carriedOutOn : asOf,
  });
  const ground = explain({
    rule: 'electronic-monitoring.waiver',
    version: NEW_LAW_FROM,
    inputs: { subject, carriedOutOn, months },
    steps: [
      step(
        `Xem xét miễn sau khi thực hiện quyết định được ${months} tháng, tính từ ngày ${viDate(carriedOutOn)} (ngày thi hành), không tính thời gian tạm dừng.`,
        `The rest may be waived after ${months} months of carrying the decision out, from ${carriedOutOn}, pauses left out.`,
        nd(`Điều 20 khoản 3 điểm ${isMinor ? 'b' : 'a'}`),
        'interpretation',
      ),
    ],
    result: { afterDay: counted.endsOn },
  });
  return { afterDay: counted.endsOn, counted, explanation: joinExplanations(ground, counted.explanation) };
}
