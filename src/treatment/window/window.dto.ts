import { NAME_MAX } from '../../people/name.rules.js';
import { ChangeListQuery } from '../../platform/http/change-list.js';
import { Day, Flag, ListOf, OneOf, SomeOf, Text, Uuid, WholeNumber } from '../../platform/http/fields.js';
import type { TreatmentKind } from '../../law/treatment.js';
import { TREATMENT_KIND_NAMES } from '../kinds/kinds.js';
import { DOSE_UNITS, MOST, type DoseUnitName } from '../ledger/amounts.js';
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

/** What the window sees of a person: who he is, what he gets today, what stands in the way. Nothing of the file. */
export class WindowDto {
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
