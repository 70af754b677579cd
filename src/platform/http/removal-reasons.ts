import { defineCodeList } from '../i18n/code-list.js';
import type { Text2 } from '../i18n/locale.js';

export type RemovalReason = 'out-of-scope' | 'voided' | 'filtered-out';

const LABELS: Readonly<Record<RemovalReason, Text2>> = {
  'out-of-scope': {
    vi: 'Không còn thuộc phạm vi được xem trong danh sách này',
    en: 'No longer in what this list shows the reader',
  },
  voided: {
    vi: 'Đã bị hủy vì ghi nhầm; vẫn được lưu kèm lý do',
    en: 'Voided since it was entered by mistake; it is kept with the reason',
  },
  'filtered-out': {
    vi: 'Vẫn được xem nhưng không còn (hoặc không) khớp bộ lọc',
    en: 'Still to be seen, but does not fit the filters (any more)',
  },
};

export const REMOVAL_REASONS = Object.keys(LABELS) as readonly RemovalReason[];
defineCodeList('removal-reason', { vi: 'Lý do ra khỏi danh sách', en: 'Why it left the list' }, LABELS);
