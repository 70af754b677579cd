import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../audit/audit-log.js';
import { Organisations } from '../identity/organisations.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { P as HTTP } from '../platform/errors/platform.problems.js';
import { violatedConstraint } from '../platform/errors/postgres-errors.js';
import { fieldProblem, problem } from '../platform/errors/problem.js';
import { rowFeed } from '../platform/database/row-feeds.js';
import { changeList, type ChangeList } from '../platform/http/change-list.js';
import type { UserActor } from '../platform/security/actor.js';
import { P } from './documents.problems.js';
import { managedOrganisation } from './managed-organisation.js';
import {
  toOfficeHolderDto,
  type OfficeEndingInput,
  type OfficeHolderDto,
  type OfficeHolderInput,
  type OfficeHolderQuery,
  type OfficeVoidInput,
} from './office-holder.dto.js';
import {
  endHolder,
  holderById,
  holdersOf,
  insertHolder,
  lockHolder,
  voidedHolders,
  voidHolder,
  type OfficeHolder,
} from './office-holder.queries.js';
import { officeFault } from './office-holder.rules.js';

/** The record of who held which office of a body, kept by its head or an administrator. */
@Injectable()
export class OfficeHolderService {
  constructor(
    private readonly database: Database,
    private readonly organisations: Organisations,
    private readonly audit: AuditLog,
  ) {}

  async list(actor: UserActor, query: OfficeHolderQuery): Promise<ChangeList<OfficeHolderDto>> {
    const organisation = query.organisation ?? actor.organisationId;
    return this.database.read(actor, (tx) =>
      changeList(
        tx,
        query,
        {
          feed: rowFeed({
            table: 'office_holder',
            of: ['organisation_id', organisation],
            scope: 'app.reading_scope()',
          }),
          inScope: async (ids) => ids,
          voided: (ids) => voidedHolders(tx, ids),
          map: toOfficeHolderDto,
        },
        (ids) => holdersOf(tx, organisation, query.on ?? null, ids),
      ),
    );
  }

  /** @throws Problem 422 for an entry that does not fit its office, 409 when the body has a head in that time already */
  async enter(actor: UserActor, input: OfficeHolderInput): Promise<OfficeHolderDto> {
    return this.database.write(actor, async (tx) => {
      const organisationId = await managedOrganisation(tx, actor, this.organisations, input.organisationId);
      const fault = officeFault(input);
      if (fault) throw fieldProblem(fault.pointer, fault.code, fault.detail);
      const { office, title, userId = null, fromOn, untilOn = null, act, paperKinds = null } = input;
      const fullName = await nameOf(tx, organisationId, input);
      const holder = { id: uuidv7(), organisationId, office, title, userId, fullName, fromOn, untilOn, act };
      await refuseSecondHead(() => insertHolder(tx, { ...holder, paperKinds }, actor.userId));
      return this.changed(tx, 'entered', holder.id);
    });
  }

  async end(
    actor: UserActor,
    id: string,
    version: number,
    { untilOn, act }: OfficeEndingInput,
  ): Promise<OfficeHolderDto> {
    return this.database.write(actor, async (tx) => {
      const holder = await lockAt(tx, id, version);
      if (untilOn < holder.fromOn) throw beforeItBegan();
      await refuseSecondHead(() => endHolder(tx, id, { untilOn, act }));
      return this.changed(tx, 'ended', id);
    });
  }

  /** Papers that were signed in it stay as they are. */
  async void(
    actor: UserActor,
    id: string,
    version: number,
    { reason }: OfficeVoidInput,
  ): Promise<OfficeHolderDto> {
    return this.database.write(actor, async (tx) => {
      await lockAt(tx, id, version);
      await voidHolder(tx, id, reason);
      return this.changed(tx, 'voided', id);
    });
  }

  private async changed(tx: Tx, what: string, id: string): Promise<OfficeHolderDto> {
    const holder = await holderById(tx, id);
    if (!holder) throw problem(HTTP.notFound);
    await this.audit.record(tx, {
      action: `documents.office-holder.${what}`,
      subject: { kind: 'office-holder', id },
      detail: { organisationId: holder.organisationId, office: holder.office, act: holder.act },
    });
    return toOfficeHolderDto(holder);
  }
}

/** @throws Problem 404 when absent or out of scope, 403 for a body that the actor only reads, 409, 412 */
async function lockAt(tx: Tx, id: string, version: number): Promise<OfficeHolder> {
  const holder = await lockHolder(tx, id);
  if (!holder) throw problem((await holderById(tx, id)) ? HTTP.forbidden : HTTP.notFound);
  if (holder.version !== version) throw problem(HTTP.staleVersion);
  if (holder.voidedAt !== null) throw problem(P.ended);
  return holder;
}

/** @throws Problem 422 when neither a name nor an account of that organisation is given */
async function nameOf(
  tx: Tx,
  organisationId: number,
  { userId, fullName }: OfficeHolderInput,
): Promise<string> {
  if (userId === undefined && fullName !== undefined) return fullName;
  const account = await tx.one<{ fullName: string }>(
    'select full_name as "fullName" from user_account where id = $1 and organisation_id = $2',
    [userId ?? null, organisationId],
  );
  if (account) return fullName ?? account.fullName;
  const pointer = userId === undefined ? '/fullName' : '/userId';
  throw fieldProblem(pointer, 'documents.holderUnknown', {
    vi: 'Phải ghi họ tên, hoặc tài khoản của người thuộc cơ quan này',
    en: 'Give a name, or an account of this organisation',
  });
}

async function refuseSecondHead(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (violatedConstraint(error) !== 'office_holder_one_head') throw error;
    throw problem(P.headAlready, { cause: error });
  }
}

function beforeItBegan(): Error {
  return fieldProblem('/untilOn', 'documents.endsBeforeItBegan', {
    vi: 'Ngày cuối không được trước ngày bắt đầu',
    en: 'The last day cannot lie before the first',
  });
}
