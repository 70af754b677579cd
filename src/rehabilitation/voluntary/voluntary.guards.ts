import { type Act, type Competence } from '../../law/authorities.js';
import { ageOn, legalDayOf, type DateOnly } from '../../law/date.js';
import { citationText } from '../../law/instruments.js';
import { competentAuthority } from '../../law/authorities.js';
import { REGIMES, regimeOn, type Regime } from '../../law/regimes.js';
import { AUTHORITY, P as CASES } from '../../cases/cases.problems.js';
import type { CaseEvent } from '../../cases/case-file.js';
import { standingEvents, takeStep as takeStepOf } from '../../cases/case-steps.js';
import type { OrganisationRow } from '../../identity/organisations.js';
import { fieldProblem, problem, type Problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import type { DoorDefinition } from './door.js';
import { P } from './voluntary.problems.js';
import { competenceUnder } from './voluntary.rules.js';

/** @throws Problem 422 when the moment is later than legal time, 409 when no law is on record for it */
export function refuseImpossibleTime(at: Date, now: Date, pointer: string): void {
  if (at > now) {
    throw fieldProblem(pointer, 'cases.inTheFuture', CASES.inTheFuture.title);
  }
  if (legalDayOf(at) < REGIMES.R1.from) throw problem(P.lawAbsent);
}

/** @throws Problem 422 when one moment lies before another that must come first */
export function refuseBefore(at: Date, earlier: Date, pointer: string): void {
  if (at < earlier) throw tooEarly(pointer);
}

export function tooEarly(pointer: string): Problem {
  return fieldProblem(pointer, 'rehabilitation.tooEarly', {
    vi: 'Thời điểm này sớm hơn một việc phải xảy ra trước đó',
    en: 'This moment lies before one that must come first',
  });
}

/** @throws Problem 422 when one moment lies after another that must come later */
export function refuseAfter(at: Date, later: Date, pointer: string): void {
  if (at > later) throw tooLate(pointer);
}

export function tooLate(pointer: string): Problem {
  return fieldProblem(pointer, 'rehabilitation.tooLate', {
    vi: 'Thời điểm này muộn hơn một việc phải xảy ra sau đó',
    en: 'This moment lies after one that must come later',
  });
}

/** @throws Problem 422 when the birth on record makes an age impossible on that day */
export function refuseUnborn(birth: { date?: DateOnly; year: number }, on: DateOnly, pointer: string): void {
  try {
    ageOn(birth, on);
  } catch {
    throw fieldProblem(pointer, 'rehabilitation.beforeBirth', {
      vi: 'Ngày này sớm hơn ngày sinh đã ghi của người đăng ký',
      en: 'This day lies before the birth on record',
    });
  }
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
      : {
          vi: 'Pháp luật áp dụng không có bước này, không có quyết định này',
          en: 'The law that governs knows no such decision, no such step',
        },
    extensions: { act, regime, competent: competence ? competentBody(competence) : null },
  });
}

function competentBody(competence: Competence): object {
  return {
    organisationKind: competence.organisationKind,
    role: competence.signerRole,
    office: competence.office,
    article: citationText(competence.citation),
  };
}

/** Takes a step through a door: {@link takeStepOf} with its states. */
export function takeStep(door: DoorDefinition, events: readonly CaseEvent[], step: string, at: Date): string {
  return takeStepOf(
    {
      start: door.start,
      transitions: door.transitions,
      isClosed: (state) => door.states[state]?.closed === true,
      articleOf: (taken, moment) => {
        const act = door.steps[taken]?.act;
        return act && competentAuthority(act, regimeOn(legalDayOf(moment)))?.citation;
      },
    },
    events,
    step,
    at,
  );
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
