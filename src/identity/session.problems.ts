import { defineProblems } from '../platform/errors/problem.js';

export const P = defineProblems('sessions', {
  notFound: {
    status: 404,
    title: { vi: 'Không tìm thấy phiên làm việc này', en: 'There is no such session' },
  },
});
