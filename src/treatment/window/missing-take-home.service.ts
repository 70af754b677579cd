import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/audit-log.js';
import { dateOnly, legalDayOf } from '../../law/date.js';
import { Database } from '../../platform/database/database.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P } from '../doses.problems.js';
import { episodeTreatedHere } from '../interlock/dose.queries.js';
import { lockDosing } from '../interlock/dosing-lock.js';
import type { MissingTakeHomesDto, ReportMissingDto } from './missing-take-home.dto.js';

/**
 * What was given to take home is the dose of its day, also by a former place, and whether the person has it nobody sees. Where he
 * does not, a clinician says so: the day is free, whoever gave it hears of that, and no stock comes back.
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
    { day, reason }: ReportMissingDto,
  ): Promise<MissingTakeHomesDto> {
    return this.database.write(actor, async (tx) => {
      await lockDosing(tx, episodeId);
      const { personId } = await episodeTreatedHere(tx, episodeId);
      const on = dateOnly(day);
      if (on < legalDayOf(tx.now)) throw fieldProblem('/day', 'treatment.day', PASSED);
      const row = await tx.one<{ doses: number }>(
        'select app.free_missing_take_homes($1, $2, $3, $4) as doses',
        [episodeId, on, reason, tx.now],
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
}

const PASSED = { vi: 'Từ hôm nay trở đi', en: 'Today or later' };
