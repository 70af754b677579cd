import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../../audit/audit-log.js';
import { Database } from '../../platform/database/database.js';
import { rowFeed } from '../../platform/database/row-feeds.js';
import { defineSubject } from '../../platform/database/subjects.js';
import type { Tx } from '../../platform/database/tx.js';
import { P as HTTP } from '../../platform/errors/platform.problems.js';
import { fieldProblem, problem } from '../../platform/errors/problem.js';
import { changeList, type ChangeList } from '../../platform/http/change-list.js';
import type { UserActor } from '../../platform/security/actor.js';
import type { CaseFile } from '../case-file.js';
import { CaseFiles } from '../case-files.js';
import type { Assignment } from './assignment.js';
import {
  toAssignmentDto,
  type AssignDto,
  type AssignmentDto,
  type AssignmentQuery,
} from './assignment.dto.js';
import { P } from './assignment.problems.js';
import {
  assignmentById,
  assignmentsOf,
  endAssignment,
  insertAssignment,
  isColleague,
  standingAssignment,
} from './assignment.queries.js';

defineSubject('case-assignment', 'case_assignment');

/**
 * Says who of the own body works on a file. It moves nothing: the body keeps the file, owes its limits and answers for it,
 * and everybody in it sees and may do what his role says.
 */
@Injectable()
export class AssignmentService {
  constructor(
    private readonly database: Database,
    private readonly files: CaseFiles,
    private readonly audit: AuditLog,
  ) {}

  /**
   * The one who worked on it before works on it no more.
   *
   * @throws Problem 403 for a body that only reads the file, 409 for one that has ended, 422 for somebody of another body
   */
  async assign(actor: UserActor, caseId: string, { userId, note }: AssignDto): Promise<AssignmentDto> {
    return this.database.write(actor, async (tx) => {
      const file = await this.files.lock(tx, caseId);
      if (file.closedOn !== null) throw problem(P.caseClosed);
      if (!(await isColleague(tx, userId, actor.organisationId)))
        throw fieldProblem('/userId', 'assignments.notColleague', P.notColleague.title);
      const before = await standingAssignment(tx, caseId, actor.organisationId);
      if (before) await endAssignment(tx, before, actor.userId);
      const id = uuidv7();
      await insertAssignment(tx, { id, caseId, userId, note: note ?? null }, actor);
      await this.record(tx, 'made', id, file);
      return this.shown(tx, id);
    });
  }

  /** @throws Problem 403 for another body than the one that assigned, 409 when it has ended */
  async end(actor: UserActor, id: string, version: number): Promise<AssignmentDto> {
    return this.database.write(actor, async (tx) => {
      const assignment = await this.found(tx, id);
      if (assignment.organisationId !== actor.organisationId) throw problem(P.notYours);
      const file = await this.files.lock(tx, assignment.caseId);
      if (assignment.endedAt !== null) throw problem(P.ended);
      if (assignment.version !== version) throw problem(HTTP.staleVersion);
      if (!(await endAssignment(tx, assignment, actor.userId))) throw problem(P.ended);
      await this.record(tx, 'ended', id, file);
      return this.shown(tx, id);
    });
  }

  /** Of the own body and of those that it supervises. */
  async list(actor: UserActor, caseId: string, query: AssignmentQuery): Promise<ChangeList<AssignmentDto>> {
    return this.database.read(actor, async (tx) => {
      const file = await this.files.byId(tx, caseId);
      const list = await changeList(
        tx,
        query,
        { feed: rowFeed({ table: 'case_assignment', of: ['case_id', caseId] }), map: toAssignmentDto },
        (ids) => assignmentsOf(tx, caseId, ids),
      );
      await this.audit.record(tx, {
        action: 'cases.assignment.listed',
        subject: { kind: 'case', id: caseId },
        persons: [file.personId],
      });
      return list;
    });
  }

  private async record(tx: Tx, what: string, id: string, { personId }: CaseFile): Promise<void> {
    await this.audit.record(tx, {
      action: `cases.assignment.${what}`,
      subject: { kind: 'case-assignment', id },
      persons: [personId],
    });
  }

  private async found(tx: Tx, id: string): Promise<Assignment> {
    const assignment = await assignmentById(tx, id);
    if (!assignment) throw problem(P.notFound);
    return assignment;
  }

  private async shown(tx: Tx, id: string): Promise<AssignmentDto> {
    return toAssignmentDto(await this.found(tx, id));
  }
}
