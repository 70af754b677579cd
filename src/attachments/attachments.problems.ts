import { defineProblems } from '../platform/errors/problem.js';

export const P = defineProblems('attachments', {
  notFound: {
    status: 404,
    title: { vi: 'Không tìm thấy tệp đính kèm', en: 'No such attachment' },
  },
  typeNotAllowed: {
    status: 415,
    title: {
      vi: 'Chỉ nhận tệp PDF, ảnh JPEG, ảnh PNG hoặc văn bản DOCX',
      en: 'Only PDF, JPEG, PNG and DOCX files are taken',
    },
  },
  typeMismatch: {
    status: 422,
    title: {
      vi: 'Nội dung tệp không đúng với định dạng được khai hoặc đuôi tên tệp',
      en: 'The content is not of the type that was declared or that the name ends with',
    },
  },
  foreignContent: {
    status: 422,
    title: {
      vi: 'Tệp chứa nội dung của một định dạng khác: hãy quét hoặc xuất lại tệp',
      en: 'The file holds content of another type besides: scan or export it again',
    },
  },
  broken: {
    status: 422,
    title: {
      vi: 'Tệp bị hỏng hoặc chưa đủ: hãy quét hoặc xuất lại tệp',
      en: 'The file is damaged or incomplete: scan or export it again',
    },
  },
  unsafeArchive: {
    status: 422,
    title: {
      vi: 'Văn bản DOCX có cấu trúc không an toàn: hãy lưu lại từ trình soạn thảo hoặc xuất ra PDF',
      en: 'The DOCX is built in an unsafe way: save it again, or export it as PDF',
    },
  },
  macros: {
    status: 422,
    title: {
      vi: 'Văn bản DOCX có macro: hãy lưu lại không kèm macro hoặc xuất ra PDF',
      en: 'The DOCX holds macros: save it without them, or export it as PDF',
    },
  },
  outside: {
    status: 422,
    title: {
      vi: 'Văn bản DOCX tải mẫu, ảnh hoặc đối tượng từ bên ngoài khi mở: hãy nhúng vào tệp hoặc xuất ra PDF',
      en: 'The DOCX loads a template, picture or object from outside when it is opened: embed it, or export it as PDF',
    },
  },
  quarantined: {
    status: 409,
    title: {
      vi: 'Tệp đang chờ quét mã độc: hãy thử lại sau',
      en: 'The file waits for its scan: try again later',
    },
  },
  infected: {
    status: 409,
    title: {
      vi: 'Tệp có mã độc nên không được tải xuống',
      en: 'Malware was found in the file: it is not given out',
    },
  },
  voided: {
    status: 409,
    title: { vi: 'Tệp đính kèm đã bị hủy', en: 'The attachment was voided' },
  },
  voidedByOthers: {
    status: 403,
    title: {
      vi: 'Chỉ đơn vị đã đính kèm tệp này hoặc đơn vị đang giữ hồ sơ mới được hủy',
      en: 'The body that added the attachment voids it, or the one that keeps the file',
    },
  },
  tooMany: {
    status: 409,
    title: {
      vi: 'Đơn vị đã đính kèm vào hồ sơ này đủ số tệp hoặc dung lượng cho phép',
      en: 'Your organisation has added as many attachments to the file, or as many bytes, as are allowed',
    },
  },
  uploadLost: {
    status: 409,
    title: {
      vi: 'Lần gửi tệp này đã bị bỏ: hãy gửi lại',
      en: 'This upload was given up: send the file again',
    },
  },
});
