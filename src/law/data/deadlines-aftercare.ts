import { deadlineRow, UNDER_LAW_2021, UNDER_LAW_2025 } from '../deadline-row.js';
import type { DeadlineRule } from '../deadline-rule.js';
import { cite } from '../instruments.js';
import { text2 } from '../text.js';

const procedure = 'aftercare' as const;
const MOVE_NOTICE = text2(
  'Thông báo cho Công an cấp xã nơi chuyển đến',
  'Notify the commune police of the new residence',
);
const OLD_POLICE = text2('Công an cấp xã nơi chuyển đi', 'Commune police of the old residence');

/** Aftercare under both laws. The decree of 2026 gives the chairman's decision no number of days: no row. */
export const AFTERCARE: readonly DeadlineRule[] = [
  deadlineRow({
    key: 'aftercare.open-file',
    id: 'P01',
    procedure,
    step: text2('Lập hồ sơ, đưa vào danh sách quản lý sau cai', 'Open the file and enter the list'),
    actor: text2(
      'Chủ tịch Ủy ban nhân dân cấp xã; Công an cấp xã giúp',
      'Chairman of the commune people’s committee; the commune police assist',
    ),
    obligor: 'commune-peoples-committee',
    value: 3,
    unit: 'working-days',
    startsWith: text2('ngày người đó trình báo', 'the day the person reports'),
    ...UNDER_LAW_2021,
    citations: [cite('nd-116-2021', 'Điều 77 khoản 1')],
  }),
  deadlineRow({
    key: 'aftercare.decision',
    id: 'P02',
    procedure,
    step: text2('Ra quyết định quản lý sau cai nghiện', 'Decide aftercare'),
    actor: text2('Chủ tịch Ủy ban nhân dân cấp xã', 'Chairman of the commune people’s committee'),
    obligor: 'commune-peoples-committee',
    value: 2,
    unit: 'working-days',
    startsWith: text2(
      'ngày nhận văn bản đề nghị của Trưởng Công an cấp xã',
      'the day the request of the commune police arrives',
    ),
    ...UNDER_LAW_2021,
    citations: [cite('nd-116-2021', 'Điều 78 khoản 1')],
  }),
  deadlineRow({
    key: 'aftercare.move-notice',
    id: 'P03',
    procedure,
    step: MOVE_NOTICE,
    actor: OLD_POLICE,
    obligor: 'commune-police',
    value: 5,
    unit: 'working-days',
    startsWith: text2('ngày người đó chuyển khỏi địa phương', 'the day the person moves away'),
    ...UNDER_LAW_2021,
    citations: [cite('nd-116-2021', 'Điều 79 khoản 1 điểm c'), cite('luat-73-2021', 'Điều 43')],
  }),
  deadlineRow({
    key: 'aftercare.request',
    id: 'P11',
    procedure,
    step: text2(
      'Đề nghị Chủ tịch Ủy ban nhân dân cấp xã ra quyết định (Mẫu số 52)',
      'Request the aftercare decision (form 52)',
    ),
    actor: text2('Trưởng Công an cấp xã', 'Head of the commune police'),
    obligor: 'commune-police',
    value: 2,
    unit: 'working-days',
    startsWith: text2(
      'ngày nhận được thông báo về thời gian hoàn thành (Mẫu số 51)',
      'the day the notice of completion (form 51) arrives',
    ),
    ...UNDER_LAW_2025,
    citations: [cite('nd-163-2026', 'Điều 134 khoản 1')],
  }),
  deadlineRow({
    key: 'aftercare.move-notice',
    id: 'P13',
    procedure,
    step: MOVE_NOTICE,
    actor: OLD_POLICE,
    obligor: 'commune-police',
    value: 24,
    unit: 'hours',
    startsWith: text2('thời điểm người đó chuyển khỏi địa phương', 'the moment the person moves away'),
    ...UNDER_LAW_2025,
    citations: [cite('nd-163-2026', 'Điều 136 khoản 1 điểm b'), cite('luat-120-2025', 'Điều 48 khoản 2')],
  }),
  deadlineRow({
    key: 'aftercare.end-certificate',
    id: 'P14',
    procedure,
    step: text2(
      'Cấp giấy xác nhận chấp hành xong, đưa ra khỏi danh sách',
      'Certify the end of aftercare and remove from the list',
    ),
    actor: text2(
      'Công an cấp xã tham mưu, Chủ tịch Ủy ban nhân dân cấp xã cấp',
      'The commune police prepare, the chairman of the commune people’s committee signs',
    ),
    obligor: 'commune-peoples-committee',
    value: 3,
    unit: 'working-days',
    direction: 'before',
    startsWith: text2(
      'thời điểm hết thời hạn quản lý (tính lùi)',
      'the end of aftercare (counted backwards)',
    ),
    ...UNDER_LAW_2025,
    citations: [cite('nd-163-2026', 'Điều 138')],
  }),
];
