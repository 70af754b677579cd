import { UNDER_LAW_2021, UNDER_LAW_2025 } from '../deadline-row.js';
import { formsOf, type FormRow, type StatutoryForm } from '../form.js';

const ROWS: readonly FormRow[] = [
  [
    '01',
    'Đơn đề nghị xác định tình trạng nghiện ma túy',
    'Application for a determination',
    'receive-determination-application',
  ],
  ['02', 'Giấy đề nghị xác định tình trạng nghiện ma túy', 'Request of the police', 'request-determination'],
  ['03', 'Bản tóm tắt lý lịch', 'Curriculum vitae', 'request-determination'],
  [
    '04',
    'Phiếu kết quả xác định tình trạng nghiện ma túy (người tự nguyện)',
    'Result, of who applied',
    'determine-addiction-voluntary',
  ],
  [
    '05',
    'Phiếu kết quả xác định tình trạng nghiện ma túy (theo đề nghị của Công an)',
    'Result that police requested',
    'determine-addiction',
  ],
];

const APPENDIX = { instrument: 'nd-109-2021', appendix: 'Phụ lục' } as const;

/** Forms of NĐ 109/2021 (its one appendix). Whether the decree still applies since 01/07/2026 was not verified. */
export const FORMS_DETERMINATION: readonly StatutoryForm[] = [
  ...formsOf({ ...APPENDIX, ...UNDER_LAW_2021 }, ROWS),
  ...formsOf({ ...APPENDIX, ...UNDER_LAW_2025, mark: 'unverified' }, ROWS),
];
