import { text2, type Text2 } from '../../law/text.js';
import type { TerminationGround } from '../../law/treatment-ends.js';
import type { TreatmentKind } from '../../law/treatment.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';
import { GIVING_KINDS, type DoseEventKind } from '../ledger/dose-event.kinds.js';
import type { StockUnit } from '../ledger/amounts.js';
import type { StockChange } from '../ledger/ledger.rules.js';
import type { StockLine, StockLineName } from '../stock/reconciliation.rules.js';

/** A number of the report, or the row that has none. */
export type ReportRow =
  | 'in-treatment-at-start'
  | 'admitted'
  | 'begun'
  | 'moved-in'
  | 'moved-out'
  | 'terminated'
  | 'completed'
  | 'died'
  | 'in-treatment-at-end'
  | 'doses-given'
  | 'doses-taken-home'
  | 'doses-missed'
  | 'double-doses'
  | 'stock-opening'
  | 'stock-received'
  | 'stock-dispensed'
  | 'stock-spilled'
  | 'stock-returned'
  | 'stock-sent-back'
  | 'stock-destroyed'
  | 'stock-variance'
  | 'stock-closing'
  | 'hiv';

export const REPORT_LABELS: Readonly<Record<ReportRow, Text2>> = {
  'in-treatment-at-start': text2('Đang điều trị đầu quý', 'In treatment at the start'),
  admitted: text2('Tiếp nhận trong quý', 'Admitted'),
  begun: text2('Bắt đầu điều trị trong quý', 'Begun'),
  'moved-in': text2('Chuyển đến', 'Moved in'),
  'moved-out': text2('Chuyển đi', 'Moved out'),
  terminated: text2('Chấm dứt điều trị', 'Terminated'),
  completed: text2('Hoàn thành điều trị', 'Completed'),
  died: text2('Chết trong khi điều trị', 'Died in treatment'),
  'in-treatment-at-end': text2('Đang điều trị cuối quý', 'In treatment at the end'),
  'doses-given': text2('Liều cho uống tại cơ sở', 'Doses given at the site'),
  'doses-taken-home': text2('Liều cấp mang về', 'Doses to take home'),
  'doses-missed': text2('Liều bỏ', 'Doses missed'),
  'double-doses': text2('Liều cấp hai lần', 'Double doses'),
  'stock-opening': text2('Tồn đầu quý', 'Stock at the start'),
  'stock-received': text2('Nhập kho', 'Received'),
  'stock-dispensed': text2('Cấp phát', 'Dispensed'),
  'stock-spilled': text2('Đổ, vỡ', 'Spilled'),
  'stock-returned': text2('Người bệnh trả lại', 'Brought back'),
  'stock-sent-back': text2('Trả lại nơi cung ứng', 'Sent back'),
  'stock-destroyed': text2('Hủy thuốc', 'Destroyed'),
  'stock-variance': text2('Chênh lệch kiểm kê', 'Variance of counts'),
  'stock-closing': text2('Tồn cuối quý', 'Stock at the end'),
  hiv: text2('HIV', 'HIV'),
};
export const REPORT_ROWS = Object.keys(REPORT_LABELS) as readonly ReportRow[];

defineCodeList(
  'treatment-report-row',
  text2('Dòng của báo cáo quý', 'Row of the quarter report'),
  REPORT_LABELS,
);

/** From which records each number comes. */
export const SOURCES: Readonly<Record<ReportRow, Text2>> = {
  'in-treatment-at-start': text2(
    'Đợt điều trị đã có bước bắt đầu trước đầu quý, chưa chấm dứt, hoàn thành, chết, và do cơ sở giữ ngay trước đầu quý.',
    'Episodes whose beginning was entered for before the quarter, with no end until then, kept here just before it.',
  ),
  admitted: text2(
    'Bước tiếp nhận có hiệu lực trong quý, chưa bị hủy, khi cơ sở giữ hồ sơ.',
    'Steps of admission that took effect in the quarter and were not annulled, while the site kept the file.',
  ),
  begun: text2(
    'Bước bắt đầu điều trị có hiệu lực trong quý, chưa bị hủy, khi cơ sở giữ hồ sơ.',
    'Steps of beginning that took effect in the quarter and were not annulled, while the site kept the file.',
  ),
  'moved-in': text2(
    'Lần chuyển hồ sơ đến cơ sở trong quý, của người đang điều trị lúc chuyển.',
    'Handovers of files to the site in the quarter, of persons who were in treatment at that moment.',
  ),
  'moved-out': text2(
    'Lần chuyển hồ sơ đi trong quý, của người đang điều trị lúc chuyển.',
    'Handovers of files away from the site in the quarter, of persons in treatment at that moment.',
  ),
  terminated: text2(
    'Bước chấm dứt có hiệu lực trong quý, theo căn cứ đã quyết định.',
    'Steps of termination that took effect in the quarter, by the ground decided.',
  ),
  completed: text2(
    'Bước hoàn thành có hiệu lực trong quý.',
    'Steps of completion that took effect in the quarter.',
  ),
  died: text2(
    'Bước ghi nhận chết có hiệu lực trong quý, của người đã bắt đầu điều trị.',
    'Steps that record a death in the quarter, of persons whose treatment had begun.',
  ),
  'in-treatment-at-end': text2(
    'Như đầu quý, tính đến hết ngày cuối của báo cáo.',
    'As at the start, at the end of the last day of the report.',
  ),
  'doses-given': text2(
    'Lần cho uống có giám sát, kể cả cho người của cơ sở khác, của các ngày trong quý, chưa bị hủy.',
    'Entries of the ledger for days of the quarter that a dose was given, to guests too, as far as they stand.',
  ),
  'doses-taken-home': text2(
    'Lần cấp mang về cho các ngày trong quý, chưa bị hủy, chưa trả lại.',
    'Entries of doses to take home for days of the quarter, neither voided nor brought back.',
  ),
  'doses-missed': text2(
    'Lần bỏ liều hệ thống xác định cho các ngày trong quý, trừ liều sau đó được ghi là đã cấp, từ chối, hoặc người bệnh đã đến mà liều đang tạm giữ.',
    'Missed doses derived for days of the quarter, but for those entered later as given, refused or held at the window.',
  ),
  'double-doses': text2(
    'Cảnh báo cấp hai lần của các ngày trong quý mà cả hai lần cấp còn giá trị.',
    'Alarms of double doses of days of the quarter, of which both doses stand.',
  ),
  'stock-opening': text2(
    'Số cuối ngày khóa sổ gần nhất trước quý, cộng các lần ghi sau đó.',
    'What the last closed day before the quarter left, with what was entered since.',
  ),
  'stock-received': text2(
    'Nhập kho theo lô tính vào các ngày trong quý.',
    'Receipts by lot that count in the quarter.',
  ),
  'stock-dispensed': text2(
    'Lượng thuốc ra khỏi lô khi cho uống, cho uống lại, cấp mang về, đã trừ lần bị hủy.',
    'What left the lots by doses given, given again or taken home, less what was voided.',
  ),
  'stock-spilled': text2('Lượng đổ khi cấp và trong kho.', 'What was spilled at the window and in store.'),
  'stock-returned': text2(
    'Liều mang về được trả lại: để riêng, không cấp lại.',
    'Take-home doses brought back: kept apart and not given again.',
  ),
  'stock-sent-back': text2('Lần trả lại nơi cung ứng.', 'Movements back to the supplier.'),
  'stock-destroyed': text2(
    'Lần hủy thuốc trong kho và thuốc người bệnh trả lại.',
    'Movements of destruction, of stock and of what was brought back.',
  ),
  'stock-variance': text2(
    'Số đếm trừ số sổ sách của các ngày đã khóa sổ trong quý có kiểm kê.',
    'Counted less expected, of the closed days of the quarter on which somebody counted.',
  ),
  'stock-closing': text2(
    'Tồn đầu quý cộng các dòng trên và chênh lệch kiểm kê.',
    'The opening with all changes and the variance of counts.',
  ),
  hiv: text2(
    'Không có trường nào của hệ thống ghi tình trạng HIV.',
    'No field of the system takes the state of HIV.',
  ),
};

/** Why the row has no number: Luật 64/2006/QH11, Điều 30, by a secondary copy. */
export const HIV_REASON = text2(
  'Hệ thống không ghi tình trạng HIV: chỉ những người mà Luật Phòng, chống HIV/AIDS (Điều 30) nêu được biết, và hệ thống này có người dùng ngoài diện đó. Cơ sở lấy số này từ hồ sơ y tế.',
  'The state of HIV is not kept here: the law on HIV/AIDS (Article 30) names who may learn of it, and not every user of this system is one of them. The site takes this number from its medical records.',
);

/** One number as the database counts it. */
export interface CountedPersons {
  readonly kind: TreatmentKind;
  readonly programmeCode: string | null;
  readonly measure: string;
  readonly ground: TerminationGround | null;
  readonly persons: number;
}

export interface TreatmentGroup {
  readonly kind: TreatmentKind;
  readonly programmeCode: string | null;
  readonly inTreatmentAtStart: number;
  readonly admitted: number;
  readonly begun: number;
  readonly movedIn: number;
  readonly movedOut: number;
  readonly terminated: readonly { readonly ground: TerminationGround; readonly persons: number }[];
  readonly completed: number;
  readonly died: number;
  readonly inTreatmentAtEnd: number;
}

/** By kind and programme, in the order of their names. Who went into no programme stands apart. */
export function groupsOf(counted: readonly CountedPersons[]): readonly TreatmentGroup[] {
  const keys = new Map(
    counted.map(({ kind, programmeCode }) => [`${kind}/${programmeCode ?? ''}`, { kind, programmeCode }]),
  );
  return [...keys]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { kind, programmeCode }]) => {
      const own = counted.filter((each) => each.kind === kind && each.programmeCode === programmeCode);
      const of = (measure: ReportRow): number =>
        own.filter((each) => each.measure === measure).reduce((sum, { persons }) => sum + persons, 0);
      return {
        ...{ kind, programmeCode, inTreatmentAtStart: of('in-treatment-at-start') },
        ...{ admitted: of('admitted'), begun: of('begun') },
        ...{ movedIn: of('moved-in'), movedOut: of('moved-out') },
        terminated: own
          .filter(({ measure }) => measure === 'terminated')
          .map(({ ground, persons }) => ({ ground: ground ?? ('other' as const), persons }))
          .toSorted((one, other) => (one.ground < other.ground ? -1 : 1)),
        ...{ completed: of('completed'), died: of('died') },
        inTreatmentAtEnd: of('in-treatment-at-end'),
      };
    });
}

export interface CountedDoses {
  readonly kind: TreatmentKind;
  readonly entry: DoseEventKind | 'double-dose';
  readonly doses: number;
}

export interface DoseGroup {
  readonly kind: TreatmentKind;
  readonly given: number;
  readonly takenHome: number;
  readonly missed: number;
  readonly doubled: number;
}

const TAKEN_HOME: DoseEventKind = 'take-home-given';

export function doseGroupsOf(counted: readonly CountedDoses[]): readonly DoseGroup[] {
  const kinds = [...new Set(counted.map(({ kind }) => kind))].toSorted();
  return kinds.map((kind) => {
    const sum = (fits: (entry: CountedDoses['entry']) => boolean): number =>
      counted
        .filter((each) => each.kind === kind && fits(each.entry))
        .reduce((total, { doses }) => total + doses, 0);
    return {
      kind,
      given: sum((entry) => entry !== TAKEN_HOME && (GIVING_KINDS as readonly string[]).includes(entry)),
      takenHome: sum((entry) => entry === TAKEN_HOME),
      missed: sum((entry) => entry === 'missed'),
      doubled: sum((entry) => entry === 'double-dose'),
    };
  });
}

/** What happened to a lot in the quarter. */
export interface LotOfQuarter {
  readonly medicine: TreatmentKind;
  readonly unit: StockUnit;
  readonly opening: StockChange;
  readonly lines: readonly StockLine[];
  readonly variance: StockChange;
}

/** Of a medicine, in its unit. What left is above zero; voids of what lay in an earlier quarter may turn it below. */
export interface StockGroup {
  readonly medicine: TreatmentKind;
  readonly unit: StockUnit;
  readonly opening: StockChange;
  readonly received: number;
  readonly dispensed: number;
  readonly spilled: number;
  readonly returned: number;
  readonly sentBack: number;
  readonly destroyed: number;
  readonly variance: StockChange;
  readonly closing: StockChange;
}

type Column = 'received' | 'dispensed' | 'spilled' | 'returned' | 'sentBack' | 'destroyed';

/** In which column a line of a lot counts. A void counts as what it undoes: by itself it has none. */
const COLUMN_OF: Readonly<Record<StockLineName, Column | null>> = {
  received: 'received',
  'bottle-spilled': 'spilled',
  'sent-back': 'sentBack',
  destroyed: 'destroyed',
  'returned-destroyed': 'destroyed',
  dispensed: 'dispensed',
  'guest-dose': 'dispensed',
  're-dosed': 'dispensed',
  'take-home-given': 'dispensed',
  'take-home-returned': 'returned',
  spilled: 'spilled',
  voided: null,
  prepared: null,
  refused: null,
  vomited: null,
  missed: null,
  withheld: null,
};

/** Sums lots of one medicine and unit. */
export function stockGroupsOf(lots: readonly LotOfQuarter[]): readonly StockGroup[] {
  const keys = new Map(lots.map(({ medicine, unit }) => [`${medicine}/${unit}`, { medicine, unit }]));
  return [...keys]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { medicine, unit }]) => {
      const own = lots.filter((lot) => lot.medicine === medicine && lot.unit === unit);
      const lines = own.flatMap((lot) => lot.lines);
      const column = (name: Column): readonly StockLine[] =>
        lines.filter((line) => COLUMN_OF[line.name] === name);
      const usable = (name: Column): number => column(name).reduce((total, line) => total + line.usable, 0);
      const apart = (name: Column): number => column(name).reduce((total, line) => total + line.returned, 0);
      const opening = total(own.map((lot) => lot.opening));
      const variance = total(own.map((lot) => lot.variance));
      return {
        ...{ medicine, unit, opening, received: usable('received') },
        ...{ dispensed: 0 - usable('dispensed'), spilled: 0 - usable('spilled') },
        ...{ returned: apart('returned'), sentBack: 0 - usable('sentBack') },
        destroyed: 0 - usable('destroyed') - apart('destroyed'),
        variance,
        closing: total([opening, ...lines, variance]),
      };
    });
}

const total = (changes: readonly StockChange[]): StockChange =>
  changes.reduce<StockChange>(
    (sum, { usable, returned }) => ({ usable: sum.usable + usable, returned: sum.returned + returned }),
    { usable: 0, returned: 0 },
  );
