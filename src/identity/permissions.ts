/** Every permission that a route may ask for. What each role may do is in `roles.ts`. */
export const PERMISSIONS = [
  'auth.self',
  'clock.read',
  'clock.travel',
  'law.read',
  'calendar.manage',
  'units.read',
  'units.manage',
  'organisations.read',
  'organisations.manage',
  'users.read',
  'users.manage',
  'clients.read',
  'clients.manage',
  'jobs.inspect',
  'keys.rotate',
  'audit.read',
  'audit.read-person',
  'people.read',
  'people.search',
  'people.register',
  'people.correct',
  'people.void',
  'people.link',
  'deadlines.read',
  'notifications.read',
  'deliveries.oversee',
  'cases.read',
  'cases.annul',
  'cases.transfer',
  'cases.assign',
  'helpers.assign',
  'papers.read',
  'papers.make',
  'papers.void',
  'offices.read',
  'offices.manage',
  'registers.read',
  'registers.manage',
  'attachments.read',
  'attachments.add',
  'attachments.void',
  'rehabilitation.read',
  'rehabilitation.register',
  'rehabilitation.decide',
  'rehabilitation.admit',
  'rehabilitation.report',
  'rehabilitation.follow',
  'rehabilitation.designate',
  'rehabilitation.certify',
  'rehabilitation.close',
  'treatment.read',
  'treatment.record',
  'treatment.decide',
  'treatment.request',
  'treatment.notices',
  'treatment.programmes',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

/**
 * What API clients may be given: to read, one thing each. Never what belongs to a person at work, searches, or changes.
 */
export const CLIENT_SCOPES = [
  'clock.read',
  'law.read',
  'units.read',
  'organisations.read',
  'people.read',
  'deadlines.read',
  'cases.read',
  'rehabilitation.read',
] as const satisfies readonly Permission[];

export type ClientScope = (typeof CLIENT_SCOPES)[number];

/** Permissions whose routes are still to come; start-up refuses any other permission that no route asks for. */
export const NOT_YET_USED: readonly Permission[] = [];
