import type { CompulsoryPaper } from '../../law/compulsory-dossier.js';
import { GROUND_FACTS, type Ground, type GroundAge, type GroundFactKind } from '../../law/grounds.js';
import { CitationDto } from '../../legal-reference/citation.dto.js';
import { BilingualDto } from '../../platform/http/bilingual.dto.js';
import {
  Day,
  Flag,
  Instant,
  ListOf,
  Nested,
  OneOf,
  Text,
  Uuid,
  WholeNumber,
} from '../../platform/http/fields.js';
import { ExplanationDto } from '../../reminders/deadline.dto.js';
import {
  AccountDto,
  CountedTermDto,
  ProposalDto,
  StageFindingDto,
  StageIntervalDto,
} from '../course/course-answer.dto.js';
import { FollowedFileDto } from '../../cases/steps/file-answer.dto.js';
import { FormDto, TermDto } from '../voluntary/voluntary-answer.dto.js';
import { OrdinalDto } from '../voluntary/voluntary-input.dto.js';
import type { InterimKind } from './compulsory-history.js';
import { GROUND_NAMES } from './compulsory-input.dto.js';
import { INTERIM_KINDS, PAPERS } from './compulsory-kinds.js';
import { COMPULSORY_STATES, type CompulsoryState } from './compulsory-transitions.js';

const AGES: readonly GroundAge[] = ['minor', 'adult'];
const FACT_KINDS = Object.keys(GROUND_FACTS) as readonly GroundFactKind[];

const Organisation = (description: string): PropertyDecorator =>
  WholeNumber({ min: 1, max: 2_147_483_647, nullable: true, example: 17, description });

export class CompulsoryGroundDto {
  @OneOf(GROUND_NAMES, { name: 'CompulsoryGround', example: 'breach' })
  readonly ground: Ground = 'breach';

  @Nested(() => BilingualDto)
  readonly label: BilingualDto = new BilingualDto();

  @OneOf(FACT_KINDS, { name: 'GroundFact', nullable: true, example: 'breach-to-compulsory' })
  readonly fact: GroundFactKind | null = null;

  @Uuid({ nullable: true, description: 'The event or failure to register that was taken as evidence' })
  readonly evidenceId: string | null = null;

  @Text({ max: 1000, nullable: true, multiline: true, example: null, description: 'Evidence outside of it' })
  readonly basis: string | null = null;

  @Day({ example: '2026-08-03' })
  readonly lastActOn: string = '';
}

export class LimitationDto {
  @Day({
    nullable: true,
    description: 'Last day; null where the law on record names none, or while it is evaded',
  })
  readonly lastDay: string | null = null;

  @Nested(() => ExplanationDto)
  readonly explanation: ExplanationDto = new ExplanationDto();
}

export class NumberedPaperDto {
  @Uuid({ description: 'The event in the history; annul that to take the paper out' })
  readonly eventId: string = '';

  @OneOf(PAPERS, { name: 'CompulsoryPaper', example: 'violation-record' })
  readonly paper: CompulsoryPaper = 'violation-record';

  @Nested(() => BilingualDto)
  readonly label: BilingualDto = new BilingualDto();

  @Text({ max: 500, nullable: true, example: 'Biên bản số 12/BB-CAX' })
  readonly title: string | null = null;

  @Nested(() => FormDto, { nullable: true })
  readonly form: FormDto | null = null;

  @WholeNumber({ min: 1, max: 1_000_000, example: 3, description: 'First page number' })
  readonly firstPage: number = 1;

  @WholeNumber({ min: 1, max: 1_000_000, example: 4, description: 'Last page number' })
  readonly lastPage: number = 1;
}

export class MissingPaperDto {
  @OneOf(PAPERS, { name: 'CompulsoryPaper', example: 'request' })
  readonly paper: CompulsoryPaper = 'request';

  @Nested(() => BilingualDto)
  readonly label: BilingualDto = new BilingualDto();

  @Nested(() => FormDto, { nullable: true })
  readonly form: FormDto | null = null;

  @Nested(() => CitationDto)
  readonly citation: CitationDto = new CitationDto();
}

export class CompulsoryDossierDto {
  @ListOf(() => NumberedPaperDto, { max: 1000, description: 'In the order of their numbers' })
  readonly papers: readonly NumberedPaperDto[] = [];

  @ListOf(() => MissingPaperDto, { max: 20 })
  readonly missing: readonly MissingPaperDto[] = [];

  @Flag({ description: 'Complete under the law of the day' })
  readonly complete: boolean = false;
}

export class InterimDto {
  @OneOf(INTERIM_KINDS, { name: 'InterimKind', example: 'facility' })
  readonly kind: InterimKind = 'facility';

  @Day({ example: '2026-08-05' })
  readonly from: string = '';

  @Day({ nullable: true, example: '2026-09-02' })
  readonly to: string | null = null;
}

export class StayDto {
  @Nested(() => CountedTermDto)
  readonly term: CountedTermDto = new CountedTermDto();

  @ListOf(() => StageIntervalDto, { max: 200 })
  readonly stages: readonly StageIntervalDto[] = [];

  @ListOf(() => StageFindingDto, {
    max: 20,
    description: 'What the stages still lack; the measure ends with its term',
  })
  readonly lacking: readonly StageFindingDto[] = [];

  @ListOf(() => AccountDto, { max: 1000 })
  readonly evaluations: readonly AccountDto[] = [];

  @Day({ nullable: true, description: 'By when a person on leave has to be back, where the paper says so' })
  readonly backBy: string | null = null;

  @Instant({ nullable: true })
  readonly endAnnouncedAt: string | null = null;
}

export class CompulsoryDto extends FollowedFileDto {
  @OneOf(COMPULSORY_STATES, { name: 'CompulsoryRehabilitationStatus', example: 'building' })
  readonly status: CompulsoryState = 'building';

  @OneOf(AGES, { name: 'GroundAge', example: 'adult' })
  readonly age: GroundAge = 'adult';

  @Nested(() => CompulsoryGroundDto)
  readonly ground: CompulsoryGroundDto = new CompulsoryGroundDto();

  @Nested(() => LimitationDto)
  readonly limitation: LimitationDto = new LimitationDto();

  @Nested(() => OrdinalDto)
  readonly ordinal: OrdinalDto = new OrdinalDto();

  @Nested(() => CompulsoryDossierDto)
  readonly dossier: CompulsoryDossierDto = new CompulsoryDossierDto();

  @ListOf(() => InterimDto, { max: 100 })
  readonly interim: readonly InterimDto[] = [];

  @Organisation('The court')
  readonly courtOrganisationId: number | null = null;

  @WholeNumber({ min: 1, max: 60, nullable: true, example: 24, description: 'Months that the court decided' })
  readonly orderMonths: number | null = null;

  @Day({ nullable: true, description: 'From which day the decision is in force' })
  readonly effectiveOn: string | null = null;

  @Organisation('The facility or reformatory')
  readonly placeOrganisationId: number | null = null;

  @Instant({ nullable: true, description: 'Handover record' })
  readonly admittedAt: string | null = null;

  @Nested(() => TermDto, { nullable: true, description: 'As it was when the person was handed over' })
  readonly term: TermDto | null = null;

  @Nested(() => StayDto, { nullable: true, description: 'As things stand, from the handing over on' })
  readonly stay: StayDto | null = null;

  @ListOf(() => ProposalDto, { max: 10, description: 'What the program proposes; a person decides' })
  readonly proposals: readonly ProposalDto[] = [];
}
