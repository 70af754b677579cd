import type { CaseKind } from '../../cases/case-file.js';
import type { DateOnly } from '../../law/date.js';
import type { Explanation } from '../../law/explanation.js';
import { PROCEDURES } from '../../law/procedures.js';
import { text2 } from '../../law/text.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';
import { CEDEMEX } from './cedemex.js';
import type { TreatmentKind, TreatmentKindDefinition, TreatmentProcedure } from './kind.js';
import { METHADONE } from './methadone.js';

/** A further kind is a file of its own, a line here, and its name in law/ and cases/. */
export const TREATMENT_KINDS: Readonly<Record<TreatmentKind, TreatmentKindDefinition>> = {
  'methadone-treatment': METHADONE,
  'cedemex-treatment': CEDEMEX,
};

export const TREATMENT_KIND_NAMES = Object.keys(TREATMENT_KINDS) as readonly TreatmentKind[];
export const TREATMENT_PROCEDURES: readonly TreatmentProcedure[] = Object.values(TREATMENT_KINDS).map(
  ({ procedure }) => procedure,
);

/** @throws Error for a file of another procedure: whoever asks has looked */
export function treatmentKind(kind: CaseKind): TreatmentKindDefinition {
  const found = TREATMENT_KINDS[kind as TreatmentKind];
  if (!found) throw new Error(`${kind} is no treatment`);
  return found;
}

/** By which decree a step of a day is taken; nothing of a kind of which no decree on record speaks. */
export function byDecree(kind: CaseKind, on: DateOnly): { readonly explanation?: Explanation } {
  const explanation = treatmentKind(kind).decree?.(on);
  return explanation ? { explanation } : {};
}

defineCodeList('treatment-kind', text2('Loại điều trị', 'Kind of treatment'), {
  'methadone-treatment': PROCEDURES['methadone-treatment'],
  'cedemex-treatment': PROCEDURES['cedemex-treatment'],
});
