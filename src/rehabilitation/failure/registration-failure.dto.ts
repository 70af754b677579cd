import { Day, Flag, Instant, Nested, Text, Uuid, WholeNumber } from '../../platform/http/fields.js';
import { ChangePageOf, ChangePageQuery } from '../../platform/http/change-page.js';
import { ExplanationDto, toExplanationDto } from '../../reminders/deadline.dto.js';
import { FormDto } from '../voluntary/voluntary-answer.dto.js';
import { DeterminationDto, ForceMajeureDto, WithoutResidenceDto } from '../voluntary/voluntary-input.dto.js';
import type { RegistrationFailure } from './registration-failure.record.js';

export class RecordFailureDto {
  @Uuid()
  readonly personId: string = '';

  @Nested(() => DeterminationDto)
  readonly determination: DeterminationDto = new DeterminationDto();

  @Instant({
    example: '2026-07-03T09:00:00+07:00',
    description: 'When it was found that the person had not registered; after the time limit',
  })
  readonly foundAt: string = '';

  @Text({
    max: 1000,
    multiline: true,
    example: 'Đã thông báo kết quả tại nhà; không đến đăng ký, không có lý do',
    description: 'What it is based on',
  })
  readonly basis: string = '';

  @Nested(() => WithoutResidenceDto, {
    optional: true,
    description: 'For a person without a stable residence: where the act was found is competent',
  })
  readonly withoutResidence?: WithoutResidenceDto;

  @Nested(() => ForceMajeureDto, {
    optional: true,
    description:
      'What kept the person from registering while the time limit ran: it is counted anew from its end',
  })
  readonly forceMajeure?: ForceMajeureDto;
}

export class VoidFailureDto {
  @Text({ max: 1000, multiline: true, example: 'Người này đã đăng ký tại xã khác trong thời hạn' })
  readonly reason: string = '';
}

export class FailureQuery extends ChangePageQuery {
  @Uuid({ optional: true, description: 'Of this person' })
  readonly person?: string;

  @WholeNumber({
    min: 1,
    max: 2_147_483_647,
    optional: true,
    example: 2331069,
    description: 'Of this unit and the units in it',
  })
  readonly unit?: number;

  @Flag({ optional: true, example: false, description: 'Those that were voided too' })
  readonly includeVoided?: boolean;
}

export class RegistrationFailureDto {
  @Uuid()
  readonly id: string = '';

  @Uuid()
  readonly personId: string = '';

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 17, description: 'Body that found it' })
  readonly organisationId: number = 0;

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 2331069 })
  readonly unitId: number = 0;

  @Nested(() => DeterminationDto)
  readonly determination: DeterminationDto = new DeterminationDto();

  @Nested(() => WithoutResidenceDto, { nullable: true })
  readonly withoutResidence: WithoutResidenceDto | null = null;

  @Nested(() => ForceMajeureDto, {
    nullable: true,
    description: 'From whose end the time limit was counted anew',
  })
  readonly forceMajeure: ForceMajeureDto | null = null;

  @Instant()
  readonly foundAt: string = '';

  @Text({ max: 1000, example: 'Đã thông báo kết quả tại nhà; không đến đăng ký, không có lý do' })
  readonly basis: string = '';

  @Text({ max: 10, example: 'R3', description: 'Law of the time limit' })
  readonly regime: string = '';

  @Instant({ description: 'Until when the person could register' })
  readonly dueAt: string = '';

  @Nested(() => ExplanationDto)
  readonly explanation: ExplanationDto = new ExplanationDto();

  @Text({ max: 200, example: 'Trưởng Công an cấp xã' })
  readonly signerOffice: string = '';

  @Nested(() => FormDto, { nullable: true, description: 'Form of the record, where the law names one' })
  readonly form: FormDto | null = null;

  @Day({ nullable: true, example: null, description: 'When it was voided' })
  readonly voidedOn: string | null = null;

  @Text({ max: 1000, nullable: true, example: null })
  readonly voidReason: string | null = null;

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 1 })
  readonly version: number = 1;
}

export const RegistrationFailurePage = ChangePageOf(RegistrationFailureDto);

export function toFailureDto(failure: RegistrationFailure): RegistrationFailureDto {
  const { formInstrument, formAppendix, formNumber, actFoundOn } = failure;
  const form = formInstrument && formAppendix && formNumber;
  return {
    id: failure.id,
    personId: failure.personId,
    organisationId: failure.organisationId,
    unitId: failure.unitId,
    determination: {
      on: failure.determinationOn,
      facility: failure.determinationFacility,
      toldAt: failure.toldAt.toISOString(),
    },
    forceMajeure: failure.forceMajeure,
    withoutResidence: actFoundOn === null ? null : { actFoundOn, basis: failure.noResidenceBasis ?? '' },
    foundAt: failure.foundAt.toISOString(),
    basis: failure.basis,
    regime: failure.regime,
    dueAt: failure.dueAt.toISOString(),
    explanation: toExplanationDto(failure.explanation),
    signerOffice: failure.signerOffice,
    form: form ? { instrument: formInstrument, appendix: formAppendix, number: formNumber } : null,
    voidedOn: failure.voidedOn,
    voidReason: failure.voidReason,
    version: failure.version,
  };
}
