import { dateOnly } from '../date.js';
import { deadlineRow } from '../deadline-row.js';
import type { DeadlineRule } from '../deadline-rule.js';
import { cite } from '../instruments.js';
import { text2 } from '../text.js';

const procedure = 'compulsory-rehabilitation' as const;
const COURT = text2('Tòa án nhân dân', 'The people’s court');
// Luật 120/2025 Điều 35 khoản 8, Điều 36 khoản 8 ask for new ordinances, which were not found: absent from 01/07/2026 on.
const UNDER_ORDINANCE = { from: dateOnly('2023-02-01'), to: dateOnly('2026-06-30') };
const SEEN_IN_EXCERPTS = text2(
  'Đọc từ trích đoạn Pháp lệnh 03/2022/UBTVQH15. Từ ngày 01/07/2026 pháp lệnh mới chưa tìm thấy: không có dữ liệu, không tự tính.',
  'Read in excerpts of Ordinance 03/2022. The new ordinance for the time from 2026-07-01 on was not found: absent, not worked out.',
);
const BOTH = text2(
  'Pháp lệnh 01/2022/UBTVQH15 quy định cùng thời hạn cho người từ đủ 12 đến dưới 18 tuổi (đọc từ trích đoạn; trước ngày 01/02/2023 chưa xác minh ngày có hiệu lực nên không có dữ liệu). Từ ngày 01/07/2026 pháp lệnh mới chưa tìm thấy.',
  'Ordinance 01/2022 has the same limit for persons aged 12 to under 18 (read in excerpts; absent before 2023-02-01, its first day not being verified). The new ordinances for the time from 2026-07-01 on were not found.',
);

/** What the court and whoever complains of its decision have to keep to, as far as it was found. */
export const COURT_2022: readonly DeadlineRule[] = [
  deadlineRow({
    key: 'court.accept',
    id: 'K02',
    procedure,
    step: text2('Thụ lý hồ sơ, phân công Thẩm phán', 'Accept the case and assign a judge'),
    actor: COURT,
    obligor: 'court',
    value: 1,
    unit: 'working-days',
    startsWith: text2('ngày Tòa án nhận hồ sơ', 'the day the dossier reaches the court'),
    ...UNDER_ORDINANCE,
    citations: [cite('pl-03-2022', 'Điều 12')],
    note: SEEN_IN_EXCERPTS,
  }),
  deadlineRow({
    key: 'court.decide',
    id: 'K01',
    procedure,
    step: text2('Ra quyết định', 'Decide'),
    actor: COURT,
    obligor: 'court',
    value: 15,
    unit: 'days',
    startsWith: text2('ngày thụ lý', 'the day of acceptance'),
    ...UNDER_ORDINANCE,
    citations: [cite('pl-03-2022', 'các điều về thời hạn giải quyết')],
    note: BOTH,
  }),
  deadlineRow({
    key: 'court.decide-complex',
    id: 'K01',
    procedure,
    step: text2('Ra quyết định, vụ việc phức tạp', 'Decide, a complex case'),
    actor: COURT,
    obligor: 'court',
    value: 30,
    unit: 'days',
    startsWith: text2('ngày thụ lý', 'the day of acceptance'),
    ...UNDER_ORDINANCE,
    citations: [cite('pl-03-2022', 'các điều về thời hạn giải quyết')],
    note: BOTH,
  }),
  deadlineRow({
    key: 'court.send-decision',
    id: 'K04',
    procedure,
    step: text2('Gửi quyết định', 'Send the decision'),
    actor: COURT,
    obligor: 'court',
    value: 2,
    unit: 'working-days',
    startsWith: text2('ngày ra quyết định', 'the day of the decision'),
    ...UNDER_ORDINANCE,
    citations: [cite('pl-03-2022', 'Điều 25')],
    note: SEEN_IN_EXCERPTS,
  }),
  deadlineRow({
    key: 'court.complaint',
    id: 'K04',
    procedure,
    step: text2('Khiếu nại, kiến nghị, kháng nghị quyết định', 'Complain of or appeal the decision'),
    actor: text2(
      'Người bị áp dụng biện pháp, cơ quan đề nghị, Viện kiểm sát',
      'The person, the body that asked for the measure, the procuracy',
    ),
    obligor: 'person',
    right: true,
    value: 5,
    unit: 'working-days',
    startsWith: text2(
      'ngày ra quyết định (cách hiểu: trích đoạn không nói ngày nhận hay ngày công bố)',
      'the day of the decision (our reading: the excerpt does not say whether it is that of its arrival)',
    ),
    ...UNDER_ORDINANCE,
    citations: [cite('pl-03-2022', 'Điều 32')],
    mark: 'interpretation',
    note: SEEN_IN_EXCERPTS,
  }),
];
