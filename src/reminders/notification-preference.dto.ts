import type { Text2 } from '../law/text.js';
import { Flag, Instant, Nested, SomeOf, Text, WholeNumber } from '../platform/http/fields.js';
import type { MailPreference } from './delivery.js';
import { CLOCK, clockOf } from './delivery.rules.js';
import { NOTIFICATION_KINDS, type NotificationKind } from './reminder.code-lists.js';

const CLOCK_DETAIL: Text2 = {
  vi: 'Phải viết giờ và phút, ví dụ 07:30',
  en: 'Must be hours and minutes, such as 07:30',
};
const clock = { min: 5, max: 5, pattern: CLOCK, patternDetail: CLOCK_DETAIL } as const;

export class QuietHoursDto {
  @Text({ ...clock, example: '21:00' })
  readonly from: string = '';

  @Text({
    ...clock,
    example: '06:00',
    description: 'From then on mails come again; over midnight where it is earlier',
  })
  readonly to: string = '';
}

export class MailWishesDto {
  @SomeOf(NOTIFICATION_KINDS, {
    name: 'NotificationKind',
    example: ['deadline.approaching', 'deadline.due', 'deadline.overdue'],
    description: 'What to send by mail; none: nothing. The inbox has all of it in any case',
  })
  readonly kinds: readonly NotificationKind[] = [];

  @Text({
    ...clock,
    nullable: true,
    example: '07:30',
    description: 'Once a day at this time in Asia/Ho_Chi_Minh, grouped by file; null: each at once',
  })
  readonly digestAt: string | null = null;

  @Nested(() => QuietHoursDto, {
    nullable: true,
    description:
      'No mails at these hours in Asia/Ho_Chi_Minh. What ends in them is told within the hour before; a warning that could not wait comes all the same',
  })
  readonly quietHours: QuietHoursDto | null = null;
}

export class NotificationPreferencesDto extends MailWishesDto {
  @Flag({ example: true, description: 'Whether this installation sends mail at all' })
  readonly mailOn: boolean = false;

  @Text({
    max: 254,
    nullable: true,
    example: 'minh.tv@angiang.gov.vn',
    description: 'The confirmed address of the caller; null: none, and nothing is sent',
  })
  readonly address: string | null = null;

  @Text({
    max: 254,
    nullable: true,
    example: null,
    description: 'An address that waits for its code; the one before receives until then',
  })
  readonly pendingAddress: string | null = null;

  @Instant({ nullable: true, example: null, description: 'Until when that code is good, in real time' })
  readonly codeExpiresAt: string | null = null;

  @WholeNumber({ min: 0, max: 2_147_483_647, example: 2, description: '0 as long as nothing was chosen' })
  readonly version: number = 0;
}

/** What every mail server takes, and nothing that could be read as two addresses or as a header. */
const ADDRESS =
  /^[A-Za-z0-9](?:[A-Za-z0-9._%+-]{0,62}[A-Za-z0-9_])?@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;

export class NoticeAddressInput {
  @Text({
    min: 6,
    max: 254,
    pattern: ADDRESS,
    patternDetail: {
      vi: 'Phải là một địa chỉ thư điện tử, ví dụ minh.tv@angiang.gov.vn',
      en: 'Must be one mail address, such as minh.tv@angiang.gov.vn',
    },
    example: 'minh.tv@angiang.gov.vn',
  })
  readonly address: string = '';
}

export class AddressCodeInput {
  @Text({
    min: 8,
    max: 8,
    pattern: /^\d{8}$/,
    patternDetail: { vi: 'Phải là 8 chữ số', en: 'Must be 8 digits' },
    example: '04512377',
    description: 'From the mail that was sent to the address',
  })
  readonly code: string = '';
}

export function toWishesDto({ kinds, digestAt, quiet }: MailPreference): MailWishesDto {
  return {
    kinds,
    digestAt: digestAt === null ? null : clockOf(digestAt),
    quietHours: quiet && { from: clockOf(quiet.from), to: clockOf(quiet.to) },
  };
}
