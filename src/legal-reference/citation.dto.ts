import { citationText, type Citation } from '../law/instruments.js';
import type { SourceMark } from '../law/source-mark.js';
import { OneOf, Text } from '../platform/http/fields.js';
import { SOURCE_MARKS } from './law.code-lists.js';

export class CitationDto {
  @Text({ max: 100, example: 'nd-163-2026' })
  readonly instrument: string = '';

  @Text({ max: 500, example: 'Nghị định 163/2026/NĐ-CP, Điều 91 khoản 1' })
  readonly text: string = '';

  @OneOf(SOURCE_MARKS, { name: 'SourceMark', description: 'How far the source may be trusted' })
  readonly mark: SourceMark = 'secondary';
}

export function toCitationDto(citation: Citation): CitationDto {
  return { instrument: citation.instrument, text: citationText(citation), mark: citation.mark };
}
