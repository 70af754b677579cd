import { addMonths, type DateOnly } from './date.js';
import { viDate } from './date-text.js';
import { deadlineRule } from './deadlines.js';
import { explain, step, type Explanation } from './explanation.js';
import { cite, type Citation } from './instruments.js';
import { REGIMES, type Regime } from './regime-periods.js';
import { text2, type Text2 } from './text.js';

/** Why addiction is determined. */
export type DeterminationGround =
  'voluntary' | 'registering' | 'managed-user' | 'no-residence' | 'commune-education' | 'aftercare';

export type DeterminationResult = 'addicted' | 'not-addicted';

interface GroundRule {
  readonly label: Text2;
  /** Null where that law knows no such case. */
  readonly law2021: Citation | null;
  readonly law2025: Citation | null;
}

const old = (point: string): Citation => cite('luat-73-2021', `Điều 27 khoản 1 điểm ${point}`);
const since = (point: string): Citation => cite('luat-120-2025', `Điều 31 khoản 1 điểm ${point}`);

/** Luật 73/2021 Điều 27 khoản 1, Luật 120/2025 Điều 31 khoản 1. */
export const DETERMINATION_GROUNDS: Readonly<Record<DeterminationGround, GroundRule>> = {
  voluntary: {
    label: text2('Tự nguyện xác định tình trạng nghiện', 'By the person’s own wish'),
    law2021: old('đ'),
    law2025: since('a'),
  },
  registering: {
    label: text2(
      'Đăng ký cai nghiện tự nguyện mà chưa có giấy xác định, hoặc giấy đã quá 06 tháng',
      'Registers for rehabilitation without a result, or with one older than 6 months',
    ),
    law2021: null,
    law2025: since('b'),
  },
  'managed-user': {
    label: text2(
      'Đang trong thời hạn quản lý mà bị phát hiện sử dụng trái phép chất ma túy',
      'Found to have used drugs while managed',
    ),
    law2021: old('a'),
    law2025: since('c'),
  },
  'no-residence': {
    label: text2('Sử dụng trái phép, không có nơi cư trú ổn định', 'Drug user without a stable residence'),
    law2021: old('b'),
    law2025: since('đ'),
  },
  'commune-education': {
    label: text2(
      'Trong hoặc trong 01 năm sau giáo dục tại xã do sử dụng trái phép mà bị phát hiện sử dụng',
      'Found to have used drugs during education at the commune, or in the year after it',
    ),
    law2021: old('c'),
    law2025: null,
  },
  aftercare: {
    label: text2(
      'Trong thời hạn quản lý sau cai nghiện mà bị phát hiện sử dụng',
      'Found to have used drugs during aftercare',
    ),
    law2021: old('d'),
    law2025: since('d'),
  },
};

const under = (
  rule: { readonly law2021: Citation | null; readonly law2025: Citation | null },
  regime: Regime,
) => (regime === 'R3' ? rule.law2025 : rule.law2021) ?? undefined;

/** The article by which addiction is determined on that ground; undefined where the law knows none. */
export function groundCitation(ground: DeterminationGround, regime: Regime): Citation | undefined {
  return under(DETERMINATION_GROUNDS[ground], regime);
}

/** What a result opens by law. */
export type DeterminationOutcome =
  | 'register-voluntary'
  | 'register-public-facility'
  | 'compulsory-ground'
  | 'stop-management'
  | 'manage-user'
  | 'decide-management-anew';

export const OUTCOMES: Readonly<Record<DeterminationOutcome, Text2>> = {
  'register-voluntary': text2(
    'Đăng ký cai nghiện tự nguyện hoặc điều trị thay thế',
    'Register for voluntary rehabilitation or substitution treatment',
  ),
  'register-public-facility': text2(
    'Đăng ký cai nghiện tự nguyện tại cơ sở công lập, trường giáo dưỡng',
    'Register for a public facility or reformatory',
  ),
  'compulsory-ground': text2(
    'Xem xét lập hồ sơ đề nghị cai nghiện bắt buộc (nghiện trong thời gian quản lý sau cai)',
    'Consider a compulsory dossier: addicted during aftercare',
  ),
  'stop-management': text2('Dừng quản lý người sử dụng trái phép', 'Stop the management of the user'),
  'manage-user': text2('Quyết định quản lý người sử dụng trái phép', 'Decide the management of the user'),
  'decide-management-anew': text2('Ra quyết định quản lý mới', 'Decide the management anew'),
};

interface OutcomeRow {
  readonly outcome: DeterminationOutcome;
  readonly result: DeterminationResult;
  readonly grounds: readonly DeterminationGround[];
  readonly law2021: Citation | null;
  readonly law2025: Citation | null;
}

const ROWS: readonly OutcomeRow[] = [
  {
    outcome: 'register-voluntary',
    result: 'addicted',
    grounds: ['managed-user', 'commune-education', 'voluntary'],
    law2021: cite('luat-73-2021', 'Điều 27 khoản 5 điểm c'),
    law2025: null,
  },
  {
    outcome: 'register-voluntary',
    result: 'addicted',
    grounds: ['voluntary', 'registering'],
    law2021: null,
    law2025: cite('luat-120-2025', 'Điều 31 khoản 6'),
  },
  // NĐ 116/2021 Art 28(1): who lives nowhere registers for a public facility.
  {
    outcome: 'register-public-facility',
    result: 'addicted',
    grounds: ['no-residence'],
    law2021: cite('nd-116-2021', 'Điều 28 khoản 1'),
    law2025: cite('luat-120-2025', 'Điều 31 khoản 6'),
  },
  {
    outcome: 'compulsory-ground',
    result: 'addicted',
    grounds: ['aftercare'],
    law2021: cite('luat-73-2021', 'Điều 32 khoản 4'),
    law2025: cite('luat-120-2025', 'Điều 35 khoản 1 điểm d, Điều 36 khoản 1 điểm d'),
  },
  {
    outcome: 'stop-management',
    result: 'addicted',
    grounds: ['managed-user'],
    law2021: cite('luat-73-2021', 'Điều 23 khoản 5 điểm a'),
    law2025: cite('luat-120-2025', 'Điều 24 khoản 5 điểm a'),
  },
  {
    outcome: 'manage-user',
    result: 'not-addicted',
    grounds: ['no-residence'],
    law2021: cite('nd-105-2021', 'Điều 40 khoản 2 điểm e, Điều 42 khoản 1'),
    law2025: cite('luat-120-2025', 'Điều 24 khoản 6, Điều 31 khoản 3 điểm b'),
  },
  {
    outcome: 'decide-management-anew',
    result: 'not-addicted',
    grounds: ['managed-user'],
    law2021: cite('nd-105-2021', 'Điều 43 khoản 2'),
    law2025: cite('nd-163-2026', 'Điều 59 khoản 1'),
  },
];

export interface OpenedOutcome {
  readonly outcome: DeterminationOutcome;
  readonly citation: Citation;
}

/**
 * What a result opens by the law of the day on which the person is told. That a managed user who is found to be addicted
 * has to register is said by Luật 73/2021 alone: Điều 31 khoản 6 of Luật 120/2025 names points a, b and đ.
 */
export function outcomesOf(
  ground: DeterminationGround,
  result: DeterminationResult,
  regime: Regime,
): readonly OpenedOutcome[] {
  return ROWS.flatMap((row) => {
    const citation = row.result === result && row.grounds.includes(ground) ? under(row, regime) : undefined;
    return citation ? [{ outcome: row.outcome, citation }] : [];
  });
}

export interface DeterminationValidity {
  /** The last day on which the result serves for a registration; null where the law of the day names none. */
  readonly usableUntil: DateOnly | null;
  readonly explanation: Explanation;
}

/** How long a result serves for a registration. Source: Luật 120/2025 Điều 31 khoản 1 điểm b; no such rule before. */
export function determinationValidity(resultOn: DateOnly, regime: Regime): DeterminationValidity {
  const rule = deadlineRule('determination.validity', REGIMES[regime].from);
  const usableUntil = rule ? addMonths(resultOn, rule.value) : null;
  const text =
    rule && usableUntil
      ? step(
          `Kết quả ngày ${viDate(resultOn)} dùng để đăng ký được đến hết ngày ${viDate(usableUntil)} (${rule.value} tháng).`,
          `The result of ${resultOn} serves for a registration until ${usableUntil} (${rule.value} months).`,
          rule.citations[0],
        )
      : step(
          'Pháp luật đến ngày 30/06/2026 không nói kết quả dùng được trong bao lâu.',
          'The law until 2026-06-30 does not say how long a result may be used.',
        );
  const explanation = explain({
    rule: 'determination.validity',
    version: REGIMES[regime].from,
    inputs: { resultOn, regime },
    steps: [text],
    result: { usableUntil },
  });
  return { usableUntil, explanation };
}
