import { Injectable } from '@nestjs/common';
import { legalDayOf } from '../law/date.js';
import { Database } from '../platform/database/database.js';
import { INVALID_BODY, problem } from '../platform/errors/problem.js';
import type { WholeList } from '../platform/http/whole-list.js';
import type { UserActor } from '../platform/security/actor.js';
import type { CheckDuplicatesDto, DuplicateDto } from './duplicate-check.dto.js';
import { checkDescription } from './duplicate-question.rules.js';
import { Duplicates } from './duplicates.js';
import { refusingTooMany } from './search-limit.js';

/** Asks before a registration whether the person is in the register already. */
@Injectable()
export class DuplicateCheckService {
  constructor(
    private readonly database: Database,
    private readonly duplicates: Duplicates,
  ) {}

  async check(actor: UserActor, input: CheckDuplicatesDto): Promise<WholeList<DuplicateDto>> {
    return this.database.read(actor, async (tx) => {
      const { clean, faults } = checkDescription(input, { today: legalDayOf(tx.now), units: new Map() });
      if (faults.length > 0) throw problem(INVALID_BODY, { faults });
      const unitIds = input.addresses.map((address) => address.unitId);
      return { items: await refusingTooMany(() => this.duplicates.ofDescribed(tx, clean, unitIds)) };
    });
  }
}
