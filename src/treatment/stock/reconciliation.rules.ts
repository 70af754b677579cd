import { text2, type Text2 } from '../../law/text.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';
import { DOSE_EVENT_KIND_NAMES, DOSE_EVENT_KINDS, type DoseEventKind } from '../ledger/dose-event.kinds.js';
import type { StockChange } from '../ledger/ledger.rules.js';

/** What happens to a lot besides doses. */
export type StockMovementKind =
  'received' | 'bottle-spilled' | 'sent-back' | 'destroyed' | 'returned-destroyed';

type Sign = -1 | 0 | 1;

/** What each does to what may be given, and to what came back from people. */
const STOCK_MOVEMENTS: Readonly<
  Record<StockMovementKind, { readonly usable: Sign; readonly returned: Sign }>
> = {
  received: { usable: 1, returned: 0 },
  'bottle-spilled': { usable: -1, returned: 0 },
  'sent-back': { usable: -1, returned: 0 },
  destroyed: { usable: -1, returned: 0 },
  'returned-destroyed': { usable: 0, returned: -1 },
};

export const STOCK_MOVEMENT_KINDS = Object.keys(STOCK_MOVEMENTS) as readonly StockMovementKind[];

const LEAVING: ReadonlySet<StockMovementKind> = new Set([
  'bottle-spilled',
  'sent-back',
  'destroyed',
  'returned-destroyed',
]);

/**
 * What leaves the store without being given is seen by a second person, or marked; so is a receipt that is taken back, with
 * which the books lose as much. The same in `loss_has_notice` of the database.
 *
 * @param voids it takes back an entry of that kind
 */
export const isWitnessed = (kind: StockMovementKind, voids: boolean): boolean =>
  voids ? kind === 'received' : LEAVING.has(kind);

const MOVEMENT_LABELS: Readonly<Record<StockMovementKind, Text2>> = {
  received: text2('Nhập kho', 'Received'),
  'bottle-spilled': text2('Đổ, vỡ trong kho', 'Spilled or broken in store'),
  'sent-back': text2('Trả lại nơi cung ứng', 'Sent back to the supplier'),
  destroyed: text2('Hủy thuốc', 'Destroyed'),
  'returned-destroyed': text2('Hủy thuốc người bệnh trả lại', 'Destroyed after it was brought back'),
};

/** Names of the lines of a reconciliation. */
export type StockLineName = StockMovementKind | DoseEventKind;
export const STOCK_LINE_NAMES: readonly StockLineName[] = [...STOCK_MOVEMENT_KINDS, ...DOSE_EVENT_KIND_NAMES];

defineCodeList(
  'stock-movement-kind',
  text2('Loại nhập xuất kho', 'Kind of a stock movement'),
  MOVEMENT_LABELS,
);
defineCodeList('stock-line-name', text2('Dòng đối chiếu kho', 'Line of a reconciliation'), {
  ...MOVEMENT_LABELS,
  ...Object.fromEntries(DOSE_EVENT_KIND_NAMES.map((kind) => [kind, DOSE_EVENT_KINDS[kind].label])),
});

/** @param measured microlitres or pieces @param voids it takes back an entry of that kind */
export function changeOfMovement(kind: StockMovementKind, measured: number, voids: boolean): StockChange {
  const { usable, returned } = STOCK_MOVEMENTS[kind];
  const sign = voids ? -1 : 1;
  // Adding zero keeps the sign of nothing plain.
  return { usable: usable * measured * sign + 0, returned: returned * measured * sign + 0 };
}

/** One line of a reconciliation: what changed, summed by its name. */
export interface StockLine extends StockChange {
  readonly name: StockLineName;
}

export interface Reconciliation {
  readonly opening: StockChange;
  readonly lines: readonly StockLine[];
  /** What has to be there. */
  readonly expected: StockChange;
  /** What was found; null where nobody counted. */
  readonly counted: StockChange | null;
  /** Found less expected: below zero where something lacks; null where nobody counted. */
  readonly variance: StockChange | null;
}

/** Balances a lot over a stretch of time, exactly. Lines of one name are summed, in the order in which names first come. */
export function reconcile(
  opening: StockChange,
  changes: readonly StockLine[],
  counted: StockChange | null,
): Reconciliation {
  const byName = new Map<StockLineName, StockLine>();
  for (const line of changes) {
    const known = byName.get(line.name) ?? { name: line.name, usable: 0, returned: 0 };
    byName.set(line.name, { name: line.name, ...plus(known, line) });
  }
  const lines = [...byName.values()];
  const expected = lines.reduce(plus, opening);
  return {
    opening,
    lines,
    expected: { usable: expected.usable, returned: expected.returned },
    counted,
    variance: counted && {
      usable: counted.usable - expected.usable,
      returned: counted.returned - expected.returned,
    },
  };
}

const plus = (one: StockChange, other: StockChange): StockChange => ({
  usable: one.usable + other.usable,
  returned: one.returned + other.returned,
});
