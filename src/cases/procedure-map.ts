import { competentAuthorities, type Competence } from '../law/authorities.js';
import type { DateOnly } from '../law/date.js';
import { deadlineRule, type DeadlineRule } from '../law/deadlines.js';
import { formsFor, type StatutoryForm } from '../law/forms.js';
import { regimeOn, type Regime } from '../law/regimes.js';
import type { Text2 } from '../law/text.js';
import type { OpenedLimit, StepDefinition, SteppedProcedure } from './steps/stepped-procedure.js';

export interface MappedLimit {
  readonly rule: DeadlineRule;
  readonly owedBy: OpenedLimit['owedBy'];
}

export interface MappedStep {
  readonly code: string;
  readonly label: Text2;
  /** The program takes it, as when a commune was merged. */
  readonly own: boolean;
  /** Who is competent; empty for a step that is no authority's act. */
  readonly competent: readonly Competence[];
  readonly forms: readonly StatutoryForm[];
  readonly opens: readonly MappedLimit[];
  readonly meets: readonly DeadlineRule[];
}

export interface MappedTransition {
  readonly from: string;
  readonly step: string;
  readonly to: string;
}

export interface ProcedureMap {
  readonly regime: Regime;
  readonly states: readonly { readonly code: string; readonly label: Text2; readonly closed: boolean }[];
  readonly steps: readonly MappedStep[];
  readonly transitions: readonly MappedTransition[];
  /** Counted back from the end of the term while it runs. */
  readonly beforeEnd: readonly MappedLimit[];
}

/**
 * A procedure as a file that is opened on that day goes through it: steps that the law of the day does not know are left
 * out, and so are states that no step leads to any more.
 */
export function mapProcedure(procedure: SteppedProcedure, asOf: DateOnly): ProcedureMap {
  const regime = regimeOn(asOf);
  const known = Object.entries(procedure.steps).filter(([, definition]) => isKnown(definition, regime));
  const names = new Set(known.map(([step]) => step));
  const transitions = reachable(procedure, names);
  const used = new Set([procedure.start, ...transitions.map(({ to }) => to)]);
  const taken = new Set(transitions.map(({ step }) => step));
  return {
    regime,
    states: Object.entries(procedure.states)
      .filter(([code]) => used.has(code))
      .map(([code, { label, closed }]) => ({ code, label, closed: closed === true })),
    steps: known
      .filter(([step]) => taken.has(step))
      .map(([step, definition]) => mapStep(procedure, step, definition, asOf)),
    transitions,
    beforeEnd: limitsOf(procedure.running?.limits ?? [], asOf, regime),
  };
}

const isKnown = ({ act, under }: StepDefinition<string>, regime: Regime): boolean =>
  (under === undefined || under.includes(regime)) &&
  (act === undefined || competentAuthorities(act, regime).length > 0);

/** Transitions by steps that the law knows, from states to which such steps lead. */
function reachable(procedure: SteppedProcedure, names: ReadonlySet<string>): readonly MappedTransition[] {
  const found: MappedTransition[] = [];
  const seen = new Set<string>();
  const waiting = [procedure.start];
  for (let from = waiting.pop(); from !== undefined; from = waiting.pop()) {
    if (seen.has(from)) continue;
    seen.add(from);
    for (const [step, to] of Object.entries(procedure.transitions[from] ?? {})) {
      if (to === undefined || !names.has(step)) continue;
      found.push({ from, step, to });
      waiting.push(to);
    }
  }
  return found;
}

function mapStep(
  { stepLabels }: SteppedProcedure,
  code: string,
  { act, paper, form, alsoForms = [], own, opens = [], meets = [] }: StepDefinition<string>,
  asOf: DateOnly,
): MappedStep {
  const regime = regimeOn(asOf);
  const first = act && paper ? act : form;
  const papers = [...(first ? [first] : []), ...alsoForms];
  return {
    code,
    label: stepLabels[code] ?? { vi: code, en: code },
    own: own === true,
    competent: act ? competentAuthorities(act, regime) : [],
    forms: papers.flatMap((each) => formsFor(each, regime)),
    opens: limitsOf(opens, asOf, regime),
    meets: meets.flatMap((rule) => deadlineRule(rule, asOf) ?? []),
  };
}

function limitsOf(limits: readonly OpenedLimit[], asOf: DateOnly, regime: Regime): readonly MappedLimit[] {
  return limits.flatMap(({ rule, owedBy, under }) => {
    const found = deadlineRule(rule, asOf);
    return found && (under === undefined || under.includes(regime)) ? [{ rule: found, owedBy }] : [];
  });
}
