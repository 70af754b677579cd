import type { CaseEvent, CaseFile } from '../../cases/case-file.js';
import type { CaseFiles } from '../../cases/case-files.js';
import { standingEvents } from '../../cases/case-steps.js';
import { AUTHORITY, P as CASES } from '../../cases/cases.problems.js';
import { refuseUnlessKeeper } from '../../cases/keeping.js';
import type { OrganisationRow } from '../../identity/organisations.js';
import { ageOn, type Birth, type DateOnly } from '../../law/date.js';
import { citationText } from '../../law/instruments.js';
import {
  missingTreatmentPapers,
  TREATMENT_PAPERS,
  YOUNGEST_TREATED,
  type TreatmentPaper,
  type TreatmentPaperRule,
} from '../../law/treatment.js';
import type { PersonForCase } from '../../people/people.js';
import type { Tx } from '../../platform/database/tx.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';
import { TREATING, type TreatmentKind, type TreatmentKindDefinition } from '../kinds/kind.js';
import { TREATMENT_PROCEDURES } from '../kinds/kinds.js';
import { P } from '../treatment.problems.js';

/**
 * A place enters what it does itself; a body to which the file was opened reads it at most.
 *
 * @throws Problem 404 for a file that is absent, out of scope or no episode, 403 for who does not keep it
 */
export async function keptEpisode(tx: Tx, files: CaseFiles, id: string): Promise<CaseFile> {
  const file = await files.byId(tx, id);
  if (!TREATMENT_PROCEDURES.some(({ kind }) => kind === file.kind)) throw problem(CASES.notFound);
  await refuseUnlessKeeper(tx, file.keeperOrganisationId);
  return file;
}

/** @throws Problem 403 for a body that does not treat */
export function refuseUnlessTreating({ kind }: OrganisationRow): void {
  if (TREATING.includes(kind)) return;
  throw problem(AUTHORITY.notCompetent, {
    detail: {
      vi: 'Chỉ cơ sở y tế, cơ sở điều trị tiếp nhận điều trị',
      en: 'A health body admits to treatment',
    },
    extensions: { competent: null },
  });
}

/** @throws Problem 409 for who is under 12, 422 for a day before the birth. @returns whether the person is under 18 */
export function isMinor(birth: Birth, on: DateOnly, pointer: string): boolean {
  let age: ReturnType<typeof ageOn>;
  try {
    age = ageOn(birth, on);
  } catch {
    throw fieldProblem(pointer, 'treatment.beforeBirth', {
      vi: 'Ngày này sớm hơn ngày sinh đã ghi',
      en: 'This day lies before the birth on record',
    });
  }
  if (age.max < YOUNGEST_TREATED) throw problem(P.underTwelve);
  return age.min < 18;
}

export type StageAround = 'not-begun' | 'on' | 'over';

/** How the stage stands that the treatment supports, of the file around it; null of a treatment that stands by itself. */
export async function stageAround(
  tx: Tx,
  { within }: Pick<TreatmentKindDefinition, 'within'>,
  parentId: string | null,
  at: Date,
): Promise<StageAround | null> {
  if (within === null || parentId === null) return null;
  const row = await tx.one<{ stage: StageAround | null }>('select app.stage_around($1, $2, $3) as stage', [
    ...[parentId, within.stage, at],
  ]);
  return row?.stage ?? 'not-begun';
}

/** @throws Problem 409 for a moment at which the file around it is not in the stage that the treatment supports */
export async function refuseOutsideStage(
  tx: Tx,
  definition: Pick<TreatmentKindDefinition, 'within'>,
  parentId: string | null,
  at: Date,
): Promise<void> {
  const stage = await stageAround(tx, definition, parentId, at);
  if (stage === null || stage === 'on') return;
  throw problem(P.outsideStage, { extensions: { stage: definition.within?.stage, stands: stage } });
}

/** What was handed in until now. */
export function papersOf(events: readonly CaseEvent[]): readonly TreatmentPaper[] {
  const told = standingEvents(events).flatMap(({ facts }) =>
    typeof facts.papers === 'string' && facts.papers !== '' ? facts.papers.split(',') : [],
  );
  return [...new Set(told)] as readonly TreatmentPaper[];
}

interface PapersAsked {
  readonly on: DateOnly;
  readonly minor: boolean;
  readonly papers: readonly TreatmentPaper[];
}

/** @throws Problem 409 with what is missing, where the law on record names the papers */
export function refuseMissingPapers(kind: TreatmentKind, asked: PapersAsked): void {
  const missing = missingTreatmentPapers(kind, asked) ?? [];
  if (missing.length === 0) return;
  throw problem(P.papersMissing, {
    detail: {
      vi: `Thiếu: ${missing.map((rule) => named(rule, 'vi')).join('; ')}`,
      en: `Missing: ${missing.map((rule) => named(rule, 'en')).join('; ')}`,
    },
    extensions: {
      missing: missing.map(({ paper, or, form, citation }) => ({
        ...{ paper, or: or ?? null, form: form?.number ?? null, article: citationText(citation) },
      })),
    },
  });
}

const named = ({ paper, or }: TreatmentPaperRule, language: 'vi' | 'en'): string =>
  [paper, ...(or ? [or] : [])]
    .map((each) => TREATMENT_PAPERS[each][language])
    .join(language === 'vi' ? ' hoặc ' : ' or ');

/** @throws Problem 409 where a minor's consent names no guardian */
export function requireGuardian(guardianId: string | undefined): void {
  if (guardianId === undefined) throw problem(P.guardianMissing);
}

/** @throws Problem 422 for a guardian who is not on record, also with a grown-up who consents himself */
export function refuseUnknownGuardian({ guardians }: PersonForCase, guardianId: string | undefined): void {
  if (guardianId !== undefined && !guardians.some(({ id }) => id === guardianId))
    throw fieldProblem('/guardianId', 'treatment.guardianUnknown', NOT_ON_RECORD);
}

const NOT_ON_RECORD = {
  vi: 'Không có người đại diện này trong thông tin của người bệnh',
  en: 'No such guardian of this person is on record',
};

/** @throws Problem 409 where treatment would begin without a consent on record; of a minor, without his guardian's */
export function refuseWithoutConsent(events: readonly CaseEvent[], at: Date, minor: boolean): void {
  const consent = standingEvents(events).findLast(
    ({ type, effectiveAt }) => type === 'consent-recorded' && effectiveAt <= at,
  );
  if (!consent) throw problem(P.consentMissing);
  if (minor && typeof consent.facts.guardianId !== 'string') throw problem(P.guardianMissing);
}
