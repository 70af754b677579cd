import type { FormKey } from '../../law/form.js';
import type { DecisionWording } from '../paper-facts.js';
import { DECISION_2021, DECISION_2021_SUBSTITUTION } from './decision-2021.js';
import { DECISION_2025 } from './decision-2025.js';
import { RECEPTION_SLIP } from './reception-slip.js';
import { STEP_LETTER } from './step-letter.js';
import { STEP_TEMPLATES } from './step-templates.js';
import { SUPPLEMENT_SLIP } from './supplement-slip.js';
import type { Template } from './template.js';

/** Every version of every template, older versions too: a paper is printed again as it was. */
export const TEMPLATES: readonly Template[] = [
  RECEPTION_SLIP,
  SUPPLEMENT_SLIP,
  DECISION_2021,
  DECISION_2021_SUBSTITUTION,
  DECISION_2025,
  ...STEP_TEMPLATES,
];

/** The newest template of a key; undefined when there is none. */
export function newestTemplate(key: string): Template | undefined {
  return TEMPLATES.filter((template) => template.key === key).toSorted((a, b) => b.version - a.version)[0];
}

/**
 * The newest template that serves exactly this statutory form.
 *
 * @param wording which of its wordings, where one form serves several decisions
 */
export function templateOfForm(
  { instrument, appendix, number }: FormKey,
  wording: DecisionWording | null = null,
): Template | undefined {
  const key = `decision/${instrument}/${appendix}/${number}`;
  return newestTemplate(wording ? `${key}/${wording}` : key);
}

/** The very template that a paper was made of. */
export function templateAt(key: string, version: number): Template | undefined {
  return TEMPLATES.find((template) => template.key === key && template.version === version);
}

/** The newest template of a paper of a step; that of a letter where the law has no form. */
export function templateOfStep(form: FormKey | null): Template | undefined {
  return newestTemplate(
    form === null ? STEP_LETTER.key : `step/${form.instrument}/${form.appendix}/${form.number}`,
  );
}
