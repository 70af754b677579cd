import { MONITORING_SUBJECTS } from '../../law/monitoring.js';
import { MONITORING_CONSEQUENCES, MONITORING_VIOLATIONS } from '../../law/monitoring-violations.js';
import { cite, type Citation } from '../../law/instruments.js';
import { text2, type Text2 } from '../../law/text.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';
import { MONITORING_STEP_LABELS } from './monitoring-labels.js';
import { MONITORING_DECISIONS, MONITORING_RECORDS, type MonitoringStep } from './monitoring-transitions.js';

interface Ground {
  readonly label: Text2;
  readonly citation: Citation;
}

const nd = (article: string): Citation => cite('nd-163-2026', article);
const namesOf = <Name extends string>(by: Readonly<Record<Name, unknown>>): readonly Name[] =>
  Object.keys(by) as Name[];
const labelsOf = (by: Readonly<Record<string, Ground>>): Readonly<Record<string, Text2>> =>
  Object.fromEntries(Object.entries(by).map(([name, { label }]) => [name, label]));

/** NĐ 163/2026 Art 19(1): when the device is removed for a time. */
export type RemovalCause = 'medical' | 'abroad-by-air' | 'abroad-from-7-days' | 'custody';
export const REMOVAL_CAUSES: Readonly<Record<RemovalCause, Ground>> = {
  medical: {
    label: text2('Khám bệnh, chữa bệnh theo yêu cầu của cơ sở khám bệnh, chữa bệnh', 'Medical treatment'),
    citation: nd('Điều 19 khoản 1 điểm a'),
  },
  'abroad-by-air': {
    label: text2('Đi ra ngoài lãnh thổ Việt Nam bằng đường hàng không', 'Abroad by air'),
    citation: nd('Điều 19 khoản 1 điểm b'),
  },
  'abroad-from-7-days': {
    label: text2('Đi ra ngoài lãnh thổ Việt Nam từ 07 ngày trở lên', 'Abroad for seven days or more'),
    citation: nd('Điều 19 khoản 1 điểm c'),
  },
  custody: {
    label: text2('Bị tạm giữ hình sự, tạm giam', 'In custody'),
    citation: nd('Điều 19 khoản 1 điểm d'),
  },
};

/** NĐ 163/2026 Art 20(1). */
export type PauseGround = 'prison' | 'compulsory-education' | 'reformatory';
export const PAUSE_GROUNDS: Readonly<Record<PauseGround, Ground>> = {
  prison: {
    label: text2('Chấp hành án phạt tù', 'Serves a prison sentence'),
    citation: nd('Điều 20 khoản 1 điểm a'),
  },
  'compulsory-education': {
    label: text2('Thi hành quyết định đưa vào cơ sở giáo dục bắt buộc', 'Sent to compulsory education'),
    citation: nd('Điều 20 khoản 1 điểm b'),
  },
  reformatory: {
    label: text2('Thi hành quyết định đưa vào trường giáo dưỡng', 'Sent to a reformatory'),
    citation: nd('Điều 20 khoản 1 điểm b'),
  },
};

/** NĐ 163/2026 Art 20(4). */
export type EndGround = 'term-over' | 'at-facility' | 'measure-over' | 'died' | 'missing';
export const END_GROUNDS: Readonly<Record<EndGround, Ground>> = {
  'term-over': {
    label: text2('Hết thời hạn giám sát theo quyết định', 'The term is over'),
    citation: nd('Điều 20 khoản 4 điểm a'),
  },
  'at-facility': {
    label: text2('Đi cai nghiện tại cơ sở cai nghiện, trường giáo dưỡng', 'In rehabilitation at a facility'),
    citation: nd('Điều 20 khoản 4 điểm b'),
  },
  'measure-over': {
    label: text2(
      'Không còn cai nghiện tại gia đình, cộng đồng, điều trị thay thế, quản lý sau cai',
      'No longer in the measure',
    ),
    citation: nd('Điều 20 khoản 4 điểm c'),
  },
  died: { label: text2('Chết', 'Died'), citation: nd('Điều 20 khoản 4 điểm d') },
  missing: {
    label: text2('Bị Tòa án tuyên bố mất tích', 'Declared missing by a court'),
    citation: nd('Điều 20 khoản 4 điểm d'),
  },
};

export const REMOVAL_CAUSE_NAMES = namesOf<RemovalCause>(REMOVAL_CAUSES);
export const PAUSE_GROUND_NAMES = namesOf<PauseGround>(PAUSE_GROUNDS);
export const END_GROUND_NAMES = namesOf<EndGround>(END_GROUNDS);

const stepLabels = (steps: readonly MonitoringStep[]): Readonly<Record<string, Text2>> =>
  Object.fromEntries(steps.map((step) => [step, MONITORING_STEP_LABELS[step]]));

defineCodeList(
  'monitoring-subject',
  text2('Đối tượng giám sát điện tử', 'Who comes under monitoring'),
  Object.fromEntries(Object.entries(MONITORING_SUBJECTS).map(([name, { label }]) => [name, label])),
);
defineCodeList(
  'monitoring-decision',
  text2('Quyết định trong giám sát điện tử', 'What is decided on a monitoring'),
  stepLabels(MONITORING_DECISIONS),
);
defineCodeList(
  'monitoring-record',
  text2('Việc ghi nhận trong giám sát điện tử', 'What is recorded of a monitoring'),
  stepLabels(MONITORING_RECORDS),
);
defineCodeList(
  'monitoring-violation',
  text2('Hành vi vi phạm quy định về giám sát điện tử', 'Violation of the monitoring'),
  Object.fromEntries(Object.entries(MONITORING_VIOLATIONS).map(([name, { label }]) => [name, label])),
);
defineCodeList(
  'monitoring-consequence',
  text2('Hậu quả của vi phạm giám sát điện tử', 'Consequence of a violation of the monitoring'),
  MONITORING_CONSEQUENCES,
);
defineCodeList(
  'removal-cause',
  text2('Trường hợp tháo tạm thời thiết bị', 'Why the device is removed for a time'),
  labelsOf(REMOVAL_CAUSES),
);
defineCodeList(
  'monitoring-pause-ground',
  text2('Trường hợp tạm dừng giám sát điện tử', 'Why the monitoring is paused'),
  labelsOf(PAUSE_GROUNDS),
);
defineCodeList(
  'monitoring-end-ground',
  text2('Trường hợp chấm dứt giám sát điện tử', 'Why the monitoring ends'),
  labelsOf(END_GROUNDS),
);
