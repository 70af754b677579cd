import { ChangeListQuery } from '../../platform/http/change-list.js';
import { MAX_INTEGER_ID } from '../../platform/http/path-ids.js';
import { BilingualDto } from '../../platform/http/bilingual.dto.js';
import {
  Day,
  Flag,
  Instant,
  ListOf,
  Nested,
  OneOf,
  SomeOf,
  Text,
  Uuid,
  WholeNumber,
} from '../../platform/http/fields.js';
import { DOSE_UNITS, MOST, MOST_OF_A_DOSE, type DoseUnitName } from '../ledger/amounts.js';
import { DOSE_EVENT_KIND_NAMES, type DoseEventKind } from '../ledger/dose-event.kinds.js';
import { PROTOCOL_VALUE_NAMES, type ProtocolValueName } from '../protocol/protocol-values.js';
import { WITNESS_NAME } from '../witness/loss-notice.dto.js';
import { FIELDS_OF_KINDS } from './dose-inputs.js';
import { DOSE_FLAGS, type DoseFlag } from './dose.rules.js';
import {
  CHECK_NAMES,
  CHECK_RESULTS,
  type CheckResult,
  type ProtocolCheckName,
} from './protocol-checks.rules.js';

export const CLIENT_EVENT = {
  max: 100,
  pattern: /^[A-Za-z0-9._:-]+$/,
  example: 'tablet-2.2026-07-02.0017',
  description: 'The device’s own id of the event: sent again it is the same event, whenever it comes',
} as const;
export const REASON = { max: 1000, multiline: true, example: 'Người bệnh đổi ý' } as const;
const AMOUNT = { min: 1, max: MOST } as const;
const SLOT = { min: 1, max: 10, example: 1 } as const;

export class DoseEntryDto {
  @Text(CLIENT_EVENT)
  readonly clientEventId: string = '';

  @OneOf(DOSE_EVENT_KIND_NAMES, {
    name: 'DoseEventKind',
    example: 'dispensed',
    description: `All but \`missed\`, which is derived after closing time. Besides \`clientEventId\`, \`episodeId\`, \`reported\` and \`at\`, ${FIELDS_OF_KINDS}`,
  })
  readonly kind: DoseEventKind = 'dispensed';

  @Uuid({ description: 'The episode of treatment' })
  readonly episodeId: string = '';

  @WholeNumber({ ...SLOT, optional: true, description: 'Which dose of the day, as the order counts them' })
  readonly slot?: number;

  @Day({
    optional: true,
    description: 'For which day a dose to take home is, or was prepared; today unless told',
  })
  readonly day?: string;

  @Flag({
    optional: true,
    example: false,
    description: 'It has happened already, at `at`: it is stored as a fact, with flags, and never refused',
  })
  readonly reported?: boolean;

  @Instant({ optional: true, description: 'When it happened, by the device; only where `reported`' })
  readonly at?: string;

  @Uuid({ optional: true })
  readonly lotId?: string;

  @WholeNumber({
    ...{ min: 1, max: MOST_OF_A_DOSE },
    optional: true,
    example: 20_000,
    description:
      'In the order’s unit; only where reported, given again, or prepared for that: otherwise it is what was ordered',
  })
  readonly dose?: number;

  @WholeNumber({ ...AMOUNT, optional: true, example: 500, description: 'Spilled, in the lot’s unit' })
  readonly measured?: number;

  @Uuid({ optional: true, description: 'The entry that this one voids, follows or brings back' })
  readonly namesId?: string;

  @Text({ ...REASON, optional: true })
  readonly reason?: string;

  @Uuid({
    optional: true,
    description:
      'Who saw a spill: another who works at the site, who is told that he was named. Without a witness it is taken with a flag',
  })
  readonly witnessId?: string;

  @Text({
    ...WITNESS_NAME,
    optional: true,
    description: 'Of a witness without an account: taken with a flag',
  })
  readonly witnessName?: string;

  @Uuid({
    optional: true,
    description:
      'The token under which the dose was given without asking; of a reported dose one that is not good leaves a flag',
  })
  readonly tokenId?: string;
}

/** What a protocol was asked of, and what was left unchecked. */
export class ProtocolCheckDto {
  @OneOf(CHECK_NAMES, { name: 'ProtocolCheckName' })
  readonly check: ProtocolCheckName = 'maxDailyDose';

  @OneOf(CHECK_RESULTS, { name: 'ProtocolCheckResult' })
  readonly result: CheckResult = 'not-checked';

  @WholeNumber({ min: 0, max: MOST * 1000, nullable: true, example: null })
  readonly limit: number | null = null;

  // Of all slots of a day, by what is in them.
  @WholeNumber({ min: -MOST * 1000, max: MOST * 1000, nullable: true, example: 20_000 })
  readonly found: number | null = null;

  @Nested(() => BilingualDto, { nullable: true })
  readonly why: BilingualDto | null = null;
}

/** A value of a protocol that was not held against what was entered. */
export class NotCheckedDto {
  @OneOf(PROTOCOL_VALUE_NAMES, { name: 'ProtocolValueName', example: 'doseObservationMinutes' })
  readonly value: ProtocolValueName = 'doseObservationMinutes';

  @Nested(() => BilingualDto)
  readonly why: BilingualDto = new BilingualDto();
}

export class ProtocolStateDto {
  @Uuid({ nullable: true, example: null, description: 'The signed protocol in force on the day' })
  readonly protocolId: string | null = null;

  @Flag({
    description:
      'Something was not checked: no protocol is in force, it is silent, the program holds nothing against such a value, or the dose before was another place’s',
  })
  readonly unchecked: boolean = true;

  @Nested(() => BilingualDto, { nullable: true })
  readonly why: BilingualDto | null = null;

  @ListOf(() => NotCheckedDto, { max: 40, description: 'What was not checked, by name' })
  readonly notChecked: readonly NotCheckedDto[] = [];

  @Flag({
    example: false,
    description: 'The protocol was signed by who had entered it: no other clinician looked at its numbers',
  })
  readonly signedByAuthor: boolean = false;
}

export class DoseEventDto {
  @Uuid()
  readonly id: string = '';

  @OneOf(DOSE_EVENT_KIND_NAMES, { name: 'DoseEventKind', example: 'dispensed' })
  readonly kind: DoseEventKind = 'dispensed';

  @Uuid()
  readonly episodeId: string = '';

  @WholeNumber({ min: 1, max: MAX_INTEGER_ID, example: 16, description: 'Where it was given' })
  readonly siteId: number = 0;

  @Day({ description: 'The day whose dose it is' })
  readonly day: string = '';

  @WholeNumber(SLOT)
  readonly slot: number = 1;

  @Instant({ description: 'When it happened' })
  readonly at: string = '';

  @Flag({ example: false })
  readonly reported: boolean = false;

  @WholeNumber({
    min: 0,
    max: MOST,
    example: 20_000,
    description: 'In the order’s unit; 0 where nothing was given',
  })
  readonly dose: number = 0;

  @WholeNumber({ min: 0, max: MOST, example: 2000, description: 'In the lot’s unit' })
  readonly measured: number = 0;

  @Uuid({ nullable: true })
  readonly lotId: string | null = null;

  @Uuid({ nullable: true, example: null })
  readonly namesId: string | null = null;

  @Uuid({ nullable: true, description: 'The order by which it was given' })
  readonly orderId: string | null = null;

  @Uuid({ nullable: true, example: null, description: 'Who saw a spill' })
  readonly witnessId: string | null = null;

  @Text({ ...WITNESS_NAME, nullable: true, example: null, description: 'Of a witness without an account' })
  readonly witnessName: string | null = null;

  @Uuid({
    nullable: true,
    example: null,
    description: 'The clinician who decided that the dose is given again after vomiting',
  })
  readonly decidedBy: string | null = null;

  @Uuid({ nullable: true, description: 'Who entered it; null: the program did' })
  readonly recordedBy: string | null = null;

  @Instant({ description: 'When it was entered' })
  readonly recordedAt: string = '';

  @SomeOf(DOSE_FLAGS, {
    name: 'DoseFlag',
    example: [],
    description:
      'What stood in the way of what was given all the same, or has to be looked at; the site and the one that treats are told of each. What each means: GET /v1/code-lists/dose-flag',
  })
  readonly flags: readonly DoseFlag[] = [];

  @Text({ ...REASON, nullable: true, example: null })
  readonly reason: string | null = null;

  @Text(CLIENT_EVENT)
  readonly clientEventId: string = '';
}

export class RecordedDoseDto extends DoseEventDto {
  @Flag({ example: false, description: 'It was here already: sent again' })
  readonly resent: boolean = false;

  @Nested(() => ProtocolStateDto)
  readonly protocol: ProtocolStateDto = new ProtocolStateDto();

  @Flag({
    nullable: true,
    example: false,
    description:
      'Who wrote the order approved it himself: nobody else looked at it. Null where there is none, it is another site’s, or the entry was here already',
  })
  readonly orderApprovedByWriter: boolean | null = null;
}

/** A dose that a site keeps ahead, as it was before an order or a hold. */
export class TokenOutDto {
  @Uuid()
  readonly id: string = '';

  @WholeNumber({ min: 1, max: MAX_INTEGER_ID, example: 16, description: 'Who keeps it, and was told' })
  readonly siteId: number = 0;

  @Flag({ example: false, description: 'Kept by a site that has the person as a guest' })
  readonly guest: boolean = false;

  @Day({ example: '2026-07-06' })
  readonly day: string = '';

  @WholeNumber(SLOT)
  readonly slot: number = 1;

  @WholeNumber({ min: 1, max: MOST, example: 8000, description: 'The dose of before, in the unit' })
  readonly dose: number = 0;

  @OneOf(DOSE_UNITS, { name: 'DoseUnitName', example: 'microlitre' })
  readonly unit: DoseUnitName = 'microlitre';
}

/** A dose that the person has at home, as it was before an order or a hold. */
export class TakeHomeOutDto {
  @Uuid({ description: 'The entry by which it was given' })
  readonly id: string = '';

  @WholeNumber({ min: 1, max: MAX_INTEGER_ID, example: 16, description: 'Who gave it' })
  readonly siteId: number = 0;

  @Day({ example: '2026-07-06', description: 'On which it is drunk' })
  readonly day: string = '';

  @WholeNumber(SLOT)
  readonly slot: number = 1;

  @WholeNumber({ min: 0, max: MOST, example: 8000, description: 'In the unit' })
  readonly dose: number = 0;

  @OneOf(DOSE_UNITS, { name: 'DoseUnitName', example: 'microlitre' })
  readonly unit: DoseUnitName = 'microlitre';
}

export const TAKE_HOMES_OUT = {
  max: 4000,
  example: [],
  description:
    'Doses taken home for days from then on, with another dose than the one of now: the person has them, and has to be asked to bring them back',
} as const;

export const TOKENS_OUT = {
  max: 1000,
  example: [],
  description:
    'Doses that a site keeps ahead, with the dose of before: it may give by them without asking, and was told to release them',
} as const;

export class DoseHistoryQuery extends ChangeListQuery {
  @Day({ optional: true, example: '2026-06-01', description: 'Ninety days before `to` unless told' })
  readonly from?: string;

  @Day({
    optional: true,
    example: '2026-07-06',
    description: 'Today unless told; at most 92 days are answered at once',
  })
  readonly to?: string;
}
