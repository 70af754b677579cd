import { explain, step, type Explanation } from '../../law/explanation.js';
import { cite, INSTRUMENTS } from '../../law/instruments.js';
import { text2, type Text2 } from '../../law/text.js';
import { defineCodeList } from '../../platform/i18n/code-list.js';
import type { QuarterDays, QuarterPeriod } from '../ledger/ledger-days.js';

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
  | 'over-six-months'
  | 'over-twelve-months'
  | 'dosing-at-site'
  | 'multi-day'
  | 'dropped-out'
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
  'over-six-months': text2('Đang điều trị trên 6 tháng', 'In treatment for more than 6 months'),
  'over-twelve-months': text2('Đang điều trị trên 12 tháng', 'In treatment for more than 12 months'),
  'dosing-at-site': text2('Đang uống thuốc hằng ngày tại cơ sở', 'Dosing at the site'),
  'multi-day': text2('Đang được cấp thuốc nhiều ngày', 'Receiving doses for several days'),
  'dropped-out': text2('Bỏ điều trị trong kỳ', 'Dropped out'),
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
export const PERIODS: Readonly<Record<QuarterPeriod, Text2>> = {
  calendar: text2('Quý theo lịch', 'Quarter of the calendar'),
  report: text2('Kỳ báo cáo quý của Thông tư 05/2023/TT-BYT', 'Quarter of Circular 05/2023/TT-BYT'),
};
export const PERIOD_NAMES = Object.keys(PERIODS) as readonly QuarterPeriod[];
defineCodeList(
  'treatment-report-period',
  text2('Kỳ báo cáo điều trị', 'Period of a treatment report'),
  PERIODS,
);

export const REPORT_ROWS = Object.keys(REPORT_LABELS) as readonly ReportRow[];

defineCodeList(
  'treatment-report-row',
  text2('Dòng của báo cáo quý', 'Row of the quarter report'),
  REPORT_LABELS,
);

/** Why the report has the days that it has. */
export function periodExplained(period: QuarterPeriod, { from, to }: QuarterDays): Explanation {
  const told =
    period === 'report'
      ? step(
          'Kỳ báo cáo quý của Thông tư 05/2023/TT-BYT: từ ngày 15 của tháng trước quý đến hết ngày 14 của tháng cuối quý.',
          'The quarter of Circular 05/2023/TT-BYT: from the 15th of the month before it to the 14th of its last month.',
          cite('tt-05-2023', 'Điều 3, 5–7'),
        )
      : step(
          'Quý theo lịch, để đối chiếu sổ kho; kỳ của Thông tư 05/2023/TT-BYT khác: chọn kỳ báo cáo.',
          'The quarter of the calendar, to compare with the stock; the one of Circular 05/2023/TT-BYT is another.',
          cite('tt-05-2023', 'Điều 3, 5–7'),
          'interpretation',
        );
  return explain({
    rule: 'treatment.report-period',
    version: INSTRUMENTS['tt-05-2023'].inForceFrom,
    inputs: { period },
    steps: [told],
    result: { from, to },
  });
}

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
  'over-six-months': text2(
    'Trong số đang điều trị cuối kỳ, người mà bước bắt đầu của đợt đó đã quá 6 tháng. Cách hiểu: tính từ ngày bắt đầu đợt đang điều trị, kể cả thời gian ở cơ sở trước khi chuyển đến.',
    'Of those in treatment at the end, whose episode began more than 6 months before. As we read it: from the beginning of the present episode, the time at a former place included.',
  ),
  'over-twelve-months': text2(
    'Như trên, đã quá 12 tháng; là một phần của dòng trên 6 tháng.',
    'As above, more than 12 months before; a part of those of more than 6.',
  ),
  'dosing-at-site': text2(
    'Số đang điều trị cuối kỳ trừ số đang được cấp thuốc nhiều ngày. Cách hiểu: mỗi người thuộc đúng một trong hai dòng.',
    'Those in treatment at the end who do not receive doses for several days. As we read it: each is one or the other.',
  ),
  'multi-day': text2(
    'Trong số đang điều trị cuối kỳ, người đến lúc đó đã nhận liều mang về cho ngày cuối kỳ hoặc ngày kế tiếp, chưa bị hủy, chưa trả lại. Cách hiểu: văn bản không nêu ngày lấy số.',
    'Of those in treatment at the end, who by then took home a dose for the last day or the next one, neither voided nor brought back. As we read it: the text does not say of which day.',
  ),
  'dropped-out': text2(
    'Bước chấm dứt trong kỳ với căn cứ bỏ điều trị hoặc tự ý chấm dứt. Cách hiểu: người chưa có quyết định chấm dứt chưa là bỏ điều trị.',
    'Terminations in the period for days missed, or by the person unasked. As we read it: who was not terminated has not dropped out.',
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
