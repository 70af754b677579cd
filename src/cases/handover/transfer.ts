import type { DateOnly } from '../../law/date.js';
import { text2, type Text2 } from '../../law/text.js';
import { defineSubject } from '../../platform/database/subjects.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';

defineSubject('case-transfer', 'case_transfer');

const STATE_LABELS = {
  open: text2('Chờ đơn vị nhận trả lời', 'Awaits the answer of the receiver'),
  accepted: text2('Đã tiếp nhận', 'Accepted'),
  refused: text2('Đơn vị nhận từ chối', 'Refused by the receiver'),
  withdrawn: text2('Đơn vị giao rút lại', 'Withdrawn by the giver'),
  lapsed: text2(
    'Hết hiệu lực do hồ sơ đã kết thúc hoặc do thay đổi thẩm quyền',
    'Without effect, since the file has ended or competence has moved',
  ),
} as const satisfies Readonly<Record<string, Text2>>;

export type TransferState = keyof typeof STATE_LABELS;
export type TransferAnswer = 'accepted' | 'refused' | 'withdrawn';
export const TRANSFER_STATES = Object.keys(STATE_LABELS) as readonly TransferState[];

defineCodeList(
  'transfer-state',
  { vi: 'Trạng thái chuyển giao hồ sơ', en: 'State of a transfer' },
  STATE_LABELS,
);

defineCodeList(
  'transfer-direction',
  { vi: 'Chiều chuyển giao hồ sơ', en: 'Direction of a transfer' },
  {
    incoming: text2('Chuyển đến đơn vị', 'To this organisation'),
    outgoing: text2('Đơn vị chuyển đi', 'By this organisation'),
  },
);

/** An offer of a file to another keeper, and what became of it. */
export interface Transfer {
  readonly id: string;
  readonly caseId: string | null;
  readonly caseCode: string | null;
  readonly fromOrganisationId: number;
  readonly fromName: string;
  readonly toOrganisationId: number;
  readonly toName: string;
  readonly reason: string | null;
  readonly readsUntil: DateOnly;
  readonly answerBy: DateOnly;
  readonly state: TransferState;
  readonly offeredAt: Date;
  readonly answeredAt: Date | null;
  readonly answerReason: string | null;
  readonly silentSince: Date | null;
  readonly version: number;
}
