import { ScopeData, TemplateHandler, type ScopeDataArgs } from 'easy-template-x';
import { docxOf } from './docx/package.js';
import type { Template } from './templates/template.js';

/** What a template is filled with: texts, and lists of such. A list of none leaves out what stands between its tags. */
export type PaperText = { readonly [field: string]: string | readonly PaperText[] };

// Controls have no place in XML 1.0, separators of lines and paragraphs none in a line of a paper.
const NOT_PRINTABLE = /(?!\n)[\p{Cc}\u2028\u2029\ufffe\uffff]/gu;

/** @returns the .docx file of the template filled in. @throws Error when a tag of the template has no field */
export async function renderPaper(template: Template, fields: PaperText): Promise<Buffer> {
  const handler = new TemplateHandler({ scopeDataResolver: requiredField });
  return handler.process(docxOf(template.body), printable(fields) as ScopeDataArgs['data']);
}

/** The library leaves a tag without a field empty; an official paper with a hole must not come to be. */
function requiredField(args: ScopeDataArgs): ReturnType<typeof ScopeData.defaultResolver> {
  const found = ScopeData.defaultResolver(args);
  if (found === undefined) throw new Error(`The paper has no field ${args.strPath.join('.')}`);
  return found;
}

function printable(value: PaperText): PaperText {
  const entries = Object.entries(value).map(([field, content]): [string, PaperText[string]] => [
    field,
    typeof content === 'string' ? content.replace(NOT_PRINTABLE, ' ') : content.map(printable),
  ]);
  return Object.fromEntries(entries);
}
