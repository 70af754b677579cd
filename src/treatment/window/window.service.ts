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
import { ActiveProtocols } from '../interlock/active-protocols.js';
import { episodeTreatedHere } from '../interlock/dose.queries.js';
import { DOSING_STATES } from '../kinds/kind.js';
import type { LedgerEntry } from '../ledger/ledger.rules.js';
import { dayOf, type SlotOfDay } from '../ledger/slots.rules.js';
import type { CardCodeDto, DayListQuery, WindowDto, WindowQuery } from './window.dto.js';
import { entriesOfDay, episodeOfCard, expectedOn, lastTestsOf, type Expected } from './window.queries.js';
import { ledgerDay } from '../ledger/ledger-days.js';

const PURPOSE = 'treatment-card';

/** The window of a site: who is expected, what he gets, what stands in the way. */
@Injectable()
export class WindowService {
  constructor(
    private readonly database: Database,
    private readonly index: BlindIndex,
    private readonly protocols: ActiveProtocols,
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

  /** @throws Problem 404 for a card that is nobody's here */
  async byCard(actor: UserActor, { code }: CardCodeDto): Promise<WindowDto> {
    return this.database.read(actor, async (tx) => {
      const fingerprints = this.index.candidates(PURPOSE, code.toUpperCase()).map(({ value }) => value);
      const episodeId = await episodeOfCard(tx, fingerprints);
      if (episodeId === null) throw problem(P.noSuchCard);
      return this.opened(tx, actor, episodeId, legalDayOf(tx.now));
    });
  }

  /** The card that finds the person from now on; another one finds him no more. @throws Problem 404, 409 for another's card */
  async issueCard(actor: UserActor, episodeId: string, { code }: CardCodeDto): Promise<WindowDto> {
    return this.database.write(actor, async (tx) => {
      await episodeTreatedHere(tx, episodeId);
      try {
        await tx.execute('update treatment_episode set card_code_hash = $2 where case_id = $1', [
          episodeId,
          this.index.index(PURPOSE, code.toUpperCase()).value,
        ]);
      } catch (error) {
        if (violatedConstraint(error) === 'treatment_episode_card')
          throw problem(P.cardTaken, { cause: error });
        throw error;
      }
      return this.opened(tx, actor, episodeId, legalDayOf(tx.now), 'treatment.card.issued');
    });
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
    const dues = await this.testsDue(tx, actor, day, expected);
    const slots = await slotsOf(tx, day, expected);
    return expected.map(({ doses: _doses, orderId: _order, bookingId: _booking, status, ...person }) => ({
      ...person,
      testDueOn: dues.get(person.episodeId) ?? null,
      dosing: isDosing(status),
      slots: (slots.get(person.episodeId) ?? []).map(({ slot, dose, state }) => ({ slot, dose, state })),
    }));
  }

  /** By the protocol of the site alone: where it has no schedule, nothing is due. A guest’s is his home’s. */
  private async testsDue(
    tx: Tx,
    actor: UserActor,
    day: DateOnly,
    expected: readonly Expected[],
  ): Promise<ReadonlyMap<string, DateOnly>> {
    const dues = new Map<string, DateOnly>();
    const treated = expected.filter(({ guest }) => !guest);
    for (const kind of new Set(treated.map((each) => each.kind))) {
      const protocol = await this.protocols.on(tx, { siteId: actor.organisationId, kind }, day);
      const every = protocol?.testEveryDays ?? null;
      if (every === null) continue;
      const episodes = treated.filter((each) => each.kind === kind).map(({ episodeId }) => episodeId);
      for (const [id, takenOn] of await lastTestsOf(tx, episodes, day)) dues.set(id, addDays(takenOn, every));
    }
    return dues;
  }
}

export const isDosing = (status: string | null): boolean =>
  status === null || (DOSING_STATES as readonly string[]).includes(status);

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
  const byEpisode = new Map<string, LedgerEntry[]>();
  for (const entry of entries)
    byEpisode.set(entry.episodeId, [...(byEpisode.get(entry.episodeId) ?? []), entry]);
  return new Map(
    expected.map(({ episodeId, doses, orderId }) => [
      episodeId,
      dayOf(
        (doses ?? []).map((dose, at) => ({ slot: at + 1, dose, orderId: orderId ?? '' })),
        byEpisode.get(episodeId) ?? [],
      ),
    ]),
  );
}
