import { dateOnly } from '../date.js';
import type { Instrument, InstrumentKey } from '../instrument.js';
import { text2 } from '../text.js';

type DrugLawKey = Extract<
  InstrumentKey,
  | 'luat-73-2021'
  | 'luat-120-2025'
  | 'nd-105-2021'
  | 'nd-109-2021'
  | 'nd-116-2021'
  | 'nd-163-2026'
  | 'nd-184-2025'
  | 'tt-18-2021'
  | 'ttlt-03-2025'
  | 'tt-62-2022'
  | 'tt-05-2011'
>;

/** The law on prevention and control of drugs, its decrees and circulars. */
export const DRUG_LAW_INSTRUMENTS: Readonly<Record<DrugLawKey, Instrument>> = {
  'luat-73-2021': {
    key: 'luat-73-2021',
    number: '73/2021/QH14',
    title: text2('Luật Phòng, chống ma túy (2021)', 'Law on Drug Prevention and Control (2021)'),
    kind: 'law',
    inForceFrom: dateOnly('2022-01-01'), // Luật 73/2021, Điều 54 khoản 1
    inForceTo: dateOnly('2026-06-30'), // Luật 120/2025, Điều 55 khoản 2
    supersedes: [],
    mark: 'secondary',
    source: 'https://vbpl.vn:443/backan/Pages/vbpq-print.aspx?ItemID=152501&dvid=299',
  },
  'luat-120-2025': {
    key: 'luat-120-2025',
    number: '120/2025/QH15',
    title: text2('Luật Phòng, chống ma túy (2025)', 'Law on Drug Prevention and Control (2025)'),
    kind: 'law',
    inForceFrom: dateOnly('2026-07-01'), // Điều 55 khoản 1
    inForceTo: null,
    supersedes: ['luat-73-2021'],
    mark: 'secondary',
    source:
      'https://luatvietnam.vn/an-ninh-trat-tu/luat-phong-chong-ma-tuy-2025-so-120-2025-qh15-422329-d1.html',
  },
  'nd-105-2021': {
    key: 'nd-105-2021',
    number: '105/2021/NĐ-CP',
    title: text2(
      'Quy định chi tiết và hướng dẫn thi hành một số điều của Luật Phòng, chống ma túy (2021)',
      'Details of several articles of the Law on Drug Prevention and Control (2021)',
    ),
    kind: 'decree',
    inForceFrom: dateOnly('2022-01-01'), // Điều 57 khoản 1
    inForceTo: dateOnly('2026-06-30'), // NĐ 163/2026, Điều 150 khoản 3 điểm a
    supersedes: [],
    mark: 'secondary',
    source: 'https://luatvietnam.vn/an-ninh-trat-tu/nghi-dinh-105-2021-nd-cp-213690-d1.html',
  },
  'nd-109-2021': {
    key: 'nd-109-2021',
    number: '109/2021/NĐ-CP',
    title: text2(
      'Quy định cơ sở y tế đủ điều kiện xác định tình trạng nghiện ma túy và hồ sơ, trình tự, thủ tục xác định tình trạng nghiện ma túy',
      'Health facilities qualified to determine drug addiction; dossier and procedure of the determination',
    ),
    kind: 'decree',
    inForceFrom: dateOnly('2022-01-01'), // Điều 10
    inForceTo: null,
    supersedes: [],
    mark: 'secondary',
    source:
      'https://thuvienphapluat.vn/van-ban/Van-hoa-Xa-hoi/Nghi-dinh-109-2021-ND-CP-co-so-y-te-du-dieu-kien-xac-dinh-tinh-trang-nghien-ma-tuy-497098.aspx',
    note: text2(
      'Chưa xác minh nghị định còn hiệu lực sau ngày 30/06/2026 hay không.',
      'Whether the decree is still in force after 2026-06-30 has not been verified.',
    ),
  },
  'nd-116-2021': {
    key: 'nd-116-2021',
    number: '116/2021/NĐ-CP',
    title: text2(
      'Quy định chi tiết một số điều của Luật Phòng, chống ma túy, Luật Xử lý vi phạm hành chính về cai nghiện ma túy và quản lý sau cai nghiện ma túy',
      'Details of the laws on drug control and on administrative violations, on rehabilitation and aftercare',
    ),
    kind: 'decree',
    inForceFrom: dateOnly('2022-01-01'), // Điều 86 khoản 1
    inForceTo: dateOnly('2026-06-30'), // NĐ 163/2026, Điều 150 khoản 3 điểm b
    supersedes: [],
    mark: 'secondary',
    source: 'https://congbao.chinhphu.vn/van-ban/nghi-dinh-so-116-2021-nd-cp-36404/39132.htm',
  },
  'nd-163-2026': {
    key: 'nd-163-2026',
    number: '163/2026/NĐ-CP',
    title: text2(
      'Quy định chi tiết và hướng dẫn thi hành một số điều của Luật Phòng, chống ma túy (2025)',
      'Details of several articles of the Law on Drug Prevention and Control (2025)',
    ),
    kind: 'decree',
    inForceFrom: dateOnly('2026-07-01'), // Điều 150 khoản 1
    inForceTo: null,
    supersedes: ['nd-105-2021', 'nd-116-2021'], // Điều 150 khoản 3
    mark: 'secondary',
    source: 'https://vanban.chinhphu.vn/?pageid=27160&docid=218256',
  },
  'nd-184-2025': {
    key: 'nd-184-2025',
    number: '184/2025/NĐ-CP',
    title: text2(
      'Quy định phân định thẩm quyền khi thực hiện chính quyền địa phương 02 cấp và sửa đổi, bổ sung một số điều của các Nghị định của Chính phủ trong lĩnh vực an ninh, trật tự',
      'Competences under two-tier local government in public security and order',
    ),
    kind: 'decree',
    inForceFrom: dateOnly('2025-07-01'),
    inForceTo: null,
    supersedes: [],
    mark: 'secondary',
    source:
      'https://www.vietnamplus.vn/phan-dinh-ro-trach-nhiem-cua-cac-bo-trong-cong-tac-cai-nghien-ma-tuy-post1048404.vnp',
    note: text2(
      'Khoản 1 Điều 2 và Điều 20 hết hiệu lực từ ngày 01/07/2026 (Nghị định 163/2026/NĐ-CP, Điều 150 khoản 3 điểm c). Chỉ đọc qua bài báo.',
      'Art. 2(1) and Art. 20 ended on 2026-06-30 (Decree 163/2026, Art. 150(3)c). Read in a press report only.',
    ),
  },
  'tt-18-2021': {
    key: 'tt-18-2021',
    number: '18/2021/TT-BYT',
    title: text2(
      'Quy định tiêu chuẩn chẩn đoán và quy trình chuyên môn để xác định tình trạng nghiện ma túy',
      'Diagnostic criteria and professional procedure for the determination of drug addiction',
    ),
    kind: 'circular',
    inForceFrom: dateOnly('2022-01-01'), // Điều 7 khoản 1
    inForceTo: null,
    supersedes: [],
    mark: 'secondary',
    source: 'https://datafiles.chinhphu.vn/cpp/files/vbpq/2021/11/18-byt.pdf',
    note: text2(
      'Chưa xác minh thông tư còn hiệu lực sau ngày 30/06/2026 hay không.',
      'Whether the circular is still in force after 2026-06-30 has not been verified.',
    ),
  },
  'ttlt-03-2025': {
    key: 'ttlt-03-2025',
    number: '03/2025/TTLT-BCA-VKSNDTC-TANDTC',
    title: text2(
      'Quy định về xử lý một số vấn đề liên quan đến áp dụng các biện pháp xử lý hành chính và biện pháp đưa vào cơ sở cai nghiện bắt buộc khi sắp xếp tổ chức bộ máy nhà nước',
      'Administrative measures and compulsory rehabilitation during the reorganisation of State bodies',
    ),
    kind: 'joint-circular',
    inForceFrom: dateOnly('2025-03-01'),
    inForceTo: dateOnly('2026-06-30'), // its part on rehabilitation: NĐ 163/2026, Điều 150 khoản 3 điểm e
    supersedes: [],
    mark: 'unverified',
    source: 'https://vanban.chinhphu.vn/?pageid=27160&docid=218256',
    note: text2(
      'Chỉ biết qua Nghị định 163/2026/NĐ-CP (ngày ban hành 01/03/2025); nội dung và ngày có hiệu lực chưa xác minh.',
      'Known through Decree 163/2026 only (signed on 2025-03-01); content and day of entry into force unverified.',
    ),
  },
  'tt-62-2022': {
    key: 'tt-62-2022',
    number: '62/2022/TT-BTC',
    title: text2(
      'Quy định việc quản lý và sử dụng kinh phí sự nghiệp từ ngân sách nhà nước thực hiện chế độ áp dụng biện pháp đưa vào cơ sở cai nghiện ma túy bắt buộc; công tác cai nghiện ma túy tự nguyện và quản lý sau cai nghiện ma túy',
      'State budget funds for compulsory and voluntary rehabilitation and for aftercare',
    ),
    kind: 'circular',
    inForceFrom: dateOnly('2022-11-19'),
    inForceTo: null,
    supersedes: [],
    mark: 'secondary',
    source:
      'http://pbgdpl.camau.gov.vn/quan-ly-va-su-dung-kinh-phi-su-nghiep-tu-ngan-sach-nha-nuoc-thuc-hien-che-do-ap-dung-bien-phap-dua-vao-co-so-cai-nghien-ma-tuy-bat-buoc.2908',
    note: text2(
      'Căn cứ của thông tư hết hiệu lực từ ngày 01/07/2026; chưa tìm thấy văn bản thay thế.',
      'The decree it rests on ended on 2026-06-30; no successor was found.',
    ),
  },
  'tt-05-2011': {
    key: 'tt-05-2011',
    number: '05/2011/TT-BLĐTBXH',
    title: text2(
      'Ban hành hệ thống biểu mẫu thống kê và hướng dẫn thu thập thông tin về công tác cai nghiện ma túy và quản lý sau cai nghiện',
      'Statistical forms on rehabilitation and aftercare',
    ),
    kind: 'circular',
    inForceFrom: dateOnly('2011-06-01'),
    inForceTo: null,
    supersedes: [],
    mark: 'secondary',
    source:
      'http://pbgdpl.camau.gov.vn/quan-ly-va-su-dung-kinh-phi-su-nghiep-tu-ngan-sach-nha-nuoc-thuc-hien-che-do-ap-dung-bien-phap-dua-vao-co-so-cai-nghien-ma-tuy-bat-buoc.2908',
    note: text2(
      'Ban hành trước Luật 73/2021/QH14; chưa xác minh còn được áp dụng hay không.',
      'Older than Law 73/2021; whether it still binds has not been verified.',
    ),
  },
};
