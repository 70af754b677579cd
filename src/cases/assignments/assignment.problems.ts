import { defineProblems } from '../../platform/errors/problem.js';

export const P = defineProblems('assignments', {
  notFound: {
    status: 404,
    title: { vi: 'Không tìm thấy việc phân công', en: 'No such assignment' },
  },
  notColleague: {
    status: 422,
    title: {
      vi: 'Người được giao phải là người dùng đang hoạt động của đơn vị',
      en: 'The user must be an active one of this organisation',
    },
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
  notYours: {
    status: 403,
    title: {
      vi: 'Chỉ đơn vị đã phân công được kết thúc việc phân công',
      en: 'Only the body that assigned ends an assignment',
    },
  },
});
