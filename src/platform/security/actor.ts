/** A person at work for an organisation, known by a valid access token. */
export interface UserActor {
  readonly kind: 'user';
  readonly userId: string;
  readonly organisationId: number;
  readonly sessionId: string;
  readonly roles: readonly string[];
  readonly permissions: ReadonlySet<string>;
  /** A program of another body: `userId` is the client's id, no account's. Absent for persons. */
  readonly client?: true;
}

/** A part of the program that acts for nobody: a job, the login, the relay. Its rights are policies of its own. */
export interface SystemActor {
  readonly kind: 'system';
  readonly name: string;
}

export type Actor = UserActor | SystemActor;

const systemActors = new Map<string, SystemActor>();

/**
 * Declares a system actor beside what it does. The policies that name it stand in the slice's migration.
 *
 * @throws Error when the name is declared twice
 */
export function defineSystemActor(name: string): SystemActor {
  if (systemActors.has(name)) throw new Error(`The system actor ${name} is declared twice`);
  const actor: SystemActor = Object.freeze({ kind: 'system', name });
  systemActors.set(name, actor);
  return actor;
}

/** Names of all declared ones, for tests that ask what each may do. */
export function knownSystemActors(): readonly string[] {
  return [...systemActors.keys()].toSorted();
}

/** True when the actor is a user whose roles give the permission. */
export function may(actor: Actor, permission: string): boolean {
  return actor.kind === 'user' && actor.permissions.has(permission);
}
