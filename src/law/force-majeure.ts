import { explain, step, type Explanation } from './explanation.js';
import { instantText } from './date-text.js';
import { cite, type Citation } from './instruments.js';
import type { Regime } from './regime-periods.js';

interface Restart {
  readonly law2021: Citation;
  readonly law2025: Citation;
}

/** Time limits that are counted anew from the end of an event of force majeure, by the law under which they ran. */
const RESTARTS: Readonly<Record<string, Restart>> = {
  'voluntary.register': {
    law2021: cite('nd-116-2021', 'Điều 3 khoản 3'),
    law2025: cite('nd-163-2026', 'Điều 89 khoản 1 điểm a'),
  },
  'voluntary.start': {
    law2021: cite('nd-116-2021', 'Điều 3 khoản 4'),
    law2025: cite('nd-163-2026', 'Điều 4 khoản 8'),
  },
  'compulsory.transport': {
    law2021: cite('nd-116-2021', 'Điều 54 khoản 3'),
    law2025: cite('nd-163-2026', 'Điều 107 khoản 3'),
  },
};

/**
 * Why a time limit is counted anew: from when force majeure ended, as the competent body decided.
 *
 * @param endedAt first instant at which the duty could be done again
 * @throws Error for a rule that no article lets begin anew
 */
export function countedAnew(rule: string, regime: Regime, endedAt: Date): Explanation {
  const restart = RESTARTS[rule];
  if (!restart) throw new Error(`No article lets ${rule} begin anew`);
  const when = instantText(endedAt);
  return explain({
    rule: `${rule}.force-majeure`,
    version: regime === 'R3' ? '2026-07-01' : '2022-01-01',
    inputs: { endedAt: endedAt.toISOString() },
    steps: [
      step(
        `Sự kiện bất khả kháng chấm dứt lúc ${when.vi} theo quyết định của cơ quan có thẩm quyền: thời hạn được tính lại từ thời điểm đó.`,
        `Force majeure ended at ${when.en} as the competent body decided: the time limit is counted anew from then.`,
        regime === 'R3' ? restart.law2025 : restart.law2021,
      ),
    ],
    result: { startsAt: endedAt.toISOString() },
  });
}
