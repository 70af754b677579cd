import type { Permission } from './identity/permissions.js';
import { defineCodeList } from './platform/i18n/code-list.js';
import type { Text2 } from './platform/i18n/locale.js';

const text = (vi: string, en: string): Text2 => ({ vi, en });

const LABELS: Readonly<Record<Permission, Text2>> = {
  'auth.self': text('Tài khoản của chính mình', 'The own account'),
  'clock.read': text('Xem thời gian pháp lý', 'Read legal time'),
  'clock.travel': text('Dời thời gian pháp lý (bản thử)', 'Move legal time (demo)'),
  'law.read': text('Xem quy định pháp luật', 'Read the law'),
  'calendar.manage': text('Nhập lịch ngày nghỉ', 'Enter days off'),
  'units.read': text('Xem đơn vị hành chính', 'Read administrative units'),
  'organisations.read': text('Xem cơ quan, đơn vị', 'Read organisations'),
  'organisations.manage': text('Quản lý cơ quan, đơn vị', 'Administer organisations'),
  'users.read': text('Xem tài khoản', 'Read accounts'),
  'users.manage': text('Quản lý tài khoản', 'Administer accounts'),
  'clients.read': text('Xem ứng dụng kết nối', 'Read API clients'),
  'clients.manage': text('Quản lý ứng dụng kết nối', 'Administer API clients'),
  'jobs.inspect': text('Xem tác vụ nền', 'Inspect jobs'),
  'keys.rotate': text('Thay khóa mã hóa', 'Rotate keys'),
  'audit.read': text('Xem nhật ký', 'Read the audit'),
  'audit.read-person': text('Xem nhật ký về một người', 'Read the audit of a person'),
  'people.read': text('Xem thông tin cá nhân', 'Read persons'),
  'people.search': text('Tìm người', 'Search persons'),
  'people.register': text('Nhập người', 'Register persons'),
  'people.correct': text('Sửa thông tin cá nhân', 'Correct persons'),
  'people.void': text('Hủy người nhập nhầm', 'Void persons entered by mistake'),
  'people.link': text('Liên kết người trùng', 'Link entries of one person'),
  'deadlines.read': text('Xem thời hạn', 'Read deadlines'),
  'notifications.read': text('Xem thông báo', 'Read notices'),
  'deliveries.oversee': text('Theo dõi việc gửi thư', 'Oversee mail'),
  'cases.read': text('Xem hồ sơ', 'Read case files'),
  'cases.annul': text('Hủy bước nhập nhầm', 'Annul steps entered by mistake'),
  'papers.read': text('Xem văn bản', 'Read papers'),
  'papers.make': text('Lập văn bản', 'Make papers'),
  'papers.void': text('Hủy văn bản', 'Void papers'),
  'offices.read': text('Xem người giữ chức vụ', 'Read office holders'),
  'offices.manage': text('Nhập người giữ chức vụ', 'Enter office holders'),
  'registers.read': text('Xem sổ đăng ký số', 'Read registers of numbers'),
  'registers.manage': text('Quản lý sổ đăng ký số', 'Administer registers of numbers'),
  'attachments.read': text('Xem tài liệu đính kèm', 'Read attachments'),
  'attachments.add': text('Thêm tài liệu đính kèm', 'Add attachments'),
  'attachments.void': text('Hủy tài liệu đính kèm', 'Void attachments'),
  'rehabilitation.read': text('Xem hồ sơ cai nghiện', 'Read rehabilitation files'),
  'rehabilitation.register': text('Đăng ký cai nghiện', 'Register rehabilitation'),
  'rehabilitation.decide': text('Quyết định cai nghiện', 'Decide rehabilitation'),
  'rehabilitation.admit': text('Tiếp nhận vào cơ sở', 'Admit to a facility'),
  'rehabilitation.report': text('Thông báo về điều trị', 'Report on treatment'),
  'rehabilitation.designate': text('Chỉ định cơ sở', 'Designate a facility'),
  'rehabilitation.close': text('Kết thúc hồ sơ cai nghiện', 'Close rehabilitation files'),
};

defineCodeList('permission', { vi: 'Quyền', en: 'Permission' }, LABELS);
