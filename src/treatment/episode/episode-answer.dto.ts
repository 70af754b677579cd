import { ActPaperDto } from '../../cases/steps/act-papers.js';
import { FormDto, NextStepDto } from '../../cases/steps/step-answer.dto.js';
import type { TerminationGround } from '../../law/treatment-ends.js';
import type { TreatmentPaper } from '../../law/treatment.js';
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
import { MAX_INTEGER_ID } from '../../platform/http/path-ids.js';
import { DeadlineDto, ExplanationDto } from '../../reminders/deadline.dto.js';
import { PHASE_NAMES, type TreatmentKind, type TreatmentPhase } from '../kinds/kind.js';
import { TREATMENT_KIND_NAMES } from '../kinds/kinds.js';
import { TREATMENT_STATES, type TreatmentState } from '../kinds/treatment-table.js';
import { TerminationProposalDto } from '../proposal/proposal.dto.js';
import { GROUND_NAMES } from '../proposal/ground-names.js';
import { PAPERS } from './episode-input.dto.js';

const BODY = { min: 1, max: MAX_INTEGER_ID, example: 17 } as const;

export class MissingTreatmentPaperDto {
  @OneOf(PAPERS, { name: 'TreatmentPaper', example: 'application' })
  readonly paper: TreatmentPaper = 'application';

  @OneOf(PAPERS, { name: 'TreatmentPaper', nullable: true, description: 'Serves in its place' })
  readonly or: TreatmentPaper | null = null;

  @Nested(() => BilingualDto)
  readonly label: BilingualDto = new BilingualDto();

  @Nested(() => FormDto, { nullable: true })
  readonly form: FormDto | null = null;

  @Nested(() => CitationDto)
  readonly citation: CitationDto = new CitationDto();
}

export class EpisodeProgrammeDto {
  @Text({ max: 50, example: 'kien-giang-cedemex-2021' })
  readonly code: string = '';

  @Text({ max: 300, example: 'Đề án thí điểm điều trị cắt cơn' })
  readonly name: string = '';

  @Text({ max: 50, example: '1302/QĐ-UBND' })
  readonly act: string = '';

  @Day({ nullable: true, example: '2025-12-31' })
  readonly untilOn: string | null = null;

  @Flag({ description: 'It is over: who is in treatment goes on, nobody else is taken in' })
  readonly over: boolean = false;
}

export class EpisodeProtocolDto {
  @Uuid()
  readonly id: string = '';

  @WholeNumber({ ...BODY, example: 1 })
  readonly number: number = 1;

  @Day({ example: '2026-07-06' })
  readonly inForceFrom: string = '';

  @Flag({ example: false, description: 'Who entered it signed it: no other clinician looked at it' })
  readonly signedByAuthor: boolean = false;
}

export class PrescriptionDto {
  @WholeNumber({ min: 1, max: 366, example: 30 })
  readonly mostDays: number = 30;

  @Nested(() => CitationDto)
  readonly citation: CitationDto = new CitationDto();
}

export class OpenGroundDto {
  @OneOf(GROUND_NAMES, { name: 'TerminationGround', example: 'missed-days' })
  readonly ground: TerminationGround = 'missed-days';

  @Nested(() => BilingualDto)
  readonly label: BilingualDto = new BilingualDto();

  @WholeNumber({
    min: 1,
    max: 366,
    nullable: true,
    example: 30,
    description: 'How many days or times; null: none named',
  })
  readonly atLeast: number | null = null;

  @WholeNumber({ min: 1, max: 120, nullable: true, example: 12, description: 'Within how many months' })
  readonly withinMonths: number | null = null;

  @Nested(() => CitationDto)
  readonly citation: CitationDto = new CitationDto();
}

export class TreatmentSummaryDto {
  @Uuid({ description: 'The offer with which it went' })
  readonly transferId: string = '';

  @Text({ max: 5000, example: 'Đang ở giai đoạn duy trì, tuân thủ điều trị tốt' })
  readonly summary: string = '';

  @Instant()
  readonly writtenAt: string = '';

  @Day({ nullable: true, description: 'Handed to the person; null: not recorded' })
  readonly givenOn: string | null = null;
}

export class TreatmentEpisodeDto {
  @Uuid()
  readonly id: string = '';

  @Text({ max: 50, example: 'HS-2026-31069-000012' })
  readonly code: string = '';

  @OneOf(TREATMENT_KIND_NAMES, { name: 'TreatmentKind', example: 'methadone-treatment' })
  readonly kind: TreatmentKind = 'methadone-treatment';

  @Uuid()
  readonly personId: string = '';

  @OneOf(TREATMENT_STATES, { name: 'TreatmentStatus', example: 'in-treatment' })
  readonly status: TreatmentState = 'applied';

  @Nested(() => BilingualDto)
  readonly statusLabel: BilingualDto = new BilingualDto();

  @WholeNumber({ ...BODY, description: 'Where the person is treated' })
  readonly siteOrganisationId: number = 0;

  @Uuid({ nullable: true, description: 'The file within which the person is treated' })
  readonly parentCaseId: string | null = null;

  @Nested(() => EpisodeProgrammeDto, { nullable: true })
  readonly programme: EpisodeProgrammeDto | null = null;

  @OneOf(PHASE_NAMES, { name: 'TreatmentPhase', nullable: true, example: 'maintenance' })
  readonly phase: TreatmentPhase | null = null;

  @Nested(() => BilingualDto, { nullable: true })
  readonly phaseLabel: BilingualDto | null = null;

  @Flag({ description: 'The stage of the rehabilitation that it supports is over: it is to be completed' })
  readonly completionDue: boolean = false;

  @Day({ example: '2026-07-06' })
  readonly appliedOn: string = '';

  @Day({ nullable: true, description: 'The consent on record' })
  readonly consentedOn: string | null = null;

  @Day({ nullable: true, description: 'The first day of treatment' })
  readonly begunOn: string | null = null;

  @Nested(() => EpisodeProtocolDto, { nullable: true, description: 'Signed and in force today; null: none' })
  readonly protocol: EpisodeProtocolDto | null = null;

  @Flag({ description: 'No protocol is in force: what is entered is recorded and not checked' })
  readonly unchecked: boolean = true;

  @Nested(() => BilingualDto, { nullable: true })
  readonly uncheckedBecause: BilingualDto | null = null;

  @Nested(() => PrescriptionDto, {
    nullable: true,
    description: 'How long a prescription may be in maintenance by law, whatever a protocol says',
  })
  readonly maintenancePrescription: PrescriptionDto | null = null;

  @Flag({ description: 'Which papers an admission needs is on record for this kind and day' })
  readonly papersKnown: boolean = false;

  @ListOf(() => MissingTreatmentPaperDto, { max: 20 })
  readonly missing: readonly MissingTreatmentPaperDto[] = [];

  @Nested(() => ExplanationDto, {
    nullable: true,
    description: 'Which decree; null where no text is on record',
  })
  readonly decree: ExplanationDto | null = null;

  @ListOf(() => OpenGroundDto, {
    max: 20,
    description: 'Grounds of termination by the law of today, as far as read',
  })
  readonly grounds: readonly OpenGroundDto[] = [];

  @ListOf(() => TerminationProposalDto, { max: 200 })
  readonly proposals: readonly TerminationProposalDto[] = [];

  @ListOf(() => TreatmentSummaryDto, { max: 200 })
  readonly summaries: readonly TreatmentSummaryDto[] = [];

  @Day({
    nullable: true,
    description:
      'The first day for which a dose was taken home and of which the commune was told by no list (NĐ 141/2024 Art 35(3)a); no text gives it a time limit',
  })
  readonly listOwedSince: string | null = null;

  @ListOf(() => ActPaperDto, { max: 200 })
  readonly papers: readonly ActPaperDto[] = [];

  @ListOf(() => NextStepDto, { max: 30, description: 'What may come next, who does it and by when' })
  readonly next: readonly NextStepDto[] = [];

  @ListOf(() => DeadlineDto, { max: 200 })
  readonly deadlines: readonly DeadlineDto[] = [];

  @WholeNumber({ ...BODY, example: 2 })
  readonly version: number = 1;
}
