import { defineProblems } from '../errors/problem.js';

/** What may stand between a caller whose token is right and any route that is not public. */
export const SESSION = defineProblems('auth', {
  sessionEnded: {
    status: 401,
    title: {
      vi: 'Phiên làm việc đã kết thúc: hãy đăng nhập lại',
      en: 'The session has ended: sign in again',
    },
  },
  locked: {
    status: 401,
    title: {
      vi: 'Tài khoản đã bị khóa: hãy liên hệ quản trị hệ thống',
      en: 'The account is locked: ask the administrator',
    },
  },
  clientEnded: {
    status: 401,
    title: {
      vi: 'Ứng dụng kết nối đã bị thu hồi hoặc hết hạn: hãy liên hệ quản trị hệ thống',
      en: 'The API client was revoked or has expired: ask the administrator',
    },
  },
  secondFactorRequired: {
    status: 403,
    title: {
      vi: 'Vai trò này phải dùng xác thực hai bước: hãy đăng ký trước khi làm việc',
      en: 'This role needs a second factor: make one before working',
    },
  },
  passwordChangeRequired: {
    status: 403,
    title: {
      vi: 'Mật khẩu tạm thời: phải đặt mật khẩu mới trước khi làm việc',
      en: 'The password is temporary: choose a new one before working',
    },
  },
});
