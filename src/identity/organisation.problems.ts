import { defineProblems } from '../platform/errors/problem.js';

export const P = defineProblems('organisations', {
  notFound: {
    status: 404,
    title: { vi: 'Không tìm thấy cơ quan, đơn vị này', en: 'There is no such organisation' },
  },
  alreadyThere: {
    status: 409,
    title: {
      vi: 'Đơn vị hành chính này đã có một cơ quan cùng loại đang hoạt động',
      en: 'The unit already has a working organisation of this kind',
    },
  },
  alreadyClosed: {
    status: 409,
    title: { vi: 'Cơ quan này đã kết thúc từ {validTo}', en: 'The organisation ended on {validTo} already' },
  },
  alreadySucceeded: {
    status: 409,
    title: {
      vi: 'Đã ghi việc tiếp nhận này, hoặc đã có cơ quan tiếp nhận chính cho nhiệm vụ này',
      en: 'The succession, or another main successor for the same function, is recorded already',
    },
  },
  stillStands: {
    status: 409,
    title: {
      vi: 'Cơ quan cũ còn hoạt động đến {validTo}, sau ngày cơ quan mới tiếp nhận toàn bộ nhiệm vụ',
      en: 'The predecessor stands until {validTo}, later than its main successor takes over everything',
    },
  },
});
