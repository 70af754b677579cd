import type { DateOnly } from '../law/date.js';
import { PROCEDURES } from '../law/procedures.js';
import type { Text2 } from '../law/text.js';
import { defineSubject } from '../platform/database/subjects.js';
import { defineCodeList } from '../platform/i18n/code-list.js';

/** Procedures that are followed in a case file; each has a folder of its own. */
export type CaseKind =
  | 'home-rehabilitation'
  | 'private-facility-rehabilitation'
  | 'public-facility-rehabilitation'
  | 'substitution-treatment'
  | 'compulsory-rehabilitation'
  | 'drug-user-management'
  | 'addiction-determination'
  | 'electronic-monitoring'
  | 'methadone-treatment'
  | 'cedemex-treatment';

const KIND_LABELS: Readonly<Record<CaseKind, Text2>> = {
  'home-rehabilitation': PROCEDURES['home-rehabilitation'],
  'private-facility-rehabilitation': PROCEDURES['private-facility-rehabilitation'],
  'public-facility-rehabilitation': PROCEDURES['public-facility-rehabilitation'],
  'substitution-treatment': PROCEDURES['substitution-treatment'],
  'compulsory-rehabilitation': PROCEDURES['compulsory-rehabilitation'],
  'drug-user-management': PROCEDURES['drug-user-management'],
  'addiction-determination': PROCEDURES['addiction-determination'],
  'electronic-monitoring': PROCEDURES['electronic-monitoring'],
  'methadone-treatment': PROCEDURES['methadone-treatment'],
  'cedemex-treatment': PROCEDURES['cedemex-treatment'],
};
export const CASE_KINDS = Object.keys(KIND_LABELS) as readonly CaseKind[];

defineCodeList('case-kind', { vi: 'Loại hồ sơ', en: 'Kind of case file' }, KIND_LABELS);

defineSubject('case', 'case_file');

/** What all procedures share. */
export interface CaseFile {
  readonly id: string;
  readonly kind: CaseKind;
  readonly code: string;
  readonly personId: string;
  /** The file that this one hangs on: it goes where that one goes. */
  readonly parentId: string | null;
  readonly keeperOrganisationId: number;
  readonly unitId: number;
  /** One of the procedure's own states. */
  readonly status: string;
  /** The day the papers were first handed in. */
  readonly openedOn: DateOnly;
  readonly registeredAt: Date | null;
  readonly closedOn: DateOnly | null;
  readonly closedReason: string | null;
  readonly version: number;
}

export const CASE_COLUMNS = `
  f.id, f.kind, f.code, f.person_id as "personId", f.parent_id as "parentId",
  f.keeper_organisation_id as "keeperOrganisationId", f.unit_id as "unitId", f.status, f.opened_on as "openedOn", f.registered_at as "registeredAt",
  f.closed_on as "closedOn", f.closed_reason as "closedReason", f.version`;

/** When an event took effect: an instant where the law counts hours, otherwise a day. */
export interface EffectiveTime {
  readonly at: Date;
  readonly precision: 'instant' | 'day';
}

/** Codes, dates and numbers of a step; a person's data stays in people/. */
export type EventFacts = Readonly<Record<string, string | number | boolean | null>>;

export interface CaseEvent {
  readonly id: string;
  readonly type: string;
  readonly effectiveAt: Date;
  readonly precision: 'instant' | 'day';
  readonly recordedAt: Date;
  readonly recordedLegalAt: Date;
  readonly userId: string | null;
  readonly system: string | null;
  readonly organisationId: number | null;
  readonly statusAfter: string;
  readonly facts: EventFacts;
  /** Why, where a person gave a reason. */
  readonly reason: string | null;
  /** The event that this one annuls. */
  readonly replacesId: string | null;
}

/** An event that says: another was entered by mistake and does not count. */
export const ANNULLED = 'annulled';

export const EVENT_COLUMNS = `
  e.id, e.type, e.effective_at as "effectiveAt", e.precision, e.recorded_at as "recordedAt",
  e.recorded_legal_at as "recordedLegalAt", e.user_id as "userId", e.system, e.organisation_id as "organisationId",
  e.status_after as "statusAfter", e.facts, e.reason, e.replaces_id as "replacesId"`;
