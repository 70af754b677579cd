import { defineProblems } from '../platform/errors/problem.js';

export const P = defineProblems('auth', {
  // One answer for an unknown login and a wrong password: it must not tell which logins exist.
  wrongCredentials: {
    status: 401,
    title: { vi: 'Tên đăng nhập hoặc mật khẩu không đúng', en: 'The login or the password is wrong' },
  },
  paused: {
    status: 429,
    title: {
      vi: 'Đăng nhập sai nhiều lần: hãy thử lại sau {minutes} phút',
      en: 'Too many failed attempts: try again in {minutes} minutes',
    },
  },
  locked: {
    status: 401,
    title: {
      vi: 'Tài khoản đã bị khóa: hãy liên hệ quản trị hệ thống',
      en: 'The account is locked: ask the administrator',
    },
  },
  sessionEnded: {
    status: 401,
    title: {
      vi: 'Phiên làm việc đã kết thúc: hãy đăng nhập lại',
      en: 'The session has ended: sign in again',
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
