import { UNDER_LAW_2021, UNDER_LAW_2025 } from '../deadline-row.js';
import { cite } from '../instruments.js';
import type { Procedure } from '../procedures.js';
import { term, type TermRule } from '../term-rule.js';
import { text2 } from '../text.js';

const MONITORED: readonly Procedure[] = ['substitution-treatment', 'aftercare'];
const RESUME = text2(
  'Thời gian còn lại để phải tiếp tục chấp hành sau tạm đình chỉ',
  'Remaining time from which a suspended term is resumed',
);

/** Terms of electronic monitoring, and lengths of time that a rule takes as its condition. */
export const CONDITIONS: readonly TermRule[] = [
  term({
    key: 'electronic-monitoring.term-substitution',
    id: 'E04',
    procedure: 'substitution-treatment',
    what: text2(
      'Giám sát điện tử người từ đủ 18 tuổi điều trị thay thế',
      'Electronic monitoring, adult in substitution treatment',
    ),
    min: 2,
    max: 2,
    unit: 'years',
    ...UNDER_LAW_2025,
    citations: [cite('nd-163-2026', 'Điều 15 khoản 1 điểm b')],
  }),
  term({
    key: 'electronic-monitoring.term-minor',
    id: 'E05',
    procedure: 'home-rehabilitation',
    alsoFor: MONITORED,
    what: text2(
      'Giám sát điện tử người từ đủ 12 đến dưới 18 tuổi theo đề nghị (hoặc phần còn lại nếu ít hơn)',
      'Electronic monitoring of a minor on request (or the remainder when shorter)',
    ),
    min: null,
    max: 1,
    unit: 'years',
    ...UNDER_LAW_2025,
    citations: [cite('nd-163-2026', 'Điều 15 khoản 2 điểm a')],
  }),
  term({
    key: 'electronic-monitoring.waiver-adult',
    id: 'E06',
    procedure: 'home-rehabilitation',
    alsoFor: MONITORED,
    what: text2(
      'Thời gian chấp hành tốt để được miễn phần còn lại, từ đủ 18 tuổi',
      'Time before a waiver, adults',
    ),
    min: 12,
    max: null,
    unit: 'months',
    ...UNDER_LAW_2025,
    citations: [cite('nd-163-2026', 'Điều 20 khoản 3')],
  }),
  term({
    key: 'electronic-monitoring.waiver-minor',
    id: 'E06',
    procedure: 'home-rehabilitation',
    alsoFor: MONITORED,
    what: text2(
      'Thời gian chấp hành tốt để được miễn phần còn lại, từ đủ 12 đến dưới 18 tuổi',
      'Time before a waiver, minors',
    ),
    min: 6,
    max: null,
    unit: 'months',
    ...UNDER_LAW_2025,
    citations: [cite('nd-163-2026', 'Điều 20 khoản 3')],
  }),
  term({
    key: 'compulsory.resume-remainder',
    id: 'C25',
    procedure: 'compulsory-rehabilitation',
    what: RESUME,
    min: 3,
    max: null,
    unit: 'months',
    ...UNDER_LAW_2021,
    citations: [cite('nd-116-2021', 'Điều 58 khoản 2')],
  }),
  term({
    key: 'compulsory.resume-remainder',
    id: 'C25',
    procedure: 'compulsory-rehabilitation',
    what: RESUME,
    min: 3,
    max: null,
    unit: 'months',
    ...UNDER_LAW_2025,
    citations: [cite('luat-120-2025', 'Điều 39 khoản 3')],
  }),
];
