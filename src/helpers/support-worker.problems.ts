import { defineProblems } from '../platform/errors/problem.js';

export const P = defineProblems('helpers', {
  notFound: {
    status: 404,
    title: { vi: 'Không tìm thấy người được phân công', en: 'No such support worker' },
  },
  ended: {
    status: 409,
    title: { vi: 'Việc phân công này đã kết thúc', en: 'This assignment has ended' },
  },
  caseClosed: {
    status: 409,
    title: {
      vi: 'Hồ sơ đã kết thúc: không phân công thêm',
      en: 'The file has ended: nobody is assigned any more',
    },
  },
  dayOutOfRange: {
    status: 422,
    title: {
      vi: 'Ngày không hợp lý: quyết định không ở tương lai, không trước khi mở hồ sơ; việc bắt đầu không trước quyết định; kết thúc không trước ngày bắt đầu',
      en: 'Impossible day: a decision is not in the future nor before the file was opened; the task begins no earlier than the decision and ends no earlier than it began',
    },
  },
  notCommittee: {
    status: 422,
    title: {
      vi: 'Người phân công phải là Ủy ban nhân dân cấp xã đang hoạt động trên địa bàn của hồ sơ',
      en: 'Who assigns must be the people’s committee of the file’s commune on that day',
    },
  },
});
