import type { Locale } from '../platform/i18n/locale.js';
import type { ProcedureMap } from './procedure-map.js';

/** A procedure as a Mermaid state diagram: its states by their codes, its steps by their names and limits. */
export function diagramOf(
  start: string,
  { states, steps, transitions }: ProcedureMap,
  locale: Locale,
): string {
  const names = new Map(
    steps.map(({ code, label, opens }) => [
      code,
      labelled(
        label[locale],
        opens.map(({ rule }) => rule.key),
      ),
    ]),
  );
  const ids = new Map(states.map(({ code }, at) => [code, `s${at}`]));
  const id = (code: string): string => ids.get(code) ?? code;
  const own = new Set(steps.filter((step) => step.own).map(({ code }) => code));
  return [
    'stateDiagram-v2',
    ...states.map(({ code, label }) => `  state "${plain(label[locale])}" as ${id(code)}`),
    `  [*] --> ${id(start)}`,
    ...transitions
      // What only moves a file between bodies would hide what happens to it.
      .filter(({ step, from, to }) => !(own.has(step) && from === to))
      .map(({ from, step, to }) => `  ${id(from)} --> ${id(to)} : ${names.get(step) ?? step}`),
    ...states.filter(({ closed }) => closed).map(({ code }) => `  ${id(code)} --> [*]`),
  ].join('\n');
}

const labelled = (name: string, limits: readonly string[]): string =>
  plain(limits.length > 0 ? `${name} (${limits.join(', ')})` : name);

/** Quotes, colons and semicolons mean something to Mermaid. */
const plain = (text: string): string => text.replaceAll(/[":;]/gu, ' ');
