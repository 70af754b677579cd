import { deadlineRow, UNDER_LAW_2021, UNDER_LAW_2025 } from '../deadline-row.js';
import type { DeadlineRule } from '../deadline-rule.js';
import { cite } from '../instruments.js';
import type { Procedure } from '../procedures.js';
import { text2 } from '../text.js';

const procedure = 'addiction-determination' as const;
const alsoFor: readonly Procedure[] = [
  'home-rehabilitation',
  'private-facility-rehabilitation',
  'public-facility-rehabilitation',
  'substitution-treatment',
  'compulsory-rehabilitation',
  'drug-user-management',
  'aftercare',
];
const RESULT = text2('Trả kết quả xác định tình trạng nghiện', 'Return the result of the determination');
const FACILITY = text2('Cơ sở y tế xác định tình trạng nghiện', 'The determining health facility');
const RECEPTION = text2('ngày tiếp nhận người cần xác định', 'the day the person is received');

/** Determination of addiction: the result is asked for in every procedure. */
export const DETERMINATION: readonly DeadlineRule[] = [
  deadlineRow({
    key: 'determination.result',
    id: 'A01',
    procedure,
    alsoFor,
    step: RESULT,
    actor: FACILITY,
    obligor: 'health-centre',
    value: 5,
    unit: 'days',
    startsWith: RECEPTION,
    ...UNDER_LAW_2021,
    citations: [cite('tt-18-2021', 'Điều 5 khoản 2')],
  }),
  deadlineRow({
    key: 'determination.result',
    id: 'A01',
    procedure,
    alsoFor,
    step: RESULT,
    actor: FACILITY,
    obligor: 'health-centre',
    value: 5,
    unit: 'days',
    startsWith: RECEPTION,
    ...UNDER_LAW_2025,
    citations: [cite('tt-18-2021', 'Điều 5 khoản 2', 'unverified')],
    note: text2(
      'Chưa xác minh Thông tư 18/2021/TT-BYT còn áp dụng từ ngày 01/07/2026 (Luật 120/2025/QH15, Điều 31 khoản 7, 8).',
      'Whether Circular 18/2021 still applies from 2026-07-01 is unverified (Law 120/2025, Art. 31(7), (8)).',
    ),
  }),
  deadlineRow({
    key: 'determination.validity',
    id: 'A02',
    procedure: 'home-rehabilitation',
    alsoFor: ['private-facility-rehabilitation', 'public-facility-rehabilitation'],
    step: text2(
      'Kết quả xác định tình trạng nghiện còn dùng được để đăng ký',
      'The result may still serve for a registration',
    ),
    actor: text2('Người đăng ký cai nghiện tự nguyện', 'The person who registers'),
    obligor: 'person',
    value: 6,
    unit: 'months',
    rollsOver: false,
    startsWith: text2('ngày của kết quả', 'the day of the result'),
    ...UNDER_LAW_2025,
    citations: [cite('luat-120-2025', 'Điều 31 khoản 1 điểm b')],
  }),
  ...([UNDER_LAW_2021, UNDER_LAW_2025] as const).map((law) =>
    deadlineRow({
      key: 'determination.send-staff',
      id: 'A03',
      procedure,
      step: text2('Cử cán bộ y tế đến nơi xác định', 'Send staff to where the person is'),
      actor: FACILITY,
      obligor: 'health-centre',
      value: 24,
      unit: 'hours',
      startsWith: text2('thời điểm nhận hồ sơ của cơ quan Công an', 'the moment the request arrives'),
      ...law,
      citations: [
        cite(
          'nd-109-2021',
          'Điều 6 khoản 2 điểm b, Điều 7 khoản 3 điểm b',
          law === UNDER_LAW_2025 ? 'unverified' : 'secondary',
        ),
      ],
    }),
  ),
];
