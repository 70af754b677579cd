import { text2, type Text2 } from '../../law/text.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';
import type { SlotState } from './ledger.rules.js';

export type { SlotState } from './ledger.rules.js';

const LABELS: Readonly<Record<SlotState, Text2>> = {
  due: text2('Chưa cấp', 'Due'),
  given: text2('Đã cấp', 'Given'),
  refused: text2('Từ chối', 'Refused'),
  withheld: text2('Đã đến, chưa được cấp', 'Came, was not given it'),
  missed: text2('Bỏ liều', 'Missed'),
};
export const SLOT_STATES = Object.keys(LABELS) as readonly SlotState[];

defineCodeList('slot-state', text2('Tình trạng của một lần uống', 'State of a slot'), LABELS);
