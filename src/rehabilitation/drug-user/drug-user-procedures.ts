import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CaseFiles } from '../../cases/case-files.js';
import type { Annulment } from '../../cases/procedure.js';
import { Procedures } from '../../cases/procedures.js';
import { StepClocks } from '../../cases/steps/step-clocks.js';
import { referredTo, takeStep } from '../../cases/steps/step-guards.js';
import { annulPapers } from '../../cases/steps/step-papers.js';
import type { Tx } from '../../platform/database/tx.js';
import { VoluntaryReferrals } from '../voluntary/voluntary-referrals.js';
import { DRUG_USER } from './drug-user-procedure.js';

/**
 * The management of drug users as cases/ knows it. The commune police keep the file under both laws (NĐ 105/2021 Art 49, NĐ
 * 163/2026 Art 64(1)): nothing moves with the new law. A limit that a committee owed on that day runs out as it began, and
 * is met by the police that decide in its stead (the texts are silent: interpretation).
 */
@Injectable()
export class DrugUserProcedures implements OnModuleInit {
  constructor(
    private readonly procedures: Procedures,
    private readonly files: CaseFiles,
    private readonly clocks: StepClocks,
    private readonly referrals: VoluntaryReferrals,
  ) {}

  onModuleInit(): void {
    const { kind, start, transitions, states } = DRUG_USER;
    const steps = Object.entries(DRUG_USER.steps).flatMap(([step, { own, founds }]) =>
      own || founds ? [] : [step],
    );
    this.procedures.register({
      ...{ kind, start, transitions, definition: DRUG_USER },
      function: kind,
      isClosed: (state) => states[state]?.closed === true,
      annuls: Object.fromEntries(
        steps.map((step) => [step, (tx: Tx, annulment: Annulment) => this.takeBack(tx, annulment)]),
      ),
      competenceMoved: async (tx, file, _succession, at) => {
        const event = 'keeper-moved';
        return {
          event,
          status: takeStep(DRUG_USER, await this.files.events(tx, file.id), event, at),
          byLaw: false,
        };
      },
    });
  }

  /** What the step did: paper, access that it opened, time limits. Everything else is folded from the history. */
  private async takeBack(tx: Tx, { file, annulled, eventId }: Annulment): Promise<void> {
    const { paper, act } = DRUG_USER.steps[annulled.type] ?? {};
    if (paper && act) await annulPapers(tx, file.id, act, eventId, annulled.effectiveAt);
    // Before the access that the step gave: who has none owes nothing.
    await this.clocks.takeBack(tx, DRUG_USER, file, annulled);
    const { referredTo: body } = annulled.facts;
    if (typeof body !== 'number' || body === file.keeperOrganisationId) return;
    if (!referredTo(await this.files.events(tx, file.id)).includes(body))
      await this.referrals.end(tx, file, body);
  }
}
