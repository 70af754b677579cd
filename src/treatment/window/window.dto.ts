import { NAME_MAX } from '../../people/name.rules.js';
import { ChangeListQuery } from '../../platform/http/change-list.js';
import { Day, Flag, ListOf, OneOf, SomeOf, Text, Uuid, WholeNumber } from '../../platform/http/fields.js';
import type { TreatmentKind } from '../../law/treatment.js';
import { TREATMENT_KIND_NAMES } from '../kinds/kinds.js';
import { DOSE_UNITS, MOST, type DoseUnitName } from '../ledger/amounts.js';
import { ProtocolCheckDto } from '../interlock/dose.dto.js';
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

/** Who stands at the window: enough to know him by, and no more. */
export class PersonAtWindowDto {
  @Uuid()
  readonly episodeId: string = '';

  @Uuid()
  readonly personId: string = '';

  @Text({ max: NAME_MAX, example: 'Nguyễn Văn Bình' })
  readonly fullName: string = '';

  @WholeNumber({ min: 1900, max: 2200, example: 1991 })
  readonly birthYear: number = 0;

  @OneOf(TREATMENT_KIND_NAMES, { name: 'TreatmentKind' })
  readonly kind: TreatmentKind = 'methadone-treatment';
}

/** What the window sees of a person: who he is, what he gets today, what stands in the way. Nothing of the file. */
export class WindowDto extends PersonAtWindowDto {
  @Flag({ example: false, description: 'Treated at another site' })
  readonly guest: boolean = false;

  @OneOf(DOSE_UNITS, { name: 'DoseUnitName', nullable: true, example: 'microlitre' })
  readonly unit: DoseUnitName | null = null;

  @ListOf(() => WindowSlotDto, { max: 10, description: 'Empty: nothing is ordered for the day' })
  readonly slots: readonly WindowSlotDto[] = [];

  @Day({ nullable: true, example: '2026-07-05', description: 'Of the last four months' })
  readonly lastDoseOn: string | null = null;

  @Day({
    nullable: true,
    example: '2026-08-05',
    description:
      'By when the next urine test is due: counted from the last one by the protocol in force; null where it has no schedule, nothing was tested yet, or for a guest',
  })
  readonly testDueOn: string | null = null;

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

  @Flag({ example: false })
  readonly bookedElsewhere: boolean = false;

  @Flag({ example: false, description: 'A dose of the last week was given twice' })
  readonly doubleDose: boolean = false;

  @SomeOf(DOSE_FLAGS, {
    name: 'DoseFlag',
    example: [],
    description: 'Of the entries of the last week that stand, as far as the site sees them',
  })
  readonly flags: readonly DoseFlag[] = [];

  @Flag({
    example: true,
    description: 'Doses are entered and not checked here: no signed protocol of this kind is in force',
  })
  readonly unchecked: boolean = true;
}
