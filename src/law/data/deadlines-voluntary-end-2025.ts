import { deadlineRow, UNDER_LAW_2025 } from '../deadline-row.js';
import type { DeadlineRule } from '../deadline-rule.js';
import { cite } from '../instruments.js';
import { text2 } from '../text.js';

const TERM_END = text2(
  'thời điểm hết thời hạn cai nghiện (tính lùi)',
  'the end of the term (counted backwards)',
);
const CONTRACT_END = text2(
  'thời điểm hết thời hạn hợp đồng (tính lùi)',
  'the end of the contract (counted backwards)',
);
const COMPLETION = text2(
  'thời điểm thực hiện đầy đủ thời hạn, quy trình (tính lùi)',
  'the completion of term and process (counted backwards)',
);
const NOTICE = text2('Thông báo trước khi hết thời hạn (Mẫu số 51)', 'Notice before the end (form 51)');
const CERTIFICATE = text2(
  'Cấp giấy xác nhận hoàn thành, trao quyết định quản lý sau cai',
  'Issue the certificate of completion, hand over the aftercare decision',
);
const PRIVATE_HEAD = text2('Người đứng đầu cơ sở cai nghiện ma túy tư nhân', 'Head of the private facility');
const PUBLIC_HEAD = text2(
  'Trưởng cơ sở cai nghiện ma túy công lập, Hiệu trưởng trường giáo dưỡng',
  'Head of the public facility or reformatory',
);
const TO_PUBLIC_FACILITY = text2(
  'Đề nghị, quyết định cơ sở tiếp nhận người cai nghiện tự nguyện',
  'Propose and designate the receiving facility',
);

/** End of voluntary rehabilitation, and admission to public facilities, under Luật 120/2025, NĐ 163/2026. */
export const VOLUNTARY_END_2025: readonly DeadlineRule[] = [
  deadlineRow({
    key: 'voluntary.pre-end-notice',
    id: 'V18',
    procedure: 'home-rehabilitation',
    step: NOTICE,
    actor: text2(
      'Người được giao nhiệm vụ tư vấn, quản lý, hỗ trợ người cai nghiện',
      'Support worker assigned by the commune people’s committee',
    ),
    obligor: 'commune-peoples-committee',
    value: 30,
    unit: 'days',
    bound: 'min',
    direction: 'before',
    startsWith: TERM_END,
    ...UNDER_LAW_2025,
    citations: [cite('nd-163-2026', 'Điều 93 khoản 2')],
  }),
  deadlineRow({
    key: 'private-facility.pre-end-notice',
    id: 'V18',
    procedure: 'private-facility-rehabilitation',
    step: NOTICE,
    actor: PRIVATE_HEAD,
    obligor: 'private-rehabilitation-facility',
    value: 30,
    unit: 'days',
    bound: 'min',
    direction: 'before',
    startsWith: CONTRACT_END,
    ...UNDER_LAW_2025,
    citations: [cite('nd-163-2026', 'Điều 94 khoản 2')],
  }),
  deadlineRow({
    key: 'public-facility.pre-end-notice',
    id: 'V18',
    procedure: 'public-facility-rehabilitation',
    step: NOTICE,
    actor: PUBLIC_HEAD,
    obligor: 'public-rehabilitation-facility',
    value: 30,
    unit: 'days',
    bound: 'min',
    direction: 'before',
    startsWith: TERM_END,
    ...UNDER_LAW_2025,
    citations: [cite('nd-163-2026', 'Điều 97 khoản 1')],
  }),
  deadlineRow({
    key: 'voluntary.certificate',
    id: 'V19',
    procedure: 'home-rehabilitation',
    step: CERTIFICATE,
    actor: text2('Trưởng Công an cấp xã', 'Head of the commune police'),
    obligor: 'commune-police',
    value: 24,
    unit: 'hours',
    direction: 'before',
    startsWith: COMPLETION,
    ...UNDER_LAW_2025,
    citations: [cite('nd-163-2026', 'Điều 93 khoản 4')],
  }),
  deadlineRow({
    key: 'private-facility.certificate',
    id: 'V19',
    procedure: 'private-facility-rehabilitation',
    step: CERTIFICATE,
    actor: PRIVATE_HEAD,
    obligor: 'private-rehabilitation-facility',
    value: 24,
    unit: 'hours',
    direction: 'before',
    startsWith: COMPLETION,
    ...UNDER_LAW_2025,
    citations: [cite('nd-163-2026', 'Điều 94 khoản 3'), cite('nd-163-2026', 'Điều 94 khoản 4')],
  }),
  deadlineRow({
    key: 'public-facility.certificate',
    id: 'V19',
    procedure: 'public-facility-rehabilitation',
    step: CERTIFICATE,
    actor: PUBLIC_HEAD,
    obligor: 'public-rehabilitation-facility',
    value: 24,
    unit: 'hours',
    direction: 'before',
    startsWith: COMPLETION,
    ...UNDER_LAW_2025,
    citations: [cite('nd-163-2026', 'Điều 97 khoản 2')],
  }),
  deadlineRow({
    key: 'private-facility.person-report',
    id: 'V20',
    procedure: 'private-facility-rehabilitation',
    alsoFor: ['home-rehabilitation'],
    step: text2(
      'Trình diện, nộp giấy xác nhận cho Công an cấp xã nơi cư trú',
      'Report to the commune police and hand in the certificate',
    ),
    actor: text2('Người cai nghiện', 'The person'),
    obligor: 'person',
    value: 2,
    unit: 'days',
    startsWith: text2('ngày nhận được giấy xác nhận', 'the day the certificate is received'),
    ...UNDER_LAW_2025,
    citations: [
      cite('luat-120-2025', 'Điều 33 khoản 3 điểm b'),
      cite('luat-120-2025', 'Điều 33 khoản 4 điểm b'),
    ],
  }),
  deadlineRow({
    key: 'public-facility.propose',
    id: 'V21',
    procedure: 'public-facility-rehabilitation',
    step: TO_PUBLIC_FACILITY,
    actor: text2('Trưởng Công an cấp xã', 'Head of the commune police'),
    obligor: 'commune-police',
    value: 24,
    unit: 'hours',
    startsWith: text2('thời điểm ban hành quyết định cai nghiện tự nguyện', 'the moment of the decision'),
    ...UNDER_LAW_2025,
    citations: [cite('nd-163-2026', 'Điều 95 khoản 1')],
  }),
  deadlineRow({
    key: 'public-facility.designate',
    id: 'V21',
    procedure: 'public-facility-rehabilitation',
    step: TO_PUBLIC_FACILITY,
    actor: text2('Giám đốc Công an cấp tỉnh', 'Director of the provincial police'),
    obligor: 'provincial-police',
    value: 24,
    unit: 'hours',
    startsWith: text2(
      'thời điểm nhận văn bản đề nghị của Trưởng Công an cấp xã',
      'the moment the proposal of the commune police arrives',
    ),
    ...UNDER_LAW_2025,
    citations: [cite('nd-163-2026', 'Điều 95 khoản 2')],
  }),
  deadlineRow({
    key: 'public-facility.designate-elsewhere',
    id: 'V21',
    procedure: 'public-facility-rehabilitation',
    step: TO_PUBLIC_FACILITY,
    actor: text2('Cục trưởng thuộc Bộ Công an', 'Head of the ministry department'),
    obligor: 'ministry-department',
    value: 24,
    unit: 'hours',
    startsWith: text2(
      'thời điểm nhận văn bản đề nghị của Giám đốc Công an cấp tỉnh',
      'the moment the proposal of the provincial police arrives',
    ),
    ...UNDER_LAW_2025,
    citations: [cite('nd-163-2026', 'Điều 95 khoản 3')],
  }),
];
