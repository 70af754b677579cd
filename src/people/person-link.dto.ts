import { Flag, Instant, Nested, SomeOf, Text, Uuid } from '../platform/http/fields.js';
import { LINK_EVIDENCE, type LinkEvidence } from './person-kinds.js';
import { PersonSummaryDto } from './person-search.dto.js';

const REASON_MAX = 500;

export class LinkPersonsDto {
  @Uuid({ description: 'The other entry of the same person' })
  readonly otherPersonId: string = '';

  @SomeOf(LINK_EVIDENCE, { name: 'LinkEvidence', min: 1, example: ['identity-papers'] })
  readonly evidence: readonly LinkEvidence[] = [];

  @Text({ max: REASON_MAX, multiline: true, example: 'Cùng một người, chuyển nơi ở và được đăng ký hai lần' })
  readonly reason: string = '';
}

export class UnlinkPersonsDto {
  @Text({ max: REASON_MAX, multiline: true, example: 'Hai anh em ruột, số giấy tờ ghi nhầm' })
  readonly reason: string = '';
}

/** That two entries are one person, or were held to be. Only links whose both entries the caller may see are told. */
export class PersonLinkDto {
  @Uuid()
  readonly id: string = '';

  @Nested(() => PersonSummaryDto, { description: 'The other entry' })
  readonly other: PersonSummaryDto = new PersonSummaryDto();

  @SomeOf(LINK_EVIDENCE, { name: 'LinkEvidence', min: 1, example: ['identity-papers'] })
  readonly evidence: readonly LinkEvidence[] = [];

  @Text({ max: REASON_MAX, example: 'Cùng một người, chuyển nơi ở và được đăng ký hai lần' })
  readonly reason: string = '';

  @Flag({ description: 'False for a link that was undone' })
  readonly holds: boolean = true;

  @Instant()
  readonly linkedAt: string = '';

  @Instant({ nullable: true, example: null })
  readonly unlinkedAt: string | null = null;

  @Text({ max: REASON_MAX, nullable: true, example: null })
  readonly unlinkReason: string | null = null;
}
