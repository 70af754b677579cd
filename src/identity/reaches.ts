/**
 * Whose things a route shows or changes; what a permission lets a caller do, its reach says with which rows. Each route
 * declares one beside its permission. The walls themselves stand in the database: this is what is expected of them, and
 * the matrix of the tests holds every route to it, for every role and every body.
 */
export const REACHES = {
  /** Nobody is asked who he is. It shows nothing of a person and changes nothing of a file. */
  public: 'Anybody, signed in or not',
  /** What belongs to no body more than to another: the law, units, the list of bodies, what administrators run. */
  common: 'The same for everybody who has the permission',
  /** The caller's account, sessions, address, wishes; what is another's is absent. */
  self: 'The caller’s own account',
  /** Something new in the name of the caller's body, as long as the body stands. */
  'own-name': 'New, in the name of the caller’s body',
  /** What belongs to the caller's body alone: not to who supervises it, nor to who had its files before. */
  inbox: 'The caller’s body alone',
  /**
   * What belongs to a body: its time limits, books, offices, staff, audit. Read by it and by who supervises it, changed
   * by who acts for it. Administrators and auditors oversee all bodies.
   */
  organisation: 'A body, and those that supervise it',
  /** A person: who has access, and who supervises them, reads; who keeps the person's file changes. */
  person: 'A person of the caller’s files',
  /** Two persons at once: seen by who sees both; joined or parted by who acts on both, or supervises those that do. */
  pair: 'Two persons of the caller’s files',
  /** A file and what hangs on it: read by who has access and who supervises them, changed by who keeps or was asked. */
  file: 'A file of the caller’s body',
  /** The offer of a file to another body: read by both and by who supervises one of them, answered by one of them. */
  transfer: 'An offer of a file to the caller’s body, or by it',
  /** What belongs to a place of treatment: its orders, doses, stock. No other body reads it, nor who supervises it. */
  site: 'The caller’s place of treatment alone',
  /** What the keeper of a file alone says of it, or who took over from it: a body that was asked acts in its own part. */
  kept: 'A file that the caller’s body keeps',
  /** What the keeper of a file learns and others on the same file do not: whether somebody is monitored. */
  'kept-alone': 'A file that the caller’s body keeps, or one below it',
} as const satisfies Readonly<Record<string, string>>;

export type Reach = keyof typeof REACHES;

export function isReach(name: unknown): name is Reach {
  return typeof name === 'string' && Object.hasOwn(REACHES, name);
}
