import type { OrganisationRow } from '../../identity/organisations.js';
import { competentAuthority, type Act, type Competence } from '../../law/authorities.js';
import { laterDay, legalDayOf, type DateOnly } from '../../law/date.js';
import { citationText } from '../../law/instruments.js';
import type { Text2 } from '../../law/text.js';
import { REGIMES, regimeOn, type CaseFacts, type Regime } from '../../law/regimes.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import type { CaseEvent, CaseFile } from '../case-file.js';
import { standingEvents, takeStep as takeStepOf } from '../case-steps.js';
import { AUTHORITY, P } from '../cases.problems.js';
import { competenceUnder } from './competence.rules.js';
import type { SteppedProcedure } from './stepped-procedure.js';

/** @throws Problem 422 when the moment is later than legal time, 409 when no law is on record for it */
export function refuseImpossibleTime(at: Date, now: Date, pointer: string): void {
  if (at > now) {
    throw fieldProblem(pointer, 'cases.inTheFuture', P.inTheFuture.title);
  }
  if (legalDayOf(at) < REGIMES.R1.from) throw problem(P.lawAbsent);
}

/**
 * @param organisation the body that acts; its roles are asked only where it enters the act itself
 * @returns who is competent, for the paper
 * @throws Problem 403 `authority.notCompetent` that names the competent office and the article
 */
export function requireCompetence(
  act: Act,
  regime: Regime,
  organisation: OrganisationRow,
  actor: UserActor,
): Competence {
  const roles = organisation.id === actor.organisationId ? actor.roles : null;
  const check = competenceUnder(act, regime, { organisationKind: organisation.kind, roles });
  if (check.competent) return check.competence;
  const { competence } = check;
  throw problem(AUTHORITY.notCompetent, {
    detail: competence
      ? {
          vi: `Thẩm quyền thuộc về ${competence.office.vi} (${citationText(competence.citation)})`,
          en: `Competent: ${competence.office.en} (${citationText(competence.citation)})`,
        }
      : NO_SUCH_STEP,
    extensions: { act, regime, competent: competence ? competentBody(competence) : null },
  });
}

const NO_SUCH_STEP: Text2 = {
  vi: 'Pháp luật áp dụng không có bước này, không có quyết định này',
  en: 'The law that governs knows no such decision, no such step',
};

/** @throws Problem 403 for a step of another law than the one that governs */
export function refuseUnknownStep(under: readonly Regime[] | undefined, regime: Regime): void {
  if (under === undefined || under.includes(regime)) return;
  throw problem(AUTHORITY.notCompetent, { detail: NO_SUCH_STEP, extensions: { regime, competent: null } });
}

function competentBody(competence: Competence): object {
  return {
    organisationKind: competence.organisationKind,
    role: competence.signerRole,
    office: competence.office,
    article: citationText(competence.citation),
  };
}

/** Takes a step of a procedure: {@link takeStepOf} with its states. */
export function takeStep(
  procedure: SteppedProcedure,
  events: readonly CaseEvent[],
  step: string,
  at: Date,
): string {
  return takeStepOf(
    {
      start: procedure.start,
      transitions: procedure.transitions,
      isClosed: (state) => {
        const { closed, afterwards = [] } = procedure.states[state] ?? {};
        return closed === true && !afterwards.includes(step);
      },
      articleOf: (taken, moment) => {
        const act = procedure.steps[taken]?.act;
        return act && competentAuthority(act, regimeOn(legalDayOf(moment)))?.citation;
      },
      labels: { states: stateLabels(procedure), steps: procedure.stepLabels },
      isReachable: (state) => isReachable(procedure, state, [events[0]?.effectiveAt ?? at, at]),
    },
    events,
    step,
    at,
  );
}

function stateLabels({ states }: SteppedProcedure): Readonly<Record<string, Text2>> {
  return Object.fromEntries(Object.entries(states).map(([state, { label }]) => [state, label]));
}

/**
 * Not where each step that leads there is the act of an authority that the law does not know: neither that of the day on
 * which the file began nor that of the step.
 */
function isReachable(
  { start, steps, transitions }: SteppedProcedure,
  state: string,
  moments: readonly Date[],
): boolean {
  if (state === start) return true;
  const leading = Object.entries(transitions)
    .filter(([from]) => from !== state)
    .flatMap(([, to]) => Object.keys(to).filter((step) => to[step] === state));
  const regimes = moments.map((moment) => regimeOn(legalDayOf(moment)));
  return leading.some((step) => {
    const { act, under } = steps[step] ?? {};
    return regimes.some(
      (regime) =>
        (under === undefined || under.includes(regime)) &&
        (act === undefined || competentAuthority(act, regime) !== undefined),
    );
  });
}

/** Steps that a person took, not the moves of the file. */
export function lastStepOf(events: readonly CaseEvent[]): CaseEvent | undefined {
  return standingEvents(events).findLast((event) => event.system === null);
}

/** When a step that counts took effect last. */
export function momentOf(events: readonly CaseEvent[], ...steps: readonly string[]): Date | undefined {
  return standingEvents(events).findLast((event) => steps.includes(event.type))?.effectiveAt;
}

/** Bodies to which the file was referred by a step that counts. */
export function referredTo(events: readonly CaseEvent[]): readonly number[] {
  return standingEvents(events).flatMap(({ facts }) =>
    typeof facts.referredTo === 'number' ? [facts.referredTo] : [],
  );
}

/**
 * What the transition rules ask about a file on a day: when it was opened and, where a step that counts decided, on which day.
 *
 * @param decidedAt of the step that is just being taken, where it decides
 */
export function factsAt(
  { deciding }: Pick<SteppedProcedure, 'deciding'>,
  { openedOn }: Pick<CaseFile, 'openedOn'>,
  events: readonly CaseEvent[],
  on: DateOnly,
  decidedAt: Date | undefined = momentOf(events, ...deciding),
): CaseFacts {
  return {
    openedOn,
    asOf: laterDay(on, openedOn),
    ...(decidedAt && { decidedOn: legalDayOf(decidedAt) }),
  };
}
