import {
  GROUND_FACTS,
  GROUNDS,
  type Ground,
  type GroundAge,
  type GroundFactKind,
} from '../../law/grounds.js';
import type { GroundsProposal } from '../../law/grounds.js';
import { text2 } from '../../law/text.js';
import { CitationDto, toCitationDto } from '../../legal-reference/citation.dto.js';
import { BilingualDto } from '../../platform/http/bilingual.dto.js';
import { Day, ListOf, Nested, OneOf, Text, Uuid } from '../../platform/http/fields.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';
import { ExplanationDto, toExplanationDto } from '../../reminders/deadline.dto.js';
import type { RecordedFact } from './ground-facts.js';

const GROUND_NAMES = Object.keys(GROUNDS) as readonly Ground[];
const FACT_KINDS = Object.keys(GROUND_FACTS) as readonly GroundFactKind[];
const AGES: readonly GroundAge[] = ['minor', 'adult'];

defineCodeList(
  'compulsory-ground',
  text2('Căn cứ cai nghiện bắt buộc', 'Ground of compulsory rehabilitation'),
  Object.fromEntries(GROUND_NAMES.map((name) => [name, GROUNDS[name].label])),
);
defineCodeList('ground-fact', text2('Hành vi là căn cứ', 'Fact that amounts to a ground'), GROUND_FACTS);
defineCodeList('ground-age', text2('Nhóm tuổi', 'Age group'), {
  minor: text2('Từ đủ 12 đến dưới 18 tuổi', 'From 12 to under 18'),
  adult: text2('Từ đủ 18 tuổi', 'From 18 on'),
});

export class GroundsQuery {
  @Day({ optional: true, example: '2026-07-06', description: 'By the law of this day; today unless told' })
  readonly on?: string;
}

export class GroundFactDto {
  @OneOf(FACT_KINDS, { name: 'GroundFact', example: 'drug-use' })
  readonly kind: GroundFactKind = 'drug-use';

  @Day({ example: '2026-07-06' })
  readonly on: string = '';

  @Uuid({
    nullable: true,
    description: 'The file in whose history it stands; null for a failure to register',
  })
  readonly caseId: string | null = null;

  @Text({ max: 50, nullable: true, example: 'HS-2026-31069-000012' })
  readonly caseCode: string | null = null;

  @Uuid({ description: 'The event in the history, or the failure to register' })
  readonly recordId: string = '';
}

export class ProposedGroundDto {
  @OneOf(GROUND_NAMES, { name: 'CompulsoryGround', example: 'use-during-rehabilitation' })
  readonly ground: Ground = 'use-during-rehabilitation';

  @Nested(() => BilingualDto)
  readonly label: BilingualDto = new BilingualDto();

  @Nested(() => CitationDto)
  readonly citation: CitationDto = new CitationDto();

  @ListOf(() => GroundFactDto, { max: 1000, description: 'The evidence on record, the latest first' })
  readonly facts: readonly GroundFactDto[] = [];
}

export class CompulsoryGroundsDto {
  @Day({ example: '2026-07-06' })
  readonly on: string = '';

  @OneOf(AGES, {
    name: 'GroundAge',
    nullable: true,
    example: 'adult',
    description:
      'Null for a person under 12, for whom there is no such measure; the younger one where only a year is known',
  })
  readonly age: GroundAge | null = null;

  @ListOf(() => ProposedGroundDto, {
    max: 20,
    description: 'What the record amounts to, as far as the caller sees it; a person decides',
  })
  readonly grounds: readonly ProposedGroundDto[] = [];

  @Nested(() => ExplanationDto, { nullable: true })
  readonly explanation: ExplanationDto | null = null;
}

export function toGroundsDto(
  on: string,
  age: GroundAge,
  { grounds, explanation }: GroundsProposal<RecordedFact>,
): CompulsoryGroundsDto {
  return {
    ...{ on, age },
    grounds: grounds.map(({ ground, citation, facts }) => ({
      ...{ ground, label: GROUNDS[ground].label, citation: toCitationDto(citation), facts },
    })),
    explanation: toExplanationDto(explanation),
  };
}
