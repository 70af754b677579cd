import { CitationDto } from '../../legal-reference/citation.dto.js';
import { BilingualDto } from '../../platform/http/bilingual.dto.js';
import { Instant, Nested, Text } from '../../platform/http/fields.js';

export class FormDto {
  @Text({ max: 50, example: 'nd-163-2026' })
  readonly instrument: string = '';

  @Text({ max: 10, example: 'V' })
  readonly appendix: string = '';

  @Text({ max: 10, example: '22' })
  readonly number: string = '';
}

export class NextStepDto {
  @Text({ max: 50, example: 'decided' })
  readonly step: string = '';

  @Nested(() => BilingualDto, {
    nullable: true,
    description: 'Who is competent under the law of this moment',
  })
  readonly office: BilingualDto | null = null;

  @Nested(() => CitationDto, { nullable: true })
  readonly citation: CitationDto | null = null;

  @Instant({ nullable: true, description: 'Until when, where the law says so' })
  readonly dueAt: string | null = null;
}
