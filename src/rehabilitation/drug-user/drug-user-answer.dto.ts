import type { DrugUserPaper, PaperMoment } from '../../law/drug-user-papers.js';
import type { StopGround } from '../../law/drug-user-stop.js';
import { CitationDto } from '../../legal-reference/citation.dto.js';
import { BilingualDto } from '../../platform/http/bilingual.dto.js';
import {
  Day,
  Flag,
  Instant,
  ListOf,
  Nested,
  OneOf,
  SomeOf,
  Text,
  Uuid,
  WholeNumber,
} from '../../platform/http/fields.js';
import { DeadlineDto } from '../../reminders/deadline.dto.js';
import { ActPaperDto } from '../../cases/steps/act-papers.js';
import { CountedTermDto, ProposalDto } from '../course/course-answer.dto.js';
import { FormDto, NextStepDto, TermDto } from '../voluntary/voluntary-answer.dto.js';
import {
  PAPERS,
  RESIDENCE_FINDINGS,
  SAMPLE_KINDS,
  STOP_GROUND_NAMES,
  type ResidenceFinding,
  type SampleKind,
} from './drug-user-kinds.js';
import { DRUG_USER_STATES, type DrugUserState } from './drug-user-transitions.js';

const MOMENTS: readonly PaperMoment[] = ['notice', 'decision'];

export class DrugUseFindingDto {
  @Instant()
  readonly foundAt: string = '';

  @Instant({ description: 'When the positive result was there' })
  readonly resultAt: string = '';

  @OneOf(SAMPLE_KINDS, { name: 'SampleKind', example: 'urine' })
  readonly sample: SampleKind = 'urine';

  @Flag({ description: 'In a remote area: more time to verify the residence' })
  readonly remote: boolean = false;

  @Text({ max: 200, nullable: true, example: null, description: 'Other police that found the use' })
  readonly foundBy: string | null = null;

  @Text({ max: 1000, nullable: true, multiline: true, example: 'Theo biên bản kèm theo' })
  readonly account: string | null = null;
}

export class MissingUserPaperDto {
  @OneOf(PAPERS, { name: 'DrugUserPaper', example: 'curriculum-vitae' })
  readonly paper: DrugUserPaper = 'curriculum-vitae';

  @OneOf(MOMENTS, { name: 'PaperMoment', example: 'decision' })
  readonly neededFor: PaperMoment = 'decision';

  @Nested(() => BilingualDto)
  readonly label: BilingualDto = new BilingualDto();

  @Nested(() => FormDto, { nullable: true })
  readonly form: FormDto | null = null;

  @Nested(() => CitationDto)
  readonly citation: CitationDto = new CitationDto();
}

export class MissedCheckDto {
  @Day({ example: '2026-07-02', description: 'Of the check or the beginning before' })
  readonly since: string = '';

  @Day({ example: '2026-08-02', description: 'The last day on which the next one was in time' })
  readonly dueOn: string = '';

  @Day({ nullable: true, description: 'When it was made good; null where it was not' })
  readonly checkedOn: string | null = null;
}

export class MonthlyChecksDto {
  @Day({ nullable: true })
  readonly lastOn: string | null = null;

  @ListOf(() => MissedCheckDto, { max: 1000, description: 'Months that passed without a check' })
  readonly missed: readonly MissedCheckDto[] = [];
}

export class UserTestDto {
  @Uuid({ description: 'The event in the history; annul that to take it back' })
  readonly eventId: string = '';

  @Instant()
  readonly at: string = '';

  @OneOf(SAMPLE_KINDS, { name: 'SampleKind', example: 'urine' })
  readonly sample: SampleKind = 'urine';

  @Flag({ description: 'Positive: the person used drugs again' })
  readonly positive: boolean = false;
}

export class StopDto {
  @OneOf(STOP_GROUND_NAMES, { name: 'StopGround', example: 'determined-addicted' })
  readonly ground: StopGround = 'prison';

  @Nested(() => BilingualDto)
  readonly label: BilingualDto = new BilingualDto();

  @Text({ max: 200, example: 'Luật 120/2025/QH15, Điều 24 khoản 5 điểm a' })
  readonly article: string = '';

  @Day({ nullable: true, description: 'Of the result that says: addicted' })
  readonly determinationOn: string | null = null;
}

export class DrugUserManagementDto {
  @Uuid()
  readonly id: string = '';

  @Text({ max: 50, example: 'HS-2026-31069-000012' })
  readonly code: string = '';

  @Uuid()
  readonly personId: string = '';

  @OneOf(DRUG_USER_STATES, { name: 'DrugUserManagementStatus', example: 'managed' })
  readonly status: DrugUserState = 'found';

  @Nested(() => BilingualDto)
  readonly statusLabel: BilingualDto = new BilingualDto();

  @WholeNumber({
    min: 1,
    max: 2_147_483_647,
    example: 17,
    description: 'The commune police that keep the file',
  })
  readonly keeperOrganisationId: number = 0;

  @WholeNumber({
    min: 1,
    max: 2_147_483_647,
    nullable: true,
    example: 17,
    description: 'Where the last notice or file was sent to: who decides',
  })
  readonly decidingOrganisationId: number | null = null;

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 2331069 })
  readonly unitId: number = 0;

  @Day()
  readonly openedOn: string = '';

  @Nested(() => DrugUseFindingDto)
  readonly finding: DrugUseFindingDto = new DrugUseFindingDto();

  @OneOf(RESIDENCE_FINDINGS, { name: 'ResidenceFinding', nullable: true, example: 'here' })
  readonly residence: ResidenceFinding | null = null;

  @SomeOf(PAPERS, { name: 'DrugUserPaper', description: 'Papers on file' })
  readonly papersOnFile: readonly DrugUserPaper[] = [];

  @ListOf(() => MissingUserPaperDto, { max: 20, description: 'What the next notice or decision still needs' })
  readonly missing: readonly MissingUserPaperDto[] = [];

  @ListOf(() => ActPaperDto, { max: 1000, description: 'What was told, decided and sent, with its form' })
  readonly papers: readonly ActPaperDto[] = [];

  @Nested(() => TermDto, { nullable: true, description: 'The year by the last decision that counts one' })
  readonly term: TermDto | null = null;

  @Nested(() => CountedTermDto, { nullable: true, description: 'As things stand' })
  readonly counted: CountedTermDto | null = null;

  @Nested(() => MonthlyChecksDto)
  readonly checks: MonthlyChecksDto = new MonthlyChecksDto();

  @ListOf(() => UserTestDto, { max: 1000, description: 'Tests while the person is managed' })
  readonly tests: readonly UserTestDto[] = [];

  @Nested(() => StopDto, { nullable: true })
  readonly stop: StopDto | null = null;

  @ListOf(() => ProposalDto, { max: 10, description: 'What the program proposes; a person decides' })
  readonly proposals: readonly ProposalDto[] = [];

  @ListOf(() => NextStepDto, { max: 20, description: 'What may come next, who does it and by when' })
  readonly next: readonly NextStepDto[] = [];

  @ListOf(() => DeadlineDto, { max: 500 })
  readonly deadlines: readonly DeadlineDto[] = [];

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 2 })
  readonly version: number = 1;
}
