import { NAME_MAX } from '../../people/name.rules.js';
import { ChangeListQuery } from '../../platform/http/change-list.js';
import { BilingualDto } from '../../platform/http/bilingual.dto.js';
import {
  Day,
  Flag,
  ListOf,
  Nested,
  OneOf,
  SomeOf,
  Text,
  Uuid,
  WholeNumber,
} from '../../platform/http/fields.js';
import type { TreatmentKind } from '../../law/treatment.js';
import { TREATMENT_KIND_NAMES } from '../kinds/kinds.js';
import { DOSE_UNITS, MOST, type DoseUnitName } from '../ledger/amounts.js';
import { ProtocolCheckDto } from '../interlock/dose.dto.js';
import { UNCHECKED_BECAUSE, UNCHECKED_FLAG } from '../protocol/unchecked.dto.js';
import { HOLD_SOURCES, type HoldSource } from './hold.js';
import { DOSE_FLAGS, type DoseFlag } from '../interlock/dose.rules.js';
import { SLOT_STATES, type SlotState } from '../ledger/slot-states.js';

const CODE = { min: 6, max: 64, pattern: /^[A-Za-z0-9-]+$/, example: 'THE-000417' } as const;

export class DayListQuery extends ChangeListQuery {
  @Day({ optional: true, example: '2026-07-06', description: 'Today unless told' })
  readonly day?: string;
}

export class WindowQuery {
  @Day({ optional: true, example: '2026-07-06', description: 'Today unless told' })
  readonly day?: string;
}

export class CardCodeDto {
  @Text({ ...CODE, description: 'As it stands on the card; it is kept nowhere' })
  readonly code: string = '';
}

export class WindowSlotDto {
  @WholeNumber({ min: 1, max: 10, example: 1 })
  readonly slot: number = 1;

  @WholeNumber({ min: 1, max: MOST, example: 8000, description: 'In the order’s unit' })
  readonly dose: number = 0;

  @OneOf(SLOT_STATES, { name: 'SlotState' })
  readonly state: SlotState = 'due';

  @Flag({
    example: false,
    description: 'What was given was vomited, and nothing has been given again for it so far',
  })
  readonly vomited: boolean = false;

  @WholeNumber({
    ...{ min: 1, max: MOST, nullable: true, example: null },
    description:
      'The most that is given again, as a clinician has decided, in the order’s unit; null: nobody has, and nothing is given again',
  })
  readonly againMost: number | null = null;
}

/** What holds a dose. */
export class WindowHoldDto {
  @OneOf(HOLD_SOURCES, { name: 'HoldSource', example: 'clinician' })
  readonly source: HoldSource = 'clinician';

  @Text({ max: 1000, nullable: true, example: 'Chờ bác sĩ khám', description: 'Null for a guest' })
  readonly reason: string | null = null;

  @Day({ example: '2026-07-06' })
  readonly fromOn: string = '';

  @Uuid({ nullable: true, description: 'Who put it; null: the program, by the protocol; null for a guest' })
  readonly placedBy: string | null = null;
}

/** Whose dose it is. */
export class DosedPersonDto {
  @Uuid()
  readonly episodeId: string = '';

  @Uuid()
  readonly personId: string = '';

  @OneOf(TREATMENT_KIND_NAMES, { name: 'TreatmentKind' })
  readonly kind: TreatmentKind = 'methadone-treatment';
}

/** Who stands at the window: enough to know him by, and no more. */
class PersonAtWindowDto extends DosedPersonDto {
  @Text({ max: NAME_MAX, example: 'Nguyễn Văn Bình' })
  readonly fullName: string = '';

  @WholeNumber({ min: 1900, max: 2200, example: 1991 })
  readonly birthYear: number = 0;
}

/** What the window sees of a person: who he is, what he gets today, what stands in the way. Nothing of the file. */
export class WindowDto extends PersonAtWindowDto {
  @Flag({ example: false, description: 'Treated at another site' })
  readonly guest: boolean = false;

  @OneOf(DOSE_UNITS, { name: 'DoseUnitName', nullable: true, example: 'microlitre' })
  readonly unit: DoseUnitName | null = null;

  @ListOf(() => WindowSlotDto, { max: 10, description: 'Empty: nothing is ordered for the day' })
  readonly slots: readonly WindowSlotDto[] = [];

  @Day({
    ...{ nullable: true, example: '2026-07-31' },
    description: 'The last day of the last approved order; null where there is none, and for a guest',
  })
  readonly orderUntilOn: string | null = null;

  @Day({ nullable: true, example: '2026-07-05', description: 'Of the last four months' })
  readonly lastDoseOn: string | null = null;

  @WholeNumber({
    ...{ min: 0, max: 200, nullable: true, example: 0 },
    description:
      'Days since he came last on which he was expected and did not come, up to the day, of the last four months; null for a guest',
  })
  readonly missedInARow: number | null = null;

  @Day({
    nullable: true,
    example: '2026-08-05',
    description:
      'By when the next urine test is due: counted by the protocol in force from the last one, or from the first day of treatment here as long as there is none; null where it has no schedule, outside of treatment, or for a guest',
  })
  readonly testDueOn: string | null = null;

  @Flag({ example: false, description: 'That day has passed' })
  readonly testOverdue: boolean = false;

  @Flag({ nullable: true, description: 'Consent to the treatment is on file; null for a guest' })
  readonly consented: boolean | null = null;

  @Flag({ description: 'The episode is in a state in which doses are given' })
  readonly dosing: boolean = true;

  @Flag({ example: false })
  readonly held: boolean = false;

  @ListOf(() => WindowHoldDto, { max: 100, example: [], description: 'What holds the dose, and since when' })
  readonly holds: readonly WindowHoldDto[] = [];

  @ListOf(() => ProtocolCheckDto, {
    max: 20,
    example: [],
    description:
      'What of the order does not fit the day any more: nothing is given by it. Of a guest by the protocol and phase of his home, without its numbers',
  })
  readonly unfit: readonly ProtocolCheckDto[] = [];

  @Flag({ example: false, description: 'Another site gives on the day' })
  readonly bookedElsewhere: boolean = false;

  @Flag({
    example: false,
    description: 'Booked at a site that gives nothing on the day: the own site may give',
  })
  readonly hostClosed: boolean = false;

  @Flag({ example: false, description: 'A dose of the last week was given twice' })
  readonly doubleDose: boolean = false;

  @SomeOf(DOSE_FLAGS, {
    name: 'DoseFlag',
    example: [],
    description: 'Of the entries of the last week that stand, as far as the site sees them',
  })
  readonly flags: readonly DoseFlag[] = [];

  @Flag({
    ...UNCHECKED_FLAG,
    description:
      'Doses are entered and held against no clinical number: no signed protocol of this kind is in force here, or of a guest at his home',
  })
  readonly unchecked: boolean = true;

  @Nested(() => BilingualDto, UNCHECKED_BECAUSE)
  readonly uncheckedBecause: BilingualDto | null = null;
}
