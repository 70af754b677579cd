import { defineProblems } from '../platform/errors/problem.js';

export const P = defineProblems('units', {
  notFound: {
    status: 404,
    title: { vi: 'Không tìm thấy đơn vị hành chính này', en: 'There is no such administrative unit' },
  },
  unknown: {
    status: 422,
    title: {
      vi: 'Đơn vị hành chính {unitId} không tồn tại',
      en: 'There is no administrative unit {unitId}',
    },
  },
  notValidOn: {
    status: 422,
    title: {
      vi: '{name} không phải là đơn vị hành chính của ngày {day}',
      en: '{name} is not an administrative unit of {day}',
    },
  },
});
