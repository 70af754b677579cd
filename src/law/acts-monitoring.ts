import { text2, type Text2 } from './text.js';

/** What the commune police do in electronic monitoring: NĐ 163/2026 Art 14–25. */
export type MonitoringAct =
  | 'take-monitoring-request'
  | 'decide-electronic-monitoring'
  | 'fit-monitoring-device'
  | 'remove-monitoring-device'
  | 'refit-monitoring-device'
  | 'relocate-monitoring-device'
  | 'replace-monitoring-device'
  | 'pause-monitoring'
  | 'carry-out-monitoring-pause'
  | 'waive-monitoring'
  | 'carry-out-monitoring-waiver'
  | 'end-monitoring'
  | 'carry-out-monitoring-end'
  | 'assign-monitoring-officer'
  | 'record-monitoring-violation';

export const MONITORING_ACTS: Readonly<Record<MonitoringAct, Text2>> = {
  'take-monitoring-request': text2(
    'Tiếp nhận đơn đề nghị giám sát điện tử',
    'Take in a request for electronic monitoring',
  ),
  'decide-electronic-monitoring': text2(
    'Quyết định áp dụng giám sát điện tử',
    'Decide electronic monitoring',
  ),
  'fit-monitoring-device': text2('Thi hành quyết định, đeo thiết bị giám sát', 'Fit the device'),
  'remove-monitoring-device': text2('Tháo tạm thời thiết bị giám sát', 'Remove the device for a time'),
  'refit-monitoring-device': text2('Đeo lại thiết bị giám sát', 'Fit the device again'),
  'relocate-monitoring-device': text2('Thay đổi vị trí đeo thiết bị', 'Wear the device elsewhere'),
  'replace-monitoring-device': text2('Thay thế thiết bị, phụ kiện', 'Replace the device or its accessories'),
  'pause-monitoring': text2('Quyết định tạm dừng giám sát điện tử', 'Decide to pause the monitoring'),
  'carry-out-monitoring-pause': text2('Thi hành quyết định tạm dừng', 'Carry out the pause'),
  'waive-monitoring': text2(
    'Quyết định miễn giám sát điện tử thời gian còn lại',
    'Decide to waive the rest of the monitoring',
  ),
  'carry-out-monitoring-waiver': text2('Thi hành quyết định miễn', 'Carry out the waiver'),
  'end-monitoring': text2('Quyết định chấm dứt giám sát điện tử', 'Decide to end the monitoring'),
  'carry-out-monitoring-end': text2('Thi hành quyết định chấm dứt', 'Carry out the end'),
  'assign-monitoring-officer': text2(
    'Phân công cán bộ tiếp nhận, thực hiện giám sát điện tử',
    'Assign the officer who takes the monitoring over',
  ),
  'record-monitoring-violation': text2(
    'Lập biên bản vi phạm về giám sát điện tử',
    'Record a violation of the monitoring',
  ),
};
