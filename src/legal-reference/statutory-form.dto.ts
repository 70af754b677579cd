import type { DateOnly } from '../law/date.js';
import { FORMS, type FormStep, type StatutoryForm } from '../law/forms.js';
import { instrumentName, type InstrumentKey } from '../law/instruments.js';
import type { SourceMark } from '../law/source-mark.js';
import { BilingualDto } from '../platform/http/bilingual.dto.js';
import { Day, Nested, OneOf, SomeOf, Text } from '../platform/http/fields.js';
import { ChangeListOf } from '../platform/http/change-list.js';
import { INSTRUMENT_KEYS, SOURCE_MARKS } from './law.code-lists.js';

const FORM_STEPS: readonly FormStep[] = [...new Set(FORMS.flatMap(({ steps }) => steps))].toSorted();

export class StatutoryFormDto {
  @OneOf(INSTRUMENT_KEYS, { name: 'InstrumentKey', example: 'nd-163-2026' })
  readonly instrument: InstrumentKey = 'nd-163-2026';

  @Text({ max: 20, example: 'V' })
  readonly appendix: string = '';

  @Text({ max: 20, example: '22', description: 'Repeats between instruments and appendices' })
  readonly number: string = '';

  @Text({
    max: 300,
    example: 'Mẫu số 22, Phụ lục V, Nghị định 163/2026/NĐ-CP',
    description: 'How it is cited',
  })
  readonly citation: string = '';

  @Nested(() => BilingualDto)
  readonly title: BilingualDto = new BilingualDto();

  @Day({ example: '2026-07-01' })
  readonly from: string = '';

  @Day({ nullable: true, example: null })
  readonly to: DateOnly | null = null;

  @OneOf(SOURCE_MARKS, { name: 'SourceMark', example: 'secondary' })
  readonly mark: SourceMark = 'unverified';

  @SomeOf(FORM_STEPS, { name: 'FormStep', example: ['decide-home-rehabilitation'] })
  readonly steps: readonly FormStep[] = [];
}

export const StatutoryFormList = ChangeListOf(StatutoryFormDto);

export function toStatutoryFormDto(form: StatutoryForm): StatutoryFormDto {
  const { instrument, appendix, number } = form;
  return { ...form, citation: `Mẫu số ${number}, Phụ lục ${appendix}, ${instrumentName(instrument)}` };
}
