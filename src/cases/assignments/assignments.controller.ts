import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ChangeListOf, type ChangeList } from '../../platform/http/change-list.js';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor, SeenVersion } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { P as CASES } from '../cases.problems.js';
import { AssignDto, AssignmentDto, AssignmentPath, AssignmentQuery } from './assignment.dto.js';
import { P } from './assignment.problems.js';
import { AssignmentService } from './assignment.service.js';

const CHANGE = { permission: 'cases.assign', answer: AssignmentDto, status: 201, unsafe: true } as const;

@ApiTags('cases')
@Controller('v1')
export class AssignmentsController {
  constructor(private readonly assignments: AssignmentService) {}

  @Post('cases/:caseId/assignments')
  @Endpoint({
    summary: 'Say who of the own organisation works on a file',
    description:
      'One at a time for each organisation that acts on the file; whoever worked on it before works on it no more. It opens and closes nothing: `GET /v1/cases?assignee=` finds the files of a user.',
    ...CHANGE,
    reach: 'file',
    problems: [CASES.notFound, CASES.readOnly, P.caseClosed, P.notColleague],
  })
  async assignCase(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @Body() body: AssignDto,
  ): Promise<AssignmentDto> {
    return this.assignments.assign(actor, id, body);
  }

  @Get('cases/:caseId/assignments')
  @Endpoint({
    summary: 'List who of the own organisation, and of those below it, worked on a file',
    permission: 'cases.read',
    reach: 'file',
    answer: ChangeListOf(AssignmentDto),
    problems: [CASES.notFound],
  })
  async listAssignments(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @Query() query: AssignmentQuery,
  ): Promise<ChangeList<AssignmentDto>> {
    return this.assignments.list(actor, id, query);
  }

  @Post('assignments/:assignmentId/end')
  @Endpoint({
    summary: 'End an assignment without making another',
    ...CHANGE,
    versioned: true,
    reach: 'organisation',
    problems: [P.notFound, P.notYours, P.ended],
  })
  async endAssignment(
    @CurrentActor() actor: UserActor,
    @Param() { assignmentId }: AssignmentPath,
    @SeenVersion() version: number,
  ): Promise<AssignmentDto> {
    return this.assignments.end(actor, assignmentId, version);
  }
}
