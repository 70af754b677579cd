import { deadlineRow, UNDER_LAW_2025 } from '../deadline-row.js';
import type { DeadlineRule } from '../deadline-rule.js';
import { cite } from '../instruments.js';
import type { Procedure } from '../procedures.js';
import { text2 } from '../text.js';

const OTHER_PROCEDURES: readonly Procedure[] = ['substitution-treatment', 'aftercare'];
const HEAD = text2('Trưởng Công an cấp xã', 'Head of the commune police');

/** Electronic monitoring: NĐ 163/2026, from 01/07/2026 only. */
export const MONITORING: readonly DeadlineRule[] = [
  deadlineRow({
    key: 'electronic-monitoring.decision',
    id: 'E01',
    procedure: 'home-rehabilitation',
    alsoFor: OTHER_PROCEDURES,
    step: text2('Ra quyết định áp dụng giám sát điện tử', 'Decide electronic monitoring'),
    actor: HEAD,
    obligor: 'commune-police',
    value: 12,
    unit: 'hours',
    startsWith: text2(
      'thời điểm ra quyết định cai nghiện tại gia đình, cộng đồng; nhận thông báo tiếp nhận điều trị; nhận quyết định quản lý sau cai',
      'the home rehabilitation decision, the clinic’s notice of acceptance, or receipt of the aftercare decision',
    ),
    ...UNDER_LAW_2025,
    citations: [cite('nd-163-2026', 'Điều 16 khoản 2 điểm a')],
  }),
  deadlineRow({
    key: 'electronic-monitoring.decision-on-request',
    id: 'E02',
    procedure: 'home-rehabilitation',
    alsoFor: OTHER_PROCEDURES,
    step: text2(
      'Ra quyết định giám sát điện tử người từ đủ 12 đến dưới 18 tuổi theo đề nghị của cha mẹ, người giám hộ',
      'Decide electronic monitoring of a person aged 12 to under 18 on the parents’ or guardian’s request',
    ),
    actor: HEAD,
    obligor: 'commune-police',
    value: 24,
    unit: 'hours',
    startsWith: text2('thời điểm nhận văn bản đề nghị', 'the moment the request arrives'),
    ...UNDER_LAW_2025,
    citations: [cite('nd-163-2026', 'Điều 16 khoản 2 điểm b')],
  }),
  deadlineRow({
    key: 'electronic-monitoring.fitting',
    id: 'E03',
    procedure: 'home-rehabilitation',
    alsoFor: OTHER_PROCEDURES,
    step: text2('Thi hành quyết định, đeo thiết bị giám sát', 'Carry out the decision, fit the device'),
    actor: text2('Cán bộ Công an cấp xã được giao nhiệm vụ', 'Commune police officer in charge'),
    obligor: 'commune-police',
    value: 24,
    unit: 'hours',
    startsWith: text2('thời điểm quyết định giám sát có hiệu lực', 'the moment the decision takes effect'),
    ...UNDER_LAW_2025,
    citations: [cite('nd-163-2026', 'Điều 17 khoản 1')],
  }),
];
