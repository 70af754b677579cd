import { text2, type Text2 } from '../../law/text.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';

/** What can happen to one dose of one person. `missed` is derived by the program alone. */
export type DoseEventKind =
  | 'prepared'
  | 'dispensed'
  | 'guest-dose'
  | 're-dosed'
  | 'refused'
  | 'withheld'
  | 'vomited'
  | 'spilled'
  | 'take-home-given'
  | 'take-home-returned'
  | 'missed'
  | 'voided';

/**
 * - none: nothing leaves or comes back
 * - out: the amount leaves the lot
 * - returned: it comes back, apart from what may be given
 * - reversed: what the named event did to the stock is undone
 */
export type StockEffect = 'none' | 'out' | 'returned' | 'reversed';

/**
 * - none: the dose of that day and slot is as free, or as taken, as before
 * - takes: it is this event's from now on; nobody gives it a second time
 * - keeps: it stays the named event's, though more is given
 * - releases: the named event no longer holds it
 */
export type ClaimEffect = 'none' | 'takes' | 'keeps' | 'releases';

/** What an event makes of its slot, as long as it stands; null: nothing by itself. */
export type SlotOutcome = 'given' | 'refused' | 'withheld' | 'missed';

export interface DoseEventDefinition {
  readonly label: Text2;
  readonly stock: StockEffect;
  readonly claim: ClaimEffect;
  readonly outcome: SlotOutcome | null;
  /** Kinds of which it names one event; empty: it stands alone. */
  readonly names: readonly DoseEventKind[];
  /** Whether a later entry may say that it never was. */
  readonly voidable: boolean;
}

const FIRST_GIVEN: readonly DoseEventKind[] = ['dispensed', 'guest-dose'];

/**
 * The whole table. A spill loses what nobody has drunk: the lot is poorer and the person may still have the dose. A void
 * says that something was never so: the lot gets back what it never lost, and the dose is free. A re-dose is given after
 * vomiting, on a decision: the lot is poorer twice, and the dose stays taken once.
 */
export const DOSE_EVENT_KINDS: Readonly<Record<DoseEventKind, DoseEventDefinition>> = {
  prepared: {
    label: { vi: 'Đã chuẩn bị liều', en: 'Prepared' },
    stock: 'none',
    claim: 'none',
    outcome: null,
    names: [],
    voidable: true,
  },
  dispensed: {
    label: { vi: 'Đã cho uống, có giám sát', en: 'Dispensed and observed' },
    stock: 'out',
    claim: 'takes',
    outcome: 'given',
    names: [],
    voidable: true,
  },
  'guest-dose': {
    label: { vi: 'Đã cho uống tại cơ sở uống thuốc tạm thời', en: 'Given as a guest' },
    stock: 'out',
    claim: 'takes',
    outcome: 'given',
    names: [],
    voidable: true,
  },
  're-dosed': {
    label: { vi: 'Cho uống lại sau khi nôn', en: 'Given again after vomiting' },
    stock: 'out',
    claim: 'keeps',
    outcome: null,
    names: ['vomited'],
    voidable: true,
  },
  refused: {
    label: { vi: 'Người bệnh từ chối uống', en: 'Refused' },
    stock: 'none',
    claim: 'none',
    outcome: 'refused',
    names: [],
    voidable: true,
  },
  withheld: {
    // Who came and was not given the dose has missed nothing: that it was held, or not ordered, is the site's.
    label: { vi: 'Đã đến, chưa được cấp liều', en: 'Came, was not given the dose' },
    stock: 'none',
    claim: 'none',
    outcome: 'withheld',
    names: [],
    voidable: true,
  },
  vomited: {
    label: { vi: 'Nôn sau khi uống', en: 'Vomited' },
    stock: 'none',
    claim: 'keeps',
    outcome: null,
    // Not what was given again: nobody goes on giving by himself.
    names: FIRST_GIVEN,
    voidable: true,
  },
  spilled: {
    label: { vi: 'Đổ trước khi uống', en: 'Spilled before it was taken' },
    stock: 'out',
    claim: 'none',
    outcome: null,
    names: [],
    voidable: true,
  },
  'take-home-given': {
    label: { vi: 'Đã cấp mang về', en: 'Given to take home' },
    stock: 'out',
    claim: 'takes',
    outcome: 'given',
    names: [],
    voidable: true,
  },
  'take-home-returned': {
    label: { vi: 'Trả lại liều mang về', en: 'Take-home dose returned' },
    // Not voidable: the dose it freed may have been given meanwhile. Who erred gives the dose out anew.
    stock: 'returned',
    claim: 'releases',
    outcome: null,
    names: ['take-home-given'],
    voidable: false,
  },
  missed: {
    label: { vi: 'Bỏ liều', en: 'Missed' },
    stock: 'none',
    claim: 'none',
    outcome: 'missed',
    names: [],
    // A dose told late outweighs it; where the site says afterwards that it was closed, the program takes it back.
    voidable: false,
  },
  voided: {
    label: { vi: 'Hủy do ghi nhầm', en: 'Voided: entered by mistake' },
    stock: 'reversed',
    claim: 'releases',
    outcome: null,
    names: [],
    voidable: false,
  },
};

export const DOSE_EVENT_KIND_NAMES = Object.keys(DOSE_EVENT_KINDS) as readonly DoseEventKind[];

defineCodeList(
  'dose-event-kind',
  text2('Loại ghi nhận về liều thuốc', 'Kind of a dose event'),
  Object.fromEntries(DOSE_EVENT_KIND_NAMES.map((kind) => [kind, DOSE_EVENT_KINDS[kind].label])),
);

/** Kinds that a void may name. */
const VOIDABLE_KINDS: readonly DoseEventKind[] = DOSE_EVENT_KIND_NAMES.filter(
  (kind) => DOSE_EVENT_KINDS[kind].voidable,
);

/** Kinds with which a person has had a dose, as long as they stand. */
export const GIVING_KINDS: readonly DoseEventKind[] = DOSE_EVENT_KIND_NAMES.filter(
  (kind) => DOSE_EVENT_KINDS[kind].outcome === 'given',
);

/** Kinds of which an event of this kind names one; empty where it stands alone. */
export const namedBy = (kind: DoseEventKind): readonly DoseEventKind[] =>
  kind === 'voided' ? VOIDABLE_KINDS : DOSE_EVENT_KINDS[kind].names;
