import { defineProblems } from './problem.js';

/** Problems that any route may answer with. */
export const P = defineProblems('http', {
  malformedJson: {
    status: 400,
    title: { vi: 'Nội dung gửi lên không phải JSON hợp lệ', en: 'The body is not valid JSON' },
  },
  malformedForm: {
    status: 400,
    title: {
      vi: 'Biểu mẫu gửi lên bị hỏng hoặc chưa gửi hết',
      en: 'The form is broken or breaks off before its end',
    },
  },
  invalidParameter: {
    status: 400,
    title: { vi: 'Tham số của yêu cầu chưa đúng', en: 'A parameter of the request is not valid' },
  },
  badRequest: {
    status: 400,
    title: { vi: 'Yêu cầu không hợp lệ', en: 'The request is not valid' },
  },
  malformedVersion: {
    status: 400,
    title: {
      vi: 'If-Match phải là đúng một ETag đã đọc, trong dấu ngoặc kép, ví dụ "2"',
      en: 'If-Match must be exactly one ETag as it was read, in quotation marks, such as "2"',
    },
  },
  unauthenticated: {
    status: 401,
    title: { vi: 'Chưa đăng nhập hoặc phiên đã hết hạn', en: 'Not signed in, or the session has expired' },
  },
  forbidden: {
    status: 403,
    title: { vi: 'Tài khoản không có quyền làm việc này', en: 'This account may not do this' },
  },
  notFound: {
    status: 404,
    title: { vi: 'Không tìm thấy', en: 'Not found' },
  },
  requestTooSlow: {
    status: 408,
    title: { vi: 'Yêu cầu gửi tới quá chậm', en: 'The request came too slowly' },
  },
  startOver: {
    status: 410,
    title: {
      vi: 'Danh sách hoặc phạm vi được xem đã thay đổi: hãy đọc lại từ đầu, không dùng changedSince',
      en: 'The list, or what the reader may see of it, has changed: read it anew, without changedSince',
    },
  },
  conflict: {
    status: 409,
    title: { vi: 'Dữ liệu bị trùng hoặc mâu thuẫn', en: 'The data is in conflict' },
  },
  idempotencyKeyReused: {
    status: 409,
    title: {
      vi: 'Idempotency-Key này đã dùng cho một nội dung khác',
      en: 'This Idempotency-Key was used with another body',
    },
  },
  answeredOnce: {
    status: 409,
    title: {
      vi: 'Yêu cầu này đã được thực hiện; câu trả lời chứa bí mật nên không được đưa lại',
      en: 'This request was carried out before; its answer held a secret and is not given again',
    },
  },
  staleVersion: {
    status: 412,
    title: {
      vi: 'Dữ liệu đã được người khác sửa: hãy tải lại rồi sửa tiếp',
      en: 'The data was changed by somebody else: read it again and repeat the change',
    },
  },
  tooLarge: {
    status: 413,
    title: { vi: 'Nội dung gửi lên quá lớn', en: 'The body is too large' },
  },
  addressTooLong: {
    status: 414,
    title: { vi: 'Địa chỉ yêu cầu quá dài', en: 'The address asked for is too long' },
  },
  unsupportedMediaType: {
    status: 415,
    title: { vi: 'Kiểu nội dung không được hỗ trợ', en: 'The media type is not supported' },
  },
  versionRequired: {
    status: 428,
    title: {
      vi: 'Cần gửi If-Match với phiên bản đang sửa (lấy từ ETag)',
      en: 'If-Match with the version being changed (from ETag) is required',
    },
  },
  tooManyRequests: {
    status: 429,
    title: { vi: 'Quá nhiều yêu cầu: hãy thử lại sau', en: 'Too many requests: try again later' },
  },
  headersTooLarge: {
    status: 431,
    title: {
      vi: 'Địa chỉ hoặc phần đầu của yêu cầu quá lớn',
      en: 'The address or the headers of the request are too large',
    },
  },
  internal: {
    status: 500,
    title: {
      vi: 'Hệ thống gặp lỗi: hãy báo mã yêu cầu cho quản trị',
      en: 'Something failed: report the request id',
    },
  },
  unavailable: {
    status: 503,
    title: {
      vi: 'Hệ thống tạm thời không phục vụ được: hãy thử lại',
      en: 'Temporarily unavailable: try again',
    },
  },
});
