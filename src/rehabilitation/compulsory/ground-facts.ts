import type { CaseEvent, CaseKind } from '../../cases/case-file.js';
import { standingEvents } from '../../cases/case-steps.js';
import { legalDayOf } from '../../law/date.js';
import type { GroundFact, GroundFactKind } from '../../law/grounds.js';
import { courseOf } from '../course/course.js';
import { monitoringHistory } from '../monitoring/monitoring-history.js';
import type { FileHistory } from '../course/person-histories.queries.js';

/** Where a fact stands: in the history of a file, or as a failure to register. */
export interface RecordedFact extends GroundFact {
  readonly caseId: string | null;
  readonly caseCode: string | null;
  /** The event, or the failure to register. */
  readonly recordId: string;
}

/** What the history of a file says that may amount to a ground of compulsory rehabilitation. */
export function factsOfFile({ id, code, kind, events }: FileHistory): readonly RecordedFact[] {
  const recorded = (fact: GroundFactKind, recordId: string, at: Date): RecordedFact => ({
    ...{ kind: fact, on: legalDayOf(at) },
    ...{ caseId: id, caseCode: code, recordId },
  });
  const standing = standingEvents(events);
  const ofSteps = standing.flatMap((event) => {
    const fact = factOfStep(kind, event);
    return fact ? [recorded(fact, event.id, event.effectiveAt)] : [];
  });
  const ofResults = kind === 'addiction-determination' ? addictedInAftercare(standing) : [];
  // Luật 120/2025 Art 47(2): what of the monitoring amounts to not complying with it.
  const violations = kind === 'electronic-monitoring' ? monitoringHistory(events).violations : [];
  const ofBreaches = [...courseOf(events).breaches, ...violations]
    .filter(({ consequence }) => consequence === 'compulsory')
    .map(({ id: event, at }) => recorded('breach-to-compulsory', event, at));
  return [
    ...ofSteps,
    ...ofResults.map((event) => recorded('addiction-in-aftercare', event.id, event.effectiveAt)),
    ...ofBreaches,
  ];
}

/** Luật 73/2021 Art 32(4), Luật 120/2025 Art 35(1)d, 36(1)d: a result that the person was told, as everywhere on record. */
function addictedInAftercare(standing: readonly CaseEvent[]): readonly CaseEvent[] {
  const isAftercare = standing.some(({ facts }) => facts.ground === 'aftercare');
  if (!isAftercare || !standing.some(({ type }) => type === 'told')) return [];
  return standing.filter(({ type, facts }) => type.startsWith('resulted') && facts.result === 'addicted');
}

function factOfStep(kind: CaseKind, { type, facts }: CaseEvent): GroundFactKind | null {
  switch (type) {
    case 'start-failed':
      return kind === 'substitution-treatment' ? 'substitution-not-begun' : 'not-begun';
    case 'self-terminated':
    case 'self-terminated-at-home':
      return 'rehabilitation-terminated';
    // Luật 120/2025 Art 33(4)b, NĐ 163/2026 Art 75(5): the rest has to be registered too.
    case 'rest-not-registered':
      return 'not-registered';
    case 'treatment-ended':
      return facts.cause === undefined ? null : (ENDED_TREATMENT[String(facts.cause)] ?? null);
    case 'drug-use-found':
      return 'drug-use';
    default:
      return null;
  }
}

/** Of the reasons for which treatment ends, those that ground: Luật 73/2021 Art 32(3), Luật 120/2025 Art 35(1)c. */
const ENDED_TREATMENT: Readonly<Partial<Record<string, GroundFactKind>>> = {
  'self-terminated': 'substitution-terminated',
  breach: 'substitution-ended-for-breach',
};
