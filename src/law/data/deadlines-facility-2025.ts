import { deadlineRow, UNDER_LAW_2025 } from '../deadline-row.js';
import type { DeadlineRule } from '../deadline-rule.js';
import { cite } from '../instruments.js';
import { text2 } from '../text.js';

const PRIVATE = text2('Cơ sở cai nghiện ma túy tư nhân', 'Private rehabilitation facility');
const PERSON = text2('Người cai nghiện', 'The person');
const REGISTER_REST = text2(
  'Đăng ký thực hiện thời gian, quy trình còn lại với Công an cấp xã nơi đăng ký ban đầu',
  'Register the remaining time and stages with the commune police of the first registration',
);

/** What a facility tells, and who it can no longer serve does, under Luật 120/2025, NĐ 163/2026. */
export const FACILITY_2025: readonly DeadlineRule[] = [
  deadlineRow({
    key: 'private-facility.reception-report',
    id: 'V15',
    procedure: 'private-facility-rehabilitation',
    step: text2(
      'Thông báo việc tiếp nhận, gửi biên bản tiếp nhận cho Công an cấp xã',
      'Tell the commune police of the reception and send the record',
    ),
    actor: PRIVATE,
    obligor: 'private-rehabilitation-facility',
    value: 24,
    unit: 'hours',
    startsWith: text2('thời điểm người cai nghiện được tiếp nhận', 'the moment of the reception'),
    ...UNDER_LAW_2025,
    citations: [
      cite('luat-120-2025', 'Điều 46 khoản 2 điểm i'),
      cite('nd-163-2026', 'Điều 92 khoản 2 điểm d'),
    ],
  }),
  deadlineRow({
    key: 'private-facility.report',
    id: 'V15',
    procedure: 'private-facility-rehabilitation',
    step: text2(
      'Thông báo cho Công an cấp xã việc tự ý chấm dứt, hoàn thành cai nghiện hoặc hoàn thành một số giai đoạn',
      'Tell the commune police of a self-termination, the completion or the completion of some stages',
    ),
    actor: PRIVATE,
    obligor: 'private-rehabilitation-facility',
    value: 24,
    unit: 'hours',
    startsWith: text2(
      'thời điểm tự ý chấm dứt, hoàn thành hoặc hoàn thành một số giai đoạn',
      'the moment of self-termination, completion or completion of some stages',
    ),
    ...UNDER_LAW_2025,
    citations: [
      cite('luat-120-2025', 'Điều 33 khoản 3 điểm a'),
      cite('luat-120-2025', 'Điều 33 khoản 4 điểm a'),
      cite('luat-120-2025', 'Điều 33 khoản 5'),
      cite('luat-120-2025', 'Điều 46 khoản 2 điểm i'),
    ],
  }),
  // The article speaks of the commune police that made the dossier; of voluntary rehabilitation that is who decided.
  deadlineRow({
    key: 'public-facility.report',
    id: 'V15',
    procedure: 'public-facility-rehabilitation',
    step: text2(
      'Thông báo cho Công an cấp xã việc người cai nghiện trốn khỏi cơ sở, tự ý chấm dứt',
      'Tell the commune police that the person left and terminated',
    ),
    actor: text2(
      'Cơ sở cai nghiện ma túy công lập, trường giáo dưỡng',
      'Public rehabilitation facility, reformatory',
    ),
    obligor: 'public-rehabilitation-facility',
    value: 24,
    unit: 'hours',
    startsWith: text2('thời điểm trốn khỏi cơ sở, tự ý chấm dứt', 'the moment of leaving or terminating'),
    ...UNDER_LAW_2025,
    citations: [cite('luat-120-2025', 'Điều 46 khoản 2 điểm i', 'interpretation')],
  }),
  deadlineRow({
    key: 'private-facility.displaced-registration',
    id: 'V22',
    procedure: 'private-facility-rehabilitation',
    step: REGISTER_REST,
    actor: PERSON,
    obligor: 'person',
    value: 3,
    unit: 'days',
    startsWith: text2('ngày cơ sở bị đình chỉ hoạt động', 'the day on which the facility was suspended'),
    ...UNDER_LAW_2025,
    citations: [cite('nd-163-2026', 'Điều 75 khoản 5')],
  }),
  // No text says until when, where the contract ends or the licence is revoked: counted alike, so that nobody is lost.
  deadlineRow({
    key: 'private-facility.rest-registration',
    id: 'V22',
    procedure: 'private-facility-rehabilitation',
    step: REGISTER_REST,
    actor: PERSON,
    obligor: 'person',
    value: 3,
    unit: 'days',
    startsWith: text2(
      'ngày hết hợp đồng, ngày cơ sở bị thu hồi giấy phép (áp dụng tương tự)',
      'the day on which the contract ended or the licence was revoked (by analogy)',
    ),
    ...UNDER_LAW_2025,
    citations: [cite('nd-163-2026', 'Điều 75 khoản 5', 'interpretation')],
  }),
];
