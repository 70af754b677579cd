import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../../audit/audit-log.js';
import { addDays, dateOnly, daysBetween, legalDayOf, type DateOnly } from '../../law/date.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { P as HTTP } from '../../platform/errors/platform.problems.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';
import { sameOrAnew, type ChangeList } from '../../platform/http/change-list.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P } from '../doses.problems.js';
import { DOSING_STATES } from '../kinds/kind.js';
import { TREATMENT_KINDS } from '../kinds/kinds.js';
import { measureOf, type DoseUnitName } from '../ledger/amounts.js';
import { DOSE_EVENT_KINDS, namedBy } from '../ledger/dose-event.kinds.js';
import { dependents } from '../ledger/ledger.rules.js';
import { slotsOfDay } from '../ledger/slots.rules.js';
import { ActiveProtocols, stateOf, type ActiveProtocol } from './active-protocols.js';
import { claimClientEvent } from './client-events.js';
import type { DoseEntryDto, DoseEventDto, DoseHistoryQuery, RecordedDoseDto } from './dose.dto.js';
import { requireDoseFields, type EnteredKind } from './dose-inputs.js';
import {
  episodeDosedHere,
  episodeTreatedHere,
  eventById,
  eventsBetween,
  hasHadDose,
  insertEvent,
  lotOf,
  nameOnce,
  ordersBetween,
  requirePlace,
  standingInTheWay,
  stockDayOf,
  voidsLate,
  type DosedEpisode,
  type DoseEvent,
  type Lot,
} from './dose.queries.js';
import { obstaclesOf, PROBLEM_OF_FLAG, type DoseFlag } from './dose.rules.js';
import { checkTakeHome, NO_VALUES } from './protocol-checks.rules.js';
import { tokenStands, useToken } from './dose-token.queries.js';
import { ledgerDay } from '../ledger/ledger-days.js';

const HISTORY_DAYS = 90;
const MOST_DAYS = 92;

/** An entry as it is about to be written, with what it was sent about. */
interface Draft {
  readonly id: string;
  readonly kind: EnteredKind;
  readonly day: DateOnly;
  readonly at: Date;
  readonly reported: boolean;
  readonly named: DoseEvent | null;
}

/**
 * The ledger of doses. Before giving, whatever stands in the way is a 409. What was given already is a fact: it is stored
 * with flags, and never refused.
 */
@Injectable()
export class DoseService {
  constructor(
    private readonly database: Database,
    private readonly protocols: ActiveProtocols,
    private readonly audit: AuditLog,
  ) {}

  /** @throws Problem 404, 409 for what stands in the way, 422 for fields that the kind lacks or does not know */
  async record(actor: UserActor, input: DoseEntryDto): Promise<RecordedDoseDto> {
    const { kind } = input;
    return this.database.write(actor, async (tx) => {
      await requirePlace(tx, input.episodeId);
      if (kind === 'missed') throw fieldProblem('/kind', 'treatment.derived', DERIVED);
      requireDoseFields(kind, input);
      const draft = await draftOf(tx, kind, input);
      const episode = await episodeDosedHere(tx, input.episodeId, draft.day);
      if (episode.openedOn !== null && legalDayOf(draft.at) < episode.openedOn)
        throw fieldProblem('/at', 'treatment.time', BEFORE_EPISODE);
      const known = await claimClientEvent(tx, {
        ...{ siteId: actor.organisationId, clientEventId: input.clientEventId },
        ...{ eventId: draft.id, day: draft.day, content: contentOf(input) },
      });
      const protocol = await this.protocols.on(
        tx,
        { siteId: actor.organisationId, kind: episode.kind },
        draft.day,
      );
      const event =
        known === null
          ? await this.enter(tx, actor, episode, draft, input, protocol)
          : await eventById(tx, known);
      const late =
        known === null &&
        kind === 'voided' &&
        draft.named &&
        (await voidsLate(tx, actor.organisationId, draft.named));
      await this.audit.record(tx, {
        action: known === null ? `treatment.dose.${event.kind}` : 'treatment.dose.sent-again',
        subject: { kind: 'dose-event', id: event.id },
        persons: [event.personId],
        ...(late && { detail: { late } }),
      });
      return { ...toDto(event), resent: known !== null, protocol: protocolOf(protocol) };
    });
  }

  /** What was entered of an episode, the latest day first. @throws Problem 404, 400 for a stretch of more than 92 days */
  async history(
    actor: UserActor,
    episodeId: string,
    query: DoseHistoryQuery,
  ): Promise<ChangeList<DoseEventDto>> {
    return this.database.read(actor, async (tx) => {
      const { personId } = await episodeTreatedHere(tx, episodeId);
      const to = query.to === undefined ? legalDayOf(tx.now) : ledgerDay(query.to, 'to');
      const from = query.from === undefined ? addDays(to, -HISTORY_DAYS) : ledgerDay(query.from, 'from');
      const days = daysBetween(from, to) + 1;
      if (days < 1 || days > MOST_DAYS)
        throw problem(HTTP.invalidParameter, {
          faults: [{ parameter: 'from', code: 'treatment.stretch', detail: STRETCH }],
        });
      const events = await eventsBetween(tx, episodeId, from, to);
      await this.audit.record(tx, {
        action: 'treatment.doses.read',
        subject: { kind: 'case', id: episodeId },
        persons: [personId],
      });
      return sameOrAnew(query, events.map(toDto));
    });
  }

  private async enter(
    tx: Tx,
    actor: UserActor,
    episode: DosedEpisode,
    draft: Draft,
    input: DoseEntryDto,
    protocol: ActiveProtocol | null,
  ): Promise<DoseEvent> {
    const { kind, named } = draft;
    const takes = DOSE_EVENT_KINDS[kind].claim === 'takes';
    if (kind === 'guest-dose' ? !episode.booking : takes && episode.booking) throw problem(P.noOrder);
    const lot = await lotFor(
      tx,
      episode,
      input.lotId ?? (kind === 'take-home-returned' ? named?.lotId : null),
    );
    const event: DoseEvent = {
      ...(await this.amounts(tx, actor, episode, draft, input, lot, protocol)),
      ...{ id: draft.id, kind, day: draft.day, at: draft.at, reported: draft.reported },
      slot: named?.slot ?? input.slot ?? 1,
      ...{ episodeId: episode.episodeId, personId: episode.personId },
      ...{ siteId: actor.organisationId, homeSiteId: episode.homeSiteId },
      ...{ bookingId: episode.booking?.id ?? null, lotId: lot?.id ?? named?.lotId ?? null },
      stockDay: await stockDayOf(tx, actor.organisationId, legalDayOf(draft.at), legalDayOf(tx.now)),
      ...{ namesId: named?.id ?? null, namesDay: named?.day ?? null, namesKind: named?.kind ?? null },
      ...{ protocolId: protocol?.id ?? null, reason: input.reason ?? null },
      ...{ clientEventId: input.clientEventId, userId: actor.userId, system: null },
    };
    if (named) await this.name(tx, event, named);
    const found = takes ? await take(tx, event, input.tokenId) : [];
    const flags: readonly DoseFlag[] = [...found, ...event.flags];
    insertEvent(tx, { ...event, flags });
    return { ...event, flags };
  }

  /** Dose, measure, order and flags of an entry. @throws Problem 409 for what stands in the way before giving */
  private async amounts(
    tx: Tx,
    actor: UserActor,
    episode: DosedEpisode,
    draft: Draft,
    input: DoseEntryDto,
    lot: Lot | null,
    protocol: ActiveProtocol | null,
  ): Promise<Pick<DoseEvent, 'dose' | 'measured' | 'orderId' | 'flags'>> {
    const { kind, named } = draft;
    if (kind === 'spilled') return { dose: 0, measured: input.measured ?? 0, orderId: null, flags: [] };
    if (kind === 'voided' || kind === 'take-home-returned')
      return {
        dose: named?.dose ?? 0,
        measured: named?.measured ?? 0,
        orderId: named?.orderId ?? null,
        flags: [],
      };
    if (kind === 'refused' || kind === 'withheld' || kind === 'vomited')
      return { dose: 0, measured: 0, orderId: null, flags: [] };
    const ordered = await orderedDose(tx, episode, draft.day, named?.slot ?? input.slot ?? 1);
    const dose = input.dose ?? ordered?.dose ?? null;
    const unit = ordered?.unit ?? TREATMENT_KINDS[episode.kind].doseUnit;
    const measured = dose === null || lot === null ? 0 : measureOf(dose, unit ?? lot.unit, lot);
    const { held, bookedElsewhere } = await standingInTheWay(tx, episode.episodeId, draft.day);
    const daysAhead = daysBetween(legalDayOf(draft.at), draft.day);
    const flags = obstaclesOf({
      day: legalDayOf(draft.at),
      dosing: episode.status === null || (DOSING_STATES as readonly string[]).includes(episode.status),
      consentMissing:
        DOSE_EVENT_KINDS[kind].claim === 'takes' &&
        !episode.consented &&
        // Who has had doses is not refused one for a paper: the window shows that it is missing.
        (draft.reported || !(await hasHadDose(tx, episode.episodeId))),
      ordered: ordered?.dose ?? null,
      // Given again after vomiting: how much, the clinician says, and no more than was ordered.
      dose: kind === 're-dosed' && (dose ?? 0) <= (ordered?.dose ?? 0) ? (ordered?.dose ?? null) : dose,
      ...{ held, bookedElsewhere },
      twoPersonCheck: kind === 'prepared' ? null : (protocol?.twoPersonCheck ?? null),
      preparedByAnother: await preparedByAnother(
        tx,
        actor,
        episode,
        draft.day,
        input.slot ?? named?.slot ?? 1,
      ),
      lotExpiresOn: lot?.expiresOn ?? null,
      measurable: measured !== null,
      beyondTakeHome:
        kind === 'take-home-given' &&
        checkTakeHome(
          protocol && { ...NO_VALUES, maxTakeHomeDays: protocol.maxTakeHomeDays },
          daysAhead,
        ).some(({ result }) => result === 'failed'),
    });
    const [first] = flags;
    if (first !== undefined && !draft.reported)
      throw problem(PROBLEM_OF_FLAG[first], { extensions: { flags } });
    return { dose: dose ?? 0, measured: measured ?? 0, orderId: ordered?.orderId ?? null, flags };
  }

  /** @throws Problem 409 for an entry of another kind, that was voided, or that has such a one or others behind it */
  private async name(tx: Tx, event: DoseEvent, named: DoseEvent): Promise<void> {
    const isLate = event.kind === 're-dosed' && !event.reported && named.day !== legalDayOf(event.at);
    const fits = named.episodeId === event.episodeId && named.siteId === event.siteId && !isLate;
    if (!fits || !namedBy(event.kind).includes(named.kind)) throw problem(P.notNameable);
    const ofDay = await eventsBetween(tx, named.episodeId, named.day, named.day);
    const voided = ofDay.some(({ kind, namesId }) => kind === 'voided' && namesId === named.id);
    const followed = event.kind === 'voided' && dependents(ofDay, named.id).length > 0;
    if (voided || followed || !(await nameOnce(tx, event, named.id))) throw problem(P.notNameable);
    if (DOSE_EVENT_KINDS[event.kind].claim === 'releases')
      await tx.query('select app.release_dose($1)', [named.id]);
  }
}

const DERIVED = {
  vi: 'Bỏ liều do hệ thống tự xác định sau giờ đóng cửa',
  en: 'Missed doses are derived after closing time',
};
const STRETCH = { vi: 'Khoảng ngày từ 1 đến 92 ngày', en: 'From one day to 92' };
const FUTURE = { vi: 'Thời điểm không ở tương lai', en: 'Not in the future' };
const ONLY_REPORTED = {
  vi: 'Chỉ khai thời điểm khi ghi lại việc đã xảy ra',
  en: 'Only for what has happened already',
};

/** When it happened, and of which day it is. @throws Problem 404, 422 for an impossible time */
async function draftOf(tx: Tx, kind: EnteredKind, input: DoseEntryDto): Promise<Draft> {
  const reported = input.reported ?? false;
  if (reported !== (input.at !== undefined)) throw fieldProblem('/at', 'treatment.time', ONLY_REPORTED);
  const at = input.at === undefined ? tx.now : new Date(input.at);
  if (at > tx.now) throw fieldProblem('/at', 'treatment.time', FUTURE);
  const named = input.namesId === undefined ? null : await eventById(tx, input.namesId);
  const day = named?.day ?? (input.day === undefined ? legalDayOf(at) : dateOnly(input.day));
  if (!named && day < legalDayOf(at)) throw fieldProblem('/day', 'treatment.time', PAST);
  return { id: uuidv7(), kind, day, at, reported, named };
}

const BEFORE_EPISODE = { vi: 'Không trước ngày mở đợt điều trị', en: 'Not before the episode began' };
const PAST = { vi: 'Không trước ngày thực hiện', en: 'Not before the day on which it happened' };

/** What makes two messages of a device the same: one whose answer was lost is told again as a fact, with its time. */
function contentOf(input: DoseEntryDto): object {
  const { kind, episodeId, slot, day, lotId, dose, measured, namesId, reason, tokenId } = input;
  return { kind, episodeId, slot, day, lotId, dose, measured, namesId, reason, tokenId };
}

/**
 * Takes the dose for an event: by its token, or as it comes.
 *
 * @returns what has to be written beside a dose that was given already
 * @throws Problem 409 before giving, where somebody had the dose, or the token is not good for it
 */
async function take(tx: Tx, event: DoseEvent, tokenId: string | undefined): Promise<readonly DoseFlag[]> {
  const kept = tokenId === undefined ? null : await useToken(tx, tokenId, event);
  const flags: DoseFlag[] = [];
  if (tokenId !== undefined && kept === null) {
    if (!event.reported) throw problem(P.tokenNotGood);
    flags.push('token-not-good');
  }
  if ((kept ?? (await claim(tx, event))) === 'free') return flags;
  if (event.reported) return ['double-dose', ...flags];
  throw problem((await tokenStands(tx, event)) ? P.tokenStands : P.alreadyDosed);
}

async function claim(tx: Tx, event: DoseEvent): Promise<string | null> {
  const row = await tx.one<{ answer: string }>(
    'select app.claim_dose($1, $2, $3, $4, $5::smallint, $6) as answer',
    [event.id, event.episodeId, event.siteId, event.day, event.slot, event.reported],
  );
  return row?.answer ?? null;
}

async function lotFor(tx: Tx, episode: DosedEpisode, id: string | null | undefined): Promise<Lot | null> {
  if (!id) return null;
  const lot = await lotOf(tx, id);
  if (lot.medicine !== episode.kind) throw problem(P.lotNotFitting);
  return lot;
}

interface OrderedDose {
  readonly dose: number;
  readonly unit: DoseUnitName;
  readonly orderId: string;
}

async function orderedDose(
  tx: Tx,
  episode: DosedEpisode,
  day: DateOnly,
  slot: number,
): Promise<OrderedDose | null> {
  const { booking } = episode;
  if (booking) {
    const dose = booking.doses[slot - 1];
    return dose === undefined ? null : { dose, unit: booking.unit, orderId: booking.orderId };
  }
  const orders = await ordersBetween(tx, episode.episodeId, day, day);
  const found = slotsOfDay(orders, day).find((each) => each.slot === slot);
  const unit = orders.find(({ id }) => id === found?.orderId)?.unit;
  return found && unit ? { dose: found.dose, unit, orderId: found.orderId } : null;
}

async function preparedByAnother(
  tx: Tx,
  actor: UserActor,
  { episodeId }: DosedEpisode,
  day: DateOnly,
  slot: number,
): Promise<boolean> {
  const row = await tx.one(
    `select 1 from dose_event d
     where d.episode_id = $1 and d.day = $2 and d.slot = $3 and d.kind = 'prepared' and d.user_id <> $4
       and not exists (select 1 from dose_named n where n.named_id = d.id and n.kind = 'voided') limit 1`,
    [episodeId, day, slot, actor.userId],
  );
  return row !== null;
}

const protocolOf = (protocol: ActiveProtocol | null): RecordedDoseDto['protocol'] =>
  stateOf(protocol, protocol !== null && protocol.twoPersonCheck !== null);

export function toDto(event: DoseEvent): DoseEventDto {
  const { id, kind, episodeId, siteId, day, slot, reported, dose, measured, lotId, namesId, reason } = event;
  return {
    ...{ id, kind, episodeId, siteId, day, slot, reported, dose, measured, lotId, namesId, reason },
    ...{ at: event.at.toISOString(), flags: event.flags, clientEventId: event.clientEventId },
  };
}
