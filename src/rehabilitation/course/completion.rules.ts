import type { CountedTerm } from '../../law/counted-time.js';
import { endOfLegalDay, startOfLegalDay } from '../../law/date.js';
import { computeDeadline, deadlineRule } from '../../law/deadlines.js';
import { explain, step, type Explanation } from '../../law/explanation.js';
import type { Citation } from '../../law/instruments.js';
import { REGIMES, type Regime } from '../../law/regimes.js';
import type { WorkingCalendar } from '../../law/working-calendar.js';
import type { CertificateRule } from '../voluntary/door.js';

export interface CompletionWindow {
  /** Before it no certificate is issued; null while the term stands still. */
  readonly opensAt: Date | null;
  readonly explanation: Explanation;
}

/**
 * From when completion may be certified. R3: within the 24 hours before the term is served (NĐ 163/2026 Điều 93 khoản 4,
 * Điều 94 khoản 3, Điều 97 khoản 2). R1–R2: when the term ends (NĐ 116/2021 Điều 32 khoản 3, Điều 38 khoản 2); taken as
 * its last day at the earliest (interpretation).
 */
export function completionWindow(
  regime: Regime,
  { endsOn, explanation }: CountedTerm,
  calendar: WorkingCalendar,
  { limit, law2021 }: CertificateRule,
): CompletionWindow {
  if (endsOn === null) return { opensAt: null, explanation };
  if (regime !== 'R3') {
    return { opensAt: startOfLegalDay(endsOn), explanation: withLastDay(explanation, law2021) };
  }
  const rule = deadlineRule(limit, REGIMES.R3.from);
  if (!rule) throw new Error(`R3 knows no window for the certificate: ${limit}`);
  const computed = computeDeadline(rule, endOfLegalDay(endsOn), calendar);
  return {
    opensAt: computed.opensAt,
    explanation: explain({
      ...computed.explanation,
      steps: [...explanation.steps, ...computed.explanation.steps],
    }),
  };
}

function withLastDay(explanation: Explanation, article: Citation): Explanation {
  const reading = step(
    'Cấp giấy xác nhận khi hết thời hạn: sớm nhất là ngày cuối cùng của thời hạn.',
    'The certificate is issued when the term ends: on its last day at the earliest.',
    article,
    'interpretation',
  );
  return explain({ ...explanation, steps: [...explanation.steps, reading] });
}
