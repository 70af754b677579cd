import { type DateOnly } from './date.js';
import { viDate } from './date-text.js';
import { explain, step, type Explanation, type ExplanationStep } from './explanation.js';
import { cite } from './instruments.js';
import { PROCEDURES, type Procedure } from './procedures.js';
import { NEW_LAW_FROM, REGIMES, regimeOn, type Regime } from './regime-periods.js';
import type { SourceMark } from './source-mark.js';

export { PROCEDURES, type Procedure } from './procedures.js';
export {
  NEW_LAW_FROM,
  nearestDayOf,
  REGIMES,
  regimeOn,
  type Regime,
  type RegimePeriod,
} from './regime-periods.js';

/** The questions that may stand under different laws in one and the same case. */
export type Aspect = 'term' | 'authority' | 'deadline' | 'form' | 'aftercare' | 'monitoring';

export interface CaseFacts {
  /** The day the dossier was first handed in. */
  readonly openedOn: DateOnly;
  readonly registeredOn?: DateOnly;
  readonly decidedOn?: DateOnly;
  /** The day on which the question is asked: the day of the act. */
  readonly asOf: DateOnly;
}

export type RegimeRule =
  | 'day-of-act'
  | 'day-of-decision'
  | 'new-law'
  | 'transition-old-term'
  | 'transition-new-aftercare'
  | 'transition-pending-dossier'
  | 'transition-monitoring'
  | 'transition-day-of-act';

export interface GoverningRegime {
  readonly regime: Regime;
  readonly aspect: Aspect;
  readonly rule: RegimeRule;
  readonly explanation: Explanation;
}

interface Choice {
  readonly regime: Regime;
  readonly rule: RegimeRule;
  readonly steps: readonly ExplanationStep[];
}

/**
 * Which regime governs one aspect of a case on the day `facts.asOf`. A decision later than that day is not
 * looked at. Throws RangeError when the case was opened after `asOf`, or before 2022 (absent).
 * Source: Luật 120/2025 Điều 56 khoản 1, 2; NĐ 163/2026 Điều 150, Điều 151 khoản 1.
 */
export function governingRegime(aspect: Aspect, procedure: Procedure, facts: CaseFacts): GoverningRegime {
  if (facts.asOf < facts.openedOn) throw new RangeError('the case was opened after the day of the question');
  const { regime, rule, steps } = choose(aspect, procedure, facts);
  const explanation = explain({
    rule: `regime.${aspect}`,
    version: REGIMES[regime].from,
    inputs: {
      procedure,
      openedOn: facts.openedOn,
      registeredOn: facts.registeredOn ?? null,
      decidedOn: facts.decidedOn ?? null,
      asOf: facts.asOf,
    },
    steps,
    result: { regime, rule },
  });
  return { regime, aspect, rule, explanation };
}

function choose(aspect: Aspect, procedure: Procedure, facts: CaseFacts): Choice {
  const decidedOn = decisionKnownBy(facts);
  if (facts.asOf < NEW_LAW_FROM) return underOldLaw(aspect, facts.asOf, decidedOn);
  if (facts.openedOn >= NEW_LAW_FROM) return underNewLaw(facts.openedOn);
  if (decidedOn === undefined || decidedOn >= NEW_LAW_FROM)
    return pendingDossier(procedure, facts, decidedOn);
  return decidedBefore(aspect, procedure, decidedOn);
}

function decisionKnownBy({ decidedOn, asOf }: CaseFacts): DateOnly | undefined {
  return decidedOn !== undefined && decidedOn <= asOf ? decidedOn : undefined;
}

function underOldLaw(aspect: Aspect, asOf: DateOnly, decidedOn: DateOnly | undefined): Choice {
  if (aspect === 'term' && decidedOn !== undefined) return byDecision(decidedOn);
  const steps = aspect === 'monitoring' ? [inForce(asOf), NO_MONITORING] : [inForce(asOf)];
  return { regime: regimeOn(asOf), rule: 'day-of-act', steps };
}

function byDecision(decidedOn: DateOnly): Choice {
  const text = step(
    `Thời hạn theo pháp luật có hiệu lực vào ngày ra quyết định ${viDate(decidedOn)}.`,
    `The term follows the law in force on the day of the decision, ${decidedOn}.`,
    cite('luat-73-2021', 'Điều 54 khoản 1'),
  );
  return { regime: regimeOn(decidedOn), rule: 'day-of-decision', steps: [text] };
}

function underNewLaw(openedOn: DateOnly): Choice {
  const text = step(
    `Hồ sơ mở ngày ${viDate(openedOn)}, từ ngày ${viDate(NEW_LAW_FROM)} trở đi: áp dụng Luật số 120/2025/QH15.`,
    `The file was opened on ${openedOn}, on or after ${NEW_LAW_FROM}: Law 120/2025 applies.`,
    cite('luat-120-2025', 'Điều 55 khoản 1'),
  );
  return { regime: 'R3', rule: 'new-law', steps: [text] };
}

function pendingDossier(procedure: Procedure, facts: CaseFacts, decidedOn: DateOnly | undefined): Choice {
  const vi = decidedOn === undefined ? 'đến nay chưa có quyết định' : `quyết định ngày ${viDate(decidedOn)}`;
  const en = decidedOn === undefined ? 'not decided so far' : `decided on ${decidedOn}`;
  const text = step(
    `Hồ sơ mở ngày ${viDate(facts.openedOn)}, trước ngày ${viDate(NEW_LAW_FROM)}, ${vi}: thực hiện theo Luật số 120/2025/QH15.`,
    `The file was opened on ${facts.openedOn}, before ${NEW_LAW_FROM}, and is ${en}: Law 120/2025 governs.`,
    cite('luat-120-2025', 'Điều 56 khoản 2', transitionMark(procedure)),
  );
  return { regime: 'R3', rule: 'transition-pending-dossier', steps: [text, ...analogy(procedure)] };
}

function decidedBefore(aspect: Aspect, procedure: Procedure, decidedOn: DateOnly): Choice {
  switch (aspect) {
    case 'term':
      return oldTermStands(procedure, decidedOn);
    case 'aftercare':
      return newAftercare(procedure);
    case 'monitoring':
      return { regime: 'R3', rule: 'transition-monitoring', steps: [MONITORING_FROM_NEW_LAW] };
    case 'authority':
    case 'deadline':
    case 'form':
      return { regime: 'R3', rule: 'transition-day-of-act', steps: [ACT_BY_ITS_DAY] };
  }
}

function oldTermStands(procedure: Procedure, decidedOn: DateOnly): Choice {
  const text = step(
    `Quyết định ngày ${viDate(decidedOn)}, trước ngày ${viDate(NEW_LAW_FROM)}: thực hiện đến hết thời hạn theo Luật số 73/2021/QH14.`,
    `Decided on ${decidedOn}, before ${NEW_LAW_FROM}: the term under Law 73/2021 stands to its end.`,
    cite('luat-120-2025', 'Điều 56 khoản 1', transitionMark(procedure)),
  );
  return {
    regime: regimeOn(decidedOn),
    rule: 'transition-old-term',
    steps: [text, ...readingOfArticle56(procedure)],
  };
}

function readingOfArticle56(procedure: Procedure): readonly ExplanationStep[] {
  return REHABILITATION.has(procedure) ? [DECIDED_MEANS_IN_REHABILITATION] : analogy(procedure);
}

function newAftercare(procedure: Procedure): Choice {
  const text = step(
    'Việc quản lý sau cai nghiện thực hiện theo Luật số 120/2025/QH15, kể cả khi thời hạn cai nghiện theo luật cũ.',
    'Aftercare follows Law 120/2025, even where the term of rehabilitation follows the old law.',
    cite('luat-120-2025', 'Điều 56 khoản 1', transitionMark(procedure)),
  );
  return { regime: 'R3', rule: 'transition-new-aftercare', steps: [text, ...analogy(procedure)] };
}

// Điều 56 speaks of rehabilitation only; for other measures it is read by analogy.
const REHABILITATION: ReadonlySet<Procedure> = new Set<Procedure>([
  'home-rehabilitation',
  'private-facility-rehabilitation',
  'public-facility-rehabilitation',
  'compulsory-rehabilitation',
]);

const transitionMark = (procedure: Procedure): SourceMark =>
  REHABILITATION.has(procedure) ? 'secondary' : 'interpretation';

function analogy(procedure: Procedure): readonly ExplanationStep[] {
  if (REHABILITATION.has(procedure)) return [];
  const name = PROCEDURES[procedure];
  const text = step(
    `Điều 56 chỉ nói về cai nghiện; với “${name.vi}” áp dụng tương tự.`,
    `Art. 56 speaks of rehabilitation only; for “${name.en}” it is applied by analogy.`,
    undefined,
    'interpretation',
  );
  return [text];
}

const inForce = (asOf: DateOnly): ExplanationStep =>
  step(
    `Ngày ${viDate(asOf)}: áp dụng pháp luật có hiệu lực vào ngày thực hiện.`,
    `${asOf}: the law in force on the day of the act applies.`,
    cite('luat-73-2021', 'Điều 54 khoản 1'),
  );

const NO_MONITORING = step(
  `Trước ngày ${viDate(NEW_LAW_FROM)} không có biện pháp giám sát điện tử.`,
  `There is no electronic monitoring before ${NEW_LAW_FROM}.`,
);

const MONITORING_FROM_NEW_LAW = step(
  'Người đang cai nghiện tại gia đình, cộng đồng, đang điều trị bằng thuốc thay thế hoặc đang bị quản lý sau cai từ trước ngày 01/07/2026 bị áp dụng giám sát điện tử; tuổi tính đến ngày Công an cấp xã ra quyết định giám sát.',
  'Persons in home rehabilitation, substitution treatment or aftercare since before 2026-07-01 come under electronic monitoring; age is taken on the day of the monitoring decision.',
  cite('nd-163-2026', 'Điều 151 khoản 1'),
);

const ACT_BY_ITS_DAY = step(
  'Nghị định 105/2021/NĐ-CP và Nghị định 116/2021/NĐ-CP hết hiệu lực từ ngày 01/07/2026 và không có quy định chuyển tiếp riêng: thẩm quyền, thời hạn thủ tục và biểu mẫu theo ngày thực hiện.',
  'Decrees 105/2021 and 116/2021 ended on 2026-06-30 without a transition rule of its own: authority, time limits of steps and forms follow the day of the act.',
  cite('nd-163-2026', 'Điều 150 khoản 3 điểm a, b'),
  'interpretation',
);

const DECIDED_MEANS_IN_REHABILITATION = step(
  'Người đã có quyết định trước ngày 01/07/2026 được coi là “đang thực hiện cai nghiện”.',
  'A person with a decision from before 2026-07-01 is taken to be “in rehabilitation”.',
  undefined,
  'interpretation',
);
