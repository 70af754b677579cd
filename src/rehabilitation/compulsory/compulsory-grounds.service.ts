import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/audit-log.js';
import { P as CASES } from '../../cases/cases.problems.js';
import { ageOn, dateOnly, legalDayOf, type Birth, type DateOnly } from '../../law/date.js';
import { proposeGrounds, type GroundAge } from '../../law/grounds.js';
import { REGIMES } from '../../law/regimes.js';
import { People } from '../../people/people.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import { historiesOf } from '../course/person-histories.queries.js';
import { refuseUnbornAsked } from '../voluntary/voluntary.guards.js';
import { toGroundsDto, type CompulsoryGroundsDto, type GroundsQuery } from './compulsory-grounds.dto.js';
import { failuresOf } from './compulsory-grounds.queries.js';
import { factsOfFile, type RecordedFact } from './ground-facts.js';

/** Proposes the grounds of compulsory rehabilitation that a person's record amounts to; a person decides. */
@Injectable()
export class CompulsoryGroundsService {
  constructor(
    private readonly database: Database,
    private readonly people: People,
    private readonly audit: AuditLog,
  ) {}

  /** Of all linked entries of the person, as far as the caller sees their files. */
  async propose(actor: UserActor, personId: string, query: GroundsQuery): Promise<CompulsoryGroundsDto> {
    return this.database.read(actor, async (tx) => {
      const on = query.on ? dateOnly(query.on) : legalDayOf(tx.now);
      if (on < REGIMES.R1.from) throw problem(CASES.lawAbsent);
      const birth = await this.people.birthOf(tx, personId);
      refuseUnbornAsked(birth, on, 'on');
      const persons = await this.people.clusterOf(tx, personId);
      await this.audit.record(tx, {
        action: 'rehabilitation.compulsory.grounds-read',
        subject: { kind: 'person', id: personId },
        persons,
      });
      const age = ageGroupOn(birth, on);
      if (age === null) return { on, age, grounds: [], explanation: null };
      const facts = await recordedFacts(tx, persons);
      return toGroundsDto(on, age, proposeGrounds({ on, age, facts }));
    });
  }
}

/** What the files of these entries that the actor sees hold. */
export async function recordedFacts(tx: Tx, persons: readonly string[]): Promise<readonly RecordedFact[]> {
  const [histories, failures] = await Promise.all([historiesOf(tx, persons), failuresOf(tx, persons)]);
  return [...histories.flatMap(factsOfFile), ...failures];
}

/** Where only the year of birth is known, the younger age decides (interpretation). */
export function ageGroupOn(birth: Birth, on: DateOnly): GroundAge | null {
  const { min } = ageOn(birth, on);
  if (min < 12) return null;
  return min < 18 ? 'minor' : 'adult';
}
