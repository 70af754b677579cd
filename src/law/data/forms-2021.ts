import { UNDER_LAW_2021 } from '../deadline-row.js';
import { formsOf, type FormRow, type StatutoryForm } from '../form.js';

const HOME: readonly FormRow[] = [
  [
    '19',
    'Phiếu thu thập thông tin cá nhân của người cai nghiện ma túy',
    'Personal information sheet',
    'plan-rehabilitation',
  ],
  ['20', 'Kế hoạch cai nghiện ma túy cá nhân', 'Individual rehabilitation plan', 'plan-rehabilitation'],
  ['21', 'Kế hoạch tái hòa nhập cộng đồng của người sau cai nghiện', 'Reintegration plan'],
  [
    '22',
    'Đăng ký cai nghiện ma túy tự nguyện',
    'Registration for voluntary rehabilitation',
    'apply-home-rehabilitation',
    'apply-facility-rehabilitation',
  ],
  [
    '23',
    'Sổ theo dõi đăng ký cai nghiện tự nguyện',
    'Register of applications',
    'register-home-rehabilitation',
    'register-without-residence',
  ],
  [
    '24',
    'Quyết định của Chủ tịch Ủy ban nhân dân cấp xã về việc cai nghiện ma túy tự nguyện tại gia đình, cộng đồng',
    'Decision on home or community rehabilitation',
    'decide-home-rehabilitation',
    'decide-substitution',
  ],
  [
    '25',
    'Văn bản đề nghị tiếp tục quản lý, hỗ trợ người cai nghiện ma túy tự nguyện tại gia đình, cộng đồng khi thay đổi nơi cư trú',
    'Request to continue management after a move',
    'transfer-home-rehabilitation',
  ],
  [
    '26a',
    'Giấy xác nhận hoàn thành cai nghiện ma túy tự nguyện tại gia đình, cộng đồng',
    'Certificate of completion at home or in the community',
    'certify-home-rehabilitation',
  ],
  [
    '26b',
    'Giấy xác nhận hoàn thành cung cấp dịch vụ, hoàn thành cai nghiện ma túy tự nguyện tại gia đình, cộng đồng hoặc tại cơ sở cai nghiện',
    'Certificate of completed service or rehabilitation',
    'certify-service',
    'certify-private-facility',
    'certify-public-facility',
  ],
  [
    '27',
    'Biên bản về hành vi vi phạm các quy định pháp luật về điều trị thay thế, cai nghiện tự nguyện',
    'Record of a violation',
    'record-violation',
    'record-registration-failure',
  ],
  [
    '28',
    'Hợp đồng dịch vụ cai nghiện ma túy',
    'Service contract',
    'contract-private-facility',
    'contract-public-facility',
  ],
];

const COMPULSORY: readonly FormRow[] = [
  [
    '29',
    'Văn bản của cơ quan lập hồ sơ đề nghị áp dụng biện pháp đưa vào cơ sở cai nghiện bắt buộc',
    'Request for compulsory rehabilitation',
    'build-compulsory-dossier',
    'request-compulsory-measure',
  ],
  [
    '30',
    'Tóm tắt lý lịch của người nghiện ma túy',
    'Curriculum vitae',
    'build-compulsory-dossier',
    'request-aftercare',
  ],
  ['31', 'Bản tường trình của người bị đề nghị', 'Statement of the person', 'build-compulsory-dossier'],
  ['32', 'Thông báo về việc lập hồ sơ đề nghị', 'Notice of the dossier', 'notify-compulsory-dossier'],
  [
    '33',
    'Văn bản trả hồ sơ bổ sung của Trưởng phòng Lao động - Thương binh và Xã hội cấp huyện',
    'Return of a dossier for supplement',
    'return-compulsory-dossier',
  ],
  [
    '34',
    'Văn bản đề nghị của Trưởng phòng Lao động - Thương binh và Xã hội cấp huyện về việc xem xét áp dụng biện pháp',
    'Letter of the district labour office to the court',
    'forward-compulsory-dossier',
  ],
  [
    '35',
    'Bản cam kết quản lý người nghiện ma túy trong thời gian lập hồ sơ',
    'Family pledge in the interim',
    'pledge-interim-management',
  ],
  [
    '36',
    'Quyết định giao quản lý người nghiện ma túy trong thời gian lập hồ sơ',
    'Interim management decision',
    'decide-interim-management',
  ],
  [
    '37',
    'Biên bản giao, nhận người nghiện ma túy trong thời gian lập hồ sơ',
    'Interim handover record',
    'hand-over-interim',
  ],
  [
    '38',
    'Ý kiến của cha, mẹ, người giám hộ hoặc người đại diện hợp pháp (người từ đủ 12 đến dưới 18 tuổi)',
    'Opinion of parents or guardian',
    'build-compulsory-dossier',
  ],
  [
    '39',
    'Văn bản đề nghị đối với người từ đủ 12 đến dưới 18 tuổi của Trưởng phòng Lao động - Thương binh và Xã hội cấp huyện',
    'Letter of the district labour office to the court, minors',
    'forward-compulsory-dossier-minor',
  ],
  [
    '40',
    'Biên bản giao, nhận người vào cơ sở cai nghiện bắt buộc',
    'Facility handover record',
    'receive-compulsory',
  ],
  // The list of forms names the police and the director of the facility: Art 56(1), (2).
  ['41', 'Quyết định truy tìm đối tượng', 'Tracing decision', 'trace-before-entry', 'trace-escaped'],
  ['42a', 'Đơn đề nghị hoãn/miễn thi hành quyết định', 'Request for postponement or exemption'],
  [
    '42b',
    'Đơn đề nghị hoãn, miễn chấp hành quyết định của người đại diện hợp pháp (người từ đủ 12 đến dưới 18 tuổi)',
    'Request for postponement or exemption, minors',
  ],
  [
    '43',
    'Văn bản đề nghị giảm thời hạn, tạm đình chỉ, miễn chấp hành phần thời gian còn lại',
    'Proposal of reduction',
  ],
  ['44', 'Danh sách đối tượng đề nghị giảm thời hạn, tạm đình chỉ, miễn', 'List of proposed reductions'],
  [
    '45',
    'Quyết định tạm đình chỉ theo yêu cầu của cơ quan tố tụng hình sự',
    'Suspension for criminal proceedings',
    'leave-for-proceedings',
  ],
  [
    '46',
    'Giấy chứng nhận đã chấp hành xong biện pháp',
    'Certificate of the end of the measure',
    'certify-compulsory',
  ],
  ['47', 'Biên bản bàn giao người từ đủ 12 đến dưới 18 tuổi', 'Handover of a minor', 'hand-over-minor'],
  ['48', 'Đơn đề nghị cho người cai nghiện về chịu tang', 'Request for bereavement leave'],
  ['49', 'Quyết định cho phép về chịu tang', 'Decision on bereavement leave', 'leave-for-bereavement'],
];

const AFTERCARE: readonly FormRow[] = [
  [
    '50',
    'Văn bản đề nghị áp dụng biện pháp quản lý sau cai nghiện ma túy',
    'Request for aftercare',
    'request-aftercare',
  ],
  [
    '51',
    'Quyết định áp dụng biện pháp quản lý sau cai nghiện ma túy',
    'Aftercare decision',
    'decide-aftercare',
  ],
  ['52', 'Danh sách đối tượng bị áp dụng biện pháp quản lý sau cai nghiện ma túy', 'Aftercare list'],
  [
    '53',
    'Thông báo về việc tiếp tục quản lý, hỗ trợ khi thay đổi nơi cư trú',
    'Notice of a move',
    'transfer-aftercare',
  ],
  [
    '54',
    'Giấy chứng nhận đã chấp hành xong quyết định quản lý sau cai nghiện ma túy',
    'Certificate of the end of aftercare',
    'certify-aftercare',
  ],
];

const DRUG_USER: readonly FormRow[] = [
  [
    '03',
    'Phiếu kết quả xét nghiệm chất ma túy trong cơ thể',
    'Test result',
    'find-drug-use',
    'test-managed-user',
  ],
  ['04', 'Thông báo về hành vi sử dụng trái phép chất ma túy', 'Notice of drug use', 'notify-drug-use'],
  ['05', 'Tóm tắt lý lịch', 'Curriculum vitae'],
  ['06', 'Bản tường trình', 'Statement'],
  [
    '07',
    'Quyết định quản lý người sử dụng trái phép chất ma túy',
    'Management decision',
    'decide-drug-user-management',
  ],
  ['08', 'Thông báo chuyển hồ sơ khi thay đổi nơi cư trú', 'Transfer of the file', 'transfer-drug-user-file'],
  ['09', 'Quyết định dừng quản lý', 'Decision to stop the management', 'stop-drug-user-management'],
  ['10', 'Quyết định chấm dứt quản lý', 'Decision to end the management', 'end-drug-user-management'],
];

/** Forms of NĐ 116/2021 (Phụ lục II, from form 19 on) and of NĐ 105/2021 (its one appendix, without number). */
export const FORMS_2021: readonly StatutoryForm[] = [
  ...formsOf({ instrument: 'nd-116-2021', appendix: 'II', ...UNDER_LAW_2021 }, [
    ...HOME,
    ...COMPULSORY,
    ...AFTERCARE,
  ]),
  ...formsOf({ instrument: 'nd-105-2021', appendix: 'Phụ lục', ...UNDER_LAW_2021 }, DRUG_USER),
];
