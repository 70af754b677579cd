import type { CaseEvent, CaseKind } from '../../cases/case-file.js';
import { standingEvents } from '../../cases/case-steps.js';
import { legalDayOf } from '../../law/date.js';
import type { GroundFact, GroundFactKind } from '../../law/grounds.js';
import { courseOf } from '../course/course.js';

/** Where a fact stands: in the history of a file, or as a failure to register. */
export interface RecordedFact extends GroundFact {
  readonly caseId: string | null;
  readonly caseCode: string | null;
  /** The event, or the failure to register. */
  readonly recordId: string;
}

export interface FileHistory {
  readonly id: string;
  readonly code: string;
  readonly kind: CaseKind;
  readonly events: readonly CaseEvent[];
}

/** What the history of a file says that may amount to a ground of compulsory rehabilitation. */
export function factsOfFile({ id, code, kind, events }: FileHistory): readonly RecordedFact[] {
  const recorded = (fact: GroundFactKind, recordId: string, at: Date): RecordedFact => ({
    ...{ kind: fact, on: legalDayOf(at) },
    ...{ caseId: id, caseCode: code, recordId },
  });
  const ofSteps = standingEvents(events).flatMap((event) => {
    const fact = factOfStep(kind, event.type);
    return fact ? [recorded(fact, event.id, event.effectiveAt)] : [];
  });
  const ofBreaches = courseOf(events)
    .breaches.filter(({ consequence }) => consequence === 'compulsory')
    .map((breach) => recorded('breach-to-compulsory', breach.id, breach.at));
  return [...ofSteps, ...ofBreaches];
}

function factOfStep(kind: CaseKind, step: string): GroundFactKind | null {
  switch (step) {
    case 'start-failed':
      return kind === 'substitution-treatment' ? 'substitution-not-begun' : 'not-begun';
    case 'self-terminated':
      return 'rehabilitation-terminated';
    case 'drug-use-found':
      return 'drug-use';
    default:
      return null;
  }
}
