import type { DateOnly } from './date.js';
import { viDate } from './date-text.js';
import { explain, step, type Explanation, type ExplanationStep } from './explanation.js';
import { cite, type Citation } from './instruments.js';
import { text2, type Text2 } from './text.js';

/** Breaches of who is in voluntary rehabilitation at home or in substitution treatment, by the ladder that they are on. */
export type BreachKind = 'electronic-monitoring' | 'commune-education-act' | 'other';

/** What the law makes of a breach. */
export type BreachConsequence = 'reminder' | 'review' | 'compulsory';

export interface Breach {
  readonly kind: BreachKind;
  readonly on: DateOnly;
}

interface Ladder {
  readonly label: Text2;
  readonly citation: Citation;
  /** What follows on the first, the second, … breach; the last one for all that come after. */
  readonly rungs: readonly BreachConsequence[];
}

export const CONSEQUENCES: Readonly<Record<BreachConsequence, Text2>> = {
  reminder: text2('lập biên bản và tổ chức nhắc nhở', 'record and reminder'),
  review: text2('lập biên bản, tổ chức kiểm điểm', 'record and review'),
  compulsory: text2('bị áp dụng biện pháp đưa đi cai nghiện bắt buộc', 'compulsory rehabilitation'),
};

/** Luật 120/2025 Art 47(2)–(4). The law of 2021 knows no such ladders. */
export const LADDERS: Readonly<Record<BreachKind, Ladder>> = {
  'electronic-monitoring': {
    label: text2('Không chấp hành giám sát điện tử', 'Not complying with electronic monitoring'),
    citation: cite('luat-120-2025', 'Điều 47 khoản 2'),
    rungs: ['compulsory'],
  },
  'commune-education-act': {
    label: text2(
      'Hành vi thuộc trường hợp giáo dục tại xã, phường, đặc khu',
      'An act liable to education at the commune',
    ),
    citation: cite('luat-120-2025', 'Điều 47 khoản 3'),
    rungs: ['review', 'compulsory'],
  },
  other: {
    label: text2('Vi phạm pháp luật khác', 'Another breach of the law'),
    citation: cite('luat-120-2025', 'Điều 47 khoản 4'),
    rungs: ['reminder', 'review', 'compulsory'],
  },
};

export interface BreachStanding {
  readonly consequence: BreachConsequence;
  /** Which one on its ladder it is: 1, 2, … */
  readonly rung: number;
  readonly explanation: Explanation;
}

/**
 * What follows from a breach, by those before it in the same rehabilitation. An act of khoản 3 is followed by compulsory
 * rehabilitation on any further breach: the text says "continues to break the law", not the same act again. One of khoản 4
 * counts those of khoản 4 alone (interpretation).
 * Source: Luật 120/2025 Điều 47 khoản 2, 3, 4.
 *
 * @param earlier breaches before this one, in any order
 */
export function breachStanding(breach: Breach, earlier: readonly Breach[]): BreachStanding {
  const after = earlier.find(({ kind }) => kind === 'commune-education-act');
  const ladder = LADDERS[after ? 'commune-education-act' : breach.kind];
  const rung = after ? 2 : earlier.filter(({ kind }) => kind === breach.kind).length + 1;
  const consequence = ladder.rungs[Math.min(rung, ladder.rungs.length) - 1] ?? 'compulsory';
  return { consequence, rung, explanation: explained(breach, ladder, { rung, after, consequence }) };
}

interface Found {
  readonly rung: number;
  readonly after: Breach | undefined;
  readonly consequence: BreachConsequence;
}

function explained({ kind, on }: Breach, ladder: Ladder, { rung, after, consequence }: Found): Explanation {
  const { label, citation } = LADDERS[kind];
  return explain({
    rule: 'breach.standing',
    version: '2026-07-01',
    citations: [ladder.citation],
    inputs: { kind, on, rung },
    steps: [
      step(`${label.vi}, ngày ${viDate(on)}.`, `${label.en}, on ${on}.`, citation),
      after ? continuedStep(after, ladder.citation) : rungStep(rung, ladder.citation),
      step(`Hậu quả: ${CONSEQUENCES[consequence].vi}.`, `Consequence: ${CONSEQUENCES[consequence].en}.`),
    ],
    result: { consequence, rung },
  });
}

const rungStep = (rung: number, citation: Citation): ExplanationStep =>
  step(`Vi phạm lần thứ ${rung} trong thời gian này.`, `Breach number ${rung} in this time.`, citation);

const continuedStep = ({ on }: Breach, citation: Citation): ExplanationStep =>
  step(
    `Tiếp tục vi phạm pháp luật sau hành vi thuộc trường hợp giáo dục tại xã, phường, đặc khu ngày ${viDate(on)}.`,
    `Breaks the law again after the act of ${on} that was liable to education at the commune.`,
    citation,
    'interpretation',
  );
