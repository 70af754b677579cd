import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AUTHORITY } from '../../cases/cases.problems.js';
import { P as TRANSFERS } from '../../cases/handover/transfer.problems.js';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor, SeenVersion } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import {
  BreachDto,
  CompletionRefusalDto,
  ContinuationAfterMoveDto,
  DrugUseDto,
  EndNoticeDto,
  EvaluationDto,
  FileSendingDto,
  ImprisonmentDto,
  MovingAwayDto,
  LeavingDto,
  ReleaseDto,
  ReturnDto,
  SelfTerminationDto,
  StageMomentDto,
} from '../course/course-input.dto.js';
import { P } from '../course/course.problems.js';
import { CourseService } from '../course/course.service.js';
import { P as DOORS, STEP_PROBLEMS } from '../voluntary/voluntary.problems.js';
import { FACILITY, FacilityRehabilitationDto } from './facility-answer.dto.js';
import { FacilityCompletionDto } from './facility-end.dto.js';

/** What every step answers and asks for. */
const STEP = { answer: FacilityRehabilitationDto, status: 201, unsafe: true, versioned: true } as const;

/** What happens at a facility, and at home where a person goes on there, between reception and end. */
@ApiTags('facility-rehabilitation')
@Controller('v1/facility-rehabilitations/:caseId')
export class FacilityCourseController {
  constructor(private readonly course: CourseService) {}

  @Post('stages')
  @Endpoint({
    summary: 'Record that a stage has begun',
    ...STEP,
    permission: 'rehabilitation.follow',
    reach: 'file',
    problems: [...STEP_PROBLEMS, P.stageOrder],
  })
  async beginFacilityRehabilitationStage(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: StageMomentDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.course.beginStage({ actor, desk: FACILITY, id, version }, body);
  }

  @Post('stage-ends')
  @Endpoint({
    summary: 'Record that a stage has ended',
    ...STEP,
    permission: 'rehabilitation.follow',
    reach: 'file',
    problems: [...STEP_PROBLEMS, P.stageOrder],
  })
  async endFacilityRehabilitationStage(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: StageMomentDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.course.endStage({ actor, desk: FACILITY, id, version }, body);
  }

  @Post('evaluations')
  @Endpoint({
    summary: 'Record an evaluation',
    description: 'How often is local practice: neither decree says.',
    ...STEP,
    permission: 'rehabilitation.follow',
    reach: 'file',
    problems: STEP_PROBLEMS,
  })
  async evaluateFacilityRehabilitation(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: EvaluationDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.course.evaluate({ actor, desk: FACILITY, id, version }, body);
  }

  @Post('breaches')
  @Endpoint({
    summary: 'Record a breach of who goes on at home; the answer says what follows from it',
    ...STEP,
    permission: 'rehabilitation.follow',
    reach: 'file',
    problems: [...STEP_PROBLEMS, P.laddersOfNewLaw],
  })
  async recordFacilityRehabilitationBreach(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: BreachDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.course.recordBreach({ actor, desk: FACILITY, id, version }, body);
  }

  @Post('drug-use')
  @Endpoint({
    summary: 'Record that use of drugs was found, a ground for compulsory rehabilitation',
    ...STEP,
    permission: 'rehabilitation.follow',
    reach: 'file',
    problems: STEP_PROBLEMS,
  })
  async recordFacilityRehabilitationDrugUse(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: DrugUseDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.course.recordDrugUse({ actor, desk: FACILITY, id, version }, body);
  }

  @Post('end-notice')
  @Endpoint({
    summary: 'Record the notice before the end of the contract or the term',
    ...STEP,
    permission: 'rehabilitation.follow',
    reach: 'file',
    problems: STEP_PROBLEMS,
  })
  async announceFacilityRehabilitationEnd(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: EndNoticeDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.course.announceEnd({ actor, desk: FACILITY, id, version }, body);
  }

  @Post('leaving')
  @Endpoint({
    summary: 'Record that the person left the facility without leave',
    description: 'Who stays away long enough has terminated; from when, the law of the day of leaving says.',
    ...STEP,
    permission: 'rehabilitation.follow',
    reach: 'file',
    problems: STEP_PROBLEMS,
  })
  async recordFacilityRehabilitationLeaving(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: LeavingDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.course.leave({ actor, desk: FACILITY, id, version }, body);
  }

  @Post('return')
  @Endpoint({
    summary: 'Record that the person came back to the facility',
    ...STEP,
    permission: 'rehabilitation.follow',
    reach: 'file',
    problems: STEP_PROBLEMS,
  })
  async recordFacilityRehabilitationReturn(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: ReturnDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.course.comeBack({ actor, desk: FACILITY, id, version }, body);
  }

  @Post('imprisonment')
  @Endpoint({
    summary: 'Record that the person serves a prison sentence; the term stands still',
    ...STEP,
    permission: 'rehabilitation.close',
    reach: 'kept',
    problems: STEP_PROBLEMS,
  })
  async imprisonFacilityRehabilitation(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: ImprisonmentDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.course.imprison({ actor, desk: FACILITY, id, version }, body);
  }

  @Post('release')
  @Endpoint({
    summary: 'Record that the sentence is served; the rest of the term runs on',
    ...STEP,
    permission: 'rehabilitation.close',
    reach: 'kept',
    problems: STEP_PROBLEMS,
  })
  async releaseFacilityRehabilitation(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: ReleaseDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.course.release({ actor, desk: FACILITY, id, version }, body);
  }

  @Post('self-termination')
  @Endpoint({
    summary: 'Record that the person terminated rehabilitation, a ground for compulsory rehabilitation',
    description:
      'Of who left, not before the time that the law says: until then 409 with the day from which, and why.',
    ...STEP,
    permission: 'rehabilitation.close',
    reach: 'file',
    problems: [...STEP_PROBLEMS, P.notSelfTerminated],
  })
  async recordFacilityRehabilitationSelfTermination(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: SelfTerminationDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.course.recordSelfTermination({ actor, desk: FACILITY, id, version }, body);
  }

  @Post('completion')
  @Endpoint({
    summary: 'Certify completion',
    description:
      'By the head of the facility; of who went on at home, by the head of the commune police. Refused before its time and while stages lack, with the arithmetic and each article.',
    ...STEP,
    permission: 'rehabilitation.certify',
    reach: 'file',
    problems: [
      ...STEP_PROBLEMS,
      AUTHORITY.notCompetent,
      DOORS.wrongPlace,
      P.noTerm,
      P.termNotOver,
      P.stagesLacking,
    ],
  })
  async completeFacilityRehabilitation(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: FacilityCompletionDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.course.complete({ actor, desk: FACILITY, id, version }, body);
  }

  @Post('completion-refusal')
  @Endpoint({
    summary: 'Refuse to certify completion when the term is over, with the reasons',
    ...STEP,
    permission: 'rehabilitation.certify',
    reach: 'file',
    problems: [...STEP_PROBLEMS, AUTHORITY.notCompetent, DOORS.wrongPlace, P.noTerm, P.termNotOver],
  })
  async refuseFacilityRehabilitationCompletion(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: CompletionRefusalDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.course.refuseCompletion({ actor, desk: FACILITY, id, version }, body);
  }

  @Post('moving-away')
  @Endpoint({
    summary: 'Record that the person left the commune; the time limit to send the file runs',
    ...STEP,
    permission: 'rehabilitation.follow',
    reach: 'kept',
    problems: STEP_PROBLEMS,
  })
  async recordFacilityRehabilitationMovingAway(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: MovingAwayDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.course.moveAway({ actor, desk: FACILITY, id, version }, body);
  }

  @Post('file-sending')
  @Endpoint({
    summary: 'Send the file to the commune to which the person moved, and offer it with the same step',
    description:
      'Mẫu 25 of NĐ 116/2021, Mẫu 26 of NĐ 163/2026. The keeper answers for it until the other commune accepts.',
    ...STEP,
    permission: 'rehabilitation.decide',
    reach: 'kept',
    problems: [
      ...STEP_PROBLEMS,
      AUTHORITY.notCompetent,
      TRANSFERS.alreadyOffered,
      TRANSFERS.wrongReceiver,
      TRANSFERS.dayOutOfRange,
    ],
  })
  async sendFacilityRehabilitationFile(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: FileSendingDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.course.sendFile({ actor, desk: FACILITY, id, version }, body);
  }

  @Post('continuation-after-move')
  @Endpoint({
    summary: 'Record that the new commune decided that rehabilitation goes on there',
    ...STEP,
    permission: 'rehabilitation.decide',
    reach: 'kept',
    problems: [...STEP_PROBLEMS, AUTHORITY.notCompetent, P.notMovedHere],
  })
  async continueFacilityRehabilitationAfterMove(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: ContinuationAfterMoveDto,
  ): Promise<FacilityRehabilitationDto> {
    return this.course.continueAfterMove({ actor, desk: FACILITY, id, version }, body);
  }
}
