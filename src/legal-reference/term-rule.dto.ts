import type { DateOnly } from '../law/date.js';
import type { Procedure } from '../law/procedures.js';
import type { SourceMark } from '../law/source-mark.js';
import type { TermRule, TermUnit } from '../law/terms.js';
import { BilingualDto } from '../platform/http/bilingual.dto.js';
import { Day, ListOf, Nested, OneOf, SomeOf, Text, WholeNumber } from '../platform/http/fields.js';
import { ChangeListOf } from '../platform/http/change-list.js';
import { CitationDto, toCitationDto } from './citation.dto.js';
import { PROCEDURE_KEYS, SOURCE_MARKS } from './law.code-lists.js';

type TermOrdinal = NonNullable<TermRule['ordinal']>;
const TERM_UNITS: readonly TermUnit[] = ['days', 'months', 'years'];
const ORDINALS: readonly TermOrdinal[] = ['first', 'second-or-later'];

export class TermRuleDto {
  @Text({ max: 100, example: 'rehabilitation.term-first', description: 'The same under every law' })
  readonly key: string = '';

  @OneOf(PROCEDURE_KEYS, { name: 'Procedure', example: 'home-rehabilitation' })
  readonly procedure: Procedure = 'home-rehabilitation';

  @SomeOf(PROCEDURE_KEYS, {
    name: 'Procedure',
    example: [],
    description: 'Also governed by the same sentence',
  })
  readonly alsoFor: readonly Procedure[] = [];

  @Nested(() => BilingualDto, { description: 'What lasts so long' })
  readonly what: BilingualDto = new BilingualDto();

  @WholeNumber({ min: 0, max: 10_000, nullable: true, example: 24, description: 'Null: no lower bound' })
  readonly min: number | null = null;

  @WholeNumber({ min: 0, max: 10_000, nullable: true, example: 24, description: 'Null: no upper bound' })
  readonly max: number | null = null;

  @OneOf(TERM_UNITS, { name: 'TermUnit', example: 'months' })
  readonly unit: TermUnit = 'months';

  @OneOf(ORDINALS, {
    name: 'RehabilitationOrdinal',
    nullable: true,
    description: 'Which rehabilitation of the person it is for; null: no difference',
  })
  readonly ordinal: TermOrdinal | null = null;

  @Day({ example: '2026-07-01' })
  readonly from: string = '';

  @Day({ nullable: true, example: null })
  readonly to: DateOnly | null = null;

  @ListOf(() => CitationDto, { max: 20 })
  readonly citations: readonly CitationDto[] = [];

  @OneOf(SOURCE_MARKS, { name: 'SourceMark', example: 'secondary' })
  readonly mark: SourceMark = 'unverified';
}

export const TermRuleList = ChangeListOf(TermRuleDto);

export function toTermRuleDto({ id: _row, ...rule }: TermRule): TermRuleDto {
  return { ...rule, ordinal: rule.ordinal ?? null, citations: rule.citations.map(toCitationDto) };
}
