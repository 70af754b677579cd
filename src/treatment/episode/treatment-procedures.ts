import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CaseFiles } from '../../cases/case-files.js';
import type { Annulment, CaseProcedure } from '../../cases/procedure.js';
import { Procedures } from '../../cases/procedures.js';
import { StepClocks } from '../../cases/steps/step-clocks.js';
import { takeStep } from '../../cases/steps/step-guards.js';
import { annulPapers } from '../../cases/steps/step-papers.js';
import { PaperAnnulments } from '../../documents/paper-annulments.js';
import type { Tx } from '../../platform/database/tx.js';
import type { TreatmentProcedure } from '../kinds/kind.js';
import { TREATMENT_KINDS, TREATMENT_PROCEDURES } from '../kinds/kinds.js';
import { consentOf, phaseOf } from './episode-history.js';
import { EPISODES } from './episode.record.js';

/** What leaves rows of its own, which are answered or withdrawn, not annulled with the step. */
const STAYING: ReadonlySet<string> = new Set(['summarised', 'termination-proposed', 'termination-rejected']);

/** Treatment as cases/ knows it: no law moves its files; what a step set is folded anew when it is annulled. */
@Injectable()
export class TreatmentProcedures implements OnModuleInit {
  constructor(
    private readonly procedures: Procedures,
    private readonly files: CaseFiles,
    private readonly clocks: StepClocks,
    private readonly papers: PaperAnnulments,
  ) {}

  onModuleInit(): void {
    for (const procedure of TREATMENT_PROCEDURES) this.procedures.register(this.procedureOf(procedure));
  }

  private procedureOf(definition: TreatmentProcedure): CaseProcedure {
    const { kind, start, transitions, states } = definition;
    const steps = Object.entries(definition.steps).flatMap(([step, { own, founds }]) =>
      own || founds || STAYING.has(step) ? [] : [step],
    );
    return {
      ...{ kind, start, transitions, definition },
      function: kind,
      keptBy: TREATMENT_KINDS[kind].treatedBy,
      isClosed: (state) => states[state]?.closed === true,
      annuls: Object.fromEntries(
        steps.map((step) => [
          step,
          (tx: Tx, annulment: Annulment) => this.takeBack(tx, definition, annulment),
        ]),
      ),
      competenceMoved: async (tx, file, _succession, at) => {
        const event = 'keeper-moved';
        const events = await this.files.events(tx, file.id);
        return { event, status: takeStep(definition, events, event, at), byLaw: false };
      },
    };
  }

  private async takeBack(
    tx: Tx,
    definition: TreatmentProcedure,
    { file, annulled, eventId, reason }: Annulment,
  ): Promise<void> {
    const { paper, act } = definition.steps[annulled.type] ?? {};
    if (paper && act) await annulPapers(tx, file.id, act, eventId, annulled.effectiveAt);
    await this.papers.stepAnnulled(tx, file, annulled.id, reason);
    await this.clocks.takeBack(tx, definition, file, annulled);
    const events = await this.files.events(tx, file.id);
    EPISODES.change(tx, file.id, { phase: phaseOf(events), consentedOn: consentOf(events) });
    // Whoever was told sees that it was a mistake.
    const { notice } = annulled.facts;
    if (typeof notice !== 'string') return;
    await tx.execute(
      'update treatment_notice set annulled_at = $2, annulled_reason = $3 where id = $1 and annulled_at is null',
      [notice, tx.now, reason],
    );
  }
}
