import { deadlineRow, UNDER_LAW_2025, type DeadlineDraft } from '../deadline-row.js';
import type { DeadlineRule } from '../deadline-rule.js';
import { cite } from '../instruments.js';
import type { Procedure } from '../procedures.js';
import { text2 } from '../text.js';

const HEAD = text2('Trưởng Công an cấp xã', 'Head of the commune police');
const POLICE = text2('Công an cấp xã', 'Commune police');
const PERSON = text2('Người bị giám sát điện tử', 'The monitored person');

/** What it goes with: the same sentences govern them. */
const MEASURES: readonly Procedure[] = ['home-rehabilitation', 'substitution-treatment', 'aftercare'];

type Row = Omit<DeadlineDraft, 'procedure' | 'unit' | 'from' | 'to' | 'citations'> & {
  readonly article: string;
};

const hours = ({ article, ...row }: Row): DeadlineRule =>
  deadlineRow({
    procedure: 'electronic-monitoring',
    unit: 'hours',
    ...UNDER_LAW_2025,
    citations: [cite('nd-163-2026', article)],
    ...row,
  });

/** Electronic monitoring: NĐ 163/2026, from 01/07/2026 only. */
export const MONITORING: readonly DeadlineRule[] = [
  hours({
    key: 'electronic-monitoring.decision',
    alsoFor: MEASURES,
    id: 'E01',
    step: text2('Ra quyết định áp dụng giám sát điện tử', 'Decide electronic monitoring'),
    actor: HEAD,
    obligor: 'commune-police',
    value: 12,
    startsWith: text2(
      'thời điểm ra quyết định cai nghiện tại gia đình, cộng đồng; nhận thông báo tiếp nhận điều trị; nhận quyết định quản lý sau cai',
      'the home rehabilitation decision, the clinic’s notice of acceptance, or receipt of the aftercare decision',
    ),
    article: 'Điều 16 khoản 2 điểm a',
  }),
  hours({
    key: 'electronic-monitoring.decision-on-request',
    alsoFor: MEASURES,
    id: 'E02',
    step: text2(
      'Ra quyết định giám sát điện tử người từ đủ 12 đến dưới 18 tuổi theo đề nghị của cha mẹ, người giám hộ',
      'Decide electronic monitoring of a person aged 12 to under 18 on the parents’ or guardian’s request',
    ),
    actor: HEAD,
    obligor: 'commune-police',
    value: 24,
    startsWith: text2('thời điểm nhận văn bản đề nghị', 'the moment the request arrives'),
    article: 'Điều 16 khoản 2 điểm b',
  }),
  hours({
    key: 'electronic-monitoring.decision-on-violation',
    alsoFor: ['substitution-treatment'],
    id: 'E02',
    step: text2(
      'Ra quyết định giám sát điện tử mới đối với người từ đủ 18 tuổi điều trị thay thế có vi phạm',
      'Decide the monitoring of an adult in substitution treatment anew after a violation',
    ),
    actor: HEAD,
    obligor: 'commune-police',
    value: 24,
    startsWith: text2(
      'thời điểm nhận tài liệu về hành vi vi phạm',
      'the moment the papers of the violation arrive',
    ),
    article: 'Điều 16 khoản 2 điểm b',
  }),
  hours({
    key: 'electronic-monitoring.fitting',
    alsoFor: MEASURES,
    id: 'E03',
    step: text2('Thi hành quyết định, đeo thiết bị giám sát', 'Carry out the decision, fit the device'),
    actor: text2('Cán bộ Công an cấp xã được giao nhiệm vụ', 'Commune police officer in charge'),
    obligor: 'commune-police',
    value: 24,
    startsWith: text2('thời điểm quyết định giám sát có hiệu lực', 'the moment the decision takes effect'),
    article: 'Điều 17 khoản 1',
  }),
  hours({
    key: 'electronic-monitoring.handover',
    id: 'E07',
    step: text2(
      'Bàn giao việc giám sát điện tử cho Công an cấp xã nơi chuyển đến',
      'Hand the monitoring over to the commune police of the new residence',
    ),
    actor: POLICE,
    obligor: 'commune-police',
    value: 24,
    startsWith: text2(
      'thời điểm người bị giám sát hoàn thành thủ tục thay đổi nơi cư trú',
      'the moment the person has completed the change of residence',
    ),
    article: 'Điều 21 khoản 2',
  }),
  hours({
    key: 'electronic-monitoring.remedy',
    id: 'E08',
    step: text2('Khắc phục vi phạm về giám sát điện tử', 'Remedy a violation of the monitoring'),
    actor: PERSON,
    obligor: 'person',
    value: 24,
    startsWith: text2('thời điểm lập biên bản vi phạm', 'the moment the violation is recorded'),
    article: 'Điều 25 khoản 3, 4',
  }),
  hours({
    key: 'electronic-monitoring.refitting',
    id: 'E09',
    step: text2(
      'Trình diện Công an cấp xã để đeo lại thiết bị',
      'Present oneself to the commune police to have the device fitted again',
    ),
    actor: PERSON,
    obligor: 'person',
    value: 24,
    startsWith: text2(
      'thời điểm hết thời gian tháo tạm thời, tạm dừng',
      'the end of the removal or of the pause',
    ),
    article: 'Điều 24 khoản 1 điểm đ',
  }),
];
