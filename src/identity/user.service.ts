import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog, type AuditDetail } from '../audit/audit-log.js';
import { legalDayOf } from '../law/date.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { violatedConstraint } from '../platform/errors/postgres-errors.js';
import { fieldProblem, problem } from '../platform/errors/problem.js';
import { changePage, type ChangePage } from '../platform/http/change-page.js';
import type { UserActor } from '../platform/security/actor.js';
import { Credentials } from './credentials.js';
import { Organisations, type OrganisationRow } from './organisations.js';
import { hashPassword, temporaryPassword } from './passwords.js';
import { endSessions } from './sessions.js';
import {
  ADMINISTRATOR,
  giveRoles,
  otherUser,
  refuseLastAdministrator,
  takeRoles,
  UNKNOWN_ORGANISATION,
} from './user-changes.js';
import {
  toUserDto,
  type UserDto,
  type UserInput,
  type UserLockingInput,
  type UserQuery,
  type UserRolesInput,
  type UserWithPasswordDto,
} from './user.dto.js';
import { UserAccount } from './user.entity.js';
import { P } from './user.problems.js';
import { listUsers, requiredUser, USER_CHANGES, visibleUserIds, type ListedUser } from './user.queries.js';
import { membershipProblem, rolesProblem } from './user.rules.js';

/** What administrators do with accounts. Who may be seen is decided by row-level security. */
@Injectable()
export class UserService {
  constructor(
    private readonly database: Database,
    private readonly organisations: Organisations,
    private readonly credentials: Credentials,
    private readonly audit: AuditLog,
  ) {}

  /** By login, or what changed. */
  async list(actor: UserActor, query: UserQuery): Promise<ChangePage<UserDto>> {
    return this.database.read(actor, async (tx) => {
      const filter = {
        organisationId: query.organisationId ?? null,
        role: query.role ?? null,
        locked: query.locked ?? null,
      };
      return changePage(tx, query, {
        feed: USER_CHANGES,
        place: ['text'],
        placeOf: ({ login }: ListedUser) => [login],
        rows: (after, ids, limit) =>
          listUsers(tx, { ...filter, afterLogin: after ? String(after[0]) : null, ids, limit }),
        inScope: (ids) => visibleUserIds(tx, ids),
        map: toUserDto,
      });
    });
  }

  async get(actor: UserActor, id: string): Promise<UserDto> {
    return this.database.read(actor, async (tx) => toUserDto(await requiredUser(tx, id)));
  }

  /**
   * Makes an account with a temporary password, told this once.
   *
   * @throws Problem 422 for a role that the organisation's kind does not have; 409 when the login is taken
   */
  async create(actor: UserActor, input: UserInput): Promise<UserWithPasswordDto> {
    const password = temporaryPassword();
    const hash = await hashPassword(password);
    return this.database.write(actor, async (tx) => {
      const organisation = await this.organisationFor(tx, input);
      const id = uuidv7();
      await insert(tx, id, input, organisation);
      await setTemporaryPassword(tx, id, hash);
      await giveRoles(tx, id, organisation, input.roles);
      await this.record(tx, 'create', id, { organisationId: organisation.id, roles: input.roles });
      return { ...toUserDto(await requiredUser(tx, id)), temporaryPassword: password };
    });
  }

  /**
   * Takes effect at the user's next request.
   *
   * @throws Problem 409 on oneself, or where no administrator would be left; 412; 422 as for a new account
   */
  async changeRoles(actor: UserActor, id: string, version: number, input: UserRolesInput): Promise<UserDto> {
    return this.database.write(actor, async (tx) => {
      const user = await otherUser(tx, actor, id);
      if (!input.roles.includes(ADMINISTRATOR)) await refuseLastAdministrator(tx, id);
      const organisation = await this.organisations.byId(tx, user.organisation.id);
      const refused = rolesProblem(input.roles, organisation, legalDayOf(tx.now));
      if (refused) throw refused;
      await tx.updateVersion(UserAccount, { id, version }, {});
      await takeRoles(tx, id);
      await giveRoles(tx, id, organisation, input.roles);
      await this.record(tx, 'change-roles', id, { from: user.roles, to: input.roles });
      return toUserDto(await requiredUser(tx, id));
    });
  }

  /**
   * Ends every session of the user at once, those included that are being started.
   *
   * @throws Problem 409 on oneself, when locked already, or where no administrator would be left; 412
   */
  async lock(actor: UserActor, id: string, version: number, input: UserLockingInput): Promise<UserDto> {
    return this.database.write(actor, async (tx) => {
      const user = await otherUser(tx, actor, id);
      if (user.lockedAt) throw problem(P.alreadyLocked);
      await refuseLastAdministrator(tx, id);
      await this.credentials.hold(tx, user.login);
      const lock = { lockedAt: tx.realNow, lockedReason: input.reason };
      await tx.updateVersion(UserAccount, { id, version }, lock);
      await endSessions(tx, id, 'user-locked');
      await this.record(tx, 'lock', id, {});
      return toUserDto(await requiredUser(tx, id));
    });
  }

  /** @throws Problem 409 when not locked; 412 */
  async unlock(actor: UserActor, id: string, version: number): Promise<UserDto> {
    return this.database.write(actor, async (tx) => {
      const user = await requiredUser(tx, id);
      if (!user.lockedAt) throw problem(P.notLocked);
      await tx.updateVersion(UserAccount, { id, version }, { lockedAt: null, lockedReason: null });
      await this.record(tx, 'unlock', id, {});
      return toUserDto(await requiredUser(tx, id));
    });
  }

  /** For a forgotten password. Ends every session and every pause of the user. @throws Problem 409 on oneself; 412 */
  async resetPassword(actor: UserActor, id: string, version: number): Promise<UserWithPasswordDto> {
    const password = temporaryPassword();
    const hash = await hashPassword(password);
    return this.database.write(actor, async (tx) => {
      const { login } = await otherUser(tx, actor, id);
      await this.credentials.hold(tx, login);
      await tx.updateVersion(UserAccount, { id, version }, {});
      await setTemporaryPassword(tx, id, hash);
      await this.credentials.forgetFailures(tx, login);
      await endSessions(tx, id, 'password-changed');
      await this.record(tx, 'reset-password', id, {});
      return { ...toUserDto(await requiredUser(tx, id)), temporaryPassword: password };
    });
  }

  /** Lets somebody sign in whose login pauses. @throws Problem 409 on oneself: a stolen token would guess on for ever */
  async endPause(actor: UserActor, id: string): Promise<void> {
    await this.database.write(actor, async (tx) => {
      const { login } = await otherUser(tx, actor, id);
      await this.credentials.hold(tx, login);
      const counters = await this.credentials.forgetFailures(tx, login);
      await this.record(tx, 'end-pause', id, { counters });
    });
  }

  private async organisationFor(tx: Tx, input: UserInput): Promise<OrganisationRow> {
    const organisation = await this.organisations.find(tx, input.organisationId);
    if (!organisation) throw fieldProblem('/organisationId', 'organisation.unknown', UNKNOWN_ORGANISATION);
    const today = legalDayOf(tx.now);
    const refused = membershipProblem(organisation, today) ?? rolesProblem(input.roles, organisation, today);
    if (refused) throw refused;
    return organisation;
  }

  private async record(tx: Tx, act: string, id: string, detail: AuditDetail): Promise<void> {
    await this.audit.record(tx, { action: `users.user.${act}`, subject: { kind: 'user', id }, detail });
  }
}

async function insert(tx: Tx, id: string, input: UserInput, organisation: OrganisationRow): Promise<void> {
  const { login, fullName } = input;
  const account = {
    id,
    login,
    fullName,
    organisationId: organisation.id,
    organisationKind: organisation.kind,
  };
  try {
    await tx.insert(UserAccount, account);
  } catch (error) {
    if (violatedConstraint(error) === 'user_account_login_key') throw problem(P.loginTaken, { cause: error });
    throw error;
  }
}

async function setTemporaryPassword(tx: Tx, userId: string, hash: string): Promise<void> {
  await tx.query('select app.set_password($1, $2, true)', [userId, hash]);
}
