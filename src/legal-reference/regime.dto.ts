import type { DateOnly } from '../law/date.js';
import { INSTRUMENTS, instrumentName } from '../law/instruments.js';
import { REGIMES, type Regime } from '../law/regimes.js';
import { weakestMark, type SourceMark } from '../law/source-mark.js';
import { BilingualDto } from '../platform/http/bilingual.dto.js';
import { Day, ListOf, Nested, OneOf, Text } from '../platform/http/fields.js';
import { ChangeListOf } from '../platform/http/change-list.js';
import { REGIME_KEYS, SOURCE_MARKS } from './law.code-lists.js';

export class RegimeInstrumentDto {
  @Text({ max: 100, example: 'nd-163-2026' })
  readonly key: string = '';

  @Text({ max: 200, example: 'Nghị định 163/2026/NĐ-CP' })
  readonly name: string = '';
}

export class RegimeDto {
  @OneOf(REGIME_KEYS, { name: 'Regime', example: 'R3' })
  readonly key: Regime = 'R3';

  @Nested(() => BilingualDto)
  readonly title: BilingualDto = new BilingualDto();

  @Day({ example: '2026-07-01' })
  readonly from: string = '';

  @Day({ nullable: true, example: null })
  readonly to: DateOnly | null = null;

  @ListOf(() => RegimeInstrumentDto, { max: 100, description: 'The texts that make it' })
  readonly instruments: readonly RegimeInstrumentDto[] = [];

  @OneOf(SOURCE_MARKS, { name: 'SourceMark', example: 'secondary', description: 'The weakest of its texts' })
  readonly mark: SourceMark = 'unverified';
}

export const RegimeList = ChangeListOf(RegimeDto);

export function toRegimeDto(key: Regime): RegimeDto {
  const { title, from, to, instruments } = REGIMES[key];
  return {
    key,
    title,
    from,
    to,
    instruments: instruments.map((instrument) => ({ key: instrument, name: instrumentName(instrument) })),
    mark: weakestMark(instruments.map((instrument) => INSTRUMENTS[instrument].mark)),
  };
}
