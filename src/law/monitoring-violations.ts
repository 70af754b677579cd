import { breachStanding } from './breaches.js';
import type { DateOnly } from './date.js';
import { viDate } from './date-text.js';
import { explain, joinExplanations, step, type Explanation, type ExplanationStep } from './explanation.js';
import { cite, type Citation } from './instruments.js';
import { NEW_LAW_FROM } from './regime-periods.js';
import { text2, type Text2 } from './text.js';

/** NĐ 163/2026 Art 24(1), by its points. */
export type MonitoringViolation =
  | 'device-tampering'
  | 'device-refused'
  | 'device-taken-off'
  | 'battery-let-run-down'
  | 'not-presented-for-refitting';

/** What follows: a reminder, or what Luật 120/2025 Art 47(2) says; of who is in aftercare a fine. */
export type MonitoringConsequence = 'reminder' | 'compulsory' | 'administrative-penalty';

interface ViolationRule {
  readonly label: Text2;
  readonly citation: Citation;
  /** Those that are counted together. */
  readonly ladder: 'at-once' | 'second' | 'third';
  /** Whether the damage has to be paid for. */
  readonly damages: boolean;
}

const point = (letter: string): Citation => cite('nd-163-2026', `Điều 24 khoản 1 điểm ${letter}`);

export const MONITORING_VIOLATIONS: Readonly<Record<MonitoringViolation, ViolationRule>> = {
  'device-tampering': {
    label: text2(
      'Phá hủy, tác động làm ảnh hưởng đến hoạt động bình thường của thiết bị, phụ kiện',
      'Destroyed the device or tampered with it',
    ),
    citation: point('a'),
    ladder: 'at-once',
    damages: true,
  },
  'device-refused': {
    label: text2('Không chấp hành việc đeo thiết bị', 'Refused to wear the device'),
    citation: point('b'),
    ladder: 'second',
    damages: false,
  },
  'device-taken-off': {
    label: text2('Tự ý tháo thiết bị', 'Took the device off'),
    citation: point('c'),
    ladder: 'second',
    damages: true,
  },
  'battery-let-run-down': {
    label: text2(
      'Cố ý để thiết bị hết pin trong 24 giờ không có lý do chính đáng',
      'Let the battery run down for 24 hours on purpose',
    ),
    citation: point('d'),
    ladder: 'third',
    damages: false,
  },
  'not-presented-for-refitting': {
    label: text2(
      'Không trình diện trong 24 giờ để đeo lại thiết bị khi hết thời gian tháo tạm thời, tạm dừng',
      'Did not present himself within 24 hours to have the device fitted again',
    ),
    citation: point('đ'),
    ladder: 'third',
    damages: false,
  },
};

export const MONITORING_VIOLATION_NAMES = Object.keys(
  MONITORING_VIOLATIONS,
) as readonly MonitoringViolation[];

export const MONITORING_CONSEQUENCES: Readonly<Record<MonitoringConsequence, Text2>> = {
  reminder: text2('lập biên bản và tổ chức nhắc nhở', 'record and reminder'),
  compulsory: text2(
    'không chấp hành giám sát điện tử: bị áp dụng biện pháp đưa đi cai nghiện bắt buộc',
    'not complying with the monitoring: compulsory rehabilitation',
  ),
  'administrative-penalty': text2(
    'không chấp hành giám sát điện tử: xử phạt hành vi chống lại, cản trở việc quản lý sau cai',
    'not complying with the monitoring: an administrative penalty',
  ),
};

const LADDERS = {
  'at-once': { reminders: 0, citation: cite('nd-163-2026', 'Điều 25 khoản 2') },
  second: { reminders: 1, citation: cite('nd-163-2026', 'Điều 25 khoản 3') },
  third: { reminders: 2, citation: cite('nd-163-2026', 'Điều 25 khoản 4') },
} as const;

export interface RecordedViolation {
  readonly violation: MonitoringViolation;
  readonly on: DateOnly;
  /** It was not remedied within 24 hours of its record. */
  readonly notRemedied?: boolean;
}

export interface ViolationStanding {
  readonly consequence: MonitoringConsequence;
  /** Which one on its ladder it is: 1, 2, … */
  readonly rung: number;
  readonly damages: boolean;
  readonly explanation: Explanation;
}

/**
 * What follows from a violation of the monitoring, by those before it under the same monitoring. Points b and c are counted
 * together, and so are d and đ, as the text names them together (interpretation). Whether an act of point a is a crime is
 * not decided here.
 * Source: NĐ 163/2026 Điều 24 khoản 1, Điều 25; Luật 120/2025 Điều 47 khoản 2.
 *
 * @param earlier violations before this one, in any order
 * @param inAftercare of a person in aftercare a fine follows (Art 25(5)), not compulsory rehabilitation
 */
export function violationStanding(
  recorded: RecordedViolation,
  earlier: readonly RecordedViolation[],
  inAftercare = false,
): ViolationStanding {
  const rule = MONITORING_VIOLATIONS[recorded.violation];
  const ladder = LADDERS[rule.ladder];
  const same = earlier.filter(({ violation }) => MONITORING_VIOLATIONS[violation].ladder === rule.ladder);
  const rung = same.length + 1;
  const refuses = rung > ladder.reminders || recorded.notRemedied === true;
  const consequence = refuses ? (inAftercare ? 'administrative-penalty' : 'compulsory') : 'reminder';
  const standing = explain({
    rule: 'electronic-monitoring.violation',
    version: NEW_LAW_FROM,
    inputs: {
      violation: recorded.violation,
      on: recorded.on,
      rung,
      notRemedied: recorded.notRemedied ?? false,
    },
    steps: [
      step(
        `${rule.label.vi}, ngày ${viDate(recorded.on)}.`,
        `${rule.label.en}, on ${recorded.on}.`,
        rule.citation,
      ),
      rungStep(recorded, rung, ladder.citation),
      ...(rule.damages ? [DAMAGES] : []),
      step(
        `Hậu quả: ${MONITORING_CONSEQUENCES[consequence].vi}.`,
        `Consequence: ${MONITORING_CONSEQUENCES[consequence].en}.`,
        consequence === 'administrative-penalty' ? cite('nd-163-2026', 'Điều 25 khoản 5') : undefined,
      ),
    ],
    result: { consequence, rung },
  });
  return {
    ...{ consequence, rung, damages: rule.damages },
    explanation: consequence === 'compulsory' ? withLadder(standing, recorded.on) : standing,
  };
}

/** What amounts to not complying stands on the ladder of Điều 47 khoản 2. */
const withLadder = (standing: Explanation, on: DateOnly): Explanation =>
  joinExplanations(standing, breachStanding({ kind: 'electronic-monitoring', on }, []).explanation);

function rungStep({ notRemedied }: RecordedViolation, rung: number, citation: Citation): ExplanationStep {
  return notRemedied === true
    ? step(
        `Vi phạm lần thứ ${rung}, không khắc phục trong 24 giờ kể từ khi lập biên bản.`,
        `Violation number ${rung}, not remedied within 24 hours of its record.`,
        citation,
      )
    : step(`Vi phạm lần thứ ${rung} thuộc nhóm này.`, `Violation number ${rung} of this group.`, citation);
}

const DAMAGES = step(
  'Phải đền bù thiệt hại vật chất thực tế đối với thiết bị, phụ kiện.',
  'The damage to the device and its accessories has to be paid for.',
  cite('nd-163-2026', 'Điều 25 khoản 7'),
);
