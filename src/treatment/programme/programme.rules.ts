import type { DateOnly } from '../../law/date.js';
import { viDate } from '../../law/date-text.js';
import { text2, type Text2 } from '../../law/text.js';
import type { TreatmentProgramme } from './treatment-programme.js';

export type EnrolmentFault =
  | 'not-begun'
  | 'over'
  | 'enrolment-not-open'
  | 'enrolment-closed'
  | 'entered-late'
  | 'other-area'
  | 'quota-full';

export interface EnrolmentFacts {
  /** The day that is claimed: of the application, of the admission. */
  readonly on: DateOnly;
  /** The day on which it is entered: what was claimed is on record from then. */
  readonly enteredOn: DateOnly;
  /** The place of treatment lies in its area. */
  readonly inArea: boolean;
  readonly enrolled: number;
}

type Limits = Pick<TreatmentProgramme, 'fromOn' | 'untilOn' | 'enrolsFrom' | 'enrolsUntil' | 'quota'>;

/**
 * Why a programme takes in nobody further; null where it does. It has to take in on the day that is claimed and on the day of
 * the entry: a day that is only claimed would open a programme that is over. A quota that is not known refuses nobody.
 */
export function enrolmentFault(
  { fromOn, untilOn, enrolsFrom, enrolsUntil, quota }: Limits,
  { on, enteredOn, inArea, enrolled }: EnrolmentFacts,
): EnrolmentFault | null {
  if (on < fromOn) return 'not-begun';
  if (untilOn !== null && on > untilOn) return 'over';
  if (enrolsFrom !== null && on < enrolsFrom) return 'enrolment-not-open';
  if (enrolsUntil !== null && on > enrolsUntil) return 'enrolment-closed';
  if (enteredOn > (enrolsUntil ?? untilOn ?? enteredOn)) return 'entered-late';
  if (!inArea) return 'other-area';
  return quota !== null && enrolled >= quota ? 'quota-full' : null;
}

const FAULTS: Readonly<Record<EnrolmentFault, Text2>> = {
  'not-begun': text2('chưa có hiệu lực', 'not in force yet'),
  over: text2('đã hết thời gian thực hiện', 'over'),
  'enrolment-not-open': text2('chưa đến thời gian tiếp nhận', 'not taking in yet'),
  'enrolment-closed': text2('đã hết thời gian tiếp nhận', 'taking in nobody further'),
  'entered-late': text2(
    'đã hết thời gian tiếp nhận vào ngày ghi vào hệ thống; ngày lùi lại không mở lại được',
    'taking in nobody further on the day of the entry; an earlier day does not open it again',
  ),
  'other-area': text2('không áp dụng cho địa bàn này', 'of another area'),
  'quota-full': text2('đã đủ chỉ tiêu', 'full'),
};

/** Which act, from when to when, and why it takes in nobody. */
export function faultSentence(
  { act, actOn, fromOn, untilOn }: TreatmentProgramme,
  fault: EnrolmentFault,
): Text2 {
  const end = untilOn === null ? text2('', '') : text2(` đến ${viDate(untilOn)}`, ` to ${untilOn}`);
  return text2(
    `Quyết định ${act} ngày ${viDate(actOn)}, thực hiện từ ${viDate(fromOn)}${end.vi}: ${FAULTS[fault].vi}`,
    `Decision ${act} of ${actOn}, in force from ${fromOn}${end.en}: ${FAULTS[fault].en}`,
  );
}
