import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../audit/audit-log.js';
import { legalDayOf } from '../law/date.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { fieldProblem } from '../platform/errors/problem.js';
import { rowFeed } from '../platform/database/row-feeds.js';
import { changeList, type ChangeList, type ChangeListQuery } from '../platform/http/change-list.js';
import type { UserActor } from '../platform/security/actor.js';
import { Credentials } from './credentials.js';
import { Organisations, type OrganisationRow } from './organisations.js';
import { endSessions } from './sessions.js';
import {
  ADMINISTRATOR,
  giveRoles,
  otherUser,
  refuseLastAdministrator,
  takeRoles,
  UNKNOWN_ORGANISATION,
} from './user-changes.js';
import { toUserMoveDto, type ListedMove, type UserMoveDto, type UserMoveInput } from './user-move.dto.js';
import { toUserDto, type UserDto } from './user.dto.js';
import { UserAccount } from './user.entity.js';
import { requiredUser, type ListedUser } from './user.queries.js';
import { membershipProblem, rolesProblem } from './user.rules.js';

/**
 * Moves people between organisations. What they did stays the former organisation's: files, steps and entries of the
 * audit name the organisation beside the user.
 */
@Injectable()
export class UserMoveService {
  constructor(
    private readonly database: Database,
    private readonly organisations: Organisations,
    private readonly credentials: Credentials,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Ends every session of the user: each was for the former organisation.
   *
   * @throws Problem 409 on oneself, or where no administrator would be left; 412; 422 for an organisation or roles that
   *   do not fit
   */
  async move(actor: UserActor, id: string, version: number, input: UserMoveInput): Promise<UserDto> {
    return this.database.write(actor, async (tx) => {
      const user = await otherUser(tx, actor, id);
      const organisation = await this.destination(tx, user, input);
      if (!input.roles.includes(ADMINISTRATOR)) await refuseLastAdministrator(tx, id);
      await this.credentials.hold(tx, user.login);
      // The roles go first: the database ties them to the organisation's kind.
      await takeRoles(tx, id);
      const membership = { organisationId: organisation.id, organisationKind: organisation.kind };
      await tx.updateVersion(UserAccount, { id, version }, membership);
      await giveRoles(tx, id, organisation, input.roles);
      await endSessions(tx, id, 'user-moved');
      await this.record(tx, actor, user, input);
      return toUserDto(await requiredUser(tx, id));
    });
  }

  /** Newest first. @throws Problem 404 */
  async list(actor: UserActor, id: string, query: ChangeListQuery): Promise<ChangeList<UserMoveDto>> {
    return this.database.read(actor, async (tx) => {
      await requiredUser(tx, id);
      return changeList(
        tx,
        query,
        { feed: rowFeed({ table: 'user_move', of: ['user_id', id] }), map: toUserMoveDto },
        (ids) => tx.query<ListedMove>(MOVES, [id, ids]),
      );
    });
  }

  private async destination(tx: Tx, user: ListedUser, input: UserMoveInput): Promise<OrganisationRow> {
    const organisation = await this.organisations.find(tx, input.organisationId);
    if (!organisation) throw fieldProblem('/organisationId', 'organisation.unknown', UNKNOWN_ORGANISATION);
    if (organisation.id === user.organisation.id) {
      throw fieldProblem('/organisationId', 'user.sameOrganisation', SAME_ORGANISATION);
    }
    const today = legalDayOf(tx.now);
    const refused = membershipProblem(organisation, today) ?? rolesProblem(input.roles, organisation, today);
    if (refused) throw refused;
    return organisation;
  }

  private async record(tx: Tx, actor: UserActor, user: ListedUser, input: UserMoveInput): Promise<void> {
    const { organisationId, roles, reason } = input;
    const [from, fromRoles] = [user.organisation.id, user.roles];
    await tx.query(INSERT, [
      uuidv7(),
      user.id,
      from,
      organisationId,
      fromRoles,
      roles,
      reason,
      tx.realNow,
      actor.userId,
    ]);
    await this.audit.record(tx, {
      action: 'users.user.move',
      subject: { kind: 'user', id: user.id },
      detail: { from, to: organisationId, fromRoles, roles },
    });
  }
}

const SAME_ORGANISATION = {
  vi: 'Người dùng đang làm việc ở chính cơ quan này: hãy đổi vai trò',
  en: 'The user works for this organisation already: change the roles instead',
};

const INSERT = `
  insert into user_move (id, user_id, from_organisation_id, to_organisation_id, from_roles, to_roles, reason, moved_at,
    moved_by)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

const MOVES = `
  select m.id, json_build_object('id', f.id, 'kind', f.kind, 'name', f.name) as "from",
    json_build_object('id', t.id, 'kind', t.kind, 'name', t.name) as "to", m.from_roles as "fromRoles",
    m.to_roles as "toRoles", m.reason, m.moved_at as "movedAt", m.moved_by as "movedBy"
  from user_move m
  join organisation f on f.id = m.from_organisation_id
  join organisation t on t.id = m.to_organisation_id
  where m.user_id = $1 and ($2::uuid[] is null or m.id = any ($2))
  order by m.moved_at desc, m.id desc limit 1000`;
