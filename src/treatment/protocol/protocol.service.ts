import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../../audit/audit-log.js';
import { permissionsOf, ROLE_NAMES } from '../../identity/roles.js';
import { dateOnly, legalDayOf } from '../../law/date.js';
import { Database } from '../../platform/database/database.js';
import { rowFeed } from '../../platform/database/row-feeds.js';
import type { Tx } from '../../platform/database/tx.js';
import { P as HTTP } from '../../platform/errors/platform.problems.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';
import { changePage, type ChangePage } from '../../platform/http/change-page.js';
import type { UserActor } from '../../platform/security/actor.js';
import { treatmentKind } from '../kinds/kinds.js';
import { P } from '../treatment.problems.js';
import {
  toProtocolDto,
  type ActiveProtocolDto,
  type ActiveProtocolQuery,
  type EnterProtocolDto,
  type ProtocolDto,
  type ProtocolQuery,
} from './protocol.dto.js';
import {
  activeProtocol,
  PROTOCOL_COLUMNS,
  uncheckedBy,
  type ProtocolValues,
  type TreatmentProtocol,
} from './protocol.js';
import { NEVER_CHECKED, NOTHING_CHECKED } from './protocol-values.js';
import { protocolFaults } from './protocol.rules.js';

/** The clinical numbers of a place: entered by one, signed by another, and then as they are. */
@Injectable()
export class ProtocolService {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
  ) {}

  /** @throws Problem 422 at a number that does not fit the others, at the unit of the doses, or without any value */
  async enter(actor: UserActor, input: EnterProtocolDto): Promise<ProtocolDto> {
    return this.database.write(actor, async (tx) => {
      const { kind, basis } = input;
      // Absent numbers are absent, not undefined.
      const values = JSON.parse(JSON.stringify(input.values)) as ProtocolValues;
      const [fault] = protocolFaults(treatmentKind(kind), values);
      if (fault) {
        const pointer = fault.field === null ? '/values' : `/values/${fault.field}`;
        throw fieldProblem(pointer, 'treatment.valueUnfit', fault.detail);
      }
      const id = uuidv7();
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `treatment-protocol:${actor.organisationId}:${kind}`,
      ]);
      await tx.execute(
        `insert into treatment_protocol (id, organisation_id, kind, number, basis, protocol_values, in_force_from,
           entered_by)
         select $1::uuid, $2::integer, $3::text, coalesce(max(p.number), 0) + 1, $4::text, $5::jsonb, $6::date, $7::uuid
         from treatment_protocol p
         where p.organisation_id = $2 and p.kind = $3`,
        [
          ...[id, actor.organisationId, kind, basis, JSON.stringify(values)],
          ...[dateOnly(input.inForceFrom), actor.userId],
        ],
      );
      return this.shown(tx, id, 'entered');
    });
  }

  /** From now on it is never changed. @throws Problem 409 for a signed one, and for who entered it where another could sign */
  async sign(actor: UserActor, id: string, version: number): Promise<ProtocolDto> {
    return this.database.write(actor, async (tx) => {
      const found = await this.found(tx, id);
      if (!(await tx.one('select 1 where app.acts_for($1)', [found.organisationId])))
        throw problem(HTTP.forbidden);
      if (found.version !== version) throw problem(HTTP.staleVersion);
      if (found.signedAt !== null) throw problem(P.protocolSigned);
      // Where nobody else could, its author signs: without a protocol nothing would be checked. Each answer says so.
      if (found.enteredBy === actor.userId && (await othersSign(tx, found.organisationId, actor.userId)))
        throw problem(P.ownEntry);
      const rows = await tx.execute(
        `update treatment_protocol set signed_by = $3, signed_at = $4, version = version + 1
         where id = $1 and version = $2 and signed_at is null`,
        [id, version, actor.userId, tx.now],
      );
      if (rows === 0) throw problem(HTTP.staleVersion);
      return this.shown(tx, id, 'signed');
    });
  }

  async read(actor: UserActor, id: string): Promise<ProtocolDto> {
    return this.database.read(actor, async (tx) => this.shown(tx, id, 'read'));
  }

  /** What holds at a place on a day. @throws Problem 404 for a body whose protocols are not read here */
  async active(
    actor: UserActor,
    organisationId: number,
    { kind = 'methadone-treatment', on }: ActiveProtocolQuery,
  ): Promise<ActiveProtocolDto> {
    return this.database.read(actor, async (tx) => {
      const reads = await tx.one(
        `select 1 from organisation_closure c where c.viewer_id = app.org_id() and c.organisation_id = $1
           and app.today() between c.reads_from and c.reads_until`,
        [organisationId],
      );
      if (!reads) throw problem(HTTP.notFound);
      const day = on === undefined ? legalDayOf(tx.now) : dateOnly(on);
      const found = await activeProtocol(tx, { siteId: organisationId, kind, on: day });
      await this.audit.record(tx, {
        action: 'treatment.protocol.read',
        persons: [],
        detail: { organisationId, kind },
      });
      return {
        ...{ organisationId, kind, on: day, protocol: found && toProtocolDto(found) },
        ...uncheckedBy(found),
        notChecked: found ? NEVER_CHECKED : NOTHING_CHECKED,
      };
    });
  }

  /** The latest first. */
  async list(actor: UserActor, query: ProtocolQuery): Promise<ChangePage<ProtocolDto>> {
    return this.database.read(actor, async (tx) => {
      const page = await changePage(tx, query, {
        feed: rowFeed({ table: 'treatment_protocol', scope: 'app.reading_scope()' }),
        place: ['day', 'uuid'],
        placeOf: ({ inForceFrom, id }: TreatmentProtocol) => [inForceFrom, id],
        rows: (after, ids, limit) =>
          tx.query<TreatmentProtocol>(
            `select ${PROTOCOL_COLUMNS} from treatment_protocol p
             where p.organisation_id = any (array(select c.organisation_id from organisation_closure c
                 where c.viewer_id = app.org_id() and app.today() between c.reads_from and c.reads_until))
               and ($1::text is null or p.kind = $1)
               and ($2::date is null or (p.in_force_from, p.id) < ($2, $3::uuid))
               and ($4::uuid[] is null or p.id = any ($4))
             order by p.in_force_from desc, p.id desc limit $5`,
            [query.kind ?? null, ...(after ?? [null, null]), ids, limit],
          ),
        inScope: (ids) => Promise.resolve(ids),
        map: toProtocolDto,
      });
      await this.audit.record(tx, {
        action: 'treatment.protocol.listed',
        persons: [],
        detail: { shown: page.items.length },
      });
      return page;
    });
  }

  private async found(tx: Tx, id: string): Promise<TreatmentProtocol> {
    const found = await tx.one<TreatmentProtocol>(
      `select ${PROTOCOL_COLUMNS} from treatment_protocol p where p.id = $1`,
      [id],
    );
    if (!found) throw problem(P.protocolNotFound);
    return found;
  }

  private async shown(tx: Tx, id: string, what: string): Promise<ProtocolDto> {
    const found = await this.found(tx, id);
    await this.audit.record(tx, {
      action: `treatment.protocol.${what}`,
      subject: { kind: 'treatment-protocol', id },
      persons: [],
    });
    return toProtocolDto(found);
  }
}

/** Who may sign; the database asks for the same role. */
const SIGNERS = ROLE_NAMES.filter((role) => permissionsOf([role]).has('treatment.decide'));

/** Whether somebody else at a place could sign: his account is not locked. */
async function othersSign(tx: Tx, organisationId: number, userId: string): Promise<boolean> {
  const row = await tx.one(
    `select 1 from user_account u join user_role r on r.user_id = u.id
     where u.organisation_id = $1 and u.id <> $2 and u.locked_at is null and r.role = any ($3::text[]) limit 1`,
    [organisationId, userId, SIGNERS],
  );
  return row !== null;
}
