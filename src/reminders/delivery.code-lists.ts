import type { Text2 } from '../law/text.js';
import { defineCodeList } from '../platform/i18n/code-list.js';
import type { DeliveryPurpose, DeliveryReason, DeliveryStatus } from './delivery.js';

const STATUS_LABELS: Readonly<Record<DeliveryStatus, Text2>> = {
  planned: { vi: 'Chờ gửi', en: 'Waiting' },
  sending: { vi: 'Đang gửi hoặc chờ gửi lại', en: 'Being sent, or to be tried again' },
  sent: { vi: 'Đã gửi', en: 'Sent' },
  failed: { vi: 'Không gửi được', en: 'Given up' },
  cancelled: { vi: 'Không còn cần gửi', en: 'No longer to be sent' },
};

const PURPOSE_LABELS: Readonly<Record<DeliveryPurpose, Text2>> = {
  notice: { vi: 'Một thông báo', en: 'One notice' },
  digest: { vi: 'Bản tổng hợp', en: 'Digest' },
  ahead: { vi: 'Báo trước giờ yên lặng', en: 'Before quiet hours' },
  confirmation: { vi: 'Xác nhận địa chỉ', en: 'Confirmation of the address' },
};

const REASON_LABELS: Readonly<Record<DeliveryReason, Text2>> = {
  'recipient-gone': {
    vi: 'Người nhận đã chuyển đơn vị, bị khóa hoặc không còn vai trò',
    en: 'The recipient moved, is locked or has no such role any more',
  },
  'no-address': { vi: 'Không còn địa chỉ đã xác nhận', en: 'There is no confirmed address any more' },
  'nothing-left': {
    vi: 'Các việc trong thư đã xử lý xong',
    en: 'Everything that it would have told has been done',
  },
  'code-lapsed': { vi: 'Mã xác nhận đã hết hạn hoặc bị thay', en: 'The code has lapsed or was replaced' },
  'domain-not-allowed': {
    vi: 'Tên miền của địa chỉ không được phép nhận',
    en: 'The domain of the address is not allowed',
  },
  refused: { vi: 'Máy chủ thư từ chối', en: 'Refused by the mail server' },
  unreachable: {
    vi: 'Không gửi được sau nhiều lần thử',
    en: 'Could not be sent, however often it was tried',
  },
};

export const DELIVERY_STATUSES = Object.keys(STATUS_LABELS) as readonly DeliveryStatus[];
export const DELIVERY_PURPOSES = Object.keys(PURPOSE_LABELS) as readonly DeliveryPurpose[];
export const DELIVERY_REASONS = Object.keys(REASON_LABELS) as readonly DeliveryReason[];

defineCodeList('delivery-status', { vi: 'Trạng thái gửi thư', en: 'Status of a mail' }, STATUS_LABELS);
defineCodeList('delivery-purpose', { vi: 'Loại thư', en: 'Purpose of a mail' }, PURPOSE_LABELS);
defineCodeList('delivery-reason', { vi: 'Lý do không gửi', en: 'Why a mail was not sent' }, REASON_LABELS);
