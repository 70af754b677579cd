import { defineProblems } from '../platform/errors/problem.js';

export const P = defineProblems('people', {
  onlyReads: {
    status: 403,
    title: {
      vi: 'Đơn vị chỉ được xem hồ sơ người này, không được sửa',
      en: 'This organisation may read this person, not change anything',
    },
  },
  voided: {
    status: 409,
    title: {
      vi: 'Bản ghi về người này đã bị hủy vì ghi nhầm',
      en: 'The entry of this person was voided as mistaken',
    },
  },
  inUse: {
    status: 409,
    title: {
      vi: 'Không hủy được: còn hồ sơ đang mở của người này',
      en: 'Cannot be voided: a file of this person is open',
    },
  },
  stillValid: {
    status: 409,
    title: {
      vi: 'Đã có một mục cùng loại đang có hiệu lực: hãy nêu mục được thay thế và lý do',
      en: 'One of this kind is still valid: name the one that is replaced, and why',
    },
  },
  mayNotLink: {
    status: 403,
    title: {
      vi: 'Chỉ đơn vị đang quản lý cả hai bản ghi, hoặc cấp trên của các đơn vị đó, được xác nhận trùng hay không',
      en: 'Only the body that acts on both entries, or one that supervises those that do, may say so',
    },
  },
  alreadyLinked: {
    status: 409,
    title: { vi: 'Hai bản ghi này đã được liên kết', en: 'These two entries are linked already' },
  },
  notLinked: {
    status: 409,
    title: { vi: 'Liên kết này đã được gỡ trước đó', en: 'This link was undone before' },
  },
  duplicateClosed: {
    status: 409,
    title: {
      vi: 'Cặp nghi trùng này đã được xử lý trước đó',
      en: 'This pair was dealt with before',
    },
  },
  tooManySearches: {
    status: 429,
    title: {
      vi: 'Đã tra cứu quá nhiều lần trong một phút: hãy thử lại sau',
      en: 'Too many searches within a minute: try again later',
    },
  },
});
