import { addDays, startOfLegalDay, type DateOnly } from '../../law/date.js';
import { NAME_MAX } from '../../people/name.rules.js';
import { ChangeListQuery } from '../../platform/http/change-list.js';
import { BilingualDto } from '../../platform/http/bilingual.dto.js';
import {
  Day,
  Flag,
  Instant,
  ListOf,
  Nested,
  OneOf,
  Text,
  Uuid,
  WholeNumber,
} from '../../platform/http/fields.js';
import type { DoseToken } from '../interlock/dose-token.queries.js';
import { DOSE_UNITS, MOST, type DoseUnitName } from '../ledger/amounts.js';
import {
  TOKEN_REFUSALS,
  TOKEN_STATES,
  tokenState,
  type TokenRefusal,
  type TokenState,
} from './token.rules.js';
import { UNCHECKED_BECAUSE, UNCHECKED_FLAG } from '../protocol/unchecked.dto.js';
import { DosedPersonDto } from './window.dto.js';

const SLOT = { min: 1, max: 10, example: 1 } as const;

export class TokenPath {
  @Uuid()
  readonly tokenId: string = '';
}

export class TokenQuery extends ChangeListQuery {
  @Day({ optional: true, example: '2026-07-06', description: 'Today unless told' })
  readonly day?: string;
}

export class TokenEpisodeDto {
  @Uuid()
  readonly episodeId: string = '';
}

export class AskForTokensDto {
  @Day({ optional: true, example: '2026-07-06', description: 'Today unless told; at most a week ahead' })
  readonly day?: string;

  @ListOf(() => TokenEpisodeDto, {
    min: 1,
    max: 1000,
    optional: true,
    description: 'Of these alone; all who are expected unless told',
  })
  readonly episodes?: readonly TokenEpisodeDto[];
}

/** What a device needs to give one dose without asking: nothing that the day list does not show. */
export class DoseTokenDto extends DosedPersonDto {
  @Uuid({ description: 'Sent as `tokenId` with the dose that was given' })
  readonly id: string = '';

  @Text({
    max: NAME_MAX,
    nullable: true,
    example: 'Nguyễn Văn Bình',
    description: 'Null where the site sees the person no more: a guest who has moved, or whose days are over',
  })
  readonly fullName: string | null = null;

  @WholeNumber({ min: 1900, max: 2200, nullable: true, example: 1991, description: 'Null as the name' })
  readonly birthYear: number | null = null;

  @Flag({ example: false, description: 'Treated at another site: the dose is sent as `guest-dose`' })
  readonly guest: boolean = false;

  @Day({ example: '2026-07-06' })
  readonly day: string = '';

  @WholeNumber(SLOT)
  readonly slot: number = 1;

  @WholeNumber({ min: 1, max: MOST, example: 8000, description: 'In the unit' })
  readonly dose: number = 0;

  @OneOf(DOSE_UNITS, { name: 'DoseUnitName', example: 'microlitre' })
  readonly unit: DoseUnitName = 'microlitre';

  @Instant()
  readonly issuedAt: string = '';

  @Instant({ example: '2026-07-07T00:00:00+07:00', description: 'The end of its day' })
  readonly validUntil: string = '';

  @OneOf(TOKEN_STATES, { name: 'TokenState' })
  readonly state: TokenState = 'standing';
}

/** A token as it is handed out. */
export class IssuedTokenDto extends DoseTokenDto {
  @Flag({
    ...UNCHECKED_FLAG,
    description:
      'The dose is held against no clinical number: no signed protocol is in force on its day, or of a guest at his home',
  })
  readonly unchecked: boolean = true;

  @Nested(() => BilingualDto, UNCHECKED_BECAUSE)
  readonly uncheckedBecause: BilingualDto | null = null;
}

export class RefusedTokenDto {
  @Uuid()
  readonly episodeId: string = '';

  @WholeNumber({ ...SLOT, nullable: true, description: 'Null: of no slot of the day' })
  readonly slot: number | null = null;

  @OneOf(TOKEN_REFUSALS, { name: 'TokenRefusal', example: 'held' })
  readonly why: TokenRefusal = 'held';
}

export class IssuedTokensDto {
  @Day({ example: '2026-07-06' })
  readonly day: string = '';

  @ListOf(() => IssuedTokenDto, { max: 5000, description: 'That stand, those issued earlier too' })
  readonly tokens: readonly IssuedTokenDto[] = [];

  @ListOf(() => RefusedTokenDto, { max: 5000 })
  readonly refused: readonly RefusedTokenDto[] = [];
}

export function toTokenDto(token: DoseToken, today: DateOnly): DoseTokenDto {
  const { id, episodeId, personId, fullName, birthYear, kind, guest, day, slot, dose, unit } = token;
  return {
    ...{ id, episodeId, personId, fullName, birthYear, kind, guest, day, slot, dose, unit },
    issuedAt: token.issuedAt.toISOString(),
    validUntil: startOfLegalDay(addDays(day, 1)).toISOString(),
    state: tokenState({ ...token, passed: day < today }),
  };
}
