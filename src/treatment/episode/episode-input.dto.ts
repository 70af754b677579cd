import { PaperNumber } from '../../cases/steps/step-fields.js';
import type { InputRule } from '../../cases/steps/step-inputs.js';
import { text2 } from '../../law/text.js';
import { TREATMENT_PAPERS, type TreatmentPaper } from '../../law/treatment.js';
import { Day, Instant, Nested, OneOf, SomeOf, Text, Uuid } from '../../platform/http/fields.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';
import { TransferInput } from '../../cases/handover/transfer.dto.js';
import { PHASE_NAMES, type TreatmentKind, type TreatmentPhase } from '../kinds/kind.js';
import { TREATMENT_KIND_NAMES } from '../kinds/kinds.js';
import { ASKED_STEPS, type AskedTreatmentStep } from '../kinds/treatment-table.js';

export const PAPERS = Object.keys(TREATMENT_PAPERS) as readonly TreatmentPaper[];
defineCodeList(
  'treatment-paper',
  text2('Giấy tờ trong hồ sơ điều trị', 'Papers of an admission'),
  TREATMENT_PAPERS,
);

const EXAMPLE_AT = '2026-07-06T08:00:00+07:00';

export class ApplyForTreatmentDto {
  @OneOf(TREATMENT_KIND_NAMES, { name: 'TreatmentKind', example: 'methadone-treatment' })
  readonly kind: TreatmentKind = 'methadone-treatment';

  @Uuid()
  readonly personId: string = '';

  @Instant({ example: EXAMPLE_AT, description: 'When the application came in' })
  readonly appliedAt: string = '';

  @SomeOf(PAPERS, { name: 'TreatmentPaper', example: ['application', 'determination-result'] })
  readonly papers: readonly TreatmentPaper[] = [];

  @Uuid({
    optional: true,
    description:
      'The file within which the person is treated, as the request names it; of kinds that need one',
  })
  readonly parentCaseId?: string;

  @Text({ max: 50, optional: true, description: 'Of the programme, where several take in' })
  readonly programmeCode?: string;
}

export class TreatmentStepDto {
  @OneOf(ASKED_STEPS, { name: 'TreatmentStep', example: 'held' })
  readonly step: AskedTreatmentStep = 'held';

  @Instant({ example: EXAMPLE_AT, description: 'When it took effect' })
  readonly at: string = '';

  @Text({ max: 1000, multiline: true, optional: true, example: 'Nằm viện, theo giấy vào viện kèm theo' })
  readonly reason?: string;

  @PaperNumber('Number of the paper, where it bears one', true)
  readonly number?: string;

  @OneOf(PHASE_NAMES, { name: 'TreatmentPhase', optional: true, description: 'To which the treatment goes' })
  readonly phase?: TreatmentPhase;

  @SomeOf(PAPERS, { name: 'TreatmentPaper', optional: true, description: 'Papers that came since' })
  readonly papers?: readonly TreatmentPaper[];

  @Uuid({ optional: true, description: 'Of a person under 18: the guardian on record who consents' })
  readonly guardianId?: string;
}

type InputField = 'reason' | 'number' | 'phase' | 'papers' | 'guardianId';

export const STEP_INPUTS: Readonly<Record<AskedTreatmentStep, InputRule<InputField>>> = {
  'consent-recorded': { may: ['guardianId', 'reason'] },
  admitted: { may: ['number', 'papers'] },
  refused: { needs: ['reason'], may: ['number'] },
  withdrawn: { needs: ['reason'] },
  begun: {},
  'phase-changed': { needs: ['phase'], may: ['reason'] },
  held: { needs: ['reason'] },
  resumed: { may: ['reason'] },
  completed: { may: ['number'] },
  died: { needs: ['reason'] },
  voided: { needs: ['reason'] },
};

export class MoveTreatmentDto {
  @Instant({ example: EXAMPLE_AT, description: 'When the summary was made' })
  readonly at: string = '';

  @Text({
    max: 5000,
    multiline: true,
    example: 'Đang ở giai đoạn duy trì, tuân thủ điều trị tốt',
    description: 'Of the treatment so far, for the place that takes over; nobody else reads it',
  })
  readonly summary: string = '';

  @PaperNumber('Number of the summary, where it bears one', true)
  readonly number?: string;

  @Day({
    optional: true,
    example: '2026-07-06',
    description: 'When the summary was handed to the person, to whom it goes by NĐ 141/2024 Art 34',
  })
  readonly givenOn?: string;

  @Nested(() => TransferInput)
  readonly handOver: TransferInput = new TransferInput();
}
