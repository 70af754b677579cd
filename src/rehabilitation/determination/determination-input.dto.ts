import type { DeterminationGround, DeterminationResult } from '../../law/determination-outcomes.js';
import type { DeterminationPaper } from '../../law/determination-papers.js';
import { Flag, Instant, OneOf, SomeOf, Text, Uuid, WholeNumber } from '../../platform/http/fields.js';
import { ActedBy, PaperNumber } from '../voluntary/voluntary-input.dto.js';
import { GROUND_NAMES, PAPERS, RESULTS } from './determination-kinds.js';
import { ASKED_STEPS, type AskedDeterminationStep } from './determination-procedure.js';

const EXAMPLE_AT = '2026-07-06T09:00:00+07:00';

const Guardian = (): PropertyDecorator =>
  Uuid({ optional: true, description: 'Of a person under 18: the guardian on record who consents' });

export class RequestDeterminationDto {
  @Uuid()
  readonly personId: string = '';

  @Instant({ example: EXAMPLE_AT, description: 'When the request was made' })
  readonly requestedAt: string = '';

  @Instant({
    optional: true,
    example: EXAMPLE_AT,
    description: 'When it reached the facility; at once unless told',
  })
  readonly arrivedAt?: string;

  @PaperNumber('Number of the request')
  readonly number: string = '';

  @OneOf(GROUND_NAMES, { name: 'DeterminationGround', example: 'managed-user' })
  readonly ground: DeterminationGround = 'managed-user';

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 17, description: 'The health facility that is asked' })
  readonly organisationId: number = 0;

  @Flag({ optional: true, example: false, description: 'The person is held by administrative custody' })
  readonly held?: boolean;

  @Flag({
    optional: true,
    example: false,
    description: 'The facility sends its staff: custody without a facility, or a place that was agreed',
  })
  readonly away?: boolean;

  @SomeOf(PAPERS, {
    name: 'DeterminationPaper',
    example: ['request', 'test-result', 'curriculum-vitae'],
    description: 'Papers that were sent',
  })
  readonly papers: readonly DeterminationPaper[] = [];
}

export class ApplyForDeterminationDto {
  @Uuid()
  readonly personId: string = '';

  @Instant({ example: EXAMPLE_AT, description: 'When the application and the person were received' })
  readonly receivedAt: string = '';

  @OneOf(['voluntary', 'registering'], { name: 'DeterminationWish', optional: true, example: 'voluntary' })
  readonly ground?: 'voluntary' | 'registering';

  @Guardian()
  readonly guardianId?: string;

  @SomeOf(PAPERS, { name: 'DeterminationPaper', example: ['application'] })
  readonly papers: readonly DeterminationPaper[] = [];
}

export class DeterminationStepDto {
  @OneOf(ASKED_STEPS, { name: 'DeterminationStep', example: 'received' })
  readonly step: AskedDeterminationStep = 'received';

  @Instant({ example: EXAMPLE_AT, description: 'When it took effect' })
  readonly at: string = '';

  @OneOf(RESULTS, { name: 'DeterminationResult', optional: true, example: 'addicted' })
  readonly result?: DeterminationResult;

  @PaperNumber('Number of the result, where it bears one', true)
  readonly number?: string;

  @Text({ max: 1000, multiline: true, optional: true, example: 'Theo phiếu kết quả kèm theo' })
  readonly reason?: string;

  @ActedBy()
  readonly actedBy?: number;
}
