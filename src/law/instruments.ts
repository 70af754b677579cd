import { isWithin, type DateOnly } from './date.js';
import type { Citation, Instrument, InstrumentKey, InstrumentKind, UndatedAct } from './instrument.js';
import { DRUG_LAW_INSTRUMENTS } from './data/instruments-drug-law.js';
import { GENERAL_INSTRUMENTS } from './data/instruments-general.js';
import { TREATMENT_INSTRUMENTS } from './data/instruments-treatment.js';
import type { SourceMark } from './source-mark.js';

export { UNDATED_ACTS } from './data/undated-acts.js';
export type { Citation, Instrument, InstrumentKey, InstrumentKind, SourceMark, UndatedAct };

/** Every act the rules rest on, by key. */
export const INSTRUMENTS: Readonly<Record<InstrumentKey, Instrument>> = {
  ...DRUG_LAW_INSTRUMENTS,
  ...TREATMENT_INSTRUMENTS,
  ...GENERAL_INSTRUMENTS,
};

const KIND_NAMES: Record<InstrumentKind, string> = {
  law: 'Luật',
  code: 'Bộ luật',
  ordinance: 'Pháp lệnh',
  resolution: 'Nghị quyết',
  decree: 'Nghị định',
  circular: 'Thông tư',
  'joint-circular': 'Thông tư liên tịch',
  decision: 'Quyết định',
};

/** 'Nghị định 163/2026/NĐ-CP' */
export function instrumentName(key: InstrumentKey): string {
  const { kind, number } = INSTRUMENTS[key];
  return `${KIND_NAMES[kind]} ${number}`;
}

/** 'Nghị định 163/2026/NĐ-CP, Điều 91 khoản 1' */
export function citationText(citation: Citation): string {
  return `${instrumentName(citation.instrument)}, ${citation.article}`;
}

/** A citation of a text read in a third-party copy, which is what every source of this project is so far. */
export function cite(instrument: InstrumentKey, article: string, mark: SourceMark = 'secondary'): Citation {
  return { instrument, article, mark };
}

/** Acts in force on a day, or all acts when no day is given; ordered by entry into force, then by number. */
export function instrumentsInForce(on?: DateOnly): readonly Instrument[] {
  return Object.values(INSTRUMENTS)
    .filter(({ inForceFrom, inForceTo }) => on === undefined || isWithin(on, inForceFrom, inForceTo))
    .toSorted((a, b) => order(a).localeCompare(order(b)));
}

/** True when the act is in force on every day from `from` to `to`; `to` null means without end. */
export function isInForceThroughout(key: InstrumentKey, from: DateOnly, to: DateOnly | null): boolean {
  const { inForceFrom, inForceTo } = INSTRUMENTS[key];
  if (from < inForceFrom) return false;
  return inForceTo === null || (to !== null && to <= inForceTo);
}

const order = ({ inForceFrom, number }: Instrument): string => `${inForceFrom} ${number}`;
