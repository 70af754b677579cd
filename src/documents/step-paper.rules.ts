import type { StepDefinition } from '../cases/steps/stepped-procedure.js';
import type { OrganisationRow } from '../identity/organisations.js';
import { formsFor, type FormKey, type FormStep } from '../law/forms.js';
import type { OrganisationKind } from '../law/organisation-kinds.js';
import type { Regime } from '../law/regimes.js';
import { problem } from '../platform/errors/problem.js';
import { P } from './documents.problems.js';
import { inCapitals } from './signature.rules.js';
import { stepForm, whyNoTemplate } from './templates/step-templates.js';

/** A form of a step: of its own act, which bears the number of the act, or of a paper that goes with it. */
export interface FormOfStep {
  readonly form: FormKey;
  readonly isOwn: boolean;
  /** What it is prescribed for; unknown of one that the procedure names. */
  readonly step?: FormStep;
}

/** The forms that the law has for a step, its own first. @param told by the procedure, in the place of the step's own */
export function formsOfStep(
  { act, paper, form, alsoForms = [] }: StepDefinition<string>,
  regime: Regime,
  told?: readonly FormKey[],
): readonly FormOfStep[] {
  // An act without a paper is done by none: a completion that was refused has no certificate.
  const step = form ?? (paper ? act : undefined);
  const own = told?.map((each) => ({ form: keyOf(each), isOwn: true }));
  return [
    ...(own ?? (step ? formsOf(step, regime, true) : [])),
    ...alsoForms.flatMap((each) => formsOf(each, regime, false)),
  ];
}

const formsOf = (step: FormStep, regime: Regime, isOwn: boolean): readonly FormOfStep[] =>
  formsFor(step, regime).map((each) => ({ form: keyOf(each), isOwn, step }));

const keyOf = ({ instrument, appendix, number }: FormKey): FormKey => ({ instrument, appendix, number });

export interface PickedForm {
  /** Null for a letter without a form. */
  readonly form: FormKey | null;
  readonly isOwn: boolean;
}

/**
 * @param asked its number
 * @returns null for a step without a form that is no letter
 * @throws Problem 409 for a number that is none of the step's, with those that are; for forms without a template, with why
 */
export function pickForm(
  forms: readonly FormOfStep[],
  isLetter: boolean,
  asked: string | undefined,
): PickedForm | null {
  const named = asked === undefined ? forms : forms.filter(({ form }) => form.number === asked);
  const [first] = named;
  if (!first) {
    if (asked !== undefined && forms.length > 0) throw notOfStep(forms);
    return isLetter && asked === undefined ? { form: null, isOwn: true } : null;
  }
  const found = named.find(({ form, step }) => stepForm(form, step) !== undefined);
  if (found) return found;
  const why = whyNoTemplate(first.form);
  throw problem(P.templateMissing, {
    ...(why && {
      detail: { vi: `Mẫu số ${first.form.number}: ${why.vi}`, en: `Form ${first.form.number}: ${why.en}` },
    }),
    extensions: { form: first.form },
  });
}

function notOfStep(forms: readonly FormOfStep[]): Error {
  return problem(P.formNotOfStep, { extensions: { forms: forms.map(({ form }) => form) } });
}

/** In whose name a body decides, by the forms: 'TRƯỞNG CÔNG AN XÃ VĨNH THUẬN'. */
export function deciderOf({ kind, name }: Pick<OrganisationRow, 'kind' | 'name'>, regime: Regime): string {
  const office = OFFICES[kind] ?? '';
  const word = typeof office === 'string' ? office : office[regime === 'R3' ? 'law2025' : 'law2021'];
  return inCapitals(`${word} ${name}`.trim());
}

type ByLaw = Readonly<Record<'law2021' | 'law2025', string>>;

/** NĐ 116/2021 forms 36, 45, 49; NĐ 163/2026 forms 32, 47, 49. A body of another kind decides in its own name. */
const OFFICES: Readonly<Partial<Record<OrganisationKind, string | ByLaw>>> = {
  'commune-peoples-committee': 'Chủ tịch',
  'commune-police': 'Trưởng',
  'provincial-police': 'Giám đốc',
  'public-rehabilitation-facility': { law2021: 'Giám đốc', law2025: 'Trưởng' },
  reformatory: 'Hiệu trưởng',
};
