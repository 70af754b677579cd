import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/audit-log.js';
import { addDays, legalDayOf, type DateOnly } from '../../law/date.js';
import { BlindIndex } from '../../platform/crypto/blind-index.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { violatedConstraint } from '../../platform/errors/postgres-errors.js';
import { problem } from '../../platform/errors/problem.js';
import { sameOrAnew, type ChangeList } from '../../platform/http/change-list.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P } from '../doses.problems.js';
import type { TreatmentKind } from '../../law/treatment.js';
import { ActiveProtocols, type ActiveProtocol } from '../interlock/active-protocols.js';
import { episodeTreatedHere } from '../interlock/dose.queries.js';
import { byEpisode } from '../ledger/by-episode.js';
import { dayOf, type SlotOfDay } from '../ledger/slots.rules.js';
import type { CardCodeDto, DayListQuery, WindowDto, WindowQuery } from './window.dto.js';
import {
  entriesOfDay,
  episodeOfCard,
  expectedOn,
  setCard,
  type Expected,
  type FoundCard,
} from './window.queries.js';
import { ledgerDay } from '../ledger/ledger-days.js';
import { testsDueFrom } from '../tests/test-due.js';
import { SiteDays } from '../missed/site-days.js';
import { judgeOrders, protocolsFor } from './judged-orders.js';
import { uncheckedAs } from '../protocol/protocol.js';
import { standingDecisions } from '../redose/redose.queries.js';

const PURPOSE = 'treatment-card';

/** The window of a site: who is expected, what he gets, what stands in the way. */
@Injectable()
export class WindowService {
  constructor(
    private readonly database: Database,
    private readonly index: BlindIndex,
    private readonly protocols: ActiveProtocols,
    private readonly sites: SiteDays,
    private readonly audit: AuditLog,
  ) {}

  /** In a few statements however many there are: made for a fast morning. */
  async dayList(actor: UserActor, query: DayListQuery): Promise<ChangeList<WindowDto>> {
    return this.database.read(actor, async (tx) => {
      const day = query.day === undefined ? legalDayOf(tx.now) : ledgerDay(query.day, 'day');
      const items = await this.shown(tx, actor, day, await expectedOn(tx, day, null));
      await this.audit.record(tx, {
        action: 'treatment.day-list.read',
        persons: items.map(({ personId }) => personId),
        detail: { day },
      });
      return sameOrAnew(query, items);
    });
  }

  /** @throws Problem 404 for who is neither treated here nor a guest of the day */
  async one(actor: UserActor, episodeId: string, query: WindowQuery): Promise<WindowDto> {
    return this.database.read(actor, async (tx) => {
      const day = query.day === undefined ? legalDayOf(tx.now) : ledgerDay(query.day, 'day');
      return this.opened(tx, actor, episodeId, day);
    });
  }

  /**
   * The code is kept nowhere, so that no rotation of keys rewrites its fingerprint: whoever shows the card has it written
   * with the new key.
   *
   * @throws Problem 404 for a card that is nobody's here
   */
  async byCard(actor: UserActor, { code }: CardCodeDto): Promise<WindowDto> {
    return this.database.write(actor, async (tx) => {
      const found = await this.cardOf(tx, code);
      if (!found) throw problem(P.noSuchCard);
      const { episodeId } = found;
      const now = this.index.index(PURPOSE, code.toUpperCase());
      if (!found.fingerprint.equals(now.value)) await setCard(tx, episodeId, now);
      return this.opened(tx, actor, episodeId, legalDayOf(tx.now));
    });
  }

  /** The card that finds the person from now on; another one finds him no more. @throws Problem 404, 409 for another's card */
  async issueCard(actor: UserActor, episodeId: string, { code }: CardCodeDto): Promise<WindowDto> {
    return this.database.write(actor, async (tx) => {
      await episodeTreatedHere(tx, episodeId);
      // Of a card that another key knows the constraint says nothing.
      const known = await this.cardOf(tx, code);
      if (known && known.episodeId !== episodeId) throw problem(P.cardTaken);
      try {
        await setCard(tx, episodeId, this.index.index(PURPOSE, code.toUpperCase()));
      } catch (error) {
        if (violatedConstraint(error) === 'treatment_episode_card')
          throw problem(P.cardTaken, { cause: error });
        throw error;
      }
      return this.opened(tx, actor, episodeId, legalDayOf(tx.now), 'treatment.card.issued');
    });
  }

  private async cardOf(tx: Tx, code: string): Promise<FoundCard | null> {
    const fingerprints = this.index.candidates(PURPOSE, code.toUpperCase()).map(({ value }) => value);
    return episodeOfCard(tx, fingerprints);
  }

  private async opened(
    tx: Tx,
    actor: UserActor,
    episodeId: string,
    day: DateOnly,
    action: string = 'treatment.window.read',
  ): Promise<WindowDto> {
    const [found] = await this.shown(tx, actor, day, await expectedOn(tx, day, episodeId));
    if (!found) throw problem(P.notTreatedHere);
    await this.audit.record(tx, { action, persons: [found.personId], detail: { episodeId, day } });
    return found;
  }

  private async shown(
    tx: Tx,
    actor: UserActor,
    day: DateOnly,
    expected: readonly Expected[],
  ): Promise<readonly WindowDto[]> {
    const protocols = await protocolsFor(tx, this.protocols, actor.organisationId, day, expected);
    const dues = await testsDue(tx, protocols, day, expected);
    const slots = await slotsOf(tx, day, expected);
    const orders = await judgeOrders(tx, protocols, day, expected);
    const decided = await standingDecisions(
      tx,
      [...slots.values()].flatMap((ofOne) => ofOne.flatMap(({ vomitedId }) => vomitedId ?? [])),
    );
    const closed = await this.sites.closedAmong(tx, hostsOf(expected), day);
    return expected.map(
      ({ doses: _d, strength: _s, terms: _t, orderId: _o, bookingId: _b, hostId, ...person }) => ({
        ...person,
        bookedElsewhere: hostId !== null && !closed.has(hostId),
        hostClosed: hostId !== null && closed.has(hostId),
        ...{ held: person.holds.length > 0, unfit: orders.get(person.episodeId)?.unfit ?? [] },
        ...{
          testDueOn: dues.get(person.episodeId) ?? null,
          testOverdue: isOver(dues, person.episodeId, day),
        },
        ...uncheckedAs(orders.get(person.episodeId)?.unchecked ?? null),
        slots: (slots.get(person.episodeId) ?? []).map(({ slot, dose, state, vomitedId }) => ({
          ...{ slot, dose, state, vomited: vomitedId !== null },
          againMost: vomitedId === null ? null : (decided.get(vomitedId) ?? null),
        })),
      }),
    );
  }
}

/** Sites that have persons of this one as guests. */
export const hostsOf = (expected: readonly Expected[]): readonly number[] =>
  expected.flatMap(({ hostId }) => hostId ?? []);

const isOver = (dues: ReadonlyMap<string, DateOnly>, id: string, day: DateOnly): boolean =>
  (dues.get(id) ?? day) < day;

/** By the protocol of the site alone: where it has no schedule, nothing is due. A guest’s is his home’s. */
async function testsDue(
  tx: Tx,
  protocols: ReadonlyMap<TreatmentKind, ActiveProtocol | null>,
  day: DateOnly,
  expected: readonly Expected[],
): Promise<ReadonlyMap<string, DateOnly>> {
  const dues = new Map<string, DateOnly>();
  for (const [kind, protocol] of protocols) {
    const every = protocol?.testEveryDays ?? null;
    const treated = expected.filter((each) => each.kind === kind && !each.guest);
    if (every === null || treated.length === 0) continue;
    const episodes = treated.map(({ episodeId }) => episodeId);
    for (const [id, from] of await testsDueFrom(tx, episodes, day)) dues.set(id, addDays(from, every));
  }
  return dues;
}

/** How each slot of a day stands, by episode. */
export async function slotsOf(
  tx: Tx,
  day: DateOnly,
  expected: readonly Expected[],
): Promise<ReadonlyMap<string, readonly SlotOfDay[]>> {
  const entries = await entriesOfDay(
    tx,
    day,
    expected.map(({ episodeId }) => episodeId),
  );
  const entriesOf = byEpisode(entries);
  return new Map(
    expected.map(({ episodeId, doses, orderId }) => [
      episodeId,
      dayOf(
        (doses ?? []).map((dose, at) => ({ slot: at + 1, dose, orderId: orderId ?? '' })),
        entriesOf.get(episodeId) ?? [],
      ),
    ]),
  );
}
