import { actingFor } from '../../cases/keeping.js';
import { ageOn, legalDayOf, type DateOnly } from '../../law/date.js';
import {
  DRUG_USER_PAPERS,
  minorSamplingCitation,
  missingDrugUserPapers,
  type DrugUserPaper,
  type DrugUserPaperFacts,
} from '../../law/drug-user-papers.js';
import { stopCitation, STOP_GROUNDS, type StopGround } from '../../law/drug-user-stop.js';
import { citationText } from '../../law/instruments.js';
import type { Regime } from '../../law/regimes.js';
import type { PersonForCase } from '../../people/people.js';
import type { Tx } from '../../platform/database/tx.js';
import { problem } from '../../platform/errors/problem.js';
import { toExplanationDto } from '../../reminders/deadline.dto.js';
import type { AuthorisedAct } from '../../cases/steps/step-authority.js';
import { authorityOf, decisionAwaitsResult, papersOf, residenceOf, termNow } from './drug-user-history.js';
import type { ResidenceFinding, SampleKind } from './drug-user-kinds.js';
import { DECISION, type DrugUserProcedure } from './drug-user-procedure.js';
import { P } from './drug-user.problems.js';

export type DrugUserAct = AuthorisedAct<DrugUserProcedure>;

export interface Sampling {
  readonly sample?: SampleKind;
  readonly guardianId?: string;
}

/**
 * NĐ 105/2021 Art 46(4), NĐ 163/2026 Art 56(6).
 *
 * @throws Problem 422 with the article for another sample than urine of a minor without a guardian who is on record
 */
export function refuseUnattended(
  { birth, guardians }: Pick<PersonForCase, 'birth' | 'guardians'>,
  { sample, guardianId }: Sampling,
  { regime, on, pointer }: { readonly regime: Regime; readonly on: DateOnly; readonly pointer: string },
): void {
  const isKnown = guardians.some(({ id }) => id === guardianId);
  const isNeeded = sample !== 'urine' && ageOn(birth, on).min < 18;
  if (guardianId === undefined ? !isNeeded : isKnown) return;
  const article = citationText(minorSamplingCitation(regime));
  throw problem(P.guardianNeeded, {
    detail: { vi: `Căn cứ: ${article}`, en: `Ground: ${article}` },
    faults: [{ pointer, code: P.guardianNeeded.code, detail: P.guardianNeeded.title }],
    extensions: { article },
  });
}

/**
 * @param brought with the step itself
 * @throws Problem 409 with the papers that the law of the day asks for and that are missing, each with form and article
 */
export function refuseMissingPapers(
  { events }: Pick<DrugUserAct, 'events'>,
  asked: Pick<DrugUserPaperFacts, 'regime' | 'moment' | 'again'>,
  brought: readonly DrugUserPaper[] = [],
): void {
  const missing = missingDrugUserPapers({
    ...asked,
    withoutResidence: residenceOf(events) === 'none',
    papers: [...papersOf(events), ...brought],
  });
  if (missing.length === 0) return;
  throw problem(P.papersMissing, {
    detail: {
      vi: `Thiếu: ${missing.map(({ paper }) => DRUG_USER_PAPERS[paper].vi).join('; ')}`,
      en: `Missing: ${missing.map(({ paper }) => DRUG_USER_PAPERS[paper].en).join('; ')}`,
    },
    extensions: {
      missing: missing.map(({ paper, form, citation }) => ({
        ...{ paper, form: form?.number ?? null, article: citationText(citation) },
      })),
    },
  });
}

/** Who keeps the file answers for it until it was taken over; what the receiver alone decides is not among these. */
const ALSO_BY_KEEPER: ReadonlySet<string> = new Set(['suspended', 'stopped', 'ended']);

/**
 * What a head decides is decided where the notice or the file went: that body, its heir, or the other office of the same
 * commune, whose competence came or went with the new law.
 *
 * @throws Problem 409 for another commune
 */
export async function requireInCharge(tx: Tx, act: DrugUserAct, step: string, at: Date): Promise<void> {
  const authority = authorityOf(act.events);
  if (authority === null) return;
  if (ALSO_BY_KEEPER.has(step) && act.organisationId === act.file.keeperOrganisationId) return;
  const heirs = await actingFor(tx, [authority], legalDayOf(at));
  if (heirs.includes(act.organisationId) || (await sameCommune(tx, authority, act.organisationId))) return;
  throw problem(P.notInCharge, { extensions: { organisationId: authority } });
}

/** Whether two bodies stand in one commune, or one in what the other's was merged into. */
export async function sameCommune(tx: Tx, one: number, other: number): Promise<boolean> {
  const found = await tx.one(
    `select 1 from organisation a join organisation b on b.id = $2
     join unit_closure c on (c.ancestor_id = a.unit_id and c.unit_id = b.unit_id)
       or (c.ancestor_id = b.unit_id and c.unit_id = a.unit_id)
     where a.id = $1 limit 1`,
    [one, other],
  );
  return found !== null;
}

/** @throws Problem 409 before the last day is over, or while time stands still, with the arithmetic */
export function refuseUnlessOver({ file, events }: DrugUserAct, at: Date): void {
  const on = legalDayOf(at);
  const term = termNow(file.openedOn, events, on);
  if (term?.endsOn && on > term.endsOn) return;
  throw problem(P.termNotOver, {
    extensions: {
      endsOn: term?.endsOn ?? null,
      ...(term && { explanation: toExplanationDto(term.explanation) }),
    },
  });
}

/** A new decision is for who is still managed. @throws Problem 409 after the last day, with the arithmetic */
export function refuseIfOver({ file, events }: DrugUserAct, at: Date): void {
  const on = legalDayOf(at);
  const term = termNow(file.openedOn, events, on);
  if (!term?.endsOn || on <= term.endsOn) return;
  throw problem(P.termOver, {
    extensions: { endsOn: term.endsOn, explanation: toExplanationDto(term.explanation) },
  });
}

/** @returns the article. @throws Problem 409 for a case that the law of the day does not know */
export function requireStopGround(ground: StopGround, regime: Regime): string {
  const citation = stopCitation(ground, regime);
  if (citation) return citationText(citation);
  const { label } = STOP_GROUNDS[ground];
  throw problem(P.stopGroundUnknown, { detail: label, extensions: { ground, regime } });
}

/** Luật 120/2025 Art 24(7). @throws Problem 409 where the custody ends before the management does */
export function refuseShortCustody({ file, events }: DrugUserAct, at: Date, until: DateOnly): void {
  const endsOn = termNow(file.openedOn, events, legalDayOf(at))?.endsOn;
  if (endsOn && until > endsOn) return;
  throw problem(P.custodyShorter, { extensions: { endsOn: endsOn ?? null, until } });
}

/** What a notice starts for others: the time to decide, of who may not be decided on before a result. */
export const withheldDecision = (
  residence: ResidenceFinding | null,
  papers: readonly DrugUserPaper[],
): { readonly withholds?: readonly string[] } =>
  decisionAwaitsResult(residence, papers) ? { withholds: [DECISION] } : {};

export const paperFacts = (papers: readonly DrugUserPaper[]): Readonly<Record<string, string>> =>
  papers.length === 0 ? {} : { papers: papers.join(',') };
