import { defineProblems, problem, type Problem } from '../platform/errors/problem.js';

export const P = defineProblems('auth', {
  // One answer for an unknown login and a wrong password: it must not tell which logins exist.
  wrongCredentials: {
    status: 401,
    title: { vi: 'Tên đăng nhập hoặc mật khẩu không đúng', en: 'The login or the password is wrong' },
  },
  // Told to those alone who bring the right one.
  temporaryPasswordLapsed: {
    status: 401,
    title: {
      vi: 'Mật khẩu tạm thời đã hết hạn: hãy đề nghị quản trị hệ thống cấp lại',
      en: 'The temporary password has lapsed: ask the administrator for another',
    },
  },
  // The password was right. The answer brings `challenge` and `expiresInSeconds`.
  codeRequired: {
    status: 401,
    title: {
      vi: 'Cần mã xác thực hai bước: gửi mã cùng với challenge để đăng nhập',
      en: 'A code of the second factor is required: send it with the challenge to sign in',
    },
  },
  wrongCode: {
    status: 401,
    title: { vi: 'Mã xác thực không đúng hoặc đã dùng rồi', en: 'The code is wrong or was used before' },
  },
  challengeEnded: {
    status: 401,
    title: {
      vi: 'Lượt đăng nhập này đã hết hạn hoặc đã dùng: hãy nhập lại mật khẩu',
      en: 'This sign-in was used or has expired: enter the password again',
    },
  },
  // One answer for an unknown client and a wrong secret.
  wrongClient: {
    status: 401,
    title: {
      vi: 'Mã ứng dụng kết nối hoặc khóa bí mật không đúng',
      en: 'The client id or the secret is wrong',
    },
  },
  noSecondFactorOffered: {
    status: 409,
    title: {
      vi: 'Chưa có mã bí mật nào chờ xác nhận: hãy đăng ký xác thực hai bước trước',
      en: 'No second factor waits to be confirmed: ask for one first',
    },
  },
  paused: {
    status: 429,
    title: {
      vi: 'Đăng nhập sai nhiều lần: hãy thử lại sau {minutes} phút',
      en: 'Too many failed attempts: try again in {minutes} minutes',
    },
  },
});

/** The same whether the login exists or not. */
export function pausedProblem(until: Date, now: Date): Problem {
  const seconds = Math.ceil((until.getTime() - now.getTime()) / 1000);
  return problem(P.paused, {
    parameters: { minutes: Math.ceil(seconds / 60) },
    retryAfterSeconds: seconds,
  });
}
