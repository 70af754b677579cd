import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../../audit/audit-log.js';
import { addDays, dateOnly, legalDayOf, type DateOnly } from '../../law/date.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';
import { sameOrAnew, type ChangeList } from '../../platform/http/change-list.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P } from '../doses.problems.js';
import {
  claimAhead,
  insertToken,
  releaseToken,
  tokenById,
  tokensOfDay,
  type NewToken,
} from '../interlock/dose-token.queries.js';
import { ActiveProtocols } from '../interlock/active-protocols.js';
import { lockDosingOf } from '../interlock/dosing-lock.js';
import { holdGuestBookings } from '../interlock/dose.queries.js';
import {
  toTokenDto,
  type AskForTokensDto,
  type DoseTokenDto,
  type IssuedTokensDto,
  type RefusedTokenDto,
  type TokenQuery,
} from './token.dto.js';
import { refusalOfPerson, refusalOfSlot } from './token.rules.js';
import { holdClosures } from '../missed/missed.queries.js';
import { SiteDays } from '../missed/site-days.js';
import { expectedOn, type Expected } from './window.queries.js';
import { judgeOrders, protocolsFor, type JudgedOrder } from './judged-orders.js';
import { uncheckedAs } from '../protocol/protocol.js';
import { hostsOf, slotsOf } from './window.service.js';
import { ledgerDay } from '../ledger/ledger-days.js';

/** How far ahead doses are kept: whoever keeps one keeps others from giving it. */
const DAYS_AHEAD = 7;

/**
 * Doses that a site may give without asking, on a day on which it fears to have no connection: each is taken ahead, so that
 * nobody else gives it, until it is used, released, or the day is over.
 */
@Injectable()
export class TokenService {
  constructor(
    private readonly database: Database,
    private readonly protocols: ActiveProtocols,
    private readonly sites: SiteDays,
    private readonly audit: AuditLog,
  ) {}

  /** For who is expected and may have his dose; asked again, those that stand stay. @throws Problem 422 for another day */
  async issue(actor: UserActor, input: AskForTokensDto): Promise<IssuedTokensDto> {
    return this.database.write(actor, async (tx) => {
      const today = legalDayOf(tx.now);
      const day = input.day === undefined ? today : dateOnly(input.day);
      if (day < today || day > addDays(today, DAYS_AHEAD)) throw fieldProblem('/day', 'treatment.day', AHEAD);
      // Who says just now that the site is closed comes before, and is seen; or after, and lets the tokens go.
      await holdClosures(tx, actor.organisationId);
      const closed = (await this.sites.closedDays(tx, actor.organisationId, day, day)).length > 0;
      const wanted = input.episodes && new Set(input.episodes.map(({ episodeId }) => episodeId));
      const isWanted = ({ episodeId, orderId }: Expected): boolean =>
        orderId !== null && (wanted?.has(episodeId) ?? true);
      const before = (await expectedOn(tx, day, null)).filter(isWanted);
      // Whoever orders otherwise or holds a dose comes before, and is seen; or after, and is told of the token.
      await lockDosingOf(
        tx,
        before.map(({ episodeId }) => episodeId),
      );
      // Whoever cancels a booking of the day comes before, and nobody is expected by it; or after, and finds the tokens. In the
      // order of who moves or ends an episode: its doses first, then what was booked.
      await holdGuestBookings(tx, day, null);
      const locked = new Set(before.map(({ episodeId }) => episodeId));
      const expected = (await expectedOn(tx, day, null)).filter(
        (each) => isWanted(each) && locked.has(each.episodeId),
      );
      const known = new Set(expected.map(({ episodeId }) => episodeId));
      const refused: RefusedTokenDto[] = [...(wanted ?? [])]
        .filter((episodeId) => !known.has(episodeId))
        .map((episodeId) => ({ episodeId, slot: null, why: 'not-expected' }));
      const protocols = await protocolsFor(tx, this.protocols, actor.organisationId, day, expected);
      const orders = await judgeOrders(tx, protocols, day, expected);
      // Of a host that gives nothing that day the home gives, and may have no connection either.
      const closedHosts = await this.sites.closedAmong(tx, hostsOf(expected), day);
      const asked = await toAskFor(tx, { day, closed, closedHosts }, expected, orders, refused);
      const claimed = await claimAhead(tx, actor.organisationId, day, asked);
      for (const token of asked) {
        const { id, episodeId, slot } = token;
        if (claimed.has(id))
          insertToken(tx, { siteId: actor.organisationId, day, userId: actor.userId }, token);
        else refused.push({ episodeId, slot, why: 'already-dosed' });
      }
      const tokens = (await standing(tx, day))
        .filter(({ episodeId }) => known.has(episodeId))
        .map((token) => ({ ...token, ...uncheckedAs(orders.get(token.episodeId)?.unchecked ?? null) }));
      await this.audit.record(tx, {
        action: 'treatment.tokens.issued',
        persons: tokens.map(({ personId }) => personId),
        detail: { day, issued: claimed.size, refused: refused.length },
      });
      return { day, tokens, refused };
    });
  }

  /** Of a day, used and released ones too. */
  async list(actor: UserActor, query: TokenQuery): Promise<ChangeList<DoseTokenDto>> {
    return this.database.read(actor, async (tx) => {
      const today = legalDayOf(tx.now);
      const day = query.day === undefined ? today : ledgerDay(query.day, 'day');
      const tokens = (await tokensOfDay(tx, day)).map((token) => toTokenDto(token, today));
      await this.audit.record(tx, {
        action: 'treatment.tokens.read',
        persons: [...new Set(tokens.map(({ personId }) => personId))],
        detail: { day },
      });
      return sameOrAnew(query, tokens);
    });
  }

  /** Others may give the dose from now on. @throws Problem 404, 409 for one that was used or is over */
  async release(actor: UserActor, id: string): Promise<DoseTokenDto> {
    return this.database.write(actor, async (tx) => {
      if (!(await tokenById(tx, id))) throw problem(P.noSuchToken);
      if (!(await releaseToken(tx, id, actor.userId))) throw problem(P.tokenOver);
      const token = await tokenById(tx, id);
      if (!token) throw problem(P.noSuchToken);
      await this.audit.record(tx, {
        action: 'treatment.token.released',
        subject: { kind: 'dose-token', id },
        persons: [token.personId],
      });
      return toTokenDto(token, legalDayOf(tx.now));
    });
  }
}

async function standing(tx: Tx, day: DateOnly): Promise<readonly DoseTokenDto[]> {
  const today = legalDayOf(tx.now);
  return (await tokensOfDay(tx, day))
    .map((token) => toTokenDto(token, today))
    .filter(({ state }) => state === 'standing');
}

interface DayOfSites {
  readonly day: DateOnly;
  /** The own site gives nothing. */
  readonly closed: boolean;
  readonly closedHosts: ReadonlySet<number>;
}

/** Slots for which a dose is to be kept; why others are not is added to `refused`. */
async function toAskFor(
  tx: Tx,
  { day, closed, closedHosts }: DayOfSites,
  expected: readonly Expected[],
  orders: ReadonlyMap<string, JudgedOrder>,
  refused: RefusedTokenDto[],
): Promise<readonly NewToken[]> {
  const slots = await slotsOf(tx, day, expected);
  const kept = new Set((await standing(tx, day)).map(({ episodeId, slot }) => `${episodeId}/${slot}`));
  const asked: NewToken[] = [];
  for (const { episodeId, personId, kind, unit, orderId, bookingId, ...person } of expected) {
    const why = refusalOfPerson({
      ...person,
      held: person.holds.length > 0,
      bookedElsewhere: person.hostId !== null && !closedHosts.has(person.hostId),
      siteClosed: closed && person.guest,
      unfit: (orders.get(episodeId)?.unfit ?? []).length > 0,
    });
    if (why) refused.push({ episodeId, slot: null, why });
    if (why || unit === null || orderId === null) continue;
    for (const { slot, dose, state } of slots.get(episodeId) ?? []) {
      if (kept.has(`${episodeId}/${slot}`)) continue;
      const given = refusalOfSlot(state);
      if (given) refused.push({ episodeId, slot, why: given });
      else asked.push({ id: uuidv7(), episodeId, personId, kind, slot, orderId, bookingId, unit, dose });
    }
  }
  return asked;
}

const AHEAD = {
  vi: 'Từ hôm nay đến hết 7 ngày tới',
  en: 'Today or one of the next seven days',
};
