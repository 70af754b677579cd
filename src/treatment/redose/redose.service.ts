import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../../audit/audit-log.js';
import { Database } from '../../platform/database/database.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P } from '../doses.problems.js';
import { episodeDosedHere, eventById } from '../interlock/dose.queries.js';
import { ActiveProtocols } from '../interlock/active-protocols.js';
import { dosedBefore, orderedDose } from '../interlock/dose-places.js';
import { whyUnchecked } from '../interlock/guest-order.js';
import { lockDosing } from '../interlock/dosing-lock.js';
import { uncheckedAs } from '../protocol/protocol.js';
import type { DecideRedoseDto, RedoseDecisionDto } from './redose.dto.js';
import { insertDecision, isFollowed } from './redose.queries.js';

/** What is given a second time after vomiting, a clinician decides: of the site that gave, or of the one that treats. */
@Injectable()
export class RedoseService {
  constructor(
    private readonly database: Database,
    private readonly protocols: ActiveProtocols,
    private readonly audit: AuditLog,
  ) {}

  /**
   * The last decision holds. One that nothing was given by is good for the day of the dose, as giving again is. Where the
   * person has moved since, or the booking was cancelled, who had given decides for the rest of that day: nobody else knows
   * of the dose.
   *
   * @throws Problem 404, 409 for what is no vomiting, was voided or has had its second dose, or without an order; 422 for more
   *   than was ordered
   */
  async decide(
    actor: UserActor,
    eventId: string,
    { dose, reason }: DecideRedoseDto,
  ): Promise<RedoseDecisionDto> {
    return this.database.write(actor, async (tx) => {
      const vomited = await eventById(tx, eventId);
      const { episodeId, day, slot } = vomited;
      await lockDosing(tx, episodeId);
      const episode =
        (await episodeDosedHere(tx, episodeId, day)) ?? (await dosedBefore(tx, vomited, tx.now));
      if (!episode) throw problem(P.notTreatedHere);
      if (vomited.kind !== 'vomited' || (await isFollowed(tx, eventId)))
        throw problem(P.notNameable, {
          faults: [{ parameter: 'doseEventId', code: P.notNameable.code, detail: P.notNameable.title }],
        });
      const ordered = await orderedDose(tx, episode, day, slot);
      if (!ordered) throw problem(P.noOrder);
      if (dose > ordered.dose)
        throw fieldProblem('/dose', 'treatment.beyondOrder', BEYOND, { dose: ordered.dose });
      const decision = { id: uuidv7(), dose, unit: ordered.unit, reason, decidedBy: actor.userId };
      await insertDecision(tx, vomited, decision);
      await this.audit.record(tx, {
        action: 'treatment.redose.decided',
        subject: { kind: 'redose-decision', id: decision.id },
        persons: [vomited.personId],
      });
      const { kind } = episode;
      const protocol = await this.protocols.on(tx, { siteId: actor.organisationId, kind }, day);
      return {
        ...{ ...decision, doseEventId: eventId, episodeId, decidedAt: tx.now.toISOString() },
        ...uncheckedAs(await whyUnchecked(tx, protocol, episode, day)),
      };
    });
  }
}

const BEYOND = { vi: 'Không quá liều trong y lệnh: {dose}', en: 'No more than was ordered: {dose}' };
