import { text2, type Text2 } from '../../law/text.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';
import { UNCHECKED, type ProtocolValues } from './protocol.js';

/** What reads a value of a protocol: a check of an order or a dose, the run of missed doses, the list of the day. */
export type ProtocolReader =
  | 'strength'
  | 'minStartDose'
  | 'maxStartDose'
  | 'maxDailyDose'
  | 'maxIncrease'
  | 'minDaysBetweenIncreases'
  | 'maxSlots'
  | 'maxOrderDays'
  | 'doseAfterMissed'
  | 'maxTakeHomeDays'
  | 'secondPerson'
  | 'timeOfGivingAgain'
  | 'warningOfMissedDoses'
  | 'holdForMissedDoses'
  | 'urineTestDue';

/** What is held against something; in what doses are counted is no value of its own. */
export type ProtocolValueName = Exclude<keyof ProtocolValues, 'doseUnit'>;

interface ValueReading {
  readonly label: Text2;
  /** Nobody where the program asks the value of nothing: each answer that it would bear on says so. */
  readonly readBy: readonly ProtocolReader[];
}

/** Every value of a protocol, with what the program does with it. */
export const PROTOCOL_VALUES: Readonly<Record<ProtocolValueName, ValueReading>> = {
  strengthMicrogramsPerMl: {
    label: text2('Nồng độ dung dịch', 'Strength of the solution'),
    readBy: ['strength'],
  },
  startDoseMin: {
    label: text2('Liều khởi đầu tối thiểu', 'Smallest dose to begin with'),
    readBy: ['minStartDose'],
  },
  startDoseMax: {
    label: text2('Liều khởi đầu tối đa', 'Largest dose to begin with'),
    readBy: ['maxStartDose'],
  },
  doseMax: {
    label: text2('Liều tối đa một ngày', 'Largest dose a day'),
    readBy: ['maxDailyDose'],
  },
  doseStepMax: {
    label: text2('Mức tăng liều tối đa', 'Largest increase'),
    readBy: ['maxIncrease'],
  },
  doseStepEveryDays: {
    label: text2('Số ngày giữa hai lần tăng liều', 'Days between two increases'),
    readBy: ['minDaysBetweenIncreases'],
  },
  slotsADay: { label: text2('Số lần tối đa một ngày', 'Most slots a day'), readBy: ['maxSlots'] },
  // That somebody was watched so long is entered nowhere: a dose stands in the ledger when it is given.
  firstDoseObservationMinutes: {
    label: text2('Thời gian theo dõi sau liều đầu tiên', 'Observation after the first dose'),
    readBy: [],
  },
  doseObservationMinutes: {
    label: text2('Thời gian theo dõi sau mỗi liều', 'Observation after a dose'),
    readBy: [],
  },
  missedLadder: {
    label: text2('Xử trí theo số ngày bỏ liều', 'What is done after missed days'),
    readBy: ['doseAfterMissed', 'holdForMissedDoses', 'warningOfMissedDoses'],
  },
  warnAfterMissedDays: {
    label: text2('Số ngày bỏ liều thì cảnh báo', 'Missed days that are warned of'),
    readBy: ['warningOfMissedDoses'],
  },
  holdAfterMissedDays: {
    label: text2('Số ngày bỏ liều thì tạm giữ liều', 'Missed days after which the dose is held'),
    readBy: ['holdForMissedDoses'],
  },
  reassessAfterMissedDays: {
    label: text2('Số ngày bỏ liều thì đánh giá lại', 'Missed days after which the person is assessed anew'),
    readBy: ['holdForMissedDoses', 'warningOfMissedDoses'],
  },
  redoseWithinMinutes: {
    label: text2('Thời hạn cho uống lại sau khi nôn', 'Within what time a dose is given again'),
    readBy: ['timeOfGivingAgain'],
  },
  testEveryDays: {
    label: text2('Số ngày giữa hai lần xét nghiệm', 'Days between two tests'),
    readBy: ['urineTestDue'],
  },
  takeHomeMostDays: {
    label: text2('Số ngày mang về tối đa', 'Most days to take home'),
    readBy: ['maxTakeHomeDays'],
  },
  prescriptionDays: {
    label: text2('Số ngày tối đa của y lệnh theo giai đoạn', 'Longest order, by phase'),
    readBy: ['maxOrderDays'],
  },
  twoPersonCheck: {
    label: text2('Hai người kiểm tra', 'Check by a second person'),
    readBy: ['secondPerson'],
  },
};
export const PROTOCOL_VALUE_NAMES = Object.keys(PROTOCOL_VALUES) as readonly ProtocolValueName[];

defineCodeList(
  'protocol-value-name',
  text2('Giá trị của phác đồ', 'Value of a protocol'),
  Object.fromEntries(PROTOCOL_VALUE_NAMES.map((name) => [name, PROTOCOL_VALUES[name].label])),
);

/** A value that was not held against what was entered, and why. */
export interface NotChecked {
  readonly value: ProtocolValueName;
  readonly why: Text2;
}

export const SILENT = text2(
  'Phác đồ đang có hiệu lực không nêu giá trị này: không kiểm tra',
  'The protocol in force does not give this value: not checked',
);
/** The value is there, and says nothing of this order. */
export const OTHER_UNIT = text2(
  'Phác đồ và y lệnh tính liều theo hai đơn vị khác nhau: không so được, không kiểm tra',
  'Protocol and order count doses in two units that cannot be compared: not checked',
);
export const STRENGTH_UNKNOWN = text2(
  'Y lệnh tính theo thể tích, không rõ nồng độ: không so được với phác đồ, không kiểm tra',
  'The order is by volume, and its strength is not known: it cannot be compared with the protocol, and was not checked',
);
const NO_READER = text2(
  'Hệ thống không ghi nhận việc này nên không kiểm tra được: cơ sở tự theo dõi',
  'The system has no record of it and cannot check it: the site sees to it',
);

/** Values that nothing in the program reads. */
export const NEVER_CHECKED: readonly NotChecked[] = PROTOCOL_VALUE_NAMES.filter(
  (name) => PROTOCOL_VALUES[name].readBy.length === 0,
).map((value) => ({ value, why: NO_READER }));

/** All of them, where no protocol is in force. */
export const NOTHING_CHECKED: readonly NotChecked[] = PROTOCOL_VALUE_NAMES.map((value) => ({
  value,
  why: UNCHECKED,
}));

/** The values that a check reads. */
export function valuesReadBy(reader: ProtocolReader): readonly ProtocolValueName[] {
  return PROTOCOL_VALUE_NAMES.filter((name) => PROTOCOL_VALUES[name].readBy.includes(reader));
}
