import { daysBetween, laterDay } from '../../law/date.js';
import { text2 } from '../../law/text.js';
import type { Tx } from '../../platform/database/tx.js';
import { problem } from '../../platform/errors/problem.js';
import { P } from '../doses.problems.js';
import { TREATMENT_KINDS } from '../kinds/kinds.js';
import { measureOf } from '../ledger/amounts.js';
import { DOSE_EVENT_KINDS } from '../ledger/dose-event.kinds.js';
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
import { obstaclesOf, PROBLEM_OF_FLAG, type DoseFlag } from './dose.rules.js';
import { judgeGiving } from './giving-checks.js';
import { checkTakeHome, NO_VALUES, type ProtocolCheck } from './protocol-checks.rules.js';
import type { NotChecked } from '../protocol/protocol-values.js';

/** What an entry is judged by. */
export interface Judged {
  readonly userId: string;
  /** Who saw a spill; null where nobody is named who could. */
  readonly witnessId: string | null;
  readonly episode: DosedEpisode;
  readonly draft: Draft;
  readonly kind: EnteredKind;
  readonly input: DoseEntryDto;
  readonly lot: Lot | null;
  readonly protocol: ActiveProtocol | null;
}

export interface Amounts extends Pick<DoseEvent, 'dose' | 'measured' | 'orderId' | 'flags'> {
  /** Values of the protocol that were not held against it. */
  readonly notChecked: readonly NotChecked[];
}

/** The lot of an entry. @throws Problem 404, 409 before giving for one of another medicine */
export async function lotFor(
  tx: Tx,
  { kind }: DosedEpisode,
  id: string | null | undefined,
  { reported }: Draft,
): Promise<Lot | null> {
  if (!id) return null;
  const lot = await lotOf(tx, id);
  if (lot.medicine !== kind && !reported) throw problem(P.lotNotFitting);
  return lot;
}

/** Dose, measure, order and flags of an entry. @throws Problem 409 for what stands in the way before giving */
export async function amountsOf(tx: Tx, judged: Judged): Promise<Amounts> {
  const { kind, draft, input, lot, episode, witnessId } = judged;
  const { named } = draft;
  const nothing = { dose: 0, measured: 0, orderId: null, flags: [], notChecked: [] };
  switch (kind) {
    case 'spilled': {
      if (witnessId === null && !draft.reported) throw problem(P.witnessRequired);
      const flags: readonly DoseFlag[] = [
        ...(isWrong(lot, episode) ? (['wrong-lot'] as const) : []),
        ...(witnessId === null ? (['one-person'] as const) : []),
      ];
      return { ...nothing, measured: input.measured ?? 0, flags };
    }
    case 'voided':
    case 'take-home-returned': {
      const { dose, measured, orderId } = named ?? nothing;
      return { dose, measured, orderId, flags: [], notChecked: [] };
    }
    case 'refused':
    case 'withheld':
    case 'vomited':
      return nothing;
    default:
      return givenAmounts(tx, judged);
  }
}

async function givenAmounts(tx: Tx, judged: Judged): Promise<Amounts> {
  const { userId, episode, draft, kind, input, lot, protocol } = judged;
  const { named, day, happenedOn } = draft;
  const slot = named?.slot ?? input.slot ?? 1;
  const ordered = await orderedDose(tx, episode, day, slot);
  const dose = input.dose ?? ordered?.dose ?? null;
  const unit = ordered?.unit ?? TREATMENT_KINDS[episode.kind].doseUnit;
  const measured = dose === null || lot === null ? 0 : measureOf(dose, unit ?? lot.unit, lot);
  const { held, bookedElsewhere } = await standingInTheWay(tx, episode.episodeId, day, draft.at);
  const takes = DOSE_EVENT_KINDS[kind].claim === 'takes';
  const daysAhead = daysBetween(happenedOn, day);
  const { unfit, againTooLate, notChecked } = await judgeGiving(
    tx,
    protocol,
    episode,
    ordered?.order ?? null,
    {
      ...{ kind, day, at: draft.at, named, daysAhead },
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
  const of = { episodeId: episode.episodeId, day, slot };
  const again =
    kind === 're-dosed' ||
    (kind === 'prepared' && input.dose !== undefined && (await vomitingStands(tx, of)));
  const twoPersonCheck = kind === 'prepared' ? null : (protocol?.twoPersonCheck ?? null);
  const orderId = ordered?.orderId ?? null;
  const flags = obstaclesOf({
    // Given to take home it is drunk on its own day; of a day before, it is drunk when it is given.
    day: laterDay(day, happenedOn),
    wrongLot: isWrong(lot, episode),
    strengthDiffers: differsInStrength(ordered, lot, protocol),
    kindFits: !(takes && episode.booking && kind !== 'guest-dose'),
    dosing:
      draft.reported && !episode.former ? await dosedAt(tx, episode.episodeId, draft.at) : episode.dosing,
    consentMissing:
      takes &&
      !episode.consented &&
      // Who has had doses is not refused one for a paper: the window shows that it is missing.
      (draft.reported || !(await hasHadDose(tx, episode.episodeId))),
    ordered: ordered?.dose ?? null,
    // Given again after vomiting: how much, the clinician says, and no more than was ordered.
    dose: again && (dose ?? 0) <= (ordered?.dose ?? 0) ? (ordered?.dose ?? null) : dose,
    ...{ held, bookedElsewhere },
    twoPersonCheck,
    preparedByAnother: await preparedByAnother(tx, { ...of, userId, orderId, dose: dose ?? 0, at: draft.at }),
    lotExpiresOn: lot?.expiresOn ?? null,
    measurable: measured !== null,
    beyondTakeHome:
      kind === 'take-home-given' &&
      checkTakeHome(protocol && { ...NO_VALUES, maxTakeHomeDays: protocol.maxTakeHomeDays }, daysAhead).some(
        ({ result }) => result === 'failed',
      ),
    ...{ orderUnfit: unfit.length > 0, againTooLate },
  });
  refuseBeforeGiving(draft, flags, lot, { unfit, unnamed: ordered?.strength === null });
  return { dose: dose ?? 0, measured: measured ?? 0, orderId, flags, notChecked };
}

const STRENGTH_UNNAMED = text2(
  'Y lệnh không ghi nồng độ dung dịch: bác sĩ viết y lệnh mới có ghi nồng độ của lô thuốc',
  'The order names no strength of the solution: a clinician writes a new one that names it',
);

/** @throws Problem 409 for the gravest of what stands in the way; nothing of what was given already */
function refuseBeforeGiving(
  { reported }: Draft,
  flags: readonly DoseFlag[],
  lot: Lot | null,
  {
    unfit,
    unnamed,
  }: {
    readonly unfit: readonly ProtocolCheck[];
    /** The order names no strength. */
    readonly unnamed: boolean;
  },
): void {
  const [first] = flags;
  if (first === undefined || reported) return;
  const type = PROBLEM_OF_FLAG[first];
  throw problem(type, {
    extensions: {
      flags,
      ...(unfit.length > 0 && { checks: unfit }),
      ...(first === 'strength-differs' && { lotStrength: lot?.strength ?? null }),
    },
    ...(first === 'strength-differs' && {
      faults: [{ pointer: '/lotId', code: type.code, detail: unnamed ? STRENGTH_UNNAMED : type.title }],
    }),
  });
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
