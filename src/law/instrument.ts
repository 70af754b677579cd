import type { DateOnly } from './date.js';
import type { SourceMark } from './source-mark.js';
import type { Text2 } from './text.js';

export type InstrumentKind =
  'law' | 'code' | 'ordinance' | 'resolution' | 'decree' | 'circular' | 'joint-circular' | 'decision';

/** Acts whose day of entry into force is known. */
export type InstrumentKey =
  | 'luat-73-2021'
  | 'luat-120-2025'
  | 'nd-105-2021'
  | 'nd-109-2021'
  | 'nd-116-2021'
  | 'nd-163-2026'
  | 'nd-184-2025'
  | 'tt-18-2021'
  | 'ttlt-03-2025'
  | 'pl-03-2022'
  | 'pl-08-2025'
  | 'xlvphc-2012'
  | 'nd-90-2016'
  | 'nd-141-2024'
  | 'tt-26-2023'
  | 'tt-05-2023'
  | 'tt-05-2011'
  | 'tt-62-2022'
  | 'nd-24-2023'
  | 'nd-73-2024'
  | 'nd-161-2026'
  | 'blds-2015'
  | 'blld-2019';

export interface Instrument {
  readonly key: InstrumentKey;
  readonly number: string;
  readonly title: Text2;
  readonly kind: InstrumentKind;
  readonly inForceFrom: DateOnly;
  /** Last day in force; null when still in force or when the last day is not known (then `note` says so). */
  readonly inForceTo: DateOnly | null;
  readonly supersedes: readonly InstrumentKey[];
  readonly mark: SourceMark;
  /** Where the text was read: a public address. */
  readonly source: string;
  readonly note?: Text2;
}

/** An act that the rules name, but whose day of entry into force was not found: never applied, only listed. */
export interface UndatedAct {
  readonly number: string;
  readonly title: Text2;
  readonly kind: InstrumentKind;
  readonly issuedOn: DateOnly | null;
  /** Last day in force, where a later act names it. */
  readonly inForceTo: DateOnly | null;
  readonly missing: Text2;
}

/** A provision of a dated act and how well we know it. */
export interface Citation {
  readonly instrument: InstrumentKey;
  /** 'Điều 91 khoản 1' */
  readonly article: string;
  readonly mark: SourceMark;
}
