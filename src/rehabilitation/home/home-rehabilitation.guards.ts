import type { Act } from '../../law/authorities.js';
import { ageOn, legalDayOf, type DateOnly } from '../../law/date.js';
import { citationText, type Citation } from '../../law/instruments.js';
import type { Competence } from '../../law/authorities.js';
import type { CaseFacts } from '../../law/regimes.js';
import { AUTHORITY, P as CASES } from '../../cases/cases.problems.js';
import type { CaseEvent } from '../../cases/case-file.js';
import { foldHistory, statesAllowing, type TakenStep } from '../../cases/history.js';
import type { OrganisationRow } from '../../identity/organisations.js';
import { fieldProblem, problem, type Problem } from '../../platform/errors/problem.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P } from './home-rehabilitation.problems.js';
import { checkCompetence } from './home-rehabilitation.rules.js';
import { HOME_TRANSITIONS, isClosed, type HomeState, type HomeStep } from './home-rehabilitation.states.js';

const FIRST_DAY_OF_LAW = '2022-01-01';

/** @throws Problem 422 when the moment is later than legal time, 409 when no law is on record for it */
export function refuseImpossibleTime(at: Date, now: Date, pointer: string): void {
  if (at > now) {
    throw fieldProblem(pointer, 'cases.inTheFuture', CASES.inTheFuture.title);
  }
  if (legalDayOf(at) < FIRST_DAY_OF_LAW) throw problem(P.lawAbsent);
}

/** @throws Problem 422 when one moment lies before another that must come first */
export function refuseBefore(at: Date, earlier: Date, pointer: string): void {
  if (at >= earlier) return;
  throw fieldProblem(pointer, 'rehabilitation.tooEarly', {
    vi: 'Thời điểm này sớm hơn một việc phải xảy ra trước đó',
    en: 'This moment lies before one that must come first',
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
 * @returns who is competent, for the paper
 * @throws Problem 403 `authority.notCompetent` that names the competent office and the article
 */
export function requireCompetence(
  act: Act,
  facts: CaseFacts,
  organisation: OrganisationRow,
  actor: UserActor,
): Competence {
  const check = checkCompetence(act, facts, { organisationKind: organisation.kind, roles: actor.roles });
  if (check.competent) return check.competence;
  const { competence, regime } = check;
  throw problem(AUTHORITY.notCompetent, {
    detail: competence
      ? {
          vi: `Thẩm quyền thuộc về ${competence.office.vi} (${citationText(competence.citation)})`,
          en: `Competent: ${competence.office.en} (${citationText(competence.citation)})`,
        }
      : { vi: 'Pháp luật áp dụng không có bước này', en: 'The law that governs knows no such step' },
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

/** Article that a step follows, for the answer to a step that is not allowed. */
const ARTICLES: Readonly<Partial<Record<HomeStep, Citation>>> = {
  decided: { instrument: 'nd-163-2026', article: 'Điều 91 khoản 1', mark: 'secondary' },
  registered: { instrument: 'nd-163-2026', article: 'Điều 89 khoản 5', mark: 'secondary' },
  'reception-recorded': { instrument: 'nd-163-2026', article: 'Điều 92 khoản 1 điểm a', mark: 'secondary' },
};

/**
 * Takes the step at its effective time within the whole history, late entries included.
 *
 * @returns the state of the file afterwards
 * @throws Problem 409 for a file that has ended, with the states that allow the step, or with the later step that it would make impossible
 */
export function takeStep(events: readonly CaseEvent[], step: HomeStep, at: Date): HomeState {
  const before: TakenStep<HomeStep>[] = events.map((event) => ({
    step: event.type as HomeStep,
    effectiveAt: event.effectiveAt,
  }));
  const current = foldHistory(HOME_TRANSITIONS, 'handed-in', before);
  if (isClosed(current.state)) throw stepNotAllowed(step, current.state);
  const fold = foldHistory(HOME_TRANSITIONS, 'handed-in', [...before, { step, effectiveAt: at }]);
  if (fold.possible) return fold.state;
  if (fold.blocked.step === step && fold.blocked.effectiveAt === at) throw stepNotAllowed(step, fold.state);
  throw problem(CASES.laterStepImpossible, {
    extensions: { step, laterStep: fold.blocked.step, laterStepAt: fold.blocked.effectiveAt.toISOString() },
  });
}

function stepNotAllowed(step: HomeStep, state: HomeState): Problem {
  const article = ARTICLES[step];
  return problem(CASES.stepNotAllowed, {
    extensions: {
      step,
      state,
      allowedIn: statesAllowing(HOME_TRANSITIONS, step),
      ...(article ? { article: citationText(article) } : {}),
    },
  });
}
