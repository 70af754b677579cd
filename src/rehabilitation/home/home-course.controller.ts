import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AUTHORITY } from '../../cases/cases.problems.js';
import { P as TRANSFERS } from '../../cases/handover/transfer.problems.js';
import { Endpoint } from '../../platform/http/endpoint.js';
import { CurrentActor, SeenVersion } from '../../platform/http/parameters.js';
import type { UserActor } from '../../platform/security/actor.js';
import {
  BreachDto,
  CompletionDto,
  CompletionRefusalDto,
  ContinuationAfterMoveDto,
  DrugUseDto,
  EndNoticeDto,
  EvaluationDto,
  FileSendingDto,
  ImprisonmentDto,
  MovingAwayDto,
  ReleaseDto,
  SelfTerminationDto,
  StageMomentDto,
} from '../course/course-input.dto.js';
import { P } from '../course/course.problems.js';
import { CourseService } from '../course/course.service.js';
import { STEP_PROBLEMS } from '../voluntary/voluntary.problems.js';
import { HOME, HomeRehabilitationDto } from './home-answer.dto.js';

/** What every step answers and asks for. */
const STEP = { answer: HomeRehabilitationDto, status: 201, unsafe: true, versioned: true } as const;

@ApiTags('home-rehabilitation')
@Controller('v1/home-rehabilitations/:caseId')
export class HomeCourseController {
  constructor(private readonly course: CourseService) {}

  @Post('stages')
  @Endpoint({
    summary: 'Record that a stage has begun',
    ...STEP,
    permission: 'rehabilitation.follow',
    reach: 'kept',
    problems: [...STEP_PROBLEMS, P.stageOrder],
  })
  async beginHomeRehabilitationStage(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: StageMomentDto,
  ): Promise<HomeRehabilitationDto> {
    return this.course.beginStage({ actor, desk: HOME, id, version }, body);
  }

  @Post('stage-ends')
  @Endpoint({
    summary: 'Record that a stage has ended',
    ...STEP,
    permission: 'rehabilitation.follow',
    reach: 'kept',
    problems: [...STEP_PROBLEMS, P.stageOrder],
  })
  async endHomeRehabilitationStage(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: StageMomentDto,
  ): Promise<HomeRehabilitationDto> {
    return this.course.endStage({ actor, desk: HOME, id, version }, body);
  }

  @Post('evaluations')
  @Endpoint({
    summary: 'Record an evaluation',
    description: 'How often is local practice: neither decree says.',
    ...STEP,
    permission: 'rehabilitation.follow',
    reach: 'kept',
    problems: STEP_PROBLEMS,
  })
  async evaluateHomeRehabilitation(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: EvaluationDto,
  ): Promise<HomeRehabilitationDto> {
    return this.course.evaluate({ actor, desk: HOME, id, version }, body);
  }

  @Post('breaches')
  @Endpoint({
    summary: 'Record a breach; the answer says what follows from it and by which article',
    ...STEP,
    permission: 'rehabilitation.follow',
    reach: 'kept',
    problems: [...STEP_PROBLEMS, P.laddersOfNewLaw],
  })
  async recordHomeRehabilitationBreach(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: BreachDto,
  ): Promise<HomeRehabilitationDto> {
    return this.course.recordBreach({ actor, desk: HOME, id, version }, body);
  }

  @Post('drug-use')
  @Endpoint({
    summary: 'Record that use of drugs was found, a ground for compulsory rehabilitation',
    ...STEP,
    permission: 'rehabilitation.follow',
    reach: 'kept',
    problems: STEP_PROBLEMS,
  })
  async recordHomeRehabilitationDrugUse(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: DrugUseDto,
  ): Promise<HomeRehabilitationDto> {
    return this.course.recordDrugUse({ actor, desk: HOME, id, version }, body);
  }

  @Post('end-notice')
  @Endpoint({
    summary: 'Record the notice before the end of the term',
    ...STEP,
    permission: 'rehabilitation.follow',
    reach: 'kept',
    problems: STEP_PROBLEMS,
  })
  async announceHomeRehabilitationEnd(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: EndNoticeDto,
  ): Promise<HomeRehabilitationDto> {
    return this.course.announceEnd({ actor, desk: HOME, id, version }, body);
  }

  @Post('imprisonment')
  @Endpoint({
    summary: 'Record that the person serves a prison sentence; the term stands still',
    ...STEP,
    permission: 'rehabilitation.close',
    reach: 'kept',
    problems: STEP_PROBLEMS,
  })
  async imprisonHomeRehabilitation(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: ImprisonmentDto,
  ): Promise<HomeRehabilitationDto> {
    return this.course.imprison({ actor, desk: HOME, id, version }, body);
  }

  @Post('release')
  @Endpoint({
    summary: 'Record that the sentence is served; the rest of the term runs on',
    ...STEP,
    permission: 'rehabilitation.close',
    reach: 'kept',
    problems: STEP_PROBLEMS,
  })
  async releaseHomeRehabilitation(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: ReleaseDto,
  ): Promise<HomeRehabilitationDto> {
    return this.course.release({ actor, desk: HOME, id, version }, body);
  }

  @Post('completion')
  @Endpoint({
    summary: 'Certify completion',
    description: 'Refused before its time and while stages lack, with the arithmetic and each article.',
    ...STEP,
    permission: 'rehabilitation.decide',
    reach: 'file',
    problems: [...STEP_PROBLEMS, AUTHORITY.notCompetent, P.noTerm, P.termNotOver, P.stagesLacking],
  })
  async completeHomeRehabilitation(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: CompletionDto,
  ): Promise<HomeRehabilitationDto> {
    return this.course.complete({ actor, desk: HOME, id, version }, body);
  }

  @Post('completion-refusal')
  @Endpoint({
    summary: 'Refuse to certify completion when the term is over, with the reasons',
    ...STEP,
    permission: 'rehabilitation.decide',
    reach: 'file',
    problems: [...STEP_PROBLEMS, AUTHORITY.notCompetent, P.noTerm, P.termNotOver],
  })
  async refuseHomeRehabilitationCompletion(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: CompletionRefusalDto,
  ): Promise<HomeRehabilitationDto> {
    return this.course.refuseCompletion({ actor, desk: HOME, id, version }, body);
  }

  @Post('self-termination')
  @Endpoint({
    summary: 'Record that the person terminated rehabilitation, a ground for compulsory rehabilitation',
    ...STEP,
    permission: 'rehabilitation.close',
    reach: 'kept',
    problems: [...STEP_PROBLEMS, P.notSelfTerminated],
  })
  async recordHomeRehabilitationSelfTermination(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: SelfTerminationDto,
  ): Promise<HomeRehabilitationDto> {
    return this.course.recordSelfTermination({ actor, desk: HOME, id, version }, body);
  }

  @Post('moving-away')
  @Endpoint({
    summary: 'Record that the person left the commune; the time limit to send the file runs',
    ...STEP,
    permission: 'rehabilitation.follow',
    reach: 'kept',
    problems: STEP_PROBLEMS,
  })
  async recordHomeRehabilitationMovingAway(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: MovingAwayDto,
  ): Promise<HomeRehabilitationDto> {
    return this.course.moveAway({ actor, desk: HOME, id, version }, body);
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
  async sendHomeRehabilitationFile(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: FileSendingDto,
  ): Promise<HomeRehabilitationDto> {
    return this.course.sendFile({ actor, desk: HOME, id, version }, body);
  }

  @Post('continuation-after-move')
  @Endpoint({
    summary: 'Record that the new commune decided that rehabilitation goes on there',
    ...STEP,
    permission: 'rehabilitation.decide',
    reach: 'kept',
    problems: [...STEP_PROBLEMS, AUTHORITY.notCompetent, P.notMovedHere],
  })
  async continueHomeRehabilitationAfterMove(
    @CurrentActor() actor: UserActor,
    @Param('caseId') id: string,
    @SeenVersion() version: number,
    @Body() body: ContinuationAfterMoveDto,
  ): Promise<HomeRehabilitationDto> {
    return this.course.continueAfterMove({ actor, desk: HOME, id, version }, body);
  }
}
