import { BilingualDto } from '../platform/http/bilingual.dto.js';
import { ChangeListOf } from '../platform/http/change-list.js';
import { ListOf, Nested, Text } from '../platform/http/fields.js';

export class CodeListEntryDto {
  @Text({ max: 100, example: 'commune-police' })
  readonly code: string = '';

  @Nested(() => BilingualDto)
  readonly label: BilingualDto = new BilingualDto();
}

export class CodeListDto {
  @Text({ max: 100, example: 'organisation-kind' })
  readonly name: string = '';

  @Nested(() => BilingualDto)
  readonly title: BilingualDto = new BilingualDto();

  @ListOf(() => CodeListEntryDto, { max: 1000 })
  readonly entries: readonly CodeListEntryDto[] = [];
}

export const CodeListList = ChangeListOf(CodeListDto);
