import { refuseImpossibleTime } from '../../cases/steps/step-guards.js';
import type { OrganisationRow } from '../../identity/organisations.js';
import { dateOnly, legalDayOf, type Birth, type DateOnly } from '../../law/date.js';
import type { PersonForCase } from '../../people/people.js';
import { residenceOn } from '../../people/residence.js';
import type { Tx } from '../../platform/database/tx.js';
import { fieldProblem, problem, type Problem } from '../../platform/errors/problem.js';
import type {
  DeterminationDto,
  DossierItem,
  GuardianConsentDto,
  WithoutResidenceDto,
} from './voluntary-input.dto.js';
import { refuseAfter, refuseUnborn, tooEarly } from './voluntary.guards.js';
import { P } from './voluntary.problems.js';
import { needsGuardian } from './voluntary.rules.js';

/** @throws Problem 409 unless the person lives in that unit. NĐ 116/2021 Art 28(1), NĐ 163/2026 Art 89(1)a: at the commune of residence. */
export async function requireResidence(
  tx: Tx,
  personId: string,
  unitId: number,
  on: DateOnly,
): Promise<void> {
  const residence = await residenceOn(tx, personId, on);
  if (!residence) throw problem(P.residenceUnknown);
  const within = await tx.one('select 1 from unit_closure where ancestor_id = $1 and unit_id = $2', [
    unitId,
    residence.unitId,
  ]);
  if (!within) throw problem(P.notResidentHere);
}

/**
 * @param persons entries of one person
 * @throws Problem 409 with the file when one in scope says that the person had died by that moment
 */
export async function refuseDeceased(tx: Tx, persons: readonly string[], at: Date): Promise<void> {
  const file = await tx.one<{ id: string; code: string }>(
    `select f.id, f.code from case_file f join case_event e on e.case_id = f.id
       and ((e.type = 'died' and f.status = 'died') or (e.type = 'stopped' and e.facts ->> 'ground' = 'died'))
     where f.person_id = any($1::uuid[]) and e.effective_at <= $2
       and not exists (select 1 from case_event a where a.case_id = f.id and a.replaces_id = e.id) limit 1`,
    [persons, at],
  );
  if (file) throw problem(P.personDied, { extensions: { caseId: file.id, caseCode: file.code } });
}

/** Days that lie in a person's life. @throws Problem 422 at the field of one that lies before the birth */
export function refuseDaysBeforeBirth(
  birth: Birth,
  { determination, withoutResidence, guardianConsent }: DaysOfLife,
): void {
  const days = {
    '/determination/on': determination?.on,
    '/withoutResidence/actFoundOn': withoutResidence?.actFoundOn,
    '/guardianConsent/on': guardianConsent?.on,
  };
  for (const [pointer, day] of Object.entries(days)) {
    if (day !== undefined) refuseUnborn(birth, dateOnly(day), pointer);
  }
}

interface DaysOfLife {
  readonly determination?: Pick<DeterminationDto, 'on'>;
  readonly withoutResidence?: Pick<WithoutResidenceDto, 'actFoundOn'>;
  readonly guardianConsent?: Pick<GuardianConsentDto, 'on'>;
}

/** Somebody registers after having been told, and is told after the result. */
export function refuseLateDetermination(
  determination: DeterminationDto | undefined,
  handedInAt: Date,
  now: Date,
): void {
  if (!determination) return;
  const toldAt = new Date(determination.toldAt);
  refuseImpossibleTime(toldAt, now, '/determination/toldAt');
  refuseAfter(toldAt, handedInAt, '/determination/toldAt');
  if (dateOnly(determination.on) > legalDayOf(toldAt)) throw tooEarly('/determination/toldAt');
}

/** The act was found before the person registers because of it. */
export function refuseLaterFinding({ withoutResidence }: DaysOfLife, openedOn: DateOnly): void {
  if (!withoutResidence || dateOnly(withoutResidence.actFoundOn) <= openedOn) return;
  throw tooEarly('/handedInAt');
}

/** A body that takes in applications stands in a commune. */
export function unitOf(organisation: OrganisationRow): number {
  if (organisation.unitId === null) throw problem(P.notResidentHere);
  return organisation.unitId;
}

/** A consent counts when a guardian on record gave it, by the day on which it is handed in. */
export function checkGuardianConsent(
  person: PersonForCase,
  on: DateOnly,
  consent: GuardianConsentDto | undefined,
): void {
  if (!consent) return;
  if (!person.guardians.some((guardian) => guardian.id === consent.guardianId)) {
    throw consentMissing('/guardianConsent/guardianId');
  }
  if (dateOnly(consent.on) > on) {
    throw fieldProblem('/guardianConsent/on', 'rehabilitation.consentLater', {
      vi: 'Ngày đồng ý không được sau ngày nộp giấy tờ',
      en: 'The consent cannot be later than the day on which the papers were handed in',
    });
  }
}

/**
 * A minor's file is not registered without a guardian who is on record and consents: form 20 under NĐ 163/2026; under
 * NĐ 116/2021 the representative hands in the dossier (Art 28(5)a).
 */
export function requireGuardianConsent(person: PersonForCase, on: DateOnly, guardianId: string | null): void {
  if (guardianId === null && needsGuardian(person, on)) throw consentMissing('/guardianConsent');
}

function consentMissing(pointer: string): Problem {
  return problem(P.guardianConsentMissing, {
    faults: [
      {
        pointer,
        code: 'rehabilitation.guardianConsentMissing',
        detail: P.guardianConsentMissing.title,
      },
    ],
  });
}

/** The paper that shows the result says what it is: the day, who found it, when the person was told. */
export function requireDetermination(items: readonly DossierItem[], isKnown: boolean): void {
  if (isKnown || !items.includes('determination-result')) return;
  throw fieldProblem('/determination', 'rehabilitation.determinationMissing', {
    vi: 'Đã nộp kết quả xác định tình trạng nghiện: ghi ngày, cơ sở và thời điểm thông báo',
    en: 'The result of the determination was handed in: say its day, its facility and when the person was told',
  });
}
