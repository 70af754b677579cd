import type { CaseFiles } from '../../cases/case-files.js';
import type { Annulment, CaseProcedure } from '../../cases/procedure.js';
import type { StepClocks } from '../../cases/steps/step-clocks.js';
import { referredTo, takeStep } from '../../cases/steps/step-guards.js';
import { annulPapers } from '../../cases/steps/step-papers.js';
import type { SteppedProcedure } from '../../cases/steps/stepped-procedure.js';
import type { Tx } from '../../platform/database/tx.js';
import type { PaperAnnulments } from '../../documents/paper-annulments.js';
import type { VoluntaryReferrals } from '../voluntary/voluntary-referrals.js';

interface Means {
  readonly files: CaseFiles;
  readonly clocks: StepClocks;
  readonly referrals: VoluntaryReferrals;
  readonly papers: PaperAnnulments;
}

/**
 * A procedure without a record of its own, as cases/ knows it: what it says is folded from the history, so that an
 * annulled step takes back its papers, the access that it opened and its time limits, and nothing else. No law moves its files.
 */
export function historyProcedure(definition: SteppedProcedure, means: Means): CaseProcedure {
  const { kind, start, transitions, states } = definition;
  const steps = Object.entries(definition.steps).flatMap(([step, { own, founds }]) =>
    own || founds ? [] : [step],
  );
  return {
    ...{ kind, start, transitions, definition },
    function: kind,
    isClosed: (state) => states[state]?.closed === true,
    annuls: Object.fromEntries(
      steps.map((step) => [
        step,
        (tx: Tx, annulment: Annulment) => takeBack(tx, definition, means, annulment),
      ]),
    ),
    competenceMoved: async (tx, file, _succession, at) => {
      const event = 'keeper-moved';
      const events = await means.files.events(tx, file.id);
      return { event, status: takeStep(definition, events, event, at), byLaw: false };
    },
  };
}

async function takeBack(
  tx: Tx,
  definition: SteppedProcedure,
  { files, clocks, referrals, papers }: Means,
  { file, annulled, eventId, reason }: Annulment,
): Promise<void> {
  const { paper, act } = definition.steps[annulled.type] ?? {};
  if (paper && act) await annulPapers(tx, file.id, act, eventId, annulled.effectiveAt);
  await papers.stepAnnulled(tx, file, annulled.id, reason);
  // Before the access that the step gave: who has none owes nothing.
  await clocks.takeBack(tx, definition, file, annulled);
  const { referredTo: body } = annulled.facts;
  if (typeof body !== 'number' || body === file.keeperOrganisationId) return;
  if (!referredTo(await files.events(tx, file.id)).includes(body)) await referrals.end(tx, file, body);
}
