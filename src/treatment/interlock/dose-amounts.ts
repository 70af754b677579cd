import { daysBetween, laterDay, type DateOnly } from '../../law/date.js';
import type { Tx } from '../../platform/database/tx.js';
import { TREATMENT_KINDS } from '../kinds/kinds.js';
import { measureOf, type DoseUnitName } from '../ledger/amounts.js';
import { DOSE_EVENT_KINDS } from '../ledger/dose-event.kinds.js';
import type { NotChecked } from '../protocol/protocol-values.js';
import { flagsOfWitness, type Witness } from '../witness/witness.rules.js';
import type { ActiveProtocol } from './active-protocols.js';
import type { Draft } from './dose-draft.js';
import type { DoseEntryDto } from './dose.dto.js';
import type { EnteredKind } from './dose-inputs.js';
import { orderedDose, preparedByAnother, vomitingStands, type OrderedDose } from './dose-places.js';
import {
  dosedAt,
  hasHadDose,
  lotOf,
  standingInTheWay,
  type DosedEpisode,
  type DoseEvent,
  type Lot,
} from './dose.queries.js';
import { keptDose } from './dose-token.queries.js';
import { obstaclesOf, type DoseFacts, type DoseFlag } from './dose.rules.js';
import { judgeGiving } from './giving-checks.js';
import { refuseBeforeGiving } from './giving-refusal.js';
import { checkTakeHome, NO_VALUES } from './protocol-checks.rules.js';
import { decisionStanding, type StandingDecision } from '../redose/redose.queries.js';

/** What an entry is judged by. */
export interface Judged {
  readonly userId: string;
  /** Who saw a spill. */
  readonly witness: Witness;
  readonly episode: DosedEpisode;
  readonly draft: Draft;
  readonly kind: EnteredKind;
  readonly input: DoseEntryDto;
  readonly lot: Lot | null;
  readonly protocol: ActiveProtocol | null;
  /** On which days of a stretch a site gives nothing. */
  readonly closedDays: (siteId: number, from: DateOnly, until: DateOnly) => Promise<readonly DateOnly[]>;
}

export interface Amounts extends Pick<DoseEvent, 'dose' | 'measured' | 'orderId' | 'flags' | 'decidedBy'> {
  /** Values of the protocol that were not held against it. */
  readonly notChecked: readonly NotChecked[];
  /** Null where there is no order, or it is another site's. */
  readonly orderApprovedByWriter: boolean | null;
}

/** The lot of an entry. @throws Problem 404 */
export async function lotFor(tx: Tx, id: string | null | undefined): Promise<Lot | null> {
  return id ? lotOf(tx, id) : null;
}

/** Dose, measure, order and flags of an entry. @throws Problem 409 for what stands in the way before giving */
export async function amountsOf(tx: Tx, judged: Judged): Promise<Amounts> {
  const { kind, draft, input, lot, episode, witness } = judged;
  const { named } = draft;
  const elsewhere: readonly DoseFlag[] = episode.placed ? [] : ['not-placed-here'];
  const nothing = {
    dose: 0,
    measured: 0,
    orderId: null,
    flags: elsewhere,
    notChecked: [],
    orderApprovedByWriter: null,
  };
  switch (kind) {
    case 'spilled': {
      const wrong = isWrong(lot, episode) ? (['wrong-lot'] as const) : [];
      if (!draft.reported) refuseBeforeGiving(wrong, NOTHING_GIVEN);
      const flags: readonly DoseFlag[] = [...elsewhere, ...wrong, ...flagsOfWitness(witness)];
      return { ...nothing, measured: input.measured ?? 0, flags };
    }
    case 'voided':
    case 'take-home-returned': {
      const { dose, measured, orderId } = named ?? nothing;
      return { ...nothing, dose, measured, orderId };
    }
    case 'refused':
    case 'withheld':
    case 'vomited':
      return nothing;
    default:
      return givenAmounts(tx, judged);
  }
}

const NOTHING_GIVEN = {
  unfit: [],
  ordered: null,
  lot: null,
  decision: null,
  hostClosedDays: [],
  byToken: false,
};

/** What is given, and what was ordered of it. */
interface Given {
  readonly slot: number;
  readonly ordered: OrderedDose | null;
  /** By a token: what it says. */
  readonly kept: Awaited<ReturnType<typeof keptDose>>;
  readonly dose: number | null;
  readonly unit: DoseUnitName | null;
  /** Of the lot; null where it does not give the dose in whole units. */
  readonly measured: number | null;
}

async function givenAmounts(tx: Tx, judged: Judged): Promise<Amounts> {
  const { episode, draft, kind, lot, protocol } = judged;
  const { named, day } = draft;
  const given = await givenOf(tx, judged);
  const { ordered, dose, unit, measured } = given;
  const { unfit, againTooLate, notChecked } = await judgeGiving(
    tx,
    protocol,
    episode,
    ordered?.order ?? null,
    {
      ...{ kind, day, at: draft.at, named, daysAhead: daysBetween(draft.happenedOn, day) },
      amount: {
        ...{ dose: dose ?? 0, unit: unit ?? lot?.unit ?? 'microlitre', measured: measured ?? 0 },
        ...{
          lotUnit: lot?.unit ?? null,
          lotStrength: lot?.strength ?? null,
          strength: ordered?.strength ?? null,
        },
      },
    },
  );
  const decision = await decisionOf(tx, judged);
  const isDecided = decision !== null && (dose ?? 0) <= decision.dose;
  const undecided = kind === 're-dosed' && named?.kind === 'vomited' && !isDecided;
  const judgement = { orderUnfit: unfit.length > 0, againTooLate, undecided };
  const { hostClosedDays, ...facts } = await factsOf(tx, judged, given);
  const flags = obstaclesOf({ ...facts, ...judgement });
  const byToken = judged.input.tokenId !== undefined;
  if (!draft.reported) refuseBeforeGiving(flags, { unfit, ordered, lot, decision, byToken, hostClosedDays });
  return {
    ...{ dose: dose ?? 0, measured: measured ?? 0, orderId: ordered?.orderId ?? null, flags, notChecked },
    orderApprovedByWriter: ordered?.order?.approvedByWriter ?? null,
    decidedBy: kind === 're-dosed' && isDecided ? decision.decidedBy : null,
  };
}

/** That a dose is given again, as a clinician had decided when it was given. */
async function decisionOf(tx: Tx, { kind, draft }: Judged): Promise<StandingDecision | null> {
  const { named, reported, at } = draft;
  if (kind !== 're-dosed' || !named) return null;
  return decisionStanding(tx, named.id, reported ? at : null);
}

async function givenOf(tx: Tx, { episode, draft, input, lot }: Judged): Promise<Given> {
  const { named, day } = draft;
  const slot = named?.slot ?? input.slot ?? 1;
  const ordered = await orderedDose(tx, episode, day, slot);
  const of = { episodeId: episode.episodeId, day, slot };
  // What is given by a token was measured by what the token says, whatever was ordered since.
  const kept = input.tokenId === undefined ? null : await keptDose(tx, input.tokenId, of);
  const dose = input.dose ?? kept?.dose ?? ordered?.dose ?? null;
  const unit = kept?.unit ?? ordered?.unit ?? TREATMENT_KINDS[episode.kind].doseUnit;
  const measured = dose === null || lot === null ? 0 : measureOf(dose, unit ?? lot.unit, lot);
  return { slot, ordered, kept, dose, unit, measured };
}

async function factsOf(
  tx: Tx,
  judged: Judged,
  { slot, ordered, kept, dose, measured }: Given,
): Promise<
  Omit<DoseFacts, 'orderUnfit' | 'againTooLate' | 'undecided'> & {
    readonly hostClosedDays: readonly DateOnly[];
  }
> {
  const { userId, episode, draft, kind, input, lot, protocol, closedDays } = judged;
  const { day, happenedOn, at, reported } = draft;
  const takes = DOSE_EVENT_KINDS[kind].claim === 'takes';
  const of = { episodeId: episode.episodeId, day, slot };
  const again =
    kind === 're-dosed' ||
    (kind === 'prepared' && input.dose !== undefined && (await vomitingStands(tx, of)));
  const orderId = ordered?.orderId ?? null;
  const { held, elsewhere } = await standingInTheWay(
    tx,
    episode.episodeId,
    { day, at: reported ? at : null },
    { kind, named: draft.named },
  );
  // Where the other site gives nothing that day, the home gives.
  const hostClosedDays =
    elsewhere === null ? [] : await closedDays(elsewhere.siteId, elsewhere.fromOn, elsewhere.untilOn);
  return {
    hostClosedDays,
    placed: episode.placed,
    // Given to take home it is drunk on its own day; of a day before, it is drunk when it is given.
    day: laterDay(day, happenedOn),
    wrongLot: isWrong(lot, episode),
    strengthDiffers: differsInStrength(ordered, lot, protocol),
    kindFits: !(takes && episode.booking && kind !== 'guest-dose'),
    dosing: reported && !episode.former ? await dosedAt(tx, episode.episodeId, at) : episode.dosing,
    consentMissing:
      takes &&
      !episode.consented &&
      // Who has had doses is not refused one for a paper: the window shows that it is missing.
      (reported || !(await hasHadDose(tx, episode.episodeId))),
    ordered: ordered?.dose ?? null,
    // Given again after vomiting: how much, the clinician says, and no more than was ordered.
    dose: again && (dose ?? 0) <= (ordered?.dose ?? 0) ? (ordered?.dose ?? null) : dose,
    unitDiffers: kept !== null && ordered !== null && kept.unit !== ordered.unit,
    ...{ held, bookedElsewhere: elsewhere !== null && !hostClosedDays.includes(day) },
    twoPersonCheck: kind === 'prepared' ? null : (protocol?.twoPersonCheck ?? null),
    preparedByAnother: await preparedByAnother(tx, { ...of, userId, orderId, dose: dose ?? 0, at }),
    lotExpiresOn: lot?.expiresOn ?? null,
    measurable: measured !== null,
    beyondTakeHome: kind === 'take-home-given' && isBeyondTakeHome(protocol, daysBetween(happenedOn, day)),
  };
}

function isBeyondTakeHome(protocol: ActiveProtocol | null, daysAhead: number): boolean {
  const values = protocol && { ...NO_VALUES, maxTakeHomeDays: protocol.maxTakeHomeDays };
  return checkTakeHome(values, daysAhead).some(({ result }) => result === 'failed');
}

const isWrong = (lot: Lot | null, { kind }: DosedEpisode): boolean => lot !== null && lot.medicine !== kind;

/**
 * One volume is another dose in another strength. A label that says none says nothing that could be relied on; of an order
 * that names none, though the label does, nobody knows which dose was meant. A guest's host does not ask its own protocol.
 */
function differsInStrength(
  ordered: OrderedDose | null,
  lot: Lot | null,
  protocol: ActiveProtocol | null,
): boolean {
  if (ordered?.unit !== 'microlitre' || lot?.unit !== 'microlitre') return false;
  const ofProtocol = ordered.order === null ? null : (protocol?.given.strengthMicrogramsPerMl ?? null);
  return lot.strength !== (ordered.strength ?? ofProtocol);
}
