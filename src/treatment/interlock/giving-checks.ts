import type { DateOnly } from '../../law/date.js';
import { text2 } from '../../law/text.js';
import type { Tx } from '../../platform/database/tx.js';
import type { DoseEventKind } from '../ledger/dose-event.kinds.js';
import { UNCHECKED } from '../protocol/protocol.js';
import {
  NEVER_CHECKED,
  SILENT,
  valuesReadBy,
  type NotChecked,
  type ProtocolReader,
} from '../protocol/protocol-values.js';
import type { ActiveProtocol } from './active-protocols.js';
import { checksOnDay } from './day-checks.js';
import { checkDayTotal, type GivenAmount } from './day-total.js';
import { eventById, type ApprovedOrder, type DosedEpisode, type DoseEvent } from './dose.queries.js';
import { checksOfFirstDose } from './first-dose.js';
import { guestOrder } from './guest-order.js';
import { checkTakeHome, NO_VALUES, notCheckedOf, type ProtocolCheck } from './protocol-checks.rules.js';

/** Kinds by which something of an order is given. */
const GIVEN_BY_ORDER: ReadonlySet<DoseEventKind> = new Set([
  'dispensed',
  'guest-dose',
  're-dosed',
  'take-home-given',
]);
/** Of those, what is drunk at the window, where whoever drinks it has to be watched. */
const DRUNK_AT_WINDOW: ReadonlySet<DoseEventKind> = new Set(['dispensed', 'guest-dose', 're-dosed']);
/** What is asked of an order each time that something is given by it. */
const ORDER_READERS: readonly ProtocolReader[] = ['strength', 'maxDailyDose', 'maxSlots', 'maxOrderDays'];

const OF_HOME = text2(
  'Y lệnh theo phác đồ của cơ sở điều trị: cơ sở uống thuốc tạm thời không thấy, chỉ được báo khi y lệnh không còn phù hợp',
  'The order goes by the protocol of the home: the site that has the person as a guest sees none of it, and is told only where the order does not fit any more',
);
const RESENT = text2(
  'Lần ghi này đã có: gửi lại thì không kiểm tra nữa',
  'The entry was here already: sent again it is not checked anew',
);

export interface GivenToJudge {
  readonly kind: DoseEventKind;
  readonly day: DateOnly;
  readonly at: Date;
  readonly named: DoseEvent | null;
  /** Days from when it is given to the day whose dose it is. */
  readonly daysAhead: number;
  readonly amount: GivenAmount;
}

export interface GivingJudgement {
  /** What of the order does not fit any more. */
  readonly unfit: readonly ProtocolCheck[];
  /** Given again later after the dose or its vomiting than the protocol has it. */
  readonly againTooLate: boolean;
  readonly notChecked: readonly NotChecked[];
}

/**
 * What the protocol says of something that is about to be given, or was.
 *
 * @param order null where there is none, or for a guest, whose home says it
 */
export async function judgeGiving(
  tx: Tx,
  protocol: ActiveProtocol | null,
  episode: Pick<DosedEpisode, 'episodeId' | 'kind' | 'phase' | 'booking' | 'former'>,
  order: ApprovedOrder | null,
  given: GivenToJudge,
): Promise<GivingJudgement> {
  const { kind, day, daysAhead } = given;
  if (!GIVEN_BY_ORDER.has(kind)) return { unfit: [], againTooLate: false, notChecked: [] };
  const ofOrder = order === null ? [] : checksOnDay(protocol, episode, order, day);
  const beginning =
    order === null || episode.former || kind === 're-dosed'
      ? []
      : await checksOfFirstDose(tx, protocol, episode, order);
  const ofHome = episode.booking && (await guestOrder(tx, episode.kind, episode.booking, day));
  const ofOrderMost = ofOrder.find(({ check }) => check === 'maxDailyDose')?.result;
  const ofDay =
    order === null || ofOrderMost !== 'passed' || kind === 're-dosed'
      ? null
      : await checkDayTotal(tx, protocol, order, {
          ...{ episodeId: episode.episodeId, day, amount: given.amount },
        });
  const checks = [
    ...beginning,
    ...ofOrder,
    ...(ofHome?.unfit ?? []),
    ...(ofDay === null ? [] : [ofDay]),
    ...(kind === 'take-home-given'
      ? checkTakeHome(protocol && { ...NO_VALUES, maxTakeHomeDays: protocol.maxTakeHomeDays }, daysAhead)
      : []),
  ];
  const within = protocol?.given.redoseWithinMinutes ?? null;
  const silent = (reader: ProtocolReader, said: boolean): readonly NotChecked[] =>
    said ? [] : namesOf([reader]).map((value) => ({ value, why: protocol ? SILENT : UNCHECKED }));
  return {
    unfit: checks.filter(({ check, result }) => result === 'failed' && check !== 'maxTakeHomeDays'),
    againTooLate: kind === 're-dosed' && within !== null && (await isTooLate(tx, given, within)),
    notChecked: [
      ...notCheckedOf(checks),
      ...(ofHome === null
        ? []
        : namesOf(ORDER_READERS).map((value) => ({
            ...{ value, why: ofHome.unchecked ?? OF_HOME },
          }))),
      ...silent('secondPerson', (protocol?.twoPersonCheck ?? null) !== null),
      ...(kind === 're-dosed' ? silent('timeOfGivingAgain', within !== null) : []),
      ...(DRUNK_AT_WINDOW.has(kind) ? NEVER_CHECKED : []),
    ],
  };
}

/** Whether a protocol would bear on an entry of this kind. */
export const isChecked = (kind: DoseEventKind): boolean => kind === 'prepared' || GIVEN_BY_ORDER.has(kind);

/** Of an entry that was here already: nothing of it was checked by this message. */
export function notCheckedAgain(kind: DoseEventKind): readonly NotChecked[] {
  if (!GIVEN_BY_ORDER.has(kind)) return [];
  const readers: readonly ProtocolReader[] = [
    ...ORDER_READERS,
    'secondPerson',
    ...(kind === 'take-home-given' ? (['maxTakeHomeDays'] as const) : []),
    ...(kind === 're-dosed' ? (['timeOfGivingAgain'] as const) : []),
  ];
  return [
    ...namesOf(readers).map((value) => ({ value, why: RESENT })),
    ...(DRUNK_AT_WINDOW.has(kind) ? NEVER_CHECKED : []),
  ];
}

const namesOf = (readers: readonly ProtocolReader[]): readonly NotChecked['value'][] =>
  readers.flatMap((reader) => valuesReadBy(reader));

/** By either reading of the number: from the dose to its vomiting, and from there to the dose that is given again. */
async function isTooLate(tx: Tx, { at, named: vomited }: GivenToJudge, within: number): Promise<boolean> {
  if (!vomited?.namesId) return false;
  const drunk = await eventById(tx, vomited.namesId, vomited.namesDay);
  const most = within * 60_000;
  return vomited.at.getTime() - drunk.at.getTime() > most || at.getTime() - vomited.at.getTime() > most;
}
