import { ORGANISATION_KINDS, type OrganisationKind } from '../law/organisation-kinds.js';
import { PROCEDURES, type Procedure } from '../law/procedures.js';
import { defineCodeList } from '../platform/i18n/code-list.js';
import type { Text2 } from '../platform/i18n/locale.js';
import { ROLE_NAMES, ROLES, type Role } from './roles.js';
import type { ClientScope } from './permissions.js';
import type { PauseReach } from './paused-login.dto.js';
import type { SessionEnding } from './session.queries.js';
import type { Sector } from './supervision.js';

/** What a succession moves: everything a body had, or the competence for one procedure. */
export type SuccessionFunction = 'all' | Procedure;

const FUNCTION_LABELS: Readonly<Record<SuccessionFunction, Text2>> = {
  all: { vi: 'Toàn bộ nhiệm vụ', en: 'Everything' },
  ...PROCEDURES,
};
const SECTOR_LABELS: Readonly<Record<Sector, Text2>> = {
  labour: { vi: 'Lao động, thương binh và xã hội', en: 'Labour and social affairs' },
  health: { vi: 'Y tế', en: 'Health' },
  other: { vi: 'Ngành khác', en: 'Another field' },
};

const SESSION_ENDING_LABELS: Readonly<Record<SessionEnding, Text2>> = {
  'signed-out': { vi: 'Đã đăng xuất', en: 'Signed out' },
  'ended-by-owner': { vi: 'Chủ tài khoản kết thúc', en: 'Ended by its owner' },
  'ended-by-administrator': { vi: 'Quản trị hệ thống kết thúc', en: 'Ended by an administrator' },
  'refresh-token-reused': {
    vi: 'Mã làm mới bị dùng lần thứ hai: có thể đã bị sao chép',
    en: 'A refresh token came a second time: it may have been copied',
  },
  'user-locked': { vi: 'Tài khoản bị khóa', en: 'The account was locked' },
  'user-moved': { vi: 'Chuyển sang cơ quan khác', en: 'Moved to another organisation' },
  'password-changed': { vi: 'Đổi mật khẩu', en: 'The password was changed' },
  'second-factor-changed': { vi: 'Thay đổi xác thực hai bước', en: 'The second factor was changed' },
  expired: { vi: 'Hết thời hạn', en: 'Its time was over' },
  'not-used': { vi: 'Để lâu không dùng', en: 'Not used for too long' },
};
const PAUSE_LABELS: Readonly<Record<PauseReach, Text2>> = {
  'one-place': { vi: 'Từ một nơi', en: 'From one place' },
  'strange-places': { vi: 'Từ mọi nơi lạ', en: 'From all strange places' },
  codes: { vi: 'Nhập mã xác thực hai bước', en: 'For codes of the second factor' },
};

const SCOPE_LABELS: Readonly<Record<ClientScope, Text2>> = {
  'clock.read': { vi: 'Xem thời gian pháp lý', en: 'Read legal time' },
  'law.read': { vi: 'Xem quy định pháp luật', en: 'Read the law' },
  'units.read': { vi: 'Xem đơn vị hành chính', en: 'Read administrative units' },
  'organisations.read': { vi: 'Xem cơ quan, đơn vị', en: 'Read organisations' },
  'people.read': { vi: 'Xem thông tin cá nhân', en: 'Read persons' },
  'deadlines.read': { vi: 'Xem thời hạn', en: 'Read deadlines' },
  'cases.read': { vi: 'Xem hồ sơ', en: 'Read case files' },
  'rehabilitation.read': { vi: 'Xem hồ sơ cai nghiện', en: 'Read rehabilitation files' },
};

export const SESSION_ENDINGS = Object.keys(SESSION_ENDING_LABELS) as readonly SessionEnding[];
export const ORGANISATION_KIND_NAMES = Object.keys(ORGANISATION_KINDS) as readonly OrganisationKind[];
export const SUCCESSION_FUNCTIONS = Object.keys(FUNCTION_LABELS) as readonly SuccessionFunction[];

const labelsOf = <Key extends string>(
  names: readonly Key[],
  definitions: Readonly<Record<Key, { readonly label: Text2 }>>,
): Readonly<Record<Key, Text2>> =>
  Object.fromEntries(names.map((name) => [name, definitions[name].label])) as Record<Key, Text2>;

defineCodeList(
  'organisation-kind',
  { vi: 'Loại cơ quan, đơn vị', en: 'Kind of an organisation' },
  labelsOf(ORGANISATION_KIND_NAMES, ORGANISATION_KINDS),
);
defineCodeList('role', { vi: 'Vai trò người dùng', en: 'Role of a user' }, labelsOf<Role>(ROLE_NAMES, ROLES));
defineCodeList('sector', { vi: 'Ngành', en: 'Field of a department' }, SECTOR_LABELS);
defineCodeList(
  'session-ending',
  { vi: 'Lý do kết thúc phiên làm việc', en: 'Why a session ended' },
  SESSION_ENDING_LABELS,
);
defineCodeList(
  'client-scope',
  { vi: 'Phạm vi của ứng dụng kết nối', en: 'Scope of an API client' },
  SCOPE_LABELS,
);
defineCodeList(
  'pause-reach',
  { vi: 'Phạm vi tạm ngừng đăng nhập', en: 'Where a login pauses' },
  PAUSE_LABELS,
);
defineCodeList(
  'succession-function',
  { vi: 'Nhiệm vụ được chuyển giao', en: 'What a succession moves' },
  FUNCTION_LABELS,
);
