import type { DateOnly } from '../law/date.js';
import {
  instrumentName,
  type Instrument,
  type InstrumentKey,
  type InstrumentKind,
  type UndatedAct,
} from '../law/instruments.js';
import type { SourceMark } from '../law/source-mark.js';
import { BilingualDto } from '../platform/http/bilingual.dto.js';
import { ChangeListOf } from '../platform/http/change-list.js';
import { Day, ListOf, Nested, OneOf, SomeOf, Text } from '../platform/http/fields.js';
import { INSTRUMENT_KEYS, INSTRUMENT_KINDS, SOURCE_MARKS } from './law.code-lists.js';

export class InstrumentDto {
  @OneOf(INSTRUMENT_KEYS, { name: 'InstrumentKey', example: 'nd-163-2026' })
  readonly key: InstrumentKey = 'nd-163-2026';

  @Text({ max: 100, example: '163/2026/NĐ-CP' })
  readonly number: string = '';

  @Text({ max: 200, example: 'Nghị định 163/2026/NĐ-CP', description: 'How it is cited' })
  readonly name: string = '';

  @Nested(() => BilingualDto)
  readonly title: BilingualDto = new BilingualDto();

  @OneOf(INSTRUMENT_KINDS, { name: 'InstrumentKind', example: 'decree' })
  readonly kind: InstrumentKind = 'decree';

  @Day({ example: '2026-07-01' })
  readonly inForceFrom: string = '';

  @Day({
    nullable: true,
    example: null,
    description: 'Last day in force; null: in force, or `note` says more',
  })
  readonly inForceTo: DateOnly | null = null;

  @SomeOf(INSTRUMENT_KEYS, { name: 'InstrumentKey', example: ['nd-105-2021', 'nd-116-2021'] })
  readonly supersedes: readonly InstrumentKey[] = [];

  @OneOf(SOURCE_MARKS, { name: 'SourceMark', example: 'secondary' })
  readonly mark: SourceMark = 'unverified';

  @Text({ max: 500, example: 'https://vanban.example.vn/163-2026-nd-cp', description: 'Where it was read' })
  readonly source: string = '';

  @Nested(() => BilingualDto, { nullable: true })
  readonly note: BilingualDto | null = null;
}

export class UndatedActDto {
  @Text({ max: 100, example: '01/2022/UBTVQH15' })
  readonly number: string = '';

  @Nested(() => BilingualDto)
  readonly title: BilingualDto = new BilingualDto();

  @OneOf(INSTRUMENT_KINDS, { name: 'InstrumentKind', example: 'ordinance' })
  readonly kind: InstrumentKind = 'decree';

  @Day({ nullable: true, example: null })
  readonly issuedOn: DateOnly | null = null;

  @Day({ nullable: true, example: null })
  readonly inForceTo: DateOnly | null = null;

  @Nested(() => BilingualDto, { description: 'What is not known of it' })
  readonly missing: BilingualDto = new BilingualDto();

  @OneOf(SOURCE_MARKS, { name: 'SourceMark', example: 'unverified' })
  readonly mark: SourceMark = 'unverified';
}

export class InstrumentListDto extends ChangeListOf(InstrumentDto) {
  @ListOf(() => UndatedActDto, {
    max: 1000,
    description: 'Acts whose day of entry into force is not known: listed, never applied',
  })
  readonly undated: readonly UndatedActDto[] = [];
}

export function toInstrumentDto({ note, ...instrument }: Instrument): InstrumentDto {
  return { ...instrument, name: instrumentName(instrument.key), note: note ?? null };
}

export function toUndatedActDto(act: UndatedAct): UndatedActDto {
  return { ...act, mark: 'unverified' };
}
