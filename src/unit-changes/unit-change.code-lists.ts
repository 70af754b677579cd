import type { Text2 } from '../law/text.js';
import { defineCodeList } from '../platform/i18n/code-list.js';
import type { BodyEffect, UnitChangeKind, UnitChangeState } from './unit-change.js';

const KINDS: Readonly<Record<UnitChangeKind, Text2>> = {
  rename: { vi: 'Đổi tên', en: 'Renamed' },
  merge: { vi: 'Nhập', en: 'Merged' },
  split: { vi: 'Chia', en: 'Split' },
  abolish: { vi: 'Giải thể', en: 'Abolished' },
};

const STATES: Readonly<Record<UnitChangeState, Text2>> = {
  planned: { vi: 'Đã nhập, chưa cho chạy', en: 'Entered, its run not asked for' },
  waiting: { vi: 'Chờ đến ngày có hiệu lực', en: 'Waits for its day' },
  running: { vi: 'Đang thực hiện', en: 'Under way' },
  finished: { vi: 'Đã thực hiện xong', en: 'Done' },
  withdrawn: { vi: 'Đã rút lại', en: 'Withdrawn' },
};

const EFFECTS: Readonly<Record<BodyEffect, Text2>> = {
  succeeded: { vi: 'Có cơ quan tiếp nhận toàn bộ', en: 'Another body takes everything over' },
  divided: {
    vi: 'Nhiều cơ quan kế thừa, chưa xác định cơ quan giữ hồ sơ',
    en: 'Several succeed it; who keeps its files is still to be said',
  },
  ended: { vi: 'Kết thúc, chưa có cơ quan tiếp nhận', en: 'Ends; nobody takes over yet' },
  reseated: { vi: 'Tiếp tục, đóng tại đơn vị mới', en: 'Goes on, in the new unit' },
  renamed: { vi: 'Tiếp tục với tên mới', en: 'Goes on under a new name' },
};

export const UNIT_CHANGE_KINDS = Object.keys(KINDS) as readonly UnitChangeKind[];
export const UNIT_CHANGE_STATES = Object.keys(STATES) as readonly UnitChangeState[];
export const BODY_EFFECTS = Object.keys(EFFECTS) as readonly BodyEffect[];

defineCodeList('unit-change-kind', { vi: 'Loại thay đổi đơn vị', en: 'Kind of a unit’s change' }, KINDS);
defineCodeList(
  'unit-change-state',
  { vi: 'Tình trạng thay đổi đơn vị', en: 'State of a unit’s change' },
  STATES,
);
defineCodeList('body-effect', { vi: 'Ảnh hưởng đến cơ quan', en: 'What becomes of a body' }, EFFECTS);
