import { text2, type Text2 } from '../../law/text.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';

/** What has to be looked at of something that was lost. */
export type LossFlag = 'one-person' | 'witness-no-account' | 'witness-objects';

const FLAGS: Readonly<Record<LossFlag, Text2>> = {
  'one-person': text2('Không có người chứng kiến', 'Nobody saw it besides who entered it'),
  'witness-no-account': text2(
    'Người chứng kiến không có tài khoản: không xác nhận được',
    'The witness has no account: nobody can ask him here',
  ),
  'witness-objects': text2('Người được ghi là chứng kiến phản đối', 'Who is named as the witness objects'),
};
export const LOSS_FLAGS = Object.keys(FLAGS) as readonly LossFlag[];

defineCodeList('loss-flag', text2('Điểm cần lưu ý của lần mất thuốc', 'Flag of a loss'), FLAGS);

/** Where a loss is entered: a dose that was spilled, or something of a lot in store. */
export type LossSource = 'dose-event' | 'stock-movement';

const SOURCES: Readonly<Record<LossSource, Text2>> = {
  'dose-event': text2('Đổ trước khi uống', 'A dose that was spilled'),
  'stock-movement': text2(
    'Đổ, vỡ, hủy, trả lại trong kho, hoặc hủy lần ghi nhập kho',
    'Spilled, broken, destroyed or sent back in store, or a receipt taken back',
  ),
};
export const LOSS_SOURCES = Object.keys(SOURCES) as readonly LossSource[];

defineCodeList('loss-source', text2('Nguồn của lần mất thuốc', 'Where a loss is entered'), SOURCES);
