import { dateOnly, type DateOnly } from '../date.js';
import type { InstrumentKind, UndatedAct } from '../instrument.js';
import { text2, type Text2 } from '../text.js';

const NO_START: Text2 = text2('Chưa xác minh ngày có hiệu lực.', 'Day of entry into force not verified.');
const NOT_READ: Text2 = text2(
  'Chưa xác minh ngày có hiệu lực; chưa đọc nội dung.',
  'Day of entry into force not verified; content not read.',
);

const named = (
  kind: InstrumentKind,
  number: string,
  title: Text2,
  issuedOn: string | null,
  missing: Text2 = NO_START,
): UndatedAct => ({
  number,
  title,
  kind,
  issuedOn: issuedOn === null ? null : dateOnly(issuedOn),
  inForceTo: null,
  missing,
});

// NĐ 116/2021, Điều 86 khoản 2: these end when the decree enters into force.
const LAST_DAY_BEFORE_DECREE_116: DateOnly = dateOnly('2021-12-31');

const repealedIn2022 = (number: string, issuedOn: string, title: Text2): UndatedAct => ({
  ...named('decree', number, title, issuedOn),
  inForceTo: LAST_DAY_BEFORE_DECREE_116,
});

/** Acts that the sources name without a verified day of entry into force: listed, so that the gap is visible. */
export const UNDATED_ACTS: readonly UndatedAct[] = [
  named(
    'ordinance',
    '01/2022/UBTVQH15',
    text2(
      'Trình tự, thủ tục Tòa án nhân dân xem xét, quyết định việc đưa người nghiện ma túy từ đủ 12 tuổi đến dưới 18 tuổi vào cơ sở cai nghiện bắt buộc',
      'Court procedure for the compulsory rehabilitation of persons aged 12 to under 18',
    ),
    '2022-03-24',
  ),
  named(
    'law',
    '81/2025/QH15',
    text2('Sửa đổi các luật về Tòa án nhân dân', 'Amendments on people’s courts'),
    null,
    NOT_READ,
  ),
  named(
    'resolution',
    '190/2025/QH15',
    text2(
      'Xử lý một số vấn đề liên quan đến sắp xếp tổ chức bộ máy nhà nước',
      'Matters arising from the reorganisation of State bodies',
    ),
    null,
    NOT_READ,
  ),
  named(
    'resolution',
    '202/2025/QH15',
    text2('Sắp xếp đơn vị hành chính cấp tỉnh', 'Rearrangement of provinces'),
    null,
  ),
  named(
    'resolution',
    '1654/NQ-UBTVQH15',
    text2('Sắp xếp các đơn vị hành chính cấp xã của tỉnh An Giang năm 2025', 'Communes of An Giang, 2025'),
    '2025-06-16',
  ),
  named(
    'decision',
    '152/QĐ-TTg',
    text2('Kế hoạch triển khai Luật Phòng, chống ma túy (2025)', 'Implementation plan of Law 120/2025'),
    '2026-01-20',
    NOT_READ,
  ),
  named(
    'decision',
    '7886/QĐ-BCA',
    text2('Công bố thủ tục hành chính', 'Publication of procedures'),
    '2025-09-19',
    NOT_READ,
  ),
  named(
    'decision',
    '2682/QĐ-UBND (Vĩnh Long)',
    text2('Công bố thủ tục hành chính 3.000527', 'Publication of procedure 3.000527'),
    '2025-11-20',
  ),
  named(
    'decision',
    '4066/QĐ-BYT',
    text2(
      'Hướng dẫn điều trị nghiện các chất dạng thuốc phiện',
      'Guideline on the treatment of opioid addiction',
    ),
    '2024-12-31',
    NOT_READ,
  ),
  named(
    'decree',
    '81/2021/NĐ-CP',
    text2('Học phí, miễn, giảm học phí', 'School fees and their reduction'),
    null,
  ),
  repealedIn2022(
    '135/2004/NĐ-CP',
    '2004-06-10',
    text2('Biện pháp đưa vào cơ sở chữa bệnh', 'Committal to treatment establishments'),
  ),
  repealedIn2022('94/2009/NĐ-CP', '2009-10-26', text2('Quản lý sau cai nghiện ma túy', 'Aftercare')),
  repealedIn2022(
    '94/2010/NĐ-CP',
    '2010-09-09',
    text2(
      'Tổ chức cai nghiện ma túy tại gia đình, cai nghiện ma túy tại cộng đồng',
      'Rehabilitation at home and in the community',
    ),
  ),
  repealedIn2022(
    '221/2013/NĐ-CP',
    '2013-12-30',
    text2('Biện pháp đưa vào cơ sở cai nghiện bắt buộc', 'Committal to compulsory rehabilitation'),
  ),
  repealedIn2022(
    '136/2016/NĐ-CP',
    '2016-09-09',
    text2('Sửa đổi Nghị định 221/2013/NĐ-CP', 'Amendments of Decree 221/2013'),
  ),
];
