import { defineProblems } from '../platform/errors/problem.js';

export const P = defineProblems('users', {
  notFound: {
    status: 404,
    title: { vi: 'Không tìm thấy người dùng này', en: 'There is no such user' },
  },
  loginTaken: {
    status: 409,
    title: { vi: 'Tên đăng nhập này đã có người dùng', en: 'The login is taken' },
  },
  notOnOneself: {
    status: 409,
    title: {
      vi: 'Không tự làm việc này cho tài khoản của chính mình: cần một quản trị khác',
      en: 'Nobody does this to the own account: another administrator must',
    },
  },
  lastAdministrator: {
    status: 409,
    title: {
      vi: 'Đây là quản trị hệ thống cuối cùng còn làm việc: hãy lập một quản trị khác trước',
      en: 'This is the last administrator who is not locked: make another one first',
    },
  },
  noSecondFactor: {
    status: 409,
    title: { vi: 'Tài khoản chưa có xác thực hai bước', en: 'The account has no second factor' },
  },
  alreadyLocked: {
    status: 409,
    title: { vi: 'Tài khoản đã bị khóa từ trước', en: 'The account is locked already' },
  },
  notLocked: {
    status: 409,
    title: { vi: 'Tài khoản không bị khóa', en: 'The account is not locked' },
  },
});
