import type { CountedTerm } from '../../law/counted-time.js';
import { viDate } from '../../law/date-text.js';
import { addMonths, endOfLegalDay, startOfLegalDay, type Birth, type DateOnly } from '../../law/date.js';
import { computeDeadline, deadlineRule } from '../../law/deadlines.js';
import { explain, step, type Explanation } from '../../law/explanation.js';
import { cite } from '../../law/instruments.js';
import { REGIMES, type Regime } from '../../law/regimes.js';
import type { WorkingCalendar } from '../../law/working-calendar.js';

export interface CertificateWindow {
  /** Before it no certificate is issued; null while the term stands still. */
  readonly opensAt: Date | null;
  readonly explanation: Explanation;
}

/**
 * From when it may be certified that the measure was served. R3: in the 24 hours before the end (NĐ 163/2026 Art 123(2)).
 * R1–R2: who has served it gets the certificate (NĐ 116/2021 Art 62(2)): on the last day at the earliest (interpretation).
 */
export function certificateWindow(
  regime: Regime,
  { endsOn, explanation }: CountedTerm,
  calendar: WorkingCalendar,
): CertificateWindow {
  if (endsOn === null) return { opensAt: null, explanation };
  const rule = regime === 'R3' ? deadlineRule('compulsory.certificate', REGIMES.R3.from) : undefined;
  if (!rule) return { opensAt: startOfLegalDay(endsOn), explanation: withLastDay(explanation) };
  const { opensAt, explanation: own } = computeDeadline(rule, endOfLegalDay(endsOn), calendar);
  return { opensAt, explanation: explain({ ...own, steps: [...explanation.steps, ...own.steps] }) };
}

function withLastDay(explanation: Explanation): Explanation {
  const reading = step(
    'Cấp giấy chứng nhận khi đã chấp hành xong: sớm nhất là ngày cuối cùng của thời hạn.',
    'The certificate is for who has served the measure: on its last day at the earliest.',
    cite('nd-116-2021', 'Điều 62 khoản 2'),
    'interpretation',
  );
  return explain({ ...explanation, steps: [...explanation.steps, reading] });
}

export interface AdulthoodProposal {
  readonly adultOn: DateOnly;
  readonly endsOn: DateOnly;
  readonly explanation: Explanation;
}

const ADULT_RULE = cite('luat-120-2025', 'Điều 36 khoản 4');

/**
 * That who turned 18 at a reformatory goes on at a public facility where 3 months or more are left: a proposal, which a
 * person decides on. Null where nothing is proposed.
 */
export function adulthoodProposal(
  birth: Birth,
  endsOn: DateOnly | null,
  asOf: DateOnly,
): AdulthoodProposal | null {
  if (!birth.date || endsOn === null || asOf < NEW_LAW) return null;
  const adultOn = addMonths(birth.date, 18 * 12);
  if (asOf < adultOn || addMonths(adultOn, 3) > endsOn) return null;
  return {
    adultOn,
    endsOn,
    explanation: explain({
      rule: 'compulsory.adulthood',
      version: NEW_LAW,
      inputs: { adultOn, endsOn, asOf },
      steps: [
        step(
          `Đủ 18 tuổi ngày ${viDate(adultOn)}, khi đó thời hạn còn lại từ đủ 03 tháng trở lên: đề xuất chuyển sang cơ sở cai nghiện ma túy công lập.`,
          `Of age on ${adultOn} with 3 months or more left: a public facility is proposed.`,
          ADULT_RULE,
        ),
      ],
      result: { proposed: true },
    }),
  };
}

const NEW_LAW = REGIMES.R3.from;
