import { ORGANISATION_KINDS, type OrganisationKind } from '../law/organisation-kinds.js';
import { PROCEDURES, type Procedure } from '../law/procedures.js';
import { defineCodeList } from '../platform/i18n/code-list.js';
import type { Text2 } from '../platform/i18n/locale.js';
import { ROLE_NAMES, ROLES, type Role } from './roles.js';
import type { Sector } from './supervision.js';

/** What a succession moves: everything a body had, or the competence for one procedure. */
export type SuccessionFunction = 'all' | Procedure;

const FUNCTION_LABELS: Readonly<Record<SuccessionFunction, Text2>> = {
  all: { vi: 'Toàn bộ nhiệm vụ', en: 'Everything' },
  ...PROCEDURES,
};
const SECTOR_LABELS: Readonly<Record<Sector, Text2>> = {
  labour: { vi: 'Lao động, thương binh và xã hội', en: 'Labour and social affairs' },
  health: { vi: 'Y tế', en: 'Health' },
  other: { vi: 'Ngành khác', en: 'Another field' },
};

export const ORGANISATION_KIND_NAMES = Object.keys(ORGANISATION_KINDS) as readonly OrganisationKind[];
export const SUCCESSION_FUNCTIONS = Object.keys(FUNCTION_LABELS) as readonly SuccessionFunction[];

const labelsOf = <Key extends string>(
  names: readonly Key[],
  definitions: Readonly<Record<Key, { readonly label: Text2 }>>,
): Readonly<Record<Key, Text2>> =>
  Object.fromEntries(names.map((name) => [name, definitions[name].label])) as Record<Key, Text2>;

defineCodeList(
  'organisation-kind',
  { vi: 'Loại cơ quan, đơn vị', en: 'Kind of an organisation' },
  labelsOf(ORGANISATION_KIND_NAMES, ORGANISATION_KINDS),
);
defineCodeList('role', { vi: 'Vai trò người dùng', en: 'Role of a user' }, labelsOf<Role>(ROLE_NAMES, ROLES));
defineCodeList('sector', { vi: 'Ngành', en: 'Field of a department' }, SECTOR_LABELS);
defineCodeList(
  'succession-function',
  { vi: 'Nhiệm vụ được chuyển giao', en: 'What a succession moves' },
  FUNCTION_LABELS,
);
