import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AUTHORITY, P as CASES } from '../../cases/cases.problems.js';
import { NUMBER_PROBLEMS } from '../../documents/documents.problems.js';
import { P as PEOPLE } from '../../people/people.problems.js';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { ElectronicMonitoringDto, MonitoringDutyDto } from './monitoring-answer.dto.js';
import { MonitoringDutyService } from './monitoring-duty.service.js';
import { MonitoringDutyQuery, MonitoringOrderDto, MonitoringRequestDto } from './monitoring-input.dto.js';
import { MonitoringOrderService } from './monitoring-order.service.js';
import { P } from './monitoring.problems.js';

const OPENED = { answer: ElectronicMonitoringDto, status: 201, unsafe: true } as const;
const REFUSALS = [
  CASES.notFound,
  CASES.readOnly,
  CASES.lawAbsent,
  CASES.openFileExists,
  PEOPLE.voided,
  AUTHORITY.notCompetent,
  P.notCarried,
  P.notSubject,
  P.waived,
];

/** Monitoring as the file of a rehabilitation or treatment sees it. */
@ApiTags('electronic-monitoring')
@Controller('v1/cases/:caseId')
export class MonitoringOfCaseController {
  constructor(
    private readonly duties: MonitoringDutyService,
    private readonly orders: MonitoringOrderService,
  ) {}

  @Get('monitoring-duty')
  @Endpoint({
    summary:
      'Tell whether the person of a file comes under electronic monitoring on a day, as whom, and by when',
    permission: 'rehabilitation.read',
    reach: 'kept-alone',
    answer: MonitoringDutyDto,
    problems: [CASES.notFound],
  })
  async getMonitoringDuty(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @Query() query: MonitoringDutyQuery,
  ): Promise<MonitoringDutyDto> {
    return this.duties.read(actor, id, query);
  }

  @Post('monitoring-requests')
  @Endpoint({
    summary: 'Take in the request of parents or guardian to monitor a person aged 12 to under 18',
    description: 'Form 01 of appendix I. The head of the commune police decides within 24 hours.',
    ...OPENED,
    permission: 'rehabilitation.register',
    reach: 'kept',
    problems: [...REFUSALS, P.needsNoRequest, P.requesterUnknown],
  })
  async requestMonitoring(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @Body() body: MonitoringRequestDto,
  ): Promise<ElectronicMonitoringDto> {
    return this.orders.request(actor, id, body);
  }

  @Post('electronic-monitorings')
  @Endpoint({
    summary: 'Decide electronic monitoring where the law itself says that the person comes under it',
    description:
      'Form 02 of appendix I. Opens a file of its own that hangs on this one; the age is that of the day of the decision.',
    ...OPENED,
    permission: 'rehabilitation.decide',
    reach: 'kept',
    problems: [...REFUSALS, ...NUMBER_PROBLEMS, P.needsRequest],
  })
  async orderMonitoring(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @Body() body: MonitoringOrderDto,
  ): Promise<ElectronicMonitoringDto> {
    return this.orders.order(actor, id, body);
  }
}
