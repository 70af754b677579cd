import { Injectable } from '@nestjs/common';
import { PaperAnnulments } from '../../documents/paper-annulments.js';
import { Database } from '../../platform/database/database.js';
import type { UserActor } from '../../platform/security/actor.js';
import { refuseUninvolved } from '../course/place.guards.js';
import type { EndDto } from '../voluntary/voluntary-input.dto.js';
import type { CompulsoryDto } from './compulsory-answer.dto.js';
import { CompulsorySteps } from './compulsory-steps.js';
import { CompulsoryReader } from './compulsory.reader.js';

/** Ends that no authority decides: death, and a file that should never have been. */
@Injectable()
export class CompulsoryEndsService {
  constructor(
    private readonly database: Database,
    private readonly steps: CompulsorySteps,
    private readonly papers: PaperAnnulments,
    private readonly reader: CompulsoryReader,
  ) {}

  async end(
    actor: UserActor,
    id: string,
    version: number,
    step: 'died' | 'voided',
    { at, reason }: EndDto,
  ): Promise<CompulsoryDto> {
    return this.database.write(actor, async (tx) => {
      const leaves = step === 'voided' ? 'void' : 'lapsed';
      const asked = { step, at: new Date(at), pointer: '/at', version, reason, leaves } as const;
      await this.steps.take(tx, actor, id, asked, async (act) => {
        await refuseUninvolved(tx, act, act.record, { at: asked.at, atHome: false });
        if (step === 'voided') await this.papers.fileVoided(tx, act.file, reason);
        return {};
      });
      return this.reader.show(tx, id);
    });
  }
}
