import type { Text2 } from '../law/text.js';
import { defineCodeList } from '../platform/i18n/code-list.js';
import type { DeadlineStatus } from './deadline.js';

const STATUS_LABELS: Readonly<Record<DeadlineStatus, Text2>> = {
  open: { vi: 'Đang chạy', en: 'Open' },
  met: { vi: 'Đã thực hiện đúng hạn', en: 'Met in time' },
  'met-late': { vi: 'Đã thực hiện, quá hạn', en: 'Met too late' },
  superseded: {
    vi: 'Được thay thế bởi quy định hoặc thời hạn khác',
    en: 'Superseded by another rule or deadline',
  },
  lapsed: { vi: 'Chấm dứt cùng hồ sơ', en: 'Ended with its file' },
  'ran-out': { vi: 'Đã hết thời gian thực hiện quyền', en: 'Ran out: it was a right, not a duty' },
  void: { vi: 'Hủy do ghi nhầm', en: 'Voided' },
};

/** Kinds of notices with the sentence that tells them; `{code}` is the file, `{dueAt}` the time in Vietnam, `{step}` what is to be done. */
export const NOTIFICATION_SENTENCES = {
  'deadline.approaching': {
    vi: 'Hồ sơ {code} sắp đến hạn lúc {dueAt}: {step}',
    en: 'File {code} is due soon, at {dueAt}: {step}',
  },
  'deadline.due': {
    vi: 'Hồ sơ {code} đã hết hạn lúc {dueAt}: {step}',
    en: 'The time for file {code} ended at {dueAt}: {step}',
  },
  'deadline.overdue': {
    vi: 'Hồ sơ {code} đã quá hạn từ {dueAt}: {step}',
    en: 'File {code} is overdue since {dueAt}: {step}',
  },
  'deadline.escalated': {
    vi: 'Đơn vị cấp dưới để quá hạn hồ sơ {code} từ {dueAt}: {step}',
    en: 'A subordinate organisation let file {code} become overdue since {dueAt}: {step}',
  },
  'deadline.moved': {
    vi: 'Lịch nghỉ năm {year} thay đổi: thời hạn của hồ sơ {code} không phải lúc {dueBefore} mà là {dueAt}: {step}',
    en: 'The calendar of {year} has changed: the limit of file {code} ends not at {dueBefore} but at {dueAt}: {step}',
  },
  'deadline.received': {
    vi: 'Thời hạn của hồ sơ {code} đã được chuyển đến đơn vị theo thay đổi thẩm quyền, đến hạn lúc {dueAt}: {step}',
    en: 'A limit of file {code} has come to this organisation by a change of competence, and ends at {dueAt}: {step}',
  },
  'case.received': {
    vi: 'Hồ sơ {code} đã được chuyển đến đơn vị theo thay đổi thẩm quyền',
    en: 'File {code} has come to this organisation by a change of competence',
  },
  'case.given': {
    vi: 'Hồ sơ {code} đã được chuyển đi theo thay đổi thẩm quyền',
    en: 'File {code} has left this organisation by a change of competence',
  },
  'case.second-open': {
    vi: 'Đơn vị đang giữ hai hồ sơ cùng loại chưa kết thúc của một người; hồ sơ vừa nhận: {code}',
    en: 'This organisation now keeps two open files of one kind about one person; the one received: {code}',
  },
  'transfer.offered': {
    vi: 'Hồ sơ {code} được đề nghị chuyển đến đơn vị: hãy tiếp nhận hoặc từ chối',
    en: 'File {code} is offered to this organisation: accept or refuse it',
  },
  'transfer.accepted': {
    vi: 'Đơn vị nhận đã tiếp nhận hồ sơ {code} cùng các thời hạn đang chạy',
    en: 'The receiver has taken over file {code} with its open time limits',
  },
  'transfer.refused': {
    vi: 'Đơn vị nhận từ chối hồ sơ {code}: đơn vị vẫn chịu trách nhiệm',
    en: 'The receiver has refused file {code}: this organisation goes on answering for it',
  },
  'transfer.withdrawn': {
    vi: 'Việc đề nghị chuyển hồ sơ {code} đến đơn vị không còn hiệu lực',
    en: 'The offer of file {code} to this organisation stands no more',
  },
  'transfer.lapsed': {
    vi: 'Việc đề nghị chuyển hồ sơ {code} hết hiệu lực do hồ sơ đã kết thúc hoặc do thay đổi thẩm quyền',
    en: 'The offer of file {code} stands no more: the file has ended, or competence has moved',
  },
  'transfer.unanswered': {
    vi: 'Đề nghị chuyển hồ sơ {code} quá ngày hẹn mà chưa có trả lời: đơn vị giao vẫn chịu trách nhiệm',
    en: 'The offer of file {code} was not answered by the day set: the giver goes on answering for it',
  },
  'request.asked': {
    vi: 'Một đơn vị khác đề nghị được nhận hồ sơ {code}: hãy xem đề nghị, chuyển hồ sơ hoặc từ chối',
    en: 'Another organisation asks for file {code}: see its request, offer the file or decline',
  },
  'request.unanswered': {
    vi: 'Đề nghị nhận hồ sơ {code} quá ngày hẹn mà đơn vị giữ chưa trả lời',
    en: 'The request for file {code} was not answered by its keeper by the day set',
  },
  'case.ground-ended': {
    vi: 'Hồ sơ {code} không còn căn cứ vì hồ sơ gốc đã thay đổi: hãy ra quyết định chấm dứt',
    en: 'File {code} has lost its ground, since the one that it hangs on has changed: decide its end',
  },
  'treatment.double-dose': {
    vi: 'Đợt điều trị {code}: có hai lần cấp cho cùng một liều của ngày {day}: hãy báo bác sĩ điều trị ngay',
    en: 'Treatment {code}: one dose of {day} was given twice: tell the clinician at once',
  },
  'treatment.not-placed-here': {
    vi: 'Đợt điều trị {code}: một liều của ngày {day} được cấp ở nơi người bệnh vừa chuyển đi hoặc vừa hủy đăng ký uống tạm thời: hãy báo bác sĩ điều trị ngay',
    en: 'Treatment {code}: a dose of {day} was given where the person had just moved away, or the booking had been cancelled: tell the clinician at once',
  },
  'treatment.taken-along': {
    vi: 'Đợt điều trị {code}: nơi điều trị trước đã cấp thuốc mang về cho ngày {day}: không cấp thêm cho ngày đó; hỏi người bệnh còn thuốc không, không còn thì bác sĩ ghi lại',
    en: 'Treatment {code}: the place of before gave a dose of {day} to take home: give none of that day; ask whether he has it, and where he has not, a clinician says so',
  },
  'treatment.take-home-missing': {
    vi: 'Đợt điều trị {code}: nơi điều trị hiện nay báo người bệnh không có thuốc mang về của ngày {day} mà cơ sở đã cấp: hãy kiểm tra',
    en: 'Treatment {code}: the place that treats now says that the person does not have the dose of {day} which this site gave to take home: look into it',
  },
  'treatment.take-home-found': {
    vi: 'Đợt điều trị {code}: thuốc mang về của ngày {day} đã báo là không còn nay báo là vẫn còn hoặc đã uống',
    en: 'Treatment {code}: the dose of {day} to take home that was said to be gone is there after all, or was drunk',
  },
  'treatment.booking-ended': {
    vi: 'Đợt điều trị {code}: đăng ký uống thuốc tạm thời từ ngày {day} đã hủy: không cấp liều theo đăng ký đó',
    en: 'Treatment {code}: the guest booking from {day} on was cancelled: do not give by it',
  },
  'treatment.flagged-dose': {
    vi: 'Đợt điều trị {code}: lần ghi liều của ngày {day} có điểm cần lưu ý: hãy xem sổ liều và báo bác sĩ điều trị',
    en: 'Treatment {code}: an entry for a dose of {day} has a flag: see the doses and tell the clinician',
  },
  'treatment.guest-given-again': {
    vi: 'Đợt điều trị {code}: cơ sở uống thuốc tạm thời đã cho người bệnh uống lại sau khi nôn, liều của ngày {day}: hãy xem sổ liều',
    en: 'Treatment {code}: the site that has the person as a guest gave a dose of {day} again after vomiting: see the doses',
  },
  'treatment.linked-persons': {
    vi: 'Đợt điều trị {code}: người bệnh được xác định là cùng một người với người đang điều trị ở hồ sơ khác',
    en: 'Treatment {code}: the person was found to be one who is in treatment under another entry',
  },
  'treatment.token-lost': {
    vi: 'Đợt điều trị {code}: mã cấp trước của ngày {day} không còn hiệu lực vì liều đã được cấp ở nơi khác: không cấp liều theo mã đó',
    en: 'Treatment {code}: a token of {day} is good no more, since the dose was given elsewhere: do not give by it',
  },
  'treatment.token-outdated': {
    vi: 'Đợt điều trị {code}: y lệnh đã thay đổi hoặc liều tạm giữ, mã cấp trước từ ngày {day} mang liều cũ: không cấp theo mã và liều đã chuẩn bị, hãy hủy mã',
    en: 'Treatment {code}: the order has changed or the dose is held, and tokens from {day} on carry the dose of before: give nothing by them nor what was made ready, and release them',
  },
  'treatment.loss-alone': {
    vi: 'Lô thuốc {code}: lần mất, hủy, trả lại thuốc hoặc hủy phiếu nhập ngày {day} không có người chứng kiến có thể xác nhận: hãy xem lại và giải trình',
    en: 'Lot {code}: what was lost, destroyed, sent back or taken out of the receipts on {day} was seen by nobody who can be asked: look into it',
  },
  'treatment.stock-variance': {
    vi: 'Lô thuốc {code}: số kiểm kê ngày {day} khác sổ sách: hãy xem giải trình khi khóa sổ và đối chiếu kho',
    en: 'Lot {code}: what was counted on {day} differs from the books: see the explanation at its close, and look into it',
  },
  'treatment.witness-named': {
    vi: 'Lô thuốc {code}: một đồng nghiệp được ghi là người chứng kiến lần mất, hủy, trả lại thuốc hoặc hủy phiếu nhập ngày {day}: người đó xem và phản đối nếu không đúng',
    en: 'Lot {code}: a colleague was named as the witness of a loss on {day}: he looks at it, and objects where it is not so',
  },
  'treatment.witness-objects': {
    vi: 'Lô thuốc {code}: người được ghi là chứng kiến lần mất, hủy, trả lại thuốc hoặc hủy phiếu nhập ngày {day} phản đối: hãy xem lại và giải trình',
    en: 'Lot {code}: who was named as the witness of a loss on {day} says that it is not so: look into it',
  },
  'treatment.notice-received': {
    vi: 'Có thông báo mới {code} gửi đến đơn vị: người được phân quyền xem ở mục thông báo nhận được',
    en: 'A notice {code} has come in: who may read it finds it in the list of notices',
  },
  'treatment.contact-asked': {
    vi: 'Hồ sơ {code}: nơi điều trị đề nghị đơn vị liên hệ',
    en: 'File {code}: the place of treatment asks for contact',
  },
  'treatment.stage-over': {
    vi: 'Đợt điều trị {code}: giai đoạn cai nghiện được hỗ trợ đã kết thúc: hãy ghi nhận hoàn thành hoặc kết thúc điều trị',
    en: 'Treatment {code}: the stage of the rehabilitation that it supports is over: complete it, or end it',
  },
  'rehabilitation.contact-asked': {
    vi: 'Đợt điều trị {code}: đơn vị giữ hồ sơ cai nghiện đề nghị cơ sở liên hệ',
    en: 'Treatment {code}: the keeper of the rehabilitation asks for contact',
  },
  'treatment.test-overdue': {
    vi: 'Đợt điều trị {code}: xét nghiệm nước tiểu theo phác đồ đến hạn ngày {day} chưa được ghi nhận',
    en: 'Treatment {code}: the urine test that was due by the protocol on {day} is not on record',
  },
  'treatment.missed-doses': {
    vi: 'Đợt điều trị {code}: người bệnh không đến uống thuốc {days} ngày, tính đến ngày {day}',
    en: 'Treatment {code}: the person did not come to drink on {days} days, until {day}',
  },
  'treatment.no-order': {
    vi: 'Đợt điều trị {code}: không có y lệnh cho ngày {day}, người bệnh không đến từ ngày {since}: hãy liên hệ, khám và ra y lệnh',
    en: 'Treatment {code}: no order for {day}, and not seen since before {since}: get in touch, examine and order',
  },
  'treatment.not-seen': {
    vi: 'Đợt điều trị {code}: người bệnh không đến {days} ngày, từ ngày {since} đến ngày {day}, chưa ai thấy: hãy liên hệ và tìm người bệnh',
    en: 'Treatment {code}: not seen on {days} days, from {since} to {day}: get in touch, and look for him',
  },
  'treatment.order-ending': {
    vi: 'Đợt điều trị {code}: y lệnh hết vào ngày {day}, chưa có y lệnh tiếp theo được duyệt: bác sĩ khám và ra y lệnh',
    en: 'Treatment {code}: the order ends on {day}, and no approved one follows: examine and order',
  },
  'treatment.host-closed': {
    vi: 'Đợt điều trị {code}: cơ sở uống thuốc tạm thời nghỉ ngày {day}: báo người bệnh, ngày đó cơ sở mình được cấp liều',
    en: 'Treatment {code}: the site that has the person as a guest is closed on {day}: tell him; the own site may give that day',
  },
  'treatment.dose-held': {
    vi: 'Đợt điều trị {code}: liều tiếp theo tạm giữ chờ bác sĩ, vì người bệnh không đến uống thuốc {days} ngày, tính đến ngày {day}',
    en: 'Treatment {code}: the next dose waits for a clinician, since the person did not come to drink on {days} days, until {day}',
  },
  'treatment.held-unseen': {
    vi: 'Đợt điều trị {code}: liều hoặc việc điều trị tạm giữ từ ngày {since}, {days} ngày đến ngày {day} người bệnh không đến: hãy liên hệ và xem lại việc tạm giữ',
    en: 'Treatment {code}: held since {since}, and not seen on the {days} days until {day}: get in touch, and look at the hold again',
  },
  'treatment.termination-ground': {
    vi: 'Đợt điều trị {code}: người bệnh không đến uống thuốc {days} ngày, tính đến ngày {day}, đủ căn cứ để xem xét chấm dứt điều trị',
    en: 'Treatment {code}: the person did not come to drink on {days} days, until {day}, a ground on which an end may be decided',
  },
  'case.awaiting-reassignment': {
    vi: 'Hồ sơ {code} chờ xác định đơn vị giữ: đơn vị hiện tại không còn thẩm quyền',
    en: 'File {code} awaits a keeper: this organisation is no longer competent',
  },
} as const satisfies Readonly<Record<string, Text2>>;

export type NotificationKind = keyof typeof NOTIFICATION_SENTENCES;
export const NOTIFICATION_KINDS = Object.keys(NOTIFICATION_SENTENCES) as readonly NotificationKind[];
export const DEADLINE_STATUSES = Object.keys(STATUS_LABELS) as readonly DeadlineStatus[];

defineCodeList('deadline-status', { vi: 'Trạng thái thời hạn', en: 'Status of a deadline' }, STATUS_LABELS);
defineCodeList('notification-kind', { vi: 'Loại thông báo', en: 'Kind of notice' }, NOTIFICATION_SENTENCES);
