import { text2, type Text2 } from '../../law/text.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';

export type SiteDayFlag = 'one-person';

const LABELS: Readonly<Record<SiteDayFlag, Text2>> = {
  'one-person': text2(
    'Lệch kho do chính người cấp thuốc trong ngày khóa sổ: không có người khác',
    'Closed with a difference by who had given doses that day: nobody else could',
  ),
};
export const SITE_DAY_FLAGS = Object.keys(LABELS) as readonly SiteDayFlag[];

defineCodeList('site-day-flag', text2('Điểm cần lưu ý khi khóa sổ ngày', 'Flag of a closed day'), LABELS);
