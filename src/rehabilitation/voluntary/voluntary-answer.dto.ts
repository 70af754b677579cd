import {
  Day,
  Flag,
  Instant,
  ListOf,
  Nested,
  OneOf,
  OpenObject,
  SomeOf,
  Text,
  Uuid,
  WholeNumber,
} from '../../platform/http/fields.js';
import { CitationDto } from '../../legal-reference/citation.dto.js';
import { BilingualDto } from '../../platform/http/bilingual.dto.js';
import { FormDto, NextStepDto } from '../../cases/steps/step-answer.dto.js';
import { DeadlineDto, ExplanationDto } from '../../reminders/deadline.dto.js';
import {
  DeterminationDto,
  DOSSIER_ITEMS,
  ForceMajeureDto,
  WithoutResidenceDto,
  type DossierItem,
} from './voluntary-input.dto.js';

export { FormDto, NextStepDto } from '../../cases/steps/step-answer.dto.js';

export class MissingItemDto {
  @OneOf(DOSSIER_ITEMS, { name: 'DossierItem' })
  readonly code: DossierItem = 'application';

  @Nested(() => BilingualDto)
  readonly title: BilingualDto = new BilingualDto();

  @Nested(() => BilingualDto)
  readonly reason: BilingualDto = new BilingualDto();

  @Nested(() => CitationDto)
  readonly citation: CitationDto = new CitationDto();
}

export class DossierDto {
  @SomeOf(DOSSIER_ITEMS, { name: 'DossierItem', description: 'Papers on file' })
  readonly items: readonly DossierItem[] = [];

  @Flag({ description: 'Complete under the law that governs the file' })
  readonly complete: boolean = false;

  @ListOf(() => MissingItemDto, { max: 20, description: 'The supplement slip: what is missing, and why' })
  readonly missing: readonly MissingItemDto[] = [];

  @Nested(() => ExplanationDto)
  readonly explanation: ExplanationDto = new ExplanationDto();
}

export class TimelinessDto {
  @Flag({ description: 'False is no ground to refuse; it is recorded as the law asks' })
  readonly inTime: boolean = true;

  @Nested(() => ExplanationDto)
  readonly explanation: ExplanationDto = new ExplanationDto();
}

export class TermDto {
  @Day({ example: '2026-07-02' })
  readonly startsOn: string = '';

  @Day({ example: '2028-07-02', description: 'Last day' })
  readonly endsOn: string = '';

  @WholeNumber({ min: 1, max: 60, example: 24 })
  readonly months: number = 0;

  @Nested(() => ExplanationDto)
  readonly explanation: ExplanationDto = new ExplanationDto();
}

export class DecisionDto {
  @Text({ max: 50, example: '15/QĐ-CAX' })
  readonly number: string = '';

  @Instant()
  readonly decidedAt: string = '';

  @Text({ max: 10, example: 'R3' })
  readonly regime: string = '';

  @Text({ max: 200, example: 'Trưởng Công an cấp xã' })
  readonly signerOffice: string = '';

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 17 })
  readonly organisationId: number = 0;

  @Nested(() => FormDto, { nullable: true })
  readonly form: FormDto | null = null;

  @Nested(() => ExplanationDto)
  readonly explanation: ExplanationDto = new ExplanationDto();
}

/** Steps of a person that a state may allow; `doors.spec.ts` holds the doors to it. */
export const MOST_NEXT = 30;

/** What every door answers; each adds its state and its own facts. */
export class VoluntaryFileDto {
  @Uuid()
  readonly id: string = '';

  @Text({ max: 50, example: 'HS-2026-31069-000012' })
  readonly code: string = '';

  @Uuid()
  readonly personId: string = '';

  @Nested(() => BilingualDto)
  readonly statusLabel: BilingualDto = new BilingualDto();

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 17 })
  readonly keeperOrganisationId: number = 0;

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 2331069 })
  readonly unitId: number = 0;

  @Day()
  readonly openedOn: string = '';

  @Instant({ nullable: true })
  readonly registeredAt: string | null = null;

  @Nested(() => DeterminationDto, {
    nullable: true,
    description:
      'Null while the result is missing, or where a confirmation of substitution treatment stands for it',
  })
  readonly determination: DeterminationDto | null = null;

  @Nested(() => WithoutResidenceDto, {
    nullable: true,
    description: 'Of a person without a stable residence; null for everybody else',
  })
  readonly withoutResidence: WithoutResidenceDto | null = null;

  @Nested(() => ForceMajeureDto, {
    nullable: true,
    description: 'What kept the person from registering in time',
  })
  readonly forceMajeure: ForceMajeureDto | null = null;

  @Nested(() => DossierDto)
  readonly dossier: DossierDto = new DossierDto();

  @Nested(() => TimelinessDto, { nullable: true, description: 'Whether the person registered in time' })
  readonly registration: TimelinessDto | null = null;

  @Nested(() => DecisionDto, { nullable: true })
  readonly decision: DecisionDto | null = null;

  @ListOf(() => NextStepDto, { max: MOST_NEXT, description: 'What may come next, who does it and by when' })
  readonly next: readonly NextStepDto[] = [];

  @ListOf(() => DeadlineDto, { max: 100 })
  readonly deadlines: readonly DeadlineDto[] = [];

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 2 })
  readonly version: number = 1;
}

export class AspectLawDto {
  @Text({ max: 20, example: 'term' })
  readonly aspect: string = '';

  @Text({ max: 10, example: 'R3' })
  readonly regime: string = '';

  @Text({ max: 50, example: 'transition-pending-dossier' })
  readonly rule: string = '';

  @Nested(() => ExplanationDto)
  readonly explanation: ExplanationDto = new ExplanationDto();
}

export class CaseLawDto {
  @Day({ description: 'The day of the question' })
  readonly asOf: string = '';

  @ListOf(() => AspectLawDto, {
    max: 10,
    description: 'One file can stand under two laws: each question has its own answer',
  })
  readonly aspects: readonly AspectLawDto[] = [];

  @OpenObject({ example: { openedOn: '2026-06-29', decidedOn: '2026-07-02' } })
  readonly facts: Readonly<Record<string, string | null>> = {};
}
