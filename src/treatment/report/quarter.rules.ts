import type { TerminationGround } from '../../law/treatment-ends.js';
import type { TreatmentKind } from '../../law/treatment.js';
import { GIVING_KINDS, type DoseEventKind } from '../ledger/dose-event.kinds.js';
import type { StockUnit } from '../ledger/amounts.js';
import type { StockChange } from '../ledger/ledger.rules.js';
import type { StockLine, StockLineName } from '../stock/reconciliation.rules.js';
import type { ReportRow } from './quarter-rows.js';

/** One number as the database counts it. */
export interface CountedPersons {
  readonly kind: TreatmentKind;
  readonly programmeCode: string | null;
  readonly measure: string;
  readonly ground: TerminationGround | null;
  readonly persons: number;
}

export interface TreatmentGroup {
  readonly kind: TreatmentKind;
  readonly programmeCode: string | null;
  readonly inTreatmentAtStart: number;
  readonly admitted: number;
  readonly begun: number;
  readonly movedIn: number;
  readonly movedOut: number;
  readonly terminated: readonly { readonly ground: TerminationGround; readonly persons: number }[];
  readonly completed: number;
  readonly died: number;
  readonly inTreatmentAtEnd: number;
  /** Of those in treatment at the end. */
  readonly overSixMonths: number;
  /** Of those of more than six. */
  readonly overTwelveMonths: number;
  readonly dosingAtSite: number;
  readonly multiDay: number;
  /** Of those terminated in the period. */
  readonly droppedOut: number;
}

const DROPPED_OUT: ReadonlySet<TerminationGround | null> = new Set([
  'missed-days',
  'self-terminated',
] as const);

/** By kind and programme, in the order of their names. Who went into no programme stands apart. */
export function groupsOf(counted: readonly CountedPersons[]): readonly TreatmentGroup[] {
  const keys = new Map(
    counted.map(({ kind, programmeCode }) => [`${kind}/${programmeCode ?? ''}`, { kind, programmeCode }]),
  );
  return [...keys]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { kind, programmeCode }]) => {
      const own = counted.filter((each) => each.kind === kind && each.programmeCode === programmeCode);
      const of = (measure: ReportRow): number =>
        own.filter((each) => each.measure === measure).reduce((sum, { persons }) => sum + persons, 0);
      return {
        ...{ kind, programmeCode, inTreatmentAtStart: of('in-treatment-at-start') },
        ...{ admitted: of('admitted'), begun: of('begun') },
        ...{ movedIn: of('moved-in'), movedOut: of('moved-out') },
        terminated: own
          .filter(({ measure }) => measure === 'terminated')
          .map(({ ground, persons }) => ({ ground: ground ?? ('other' as const), persons }))
          .toSorted((one, other) => (one.ground < other.ground ? -1 : 1)),
        ...{ completed: of('completed'), died: of('died') },
        inTreatmentAtEnd: of('in-treatment-at-end'),
        ...{ overSixMonths: of('over-six-months'), overTwelveMonths: of('over-twelve-months') },
        dosingAtSite: of('in-treatment-at-end') - of('multi-day'),
        multiDay: of('multi-day'),
        droppedOut: own
          .filter(({ measure, ground }) => measure === 'terminated' && DROPPED_OUT.has(ground))
          .reduce((sum, { persons }) => sum + persons, 0),
      };
    });
}

export interface CountedDoses {
  readonly kind: TreatmentKind;
  readonly entry: DoseEventKind | 'double-dose';
  readonly doses: number;
}

export interface DoseGroup {
  readonly kind: TreatmentKind;
  readonly given: number;
  readonly takenHome: number;
  readonly missed: number;
  readonly doubled: number;
}

const TAKEN_HOME: DoseEventKind = 'take-home-given';

export function doseGroupsOf(counted: readonly CountedDoses[]): readonly DoseGroup[] {
  const kinds = [...new Set(counted.map(({ kind }) => kind))].toSorted();
  return kinds.map((kind) => {
    const sum = (fits: (entry: CountedDoses['entry']) => boolean): number =>
      counted
        .filter((each) => each.kind === kind && fits(each.entry))
        .reduce((total, { doses }) => total + doses, 0);
    return {
      kind,
      given: sum((entry) => entry !== TAKEN_HOME && (GIVING_KINDS as readonly string[]).includes(entry)),
      takenHome: sum((entry) => entry === TAKEN_HOME),
      missed: sum((entry) => entry === 'missed'),
      doubled: sum((entry) => entry === 'double-dose'),
    };
  });
}

/** What happened to a lot in the quarter. */
export interface LotOfQuarter {
  readonly medicine: TreatmentKind;
  readonly unit: StockUnit;
  readonly opening: StockChange;
  readonly lines: readonly StockLine[];
  readonly variance: StockChange;
}

/** Of a medicine, in its unit. What left is above zero; voids of what lay in an earlier quarter may turn it below. */
export interface StockGroup {
  readonly medicine: TreatmentKind;
  readonly unit: StockUnit;
  readonly opening: StockChange;
  readonly received: number;
  readonly dispensed: number;
  readonly spilled: number;
  readonly returned: number;
  readonly sentBack: number;
  readonly destroyed: number;
  readonly variance: StockChange;
  readonly closing: StockChange;
}

type Column = 'received' | 'dispensed' | 'spilled' | 'returned' | 'sentBack' | 'destroyed';

/** In which column a line of a lot counts. A void counts as what it undoes: by itself it has none. */
const COLUMN_OF: Readonly<Record<StockLineName, Column | null>> = {
  received: 'received',
  'bottle-spilled': 'spilled',
  'sent-back': 'sentBack',
  destroyed: 'destroyed',
  'returned-destroyed': 'destroyed',
  dispensed: 'dispensed',
  'guest-dose': 'dispensed',
  're-dosed': 'dispensed',
  'take-home-given': 'dispensed',
  'take-home-returned': 'returned',
  spilled: 'spilled',
  voided: null,
  prepared: null,
  refused: null,
  vomited: null,
  missed: null,
  withheld: null,
};

/** Sums lots of one medicine and unit. */
export function stockGroupsOf(lots: readonly LotOfQuarter[]): readonly StockGroup[] {
  const keys = new Map(lots.map(({ medicine, unit }) => [`${medicine}/${unit}`, { medicine, unit }]));
  return [...keys]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { medicine, unit }]) => {
      const own = lots.filter((lot) => lot.medicine === medicine && lot.unit === unit);
      const lines = own.flatMap((lot) => lot.lines);
      const column = (name: Column): readonly StockLine[] =>
        lines.filter((line) => COLUMN_OF[line.name] === name);
      const usable = (name: Column): number => column(name).reduce((total, line) => total + line.usable, 0);
      const apart = (name: Column): number => column(name).reduce((total, line) => total + line.returned, 0);
      const opening = total(own.map((lot) => lot.opening));
      const variance = total(own.map((lot) => lot.variance));
      return {
        ...{ medicine, unit, opening, received: usable('received') },
        ...{ dispensed: 0 - usable('dispensed'), spilled: 0 - usable('spilled') },
        ...{ returned: apart('returned'), sentBack: 0 - usable('sentBack') },
        destroyed: 0 - usable('destroyed') - apart('destroyed'),
        variance,
        closing: total([opening, ...lines, variance]),
      };
    });
}

const total = (changes: readonly StockChange[]): StockChange =>
  changes.reduce<StockChange>(
    (sum, { usable, returned }) => ({ usable: sum.usable + usable, returned: sum.returned + returned }),
    { usable: 0, returned: 0 },
  );
