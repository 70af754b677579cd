import type { DateOnly } from '../../law/date.js';
import { text2, type Text2 } from '../../law/text.js';
import { problem, type FieldFault } from '../../platform/errors/problem.js';
import { DOSE_UNIT_LABELS } from '../ledger/amounts.js';
import type { StandingDecision } from '../redose/redose.queries.js';
import type { OrderedDose } from './dose-places.js';
import type { Lot } from './dose.queries.js';
import { PROBLEM_OF_FLAG, type Obstacle } from './dose.rules.js';
import type { ProtocolCheck } from './protocol-checks.rules.js';

/** What a refusal says besides what stands in the way. */
export interface Refused {
  /** What of the order does not fit any more. */
  readonly unfit: readonly ProtocolCheck[];
  readonly ordered: OrderedDose | null;
  readonly lot: Lot | null;
  readonly decision: StandingDecision | null;
  /** The dose is the one of a token. */
  readonly byToken: boolean;
  /** Of a booking, days on which the other site gives nothing. */
  readonly hostClosedDays: readonly DateOnly[];
}

const STRENGTH_UNNAMED = text2(
  'Y lệnh không ghi nồng độ dung dịch: bác sĩ viết y lệnh mới có ghi nồng độ của lô thuốc',
  'The order names no strength of the solution: a clinician writes a new one that names it',
);
const CAME_FOR_NOTHING = text2(
  'Người bệnh đã đến thì ghi `withheld` để việc đến được ghi nhận, rồi báo bác sĩ ra y lệnh',
  'Where the person has come, enter `withheld`, so that it is on record, and have a dose ordered',
);

/** What a refusal before giving has beside its code, and of which code. */
export const REFUSAL_MEMBERS = {
  flags: 'all that stands in the way, the gravest first, of which the code is the first',
  checks: 'where one of them is `order-unfit`: what of the order does not fit the day any more',
  decidedDose:
    'of `treatment.noRedoseDecision`: the most that a clinician has decided, in the unit of the order; null: nobody has',
  lotStrength:
    'of `treatment.lotStrengthDiffers`: micrograms in a millilitre by the label; null: it says none',
  hostClosedDays: 'of `treatment.bookedElsewhere`: days of the booking on which the other site gives nothing',
} as const;

/** The field of an entry that is to be mended. */
const POINTERS: Readonly<Partial<Record<Obstacle, string>>> = {
  'wrong-lot': '/lotId',
  'strength-differs': '/lotId',
  'lot-expired': '/lotId',
  'not-measurable': '/lotId',
  'dose-differs': '/dose',
  'no-decision': '/namesId',
};

/** @param flags all that stands in the way, the gravest first @throws Problem 409 for the first of them */
export function refuseBeforeGiving(flags: readonly Obstacle[], refused: Refused): void {
  const [first] = flags;
  if (first === undefined) return;
  const { unfit, lot, decision, hostClosedDays } = refused;
  const fault = faultOf(first, refused);
  throw problem(PROBLEM_OF_FLAG[first], {
    ...(first === 'no-order' && { detail: CAME_FOR_NOTHING }),
    extensions: {
      flags,
      ...(unfit.length > 0 && { checks: unfit }),
      ...(first === 'booked-elsewhere' && { hostClosedDays }),
      ...(first === 'strength-differs' && { lotStrength: lot?.strength ?? null }),
      ...(first === 'no-decision' && { decidedDose: decision?.dose ?? null }),
    } satisfies Partial<Record<keyof typeof REFUSAL_MEMBERS, unknown>>,
    ...(fault && { faults: [fault] }),
  });
}

function faultOf(flag: Obstacle, { ordered, byToken }: Refused): FieldFault | null {
  const pointer = flag === 'dose-differs' && byToken ? '/tokenId' : POINTERS[flag];
  if (pointer === undefined) return null;
  const { code, title } = PROBLEM_OF_FLAG[flag];
  if (flag === 'dose-differs' && ordered)
    return { pointer, code, detail: orderedIs(ordered), parameters: { dose: ordered.dose } };
  const unnamed = flag === 'strength-differs' && ordered?.strength === null;
  return { pointer, code, detail: unnamed ? STRENGTH_UNNAMED : title };
}

function orderedIs({ unit }: OrderedDose): Text2 {
  const { vi, en } = DOSE_UNIT_LABELS[unit];
  return text2(
    `Liều trong y lệnh là {dose} (${vi.toLowerCase()}): cấp đúng liều này, hoặc đề nghị bác sĩ ra y lệnh mới`,
    `The order has {dose} (${en.toLowerCase()}): give that, or have another ordered`,
  );
}
