import { ChangeListOf } from '../platform/http/change-list.js';
import { Instant, OneOf, Text, Uuid, WholeNumber } from '../platform/http/fields.js';

/** Where a pause holds: at one place, at all places from which the account never signed in, or for its codes. */
const PAUSE_REACHES = ['one-place', 'strange-places', 'codes'] as const;
export type PauseReach = (typeof PAUSE_REACHES)[number];

export class PausedLoginDto {
  @Uuid()
  readonly userId: string = '';

  @Text({ max: 64, example: 'tran.van.minh' })
  readonly login: string = '';

  @Text({ max: 200, example: 'Trần Văn Minh' })
  readonly fullName: string = '';

  @OneOf(PAUSE_REACHES, { name: 'PauseReach' })
  readonly reach: PauseReach = 'one-place';

  @WholeNumber({ min: 1, max: 2_147_483_647, example: 5 })
  readonly failures: number = 0;

  @Instant({ example: '2026-07-02T08:30:00+07:00' })
  readonly lastFailedAt: string = '';

  @Instant({ example: '2026-07-02T08:45:00+07:00' })
  readonly pausedUntil: string = '';
}

export class PausedLoginsDto extends ChangeListOf(PausedLoginDto, 1_000_000) {
  @WholeNumber({
    min: 0,
    max: 2_147_483_647,
    example: 0,
    description: 'Pauses of logins that no account has. What was typed is not kept',
  })
  readonly unknown: number = 0;
}
