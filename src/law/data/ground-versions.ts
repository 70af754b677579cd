import type { DateOnly } from '../date.js';
import type {
  Exclusion,
  ExclusionRule,
  Ground,
  GroundAge,
  GroundFactKind,
  GroundVersion,
} from '../ground.js';
import { cite, type Citation } from '../instruments.js';
import { REGIMES } from '../regime-periods.js';
import { text2, type Text2 } from '../text.js';

const LAW_2021 = { from: REGIMES.R1.from, to: REGIMES.R2.to } as const;
const LAW_2025 = { from: REGIMES.R3.from, to: REGIMES.R3.to } as const;

const FAILED: readonly GroundFactKind[] = ['not-registered', 'not-begun', 'rehabilitation-terminated'];
const SUBSTITUTION: readonly GroundFactKind[] = [
  'substitution-not-registered',
  'substitution-not-begun',
  'substitution-terminated',
  'substitution-ended-for-breach',
];

export const GROUNDS: Readonly<Record<Ground, { readonly row: string; readonly label: Text2 }>> = {
  'voluntary-failed': {
    row: 'G1',
    label: text2(
      'Không đăng ký, không thực hiện hoặc tự ý chấm dứt cai nghiện ma túy tự nguyện',
      'Not registered for, not begun or terminated voluntary rehabilitation',
    ),
  },
  'use-during-rehabilitation': {
    row: 'G2',
    label: text2(
      'Bị phát hiện sử dụng trái phép chất ma túy trong thời gian cai nghiện tự nguyện',
      'Use of drugs found during voluntary rehabilitation',
    ),
  },
  'substitution-failed': {
    row: 'G3',
    label: text2(
      'Không đăng ký, không thực hiện, tự ý chấm dứt hoặc bị chấm dứt điều trị thay thế do vi phạm',
      'Not registered for, not begun, terminated or ended for breach: substitution treatment',
    ),
  },
  'relapse-in-aftercare': {
    row: 'G4',
    label: text2(
      'Xác định nghiện ma túy trong thời gian quản lý sau cai nghiện',
      'Addiction determined during aftercare',
    ),
  },
  breach: {
    row: 'G5',
    label: text2(
      'Vi phạm đến mức bị đưa đi cai nghiện bắt buộc, hoặc đủ 18 tuổi khi đang trốn tránh',
      'Breaches up to compulsory rehabilitation, or of age while evading',
    ),
  },
};

const version = (
  ground: Ground,
  age: GroundAge,
  law: { readonly from: DateOnly; readonly to: DateOnly | null },
  facts: readonly GroundFactKind[],
  citation: Citation,
): GroundVersion => ({ ground, age, ...law, facts, citation });

/** Luật 73/2021 Điều 32, 33; Luật 120/2025 Điều 35, 36. Until 30/06/2026 a relapse in aftercare is no ground for a minor. */
export const GROUND_VERSIONS: readonly GroundVersion[] = [
  version('voluntary-failed', 'adult', LAW_2021, FAILED, cite('luat-73-2021', 'Điều 32 khoản 1')),
  version(
    'use-during-rehabilitation',
    'adult',
    LAW_2021,
    ['drug-use'],
    cite('luat-73-2021', 'Điều 32 khoản 2'),
  ),
  version('substitution-failed', 'adult', LAW_2021, SUBSTITUTION, cite('luat-73-2021', 'Điều 32 khoản 3')),
  version(
    'relapse-in-aftercare',
    'adult',
    LAW_2021,
    ['addiction-in-aftercare'],
    cite('luat-73-2021', 'Điều 32 khoản 4'),
  ),
  version('voluntary-failed', 'minor', LAW_2021, FAILED, cite('luat-73-2021', 'Điều 33 khoản 1 điểm a')),
  version(
    'use-during-rehabilitation',
    'minor',
    LAW_2021,
    ['drug-use'],
    cite('luat-73-2021', 'Điều 33 khoản 1 điểm b'),
  ),
  version(
    'substitution-failed',
    'minor',
    LAW_2021,
    SUBSTITUTION,
    cite('luat-73-2021', 'Điều 33 khoản 1 điểm c'),
  ),
  version('voluntary-failed', 'adult', LAW_2025, FAILED, cite('luat-120-2025', 'Điều 35 khoản 1 điểm a')),
  version(
    'use-during-rehabilitation',
    'adult',
    LAW_2025,
    ['drug-use'],
    cite('luat-120-2025', 'Điều 35 khoản 1 điểm b'),
  ),
  version(
    'substitution-failed',
    'adult',
    LAW_2025,
    SUBSTITUTION,
    cite('luat-120-2025', 'Điều 35 khoản 1 điểm c'),
  ),
  version(
    'relapse-in-aftercare',
    'adult',
    LAW_2025,
    ['addiction-in-aftercare'],
    cite('luat-120-2025', 'Điều 35 khoản 1 điểm d'),
  ),
  version(
    'breach',
    'adult',
    LAW_2025,
    ['breach-to-compulsory', 'of-age-while-evading'],
    cite('luat-120-2025', 'Điều 35 khoản 1 điểm đ'),
  ),
  version('voluntary-failed', 'minor', LAW_2025, FAILED, cite('luat-120-2025', 'Điều 36 khoản 1 điểm a')),
  version(
    'use-during-rehabilitation',
    'minor',
    LAW_2025,
    ['drug-use'],
    cite('luat-120-2025', 'Điều 36 khoản 1 điểm b'),
  ),
  version(
    'substitution-failed',
    'minor',
    LAW_2025,
    SUBSTITUTION,
    cite('luat-120-2025', 'Điều 36 khoản 1 điểm c'),
  ),
  version(
    'relapse-in-aftercare',
    'minor',
    LAW_2025,
    ['addiction-in-aftercare'],
    cite('luat-120-2025', 'Điều 36 khoản 1 điểm d'),
  ),
  version(
    'breach',
    'minor',
    LAW_2025,
    ['breach-to-compulsory'],
    cite('luat-120-2025', 'Điều 36 khoản 1 điểm đ'),
  ),
];

/** Of adults; for minors neither law names any. */
export const EXCLUSIONS: Readonly<Record<Exclusion, ExclusionRule>> = {
  'no-administrative-capacity': {
    label: text2('Không có năng lực trách nhiệm hành chính', 'No administrative capacity'),
    evidence: text2('kết luận của cơ quan có thẩm quyền', 'finding of the competent body'),
    law2021: cite('xlvphc-2012', 'Điều 96 khoản 2 điểm a'),
    law2025: cite('luat-120-2025', 'Điều 35 khoản 2 điểm a'),
  },
  pregnant: {
    label: text2('Đang mang thai', 'Pregnant'),
    evidence: text2('chứng nhận của cơ sở khám bệnh, chữa bệnh', 'certificate of a medical facility'),
    law2021: cite('xlvphc-2012', 'Điều 96 khoản 2 điểm b'),
    law2025: cite('luat-120-2025', 'Điều 35 khoản 2 điểm b'),
  },
  'child-under-36-months': {
    label: text2(
      'Phụ nữ hoặc người duy nhất đang nuôi con nhỏ dưới 36 tháng tuổi',
      'A woman, or the only carer, with a child under 36 months',
    ),
    evidence: text2(
      'xác nhận của Ủy ban nhân dân cấp xã nơi cư trú',
      'confirmation of the commune people’s committee of residence',
    ),
    law2021: cite('xlvphc-2012', 'Điều 96 khoản 2 điểm c'),
    law2025: cite('luat-120-2025', 'Điều 35 khoản 2 điểm c'),
  },
};

/** Each fact in words. */
export const GROUND_FACTS: Readonly<Record<GroundFactKind, Text2>> = {
  'not-registered': text2('Không đăng ký trong thời hạn', 'Not registered in time'),
  'not-begun': text2('Không thực hiện cai nghiện trong thời hạn', 'Rehabilitation not begun in time'),
  'rehabilitation-terminated': text2('Tự ý chấm dứt cai nghiện', 'Rehabilitation terminated by the person'),
  'drug-use': text2('Bị phát hiện sử dụng trái phép chất ma túy', 'Use of drugs found'),
  'substitution-not-registered': text2(
    'Không đăng ký điều trị thay thế trong thời hạn',
    'Not registered for substitution in time',
  ),
  'substitution-not-begun': text2(
    'Không thực hiện điều trị thay thế trong thời hạn',
    'Substitution not begun in time',
  ),
  'substitution-terminated': text2(
    'Tự ý chấm dứt điều trị thay thế',
    'Substitution terminated by the person',
  ),
  'substitution-ended-for-breach': text2(
    'Bị chấm dứt điều trị thay thế do vi phạm',
    'Substitution ended for breach',
  ),
  'addiction-in-aftercare': text2(
    'Xác định nghiện trong thời gian quản lý sau cai',
    'Addiction determined in aftercare',
  ),
  'breach-to-compulsory': text2(
    'Vi phạm đến mức bị đưa đi cai nghiện bắt buộc',
    'Breach up to compulsory rehabilitation',
  ),
  'of-age-while-evading': text2('Đủ 18 tuổi khi đang trốn tránh', 'Of age while evading'),
};
