import { addMonths, type DateOnly } from './date.js';
import { viDate } from './date-text.js';
import { deadlineRule, type DeadlineRule } from './deadlines.js';
import {
  DOSSIER_RULES,
  WITHOUT_RESIDENCE,
  type DossierItemRule,
  type DossierProcedure,
  type DossierSet,
} from './data/dossier-rules.js';
import { explain, step, type Explanation, type ExplanationStep } from './explanation.js';
import { cite, type Citation } from './instruments.js';
import { REGIMES, type Regime } from './regime-periods.js';
import { text2, type Text2 } from './text.js';

export type { DossierItemCode, DossierItemRule, DossierProcedure } from './data/dossier-rules.js';

export interface DossierFacts {
  /** Codes of the papers handed in. */
  readonly items: readonly string[];
  /** Age in completed years on the day of registering; a range where only the year of birth is known. */
  readonly ageMin: number;
  readonly ageMax: number;
  /** Day of the determination of addiction, needed where its age matters (R3). */
  readonly determinationOn?: DateOnly;
  readonly registeringOn: DateOnly;
  /** True for a person without a stable residence, who registers where the act was found. */
  readonly withoutResidence?: boolean;
}

export interface MissingItem {
  readonly code: string;
  readonly title: Text2;
  readonly reason: Text2;
  readonly citation: Citation;
}

export interface DossierCheck {
  readonly complete: boolean;
  readonly missing: readonly MissingItem[];
  /** Why no dossier could be complete: below 12 years the procedure does not exist; the law of that day is absent. */
  readonly problem?: 'under-12' | 'law-absent';
  readonly explanation: Explanation;
}

const NOT_HANDED_IN = text2('Chưa nộp.', 'Not handed in.');
const NO_DAY = text2(
  'Chưa ghi ngày của kết quả nên không kiểm tra được thời hạn sử dụng.',
  'The day of the result is not recorded, so that its age can’t be checked.',
);

/** The papers of a registration dossier under a regime, in the order of the decree. */
export function dossierRules(
  procedure: DossierProcedure,
  regime: Regime,
  withoutResidence = false,
): readonly DossierItemRule[] {
  return dossierSet(procedure, regime, withoutResidence).items;
}

function dossierSet(procedure: DossierProcedure, regime: Regime, withoutResidence: boolean): DossierSet {
  return (withoutResidence ? WITHOUT_RESIDENCE : DOSSIER_RULES[procedure])[regime];
}

/**
 * Whether a registration dossier is complete, and what is missing. A person whose year of birth alone is known and
 * who may be under 18 is treated as a minor; one who may be under 12 is treated as 12 or older and the officer is told.
 * Source: NĐ 116/2021 Điều 28, 35; NĐ 163/2026 Điều 89; Luật 120/2025 Điều 31 khoản 1 điểm b; NĐ 141/2024 Điều 29, 30.
 */
export function checkDossier(procedure: DossierProcedure, regime: Regime, facts: DossierFacts): DossierCheck {
  const { items, from } = dossierSet(procedure, regime, facts.withoutResidence ?? false);
  const absent = from !== undefined && facts.registeringOn < from;
  const fault = facts.ageMax < 12 ? 'under-12' : absent ? 'law-absent' : undefined;
  const validity = deadlineRule('determination.validity', REGIMES[regime].from);
  const missing = fault ? [] : missingItems(items, facts, validity);
  const complete = !fault && missing.length === 0;
  const explanation = explainCheck(procedure, regime, facts, missing, complete);
  return { complete, missing, ...(fault && { problem: fault }), explanation };
}

function missingItems(
  rules: readonly DossierItemRule[],
  facts: DossierFacts,
  validity: DeadlineRule | undefined,
): readonly MissingItem[] {
  return rules
    .filter((rule) => isRequired(rule, facts) && !hasAlternative(rule, rules, facts))
    .flatMap((rule) => {
      const fault = faultOf(rule, facts, validity);
      return fault === undefined ? [] : [{ code: rule.code, title: rule.title, ...fault }];
    });
}

function isRequired({ required }: DossierItemRule, { ageMin }: DossierFacts): boolean {
  return required === 'always' || (required === 'minor' && ageMin < 18);
}

function hasAlternative(
  { code }: DossierItemRule,
  rules: readonly DossierItemRule[],
  { items }: DossierFacts,
): boolean {
  return rules.some((other) => other.alternativeOf === code && items.includes(other.code));
}

type Fault = Pick<MissingItem, 'reason' | 'citation'>;

function faultOf(
  { code, citation }: DossierItemRule,
  facts: DossierFacts,
  validity: DeadlineRule | undefined,
): Fault | undefined {
  if (!facts.items.includes(code)) return { reason: NOT_HANDED_IN, citation };
  // NĐ 116/2021 sets no age for the result: nothing to check before 01/07/2026.
  if (code !== 'determination-result' || validity === undefined) return undefined;
  return faultOfAge(validity, facts, citation);
}

function faultOfAge(
  validity: DeadlineRule,
  { determinationOn, registeringOn }: DossierFacts,
  citation: Citation,
): Fault | undefined {
  if (determinationOn === undefined) return { reason: NO_DAY, citation };
  const lastDay = addMonths(determinationOn, validity.value);
  return registeringOn <= lastDay ? undefined : tooOld(validity, determinationOn, lastDay);
}

function tooOld(validity: DeadlineRule, determinationOn: DateOnly, lastDay: DateOnly): Fault {
  const months = String(validity.value).padStart(2, '0');
  return {
    reason: text2(
      `Kết quả ngày ${viDate(determinationOn)} đã quá ${months} tháng (chỉ dùng được đến hết ngày ${viDate(lastDay)}): phải xác định lại.`,
      `The result of ${determinationOn} is older than ${validity.value} months (usable until ${lastDay}): a new determination is needed.`,
    ),
    citation: validity.citations[0] ?? cite('luat-120-2025', 'Điều 31 khoản 1 điểm b'),
  };
}

function explainCheck(
  procedure: DossierProcedure,
  regime: Regime,
  facts: DossierFacts,
  missing: readonly MissingItem[],
  complete: boolean,
): Explanation {
  return explain({
    rule: `${procedure}.dossier`,
    version: REGIMES[regime].from,
    citations: dossierRules(procedure, regime, facts.withoutResidence).map(({ citation }) => citation),
    inputs: {
      regime,
      items: facts.items.join(', '),
      ageMin: facts.ageMin,
      ageMax: facts.ageMax,
      determinationOn: facts.determinationOn ?? null,
      registeringOn: facts.registeringOn,
    },
    steps: [
      ...ageSteps(regime, facts),
      ...ownPapers(dossierRules(procedure, regime, facts.withoutResidence)),
      ...missing.map(missingStep),
      ...conclusion(facts, complete),
    ],
    result: { complete, missing: missing.map(({ code }) => code).join(', ') },
  });
}

const ageArticle = (regime: Regime): Citation =>
  regime === 'R3' ? cite('nd-163-2026', 'Điều 89 khoản 1') : cite('nd-116-2021', 'Điều 28 khoản 1');

function ageSteps(regime: Regime, { ageMin, ageMax }: DossierFacts): readonly ExplanationStep[] {
  const article = ageArticle(regime);
  if (ageMax < 12) {
    return [
      step(
        'Người chưa đủ 12 tuổi: không có thủ tục này.',
        'Under 12 years: the procedure does not exist.',
        article,
      ),
    ];
  }
  const maybeTooYoung = ageMin < 12 ? [UNCERTAIN_12] : [];
  if (ageMin >= 18) return maybeTooYoung;
  const minor =
    ageMax >= 18 ? UNCERTAIN_18 : step('Người từ đủ 12 đến dưới 18 tuổi.', 'Aged 12 to under 18.', article);
  return [...maybeTooYoung, minor];
}

const UNCERTAIN_12 = step(
  'Chỉ biết năm sinh, có thể chưa đủ 12 tuổi: coi là từ đủ 12 đến dưới 18 tuổi, cần xác minh ngày sinh.',
  'Only the year of birth is known, possibly under 12: taken as 12 to under 18; verify the day of birth.',
  undefined,
  'interpretation',
);

const UNCERTAIN_18 = step(
  'Chỉ biết năm sinh, có thể chưa đủ 18 tuổi: coi là người dưới 18 tuổi.',
  'Only the year of birth is known, possibly under 18: treated as a minor.',
  undefined,
  'interpretation',
);

/** The receiving body makes these itself: they are told of and never missing. */
const ownPapers = (rules: readonly DossierItemRule[]): readonly ExplanationStep[] =>
  rules
    .filter(({ required }) => required === 'own')
    .map(({ title, citation }) =>
      step(
        `${title.vi}: do cơ quan tiếp nhận lập, không yêu cầu người đăng ký nộp.`,
        `${title.en}: made by the receiving body, not asked of the applicant.`,
        citation,
      ),
    );

const missingStep = ({ title, reason, citation }: MissingItem): ExplanationStep =>
  step(`Thiếu: ${title.vi}. ${reason.vi}`, `Missing: ${title.en}. ${reason.en}`, citation);

function conclusion({ ageMax }: DossierFacts, complete: boolean): readonly ExplanationStep[] {
  if (ageMax < 12) return [];
  return complete
    ? [step('Hồ sơ đủ thành phần.', 'The dossier is complete.')]
    : [
        step(
          'Hồ sơ chưa đủ: hướng dẫn hoàn thiện, bổ sung.',
          'Incomplete: the applicant is told what to add.',
        ),
      ];
}
