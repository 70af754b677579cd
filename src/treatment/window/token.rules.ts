import { text2, type Text2 } from '../../law/text.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';
import type { SlotState } from '../ledger/slot-states.js';

/** Why a dose is not kept ahead for somebody. */
export type TokenRefusal =
  | 'not-expected'
  | 'not-dosing'
  | 'no-consent'
  | 'held'
  | 'booked-elsewhere'
  | 'site-closed'
  | 'order-unfit'
  | 'already-dosed';

const REFUSALS: Readonly<Record<TokenRefusal, Text2>> = {
  'not-expected': text2(
    'Không có trong danh sách của ngày này tại cơ sở',
    'Not on the list of the day at this site',
  ),
  'not-dosing': text2('Đợt điều trị không ở trạng thái cấp thuốc', 'Episode not in a state of dosing'),
  'no-consent': text2('Chưa ghi nhận sự đồng ý điều trị', 'Without consent on record'),
  held: text2('Liều đang tạm giữ', 'The dose is held'),
  'booked-elsewhere': text2('Đã đăng ký tại cơ sở uống thuốc tạm thời', 'Booked at another site'),
  'site-closed': text2(
    'Cơ sở báo nghỉ ngày này: nơi điều trị của người này cấp liều',
    'The site gives nothing that day: the home of the guest does',
  ),
  'order-unfit': text2(
    'Y lệnh không còn phù hợp phác đồ, giai đoạn điều trị hoặc quy định của ngày đó',
    'The order does not fit the protocol, the phase or the law of that day any more',
  ),
  'already-dosed': text2(
    'Liều đã được cấp, hoặc nơi khác đang giữ',
    'The dose was given, or is kept by another',
  ),
};
export const TOKEN_REFUSALS = Object.keys(REFUSALS) as readonly TokenRefusal[];

defineCodeList('token-refusal', text2('Lý do không cấp mã trước', 'Why no token was issued'), REFUSALS);

/** How a token stands. One whose day has passed is over even before the job has released it. */
export type TokenState = 'standing' | 'used' | 'released' | 'lost' | 'over';

const STATES: Readonly<Record<TokenState, Text2>> = {
  standing: text2('Còn hiệu lực', 'Standing'),
  used: text2('Đã dùng', 'Used'),
  released: text2('Đã hủy', 'Released, by the site, or since the person moved or the episode ended'),
  lost: text2('Hết hiệu lực: liều đã được cấp không qua mã này', 'Lost: the dose was given without it'),
  over: text2('Đã qua ngày', 'Its day has passed'),
};
export const TOKEN_STATES = Object.keys(STATES) as readonly TokenState[];

defineCodeList('token-state', text2('Tình trạng mã cấp trước', 'State of a token'), STATES);

/** What is known of a token. */
export interface TokenFacts {
  readonly usedAt: Date | null;
  readonly releasedBecause: 'site' | 'day-over' | 'given' | 'moved' | 'ended' | null;
  /** Its day lies before today. */
  readonly passed: boolean;
}

export function tokenState({ usedAt, releasedBecause, passed }: TokenFacts): TokenState {
  if (usedAt !== null) return 'used';
  switch (releasedBecause) {
    case 'site':
    case 'moved':
    case 'ended':
      return 'released';
    case 'given':
      return 'lost';
    case 'day-over':
      return 'over';
    case null:
      return passed ? 'over' : 'standing';
  }
}

/** Who is expected, as far as it matters whether a dose is kept for him. */
export interface ExpectedFacts {
  readonly dosing: boolean;
  /** Null for a guest: his home has seen to it. */
  readonly consented: boolean | null;
  readonly held: boolean;
  readonly bookedElsewhere: boolean;
  /** A guest of a site that gives nothing on the day. */
  readonly siteClosed: boolean;
  readonly unfit: boolean;
}

/** Why no dose of this person is kept; null where one may be. */
export function refusalOfPerson({
  dosing,
  consented,
  held,
  bookedElsewhere,
  siteClosed,
  unfit,
}: ExpectedFacts): TokenRefusal | null {
  if (!dosing) return 'not-dosing';
  if (consented === false) return 'no-consent';
  if (held) return 'held';
  if (bookedElsewhere) return 'booked-elsewhere';
  if (siteClosed) return 'site-closed';
  return unfit ? 'order-unfit' : null;
}

/** A dose that was given is not kept; one that was refused or missed may still be asked for. */
export const refusalOfSlot = (state: SlotState): TokenRefusal | null =>
  state === 'given' ? 'already-dosed' : null;
