import { v7 as uuidv7 } from 'uuid';
import { dateOnly, daysBetween, legalDayOf, type DateOnly } from '../../law/date.js';
import type { Config } from '../../platform/config/config.js';
import type { Tx } from '../../platform/database/tx.js';
import { fieldProblem } from '../../platform/errors/problem.js';
import { MOST_DAYS_AHEAD } from '../ledger/ledger-days.js';
import type { DoseEntryDto } from './dose.dto.js';
import type { EnteredKind } from './dose-inputs.js';
import { eventById, type DosedEpisode, type DoseEvent } from './dose.queries.js';

/** An entry as it is about to be written, with what it was sent about. */
export interface Draft {
  readonly id: string;
  readonly kind: EnteredKind;
  /** Whose dose it is of. */
  readonly day: DateOnly;
  /** When it happened: by the device, where it is told of later. */
  readonly at: Date;
  /** The day of that, never one to come. */
  readonly happenedOn: DateOnly;
  readonly reported: boolean;
  readonly named: DoseEvent | null;
}

const FUTURE = {
  vi: 'Thời điểm không ở tương lai: hãy chỉnh lại giờ của thiết bị',
  en: 'Not in the future: the clock of the device has to be set',
};
const ONLY_REPORTED = {
  vi: 'Chỉ khai thời điểm khi ghi lại việc đã xảy ra',
  en: 'Only for what has happened already',
};
const WHEN_REPORTED = {
  vi: 'Ghi lại việc đã xảy ra thì khai thời điểm xảy ra',
  en: 'Of what has happened already, say when',
};
const BEFORE_EPISODE = { vi: 'Không trước ngày mở đợt điều trị', en: 'Not before the episode began' };
const TOO_FAR = {
  vi: `Không quá ${MOST_DAYS_AHEAD} ngày sau ngày thực hiện`,
  en: `At most ${MOST_DAYS_AHEAD} days after it happened`,
};
const PAST = { vi: 'Không trước ngày thực hiện', en: 'Not before the day on which it happened' };

/** When it happened, and of which day it is. @throws Problem 404, 422 for an impossible time */
export async function draftOf(
  tx: Tx,
  kind: EnteredKind,
  input: DoseEntryDto,
  { clockAheadMinutes }: Config['toldDoses'],
): Promise<Draft> {
  const reported = input.reported ?? false;
  if (reported !== (input.at !== undefined))
    throw fieldProblem('/at', 'treatment.time', reported ? WHEN_REPORTED : ONLY_REPORTED);
  const at = input.at === undefined ? tx.now : new Date(input.at);
  if (at.getTime() > tx.now.getTime() + clockAheadMinutes * 60_000)
    throw fieldProblem('/at', 'treatment.time', FUTURE);
  // By a clock that is ahead, a dose before midnight is none of the next day.
  const happenedOn = legalDayOf(at > tx.now ? tx.now : at);
  const named = input.namesId === undefined ? null : await eventById(tx, input.namesId);
  const day = named?.day ?? (input.day === undefined ? happenedOn : dateOnly(input.day));
  if (!named && day < happenedOn) throw fieldProblem('/day', 'treatment.time', PAST);
  if (!named && daysBetween(happenedOn, day) > MOST_DAYS_AHEAD)
    throw fieldProblem('/day', 'treatment.time', TOO_FAR);
  return { id: uuidv7(), kind, day, at, happenedOn, reported, named };
}

/** @throws Problem 422 for what happened before the episode was opened */
export function refuseBefore({ openedOn }: DosedEpisode, { happenedOn }: Draft): void {
  if (openedOn !== null && happenedOn < openedOn) throw fieldProblem('/at', 'treatment.time', BEFORE_EPISODE);
}

/** What was given is entered by the kind that the place gives: a guest’s dose is his host’s. */
export function kindAt({ booking }: DosedEpisode, { kind, reported }: Draft): EnteredKind {
  if (!reported) return kind;
  if (booking) return kind === 'dispensed' ? 'guest-dose' : kind;
  return kind === 'guest-dose' ? 'dispensed' : kind;
}

/** What makes two messages of a device the same: one whose answer was lost is told again as a fact, with its time. */
export function contentOf(input: DoseEntryDto): object {
  const { kind, episodeId, slot, day, lotId, dose, measured, namesId, reason, tokenId } = input;
  const { witnessId, witnessName } = input;
  return {
    ...{ kind, episodeId, slot, day, lotId, dose, measured, namesId, reason, tokenId, witnessId },
    witnessName,
  };
}
