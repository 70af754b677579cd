import type {
  DeterminationGround,
  DeterminationOutcome,
  DeterminationResult,
} from '../../law/determination-outcomes.js';
import type { DeterminationPaper } from '../../law/determination-papers.js';
import { CitationDto } from '../../legal-reference/citation.dto.js';
import { BilingualDto } from '../../platform/http/bilingual.dto.js';
import { Day, Flag, Instant, ListOf, Nested, OneOf, Text, WholeNumber } from '../../platform/http/fields.js';
import { ExplanationDto } from '../../reminders/deadline.dto.js';
import { FollowedFileDto } from '../../cases/steps/file-answer.dto.js';
import { FormDto } from '../voluntary/voluntary-answer.dto.js';
import { DeterminationDto } from '../voluntary/voluntary-input.dto.js';
import { GROUND_NAMES, OUTCOME_NAMES, PAPERS, RESULTS } from './determination-kinds.js';
import { DETERMINATION_STATES, type DeterminationState } from './determination-procedure.js';

export class DeterminationGroundDto {
  @OneOf(GROUND_NAMES, { name: 'DeterminationGround', example: 'managed-user' })
  readonly ground: DeterminationGround = 'voluntary';

  @Nested(() => BilingualDto)
  readonly label: BilingualDto = new BilingualDto();

  @Nested(() => CitationDto, { nullable: true })
  readonly citation: CitationDto | null = null;
}

export class MissingDeterminationPaperDto {
  @OneOf(PAPERS, { name: 'DeterminationPaper', example: 'test-result' })
  readonly paper: DeterminationPaper = 'test-result';

  @Nested(() => BilingualDto)
  readonly label: BilingualDto = new BilingualDto();

  @Nested(() => FormDto, { nullable: true })
  readonly form: FormDto | null = null;

  @Nested(() => CitationDto)
  readonly citation: CitationDto = new CitationDto();
}

export class ValidityDto {
  @Day({ nullable: true, description: 'Last day for a registration; null where the law names none' })
  readonly usableUntil: string | null = null;

  @Nested(() => ExplanationDto)
  readonly explanation: ExplanationDto = new ExplanationDto();
}

export class ResultDto {
  @OneOf(RESULTS, { name: 'DeterminationResult', example: 'addicted' })
  readonly result: DeterminationResult = 'addicted';

  @Day({ example: '2026-07-05' })
  readonly on: string = '';

  @Text({ max: 50, nullable: true, example: '12/PKQ' })
  readonly number: string | null = null;

  @Instant({ nullable: true, description: 'When the person was told' })
  readonly toldAt: string | null = null;

  @Nested(() => ValidityDto)
  readonly validity: ValidityDto = new ValidityDto();
}

export class OpenedOutcomeDto {
  @OneOf(OUTCOME_NAMES, { name: 'DeterminationOutcome', example: 'register-voluntary' })
  readonly outcome: DeterminationOutcome = 'register-voluntary';

  @Nested(() => BilingualDto)
  readonly label: BilingualDto = new BilingualDto();

  @Nested(() => CitationDto)
  readonly citation: CitationDto = new CitationDto();

  @Instant({ nullable: true, description: 'By when the person registers, once he was told' })
  readonly dueAt: string | null = null;

  @Nested(() => ExplanationDto, { nullable: true })
  readonly explanation: ExplanationDto | null = null;
}

export class AddictionDeterminationDto extends FollowedFileDto {
  @OneOf(DETERMINATION_STATES, { name: 'AddictionDeterminationStatus', example: 'received' })
  readonly status: DeterminationState = 'requested';

  @Flag({ description: 'The person applied; otherwise police requested it' })
  readonly voluntary: boolean = false;

  @Nested(() => DeterminationGroundDto)
  readonly ground: DeterminationGroundDto = new DeterminationGroundDto();

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 17, description: 'The health facility' })
  readonly facilityOrganisationId: number = 0;

  @ListOf(() => MissingDeterminationPaperDto, {
    max: 20,
    description: 'By NĐ 109/2021; since 01/07/2026 shown as unverified, and holding up nothing',
  })
  readonly missing: readonly MissingDeterminationPaperDto[] = [];

  @Nested(() => ResultDto, { nullable: true })
  readonly result: ResultDto | null = null;

  @ListOf(() => OpenedOutcomeDto, { max: 10, description: 'What the result opens by law' })
  readonly opens: readonly OpenedOutcomeDto[] = [];
}

export class KnownResultDto {
  @OneOf(RESULTS, { name: 'DeterminationResult', example: 'addicted' })
  readonly result: DeterminationResult = 'addicted';

  @Nested(() => DeterminationDto, { description: 'As an application takes it' })
  readonly determination: DeterminationDto = new DeterminationDto();

  @Nested(() => ValidityDto)
  readonly validity: ValidityDto = new ValidityDto();

  @Flag({ description: 'Says: addicted, and may serve for a registration today' })
  readonly usable: boolean = false;
}

export class KnownResultsDto {
  @Day({ description: 'The day of the question' })
  readonly asOf: string = '';

  @ListOf(() => KnownResultDto, {
    max: 100,
    description: 'Results that the person was told, in files that this organisation sees; the latest first',
  })
  readonly known: readonly KnownResultDto[] = [];
}
