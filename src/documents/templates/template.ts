import type { FormKey } from '../../law/form.js';
import type { Text2 } from '../../law/text.js';

/**
 * The text of a paper with tags for what differs from file to file. All wording is the project's own: the statutory
 * form that it serves says which facts belong into it, its own words are not repeated.
 *
 * A template that papers were made of is never changed: give it a version more and keep the older one.
 */
export interface Template {
  /** `reception-slip`, or `decision/nd-163-2026/V/22`. */
  readonly key: string;
  readonly version: number;
  readonly title: Text2;
  /** Null where the law prescribes no form, or none that was read. */
  readonly form: FormKey | null;
  /** Paragraphs and tables of the document. */
  readonly body: string;
}
