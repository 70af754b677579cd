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
import { CountedTermDto, ProposalDto } from '../course/course-answer.dto.js';
import { FollowedFileDto } from '../../cases/steps/file-answer.dto.js';
import { FormDto, TermDto } from '../voluntary/voluntary-answer.dto.js';
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

/** The commune police keep it. */
export class DrugUserManagementDto extends FollowedFileDto {
  @OneOf(DRUG_USER_STATES, { name: 'DrugUserManagementStatus', example: 'managed' })
  readonly status: DrugUserState = 'found';

  @WholeNumber({
    min: 1,
    max: 2_147_483_647,
    nullable: true,
    example: 17,
    description: 'Where the last notice or file was sent to: who decides',
  })
  readonly decidingOrganisationId: number | null = null;

  @Nested(() => DrugUseFindingDto)
  readonly finding: DrugUseFindingDto = new DrugUseFindingDto();

  @OneOf(RESIDENCE_FINDINGS, { name: 'ResidenceFinding', nullable: true, example: 'here' })
  readonly residence: ResidenceFinding | null = null;

  @SomeOf(PAPERS, { name: 'DrugUserPaper', description: 'Papers on file' })
  readonly papersOnFile: readonly DrugUserPaper[] = [];

  @ListOf(() => MissingUserPaperDto, { max: 20, description: 'What the next notice or decision still needs' })
  readonly missing: readonly MissingUserPaperDto[] = [];

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
}
