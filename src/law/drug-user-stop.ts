import { cite, type Citation } from './instruments.js';
import type { Regime } from './regime-periods.js';
import { text2, type Text2 } from './text.js';

/** Why the management of a drug user is stopped before its end. */
export type StopGround =
  | 'determined-addicted'
  | 'commune-education'
  | 'education-facility'
  | 'prison'
  | 'died'
  | 'missing'
  | 'custody-outlasts-term';

interface StopRule {
  readonly label: Text2;
  /** Null where that law knows no such case. */
  readonly law2021: Citation | null;
  readonly law2025: Citation | null;
}

const old = (point: string): Citation => cite('luat-73-2021', `Điều 23 khoản 5 điểm ${point}`);
const since = (point: string): Citation => cite('luat-120-2025', `Điều 24 khoản 5 điểm ${point}`);

/** Luật 73/2021 Điều 23 khoản 5, Luật 120/2025 Điều 24 khoản 5. */
export const STOP_GROUNDS: Readonly<Record<StopGround, StopRule>> = {
  'determined-addicted': {
    label: text2('Được xác định là người nghiện ma túy', 'Determined to be addicted'),
    law2021: old('a'),
    law2025: since('a'),
  },
  'commune-education': {
    label: text2(
      'Bị áp dụng biện pháp giáo dục tại xã, phường, thị trấn do sử dụng trái phép chất ma túy',
      'Under education at the commune for drug use',
    ),
    law2021: old('b'),
    law2025: null,
  },
  'education-facility': {
    label: text2(
      'Bị đưa vào cơ sở giáo dục bắt buộc, trường giáo dưỡng',
      'Sent to a compulsory education facility or a reformatory',
    ),
    law2021: old('c'),
    law2025: since('b'),
  },
  prison: {
    label: text2('Phải chấp hành án phạt tù', 'Has to serve a prison sentence'),
    law2021: old('d'),
    law2025: since('c'),
  },
  died: { label: text2('Chết', 'Died'), law2021: old('đ'), law2025: since('d') },
  missing: {
    label: text2('Bị Tòa án tuyên bố mất tích', 'Declared missing by a court'),
    law2021: old('đ'),
    law2025: since('d'),
  },
  'custody-outlasts-term': {
    label: text2(
      'Thời hạn tạm giữ, tạm giam dài hơn thời hạn quản lý còn lại',
      'Custody lasts longer than what is left of the term',
    ),
    law2021: null,
    law2025: cite('luat-120-2025', 'Điều 24 khoản 5 điểm đ, khoản 7'),
  },
};

/** The article by which the management is stopped on that ground; undefined where the law knows none. */
export function stopCitation(ground: StopGround, regime: Regime): Citation | undefined {
  const { law2021, law2025 } = STOP_GROUNDS[ground];
  return (regime === 'R3' ? law2025 : law2021) ?? undefined;
}
