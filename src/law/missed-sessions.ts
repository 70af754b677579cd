import { isWithin, type DateOnly } from './date.js';
import { cite, type Citation } from './instruments.js';
import { REGIMES } from './regime-periods.js';

export interface MissedSessionsRule {
  /** Row of the register of legal facts. */
  readonly id: string;
  /** How many sessions, missed one after another without a reason, end rehabilitation. */
  readonly atLeast: number;
  readonly from: DateOnly;
  readonly to: DateOnly | null;
  readonly citation: Citation;
}

const TEN_SESSIONS: MissedSessionsRule = {
  id: 'V07',
  atLeast: 10,
  from: REGIMES.R1.from,
  to: REGIMES.R2.to,
  citation: cite('nd-116-2021', 'Điều 3 khoản 5'),
};

/** How many missed sessions are a termination by the person, on a day; undefined where the law of the day counts none. */
export function missedSessionsRule(on: DateOnly): MissedSessionsRule | undefined {
  return isWithin(on, TEN_SESSIONS.from, TEN_SESSIONS.to) ? TEN_SESSIONS : undefined;
}
