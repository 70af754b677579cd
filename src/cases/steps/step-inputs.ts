import type { Text2 } from '../../law/text.js';
import { fieldProblem } from '../../platform/errors/problem.js';

/** What stands beside the moment of a step: what it needs, and what it may have. */
export interface InputRule<Field extends string = string> {
  readonly needs?: readonly Field[];
  readonly may?: readonly Field[];
}

type Input = Readonly<Partial<Record<string, unknown>>>;

const MISSING: Text2 = { vi: 'Bước này cần trường này', en: 'This step needs the field' };
const UNASKED: Text2 = { vi: 'Bước này không có trường này', en: 'This step has no such field' };

/** @throws Problem 422 at a field that the step needs and that is missing, or that it does not know */
export function refuseOtherFields(rule: InputRule, input: Input): void {
  const { needs = [], may = [] } = rule;
  const missing = needs.find((field) => input[field] === undefined);
  if (missing) throw fieldMissing(missing);
  const known: ReadonlySet<string> = new Set([...needs, ...may, ...ALWAYS]);
  const other = Object.entries(input).find(([field, value]) => value !== undefined && !known.has(field));
  if (other) throw fieldProblem(`/${other[0]}`, 'rehabilitation.fieldNotOfStep', UNASKED);
}

/** A field that this step needs under these circumstances. */
export function fieldMissing(field: string): Error {
  return fieldProblem(`/${field}`, 'rehabilitation.fieldMissing', MISSING);
}

const ALWAYS = ['step', 'at', 'actedBy'] as const;
