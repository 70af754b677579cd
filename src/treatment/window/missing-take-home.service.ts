import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/audit-log.js';
import { dateOnly, legalDayOf } from '../../law/date.js';
import { Database } from '../../platform/database/database.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P } from '../doses.problems.js';
import { episodeTreatedHere } from '../interlock/dose.queries.js';
import { lockDosing } from '../interlock/dosing-lock.js';
import type {
  FoundTakeHomesDto,
  MissingTakeHomesDto,
  ReportFoundDto,
  ReportMissingDto,
} from './missing-take-home.dto.js';

/**
 * What was given to take home is the dose of its day, also by a former place, and whether the person has it nobody sees. Where he
 * does not, a clinician says so: the day is free, whoever gave it hears of that, and no stock comes back. That it was there after
 * all he says as well: it is the dose of its day again.
 */
@Injectable()
export class MissingTakeHomeService {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
  ) {}

  /** @throws Problem 404, 409 where none was given for the day, 422 for a day that has passed */
  async report(
    actor: UserActor,
    episodeId: string,
    { day, slot, reason }: ReportMissingDto,
  ): Promise<MissingTakeHomesDto> {
    return this.database.write(actor, async (tx) => {
      await lockDosing(tx, episodeId);
      const { personId } = await episodeTreatedHere(tx, episodeId);
      const on = dateOnly(day);
      if (on < legalDayOf(tx.now)) throw fieldProblem('/day', 'treatment.day', PASSED);
      const row = await tx.one<{ doses: number }>(
        'select app.free_missing_take_homes($1, $2, $3, $4, $5) as doses',
        [episodeId, on, slot ?? null, reason, tx.now],
      );
      const doses = row?.doses ?? 0;
      if (doses === 0) throw problem(P.noTakeHome);
      await this.audit.record(tx, {
        action: 'treatment.take-home.missing',
        subject: { kind: 'case', id: episodeId },
        persons: [personId],
        detail: { day: on, doses },
      });
      return { episodeId, day: on, doses };
    });
  }

  /** @throws Problem 404, 409 where none of the day is said to be gone */
  async withdraw(
    actor: UserActor,
    episodeId: string,
    { day, slot, reason }: ReportFoundDto,
  ): Promise<FoundTakeHomesDto> {
    return this.database.write(actor, async (tx) => {
      await lockDosing(tx, episodeId);
      const { personId } = await episodeTreatedHere(tx, episodeId);
      const on = dateOnly(day);
      const found = await tx.one<Pick<FoundTakeHomesDto, 'doses' | 'givenAgain'>>(
        'select doses, given_again as "givenAgain" from app.keep_found_take_homes($1, $2, $3, $4, $5)',
        [episodeId, on, slot ?? null, reason, tx.now],
      );
      if (!found || found.doses === 0) throw problem(P.notMissing);
      await this.audit.record(tx, {
        action: 'treatment.take-home.found',
        subject: { kind: 'case', id: episodeId },
        persons: [personId],
        detail: { day: on, ...found },
      });
      return { episodeId, day: on, ...found };
    });
  }
}

const PASSED = { vi: 'Từ hôm nay trở đi', en: 'Today or later' };
