import type { DateOnly } from '../law/date.js';
import { quantityText, type DeadlineRule, type DeadlineUnit, type WarningPoint } from '../law/deadlines.js';
import type { Procedure } from '../law/procedures.js';
import type { SourceMark } from '../law/source-mark.js';
import { BilingualDto } from '../platform/http/bilingual.dto.js';
import { Day, Flag, ListOf, Nested, OneOf, SomeOf, Text, WholeNumber } from '../platform/http/fields.js';
import { ChangeListOf } from '../platform/http/change-list.js';
import { CitationDto, toCitationDto } from './citation.dto.js';
import { PROCEDURE_KEYS, SOURCE_MARKS } from './law.code-lists.js';

const DEADLINE_UNITS: readonly DeadlineUnit[] = ['hours', 'days', 'working-days', 'months'];
const BOUNDS: readonly DeadlineRule['bound'][] = ['max', 'min', 'exact'];
const DIRECTIONS: readonly DeadlineRule['direction'][] = ['after', 'before'];
const WARNING_TIMES: readonly WarningPoint['when'][] = ['before', 'on', 'after'];
const WARNING_UNITS: readonly WarningPoint['offset']['unit'][] = ['hours', 'days', 'working-days'];

export class WarningPointDto {
  @OneOf(WARNING_TIMES, { name: 'WarningTime', example: 'before' })
  readonly when: WarningPoint['when'] = 'before';

  @WholeNumber({ min: 0, max: 1000, example: 6 })
  readonly value: number = 0;

  @OneOf(WARNING_UNITS, { name: 'WarningUnit', example: 'hours' })
  readonly unit: WarningPoint['offset']['unit'] = 'hours';

  @Flag({ example: false, description: 'The superior organisation hears of it too' })
  readonly escalates: boolean = false;
}

export class DeadlineRuleDto {
  @Text({ max: 100, example: 'home-rehabilitation.decision', description: 'The same under every law' })
  readonly key: string = '';

  @OneOf(PROCEDURE_KEYS, { name: 'Procedure', example: 'home-rehabilitation' })
  readonly procedure: Procedure = 'home-rehabilitation';

  @SomeOf(PROCEDURE_KEYS, {
    name: 'Procedure',
    example: [],
    description: 'Also governed by the same sentence',
  })
  readonly alsoFor: readonly Procedure[] = [];

  @Nested(() => BilingualDto, { description: 'What is to be done' })
  readonly step: BilingualDto = new BilingualDto();

  @Nested(() => BilingualDto, { description: 'Who has to do it' })
  readonly actor: BilingualDto = new BilingualDto();

  @Text({ max: 100, example: 'commune-police', description: 'Kind of organisation, or `person`' })
  readonly obligor: string = '';

  @WholeNumber({ min: 0, max: 10_000, example: 24 })
  readonly value: number = 0;

  @OneOf(DEADLINE_UNITS, { name: 'DeadlineUnit', example: 'hours' })
  readonly unit: DeadlineUnit = 'hours';

  @Nested(() => BilingualDto, { description: 'Value and unit in words' })
  readonly quantity: BilingualDto = new BilingualDto();

  @OneOf(BOUNDS, {
    name: 'DeadlineBound',
    description: 'max: within so much time; min: not before, or at least so much ahead; exact: exactly then',
  })
  readonly bound: DeadlineRule['bound'] = 'max';

  @OneOf(DIRECTIONS, {
    name: 'DeadlineDirection',
    description: 'Counted from its start, or back from a coming event',
  })
  readonly direction: DeadlineRule['direction'] = 'after';

  @Flag({ example: false, description: 'Starts again each time it is met' })
  readonly recurring: boolean = false;

  @Flag({ description: 'A last day off moves to the next working day' })
  readonly rollsOver: boolean = true;

  @Flag({ example: false, description: 'A right of the person, no duty: it runs out and is never late' })
  readonly right: boolean = false;

  @Nested(() => BilingualDto, { description: 'What starts it' })
  readonly startsWith: BilingualDto = new BilingualDto();

  @Day({ example: '2026-07-01' })
  readonly from: string = '';

  @Day({ nullable: true, example: null })
  readonly to: DateOnly | null = null;

  @ListOf(() => CitationDto, { max: 20 })
  readonly citations: readonly CitationDto[] = [];

  @OneOf(SOURCE_MARKS, { name: 'SourceMark', example: 'secondary' })
  readonly mark: SourceMark = 'unverified';

  @ListOf(() => WarningPointDto, { max: 20, description: 'When reminders go out: local practice, not law' })
  readonly warnings: readonly WarningPointDto[] = [];

  @Nested(() => BilingualDto, { nullable: true })
  readonly note: BilingualDto | null = null;
}

export const DeadlineRuleList = ChangeListOf(DeadlineRuleDto);

export function toDeadlineRuleDto({ id: _row, ...rule }: DeadlineRule): DeadlineRuleDto {
  return {
    ...rule,
    quantity: quantityText(rule.value, rule.unit),
    citations: rule.citations.map(toCitationDto),
    warnings: rule.warnings.map(({ when, offset, escalate }) => ({ when, ...offset, escalates: escalate })),
    note: rule.note ?? null,
  };
}
