import { deadlineRow, UNDER_LAW_2021, UNDER_LAW_2025 } from '../deadline-row.js';
import type { DeadlineRule } from '../deadline-rule.js';
import { cite } from '../instruments.js';
import { text2 } from '../text.js';

const procedure = 'drug-user-management' as const;
const FINDING_POLICE = text2('Cơ quan Công an nơi phát hiện', 'The police that found the use');
const COMMUNE_POLICE = text2('Công an cấp xã nơi đang quản lý', 'Commune police in charge');
const COMMITTEE = text2('Chủ tịch Ủy ban nhân dân cấp xã', 'Chairman of the commune people’s committee');
const RESIDENCE_CHECK = text2('Xác minh nơi cư trú', 'Verify the residence');
const RESIDENCE_CHECK_REMOTE = text2(
  'Xác minh nơi cư trú ở miền núi, hải đảo, vùng xa xôi, hẻo lánh',
  'Verify the residence in mountains, on islands, in remote areas',
);
const NOTICE = text2('Gửi thông báo và tài liệu về cấp xã', 'Send notice and papers to the commune');
const DECISION = text2('Ra quyết định quản lý người sử dụng trái phép chất ma túy', 'Decide the management');
const TRANSFER = text2('Chuyển hồ sơ khi thay đổi nơi cư trú', 'Send the file when the person moves');
const MONTHLY_CHECK = text2(
  'Kiểm tra, cập nhật nơi cư trú ít nhất 01 lần/tháng',
  'Check the residence at least monthly',
);
const DETECTION = text2('ngày phát hiện hành vi sử dụng', 'the day the use is found');
const RESULT = text2('thời điểm có kết quả xét nghiệm dương tính', 'the moment of the positive test result');
const LAST_CHECK = text2('lần kiểm tra trước', 'the last check');

// The decrees say "at least once in the month": a month from the last check keeps every calendar month covered.
const MONTH_FROM_LAST_CHECK = text2(
  'Cách hiểu: không quá 01 tháng kể từ lần kiểm tra trước.',
  'Our reading: no more than one month after the last check.',
);

/** Management of drug users who are not addicted. */
export const DRUG_USER: readonly DeadlineRule[] = [
  deadlineRow({
    key: 'drug-user.residence-check',
    id: 'U01',
    procedure,
    step: RESIDENCE_CHECK,
    actor: FINDING_POLICE,
    obligor: 'commune-police',
    value: 3,
    unit: 'working-days',
    startsWith: DETECTION,
    ...UNDER_LAW_2021,
    citations: [cite('nd-105-2021', 'Điều 41 khoản 1')],
  }),
  deadlineRow({
    key: 'drug-user.residence-check-remote',
    id: 'U02',
    procedure,
    step: RESIDENCE_CHECK_REMOTE,
    actor: FINDING_POLICE,
    obligor: 'commune-police',
    value: 10,
    unit: 'working-days',
    startsWith: DETECTION,
    ...UNDER_LAW_2021,
    citations: [cite('nd-105-2021', 'Điều 41 khoản 1')],
  }),
  deadlineRow({
    key: 'drug-user.notice',
    id: 'U03',
    procedure,
    step: NOTICE,
    actor: FINDING_POLICE,
    obligor: 'commune-police',
    value: 3,
    unit: 'working-days',
    startsWith: text2('ngày có kết quả xác minh nơi cư trú', 'the day the residence is verified'),
    ...UNDER_LAW_2021,
    citations: [cite('nd-105-2021', 'Điều 41 khoản 5')],
  }),
  deadlineRow({
    key: 'drug-user.decision',
    id: 'U04',
    procedure,
    step: DECISION,
    actor: COMMITTEE,
    obligor: 'commune-peoples-committee',
    value: 3,
    unit: 'working-days',
    startsWith: text2('ngày nhận thông báo và kết quả xét nghiệm', 'the day notice and test result arrive'),
    ...UNDER_LAW_2021,
    citations: [cite('luat-73-2021', 'Điều 23 khoản 4'), cite('nd-105-2021', 'Điều 42 khoản 1')],
  }),
  deadlineRow({
    key: 'drug-user.transfer',
    id: 'U05',
    procedure,
    step: TRANSFER,
    actor: COMMITTEE,
    obligor: 'commune-peoples-committee',
    value: 5,
    unit: 'working-days',
    startsWith: text2('ngày người đó đến nơi cư trú mới', 'the day of arrival at the new residence'),
    ...UNDER_LAW_2021,
    citations: [cite('nd-105-2021', 'Điều 47 khoản 2')],
  }),
  deadlineRow({
    key: 'drug-user.end-decision-delivery',
    id: 'U06',
    procedure,
    step: text2(
      'Gửi quyết định dừng, chấm dứt quản lý',
      'Send the decision that stops or ends the management',
    ),
    actor: COMMITTEE,
    obligor: 'commune-peoples-committee',
    value: 3,
    unit: 'working-days',
    startsWith: text2('ngày ra quyết định dừng, chấm dứt', 'the day of the decision'),
    ...UNDER_LAW_2021,
    citations: [cite('nd-105-2021', 'Điều 48 khoản 3')],
  }),
  deadlineRow({
    key: 'drug-user.monthly-check',
    id: 'U07',
    procedure,
    step: MONTHLY_CHECK,
    actor: COMMUNE_POLICE,
    obligor: 'commune-police',
    value: 1,
    unit: 'months',
    recurring: true,
    startsWith: LAST_CHECK,
    note: MONTH_FROM_LAST_CHECK,
    ...UNDER_LAW_2021,
    citations: [cite('nd-105-2021', 'Điều 47 khoản 1')],
    mark: 'interpretation',
  }),
  deadlineRow({
    key: 'drug-user.monthly-check',
    id: 'U07',
    procedure,
    step: MONTHLY_CHECK,
    actor: COMMUNE_POLICE,
    obligor: 'commune-police',
    value: 1,
    unit: 'months',
    recurring: true,
    startsWith: LAST_CHECK,
    note: MONTH_FROM_LAST_CHECK,
    ...UNDER_LAW_2025,
    citations: [cite('nd-163-2026', 'Điều 61 khoản 1 điểm a')],
    mark: 'interpretation',
  }),
  deadlineRow({
    key: 'drug-user.residence-check',
    id: 'U11',
    procedure,
    step: RESIDENCE_CHECK,
    actor: FINDING_POLICE,
    obligor: 'commune-police',
    value: 24,
    unit: 'hours',
    startsWith: RESULT,
    ...UNDER_LAW_2025,
    citations: [cite('nd-163-2026', 'Điều 58 khoản 1')],
  }),
  deadlineRow({
    key: 'drug-user.residence-check-remote',
    id: 'U12',
    procedure,
    step: RESIDENCE_CHECK_REMOTE,
    actor: FINDING_POLICE,
    obligor: 'commune-police',
    value: 48,
    unit: 'hours',
    startsWith: text2('thời điểm phát hiện hành vi sử dụng', 'the moment the use is found'),
    ...UNDER_LAW_2025,
    citations: [cite('nd-163-2026', 'Điều 58 khoản 1')],
  }),
  deadlineRow({
    key: 'drug-user.notice',
    id: 'U13',
    procedure,
    step: NOTICE,
    actor: FINDING_POLICE,
    obligor: 'commune-police',
    value: 24,
    unit: 'hours',
    startsWith: text2('thời điểm có kết quả xác minh nơi cư trú', 'the moment the residence is verified'),
    ...UNDER_LAW_2025,
    citations: [cite('nd-163-2026', 'Điều 58 khoản 5')],
  }),
  deadlineRow({
    key: 'drug-user.decision',
    id: 'U14',
    procedure,
    step: DECISION,
    actor: text2('Trưởng Công an cấp xã', 'Head of the commune police'),
    obligor: 'commune-police',
    value: 24,
    unit: 'hours',
    startsWith: text2('thời điểm nhận thông báo', 'the moment the notice arrives'),
    ...UNDER_LAW_2025,
    citations: [cite('nd-163-2026', 'Điều 59 khoản 1')],
  }),
  deadlineRow({
    key: 'drug-user.transfer',
    id: 'U15',
    procedure,
    step: TRANSFER,
    actor: COMMUNE_POLICE,
    obligor: 'commune-police',
    value: 24,
    unit: 'hours',
    startsWith: text2('ngày người đó chuyển đến nơi cư trú mới', 'the day of arrival at the new residence'),
    ...UNDER_LAW_2025,
    citations: [cite('nd-163-2026', 'Điều 62 khoản 1')],
  }),
];
