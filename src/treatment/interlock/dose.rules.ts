import type { DateOnly } from '../../law/date.js';
import { text2, type Text2 } from '../../law/text.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';
import type { ProblemType } from '../../platform/errors/problem.js';
import { P } from '../doses.problems.js';

/**
 * What stands in the way of a dose before it is given, and is written beside it when it was given already: what has
 * happened is a fact, and is never refused.
 */
export type DoseFlag =
  | 'double-dose'
  | 'not-placed-here'
  | 'token-not-good'
  | 'not-dosing'
  | 'no-consent'
  | 'no-order'
  | 'held'
  | 'booked-elsewhere'
  | 'one-person'
  | 'witness-no-account'
  | 'lot-expired'
  | 'dose-differs'
  | 'beyond-take-home'
  | 'wrong-lot'
  | 'strength-differs'
  | 'kind-not-fitting'
  | 'site-closed'
  | 'clock-ahead'
  | 'late-report'
  | 'after-void'
  | 'near-another'
  | 'outside-hours'
  | 'not-measurable'
  | 'order-unfit'
  | 'again-too-late'
  | 'no-decision';

/**
 * Nobody is refused for the clock of a device, for being late, for a day on which the site said that it is closed, for whom he
 * names as the witness of a loss, or for what is only looked at beside other doses.
 */
export type Obstacle = Exclude<
  DoseFlag,
  | 'site-closed'
  | 'clock-ahead'
  | 'late-report'
  | 'witness-no-account'
  | 'after-void'
  | 'near-another'
  | 'outside-hours'
>;

const FLAG_LABELS: Readonly<Record<DoseFlag, Text2>> = {
  'double-dose': text2('Cấp liều hai lần', 'Given twice'),
  'not-placed-here': text2(
    'Cấp sau khi người bệnh đã chuyển đi hoặc đăng ký uống tạm thời đã hủy',
    'Given after the person had moved, or the booking had been cancelled',
  ),
  'not-dosing': text2('Đợt điều trị không ở trạng thái cấp thuốc', 'Episode not in a state of dosing'),
  'no-consent': text2('Chưa ghi nhận sự đồng ý điều trị', 'Without consent on record'),
  'token-not-good': text2(
    'Mã cấp trước không dùng được cho liều này',
    'Sent with a token that was not good for this dose',
  ),
  'no-order': text2('Không có y lệnh', 'Without an order'),
  held: text2('Liều đang tạm giữ', 'The dose was held'),
  'booked-elsewhere': text2('Đã đăng ký tại cơ sở uống thuốc tạm thời', 'Booked at another site'),
  'one-person': text2('Không có người thứ hai kiểm tra', 'Not checked by a second person'),
  'witness-no-account': text2(
    'Người chứng kiến không có tài khoản: không xác nhận được',
    'The witness has no account: nobody can ask him here',
  ),
  'lot-expired': text2('Lô thuốc hết hạn', 'Expired lot'),
  'dose-differs': text2('Liều khác y lệnh', 'Another dose than ordered'),
  'not-measurable': text2('Lô thuốc không chia đúng liều', 'The lot does not give the dose in whole units'),
  'order-unfit': text2(
    'Y lệnh không còn phù hợp phác đồ, giai đoạn điều trị hoặc quy định của ngày cấp',
    'The order does not fit the protocol, the phase or the law of the day any more',
  ),
  'again-too-late': text2(
    'Cho uống lại muộn hơn thời hạn của phác đồ',
    'Given again later than the protocol allows',
  ),
  'no-decision': text2(
    'Cho uống lại khi chưa có quyết định của bác sĩ, hoặc quá liều đã quyết định',
    'Given again without a clinician’s decision, or more than was decided',
  ),
  'beyond-take-home': text2(
    'Quá số ngày mang về của phác đồ',
    'More days to take home than the protocol allows',
  ),
  'wrong-lot': text2('Lô của thuốc khác', 'From a lot of another medicine'),
  'strength-differs': text2('Lô có nồng độ khác y lệnh', 'From a lot of another strength than ordered'),
  'kind-not-fitting': text2(
    'Loại ghi nhận không phù hợp với cơ sở uống thuốc tạm thời',
    'An entry that a site does not make of a guest',
  ),
  'site-closed': text2('Cấp vào ngày cơ sở báo nghỉ', 'Given on a day on which the site said it is closed'),
  'clock-ahead': text2('Giờ của thiết bị đi trước giờ hệ thống', 'The clock of the device was ahead'),
  'late-report': text2('Ghi lại muộn sau nhiều ngày', 'Told of days later'),
  'after-void': text2(
    'Cấp sau khi một lần cấp cùng liều này đã bị hủy do ghi nhầm, được trả lại ngay trong ngày hoặc được báo không còn',
    'Given after the same dose was voided, returned on its own day, or said to be gone',
  ),
  'near-another': text2(
    'Chỉ cách vài giờ với liều của ngày trước hoặc ngày sau',
    'Within a few hours of the dose of the day before or after',
  ),
  'outside-hours': text2('Cấp sau giờ đóng cửa của cơ sở', 'Given after the site had closed'),
};
export const DOSE_FLAGS = Object.keys(FLAG_LABELS) as readonly DoseFlag[];

defineCodeList('dose-flag', text2('Điểm cần lưu ý của lần cấp thuốc', 'Flag of a dose'), FLAG_LABELS);

/** What is known of a dose that is about to be given, or was. */
export interface DoseFacts {
  /** On which it is drunk. */
  readonly day: DateOnly;
  /** The moment lies in the time of this place. */
  readonly placed: boolean;
  /** Whether the episode is in a state in which doses are given. */
  readonly dosing: boolean;
  /** Consent is needed for it and not on record. */
  readonly consentMissing: boolean;
  /** What the order gives for the slot; null without one. */
  readonly ordered: number | null;
  /** What was given; the order's dose where nothing else is said. */
  readonly dose: number | null;
  /** Kept ahead in another unit than the order has by now. */
  readonly unitDiffers: boolean;
  readonly held: boolean;
  readonly bookedElsewhere: boolean;
  /** Null where no protocol says anything. */
  readonly twoPersonCheck: boolean | null;
  /** Another than who enters the dose has prepared it: that amount by that order, after whatever was given before. */
  readonly preparedByAnother: boolean;
  /** Of another medicine than the episode’s. */
  readonly wrongLot: boolean;
  /** A dose by volume, of a lot of another strength than the one that was ordered, or of one where none was named. */
  readonly strengthDiffers: boolean;
  /** A guest is given the dose of the day, and takes none home. */
  readonly kindFits: boolean;
  readonly lotExpiresOn: DateOnly | null;
  readonly beyondTakeHome: boolean;
  /** The order was approved under another protocol or phase, and does not fit those of the day. */
  readonly orderUnfit: boolean;
  /** Given again after vomiting later than the protocol has it. */
  readonly againTooLate: boolean;
  /** Given again after vomiting, and no clinician decided on so much. */
  readonly undecided: boolean;
  /** The lot gives the dose in whole units. */
  readonly measurable: boolean;
}

/** What stands in the way, the gravest first; nothing where the dose may be given. */
export function obstaclesOf(facts: DoseFacts): readonly Obstacle[] {
  const found: readonly (readonly [Obstacle, boolean])[] = [
    ['not-placed-here', !facts.placed],
    ['wrong-lot', facts.wrongLot],
    ['not-dosing', !facts.dosing],
    ['no-consent', facts.consentMissing],
    ['booked-elsewhere', facts.bookedElsewhere],
    ['held', facts.held],
    ['kind-not-fitting', !facts.kindFits],
    ['no-order', facts.ordered === null],
    ['strength-differs', facts.strengthDiffers],
    ['order-unfit', facts.orderUnfit],
    ['again-too-late', facts.againTooLate],
    [
      'dose-differs',
      facts.ordered !== null && facts.dose !== null && (facts.dose !== facts.ordered || facts.unitDiffers),
    ],
    ['no-decision', facts.undecided],
    ['beyond-take-home', facts.beyondTakeHome],
    ['lot-expired', facts.lotExpiresOn !== null && facts.lotExpiresOn < facts.day],
    ['not-measurable', !facts.measurable],
    ['one-person', facts.twoPersonCheck === true && !facts.preparedByAnother],
  ];
  return found.filter(([, stands]) => stands).map(([flag]) => flag);
}

/** When something happened that is told of, and when it is told. */
export interface ToldAt {
  readonly reported: boolean;
  readonly at: Date;
  readonly now: Date;
  /** Whole days between the day on which it happened and today. */
  readonly daysAgo: number;
  readonly lateAfterDays: number;
  /** When the site closed that day; null of what is no dose. */
  readonly closedAt: Date | null;
}

/** What the time of a report says by itself; never in the way of anything. */
export function flagsOfTime(told: ToldAt): readonly DoseFlag[] {
  const { reported, at, now, daysAgo, lateAfterDays, closedAt } = told;
  // By a clock that is ahead nothing was given later than now.
  const givenAt = at < now ? at : now;
  if (!reported) return [];
  return [
    ...(at > now ? (['clock-ahead'] as const) : []),
    ...(daysAgo > lateAfterDays ? (['late-report'] as const) : []),
    ...(closedAt !== null && givenAt > closedAt ? (['outside-hours'] as const) : []),
  ];
}

/** What is answered before giving. */
export const PROBLEM_OF_FLAG: Readonly<Record<Obstacle, ProblemType>> = {
  'double-dose': P.alreadyDosed,
  'not-placed-here': P.notTreatedHere,
  'token-not-good': P.tokenNotGood,
  'not-dosing': P.notDosing,
  'no-consent': P.noConsent,
  'no-order': P.noOrder,
  held: P.held,
  'booked-elsewhere': P.bookedElsewhere,
  'one-person': P.secondPersonRequired,
  'lot-expired': P.lotExpired,
  'dose-differs': P.doseDiffers,
  'beyond-take-home': P.beyondTakeHome,
  'not-measurable': P.lotNotFitting,
  'wrong-lot': P.lotNotFitting,
  'strength-differs': P.lotStrengthDiffers,
  'kind-not-fitting': P.kindNotFitting,
  'order-unfit': P.orderUnfit,
  'again-too-late': P.givenAgainTooLate,
  'no-decision': P.noRedoseDecision,
};
