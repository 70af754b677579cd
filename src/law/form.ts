import type { Act } from './acts.js';
import type { DateOnly } from './date.js';
import type { InstrumentKey } from './instruments.js';
import type { SourceMark } from './source-mark.js';
import type { Text2 } from './text.js';

/** A step that has forms without being an act of an authority. */
export type FormStep =
  | Act
  | 'apply-home-rehabilitation'
  | 'apply-facility-rehabilitation'
  | 'plan-rehabilitation'
  | 'deliver-paper'
  | 'pledge-interim-management'
  | 'hand-over-interim'
  | 'refuse-notice'
  | 'hand-over-minor'
  | 'certify-service'
  | 'notify-end'
  | 'record-violation'
  | 'transfer-aftercare'
  | 'ask-device-change'
  | 'apply-treatment';

/** Numbers repeat between decrees and between appendices: only the three parts together name a form. */
export interface FormKey {
  readonly instrument: InstrumentKey;
  readonly appendix: string;
  readonly number: string;
}

export interface StatutoryForm extends FormKey {
  readonly title: Text2;
  readonly from: DateOnly;
  readonly to: DateOnly | null;
  readonly mark: SourceMark;
  readonly steps: readonly FormStep[];
}

/** Number, Vietnamese title, English title, the steps it serves. */
export type FormRow = readonly [number: string, vi: string, en: string, ...steps: readonly FormStep[]];

type Appendix = Pick<StatutoryForm, 'instrument' | 'appendix' | 'from' | 'to'> &
  Partial<Pick<StatutoryForm, 'mark'>>;

/**
 * The forms of one appendix, each in force as long as the appendix. Marked as read in a copy, unless told.
 */
export function formsOf(appendix: Appendix, rows: readonly FormRow[]): readonly StatutoryForm[] {
  return rows.map(([number, vi, en, ...steps]) => ({
    mark: 'secondary',
    ...appendix,
    number,
    title: { vi, en },
    steps,
  }));
}
