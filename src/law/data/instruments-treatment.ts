import { dateOnly } from '../date.js';
import type { Instrument, InstrumentKey } from '../instrument.js';
import { text2 } from '../text.js';

type TreatmentKey = Extract<InstrumentKey, 'nd-90-2016' | 'nd-141-2024' | 'tt-26-2023' | 'tt-05-2023'>;

/** Substitution treatment and its reports. */
export const TREATMENT_INSTRUMENTS: Readonly<Record<TreatmentKey, Instrument>> = {
  'nd-90-2016': {
    key: 'nd-90-2016',
    number: '90/2016/NĐ-CP',
    title: text2(
      'Quy định về điều trị nghiện các chất dạng thuốc phiện bằng thuốc thay thế',
      'Substitution treatment of opioid addiction',
    ),
    kind: 'decree',
    inForceFrom: dateOnly('2016-07-01'),
    inForceTo: dateOnly('2024-12-14'),
    supersedes: [],
    mark: 'secondary',
    source: 'https://vanban.chinhphu.vn/?pageid=27160&docid=211553',
  },
  'nd-141-2024': {
    key: 'nd-141-2024',
    number: '141/2024/NĐ-CP',
    title: text2(
      'Quy định chi tiết một số điều của Luật Phòng, chống nhiễm vi rút gây ra hội chứng suy giảm miễn dịch mắc phải ở người (HIV/AIDS)',
      'Details of the Law on HIV/AIDS Prevention and Control (with substitution treatment)',
    ),
    kind: 'decree',
    inForceFrom: dateOnly('2024-12-15'),
    inForceTo: null,
    supersedes: ['nd-90-2016'],
    mark: 'secondary',
    source: 'https://vanban.chinhphu.vn/?pageid=27160&docid=211553',
  },
  'tt-26-2023': {
    key: 'tt-26-2023',
    number: '26/2023/TT-BYT',
    title: text2('Hướng dẫn quản lý thuốc Methadone', 'Management of Methadone'),
    kind: 'circular',
    inForceFrom: dateOnly('2024-03-15'),
    inForceTo: null,
    supersedes: [],
    mark: 'secondary',
    source:
      'https://hethongphapluat.com/thong-tu-26-2023-tt-byt-huong-dan-quan-ly-thuoc-methadone-do-bo-truong-bo-y-te-ban-hanh.html',
  },
  'tt-05-2023': {
    key: 'tt-05-2023',
    number: '05/2023/TT-BYT',
    title: text2(
      'Chế độ báo cáo về phòng, chống HIV/AIDS và điều trị thay thế',
      'Reports on HIV/AIDS prevention and substitution treatment',
    ),
    kind: 'circular',
    inForceFrom: dateOnly('2023-05-01'),
    inForceTo: null,
    supersedes: [],
    mark: 'secondary',
    source: 'https://github.com/diepxuan/diepxuan.github.io',
    note: text2(
      'Tên văn bản ghi theo nội dung, chưa đối chiếu bản chính.',
      'Title given by subject, not compared with the original.',
    ),
  },
};
