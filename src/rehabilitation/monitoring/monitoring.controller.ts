import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AUTHORITY, P as CASES } from '../../cases/cases.problems.js';
import { NUMBER_PROBLEMS } from '../../documents/documents.problems.js';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor, SeenVersion } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import { EndDto } from '../voluntary/voluntary-input.dto.js';
import { STEP_PROBLEMS } from '../voluntary/voluntary.problems.js';
import { ElectronicMonitoringDto } from './monitoring-answer.dto.js';
import { MonitoringDecisionDto, MonitoringRecordDto } from './monitoring-input.dto.js';
import { MonitoringStepsService } from './monitoring-steps.service.js';
import { P } from './monitoring.problems.js';
import { MonitoringReader } from './monitoring.reader.js';

const STEP = { answer: ElectronicMonitoringDto, status: 201, unsafe: true, versioned: true } as const;

@ApiTags('electronic-monitoring')
@Controller('v1/electronic-monitorings/:caseId')
export class MonitoringController {
  constructor(
    private readonly steps: MonitoringStepsService,
    private readonly reader: MonitoringReader,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Read an electronic monitoring: where it stands, what is next, by when, who and why',
    permission: 'rehabilitation.read',
    reach: 'file',
    answer: ElectronicMonitoringDto,
    problems: [CASES.notFound],
  })
  async getElectronicMonitoring(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
  ): Promise<ElectronicMonitoringDto> {
    return this.reader.read(actor, id);
  }

  @Post('decisions')
  @Endpoint({
    summary:
      'Decide on a monitoring: on request, anew, to pause, to waive the rest, to end, who takes it over',
    description:
      'Forms 02, 11, 13, 15 and 17 of appendix I. Which fields a decision needs, the refusal names.',
    ...STEP,
    permission: 'rehabilitation.decide',
    reach: 'file',
    problems: [
      ...STEP_PROBLEMS,
      ...NUMBER_PROBLEMS,
      AUTHORITY.notCompetent,
      P.notCarried,
      P.notSubject,
      P.needsNoRequest,
      P.notRenewable,
      P.pauseOfMinor,
      P.waiverTooEarly,
      P.notClean,
      P.termNotOver,
      P.measureGoesOn,
    ],
  })
  async decideOnMonitoring(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: MonitoringDecisionDto,
  ): Promise<ElectronicMonitoringDto> {
    return this.steps.decide(actor, id, version, body);
  }

  @Post('records')
  @Endpoint({
    summary: 'Record what was done in a monitoring: device, pause, end, change of residence, violation',
    description:
      'Forms 03 to 10, 12, 14, 16 and 18 of appendix I; of the device only what they name. No device is connected.',
    ...STEP,
    permission: 'rehabilitation.follow',
    reach: 'file',
    problems: [
      ...STEP_PROBLEMS,
      AUTHORITY.notCompetent,
      P.positionTooRecent,
      P.nothingToRemedy,
      P.remedyRuns,
      P.remedyOver,
    ],
  })
  async recordMonitoring(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: MonitoringRecordDto,
  ): Promise<ElectronicMonitoringDto> {
    return this.steps.record(actor, id, version, body);
  }

  @Post('withdrawal')
  @Endpoint({
    summary: 'Record that the request was taken back before a decision',
    ...STEP,
    permission: 'rehabilitation.close',
    reach: 'kept',
    problems: STEP_PROBLEMS,
  })
  async withdrawMonitoringRequest(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: EndDto,
  ): Promise<ElectronicMonitoringDto> {
    return this.steps.end(actor, id, version, 'withdrawn', body);
  }

  @Post('void')
  @Endpoint({
    summary: 'Void a monitoring that should never have been',
    ...STEP,
    permission: 'rehabilitation.close',
    reach: 'kept',
    problems: STEP_PROBLEMS,
  })
  async voidElectronicMonitoring(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: EndDto,
  ): Promise<ElectronicMonitoringDto> {
    return this.steps.end(actor, id, version, 'voided', body);
  }
}
