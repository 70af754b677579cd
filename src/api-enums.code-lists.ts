import { DETERMINATION_ACTS } from './law/acts-determination.js';
import { DRUG_USER_ACTS } from './law/acts-drug-user.js';
import { MONITORING_ACTS } from './law/acts-monitoring.js';
import { TREATMENT_ACTS } from './law/acts-treatment.js';
import { INSTRUMENTS } from './law/instruments.js';
import { defineCodeList } from './platform/i18n/code-list.js';
import type { Text2 } from './platform/i18n/locale.js';

/**
 * Code lists that describe values of the document where no slice has one of its own. By the name of the list in
 * kebab-case, which is the name of the enum; each value in Vietnamese and in English.
 */
type Texts = Readonly<Record<string, readonly [vi: string, en: string]>>;

function define(name: string, title: readonly [string, string], texts: Texts): void {
  const labels = Object.entries(texts).map(([code, [vi, en]]) => [code, { vi, en }] as const);
  defineCodeList(name, { vi: title[0], en: title[1] }, Object.fromEntries<Text2>(labels));
}

/** Texts that the law data has already. */
const known = (texts: Readonly<Record<string, Text2>>): Texts =>
  Object.fromEntries(Object.entries(texts).map(([code, { vi, en }]) => [code, [vi, en]]));

define('attachment-subject-kind', ['Đính kèm vào', 'What it is attached to'], {
  case: ['Hồ sơ', 'A case file'],
});
define('audit-outcome', ['Kết quả của hành động', 'Outcome of an act'], {
  done: ['Đã thực hiện', 'Done'],
  refused: ['Bị từ chối', 'Refused'],
});
define('calendar-day-origin', ['Nguồn của ngày trong lịch', 'Where a day of the calendar comes from'], {
  shipped: ['Có sẵn trong chương trình', 'Came with the program'],
  entered: ['Do quản trị nhập', 'Entered by an administrator'],
});
define('correctable-field', ['Thông tin được sửa', 'What may be corrected'], {
  fullName: ['Họ và tên', 'Full name'],
  birth: ['Ngày, năm sinh', 'Date or year of birth'],
  sex: ['Giới tính', 'Sex'],
  noIdentifierReason: ['Lý do không có số định danh', 'Why there is no identifier'],
});
define('deadline-bound', ['Tính chất của thời hạn', 'Bound of a time limit'], {
  max: ['Chậm nhất', 'At the latest'],
  min: ['Sớm nhất', 'At the earliest'],
  exact: ['Đúng bằng', 'Exactly'],
});
define('deadline-direction', ['Chiều tính thời hạn', 'Direction of a time limit'], {
  after: ['Tính xuôi từ mốc', 'Counted on from the event'],
  before: ['Tính ngược từ mốc', 'Counted back from the event'],
});
define('deadline-filter', ['Lọc thời hạn', 'Filter of time limits'], {
  open: ['Chưa thực hiện', 'Not met yet'],
  overdue: ['Quá hạn', 'Past due'],
  met: ['Đã thực hiện, đúng hạn hoặc trễ', 'Met, in time or late'],
  closed: ['Kết thúc cách khác', 'Ended in another way'],
});
define('effective-precision', ['Độ chính xác của thời điểm', 'Precision of a moment'], {
  instant: ['Đến từng thời điểm: luật tính giờ', 'To the instant: the law counts hours'],
  day: ['Đến ngày: luật tính ngày', 'To the day: the law counts days'],
});
define('entered-day-kind', ['Loại ngày được nhập', 'Kind of a day that is entered'], {
  holiday: ['Ngày nghỉ lễ, tết', 'Public holiday'],
  'compensatory-off': ['Ngày nghỉ bù, hoán đổi', 'Day off in place of another'],
  'make-up-working': ['Ngày làm bù', 'Working day in place of another'],
  ordinary: ['Ngày thường: xóa ngày đã nhập', 'Ordinary day: takes an entry back'],
});
define('file-status', ['Trạng thái hồ sơ', 'State of a file'], {
  'handed-in': ['Đã nộp hồ sơ', 'Papers handed in'],
  'awaiting-supplement': ['Chờ bổ sung', 'Waiting for missing papers'],
  registered: ['Đã đăng ký', 'Registered'],
  'awaiting-reception': ['Chờ tiếp nhận', 'Waiting for reception by the new keeper'],
  decided: ['Đã có quyết định', 'Decided'],
  started: ['Đã bắt đầu', 'Started'],
  'start-failed': ['Không đến thực hiện', 'Did not start'],
  missing: ['Không rõ đang ở đâu', 'Whereabouts unknown'],
  postponed: ['Được hoãn chấp hành', 'Postponed'],
  suspended: ['Được tạm đình chỉ, điều trị tại gia đình', 'Suspended, treated at home'],
  exempted: ['Được miễn chấp hành', 'Exempted'],
  'in-prison': ['Đang chấp hành án phạt tù', 'In prison'],
  completed: ['Đã hoàn thành', 'Completed'],
  'not-completed': ['Hết thời hạn, không hoàn thành', 'Term over, not completed'],
  'self-terminated': ['Tự ý chấm dứt', 'Terminated by the person'],
  absent: ['Đã rời cơ sở', 'Has left the facility'],
  'termination-to-report': ['Tự ý chấm dứt, chờ cơ sở thông báo', 'Terminated, the facility is yet to tell'],
  'completion-to-report': [
    'Đã cấp giấy xác nhận, chờ cơ sở thông báo',
    'Certified, the facility is yet to tell',
  ],
  'certificate-issued': [
    'Đã cấp giấy xác nhận, chờ gửi bản sao và trình diện',
    'Certified, copy and person awaited',
  ],
  'copy-sent': ['Đã gửi bản sao giấy xác nhận, chờ trình diện', 'Copy sent, the person is awaited'],
  presented: ['Đã trình diện, chờ bản sao giấy xác nhận', 'The person reported, the copy is awaited'],
  'to-continue': [
    'Xong phần tại cơ sở, chờ đăng ký tiếp tục tại nhà',
    'Part done at the facility, rest to be registered',
  ],
  displaced: ['Cơ sở ngừng dịch vụ, chờ đăng ký phần còn lại', 'Facility stopped, rest to be registered'],
  'to-receive': ['Đã đăng ký phần còn lại, chờ cơ sở khác', 'Rest registered, another facility awaited'],
  'at-home': ['Đang tiếp tục tại gia đình, cộng đồng', 'Goes on at home'],
  'missing-from-home': ['Không rõ đang ở đâu', 'Whereabouts unknown'],
  'in-prison-from-home': [
    'Đang chấp hành án phạt tù, sẽ tiếp tục tại nhà',
    'In prison, goes on at home afterwards',
  ],
  'rest-not-registered': ['Không đăng ký phần còn lại', 'Rest not registered'],
  'sent-to-compulsory': [
    'Chấm dứt do có quyết định cai nghiện bắt buộc',
    'Ended by a decision of compulsory rehabilitation',
  ],
  withdrawn: ['Đã rút hồ sơ', 'Withdrawn'],
  voided: ['Hủy do nhập nhầm', 'Voided as entered by mistake'],
  died: ['Người có hồ sơ đã chết', 'The person has died'],
  'taken-in': ['Cơ sở đã tiếp nhận', 'Taken in by the facility'],
  contracted: ['Đã ký hợp đồng', 'Contracted'],
  'under-way': ['Đang cai nghiện', 'Under way'],
  'awaiting-outside-decision': ['Chờ quyết định của nơi khác', 'Waiting for a decision taken elsewhere'],
  'outside-decided': ['Nơi khác đã quyết định', 'Decided elsewhere'],
  proposed: ['Đã đề nghị', 'Proposed'],
  'designation-asked': ['Đã đề nghị chỉ định cơ sở', 'A facility was asked for'],
  designated: ['Đã chỉ định cơ sở', 'A facility was designated'],
  'in-treatment': ['Đang điều trị', 'In treatment'],
  'treatment-ended': ['Đã chấm dứt điều trị', 'Treatment has ended'],
  ended: ['Đã kết thúc', 'Ended'],
  'awaiting-clinic': ['Chờ cơ sở điều trị', 'Waiting for the clinic'],
  'decided-awaiting-clinic': ['Đã quyết định, chờ cơ sở điều trị', 'Decided, waiting for the clinic'],
  'treatment-left': ['Không còn điều trị', 'No longer in treatment'],
  eligible: ['Đủ điều kiện', 'Eligible'],
  accepted: ['Đã được tiếp nhận', 'Accepted'],
});
define('limit-owed-by', ['Ai phải thực hiện thời hạn', 'Who owes a time limit'], {
  keeper: ['Cơ quan giữ hồ sơ', 'Who keeps the file'],
  addressee: ['Cơ quan được đề nghị, thông báo', 'Who is asked or told'],
  actor: ['Cơ quan thực hiện bước', 'Who takes the step'],
  place: ['Nơi đang cai nghiện', 'Where the person is'],
});
define('form-step', ['Bước dùng biểu mẫu', 'Step that a form is for'], {
  ...known(DETERMINATION_ACTS),
  ...known(DRUG_USER_ACTS),
  ...known(MONITORING_ACTS),
  ...known(TREATMENT_ACTS),
  'apply-treatment': ['Nộp đơn tham gia điều trị', 'Apply for treatment'],
  'ask-device-change': [
    'Đề nghị tháo tạm thời, thay đổi vị trí đeo thiết bị',
    'Ask for removal or relocation of the device',
  ],
  'certify-compulsory': [
    'Cấp giấy chứng nhận, xác nhận chấp hành xong',
    'Certify that the measure was served',
  ],
  'decide-interim-management': ['Quyết định quản lý trong thời gian lập hồ sơ', 'Decide interim management'],
  'forward-compulsory-dossier': [
    'Chuyển hồ sơ đề nghị Tòa án xem xét',
    'Forward the checked dossier to the court',
  ],
  'forward-compulsory-dossier-minor': [
    'Chuyển hồ sơ của người từ đủ 12 đến dưới 18 tuổi đề nghị Tòa án xem xét',
    'Forward the dossier of a minor to the court',
  ],
  'leave-for-bereavement': ['Quyết định việc cho về chịu tang', 'Decide on bereavement leave'],
  'leave-for-proceedings': [
    'Quyết định tạm thời đưa ra khỏi cơ sở theo yêu cầu tố tụng',
    'Leave for criminal proceedings',
  ],
  'notify-compulsory-dossier': ['Thông báo về việc lập hồ sơ đề nghị', 'Tell the person of the dossier'],
  'notify-compulsory-end': ['Thông báo trước khi hết thời hạn', 'Give notice before the end'],
  'receive-compulsory': [
    'Giao, nhận người bị đưa đi cai nghiện bắt buộc',
    'Hand over the person at the facility',
  ],
  'request-compulsory-measure': [
    'Văn bản đề nghị xem xét áp dụng biện pháp',
    'Request the measure, the dossier being complete',
  ],
  'return-compulsory-dossier': ['Trả hồ sơ để bổ sung', 'Return a dossier for supplement'],
  'trace-before-entry': [
    'Quyết định truy tìm người bỏ trốn trước khi vào cơ sở',
    'Order the tracing of who fled before entry',
  ],
  'trace-escaped': ['Quyết định truy tìm người bỏ trốn khỏi cơ sở', 'Order the tracing of who escaped'],
  'apply-facility-rehabilitation': ['Đăng ký cai nghiện tại cơ sở', 'Apply for rehabilitation in a facility'],
  'apply-home-rehabilitation': [
    'Đăng ký cai nghiện tại gia đình, cộng đồng',
    'Apply for home rehabilitation',
  ],
  'assign-support-worker': ['Phân công người hỗ trợ', 'Assign a support worker'],
  'build-compulsory-dossier': [
    'Lập hồ sơ cai nghiện bắt buộc',
    'Build a dossier of compulsory rehabilitation',
  ],
  'certify-aftercare': ['Xác nhận quản lý sau cai', 'Certify aftercare'],
  'certify-home-rehabilitation': ['Xác nhận hoàn thành cai nghiện', 'Certify home rehabilitation'],
  'certify-part-at-facility': [
    'Xác nhận phần đã cai nghiện tại cơ sở',
    'Certify the part done at a facility',
  ],
  'certify-private-facility': [
    'Xác nhận hoàn thành tại cơ sở tư nhân',
    'Certify completion at a private facility',
  ],
  'certify-public-facility': [
    'Xác nhận hoàn thành tại cơ sở công lập',
    'Certify completion at a public facility',
  ],
  'certify-service': ['Xác nhận dịch vụ cai nghiện', 'Certify a service'],
  'contract-private-facility': ['Hợp đồng với cơ sở tư nhân', 'Contract with a private facility'],
  'contract-public-facility': ['Hợp đồng với cơ sở công lập', 'Contract with a public facility'],
  'decide-aftercare': ['Quyết định quản lý sau cai', 'Decide aftercare'],
  'decide-home-rehabilitation': ['Quyết định cai nghiện tại nhà', 'Decide home rehabilitation'],
  'decide-private-facility': ['Quyết định cho cơ sở tư nhân', 'Decide for a private facility'],
  'decide-public-facility': ['Quyết định cho cơ sở công lập', 'Decide for a public facility'],
  'decide-substitution': ['Quyết định điều trị thay thế', 'Decide substitution treatment'],
  'deliver-paper': ['Giao văn bản', 'Deliver a paper'],
  'pledge-interim-management': ['Gia đình nhận quản lý', 'The family pledges to watch'],
  'hand-over-interim': ['Bàn giao người để quản lý', 'Hand over for the interim'],
  'refuse-notice': ['Không nhận thông báo', 'Refuse a notice'],
  'hand-over-minor': ['Bàn giao người dưới 18 tuổi', 'Hand over a minor'],
  'hand-over-public-facility': ['Bàn giao cho cơ sở công lập', 'Hand over to a public facility'],
  'notify-end': ['Thông báo kết thúc', 'Tell of the end'],
  'plan-rehabilitation': ['Lập kế hoạch cai nghiện', 'Plan the rehabilitation'],
  'receive-private-facility': ['Tiếp nhận tại cơ sở tư nhân', 'Reception by a private facility'],
  'reception-record': ['Biên bản tiếp nhận', 'Record of reception'],
  'record-registration-failure': ['Ghi nhận không đăng ký', 'Record a failure to register'],
  'record-violation': ['Biên bản vi phạm', 'Record of a violation'],
  'register-home-rehabilitation': ['Tiếp nhận đăng ký tại nhà', 'Register home rehabilitation'],
  'register-private-facility': ['Đăng ký cơ sở tư nhân', 'Register for a private facility'],
  'register-public-facility': ['Đăng ký cơ sở công lập', 'Register for a public facility'],
  'register-without-residence': ['Đăng ký khi không nơi cư trú', 'Register without a stable residence'],
  'request-aftercare': ['Đề nghị quản lý sau cai', 'Request aftercare'],
  'transfer-aftercare': ['Chuyển quản lý sau cai', 'Transfer aftercare'],
  'transfer-home-rehabilitation': ['Chuyển hồ sơ cai nghiện', 'Transfer home rehabilitation'],
  'continue-home-rehabilitation': ['Quyết định tiếp tục cai nghiện', 'Decide to go on after a move'],
});
define('instrument-key', ['Văn bản pháp luật', 'Legal instrument'], Object.fromEntries(
  Object.entries(INSTRUMENTS).map(([key, { title }]) => [key, [title.vi, title.en]]),
));
define('lookup-kind', ['Loại số để tra cứu', 'What a person is looked up by'], {
  'citizen-id': ['Số định danh cá nhân', 'Citizen identity number'],
  'old-id': ['Số chứng minh nhân dân', 'Number of an old identity card'],
  passport: ['Số hộ chiếu', 'Passport number'],
  phone: ['Số điện thoại', 'Telephone number'],
  email: ['Thư điện tử', 'E-mail address'],
});
define('person-part', ['Phần thông tin của người', 'Part of a person'], {
  identifier: ['Giấy tờ, số định danh', 'Identifier'],
  address: ['Địa chỉ', 'Address'],
  contact: ['Liên lạc', 'Contact'],
  guardian: ['Người đại diện', 'Guardian'],
});
define('queue-backend-kind', ['Nơi giữ hàng đợi', 'Where the queue is kept'], {
  redis: ['Redis', 'Redis'],
  postgres: ['PostgreSQL', 'PostgreSQL'],
});
define('rehabilitation-ordinal', ['Lần cai nghiện', 'Which rehabilitation it is'], {
  first: ['Lần đầu', 'The first'],
  'second-or-later': ['Lần thứ hai trở lên', 'The second or a later one'],
});
define('warning-time', ['Thời điểm nhắc', 'When a warning comes'], {
  before: ['Trước hạn', 'Before the end'],
  on: ['Đúng hạn', 'At the end'],
  after: ['Sau hạn', 'After the end'],
});
