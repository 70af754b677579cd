import type { Finding } from './finding.js';
import { groupBy } from './grouping.js';
import type { Descent } from './succession.js';
import type { UnitRecord } from './unit-record.js';

function ambiguousMains(descents: readonly Descent[]): readonly Finding[] {
  const heirs = [...groupBy(descents, ({ predecessor }) => predecessor).entries()];
  return heirs
    .filter(([, split]) => split.length > 1)
    .map(([{ code, name }, split]) => ({
      kind: 'ambiguous-main',
      resolution: 'unresolved',
      mapping: null,
      detail: `${code ?? 'no code'} ${name}: ${split.map(({ successor }) => successor.name).join(', ')}`,
    }));
}

function withoutPredecessor(
  communes: readonly UnitRecord[],
  descents: readonly Descent[],
): readonly Finding[] {
  const reached = new Set(descents.map(({ successor }) => successor.id));
  return communes
    .filter(({ id }) => !reached.has(id))
    .map(({ code, name }) => ({
      kind: 'no-predecessor',
      resolution: 'unresolved',
      mapping: null,
      detail: `${String(code)} ${name}`,
    }));
}

/** What only the whole of the rows shows: communes of then with several heirs, communes of now with no origin. */
export const successionFindings = (
  communes: readonly UnitRecord[],
  descents: readonly Descent[],
): readonly Finding[] => [...ambiguousMains(descents), ...withoutPredecessor(communes, descents)];
