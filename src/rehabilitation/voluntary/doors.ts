import type { CaseKind } from '../../cases/case-file.js';
import type { Door, DoorDefinition } from './door.js';
import { HOME_DOOR } from './door-home.js';
import { PRIVATE_DOOR } from './door-private.js';
import { PUBLIC_DOOR } from './door-public.js';
import { SUBSTITUTION_DOOR } from './door-substitution.js';

/** Every way into voluntary treatment. A further door: a file of its own, an entry here, a kind of case file. */
export const DOORS: Readonly<Record<Door, DoorDefinition>> = {
  home: HOME_DOOR,
  private: PRIVATE_DOOR,
  public: PUBLIC_DOOR,
  substitution: SUBSTITUTION_DOOR,
};

const BY_KIND: ReadonlyMap<string, DoorDefinition> = new Map(
  Object.values(DOORS).map((definition) => [definition.kind, definition]),
);

/** @throws Error for a kind of file that no door has */
export function doorOfKind(kind: CaseKind): DoorDefinition {
  const found = BY_KIND.get(kind);
  if (!found) throw new Error(`No door for files of kind ${kind}`);
  return found;
}
