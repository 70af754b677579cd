import { cite, type Citation } from '../../law/instruments.js';
import type { Regime } from '../../law/regimes.js';
import { text2, type Text2 } from '../../law/text.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';

/** At which moment of the execution a ground counts. */
type Phase = 'before-entry' | 'while-postponed' | 'inside' | 'while-suspended';
export type ExecutionGround =
  | 'serious-illness'
  | 'family-hardship'
  | 'critical-illness'
  | 'no-longer-addicted'
  | 'pregnant'
  | 'progress-while-suspended'
  | 'imprisoned';

interface GroundRow {
  readonly ground: ExecutionGround;
  readonly step: 'postponed' | 'exempted';
  readonly phase: Phase;
  readonly law2021: Citation | null;
  readonly law2025: Citation | null;
}

const old = (article: string): Citation => cite('nd-116-2021', article);
const since = (article: string): Citation => cite('luat-120-2025', article);
const row = (
  ground: ExecutionGround,
  step: GroundRow['step'],
  phase: Phase,
  law2021: Citation | null,
  law2025: Citation | null,
): GroundRow => ({ ground, step, phase, law2021, law2025 });

const ILL = 'critical-illness';

/** NĐ 116/2021 Art 57, 58; Luật 120/2025 Art 39. */
const GROUND_ROWS: readonly GroundRow[] = [
  row(
    'serious-illness',
    'postponed',
    'before-entry',
    old('Điều 57 khoản 1 điểm a'),
    since('Điều 39 khoản 1'),
  ),
  row(
    'family-hardship',
    'postponed',
    'before-entry',
    old('Điều 57 khoản 1 điểm b'),
    since('Điều 39 khoản 1'),
  ),
  row(ILL, 'exempted', 'before-entry', old('Điều 57 khoản 3 điểm a'), since('Điều 39 khoản 2 điểm a')),
  row('pregnant', 'exempted', 'before-entry', old('Điều 57 khoản 3 điểm c'), since('Điều 39 khoản 2 điểm c')),
  row(
    'no-longer-addicted',
    'exempted',
    'while-postponed',
    old('Điều 57 khoản 3 điểm b'),
    since('Điều 39 khoản 2 điểm b'),
  ),
  row(ILL, 'exempted', 'inside', old('Điều 58 khoản 3 điểm b'), since('Điều 39 khoản 3')),
  row('pregnant', 'exempted', 'inside', old('Điều 58 khoản 3 điểm c'), since('Điều 39 khoản 3')),
  row('imprisoned', 'exempted', 'inside', old('Điều 58 khoản 3 điểm d'), null),
  row('progress-while-suspended', 'exempted', 'while-suspended', old('Điều 58 khoản 3 điểm a'), null),
];

export const EXECUTION_GROUNDS: readonly ExecutionGround[] = [
  ...new Set(GROUND_ROWS.map(({ ground }) => ground)),
];

/** States of the compulsory measure, and of the voluntary one at a public facility. */
const BEFORE_ENTRY = [
  ...['to-execute', 'facility-asked', 'elsewhere-asked', 'designated', 'to-transport'],
  ...['proposed', 'designation-asked'],
];
const PHASES: Readonly<Record<Phase, readonly string[]>> = {
  'before-entry': [...BEFORE_ENTRY, 'postponed'],
  'while-postponed': ['postponed'],
  inside: ['in-facility', 'on-leave', 'escaped', 'suspended', 'in-prison', 'under-way'],
  'while-suspended': ['suspended'],
};

/** The article by which a court, or of voluntary rehabilitation the provincial director, may postpone or exempt on that ground in that state; undefined where the law knows none. */
export function executionGround(
  ground: ExecutionGround,
  step: 'postponed' | 'exempted',
  state: string,
  regime: Regime,
): Citation | undefined {
  const found = GROUND_ROWS.find(
    (each) => each.ground === ground && each.step === step && PHASES[each.phase].includes(state),
  );
  return (regime === 'R3' ? found?.law2025 : found?.law2021) ?? undefined;
}

defineCodeList(
  'execution-ground',
  text2('Căn cứ hoãn, miễn chấp hành', 'Ground of a postponement or exemption'),
  {
    'serious-illness': text2('Đang ốm nặng', 'Seriously ill'),
    'family-hardship': text2('Gia đình đang có khó khăn đặc biệt', 'Special hardship of the family'),
    'critical-illness': text2('Mắc bệnh hiểm nghèo', 'Critically ill'),
    'no-longer-addicted': text2('Không còn nghiện trong thời gian hoãn', 'No longer addicted'),
    pregnant: text2('Đang mang thai', 'Pregnant'),
    'progress-while-suspended': text2(
      'Tiến bộ rõ rệt hoặc lập công trong thời gian tạm đình chỉ',
      'Marked progress while suspended',
    ),
    imprisoned: text2('Bị phạt tù không được hưởng án treo', 'Sentenced to prison'),
  } satisfies Readonly<Record<ExecutionGround, Text2>>,
);
