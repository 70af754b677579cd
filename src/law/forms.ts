import { isWithin, type DateOnly } from './date.js';
import type { FormKey, FormStep, StatutoryForm } from './form.js';
import { FORMS_2021 } from './data/forms-2021.js';
import { FORMS_DETERMINATION } from './data/forms-determination.js';
import { FORMS_2025 } from './data/forms-2025.js';
import { FORMS_TREATMENT } from './data/forms-treatment.js';
import { nearestDayOf, REGIMES, type Regime } from './regime-periods.js';

export type { FormKey, FormStep, StatutoryForm } from './form.js';

/** The statutory forms that the articles name. Their layouts (fields) are not described here. */
export const FORMS: readonly StatutoryForm[] = [
  ...FORMS_2021,
  ...FORMS_2025,
  ...FORMS_DETERMINATION,
  ...FORMS_TREATMENT,
];

/** The form with exactly this instrument, appendix and number: "Mẫu 24" alone means two different papers. */
export function statutoryForm(key: FormKey): StatutoryForm | undefined {
  return FORMS.find(
    (form) =>
      form.instrument === key.instrument && form.appendix === key.appendix && form.number === key.number,
  );
}

/**
 * The forms of a step under a regime, in the order of their numbers.
 *
 * @param on the day of the step, where forms came or went within the regime; its first day unless told
 */
export function formsFor(
  step: FormStep,
  regime: Regime,
  on: DateOnly = REGIMES[regime].from,
): readonly StatutoryForm[] {
  const day = nearestDayOf(regime, on);
  return FORMS.filter(({ steps, from, to }) => steps.includes(step) && isWithin(day, from, to));
}
