import { competentAuthorities, type Act, type Competence } from '../../law/authorities.js';
import type { DateOnly } from '../../law/date.js';
import { formsFor, type StatutoryForm } from '../../law/forms.js';
import type { Regime } from '../../law/regimes.js';

export type CompetenceCheck =
  | { readonly competent: true; readonly competence: Competence }
  | { readonly competent: false; readonly competence: Competence | null; readonly regime: Regime };

/**
 * Whether a body of this kind, acting through these roles, may do the act under a regime.
 * Without roles: another body enters an act of this one, and does not know who signed.
 */
export function competenceUnder(
  act: Act,
  regime: Regime,
  by: { readonly organisationKind: string; readonly roles: readonly string[] | null },
): CompetenceCheck {
  const known = competentAuthorities(act, regime);
  const fits = known.find(
    (each) => each.organisationKind === by.organisationKind && (by.roles === null || mayDo(each, by.roles)),
  );
  if (fits) return { competent: true, competence: fits };
  return { competent: false, competence: known[0] ?? null, regime };
}

/** The head of a body may do what its receiving officer may: he answers for the reception. */
const HEADS: Readonly<Record<string, string>> = {
  'commune-officer': 'commune-chairman',
  'commune-police-officer': 'head-of-commune-police',
  'rehabilitation-centre-officer': 'rehabilitation-centre-director',
};

function mayDo(competence: Competence, roles: readonly string[]): boolean {
  const head = HEADS[competence.signerRole];
  return roles.includes(competence.signerRole) || (head !== undefined && roles.includes(head));
}

/** The paper that the law prescribes for the act, the first where it names several: on a day, where forms came within the regime. */
export function formOf(act: Act, regime: Regime, on?: DateOnly): StatutoryForm | null {
  return formsFor(act, regime, on)[0] ?? null;
}
