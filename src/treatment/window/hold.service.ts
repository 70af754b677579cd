import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../../audit/audit-log.js';
import { dateOnly, laterDay, legalDayOf } from '../../law/date.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { P as HTTP } from '../../platform/errors/platform.problems.js';
import { problem } from '../../platform/errors/problem.js';
import { sameOrAnew, type ChangeList } from '../../platform/http/change-list.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P } from '../doses.problems.js';
import { ActiveProtocols } from '../interlock/active-protocols.js';
import { episodeTreatedHere, type DosedEpisode } from '../interlock/dose.queries.js';
import type { Unchecked } from '../protocol/protocol.js';
import { lockDosing } from '../interlock/dosing-lock.js';
import { dosesOut } from '../interlock/tokens-out.js';
import type { EndHoldDto, HoldDto, HoldQuery, PlacedHoldDto, PlaceHoldDto } from './hold.dto.js';
import { holdById, holdsOf, type Hold } from './hold.js';

/** The next dose waits for a clinician; one of them lets it go on. */
@Injectable()
export class HoldService {
  constructor(
    private readonly database: Database,
    private readonly protocols: ActiveProtocols,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Tokens that stand are named, and who keeps them hears of it: doses may be given by them without asking. So are doses that
   * the person has at home.
   *
   * @throws Problem 404
   */
  async place(actor: UserActor, episodeId: string, input: PlaceHoldDto): Promise<PlacedHoldDto> {
    return this.database.write(actor, async (tx) => {
      await lockDosing(tx, episodeId);
      const episode = await episodeTreatedHere(tx, episodeId);
      const id = uuidv7();
      const fromOn = input.fromOn === undefined ? legalDayOf(tx.now) : dateOnly(input.fromOn);
      await tx.execute(
        `insert into dose_hold (id, episode_id, site_id, source, reason, from_on, placed_by, placed_at)
         values ($1, $2, $3, 'clinician', $4, $5, $6, $7)`,
        [id, episodeId, actor.organisationId, input.reason, fromOn, actor.userId, tx.now],
      );
      const day = laterDay(fromOn, legalDayOf(tx.now));
      const out = await dosesOut(tx, { episodeId, day, orderId: null });
      return { ...(await this.recorded(tx, actor, 'placed', id, episode)), ...out };
    });
  }

  /** @throws Problem 404, 409 when it has ended, 412 */
  async end(actor: UserActor, id: string, version: number, { reason }: EndHoldDto): Promise<HoldDto> {
    return this.database.write(actor, async (tx) => {
      const hold = await this.found(tx, id);
      const episode = await episodeTreatedHere(tx, hold.episodeId);
      if (hold.version !== version) throw problem(HTTP.staleVersion);
      if (hold.endedAt !== null) throw problem(P.holdOver);
      const rows = await tx.execute(
        `update dose_hold set ended_at = $3, ended_by = $4, end_reason = $5, version = version + 1
         where id = $1 and version = $2 and ended_at is null`,
        [id, version, tx.now, actor.userId, reason],
      );
      if (rows === 0) throw problem(HTTP.staleVersion);
      return this.recorded(tx, actor, 'ended', id, episode);
    });
  }

  async list(actor: UserActor, episodeId: string, query: HoldQuery): Promise<ChangeList<HoldDto>> {
    return this.database.read(actor, async (tx) => {
      const episode = await episodeTreatedHere(tx, episodeId);
      const unchecked = await this.protocols.uncheckedToday(tx, actor.organisationId, episode.kind);
      const holds = await holdsOf(tx, episodeId);
      await this.audit.record(tx, {
        action: 'treatment.holds.read',
        subject: { kind: 'case', id: episodeId },
        persons: [episode.personId],
      });
      return sameOrAnew(
        query,
        holds.map((hold) => ({ ...toDto(hold), ...unchecked })),
      );
    });
  }

  private async found(tx: Tx, id: string): Promise<Hold> {
    const hold = await holdById(tx, id);
    if (!hold) throw problem(P.noSuchHold);
    return hold;
  }

  private async recorded(
    tx: Tx,
    actor: UserActor,
    what: string,
    id: string,
    episode: DosedEpisode,
  ): Promise<HoldDto> {
    await this.audit.record(tx, {
      action: `treatment.hold.${what}`,
      subject: { kind: 'dose-hold', id },
      persons: [episode.personId],
    });
    return {
      ...toDto(await this.found(tx, id)),
      ...(await this.protocols.uncheckedToday(tx, actor.organisationId, episode.kind)),
    };
  }
}

const toDto = (hold: Hold): Omit<HoldDto, keyof Unchecked> => ({
  ...hold,
  placedAt: hold.placedAt.toISOString(),
  endedAt: hold.endedAt?.toISOString() ?? null,
});
