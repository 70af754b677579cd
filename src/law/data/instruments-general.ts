import { dateOnly } from '../date.js';
import type { Instrument, InstrumentKey } from '../instrument.js';
import { text2 } from '../text.js';

type GeneralKey = Extract<
  InstrumentKey,
  | 'xlvphc-2012'
  | 'pl-03-2022'
  | 'pl-08-2025'
  | 'nd-24-2023'
  | 'nd-73-2024'
  | 'nd-161-2026'
  | 'blds-2015'
  | 'blld-2019'
>;

/** Codes, court procedure and the base salary: acts that the drug law relies on. */
export const GENERAL_INSTRUMENTS: Readonly<Record<GeneralKey, Instrument>> = {
  'xlvphc-2012': {
    key: 'xlvphc-2012',
    number: '15/2012/QH13',
    title: text2('Luật Xử lý vi phạm hành chính', 'Law on Handling of Administrative Violations'),
    kind: 'law',
    inForceFrom: dateOnly('2014-01-01'), // Điều 141 khoản 1: measures decided by a court
    inForceTo: null,
    supersedes: [],
    mark: 'secondary',
    source: 'https://congbao.chinhphu.vn/van-ban/luat-so-15-2012-qh13-915/11323.htm',
    note: text2(
      'Các điều về biện pháp do Tòa án quyết định có hiệu lực từ ngày 01/01/2014. Chỉ đọc bản năm 2012, chưa đọc sửa đổi năm 2020 và phần sửa đổi bởi Luật 120/2025/QH15.',
      'Articles on measures decided by courts are in force from 2014-01-01. Only the 2012 text was read, not its amendments of 2020 and by Law 120/2025.',
    ),
  },
  'pl-03-2022': {
    key: 'pl-03-2022',
    number: '03/2022/UBTVQH15',
    title: text2(
      'Trình tự, thủ tục xem xét, quyết định áp dụng các biện pháp xử lý hành chính tại Tòa án nhân dân',
      'Court procedure for administrative handling measures',
    ),
    kind: 'ordinance',
    inForceFrom: dateOnly('2023-02-01'),
    inForceTo: null,
    supersedes: [],
    mark: 'secondary',
    source: 'https://tailieu.vn/doc/phap-lenh-so-03-2022-ubtvqh15-2793795.html',
    note: text2(
      'Chưa tìm thấy pháp lệnh mới theo khoản 8 Điều 35 Luật 120/2025/QH15.',
      'The new ordinance required by Art. 35(8) of Law 120/2025 was not found.',
    ),
  },
  'pl-08-2025': {
    key: 'pl-08-2025',
    number: '08/2025/UBTVQH15',
    title: text2(
      'Sửa đổi, bổ sung một số điều của các Pháp lệnh về thủ tục tại Tòa án nhân dân',
      'Amendments of the ordinances on court procedure (regional people’s courts)',
    ),
    kind: 'ordinance',
    inForceFrom: dateOnly('2025-07-01'),
    inForceTo: null,
    supersedes: [],
    mark: 'unverified',
    source:
      'https://thuviennhadat.vn/vbpl/phap-lenh-08-2025-ubtvqh15-sua-doi-phap-lenh-thu-tuc-bat-giu-tau-bien-662841.html',
    note: text2(
      'Ban hành ngày 27/06/2025; ngày có hiệu lực 01/07/2025 chưa xác minh. Tên ghi rút gọn.',
      'Issued on 2025-06-27; its entry into force on 2025-07-01 is unverified. Title abridged.',
    ),
  },
  'nd-24-2023': {
    key: 'nd-24-2023',
    number: '24/2023/NĐ-CP',
    title: text2('Mức lương cơ sở (1.800.000 đồng/tháng)', 'Base salary (VND 1,800,000 a month)'),
    kind: 'decree',
    inForceFrom: dateOnly('2023-07-01'),
    inForceTo: dateOnly('2024-06-30'),
    supersedes: [],
    mark: 'secondary',
    source: 'https://vanban.chinhphu.vn/?classid=1&docid=218107&orggroupid=2&pageid=27160',
    note: text2(
      'Tên ghi theo nội dung áp dụng; chỉ biết qua trích dẫn.',
      'Title by subject; known from quotations only.',
    ),
  },
  'nd-73-2024': {
    key: 'nd-73-2024',
    number: '73/2024/NĐ-CP',
    title: text2('Mức lương cơ sở (2.340.000 đồng/tháng)', 'Base salary (VND 2,340,000 a month)'),
    kind: 'decree',
    inForceFrom: dateOnly('2024-07-01'),
    inForceTo: dateOnly('2026-06-30'),
    supersedes: ['nd-24-2023'],
    mark: 'secondary',
    source: 'https://vanban.chinhphu.vn/?classid=1&docid=218107&orggroupid=2&pageid=27160',
    note: text2(
      'Tên ghi theo nội dung áp dụng; chỉ biết qua trích dẫn.',
      'Title by subject; known from quotations only.',
    ),
  },
  'nd-161-2026': {
    key: 'nd-161-2026',
    number: '161/2026/NĐ-CP',
    title: text2('Mức lương cơ sở (2.530.000 đồng/tháng)', 'Base salary (VND 2,530,000 a month)'),
    kind: 'decree',
    inForceFrom: dateOnly('2026-07-01'),
    inForceTo: null,
    supersedes: ['nd-73-2024'],
    mark: 'secondary',
    source: 'https://vanban.chinhphu.vn/?classid=1&docid=218107&orggroupid=2&pageid=27160',
    note: text2(
      'Tên ghi theo nội dung áp dụng; chưa đọc bản chính.',
      'Title by subject; the original was not read.',
    ),
  },
  'blds-2015': {
    key: 'blds-2015',
    number: '91/2015/QH13',
    title: text2('Bộ luật Dân sự', 'Civil Code'),
    kind: 'code',
    inForceFrom: dateOnly('2017-01-01'),
    inForceTo: null,
    supersedes: [],
    mark: 'secondary',
    source: 'https://github.com/diepxuan/diepxuan.github.io/blob/main/van-ban/dan-su/dan-su.md',
  },
  'blld-2019': {
    key: 'blld-2019',
    number: '45/2019/QH14',
    title: text2('Bộ luật Lao động', 'Labour Code'),
    kind: 'code',
    inForceFrom: dateOnly('2021-01-01'),
    inForceTo: null,
    supersedes: [],
    mark: 'secondary',
    source: 'https://github.com/diepxuan/diepxuan.github.io/blob/main/van-ban/lao-dong/lao-dong.md',
  },
};
