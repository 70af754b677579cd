import { UNDER_LAW_2025 } from '../deadline-row.js';
import { formsOf, type FormRow, type StatutoryForm } from '../form.js';

const MONITORING: readonly FormRow[] = [
  ['01', 'Đơn đề nghị áp dụng biện pháp giám sát điện tử', 'Request for electronic monitoring'],
  [
    '02',
    'Quyết định áp dụng biện pháp giám sát điện tử',
    'Monitoring decision',
    'decide-electronic-monitoring',
  ],
  ['03', 'Biên bản thi hành quyết định áp dụng biện pháp giám sát điện tử', 'Record of execution'],
  ['04', 'Cam kết thực hiện biện pháp giám sát điện tử', 'Pledge'],
  ['05', 'Đơn đề nghị tháo tạm thời, thay đổi vị trí đeo thiết bị', 'Request for removal or relocation'],
  ['06', 'Giấy đề nghị tháo tạm thời (tạm giữ hình sự, tạm giam)', 'Request for removal in custody'],
  ['07', 'Biên bản tháo tạm thời thiết bị', 'Record of removal'],
  ['08', 'Biên bản đeo lại thiết bị', 'Record of refitting'],
  ['09', 'Biên bản thay đổi vị trí đeo thiết bị', 'Record of relocation'],
  ['10', 'Biên bản thay thế thiết bị, phụ kiện', 'Record of replacement'],
  ['11', 'Quyết định tạm dừng áp dụng biện pháp', 'Decision to pause'],
  ['12', 'Biên bản thi hành quyết định tạm dừng', 'Record of the pause'],
  ['13', 'Quyết định miễn áp dụng biện pháp', 'Decision to waive'],
  ['14', 'Biên bản thi hành quyết định miễn', 'Record of the waiver'],
  ['15', 'Quyết định chấm dứt áp dụng biện pháp', 'Decision to end'],
  ['16', 'Biên bản thi hành quyết định chấm dứt', 'Record of the end'],
  [
    '17',
    'Quyết định phân công cán bộ tiếp nhận, thực hiện giám sát khi người bị giám sát thay đổi nơi cư trú',
    'Assignment of the receiving officer after a move',
  ],
  ['18', 'Biên bản vi phạm quy định về giám sát điện tử', 'Record of a violation of the monitoring'],
];

const DRUG_USER: readonly FormRow[] = [
  [
    '01',
    'Phiếu kết quả xét nghiệm chất ma túy trong cơ thể',
    'Test result',
    'find-drug-use',
    'test-managed-user',
  ],
  ['02', 'Thông báo về hành vi sử dụng trái phép chất ma túy', 'Notice of drug use', 'notify-drug-use'],
  ['03', 'Bản tường trình', 'Statement'],
  [
    '04',
    'Quyết định quản lý người sử dụng trái phép chất ma túy',
    'Management decision',
    'decide-drug-user-management',
  ],
  ['05', 'Bản tóm tắt lý lịch người sử dụng trái phép chất ma túy', 'Curriculum vitae'],
  [
    '06',
    'Thông báo, chuyển hồ sơ quản lý khi thay đổi nơi cư trú',
    'Transfer of the file',
    'transfer-drug-user-file',
  ],
  [
    '07',
    'Quyết định tạm đình chỉ quản lý',
    'Decision to suspend the management',
    'suspend-drug-user-management',
  ],
  ['08', 'Quyết định dừng quản lý', 'Decision to stop the management', 'stop-drug-user-management'],
  ['09', 'Quyết định chấm dứt quản lý', 'Decision to end the management', 'end-drug-user-management'],
  ['10', 'Danh sách người sử dụng trái phép chất ma túy', 'List of drug users'],
];

const VOLUNTARY: readonly FormRow[] = [
  [
    '17',
    'Phiếu thu thập thông tin cá nhân phục vụ công tác cai nghiện ma túy',
    'Personal information sheet',
    'plan-rehabilitation',
  ],
  ['18', 'Kế hoạch cai nghiện ma túy', 'Rehabilitation plan', 'plan-rehabilitation'],
  ['19', 'Kế hoạch tái hòa nhập cộng đồng của người cai nghiện ma túy', 'Reintegration plan'],
  [
    '20',
    'Đơn xin đi cai nghiện ma túy tự nguyện',
    'Application for voluntary rehabilitation',
    'apply-home-rehabilitation',
    'apply-facility-rehabilitation',
  ],
  [
    '21',
    'Sổ đăng ký cai nghiện ma túy tự nguyện',
    'Register of applications',
    'register-home-rehabilitation',
    'register-private-facility',
    'register-public-facility',
    'register-without-residence',
  ],
  [
    '22',
    'Quyết định cai nghiện ma túy tự nguyện',
    'Decision on voluntary rehabilitation',
    'decide-home-rehabilitation',
    'decide-private-facility',
    'decide-public-facility',
  ],
  ['23', 'Biên bản giao nhận Quyết định/Giấy xác nhận/Thông báo', 'Record of delivery', 'deliver-paper'],
  [
    '24',
    'Biên bản tiếp nhận đăng ký cai nghiện ma túy tự nguyện',
    'Reception record',
    'reception-record',
    'receive-private-facility',
  ],
  [
    '25',
    'Giấy cam kết chấp hành nghiêm chỉnh các biện pháp quản lý, giám sát cai nghiện ma túy tự nguyện tại gia đình, cộng đồng',
    'Written commitment',
    'reception-record',
  ],
  [
    '26',
    'Văn bản thông báo đề nghị tiếp tục quản lý, hỗ trợ người cai nghiện ma túy tự nguyện tại gia đình, cộng đồng',
    'Request to continue management after a move',
    'transfer-home-rehabilitation',
  ],
  [
    '27',
    'Giấy xác nhận hoàn thành dịch vụ cai nghiện ma túy tự nguyện tại gia đình, cộng đồng',
    'Certificate of completed service',
    'certify-service',
  ],
  [
    '28',
    'Giấy xác nhận hoàn thành cai nghiện ma túy tự nguyện tại gia đình, cộng đồng',
    'Certificate of completion at home or in the community',
    'certify-home-rehabilitation',
  ],
  ['29', 'Hợp đồng dịch vụ cai nghiện ma túy tự nguyện', 'Service contract', 'receive-private-facility'],
  [
    '30',
    'Giấy xác nhận hoàn thành cai nghiện ma túy tự nguyện; thời gian, quy trình đã thực hiện tại cơ sở',
    'Certificate of a facility',
    'certify-private-facility',
    'certify-part-at-facility',
    'certify-public-facility',
  ],
  [
    '31',
    'Biên bản giao, nhận hồ sơ, người cai nghiện ma túy tự nguyện vào cơ sở cai nghiện ma túy công lập, trường giáo dưỡng',
    'Handover record of a public facility',
    'hand-over-public-facility',
  ],
];

const COMPULSORY: readonly FormRow[] = [
  [
    '32',
    'Quyết định giao người nghiện ma túy để quản lý trong thời gian lập hồ sơ',
    'Interim management decision',
    'decide-interim-management',
  ],
  [
    '33',
    'Lý lịch (tóm tắt lý lịch) của người nghiện ma túy',
    'Curriculum vitae',
    'apply-home-rehabilitation',
    'apply-facility-rehabilitation',
    'build-compulsory-dossier',
  ],
  [
    '34',
    'Biên bản vi phạm',
    'Record of a violation',
    'record-violation',
    'record-registration-failure',
    'build-compulsory-dossier',
  ],
  [
    '35',
    'Giấy xác nhận đang điều trị của cơ sở điều trị nghiện bằng thuốc thay thế',
    'Confirmation of a substitution clinic',
    'apply-home-rehabilitation',
    'apply-facility-rehabilitation',
  ],
  [
    '36',
    'Văn bản đề nghị xem xét áp dụng biện pháp đưa đi cai nghiện bắt buộc',
    'Request for compulsory rehabilitation',
    'build-compulsory-dossier',
    'request-compulsory-measure',
  ],
  ['37', 'Thông báo về việc lập hồ sơ đề nghị', 'Notice of the dossier', 'notify-compulsory-dossier'],
  [
    '38',
    'Bản tường trình (người từ đủ 12 đến dưới 18 tuổi)',
    'Statement of a minor',
    'build-compulsory-dossier',
  ],
  [
    '39',
    'Ý kiến của cha, mẹ, người giám hộ hoặc người đại diện hợp pháp',
    'Opinion of parents or guardian',
    'build-compulsory-dossier',
  ],
  ['40', 'Biên bản về việc không chấp hành viết tường trình, ý kiến', 'Record of a refusal to state'],
  ['41', 'Biên bản về việc không nhận thông báo', 'Record of a refused notice'],
  ['42', 'Biên bản giao, nhận người bị đưa đi cai nghiện bắt buộc', 'Handover record', 'receive-compulsory'],
  ['43', 'Quyết định truy tìm', 'Tracing decision', 'trace-escaped'],
  ['44', 'Đơn đề nghị hoãn, miễn chấp hành quyết định', 'Request for postponement or exemption'],
  ['45', 'Đơn đề nghị hoãn, miễn chấp hành quyết định', 'Request for postponement or exemption'],
  ['46', 'Văn bản đề nghị tạm đình chỉ, miễn chấp hành quyết định', 'Proposal of suspension or exemption'],
  [
    '47',
    'Quyết định tạm thời đưa người cai nghiện ra khỏi cơ sở theo yêu cầu tố tụng',
    'Leave for criminal proceedings',
    'leave-for-proceedings',
  ],
  ['48', 'Đơn đề nghị cho người cai nghiện về chịu tang', 'Request for bereavement leave'],
  ['49', 'Quyết định cho phép về chịu tang', 'Decision on bereavement leave', 'leave-for-bereavement'],
  ['50', 'Giấy xác nhận chấp hành xong', 'Certificate of the end of the measure', 'certify-compulsory'],
  [
    '51',
    'Thông báo về thời gian hoàn thành cai nghiện',
    'Notice before the end',
    'notify-end',
    'notify-compulsory-end',
  ],
  [
    '58',
    'Biên bản lời khai (người không biết chữ)',
    'Record of an oral statement',
    'build-compulsory-dossier',
  ],
];

const AFTERCARE: readonly FormRow[] = [
  ['52', 'Văn bản đề nghị quản lý sau cai nghiện ma túy', 'Request for aftercare', 'request-aftercare'],
  ['53', 'Quyết định quản lý sau cai nghiện ma túy tại nơi cư trú', 'Aftercare decision', 'decide-aftercare'],
  [
    '54',
    'Thông báo khi người bị quản lý sau cai thay đổi nơi cư trú',
    'Notice of a move',
    'transfer-aftercare',
  ],
  ['55', 'Quyết định phân công Tổ quản lý, hỗ trợ xã hội sau cai nghiện', 'Aftercare team'],
  [
    '56',
    'Giấy xác nhận đã chấp hành xong quyết định quản lý sau cai nghiện',
    'Certificate of the end of aftercare',
    'certify-aftercare',
  ],
  [
    '57',
    'Quyết định đưa ra khỏi danh sách người bị quản lý sau cai nghiện',
    'Removal from the aftercare list',
  ],
  [
    '59',
    'Quyết định phân công người tư vấn tâm lý, xã hội, quản lý, hỗ trợ người cai nghiện tại gia đình, cộng đồng',
    'Assignment of a support worker',
    'assign-support-worker',
  ],
  [
    '60',
    'Quyết định phân công người hỗ trợ người bị quản lý sau cai nghiện',
    'Assignment of a support worker, aftercare',
  ],
];

/** Forms of NĐ 163/2026 that its articles name: Phụ lục I (monitoring), III (drug users), V (rehabilitation). */
export const FORMS_2025: readonly StatutoryForm[] = [
  ...formsOf({ instrument: 'nd-163-2026', appendix: 'I', ...UNDER_LAW_2025 }, MONITORING),
  ...formsOf({ instrument: 'nd-163-2026', appendix: 'III', ...UNDER_LAW_2025 }, DRUG_USER),
  ...formsOf({ instrument: 'nd-163-2026', appendix: 'V', ...UNDER_LAW_2025 }, [
    ...VOLUNTARY,
    ...COMPULSORY,
    ...AFTERCARE,
  ]),
];
