import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/audit-log.js';
import { addDays, daysBetween, legalDayOf, type DateOnly } from '../../law/date.js';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { P as HTTP } from '../../platform/errors/platform.problems.js';
import { fieldProblem, problem, problemAt } from '../../platform/errors/problem.js';
import { sameOrAnew, type ChangeList } from '../../platform/http/change-list.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P } from '../doses.problems.js';
import { DOSE_EVENT_KINDS, namedBy } from '../ledger/dose-event.kinds.js';
import { dependents } from '../ledger/ledger.rules.js';
import { ActiveProtocols, stateOf, type ActiveProtocol } from './active-protocols.js';
import { claimClientEvent } from './client-events.js';
import { amountsOf, lotFor, type Amounts } from './dose-amounts.js';
import { contentOf, draftOf, kindAt, refuseBefore, type Draft } from './dose-draft.js';
import type { DoseEntryDto, DoseEventDto, DoseHistoryQuery, RecordedDoseDto } from './dose.dto.js';
import { requireDoseFields } from './dose-inputs.js';
import { flagsAgain, flagsBeside } from './doses-beside.js';
import { lockGiving } from './dosing-lock.js';
import { episodeOfDraft } from './dose-places.js';
import {
  actsFor,
  episodeTreatedHere,
  eventById,
  eventsBetween,
  insertEvent,
  nameOnce,
  requirePlace,
  stockDayOf,
  voidsLate,
  type DosedEpisode,
  type DoseEvent,
  type KeptDose,
} from './dose.queries.js';
import { flagsOfTime, type DoseFlag } from './dose.rules.js';
import { decisionsOn } from '../redose/redose.queries.js';
import { UNCHECKED, UNCHECKED_AT_HOME, uncheckedAs } from '../protocol/protocol.js';
import { isChecked, notCheckedAgain } from './giving-checks.js';
import type { DoseHistoryDto } from './dose-history.dto.js';
import { takeDose } from './dose-token.queries.js';
import { closingOf, ledgerDay } from '../ledger/ledger-days.js';
import { SiteDays } from '../missed/site-days.js';
import { closingTimeOf } from '../stock/stock.queries.js';
import { addLossNotice, witnessOf } from '../witness/loss-notice.queries.js';

const HISTORY_DAYS = 90;
const MOST_DAYS = 92;

/**
 * The ledger of doses. Before giving, whatever stands in the way is a 409. What was given already is a fact: it is stored
 * with flags, and never refused.
 */
@Injectable()
export class DoseService {
  private readonly told: Config['toldDoses'];

  constructor(
    private readonly database: Database,
    private readonly protocols: ActiveProtocols,
    private readonly sites: SiteDays,
    private readonly audit: AuditLog,
    @Inject(CONFIG) config: Pick<Config, 'toldDoses'>,
  ) {
    this.told = config.toldDoses;
  }

  /** @throws Problem 404, 409 for what stands in the way, 422 for fields that the kind lacks or does not know */
  async record(actor: UserActor, input: DoseEntryDto): Promise<RecordedDoseDto> {
    const { kind } = input;
    return this.database.write(actor, async (tx) => {
      await requirePlace(tx, input.episodeId);
      await lockGiving(tx, actor.organisationId, input.episodeId);
      if (kind === 'missed') throw fieldProblem('/kind', 'treatment.derived', DERIVED);
      requireDoseFields(kind, input);
      const draft = await draftOf(tx, kind, input, this.told);
      const episode = await episodeOfDraft(tx, input, draft, actor.organisationId);
      refuseBefore(episode, draft);
      const known = await claimClientEvent(tx, {
        ...{ siteId: actor.organisationId, clientEventId: input.clientEventId },
        ...{ eventId: draft.id, day: draft.day, content: contentOf(input) },
      });
      const protocol = await this.protocols.on(
        tx,
        { siteId: actor.organisationId, kind: episode.kind },
        draft.day,
      );
      const event: KeptDose & Partial<Pick<Amounts, 'notChecked' | 'orderApprovedByWriter'>> =
        known === null
          ? await this.enter(tx, actor, episode, draft, input, protocol)
          : await eventById(tx, known.id, known.day);
      const late =
        known === null &&
        kind === 'voided' &&
        draft.named &&
        (await voidsLate(tx, actor.organisationId, draft.named));
      const detail = { ...(late && { late }), ...(event.kind !== kind && { toldAs: kind }) };
      await this.audit.record(tx, {
        action: known === null ? `treatment.dose.${event.kind}` : 'treatment.dose.sent-again',
        subject: { kind: 'dose-event', id: event.id },
        persons: [event.personId],
        ...(Object.keys(detail).length > 0 && { detail }),
      });
      const notChecked = event.notChecked ?? notCheckedAgain(event.kind);
      return {
        ...{ ...toDto(event), resent: known !== null, protocol: stateOf(protocol, notChecked) },
        orderApprovedByWriter: event.orderApprovedByWriter ?? null,
      };
    });
  }

  /** What was entered of an episode, the latest day first. @throws Problem 404, 400 for a stretch of more than 92 days */
  async history(
    actor: UserActor,
    episodeId: string,
    query: DoseHistoryQuery,
  ): Promise<ChangeList<DoseHistoryDto>> {
    return this.database.read(actor, async (tx) => {
      const episode = await episodeTreatedHere(tx, episodeId);
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
        persons: [episode.personId],
      });
      return sameOrAnew(query, await this.kept(tx, episode, events));
    });
  }

  /** As the site that treats sees them. */
  private async kept(
    tx: Tx,
    { homeSiteId: siteId, kind }: DosedEpisode,
    events: readonly KeptDose[],
  ): Promise<readonly DoseHistoryDto[]> {
    const decisions = await decisionsOn(
      tx,
      events.filter((event) => event.kind === 'vomited').map(({ id }) => id),
    );
    // Of what a guest was given, few days at a time.
    const homes = new Map<DateOnly, boolean>();
    for (const { day, bookingId } of events)
      if (bookingId !== null && !homes.has(day))
        homes.set(day, (await this.protocols.on(tx, { siteId, kind }, day)) !== null);
    return events.map((event) => ({
      ...toDto(event),
      decisions: decisions
        .filter(({ vomitedId }) => vomitedId === event.id)
        .map(({ vomitedId: _v, decidedAt, replacedAt, ...decision }) => ({
          ...{ ...decision, decidedAt: decidedAt.toISOString() },
          replacedAt: replacedAt?.toISOString() ?? null,
        })),
      ...(isChecked(event.kind)
        ? uncheckedAs(
            event.protocolId === null
              ? UNCHECKED
              : event.bookingId !== null && !homes.get(event.day)
                ? UNCHECKED_AT_HOME
                : null,
          )
        : { unchecked: null, uncheckedBecause: null }),
    }));
  }

  private async enter(
    tx: Tx,
    actor: UserActor,
    episode: DosedEpisode,
    draft: Draft,
    input: DoseEntryDto,
    protocol: ActiveProtocol | null,
  ): Promise<KeptDose & Amounts> {
    const { named, reported, happenedOn } = draft;
    const kind = kindAt(episode, draft);
    const takes = DOSE_EVENT_KINDS[kind].claim === 'takes';
    if (!reported && (kind === 'guest-dose' ? !episode.booking : takes && episode.booking))
      throw problem(P.kindNotFitting, { extensions: { flags: ['kind-not-fitting'] } });
    const lotId = input.lotId ?? (kind === 'take-home-returned' ? named?.lotId : null);
    const lot = await lotFor(tx, lotId);
    const { userId } = actor;
    const witness = await witnessOf(tx, actor, input, reported);
    const today = legalDayOf(tx.now);
    const closedDays = (siteId: number, from: DateOnly, until: DateOnly): Promise<readonly DateOnly[]> =>
      this.sites.closedDays(tx, siteId, from, until);
    const event: KeptDose & Amounts = {
      ...(await amountsOf(tx, { userId, witness, episode, draft, kind, input, lot, protocol, closedDays })),
      ...{ id: draft.id, kind, day: draft.day, at: draft.at, reported },
      slot: named?.slot ?? input.slot ?? 1,
      ...{ episodeId: episode.episodeId, personId: episode.personId },
      ...{ siteId: actor.organisationId, homeSiteId: episode.homeSiteId },
      ...{ bookingId: episode.booking?.id ?? null, lotId: lot?.id ?? named?.lotId ?? null },
      stockDay: await stockDayOf(tx, actor.organisationId, happenedOn, today),
      ...{ namesId: named?.id ?? null, namesDay: named?.day ?? null, namesKind: named?.kind ?? null },
      ...{ protocolId: protocol?.id ?? null, reason: input.reason ?? null },
      ...{ clientEventId: input.clientEventId, userId, system: null, recordedAt: tx.now },
      ...witness,
    };
    if (named) await this.name(tx, event, named);
    const found = takes ? await takeDose(tx, event, input.tokenId) : [];
    const beside = takes ? await flagsBeside(tx, event, this.told.nearHours) : await flagsAgain(tx, event);
    const daysAgo = daysBetween(happenedOn, today);
    // What was given is a fact, whatever the site has said of the day; before giving it is taken as well.
    const ofSite: readonly DoseFlag[] =
      (takes || kind === 're-dosed') &&
      (await closedDays(actor.organisationId, happenedOn, happenedOn)).length > 0
        ? ['site-closed']
        : [];
    const closedAt =
      takes && reported ? closingOf(happenedOn, await closingTimeOf(tx, actor.organisationId)) : null;
    const ofTime = flagsOfTime({ reported, at: draft.at, now: tx.now, daysAgo, closedAt, ...this.told });
    const flags: readonly DoseFlag[] = [...found, ...beside, ...event.flags, ...ofSite, ...ofTime];
    insertEvent(tx, { ...event, flags });
    if (kind === 'spilled' && lot)
      await addLossNotice(tx, actor.organisationId, {
        ...{ ...witness, id: event.id, source: 'dose-event', lotId: lot.id, lotNumber: lot.lotNumber },
        ...{ measured: event.measured, unit: lot.unit, day: event.day, reason: event.reason ?? '' },
        enteredBy: userId,
      });
    return { ...event, flags };
  }

  /** @throws Problem 409 for an entry of another kind, that was voided, or that has such a one or others behind it */
  private async name(tx: Tx, event: DoseEvent, named: DoseEvent): Promise<void> {
    const isLate = event.kind === 're-dosed' && !event.reported && named.day !== legalDayOf(event.at);
    // What a guest's host entered the home sees, and does not take back.
    const own = named.siteId === event.siteId || (await actsFor(tx, named.siteId));
    const fits = named.episodeId === event.episodeId && own && !isLate;
    if (!fits || !namedBy(event.kind).includes(named.kind)) throw problemAt(P.notNameable, '/namesId');
    const ofDay = await eventsBetween(tx, named.episodeId, named.day, named.day);
    const voided = ofDay.some(({ kind, namesId }) => kind === 'voided' && namesId === named.id);
    const followed = event.kind === 'voided' && dependents(ofDay, named.id).length > 0;
    if (followed && !voided) throw problem(P.laterEntriesStand);
    if (voided || !(await nameOnce(tx, event, named))) throw problemAt(P.notNameable, '/namesId');
    if (DOSE_EVENT_KINDS[event.kind].claim === 'releases')
      await tx.query('select app.release_dose($1)', [named.id]);
  }
}

const DERIVED = {
  vi: 'Bỏ liều do hệ thống tự xác định sau giờ đóng cửa',
  en: 'Missed doses are derived after closing time',
};
const STRETCH = { vi: 'Khoảng ngày từ 1 đến 92 ngày', en: 'From one day to 92' };

function toDto(event: KeptDose): DoseEventDto {
  const { id, kind, episodeId, siteId, day, slot, reported, dose, measured, lotId, namesId, reason } = event;
  return {
    ...{ id, kind, episodeId, siteId, day, slot, reported, dose, measured, lotId, namesId, reason },
    ...{
      orderId: event.orderId,
      witnessId: event.witnessId ?? null,
      witnessName: event.witnessName ?? null,
      decidedBy: event.decidedBy ?? null,
      recordedBy: event.userId,
    },
    recordedAt: event.recordedAt.toISOString(),
    ...{ at: event.at.toISOString(), flags: event.flags, clientEventId: event.clientEventId },
  };
}
