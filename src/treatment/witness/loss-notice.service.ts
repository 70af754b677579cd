import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditLog } from '../../audit/audit-log.js';
import type { Role } from '../../identity/roles.js';
import { Database } from '../../platform/database/database.js';
import { problem } from '../../platform/errors/problem.js';
import { changePage, type ChangePage } from '../../platform/http/change-page.js';
import { decodeCursor, toPage, type Page, type PageQuery } from '../../platform/http/page.js';
import type { UserActor } from '../../platform/security/actor.js';
import { SubjectPersons } from '../../reminders/subject-persons.js';
import { P } from '../doses.problems.js';
import type { ColleagueDto, LossNoticeDto, LossNoticeQuery, ObjectToLossDto } from './loss-notice.dto.js';
import { LOSS_CHANGES, lossNoticeById, lossNotices, type LossNotice } from './loss-notice.queries.js';
import { flagsOfWitness } from './witness.rules.js';

/** Who saw what was lost: he is a colleague who learns that he was named, and may say that it is not so. */
@Injectable()
export class LossNoticeService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly subjects: SubjectPersons,
    private readonly audit: AuditLog,
  ) {}

  onModuleInit(): void {
    this.subjects.register({
      kind: 'loss-notice',
      personsOf: async (tx, ids) => {
        const rows = await tx.query<{ personId: string }>(
          `select distinct d.person_id as "personId" from loss_notice n join dose_event d on d.id = n.id and d.day = n.day
           where n.id = any ($1::uuid[])`,
          [ids],
        );
        return rows.map(({ personId }) => personId);
      },
    });
  }

  /** Staff of the own site who may be named, by name: neither the caller nor a locked account. */
  async colleagues(actor: UserActor, query: PageQuery): Promise<Page<ColleagueDto>> {
    const [name, id] = decodeCursor(query.cursor, ['text', 'uuid']) ?? [null, null];
    return this.database.read(actor, async (tx) => {
      const rows = await tx.query<{ id: string; fullName: string; roles: readonly Role[] }>(
        `select u.id, u.full_name as "fullName",
           array(select r.role from user_role r where r.user_id = u.id order by r.role) as roles
         from user_account u
         where u.organisation_id = $1 and u.locked_at is null and u.id <> $2
           and ($3::text is null or (u.full_name, u.id) > ($3, $4::uuid))
         order by u.full_name, u.id limit $5`,
        [actor.organisationId, actor.userId, name, id, query.limit + 1],
      );
      await this.audit.record(tx, {
        action: 'treatment.colleagues.read',
        detail: { count: Math.min(rows.length, query.limit) },
      });
      return toPage(
        rows,
        query.limit,
        (row) => [row.fullName, row.id],
        (row) => ({ siteId: actor.organisationId, ...row }),
      );
    });
  }

  /** The latest first. */
  async list(actor: UserActor, query: LossNoticeQuery): Promise<ChangePage<LossNoticeDto>> {
    return this.database.read(actor, async (tx) => {
      const mine = query.mine === true;
      const page = await changePage(tx, query, {
        feed: LOSS_CHANGES,
        place: ['instant', 'uuid'],
        placeOf: ({ enteredAt, id }: LossNotice) => [enteredAt.toISOString(), id],
        rows: (after, ids, limit) =>
          lossNotices(tx, { witnessId: mine ? actor.userId : null, after, ids, limit }),
        map: toDto,
      });
      await this.audit.record(tx, {
        action: 'treatment.losses.read',
        detail: { mine, shown: page.items.length },
      });
      return page;
    });
  }

  /**
   * Nothing of the loss changes: the clinicians of the site hear of it.
   *
   * @throws Problem 404, 409 for who is not named, or has said so already
   */
  async object(actor: UserActor, id: string, { objection }: ObjectToLossDto): Promise<LossNoticeDto> {
    return this.database.write(actor, async (tx) => {
      const { witnessId } = await lossNoticeById(tx, id);
      if (witnessId !== actor.userId) throw problem(P.notTheWitness);
      const rows = await tx.execute(
        'update loss_notice set objected_at = $2, objection = $3 where id = $1 and objected_at is null',
        [id, tx.now, objection],
      );
      if (rows === 0) throw problem(P.objectedAlready);
      await this.audit.record(tx, {
        action: 'treatment.loss.objected',
        subject: { kind: 'loss-notice', id },
      });
      return toDto(await lossNoticeById(tx, id));
    });
  }
}

const toDto = (notice: LossNotice): LossNoticeDto => ({
  ...notice,
  enteredAt: notice.enteredAt.toISOString(),
  objectedAt: notice.objectedAt?.toISOString() ?? null,
  voidedAt: notice.voidedAt?.toISOString() ?? null,
  flags: [...flagsOfWitness(notice), ...(notice.objectedAt ? (['witness-objects'] as const) : [])],
});
