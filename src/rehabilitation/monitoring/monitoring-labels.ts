import { text2, type Text2 } from '../../law/text.js';
import type { MonitoringState, MonitoringStep } from './monitoring-transitions.js';

/** What the steps are called, in histories, refusals and diagrams. */
export const MONITORING_STEP_LABELS: Readonly<Record<MonitoringStep, Text2>> = {
  requested: text2('Nhận đơn đề nghị giám sát điện tử', 'Request received'),
  'monitoring-ordered': text2('Quyết định áp dụng giám sát điện tử', 'Monitoring decided'),
  'ordered-on-request': text2('Quyết định áp dụng theo đề nghị', 'Monitoring decided on request'),
  'ordered-anew': text2('Quyết định giám sát mới sau vi phạm', 'Monitoring decided anew'),
  'pause-decided': text2('Quyết định tạm dừng', 'Pause decided'),
  'waiver-decided': text2('Quyết định miễn thời gian còn lại', 'Waiver of the rest decided'),
  'end-decided': text2('Quyết định chấm dứt', 'End decided'),
  'officer-assigned': text2('Phân công cán bộ tiếp nhận, thực hiện giám sát', 'Receiving officer assigned'),
  fitted: text2('Thi hành quyết định, đeo thiết bị', 'Device fitted'),
  'device-asked': text2(
    'Nhận đơn, giấy đề nghị tháo tạm thời, đổi vị trí đeo',
    'Removal or relocation asked for',
  ),
  removed: text2('Tháo tạm thời thiết bị', 'Device removed for a time'),
  refitted: text2('Đeo lại thiết bị', 'Device fitted again'),
  relocated: text2('Thay đổi vị trí đeo', 'Device worn elsewhere'),
  replaced: text2('Thay thế thiết bị, phụ kiện', 'Device or accessories replaced'),
  'pause-recorded': text2('Thi hành quyết định tạm dừng', 'Pause carried out'),
  returned: text2('Trở về, hết thời gian tháo tạm thời hoặc tạm dừng', 'Came back'),
  'waiver-recorded': text2('Thi hành quyết định miễn', 'Waiver carried out'),
  'end-recorded': text2('Thi hành quyết định chấm dứt', 'End carried out'),
  'residence-changed': text2('Hoàn thành thủ tục thay đổi nơi cư trú', 'Change of residence completed'),
  violated: text2('Lập biên bản vi phạm', 'Violation recorded'),
  remedied: text2('Khắc phục vi phạm', 'Violation remedied'),
  'not-remedied': text2('Không khắc phục vi phạm trong 24 giờ', 'Violation not remedied in 24 hours'),
  withdrawn: text2('Rút đơn đề nghị', 'Request withdrawn'),
  voided: text2('Hủy do ghi nhầm', 'Voided'),
  'ground-ended': text2('Hồ sơ gốc không còn là căn cứ', 'What it hangs on is no ground any more'),
  'keeper-moved': text2('Chuyển cơ quan giữ hồ sơ', 'Keeper moved'),
};

export const MONITORING_STATE_LABELS: Readonly<Record<MonitoringState, Text2>> = {
  new: text2('Chưa ghi nhận', 'Nothing recorded'),
  requested: text2('Đã nhận đề nghị, chờ quyết định', 'Requested, awaiting decision'),
  decided: text2('Đã quyết định, chờ đeo thiết bị', 'Decided, device to be fitted'),
  monitored: text2('Đang giám sát điện tử', 'Monitored'),
  removed: text2('Đang tháo tạm thời thiết bị', 'Device removed for a time'),
  'pause-decided': text2('Đã quyết định tạm dừng, chờ thi hành', 'Pause decided, to be carried out'),
  paused: text2('Đang tạm dừng', 'Paused'),
  'to-end': text2('Hết căn cứ, chờ quyết định chấm dứt', 'Ground lost, end to be decided'),
  'waiver-decided': text2('Đã quyết định miễn, chờ thi hành', 'Waiver decided, to be carried out'),
  'end-decided': text2('Đã quyết định chấm dứt, chờ thi hành', 'End decided, to be carried out'),
  waived: text2('Được miễn thời gian còn lại', 'The rest was waived'),
  ended: text2('Đã chấm dứt', 'Ended'),
  withdrawn: text2('Đã rút đề nghị', 'Request withdrawn'),
  lapsed: text2('Hết căn cứ trước khi quyết định', 'Ground lost before a decision'),
  voided: text2('Hủy do ghi nhầm', 'Voided'),
};
