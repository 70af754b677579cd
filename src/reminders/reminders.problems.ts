import { defineProblems } from '../platform/errors/problem.js';

export const P = defineProblems('notifications', {
  mailOff: {
    status: 409,
    title: {
      vi: 'Hệ thống chưa bật gửi thư điện tử: hãy hỏi quản trị hệ thống',
      en: 'This installation sends no mail: ask the administrator',
    },
  },
  nothingToConfirm: {
    status: 409,
    title: {
      vi: 'Không có địa chỉ nào chờ xác nhận, hoặc mã đã hết hạn: hãy nhập lại địa chỉ',
      en: 'No address waits for a code, or the code has lapsed: enter the address again',
    },
  },
  noAddress: {
    status: 409,
    title: { vi: 'Chưa có địa chỉ nhận thông báo', en: 'There is no address for notices' },
  },
  tooManyCodes: {
    status: 429,
    title: {
      vi: 'Đã yêu cầu mã xác nhận quá nhiều lần trong một ngày: hãy thử lại sau',
      en: 'Too many codes were asked for within a day: try again later',
    },
  },
});
